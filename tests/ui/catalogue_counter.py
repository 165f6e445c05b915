"""The forms of the catalogue that belong to the counter, with the least they need."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from garage.domain.counter_sales import SaleLine
from garage.domain.settlements import PayMethod, Tender
from garage.services import counter_sales, parts, sale_list
from garage.services.counter_sales import Buyer, SaleTerms
from garage.services.document_history import Kind
from garage.services.orders import OrderPage
from garage.services.sale_list import SaleFilter
from garage.ui.desk import Desk
from garage.ui.forms.counter_return import CounterReturnForm
from garage.ui.forms.counter_sale import CounterSaleForm
from garage.ui.forms.document_history import DocumentHistory
from garage.ui.forms.sale_money import SaleMethodForm, SalePaymentForm

MakeForm = Callable[[Desk, OrderPage], QDialog]


def a_sale(desk: Desk, page: OrderPage) -> int:
    """A counter sale to the customer of the order, partly paid, the rest on account."""
    if known := sale_list.page(SaleFilter.ALL, desk.today()).rows:
        return known[0].id
    part = parts.page().rows[0]
    terms = SaleTerms(on_account=True, approved_by=desk.by().staff_id, override="月底结清")
    goods, paid = [SaleLine(part.id, 1_000, part.price_fen)], [Tender(PayMethod.CASH, 100)]
    return counter_sales.sell(desk.by(), Buyer(page.customer_id), goods, paid, terms).id


def forms() -> dict[str, tuple[str, MakeForm]]:
    """How far the road has to be gone, and the form."""
    return {
        "counter_sale": ("receive", lambda desk, page: CounterSaleForm(desk, None, page.customer_id)),
        "counter_return": ("receive", lambda desk, page: CounterReturnForm(desk, None, a_sale(desk, page))),
        "sale_payment": ("receive", lambda desk, page: SalePaymentForm(desk, None, a_sale(desk, page))),
        "document_history": (
            "receive",
            lambda desk, page: DocumentHistory(desk, None, Kind.SALE, a_sale(desk, page), "CS-2026-00001"),
        ),
        "sale_method": ("receive", lambda desk, page: SaleMethodForm(desk, None, a_sale(desk, page))),
    }
