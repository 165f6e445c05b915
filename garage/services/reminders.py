"""Acts on reminders: told, booked, declined, done elsewhere, or nobody came (G6)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from peewee import fn

from garage.domain.appointments import EXPECTED
from garage.domain.contacts import SPOKEN, Talk
from garage.domain.odometer import MAX_KM
from garage.domain.reminders import (
    AFTER,
    LIVE,
    ReminderKind,
    ReminderResult,
    ReminderState,
    refusals,
)
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.appointments import Appointment
from garage.models.audit import AuditEntry
from garage.models.customers import Customer
from garage.models.reminders import Reminder
from garage.models.statements import statement
from garage.services import contacts, reminder_leads, reminder_plans, vehicles
from garage.services.command import Area, By, command, refuse_stale, update
from garage.services.contacts import About

_LIVE = sorted(state.value for state in LIVE)
_EXPECTED = sorted(state.value for state in EXPECTED)
TRY_AGAIN = timedelta(days=1)
WRITTEN = "written"


@command(Area.CARE)
def add(by: By, vehicle_id: int, subject: str, due_on: date | None, due_km: int | None) -> int:
    """A part of a car that has to be changed some day, or anything else its owner wants to be reminded of.

    FieldError("subject"), ("due_on") in the past or without any term, ("due_km"); RuleError without an owner.
    """
    words = one_line("subject", subject, 80)
    if not words:
        raise FieldError("subject", _("What is it about?"))
    if due_on is None and due_km is None:
        raise FieldError("due_on", _("A day or kilometres."))
    if due_on is not None and due_on < by.today:
        raise FieldError("due_on", _("This day has passed."))
    if due_km is not None and not 0 < due_km <= MAX_KM:
        raise FieldError("due_km", _("From 1 to {most} km.").format(most=MAX_KM))
    owner = vehicles.owner_of(vehicle_id)
    if owner is None:
        raise RuleError(Reason("owner", _("This car has no owner on file."), "vehicle"))
    made = reminder_plans.plan(by, vehicle_id, owner, ReminderKind.PART, due_on, due_km, subject=words)
    return int(made or 0)


@command(Area.CARE)
def tell(
    by: By, reminder_id: int, version: int | None, talk: Talk, result: ReminderResult | None = None
) -> int:
    """One attempt to tell the customer; returns the id of the talk in the log.

    Whoever was spoken to has a `result`; else it is tried again the next day. Refused: nobody calls this customer
    any more. FieldError("result") and on the fields of `Talk`; RuleError when it is closed or the customer wants no
    calls; StaleError.
    """
    row = _open(reminder_id, version)
    customer = Customer.get_by_id(row.customer_id)
    if customer.no_calls:
        text = _("{name} does not want to be called.").format(name=customer.name)
        raise RuleError(Reason("no_calls", text, "customer"))
    at = talk.at or by.at
    about = About(row.customer_id, row.vehicle_id, None, reminder_id=row.id)
    contact_id = contacts.log(by, replace(talk, at=at), about)
    columns: dict[str, Any] = {"attempts": row.attempts + 1}
    spoken = talk.outcome in SPOKEN and talk.call_back_at is None
    if talk.outcome in SPOKEN and talk.outcome.value == "REFUSED":
        contacts.refuse_calls(by, row.customer_id, talk.note or talk.opinion)
        columns |= {"closed_at": by.at, "closed_reason": talk.note}
        update(by, row, row.version, columns, act="told", state=ReminderState.DECLINED.value)
    elif spoken:
        if result is None:
            raise FieldError("result", _("What came of it?"))
        state = AFTER[result]
        columns |= {"contacted_at": at, "next_at": None}
        if state not in LIVE:
            columns |= {"closed_at": by.at, "closed_reason": talk.note}
        update(by, row, row.version, columns, act="told", state=state.value)
    else:
        columns["next_at"] = talk.call_back_at or at + TRY_AGAIN
        update(by, row, row.version, columns, act="not told")
    return contact_id


@command(Area.CARE)
def told_by_letter(by: By, reminder_id: int, letter_no: str) -> None:
    """It was written to the customer, the way to one who wants no calls; one that is booked stays so. RuleError."""
    row = _open(reminder_id, None)
    booked_already = row.state == ReminderState.BOOKED.value
    state = row.state if booked_already else ReminderState.CONTACTED.value
    columns = {"contacted_at": by.at, "next_at": None}
    update(by, row, row.version, columns, act=WRITTEN, reason=letter_no, state=state)


@command(Area.CARE)
def untold(by: By, customer_id: int, letter_no: str) -> None:
    """The letter that told of it does not count: it is to be told again, unless something came of it since."""
    mine = (Reminder.customer == customer_id) & (Reminder.state == ReminderState.CONTACTED.value)
    for row in Reminder.select().where(mine):
        own = (AuditEntry.noun == Reminder._meta.table_name) & (AuditEntry.ref == row.id)
        last = (
            AuditEntry.select()
            .where(own & AuditEntry.act.in_([WRITTEN, "told"]))
            .order_by(AuditEntry.id.desc())
        )
        entry = last.first()
        if entry is not None and (entry.act, entry.reason) == (WRITTEN, letter_no):
            columns = {"contacted_at": None, "state": ReminderState.SCHEDULED.value}
            update(by, row, row.version, columns, act="unwritten", reason=letter_no)


@command(Area.CARE)
def booked(by: By, reminder_id: int) -> None:
    """An appointment was made of it; nothing happens with one that is closed."""
    row = Reminder.find(reminder_id)
    if row is not None and row.state in _LIVE:
        update(by, row, row.version, act="booked", state=ReminderState.BOOKED.value)


@command(Area.CARE)
def unbooked(by: By, reminder_id: int) -> None:
    """The appointment that was made of it was called off: it is to be told again, from today on."""
    row = Reminder.find(reminder_id)
    if row is not None and row.state == ReminderState.BOOKED.value:
        columns = {"next_at": None, "contacted_at": None}
        update(by, row, row.version, columns, act="unbooked", state=ReminderState.SCHEDULED.value)


@command(Area.CARE)
def drop(by: By, reminder_id: int, version: int | None, reason: str) -> None:
    """Nobody needs to be told. FieldError("reason"); RuleError, StaleError."""
    row = _open(reminder_id, version)
    reminder_plans.close(by, row, ReminderState.DONE, said_why(reason))


@command(Area.CARE)
def expire_due(by: By) -> int:
    """What nobody came for is dropped some time after its day, unless a car is still expected; returns how many."""
    last = by.today - timedelta(days=reminder_leads.leads().expire)
    rows = [
        row
        for row in _told_before.objects(_LIVE, _EXPECTED, last)
        if (row.due_on or row.predicted_on or last) < last
    ]
    for row in rows:
        reminder_plans.close(by, row, ReminderState.EXPIRED)
    return len(rows)


@statement
def _told_before(states: Any, expected: Any, day: Any) -> Any:
    coming = Appointment.select(Appointment.id).where(
        (Appointment.reminder == Reminder.id) & Appointment.state.in_(expected)
    )
    told = Reminder.state.in_(states) & (Reminder.remind_on < day)
    return Reminder.select().where(told & ~fn.EXISTS(coming)).limit(500)


def _open(reminder_id: int, version: int | None) -> Any:
    row = Reminder.find(reminder_id)
    if row is None:
        raise KeyError(reminder_id)
    refuse_stale(row, version)
    if reasons := refusals(ReminderState(row.state)):
        raise RuleError(reasons)
    return row
