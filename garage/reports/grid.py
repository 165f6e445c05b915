"""Ruled tables that flow over pages: headings repeat, sums never stand alone, tall rows are cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from garage.reports.blocks import Block, Stack, Text
from garage.reports.pen import Align, Pen

_TALL = 110.0
"""Rows up to this height move to the next page whole; higher ones are cut."""
_CARRIED = 2
"""Rows that go along when what follows the table has to start a new page."""


@dataclass(frozen=True)
class Column:
    """`share` of the width (mm by custom) and how its cells stand."""

    share: float
    align: Align = "left"


@dataclass(frozen=True)
class Cell:
    """A block over `span` columns; a `bare` one has no rules around it."""

    block: Block
    span: int = 1
    shade: bool = False
    bare: bool = False


@dataclass(frozen=True)
class Row:
    """Cells from left to right; `middle` centres them by height."""

    cells: Sequence[Cell]
    shade: bool = False
    middle: bool = False
    least: float = 0.0


@dataclass(frozen=True)
class Grid(Block):
    """`head` is repeated on every page, `foot` stands under the last row. Row by row, hairlines between."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    head: Sequence[Row] = ()
    foot: Sequence[Row] = ()
    pad_x: float = 3.0
    pad_y: float = 2.0
    line: float = 0.5
    heights: dict[tuple[int, float], float] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def height(self, width: float) -> float:
        """All rows."""
        return sum(self._row_height(row, width) for row in self._all())

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Shades first, then words, then rules."""
        for row in self._all():
            high = self._row_height(row, width)
            self._draw_row(pen, row, (x, top, width, high))
            top += high

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """As many rows as fit; the last row stays with the sums."""
        return self.split_rows(width, room, carry=1 if self.foot else 0)

    def split_rows(self, width: float, room: float, *, carry: int) -> "tuple[Grid, Grid] | None":
        """Split so that at least `carry` rows go to the next page; None when nothing would stay."""
        room -= sum(self._row_height(row, width) for row in self.head)
        most = len(self.rows) - carry
        stay = 0
        while stay < most and (high := self._row_height(self.rows[stay], width)) <= room:
            room -= high
            stay += 1
        first, rest = list(self.rows[:stay]), list(self.rows[stay:])
        if rest and self._row_height(rest[0], width) > max(room, _TALL):
            parts = self._split_row(rest[0], width, room)
            if parts:
                first, rest = [*first, parts[0]], [parts[1], *rest[1:]]
        if not first or not rest:
            return None
        halves = replace(self, rows=first, foot=()), replace(self, rows=rest)
        for half in halves:  # a table of a hundred pages is measured once, not once a page
            ids = {id(row) for row in (*half.head, *half.rows, *half.foot)}
            half.heights.update({key: high for key, high in self.heights.items() if key[0] in ids})
        return halves

    def _all(self) -> Iterator[Row]:
        yield from self.head
        yield from self.rows
        yield from self.foot

    def _widths(self, row: Row, width: float) -> list[float]:
        whole = sum(column.share for column in self.columns)
        widths, place = [], 0
        for cell in row.cells:
            share = sum(column.share for column in self.columns[place : place + cell.span])
            widths.append(width * share / whole)
            place += cell.span
        return widths

    def _row_height(self, row: Row, width: float) -> float:
        """Kept: a row is asked for its height when pages are filled and again when it is drawn."""
        key = id(row), width
        if key not in self.heights:
            self.heights[key] = self._measured(row, width)
        return self.heights[key]

    def _measured(self, row: Row, width: float) -> float:
        pairs = zip(row.cells, self._widths(row, width), strict=True)
        most = max(cell.block.height(room - 2 * self.pad_x) for cell, room in pairs)
        return max(most + 2 * self.pad_y, row.least)

    def _draw_row(self, pen: Pen, row: Row, place: tuple[float, float, float, float]) -> None:
        x, top, width, high = place
        for cell, room in zip(row.cells, self._widths(row, width), strict=True):
            if row.shade or cell.shade:
                pen.shade(x, top, room, high)
            free = high - 2 * self.pad_y - cell.block.height(room - 2 * self.pad_x)
            down = free / 2 if row.middle else 0
            cell.block.draw(pen, x + self.pad_x, top + self.pad_y + down, room - 2 * self.pad_x)
            if not cell.bare:
                pen.box(x, top, room, high, line=self.line, grey=0.35)
            x += room

    def _split_row(self, row: Row, width: float, room: float) -> tuple[Row, Row] | None:
        first, rest = [], []
        for cell, wide in zip(row.cells, self._widths(row, width), strict=True):
            inner = wide - 2 * self.pad_x
            parts = cell.block.split(inner, room - 2 * self.pad_y)
            if parts is None:
                if cell.block.height(inner) + 2 * self.pad_y > room:
                    return None
                parts = (cell.block, Text(""))
            first.append(replace(cell, block=parts[0]))
            rest.append(replace(cell, block=parts[1]))
        return replace(row, cells=first), replace(row, cells=rest)


@dataclass(frozen=True)
class Tied(Block):
    """A table and what follows it, `gap` points below: a page never begins with `tail` alone."""

    grid: Grid
    tail: Block
    gap: float = 4.0

    def _stack(self) -> Stack:
        return Stack([self.grid, self.tail], self.gap)

    def height(self, width: float) -> float:
        """Table, gap and tail."""
        return self._stack().height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw both."""
        self._stack().draw(pen, x, top, width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut the table so that rows go along with the tail; a table of few rows moves whole."""
        parts = self.grid.split_rows(width, room, carry=min(_CARRIED, len(self.grid.rows)))
        return (parts[0], replace(self, grid=parts[1])) if parts else None
