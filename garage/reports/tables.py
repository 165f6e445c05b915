"""The three tables of an order on a customer's paper: labour, materials, other fees, each with its sum."""

from collections.abc import Sequence
from dataclasses import dataclass

from garage.domain.documents import DocumentLine
from garage.domain.labels import label
from garage.domain.lines import CHARGED, LineKind
from garage.domain.money import format_plain
from garage.domain.quantities import format_hours, format_quantity
from garage.i18n import Words
from garage.reports.blocks import Beside, Block, Stack, Text
from garage.reports.grid import Cell, Column, Grid, Row
from garage.reports.papers import Paper
from garage.reports.pen import MM, Align, Pen, base_line
from garage.reports.text import text_width

_PAD = 1.6
"""Points above and below the words of a row."""
_DETAIL = 5.0
"""Points between a text and the smaller one after it."""


@dataclass(frozen=True)
class Heading:
    """A column: its name, its width in mm of an A4 line, how figures stand; `table` names the whole table."""

    name: str
    share: float
    align: Align = "left"
    table: str = ""


def table(
    paper: Paper,
    headings: Sequence[Heading],
    rows: Sequence[Row],
    *,
    name: str = "",
    foot: Sequence[Row] = (),
) -> Grid:
    """A table whose name and headings repeat on every page."""
    columns = [Column(heading.share, heading.align) for heading in headings]
    cells = [Cell(_heading(paper, heading)) for heading in headings]
    named = [Row([Cell(Text(name, paper.strong.but(size=paper.size + 0.5)), len(columns))])] if name else []
    return Grid(columns, rows, [*named, Row(cells, shade=True, middle=True)], foot, pad_y=_PAD)


def _heading(paper: Paper, heading: Heading) -> Block:
    style = paper.strong.but(size=paper.size - 0.5)
    column = Text(heading.name, style, "centre")
    if not heading.table:
        return column
    large = paper.strong.but(size=paper.size + 1)
    wide = text_width(heading.table, large) / MM + 2
    return Beside([Text(heading.table, large), column], shares=(wide, heading.share - wide), middle=True)


def figure(paper: Paper, words: str, *, bold: bool = False) -> Cell:
    """A figure in one line at the right of its cell."""
    return Cell(Text(words, paper.strong if bold else paper.body, "right", fit=True))


def word(paper: Paper, words: str, align: Align = "left") -> Cell:
    """A text that breaks."""
    return Cell(Text(words, paper.body, align))


def serial_words(serials: Sequence[str], words: Words) -> str:
    """The serial numbers of a tracked part."""
    _ = words
    return _(", ").join(_("SN {serial}").format(serial=number) for number in serials)


def described(paper: Paper, words: str, detail: str) -> Cell:
    """A text with a smaller one after it, or under it where the line is too short for both."""
    text = Text(words, paper.body)
    return Cell(_Described(text, Text(detail, paper.small)) if detail else text)


@dataclass
class _Described(Block):
    """A text and its detail."""

    text: Text
    detail: Text

    def _beside(self, width: float) -> float:
        """Where the detail begins on the line of the text; 0 when it does not fit there."""
        place = text_width(self.text.words, self.text.style) + _DETAIL
        return place if place + text_width(self.detail.words, self.detail.style) <= width else 0.0

    def _below(self) -> Stack:
        return Stack([self.text, self.detail])

    def height(self, width: float) -> float:
        """One line, or as many as both take."""
        return (self.text if self._beside(width) else self._below()).height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Text, then detail on the same base line."""
        place = self._beside(width)
        if not place:
            self._below().draw(pen, x, top, width)
            return
        self.text.draw(pen, x, top, width)
        down = base_line(self.text.style) - base_line(self.detail.style)
        self.detail.draw(pen, x + place, top + down, width - place)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut as what stands below one another."""
        return None if self._beside(width) else self._below().split(width, room)


def charged_tables(
    paper: Paper, lines: Sequence[DocumentLine], sums: tuple[int, int, int], words: Words
) -> list[Grid]:
    """Labour, materials and other fees after JT/T 1133-2017; `sums` are the gross fen of each table.

    A line that the customer is not charged shows its amount in brackets, who bears it, and 0.00; the
    sums leave it out. A table without lines is left out, unless there are none at all.
    """
    kinds = (
        ({LineKind.LABOUR}, _labour_table),
        ({LineKind.PART}, _parts_table),
        ({LineKind.OTHER, LineKind.SUBLET}, _other_table),
    )
    grids = []
    for (kind, make), total in zip(kinds, sums, strict=True):
        chosen = [line for line in lines if line.kind in kind]
        if chosen or (not lines and make is _labour_table):
            grids.append(make(paper, chosen, total, words))
    return grids


