"""Customers and vehicles: find somebody by any fragment, see the file, the cars and all that follows them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from garage.i18n import _
from garage.services import customers, vehicles
from garage.services.command import Area
from garage.services.customers import CustomerPage, VehicleRow
from garage.ui.desk import Desk
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.odometer import OdometerForm
from garage.ui.forms.owner_search import phone_or_name
from garage.ui.forms.vehicle import VehicleForm
from garage.ui.forms.vehicle_owner import VehicleOwnerForm
from garage.ui.kit.actions import make_action
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import toast
from garage.ui.kit.theme import ROW_HEIGHT
from garage.ui.pages.customer_car import CarCard
from garage.ui.pages.customer_cars import car_list
from garage.ui.pages.customer_head import CustomerHead
from garage.ui.pages.customer_list import CustomerList, Line
from garage.ui.pages.customer_parts import action_button

MOST_CARS_SEEN = 4


class CustomersPage(QWidget):
    """List at the left, the chosen customer at the right; refreshes itself when customers or orders change."""

    order_opened = Signal(int)
    reception_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customers_page")
        self._desk = desk
        self._customer_id: int | None = None
        self._vehicle_id: int | None = None
        self._outdated = True
        self._make_actions()
        self.list = CustomerList(desk)
        self.cars = car_list(desk)
        self.head = CustomerHead(
            [action_button(self.edit_customer_action), action_button(self.new_vehicle_action)],
            self._complete_button(),
        )
        self.car = CarCard(
            [
                action_button(self.odometer_action),
                action_button(self.owner_action),
                action_button(self.edit_vehicle_action),
                action_button(self.receive_action, primary=True),
            ]
        )
        self._connect()
        self._build()
        self._show_nobody()

    # What the rest of the program asks for

    def show_customer(self, customer_id: int, vehicle_id: int | None = None) -> None:
        """Show this customer, and the car if one is named; raises KeyError when there is none."""
        self._outdated = False
        self._vehicle_id = vehicle_id
        listed = self.list.show_all(customer_id)
        if not listed:
            self.list.view.clearSelection()
        self._show(customer_id, vehicle_id)

    def show_vehicle(self, vehicle_id: int) -> None:
        """Show this car under its present owner; raises KeyError when there is none."""
        owner = vehicles.open_vehicle(vehicle_id, self._desk.today()).owner
        if owner is None:
            raise KeyError(vehicle_id)
        self.show_customer(owner.customer_id, vehicle_id)

    @property
    def customer_id(self) -> int | None:
        """The customer shown."""
        return self._customer_id

    @property
    def vehicle_id(self) -> int | None:
        """The car shown."""
        return self._vehicle_id

    # Acts

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
        if self._customer_id is not None:
            form = CustomerForm(self._desk, self, self._customer_id)
            form.existing_chosen.connect(self.show_customer)
            self._open(form)

    def new_vehicle(self) -> None:
        """Enter a car of the customer shown."""
        form = VehicleForm(self._desk, self, owner_id=self._customer_id)
        form.existing_chosen.connect(self.show_vehicle)
        form.saved.connect(self.show_vehicle)
        self._open(form)

    def edit_vehicle(self) -> None:
        """Change the car shown."""
        if self._vehicle_id is not None:
            form = VehicleForm(self._desk, self, self._vehicle_id)
            form.existing_chosen.connect(self.show_vehicle)
            self._open(form)

    def change_owner(self) -> None:
        """Give the car shown to somebody else."""
        if self._vehicle_id is not None:
            form = VehicleOwnerForm(self._desk, self, self._vehicle_id)
            vehicle_id = self._vehicle_id
            form.saved.connect(lambda owner_id: self.show_customer(owner_id, vehicle_id))
            self._open(form)

    def correct_odometer(self) -> None:
        """Put a reading of the car shown on record."""
        if self._vehicle_id is not None:
            self._open(OdometerForm(self._desk, self, self._vehicle_id))

    def receive(self) -> None:
        """The car shown is here: reception is asked for."""
        if self._vehicle_id is not None:
            self.reception_wanted.emit(self._vehicle_id)

    def refresh(self) -> None:
        """Read everything anew; who is shown stays shown."""
        self._outdated = False
        self.list.reload()
        if self._customer_id is not None:
            self._show(self._customer_id, self._vehicle_id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self.refresh()

    # Inside

    def _make_actions(self) -> None:
        def action(name: str, text: str, slot: object, keys: str, icon: str) -> QAction:
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
        self.receive_action = action("receive_car", _("Receive this car"), self.receive, "Ctrl+R", "wrench")
