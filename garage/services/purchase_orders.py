"""Reads of purchase orders: the list behind its chips, one order with its lines, and what jobs wait for it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from peewee import fn

from garage.domain.money import line_amount_fen
from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.domain.purchasing import COMING, PLANNED, STEPS, Ordered, PurchaseAct, PurchaseState
from garage.models.listing import Cursor, keyset, tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.models.purchasing import PurchaseOrder, PurchaseOrderLine
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import staff


class PurchaseFilter(StrEnum):
    """Chips above the list: what is to be placed, what is on the way, what is behind its day, everything."""

    DRAFT = "DRAFT"
    COMING = "COMING"
    LATE = "LATE"
    ALL = "ALL"


@dataclass(frozen=True)
class PurchaseRow:
    """One purchase order in the list; `total_fen` is what it comes to, `jobs` the lines of orders that wait."""

    id: int
    no: str
    version: int
    state: PurchaseState
    supplier_id: int
    supplier: str
    created_at: datetime
    ordered_at: datetime | None
    expected_on: date | None
    who: str
    note: str
    close_reason: str
    lines: int
    jobs: int
    open_lines: int
    total_fen: int

    def late(self, today: date) -> bool:
        """Its day has passed, and it has not come."""
        return self.state in COMING and self.expected_on is not None and self.expected_on < today

    def may(self, act: PurchaseAct) -> bool:
        """Whether an act is possible now."""
        return self.state in STEPS[act]


@dataclass(frozen=True)
class PurchaseLine:
    """One part of a purchase order, how far it has come, and the job that waits for it."""

    id: int
    position: int
    part_id: int
    code: str
    oe_no: str
    name: str
    brand: str
    spec: str
    unit: str
    qty_milli: int
    price_fen: int
    received_milli: int
    dropped_milli: int
    note: str
    order_line_id: int | None
    order_id: int | None
    order_no: str
    plate: str

    @property
    def amount_fen(self) -> int:
        """What the line comes to."""
        return line_amount_fen(self.price_fen, self.qty_milli)

    @property
    def open_milli(self) -> int:
        """What the supplier still owes of it, once the order is placed."""
        return Ordered(self.qty_milli, self.received_milli, self.dropped_milli).open_milli


@dataclass(frozen=True)
class PurchaseCard:
    """A purchase order with its lines; `approved_by` is the owner's name where one had to approve it."""

    row: PurchaseRow
    approved_by: str
    lines: tuple[PurchaseLine, ...]


def page(
    today: date, which: PurchaseFilter, cursor: Cursor | None = None, limit: int = 50
) -> Page[PurchaseRow]:
    """Purchase orders of a filter, newest first."""
    query = _rows()
    if which is not PurchaseFilter.ALL:
        query = query.where(_filter(which, today))
    return keyset(query, (PurchaseOrder.id,), cursor, limit, lambda rows: [_row(*row) for row in rows])


def counts(today: date) -> dict[PurchaseFilter, int]:
    """Number of orders behind each chip but ALL: those in work are few, whatever else grows."""
    found = [(PurchaseState(state), day) for state, day in _unfinished.rows()]
    coming_ = [day for state, day in found if state in COMING]
    return {
        PurchaseFilter.DRAFT: len(found) - len(coming_),
        PurchaseFilter.COMING: len(coming_),
        PurchaseFilter.LATE: sum(day is not None and day < today for day in coming_),
    }


@statement
def _unfinished() -> Any:
    states = PurchaseOrder.state.in_(sorted(state.value for state in PLANNED))
    return PurchaseOrder.select(PurchaseOrder.state, PurchaseOrder.expected_on).where(states)


def open_order(order_id: int) -> PurchaseCard:
    """One purchase order; raises KeyError when there is none."""
    found = tuples(_rows().where(PurchaseOrder.id == order_id))
    if not found:
        raise KeyError(order_id)
    approver = _approver.value(order_id)
    name = staff.names([approver])[approver] if approver else ""
    return PurchaseCard(_row(*found[0]), name, tuple(lines_of(order_id)))


