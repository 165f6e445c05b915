"""The fuel gauge of the reception sheet: eighths of a tank, by click or arrow keys."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from garage.i18n import _
from garage.ui.kit import theme

EIGHTHS = 8
_EDGE = 18.0


class FuelGauge(QWidget):
    """0 to 8 eighths, None while nobody has looked; Delete empties it."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field_name = "value"
        self._eighths: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("Click, or use the arrow keys; Delete empties it"))

    def value(self) -> int | None:
        """Eighths in the tank, None when not read."""
        return self._eighths

    def set_value(self, eighths: int | None) -> None:
        """Show `eighths`."""
        self._eighths = eighths
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """The reading in words."""
        return _("not read") if self._eighths is None else f"{self._eighths}/{EIGHTHS}"

    def sizeHint(self) -> QSize:
        return QSize(220, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, 32)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._take(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._take(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self._eighths if self._eighths is not None else 4
        wanted = {
            Qt.Key.Key_Right: now + 1,
            Qt.Key.Key_Up: now + 1,
            Qt.Key.Key_Left: now - 1,
            Qt.Key.Key_Down: now - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: EIGHTHS,
        }.get(Qt.Key(event.key()))
        if wanted is not None:
            self._put(min(EIGHTHS, max(0, wanted)))
        elif Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_8:
            self._put(event.key() - Qt.Key.Key_0)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._put(None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = self._bar()
        wide = bar.width() / EIGHTHS
        for at in range(EIGHTHS):
            full = self._eighths is not None and at < self._eighths
            ink = ("bad" if (self._eighths or 0) <= 1 else "accent") if full else "line"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ink))
            painter.drawRoundedRect(QRectF(bar.x() + at * wide + 1, bar.y(), wide - 2, bar.height()), 2, 2)
        painter.setPen(theme.colour("muted"))
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        left = QRectF(0, 0, _EDGE, self.height())
        right = QRectF(bar.right() + 4, 0, self.width() - bar.right() - 4, self.height())
        painter.drawText(left, Qt.AlignmentFlag.AlignCenter, "E")
        painter.drawText(
            right, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"F   {self.words()}"
        )
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(bar.adjusted(-2, -3, 2, 3), 4, 4)
        painter.end()

    def _bar(self) -> QRectF:
        room = self.fontMetrics().horizontalAdvance(f"F   {_('not read')}") + 12
        return QRectF(_EDGE + 2, 8, max(60.0, self.width() - _EDGE - room), self.height() - 16)

    def _take(self, x: float) -> None:
        bar = self._bar()
        self._put(min(EIGHTHS, max(0, round((x - bar.x()) / bar.width() * EIGHTHS))))

    def _put(self, eighths: int | None) -> None:
        if eighths != self._eighths:
            self.set_value(eighths)
            self.edited.emit()
