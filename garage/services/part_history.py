"""What a part was bought and sold for: its last purchases and its dated selling prices."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from garage.domain.pages import Page
from garage.domain.part_file import PriceBasis
from garage.models.listing import Cursor, keyset
from garage.models.part_file import PartPrice
from garage.models.parts import Supplier
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.stock import GoodsReceipt, GoodsReceiptLine
from garage.services.supplier_goods import unit_fen


@dataclass(frozen=True)
class Purchase:
    """One line of a goods receipt; `price_fen` is for one, `supplier` whoever it came from.

    Price and cost are those of its invoice, where one came.
    """

    id: int
    at: datetime
    receipt_no: str
    supplier: str
    qty_milli: int
    price_fen: int
    cost_fen: int
    reversed: bool


@dataclass(frozen=True)
class PriceRow:
    """A selling price from a day on; `applied` once it became the price of the part, else to come or withdrawn."""

    id: int
    starts_on: date
    price_fen: int
    member_price_fen: int | None
    basis: PriceBasis
    markup_bp: int
    applied: bool
    reason: str
    who: str
    withdrawn: bool = False


def purchases(part_id: int, cursor: Cursor | None = None, limit: int = 50) -> Page[Purchase]:
    """Where a part came from and for how much, the newest first."""
    query = (
        GoodsReceiptLine.select(
            GoodsReceiptLine.id,
            GoodsReceipt.received_at,
            GoodsReceipt.no,
            Supplier.name,
            GoodsReceipt.vendor,
            GoodsReceiptLine.qty_milli,
            GoodsReceiptLine.price_fen,
            GoodsReceiptLine.cost_fen,
            GoodsReceiptLine.difference_fen,
            GoodsReceiptLine.invoiced_milli,
            GoodsReceipt.reversed_at,
        )
        .join(GoodsReceipt, on=(GoodsReceipt.id == GoodsReceiptLine.receipt))
        .left_outer_join(Supplier, on=(Supplier.id == GoodsReceipt.supplier))
        .where(GoodsReceiptLine.part == part_id)
    )
    return keyset(
        query, (GoodsReceiptLine.id,), cursor, limit, lambda found: [_purchase(*row) for row in found]
    )


def _purchase(ref: int, at: datetime, no: str, supplier: str | None, vendor: str, *rest: Any) -> Purchase:
    qty_milli, price_fen, cost_fen, difference_fen, invoiced_milli, reversed_at = rest
    price = unit_fen(qty_milli, price_fen, difference_fen, invoiced_milli)
    paid = (qty_milli, price, cost_fen + difference_fen)
    return Purchase(ref, at, no, supplier or vendor, *paid, reversed=reversed_at is not None)


def prices(part_id: int) -> list[PriceRow]:
    """The dated selling prices of a part, the latest first."""
    return [
        PriceRow(
            ref,
            day,
            fen,
            member_fen,
            PriceBasis(basis),
            markup_bp,
            applied,
            reason,
            who or "",
            withdrawn=gone is not None,
        )
        for ref, day, fen, member_fen, basis, markup_bp, applied, reason, who, gone in _prices.rows(part_id)
    ]


@statement
def _prices(part_id: Any) -> Any:
    query = PartPrice.select(
        PartPrice.id,
        PartPrice.starts_on,
        PartPrice.price_fen,
        PartPrice.member_price_fen,
        PartPrice.basis,
        PartPrice.markup_bp,
        PartPrice.applied,
        PartPrice.reason,
        Staff.name,
        PartPrice.withdrawn_at,
    )
    query = query.left_outer_join(Staff, on=(Staff.id == PartPrice.created_by))
    return query.where(PartPrice.part == part_id).order_by(PartPrice.starts_on.desc(), PartPrice.id.desc())
