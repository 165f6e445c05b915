"""One to five stars, given by a number key, the arrows or the mouse."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from garage.i18n import _
from garage.ui.kit import theme

BEST = 5
_SIZE, _GAP = 22, 6
_OUTLINE = (
    *((0.5, 0.02), (0.62, 0.36), (0.98, 0.37), (0.69, 0.59), (0.79, 0.93)),
    *((0.5, 0.73), (0.21, 0.93), (0.31, 0.59), (0.02, 0.37), (0.38, 0.36)),
)


class StarsField(QWidget):
    """Stars of one thing; `value()` is None until some are given. A key gives them and `answered` says to go on."""

    edited = Signal()
    answered = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._title = title
        self._stars = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_("{what}: keys 1 to 5, 0 takes them away").format(what=title))
        self._say()

    def value(self) -> int | None:
        """How many, None for none."""
        return self._stars or None

    def set_value(self, stars: int | None) -> None:
        """Show so many."""
        self._stars = stars or 0
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(BEST * (_SIZE + _GAP) + 4, _SIZE + 10)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if (
            Qt.Key.Key_0 <= key <= Qt.Key.Key_5
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._give(key - Qt.Key.Key_0)
            self.answered.emit()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._give(min(max(self._stars + (1 if key == Qt.Key.Key_Right else -1), 0), BEST))
        elif key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self._give(0)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        stars = min(int((event.position().x() - 2) // (_SIZE + _GAP)) + 1, BEST)
        self._give(0 if stars == self._stars else max(stars, 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        given, empty = theme.colour("warn"), theme.colour("edge")
        for place in range(BEST):
            x, y = 2 + place * (_SIZE + _GAP), (self.height() - _SIZE) / 2
            full = place < self._stars
            painter.setPen(QPen(given if full else empty, 1.4))
            painter.setBrush(given if full else QColor(Qt.GlobalColor.transparent))
            painter.drawPolygon(QPolygonF([QPointF(x + a * _SIZE, y + b * _SIZE) for a, b in _OUTLINE]))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.setBrush(QColor(Qt.GlobalColor.transparent))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _give(self, stars: int) -> None:
        self.set_value(stars)
        self.edited.emit()

    def _say(self) -> None:
        self.setAccessibleName(
            _("{what}: {stars} of 5 stars").format(what=self._title, stars=self._stars)
            if self._stars
            else self._title
        )
