"""The chosen part below the stock list: its facts at the left, what belongs to it behind tabs at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from garage.i18n import _
from garage.services import part_history, parts, serials
from garage.services.serials import FittedRow
from garage.services.stock import LedgerRow
from garage.ui.desk import Desk
from garage.ui.forms.photos import PhotoPanel
from garage.ui.kit.actions import make_action
from garage.ui.kit.table_view import ListView
from garage.ui.pages.part_card import FactCard
from garage.ui.pages.part_ledger import PartLedger
from garage.ui.pages.part_numbers import NumbersTab
from garage.ui.pages.part_purchases import PriceList, PurchaseList
from garage.ui.pages.part_serials import SerialList

LEDGER, NUMBERS, PHOTOS, PURCHASES, PRICES, SERIALS = range(6)
"""Places of the tabs."""


class PartDetail(QWidget):
    """One part at a time; remembers which. Alt+Shift and a number goes to a tab."""

    order_opened = Signal(int)
    part_opened = Signal(int)
    document_opened = Signal(str)
    """A movement of the ledger that belongs to no order: its document is asked for."""
    changed = Signal()
    """Another part is shown, or none."""

    def __init__(self, desk: Desk, buttons: list[QPushButton]) -> None:
        super().__init__()
        self.setObjectName("part_detail")
        self.part_id: int | None = None
        self._costs = True
        self.card = FactCard(buttons)
        self.ledger = PartLedger(desk)
        self.ledger.opened.connect(self._open)
        self.numbers = NumbersTab(desk)
        self.numbers.part_opened.connect(self.part_opened)
        self.photos = PhotoPanel(desk, "part")
        self.photos.counted.connect(lambda count: self._count(PHOTOS, _("Photos"), count))
        self.purchases = PurchaseList()
        self.prices = PriceList()
        self.serials = SerialList()
        self.serials.opened.connect(self._open_piece)
        self.tabs = QTabWidget()
        self.nothing = QLabel(_("Choose a part above, or scan one."))
        self.nothing.setObjectName("no_part")
        self.nothing.setProperty("tone", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No part is chosen."""
        self.part_id = None
        self._fit()

    def show_part(self, part_id: int) -> None:
        """Show this part; raises KeyError when there is none."""
        card = parts.open_part(part_id)
        self.part_id = part_id
        self.card.show_card(card)
        self.numbers.show_card(card)
        self._count(NUMBERS, _("Numbers, substitutes"), self.numbers.count())
        prices = part_history.prices(part_id)
        self.prices.show_rows(prices)
        self.tabs.setTabVisible(PRICES, bool(prices))
        pieces = serials.of_part(part_id)
        self.serials.show_rows(pieces)
        self.tabs.setTabVisible(SERIALS, bool(pieces) or card.data.serial_tracked)
        self._fill()
        self._fit()

    def show_costs(self, shown: bool) -> None:
        """Show what parts cost the shop, or not."""
        self._costs = shown
        self.card.show_costs(shown)
        self.ledger.show_costs(shown)
        self.tabs.setTabVisible(PURCHASES, shown)

    def _fill(self) -> None:
        """The tab in sight is read now, the others when they are shown."""
        if self.part_id is None:
            return
        self.photos.show_of(self.part_id)
        if self.tabs.currentIndex() == LEDGER:
            self.ledger.show_of(self.part_id)
        if self.tabs.currentIndex() == PURCHASES and self._costs:
            self.purchases.show_of(self.part_id)

    def _open(self, row: LedgerRow) -> None:
        if row.order_id is not None:
            self.order_opened.emit(row.order_id)
        else:
            self.document_opened.emit(row.document)

    def _open_piece(self, row: FittedRow) -> None:
        if row.order_id is not None:
            self.order_opened.emit(row.order_id)
        else:
            self.document_opened.emit(row.sale_no or row.paper_no)

    def _count(self, tab: int, words: str, count: int) -> None:
        self.tabs.setTabText(tab, f"{words} {count}" if count else words)

    def _fit(self) -> None:
        chosen = self.part_id is not None
        self.card.setVisible(chosen)
        self.tabs.setVisible(chosen)
        self.nothing.setVisible(not chosen)
        self.changed.emit()

    def _build(self) -> None:
        self.tabs.setObjectName("part_tabs")
        self.tabs.setAccessibleName(_("About the part"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for place, (words, page) in enumerate(
            (
                (_("Ledger"), _with_footer(self.ledger)),
                (_("Numbers, substitutes"), self.numbers),
                (_("Photos"), self.photos),
                (_("Purchases"), _with_footer(self.purchases)),
                (_("Prices"), self.prices),
                (_("Serial nos."), self.serials),
            )
        ):
            self.tabs.addTab(page, words)
            keys = f"Alt+Shift+{place + 1}"
            action = make_action(self, words, self._goer(place), keys, name=f"part_tab_{place + 1}")
            self.tabs.setTabToolTip(place, action.toolTip())
        self.tabs.currentChanged.connect(lambda _place: self._fill())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.card)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.nothing, 1)

    def _goer(self, place: int) -> Callable[[], None]:
        def go() -> None:
            if self.tabs.isVisible() and self.tabs.isTabVisible(place):
                self.tabs.setCurrentIndex(place)
                self.tabs.currentWidget().setFocus()

        return go


def _with_footer(view: ListView) -> QWidget:
    """A list with the words about how many rows it shows."""
    room = QWidget()
    room.setFocusProxy(view)
    layout = QVBoxLayout(room)
    layout.setContentsMargins(0, 4, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(view, 1)
    layout.addWidget(view.footer)
    return room
