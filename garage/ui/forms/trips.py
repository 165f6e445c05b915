"""A car in the shop goes on a trip and comes back: road test, sublet (路试, 外协; C4)."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from garage.domain.exit_passes import PassKind
from garage.domain.lines import LineKind
from garage.i18n import _
from garage.services import staff, trips, workshop
from garage.services.exit_passes import PassRow
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.gate import ReadingForm
from garage.ui.forms.order_head import words
from garage.ui.forms.spoken_time import say_due, say_moment
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.remembered import recall, remember

_AWAY = {PassKind.ROAD_TEST: timedelta(minutes=30), PassKind.SUBLET: timedelta(hours=4)}
"""How long a trip is thought to take."""


class TripForm(ReadingForm):
    """Who drives, what for, when it is back; usually the car goes out at once."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, kind: PassKind) -> None:
        self.kind = kind
        sublet = kind is PassKind.SUBLET
        title = _("To another shop") if sublet else _("Road test")
        super().__init__(parent, desk, page, title, default_text=_("Car goes out"), width=600)
        self.setObjectName("trip_form")
        self._lines = [
            (line, TickField(line.name)) for line in page.lines if sublet and line.kind is LineKind.SUBLET
        ]
        if sublet:
            self._vendor = self.add_field("vendor", _("Other shop"), LineField(limit=80), required=True)
            if self._lines:
                self.add_widget(words(_("What is done there"), "section"))
            for line, tick in self._lines:
                self.add_field(f"line_{line.id}", line.name, tick)
        people = [(one.id, one.name) for one in staff.people()]
        self._driver = self.add_field(
            "driver",
            _("Driver"),
            ChoiceField(choices=([(None, _("They fetch it"))] if sublet else []) + people),
            required=not sublet,
        )
        self._return = self.add_field(
            "return_at", _("Back by"), MomentField(now=desk.now), required=True, beside=True
        )
        self._purpose = self.add_field(
            "purpose",
            (_("Other work there") if self._lines else _("What is done there")) if sublet else _("What for"),
            LineField(limit=200),
            "" if sublet else _("For example: noise when braking"),
        )
        self._now = self.add_field("now", _("Gate"), TickField(_("The car goes out now")))
        self.ask_odometer(_("Odometer when going out"))
        self._print = self.add_field("print", _("Paper"), TickField(_("Print the pass")))
        self.ask_seldom()
        self._now.toggled.connect(self._on_now)

    @property
    def prints_pass(self) -> bool:
        """Whether the paper is wanted after saving."""
        return self._print.value()

    def load(self) -> None:
        now = self.desk.now().replace(second=0)
        self._return.set_moment(now + _AWAY[self.kind])
        self.odo.set_km(self.last_km())
        self._now.set_value(True)
        self._print.set_value(recall(self._key(), "yes" if self.kind is PassKind.SUBLET else "no") == "yes")
        if self.kind is PassKind.SUBLET:
            for line, tick in self._lines:
                tick.set_value(True)
                self._vendor.set_value(self._vendor.text() or line.vendor)
            self._driver.set_value(None)
            (self.odo if self._vendor.text() else self._vendor).setFocus()
        else:
            self._driver.set_value(self._likely_driver())
            self.odo.setFocus()
        self.odo.selectAll()

    def save(self) -> str:
        remember(self._key(), "yes" if self.prints_pass else "no")
        sublet = self.kind is PassKind.SUBLET
        return trips.issue(
            self.desk.by(),
            self.page.id,
            self.kind,
            return_at=self._return.moment(),
            driver_id=self._driver.value(),
            purpose=self._purpose.value(),
            vendor=self._vendor.value() if sublet else "",
            lines=[line.id for line, tick in self._lines if tick.value()],
            odo_out=self.odo.km() if self._now.value() else None,
            confirmed=self.confirmed.value(),
            reset_reason=self.reset.value(),
        )

    def _key(self) -> str:
        return f"trip/{self.kind.value.lower()}"

    def _likely_driver(self) -> int:
        """Who works on the car, else who is at the desk."""
        here = {one.id for one in staff.people()}
        workers = sorted(workshop.workers_of(self.page.id) & here)
        return workers[0] if workers else self.desk.person.id

    def _on_now(self, now: bool) -> None:
        self.odo.setEnabled(now)
        text = _("Car goes out") if now else _("Issue the pass")
        self.save_button.setText(text)
        self.save_button.setAccessibleName(text)
        self.save_button.setToolTip(f"{text} (Ctrl+Enter)")


class OutForm(ReadingForm):
    """A car goes out with the pass that was issued for its trip."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, row: PassRow) -> None:
        super().__init__(parent, desk, page, _("Car goes out"))
        self.setObjectName("trip_out_form")
        self._row = row
        self.show_pass(row)
        self.ask_odometer(_("Odometer when going out"))
        self._when = self.add_field(
            "gate_at", _("Out at"), MomentField(now=desk.now), required=True, beside=True
        )
        self.ask_seldom(renews=True)

    def load(self) -> None:
        self.odo.set_km(self.last_km())
        self._when.set_moment(self.desk.now())
        if self._row.valid_on != self.desk.today():
            self.body.boxes["renew"].show()
        self.odo.setFocus()
        self.odo.selectAll()

    def save(self) -> str:
        """The number of the pass, when it was made here; else nothing."""
        used = trips.out(
            self.desk.by(),
            self._row.no,
            self.odo.km() or 0,
            gate_at=self._when.moment(),
            confirmed=self.confirmed.value(),
            reset_reason=self.reset.value(),
            renew=self.renew.value(),
        )
        return used if used != self._row.no else ""


class BackForm(ReadingForm):
    """The car is back: how far it went."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, row: PassRow) -> None:
        super().__init__(parent, desk, page, _("Car is back"))
        self.setObjectName("trip_back_form")
        self._row = row
        self.show_pass(row)
        out = _("Out since {moment} with {km} km").format(
            moment=say_moment(row.gate_at or desk.now(), desk.now()), km=f"{row.odo_out or 0:,}"
        )
        self.add_widget(words(" · ".join(filter(None, (out, self._say_return())))))
        self.ask_odometer(_("Odometer when back"))
        self._when = self.add_field(
            "back_at", _("Back at"), MomentField(now=desk.now), required=True, beside=True
        )
        self._driven = words("", "section")
        self._driven.setObjectName("driven")
        self.add_widget(self._driven)
        self.ask_seldom()
        self.odo.textChanged.connect(self._say_driven)

    def load(self) -> None:
        self._when.set_moment(self.desk.now())
        self._say_driven()
        self.odo.setFocus()

    def save(self) -> int:
        return trips.back(
            self.desk.by(),
            self._row.no,
            self.odo.km() or 0,
            back_at=self._when.moment(),
            confirmed=self.confirmed.value(),
            reset_reason=self.reset.value(),
        )

    def _say_return(self) -> str:
        if self._row.return_at is None:
            return ""
        return say_due(self._row.return_at, self.desk.now())

    def _say_driven(self) -> None:
        km = self.odo.value_if_read()
        known = km is not None and self._row.odo_out is not None and km >= self._row.odo_out
        self._driven.setText(
            _("{km} km driven").format(km=f"{km - (self._row.odo_out or 0):,}")
            if known and km is not None
            else ""
        )
