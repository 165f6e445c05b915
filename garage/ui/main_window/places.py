"""The tabs of the main window: their words, and the page behind each, loaded when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from garage.domain.numbers import CARE, STOCKROOM, TILL, Series
from garage.domain.numbers import RETURNS as RETURN_SERIES
from garage.i18n import _
from garage.ui.main_window.finding import Place
from garage.ui.pages.orders import OrdersPage

if TYPE_CHECKING:
    from garage.ui.main_window.window import MainWindow

TODAY, CUSTOMERS, ORDERS, PARTS, RETURNS, FOLLOW_UP, REPORTS = TABS = range(7)


def tab_titles() -> tuple[str, ...]:
    """The words on the tabs."""
    return (
        _("Today"),
        _("Customers & vehicles"),
        _("Work orders"),
        _("Parts stock"),
        _("Warranty returns"),
        _("Follow-up"),
        _("Reports"),
    )


def tab_of(series: Series) -> int | None:
    """The tab that shows documents of a series; None of one that belongs to an order."""
    tabs = {FOLLOW_UP: CARE, REPORTS: TILL, RETURNS: RETURN_SERIES, PARTS: STOCKROOM}
    return next((tab for tab, ours in tabs.items() if series in ours), None)


def make_page(window: MainWindow, tab: int) -> QWidget:
    """The page of a tab; what is not in sight at the start is not loaded then either."""
    if tab == TODAY:
        from garage.ui.main_window.todays_work import go_for  # noqa: PLC0415
        from garage.ui.pages.today import TodayPage  # noqa: PLC0415

        day = TodayPage(window.desk)
        day.wanted.connect(lambda card: go_for(window, card))
        day.order_wanted.connect(lambda: window.new_order(""))
        window.minute.connect(day.tick)
        return day
    if tab == CUSTOMERS:
        from garage.ui.pages.customers import CustomersPage  # noqa: PLC0415

        customers = CustomersPage(window.desk)
        customers.order_opened.connect(window.show_order)
        customers.reception_wanted.connect(window.receive)
        customers.sales_wanted.connect(window.show_sales)
        customers.document_opened.connect(window.show_document)
        return customers
    if tab == ORDERS:
        page = OrdersPage(window.desk)
        page.vehicle_asked.connect(window.show_vehicle)
        page.document_asked.connect(window.show_document)
        return page
    if tab == PARTS:
        from garage.ui.pages.stock import StockPage  # noqa: PLC0415

        stock = StockPage(window.desk)
        stock.order_opened.connect(window.show_order)
        stock.document_asked.connect(window.show_document)
        return stock
    if tab == FOLLOW_UP:
        from garage.ui.pages.followup import CarePage  # noqa: PLC0415

        care = CarePage(window.desk)
        care.order_opened.connect(window.show_order)
        return care
    if tab == REPORTS:
        from garage.ui.pages.reports import ReportsPage  # noqa: PLC0415

        reports = ReportsPage(window.desk)
        reports.order_opened.connect(window.show_order)
        reports.document_asked.connect(window.show_document)
        reports.file_asked.connect(lambda kind, ref: window.go_to(Place(kind, ref)))
        return reports
    from garage.ui.pages.returns import ReturnsPage  # noqa: PLC0415

    returns = ReturnsPage(window.desk)
    returns.order_opened.connect(window.show_order)
    return returns
