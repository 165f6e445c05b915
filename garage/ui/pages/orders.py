"""Work orders: filters, the list, and the one order that is worked on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from garage.i18n import _
from garage.services.command import Area
from garage.services.order_list import OrderFilter, OrderRow
from garage.ui.desk import Desk
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.pages.order_list import FILTERS, OrderList

if TYPE_CHECKING:
    from garage.ui.pages.order_view import OrderView

AREAS = frozenset({Area.ORDERS, Area.MONEY, Area.STOCK, Area.CUSTOMERS, Area.RETURNS, Area.CARE})
_LIST_WIDTH, _PAGE_WIDTH = 300, 950


class OrdersPage(QWidget):
    """The tab: `show_order` and `new_order` are how others come here."""

    opened = Signal(int)
    """This order is on screen now."""
    vehicle_asked = Signal(int)
    """Somebody wants to see the page of this vehicle."""
    document_asked = Signal(str)
    """Somebody wants to see a document of warranty returns."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("orders_page")
        self._desk = desk
        self._refreshing = False
        self.chips = ChipBar(name="order_filters")
        self.chips.chosen.connect(self._choose)
        self.list = OrderList(desk)
        self.list.selected.connect(self._on_selected)
        self._view: OrderView | None = None
        self.list.opened.connect(lambda row: self.show_order(row.id))
        self.setFocusProxy(self.list)
        act = make_action(self, _("New order…"), self.new_order, "Ctrl+N", "plus", name="new_order_action")
        self.new = QPushButton(act.icon(), _("New order"))
        self.new.setObjectName("new_order")
        self.new.setAccessibleName(_("New order"))
        self.new.setToolTip(act.toolTip())
        self.new.clicked.connect(act.trigger)
        self.list.set_empty(
            _("Cars that are here stand in this list.\nType a plate to receive the first one."),
            _("New order"),
            self.new_order,
        )
        self._assemble()
        self._read(None)
        desk.changed.connect(self._on_changed)

    # What others use

    @property
    def view(self) -> "OrderView":
        """The one order that is worked on; made with the first, for half the program stands behind it."""
        if self._view is None:
            from garage.ui.pages.order_view import OrderView  # noqa: PLC0415 - the window is there without it

            self._view = OrderView(self._desk)
            self._view.vehicle_asked.connect(self.vehicle_asked)
            self._view.document_asked.connect(self.document_asked)
            self._stack.addWidget(self._view)
        return self._view

    def show_order(self, order_id: int) -> None:
        """Bring an order on screen, whatever its state."""
        if not self.view.set_order(order_id):
            return
        self._stack.setCurrentWidget(self.view)
        self._select(order_id)
        self.view.take_keyboard()
        self.opened.emit(order_id)

    def in_sight(self) -> tuple[int | None, int | None]:
        """(customer, car) of the order that stands here."""
        page = self._view.page if self._view is not None else None
        return (page.customer_id, page.vehicle_id) if page is not None else (None, None)

    def new_order(self, plate_text: str = "") -> None:
        """A car arrives: ask for its plate and open its order."""
        from garage.ui.forms.arrival import ArrivalForm  # noqa: PLC0415 - see `view`

        if not self.save():
            return
        form = ArrivalForm(self, self._desk, plate_text)
        made: list[int] = []
        form.saved.connect(made.append)
        form.exec()
        form.deleteLater()
        if made:
            self.show_order(made[0])

    def save(self) -> bool:
        """Save what is typed before the page goes away; False when a cell is wrong."""
        return self._view is None or self._view.save()

    # Inside

    def _assemble(self) -> None:
        self._stack = QStackedWidget()
        hint = QLabel(_("Choose an order at the left, or receive a car."))
        hint.setProperty("tone", "muted")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(hint)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        column.addWidget(self.list.footer)
        splitter = QSplitter()
        splitter.setObjectName("orders_splitter")
        splitter.setHandleWidth(10)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 4)
        splitter.setSizes([_LIST_WIDTH, _PAGE_WIDTH])
        top = QHBoxLayout()
        top.addWidget(self.chips, 1)
        top.addWidget(self.new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(splitter, 1)

    def _read(self, keep: int | None) -> None:
        self.list.show_filter(self.list.which, keep)
        counts = self.list.counts
        self.chips.set_chips([(which.value, say(), counts.get(which)) for which, say in FILTERS.items()])

    def _choose(self, key: str) -> None:
        self.list.which = OrderFilter(key)
        self._read(self._shown())

    def _shown(self) -> int | None:
        """The order on screen."""
        return self._view.page.id if self._view is not None and self._view.page else None

    def _select(self, order_id: int) -> None:
        """Put the bar on it; when the filter hides it, another filter shows it."""
        if self.list.current_key() == order_id:
            return
        self._read(order_id)
        for which in (OrderFilter.OPEN, OrderFilter.ALL):
            if self.list.current_key() != order_id:
                self.chips.choose(which.value)
                self._read(order_id)

    def _on_selected(self, row: OrderRow | None) -> None:
        shown = self._shown()
        if row is None or row.id == shown or self._refreshing:
            return
        if self.view.set_order(row.id):
            self._stack.setCurrentWidget(self.view)
            self.opened.emit(row.id)
        elif shown is not None:
            self.list.select_key(shown)

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & AREAS:
            self._refresh()
            if self._view is not None:
                self._view.reload()

    def _refresh(self) -> None:
        """The order in sight stays, also when it leaves the list: a neighbour never takes its place unasked."""
        self._refreshing = True
        try:
            self._read(self.list.current_key())
            if self._shown() not in {None, self.list.current_key()}:
                self.list.clearSelection()
        finally:
            self._refreshing = False
