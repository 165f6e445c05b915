"""Acts between final inspection and handover: washed or not, nothing of ours left in it, where the car stands (B8)."""

from collections.abc import Mapping

from garage.domain.inspections import InspectionResult, InspectionStage
from garage.domain.order_steps import OrderAct
from garage.domain.orders import CLOSED, OrderState
from garage.domain.text import one_line, said_why
from garage.models.orders import WorkOrder
from garage.services import inspections
from garage.services.command import Area, By, command, update
from garage.services.order_facts import advance
from garage.services.order_moves import elsewhere, refuse_changed

SPOT = 40
"""Characters that name a parking spot."""


def stage_of(state: OrderState) -> InspectionStage:
    """The check list that a car in this state has before it is ready."""
    return InspectionStage.WASH if state is OrderState.WASHING else InspectionStage.READY


@command(Area.ORDERS)
def make_ready(
    by: By,
    order_id: int,
    answers: Mapping[str, bool],
    *,
    parking_spot: str = "",
    remark: str = "",
    notes: Mapping[str, str] | None = None,
    version: int | None = None,
) -> InspectionResult:
    """Ready for handover, after the wash or without one; what fails is put right where the car stands.

    FieldError on "items", "remark" or "parking_spot"; RuleError when the order is elsewhere or lacks something;
    StaleError when it was changed since `version`.
    """
    order = WorkOrder.get_by_id(order_id)
    stage = stage_of(OrderState(order.state))
    if OrderState(order.state) in inspections.STATE_OF_STAGE[stage]:
        refuse_changed(order, version)
    result = inspections.inspect(by, order_id, stage, answers, remark=remark, notes=notes)
    if parking_spot or order.parking_spot:
        park(by, order_id, parking_spot)
    return result


@command(Area.ORDERS)
def skip_wash(by: By, order_id: int, reason: str) -> None:
    """The wash that was promised is not done after all, before or in the middle of it.

    FieldError("reason") without one; RuleError where no wash is due.
    """
    why = said_why(reason)
    advance(by, WorkOrder.get_by_id(order_id), OrderAct.NO_WASH, reason=why, wash=False)


@command(Area.ORDERS)
def park(by: By, order_id: int, spot: str, *, version: int | None = None) -> None:
    """Note where the car stands; an empty spot takes the note away.

    RuleError once the car has gone; StaleError when the order was changed since `version`.
    """
    order = WorkOrder.get_by_id(order_id)
    if OrderState(order.state) in CLOSED:
        raise elsewhere(by, order)
    refuse_changed(order, version)
    update(by, order, order.version, act="park", parking_spot=one_line("parking_spot", spot, SPOT))
