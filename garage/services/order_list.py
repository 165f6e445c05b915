"""The list of work orders: filters with counts and pages by keyset."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any

from garage.domain.orders import CLOSED, OrderState, Priority
from garage.domain.pages import Page
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.vehicles import Vehicle
from garage.services.command import By


class OrderFilter(StrEnum):
    """Chips above the list."""

    OPEN = "OPEN"
    RECEIVED = "RECEIVED"
    CONSENT = "CONSENT"
    IN_WORK = "IN_WORK"
    READY = "READY"
    LEFT_TODAY = "LEFT_TODAY"
    ALL = "ALL"


_S = OrderState
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
    OrderFilter.READY: (_S.READY, _S.SETTLED),
    OrderFilter.LEFT_TODAY: (_S.EXITED,),
}


@dataclass(frozen=True)
class OrderRow:
    """One order in the list."""

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


COLUMNS = (
    WorkOrder.id,
    WorkOrder.no,
    WorkOrder.state,
    WorkOrder.priority,
    Vehicle.plate,
    Vehicle.brand,
    Vehicle.model,
    Customer.name,
    WorkOrder.complaint,
    WorkOrder.received_at,
    WorkOrder.promised_at,
    WorkOrder.exited_at,
)


def page(by: By, which: OrderFilter, cursor: int | None, limit: int = 50) -> Page[OrderRow]:
    """Orders of a filter, newest first; `cursor` is the last id of the page before."""
    query = (
        WorkOrder.select(*COLUMNS)
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .switch(WorkOrder)
        .join(Customer, on=(Customer.id == WorkOrder.customer))
        .order_by(WorkOrder.id.desc())
        .limit(limit + 1)
    )
    if which is OrderFilter.LEFT_TODAY:
        query = query.where(WorkOrder.id.in_(_left_today(by)))
    elif which in STATES:
        query = query.where(WorkOrder.state.in_([state.value for state in STATES[which]]))
    if cursor is not None:
        query = query.where(WorkOrder.id < cursor)
    rows = [_row(*row) for row in tuples(query)]
    return Page(tuple(rows[:limit]), rows[limit - 1].id if len(rows) > limit else None)


def _row(
    ref: int,
    no: str,
    state: str,
    priority: str,
    plate: str,
    brand: str,
    model: str,
    customer: str,
    complaint: str,
    received_at: datetime,
    promised_at: datetime | None,
    exited_at: datetime | None,
) -> OrderRow:
    return OrderRow(
        ref,
        no,
        OrderState(state),
        Priority(priority),
        plate,
        f"{brand} {model}".strip(),
        customer,
        complaint,
        received_at,
        promised_at,
        exited_at,
    )


def counts(by: By) -> dict[OrderFilter, int]:
    """Number of orders behind each chip but ALL."""
    query = WorkOrder.select(WorkOrder.state).where(
        WorkOrder.state.in_([state.value for state in STATES[OrderFilter.OPEN]])
    )
    found: dict[str, int] = {}
    for (state,) in tuples(query):
        found[state] = found.get(state, 0) + 1
    result: dict[OrderFilter, int] = {
        which: sum(found.get(state.value, 0) for state in states)
        for which, states in STATES.items()
        if which is not OrderFilter.LEFT_TODAY
    }
    result[OrderFilter.LEFT_TODAY] = _left_today(by).count()
    return result


def _left_today(by: By) -> Any:
    """Orders that left today, found by the moment alone: of those that ever left there are many."""
    return WorkOrder.select(WorkOrder.id).where(WorkOrder.exited_at >= datetime.combine(by.today, time()))


def late(by: By) -> int:
    """Orders whose promised time has passed and that are not ready yet."""
    open_states = [
        state.value for state in STATES[OrderFilter.OPEN] if state not in STATES[OrderFilter.READY]
    ]
    query = WorkOrder.select().where(WorkOrder.state.in_(open_states) & (WorkOrder.promised_at < by.at))
    return int(query.count())
