"""The tab of the stockroom: one page each for what the storekeeper does."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from garage.i18n import N_, _
from garage.ui.desk import Desk
from garage.ui.pages.sections import Section, SectionsPage

SECTIONS = (
    Section("parts", N_("Parts"), "garage.ui.pages.parts", "PartsPage"),
    Section("buying", N_("Buying"), "garage.ui.pages.purchasing", "BuyingPage"),
    Section("suppliers", N_("Suppliers"), "garage.ui.pages.suppliers", "SuppliersPage"),
    Section("counter", N_("Counter sales"), "garage.ui.pages.counter_sales", "CounterPage"),
    Section("stocktakes", N_("Stocktakes"), "garage.ui.pages.stocktakes", "StocktakesPage"),
    Section("figures", N_("Figures"), "garage.ui.pages.stock_figures", "FiguresPage"),
    Section("prices", N_("Price lists"), "garage.ui.pages.price_lists", "PricesPage"),
)


class StockPage(SectionsPage):
    """The stockroom's pages; those may also have `part_opened(int)`, `receipts_asked(str)`, `count_asked(list)`.

    `document_asked(str)` of one is for a document of warranty returns, which another tab shows.
    """

    document_asked = Signal(str)

    sections = SECTIONS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "stock", _("Stockroom"), parent)

    def meet(self, page: Any) -> None:
        if hasattr(page, "part_opened"):
            page.part_opened.connect(self.show_part)
        if hasattr(page, "receipts_asked"):
            page.receipts_asked.connect(self.show_receipts)
        if hasattr(page, "document_asked"):
            page.document_asked.connect(self.document_asked)
        if hasattr(page, "count_asked"):
            page.count_asked.connect(self.count_parts)

    def show_part(self, part_id: int) -> None:
        """Show this part, in the list and with its ledger; raises KeyError when there is none."""
        page = self.show_page("parts")
        page.show_part(part_id)
        page.list.view.setFocus()

    def show_receipts(self, no: str = "") -> None:
        """The goods receipts, the bar on the one with that number."""
        page = self.show_page("buying")
        if not (no and page.show_document(no)):
            page.show_chip("receipts")

    def count_parts(self, part_ids: list[int]) -> None:
        """Begin to count these parts, or with none of them what was not counted for long."""
        self.show_page("stocktakes").begin(part_ids)
