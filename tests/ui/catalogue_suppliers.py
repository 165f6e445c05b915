"""Forms and windows about a supplier, for the catalogue."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog

from garage.domain.stock import MovementKind
from garage.services import goods_receipts, parts, suppliers
from garage.ui.desk import Desk
from garage.ui.forms.supplier import SupplierForm
from garage.ui.forms.supplier_invoice import SupplierInvoiceForm
from garage.ui.forms.supplier_payment import OpeningBalanceForm, SupplierPaymentForm
from garage.ui.forms.supplier_prices import PriceHistoryDialog
from garage.ui.forms.supplier_return import SupplierReturnForm
from garage.ui.forms.supplier_statement import StatementDialog

MAKERS: dict[str, Callable[[Desk, int], QDialog]] = {
    "supplier": lambda desk, ref: SupplierForm(desk, None, ref),
    "pay_supplier": lambda desk, ref: SupplierPaymentForm(desk, None, ref),
    "opening_balance": lambda desk, ref: OpeningBalanceForm(desk, None, ref),
    "supplier_invoice": lambda desk, ref: SupplierInvoiceForm(desk, None, ref),
    "supplier_return": lambda desk, ref: SupplierReturnForm(desk, None, ref),
    "supplier_statement": lambda desk, ref: StatementDialog(desk, None, ref),
    "price_history": lambda _desk, _ref: PriceHistoryDialog(None, a_part().id, a_part().name),
}


def a_part() -> parts.PartRow:
    """The first part of the stock."""
    return parts.page().rows[0]


def a_supplier(desk: Desk) -> int:
    """A supplier that has delivered the first part of the stock."""
    known = suppliers.suppliers()
    if known:
        return known[0].id
    ref = suppliers.add(desk.by(), name="深圳市众诚汽配有限公司", payment_days=30)
    goods = [goods_receipts.GoodsLine(a_part().id, 4_000, 12_000)]
    goods_receipts.receive_goods(desk.by(), kind=MovementKind.RECEIPT, lines=goods, supplier_id=ref)
    return ref


def forms() -> dict[str, tuple[str, Any]]:
    """Entries of the catalogue: none needs an order that has come any further than reception."""

    def opener(make: Callable[[Desk, int], QDialog]) -> Callable[[Desk, Any], QDialog]:
        return lambda desk, _page: make(desk, a_supplier(desk))

    return {name: ("receive", opener(make)) for name, make in MAKERS.items()}
