"""The days of the register of calls that is printed."""

from datetime import date

from PySide6.QtWidgets import QWidget

from garage.errors import FieldError
from garage.i18n import _
from garage.ui.desk import Desk
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog


class CallRegisterForm(FormDialog):
    """First and last day, the month so far if nothing else is said; `saved` carries both."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        about = _("Every call and visit of these days, as it is filed month by month.")
        super().__init__(parent, _("Register of calls"), about, default_text=_("Preview"), width=480)
        self.setObjectName("call_register_form")
        self._desk = desk
        self._first = self.add_field("first", _("First day"), fields.DateField(now=desk.now), required=True)
        self._last = self.add_field(
            "last", _("Last day"), fields.DateField(now=desk.now), required=True, beside=True
        )

    def load(self) -> None:
        today = self._desk.today()
        self._first.set_date(today.replace(day=1))
        self._last.set_date(today)

    def save(self) -> tuple[date, date]:
        first, last = self._first.date(), self._last.date()
        if first is None or last is None or last < first:
            raise FieldError("last", _("The last day lies before the first."))
        return first, last
