"""The gate: the car leaves with its pass, its odometer is read, warranty and calls begin (C4)."""

from PySide6.QtWidgets import QWidget

from garage.domain.exit_passes import PassKind
from garage.domain.labels import label
from garage.domain.plates import display_plate
from garage.i18n import _
from garage.services import exit_passes
from garage.services.exit_passes import PassRow
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import about, words
from garage.ui.kit.choice_fields import TickField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import KilometreField, LineField

AT_THE_GATE = 520
"""Width of the forms with which a car goes and comes."""


class ReadingForm(FormDialog):
    """Base of the forms that read the odometer at the gate; what is seldom asked shows itself when it is."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        page: OrderPage,
        title: str,
        *,
        default_text: str = "",
        width: int = AT_THE_GATE,
    ) -> None:
        super().__init__(parent, title, about(page), default_text=default_text or title, width=width)
        self.desk = desk
        self.page = page

    def show_pass(self, row: PassRow) -> None:
        """Number, kind and plate in large letters, and who answers for it."""
        self.add_widget(words(f"{display_plate(self.page.plate)} · {label(row.kind)}", "title"))
        told = [f"{_('Exit pass')} {row.no}", row.vendor, row.purpose]
        if row.driver:
            told.append(_("driver {name}").format(name=row.driver))
        if row.approved_by:
            told.append(_("approved by {name}").format(name=row.approved_by))
        self.add_widget(words(" · ".join(word for word in told if word)))

    def ask_odometer(self, title: str, hint: str = "") -> KilometreField:
        """The field of the reading, and what a strange one needs."""
        self.odo = self.add_field("odo", title, KilometreField(), hint, required=True)
        return self.odo

    def ask_seldom(self, *, renews: bool = False) -> None:
        """Fields that are hidden until they are needed."""
        self.confirmed = self.add_field(
            "odo_confirmed", _("Confirm"), TickField(_("I have checked the odometer"))
        )
        self.body.boxes["odo_confirmed"].hide()
        self.reset = self.add_field("reset_reason", _("Why the odometer shows less"), LineField(limit=200))
        self.body.boxes["reset_reason"].hide()
        if renews:
            self.renew = self.add_field("renew", _("New pass"), TickField(_("Issue a new pass for today")))
            self.body.boxes["renew"].hide()

    def last_km(self) -> int | None:
        """The latest reading of the car."""
        last = self.page.last_reading
        return last.km if last is not None else None

    def show_error(self, field: str, text: str) -> None:
        if field in {"odo_confirmed", "renew"}:
            self.body.boxes[field].show()
        elif field == "odo" and self._shows_less():
            self.body.boxes["reset_reason"].show()
        super().show_error(field, text)

    def _shows_less(self) -> bool:
        typed, last = self.odo.value_if_read(), self.last_km()
        return typed is not None and last is not None and typed < last


class GateForm(ReadingForm):
    """Uses the exit pass up: the car is gone for good."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, desk, page, _("Car has left"))
        self.setObjectName("gate_form")
        self._pass = exit_passes.live(page.id)
        if self._pass is not None:
            self.show_pass(self._pass)
        km = page.reception.odometer_km
        self.ask_odometer(
            _("Odometer when leaving"),
            _("At reception: {km} km").format(km=f"{km:,}") if km is not None else _("Not read at reception"),
        )
        self._when = self.add_field(
            "gate_at", _("Left at"), MomentField(now=desk.now), required=True, beside=True
        )
        self.ask_seldom(renews=True)
        self.add_widget(words(self._what_follows(), "muted"))

    def load(self) -> None:
        self.odo.set_km(self.last_km())
        self._when.set_moment(self.desk.now())
        if self._pass is not None and self._pass.valid_on != self.desk.today():
            self.body.boxes["renew"].show()
        self.odo.setFocus()
        self.odo.selectAll()

    def save(self) -> str:
        """The number of the pass that was used, when it was made here; else nothing."""
        used = exit_passes.leave(
            self.desk.by(),
            self.page.id,
            self.odo.km() or 0,
            gate_at=self._when.moment(),
            confirmed=self.confirmed.value(),
            reset_reason=self.reset.value(),
            renew=self.renew.value(),
        )
        return used if self._pass is not None and used != self._pass.no else ""

    def _what_follows(self) -> str:
        if self._pass is not None and self._pass.kind is PassKind.UNREPAIRED:
            return _("The car leaves as it came: no repair warranty begins; one follow-up call is planned.")
        return _(
            "The pass is used up with this. Repair warranty, follow-up calls and the next service begin."
        )
