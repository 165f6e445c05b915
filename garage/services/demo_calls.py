"""The calls of the demo: what fell due was called, with what was said; the last days still wait to be called."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from garage.domain.contacts import ContactChannel, Direction, Outcome, Topic
from garage.domain.followups import FollowUpState, Purpose, second_call
from garage.models.contacts import ContactLog, ContactScore
from garage.models.customers import Phone
from garage.models.followups import FollowUp
from garage.models.listing import tuples
from garage.models.statements import insert, insert_many
from garage.services import callers, staff
from garage.services.command import By

_A_BATCH = 2_000
_STILL_OPEN = timedelta(days=1)
_FORGOTTEN_SINCE = timedelta(days=12)
_OPINIONS = (
    "满意",
    "修得很好，没有再响",
    "等的时间有点长，其他满意",
    "价格公道",
    "师傅讲得很清楚",
    "还可以",
    "停车不方便",
)
_USE = ("一切正常", "跑了两百多公里，没问题", "油耗低了一点", "刹车很好", "还没怎么开")
_NEEDS = ("", "", "", "下个月做保养", "想换轮胎", "问空调清洗", "问年检怎么办")
_TOPICS = ("", "冬季检测活动", "下次保养时间", "保险到期")


def catch_up(at: datetime, random: Random) -> None:
    """Call everybody who was to be called before `at`; a few were forgotten, some do not answer."""
    called_by = callers.named().caller_id or staff.owners()[0][0]
    for batch in _batches():
        phones = _phones({row[2] for row in batch})
        last: dict[int, datetime] = {}
        for row in batch:
            _call(By(called_by, at), row, phones, last, random)


Waiting = tuple[int, int | None, int, int | None, int, date, date, datetime | None]
"""Id, order, customer, vehicle, round, first and last day, and when the car was here again before it was called."""
_OPEN = (FollowUpState.PENDING.value, FollowUpState.CANCELLED.value)


def _batches() -> Iterator[Sequence[Waiting]]:
    """What nobody called, the calls about one visit one after the other."""
    after = 0
    while True:
        columns = (FollowUp.id, FollowUp.order, FollowUp.customer, FollowUp.vehicle, FollowUp.round)
        query = FollowUp.select(*columns, FollowUp.due_on, FollowUp.late_after, FollowUp.done_at)
        visits = (
            FollowUp.state.in_(_OPEN) & (FollowUp.purpose == Purpose.REPAIR.value) & (FollowUp.id > after)
        )
        rows: Any = tuples(query.where(visits).order_by(FollowUp.id).limit(_A_BATCH))
        if len(rows) == _A_BATCH and rows[-1][4] == 1:
            rows = rows[:-1]  # its second call belongs to it
        if not rows:
            return
        after = rows[-1][0]
        yield rows


def _phones(customers: set[int]) -> dict[int, str]:
    rows = Phone.select(Phone.customer, Phone.number).where(Phone.customer.in_(customers))
    return dict(tuples(rows.order_by(Phone.position.desc())))


def _call(by: By, row: Waiting, phones: dict[int, str], last: dict[int, datetime], random: Random) -> None:
    """One call as it went; `last` is when each visit was called about the first time."""
    ref, order, _customer, _vehicle, round_, due_on, late_after, here_again = row
    days: dict[str, Any] = {}
    if round_ == 2:
        before = last.get(order or 0)
        if before is None:
            return
        window = second_call(before.date())
        due_on, late_after = window.due_on, window.late_after
        days = {"due_on": due_on, "late_after": late_after, "provisional": False}
    moment = datetime.combine(due_on + timedelta(days=random.choice((0, 0, 1, 1, 2, 3))), hour(random))
    if here_again is not None and here_again < moment + timedelta(days=3):
        return
    forgotten = moment > by.at - _FORGOTTEN_SINCE and random.random() < 0.06
    if moment > by.at - _STILL_OPEN or forgotten:
        if days:
            FollowUp.update(**days).where(FollowUp.id == ref).execute()
        return
    tries = [Outcome.REACHED] if random.random() < 0.9 else [Outcome.NO_ANSWER, Outcome.REACHED]
    if random.random() < 0.04:
        tries = [Outcome.NO_ANSWER, Outcome.SWITCHED_OFF, Outcome.NO_ANSWER]
    tries = [outcome for nth, outcome in enumerate(tries) if moment + timedelta(days=nth) < by.at]
    for nth, outcome in enumerate(tries):
        _log(by, row, moment + timedelta(days=nth), outcome, phones, random)
    ended = moment + timedelta(days=len(tries) - 1)
    reached = tries[-1] is Outcome.REACHED
    over = reached or len(tries) == 3
    state = FollowUpState.DONE if reached else FollowUpState.UNREACHABLE if over else FollowUpState.PENDING
    days |= {
        "state": state.value,
        "attempts": len(tries),
        "done_at": ended if over else None,
        "closed_reason": "",
    }
    FollowUp.update(**days).where(FollowUp.id == ref).execute()
    if round_ == 1 and over and order is not None:
        last[order] = ended


def hour(random: Random) -> time:
    """When people are called."""
    return time(random.choice((9, 10, 11, 14, 16, 17, 18, 19)), random.randrange(60))


def _log(
    by: By, row: Waiting, at: datetime, outcome: Outcome, phones: dict[int, str], random: Random
) -> None:
    ref, order, customer, vehicle, *_days = row
    said = outcome is Outcome.REACHED
    talk = {
        **_defaults(),
        "created_at": at,
        "created_by": by.staff_id,
        "customer": customer,
        "vehicle": vehicle,
        "order": order,
        "follow_up": ref,
        "direction": Direction.OUT.value,
        "channel": ContactChannel.PHONE.value,
        "at": at,
        "staff": by.staff_id,
        "outcome": outcome.value,
        "phone": phones.get(customer, ""),
        "car_use": random.choice(_USE) if said else "",
        "opinion": random.choice(_OPINIONS) if said else "",
        "needs": random.choice(_NEEDS) if said else "",
        "next_topic": random.choice(_TOPICS) if said else "",
    }
    contact = insert(ContactLog, talk)
    if said:
        scores = (
            {"contact": contact, "topic": topic.value, "score": random.choice((3, 4, 4, 5, 5, 5, 5))}
            for topic in Topic
        )
        insert_many(ContactScore, scores)


def _defaults() -> dict[str, Any]:
    meta: Any = ContactLog._meta
    return dict(meta.get_default_dict())
