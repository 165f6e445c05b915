"""A field for a scanner, which types a code and Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField

_CTRL = Qt.KeyboardModifier.ControlModifier
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ScanField(LineField):
    """A line for a scanner: Enter hands over what was read and empties it.

    No input method gets between: with a Chinese one switched on a scanned code arrives as it is printed.
    """

    entered = Signal(str)
    left = Signal()
    """Esc, while something was asked for."""
    takes_scans = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, 400, _("Scan or type a part's code"))
        self.asking = False
        self.may_be_empty = False
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.addAction(icon("barcode", "muted"), self.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = self.text()
        plain = not event.modifiers() & _CTRL
        if event.key() in _ENTER and plain and (typed.strip() or self.may_be_empty):
            self.clear()
            self.entered.emit(typed.strip())
        elif event.key() == Qt.Key.Key_Escape and self.asking:
            self.left.emit()
        else:
            super().keyPressEvent(event)
