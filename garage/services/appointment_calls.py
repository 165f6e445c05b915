"""Customers are called about an appointment that comes nearer: each attempt in the log, what was answered, when again (G6)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from garage.domain.appointments import AppointmentAct, AppointmentAnswer, AppointmentState, refusals
from garage.domain.contacts import ContactChannel, Outcome, Talk
from garage.domain.followups import FollowUpState, after_attempt
from garage.domain.labels import label
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.appointments import Appointment
from garage.models.audit import AuditEntry
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.services import appointments, care_settings, contacts, customers
from garage.services.command import Area, By, audit, command, refuse_stale, update
from garage.services.contacts import About

MISSED = "not reminded"
REASON = 200
"""Characters of a reason; the talk keeps everything that was said."""
_ANEW = frozenset({"move", "change", "restore"})
"""Acts after which attempts count from the first."""
_NOUN = Appointment._meta.table_name


@dataclass(frozen=True)
class Standing:
    """How often the customer was tried in vain, the numbers worth calling, and whether he wants no calls."""

    attempts: int
    phones: tuple[str, ...]
    no_calls: bool


def standing(appointment_id: int) -> Standing:
    """What to know before the customer is called about an appointment; KeyError without it."""
    row = _row(appointment_id)
    known = row.customer_id is not None
    own = [row.phone] if row.phone else []
    numbers = [*own, *(customers.live_phones_of(row.customer_id) if known else ())]
    refused = known and bool(Customer.get_by_id(row.customer_id).no_calls)
    return Standing(_attempts(row.id), tuple(dict.fromkeys(numbers)), refused)


def again_on(
    appointment_id: int, outcome: Outcome, at: datetime, agreed: datetime | None = None
) -> date | None:
    """The day of the next attempt after one that nobody answered, the car's own at the latest; None for no more."""
    row = _row(appointment_id)
    return _again_on(row, outcome, at, agreed, numbers_left=len(standing(row.id).phones) > 1)


def _again_on(
    row: Any, outcome: Outcome, at: datetime, agreed: datetime | None, *, numbers_left: bool
) -> date | None:
    after = after_attempt(
        outcome,
        tries=_attempts(row.id) + 1,
        at=at,
        agreed=agreed,
        numbers_left=numbers_left,
        rules=care_settings.rules(),
    )
    if after.state is not FollowUpState.PENDING:
        return None
    own: date = row.planned_at.date()
    return min(after.next_at.date() if after.next_at else at.date(), own)


def _attempts(appointment_id: int) -> int:
    mine = (AuditEntry.noun == _NOUN) & (AuditEntry.ref == appointment_id)
    tries = 0
    for (act,) in tuples(AuditEntry.select(AuditEntry.act).where(mine).order_by(AuditEntry.id)):
        tries = 0 if act in _ANEW else tries + (act == MISSED)
    return tries


@command(Area.CARE)
def remind(
    by: By,
    appointment_id: int,
    version: int | None,
    talk: Talk,
    answer: AppointmentAnswer | None = None,
    planned_at: datetime | None = None,
) -> int:
    """One attempt to remind the customer; returns the id of the talk in the log.

    Whoever was reached has an `answer`: confirmed, moved to `planned_at`, or called off. Who was not is tried again by
    the garage's rules, until the car's own day. Refused: nobody calls this customer any more.
    FieldError("result", "planned_at", "call_back_at") and on the fields of `Talk`; RuleError when it is no more to be
    reminded of, the customer wants no calls, or the bay or the mechanic is taken at the new time; StaleError.
    """
    row = _row(appointment_id)
    refuse_stale(row, version)
    if reasons := refusals(AppointmentAct.CONFIRM, AppointmentState(row.state), row.no):
        raise RuleError(reasons)
    _check(row, talk, answer, planned_at)
    at = talk.at or by.at
    about = About(row.customer_id, row.vehicle_id, appointment_id=row.id)
    contact_id = contacts.log(by, replace(talk, at=at, note=_note(row.no, talk, answer)), about)
    if talk.outcome is Outcome.REACHED:
        _take(by, row, answer, planned_at, talk.note)
    else:
        left = row.customer_id is not None and contacts.numbers_left(row.customer_id)
        if talk.outcome is Outcome.REFUSED and row.customer_id is not None:
            contacts.refuse_calls(by, row.customer_id, talk.note)
        day = _again_on(row, talk.outcome, at, talk.call_back_at, numbers_left=left)
        if not update(by, row, row.version, act=MISSED, remind_on=day):
            audit(by, MISSED, _NOUN, row.id)
    return contact_id


def _check(row: Any, talk: Talk, answer: AppointmentAnswer | None, planned_at: datetime | None) -> None:
    by_phone = talk.channel is ContactChannel.PHONE
    if by_phone and row.customer_id is not None and Customer.get_by_id(row.customer_id).no_calls:
        name = Customer.get_by_id(row.customer_id).name
        text = _("{name} does not want to be called.").format(name=name)
        raise RuleError(Reason("no_calls", text, "customer"))
    if talk.outcome is Outcome.REACHED and answer is None:
        raise FieldError("result", _("What came of it?"))
    if talk.outcome is Outcome.REACHED and answer is AppointmentAnswer.MOVED and planned_at is None:
        raise FieldError("planned_at", _("When does the car come?"))
    if talk.call_back_at is not None and talk.call_back_at >= row.planned_at:
        raise FieldError("call_back_at", _("The car comes before that."))


def _note(no: str, talk: Talk, answer: AppointmentAnswer | None) -> str:
    """What the log says it was about: the appointment by its number, as no other row names it."""
    result = label(answer) if talk.outcome is Outcome.REACHED and answer is not None else ""
    said = ": ".join(filter(None, (_("Appointment {no}").format(no=no), result)))
    return " · ".join(filter(None, (said, talk.note)))


def _take(by: By, row: Any, answer: AppointmentAnswer | None, planned_at: datetime | None, note: str) -> None:
    """What the customer answered; a new time that needs no further word counts as confirmed."""
    if answer is AppointmentAnswer.CANCELLED:
        why = " ".join(note.split())[:REASON]
        appointments.cancel(by, row.id, row.version, why or _("Said so on the phone"))
        return
    if answer is AppointmentAnswer.MOVED and planned_at is not None:
        appointments.move(by, row.id, row.version, planned_at, bay_id=row.bay_id, mechanic_id=row.mechanic_id)
        row = _row(row.id)
        if row.remind_on is not None and row.remind_on > by.today:
            return
    appointments.confirm(by, row.id, row.version)


def follow_lead(today: date, was: int, days: int) -> None:
    """The lead of the settings changed from `was`: what is booked with the usual one is told by the new one."""
    usual = timedelta(days=was)
    ahead = (Appointment.state == AppointmentState.BOOKED.value) & (Appointment.remind_on > today)
    rows = Appointment.select(Appointment.id, Appointment.planned_at, Appointment.remind_on).where(ahead)
    for ref, planned_at, remind_on in tuples(rows):
        if planned_at.date() - remind_on == usual:
            told = planned_at.date() - timedelta(days=days)
            Appointment.update(remind_on=told).where(Appointment.id == ref).execute()


def _row(appointment_id: int) -> Any:
    row = Appointment.find(appointment_id)
    if row is None:
        raise KeyError(appointment_id)
    return row
