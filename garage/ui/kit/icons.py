"""Our own stroke icons, drawn from SVG in the colours of the palette at the moment of painting."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from garage.paths import resources
from garage.ui.kit import theme

_clones: list[QIconEngine] = []  # Qt deletes a clone, but Python must not do it first


@cache
def _drawing(name: str) -> bytes:
    return (resources() / "icons" / f"{name}.svg").read_bytes()


@cache
def _renderer(name: str, ink: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace(b"#000", ink.encode())))


class _Engine(QIconEngine):
    """Draws one SVG in the ink of a theme role, so that icons follow light and dark by themselves."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ink = theme.colour("muted" if mode == QIcon.Mode.Disabled else self._role).name()
        _renderer(self._name, ink).render(painter, _square(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        pixmap = QPixmap(size * scale)
        pixmap.setDevicePixelRatio(scale)
        if pixmap.isNull():  # a button squeezed to nothing for a moment
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        engine = _Engine(self._name, self._role)
        _clones.append(engine)
        return engine


def _square(rect: QRect) -> QRectF:
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(QRectF(rect).center())
    return square


@cache
def icon(name: str, role: str = "text") -> QIcon:
    """The icon `name` of resources/icons in the theme colour `role`; FileNotFoundError when there is none."""
    _drawing(name)
    return QIcon(_Engine(name, role))


class IconLabel(QWidget):
    """A small icon beside text, re-tinted with the theme; says nothing to screen readers."""

    def __init__(self, name: str, role: str = "text", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._role = role
        self.setFixedSize(size, size)

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icon(self._name, self._role).paint(painter, self.rect())
        painter.end()
