"""Keys kept back for a moment from a widget that acts on single keys, until it is clear who presses them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

HOLD_MS = 60
"""Longer than a scanner waits between two keys, shorter than anybody sees."""


def keyboard() -> QWidget | None:
    """Who gets the next key: a menu or a list that dropped down, else what has the focus."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    return QApplication.focusWidget() or QApplication.activeWindow()


class HeldKeys(QObject):
    """Keys in the order in which they came; `expired` is called when no further one comes."""

    def __init__(self, parent: QObject, expired: Callable[[], object]) -> None:
        super().__init__(parent)
        self._keys: list[QKeyEvent] = []
        self._window: QWidget | None = None
        self._sends = False
        self._timer = QTimer(self, singleShot=True, interval=HOLD_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(expired)

    def __bool__(self) -> bool:
        return bool(self._keys)

    def hold(self, widget: QWidget, event: QKeyEvent) -> None:
        """Keep a key back from `widget`."""
        self._window = widget.window()
        self._keys.append(event.clone())
        self._timer.start()

    def hold_release(self, event: QKeyEvent) -> bool:
        """Keep the release of a key back when the key itself is; says whether."""
        held = any(key.key() == event.key() for key in self._keys)
        if held:
            self._keys.append(event.clone())
        return held

    def drop(self) -> None:
        """Nobody gets them."""
        self._timer.stop()
        self._keys = []

    def let_go(self) -> None:
        """Hand them over as if they came now; not into another window that came in between."""
        keys = self._keys
        self.drop()
        for key in keys:
            widget = keyboard()
            if widget is None or widget.window() is not self._window:
                return
            if not (key.type() == QEvent.Type.KeyPress and _ran_shortcut(widget, key)):
                self._sends = True
                QApplication.sendEvent(widget, key)
                self._sends = False

    def is_theirs(self) -> bool:
        """Whether the key that arrives is one of them; asked once for each."""
        sends, self._sends = self._sends, False
        return sends


def _ran_shortcut(widget: QWidget, key: QKeyEvent) -> bool:
    """Run the shortcut that the widget has for this single key."""
    wanted = QKeySequence(key.key())
    for shortcut in widget.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if shortcut.isEnabled() and shortcut.key() == wanted:
            shortcut.activated.emit()
            return True
    return False
