"""Times at which a bay or a mechanic belongs to a car already, and the next one at which both are free (A1, invariant 22)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import JOIN, fn

from garage.domain.appointments import IN_ITS_PLACE, Slot, clashes
from garage.domain.free_times import FURTHEST_DAYS, first_free
from garage.domain.plates import display_plate
from garage.errors import Reason
from garage.i18n import _
from garage.models.appointments import Appointment
from garage.models.customers import Customer
from garage.models.orders import WorkOrder
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import callers, working_days
from garage.services.appointment_rows import OPEN, REACH
from garage.services.callers import AbsenceRow
from garage.services.order_facts import shares_of

_STANDING = sorted(state.value for state in IN_ITS_PLACE)


def in_the_way(wanted: Slot, own: int | None = None) -> list[Reason]:
    """What holds the bay or the mechanic then, but for the appointment that is being changed.

    A car that has arrived holds its place to the end of its time, as long as its order has not left the bay.
    """
    return clashes(wanted, _held(wanted.start, wanted.end, own))


def is_away(mechanic_id: int | None, first: date, last: date) -> list[str]:
    """When the mechanic is away within these days, in words."""
    text = _("{name} is away from {first} to {last}.")
    return [
        text.format(name=row.name, first=f"{row.first_on:%m-%d}", last=f"{row.last_on:%m-%d}")
        for row in _absences(mechanic_id, first)
        if row.first_on <= last
    ]


def next_free(
    after: datetime, minutes: int, *, bay_id: int | None, mechanic_id: int | None = None
) -> datetime | None:
    """The next time at which the bay is free and the mechanic is there and free; None when none is in two months."""
    last = after + timedelta(days=FURTHEST_DAYS) + REACH
    taken = [
        slot
        for _name, slot in _held(after, last)
        if (slot.bay_id is not None and slot.bay_id == bay_id)
        or (slot.mechanic_id is not None and slot.mechanic_id == mechanic_id)
    ]
    for row in _absences(mechanic_id, after.date()):
        back = datetime.combine(row.last_on + timedelta(days=1), time())
        taken.append(Slot(datetime.combine(row.first_on, time()), back))
    return first_free(after, minutes, taken, working_days.calendar().is_working)


def _absences(mechanic_id: int | None, since: date) -> Sequence[AbsenceRow]:
    if mechanic_id is None:
        return ()
    return [row for row in callers.absences(since) if row.staff_id == mechanic_id]


def _held(start: datetime, end: datetime, own: int | None = None) -> list[tuple[str, Slot]]:
    """(what it is called, its place): of a car that has arrived the place where its order put it since."""
    found = []
    for row in _rows.rows(start - REACH, end, OPEN, _STANDING):
        ref, first, last, own_bay, bay, mechanic, order_id, plate, name = row
        if ref == own or last <= start:
            continue
        if order_id is not None and mechanic is not None:
            given = {person for parts in shares_of(order_id).values() for person in parts}
            mechanic = mechanic if mechanic in given or not given else None
        found.append((display_plate(plate) if plate else name, Slot(first, last, bay or own_bay, mechanic)))
    return found


@statement
def _rows(reach: Any, end: Any, states: Any, standing: Any) -> Any:
    own_plate, own_name, phone = (
        fn.NULLIF(column, "") for column in (Appointment.plate, Appointment.name, Appointment.phone)
    )
    rows = (
        Appointment.select(
            Appointment.id,
            Appointment.planned_at,
            Appointment.ends_at,
            Appointment.bay,
            WorkOrder.bay,
            Appointment.mechanic,
            Appointment.order,
            fn.COALESCE(Vehicle.plate, own_plate, ""),
            fn.COALESCE(own_name, Customer.name, phone, Appointment.no),
        )
        .join(Vehicle, JOIN.LEFT_OUTER, on=(Vehicle.id == Appointment.vehicle))
        .join(Customer, JOIN.LEFT_OUTER, on=(Customer.id == Appointment.customer))
        .join(WorkOrder, JOIN.LEFT_OUTER, on=(WorkOrder.id == Appointment.order))
    )
    inside = (Appointment.planned_at >= reach) & (Appointment.planned_at < end)
    return rows.where(inside & (Appointment.state.in_(states) | WorkOrder.state.in_(standing)))
