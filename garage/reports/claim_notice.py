"""索赔结算通知单: what the supplier gives for which claim, less what and why, and how it is paid: A4."""

from garage.domain.documents_settling import ListedClaim, NoticedPart, SettlementNotice
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.claim_cells import money, supplier_fields, total
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, day, facts, in_capitals, moment, section, signatures
from garage.reports.tables import Heading, described, table, word


def render(notice: SettlementNotice, paper: Paper, words: Words) -> bytes:
    """The notice as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Claim Settlement Notice"),
        number=notice.number,
        date=day(notice.issued_at.date()),
        garage=notice.garage,
        imprint=notice.imprint,
        words=words,
        parts=_("Two copies: supplier, garage"),
    )
    blocks: list[Block] = [_head(notice, paper, words), Space(4)]
    if notice.claims:
        blocks.append(_table(notice, paper, words))
    if notice.void_reason:
        blocks.append(Text(_("Its claims are free again."), paper.body))
    blocks += [Space(3), in_capitals(paper, notice.approved_fen, words)]
    if notice.old_parts:
        blocks += [Space(4), section(paper, _("Old parts"), _old_parts(notice, paper, words))]
    return build(frame, [*blocks, Space(4), _foot(notice, paper, words)])


def _head(notice: SettlementNotice, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[list[Field]] = [
        [*supplier_fields(notice.supplier, paper, words)],
        [
            (_("Claimed"), format_yuan(notice.claimed_fen)),
            (_("Deducted"), format_yuan(notice.claimed_fen - notice.approved_fen)),
            (_("Given"), Text(format_yuan(notice.approved_fen), paper.strong)),
        ],
        [
            (_("Settlement"), label(notice.mode, words)),
            (_("Due by"), day(notice.due_on)),
            (_("Invoice"), " ".join(filter(None, (notice.invoice_no, day(notice.invoiced_on))))),
        ],
    ]
    if notice.settled_at is not None:
        settled = " ".join(filter(None, (moment(notice.settled_at), notice.payment_no)))
        rows.append([(_("Settled"), settled)])
    bank = " ".join(filter(None, (notice.garage.bank_name, notice.garage.bank_account)))
    said = (
        (_("Bank and account"), bank),
        (_("Note"), notice.note),
        (_("Void because"), notice.void_reason),
    )
    return facts(paper, [*rows, *([(name, text)] for name, text in said if text)])


def _table(notice: SettlementNotice, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Claim"), 29),
        Heading(_("Part · tag"), 32),
        Heading(_("Material"), 16, "right"),
        Heading(_("Labour"), 16, "right"),
        Heading(_("Other"), 14, "right"),
        Heading(_("Claimed"), 17, "right"),
        Heading(_("Given"), 17, "right"),
        Heading(_("Deducted"), 16, "right"),
        Heading(_("Why deducted"), 24),
    ]
    rows = [_row(place, claim, paper) for place, claim in enumerate(notice.claims, start=1)]
    less = notice.claimed_fen - notice.approved_fen
    kinds = [[claim.parts_fen, claim.labour_fen, claim.other_fen] for claim in notice.claims]
    sums = [*map(sum, zip(*kinds, strict=True)), notice.claimed_fen, notice.approved_fen, less]
    foot = total(paper, words, 3, sums, rest=1)
    return table(paper, headings, rows, foot=[foot])


def _row(place: int, claim: ListedClaim, paper: Paper) -> Row:
    given = claim.approved_fen or 0
    car = " ".join(filter(None, (claim.plate, claim.vin, claim.order_no)))
    return Row(
        [
            word(paper, str(place), "centre"),
            described(paper, claim.number, car),
            described(paper, claim.part, ", ".join(claim.tag_nos)),
            money(paper, claim.parts_fen),
            money(paper, claim.labour_fen),
            money(paper, claim.other_fen),
            money(paper, claim.claimed_fen),
            money(paper, given),
            money(paper, claim.claimed_fen - given),
            word(paper, "; ".join(claim.reasons)),
        ]
    )


def _old_parts(notice: SettlementNotice, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("Tag"), 34),
        Heading(_("Part"), 70),
        Heading(_("Claim"), 34),
        Heading(_("Where"), 50),
    ]
    return table(paper, headings, [_part(part, paper) for part in notice.old_parts])


def _part(part: NoticedPart, paper: Paper) -> Row:
    return Row([word(paper, text) for text in (part.number, part.name, part.claim_no, part.where)])


def _foot(notice: SettlementNotice, paper: Paper, words: Words) -> Block:
    _ = words
    text = _("Please pay or credit {amount} by {day}, and sign that you agree.")
    asked = text.format(amount=format_yuan(notice.approved_fen), day=day(notice.due_on))
    names = [(_("Garage"), notice.made_by), (_("Supplier"), "")]
    return Stack(
        [Text(asked, paper.small), Space(8), signatures(paper, names, words, dated=True)],
        whole=True,
    )
