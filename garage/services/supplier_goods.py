"""What came from a supplier: its deliveries, what of them may go back, and what each part cost and costs now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.money import round_half_up
from garage.domain.pages import Page
from garage.domain.stock import MovementKind
from garage.domain.supplier_returns import Delivered
from garage.models.listing import Cursor, keyset, tuples
from garage.models.parts import Part, Supplier
from garage.models.purchasing import PurchaseOrder, SupplierInvoice
from garage.models.statements import statement
from garage.models.stock import GoodsReceipt, GoodsReceiptLine


@dataclass(frozen=True)
class DeliveredLine:
    """A receipt line of which something may go back; `cost_fen` is what it was booked in for in all.

    `difference_fen` is what its invoice asked more for `invoiced_milli` of it (0: all of it). `kind` OPENING for
    opening stock; `vendor` is where a spot purchase was made.
    """

    id: int
    receipt_no: str
    received_at: datetime
    delivery_no: str
    part_id: int
    code: str
    name: str
    unit: str
    on_hand_milli: int
    qty_milli: int
    returned_milli: int
    cost_fen: int
    serial_tracked: bool
    kind: MovementKind
    vendor: str
    difference_fen: int
    invoiced_milli: int

    @property
    def delivered(self) -> Delivered:
        """What of it may go back, and what that cost."""
        return Delivered(
            self.id,
            self.qty_milli,
            self.returned_milli,
            self.cost_fen,
            self.difference_fen,
            self.invoiced_milli,
        )


@dataclass(frozen=True)
class DeliveryRow:
    """A goods receipt in the supplier's list."""

    id: int
    no: str
    received_at: datetime
    delivery_no: str
    lines: int
    cost_fen: int
    order_no: str
    invoice_no: str
    reversed_at: datetime | None


@dataclass(frozen=True)
class PriceRow:
    """What a part cost on one delivery, in fen a unit, and on the one before it; `before_fen` None for the first."""

    line_id: int
    part_id: int
    code: str
    name: str
    unit: str
    supplier_id: int
    supplier: str
    received_at: datetime
    receipt_no: str
    qty_milli: int
    price_fen: int
    before_fen: int | None

    @property
    def change_bp(self) -> int | None:
        """How much dearer than before, in basis points; None when it is not known."""
        if not self.before_fen:
            return None
        return round_half_up((self.price_fen - self.before_fen) * 10_000, self.before_fen)


STANDING = (GoodsReceipt.kind == MovementKind.RECEIPT.value) & GoodsReceipt.reversed_at.is_null()


def deliveries_of(supplier_id: int, part_ids: Iterable[int]) -> list[DeliveredLine]:
    """Lines of some parts of which something may go back to a supplier.

    First what it delivered, the last first; then opening stock and what was bought with no supplier on file, of parts
    whose file names this one.
    """
    return _found(supplier_id, Part.id.in_(list(part_ids)))


def returnable(supplier_id: int, limit: int = 300) -> list[DeliveredLine]:
    """Those lines of all parts of which something is on hand."""
    return _found(supplier_id, Part.on_hand_milli > 0, limit)


def _found(supplier_id: int, wanted: Any, limit: int | None = None) -> list[DeliveredLine]:
    from_it = GoodsReceipt.supplier == supplier_id
    from_nobody = GoodsReceipt.supplier.is_null() & (Part.supplier == supplier_id)
    rows = [
        row
        for whose in (from_it, from_nobody)
        for row in tuples(_delivered().where(whose & wanted).limit(limit))
    ]
    lines = [DeliveredLine(*row) for row in rows[:limit]]
    return [replace(line, kind=MovementKind(line.kind)) for line in lines]


def _delivered() -> Any:
    return (
        GoodsReceiptLine.select(
            GoodsReceiptLine.id,
            GoodsReceipt.no,
            GoodsReceipt.received_at,
            GoodsReceipt.delivery_no,
            Part.id,
            Part.code,
            Part.name,
            Part.unit,
            Part.on_hand_milli,
            GoodsReceiptLine.qty_milli,
            GoodsReceiptLine.returned_milli,
            GoodsReceiptLine.cost_fen,
            Part.serial_tracked,
            GoodsReceipt.kind,
            GoodsReceipt.vendor,
            GoodsReceiptLine.difference_fen,
            GoodsReceiptLine.invoiced_milli,
        )
        .join(GoodsReceipt)
        .switch(GoodsReceiptLine)
        .join(Part, on=(Part.id == GoodsReceiptLine.part))
        .where(GoodsReceipt.reversed_at.is_null())
        .where(GoodsReceiptLine.returned_milli < GoodsReceiptLine.qty_milli)
        .order_by(GoodsReceipt.id.desc(), GoodsReceiptLine.id.desc())
    )


