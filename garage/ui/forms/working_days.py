"""The calendar of working days in the settings: days by hand, and the yearly notice as it is published."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from garage.domain.holiday_notices import CalendarEntry, read_notice
from garage.domain.labels import holiday_name, label
from garage.domain.working_days import DayKind
from garage.errors import FieldError, StaleError
from garage.i18n import _, current
from garage.services import working_days
from garage.services.command import Area
from garage.services.working_days import DayRow
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import ListSection
from garage.ui.kit import fields, messages
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import NumberField
from garage.ui.kit.table_model import Column

MOST_BYTES = 1_000_000
NOTICE_FROM = 11
"""The month in which the notice for the next year usually appears."""


class CalendarDayForm(FormDialog):
    """A day that is free or worked, whatever its weekday."""

    def __init__(self, desk: Desk, row: DayRow | None = None, parent: QWidget | None = None) -> None:
        title = _("Change the day") if row else _("New day")
        super().__init__(parent, title, _("Only days that are not what their weekday says."), width=480)
        self._desk, self._row = desk, row
        self.add_field("day", _("Day"), fields.DateField(now=desk.now), required=True)
        choices = [(kind, label(kind)) for kind in DayKind]
        self.add_field("kind", _("Is"), fields.ChoiceField(choices=choices), required=True, beside=True)
        self.add_field("name", _("Name"), fields.LineField(limit=40), _("For example: Spring Festival"))

    def load(self) -> None:
        row = self._row
        self.widget("day").set_date(row.on if row else None)
        self.widget("kind").set_value(row.kind if row else DayKind.OFF)
        self.widget("name").set_value(holiday_name(row.name) if row else "")

    def keep_mine(self, error: StaleError) -> None:
        if self._row is not None:
            days = working_days.days_of(self._row.on.year)
            self._row = next((row for row in days if row.id == self._row.id), None)

    def save(self) -> object:
        row, typed = self._row, self.widget("name").value()
        name = row.name if row and typed == holiday_name(row.name) else typed
        day, kind = self.widget("day").date(), self.widget("kind").value()
        if day is None:
            raise FieldError("day", _("A day is needed."))
        return working_days.set_day(
            self._desk.by(),
            day,
            kind,
            name,
            day_id=row.id if row else None,
            version=row.version if row else None,
        )


class NoticeForm(FormDialog):
    """The notice of a year: pasted as it is published, or a file with a day a line; what was read is shown."""

    def __init__(self, desk: Desk, year: int, parent: QWidget | None = None) -> None:
        words = _(
            "Paste the text of the State Council's notice, or open a table with a day, OFF or WORK, and a name a "
            "line. It takes the place of what is entered for that year."
        )
        super().__init__(parent, _("Public holidays of a year"), words, _("Keep these days"), width=680)
        self._desk, self._year, self._source = desk, year, ""
        self.add_field("year", _("Year"), NumberField(_read_year, str), required=True)
        self.add_field("text", _("Notice"), fields.TextField(lines=9, limit=20_000), required=True)
        self._file = QPushButton(_("From a file…"))
        self._file.setObjectName("notice_from_file")
        self._file.setAccessibleName(_("From a file…"))
        self._file.setAutoDefault(False)
        self._file.clicked.connect(self.choose_file)
        self.add_widget(self._file)
        self.found = QLabel()
        self.found.setObjectName("notice_found")
        self.found.setProperty("tone", "muted")
        self.found.setWordWrap(True)
        self.add_widget(self.found)
        self.widget("text").textChanged.connect(self._show_found)
        self.widget("year").textChanged.connect(self._show_found)

    def load(self) -> None:
        self.widget("year").set_value(self._year)
        self._show_found()

    def read(self) -> tuple[CalendarEntry, ...]:
        """What the text says; FieldError on "year" or "text"."""
        year = self.widget("year").value()
        if year is None:
            raise FieldError("year", _("A year such as 2027."))
        return read_notice(self.widget("text").value(), year)

    def choose_file(self) -> None:
        """Take the text of a file."""
        name, _kind = QFileDialog.getOpenFileName(self, _("From a file…"), "", "*.csv *.txt (*.csv *.txt)")
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """The text of a file in UTF-8 or in the Chinese encoding of older programs."""
        try:
            raw = path.read_bytes()[:MOST_BYTES]
        except OSError as error:
            self.show_error("text", _("The file cannot be read: {why}").format(why=error.strerror))
            return
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("gb18030", errors="replace")
        self._source = path.name
        self.widget("text").set_value(text)

    def save(self) -> int:
        return working_days.take_notice(self._desk.by(), self.read(), self._source or _("Notice"))

    def _show_found(self) -> None:
        try:
            entries = self.read()
        except FieldError as error:
            self.found.setText(error.text if self.widget("text").value().strip() else "")
            return
        self.found.setText(said_found(entries))


def said_found(entries: Sequence[CalendarEntry]) -> str:
    """How many days of which kind were read, and when."""
    lines = []
    for kind in DayKind:
        days = [f"{entry.on.month}-{entry.on.day}" for entry in entries if entry.kind is kind]
        if days:
            lines.append(f"{label(kind)} ({len(days)}): {', '.join(days)}")
    return "\n".join(lines)


def _read_year(text: str, field: str) -> int:
    if not text.strip().isdecimal() or not 2000 <= int(text) <= working_days.LAST_YEAR:
        raise FieldError(field, _("A year such as 2027."))
    return int(text)


class WorkingDaysSection(ListSection):
    """The days of a year that are not what their weekday says."""

    areas = frozenset({Area.SHOP})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "working_days",
            _("Working days"),
            _(
                "Deadlines in working days leave out weekends and holidays, and count weekends that are worked. "
                "Until the notice of a year is taken, Monday to Friday count, and each such deadline is marked provisional."
            ),
        )
        self.years = ChipBar(self, "working_days_years")
        self.top.addWidget(self.years)
        self.hint = QLabel()
        self.hint.setObjectName("working_days_hint")
        self.hint.setProperty("tone", "warn")
        self.top.addStretch(1)
        self.top.addWidget(self.hint)
        self._remove, self._remove_button = self.add_button(_("Remove"), self.remove, "Delete", "close")
        self._change, self._change_button = self.add_button(_("Change…"), self.open_current, None, "pencil")
        self.add_button(_("Add a day…"), self.add_day, "Ctrl+N", "plus")
        self.add_button(_("Take the year's notice…"), self.take_notice, "Ctrl+I", "list", primary=True)
        empty = _("Nobody has entered the holidays of this year yet.")
        self.list.set_empty(empty, _("Take the year's notice…"), self.take_notice)
        self._show_years()
        self.years.chosen.connect(lambda _key: self.refresh())
        self.show_columns(
            (
                Column("day", _("Day"), 110, "left", lambda row: row.on.isoformat()),
                Column("weekday", _("Weekday"), 110, "left", lambda row: _weekday(row.on)),
                Column(
                    "kind",
                    _("Is"),
                    110,
                    "left",
                    lambda row: label(row.kind),
                    lambda row: "ok" if row.kind is DayKind.OFF else "warn",
                ),
                Column("name", _("Name"), 0, "left", lambda row: holiday_name(row.name)),
                Column("source", _("Source"), 130, "left", lambda row: row.source),
            ),
            lambda row: row.id,
        )

    @property
    def year(self) -> int:
        """The year in sight."""
        return int(self.years.current())

    def rows(self) -> Sequence[DayRow]:
        return working_days.days_of(self.year)

    def refresh_actions(self) -> None:
        there = self.list.current_row() is not None
        for widget in (self._remove, self._remove_button, self._change, self._change_button):
            widget.setEnabled(there)

    def add_day(self) -> None:
        """A day by hand."""
        self.open_form(CalendarDayForm(self.desk, None, self))

    def open_current(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self.open_form(CalendarDayForm(self.desk, row, self))

    def remove(self) -> None:
        """The weekday counts again."""
        row = self.list.current_row()
        if row is not None:
            working_days.remove_day(self.desk.by(), row.id, row.version)
            messages.toast(self, _("{day} is what its weekday says again.").format(day=row.on.isoformat()))

    def take_notice(self) -> None:
        """All days of a year at once."""
        self.open_form(NoticeForm(self.desk, self.year, self))

    def _show_years(self) -> None:
        today = self.desk.today()
        days = working_days.calendar()
        known = days.years
        years = sorted({*known, *(day.year for day in days.days), today.year, today.year + 1})
        self.years.set_chips([(str(year), str(year), None) for year in years])
        missing = today.year + 1 if today.month >= NOTICE_FROM else today.year
        self.years.choose(str(missing if missing not in known else today.year))
        told = "" if missing in known else _("The notice of {year} is not taken yet.").format(year=missing)
        self.hint.setText(told)

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if self.areas & areas:
            year = self.years.current()
            self._show_years()
            self.years.choose(year)
        super()._on_changed(areas)


def _weekday(day: date) -> str:
    return QLocale(current()).dayName(day.isoweekday())
