"""The list of work orders: filters with counts and pages by keyset."""

from datetime import date, datetime, time
from enum import StrEnum
from itertools import repeat
from typing import Any, NamedTuple

from peewee import fn

from garage.domain.fault_clock import UNSOLVED
from garage.domain.orders import (
    CLOSED,
    SUPPLEMENTED,
    UNSETTLED,
    WAITING_SUPPLEMENT,
    HoldReason,
    OrderState,
    Priority,
)
from garage.domain.pages import Page
from garage.domain.rework import UNDECIDED
from garage.models.customers import Customer
from garage.models.orders import Supplement, WorkOrder
from garage.models.rework import ReworkCase
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services.command import By
from garage.services.waits import Span, spans_of


class OrderFilter(StrEnum):
    """Chips above the list."""

    OPEN = "OPEN"
    RECEIVED = "RECEIVED"
    CONSENT = "CONSENT"
    IN_WORK = "IN_WORK"
    ON_HOLD = "ON_HOLD"
    READY = "READY"
    LEFT_TODAY = "LEFT_TODAY"
    ALL = "ALL"


_S = OrderState
_UNDECIDED = [state.value for state in UNDECIDED]
STATES: dict[OrderFilter, tuple[OrderState, ...]] = {
    OrderFilter.OPEN: tuple(state for state in OrderState if state not in CLOSED),
    OrderFilter.RECEIVED: (_S.RECEIVED,),
    OrderFilter.CONSENT: (_S.ESTIMATED,),
    OrderFilter.IN_WORK: (
        _S.AUTHORISED,
        _S.DISPATCHED,
        _S.IN_WORK,
        _S.SELF_CHECKED,
        _S.TEAM_CHECKED,
        _S.FINAL_PASSED,
        _S.WASHING,
    ),
    OrderFilter.ON_HOLD: (_S.ON_HOLD,),
    OrderFilter.READY: (_S.READY, _S.SETTLED),
    OrderFilter.LEFT_TODAY: (_S.EXITED,),
}


class OrderRow(NamedTuple):
    """One order in the list; `held_for` and `held_since` while it is on hold, `waits` for its clock.

    `parts_here` once all parts that it waits for are on the shelf; `evidence_due` while the clock of a rework case runs.
    """

    id: int
    no: str
    state: OrderState
    priority: Priority
    plate: str
    model: str
    customer: str
    complaint: str
    received_at: datetime
    promised_at: datetime | None
    exited_at: datetime | None
    fault_class: str
    estimated_at: datetime | None
    authorised_at: datetime | None
    held_for: HoldReason | None = None
    held_since: datetime | None = None
    waits: tuple[Span, ...] = ()
    parts_here: bool = False
    evidence_due: date | None = None


def page(by: By, which: OrderFilter, cursor: int | None, limit: int = 50) -> Page[OrderRow]:
    """Orders of a filter, newest first; `cursor` is the last id of the page before."""
    since = _midnight(by)
    ids, nos, states, priorities, *rest = _orders.columns(
        limit + 1, since, cursor or 0, which=which, further=cursor is not None
    )
    columns = (
        ids,
        nos,
        map(_STATE.get, states),
        map(_PRIORITY.get, priorities),
        *rest,
        *map(repeat, _NO_HOLD),
    )
    rows = map(OrderRow._make, zip(*columns))  # noqa: B905 - what is repeated has no end
    held = spans_of(ref for ref, state in zip(ids, states, strict=True) if state in _UNSOLVED)
    shown = (
        tuple(_held(row, held[row.id]) if row.id in held else row for row in rows) if held else tuple(rows)
    )
    if any(row.held_for is HoldReason.PARTS for row in shown):
        from garage.services import supply  # noqa: PLC0415 - it brings the rules of buying along

        here = {job.id for job in supply.waiting_jobs()}
        shown = tuple(row._replace(parts_here=True) if row.id in here else row for row in shown)
    due = _evidence_due([row.id for row in shown if row.state in UNSETTLED])
    if due:
        shown = tuple(row._replace(evidence_due=due.get(row.id)) for row in shown)
    return Page(shown[:limit], shown[limit - 1].id if len(shown) > limit else None)


def _evidence_due(order_ids: list[int]) -> dict[int, date]:
    """Until when rework cases of these orders need evidence; most lists have none, and then nothing more is loaded."""
    waiting = [ref for (ref,) in _undecided.rows(order_ids)] if order_ids else []
    if not waiting:
        return {}
    from garage.services import rework_rows  # noqa: PLC0415 - it brings the rules of warranties along

    return rework_rows.running(waiting)


