"""What a customer paid the last time for the same operation or the same part (A9)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.lines import CHARGED, COUNTING
from garage.domain.money import round_half_up
from garage.domain.settlements import SettlementState
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.settlements import Settlement


@dataclass(frozen=True)
class LastPrice:
    """Fen after the line's discount: of the whole operation, or of one unit of a part; and the bill's day."""

    on: date
    price_fen: int


def of_operation(customer_id: int, operation_id: int, vehicle_id: int | None = None) -> LastPrice | None:
    """Last price of a labour operation, None when this customer never paid for it; of one car with `vehicle_id`."""
    return _last(customer_id, OrderLine.operation, operation_id, vehicle_id)


def of_part(customer_id: int, part_id: int, vehicle_id: int | None = None) -> LastPrice | None:
    """Last price of one unit of a part, None when this customer never paid for it; of one car with `vehicle_id`."""
    return _last(customer_id, OrderLine.part, part_id, vehicle_id)


def _last(customer_id: int, column: Any, ref: int, vehicle_id: int | None) -> LastPrice | None:
    """From the customer's orders, the newest first, by the indexes on customer and order.

    The sum keeps the database from going through every line that ever sold a common part.
    """
    query = (
        OrderLine.select(
            Settlement.settled_at,
            OrderLine.gross_fen - OrderLine.discount_fen,
            OrderLine.qty_milli,
            OrderLine.part,
        )
        .join(WorkOrder)
        .join(Settlement, on=(Settlement.order == WorkOrder.id))
        .where(
            column + 0 == ref,
            WorkOrder.customer == customer_id,
            True if vehicle_id is None else WorkOrder.vehicle == vehicle_id,
            Settlement.state != SettlementState.VOIDED.value,
            OrderLine.status.in_([status.value for status in COUNTING]),
            OrderLine.pay_type.in_([pay.value for pay in CHARGED]),
            OrderLine.gross_fen > 0,
        )
        .order_by(WorkOrder.id.desc(), OrderLine.position)
        .limit(1)
    )
    for settled_at, paid_fen, qty_milli, part_id in tuples(query):
        return LastPrice(
            settled_at.date(), round_half_up(paid_fen * 1000, qty_milli) if part_id else paid_fen
        )
    return None
