"""Stories: what one car went through, compiled so that it is quickly told of other cars."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from garage.domain.numbers import Series

Getter = Callable[[Sequence[Any]], Any]
Cell = tuple[str, Any]
"""Where a value comes from: "slot" of the car, "day", "moved" figure, "same" value, … as in `Draft.compiled`."""

MOVED = ("value_fen", "balance_milli", "balance_fen")
"""Columns of a stock movement that depend on the shelf."""
COST = len(MOVED)
"""Place of the figure after them: what the goods that went out were worth."""
FIGURES = COST + 1


@dataclass(frozen=True)
class Who:
    """A token of the played car that every other car has another of."""

    kind: str
    token: str
    slot: int
    owner: int
    """Id of the played customer or vehicle."""


@dataclass(frozen=True)
class Move:
    """A stock movement: the figures that depend on the shelf are worked out when it happens."""

    part: int
    qty_milli: int
    line: int
    bought_fen: int | None = None
    """What was paid for it outside."""


@dataclass(frozen=True)
class Act:
    """One act, compiled: `pool` of values first, then every row picks its own out of it."""

    day: int
    second: int
    opens: int
    """How many visits begin with it."""
    numbers: tuple[tuple[Series, int], ...]
    days: tuple[int, ...]
    fresh: tuple[tuple[int, int], ...]
    kept: tuple[tuple[int, int], ...]
    texts: tuple[tuple[str, Getter], ...]
    moments: tuple[tuple[int, int], ...]
    """(day, second of the day): what the log keeps as seconds since 1970."""
    packed: tuple[tuple[str, Getter], ...]
    """Texts of frozen documents, which are kept compressed."""
    moves: tuple[Move, ...]
    same: tuple[Any, ...]
    rows: tuple[tuple[int, tuple[Getter, ...]], ...]
    terms: tuple[tuple[str, int, tuple[tuple[str, Any], ...]], ...]
    later: tuple[tuple[str, str, int, int], ...]


@dataclass(frozen=True)
class Story:
    """One car's acts by day; `first` is the ordinal of its first day."""

    first: int
    visits: int
    slots: int
    who: tuple[Who, ...]
    days: tuple[tuple[Act, ...], ...]

    @property
    def span(self) -> int:
        """Days from the first act to the last."""
        return self.days[-1][0].day


class Draft:
    """The cells of one act before the places in its pool are known."""

    def __init__(self, day: int, second: int) -> None:
        self.day = day
        self.second = second
        self.numbers: list[tuple[Series, int]] = []
        self.days: dict[int, int] = {}
        self.fresh: list[tuple[int, int]] = []
        self.kept: dict[int, int] = {}
        self.texts: dict[tuple[str, tuple[Cell, ...]], int] = {}
        self.moments: dict[tuple[int, int], int] = {}
        self.packed: dict[tuple[str, tuple[Cell, ...]], int] = {}
        self.moves: list[Move] = []
        self.same: dict[tuple[type, Any], int] = {}
        self.rows: list[tuple[int, list[list[Cell]]]] = []
        self.terms: list[tuple[str, Cell, tuple[tuple[str, Any], ...]]] = []
        self.later: list[tuple[str, str, int, Cell]] = []

    def compiled(self, slots: int) -> Act:
        """The act with every cell as a place in the pool, where they stand in the order of `sizes`."""
        sizes = {
            "slot": slots,
            "day": len(self.days),
            "fresh": sum(count for _table, count in self.fresh),
            "text": len(self.texts),
            "moment": len(self.moments),
            "packed": len(self.packed),
            "moved": len(self.moves) * FIGURES,
        }
        starts, start = {}, 0
        for kind, size in [*sizes.items(), ("same", 0)]:
            starts[kind] = start
            start += size

        def pick(cells: Iterable[Cell]) -> Getter:
            return itemgetter(*(starts[kind] + place for kind, place in cells))

        def place(cell: Cell) -> int:
            return int(starts[cell[0]] + cell[1])

        return Act(
            self.day,
            self.second,
            sum(series is Series.ORDER for series, _slot in self.numbers),
            tuple(self.numbers),
            tuple(self.days),
            tuple(self.fresh),
            tuple(self.kept.items()),
            tuple((form, pick(cells)) for form, cells in self.texts),
            tuple(self.moments),
            tuple((form, pick(cells)) for form, cells in self.packed),
            tuple(self.moves),
            tuple(value for _kind, value in self.same),
            tuple((table, tuple(pick(row) for row in rows)) for table, rows in self.rows),
            tuple((kind, place(cell), specs) for kind, cell, specs in self.terms),
            tuple((table, column, row, place(cell)) for table, column, row, cell in self.later),
        )
