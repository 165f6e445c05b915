"""Customers and vehicles: find somebody by any fragment, see the file, the cars and all that follows them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QWidget

from garage.domain.customer_page import FileTab
from garage.i18n import _
from garage.services import customers, vehicles
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.customer_statement import CustomerStatementDialog
from garage.ui.forms.odometer import OdometerForm
from garage.ui.forms.owner_search import phone_or_name
from garage.ui.forms.vehicle import VehicleForm
from garage.ui.forms.vehicle_owner import VehicleOwnerForm
from garage.ui.forms.verdict import VerdictForm
from garage.ui.forms.warranty_panel import KEY
from garage.ui.kit.actions import make_action
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import toast
from garage.ui.pages.customer_car import CarCard
from garage.ui.pages.customer_detail import CustomerDetail
from garage.ui.pages.customer_head import CustomerHead
from garage.ui.pages.customer_list import CustomerList, Line
from garage.ui.pages.customer_merging import CustomerMerging
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.customer_steps import CustomerSteps
from garage.ui.pages.customer_words import called
from garage.ui.pages.fresh import FreshPage

_LIST_WIDTH = 446


class CustomersPage(FreshPage):
    """List at the left, the chosen customer at the right; refreshes itself when customers or orders change."""

    areas = frozenset({Area.CUSTOMERS, Area.ORDERS, Area.MONEY, Area.CARE})

    order_opened = Signal(int)
    reception_wanted = Signal(int)
    sales_wanted = Signal(int)
    """What this customer bought over the counter."""
    document_opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("customers_page")
        self._make_actions()
        self.merging = CustomerMerging(desk, self)
        self.steps = CustomerSteps(desk, self)
        self.list = CustomerList(desk)
        self.setFocusProxy(self.list.line)
        head = CustomerHead(
            [action_button(self.edit_customer_action), action_button(self.new_vehicle_action)],
            _link(_("Complete the file"), "complete_file", self.edit_customer_action),
            _link(_("Counter sales"), "customer_sales", self.sales_action),
            [
                _link(self.merging.likely_action.text(), "compare_likely_link", self.merging.likely_action),
                _link(self.merging.apart_action.text(), "keep_likely_apart", self.merging.apart_action),
            ],
        )
        car = CarCard(
            [
                action_button(self.edit_vehicle_action),
                action_button(self.odometer_action),
                action_button(self.owner_action),
                action_button(self.receive_action, primary=True),
            ],
            _link(self.verdict_action.text(), "car_verdict_link", self.verdict_action),
        )
        no_car = _link(_("No car yet: add the first one"), "first_car", self.new_vehicle_action)
        steps = {
            FileTab.ORDERS: (self.receive_action,),
            FileTab.MONEY: (self.account_action,),
            **self.steps.of_tab,
        }
        self.detail = CustomerDetail(desk, head, car, no_car, steps)
        self._connect()
        self._build()
        self._enable()

    # What the rest of the program asks for

    def show_customer(self, customer_id: int, vehicle_id: int | None = None) -> None:
        """Show this customer, and the car if one is named; raises KeyError when there is none."""
        self._outdated = False
        customer_id = customers.open_customer(customer_id).id
        if not self.list.show_all(customer_id):
            self.list.view.clearSelection()  # further down than the list was read
        self.detail.show_customer(customer_id, vehicle_id)

    def show_vehicle(self, vehicle_id: int) -> None:
        """Show this car under its present owner; raises KeyError when there is none."""
        car = vehicles.open_vehicle(vehicle_id, self._desk.today())
        if car.owner is None:
            raise KeyError(vehicle_id)
        self.show_customer(car.owner.customer_id, car.id)

    # Acts

    def show_overdue_files(self) -> None:
        """The customers whose file should be complete and is not."""
        self.list.chips.chip("overdue_files").setChecked(True)
        self.list.reload()

    def in_sight(self) -> tuple[int | None, int | None]:
        """(customer, car) that stand here."""
        return self.detail.customer_id, self.detail.vehicle_id

    def find(self) -> None:
        """Go to the search line."""
        self.list.line.setFocus()
        self.list.line.selectAll()

    def new_customer(self) -> None:
        """Enter a customer; what was looked for in vain is filled in."""
        nobody = self.list.typed() and not self.list.view.rows().rowCount()
        typed = phone_or_name(self.list.typed()) if nobody else {}
        form = CustomerForm(self._desk, self, **typed)
        form.existing_chosen.connect(self.show_customer)
        form.saved.connect(self._on_new_customer)
        self._open(form)

    def edit_customer(self) -> None:
        """Change the customer shown."""
        if self.detail.customer_id is not None:
            form = CustomerForm(self._desk, self, self.detail.customer_id)
            form.existing_chosen.connect(self.show_customer)
            self._open(form)

    def new_vehicle(self) -> None:
        """Enter a car of the customer shown."""
        form = VehicleForm(self._desk, self, owner_id=self.detail.customer_id)
        form.existing_chosen.connect(self.show_vehicle)
        form.saved.connect(self.show_vehicle)
        self._open(form)

    def edit_vehicle(self) -> None:
        """Change the car shown."""
        if self.detail.vehicle_id is not None:
            form = VehicleForm(self._desk, self, self.detail.vehicle_id)
            form.existing_chosen.connect(self.show_vehicle)
            self._open(form)

    def change_owner(self) -> None:
        """Give the car shown to somebody else."""
        if self.detail.vehicle_id is not None:
            form = VehicleOwnerForm(self._desk, self, self.detail.vehicle_id)
            vehicle_id = self.detail.vehicle_id
            form.saved.connect(lambda owner_id: self.show_customer(owner_id, vehicle_id))
            self._open(form)

    def correct_odometer(self) -> None:
        """Put a reading of the car shown on record."""
        if self.detail.vehicle_id is not None:
            self._open(OdometerForm(self._desk, self, self.detail.vehicle_id))

    def show_verdict(self) -> None:
        """What is promised on the car shown, at a reading that the customer tells."""
        if self.detail.vehicle_id is not None:
            car = vehicles.open_vehicle(self.detail.vehicle_id, self._desk.today())
            about = " · ".join(filter(None, (called(car.plate, car.vin), car.brand, car.model)))
            self._open(VerdictForm(self, self._desk, car.id, about))

    def receive(self) -> None:
        """The car shown is here: reception is asked for."""
        if self.detail.vehicle_id is not None:
            self.reception_wanted.emit(self.detail.vehicle_id)

    def show_account(self) -> None:
        """What the customer shown owes, and how it came about."""
        if (customer_id := self.detail.customer_id) is not None:
            window = CustomerStatementDialog(self._desk, self, customer_id)
            window.open()
            window.finished.connect(window.deleteLater)

    def show_sales(self) -> None:
        """Go to what the customer shown bought over the counter."""
        if self.detail.customer_id is not None:
            self.sales_wanted.emit(self.detail.customer_id)

    def refresh(self) -> None:
        """Read everything anew; who is shown stays shown, unless they just left the list the bar was in."""
        super().refresh()
        shown, car = self.detail.customer_id, self.detail.vehicle_id
        followed = self.list.view.current_key() == shown
        self.list.reload()
        left = followed and self.list.view.current_key() != shown
        if shown is not None and not left:
            self.detail.show_customer(shown, car)

    # Inside

    def _make_actions(self) -> None:
        def action(name: str, text: str, slot: Callable[[], object], keys: str, icon: str) -> QAction:
            return make_action(self, text, slot, keys, icon, name=name)

        self.find_action = action("find_customer", _("Find"), self.find, "Ctrl+F", "search")
        self.new_customer_action = action(
            "new_customer", _("New customer"), self.new_customer, "Ctrl+N", "plus"
        )
        self.edit_customer_action = action("edit_customer", _("Edit"), self.edit_customer, "Ctrl+E", "pencil")
        self.new_vehicle_action = action(
            "new_vehicle", _("New vehicle"), self.new_vehicle, "Ctrl+Shift+N", "car"
        )
        self.edit_vehicle_action = action(
            "edit_vehicle", _("Edit car"), self.edit_vehicle, "Ctrl+Shift+E", "pencil"
        )
        self.owner_action = action(
            "change_owner", _("Change owner"), self.change_owner, "Ctrl+Shift+O", "person"
        )
        self.odometer_action = action(
            "correct_odometer", _("Odometer"), self.correct_odometer, "Ctrl+Shift+M", "history"
        )
        self.verdict_action = action("car_verdict", _("Warranties…"), self.show_verdict, KEY, "check")
        self.sales_action = action(
            "show_sales", _("Counter sales"), self.show_sales, "Ctrl+Shift+K", "receipt"
        )
        self.account_action = action(
            "customer_account", _("Statement of account…"), self.show_account, "Ctrl+T", "list"
        )
        self.receive_action = action("receive_car", _("Receive this car"), self.receive, "Ctrl+R", "wrench")

    def _connect(self) -> None:
        self.merging.customer_wanted.connect(self.show_customer)
        self.merging.vehicle_wanted.connect(self.show_vehicle)
        self.detail.tabs.order_opened.connect(self.order_opened)
        self.detail.tabs.document_opened.connect(self.document_opened)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _line: self.edit_customer_action.trigger())
        self.list.new_wanted.connect(self.new_customer_action.trigger)
        self.detail.vehicle_changed.connect(self._enable)
        self.detail.cars.opened.connect(lambda _row: self.edit_vehicle_action.trigger())
        self.detail.car.order_opened.connect(self.order_opened)
        self.detail.car.customer_opened.connect(self.show_customer)

    def _build(self) -> None:
        of_customer = (
            self.edit_customer_action,
            self.new_vehicle_action,
            self.new_customer_action,
            self.account_action,
            self.merging.customer_action,
            self.merging.duplicates_action,
        )
        of_car = (
            self.receive_action,
            self.edit_vehicle_action,
            self.odometer_action,
            self.verdict_action,
            self.owner_action,
            self.merging.vehicle_action,
        )
        for view, actions in ((self.list.view, of_customer), (self.detail.cars, of_car)):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            view.addActions(actions)
        self.list.add_button(action_button(self.new_customer_action, primary=True))
        duplicates = self.merging.duplicates_action
        self.list.add_link(_link(duplicates.text(), "duplicates_link", duplicates))
        split = QSplitter()
        split.setObjectName("customers_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(self.list)
        split.addWidget(self.detail)
        self.list.setMinimumWidth(_LIST_WIDTH)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 4)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addWidget(split)

    def _on_chosen(self, line: Line | None) -> None:
        if line is not None:
            same = line.customer.id == self.detail.customer_id
            car = line.vehicle_id or (self.detail.vehicle_id if same else None)
            self.detail.show_customer(line.customer.id, car)
        elif not self.list.view.rows().rowCount():
            self.detail.show_nobody()

    def _on_new_customer(self, customer_id: int) -> None:
        self.show_customer(customer_id)
        words = _("{name} is on file.").format(name=customers.open_customer(customer_id).name)
        toast(self, words, "ok", (_("Add a car"), self.new_vehicle))

    def _enable(self) -> None:
        self.merging.follow(*self.in_sight(), self.detail.head.likely)
        self.steps.follow(*self.in_sight())
        for action in (self.edit_customer_action, self.sales_action, self.account_action):
            action.setEnabled(self.detail.customer_id is not None)
        for action in (
            self.edit_vehicle_action,
            self.owner_action,
            self.odometer_action,
            self.verdict_action,
            self.receive_action,
        ):
            action.setEnabled(self.detail.vehicle_id is not None)

    @staticmethod
    def _open(form: FormDialog) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.open()


def _link(text: str, name: str, action: QAction) -> QPushButton:
    """A link that does what `action` does, in words that fit the place."""
    link = QPushButton(text)
    link.setObjectName(name)
    link.setAccessibleName(text)
    link.setToolTip(action.toolTip())
    link.setProperty("link", True)
    link.setCursor(Qt.CursorShape.PointingHandCursor)
    link.clicked.connect(action.trigger)
    return link
