"""How long orders waited on hold: what their clocks and lists read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from garage.domain.orders import HoldReason
from garage.models.orders import OrderHold
from garage.models.statements import statement

Span = tuple[HoldReason, datetime, datetime | None]
"""Why an order waited, from when, and until when; None while it still waits."""


def spans(order_id: int) -> list[Span]:
    """Every hold of an order, the earliest first."""
    return [(HoldReason(reason), since, until) for reason, since, until in _spans.rows(order_id)]


@statement
def _spans(order_id: Any) -> Any:
    spans = OrderHold.select(OrderHold.reason, OrderHold.started_at, OrderHold.ended_at)
    return spans.where(OrderHold.order == order_id).order_by(OrderHold.id)


def spans_of(order_ids: Iterable[int]) -> dict[int, list[Span]]:
    """Every hold of the orders of a list, in one query."""
    found: dict[int, list[Span]] = {}
    wanted = list(order_ids)
    for order_id, reason, since, until in _spans_of.rows(wanted) if wanted else ():
        found.setdefault(order_id, []).append((HoldReason(reason), since, until))
    return found


@statement
def _spans_of(order_ids: Any) -> Any:
    spans = OrderHold.select(OrderHold.order, OrderHold.reason, OrderHold.started_at, OrderHold.ended_at)
    return spans.where(OrderHold.order.in_(order_ids)).order_by(OrderHold.id)
