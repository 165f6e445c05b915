"""索赔月报, the claims of one month to one supplier: A4 landscape."""

from garage.domain.documents_settling import ListedClaim, MonthlyClaims
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack
from garage.reports.claim_cells import about_claim, money, supplier_fields, total
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, day, facts, in_capitals, kilometres, moment, signatures
from garage.reports.tables import Heading, table, word


def render(sheet: MonthlyClaims, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Monthly Claim List"),
        number=sheet.number,
        date=sheet.period,
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
        parts=_("Two copies: supplier, garage"),
    )
    return build(
        frame,
        [_head(sheet, paper, words), Space(5), Tied(_table(sheet, paper, words), _foot(sheet, paper, words))],
    )


def _head(sheet: MonthlyClaims, paper: Paper, words: Words) -> Block:
    _ = words
    how = label(sheet.channel, words) if sheet.channel else ""
    sent = " ".join(filter(None, (moment(sheet.sent_at), how))) or _("not sent yet")
    rows: list[list[Field]] = [
        [*supplier_fields(sheet.supplier, paper, words)],
        [(_("Month"), sheet.period), (_("Due by"), day(sheet.due_on)), (_("Sent"), sent)],
    ]
    if sheet.note:
        rows.append([(_("Note"), sheet.note)])
    return facts(paper, rows)


def _table(sheet: MonthlyClaims, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Claim"), 32),
        Heading(_("Car"), 40),
        Heading(_("Part · tag, fault"), 62),
        Heading(_("Day of the fault"), 22),
        Heading(_("Odometer"), 20, "right"),
        Heading(_("Material"), 20, "right"),
        Heading(_("Labour"), 20, "right"),
        Heading(_("Other"), 18, "right"),
        Heading(_("Claimed"), 22, "right"),
    ]
    rows = [_row(place, claim, paper) for place, claim in enumerate(sheet.claims, start=1)]
    sums = [
        sum(claim.parts_fen for claim in sheet.claims),
        sum(claim.labour_fen for claim in sheet.claims),
        sum(claim.other_fen for claim in sheet.claims),
        sheet.claimed_fen,
    ]
    return table(paper, headings, rows, foot=[total(paper, words, 6, sums)])


def _row(place: int, claim: ListedClaim, paper: Paper) -> Row:
    return Row(
        [
            *about_claim(place, claim, paper),
            word(paper, day(claim.fault_on)),
            word(paper, kilometres(claim.odometer_km), "right"),
            money(paper, claim.parts_fen),
            money(paper, claim.labour_fen),
            money(paper, claim.other_fen),
            money(paper, claim.claimed_fen),
        ]
    )


def _foot(sheet: MonthlyClaims, paper: Paper, words: Words) -> Block:
    _ = words
    names = [(_("Made by"), sheet.made_by), (_("Checked by"), ""), (_("Supplier"), "")]
    return Stack(
        [
            Space(3),
            in_capitals(paper, sheet.claimed_fen, words),
            Space(8),
            signatures(paper, names, words, dated=True),
        ],
        whole=True,
    )
