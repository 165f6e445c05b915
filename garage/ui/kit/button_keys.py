"""The key of a button, which acts at once: Qt's own shortcut of a button waits a tenth of a second for the picture."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

_NAME = "key"


def set_key(button: QAbstractButton, keys: str) -> None:
    """From now on these keys click the button in its window, while it is in sight and enabled; "" takes them away."""
    shortcut = _shortcut(button)
    if shortcut is None:
        shortcut = QShortcut(button)
        shortcut.setObjectName(_NAME)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(button.click)
    shortcut.setKey(QKeySequence(keys))


def key_of(button: QAbstractButton) -> QKeySequence:
    """The keys of a button, empty when it has none; those after an & in its words too."""
    shortcut = _shortcut(button)
    return shortcut.key() if shortcut is not None else button.shortcut()


def _shortcut(button: QAbstractButton) -> QShortcut | None:
    found = button.findChild(QShortcut, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, QShortcut) else None
