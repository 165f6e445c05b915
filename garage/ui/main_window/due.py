"""Small counts behind the words of the tabs: how much is due there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from garage.domain.today import TodayColumn, TodayKind
from garage.ui.main_window.places import FOLLOW_UP, RETURNS, TODAY, tab_titles

if TYPE_CHECKING:
    from garage.services.command import Area
    from garage.ui.main_window.window import MainWindow

LOOK_AFTER_MS = 700
"""The window comes first, and so does whoever types on after an act."""
NOW = (TodayColumn.OVERDUE, TodayColumn.TODAY)
CARE = frozenset(
    {
        TodayKind.CALL,
        TodayKind.QUESTION,
        TodayKind.TELL_ANSWER,
        TodayKind.COMPLAINT_VERIFY,
        TodayKind.COMPLAINT_TELL,
        TodayKind.COMPLAINT_REVISIT,
        TodayKind.CAMPAIGN_CALLS,
        TodayKind.CAMPAIGN_LETTERS,
        TodayKind.CAMPAIGN_END,
        TodayKind.LETTER,
        TodayKind.REMINDER,
        TodayKind.APPOINTMENT,
    }
)
"""What is done on the tab of customer care."""


class DueCounts(QObject):
    """Counts anew a moment after something changed, and with each minute."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AFTER_MS)
        self._soon.timeout.connect(self.count)
        window.desk.changed.connect(self._on_changed)
        window.minute.connect(self.count)
        self._soon.start()

    def count(self) -> None:
        """Say behind the tabs how much is late or due there today."""
        from garage.services import returns_due, today  # noqa: PLC0415 - not before the window stands

        if not self._window.isVisible():
            return
        desk = self._window.desk
        day = today.read(desk.by())
        mark = "+" if day.more else ""
        care = sum(card.count for column in NOW for card in day.columns[column] if card.kind in CARE)
        self._say(TODAY, day.count(*NOW), mark)
        self._say(FOLLOW_UP, care, mark)
        self._say(RETURNS, returns_due.due().count(desk.today()))
        self._window.centralWidget().layout().activate()  # else the last tab is cut for a moment

    def stop(self) -> None:
        """Count no more: the records are closed."""
        self._soon.stop()
        self._window.desk.changed.disconnect(self._on_changed)

    def _say(self, tab: int, due: int, mark: str = "") -> None:
        title = tab_titles()[tab].replace("&", "&&")
        self._window.tabs.setTabText(tab, f"{title} {due}{mark}" if due else title)

    def _on_changed(self, _areas: frozenset[Area]) -> None:
        self._soon.start()
