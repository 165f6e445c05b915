"""索赔申请单, what is claimed from a supplier or maker, with the fault report and its photos: A4."""

from collections.abc import Sequence

from garage.domain.claim_checks import TEXTS
from garage.domain.claims import REPLACING, ClaimKind, PartRole, Remedy
from garage.domain.documents_claims import ClaimApplication, ClaimedItem, ClaimPhoto
from garage.domain.labels import label
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Beside, Block, Drawing, Space, Stack, Text
from garage.reports.fonts import BOX, TICKED
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Column, Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pen import Pen
from garage.reports.pieces import (
    Field,
    day,
    facts,
    in_capitals,
    kilometres,
    moment,
    phone,
    section,
    signatures,
)
from garage.reports.tables import Heading, described, figure, table, word

_PHOTO = 118.0
"""Height of a photo in points: two rows of three and the rest of the paper fill a page."""
_IN_A_ROW = 3


def render(claim: ClaimApplication, paper: Paper, words: Words) -> bytes:
    """The application as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Warranty Claim Application"),
        number=claim.number,
        date=day(claim.at),
        garage=claim.garage,
        imprint=claim.imprint,
        words=words,
    )
    names = [(_("Claimed by"), claim.claimed_by), (_("Checked by"), ""), (_("Supplier"), "")]
    blocks: list[Block] = [
        _head(claim, paper, words),
        Space(4),
        section(paper, _("Fault report"), _report(claim, paper, words)),
        Space(4),
        section(paper, _("Claimed"), _table(claim, paper, words)),
        Space(3),
        in_capitals(paper, claim.claimed_fen, words),
        Space(4),
        section(paper, _("Audit"), _checks(claim, paper, words)),
        *pictures(claim.photos, paper, words),
        Space(5),
        Stack(
            [Text(_terms(claim, words), paper.small), signatures(paper, names, words)],
            gap=2,
            glue=1,
        ),
    ]
    return build(frame, blocks)


def _head(claim: ClaimApplication, paper: Paper, words: Words) -> Block:
    _ = words
    supplier, car = claim.supplier, claim.car
    again = _("round {n}").format(n=claim.rounds + 1) if claim.rounds else ""
    month = " · ".join(filter(None, (claim.period, again)))
    rows: list[list[Field]] = [
        [
            (_("Supplier"), Text(supplier.name, paper.strong)),
            (_("Contact"), " ".join(filter(None, (supplier.contact, phone(supplier.phone))))),
            (_("Month"), month),
        ],
        [(_("Plate"), car.plate), (_("Model"), car.model), (_("Order no."), claim.order_no)],
        [(_("VIN"), car.vin), (_("Engine no."), car.engine_no), (_("Customer"), claim.customer)],
        [
            (_("Bought or fitted"), day(claim.bought_on)),
            (_("Odometer"), kilometres(claim.odometer_km)),
            (_("Due by"), day(claim.due_on)),
        ],
    ]
    return facts(paper, rows)


def _report(claim: ClaimApplication, paper: Paper, words: Words) -> Block:
    _ = words
    remedy = label(claim.remedy, words) if claim.remedy else ""
    rows: list[list[Field]] = [
        [(_("Day of the fault"), day(claim.fault_on)), (_("Place"), claim.place, 2)],
        [(_("Symptoms"), claim.symptoms)],
        [(_("Cause"), claim.cause)],
        [(_("Done about it"), remedy), (_("Approval no."), claim.approval_no, 2)],
    ]
    if claim.remedy in REPLACING:
        rows.append([(_("Tried before"), claim.tried)])
    if claim.remedy is Remedy.REPLACE_ASSEMBLY:
        rows.append([(_("Why the assembly"), claim.component_why)])
    if claim.major:
        rows.append([(_("Major fault"), _("reported {at}").format(at=moment(claim.reported_at)))])
    if claim.note:
        rows.append([(_("Note"), claim.note)])
    return facts(paper, rows)


def _table(claim: ClaimApplication, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Kind"), 16),
        Heading(_("Name"), 58),
        Heading(_("Qty"), 12, "right"),
        Heading(_("Serial old → new"), 32),
        Heading(_("Old part tag"), 27),
        Heading(_("Claimed"), 20, "right"),
        *([Heading(_("Given"), 20, "right")] if claim.decided else []),
    ]
    rows = [_row(place, line, claim, paper, words) for place, line in enumerate(claim.lines, start=1)]
    total = [figure(paper, format_plain(claim.claimed_fen), bold=True)]
    if claim.decided:
        total.append(figure(paper, format_plain(claim.approved_fen), bold=True))
    foot = Row([Cell(Text(_("Total"), paper.strong, "right"), 6), *total], shade=True, middle=True)
    return table(paper, headings, rows, foot=[foot])


def _row(place: int, line: ClaimedItem, claim: ClaimApplication, paper: Paper, words: Words) -> Row:
    _ = words
    causal = label(line.role, words) if line.role is PartRole.CAUSAL else ""
    less = _("less: {reason}").format(reason=line.deduction_reason) if line.deduction_reason else ""
    detail = " · ".join(filter(None, (causal, less)))
    serials = f"{line.old_serial or '–'} → {line.new_serial or '–'}"
    cells = [
        word(paper, str(place), "centre"),
        word(paper, label(line.kind, words)),
        described(paper, " ".join(filter(None, (line.code, line.name))), detail),
        figure(paper, format_quantity(line.qty_milli) if line.kind is ClaimKind.PART else "–"),
        word(paper, serials if line.old_serial or line.new_serial else ""),
        word(paper, line.tag_no),
        figure(paper, format_plain(line.claimed_fen)),
    ]
    if claim.decided:
        cells.append(figure(paper, format_plain(line.approved_fen or 0)))
    return Row(cells, middle=True)


def _checks(claim: ClaimApplication, paper: Paper, words: Words) -> Block:
    """Two columns of ticks."""
    _ = words
    texts = [Text(f"{TICKED if item.ok else BOX}{_(TEXTS[item.code])}", paper.small) for item in claim.checks]
    half = (len(texts) + 1) // 2
    return Beside([Stack(texts[:half], gap=1.5), Stack(texts[half:], gap=1.5)], gap=10)


def pictures(photos: Sequence[ClaimPhoto], paper: Paper, words: Words) -> list[Block]:
    """The photos of a paper under their heading, three in a row; nothing without one."""
    _ = words
    if not photos:
        return []
    columns = [Column(1)] * _IN_A_ROW
    rows = []
    for first in range(0, len(photos), _IN_A_ROW):
        cells = [Cell(_picture(photo, paper)) for photo in photos[first : first + _IN_A_ROW]]
        cells += [Cell(Text("", paper.small), bare=True)] * (_IN_A_ROW - len(cells))
        rows.append(Row(cells))
    return [Space(4), section(paper, _("Photos"), Grid(columns, rows))]


def _picture(photo: ClaimPhoto, paper: Paper) -> Block:
    def paint(pen: Pen, x: float, top: float, width: float) -> None:
        pen.picture(photo.picture, x, top, width, _PHOTO, align="centre")

    caption = [Text(photo.caption, paper.small, "centre")] if photo.caption else []
    return Stack([Drawing(_PHOTO + 3, paint), *caption])


def _terms(claim: ClaimApplication, words: Words) -> str:
    _ = words
    said = _("Old parts: {duty}. Settlement: {mode}.").format(
        duty=label(claim.return_duty, words), mode=label(claim.settle_mode, words)
    )
    answer = _("Answer of the supplier: {words}").format(words=claim.decision) if claim.decision else ""
    return " ".join(filter(None, (said, answer)))
