"""What cars fall due for, kept in step with their files, their odometers and their owners (G6)."""

from datetime import date
from typing import Any

from garage.domain.reminders import LIVE, ReminderKind, ReminderState, foresee
from garage.models.reminders import Reminder
from garage.models.statements import statement
from garage.models.vehicles import OdometerReading, Vehicle
from garage.services import reminder_leads
from garage.services.command import By, create, update

_LIVE = sorted(state.value for state in LIVE)
READINGS = 12
"""So many are looked through: a visit alone may leave several."""
_FILE = (
    (ReminderKind.SERVICE, "next_service_on", "next_service_km"),
    (ReminderKind.INSURANCE, "insurance_until", None),
    (ReminderKind.INSPECTION, "inspection_until", None),
)
"""What a car's file says it falls due for: kind, column of the day, column of the kilometres."""


def plan(
    by: By,
    vehicle_id: int,
    customer_id: int,
    kind: ReminderKind,
    due_on: date | None,
    due_km: int | None,
    *,
    order_id: int | None = None,
    subject: str = "",
    why: str = "",
) -> int | None:
    """This comes next; what was planned of the same is done with, `why` says how. Returns the new id, None for nothing."""
    for row in _planned.objects(vehicle_id, kind.value, subject, _LIVE):
        close(by, row, ReminderState.DONE, why)
    if due_on is None and due_km is None:
        return None
    seen = foresee(kind, due_on, due_km, _readings_of(vehicle_id), reminder_leads.leads())
    row = create(
        by,
        Reminder,
        vehicle=vehicle_id,
        customer=customer_id,
        order=order_id,
        kind=kind.value,
        subject=subject,
        due_on=due_on,
        due_km=due_km,
        predicted_on=seen.predicted_on,
        remind_on=seen.remind_on,
        state=ReminderState.SCHEDULED.value,
    )
    return int(row.id)


def subjects(vehicle_id: int, kind: ReminderKind) -> frozenset[str]:
    """What is planned of a kind for a car."""
    rows = _of_vehicle.objects(vehicle_id, _LIVE)
    return frozenset(row.subject for row in rows if row.kind == kind.value)


def close(by: By, row: Reminder, state: ReminderState, reason: str = "") -> None:
    """Nothing more is to be told about it."""
    columns = {"closed_at": by.at, "closed_reason": reason}
    act = state.value.lower()
    update(by, row, row.version, columns, act=act, reason=reason, state=state.value)


def follow_file(by: By, vehicle: Vehicle, customer_id: int | None) -> None:
    """The car's file was saved: another day or another kilometre is another reminder."""
    if customer_id is None:
        return
    live = {(row.kind, row.subject): row for row in _of_vehicle.objects(vehicle.id, _LIVE)}
    for kind, day_column, km_column in _FILE:
        due_on = getattr(vehicle, day_column)
        due_km = getattr(vehicle, km_column) if km_column else None
        row = live.get((kind.value, ""))
        planned = (row.due_on, row.due_km) if row is not None else (None, None)
        if (due_on, due_km) != planned:
            plan(by, vehicle.id, customer_id, kind, due_on, due_km)


def follow_owner(by: By, vehicle_id: int, customer_id: int) -> None:
    """The car was sold: whoever owns it now is to be told, and has not been yet."""
    for row in _of_vehicle.objects(vehicle_id, _LIVE):
        kind, subject = ReminderKind(row.kind), row.subject
        plan(
            by, vehicle_id, customer_id, kind, row.due_on, row.due_km, order_id=row.order_id, subject=subject
        )


def follow_odometer(vehicle_id: int) -> None:
    """The car was read again: its kilometres are reached on another day than was foreseen."""
    rows = _by_km.objects(vehicle_id, _LIVE)
    if rows:
        readings = _readings_of(vehicle_id)
        for row in rows:
            _foresee(row, readings)


def foresee_all() -> None:
    """The leads have changed: look again at everything that is planned."""
    for row in Reminder.select().where(Reminder.state.in_(_LIVE)):
        _foresee(row, _readings_of(row.vehicle_id))


def _foresee(row: Reminder, readings: list[tuple[date, int]]) -> None:
    # What is foreseen is reckoned, no change that anybody made: neither its lock nor the log knows of it.
    seen = foresee(ReminderKind(row.kind), row.due_on, row.due_km, readings, reminder_leads.leads())
    if (seen.predicted_on, seen.remind_on) != (row.predicted_on, row.remind_on):
        changed = Reminder.update(predicted_on=seen.predicted_on, remind_on=seen.remind_on)
        changed.where(Reminder.id == row.id).execute()


def _readings_of(vehicle_id: int) -> list[tuple[date, int]]:
    """The last readings of the last two days on which it was read since it was set back, the older first."""
    found: dict[date, int] = {}
    for at, km, reset in _readings.rows(vehicle_id, READINGS):
        found.setdefault(at.date(), km)
        if reset or len(found) == 2:
            break
    return list(found.items())[::-1]


@statement
def _readings(vehicle_id: Any, most: Any) -> Any:
    return (
        OdometerReading.select(OdometerReading.read_at, OdometerReading.km, OdometerReading.reset_reason)
        .where(OdometerReading.vehicle == vehicle_id)
        .order_by(OdometerReading.id.desc())
        .limit(most)
    )


@statement
def _planned(vehicle_id: Any, kind: Any, subject: Any, states: Any) -> Any:
    same = (Reminder.kind == kind) & (Reminder.subject == subject)
    return Reminder.select().where((Reminder.vehicle == vehicle_id) & same & Reminder.state.in_(states))


@statement
def _of_vehicle(vehicle_id: Any, states: Any) -> Any:
    return Reminder.select().where((Reminder.vehicle == vehicle_id) & Reminder.state.in_(states))


@statement
def _by_km(vehicle_id: Any, states: Any) -> Any:
    live = (Reminder.vehicle == vehicle_id) & Reminder.state.in_(states)
    return Reminder.select().where(live & Reminder.due_km.is_null(False))
