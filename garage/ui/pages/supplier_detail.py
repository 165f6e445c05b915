"""The chosen supplier below the list: its card at the left, its account and what else there is behind tabs."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from garage.i18n import _
from garage.services import supplier_ratings, supplier_statements, suppliers
from garage.ui.desk import Desk
from garage.ui.kit.actions import make_action
from garage.ui.pages.supplier_card import SupplierCard
from garage.ui.pages.supplier_list import SupplierList
from garage.ui.pages.supplier_tabs import tabs

_COST_COLUMNS = frozenset(
    {"amount", "balance", "tax", "difference", "cost", "value", "credit", "price", "before", "change"}
)


class SupplierDetail(QWidget):
    """One supplier at a time; remembers which. Alt+Shift and a number goes to a tab."""

    changed = Signal()
    """Another supplier or row is shown, or none."""

    def __init__(self, desk: Desk, listed: SupplierList, on_card: list[QPushButton]) -> None:
        super().__init__()
        self.setObjectName("supplier_detail")
        self._desk = desk
        self._listed = listed
        self.supplier_id: int | None = None
        self.card = SupplierCard(on_card)
        self.lists = tabs(desk.today)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("supplier_tabs")
        self.tabs.setAccessibleName(_("About this supplier"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.nothing = QLabel(_("Choose a supplier above."))
        self.nothing.setObjectName("no_supplier")
        self.nothing.setProperty("tone", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stale = set(self.lists)
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No supplier is chosen."""
        self.supplier_id = None
        self._fit()

    def show_supplier(self, supplier_id: int) -> None:
        """Show this supplier; raises KeyError when there is none."""
        row = suppliers.open_supplier(supplier_id)
        today = self._desk.today()
        ageing = supplier_statements.ageings([supplier_id], today)[supplier_id]
        rating = supplier_ratings.ratings([supplier_id], self._listed.since(), today)[supplier_id]
        self.supplier_id = supplier_id
        self.card.show_supplier(row, ageing, rating)
        for view in self.lists.values():
            view.describe = lambda: row.name
        self._stale = set(self.lists)
        self._show_tab()
        self._fit()

    def current(self) -> str:
        """Name of the tab in sight."""
        return list(self.lists)[self.tabs.currentIndex()]

    def show_list(self, name: str) -> None:
        """Bring a tab in sight."""
        self.tabs.setCurrentIndex(list(self.lists).index(name))

    def show_costs(self, shown: bool) -> None:
        """Show money, or keep it from whoever looks."""
        self.card.show_costs(shown)
        for view in self.lists.values():
            for place, column in enumerate(view.rows().columns):
                if column.name in _COST_COLUMNS:
                    view.setColumnHidden(place, not shown)

    def _goer(self, name: str) -> Callable[[], None]:
        def go() -> None:
            self.show_list(name)
            self.lists[name].setFocus()

        return go

    def _show_tab(self) -> None:
        """Lists are read when they come in sight."""
        name = self.current()
        if name in self._stale:
            self._stale.discard(name)
            self.lists[name].show_of(self.supplier_id)
        self.changed.emit()

    def _fit(self) -> None:
        chosen = self.supplier_id is not None
        self.card.setVisible(chosen)
        self.tabs.setVisible(chosen)
        self.nothing.setVisible(not chosen)
        self.changed.emit()

    def _build(self) -> None:
        for place, (name, view) in enumerate(self.lists.items()):
            room = QWidget()
            column = QVBoxLayout(room)
            column.setContentsMargins(0, 6, 0, 0)
            column.setSpacing(4)
            column.addWidget(view, 1)
            column.addWidget(view.footer)
            words, keys = view.accessibleName(), f"Alt+Shift+{place + 1}"
            self.tabs.addTab(room, words)
            go = make_action(self, words, self._goer(name), keys, name=f"supplier_tab_{place + 1}")
            self.tabs.setTabToolTip(place, go.toolTip())
            view.selected.connect(lambda _row: self.changed.emit())
        self.tabs.currentChanged.connect(lambda _place: self._show_tab())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.card)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.nothing, 1)
