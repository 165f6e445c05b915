"""Where something stands on its way: dots on a line with a word under each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from garage.ui.kit import theme
from garage.ui.kit.icons import icon

State = Literal["done", "now", "next"]

_DOT = 16
_TOP = 14


@dataclass(frozen=True)
class Step:
    """One station."""

    key: str
    label: str
    state: State


class StepsBar(QWidget):
    """Done is a filled dot with a tick, now a ring with a core and bold words, next an empty ring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self._steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_steps(self, steps: Sequence[tuple[str, str, State]]) -> None:
        """Show these (key, label, state)."""
        self._steps = tuple(Step(*step) for step in steps)
        now = next((step.label for step in self._steps if step.state == "now"), "")
        self.setAccessibleName(now)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80 * max(len(self._steps), 1), _TOP + _DOT + self.fontMetrics().height() + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(30 * max(len(self._steps), 1), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._steps:
            at = min(event.pos().x() * len(self._steps) // max(self.width(), 1), len(self._steps) - 1)
            QToolTip.showText(event.globalPos(), self._steps[at].label, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self.width() / len(self._steps)
        centres = [QPoint(round(wide * (at + 0.5)), _TOP) for at in range(len(self._steps))]
        for left, right, step in zip(centres, centres[1:], self._steps[1:], strict=False):
            reached = step.state != "next"
            painter.setPen(QPen(theme.colour("accent" if reached else "line"), 2))
            painter.drawLine(left, right)
        for centre, step in zip(centres, self._steps, strict=True):
            self._paint_dot(painter, centre, step.state)
            self._paint_label(painter, centre, step, round(wide))
        painter.end()

    def _paint_dot(self, painter: QPainter, centre: QPoint, state: State) -> None:
        radius = _DOT // 2
        accent, paper, edge = theme.colour("accent"), theme.colour("paper"), theme.colour("edge")
        fill: QColor = accent if state == "done" else paper
        painter.setPen(QPen(edge if state == "next" else accent, 2))
        painter.setBrush(fill)
        painter.drawEllipse(centre, radius, radius)
        if state == "done":
            box = QRect(0, 0, _DOT - 4, _DOT - 4)
            box.moveCenter(centre)
            icon("check", "on_accent").paint(painter, box)
        elif state == "now":
            painter.setBrush(accent)
            painter.drawEllipse(centre, radius - 5, radius - 5)

    def _paint_label(self, painter: QPainter, centre: QPoint, step: Step, wide: int) -> None:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() - 1)
        font.setBold(step.state == "now")
        painter.setFont(font)
        painter.setPen(theme.colour("muted" if step.state == "next" else "text"))
        box = QRect(centre.x() - wide // 2, _TOP + _DOT // 2 + 6, wide, painter.fontMetrics().height())
        words = painter.fontMetrics().elidedText(step.label, Qt.TextElideMode.ElideRight, wide - 6)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, words)
