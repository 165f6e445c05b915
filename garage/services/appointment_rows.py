"""Reads of appointments: days and weeks, one of them, who is to be reminded (A1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import JOIN, fn

from garage.domain.appointments import (
    EXPECTED,
    LONGEST,
    AppointmentChannel,
    AppointmentState,
)
from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.models.appointments import Appointment
from garage.models.customers import Customer, Phone
from garage.models.listing import Cursor, tuples
from garage.models.orders import WorkOrder
from garage.models.shop import Bay
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.vehicles import Vehicle

OPEN = sorted(state.value for state in EXPECTED)
"""States in which a car is still to come, as they are stored."""
REACH = timedelta(minutes=LONGEST)
"""How long before a day what lies on it may have begun."""


@dataclass(frozen=True)
class AppointmentRow:
    """An appointment as screens show it: the file's plate, name and phone stand where none was typed."""

    id: int
    version: int
    no: str
    state: AppointmentState
    planned_at: datetime
    ends_at: datetime
    hours_centi: int
    bay_id: int | None
    bay: str
    mechanic_id: int | None
    mechanic: str
    advisor_id: int | None
    customer_id: int | None
    vehicle_id: int | None
    plate: str
    model: str
    name: str
    phone: str
    request: str
    channel: AppointmentChannel
    note: str
    moved: int
    remind_on: date | None
    confirmed_at: datetime | None
    reminder_id: int | None
    order_id: int | None
    order_no: str
    closed_reason: str

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return int((self.ends_at - self.planned_at).total_seconds() // 60)

    @property
    def expected(self) -> bool:
        """Whether the car is still to come."""
        return self.state in EXPECTED

    @property
    def called(self) -> str:
        """The car, else who comes with it."""
        return self.plate or self.name or self.phone or self.no

    def is_late(self, now: datetime) -> bool:
        """Whether its time has come and the car has not."""
        return self.expected and self.planned_at < now


def days(first: date, last: date) -> list[AppointmentRow]:
    """Everything that lies on these days, what reaches over midnight as well, in the order of time."""
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    return made(_between.rows(start - REACH, start, end))


def one(appointment_id: int) -> AppointmentRow:
    """One appointment; raises KeyError when there is none."""
    found = made(tuples(_select().where(Appointment.id == appointment_id)))
    if not found:
        raise KeyError(appointment_id)
    return found[0]


def by_number(no: str) -> AppointmentRow | None:
    """The appointment with that number."""
    found = made(tuples(_select().where(Appointment.no == no)))
    return found[0] if found else None


def to_remind(today: date, cursor: Cursor | None = None, limit: int = 50) -> Page[AppointmentRow]:
    """Booked ones whose customer is to hear of it by today, the nearest first."""
    start = cursor[0] if cursor else 0
    rows = _unreminded.rows(_midnight(today), today, most=limit + 1, skip=start)
    return Page(tuple(made(rows[:limit])), (start + limit,) if len(rows) > limit else None)


def count_to_remind(today: date) -> int:
    """How many of them there are."""
    return int(_count_unreminded.value(_midnight(today), today))


# Inside


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


@statement
def _between(reach: Any, start: Any, end: Any) -> Any:
    inside = (
        (Appointment.planned_at >= reach) & (Appointment.planned_at < end) & (Appointment.ends_at > start)
    )
    return _select().where(inside).order_by(Appointment.planned_at, Appointment.id)


@statement
def _unreminded(midnight: Any, today: Any, *, most: int, skip: int) -> Any:
    rows = _select().where(_to_remind(midnight, today)).order_by(Appointment.planned_at, Appointment.id)
    return rows.limit(most).offset(skip)


@statement
def _count_unreminded(midnight: Any, today: Any) -> Any:
    return Appointment.select(fn.COUNT(Appointment.id)).where(_to_remind(midnight, today))


def _to_remind(midnight: Any, today: Any) -> Any:
    coming = (Appointment.state == AppointmentState.BOOKED.value) & (Appointment.planned_at >= midnight)
    return coming & (Appointment.remind_on <= today)


def _select(*first: Any) -> Any:
    """The columns of an `AppointmentRow`, after those by which a page is read."""
    own_plate, own_name = fn.NULLIF(Appointment.plate, ""), fn.NULLIF(Appointment.name, "")
    number = Phone.select(Phone.number).where(
        (Phone.customer == Appointment.customer) & (Phone.position == 0) & Phone.dead_on.is_null()
    )
    return (
        Appointment.select(
            *first,
            Appointment.id,
            Appointment.version,
            Appointment.no,
            Appointment.state,
            Appointment.planned_at,
            Appointment.ends_at,
            Appointment.hours_centi,
            Appointment.bay,
            fn.COALESCE(Bay.name, ""),
            Appointment.mechanic,
            fn.COALESCE(Staff.name, ""),
            Appointment.advisor,
            Appointment.customer,
            Appointment.vehicle,
            fn.COALESCE(Vehicle.plate, own_plate, ""),
            fn.TRIM(fn.COALESCE(Vehicle.brand, "").concat(" ").concat(fn.COALESCE(Vehicle.model, ""))),
            fn.COALESCE(own_name, Customer.name, ""),
            fn.COALESCE(fn.NULLIF(Appointment.phone, ""), number.limit(1), ""),
            Appointment.request,
            Appointment.channel,
            Appointment.note,
            Appointment.moved,
            Appointment.remind_on,
            Appointment.confirmed_at,
            Appointment.reminder,
            Appointment.order,
            fn.COALESCE(WorkOrder.no, ""),
            Appointment.closed_reason,
        )
        .join(Bay, JOIN.LEFT_OUTER, on=(Bay.id == Appointment.bay))
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == Appointment.mechanic))
        .join(Customer, JOIN.LEFT_OUTER, on=(Customer.id == Appointment.customer))
        .join(Vehicle, JOIN.LEFT_OUTER, on=(Vehicle.id == Appointment.vehicle))
        .join(WorkOrder, JOIN.LEFT_OUTER, on=(WorkOrder.id == Appointment.order))
    )


_CONVERT: dict[int, Callable[[Any], Any]] = {3: AppointmentState, 14: display_plate, 19: AppointmentChannel}


def made(rows: Sequence[tuple[Any, ...]]) -> list[AppointmentRow]:
    """Rows of `_select` as what they say."""
    found = []
    for row in rows:
        values = list(row)
        for place, convert in _CONVERT.items():
            values[place] = convert(values[place])
        found.append(AppointmentRow(*values))
    return found
