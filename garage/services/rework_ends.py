"""How a rework case ends with its order: the car has left with what was done again, or the order came to nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from garage.domain.lines import PayType
from garage.domain.rework import LIVE, UNDECIDED, ReworkState
from garage.models.orders import WorkOrder
from garage.models.rework import ReworkCase
from garage.models.statements import statement
from garage.services.command import By, update
from garage.services.order_lines import Line


def car_left(by: By, order: WorkOrder, lines: Sequence[Line], when: datetime) -> None:
    """The car has left with the line done: its cases are over; what is still owed or away stays open.

    What was owed since an earlier visit and is done now is over as well.
    """
    again = {line.original_line_id for line in lines if line.pay_type is PayType.REWORK}
    for row in (*_live.objects(order.id), *_owed.objects(order.vehicle_id, order.id)):
        over = {
            ReworkState.OUR_FAULT: row.original_line_id in again,
            ReworkState.NOT_OURS: True,
            ReworkState.REFERRED: row.referral_back_at is not None,
        }.get(ReworkState(row.state), False)
        if over:
            update(by, row, row.version, act="close", state=ReworkState.CLOSED.value, closed_at=when)


def call_off(by: By, order_id: int, reason: str) -> None:
    """The order is cancelled: nothing of it is looked into any more.

    What was decided to be ours stays owed to the customer, and what another garage has stays open.
    """
    for row in _live.objects(order_id):
        state = ReworkState(row.state)
        away = state is ReworkState.REFERRED and row.referral_back_at is None
        if away or state is ReworkState.OUR_FAULT:
            continue
        act = "withdraw" if state in UNDECIDED else "close"
        over: dict[str, Any] = {"state": ReworkState.CLOSED.value, "closed_at": by.at}
        update(by, row, row.version, act=act, reason=reason, **over, note=reason)


@statement
def _live(order_id: Any) -> Any:
    live = ReworkCase.state.in_([state.value for state in LIVE])
    return ReworkCase.select().where((ReworkCase.order == order_id) & live).order_by(ReworkCase.id)


@statement
def _owed(vehicle_id: Any, order_id: Any) -> Any:
    ours = ReworkCase.state == ReworkState.OUR_FAULT.value
    others = (ReworkCase.vehicle == vehicle_id) & (ReworkCase.order != order_id)
    return ReworkCase.select().where(others & ours).order_by(ReworkCase.id)