def deliveries(supplier_id: int, cursor: Cursor | None = None, limit: int = 50) -> Page[DeliveryRow]:
    """Goods receipts of a supplier, the last first, reversed ones among them."""
    of_receipt = GoodsReceiptLine.receipt == GoodsReceipt.id
    query = (
        GoodsReceipt.select(
            GoodsReceipt.id,
            GoodsReceipt.no,
            GoodsReceipt.received_at,
            GoodsReceipt.delivery_no,
            GoodsReceiptLine.select(fn.COUNT(GoodsReceiptLine.id)).where(of_receipt),
            GoodsReceiptLine.select(fn.SUM(GoodsReceiptLine.cost_fen)).where(of_receipt),
            fn.COALESCE(PurchaseOrder.no, ""),
            fn.COALESCE(SupplierInvoice.invoice_no, ""),
            GoodsReceipt.reversed_at,
        )
        .left_outer_join(PurchaseOrder, on=(PurchaseOrder.id == GoodsReceipt.purchase_order))
        .switch(GoodsReceipt)
        .left_outer_join(SupplierInvoice, on=(SupplierInvoice.id == GoodsReceipt.invoice))
        .where(GoodsReceipt.supplier == supplier_id)
    )

    def made(rows: list[tuple[Any, ...]]) -> list[DeliveryRow]:
        return [DeliveryRow(*(*row[:4], int(row[4]), int(row[5] or 0), *row[6:])) for row in rows]

    return keyset(query, (GoodsReceipt.id,), cursor, limit, made)


def parts_bought(supplier_id: int, cursor: Cursor | None = None, limit: int = 50) -> Page[PriceRow]:
    """Each part that came from a supplier with its last price there, the last bought first."""
    line, receipt = GoodsReceiptLine.alias(), GoodsReceipt.alias()
    later = (
        line.select(line.id)
        .join(receipt, on=(receipt.id == line.receipt))
        .where((line.part == GoodsReceiptLine.part) & (line.id > GoodsReceiptLine.id))
        .where((receipt.supplier == supplier_id) & receipt.reversed_at.is_null())
        .where(receipt.kind == MovementKind.RECEIPT.value)
    )
    query = _prices().where((GoodsReceipt.supplier == supplier_id) & ~fn.EXISTS(later))
    return keyset(query, (GoodsReceipt.id, GoodsReceiptLine.id), cursor, limit, _price_rows)


def price_history(part_id: int, cursor: Cursor | None = None, limit: int = 50) -> Page[PriceRow]:
    """What a part cost on each delivery of every supplier, the last first."""
    query = _prices().where(GoodsReceiptLine.part == part_id)
    return keyset(query, (GoodsReceipt.id, GoodsReceiptLine.id), cursor, limit, _price_rows)


def _prices() -> Any:
    return (
        GoodsReceiptLine.select(
            GoodsReceipt.id,
            GoodsReceiptLine.id,
            Part.id,
            Part.code,
            Part.name,
            Part.unit,
            Supplier.id,
            Supplier.name,
            GoodsReceipt.received_at,
            GoodsReceipt.no,
            GoodsReceiptLine.qty_milli,
            GoodsReceiptLine.price_fen,
            GoodsReceiptLine.difference_fen,
            GoodsReceiptLine.invoiced_milli,
        )
        .join(GoodsReceipt)
        .join(Supplier, on=(Supplier.id == GoodsReceipt.supplier))
        .switch(GoodsReceiptLine)
        .join(Part, on=(Part.id == GoodsReceiptLine.part))
        .where(STANDING & (GoodsReceiptLine.qty_milli > 0))
    )


def _price_rows(rows: list[tuple[Any, ...]]) -> list[PriceRow]:
    """The rows with the price of the delivery before each, of the same part from the same supplier."""
    found = []
    for _receipt, *head, qty_milli, price_fen, difference_fen, invoiced_milli in rows:
        before = _before.first(head[1], head[5], head[0])
        now = unit_fen(qty_milli, price_fen, difference_fen, invoiced_milli)
        found.append(PriceRow(*(*head, qty_milli, now, unit_fen(*before) if before else None)))
    return found


@statement
def _before(part_id: Any, supplier_id: Any, line_id: Any) -> Any:
    return (
        GoodsReceiptLine.select(
            GoodsReceiptLine.qty_milli,
            GoodsReceiptLine.price_fen,
            GoodsReceiptLine.difference_fen,
            GoodsReceiptLine.invoiced_milli,
        )
        .join(GoodsReceipt)
        .where((GoodsReceiptLine.part == part_id) & (GoodsReceiptLine.id < line_id))
        .where((GoodsReceipt.supplier == supplier_id) & STANDING & (GoodsReceiptLine.qty_milli > 0))
        .order_by(GoodsReceiptLine.id.desc())
        .limit(1)
    )


def unit_fen(qty_milli: int, price_fen: int, difference_fen: int, invoiced_milli: int) -> int:
    """Price of a unit as the invoice put it right, for as many pieces as it was over."""
    pieces = invoiced_milli or qty_milli
    return price_fen + (round_half_up(difference_fen * 1000, pieces) if difference_fen else 0)
