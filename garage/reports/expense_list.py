"""外采费用周报, the weekly list of what buyers laid out for parts of jobs. A4 landscape."""

from garage.domain.documents_purchasing import Expense, ExpenseList
from garage.domain.labels import label
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, facts, in_capitals, signatures
from garage.reports.tables import Heading, figure, table, word


def render(sheet: ExpenseList, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Expenses for Outside Purchases"),
        number=sheet.number,
        date=_("{first} to {last}").format(first=day(sheet.first), last=day(sheet.last)),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    blocks: list[Block] = [_table(sheet, paper, words), Space(5), _sums(sheet, paper, words), Space(4)]
    if sheet.total_fen > 0:
        blocks += [in_capitals(paper, sheet.total_fen, words), Space(6)]
    names = [(_("Bought by"), sheet.buyer), (_("Paid out by"), ""), (_("Approved by"), "")]
    blocks.append(Stack([signatures(paper, names, words)], whole=True))
    return build(frame, blocks)


def _table(sheet: ExpenseList, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 8, "centre"),
        Heading(_("Date"), 23),
        Heading(_("Bought by"), 16),
        Heading(_("Plate"), 18),
        Heading(_("Work order"), 24),
        Heading(_("Part"), 40),
        Heading(_("Qty"), 12, "right"),
        Heading(_("Bought at"), 26),
        Heading(_("Way of payment"), 17),
        Heading(_("Amount"), 18, "right"),
        Heading(_("Goods receipt"), 24),
    ]
    rows = [_row(place, line, paper, words) for place, line in enumerate(sheet.lines, start=1)]
    total = [
        word(paper, _("Total"), "right"),
        figure(paper, format_plain(sheet.total_fen), bold=True),
        word(paper, ""),
    ]
    foot = Row([Cell(total[0].block, len(headings) - 2), *total[1:]])
    return table(paper, headings, rows, foot=[foot])


def _row(place: int, line: Expense, paper: Paper, words: Words) -> Row:
    return Row(
        [
            word(paper, str(place), "centre"),
            word(paper, f"{line.at:%m-%d %H:%M}"),
            word(paper, line.buyer),
            word(paper, line.plate),
            word(paper, line.order_no),
            word(paper, line.part),
            figure(paper, f"{format_quantity(line.qty_milli)} {line.unit}".strip()),
            word(paper, line.vendor),
            word(paper, _method(line, words)),
            figure(paper, format_plain(line.amount_fen)),
            word(paper, line.receipt_no),
        ]
    )


def _method(line: Expense, words: Words) -> str:
    _ = words
    return label(line.method, words) if line.method is not None else _("Supplier's account")


def _sums(sheet: ExpenseList, paper: Paper, words: Words) -> Block:
    """What each buyer laid out, and how."""
    _ = words
    by_buyer: dict[str, int] = {}
    by_method: dict[str, int] = {}
    for line in sheet.lines:
        by_buyer[line.buyer] = by_buyer.get(line.buyer, 0) + line.amount_fen
        method = _method(line, words)
        by_method[method] = by_method.get(method, 0) + line.amount_fen
    said = [
        "   ".join(f"{name} {format_plain(fen)}" for name, fen in sums.items()) or "–"
        for sums in (by_buyer, by_method)
    ]
    return facts(
        paper, [[(_("By buyer"), said[0])], [(_("By way of payment"), said[1])]], names=26, values=160
    )
