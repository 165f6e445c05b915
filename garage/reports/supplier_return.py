"""采购退货单, goods that go back to their supplier: half continuous form in three copies."""

from garage.domain.capitals import rmb_capitals
from garage.domain.documents_suppliers import SupplierReturnSlip
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, facts, moment, phone, signatures
from garage.reports.tables import Heading, described, figure, serial_words, table, word


def render(slip: SupplierReturnSlip, paper: Paper, words: Words) -> bytes:
    """The slip as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Supplier Return"),
        number=slip.number,
        date=moment(slip.at),
        garage=slip.garage,
        imprint=slip.imprint,
        words=words,
        parts=_("Copies: 1 office (white) · 2 supplier (red) · 3 store (yellow)"),
    )
    names = [
        (_("Handed out by"), slip.handed_out_by),
        (_("Carrier"), slip.carrier),
        (_("Supplier"), ""),
    ]
    blocks: list[Block] = [
        _head(slip, paper, words),
        Space(5),
        Tied(_table(slip, paper, words), signatures(paper, names, words), gap=2),
    ]
    return build(frame, blocks)


def _head(slip: SupplierReturnSlip, paper: Paper, words: Words) -> Block:
    _ = words
    supplier = slip.supplier
    rows: list[list[Field]] = [
        [
            (_("Supplier"), Text(supplier.name, paper.strong)),
            (_("Contact"), supplier.contact),
            (_("Phone"), phone(supplier.phone)),
        ],
        [(_("Reason"), slip.reason)],
    ]
    said = ((_("Note"), slip.note), (_("Reversed because"), slip.reverse_reason))
    return facts(paper, [*rows, *([(name, text)] for name, text in said if text)])


def _table(slip: SupplierReturnSlip, paper: Paper, words: Words) -> Grid:
    _ = words
    worth = any(line.value_fen is not None for line in slip.lines)
    headings = [
        Heading(_("No."), 11, "centre"),
        Heading(_("Part code"), 36),
        Heading(_("Part"), 60),
        Heading(_("Qty"), 16, "right"),
        Heading(_("Unit"), 13, "centre"),
        Heading(_("Goods receipt"), 32),
        Heading(_("Delivery note no."), 26),
        Heading(_("Credit"), 24, "right"),
        *([Heading(_("Cost"), 24, "right")] if worth else []),
    ]
    rows = [
        Row(
            [
                word(paper, str(place), "centre"),
                word(paper, line.code),
                described(paper, line.name, serial_words(line.serials, words)),
                figure(paper, format_quantity(line.qty_milli)),
                word(paper, line.unit, "centre"),
                word(paper, line.receipt_no),
                word(paper, line.delivery_no),
                figure(paper, format_plain(line.credit_fen)),
                *([figure(paper, format_plain(line.value_fen or 0))] if worth else []),
            ]
        )
        for place, line in enumerate(slip.lines, start=1)
    ]
    return table(paper, headings, rows, foot=[_foot(slip, paper, words, worth=worth)])


def _foot(slip: SupplierReturnSlip, paper: Paper, words: Words, *, worth: bool) -> Row:
    _ = words
    sums = [slip.credit_fen, *([sum(line.value_fen or 0 for line in slip.lines)] if worth else [])]
    return Row(
        [
            Cell(Text(_("Credit in all"), paper.strong, "right"), 4),
            Cell(Text(rmb_capitals(slip.credit_fen), paper.strong), 3),
            *(figure(paper, format_plain(fen), bold=True) for fen in sums),
        ],
        shade=True,
        middle=True,
    )
