"""The second press of an accepting key, meant for what is done already, reaches nothing that came in its place."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

DEAF_MS = 400
"""How long a further Enter is still the same intention."""

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_HELD = {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta}
_KEYS = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}


class SecondPress(QObject):
    """Takes Enter away, with Ctrl or without, until another key or the mouse comes or `DEAF_MS` are over."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._since = QElapsedTimer()
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self.stop)

    def start(self) -> None:
        """Something was accepted just now."""
        if not DEAF_MS:
            return
        self._since.start()
        self._end.start(DEAF_MS)
        self._app.installEventFilter(self)

    def stop(self) -> None:
        """Enter counts again."""
        self._end.stop()
        self._app.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.stop()
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent) or event.key() in _HELD:
            return False
        if event.key() not in _ENTER or self._since.hasExpired(DEAF_MS):
            self.stop()
            return False
        event.accept()
        return True


_deaf: list[SecondPress] = []


def ignore_second_press() -> None:
    """From now on, for a moment."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        if not _deaf:
            _deaf.append(SecondPress(app))
        _deaf[0].start()


def count_every_press() -> None:
    """The next Enter is meant, however soon it comes: a hand that looks before it presses says so."""
    for deaf in _deaf:
        deaf.stop()
