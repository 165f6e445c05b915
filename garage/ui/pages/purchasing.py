"""Buying: what is worth ordering, what is on order, what came in, and what was bought outside for a job."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from garage.domain.purchasing import PurchaseAct
from garage.i18n import _
from garage.services import purchase_orders, receipt_list
from garage.services.command import Area
from garage.services.purchase_orders import PurchaseFilter
from garage.ui.desk import Desk
from garage.ui.forms.booked_in import tell_booked_in, waiting_now
from garage.ui.forms.goods_receipt import GoodsReceiptForm
from garage.ui.forms.purchase_order import PurchaseOrderForm
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.pages.customer_parts import action_button, set_primary
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.part_receipts import ReceiptSection
from garage.ui.pages.purchase_orders import FILTERS, OrdersPanel
from garage.ui.pages.purchase_proposals import ProposalsPanel, tell_ordered
from garage.ui.pages.spot_purchases import SpotPanel

PROPOSALS, RECEIPTS, SPOT = "proposals", "receipts", "spot"


class BuyingPage(FreshPage):
    """Chips above, the list behind the chosen one below."""

    areas = frozenset({Area.STOCK, Area.ORDERS})

    order_opened = Signal(int)
    part_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("buying_page")
        self._proposed: int | None = None
        self.chips = ChipBar(name="buying")
        self.proposals = ProposalsPanel(desk)
        self.orders = OrdersPanel(desk)
        self.receipts = ReceiptSection(desk)
        self.spot = SpotPanel(desk)
        self.stack = QStackedWidget()
        for panel in (self.proposals, self.orders, self.receipts, self.spot):
            self.stack.addWidget(panel)
        self._make_actions()
        self._connect()
        self._build()
        self.show_chip(PROPOSALS)

    # What the rest of the program asks for

    def show_chip(self, key: str) -> None:
        """Go to a list."""
        self._say_counts()
        self.chips.chip(key).setChecked(True)
        self._show(key)

    def show_document(self, no: str) -> bool:
        """Show the purchase order or the goods receipt of that number; False when neither has it."""
        order, receipt = purchase_orders.of_number(no), receipt_list.of_number(no)
        if order is not None:
            self.show_order(order)
        elif receipt is not None:
            self.show_chip(RECEIPTS)
            self.receipts.show_receipt(receipt)
        return order is not None or receipt is not None

    def show_order(self, order_id: int) -> None:
        """Show a purchase order, among those like it."""
        row = purchase_orders.open_order(order_id).row
        which = PurchaseFilter.ALL
        if row.may(PurchaseAct.PLACE):
            which = PurchaseFilter.DRAFT
        elif row.may(PurchaseAct.RECEIVE):
            which = PurchaseFilter.COMING
        self.show_chip(which)
        self.orders.show_order(order_id)

    # Acts

    def new_order(self) -> PurchaseOrderForm:
        """Draft a purchase order by hand."""
        form = self.orders.add_order()
        form.saved.connect(self.show_order)
        return form

    def receive_goods(self) -> GoodsReceiptForm:
        """Take goods in: of the order under the bar, else of any or of none."""
        row = self.orders.row() if self.stack.currentWidget() is self.orders else None
        if row is not None and row.may(PurchaseAct.RECEIVE):
            return self.receive_order(row.id)
        return self._receive(GoodsReceiptForm(self._desk, self))

    def receive_order(self, order_id: int) -> GoodsReceiptForm:
        """Take in what a purchase order brings."""
        return self._receive(GoodsReceiptForm(self._desk, self, order_id=order_id))

    def refresh(self) -> None:
        """The counts on the chips; the lists look after themselves."""
        super().refresh()
        self._say_counts()

    # Inside

    def _receive(self, form: GoodsReceiptForm) -> GoodsReceiptForm:
        known = waiting_now()
        form.saved.connect(lambda no: self._on_booked_in(no, known))
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.open()
        return form

    def _on_booked_in(self, number: str, known: frozenset[int]) -> None:
        """Its number is said; where receipts are in sight the bar goes to it: what follows is about this one."""
        if self.stack.currentWidget() is self.receipts:
            self._show_receipt(number)
        tell_booked_in(self, number, known, self._show_receipt, self.order_opened.emit)

    def _show_receipt(self, number: str) -> None:
        self.show_document(number)

    def _show(self, key: str) -> None:
        panel = {PROPOSALS: self.proposals, RECEIPTS: self.receipts, SPOT: self.spot}.get(key, self.orders)
        if panel is self.orders:
            self.orders.show_filter(PurchaseFilter(key))
        self.stack.setCurrentWidget(panel)
        leads = key not in {
            PROPOSALS,
            PurchaseFilter.DRAFT,
            PurchaseFilter.ALL,
        }  # there a blue button of its own stands below
        set_primary(self.receive_action, self._receive_button, primary=leads)
        self.setFocusProxy(panel)
        if self.isVisible():
            panel.setFocus()

    def _say_counts(self) -> None:
        counts = purchase_orders.counts(self._desk.today())
        self.chips.set_chips(
            [
                (PROPOSALS, _("Proposals"), self._proposed),
                *((which.value, words(), counts.get(which)) for which, words in FILTERS.items()),
                (RECEIPTS, _("Goods receipts"), None),
                (SPOT, _("Spot purchases"), None),
            ]
        )

    def _count_proposals(self, count: int) -> None:
        self._proposed = count
        self._say_counts()

    def _on_ordered(self, order_ids: list[int]) -> None:
        numbers = [purchase_orders.open_order(ref).row.no for ref in order_ids]
        tell_ordered(self, numbers, lambda: self.show_order(order_ids[0]))

    def _make_actions(self) -> None:
        def action(name: str, text: str, slot: Callable[[], object], keys: str, icon: str) -> QAction:
            return make_action(self, text, slot, keys, icon, name=name)

        self.new_action = action(
            "new_purchase_order", _("New purchase order"), self.new_order, "Ctrl+N", "plus"
        )
        self.receive_action = action(
            "receive_delivery", _("Receive goods"), self.receive_goods, "Ctrl+R", "box"
        )
        self._receive_button = action_button(self.receive_action)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._show)
        self.proposals.counted.connect(self._count_proposals)
        self.proposals.ordered.connect(self._on_ordered)
        self.orders.receive_wanted.connect(self.receive_order)
        for panel in (self.orders, self.receipts, self.spot):
            panel.order_opened.connect(self.order_opened)
            panel.part_opened.connect(self.part_opened)
        self.proposals.suppliers.set_empty(
            _(
                "Enough of everything is on the shelf or on its way. Parts that fall below their minimum stand here."
            ),
            self.new_action.text(),
            self.new_action.trigger,
        )
        self.receipts.list.set_empty(
            _("Deliveries and opening stock stand here once they are booked in."),
            self.receive_action.text(),
            self.receive_action.trigger,
        )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.chips, 1)
        head.addWidget(action_button(self.new_action))
        head.addWidget(self._receive_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
