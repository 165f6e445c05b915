"""Days and moments typed the way people say them, with a calendar to drop down."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from garage.domain.dates import parse_date, parse_moment
from garage.i18n import _
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import ParsedField


class Calendar(QFrame):
    """A month that drops down from a field; a click or Enter picks the day."""

    def __init__(self, parent: QWidget, pick: Callable[[dt.date], None]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._pick = pick
        self.month = QCalendarWidget()
        self.month.setObjectName("calendar")
        self.month.setAccessibleName(_("Calendar"))
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.clicked.connect(self._take)
        self.month.activated.connect(self._take)
        self.month.setMinimumSize(340, 300)
        for name, arrow in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "arrow-right")):
            self.month.findChild(QToolButton, name).setIcon(icon(arrow))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, QTextCharFormat())
        self.setObjectName("calendar_popup")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.month)

    def drop_from(self, field: QWidget, day: dt.date) -> None:
        """Open under `field` at `day`."""
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(field.mapToGlobal(QPoint(0, field.height() + 2)))
        self.show()
        self.month.setFocus()

    def _take(self, day: QDate) -> None:
        self.hide()
        self._pick(dt.date(day.year(), day.month(), day.day()))


class _CalendarField(ParsedField[dt.date | dt.datetime]):
    """What a day and a moment share: the calendar behind a button and Alt+Down."""

    def __init__(
        self,
        parse: Callable[[str, str], dt.date | dt.datetime],
        show: Callable[[dt.date | dt.datetime], str],
        now: Callable[[], dt.datetime],
        parent: QWidget | None,
        placeholder: str,
    ) -> None:
        super().__init__(parse, show, parent, placeholder)
        self._now = now
        self._calendar: Calendar | None = None
        opener = QAction(icon("calendar", "muted"), _("Calendar (Alt+Down)"), self)
        opener.setObjectName("open_calendar")
        opener.triggered.connect(self.open_calendar)
        self.addAction(opener, self.ActionPosition.TrailingPosition)

    def open_calendar(self) -> None:
        """Drop the calendar down at the day typed, or today."""
        if self._calendar is None:
            self._calendar = Calendar(self, self._take_day)
        self._calendar.drop_from(self, self._day())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _day(self) -> dt.date:
        value = self.value_if_read()
        if isinstance(value, dt.datetime):
            return value.date()
        return value or self._now().date()

    def _take_day(self, day: dt.date) -> None:
        self.set_value(self._with_day(day))
        self.textEdited.emit(self.text())
        self.setFocus()

    def _with_day(self, day: dt.date) -> dt.date | dt.datetime:
        return day


class DateField(_CalendarField):
    """A day, shown as 2026-11-21; "21", "11-21", "+3" and "明天" are read against today."""

    def __init__(
        self, parent: QWidget | None = None, now: Callable[[], dt.datetime] = dt.datetime.now
    ) -> None:
        super().__init__(
            lambda text, field: parse_date(text, now().date(), field),
            lambda day: day.isoformat(),
            now,
            parent,
            _("year-month-day"),
        )

    def date(self) -> dt.date | None:
        """The day typed, None when empty; raises FieldError."""
        return self.value()

    def set_date(self, day: dt.date | None) -> None:
        """Show `day`."""
        self.set_value(day)


class MomentField(_CalendarField):
    """A day and time to the minute, shown as 2026-11-21 17:30; "17:30" is today, "+2h" from now."""

    def __init__(
        self, parent: QWidget | None = None, now: Callable[[], dt.datetime] = dt.datetime.now
    ) -> None:
        super().__init__(
            lambda text, field: parse_moment(text, now(), field),
            lambda moment: f"{moment:%Y-%m-%d %H:%M}",
            now,
            parent,
            _("17:30 or 11-22 9:30"),
        )

    def moment(self) -> dt.datetime | None:
        """The moment typed, None when empty; raises FieldError."""
        value = self.value()
        return value if isinstance(value, dt.datetime) else None

    def set_moment(self, moment: dt.datetime | None) -> None:
        """Show `moment`."""
        self.set_value(moment)

    def _with_day(self, day: dt.date) -> dt.datetime:
        typed = self.value_if_read()
        return dt.datetime.combine(day, typed.time() if isinstance(typed, dt.datetime) else dt.time(17, 0))
