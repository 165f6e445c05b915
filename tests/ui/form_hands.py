"""What a test does with the form that a page opened: find it, type into it, save it by its key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from garage.ui.kit.form_dialog import FormDialog


def activate(qtbot: QtBot, widget: QWidget) -> None:
    """The keyboard is in this window."""
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def form_on(page: QWidget, kind: type[QDialog]) -> FormDialog:
    """The form over a page, the only one of its kind in sight."""
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    assert isinstance(form, FormDialog)
    return form


def write(field: QWidget, text: str) -> None:
    """Put words into a field as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def save_by_key(qtbot: QtBot, form: FormDialog) -> None:
    """Ctrl+Enter."""
    activate(qtbot, form)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
