"""日清日结: who closed which day with how much in stock, and what has moved since (F6)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import Case, fn

from garage.domain.roll_forward import OUT_KINDS, Period
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.parts import Part
from garage.models.staff import Staff
from garage.models.stock import StockMovement
from garage.models.stocktakes import DayClose
from garage.services.command import Area, By, command, create
from garage.services.roll_forward import side_of, within

LOOKED_BACK = 62
"""Days that are asked whether they are closed."""


@dataclass(frozen=True)
class Close:
    """A day as somebody closed it: its movements, what they were worth, and the value of the stock after them."""

    id: int
    day: date
    closed_at: datetime
    who: str
    movements: int
    in_fen: int
    out_fen: int
    value_fen: int
    note: str
    last_movement_id: int


@dataclass(frozen=True)
class Day:
    """A day on which something moved or that was closed; `later` movements came after its close."""

    day: date
    movements: int
    in_fen: int
    out_fen: int
    close: Close | None
    later: int

    @property
    def open(self) -> bool:
        """Not closed, or not all of it."""
        return self.close is None or bool(self.later)


@command(Area.STOCK)
def close_day(by: By, day: date | None = None, note: str = "") -> Close:
    """Close a day, today unless another is named; a later close of the same day takes the place of this one.

    Nothing is locked: what moves afterwards stands in the ledger and is said to have come after the close.
    FieldError("day") for a day to come.
    """
    on = by.today if day is None else day
    if on > by.today:
        raise FieldError("day", _("This day has not come yet."))
    period = Period(on, on)
    moved = within(StockMovement.select(*_sums(), fn.MAX(StockMovement.id)), period)
    [(count, in_fen, out_fen, last)] = tuples(moved)
    row = create(
        by,
        DayClose,
        on=on,
        closed_at=by.at,
        last_movement_id=int(last or 0),
        movements=int(count),
        in_fen=int(in_fen or 0),
        out_fen=int(out_fen or 0),
        value_fen=_value_at(period.until),
        note=one_line("note", note, 200),
    )
    return find(row.id)


def find(close_id: int) -> Close:
    """One close; raises KeyError."""
    rows = tuples(_closes().where(DayClose.id == close_id))
    if not rows:
        raise KeyError(close_id)
    return Close(*rows[0])


def days(today: date, back: int = LOOKED_BACK) -> list[Day]:
    """Days up to today with movements or a close, the last first."""
    period = Period(today - timedelta(days=back), today)
    held = _held(period)
    on = _day_of_movement()
    query = within(StockMovement.select(on, *_sums()), period).group_by(on)
    moved = {_day(day): (int(count), int(came), int(went)) for day, count, came, went in tuples(query)}
    later = _later(held, period)
    return [
        Day(day, *moved.get(day, (0, 0, 0)), held.get(day), later.get(day, 0))
        for day in sorted(moved.keys() | held.keys(), reverse=True)
    ]


def open_days(today: date) -> list[Day]:
    """Days before today that nobody has closed, or that moved after they were, the last first."""
    return [day for day in days(today) if day.open and day.day < today]


def movements_after(close_id: int) -> int:
    """How many movements of its day came after a close."""
    close = find(close_id)
    period = Period(close.day, close.day)
    count = within(StockMovement.select(fn.COUNT(StockMovement.id)), period)
    [(number,)] = tuples(count.where(StockMovement.id > close.last_movement_id))
    return int(number)


def _held(period: Period) -> dict[date, Close]:
    """The close that holds for each day: the last one made."""
    made = _closes().where(DayClose.on.between(period.first, period.last)).order_by(DayClose.id)
    return {row[1]: Close(*row) for row in tuples(made)}


def _later(held: dict[date, Close], period: Period) -> dict[date, int]:
    if not held:
        return {}
    last = DayClose.select(fn.MAX(DayClose.id)).group_by(DayClose.on)
    on = _day_of_movement()
    query = (
        within(StockMovement.select(DayClose.on, fn.COUNT(StockMovement.id)), period)
        .join(DayClose, on=((DayClose.on == on) & (StockMovement.id > DayClose.last_movement_id)))
        .where(DayClose.id.in_(last))
        .group_by(DayClose.on)
    )
    return {_day(day): int(count) for day, count in tuples(query)}


def _closes() -> Any:
    return DayClose.select(
        DayClose.id,
        DayClose.on,
        DayClose.closed_at,
        fn.COALESCE(Staff.name, ""),
        DayClose.movements,
        DayClose.in_fen,
        DayClose.out_fen,
        DayClose.value_fen,
        DayClose.note,
        DayClose.last_movement_id,
    ).left_outer_join(Staff, on=(Staff.id == DayClose.created_by))


def _sums() -> list[Any]:
    """How many, worth what came and what went: as the roll-forward counts them."""
    goes = side_of().in_([kind.value for kind in OUT_KINDS])
    fen = StockMovement.value_fen
    return [
        fn.COUNT(StockMovement.id),
        fn.SUM(Case(None, [(goes, 0)], fen)),
        fn.SUM(Case(None, [(goes, fen * -1)], 0)),
    ]


def _value_at(moment: datetime) -> int:
    """What everything was worth just before: what it is worth now, less what moved since."""
    [(now,)] = tuples(Part.select(fn.COALESCE(fn.SUM(Part.value_fen), 0)))
    since = StockMovement.select(fn.COALESCE(fn.SUM(StockMovement.value_fen), 0))
    [(later,)] = tuples(since.where(StockMovement.moved_at >= moment))
    return int(now) - int(later)


def _day_of_movement() -> Any:
    return fn.DATE(StockMovement.moved_at).coerce(False)


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
