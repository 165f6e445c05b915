"""A part that has to be changed some day, or anything else an owner wants to be reminded of (G6)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from garage.domain.plates import display_plate
from garage.errors import FieldError
from garage.i18n import _
from garage.services import reminders, search, vehicles
from garage.ui.desk import Desk
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import KilometreField, LineField
from garage.ui.kit.search_field import Hit, SearchField

_MOST = 12


def find_cars(text: str) -> Sequence[Hit]:
    """Cars by plate, VIN, owner or phone."""
    return [Hit(found.ref, found.title, found.subtitle) for found in search.find(text, _MOST, ("vehicle",))]


class ReminderForm(FormDialog):
    """Which car, what, and by when: a day, kilometres, or both."""

    def __init__(self, parent: QWidget | None, desk: Desk, vehicle_id: int | None = None) -> None:
        super().__init__(parent, _("New reminder"), width=620)
        self.setObjectName("reminder_form")
        self._desk, self._given = desk, vehicle_id
        self._car = self.add_field(
            "vehicle",
            _("Car"),
            SearchField(find_cars, placeholder=_("Plate, VIN, name or phone"), limit=60),
            required=True,
        )
        self.add_field("subject", _("What is due"), LineField(limit=80), required=True)
        self.add_field("due_on", _("Due on"), DateField(now=desk.now))
        self.add_field("due_km", _("or at km"), KilometreField(), beside=True)

    def load(self) -> None:
        if self._given is not None:
            page = vehicles.open_vehicle(self._given, self._desk.today())
            owner = page.owner.name if page.owner else ""
            self._car.set_value(Hit(page.id, display_plate(page.plate) or page.vin, owner))
            self.widget("subject").setFocus()

    def save(self) -> int:
        values = {name: box.field.value() for name, box in self.body.boxes.items()}  # type: ignore[attr-defined]
        hit = self._car.hit()
        if hit is None:
            raise FieldError("vehicle", _("Choose a car from the list."))
        return reminders.add(
            self._desk.by(), int(hit.ref), values["subject"], values["due_on"], values["due_km"]
        )
