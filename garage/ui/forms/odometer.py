"""The form that puts an odometer reading on record or corrects a wrong one, always with its reason (A4)."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.plates import display_plate
from garage.domain.vehicles import OdometerSource
from garage.errors import FieldError
from garage.i18n import _
from garage.services import vehicles
from garage.ui.desk import Desk
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog


class OdometerForm(FormDialog):
    """What the odometer shows; a lower reading needs a reason, a great jump a second look."""

    def __init__(self, desk: Desk, parent: QWidget | None, vehicle_id: int) -> None:
        car = vehicles.open_vehicle(vehicle_id, desk.today())
        called = f"{display_plate(car.plate) or car.vin} · {car.brand} {car.model}".rstrip(" ·")
        super().__init__(parent, _("Correct odometer"), called, width=560)
        self.setObjectName("odometer_form")
        self._desk = desk
        self._vehicle_id = vehicle_id
        self._last = vehicles.last_reading(vehicle_id)
        hint = _("No reading yet")
        if self._last is not None:
            words = _("Last reading {km} km on {day}")
            hint = words.format(km=f"{self._last.km:,}", day=self._last.on.isoformat())
        self.km = self.add_field(
            "odo", _("Odometer"), fields.KilometreField(), hint, required=True, stretch=3
        )
        sources = [(one, label(one)) for one in (OdometerSource.CORRECTION, OdometerSource.PHONE)]
        self.source = self.add_field(
            "source", _("How it is known"), fields.ChoiceField(choices=sources), beside=True, stretch=2
        )
        self.reason = self.add_field(
            "reset_reason",
            _("Reason"),
            fields.LineField(placeholder=_("typing error, meter replaced …")),
            _("Needed when the reading is lower than the last one."),
        )
        tick = fields.TickField(_("I have checked this reading: it is right"))
        self.confirmed = self.add_field("odo_confirmed", _("Checked again"), tick)
        self._ask_to_confirm(ask=False)
        self.km.textEdited.connect(lambda _text: self._ask_to_confirm(ask=False))

    def _ask_to_confirm(self, *, ask: bool) -> None:
        self.confirmed.setChecked(False)
        self.body.boxes["odo_confirmed"].setVisible(ask)
        if ask:
            QTimer.singleShot(0, self, lambda: self.resize(self.sizeHint()))  # once the layout knows of it

    def check(self) -> None:
        km = self.km.km()
        if km is not None and self._last is not None and km < self._last.km and not self.reason.value():
            raise FieldError("reset_reason", _("A lower reading than the last one needs a reason."))

    def save(self) -> object:
        vehicles.record_reading(
            self._desk.by(),
            self._vehicle_id,
            self.km.km() or 0,
            self.source.value(),
            reset_reason=self.reason.value(),
            confirmed=self.confirmed.value(),
        )
        return self._vehicle_id

    def show_error(self, field: str, text: str) -> None:
        if field == "odo_confirmed":
            self._ask_to_confirm(ask=True)
        super().show_error(field, text)
