"""The reception sheet: what the customer says and brings, the state of the car, and the walk-around (A3, A4)."""

from typing import Any, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from garage.domain.labels import PRESENT, label
from garage.domain.odometer import is_jump
from garage.domain.orders import ArrivalMode, OldPartChoice
from garage.domain.plates import display_plate
from garage.domain.settlements import PayMethod
from garage.domain.verdicts import Coverage, Verdict
from garage.domain.warranty import RepairCategory
from garage.errors import StaleError
from garage.i18n import _
from garage.services import orders, verdicts
from garage.services.orders import OrderPage, Reception
from garage.ui.desk import Desk
from garage.ui.forms import verdict_opening
from garage.ui.forms.fault import fault_choices
from garage.ui.forms.fuel_gauge import FuelGauge
from garage.ui.forms.walk_around import WalkAround
from garage.ui.forms.warranty_panel import WarrantyPanel
from garage.ui.kit.fields import (
    ChoiceField,
    KilometreField,
    LineField,
    MomentField,
    TextField,
    TickField,
    when_edited,
)
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon

_WIDTH = 1220


class PresentField(QWidget):
    """Ticks for what is in the car."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field_name = "present"
        self._ticks: dict[str, TickField] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        for place, (code, words) in enumerate(PRESENT.items()):
            tick = TickField(_(words))
            tick.setObjectName(f"present_{code}")
            tick.setAccessibleName(tick.text())
            tick.toggled.connect(self.edited)
            self._ticks[code] = tick
            grid.addWidget(tick, place // 3, place % 3)

    def value(self) -> frozenset[str]:
        """Codes of what is there."""
        return frozenset(code for code, tick in self._ticks.items() if tick.isChecked())

    def set_value(self, codes: frozenset[str]) -> None:
        """Tick these."""
        for code, tick in self._ticks.items():
            tick.setChecked(code in codes)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        next(iter(self._ticks.values())).setFocus(reason)


class ReceptionForm(FormDialog):
    """Saves with `orders.save_reception`; the result is the order's new version.

    `first` names the field that gets the keyboard.
    """

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, first: str = "") -> None:
        title = _("Reception sheet {no}").format(no=page.no)
        who = " · ".join(
            word for word in (display_plate(page.plate) or page.vin, page.model, page.customer) if word
        )
        super().__init__(parent, title, who, _("Save reception sheet"), width=_WIDTH)
        self._desk = desk
        self._page = page
        self._version = page.version
        self._first = first
        self._add_words()
        self._add_car()
        self._add_wishes()
        self._assemble_halves()

    # Fields

    def _add_words(self) -> None:
        self.add_section(_("What the customer says"))
        self.complaint = self.add_field(
            "complaint",
            _("Complaint, in the customer's own words"),
            TextField(limit=1000, lines=2, placeholder=_("What is wrong, since when, when does it happen")),
        )
        self.brought_by = self.add_field(
            "brought_by", _("Brought by"), LineField(limit=60, placeholder=self._page.customer)
        )
        self.brought_by_phone = self.add_field(
            "brought_by_phone", _("Phone of that person"), LineField(limit=40), beside=True
        )
        arrivals = [(mode, label(mode)) for mode in ArrivalMode]
        self.arrival = self.add_field("arrival", _("Arrival"), ChoiceField(choices=arrivals), beside=True)

    def _add_car(self) -> None:
        self.add_section(_("The car"))
        last = self._page.last_reading
        hint = _("Last {km} km on {day}").format(km=f"{last.km:,}", day=last.on.isoformat()) if last else ""
        self.odo = self.add_field("odo", _("Odometer"), KilometreField(), hint)
        self.fuel = self.add_field("fuel", _("Fuel"), FuelGauge(), beside=True)
        categories = [(category, label(category)) for category in RepairCategory]
        self.category = self.add_field(
            "category",
            _("Repair category"),
            ChoiceField(choices=categories, placeholder=_("Not decided")),
            beside=True,
        )
        self.reset_reason = self.add_field(
            "reset_reason",
            _("Why is it lower than last time?"),
            LineField(limit=200, placeholder=_("Instrument cluster replaced")),
        )
        self.odo_confirmed = self.add_field(
            "odo_confirmed",
            _("Odometer checked"),
            TickField(_("Checked: the odometer really reads that much")),
        )
        self.warning_lamps = self.add_field(
            "warning_lamps",
            _("Warning lamps"),
            LineField(limit=120, placeholder=_("Engine, ABS, airbag … or none")),
        )
        self.belongings = self.add_field(
            "belongings", _("Belongings left in the car"), LineField(limit=300), beside=True
        )
        self.present = self.add_field("present", _("In the car"), PresentField())
        self.valuables = self.add_field(
            "valuables_removed", _("Valuables"), TickField(_("Customer has taken valuables out"))
        )
        when_edited(self.odo, self._question_odometer)
        when_edited(self.odo, self._show_warranties)

    def _add_wishes(self) -> None:
        self.add_section(_("Wishes and promise"))
        choices = [(choice, label(choice)) for choice in OldPartChoice]
        self.old_parts = self.add_field("old_parts", _("Old parts"), ChoiceField(choices=choices))
        methods = [(method, label(method)) for method in PayMethod]
        self.pay_method = self.add_field(
            "pay_method",
            _("Payment by"),
            ChoiceField(choices=methods, placeholder=_("Not agreed")),
            beside=True,
        )
        self.call_time = self.add_field(
            "call_time",
            _("Convenient call time"),
            LineField(limit=40, placeholder="18:00–20:00"),
            beside=True,
        )
        self.promised = self.add_field("promised_at", _("Promised time"), MomentField(now=self._desk.now))
        suggest = QAction(
            icon("clock", "accent"), _("Suggest a time from the hours of the lines (Ctrl+T)"), self
        )
        suggest.setObjectName("suggest_time")
        suggest.setShortcut("Ctrl+T")
        suggest.triggered.connect(self.suggest_time)
        self.promised.addAction(suggest, self.promised.ActionPosition.TrailingPosition)
        self.addAction(suggest)
        self.fault_class = self.add_field(
            "fault_class",
            _("Fault class"),
            ChoiceField(choices=fault_choices(), placeholder=_("Not decided")),
            beside=True,
        )
        self.after_inspection = self.add_field(
            "after_inspection", _("After inspection"), TickField(_("Time is named after inspection"))
        )
        self.wash = self.add_field("wash", _("Wash"), TickField(_("Wash the car")), beside=True)

    def _assemble_halves(self) -> None:
        """The sheet at the left, the walk-around at the right, the warranty verdict over both."""
        self.walk = WalkAround()
        self.walk.setObjectName("walk_around")
        self.warranty = WarrantyPanel(says_none=True)
        self.warranty.decided.connect(self.judge)
        self.warranty.all_asked.connect(self.judge)
        self.seen = TickField(_("Warranty looked at"))
        self.seen.setObjectName("warranty_seen")
        self.seen.setAccessibleName(self.seen.text())
        verdict = QWidget()
        top = QHBoxLayout(verdict)
        top.setContentsMargins(24, 2, 24, 4)
        top.addWidget(self.warranty, 1)
        top.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignTop)
        right = QWidget()
        aside = QVBoxLayout(right)
        aside.setContentsMargins(8, 8, 24, 8)
        aside.addWidget(self.walk)
        outer = cast("QVBoxLayout", self.layout())
        place = outer.indexOf(self.body)
        outer.removeWidget(self.body)
        halves = QHBoxLayout()
        halves.setSpacing(8)
        halves.addWidget(self.body, 11)
        halves.addWidget(right, 10)
        outer.insertWidget(place, verdict)
        outer.insertLayout(place + 1, halves, 1)

    # What a form says

    def load(self) -> None:
        sheet = self._page.reception
        self.complaint.set_value(sheet.complaint)
        self.brought_by.set_value(sheet.brought_by)
        self.brought_by_phone.set_value(sheet.brought_by_phone)
        self.arrival.set_value(sheet.arrival)
        self.category.set_value(sheet.category)
        self.odo.set_km(sheet.odometer_km)
        self.fuel.set_value(sheet.fuel_eighths)
        self.warning_lamps.set_value(sheet.warning_lamps)
        self.belongings.set_value(sheet.belongings)
        self.present.set_value(sheet.present)
        self.valuables.set_value(sheet.valuables_removed)
        self.old_parts.set_value(sheet.old_parts)
        self.pay_method.set_value(sheet.pay_method)
        self.call_time.set_value(sheet.call_time)
        self.wash.set_value(sheet.wash)
        self.promised.set_moment(sheet.promised_at)
        self.after_inspection.set_value(sheet.after_inspection)
        self.fault_class.set_value(sheet.fault_class)
        self.walk.set_walk(sheet.marks, done=sheet.walk_around_done)
        self.seen.setChecked(True)  # it stands above for everyone who opens the sheet
        self._question_odometer()
        self._show_warranties()

    def save(self) -> int:
        return orders.save_reception(self._desk.by(), self._page.id, self._version, self.sheet())

    def sheet(self) -> Reception:
        """The sheet as it stands; raises FieldError."""
        return Reception(
            complaint=self.complaint.value(),
            brought_by=self.brought_by.value(),
            brought_by_phone=self.brought_by_phone.value(),
            arrival=self.arrival.value(),
            category=self.category.value(),
            odometer_km=self.odo.km(),
            odometer_reason=self.reset_reason.value(),
            odometer_confirmed=self.odo_confirmed.value(),
            fuel_eighths=self.fuel.value(),
            warning_lamps=self.warning_lamps.value(),
            belongings=self.belongings.value(),
            present=self.present.value(),
            valuables_removed=self.valuables.value(),
            old_parts=self.old_parts.value(),
            wash=self.wash.value(),
            call_time=self.call_time.value(),
            pay_method=self.pay_method.value(),
            promised_at=self.promised.moment(),
            after_inspection=self.after_inspection.value(),
            fault_class=self.fault_class.value(),
            marks=self.walk.marks(),
            walk_around_done=self.walk.is_done(),
            warranty_seen=self.seen.value(),
        )

    def keep_mine(self, error: StaleError) -> None:
        self._version = orders.open_page(self._page.id).version

    def contents(self) -> Any:
        return super().contents() | {"marks": self.walk.raw(), "seen": self.seen.value()}

    def show_error(self, field: str, text: str) -> None:
        if field in {"odo", "odo_confirmed", "reset_reason"}:
            self._question_odometer(field)
        super().show_error(field, text)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        field = self.widget(self._first) if self._first in self.body.boxes else self.complaint
        if self._first == "walk_around":
            field = self.walk.outline
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fitting_size(self) -> QSize:
        """As large as the sheet needs, never larger than the screen."""
        room = self.screen().availableSize()
        return QSize(min(_WIDTH, room.width() - 40), min(800, room.height() - 40))

    # What happens

    def _show_warranties(self) -> None:
        """The verdict at what is typed, before it is saved."""
        page, km = self._page, self._typed_km()
        today = self._desk.today()
        found = verdicts.of_vehicle(
            page.vehicle_id, today, km, page.id, complaint=self.complaint.toPlainText()
        )
        self.warranty.set_rows(found, may_decide=True)

    def _typed_km(self) -> int | None:
        km = self.odo.value_if_read()
        return self._page.reception.odometer_km if km is None else km

    def judge(self, row: Coverage | None = None, verdict: Verdict | None = None) -> None:
        """Show what is promised on this car, or decide at once; this sheet goes on from there.

        A verdict may add its line to the order: unless somebody else was first, that is no clash.
        """
        mine = orders.open_page(self._page.id).version == self._version
        km = self._typed_km()
        verdict_opening.judge(self, self._desk, self._page, row, verdict, odometer_km=km)
        if mine:
            self._version = orders.open_page(self._page.id).version
        self._show_warranties()

    def _question_odometer(self, insist: str = "") -> None:
        """Ask for a reason when it runs backwards, for a second look when it jumps."""
        km, last = self.odo.value_if_read(), self._page.last_reading
        known = km is None or last is None or km == self._page.reception.odometer_km
        backwards = not known and km < last.km
        jump = not known and is_jump(km, self._desk.today(), last)
        self.body.boxes["reset_reason"].setVisible(backwards)
        self.body.boxes["odo_confirmed"].setVisible(jump or insist == "odo_confirmed")

    def suggest_time(self) -> None:
        """Put in a time from the hours of the lines, within opening hours."""
        hours = sum(line.hours_centi for line in self._page.lines)
        self.promised.set_moment(orders.promised_suggestion(self._desk.by(), hours))
        self.promised.setFocus()
