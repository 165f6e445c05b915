"""The day of the complaint sheet that is printed."""

from datetime import date

from PySide6.QtWidgets import QWidget

from garage.errors import FieldError
from garage.i18n import _
from garage.ui.desk import Desk
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog


class ComplaintDayForm(FormDialog):
    """Which day, today if nothing else is said; `saved` carries it."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        about = _("Complaints and potential ones that came in or were worked on that day.")
        super().__init__(parent, _("Daily sheet of complaints"), about, default_text=_("Preview"), width=440)
        self.setObjectName("complaint_day_form")
        self._desk = desk
        self._day = self.add_field("day", _("Day"), DateField(now=desk.now), required=True)

    def load(self) -> None:
        self._day.set_date(self._desk.today())

    def save(self) -> date:
        day = self._day.date()
        if day is None or day > self._desk.today():
            raise FieldError("day", _("This day has not come yet."))
        return day
