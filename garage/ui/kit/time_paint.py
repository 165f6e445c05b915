"""How a grid of times is painted: heads with their bars, hours, blocks, the line of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from garage.ui.kit import theme
from garage.ui.kit.icons import icon
from garage.ui.kit.time_blocks import Block, Head

if TYPE_CHECKING:
    from garage.ui.kit.time_grid import TimeGrid

HEAD, GUTTER = 50, 50
"""Height of the heads and width of the hours, in pixels."""
_SIGN = 14
_WIDE = 120
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint(grid: TimeGrid) -> None:
    """All of it."""
    painter = QPainter(grid)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(grid.rect(), theme.colour("paper"))
    _hours(painter, grid)
    for column, head in enumerate(grid.heads):
        _head(painter, grid, column, head)
    if grid.key() is None:
        _spot(painter, grid)
    for place, block in enumerate(grid.blocks):
        held = grid.dragged is not None and grid.dragged[0] is block
        painter.setOpacity(0.4 if held else 1.0)
        _block(painter, grid, block, grid.rect_of(place))
    painter.setOpacity(1.0)
    _now(painter, grid)
    if grid.dragged is not None:
        block, column, by = grid.dragged
        rect = grid.rect_of(list(grid.blocks).index(block), column=column, by=by)
        _block(painter, grid, block, rect, start=block.start + by)
    painter.end()


def _hours(painter: QPainter, grid: TimeGrid) -> None:
    for column, head in enumerate(grid.heads):
        room = grid.column_rect(column)
        if head.dim or head.marked:
            ground = QColor(theme.colour("window" if head.dim else "hover"))
            painter.fillRect(room, ground)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(room.topLeft(), room.bottomLeft())
    for minute in range(grid.first, grid.last + 1, 30):
        y, whole = grid.y_of(minute), minute % 60 == 0
        pen = QPen(theme.colour("line"), 1)
        pen.setStyle(Qt.PenStyle.SolidLine if whole else Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(GUTTER, y), QPointF(grid.width(), y))
        if whole and minute < grid.last:
            painter.setPen(theme.colour("muted"))
            box = QRectF(0, y + 1, GUTTER - 8, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"{minute // 60:02}:00")


def _head(painter: QPainter, grid: TimeGrid, column: int, head: Head) -> None:
    room = grid.column_rect(column)
    box = QRectF(room.left() + 8, 4, room.width() - 16, 20)
    painter.setFont(_bold(grid.font()))
    painter.setPen(theme.colour("accent" if head.marked else "muted" if head.dim else "text"))
    _words(painter, box, head.title)
    painter.setFont(grid.font())
    if head.percent is not None:
        bar = QRectF(box.left(), 43, box.width(), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(theme.colour(head.tone))
        painter.drawRoundedRect(
            QRectF(bar.left(), bar.top(), bar.width() * min(head.percent, 100) / 100, 4), 2, 2
        )
    painter.setPen(theme.colour(head.tone if head.tone in {"bad", "warn"} else "muted"))
    _words(painter, QRectF(box.left(), 22, box.width(), 19), head.about)


def _spot(painter: QPainter, grid: TimeGrid) -> None:
    """The free time chosen."""
    if not grid.heads:
        return
    column, minute = grid.spot()
    room = grid.column_rect(column)
    top, bottom = grid.y_of(minute), grid.y_of(minute + 30)
    pen = QPen(theme.colour("accent" if grid.hasFocus() else "edge"), 1.5)
    pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(room.left() + 3, top + 1, room.width() - 6, bottom - top - 2), 4, 4)


def _block(
    painter: QPainter, grid: TimeGrid, block: Block, rect: QRectF, *, start: int | None = None
) -> None:
    chosen = block.key == grid.key()
    ink = theme.colour(block.tone)
    ground = QColor(ink)
    ground.setAlpha(14 if block.faint else 56 if chosen else 34)
    painter.setBrush(theme.colour("paper"))
    pen = QPen(ink if chosen else QColor(ink.red(), ink.green(), ink.blue(), 120), 2 if chosen else 1)
    pen.setStyle(Qt.PenStyle.DotLine if block.faint else Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, 4, 4)
    painter.fillRect(QRectF(rect.left(), rect.top() + 2, 3, rect.height() - 4), ink)
    painter.save()
    painter.setClipRect(rect)
    _card(painter, grid, block, rect, start)
    painter.restore()


def _card(painter: QPainter, grid: TimeGrid, block: Block, rect: QRectF, start: int | None) -> None:
    """As many lines as there is room for."""
    metrics = QFontMetricsF(grid.font())
    step = min(metrics.height(), 19.0)
    low = rect.height() < step + 4
    top = rect.top() + (0 if low else 3)
    left, right = rect.left() + 8, rect.right() - 5
    title = block.title if start is None else f"{start // 60:02}:{start % 60:02} {block.title}"
    bold = _bold(grid.font(), struck=block.faint)
    beside = QFontMetricsF(bold).horizontalAdvance(title) + _SIGN + 4
    if block.sign and (
        beside <= right - left or right - left > _WIDE
    ):  # who comes is worth more than the sign
        size = QRect(int(right) - _SIGN, int(top) + 2, _SIGN, _SIGN)
        icon(block.sign, block.tone).paint(painter, size)
        first_right = right - _SIGN - 4
    else:
        first_right = right
    painter.setPen(theme.colour("muted" if block.faint else "text"))
    painter.setFont(bold)
    _words(painter, QRectF(left, top, first_right - left, rect.height() if low else step), title)
    painter.setFont(grid.font())
    painter.setPen(theme.colour("muted"))
    for nth, line in enumerate(block.lines, start=1):
        y = top + nth * step
        if y + step > rect.bottom() + 3:
            return
        _words(painter, QRectF(left, y, right - left, step), line)


def _now(painter: QPainter, grid: TimeGrid) -> None:
    if grid.now is None or not grid.first <= grid.now[1] < grid.last:
        return
    column, minute = grid.now
    y = grid.y_of(minute)
    room = grid.column_rect(max(column, 0))
    left, right = (GUTTER, grid.width()) if column < 0 else (room.left(), room.right())
    painter.setPen(QPen(theme.colour("bad"), 1.5))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.setBrush(theme.colour("bad"))
    painter.drawEllipse(QPointF(left, y), 3.5, 3.5)


def _bold(font: QFont, *, struck: bool = False) -> QFont:
    made = QFont(font)
    made.setBold(True)
    made.setStrikeOut(struck)
    return made


def _words(painter: QPainter, box: QRectF, text: str) -> None:
    """In one line, its end cut off where there is no room."""
    metrics = QFontMetricsF(painter.font())
    painter.drawText(box, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width()))
