"""Acts that put a job on hold and take it up again, and the time it has waited (B2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from garage.domain.order_steps import OrderAct
from garage.domain.orders import HoldReason
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.orders import OrderHold, WorkOrder
from garage.models.statements import statement
from garage.services import staff, workshop
from garage.services.command import Area, By, command, create
from garage.services.order_facts import advance


@dataclass(frozen=True)
class HoldRow:
    """One hold of an order; `ended_at` None while it lasts."""

    id: int
    reason: HoldReason
    note: str
    since: datetime
    ended_at: datetime | None
    by: str


def of_order(order_id: int) -> list[HoldRow]:
    """The holds of an order with their notes, the earliest first."""
    rows = list(OrderHold.select().where(OrderHold.order == order_id).order_by(OrderHold.id))
    who = staff.names({row.created_by for row in rows})
    return [
        HoldRow(
            row.id,
            HoldReason(row.reason),
            row.note,
            row.started_at,
            row.ended_at,
            who.get(row.created_by, ""),
        )
        for row in rows
    ]


def open_holds(order_ids: Iterable[int]) -> dict[int, tuple[HoldReason, datetime]]:
    """{order id: (why it waits, since when)} of those orders that wait now, in one query."""
    wanted = list(order_ids)
    rows = _open_holds.rows(wanted) if wanted else []
    return {order_id: (HoldReason(reason), since) for order_id, reason, since in rows}


@statement
def _open_holds(order_ids: Any) -> Any:
    held = OrderHold.select(OrderHold.order, OrderHold.reason, OrderHold.started_at)
    return held.where(OrderHold.order.in_(order_ids) & OrderHold.ended_at.is_null())


@command(Area.ORDERS)
def hold(by: By, order_id: int, reason: HoldReason, note: str = "") -> None:
    """The job cannot go on: its clocks stop, its car keeps its place.

    FieldError("note") when the customer is waited for and nobody says what for; RuleError when the job is not
    in the shop.
    """
    words = one_line("note", note, 200)
    if reason is HoldReason.CUSTOMER and not words:
        raise FieldError("note", _("Say what the customer is to do or to say."))
    order = WorkOrder.get_by_id(order_id)
    advance(by, order, OrderAct.HOLD, reason=words)
    workshop.stop_clocks(by, order_id)
    create(by, OrderHold, order=order_id, reason=reason.value, note=words, started_at=by.at)


@command(Area.ORDERS)
def resume(by: By, order_id: int) -> None:
    """What the job waited for has come: back to where it was; each mechanic starts their line again."""
    advance(by, WorkOrder.get_by_id(order_id), OrderAct.RESUME)
