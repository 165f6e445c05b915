"""The list of hits under a line: title, subtitle and trailing words of each."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from garage.i18n import _
from garage.ui.kit import theme
from garage.ui.kit.hits import MOST_SHOWN, Hit

_HIT_HEIGHT = 46


class _Hits(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hits: Sequence[Hit] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.hits[index.row()].title
        return self.hits[index.row()] if role == Qt.ItemDataRole.UserRole else None


class _HitPainter(QStyledItemDelegate):
    """Title over subtitle, the trailing words at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        return QSize(120, _HIT_HEIGHT if hit.subtitle else theme.ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("pale"))
        box = option.rect.adjusted(10, 4, -10, -4)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() - 1.5)
        if hit.trailing:
            painter.setPen(theme.colour("muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hit.trailing)
            box.setRight(box.right() - painter.fontMetrics().horizontalAdvance(hit.trailing) - 12)
        upper = QRect(box.topLeft(), QSize(box.width(), box.height() // 2)) if hit.subtitle else box
        painter.setPen(theme.colour("text"))
        _draw(painter, upper, hit.title)
        if hit.subtitle:
            painter.setPen(theme.colour("muted"))
            painter.setFont(small)
            _draw(painter, QRect(box.x(), box.center().y() + 1, box.width(), box.height() // 2), hit.subtitle)
        painter.restore()


def _draw(painter: QPainter, box: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class HitPopup(QFrame):
    """The list under the line; never takes the keyboard away from it."""

    clicked = Signal(object)

    def __init__(self, line: QWidget) -> None:
        super().__init__(line, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("hit_popup")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._line = line
        self._model = _Hits(self)
        self.view = QListView()
        self.view.setObjectName("hits")
        self.view.setAccessibleName(_("Found"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_HitPainter(self.view))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(lambda index: self.clicked.emit(self._model.hits[index.row()]))
        self._nothing = QLabel(_("Nothing found"))
        self._nothing.setProperty("tone", "muted")
        self._nothing.setContentsMargins(10, 8, 10, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.view)
        layout.addWidget(self._nothing)

    def hits(self) -> Sequence[Hit]:
        """What is listed."""
        return self._model.hits

    def show_hits(self, hits: Sequence[Hit], *, choose_first: bool) -> None:
        """List these under the line."""
        self._model.show(hits)
        self.view.setVisible(bool(hits))
        self._nothing.setVisible(not hits)
        height = sum(_HIT_HEIGHT if hit.subtitle else theme.ROW_HEIGHT for hit in hits[:MOST_SHOWN])
        self.view.setFixedHeight(height + 2 * self.view.frameWidth())
        self.setFixedWidth(max(self._line.width(), 360))
        self.layout().activate()
        self.resize(self.sizeHint())  # adjustSize would make it at least 100 pixels high
        self.move(self._place())
        if choose_first and hits:
            self.view.setCurrentIndex(self._model.index(0))
        self.show()

    def highlighted(self) -> Hit | None:
        """The hit under the keyboard's bar."""
        index = self.view.currentIndex()
        return self._model.hits[index.row()] if self.isVisible() and index.isValid() else None

    def step(self, by: int) -> None:
        """Move the bar, stopping at both ends."""
        row = self.view.currentIndex().row() + by
        row = max(0, min(self._model.rowCount() - 1, row))
        self.view.setCurrentIndex(self._model.index(row))

    def _place(self) -> QPoint:
        """Under the line, over it when the screen ends, and never beyond the right edge."""
        below = self._line.mapToGlobal(QPoint(0, self._line.height() + 2))
        room = self._line.screen().availableGeometry()
        left = max(room.left(), min(below.x(), room.right() - self.width()))
        if below.y() + self.height() > room.bottom():
            return QPoint(left, self._line.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        return QPoint(left, below.y())
