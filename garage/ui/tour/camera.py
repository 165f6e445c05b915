"""The camera of the tour: the main window and all that lies over it, as a person sees them."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from garage.ui.kit import theme
from garage.ui.kit.toast import Toast

SIZE = QSize(1280, 800)
SHADE = QColor(0, 0, 0, 70)
SHADOW = 14


def picture(window: QWidget | None) -> QPixmap:
    """The window with its forms, lists and menus over it; a window that stands alone on plain ground."""
    taken = QPixmap(SIZE)
    taken.fill(theme.colour("line"))
    painter = QPainter(taken)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    origin = QPoint(0, 0)
    if window is not None and window.isVisible():
        origin = window.pos()
        painter.drawPixmap(0, 0, window.grab())
    for form in _forms(window):
        if window is not None:
            painter.fillRect(taken.rect(), SHADE)
        place = form.geometry().translated(-origin)
        if not taken.rect().contains(place):
            place.moveCenter(taken.rect().center())
        _put(painter, form, place.topLeft())
        origin = form.pos() - place.topLeft()
    for popup in _popups():
        _put(painter, popup, popup.pos() - origin)
    painter.end()
    return taken


def take_toasts_away() -> None:
    """A click on what was said."""
    for toast in [one for window in QApplication.topLevelWidgets() for one in window.findChildren(Toast)]:
        toast.close_softly()


def _forms(window: QWidget | None) -> list[QWidget]:
    """Dialogs from the lowest to the one on top."""
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]
    dialogs = [one for one in shown if one.windowType() in {Qt.WindowType.Dialog, Qt.WindowType.Window}]
    return sorted(dialogs, key=_depth)


def _depth(widget: QWidget) -> int:
    above = widget.parentWidget()
    return 0 if above is None else 1 + _depth(above.window())


def _popups() -> list[QWidget]:
    kinds = {Qt.WindowType.Popup, Qt.WindowType.ToolTip}
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.windowType() in kinds]


def _put(painter: QPainter, window: QWidget, at: QPoint) -> None:
    """A window with its shadow; a screen draws both, a platform without one does not."""
    box = QRect(at, window.size())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 7))
    for width in range(SHADOW, 0, -2):
        painter.drawRoundedRect(box.adjusted(-width, 4 - width, width, 4 + width), width, width)
    painter.drawPixmap(at, window.grab())
    painter.setPen(theme.colour("edge"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0, 0, -1, -1))
