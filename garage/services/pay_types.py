"""What some pay types ask for: rework names what it repeats, the first service is free once (C5, D4)."""

from typing import Any

from garage.domain.lines import COUNTING, PayType
from garage.domain.orders import OrderState
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.statements import statement


def line_repeated(field: str, order: WorkOrder, line_id: int) -> int:
    """The line with which the same vehicle left before and that rework repeats (invariant 13).

    A rework of a rework names the line that began it, so that the attempts are counted on (D4). FieldError on
    `field` when the line is none of this vehicle's, or the vehicle has not left with it.
    """
    earlier = (
        OrderLine.select(OrderLine.id, OrderLine.original_line)
        .join(WorkOrder)
        .where(
            (OrderLine.id == line_id)
            & OrderLine.status.in_([status.value for status in COUNTING])
            & (WorkOrder.vehicle == order.vehicle_id)
            & (WorkOrder.state == OrderState.EXITED.value)
        )
    )
    found = tuples(earlier)
    if not found:
        raise FieldError(field, _("The earlier line must be one with which this car has left."))
    [(found_id, original_id)] = found
    return int(original_id or found_id)


def refuse_second_free_service(field: str, order: WorkOrder) -> None:
    """The first service of a vehicle is free once (首保): FieldError on `field` names the order that had it."""
    earlier = _free_service.value(order.vehicle_id, order.id)
    if earlier is not None:
        text = _("This car had its first free service on {no}.").format(no=earlier)
        raise FieldError(field, text)


@statement
def _free_service(vehicle_id: Any, order_id: Any) -> Any:
    free = (OrderLine.pay_type == PayType.FREE_SERVICE.value) & OrderLine.status.in_(
        [status.value for status in COUNTING]
    )
    not_cancelled = WorkOrder.state != OrderState.CANCELLED.value
    earlier = (WorkOrder.vehicle == vehicle_id) & (WorkOrder.id != order_id) & not_cancelled
    return WorkOrder.select(WorkOrder.no).join(OrderLine).where(free & earlier).order_by(WorkOrder.id)
