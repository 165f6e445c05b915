"""Acts on follow-up calls: an attempt and what it leads to, taken over, cancelled (G1)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from garage.domain.contacts import Outcome, Talk
from garage.domain.followups import FollowUpState, Purpose, after_attempt, refusals, second_call
from garage.domain.text import said_why
from garage.errors import FieldError, RuleError
from garage.i18n import _
from garage.models.customers import Customer
from garage.models.followups import FollowUp
from garage.models.orders import WorkOrder
from garage.services import call_plans, care_settings, contacts, questions, staff
from garage.services.command import Area, By, command, refuse_stale, update
from garage.services.contacts import About


@command(Area.CARE)
def call(
    by: By, follow_up_id: int, version: int | None, talk: Talk, *, question: str = "", answer: str = ""
) -> int:
    """One attempt and its result; returns the id of the talk in the log.

    Reached or given up: the second round is counted from this day. Refused: nobody calls this customer any more.
    `question` is what the customer asked, with the `answer` where one was given at once. FieldError on the fields of
    `Talk`, "question" or "answer"; RuleError when the call is closed; StaleError.
    """
    row = _row(follow_up_id, version)
    customer = Customer.get_by_id(row.customer_id)
    seen = FollowUpState(row.state), Purpose(row.purpose)
    if reasons := refusals(*seen, provisional=bool(row.provisional), no_calls=bool(customer.no_calls)):
        raise RuleError(reasons)
    at = talk.at or by.at
    _check_moment(row, at)
    about = About(row.customer_id, row.vehicle_id, row.order_id, follow_up_id=row.id)
    contact_id = contacts.log(by, replace(talk, at=at), about)
    if question.strip() or answer.strip():
        questions.ask(by, contact_id, question, answer)
    rules = care_settings.rules()
    after = after_attempt(
        talk.outcome,
        tries=row.attempts + 1,
        at=at,
        call_time=row.call_time or customer.preferred_call_time,
        agreed=talk.call_back_at,
        numbers_left=contacts.numbers_left(row.customer_id),
        rules=rules,
    )
    closed = after.state is not FollowUpState.PENDING
    values: dict[str, Any] = {
        "state": after.state.value,
        "attempts": row.attempts + 1,
        "next_at": after.next_at,
        "done_at": at if closed else None,
    }
    update(by, row, row.version, act=f"call {talk.outcome.value.lower()}", **values)
    if talk.outcome is Outcome.REFUSED:
        contacts.refuse_calls(by, row.customer_id, talk.note or talk.opinion)
    elif closed:
        _count_second(by, row, at, talk.next_topic)
    return contact_id


def _check_moment(row: Any, at: datetime) -> None:
    """Nobody asks how a repair held before the car has left."""
    order = WorkOrder.find(row.order_id) if row.order_id is not None else None
    begin = order.exited_at if order is not None and order.exited_at is not None else row.created_at
    if at < begin:
        raise FieldError("at", _("The car had not left yet.") if order else _("Before it was planned."))


def _count_second(by: By, row: Any, at: datetime, topic: str) -> None:
    """Round 2 is due a week after the day of the first actual call, or of the last try at it."""
    if row.round != 1 or row.purpose != Purpose.REPAIR.value or row.order_id is None:
        return
    own = (FollowUp.order == row.order_id) & FollowUp.provisional
    rules = care_settings.rules()
    window = second_call(at.date(), first=rules.second_from, last=rules.second_to)
    for second in FollowUp.select().where(own & (FollowUp.state == FollowUpState.PENDING.value)):
        days: dict[str, Any] = {
            "due_on": window.due_on,
            "late_after": window.late_after,
            "provisional": False,
        }
        if topic.strip():
            days["topic"] = topic.strip()
        update(by, second, second.version, act="dates", **days)


@command(Area.CARE)
def take_over(by: By, follow_up_id: int, version: int | None, caller_id: int | None = None) -> None:
    """Somebody else calls: who acts, or who is named. FieldError("caller"), RuleError, StaleError."""
    row = _open(follow_up_id, version)
    who = by.staff_id if caller_id is None else caller_id
    if not staff.if_active(who):
        raise FieldError("caller", _("This person does not work here any more."))
    update(by, row, row.version, act="take over", caller=who)


@command(Area.CARE)
def cancel(by: By, follow_up_id: int, version: int | None, reason: str) -> None:
    """The call is not made; of a first one the second then counts from today.

    FieldError("reason"), RuleError when it is closed, StaleError.
    """
    row = _open(follow_up_id, version)
    call_plans.close(by, row, FollowUpState.CANCELLED, said_why(reason, 120))
    _count_second(by, row, by.at, "")


def _open(follow_up_id: int, version: int | None) -> Any:
    row = _row(follow_up_id, version)
    if reasons := refusals(FollowUpState(row.state)):
        raise RuleError(reasons)
    return row


def _row(follow_up_id: int, version: int | None) -> Any:
    row = FollowUp.find(follow_up_id)
    if row is None:
        raise KeyError(follow_up_id)
    refuse_stale(row, version)
    return row
