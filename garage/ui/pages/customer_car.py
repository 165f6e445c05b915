"""The chosen car on the customers' page: what it is, what falls due, and everything that follows it."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from garage.domain.labels import label
from garage.domain.plates import display_plate
from garage.i18n import _
from garage.services.vehicles import VehiclePage
from garage.ui.kit.elided import Elided
from garage.ui.pages.customer_histories import (
    advice_list,
    owner_list,
    reading_list,
    visit_list,
    warranty_list,
)
from garage.ui.pages.customer_parts import SHORT, Fact, plain_label
from garage.ui.pages.customer_words import called, days_away, due_tone, kilometres


class CarCard(QFrame):
    """Plate and model, five facts, then tabs: orders, warranties, advice, odometer, owners, the papers."""

    order_opened = Signal(int)
    customer_opened = Signal(int)

    def __init__(self, buttons: list[QPushButton], verdict: QPushButton) -> None:
        super().__init__()
        self.setObjectName("car_card")
        self.setProperty("card", True)
        self.plate = plain_label("car_plate", "title")
        self.model = Elided("car_model", "muted")
        self.facts = {
            "odometer": Fact("car_odometer", _("Odometer")),
            "service": Fact("car_service", _("Next service")),
            "insurance": Fact("car_insurance", _("Insurance until")),
            "inspection": Fact("car_inspection", _("Inspection until")),
            "factory": Fact("car_factory", _("Factory warranty")),
        }
        self.visits, self.warranties, self.advice = visit_list(), warranty_list(), advice_list()
        self.readings, self.owners = reading_list(), owner_list()
        self.papers = Papers()
        self.visits.opened.connect(lambda visit: self.order_opened.emit(visit.order_id))
        self.owners.opened.connect(lambda owner: self.customer_opened.emit(owner.customer_id))
        self.tabs = QTabWidget()
        self.tabs.setObjectName("car_tabs")
        self.tabs.setAccessibleName(_("About this car"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for page in (self.visits, self.warranties, self.advice, self.readings, self.owners, self.papers):
            self.tabs.addTab(page, "")
        self._build(buttons, verdict)

    def show_car(self, car: VehiclePage, today: date) -> None:
        """Show this car as of `today`."""
        self.plate.setText(called(car.plate, car.vin))
        self.model.show_text(" ".join(word for word in (car.brand, car.model, car.colour) if word))
        self._show_facts(car, today)
        lists = (
            (self.visits, car.visits, _("Orders")),
            (self.warranties, car.warranties, _("Under warranty")),
            (self.advice, car.advice, _("Advice")),
            (self.readings, car.readings, _("Odometer")),
            (self.owners, car.owners, _("Owners")),
        )
        for at, (view, rows, title) in enumerate(lists):
            view.show_rows(rows)
            self.tabs.setTabText(at, f"{title} {len(rows)}" if rows else title)
        self.papers.show_car(car)
        self.tabs.setTabText(len(lists), _("Vehicle data"))

    def _show_facts(self, car: VehiclePage, today: date) -> None:
        km = "" if car.odometer_km is None else kilometres(car.odometer_km)
        self.facts["odometer"].show_value(km, car.odometer_on.isoformat() if car.odometer_on else "")
        self.facts["service"].show_value(*_service(car, today))
        for name, day in (("insurance", car.insurance_until), ("inspection", car.inspection_until)):
            self.facts[name].show_value(*_valid(day, today))
        self.facts["factory"].show_value(*_factory(car, today))

    def _build(self, buttons: list[QPushButton], verdict: QPushButton) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.plate)
        top.addWidget(self.model, 1)
        for button in buttons:
            top.addWidget(button)
        facts = QHBoxLayout()
        facts.setSpacing(24)
        for fact in self.facts.values():
            facts.addWidget(fact)
        facts.addStretch(1)
        facts.addWidget(verdict, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 10, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(facts)
        layout.addWidget(self.tabs, 1)


def _valid(day: date | None, today: date) -> tuple[str, str, str]:
    """Day, how far away it is, tone."""
    if day is None:
        return "", "", ""
    return day.isoformat(), days_away(day, today), due_tone(day, today)


def _service(car: VehiclePage, today: date) -> tuple[str, str, str]:
    """By day and by kilometres, each on its own (G6)."""
    day, away, tone = _valid(car.next_service_on, today)
    if car.next_service_km is None:
        return day, away, tone
    at_km = kilometres(car.next_service_km)
    reached = car.odometer_km is not None and car.odometer_km >= car.next_service_km
    return day or at_km, f"{away} / {at_km}" if day else "", "bad" if reached else tone


def _factory(car: VehiclePage, today: date) -> tuple[str, str, str]:
    """Until when or how many kilometres, and whether it is over already."""
    day, km = car.factory_warranty_until, car.factory_warranty_km
    bounds = [day.isoformat() if day else "", kilometres(km) if km is not None else ""]
    over = (day is not None and day < today) or (km is not None and (car.odometer_km or 0) > km)
    return " / ".join(filter(None, bounds)), _("warranty over") if over else "", ""


class Papers(QScrollArea):
    """What the registration papers say, to read and to copy."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("car_papers")
        self.setAccessibleName(_("Vehicle data"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        inside.setObjectName("form_body")
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(4, 10, 4, 4)
        columns.setSpacing(32)
        self._values: dict[str, QLabel] = {}
        half = len(_PAPERS) // 2
        for names in (_PAPERS[:half], _PAPERS[half:]):
            form = QFormLayout()
            form.setHorizontalSpacing(16)
            form.setVerticalSpacing(6)
            for name in names:
                caption = QLabel(_papers_title(name))
                caption.setProperty("tone", "muted")
                self._values[name] = plain_label(f"paper_{name}", wraps=True)
                form.addRow(caption, self._values[name])
            columns.addLayout(form, 1)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), SHORT)

    def show_car(self, car: VehiclePage) -> None:
        """Show this car's data; a dash for what is not known."""
        cycle = [kilometres(car.service_km)] if car.service_km else []
        if car.service_days:
            cycle.insert(0, _("{days} days").format(days=car.service_days))
        told = {
            "vin": car.vin,
            "engine_no": car.engine_no,
            "plate_kind": label(car.plate_kind) if car.plate else "",
            "old_plates": _(", ").join(map(display_plate, car.old_plates)),
            "vehicle_class": label(car.vehicle_class),
            "fuel": label(car.fuel),
            "usage": label(car.usage),
            "registered_on": car.registered_on.isoformat() if car.registered_on else "",
            "cycle": " / ".join(cycle),
            "note": car.note,
        }
        for name, text in told.items():
            self._values[name].setText(text or "–")


_PAPERS = (
    "vin",
    "engine_no",
    "plate_kind",
    "old_plates",
    "registered_on",
    "vehicle_class",
    "fuel",
    "usage",
    "cycle",
    "note",
)


def _papers_title(name: str) -> str:
    return {
        "vin": _("VIN"),
        "engine_no": _("Engine no."),
        "plate_kind": _("Kind of plate"),
        "old_plates": _("Former plates"),
        "registered_on": _("Registered on"),
        "vehicle_class": _("Vehicle class"),
        "fuel": _("Energy"),
        "usage": _("Use of the car"),
        "cycle": _("Service cycle"),
        "note": _("Note"),
    }[name]
