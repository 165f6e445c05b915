"""A job that cannot go on: why, and what it waits for (B2)."""

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.orders import HoldReason
from garage.errors import FieldError
from garage.i18n import _
from garage.services import holds
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import about, words
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField


class HoldForm(FormDialog):
    """Stops the clocks of an order; `reason` is what is suggested."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        page: OrderPage,
        reason: HoldReason | None = None,
    ) -> None:
        super().__init__(parent, _("Put on hold"), about(page), default_text=_("Put on hold"), width=520)
        self.setObjectName("hold_form")
        self._desk = desk
        self._page = page
        self._suggested = reason
        self._reason = self.add_field(
            "reason", _("Why"), ChoiceField(choices=[(why, label(why)) for why in HoldReason])
        )
        self._note = self.add_field("note", _("What is awaited"), LineField(limit=200))
        self.add_widget(
            words(
                _("The mechanics' clocks stop. Parts can still be drawn; the job goes on with one key."),
                "muted",
            )
        )
        self._reason.edited.connect(self._fill_note)

    def load(self) -> None:
        self._reason.set_value(self._suggested or _likely(self._page))
        self._fill_note()
        self._reason.setFocus()

    def check(self) -> None:
        if self._reason.value() is HoldReason.CUSTOMER and not self._note.value():
            raise FieldError("note", _("Say what the customer is to do or to say."))

    def save(self) -> None:
        holds.hold(self._desk.by(), self._page.id, self._reason.value(), self._note.value())

    def _fill_note(self) -> None:
        """The parts that are missing, until somebody types something else."""
        missing = _missing_parts(self._page)
        if self._reason.value() is HoldReason.PARTS and not self._note.text():
            self._note.set_value(missing)
        elif self._note.text() == missing:
            self._note.set_value("")


def _likely(page: OrderPage) -> HoldReason:
    if page.facts.open_supplements:
        return HoldReason.AUTHORISATION
    return HoldReason.PARTS if page.facts.not_fully_issued else HoldReason.CUSTOMER


def _missing_parts(page: OrderPage) -> str:
    names = [line.name for line in page.lines if line.draws_stock and line.issued_milli < line.qty_milli]
    return _(", ").join(names)[:200]