def brackets_note(lines: Sequence[DocumentLine], words: Words) -> list[str]:
    """The sentence that explains the brackets, when there are any."""
    _ = words
    if all(line.pay_type in CHARGED for line in lines):
        return []
    return [_("Amounts in brackets are not charged to the customer and not part of the sums.")]


def _labour_table(paper: Paper, lines: Sequence[DocumentLine], total_fen: int, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 8, "centre"),
        Heading(_("Labour operation"), 66, table=_("Labour fees")),
        Heading(_("Repair category"), 24),
        Heading(_("Hours"), 12, "right"),
        Heading(_("Labour rate"), 21, "right"),
        *_money_headings(words),
    ]
    rows = [
        Row(
            [
                word(paper, str(place), "centre"),
                described(paper, line.name, _bearer(line, words)),
                word(paper, label(line.category, words) if line.category else ""),
                figure(paper, format_hours(line.hours_centi)),
                figure(paper, format_plain(line.rate_fen)),
                *_money_cells(paper, line),
            ]
        )
        for place, line in enumerate(lines, start=1)
    ]
    return table(paper, headings, rows, foot=[_sum_row(paper, lines, total_fen, 5, words)])


def _parts_table(paper: Paper, lines: Sequence[DocumentLine], total_fen: int, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 8, "centre"),
        Heading(_("Part"), 36, table=_("Materials")),
        Heading(_("Part code"), 22),
        Heading(_("Brand"), 14),
        Heading(_("Part grade"), 16),
        Heading(_("Own part"), 9, "centre"),
        Heading(_("Qty"), 12, "right"),
        Heading(_("Unit price"), 15, "right"),
        *_money_headings(words),
    ]
    rows = [
        Row(
            [
                word(paper, str(place), "centre"),
                described(paper, line.name, "  ".join(filter(None, (line.spec, _bearer(line, words))))),
                word(paper, line.code),
                word(paper, line.brand),
                word(paper, label(line.grade, words) if line.grade else ""),
                word(paper, _("Yes") if line.customer_supplied else _("No"), "centre"),
                figure(paper, " ".join(filter(None, (format_quantity(line.qty_milli), line.unit)))),
                figure(paper, format_plain(line.unit_price_fen)),
                *_money_cells(paper, line),
            ]
        )
        for place, line in enumerate(lines, start=1)
    ]
    return table(paper, headings, rows, foot=[_sum_row(paper, lines, total_fen, 8, words)])


def _other_table(paper: Paper, lines: Sequence[DocumentLine], total_fen: int, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 8, "centre"),
        Heading(_("Other fee"), 66, table=_("Other fees")),
        Heading(_("Kind"), 23),
        Heading(_("Qty"), 14, "right"),
        Heading(_("Unit price"), 21, "right"),
        *_money_headings(words),
    ]
    rows = [
        Row(
            [
                word(paper, str(place), "centre"),
                described(paper, line.name, _bearer(line, words)),
                word(paper, label(line.kind, words)),
                figure(paper, " ".join(filter(None, (format_quantity(line.qty_milli), line.unit)))),
                figure(paper, format_plain(line.unit_price_fen)),
                *_money_cells(paper, line),
            ]
        )
        for place, line in enumerate(lines, start=1)
    ]
    return table(paper, headings, rows, foot=[_sum_row(paper, lines, total_fen, 5, words)])


def _money_headings(words: Words) -> list[Heading]:
    _ = words
    return [
        Heading(_("Amount"), 19, "right"),
        Heading(_("Discount"), 16, "right"),
        Heading(_("Charged"), 19, "right"),
    ]


def _bearer(line: DocumentLine, words: Words) -> str:
    return "" if line.pay_type in CHARGED else label(line.pay_type, words)


def _money_cells(paper: Paper, line: DocumentLine) -> list[Cell]:
    charged = line.pay_type in CHARGED
    amount = format_plain(line.gross_fen)
    return [
        figure(paper, amount if charged else f"({amount})"),
        figure(paper, format_plain(line.discount_fen) if charged and line.discount_fen else "–"),
        figure(paper, format_plain(line.charged_fen)),
    ]


def _sum_row(paper: Paper, lines: Sequence[DocumentLine], total_fen: int, span: int, words: Words) -> Row:
    _ = words
    discount = sum(line.discount_fen for line in lines if line.pay_type in CHARGED)
    charged = sum(line.charged_fen for line in lines)
    return Row(
        [
            Cell(Text(_("Subtotal"), paper.strong, "right"), span),
            figure(paper, format_plain(total_fen), bold=True),
            figure(paper, format_plain(discount) if discount else "–", bold=True),
            figure(paper, format_plain(charged), bold=True),
        ],
        shade=True,
    )
