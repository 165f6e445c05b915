"""Cards of the day for cars that are expected and for what cars fall due for (G9)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from peewee import JOIN, fn

from garage.domain.appointments import EXPECTED, AppointmentState
from garage.domain.labels import label
from garage.domain.plates import display_plate
from garage.domain.reminders import ReminderKind, ReminderState, due_day
from garage.domain.today import Card, TodayKind, week_end, window_due
from garage.i18n import _
from garage.models.appointments import Appointment
from garage.models.customers import Customer
from garage.models.reminders import Reminder
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services.command import By

MOST = 100
_OPEN = sorted(state.value for state in EXPECTED)


def appointments(by: By) -> Iterator[Card]:
    """Cars that are expected today, or were before; customers to be reminded of a later day."""
    midnight = datetime.combine(by.today + timedelta(days=1), time())
    for ref, no, plate, name, request, at in _expected.rows(midnight, _OPEN, MOST):
        yield Card(TodayKind.APPOINTMENT, ref, *_called(plate, name, request, no), at, no)
    for ref, no, plate, name, _request, at in _unreminded.rows(midnight, by.today, MOST):
        words = _("remind: {day} {time}").format(day=f"{at:%m-%d}", time=f"{at:%H:%M}")
        title, _about = _called(plate, name, "", no)
        yield Card(TodayKind.APPOINTMENT, ref, title, words, by.today, no)


def _called(plate: str, name: str, request: str, no: str) -> tuple[str, str]:
    """The car, else the person; and what the car comes for."""
    about = " ".join(request.split())
    return (display_plate(plate), about or name) if plate else (name or no, about)


@statement
def _expected(before: Any, states: Any, most: Any) -> Any:
    waiting = Appointment.state.in_(states) & (Appointment.planned_at < before)
    return _cars().where(waiting).order_by(Appointment.planned_at, Appointment.id).limit(most)


@statement
def _unreminded(since: Any, today: Any, most: Any) -> Any:
    coming = (Appointment.state == AppointmentState.BOOKED.value) & (Appointment.planned_at >= since)
    due = coming & (Appointment.remind_on <= today)
    return _cars().where(due).order_by(Appointment.planned_at, Appointment.id).limit(most)


def _cars() -> Any:
    name = fn.COALESCE(fn.NULLIF(Appointment.name, ""), Customer.name, Appointment.phone)
    plate = fn.COALESCE(Vehicle.plate, Appointment.plate)
    return (
        Appointment.select(
            Appointment.id, Appointment.no, plate, name, Appointment.request, Appointment.planned_at
        )
        .join(Vehicle, JOIN.LEFT_OUTER, on=(Vehicle.id == Appointment.vehicle))
        .join(Customer, JOIN.LEFT_OUTER, on=(Customer.id == Appointment.customer))
    )


def reminders(by: By) -> Iterator[Card]:
    """Owners to be told: all through the lead it is today's work, late when what it is about is over.

    Who wants no calls gets a letter.
    """
    last = week_end(by.today)
    for ref, name, silent, plate, kind, subject, first, due_on, predicted, next_at in _scheduled.rows(
        last, MOST
    ):
        over = due_day(due_on, predicted)
        due = next_at or (window_due(first, over, by.today) if over else max(first, by.today))
        about = f"{display_plate(plate or '')} · {subject or label(ReminderKind(kind))}"
        about = _("{what} · by letter").format(what=about) if silent else about
        yield Card(TodayKind.REMINDER, ref, name, about, due)


@statement
def _scheduled(until: Any, most: Any) -> Any:
    columns = (Reminder.kind, Reminder.subject, Reminder.remind_on, Reminder.due_on, Reminder.predicted_on)
    waiting = (Reminder.state == ReminderState.SCHEDULED.value) & (Reminder.remind_on <= until)
    return (
        Reminder.select(
            Reminder.id, Customer.name, Customer.no_calls, Vehicle.plate, *columns, Reminder.next_at
        )
        .join(Customer, on=(Customer.id == Reminder.customer))
        .join(Vehicle, on=(Vehicle.id == Reminder.vehicle))
        .where(waiting)
        .order_by(Reminder.remind_on, Reminder.id)
        .limit(most)
    )
