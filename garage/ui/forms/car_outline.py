"""The car seen from five sides, on which damage is marked by clicking, dragging or with the keyboard."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from garage.domain.documents import Mark
from garage.domain.labels import label
from garage.domain.orders import Damage, Side
from garage.domain.outlines import VIEWS
from garage.i18n import _
from garage.ui.kit import theme

Place = tuple[Side, int, int]

_LEFT_SHARE = 0.62
_GAP = 14.0
_LABEL = 16.0
_RADIUS = 9.5
_STEP = 5
_LEAP = 25
_SIDES = (Side.LEFT, Side.RIGHT, Side.TOP, Side.FRONT, Side.REAR)
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@cache
def _paths(side: Side) -> tuple[tuple[QPainterPath, str, bool], ...]:
    """Shapes of a view in its own units: path, fill, heavy."""
    found = []
    for shape in VIEWS[side].shapes:
        path = QPainterPath()
        for letter, numbers in shape.commands:
            points = [QPointF(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
            if letter == "M":
                path.moveTo(points[0])
            elif letter == "L":
                path.lineTo(points[0])
            elif letter == "C":
                path.cubicTo(*points)
            else:
                path.closeSubpath()
        found.append((path, shape.fill, shape.heavy))
    return tuple(found)


class CarOutline(QWidget):
    """Numbered marks on the five views; every change a person makes can be taken back with Ctrl+Z.

    A click puts a mark of the kind `damage`. Tab walks through the marks, arrows move one (Shift: far),
    Page keys take it to another view, Insert adds one, Delete removes it, 1 to 5 choose the kind.
    """

    edited = Signal()
    """A person changed the marks."""
    mark_selected = Signal(int)
    """Number of the mark chosen from 0, -1 for none."""
    damage_asked = Signal(object)
    """A digit asked for this kind of damage."""

    def __init__(self, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("car_outline")
        self.setAccessibleName(_("Car outline"))
        self.damage = Damage.SCRATCH
        self._read_only = read_only
        self._marks: list[Mark] = []
        self._past: list[list[Mark]] = []
        self._selected = -1
        self._dragging = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if not read_only:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.CrossCursor)

    # What others use

    def marks(self) -> tuple[Mark, ...]:
        """The marks in the order of their numbers."""
        return tuple(self._marks)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these; undo starts here."""
        self._marks = list(marks)
        self._past.clear()
        self.select(-1)

    def selected(self) -> int:
        """Number of the mark chosen, -1 for none."""
        return self._selected

    def select(self, number: int) -> None:
        """Choose a mark."""
        self._selected = number if 0 <= number < len(self._marks) else -1
        self.setAccessibleDescription(self._describe())
        self.mark_selected.emit(self._selected)
        self.update()

    def add_mark(self, place: Place) -> None:
        """Put a mark of the present kind at (side, x, y) in thousandths of the view."""
        self._remember()
        self._marks.append(Mark(*place, self.damage))
        self.select(len(self._marks) - 1)
        self.edited.emit()

    def change_mark(self, number: int, **values: object) -> None:
        """Give a mark other values: damage, note, place."""
        changed = replace(self._marks[number], **values)
        if changed != self._marks[number]:
            self._remember()
            self._marks[number] = changed
            self.update()
            self.edited.emit()

    def remove_mark(self, number: int) -> None:
        """Take a mark away; those after it move up by one number."""
        self._remember()
        del self._marks[number]
        self.select(min(number, len(self._marks) - 1))
        self.edited.emit()

    def undo(self) -> None:
        """Take the last change back."""
        if self._past:
            self._marks = self._past.pop()
            self.select(min(self._selected, len(self._marks) - 1))
            self.edited.emit()

    def point_of(self, mark: Mark) -> QPointF:
        """Where a mark is painted."""
        box = self._box(mark.side)
        return QPointF(
            box.x() + box.width() * mark.x_permille / 1000, box.y() + box.height() * mark.y_permille / 1000
        )

    # Qt's side

    def sizeHint(self) -> QSize:
        return QSize(560, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 150)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for side in _SIDES:
            self._paint_view(painter, side)
        for number, mark in enumerate(self._marks):
            self._paint_mark(painter, number, mark)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._read_only or event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        hit = self._mark_at(at)
        place = self._place_at(at)
        if hit >= 0:
            self.select(hit)
            self._remember()
        elif place is not None:
            self.add_mark(place)
        self._dragging = hit >= 0 or place is not None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._dragging or self._selected < 0:
            return
        mark = self._marks[self._selected]
        place = self._place_at(event.position()) or self._clamped(mark.side, event.position())
        self._marks[self._selected] = replace(mark, side=place[0], x_permille=place[1], y_permille=place[2])
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            if self._past and self._past[-1] == self._marks:
                self._past.pop()
            else:
                self.edited.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks through the marks and leaves after the last one."""
        reached = self._selected + (1 if forward else -1)
        if self._marks and not self._read_only and 0 <= reached < len(self._marks):
            self.select(reached)
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.select(len(self._marks) - 1 if event.reason() == Qt.FocusReason.BacktabFocusReason else 0)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        kinds = list(Damage)
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self.damage_asked.emit(kinds[key - Qt.Key.Key_1])
        elif key == Qt.Key.Key_Insert:
            self.add_mark(self._free_place())
        elif self._selected < 0:
            super().keyPressEvent(event)
        elif key in _MOVES:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move(*_MOVES[key], _LEAP if far else _STEP)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove_mark(self._selected)
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            at = _SIDES.index(self._marks[self._selected].side) + (1 if key == Qt.Key.Key_PageDown else -1)
            self.change_mark(self._selected, side=_SIDES[at % len(_SIDES)])
        else:
            super().keyPressEvent(event)

    # Inside

    def _remember(self) -> None:
        self._past.append(list(self._marks))

    def _move(self, right: int, down: int, by: int) -> None:
        mark = self._marks[self._selected]
        x = min(1000, max(0, mark.x_permille + right * by))
        y = min(1000, max(0, mark.y_permille + down * by))
        self.change_mark(self._selected, x_permille=x, y_permille=y)

    def _free_place(self) -> Place:
        """The middle of the view in use, a little beside marks that are there already."""
        side = self._marks[self._selected].side if self._selected >= 0 else Side.LEFT
        there = sum(1 for mark in self._marks if mark.side is side)
        return side, min(950, 500 + 30 * there), 500

    def _scale(self) -> float:
        """Pixels per unit of the side views, so that everything fits."""
        wide = (self.width() - _GAP) * _LEFT_SHARE / 1000
        units = sum(VIEWS[side].height for side in _SIDES[:3])
        high = (self.height() - 3 * _LABEL - 2 * _GAP) / units
        return max(0.01, min(wide, high))

    def _box(self, side: Side) -> QRectF:
        scale = self._scale()
        left_width = 1000 * scale
        total = left_width / _LEFT_SHARE + _GAP
        x0 = (self.width() - total) / 2
        view = VIEWS[side]
        if side in _SIDES[:3]:
            above = _SIDES[: _SIDES.index(side)]
            y = sum(VIEWS[one].height * scale + _LABEL + _GAP for one in above)
            return QRectF(x0, y, view.width * scale, view.height * scale)
        small = left_width * (1 - _LEFT_SHARE) / _LEFT_SHARE / 1000
        column = sum(VIEWS[one].height * scale + _LABEL + _GAP for one in _SIDES[:3]) - _GAP
        pair = 2 * (780 * small + _LABEL) + _GAP
        y = max(0.0, (column - pair) / 2) + (780 * small + _LABEL + _GAP) * (side is Side.REAR)
        return QRectF(x0 + left_width + _GAP, y, view.width * small, view.height * small)

    def _place_at(self, at: QPointF) -> Place | None:
        for side in _SIDES:
            if self._box(side).contains(at):
                return self._clamped(side, at)
        return None

    def _clamped(self, side: Side, at: QPointF) -> Place:
        box = self._box(side)
        x = round((at.x() - box.x()) / box.width() * 1000)
        y = round((at.y() - box.y()) / box.height() * 1000)
        return side, min(1000, max(0, x)), min(1000, max(0, y))

    def _mark_at(self, at: QPointF) -> int:
        for number in range(len(self._marks) - 1, -1, -1):
            away = self.point_of(self._marks[number]) - at
            if QPointF.dotProduct(away, away) <= (_RADIUS + 2) ** 2:
                return number
        return -1

    def _describe(self) -> str:
        if self._selected < 0:
            return ""
        mark = self._marks[self._selected]
        return f"{self._selected + 1}: {label(mark.damage)}, {label(mark.side)}. {mark.note}".strip()

    def _paint_view(self, painter: QPainter, side: Side) -> None:
        box = self._box(side)
        scale = box.width() / VIEWS[side].width
        painter.save()
        painter.translate(box.topLeft())
        painter.scale(scale, scale)
        for path, fill, heavy in _paths(side):
            pen = QPen(theme.colour("text" if heavy else "muted"), 1.5 if heavy else 0.8)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(_fill(fill) if fill else Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
        painter.restore()
        painter.setPen(theme.colour("muted"))
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() - 2)
        painter.setFont(font)
        words = QRectF(box.x() - 20, box.bottom() + 1, box.width() + 40, _LABEL)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, label(side))

    def _paint_mark(self, painter: QPainter, number: int, mark: Mark) -> None:
        centre = self.point_of(mark)
        if number == self._selected and not self._read_only:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "edge"), 2.5))
            painter.drawEllipse(centre, _RADIUS + 3.5, _RADIUS + 3.5)
        painter.setPen(QPen(theme.colour("paper"), 1.5))
        painter.setBrush(theme.colour("bad"))
        painter.drawEllipse(centre, _RADIUS, _RADIUS)
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(12 if number < 9 else 10)
        painter.setFont(font)
        painter.setPen(theme.colour("paper"))
        box = QRectF(centre.x() - _RADIUS, centre.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number + 1))


def _fill(name: str) -> QColor:
    return theme.colour({"body": "paper", "glass": "line", "dark": "edge", "lamp": "hover"}[name])