def lines_of(order_id: int) -> list[PurchaseLine]:
    """The lines of a purchase order as they stand; empty when there is no such order."""
    return [_line(*row) for row in _lines.rows(order_id)]


def of_number(no: str) -> int | None:
    """The id of the purchase order with that number."""
    ref: int | None = _of_number.value(no.strip().upper())
    return ref


def coming() -> list[PurchaseRow]:
    """Every order that suppliers still owe goods of, the next one expected first."""
    rows = [_row(*row) for row in tuples(_rows().where(_filter(PurchaseFilter.COMING, date.min)))]
    return sorted(rows, key=lambda row: (row.expected_on or date.max, row.id))


def _filter(which: PurchaseFilter, today: date) -> Any:
    coming_ = PurchaseOrder.state.in_(sorted(state.value for state in COMING))
    if which is PurchaseFilter.DRAFT:
        return PurchaseOrder.state == PurchaseState.DRAFT.value
    return coming_ & (PurchaseOrder.expected_on < today) if which is PurchaseFilter.LATE else coming_


def _rows() -> Any:
    line = PurchaseOrderLine
    mine = line.purchase_order == PurchaseOrder.id
    still = line.qty_milli > line.received_milli + line.dropped_milli
    # The amount of each line is rounded by itself, halves up: quantities and prices are never below zero.
    amount = (line.price_fen * line.qty_milli * 2 + 1000) / 2000
    return (
        PurchaseOrder.select(
            PurchaseOrder.id,
            PurchaseOrder.no,
            PurchaseOrder.version,
            PurchaseOrder.state,
            PurchaseOrder.supplier,
            Supplier.name,
            PurchaseOrder.created_at,
            PurchaseOrder.ordered_at,
            PurchaseOrder.expected_on,
            fn.COALESCE(Staff.name, ""),
            PurchaseOrder.note,
            PurchaseOrder.close_reason,
            line.select(fn.COUNT(line.id)).where(mine),
            line.select(fn.COUNT(line.order_line)).where(mine),
            line.select(fn.COUNT(line.id)).where(mine & still),
            line.select(fn.COALESCE(fn.SUM(amount), 0)).where(mine),
        )
        .join(Supplier, on=(Supplier.id == PurchaseOrder.supplier))
        .switch(PurchaseOrder)
        .left_outer_join(Staff, on=(Staff.id == PurchaseOrder.created_by))
    )


def _row(*columns: Any) -> PurchaseRow:
    ref, no, version, state, *texts = columns
    texts[-4:] = map(int, texts[-4:])
    values: tuple[Any, ...] = (ref, no, version, PurchaseState(state), *texts)
    return PurchaseRow(*values)


def _line(*row: Any) -> PurchaseLine:
    values: tuple[Any, ...] = (*row[:-1], display_plate(row[-1]) if row[-1] else "")
    return PurchaseLine(*values)


@statement
def _lines(order_id: Any) -> Any:
    line = PurchaseOrderLine
    return (
        line.select(
            line.id,
            line.position,
            Part.id,
            Part.code,
            Part.oe_no,
            Part.name,
            Part.brand,
            Part.spec,
            Part.unit,
            line.qty_milli,
            line.price_fen,
            line.received_milli,
            line.dropped_milli,
            line.note,
            line.order_line,
            WorkOrder.id,
            fn.COALESCE(WorkOrder.no, ""),
            Vehicle.plate,
        )
        .join(Part, on=(Part.id == line.part))
        .switch(line)
        .left_outer_join(OrderLine, on=(OrderLine.id == line.order_line))
        .left_outer_join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .left_outer_join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where(line.purchase_order == order_id)
        .order_by(line.position)
    )


@statement
def _approver(order_id: Any) -> Any:
    return PurchaseOrder.select(PurchaseOrder.approved_by).where(PurchaseOrder.id == order_id)


@statement
def _of_number(no: Any) -> Any:
    return PurchaseOrder.select(PurchaseOrder.id).where(PurchaseOrder.no == no)
