"""What the panels of the buying page share: a list that reads anew only while somebody looks at it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import ListSection

LINES_HEIGHT = 190
"""Of the lines that stand below the document under the bar."""


class Panel(ListSection):
    """One list of the buying page; changes that come while it is out of sight wait until it is seen."""

    order_opened = Signal(int)
    part_opened = Signal(int)

    areas = frozenset({Area.STOCK, Area.ORDERS})

    def __init__(self, desk: Desk, name: str, title: str) -> None:
        super().__init__(desk, name, title, bare=True)
        self._outdated = False
        self.setFocusProxy(self.list)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self._outdated = False
            self.refresh()

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if not self.areas & areas:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._outdated = True
