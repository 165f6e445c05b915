"""The form that gives a car another owner: its history follows it, debts stay with the customer (A12)."""

from PySide6.QtWidgets import QLabel, QWidget

from garage.domain.plates import display_plate
from garage.errors import FieldError
from garage.i18n import _
from garage.services import vehicles
from garage.services.vehicles import VehiclePage
from garage.ui.desk import Desk
from garage.ui.forms.owner_search import add_owner_field
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog


class VehicleOwnerForm(FormDialog):
    """Who owns the car from now on; `saved` carries the new owner's id."""

    def __init__(self, desk: Desk, parent: QWidget | None, vehicle_id: int) -> None:
        car = vehicles.open_vehicle(vehicle_id, desk.today())
        called = f"{display_plate(car.plate) or car.vin} · {car.brand} {car.model}".rstrip(" ·")
        super().__init__(parent, _("Change owner"), called, _("Change owner"), width=560)
        self.setObjectName("vehicle_owner_form")
        self._desk = desk
        self._vehicle_id = vehicle_id
        self.owner = add_owner_field(self, desk, _("New owner"))
        self.day = self.add_field("on", _("Since"), fields.DateField(now=desk.now), required=True)
        words = QLabel(_consequences(car))
        words.setObjectName("consequences")
        words.setWordWrap(True)
        words.setProperty("tone", "muted")
        self.add_widget(words)

    def load(self) -> None:
        self.day.set_date(self._desk.today())

    def save(self) -> object:
        owner, day = self.owner.value(), self.day.date()
        if owner is None or day is None:
            raise FieldError("owner", _("Choose one from the list."))
        vehicles.change_owner(self._desk.by(), self._vehicle_id, owner, day)
        return owner


def _consequences(car: VehiclePage) -> str:
    follows = _("Orders, warranties and advice stay with the car.")
    if car.owner is None:
        return follows
    stays = _("{owner} has owned it since {day}; unpaid bills stay with {owner}.")
    return f"{follows}\n{stays.format(owner=car.owner.name, day=car.owner.since.isoformat())}"
