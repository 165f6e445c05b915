"""A grid of times with columns: blocks are chosen with arrows, moved with Alt and arrows, or dragged with the mouse."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from garage.ui.kit import time_paint
from garage.ui.kit.time_blocks import Block, Head, lanes

STEP = 15
"""Minutes by which a block moves."""
CURSOR_STEP = 30
"""Minutes by which an arrow walks over free time."""
DAY = 24 * 60
_HOUR_PIXELS = 40
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class TimeGrid(QWidget):
    """Columns over the hours of a day; the block or the free time chosen is framed.

    `moved` tells the block, its new column, and by how many minutes; who listens moves it or leaves it where it is.
    """

    chosen = Signal(object)
    opened = Signal(object)
    spot_opened = Signal()
    moved = Signal(object, int, int)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.heads: Sequence[Head] = ()
        self.blocks: Sequence[Block] = ()
        self.first, self.last = 8 * 60, 18 * 60
        self.now: tuple[int, int] | None = None
        self._lanes: dict[int, tuple[int, int]] = {}
        self._key: Any = None
        self._spot = (0, 8 * 60)
        self._pressed: tuple[QPoint, Block] | None = None
        self.dragged: tuple[Block, int, int] | None = None
        """The block under the mouse, the column and the minutes it would move by."""

    # What is shown and chosen

    def show_grid(
        self,
        heads: Sequence[Head],
        blocks: Sequence[Block],
        first: int,
        last: int,
        now: tuple[int, int] | None,
    ) -> None:
        """Show these columns and blocks from `first` to `last` minute; `now` is (column, minute)."""
        self.heads, self.blocks, self.first, self.last, self.now = heads, blocks, first, last, now
        self._lanes = lanes(blocks)
        self.dragged = self._pressed = None
        column, minute = self._spot
        self._spot = max(0, min(column, len(heads) - 1)), min(max(minute, first), last - CURSOR_STEP)
        if self.block(self._key) is None:
            self._key = None
        self.setMinimumHeight(time_paint.HEAD + (last - first) * _HOUR_PIXELS // 60 + 8)
        self._say()
        self.update()

    def block(self, key: Any) -> Block | None:
        """The block with that key."""
        return next((block for block in self.blocks if block.key == key), None) if key is not None else None

    def key(self) -> Any:
        """What is chosen, None for free time."""
        return self._key

    def spot(self) -> tuple[int, int]:
        """(column, minute) that is chosen: of the block, or of the free time."""
        block = self.block(self._key)
        return (block.column, max(block.start, self.first)) if block is not None else self._spot

    def choose(self, key: Any) -> None:
        """Choose a block, None for the free time."""
        block = self.block(key)
        self._key = None if block is None else key
        if block is not None:
            self._spot = block.column, max(block.start, self.first)
        self._say()
        self.update()
        self.chosen.emit(self._key)

    def choose_spot(self, column: int, minute: int) -> None:
        """Choose a time; what stands there is chosen with it."""
        column = max(0, min(column, len(self.heads) - 1))
        minute = min(max(minute, self.first), self.last - STEP)
        self._spot = column, minute
        here = [one for one in self.blocks if one.column == column and one.start <= minute < one.end]
        self.choose(here[0].key if here else None)

    # Where things are

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def column_rect(self, column: int) -> QRectF:
        """The room of a column below its head."""
        left = time_paint.GUTTER
        width = (self.width() - left - 1) / max(1, len(self.heads))
        bottom = self.height() - 6
        return QRectF(left + column * width, time_paint.HEAD, width, bottom - time_paint.HEAD)

    def y_of(self, minute: int) -> float:
        """The height of a minute of the day."""
        room = self.column_rect(0)
        return room.top() + (minute - self.first) / (self.last - self.first) * room.height()

    def rect_of(self, place: int, *, column: int | None = None, by: int = 0) -> QRectF:
        """Where the block at `place` stands, or would stand in another column and `by` minutes later."""
        block = self.blocks[place]
        lane, many = self._lanes[place] if column in {None, block.column} and not by else (0, 1)
        room = self.column_rect(block.column if column is None else column)
        width = (room.width() - 6) / many
        start, end = max(block.start + by, self.first), min(block.end + by, self.last)
        top, bottom = self.y_of(start), self.y_of(max(end, start + STEP))
        return QRectF(room.left() + 3 + lane * width, top + 1, width - 2, max(bottom - top - 2, 14))

    def _at(self, point: QPointF) -> tuple[int, int]:
        width = self.column_rect(0).width()
        column = int((point.x() - time_paint.GUTTER) // max(width, 1))
        room = self.column_rect(0)
        minute = self.first + (point.y() - room.top()) / max(room.height(), 1) * (self.last - self.first)
        return min(max(column, 0), len(self.heads) - 1), int(minute // STEP) * STEP

    def _block_at(self, point: QPointF) -> Block | None:
        for place in reversed(range(len(self.blocks))):
            if self.rect_of(place).contains(point):
                return self.blocks[place]
        return None

    def _said_at(self, point: QPointF) -> str:
        """Everything about the block or the head there."""
        if point.y() < time_paint.HEAD:
            return self.heads[self._at(point)[0]].said if self.heads else ""
        block = self._block_at(point)
        return block.said if block is not None else ""

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = _ARROWS.get(Qt.Key(event.key()))
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if arrow is not None and plain == Qt.KeyboardModifier.AltModifier:
            self._shift(*arrow)
        elif arrow is not None and not plain:
            self._walk(*arrow)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not plain:
            if self._key is not None:
                self.opened.emit(self._key)
            else:
                self.spot_opened.emit()
        else:
            super().keyPressEvent(event)

    def _walk(self, columns: int, rows: int) -> None:
        column, minute = self.spot()
        block = self.block(self._key)
        if columns:
            self.choose_spot(column + columns, minute)
        elif block is None:
            self.choose_spot(column, minute + rows * CURSOR_STEP)
        else:
            ours = [one for one in self.blocks if one.column == column]
            ours.sort(key=lambda one: (one.start, -one.end))
            beside = ours.index(block) + rows
            if 0 <= beside < len(ours) and ours[beside].start < block.end and ours[beside].end > block.start:
                self.choose(ours[beside].key)
            else:
                self.choose_spot(column, block.end if rows > 0 else block.start - CURSOR_STEP)

    def _shift(self, columns: int, rows: int) -> None:
        block = self.block(self._key)
        if block is not None and block.movable:
            column = block.column + columns
            if 0 <= column < len(self.heads):
                self.moved.emit(block.key, column, rows * STEP)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or event.position().y() < time_paint.HEAD:
            return
        block = self._block_at(event.position())
        if block is None:
            column, minute = self._at(event.position())
            self._spot = column, minute // CURSOR_STEP * CURSOR_STEP
            self.choose(None)
            return
        self.choose(block.key)
        self._pressed = (event.position().toPoint(), block) if block.movable else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        begin, block = self._pressed
        far = (event.position().toPoint() - begin).manhattanLength() >= QApplication.startDragDistance()
        if far or self.dragged is not None:
            column, _minute = self._at(event.position())
            span = (self.last - self.first) / max(self.column_rect(0).height(), 1)
            by = round((event.position().y() - begin.y()) * span / STEP) * STEP
            self.dragged = block, column, by
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self.dragged, self._pressed = self.dragged, None, None
        self.unsetCursor()
        self.update()
        if dragged is not None:
            block, column, by = dragged
            if by or column != block.column:
                self.moved.emit(block.key, column, by)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().y() >= time_paint.HEAD:
            block = self._block_at(event.position())
            if block is not None:
                self._pressed = None
                self.opened.emit(block.key)
            else:
                self.spot_opened.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._said_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    # Inside

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        time_paint.paint(self)

    def _say(self) -> None:
        """What is chosen, for whoever listens instead of looking."""
        block = self.block(self._key)
        column, minute = self._spot
        title = self.heads[column].title if self.heads else ""
        self.setAccessibleDescription(
            block.said if block is not None else f"{title} {minute // 60:02}:{minute % 60:02}"
        )
