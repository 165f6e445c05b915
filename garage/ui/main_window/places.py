"""The tabs of the main window: their words, and the page behind each, loaded when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.ui.pages.orders import OrdersPage

if TYPE_CHECKING:
    from garage.ui.main_window.window import MainWindow

CUSTOMERS, ORDERS, PARTS, RETURNS = TABS = range(4)


def tab_titles() -> tuple[str, ...]:
    """The words on the tabs."""
    return (_("Customers & vehicles"), _("Work orders"), _("Parts stock"), _("Warranty returns"))


def make_page(window: MainWindow, tab: int) -> QWidget:
    """The page of a tab; what is not in sight at the start is not loaded then either."""
    if tab == CUSTOMERS:
        from garage.ui.pages.customers import CustomersPage  # noqa: PLC0415

        customers = CustomersPage(window.desk)
        customers.order_opened.connect(window.show_order)
        customers.reception_wanted.connect(window.receive)
        customers.sales_wanted.connect(window.show_sales)
        return customers
    if tab == ORDERS:
        page = OrdersPage(window.desk)
        page.vehicle_asked.connect(window.show_vehicle)
        return page
    if tab == PARTS:
        from garage.ui.pages.stock import StockPage  # noqa: PLC0415

        stock = StockPage(window.desk)
        stock.order_opened.connect(window.show_order)
        return stock
    from garage.ui.pages.returns import ReturnsPage  # noqa: PLC0415

    returns = ReturnsPage(window.desk)
    returns.order_opened.connect(window.show_order)
    return returns