@statement
def _undecided(order_ids: Any) -> Any:
    undecided = ReworkCase.state.in_(_UNDECIDED)
    return ReworkCase.select(ReworkCase.order).distinct().where(ReworkCase.order.in_(order_ids) & undecided)


def _held(row: OrderRow, spans: list[Span]) -> OrderRow:
    reason, since, until = spans[-1]
    row = row._replace(waits=tuple(spans))
    return row._replace(held_for=reason, held_since=since) if until is None else row


_STATE = {state.value: state for state in OrderState}
_NO_HOLD = (None, None, (), False, None)
_UNSOLVED = {state.value for state in UNSOLVED}
_PRIORITY = {priority.value: priority for priority in Priority}


@statement
def _orders(limit: Any, since: Any, cursor: Any, *, which: OrderFilter, further: bool) -> Any:
    query = (
        WorkOrder.select(
            WorkOrder.id,
            WorkOrder.no,
            WorkOrder.state,
            WorkOrder.priority,
            Vehicle.plate,
            fn.TRIM(Vehicle.brand.concat(" ").concat(Vehicle.model)),
            Customer.name,
            WorkOrder.complaint,
            WorkOrder.received_at,
            WorkOrder.promised_at,
            WorkOrder.exited_at,
            WorkOrder.fault_class,
            WorkOrder.estimated_at,
            WorkOrder.authorised_at,
        )
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .switch(WorkOrder)
        .join(Customer, on=(Customer.id == WorkOrder.customer))
        .order_by(WorkOrder.id.desc())
        .limit(limit)
    )
    if which is OrderFilter.LEFT_TODAY:
        # By the moment alone: of those that ever left there are many.
        query = query.where(WorkOrder.id.in_(_left_since(since)))
    elif which is OrderFilter.CONSENT:
        query = query.where(WorkOrder.id.in_(_unanswered()))
    elif which in STATES:
        query = query.where(WorkOrder.state.in_([state.value for state in STATES[which]]))
    return query.where(WorkOrder.id < cursor) if further else query


def counts(by: By) -> dict[OrderFilter, int]:
    """Number of orders behind each chip but ALL."""
    found: dict[str, int] = {}
    for (state,) in _states.rows():
        found[state] = found.get(state, 0) + 1
    result: dict[OrderFilter, int] = {
        which: sum(found.get(state.value, 0) for state in states)
        for which, states in STATES.items()
        if which is not OrderFilter.LEFT_TODAY
    }
    result[OrderFilter.CONSENT] = len(_consents.rows())
    result[OrderFilter.LEFT_TODAY] = len(_left.rows(_midnight(by)))
    return result


def _unanswered() -> Any:
    """Orders whose customer has still to answer, to the estimate or to a supplement."""
    waiting = Supplement.state.in_([state.value for state in WAITING_SUPPLEMENT])
    unfinished = WorkOrder.state.in_([state.value for state in SUPPLEMENTED])
    asked = Supplement.select(Supplement.order).join(WorkOrder).where(waiting & unfinished)
    estimated = WorkOrder.state == OrderState.ESTIMATED.value
    return WorkOrder.select(WorkOrder.id).where(estimated) | asked


@statement
def _consents() -> Any:
    return WorkOrder.select(WorkOrder.id).where(WorkOrder.id.in_(_unanswered()))


@statement
def _states() -> Any:
    unfinished = [state.value for state in STATES[OrderFilter.OPEN]]
    return WorkOrder.select(WorkOrder.state).where(WorkOrder.state.in_(unfinished))


@statement
def _left(since: Any) -> Any:
    return _left_since(since)


def _left_since(moment: Any) -> Any:
    return WorkOrder.select(WorkOrder.id).where(WorkOrder.exited_at >= moment)


def _midnight(by: By) -> datetime:
    return datetime.combine(by.today, time())


def late(by: By) -> int:
    """Orders whose promised time has passed and that are not ready yet."""
    return len(_late.rows(by.at))


@statement
def _late(now: Any) -> Any:
    unready = [state.value for state in STATES[OrderFilter.OPEN] if state not in STATES[OrderFilter.READY]]
    return WorkOrder.select(WorkOrder.id).where(WorkOrder.state.in_(unready) & (WorkOrder.promised_at < now))
