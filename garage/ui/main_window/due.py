"""Small counts behind the words of the tabs: how much is due there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from garage.services.command import Area
from garage.ui.main_window.places import RETURNS, tab_titles

if TYPE_CHECKING:
    from garage.ui.main_window.window import MainWindow

LOOK_AFTER_MS = 700
"""The window comes first."""
_SHOWN = frozenset({Area.RETURNS, Area.SHOP})


class DueCounts(QObject):
    """Counts anew when something of it changes, and with each minute."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.desk.changed.connect(self._on_changed)
        window.minute.connect(self.count)
        QTimer.singleShot(LOOK_AFTER_MS, self, self.count)

    def count(self) -> None:
        """Say behind the tab how much is due there today."""
        from garage.services import returns_due  # noqa: PLC0415 - not before the window stands

        if not self._window.isVisible():
            return
        today = self._window.desk.today()
        due = returns_due.due().count(today)
        title = tab_titles()[RETURNS]
        self._window.tabs.setTabText(RETURNS, f"{title} {due}" if due else title)

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & _SHOWN:
            self.count()
