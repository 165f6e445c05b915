"""The gate: the car leaves with its pass, its odometer is read, warranty and calls begin (C4)."""

from PySide6.QtWidgets import QWidget

from garage.domain.exit_passes import PassState
from garage.domain.labels import label
from garage.i18n import _
from garage.services import exit_passes
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import about, words
from garage.ui.kit.choice_fields import TickField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import KilometreField


class GateForm(FormDialog):
    """Uses the exit pass up."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, _("Car has left"), about(page), default_text=_("Car has left"), width=520)
        self.setObjectName("gate_form")
        self._desk = desk
        self._page = page
        live = [row for row in exit_passes.of_order(page.id) if row.state is PassState.ISSUED]
        if live:
            self.add_widget(words(f"{_('Exit pass')} {live[0].no} · {label(live[0].kind)}", "section"))
        self._odo = self.add_field(
            "odo",
            _("Odometer when leaving"),
            KilometreField(),
            _("At reception: {km} km").format(km=f"{page.reception.odometer_km or 0:,}"),
            required=True,
        )
        self._when = self.add_field(
            "gate_at", _("Left at"), MomentField(now=desk.now), required=True, beside=True
        )
        self._confirmed = self.add_field(
            "odo_confirmed", _("Confirm"), TickField(_("I have checked the odometer"))
        )
        self.body.boxes["odo_confirmed"].hide()
        self.add_widget(
            words(
                _(
                    "The pass is used up with this. Repair warranty, follow-up calls and the next service begin."
                ),
                "muted",
            )
        )

    def load(self) -> None:
        self._odo.set_km(self._page.reception.odometer_km)
        self._when.set_moment(self._desk.now())
        self._odo.setFocus()
        self._odo.selectAll()

    def show_error(self, field: str, text: str) -> None:
        if field == "odo_confirmed":
            self.body.boxes[field].show()
        super().show_error(field, text)

    def save(self) -> None:
        exit_passes.leave(
            self._desk.by(),
            self._page.id,
            self._odo.km() or 0,
            gate_at=self._when.moment(),
            confirmed=self._confirmed.value(),
        )
