"""How full the shop is: hours that mechanics can do, of cars that are expected, and left on the cars that are here (A1)."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import fn

from garage.domain.appointments import WORK_AHEAD, Load, day_load, spread
from garage.domain.lines import LineKind, LineStatus
from garage.domain.orders import OrderState
from garage.domain.staff import Role
from garage.models.appointments import Appointment
from garage.models.orders import OrderLine, WorkOrder
from garage.models.statements import statement
from garage.services import appointment_rows, callers, staff, working_days
from garage.services.appointment_rows import OPEN, REACH

_AHEAD = sorted(state.value for state in WORK_AHEAD)
_UNFINISHED = (LineStatus.OPEN.value, LineStatus.STARTED.value)


def loads(first: date, last: date, today: date) -> list[Load]:
    """For each of these days what mechanics can do, what is expected, and what is left to do on the cars here.

    An expected car counts by its hours, or its length; a car that is here by its labour that is not done, before it
    has any by the hours of its appointment: from today evenly to the working day it is promised, at least today.
    """
    start, end = datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    expected = _expected.rows(start - REACH, start, end, OPEN)
    people = {person.id for person in staff.people(Role.MECHANIC)}
    away = [row for row in callers.absences(first) if row.staff_id in people]
    here = _here(today) if last >= today else {}
    found = []
    for nth in range((last - first).days + 1):
        day = first + timedelta(days=nth)
        gone = {row.staff_id for row in away if row.first_on <= day <= row.last_on}
        found.append(day_load(day, len(people - gone), expected, here.get(day, 0)))
    return found


def load(day: date, today: date, without: int | None = None) -> Load:
    """The load of one day, `without` the appointment that is being changed."""
    [whole] = loads(day, day, today)
    if without is None:
        return whole
    own = appointment_rows.one(without)
    if not own.expected:
        return whole
    spared = day_load(day, 0, [(own.planned_at, own.ends_at, own.hours_centi)]).expected_centi
    return Load(day, whole.room_centi, whole.expected_centi - spared, whole.here_centi)


def _here(today: date) -> dict[date, int]:
    """Hundredths of hours that are left on the cars that are here, by day."""
    whole, is_working = Counter[date](), working_days.calendar().is_working
    for promised_at, hours_centi in _left_to_do():
        until = promised_at.date() if promised_at is not None else None
        whole.update(spread(hours_centi, today, until, is_working))
    return whole


def _left_to_do() -> list[tuple[datetime | None, int]]:
    """(promised, hours in hundredths) of each order that is not done."""
    left = [(promised_at, int(centi)) for promised_at, centi in _unfinished.rows(_AHEAD, _UNFINISHED)]
    for promised_at, centi, start, end in _unwritten.rows(OrderState.RECEIVED.value):
        left.append((promised_at, centi or round((end - start).total_seconds() / 36)))
    return left


@statement
def _expected(reach: Any, start: Any, end: Any, states: Any) -> Any:
    inside = (
        (Appointment.planned_at >= reach) & (Appointment.planned_at < end) & (Appointment.ends_at > start)
    )
    rows = Appointment.select(Appointment.planned_at, Appointment.ends_at, Appointment.hours_centi)
    return rows.where(inside & Appointment.state.in_(states))


@statement
def _unfinished(states: Any, statuses: Any) -> Any:
    labour = (OrderLine.kind == LineKind.LABOUR.value) & OrderLine.status.in_(statuses)
    rows = WorkOrder.select(WorkOrder.promised_at, fn.SUM(OrderLine.hours_centi)).join(
        OrderLine, on=(OrderLine.order == WorkOrder.id)
    )
    return rows.where(WorkOrder.state.in_(states) & labour).group_by(WorkOrder.id, WorkOrder.promised_at)


@statement
def _unwritten(state: Any) -> Any:
    """Appointments of cars that are here and on whose orders no labour stands yet."""
    labour = OrderLine.select(OrderLine.id).where(
        (OrderLine.order == WorkOrder.id) & (OrderLine.kind == LineKind.LABOUR.value)
    )
    rows = WorkOrder.select(
        WorkOrder.promised_at, Appointment.hours_centi, Appointment.planned_at, Appointment.ends_at
    ).join(Appointment, on=(Appointment.order == WorkOrder.id))
    return rows.where((WorkOrder.state == state) & ~fn.EXISTS(labour))
