"""A page that reads anew when what it shows has changed: at once in sight, else when it is seen next."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from garage.domain.numbers import Series, read_number
from garage.services.command import Area
from garage.ui.desk import Desk

Found = TypeVar("Found")


def show_numbered(
    no: str, series: Series, find: Callable[[str], Found | None], show: Callable[[Found], object]
) -> bool:
    """Show what a document's number of that series stands for; False when there is none."""
    read = read_number(no)
    found = find(read[1]) if read is not None and read[0] is series else None
    if found is not None:
        show(found)
    return found is not None


class FreshPage(QWidget):
    """A page says which `areas` it shows, and reads them in `refresh`."""

    areas: frozenset[Area] = frozenset()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._outdated = True
        desk.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Read everything anew."""
        self._outdated = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self.refresh()

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if not areas & self.areas:
            return
        if not self.isVisible():
            self._outdated = True
            return
        had_keyboard = self._has_keyboard()
        self.refresh()
        if had_keyboard and not self._has_keyboard():  # it was on something that went away
            self.setFocus()

    def _has_keyboard(self) -> bool:
        """Also while a form is open over the window."""
        here = self.window().focusWidget()
        return here is not None and self.isAncestorOf(here) and here.isVisibleTo(self)
