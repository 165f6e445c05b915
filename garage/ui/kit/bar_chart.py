"""A small bar chart painted on the screen: groups of bars over their names, one colour a series."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from garage.ui.kit import theme

_STEPS = (1, 2, 5)
_LINES = 4
"""Lines across, at most."""


@dataclass(frozen=True)
class Series:
    """Bars of one kind: their name, their values, and the role of their colour in the theme."""

    name: str
    values: Sequence[float]
    role: str = "accent"


class BarChart(QWidget):
    """Bars that grow from zero; the value of one is told by its tip, all of them to a screen reader."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.title = title
        self.names: Sequence[str] = ()
        self.series: Sequence[Series] = ()
        self._told: Callable[[float], str] = str
        self._axis: Callable[[float], str] = str
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 150)

    def show_bars(
        self,
        names: Sequence[str],
        series: Sequence[Series],
        told: Callable[[float], str],
        axis: Callable[[float], str],
    ) -> None:
        """Draw these; `told` words one value, `axis` the round ones at the side."""
        self.names, self.series, self._told, self._axis = names, series, told, axis
        said = (
            f"{one.name} {name}: {told(value)}"
            for one in series
            for name, value in zip(names, one.values, strict=True)
            if value
        )
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def top(self) -> float:
        """The round value at the upper edge: no bar is higher."""
        return self._scale()[1]

    def _scale(self) -> tuple[float, float, float]:
        """(lowest, highest, step) of the lines, all round."""
        values = [value for one in self.series for value in one.values]
        highest, lowest = max([0.0, *values]), min([0.0, *values])
        step = round_step((highest - lowest) / _LINES)
        return (lowest // step) * step, max(-(-highest // step), 1) * step, step

    def sizeHint(self) -> QSize:
        return QSize(420, 190)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = self._field()
        self._paint_lines(painter, field)
        for place, _name in enumerate(self.names):
            for nth, one in enumerate(self.series):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(one.role))
                painter.drawRoundedRect(self.bar(place, nth), 2, 2)
        self._paint_names(painter, field)
        if len(self.series) > 1:
            self._paint_legend(painter)
        painter.end()

    def bar(self, place: int, nth: int) -> QRectF:
        """Where a bar stands: the series `nth` over the name at `place`."""
        field = self._field()
        low, high, _step = self._scale()
        room = field.width() / max(1, len(self.names))
        width = min(room * 0.72 / len(self.series), 46.0)
        left = field.left() + room * (place + 0.5) + width * (nth - len(self.series) / 2)
        value = self.series[nth].values[place]
        zero = field.bottom() + low / (high - low) * field.height()
        height = value / (high - low) * field.height()
        return QRectF(
            QPointF(left, zero - max(height, 0)), QPointF(left + width * 0.92, zero - min(height, 0))
        )

    def _field(self) -> QRectF:
        metrics = QFontMetricsF(self.font())
        low, high, step = self._scale()
        words = [self._axis(low + nth * step) for nth in range(round((high - low) / step) + 1)]
        left = max(map(metrics.horizontalAdvance, words)) + 10
        top = metrics.height() + 10 if len(self.series) > 1 else 8
        return QRectF(self.rect()).adjusted(left, top, -6, -metrics.height() - 8)

    def _paint_lines(self, painter: QPainter, field: QRectF) -> None:
        low, high, step = self._scale()
        for nth in range(round((high - low) / step) + 1):
            value = low + nth * step
            y = field.bottom() - (value - low) / (high - low) * field.height()
            painter.setPen(QPen(theme.colour("line" if value else "edge"), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(theme.colour("muted"))
            box = QRectF(0, y - 10, field.left() - 6, 20)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._axis(value)
            )

    def _paint_names(self, painter: QPainter, field: QRectF) -> None:
        """As many of the names as there is room for."""
        if not self.names:
            return
        metrics = QFontMetricsF(self.font())
        room = field.width() / len(self.names)
        widest = max(map(metrics.horizontalAdvance, self.names)) + 6
        every = max(1, -(-int(widest) // max(1, int(room))))
        painter.setPen(theme.colour("muted"))
        for place, name in enumerate(self.names):
            if place % every == 0:
                middle = field.left() + room * (place + 0.5)
                width = max(room * every, widest)
                left = min(middle - width / 2, self.width() - width)  # the last one stays whole
                box = QRectF(left, field.bottom() + 4, width, metrics.height() + 2)
                words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)

    def _paint_legend(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(self.font())
        x = self._field().left()
        for one in self.series:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(one.role))
            painter.drawRoundedRect(QRectF(x, metrics.height() / 2 - 4, 10, 10), 2, 2)
            painter.setPen(QColor(theme.colour("text")))
            painter.drawText(QPointF(x + 15, metrics.ascent() + 1), one.name)
            x += 15 + metrics.horizontalAdvance(one.name) + 18

    # Tips

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.told_at(event.pos().x()), self)
            return True
        return super().event(event)

    def told_at(self, x: float) -> str:
        """The name and the values over a place of the widget, "" beside the bars."""
        field = self._field()
        if not self.names or not field.left() <= x <= field.right():
            return ""
        place = min(int((x - field.left()) / field.width() * len(self.names)), len(self.names) - 1)
        lines = [self.names[place]]
        lines += [f"{one.name}: {self._told(one.values[place])}" for one in self.series]
        return "\n".join(lines)


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20 … that is not below `least`."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power >= least:
                return float(step * power)
        power *= 10
