"""Follow-up calls written down ahead: after a car has left, after a talk, for an opinion, because it was agreed (G1)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import JOIN, fn

from garage.domain.customers import CustomerKind
from garage.domain.dates import months_after
from garage.domain.followups import (
    CallWindow,
    FollowUpState,
    Purpose,
    first_call,
    second_call,
    survey_call,
)
from garage.i18n import _
from garage.models.customers import Customer
from garage.models.followups import FollowUp
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.shop import Setting
from garage.models.statements import insert, statement
from garage.services import callers, care_settings, named_settings
from garage.services.command import Area, By, command, create, update

NOBODY = 0
"""Who plans when nobody does: the program itself."""
LAPSE_AT_ONCE = 200
SURVEYS_ON = "care_surveys_on"
"""Under this name: the day on which surveys were planned last."""
_AHEAD = timedelta(days=7)
"""So long before its day a survey stands in the list of what comes."""


def after_departure(by: By, order: WorkOrder, call_time: str, left_at: datetime, *, repaired: bool) -> None:
    """Round 1 on day 3; round 2, about the repair, stands provisionally until the first call has been made.

    Who wants no calls gets none; calls about earlier visits of the same car and payer are cancelled.
    """
    why = _("The car was here again: {no}").format(no=order.no)
    for row in _waiting_of_car.objects(order.vehicle_id, order.customer_id, FollowUpState.PENDING.value):
        close(by, row, FollowUpState.CANCELLED, why)
    if Customer.get_by_id(order.customer_id).no_calls:
        return
    rules, caller = care_settings.rules(), callers.named().caller_id
    first = first_call(left_at.date(), first=rules.first_from, last=rules.first_to)
    windows = [first]
    if repaired:
        windows.append(second_call(first.due_on, first=rules.second_from, last=rules.second_to))
    for number, window in enumerate(windows, 1):
        FollowUp.create(
            **by.stamp(),
            order=order.id,
            vehicle=order.vehicle_id,
            customer=order.customer_id,
            purpose=Purpose.REPAIR.value,
            round=number,
            due_on=window.due_on,
            late_after=window.late_after,
            provisional=number > 1,
            state=FollowUpState.PENDING.value,
            call_time=call_time,
            caller=caller,
        )


@statement
def _waiting_of_car(vehicle_id: Any, customer_id: Any, state: Any) -> Any:
    own = (FollowUp.vehicle == vehicle_id) & (FollowUp.customer == customer_id)
    waiting = own & (FollowUp.state == state)
    return FollowUp.select().where(waiting & (FollowUp.purpose == Purpose.REPAIR.value)).order_by(FollowUp.id)


def consultation(by: By, customer_id: int, vehicle_id: int | None, talked_on: date, topic: str = "") -> int:
    """Somebody was here or asked something: called on day 3 like after a repair (S0 §1.2 三 4). Returns its id."""
    rules = care_settings.rules()
    window = first_call(talked_on, first=rules.first_from, last=rules.first_to)
    return _plan(by, Purpose.CONSULTATION, customer_id, window, vehicle=vehicle_id, topic=topic)


def recall(by: By, customer_id: int, at: datetime, topic: str = "", **about: Any) -> int:
    """The customer asked to be called at this moment. Returns its id."""
    window = CallWindow(at.date(), at.date())
    return _plan(by, Purpose.RECALL, customer_id, window, next_at=at, topic=topic, **about)


def _plan(by: By, purpose: Purpose, customer_id: int, window: CallWindow, **more: Any) -> int:
    row = create(
        by,
        FollowUp,
        customer=customer_id,
        purpose=purpose.value,
        round=1,
        due_on=window.due_on,
        late_after=window.late_after,
        state=FollowUpState.PENDING.value,
        call_time=Customer.get_by_id(customer_id).preferred_call_time,
        caller=callers.named().caller_id,
        **more,
    )
    return int(row.id)


def waiting_of(customer_id: int) -> list[Any]:
    """The pending calls of a customer, the first due first."""
    rows: list[Any] = _waiting_of_customer.objects(customer_id, FollowUpState.PENDING.value)
    return rows


@statement
def _waiting_of_customer(customer_id: Any, state: Any) -> Any:
    waiting = (FollowUp.customer == customer_id) & (FollowUp.state == state)
    return FollowUp.select().where(waiting).order_by(FollowUp.due_on, FollowUp.id)


def close(by: By, row: Any, state: FollowUpState, why: str) -> None:
    """A call that is not made, with the reason; the caller is the act."""
    over: dict[str, Any] = {"state": state.value, "done_at": by.at, "next_at": None}
    update(by, row, row.version, act="cancel", reason=why, closed_reason=why, **over)


@command(Area.CARE)
def lapse_due(by: By) -> int:
    """What nobody called long after its last day is given up, with the second call that waits for it; how many."""
    days = care_settings.rules().lapse_days
    last = by.today - timedelta(days=days)
    why = _("Nobody called: given up {days} days after its last day.").format(days=days)
    rows = _late_since.objects(FollowUpState.PENDING.value, last, datetime.combine(last, time.min))
    for row in rows:
        close(by, row, FollowUpState.CANCELLED, why)
        if row.round == 1 and row.order_id is not None:
            for second in _waiting_for.objects(row.order_id, FollowUpState.PENDING.value):
                close(by, second, FollowUpState.CANCELLED, why)
    return len(rows)


@statement
def _late_since(state: Any, last: Any, moment: Any) -> Any:
    """An agreed time keeps a call alive."""
    waits = (FollowUp.state == state) & ~FollowUp.provisional & (FollowUp.due_on < last)
    late = (FollowUp.late_after < last) & (FollowUp.next_at.is_null() | (FollowUp.next_at < moment))
    return FollowUp.select().where(waits & late).order_by(FollowUp.due_on).limit(LAPSE_AT_ONCE)


@statement
def _waiting_for(order_id: Any, state: Any) -> Any:
    return FollowUp.select().where(
        (FollowUp.order == order_id) & FollowUp.provisional & (FollowUp.state == state)
    )


# Opinions of public bodies (S0 §1.1 (2))


def plan_surveys(by: By) -> int:
    """Public customers are asked for their opinion every so many months; returns how many calls were planned.

    For the start of the program and each minute of it: the first of a day looks, the others read one row.
    """
    today = by.today.isoformat()
    return 0 if named_settings.stored(SURVEYS_ON) == today else _plan_surveys(by)


@command(Area.CARE)
def _plan_surveys(by: By) -> int:
    months, clock = care_settings.rules().survey_months, By(NOBODY, by.at)
    planned = 0
    for customer_id, since, asked_on in tuples(_public()):
        due_on = months_after(_day(asked_on) or since, months)
        if due_on <= by.today + _AHEAD:
            _plan(clock, Purpose.SURVEY, customer_id, survey_call(max(due_on, by.today)))
            planned += 1
    text = by.today.isoformat()
    if not Setting.update(value=text).where(Setting.name == SURVEYS_ON).execute():
        insert(Setting, {"name": SURVEYS_ON, "value": text})
    return planned


def _public() -> Any:
    """(customer, first contact, day of the last survey) of those who wait for none."""
    last = fn.MAX(FollowUp.due_on)
    open_ones = fn.SUM((FollowUp.state == FollowUpState.PENDING.value).cast("integer"))
    survey = (FollowUp.customer == Customer.id) & (FollowUp.purpose == Purpose.SURVEY.value)
    return (
        Customer.select(Customer.id, Customer.first_contact_on, last)
        .join(FollowUp, JOIN.LEFT_OUTER, on=survey)
        .where(
            (Customer.kind == CustomerKind.PUBLIC.value) & ~Customer.no_calls & Customer.merged_into.is_null()
        )
        .group_by(Customer.id, Customer.first_contact_on)
        .having(fn.COALESCE(open_ones, 0) == 0)
        .order_by(Customer.id)
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value if isinstance(value, date) else None
