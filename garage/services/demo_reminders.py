"""The reminders of the demo: whoever was to be told was told, with what came of it; the last days still wait."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from garage.domain.contacts import ContactChannel, Direction, Outcome
from garage.domain.reminders import AFTER, LIVE, ReminderResult, ReminderState, due_day
from garage.models.contacts import ContactLog
from garage.models.customers import Customer, Phone
from garage.models.listing import tuples
from garage.models.reminders import Reminder
from garage.models.statements import insert
from garage.services import callers, reminder_leads, staff
from garage.services.demo_calls import hour

_A_BATCH = 2_000
_A_WEEK = range(8)
"""Days in which the list is worked through."""
_FORGOTTEN_SINCE = timedelta(days=21)
_FORGOTTEN, _ANSWERED = 0.15, 0.9
_R = ReminderResult
_SAID = {
    _R.TOLD: ("好的，下周有空就来", "知道了，到时候联系", "再开一段时间来"),
    _R.DECLINED: ("暂时不做", "车准备卖了"),
    _R.ELSEWHERE: ("已经在别处办好了", "保险公司那边办了"),
}
_RESULTS = (*(_R.TOLD,) * 7, _R.DECLINED, *(_R.ELSEWHERE,) * 2)


class _Due(NamedTuple):
    id: int
    customer: int
    vehicle: int
    remind_on: date
    due_on: date | None
    predicted_on: date | None
    created_at: datetime


def catch_up(at: datetime, random: Random) -> None:
    """Tell everybody who was to be told before the day of `at`; a few were forgotten, some did not answer."""
    caller = callers.named().caller_id or staff.owners()[0][0]
    dropped = at.date() - timedelta(days=reminder_leads.leads().expire)
    for batch in _batches(at.date()):
        phones = _phones({row.customer for row in batch})
        for row in batch:
            _tell(row, at, caller, phones, dropped, random)


def _batches(today: date) -> Iterator[Sequence[_Due]]:
    """What nobody told, of customers who may be called."""
    after = 0
    columns = (Reminder.id, Reminder.customer, Reminder.vehicle, Reminder.remind_on)
    query = Reminder.select(*columns, Reminder.due_on, Reminder.predicted_on, Reminder.created_at).join(
        Customer, on=(Customer.id == Reminder.customer)
    )
    waiting = (Reminder.state == ReminderState.SCHEDULED.value) & (Reminder.remind_on < today)
    while rows := tuples(
        query.where(waiting & ~Customer.no_calls & (Reminder.id > after))
        .order_by(Reminder.id)
        .limit(_A_BATCH)
    ):
        after = rows[-1][0]
        yield [_Due(*row) for row in rows]


def _phones(customers: set[int]) -> dict[int, str]:
    """Numbers that work."""
    live = Phone.customer.in_(customers) & Phone.dead_on.is_null()
    rows = Phone.select(Phone.customer, Phone.number).where(live)
    return dict(tuples(rows.order_by(Phone.position.desc())))


def _tell(
    row: _Due, now: datetime, caller: int, phones: dict[int, str], dropped: date, random: Random
) -> None:
    """One reminder as it went: told within a week, at the second try at the latest; who did not come is dropped."""
    since = max(row.remind_on, row.created_at.date() + timedelta(days=1))
    moment = datetime.combine(since + timedelta(days=random.choice(_A_WEEK)), hour(random))
    forgotten = row.remind_on > now.date() - _FORGOTTEN_SINCE and random.random() < _FORGOTTEN
    if row.customer not in phones or moment.date() >= now.date() or forgotten:
        return
    tries = [Outcome.REACHED] if random.random() < _ANSWERED else [Outcome.NO_ANSWER, Outcome.REACHED]
    tries = [outcome for nth, outcome in enumerate(tries) if moment + timedelta(days=nth) < now]
    result = random.choice(_RESULTS)
    for nth, outcome in enumerate(tries):
        said = random.choice(_SAID[result]) if outcome is Outcome.REACHED else ""
        _log(row, moment + timedelta(days=nth), caller, outcome, phones[row.customer], said)
    last = moment + timedelta(days=len(tries) - 1)
    columns: dict[str, Any] = {"attempts": len(tries), "next_at": last + timedelta(days=1)}
    if tries[-1] is Outcome.REACHED:
        columns |= _after(row, AFTER[result], last, said, dropped)
    Reminder.update(**columns).where(Reminder.id == row.id).execute()


def _after(row: _Due, state: ReminderState, at: datetime, said: str, dropped: date) -> dict[str, Any]:
    due = due_day(row.due_on, row.predicted_on) or row.remind_on
    columns: dict[str, Any] = {"state": state.value, "contacted_at": at, "next_at": None}
    if state not in LIVE:
        return {**columns, "closed_at": at, "closed_reason": said}
    if due < dropped:
        gone = datetime.combine(due, at.time()) + timedelta(days=reminder_leads.leads().expire + 1)
        return {**columns, "state": ReminderState.EXPIRED.value, "closed_at": max(gone, at)}
    return columns


def _log(row: _Due, at: datetime, caller: int, outcome: Outcome, phone: str, said: str) -> None:
    meta: Any = ContactLog._meta
    talk = {
        **meta.get_default_dict(),
        "created_at": at,
        "created_by": caller,
        "customer": row.customer,
        "vehicle": row.vehicle,
        "reminder": row.id,
        "direction": Direction.OUT.value,
        "channel": ContactChannel.PHONE.value,
        "at": at,
        "staff": caller,
        "outcome": outcome.value,
        "phone": phone,
        "note": said,
    }
    insert(ContactLog, talk)
