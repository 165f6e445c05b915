"""Which days the figures are of: today, a month, or any."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from garage.domain.roll_forward import Period, month_of
from garage.i18n import _
from garage.ui.desk import Desk
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.fields import DateField

TODAY, MONTH, LAST_MONTH, ANY = "today", "month", "last_month", "any"


class PeriodBar(QWidget):
    """Today, this month, the last one, or any two days; `chosen` when they changed and can be read."""

    chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.chips = ChipBar(name="period")
        self.first, self.last = DateField(now=desk.now), DateField(now=desk.now)
        self.period = month_of(desk.today())
        self._build()
        self.choose(MONTH)

    def choose(self, key: str) -> None:
        """One of the usual periods."""
        today = self._desk.today()
        wanted = {
            TODAY: Period(today, today),
            MONTH: Period(today.replace(day=1), today),
            LAST_MONTH: month_of(today.replace(day=1) - timedelta(days=1)),
        }.get(key, self.period)
        self.chips.chip(key).setChecked(True)
        self.set_days(wanted)
        if key == ANY:
            self.first.setFocus()
            self.first.selectAll()

    def set_days(self, period: Period) -> None:
        """Show these days and read them."""
        for field, day in ((self.first, period.first), (self.last, period.last)):
            field.blockSignals(True)
            field.set_date(day)
            field.blockSignals(False)
        self._read()

    def words(self) -> str:
        """The days, for a workbook."""
        return f"{self.period.first} – {self.period.last}"

    def _on_typed(self) -> None:
        self.chips.chip(ANY).setChecked(True)
        self._read()

    def _read(self) -> None:
        """Take the days when both can be read and stand the right way round, else mark them."""
        first, last = self.first.value_if_read(), self.last.value_if_read()
        good = isinstance(first, date) and isinstance(last, date) and first <= last
        for field in (self.first, self.last):
            field.setProperty("wrong", not good)
            field.style().unpolish(field)
            field.style().polish(field)
        if good:
            self.period = Period(first, last)
            self.chosen.emit()

    def _build(self) -> None:
        names = {
            TODAY: _("Today"),
            MONTH: _("This month"),
            LAST_MONTH: _("Last month"),
            ANY: _("Any days"),
        }
        self.chips.set_chips([(key, words, None) for key, words in names.items()])
        self.chips.chosen.connect(self.choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.chips)
        for field, words, name in (
            (self.first, _("First day"), "first_day"),
            (self.last, _("Last day"), "last_day"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.setToolTip(words)
            field.setFixedWidth(132)
            field.textChanged.connect(lambda _text: self._on_typed())
        layout.addWidget(self.first)
        layout.addWidget(QLabel("–"))
        layout.addWidget(self.last)
