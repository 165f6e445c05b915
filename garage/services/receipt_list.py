"""Reads of goods receipts: the list, one receipt with its lines, and what its inspection found."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import fn

from garage.domain.pages import Page
from garage.domain.stock import MovementKind
from garage.models.listing import Cursor, keyset
from garage.models.parts import Part, Supplier
from garage.models.purchasing import PurchaseOrder, PurchaseOrderLine
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.stock import GoodsReceipt, GoodsReceiptLine


@dataclass(frozen=True)
class ReceiptRow:
    """One goods receipt in the list; `cost_fen` is the sum of its lines, their freight included."""

    id: int
    no: str
    kind: MovementKind
    received_at: datetime
    lines: int
    cost_fen: int
    supplier: str
    delivery_no: str
    who: str
    note: str
    reversed_at: datetime | None
    reverse_reason: str
    purchase_no: str = ""
    rejected_lines: int = 0
    spot: bool = False
    vendor: str = ""


@dataclass(frozen=True)
class ReceivedLine:
    """One line of a goods receipt; `cost_fen` is for the whole accepted quantity, freight included.

    `ordered_fen` is the unit price on the purchase order, None without one.
    """

    position: int
    part_id: int
    code: str
    name: str
    unit: str
    qty_milli: int
    cost_fen: int
    price_fen: int = 0
    freight_fen: int = 0
    ordered_fen: int | None = None
    rejected_milli: int = 0
    finding: str = ""
    expires_on: date | None = None


def page(cursor: Cursor | None = None, limit: int = 50) -> Page[ReceiptRow]:
    """Goods receipts, newest first."""
    return keyset(_rows(), (GoodsReceipt.id,), cursor, limit, lambda rows: [_row(*row) for row in rows])


def open_receipt(receipt_id: int) -> ReceiptRow:
    """One goods receipt; raises KeyError when there is none."""
    found = list(_rows().where(GoodsReceipt.id == receipt_id).tuples())
    if not found:
        raise KeyError(receipt_id)
    return _row(*found[0])


def of_number(no: str) -> int | None:
    """The id of the goods receipt with that number."""
    ref: int | None = _of_number.value(no.strip().upper())
    return ref


def lines_of(receipt_id: int) -> list[ReceivedLine]:
    """What came in on one receipt, as it was written; empty when there is no such receipt."""
    return [ReceivedLine(*row) for row in _lines.rows(receipt_id)]


def _rows() -> Any:
    of_receipt = GoodsReceiptLine.receipt == GoodsReceipt.id
    rejected = of_receipt & (GoodsReceiptLine.rejected_milli > 0)
    return (
        GoodsReceipt.select(
            GoodsReceipt.id,
            GoodsReceipt.no,
            GoodsReceipt.kind,
            GoodsReceipt.received_at,
            GoodsReceiptLine.select(fn.COUNT(GoodsReceiptLine.id)).where(of_receipt),
            GoodsReceiptLine.select(fn.SUM(GoodsReceiptLine.cost_fen)).where(of_receipt),
            fn.COALESCE(Supplier.name, ""),
            GoodsReceipt.delivery_no,
            fn.COALESCE(Staff.name, ""),
            GoodsReceipt.note,
            GoodsReceipt.reversed_at,
            GoodsReceipt.reverse_reason,
            fn.COALESCE(PurchaseOrder.no, ""),
            GoodsReceiptLine.select(fn.COUNT(GoodsReceiptLine.id)).where(rejected),
            GoodsReceipt.spot,
            GoodsReceipt.vendor,
        )
        .left_outer_join(Supplier, on=(Supplier.id == GoodsReceipt.supplier))
        .switch(GoodsReceipt)
        .left_outer_join(Staff, on=(Staff.id == GoodsReceipt.created_by))
        .switch(GoodsReceipt)
        .left_outer_join(PurchaseOrder, on=(PurchaseOrder.id == GoodsReceipt.purchase_order))
    )


def _row(*columns: Any) -> ReceiptRow:
    ref, no, kind, at, lines, cost_fen, *texts, rejected, spot, vendor = columns
    head = (ref, no, MovementKind(kind), at, int(lines), int(cost_fen))
    values: tuple[Any, ...] = (*head, *texts, int(rejected), bool(spot), vendor)
    return ReceiptRow(*values)


@statement
def _lines(receipt_id: Any) -> Any:
    line = GoodsReceiptLine
    return (
        line.select(
            line.position,
            Part.id,
            Part.code,
            Part.name,
            Part.unit,
            line.qty_milli,
            line.cost_fen,
            line.price_fen,
            line.freight_fen,
            PurchaseOrderLine.price_fen,
            line.rejected_milli,
            line.finding,
            line.expires_on,
        )
        .join(Part, on=(Part.id == line.part))
        .switch(line)
        .left_outer_join(PurchaseOrderLine, on=(PurchaseOrderLine.id == line.purchase_line))
        .where(line.receipt == receipt_id)
        .order_by(line.position)
    )


@statement
def _of_number(no: Any) -> Any:
    return GoodsReceipt.select(GoodsReceipt.id).where(GoodsReceipt.no == no)
