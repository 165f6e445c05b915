"""A car arrives: its plate opens what is known of it, or asks for as little as can be (A2)."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from garage.domain.phones import display_phone
from garage.domain.plates import PlateKind, display_plate, normalise_plate, plate_kind
from garage.domain.text import excerpt, normalise
from garage.domain.vins import LENGTH as VIN_LENGTH
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import arrivals, car_waits, customers, deadlines, orders, search, vehicles, verdicts
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData
from garage.ui.desk import Desk
from garage.ui.forms.arrival_card import ArrivalCard
from garage.ui.forms.arrival_waits import say_waits
from garage.ui.forms.notice import Notice, Remark
from garage.ui.forms.verdict import VerdictForm
from garage.ui.kit.fields import Hit, LineField, SearchField
from garage.ui.kit.form_dialog import FormDialog

UNKNOWN = ("name", "phones", "model", "vin")
MOST_PEOPLE = 3
_WIDTH = 720
_HEIGHT = 600


class ArrivalForm(FormDialog):
    """`saved` carries the id of the order: a new one, or the one that is open for this car already."""

    def __init__(self, parent: QWidget | None, desk: Desk, plate_text: str = "") -> None:
        super().__init__(parent, _("A car arrives"), default_text=_("Receive this car"), width=_WIDTH)
        self._desk = desk
        self._typed_first = plate_text
        self._vehicle_id: int | None = None
        self._open: tuple[int, str] | None = None
        self._owner: int | None = None
        self.plate = self.add_field(
            "plate",
            _("Plate"),
            SearchField(
                self._find,
                placeholder=_("Plate, VIN, name or phone"),
                must_pick=False,
                takes_scans=True,
                limit=60,
            ),
        )
        self.card = ArrivalCard()
        self.card.warranty.all_asked.connect(self.show_warranties)
        self.add_widget(self.card)
        self.heading = QLabel()
        self.heading.setProperty("tone", "muted")
        self.heading.setWordWrap(True)
        self.add_widget(self.heading)
        self.name = self.add_field("name", _("Customer"), LineField(limit=120), required=True)
        self.phone = self.add_field("phones", _("Phone"), LineField(limit=40), beside=True)
        self.model = self.add_field(
            "model", _("Make and model"), LineField(limit=60, placeholder=_("may wait"))
        )
        self.vin = self.add_field(
            "vin", _("VIN"), LineField(limit=40, placeholder=_("needed without a plate")), beside=True
        )
        self.notice = Notice(self, _("Take this one"))
        self.notice.picked.connect(self._take)
        self.add_widget(self.notice)
        self.plate.textEdited.connect(lambda _text: self._look())
        self.plate.picked.connect(self._on_picked)
        for field in (self.plate, self.name, self.phone, self.vin):
            field.editingFinished.connect(self._notice)

    # What a form says

    def load(self) -> None:
        self.plate.setText(display_plate(self._typed_first))
        self._look()
        if self._typed_first:  # it is there already: typing on must not write over it
            (self.save_button if self._vehicle_id is not None else self.name).setFocus()

    def _fitting_size(self) -> QSize:
        """One size whatever is known, so that nothing jumps while typing."""
        room = self.screen().availableSize()
        return QSize(min(_WIDTH, room.width() - 40), min(_HEIGHT, room.height() - 40))

    def contents(self) -> Any:
        return super().contents() | {"owner": self._owner}

    def check(self) -> None:
        if self._vehicle_id is None and not self.plate.text().strip() and not self.vin.text().strip():
            raise FieldError("plate", _("Enter the plate, or the VIN of a car without one."))

    def save(self) -> int:
        if self._vehicle_id is not None:
            return self._open[0] if self._open else orders.open_order(self._desk.by(), self._vehicle_id)
        phone = self.phone.value()
        owner = self._owner or CustomerData(name=self.name.value(), phones=(phone,) if phone else ())
        return arrivals.receive_unknown(self._desk.by(), self._typed(), owner)

    def show_warranties(self) -> None:
        """Everything that is promised on the car in sight; it is decided once the car is received."""
        if self._vehicle_id is not None:
            form = VerdictForm(self, self._desk, self._vehicle_id, self.plate.text())
            form.exec()
            form.deleteLater()

    # Which car it is

    def _find(self, text: str) -> Sequence[Hit]:
        return [
            Hit(found.ref, found.title, found.subtitle, code=found.plate)
            for found in search.find(text, 12, kinds=("vehicle",))
        ]

    def _on_picked(self, hit: Hit | None) -> None:
        if hit is not None:
            self._show_vehicle(hit.ref)

    def _typed(self) -> VehicleData:
        """The car as typed: 17 characters in the plate's line are a VIN."""
        plate, vin = self.plate.text(), self.vin.text()
        if len(normalise(plate)) == VIN_LENGTH and not vin.strip():
            plate, vin = "", plate
        return VehicleData(plate=plate, vin=vin, model=self.model.value())

    def _look(self) -> None:
        """Show the car when this plate or VIN is on file, else ask for it."""
        if self.plate.hit() is not None:
            return
        data = self._typed()
        hits = vehicles.duplicates(plate=data.plate, vin=data.vin)
        if hits:
            self._show_vehicle(hits[0].vehicle_id)
            text = _("{car} of {owner} carries the same plate.")
            self.notice.say(
                [
                    Remark(
                        text.format(car=hit.model or hit.vin, owner=hit.owner), ("vehicle", hit.vehicle_id)
                    )
                    for hit in hits[1:]
                ]
            )
        else:
            self._show_unknown()

    def _show_vehicle(self, vehicle_id: int) -> None:
        self._vehicle_id = vehicle_id
        self._open = orders.open_order_of(vehicle_id)
        today = self._desk.today()
        covered = verdicts.of_vehicle(vehicle_id, today, None)
        waits = say_waits(car_waits.of_vehicle(vehicle_id, today), self._desk.now())
        self.card.set_vehicle(vehicles.open_vehicle(vehicle_id, today), self._open, covered, waits)
        self.notice.say([])
        self._show_fields(shown=False)
        self._name_button(_("Open {no}").format(no=self._open[1]) if self._open else _("Receive this car"))

    def _show_unknown(self) -> None:
        self._vehicle_id, self._open = None, None
        self.card.hide()
        typed = bool(self.plate.text().strip())
        days = deadlines.chosen().file_days
        known = ngettext(
            "This car is not on file yet: a name is enough now, the rest can wait {n} day.",
            "This car is not on file yet: a name is enough now, the rest can wait {n} days.",
            days,
        ).format(n=days)
        self.heading.setText(
            known if typed else _("Type or scan the plate; a car without one needs its VIN.")
        )
        self._show_fields(shown=True)
        self._name_button(_("Receive this car"))

    def _name_button(self, words: str) -> None:
        self.save_button.setText(words)
        self.save_button.setAccessibleName(words)
        self.save_button.setToolTip(f"{words} (Ctrl+Enter)")

    def _show_fields(self, *, shown: bool) -> None:
        self.heading.setVisible(shown)
        for name in UNKNOWN:
            box = self.body.boxes[name]
            box.setVisible(shown)
            box.field.setHidden(not shown)

    # What looks strange, and who it may be

    def _notice(self) -> None:
        if self._vehicle_id is None:
            self.notice.say([*self._plate_remarks(), *self._people_remarks()])

    def _plate_remarks(self) -> Iterator[Remark]:
        data = self._typed()
        plate = normalise_plate(data.plate)
        if plate and plate_kind(plate) is PlateKind.OTHER:
            text = _("{plate} is no known form of plate. It can be kept, but look again.")
            yield Remark(text.format(plate=excerpt(plate)))
        if plate and plate_kind(plate) is PlateKind.TEMPORARY and not data.vin.strip():
            yield Remark(_("A car without a permanent plate needs its VIN."))

    def _people_remarks(self) -> Iterator[Remark]:
        """The same phone or name on file: the car can go to that customer (A11)."""
        if self._owner is not None:
            yield Remark(_("The car goes to {name}, who is on file.").format(name=excerpt(self.name.text())))
            return
        phones = [self.phone.text()] if self.phone.text().strip() else []
        for one in customers.duplicates(name=self.name.text(), phones=phones)[:MOST_PEOPLE]:
            text = _("{name} is on file: {reason}").format(name=one.name, reason=one.reason)
            yield Remark(text, ("customer", one.customer_id, one.name))

    def _take(self, ref: tuple[Any, ...]) -> None:
        if ref[0] == "vehicle":
            self._show_vehicle(ref[1])
            return
        self._owner = ref[1]
        phones = customers.phones_of(ref[1])
        self.name.set_value(ref[2])
        self.phone.set_value(display_phone(phones[0]) if phones else "")
        for field in (self.name, self.phone):
            field.setEnabled(False)
        self.clear_errors()
        self._notice()
        self.model.setFocus()
