"""Reads that make the papers of buying: purchase order, goods receipt, weekly expense list."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from garage.domain.documents import Imprint, Party
from garage.domain.documents_purchasing import (
    Expense,
    ExpenseList,
    GoodsReceiptSlip,
    OrderedGoods,
    PurchaseOrderPaper,
    ReceivedGoods,
)
from garage.domain.lines import PartGrade
from garage.domain.money import split_vat
from garage.domain.purchasing import PurchaseState
from garage.domain.stock import MovementKind
from garage.models.parts import Part, Supplier
from garage.models.purchasing import PurchaseOrder, SupplierInvoice
from garage.models.statements import statement
from garage.models.stock import GoodsReceipt, GoodsReceiptLine
from garage.services import purchase_orders, purchasing, shop, spot_purchases, staff, vat
from garage.services.part_rows import BINS
from garage.services.purchase_orders import PurchaseLine


def purchase_order(order_id: int, imprint: Imprint) -> PurchaseOrderPaper:
    """采购订单; lines of one part at one price stand together. Raises KeyError when there is none."""
    row = purchasing.find(order_id)
    supplier = Supplier.get_by_id(row.supplier_id)
    lines = _together(purchase_orders.lines_of(order_id))
    return PurchaseOrderPaper(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=row.state == PurchaseState.CANCELLED.value),
        number=row.no,
        supplier=_party(supplier),
        ordered_on=(row.ordered_at or row.created_at).date(),
        expected_on=row.expected_on,
        buyer=staff.names([row.created_by]).get(row.created_by, ""),
        note=row.note,
        lines=lines,
        total_fen=sum(line.amount_fen for line in lines),
        draft=row.state == PurchaseState.DRAFT.value,
    )


def _together(lines: list[PurchaseLine]) -> tuple[OrderedGoods, ...]:
    """Whom the goods are for is nothing the supplier needs to know."""
    found: dict[tuple[int, int, str], list[PurchaseLine]] = {}
    for line in lines:
        found.setdefault((line.part_id, line.price_fen, line.note), []).append(line)
    return tuple(_ordered(same) for same in found.values())


def _ordered(same: list[PurchaseLine]) -> OrderedGoods:
    first, qty = same[0], sum(line.qty_milli for line in same)
    return OrderedGoods(
        first.code,
        first.oe_no,
        first.name,
        first.brand,
        first.spec,
        first.unit,
        qty,
        first.price_fen,
        sum(line.amount_fen for line in same),
        first.note,
    )


def _party(supplier: Any) -> Party:
    return Party(supplier.name, supplier.phone, supplier.contact, supplier.address, supplier.uscc)


def goods_receipt(receipt_id: int, imprint: Imprint, *, with_cost: bool) -> GoodsReceiptSlip:
    """采购入库单; raises KeyError when there is none. The tax is what its prices include on that day."""
    row = GoodsReceipt.find(receipt_id)
    if row is None:
        raise KeyError(receipt_id)
    lines = tuple(_received(one, with_cost=with_cost) for one in _lines.rows(receipt_id))
    total = sum(line.amount_fen or 0 for line in lines)
    who = staff.names({ref for ref in (row.created_by, row.inspected_by, row.bought_by) if ref})
    order = PurchaseOrder.find(row.purchase_order_id) if row.purchase_order_id else None
    invoice = SupplierInvoice.find(row.invoice_id) if row.invoice_id else None
    supplier = Supplier.find(row.supplier_id) if row.supplier_id else None
    rate = vat.rate_bp(row.received_at.date())
    return GoodsReceiptSlip(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=row.reversed_at is not None),
        number=row.no,
        at=row.received_at,
        supplier=supplier.name if supplier else row.vendor,
        delivery_no=row.delivery_no,
        order_no=order.no if order else "",
        invoice_no=invoice.invoice_no if invoice else "",
        opening=row.kind == MovementKind.OPENING.value,
        lines=lines,
        freight_fen=row.freight_fen if with_cost else 0,
        total_fen=total if with_cost else None,
        tax_fen=split_vat(total, rate)[1] if with_cost and rate else None,
        keeper=who.get(row.created_by, ""),
        inspector=who.get(row.inspected_by or 0, ""),
        buyer=who.get(row.bought_by or 0, "") or (_buyer(order) if order else ""),
        note=row.note,
    )


def _buyer(order: Any) -> str:
    return staff.names([order.created_by]).get(order.created_by, "")


def _received(row: tuple[Any, ...], *, with_cost: bool) -> ReceivedGoods:
    code, name, grade, unit, qty, rejected, finding, bin_, expires, price, cost = row
    return ReceivedGoods(
        code,
        name,
        PartGrade(grade),
        unit,
        qty,
        rejected,
        finding,
        bin_,
        expires,
        price if with_cost else None,
        cost if with_cost else None,
    )


@statement
def _lines(receipt_id: Any) -> Any:
    line = GoodsReceiptLine
    return (
        line.select(
            Part.code,
            Part.name,
            Part.grade,
            Part.unit,
            line.qty_milli,
            line.rejected_milli,
            line.finding,
            BINS,
            line.expires_on,
            line.price_fen,
            line.cost_fen,
        )
        .join(Part, on=(Part.id == line.part))
        .where(line.receipt == receipt_id)
        .order_by(line.position)
    )


def expense_number(first: date, buyer_id: int | None) -> str:
    """What tells one weekly list from another: its year and week, and the buyer; ASCII."""
    year, week, _day = first.isocalendar()
    return f"{year}-W{week:02d}" + (f"-{buyer_id}" if buyer_id is not None else "")


def expense_list(first: date, buyer_id: int | None, imprint: Imprint) -> ExpenseList:
    """外采费用周报 of the week from `first` on, without what was taken back."""
    rows = spot_purchases.standing(spot_purchases.week(first, buyer_id))
    return ExpenseList(
        garage=shop.letterhead(),
        imprint=imprint,
        number=expense_number(first, buyer_id),
        first=first,
        last=first + timedelta(days=6),
        buyer=staff.names([buyer_id])[buyer_id] if buyer_id is not None else "",
        lines=tuple(
            Expense(
                row.at,
                row.buyer,
                row.plate,
                row.order_no,
                f"{row.code} {row.name}",
                row.qty_milli,
                row.unit,
                row.vendor,
                row.method,
                row.amount_fen,
                row.receipt_no,
            )
            for row in rows
        ),
    )
