"""Days of the stock: which are closed, by whom, and what came after the close (F6)."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from garage.domain.money import format_plain
from garage.i18n import _, ngettext
from garage.services import day_closes
from garage.services.day_closes import LOOKED_BACK, Day
from garage.ui.desk import Desk
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.customer_parts import plain_label
from garage.ui.pages.figures_columns import show_values


class DaysPanel(QWidget):
    """Days with movements, the last first; what is not closed stands out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("days_panel")
        self._desk = desk
        self._days: list[Day] = []
        self.told = plain_label("days_told")
        self.list = ListView(name="days_list", title=_("Days of the stock"))
        self.list.set_model(
            KeysetModel(
                _columns(desk),
                lambda _cursor, _limit: Page(self._days, None),
                lambda row: row.day,
                parent=self,
            )
        )
        text = _("Days on which something moved stand here; close each in the evening.")
        self.list.set_empty(text)
        foot = QHBoxLayout()
        foot.addWidget(self.list.footer)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.told)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.list)

    @property
    def open_count(self) -> int:
        """How many days before today are not closed."""
        return len(day_closes.open_days(self._desk.today()))

    def show_costs(self, shown: bool) -> None:
        """Show what stock is worth, or keep it from whoever looks."""
        show_values(self.list, shown)

    def refresh(self) -> None:
        """Read the days anew."""
        self._days = day_closes.days(self._desk.today())
        self.list.rows().reload()
        if self.list.current_row() is None and self._days:
            self.list.selectRow(0)
        unclosed = sum(one.open and one.day < self._desk.today() for one in self._days)
        days = ngettext(
            "{count} earlier day is not closed.", "{count} earlier days are not closed.", unclosed
        )
        text = days.format(count=unclosed) if unclosed else _("Every earlier day is closed.")
        reach = _("The last {count} days.").format(count=LOOKED_BACK)
        self.told.setText(f"{text} {reach}")

    def day(self) -> Day | None:
        """The day under the bar."""
        row: Day | None = self.list.current_row()
        return row

    def show_day(self, day: date) -> bool:
        """Put the bar on a day; says whether it is among those listed."""
        return self.list.select_key(day)


def _columns(desk: Desk) -> list[Column]:
    def state(row: Day) -> str:
        if row.close is None:
            return _("Today, not closed yet") if row.day == desk.today() else _("Not closed")
        if row.later:
            words = ngettext(
                "{count} movement after the close", "{count} movements after the close", row.later
            )
            return words.format(count=row.later)
        return _("Day closed")

    def ink(row: Day) -> str | None:
        if row.close is not None and not row.later:
            return "ok"
        return "muted" if row.close is None and row.day == desk.today() else "warn"

    def sign(row: Day) -> str | None:
        return {"ok": "check", "warn": "warning"}.get(ink(row) or "")

    def closed(row: Day) -> str:
        return f"{row.close.closed_at:%Y-%m-%d %H:%M}" if row.close else ""

    return [
        Column("day", _("Day"), 110, "left", lambda row: f"{row.day}", bold=True),
        Column("state", _("State"), 250, "left", state, ink, icon=sign),
        Column("movements", _("Movements"), 100, "right", lambda row: f"{row.movements:,}"),
        Column("in_fen", _("Inward"), 112, "right", lambda row: format_plain(row.in_fen), total=True),
        Column("out_fen", _("Outward"), 112, "right", lambda row: format_plain(row.out_fen), total=True),
        Column("closed", _("Closed at"), 142, "left", closed),
        Column("who", _("Closed by"), 106, "left", lambda row: row.close.who if row.close else ""),
        Column(
            "value_fen",
            _("Value after"),
            120,
            "right",
            lambda row: format_plain(row.close.value_fen) if row.close else "–",
        ),
        Column("note", _("Note"), 0, "left", lambda row: row.close.note if row.close else ""),
    ]
