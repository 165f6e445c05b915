"""Recommended work on screen: given, worded anew, declined with a name, closed (G8)."""

from PySide6.QtWidgets import QWidget

from garage.domain.advice import suggested_consequence
from garage.i18n import _
from garage.services import advice
from garage.services.advice import AdviceData
from garage.services.orders import OrderPage
from garage.services.vehicle_history import AdviceRow
from garage.ui.desk import Desk
from garage.ui.forms.advice_words import say_refusal
from garage.ui.forms.order_head import about, words
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.choice_fields import TickField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import KilometreField, LineField, TextField


class AdviceForm(FormDialog):
    """Work that is recommended and not done now; with `row` it is worded anew."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, page: OrderPage, row: AdviceRow | None = None
    ) -> None:
        title = _("Recommend work") if row is None else _("Change advice")
        text = _("Recommend") if row is None else _("Save")
        super().__init__(parent, title, about(page), default_text=text, width=560)
        self.setObjectName("advice_form")
        self._desk = desk
        self._page = page
        self._row = row
        self._text = self.add_field(
            "advice",
            _("What should be done"),
            TextField(limit=160, lines=2),
            _("It stands on the slip and at the next reception until it is closed."),
            required=True,
        )
        self._safety = self.add_field("safety", _("Safety"), TickField(_("Concerns safety")))
        self._consequence = self.add_field(
            "consequence",
            _("What may follow when it is not done"),
            TextField(limit=200, lines=2),
            _("The customer reads and signs this."),
        )
        self._due_on = self.add_field("due_on", _("Due on"), DateField(now=desk.now))
        self._due_km = self.add_field("due_km", _("or at"), KilometreField(), beside=True)
        if row is None:
            self._declined = self.add_field(
                "declined", _("Customer's answer"), TickField(_("The customer declined it"))
            )
            self._signer = self.add_field("signed_by", _("Declined by"), LineField(limit=60), beside=True)
            self._declined.toggled.connect(self._on_declined)
        self._suggested = ""
        self._safety.toggled.connect(self._suggest)
        self._text.edited.connect(self._suggest)

    def load(self) -> None:
        if self._row is None:
            self._on_declined(False)
        else:
            self._text.set_value(self._row.text)
            self._safety.set_value(self._row.safety)
            self._consequence.set_value(self._row.consequence)
            self._due_on.set_date(self._row.due_on)
            self._due_km.set_km(self._row.due_km)
        self._show_consequence()
        self._text.setFocus()

    def save(self) -> object:
        data = AdviceData(
            self._text.value(),
            self._safety.value(),
            self._consequence.value() if self._safety.value() else "",
            self._due_on.date(),
            self._due_km.km(),
        )
        if self._row is not None:
            return advice.change(self._desk.by(), self._row.id, self._row.version, data)
        declined = self._declined.value()
        return advice.recommend(
            self._desk.by(),
            self._page.id,
            data,
            declined=declined,
            signed_by=self._signer.value() if declined else "",
        )

    def _suggest(self) -> None:
        """The usual words of its kind, as long as nobody wrote others."""
        written = self._consequence.toPlainText()
        if self._safety.value() and written in {"", self._suggested}:
            self._suggested = suggested_consequence(self._text.toPlainText())
            self._consequence.set_value(self._suggested)
        self._show_consequence()

    def _show_consequence(self) -> None:
        self.body.boxes["consequence"].setVisible(self._safety.value())
        self.grow_soon()

    def _on_declined(self, declined: bool) -> None:
        self.body.boxes["signed_by"].setVisible(declined)
        if declined and not self._signer.text():
            self._signer.set_value(self._page.reception.brought_by or self._page.customer)
        self.grow_soon()


class DeclineForm(FormDialog):
    """The customer does not want it now: who said so, and what they were told may follow."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, row: AdviceRow) -> None:
        title = _("Declined")
        super().__init__(parent, title, about(page), default_text=title, width=560)
        self.setObjectName("decline_form")
        self._desk = desk
        self._page = page
        self._row = row
        self.add_widget(words(row.text, "section"))
        if row.declined_at is not None:
            self.add_widget(words(say_refusal(row), "muted"))
        self._signer = self.add_field(
            "signed_by", _("Declined by"), LineField(limit=60), required=bool(row.safety)
        )
        if row.safety:
            self._consequence = self.add_field(
                "consequence",
                _("What may follow when it is not done"),
                TextField(limit=200, lines=2),
                _("The customer reads and signs this."),
                required=True,
            )
        self.add_widget(
            words(_("It stays open: the slip names it, and so does the next reception."), "muted")
        )

    def load(self) -> None:
        self._signer.set_value(self._page.reception.brought_by or self._page.customer)
        if self._row.safety:
            self._consequence.set_value(self._row.consequence or suggested_consequence(self._row.text))
        self._signer.setFocus()
        self._signer.selectAll()

    def save(self) -> None:
        told = self._consequence.value() if self._row.safety else ""
        advice.decline(self._desk.by(), self._row.id, signed_by=self._signer.value(), consequence=told)


def close_advice(parent: QWidget | None, desk: Desk, row: AdviceRow) -> ReasonForm:
    """Advice that was followed, or no longer stands."""
    return ReasonForm(
        parent,
        _("Close advice"),
        row.text,
        "",
        lambda why: advice.close(desk.by(), row.id, why),
        limit=120,
    )
