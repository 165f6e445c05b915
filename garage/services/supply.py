"""Where the parts of a job come from: the shelf, goods on the way and their day, or nowhere yet (A6)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from garage.domain.lines import COUNTING, LineKind
from garage.domain.orders import CLOSED, HoldReason, OrderState
from garage.domain.plates import display_plate
from garage.domain.purchasing import COMING, Cover, Delivery, Need, PurchaseState, cover
from garage.domain.stock import RESERVING
from garage.models.orders import OrderHold, OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.purchasing import PurchaseOrder, PurchaseOrderLine
from garage.models.statements import statement
from garage.models.stock import GoodsIssue
from garage.models.vehicles import Vehicle


@dataclass(frozen=True)
class OnOrder:
    """What suppliers still owe of one part, and the day of the next delivery when one is known."""

    qty_milli: int
    expected_on: date | None


@dataclass(frozen=True)
class JobNeed:
    """One line of an order with what it has still to draw, and where that comes from."""

    line_id: int
    order_id: int
    order_no: str
    plate: str
    part_id: int
    cover: Cover


@dataclass(frozen=True)
class WaitingJob:
    """An order on hold for parts that are all on the shelf now."""

    id: int
    no: str
    plate: str


def on_order(part_ids: Collection[int]) -> dict[int, OnOrder]:
    """{part id: what is on order} of those parts that are on order at all, in one query."""
    wanted = sorted(set(part_ids))
    found: dict[int, OnOrder] = {}
    for part_id, _line_id, open_milli, day in _deliveries.rows(wanted, states=COMING) if wanted else ():
        before = found.get(part_id, OnOrder(0, None))
        days = [one for one in (before.expected_on, day) if one is not None]
        found[part_id] = OnOrder(before.qty_milli + open_milli, min(days, default=None))
    return found


def open_milli(states: Iterable[PurchaseState] = COMING) -> Any:
    """What is open of each part on purchase orders in `states`, as a subquery with part and qty_milli."""
    return (
        PurchaseOrderLine.select(PurchaseOrderLine.part.alias("part"), fn.SUM(_open_qty()).alias("qty_milli"))
        .where(PurchaseOrderLine.purchase_order.in_(_orders_at(states)) & (_open_qty() > 0))
        .group_by(PurchaseOrderLine.part)
        .alias("coming")
    )


def of_order(order_id: int) -> dict[int, Cover]:
    """{line id: where its parts come from} of an order's stock lines that have still to draw.

    What the customer has not agreed to yet stands behind all that is agreed.
    """
    parts = [part_id for (part_id,) in _parts_of.rows(order_id)]
    return {need.line_id: need.cover for need in needs(parts, also=order_id) if need.order_id == order_id}


def kept_for(order_id: int, part_ids: Collection[int]) -> dict[int, int]:
    """{part id: what is spoken for by this order itself} of those parts of which it has still to draw some."""
    kept: dict[int, int] = defaultdict(int)
    for need in needs(part_ids):
        if need.order_id == order_id:
            kept[need.part_id] += need.cover.qty_milli
    return dict(kept)


def needs(
    part_ids: Collection[int], *, also: int = 0, states: frozenset[PurchaseState] = COMING
) -> list[JobNeed]:
    """Every line that has still to draw one of these parts, the oldest order first, with where it comes from.

    Goods on purchase orders in `states` count as on the way; `also` is an order that is not agreed to yet.
    """
    wanted = sorted(set(part_ids))
    if not wanted:
        return []
    deliveries: dict[int, list[Delivery]] = defaultdict(list)
    for part_id, line_id, qty_milli, day in _deliveries.rows(wanted, states=states):
        deliveries[part_id].append(Delivery(qty_milli, day, line_id))
    lines: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in _needs.rows(wanted, also):
        lines[row[1]].append(row)
    on_hand: dict[int, int] = dict(_on_hand.rows(wanted))
    found = []
    for part_id, rows in lines.items():
        rows.sort(key=lambda row: OrderState(row[6]) not in RESERVING)
        asked = [Need(row[0], row[2]) for row in rows]
        covers = cover(asked, on_hand[part_id], deliveries[part_id])
        found += [
            JobNeed(line_id, order_id, no, display_plate(plate), part_id, covers[line_id])
            for line_id, _part, _qty, order_id, no, plate, _state in rows
        ]
    return found


def waiting_jobs() -> list[WaitingJob]:
    """Orders on hold for parts of which every part is on the shelf by now, the oldest first."""
    held = {order_id: WaitingJob(order_id, no, display_plate(plate)) for order_id, no, plate in _held.rows()}
    if not held:
        return []
    waiting = sorted(held)
    wanted = needs([part_id for (part_id,) in _parts_of_all.rows(waiting)])
    lacking = {need.order_id for need in wanted if need.cover.short_milli}
    lacking |= {order_id for (order_id,) in _unnamed.rows(waiting)}
    served = {need.order_id for need in wanted} | {order_id for (order_id,) in _drawn_since.rows(waiting)}
    return [held[ref] for ref in waiting if ref in served - lacking]


# Statements


def _open_qty() -> Any:
    return PurchaseOrderLine.qty_milli - PurchaseOrderLine.received_milli - PurchaseOrderLine.dropped_milli


def _orders_at(states: Iterable[PurchaseState]) -> Any:
    return PurchaseOrder.select(PurchaseOrder.id).where(
        PurchaseOrder.state.in_(sorted(state.value for state in states))
    )


@statement
def _deliveries(part_ids: Any, *, states: frozenset[PurchaseState]) -> Any:
    return (
        PurchaseOrderLine.select(
            PurchaseOrderLine.part, PurchaseOrderLine.order_line, _open_qty(), PurchaseOrder.expected_on
        )
        .join(PurchaseOrder, on=(PurchaseOrder.id == PurchaseOrderLine.purchase_order))
        .where(PurchaseOrderLine.purchase_order.in_(_orders_at(states)) & (_open_qty() > 0))
        .where(PurchaseOrderLine.part.in_(part_ids))
        .order_by(PurchaseOrderLine.id)
    )


def _to_draw() -> Any:
    """Lines that move stock and have still to draw."""
    return (
        (OrderLine.kind == LineKind.PART.value)
        & ~OrderLine.customer_supplied
        & OrderLine.status.in_([status.value for status in COUNTING])
        & (OrderLine.qty_milli > OrderLine.issued_milli)
    )


@statement
def _needs(part_ids: Any, also: Any) -> Any:
    in_shop = WorkOrder.state.in_(sorted(state.value for state in RESERVING))
    unfinished = WorkOrder.state.not_in(sorted(state.value for state in CLOSED))
    asked = WorkOrder.select(WorkOrder.id).where(in_shop | ((WorkOrder.id == also) & unfinished))
    return (
        OrderLine.select(
            OrderLine.id,
            OrderLine.part,
            OrderLine.qty_milli - OrderLine.issued_milli,
            WorkOrder.id,
            WorkOrder.no,
            Vehicle.plate,
            WorkOrder.state,
        )
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where(OrderLine.order.in_(asked) & OrderLine.part.in_(part_ids) & _to_draw())
        .order_by(WorkOrder.id, OrderLine.position)
    )


@statement
def _on_hand(part_ids: Any) -> Any:
    return Part.select(Part.id, Part.on_hand_milli).where(Part.id.in_(part_ids))


@statement
def _parts_of(order_id: Any) -> Any:
    mine = (OrderLine.order == order_id) & OrderLine.part.is_null(False)
    return OrderLine.select(OrderLine.part).where(mine & _to_draw()).distinct()


@statement
def _parts_of_all(order_ids: Any) -> Any:
    theirs = OrderLine.order.in_(order_ids) & OrderLine.part.is_null(False)
    return OrderLine.select(OrderLine.part).where(theirs & _to_draw()).distinct()


@statement
def _unnamed(order_ids: Any) -> Any:
    """Orders with a line in free words: nobody knows whether its part is there."""
    theirs = OrderLine.order.in_(order_ids) & OrderLine.part.is_null()
    return OrderLine.select(OrderLine.order).where(theirs & _to_draw()).distinct()


@statement
def _drawn_since(order_ids: Any) -> Any:
    """Orders that drew parts while they were on hold."""
    drawn = (GoodsIssue.order == OrderHold.order) & (GoodsIssue.issued_at >= OrderHold.started_at)
    return (
        OrderHold.select(OrderHold.order)
        .join(GoodsIssue, on=drawn)
        .where(OrderHold.order.in_(order_ids) & OrderHold.ended_at.is_null() & ~GoodsIssue.is_return)
        .distinct()
    )


@statement
def _held() -> Any:
    waiting = (OrderHold.reason == HoldReason.PARTS.value) & OrderHold.ended_at.is_null()
    held = WorkOrder.select(WorkOrder.id).where(WorkOrder.state == OrderState.ON_HOLD.value)
    return (
        WorkOrder.select(WorkOrder.id, WorkOrder.no, Vehicle.plate)
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where(
            WorkOrder.id.in_(held)
            & WorkOrder.id.in_(OrderHold.select(OrderHold.order).where(waiting & OrderHold.order.in_(held)))
        )
        .order_by(WorkOrder.id)
    )
