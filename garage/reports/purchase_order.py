"""采购订单, the order to a supplier: what, how many, at which price, by when, and where to. A4."""

from collections.abc import Sequence

from garage.domain.documents_purchasing import OrderedGoods, PurchaseOrderPaper
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, day, facts, in_capitals, notes, phone, signatures
from garage.reports.tables import Heading, described, figure, table, word


def render(order: PurchaseOrderPaper, paper: Paper, words: Words) -> bytes:
    """The order as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Purchase Order (draft)") if order.draft else _("Purchase Order"),
        number=order.number,
        date=_("Date {date}").format(date=day(order.ordered_on)),
        garage=order.garage,
        imprint=order.imprint,
        words=words,
    )
    blocks: list[Block] = [_head(order, paper, words), Space(6), _table(order, paper, words), Space(5)]
    if order.total_fen > 0:
        blocks += [in_capitals(paper, order.total_fen, words), Space(5)]
    terms = [
        _("Please deliver with a delivery note that names our order number."),
        _("Goods are inspected on arrival; what is damaged or wrong goes back at your expense."),
        _("Tell us at once if a part, its price or the day cannot be kept."),
    ]
    signing = [(_("For the garage"), order.buyer), (_("For the supplier (name, date, stamp)"), "")]
    blocks.append(
        Stack([notes(paper.small, terms), Space(10), signatures(paper, signing, words)], whole=True)
    )
    return build(frame, blocks)


def _head(order: PurchaseOrderPaper, paper: Paper, words: Words) -> Block:
    _ = words
    supplier, garage = order.supplier, order.garage
    rows: list[Sequence[Field]] = [
        [(_("Supplier"), Text(supplier.name, paper.strong), 2), (_("Phone"), phone(supplier.phone))],
        [(_("Contact person"), supplier.contact), (_("Address"), supplier.address, 2)],
        [
            (_("Deliver to"), garage.address or garage.name, 2),
            (_("Goods expected"), Text(day(order.expected_on) or "–", paper.strong)),
        ],
        [
            (_("Invoice to"), " · ".join(filter(None, (garage.name, garage.uscc))), 2),
            (_("Ordered by"), " ".join(filter(None, (order.buyer, phone(garage.phone))))),
        ],
    ]
    if order.note:
        rows.append([(_("Note"), order.note)])
    return facts(paper, rows)


def _table(order: PurchaseOrderPaper, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Part code"), 32),
        Heading(_("OE no."), 34),
        Heading(_("Part"), 56),
        Heading(_("Qty"), 14, "right"),
        Heading(_("Unit"), 12, "centre"),
        Heading(_("Unit price"), 20, "right"),
        Heading(_("Amount"), 23, "right"),
    ]
    foot = Row(
        [
            Cell(Text(_("Total"), paper.strong, "right"), len(headings) - 1),
            figure(paper, format_plain(order.total_fen), bold=True),
        ]
    )
    rows = [_row(place, line, paper) for place, line in enumerate(order.lines, start=1)]
    return table(paper, headings, rows, foot=[foot])


def _row(place: int, line: OrderedGoods, paper: Paper) -> Row:
    detail = " · ".join(word_ for word_ in (line.brand, line.spec, line.note) if word_)
    return Row(
        [
            word(paper, str(place), "centre"),
            word(paper, line.code),
            word(paper, line.oe_no),
            described(paper, line.name, detail),
            figure(paper, format_quantity(line.qty_milli)),
            word(paper, line.unit, "centre"),
            figure(paper, format_plain(line.price_fen)),
            figure(paper, format_plain(line.amount_fen)),
        ]
    )
