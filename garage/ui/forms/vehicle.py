"""The vehicle form: plate and VIN checked while typing, service, due dates and factory warranty."""

from collections.abc import Mapping
from dataclasses import fields as columns_of
from enum import Enum
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from garage.domain.decimals import parse_decimal
from garage.domain.labels import label
from garage.domain.plates import display_plate
from garage.domain.vehicles import Fuel, Usage, VehicleClass
from garage.errors import FieldError
from garage.i18n import _
from garage.services import customers, vehicles
from garage.services.vehicles import VehicleData, VehicleHit
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm
from garage.ui.forms.notice import Notice, Remark
from garage.ui.forms.owner_search import add_owner_field
from garage.ui.forms.remark_field import plate_field, vin_field
from garage.ui.kit import fields
from garage.ui.kit.line_fields import NumberField

LOOK_AFTER_MS = 250
MOST_DAYS = 3_650

_FIELDS = tuple(column.name for column in columns_of(VehicleData))
_MAY_BE_NONE = frozenset(column.name for column in columns_of(VehicleData) if column.default is None)


class VehicleForm(DocumentForm):
    """A new vehicle of a customer, or the one with `vehicle_id`; `saved` carries the id.

    `existing_chosen` carries the id of another vehicle to be opened instead of saving this one (A11).
    """

    owed = ("model",)

    existing_chosen = Signal(int)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        vehicle_id: int | None = None,
        *,
        owner_id: int | None = None,
        plate: str = "",
    ) -> None:
        title = _("New vehicle") if vehicle_id is None else _("Edit vehicle")
        super().__init__(parent, title, _owner_words(desk, vehicle_id, owner_id), width=760)
        self.setObjectName("vehicle_form")
        self._desk = desk
        self._id = vehicle_id
        self._owner_id = owner_id
        self._start = VehicleData(plate=plate)
        if vehicle_id is None and owner_id is None:
            add_owner_field(self, desk, _("Car owner"))
        self._add_identity()
        self._add_description()
        self._add_dates()
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look)
        self.finished.connect(self._timer.stop)
        for name in ("plate", "vin", "engine_no"):
            self.widget(name).textChanged.connect(lambda _text: self._timer.start())
            self.widget(name).editingFinished.connect(self._timer.start)

    def _add_identity(self) -> None:
        self.add_field("plate", _("Plate"), plate_field(), stretch=2)
        self.add_field("vin", _("VIN"), vin_field(self._desk.today().year), beside=True, stretch=3)
        self.notice = Notice(self, _("Open that car instead"))
        self.notice.picked.connect(self._open_instead)
        self.add_widget(self.notice)

    def _add_description(self) -> None:
        self.add_field("brand", _("Brand"), fields.LineField(limit=40), stretch=2)
        self.add_field("model", _("Model"), fields.LineField(limit=60), beside=True, stretch=3)
        self.add_field("colour", _("Colour"), fields.LineField(limit=20), beside=True, stretch=2)
        self.add_field("engine_no", _("Engine no."), fields.CodeField(limit=30), stretch=2)
        self.add_field("fuel", _("Energy"), _choice(Fuel), beside=True, stretch=2)
        self.add_field("registered_on", _("Registered on"), self._day(), beside=True, stretch=2)
        self.add_field("vehicle_class", _("Vehicle class"), _choice(VehicleClass))
        self.add_field("usage", _("Use of the car"), _choice(Usage), beside=True)

    def _add_dates(self) -> None:
        self.add_section(_("Regular service"))
        self.add_field("service_days", _("Every … days"), NumberField(_parse_days, str, placeholder="180"))
        self.add_field("service_km", _("Every … km"), fields.KilometreField(), beside=True)
        self.add_field("next_service_on", _("Next on"), self._day(), beside=True)
        self.add_field("next_service_km", _("Next at km"), fields.KilometreField(), beside=True)
        self.add_section(_("Valid until"))
        self.add_field("insurance_until", _("Compulsory insurance"), self._day())
        self.add_field("inspection_until", _("Annual inspection"), self._day(), beside=True)
        self.add_field("factory_warranty_until", _("Factory warranty"), self._day(), beside=True)
        self.add_field("factory_warranty_km", _("or until km"), fields.KilometreField(), beside=True)
        self.add_field("note", _("Note"), fields.TextField(lines=2))

    def _day(self) -> fields.DateField:
        return fields.DateField(now=self._desk.now)

    def read(self) -> tuple[int, Mapping[str, Any]]:
        if self._id is None:
            return 0, _values(self._start)
        page = vehicles.open_vehicle(self._id, self._desk.today())
        return page.version, _values(page)

    def load(self) -> None:
        super().load()
        self.look()

    def write(self, version: int) -> object:
        by, data = self._desk.by(), self._data()
        if self._id is not None:
            vehicles.change(by, self._id, version, data)
            return self._id
        owner = self.widget("owner").value() if self._owner_id is None else self._owner_id
        if owner is None:
            raise FieldError("owner", _("Choose one from the list."))
        return vehicles.add(by, data, owner_id=owner)

    def look(self) -> None:
        """Say which cars have this plate or VIN already, and what looks strange once its field was left."""
        plate, vin = self.widget("plate").text(), self.widget("vin").text()
        known = vehicles.duplicates(plate=plate, vin=vin, exclude=self._id)
        left = {name: self._text_left(name) for name in ("plate", "vin", "engine_no")}
        odd = [Remark(words) for words in vehicles.warnings(VehicleData(**left), self._desk.today())]
        self.notice.say([Remark(_same_car(hit), hit.vehicle_id) for hit in known] + odd)

    def _text_left(self, name: str) -> str:
        field = self.widget(name)
        return "" if field.hasFocus() else field.text()

    def _data(self) -> VehicleData:
        typed = {name: self.widget(name).value() for name in _FIELDS}
        return VehicleData(
            **{
                name: "" if value is None and name not in _MAY_BE_NONE else value
                for name, value in typed.items()
            }
        )

    def _open_instead(self, vehicle_id: int) -> None:
        self.existing_chosen.emit(vehicle_id)
        QDialog.reject(self)  # what was typed was about a car known: nothing is lost


def _choice(kind: type[Enum]) -> fields.ChoiceField:
    return fields.ChoiceField(choices=[(member, label(member)) for member in kind])


def _parse_days(text: str, field: str) -> int:
    return parse_decimal(text, places=0, limit=MOST_DAYS, field=field)


def _values(data: VehicleData) -> dict[str, Any]:
    return {name: getattr(data, name) for name in _FIELDS}


def _same_car(hit: VehicleHit) -> str:
    words = _("{reason}: {plate} {model} of {owner}")
    plate = display_plate(hit.plate) or hit.vin
    return words.format(reason=hit.reason, plate=plate, model=hit.model, owner=hit.owner or "–")


def _owner_words(desk: Desk, vehicle_id: int | None, owner_id: int | None) -> str:
    if vehicle_id is not None:
        owner = vehicles.open_vehicle(vehicle_id, desk.today()).owner
        return owner.name if owner else ""
    return customers.open_customer(owner_id).name if owner_id is not None else ""
