"""Closing a day of the stock: which day, and a word about it (F6)."""

from datetime import date

from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan
from garage.domain.text import joined
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import day_closes
from garage.services.day_closes import Close, Day
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.forms.part import sees_costs
from garage.ui.kit.fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField


class DayCloseForm(FormDialog):
    """Today, or a day that was forgotten; `saved` carries the Close."""

    def __init__(self, parent: QWidget | None, desk: Desk, day: date | None = None) -> None:
        about = _("What moves afterwards stays in the ledger and is shown as after the close.")
        super().__init__(parent, _("Close the day"), about, default_text=_("Close the day"), width=520)
        self.setObjectName("day_close_form")
        self._desk = desk
        self._wanted = day
        self._days = {one.day: one for one in day_closes.days(desk.today())}
        self._day = self.add_field("day", _("Day"), DateField(now=desk.now), required=True)
        self._told = words("", "muted")
        self._told.setObjectName("day_told")
        self.add_widget(self._told)
        self._note = self.add_field("note", _("Note"), LineField(limit=200))
        self._day.textChanged.connect(lambda _text: self._tell())

    def load(self) -> None:
        self._day.set_date(self._wanted or self._desk.today())
        self._tell()
        self._note.setFocus()

    def check(self) -> None:
        if (day := self._day.date()) is not None and day > self._desk.today():
            raise FieldError("day", _("This day has not come yet."))

    def save(self) -> Close:
        return day_closes.close_day(self._desk.by(), self._day.date(), self._note.value())

    def _tell(self) -> None:
        day = self._day.value_if_read()
        known = self._days.get(day) if isinstance(day, date) else None
        self._told.setText(tell_day(known, sees_costs(self._desk.person)))


def tell_day(day: Day | None, costs: bool) -> str:
    """What moved on a day and who has closed it already, in a sentence or two."""
    if day is None or not day.movements:
        return _("Nothing moved on this day.")
    text = ngettext("{count} movement.", "{count} movements.", day.movements).format(
        count=f"{day.movements:,}"
    )
    if costs:
        worth = _("Inward {came}, outward {went}.")
        worth = worth.format(came=format_yuan(day.in_fen), went=format_yuan(day.out_fen))
        text = joined(text, worth)
    if day.close is not None:
        closed = _("{who} closed it at {time}; this close takes its place.")
        text = joined(text, closed.format(who=day.close.who, time=f"{day.close.closed_at:%m-%d %H:%M}"))
    return text
