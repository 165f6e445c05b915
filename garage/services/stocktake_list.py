"""Reads of stocktakes: the list, one sheet with its lines, and what its differences come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from peewee import Case, fn

from garage.domain.pages import Page
from garage.domain.stock import Balance
from garage.domain.stocktakes import OPEN, CountAct, CountScope, StocktakeState, difference_value, may
from garage.errors import RuleError
from garage.models.listing import Cursor, keyset, tuples
from garage.models.parts import Part
from garage.models.staff import Staff
from garage.models.stocktakes import Stocktake, StocktakeLine


class SheetFilter(StrEnum):
    """Chips above a count sheet."""

    ALL = "all"
    UNCOUNTED = "uncounted"
    DIFFERENCES = "differences"


@dataclass(frozen=True)
class StocktakeRow:
    """A stocktake in the list; `difference_fen` is what was posted."""

    id: int
    version: int
    no: str
    scope: CountScope
    scope_text: str
    blind: bool
    state: StocktakeState
    snapshot_at: datetime
    posted_at: datetime | None
    who: str
    approved_by: int | None
    note: str
    cancel_reason: str
    lines: int
    counted: int
    differences: int
    difference_fen: int

    @property
    def hides_books(self) -> bool:
        """Whoever counts blind does not see what the books say before the review."""
        return self.blind and self.state is StocktakeState.COUNTING

    def may(self, act: CountAct) -> bool:
        """Whether this can be done with it now."""
        return may(act, self.state)


@dataclass(frozen=True)
class SheetLine:
    """A line of the count sheet; quantities in milli-units, None while it is not counted.

    `now` is what the books have at this moment, `book` what they had at the snapshot, `expected` at the count.
    """

    id: int
    stocktake_id: int
    position: int
    part_id: int
    bin: str
    code: str
    barcode: str
    name: str
    spec: str
    unit: str
    group: str
    book_milli: int
    book_fen: int
    expected_milli: int | None
    counted_milli: int | None
    counted_at: datetime | None
    counted_by: str
    difference_milli: int
    difference_fen: int
    reason: str
    now_milli: int
    now_fen: int
    last_cost_fen: int
    state: StocktakeState

    @property
    def books_milli(self) -> int:
        """What a count is held against: the books when it was counted, before that as they are now."""
        open_now = self.now_milli if self.state in OPEN else self.book_milli
        return open_now if self.expected_milli is None else self.expected_milli

    @property
    def moved_milli(self) -> int:
        """By how much the books moved between the snapshot and the count, or now while it is not counted."""
        return self.books_milli - self.book_milli

    @property
    def worth_fen(self) -> int | None:
        """Signed fen of the difference: as posted, before that as it would be posted now; None when it cannot."""
        if self.state not in OPEN:
            return self.difference_fen
        try:
            balance = Balance(self.now_milli, self.now_fen)
            return difference_value(balance, self.difference_milli, self.last_cost_fen)
        except RuleError:
            return None


@dataclass(frozen=True)
class Differences:
    """What the differences of a sheet come to, gains and losses apart, in fen; and how many have no reason yet."""

    more: int
    less: int
    gain_fen: int
    loss_fen: int
    bare: int

    @property
    def net_fen(self) -> int:
        """What the stock is worth more by."""
        return self.gain_fen + self.loss_fen


def page(cursor: Cursor | None = None, limit: int = 50, *, opened: bool = False) -> Page[StocktakeRow]:
    """Stocktakes, newest first; with `opened` those that are not finished."""
    query = _rows()
    if opened:
        query = query.where(_is_open())
    return keyset(query, (Stocktake.id,), cursor, limit, _made)


def open_count() -> int:
    """How many stocktakes are not finished."""
    count: int = Stocktake.select().where(_is_open()).count()
    return count


def one(stocktake_id: int) -> StocktakeRow:
    """One stocktake; raises KeyError when there is none."""
    rows = _made(tuples(_rows().where(Stocktake.id == stocktake_id)))
    if not rows:
        raise KeyError(stocktake_id)
    return rows[0]


def by_number(no: str) -> int | None:
    """Id of the stocktake with this number."""
    row = Stocktake.get_or_none(Stocktake.no == no)
    return row.id if row else None


def sheet(
    stocktake_id: int, cursor: Cursor | None, limit: int, which: SheetFilter = SheetFilter.ALL
) -> Page[SheetLine]:
    """A page of the sheet in the order of the shelf."""
    query = _lines(stocktake_id)
    if which is SheetFilter.UNCOUNTED:
        query = query.where(StocktakeLine.counted_milli.is_null())
    elif which is SheetFilter.DIFFERENCES:
        query = query.where(StocktakeLine.difference_milli != 0)
    if cursor is not None:
        query = query.where(StocktakeLine.position > cursor[0])
    found = [_line(row) for row in tuples(query.limit(limit + 1))]
    return Page(tuple(found[:limit]), (found[limit - 1].position,) if len(found) > limit else None)


def lines_of(stocktake_id: int) -> list[SheetLine]:
    """The whole sheet in the order of the shelf."""
    return [_line(row) for row in tuples(_lines(stocktake_id))]


def lines_for(stocktake_id: int, part_ids: Sequence[int]) -> list[SheetLine]:
    """The lines of some parts, as they are now."""
    return [_line(row) for row in tuples(_lines(stocktake_id).where(StocktakeLine.part.in_(part_ids)))]


def differences(stocktake_id: int) -> Differences:
    """What its differences come to, as they would be posted now."""
    found = [_line(row) for row in tuples(_lines(stocktake_id).where(StocktakeLine.difference_milli != 0))]
    worth = [line.worth_fen or 0 for line in found]
    return Differences(
        more=sum(line.difference_milli > 0 for line in found),
        less=sum(line.difference_milli < 0 for line in found),
        gain_fen=sum(fen for line, fen in zip(found, worth, strict=True) if line.difference_milli > 0),
        loss_fen=sum(fen for line, fen in zip(found, worth, strict=True) if line.difference_milli < 0),
        bare=sum(not line.reason for line in found),
    )


def bins() -> list[str]:
    """Every bin that a part lies in."""
    return sorted(
        {name for pair in tuples(Part.select(Part.bin, Part.second_bin).distinct()) for name in pair if name}
    )


def _is_open() -> Any:
    return Stocktake.state.in_([state.value for state in OPEN])


def _lines(stocktake_id: int) -> Any:
    return (
        StocktakeLine.select(
            StocktakeLine.id,
            StocktakeLine.stocktake,
            StocktakeLine.position,
            Part.id,
            StocktakeLine.bin,
            Part.code,
            Part.barcode,
            Part.name,
            Part.spec,
            Part.unit,
            Part.group,
            StocktakeLine.book_milli,
            StocktakeLine.book_fen,
            StocktakeLine.expected_milli,
            StocktakeLine.counted_milli,
            StocktakeLine.counted_at,
            fn.COALESCE(Staff.name, ""),
            StocktakeLine.difference_milli,
            StocktakeLine.difference_fen,
            StocktakeLine.reason,
            Part.on_hand_milli,
            Part.value_fen,
            fn.COALESCE(Part.last_cost_fen, 0),
            Stocktake.state,
        )
        .join(Part, on=(Part.id == StocktakeLine.part))
        .join(Stocktake, on=(Stocktake.id == StocktakeLine.stocktake))
        .left_outer_join(Staff, on=(Staff.id == StocktakeLine.counted_by))
        .where(StocktakeLine.stocktake == stocktake_id)
        .order_by(StocktakeLine.position)
    )


def _line(row: tuple[Any, ...]) -> SheetLine:
    columns = [*row[:-1], StocktakeState(row[-1])]
    return SheetLine(*columns)


def _rows() -> Any:
    return Stocktake.select(
        Stocktake.id,
        Stocktake.version,
        Stocktake.no,
        Stocktake.scope,
        Stocktake.scope_text,
        Stocktake.blind,
        Stocktake.state,
        Stocktake.snapshot_at,
        Stocktake.posted_at,
        fn.COALESCE(Staff.name, ""),
        Stocktake.approved_by,
        Stocktake.note,
        Stocktake.cancel_reason,
    ).left_outer_join(Staff, on=(Staff.id == Stocktake.created_by))


def _made(rows: list[tuple[Any, ...]]) -> list[StocktakeRow]:
    """Rows of `_rows` with the figures of their lines, which are read once for all."""
    figures = _figures([row[0] for row in rows])
    return [_row(row, figures.get(row[0], (0, 0, 0, 0))) for row in rows]


def _row(columns: Sequence[Any], figures: Sequence[int]) -> StocktakeRow:
    row = [*columns, *figures]
    row[3], row[5], row[6] = CountScope(row[3]), bool(row[5]), StocktakeState(row[6])
    return StocktakeRow(*row)


def _figures(stocktake_ids: list[int]) -> dict[int, tuple[int, ...]]:
    differs = Case(None, [(StocktakeLine.difference_milli != 0, 1)], 0)
    query = StocktakeLine.select(
        StocktakeLine.stocktake,
        fn.COUNT(StocktakeLine.id),
        fn.COUNT(StocktakeLine.counted_milli),
        fn.SUM(differs),
        fn.SUM(StocktakeLine.difference_fen),
    ).where(StocktakeLine.stocktake.in_(stocktake_ids))
    rows = tuples(query.group_by(StocktakeLine.stocktake))
    return {ref: tuple(int(figure) for figure in figures) for ref, *figures in rows}
