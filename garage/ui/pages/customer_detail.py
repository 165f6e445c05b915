"""The right side of the customers' page: the customer's head, the cars with the chosen one, and all that follows."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from garage.domain.customer_page import FileTab
from garage.i18n import _
from garage.services import customers, vehicles
from garage.services.customers import VehicleRow
from garage.ui.desk import Desk
from garage.ui.kit import theme
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_car import CarCard
from garage.ui.pages.customer_head import CustomerHead
from garage.ui.pages.customer_parts import ShortList
from garage.ui.pages.customer_tabs import CustomerTabs
from garage.ui.pages.customer_words import called, due_tone, due_words, kilometres

MOST_CARS_SEEN = 3


class CustomerDetail(QScrollArea):
    """One customer at a time; remembers which customer and which car are shown."""

    vehicle_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        head: CustomerHead,
        car: CarCard,
        no_car: QPushButton,
        steps: Mapping[FileTab, Sequence[QAction]],
    ) -> None:
        super().__init__()
        self.setObjectName("customer_detail")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.customer_id: int | None = None
        self.vehicle_id: int | None = None
        self._desk = desk
        self.head = head
        self.cars = car_list(desk)
        self.car = car
        self.nobody = QLabel(
            _("Choose somebody at the left, or type a plate, a phone or a name above the list.")
        )
        self.nobody.setObjectName("nobody")
        self.nobody.setProperty("tone", "muted")
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nobody.setWordWrap(True)
        self._no_car = no_car
        self._room = QWidget()
        self._room.setObjectName("form_body")
        self.tabs = CustomerTabs(desk, self._room, steps)
        self.cars.selected.connect(self._on_car_selected)
        self._build()
        self.show_nobody()

    def show_nobody(self) -> None:
        """Nobody is chosen."""
        self.customer_id = self.vehicle_id = None
        for widget in (self.head, self.tabs):
            widget.hide()
        self.nobody.show()
        self.vehicle_changed.emit()

    def show_customer(self, customer_id: int, vehicle_id: int | None = None) -> None:
        """Show this customer with this car, else the first; raises KeyError when there is no such customer.

        Of a file that was merged the one that it is in now is shown.
        """
        page = customers.open_customer(customer_id)
        self.customer_id = page.id
        self.nobody.hide()
        self.head.show_customer(page, self._desk.today())
        self.head.show()
        known = [row.vehicle_id for row in page.vehicles]
        self.vehicle_id = vehicle_id if vehicle_id in known else next(iter(known), None)
        self.cars.blockSignals(True)
        self.cars.show_rows(page.vehicles)
        self.cars.blockSignals(False)
        self.cars.setFixedHeight(_height(self.cars, len(known)))
        self.cars.setVisible(bool(known))
        self._no_car.setVisible(not known)
        self.tabs.show_customer(page.id, len(known))
        self.tabs.show()
        self._show_car()

    def _show_car(self) -> None:
        if self.vehicle_id is not None:
            self.cars.blockSignals(True)
            self.cars.select_key(self.vehicle_id)
            self.cars.blockSignals(False)
            self.car.show_car(vehicles.open_vehicle(self.vehicle_id, self._desk.today()), self._desk.today())
        self.car.setVisible(self.vehicle_id is not None)
        self.vehicle_changed.emit()

    def _on_car_selected(self, row: VehicleRow | None) -> None:
        if row is not None and row.vehicle_id != self.vehicle_id:
            self.vehicle_id = row.vehicle_id
            self._show_car()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("form_body")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.nobody, 1)
        layout.addWidget(self.head)
        layout.addWidget(self.tabs, 1)
        layout.addStretch()
        room = QVBoxLayout(self._room)
        room.setContentsMargins(0, 8, 0, 0)
        room.setSpacing(10)
        room.addWidget(self.cars)
        room.addWidget(self._no_car, 0, Qt.AlignmentFlag.AlignLeft)
        room.addWidget(self.car, 1)
        self.setWidget(inside)


def car_list(desk: Desk) -> ShortList:
    """Cars owned now, then those sold; Enter edits one."""

    def service(row: VehicleRow) -> str:
        return due_words(row.next_service_on, desk.today())

    def service_tone(row: VehicleRow) -> str | None:
        return due_tone(row.next_service_on, desk.today()) or None

    def owned(row: VehicleRow) -> str:
        if row.until is None:
            return _("since {day}").format(day=row.since.isoformat())
        return _("until {day}").format(day=row.until.isoformat())

    def faded(row: VehicleRow) -> str | None:
        return "muted" if row.until is not None else None

    columns = [
        Column("car", _("Car"), 130, "left", lambda row: called(row.plate, row.vin), colour=faded, bold=True),
        Column("model", _("Model"), 0, "left", lambda row: row.model, colour=faded),
        Column("km", _("Odometer"), 110, "right", lambda row: kilometres(row.odometer_km), colour=faded),
        Column(
            "service",
            _("Next service"),
            210,
            "left",
            service,
            colour=service_tone,
            icon=lambda row: "clock" if service_tone(row) else None,
        ),
        Column("owned", _("Owned"), 140, "left", owned, colour=faded),
    ]
    return ShortList("customer_cars", _("Cars"), columns, lambda row: row.vehicle_id, _("No car yet."))


def _height(view: ShortList, rows: int) -> int:
    header = view.horizontalHeader().sizeHint().height()
    return header + min(rows, MOST_CARS_SEEN) * theme.ROW_HEIGHT + 2 * view.frameWidth()
