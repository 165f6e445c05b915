"""Reads of follow-up calls: the lists of a day, those of a customer, a car or a visit (G1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from peewee import JOIN, Case, Tuple, fn

from garage.domain.call_times import first_minute
from garage.domain.followups import (
    Call,
    FollowUpState,
    Purpose,
    When,
    now_is_convenient,
    refusals,
    shown_state,
    when,
)
from garage.domain.lines import COUNTING
from garage.domain.orders import CLOSED
from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.models.customers import Customer
from garage.models.followups import FollowUp
from garage.models.listing import Cursor, keyset, tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.statements import statement
from garage.models.vehicles import Vehicle


class CallFilter(StrEnum):
    """Chips above the list."""

    LATE = "LATE"
    TODAY = "TODAY"
    COMING = "COMING"
    DONE = "DONE"


@dataclass(frozen=True)
class CallRow:
    """A call with its customer, car and order; `here` is the order with which the car is in the shop again.

    `call_time` is as it was written for this visit, else with the customer. `work` names what was done.
    """

    id: int
    version: int
    state: FollowUpState
    purpose: Purpose
    round: int
    due_on: date
    late_after: date
    provisional: bool
    call_time: str
    caller_id: int | None
    attempts: int
    next_at: datetime | None
    done_at: datetime | None
    topic: str
    closed_reason: str
    customer_id: int
    customer: str
    no_calls: bool
    vehicle_id: int | None
    plate: str
    model: str
    order_id: int | None
    order_no: str
    left_at: datetime | None
    brought_by: str
    brought_by_phone: str
    work: tuple[str, ...] = ()
    here_id: int | None = None
    here_no: str = ""

    @property
    def call(self) -> Call:
        """What the rules look at."""
        return Call(self.state, self.due_on, self.late_after, self.provisional, self.next_at, self.call_time)

    @property
    def may_be_called(self) -> bool:
        """Whether an attempt may be made."""
        return not refusals(self.state, self.purpose, provisional=self.provisional, no_calls=self.no_calls)

    def when(self, today: date) -> When:
        """Where it stands in the list of a day."""
        return when(self.call, today)

    def shown_state(self, today: date) -> FollowUpState:
        """Its state with what the day makes of it."""
        return shown_state(self.call, today)

    def is_convenient(self, now: datetime) -> bool:
        """Whether the customer likes to be called now."""
        return now_is_convenient(self.call, now)


# Lists


def page(which: CallFilter, now: datetime, cursor: Cursor | None = None, limit: int = 50) -> Page[CallRow]:
    """Calls of a chip.

    Due: who may be called now first, then by hour. Late: the longest waiting first. Coming: by day. Done: the newest.
    """
    if which is CallFilter.TODAY:
        return _of_today(now, cursor, limit)
    if which is CallFilter.DONE:
        query = _select(FollowUp.id).where(FollowUp.state != FollowUpState.PENDING.value)
        return keyset(query, (FollowUp.id,), cursor, limit, lambda rows: made([row[1:] for row in rows]))
    today, tomorrow = now.date(), _tomorrow(now.date())
    if cursor is None:
        rows = (_first_late if which is CallFilter.LATE else _first_coming).rows(
            today, tomorrow, most=limit + 1
        )
    else:
        condition = (_late if which is CallFilter.LATE else _coming)(today, tomorrow)
        further = _select(*_ORDER).where(_pending() & condition & (Tuple(*_ORDER) > Tuple(*cursor)))
        rows = tuples(further.order_by(*_ORDER).limit(limit + 1))
    shown = rows[:limit]
    return Page(tuple(made([row[2:] for row in shown])), shown[-1][:2] if len(rows) > limit else None)


_ORDER = (FollowUp.due_on, FollowUp.id)


@statement
def _first_late(today: Any, tomorrow: Any, *, most: int) -> Any:
    return _select(*_ORDER).where(_pending() & _late(today, tomorrow)).order_by(*_ORDER).limit(most)


@statement
def _first_coming(today: Any, tomorrow: Any, *, most: int) -> Any:
    return _select(*_ORDER).where(_pending() & _coming(today, tomorrow)).order_by(*_ORDER).limit(most)


def _of_today(now: datetime, cursor: Cursor | None, limit: int) -> Page[CallRow]:
    """Its window is some days wide: all of it is put in order, and one page of it looked up."""
    due = [
        (ref, Call(FollowUpState.PENDING, due_on, late_after, False, next_at, own or usual))
        for ref, due_on, late_after, next_at, own, usual in _due_keys.rows(now.date(), _tomorrow(now.date()))
    ]

    def place(item: tuple[int, Call]) -> tuple[Any, ...]:
        ref, call = item
        agreed = call.next_at.hour * 60 + call.next_at.minute if call.next_at else None
        minute = agreed if agreed is not None else first_minute(call.call_time)
        return not now_is_convenient(call, now), agreed is None, minute, call.due_on, ref

    due.sort(key=place)
    start = cursor[0] if cursor else 0
    ids = [ref for ref, _call in due[start : start + limit]]
    found = {row.id: row for row in of_ids(ids)}
    more = start + limit < len(due)
    return Page(tuple(found[ref] for ref in ids), (start + limit,) if more else None)


@statement
def _due_keys(today: Any, tomorrow: Any) -> Any:
    columns = (FollowUp.id, FollowUp.due_on, FollowUp.late_after, FollowUp.next_at, FollowUp.call_time)
    joined = FollowUp.select(*columns, Customer.preferred_call_time).join(
        Customer, on=(Customer.id == FollowUp.customer)
    )
    return joined.where(_pending() & _due(today, tomorrow))


def _pending() -> Any:
    return FollowUp.state == FollowUpState.PENDING.value


def _tomorrow(today: date) -> datetime:
    return datetime.combine(today + timedelta(days=1), datetime.min.time())


def _now(tomorrow: Any) -> Any:
    """Neither put off to another day nor waiting for the first call."""
    return ~FollowUp.provisional & (FollowUp.next_at.is_null() | (FollowUp.next_at < tomorrow))


def _late(today: Any, tomorrow: Any) -> Any:
    return (FollowUp.due_on <= today) & (FollowUp.late_after < today) & _now(tomorrow)


def _due(today: Any, tomorrow: Any) -> Any:
    return (FollowUp.due_on <= today) & (FollowUp.late_after >= today) & _now(tomorrow)


def _coming(today: Any, tomorrow: Any) -> Any:
    """A second call whose day has come without the first is left out: it will count from that."""
    return (FollowUp.due_on > today) | (~FollowUp.provisional & (FollowUp.next_at >= tomorrow))


def counts(today: date) -> dict[CallFilter, int]:
    """Number of pending calls behind each chip."""
    [row] = _counts.rows(today, _tomorrow(today))
    return dict(zip((CallFilter.LATE, CallFilter.TODAY, CallFilter.COMING), map(int, row), strict=True))


@statement
def _counts(today: Any, tomorrow: Any) -> Any:
    def many(condition: Any) -> Any:
        return fn.COALESCE(fn.SUM(Case(None, [(condition, 1)], 0)), 0)

    columns = [many(condition(today, tomorrow)) for condition in (_late, _due, _coming)]
    return FollowUp.select(*columns).where(_pending())


def of_ids(ids: Sequence[int]) -> list[CallRow]:
    """These calls, in no order."""
    return made(_of_ids.rows(list(ids))) if ids else []


@statement
def _of_ids(ids: Any) -> Any:
    return _select().where(FollowUp.id.in_(ids))


def of_order(order_id: int) -> list[CallRow]:
    """The calls about a visit, the first round first."""
    return made(tuples(_select().where(FollowUp.order == order_id).order_by(FollowUp.round, FollowUp.id)))


def of_vehicle(vehicle_id: int) -> list[CallRow]:
    """The calls that wait about a car, for whoever meets its driver."""
    waiting = _pending() & (FollowUp.vehicle == vehicle_id)
    return made(tuples(_select().where(waiting).order_by(FollowUp.due_on, FollowUp.id)))


def of_customer(customer_id: int) -> list[CallRow]:
    """The calls that wait for a customer, the first due first."""
    waiting = _pending() & (FollowUp.customer == customer_id)
    return made(tuples(_select().where(waiting).order_by(FollowUp.due_on, FollowUp.id)))


def _select(*first: Any) -> Any:
    """The columns of a `CallRow` before `work`, after those by which a page is read."""
    own = fn.NULLIF(FollowUp.call_time, "")
    return (
        FollowUp.select(
            *first,
            FollowUp.id,
            FollowUp.version,
            FollowUp.state,
            FollowUp.purpose,
            FollowUp.round,
            FollowUp.due_on,
            FollowUp.late_after,
            FollowUp.provisional,
            fn.COALESCE(own, Customer.preferred_call_time),
            FollowUp.caller,
            FollowUp.attempts,
            FollowUp.next_at,
            FollowUp.done_at,
            FollowUp.topic,
            FollowUp.closed_reason,
            Customer.id,
            Customer.name,
            Customer.no_calls,
            FollowUp.vehicle,
            fn.COALESCE(Vehicle.plate, ""),
            fn.TRIM(fn.COALESCE(Vehicle.brand, "").concat(" ").concat(fn.COALESCE(Vehicle.model, ""))),
            FollowUp.order,
            fn.COALESCE(WorkOrder.no, ""),
            WorkOrder.exited_at,
            fn.COALESCE(WorkOrder.brought_by, ""),
            fn.COALESCE(WorkOrder.brought_by_phone, ""),
        )
        .join(Customer, on=(Customer.id == FollowUp.customer))
        .join(Vehicle, JOIN.LEFT_OUTER, on=(Vehicle.id == FollowUp.vehicle))
        .join(WorkOrder, JOIN.LEFT_OUTER, on=(WorkOrder.id == FollowUp.order))
    )


def made(rows: Sequence[tuple[Any, ...]]) -> list[CallRow]:
    """Rows of `_select` as what they say, with the work done and the open order of the car: two queries in all."""
    found = [_row(list(row)) for row in rows]
    work = _work([row.order_id for row in found if row.order_id])
    here = _here([row.vehicle_id for row in found if row.vehicle_id and row.state is FollowUpState.PENDING])
    return [
        replace(
            row,
            work=tuple(work.get(row.order_id or 0, ())),
            here_id=here.get(row.vehicle_id or 0, (None, ""))[0],
            here_no=here.get(row.vehicle_id or 0, (None, ""))[1],
        )
        for row in found
    ]


_CONVERT: dict[int, Callable[[Any], Any]] = {
    2: FollowUpState,
    3: Purpose,
    7: bool,
    17: bool,
    19: display_plate,
}


def _row(values: list[Any]) -> CallRow:
    for place, made_of in _CONVERT.items():
        values[place] = made_of(values[place])
    return CallRow(*values)


def _work(order_ids: list[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    for order_id, name in _lines.rows(order_ids) if order_ids else ():
        names.setdefault(order_id, []).append(name)
    return names


@statement
def _lines(order_ids: Any) -> Any:
    standing = OrderLine.status.in_([status.value for status in COUNTING])
    rows = OrderLine.select(OrderLine.order, OrderLine.name).where(OrderLine.order.in_(order_ids) & standing)
    return rows.order_by(OrderLine.order, OrderLine.position)


def _here(vehicle_ids: list[int]) -> dict[int, tuple[int, str]]:
    """{car: (id, number) of its open order}."""
    rows = _open_orders.rows(vehicle_ids) if vehicle_ids else ()
    return {vehicle_id: (ref, no) for vehicle_id, ref, no in rows}


@statement
def _open_orders(vehicle_ids: Any) -> Any:
    still = ~WorkOrder.state.in_([state.value for state in CLOSED])
    rows = WorkOrder.select(WorkOrder.vehicle, WorkOrder.id, WorkOrder.no)
    return rows.where(WorkOrder.vehicle.in_(vehicle_ids) & still).order_by(WorkOrder.id)


def one(follow_up_id: int) -> CallRow:
    """One call; raises KeyError when there is none."""
    found = of_ids([follow_up_id])
    if not found:
        raise KeyError(follow_up_id)
    return found[0]
