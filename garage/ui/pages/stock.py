"""The tab of the stockroom: one page each for what the storekeeper does, built when it is first shown."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from garage.i18n import N_, _
from garage.ui.desk import Desk


@dataclass(frozen=True)
class Section:
    """One page of the stockroom: its word on the tab, and where its class is found."""

    name: str
    title: str
    module: str
    page: str


SECTIONS = (
    Section("parts", N_("Parts"), "garage.ui.pages.parts", "PartsPage"),
    Section("buying", N_("Buying"), "garage.ui.pages.purchasing", "BuyingPage"),
    Section("suppliers", N_("Suppliers"), "garage.ui.pages.suppliers", "SuppliersPage"),
    Section("counter", N_("Counter sales"), "garage.ui.pages.counter_sales", "CounterPage"),
    Section("stocktakes", N_("Stocktakes"), "garage.ui.pages.stocktakes", "StocktakesPage"),
    Section("figures", N_("Figures"), "garage.ui.pages.stock_figures", "FiguresPage"),
    Section("prices", N_("Price lists"), "garage.ui.pages.price_lists", "PricesPage"),
)
"""A page takes the desk; it may have signals `order_opened(int)`, `part_opened(int)`, `document_opened(str)`, and
`show_document(no) -> bool`, which shows the document with that number when it is one of its own."""


class StockPage(QWidget):
    """The stockroom's pages behind tabs; Alt and a number goes to one."""

    order_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stock_page")
        self._desk = desk
        self._pages: dict[str, QWidget] = {}
        self.tabs = QTabWidget()
        self.tabs.setObjectName("stock_tabs")
        self.tabs.setAccessibleName(_("Stockroom"))
        self.tabs.setDocumentMode(True)
        for place, section in enumerate(SECTIONS):
            room = QWidget()
            room.setObjectName(f"stock_room_{section.name}")
            QVBoxLayout(room).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(room, _(section.title))
            self.tabs.setTabToolTip(place, f"Alt+{place + 1}")
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(self._goer(section.name))
        self.tabs.currentChanged.connect(lambda place: self.page(SECTIONS[place].name))
        self.tabs.tabBar().setVisible(len(SECTIONS) > 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.setFocusProxy(self.page(SECTIONS[0].name))

    def page(self, name: str) -> Any:
        """A page of the stockroom, built when asked for the first time."""
        if name not in self._pages:
            place = [section.name for section in SECTIONS].index(name)
            section = SECTIONS[place]
            page: Any = getattr(import_module(section.module), section.page)(self._desk)
            if hasattr(page, "order_opened"):
                page.order_opened.connect(self.order_opened)
            if hasattr(page, "document_opened"):
                page.document_opened.connect(self.show_document)
            if hasattr(page, "part_opened"):
                page.part_opened.connect(self.show_part)
            if hasattr(page, "receipts_asked"):
                page.receipts_asked.connect(self.show_receipts)
            if hasattr(page, "count_asked"):
                page.count_asked.connect(self.count_parts)
            self.tabs.widget(place).layout().addWidget(page)
            self._pages[name] = page
        return self._pages[name]

    def show_page(self, name: str) -> Any:
        """Bring a page in sight, the keyboard in it."""
        page = self.page(name)
        self.tabs.setCurrentIndex([section.name for section in SECTIONS].index(name))
        self.setFocusProxy(page)
        page.setFocus()
        return page

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

    def show_document(self, no: str) -> bool:
        """Show the document of the stockroom with that number; False when none has it."""
        for section in SECTIONS:
            page = self.page(section.name)
            if hasattr(page, "show_document") and page.show_document(no):
                self.show_page(section.name)
                return True
        return False

    def _goer(self, name: str) -> Callable[[], None]:
        return lambda: self.show_page(name)
