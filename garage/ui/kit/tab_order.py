"""Where Tab goes in a window: from one field to the next, over everything that is in sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget


class TabbingWindow(QMainWindow):
    """A window whose pages lead the keyboard into their main list, and still let Tab pass through their heads.

    Qt takes a page with a focus proxy for a stop of its own: Tab would go to the list at once and never to what
    stands before it.
    """

    def focusNextPrevChild(self, forward: bool) -> bool:
        here = self.focusWidget() or self
        stop = _after(here, forward=forward)
        while stop is not here and not _takes_tab(stop, self):
            stop = _after(stop, forward=forward)
        if stop is here:
            return False
        stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True


def _after(widget: QWidget, *, forward: bool) -> QWidget:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()


def _takes_tab(widget: QWidget, window: QWidget) -> bool:
    """Whether Tab stops here itself; what it leads into comes in its own turn."""
    tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return tabs and widget.isVisible() and widget.isEnabled() and widget.window() is window
