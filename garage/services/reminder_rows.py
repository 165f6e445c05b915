"""Reads of reminders: what is due to be told, what is coming, what came of it, flat in what lies behind (G6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from peewee import Tuple, fn

from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.domain.reminders import LIVE, ReminderKind, ReminderState, due_day
from garage.models.customers import Customer, Phone
from garage.models.listing import Cursor, keyset, tuples
from garage.models.reminders import Reminder
from garage.models.statements import statement
from garage.models.vehicles import Vehicle

COMING_DAYS = 30


class ReminderFilter(StrEnum):
    """Chips above the list."""

    DUE = "DUE"
    COMING = "COMING"
    TOLD = "TOLD"
    BOOKED = "BOOKED"
    CLOSED = "CLOSED"


@dataclass(frozen=True)
class ReminderRow:
    """A reminder with its car and whom to tell; `phone` is the number to call first."""

    id: int
    version: int
    kind: ReminderKind
    subject: str
    due_on: date | None
    due_km: int | None
    predicted_on: date | None
    remind_on: date | None
    state: ReminderState
    attempts: int
    next_at: datetime | None
    contacted_at: datetime | None
    closed_at: datetime | None
    closed_reason: str
    customer_id: int
    customer: str
    no_calls: bool
    phone: str
    vehicle_id: int
    plate: str
    model: str
    odometer_km: int | None

    @property
    def due_day(self) -> date | None:
        """The day by which it should have happened, the foreseen one where that comes first."""
        return due_day(self.due_on, self.predicted_on)

    @property
    def live(self) -> bool:
        """Whether anything can still be done with it."""
        return self.state in LIVE


_ORDER = (Reminder.remind_on, Reminder.id)
_STATES = {
    ReminderFilter.TOLD: ReminderState.CONTACTED,
    ReminderFilter.BOOKED: ReminderState.BOOKED,
}


def page(
    which: ReminderFilter,
    today: date,
    kind: ReminderKind | None = None,
    cursor: Cursor | None = None,
    limit: int = 50,
) -> Page[ReminderRow]:
    """Reminders of a chip, all or of one kind: what was to be told first stands first; closed ones newest first."""
    if which is ReminderFilter.CLOSED:
        query = _select(Reminder.id).where(Reminder.state.in_(_closed()))
        query = query if kind is None else query.where(Reminder.kind == kind.value)
        return keyset(query, (Reminder.id,), cursor, limit, lambda rows: made([row[1:] for row in rows]))
    query = _select(*_ORDER).where(_condition(which, today))
    if kind is not None:
        query = query.where(Reminder.kind == kind.value)
    if cursor is not None:
        query = query.where(Tuple(*_ORDER) > Tuple(*cursor))
    if cursor is None and kind is None and which is ReminderFilter.DUE:
        rows = _first_due.rows(today, _tomorrow(today), most=limit + 1)
    else:
        rows = tuples(query.order_by(*_ORDER).limit(limit + 1))
    shown = rows[:limit]
    return Page(tuple(made([row[2:] for row in shown])), shown[-1][:2] if len(rows) > limit else None)


def counts(today: date) -> dict[ReminderFilter, int]:
    """How many stand behind each chip of what is still to happen."""
    tomorrow = _tomorrow(today)
    last = today + timedelta(days=COMING_DAYS)
    return {
        ReminderFilter.DUE: int(_count_due.value(today, tomorrow)),
        ReminderFilter.COMING: int(_count_coming.value(today, tomorrow, last)),
        **{which: int(_count_state.value(state.value)) for which, state in _STATES.items()},
    }


def one(reminder_id: int) -> ReminderRow:
    """One reminder; raises KeyError when there is none."""
    found = made(tuples(_select().where(Reminder.id == reminder_id)))
    if not found:
        raise KeyError(reminder_id)
    return found[0]


def of_vehicle(vehicle_id: int) -> list[ReminderRow]:
    """What a car falls due for, the next to be told first."""
    live = Reminder.state.in_([state.value for state in LIVE])
    return made(tuples(_select().where(live & (Reminder.vehicle == vehicle_id)).order_by(*_ORDER)))


# Inside


def _tomorrow(today: date) -> datetime:
    return datetime.combine(today + timedelta(days=1), time())


def _closed() -> list[str]:
    return sorted(state.value for state in ReminderState if state not in LIVE)


def _condition(which: ReminderFilter, today: date) -> Any:
    if which is ReminderFilter.DUE:
        return _due(today, _tomorrow(today))
    if which is ReminderFilter.COMING:
        return _coming(today, _tomorrow(today), today + timedelta(days=COMING_DAYS))
    told = Reminder.remind_on.is_null(False)  # a keyset cannot go on after a row without a day
    return (Reminder.state == _STATES[which].value) & told


def _scheduled() -> Any:
    return Reminder.state == ReminderState.SCHEDULED.value


def _due(today: Any, tomorrow: Any) -> Any:
    """Its lead has begun, and it was not put off to another day."""
    now = Reminder.next_at.is_null() | (Reminder.next_at < tomorrow)
    return _scheduled() & (Reminder.remind_on <= today) & now


def _coming(today: Any, tomorrow: Any, last: Any) -> Any:
    later = (Reminder.remind_on > today) | (Reminder.next_at >= tomorrow)
    return _scheduled() & (Reminder.remind_on <= last) & later


@statement
def _first_due(today: Any, tomorrow: Any, *, most: int) -> Any:
    return _select(*_ORDER).where(_due(today, tomorrow)).order_by(*_ORDER).limit(most)


@statement
def _count_due(today: Any, tomorrow: Any) -> Any:
    return Reminder.select(fn.COUNT(Reminder.id)).where(_due(today, tomorrow))


@statement
def _count_coming(today: Any, tomorrow: Any, last: Any) -> Any:
    return Reminder.select(fn.COUNT(Reminder.id)).where(_coming(today, tomorrow, last))


@statement
def _count_state(state: Any) -> Any:
    return Reminder.select(fn.COUNT(Reminder.id)).where(
        (Reminder.state == state) & Reminder.remind_on.is_null(False)
    )


def _select(*first: Any) -> Any:
    """The columns of a `ReminderRow`, after those by which a page is read."""
    number = Phone.select(Phone.number).where((Phone.customer == Reminder.customer) & Phone.dead_on.is_null())
    return (
        Reminder.select(
            *first,
            Reminder.id,
            Reminder.version,
            Reminder.kind,
            Reminder.subject,
            Reminder.due_on,
            Reminder.due_km,
            Reminder.predicted_on,
            Reminder.remind_on,
            Reminder.state,
            Reminder.attempts,
            Reminder.next_at,
            Reminder.contacted_at,
            Reminder.closed_at,
            Reminder.closed_reason,
            Customer.id,
            Customer.name,
            Customer.no_calls,
            fn.COALESCE(number.order_by(Phone.position).limit(1), ""),
            Vehicle.id,
            fn.COALESCE(Vehicle.plate, ""),
            fn.TRIM(fn.COALESCE(Vehicle.brand, "").concat(" ").concat(fn.COALESCE(Vehicle.model, ""))),
            Vehicle.odometer_km,
        )
        .join(Customer, on=(Customer.id == Reminder.customer))
        .join(Vehicle, on=(Vehicle.id == Reminder.vehicle))
    )


_CONVERT: dict[int, Callable[[Any], Any]] = {
    2: ReminderKind,
    8: ReminderState,
    16: bool,
    19: display_plate,
}


def made(rows: Sequence[tuple[Any, ...]]) -> list[ReminderRow]:
    """Rows of `_select` as what they say."""
    found = []
    for row in rows:
        values = list(row)
        for place, convert in _CONVERT.items():
            values[place] = convert(values[place])
        found.append(ReminderRow(*values))
    return found
