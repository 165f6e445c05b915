"""采购入库单, the goods receipt: half continuous form in three copies."""

from collections.abc import Sequence

from garage.domain.documents_purchasing import GoodsReceiptSlip, ReceivedGoods
from garage.domain.labels import label
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, day, facts, moment, signatures
from garage.reports.tables import Heading, described, figure, table, word


def render(slip: GoodsReceiptSlip, paper: Paper, words: Words) -> bytes:
    """The receipt as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Opening Stock") if slip.opening else _("Goods Receipt"),
        number=slip.number,
        date=moment(slip.at),
        garage=slip.garage,
        imprint=slip.imprint,
        words=words,
        parts=_("Copies: 1 office (white) · 2 supplier (red) · 3 store (yellow)"),
    )
    names = [(_("Keeper"), slip.keeper), (_("Inspected by"), slip.inspector), (_("Buyer"), slip.buyer)]
    blocks: list[Block] = [
        _head(slip, paper, words),
        Space(5),
        Tied(_table(slip, paper, words), signatures(paper, names, words), gap=2),
    ]
    return build(frame, blocks)


def _head(slip: GoodsReceiptSlip, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[Sequence[Field]] = [
        [
            (_("Supplier"), Text(slip.supplier or "–", paper.strong)),
            (_("Delivery note no."), slip.delivery_no or "–"),
            (_("Purchase order"), slip.order_no or "–"),
        ]
    ]
    if slip.invoice_no or slip.note:
        rows.append([(_("Invoice no."), slip.invoice_no or "–"), (_("Note"), slip.note, 2)])
    return facts(paper, rows)


def _table(slip: GoodsReceiptSlip, paper: Paper, words: Words) -> Grid:
    _ = words
    costs = slip.total_fen is not None
    keeps = any(line.expires_on for line in slip.lines)
    headings = [
        Heading(_("No."), 12, "centre"),
        Heading(_("Part code"), 34),
        Heading(_("Part"), 60 if costs else 84),
        Heading(_("Part grade"), 22),
        Heading(_("Accepted"), 17, "right"),
        Heading(_("Rejected"), 17, "right"),
        Heading(_("Unit"), 12, "centre"),
        Heading(_("Bin"), 18),
        *([Heading(_("Keeps until"), 21)] if keeps else []),
        *([Heading(_("Unit price"), 20, "right"), Heading(_("Amount"), 22, "right")] if costs else []),
    ]
    rows = [_row(place, line, paper, words, (keeps, costs)) for place, line in enumerate(slip.lines, start=1)]
    return table(paper, headings, rows, foot=_foot(slip, len(headings), paper, words))


def _row(place: int, line: ReceivedGoods, paper: Paper, words: Words, shown: tuple[bool, bool]) -> Row:
    keeps, costs = shown
    rejected = format_quantity(line.rejected_milli) if line.rejected_milli else "–"
    return Row(
        [
            word(paper, str(place), "centre"),
            word(paper, line.code),
            described(paper, line.name, line.finding),
            word(paper, label(line.grade, words)),
            figure(paper, format_quantity(line.qty_milli)),
            figure(paper, rejected),
            word(paper, line.unit, "centre"),
            word(paper, line.bin),
            *([word(paper, day(line.expires_on))] if keeps else []),
            *(
                [figure(paper, _plain(line.price_fen)), figure(paper, _plain(line.amount_fen))]
                if costs
                else []
            ),
        ]
    )


def _plain(fen: int | None) -> str:
    return "" if fen is None else format_plain(fen)


def _foot(slip: GoodsReceiptSlip, wide: int, paper: Paper, words: Words) -> list[Row]:
    """The total, with what of it is freight and what is tax."""
    _ = words
    if slip.total_fen is None:
        return []
    told = [_("Total")]
    if slip.freight_fen:
        told.append(_("of it freight {amount}").format(amount=format_plain(slip.freight_fen)))
    if slip.tax_fen is not None:
        told.append(_("tax included {amount}").format(amount=format_plain(slip.tax_fen)))
    return [
        Row(
            [
                Cell(Text("   ".join(told), paper.strong, "right"), wide - 1),
                figure(paper, format_plain(slip.total_fen), bold=True),
            ]
        )
    ]
