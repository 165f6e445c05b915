"""A short table whose rows are ticked: Space ticks the row under the bar, Ctrl+A all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from garage.ui.forms.mechanics_table import dress
from garage.ui.kit.tips import plain_tip

_HEAD, _ROW = 36, 34
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Ticked:
    """One row: its key, the words of its columns, and whether it is ticked to begin with."""

    key: Any
    cells: tuple[str, ...]
    ticked: bool = True


class TickTable(QTableWidget):
    """Column titles with their widths in pixels, 0 for the one that takes the room left over."""

    changed = Signal()

    def __init__(
        self, name: str, title: str, columns: Sequence[tuple[str, int]], parent: QWidget | None = None
    ) -> None:
        super().__init__(0, len(columns), parent)
        self.field_name = name
        self._name = name
        self.setAccessibleName(title)
        self.setHorizontalHeaderLabels([words for words, _width in columns])
        for place in range(len(columns)):
            self.horizontalHeaderItem(place).setTextAlignment(_LEFT)
        dress(self, {place: width for place, (_words, width) in enumerate(columns)})
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.itemChanged.connect(lambda _item: self.changed.emit())

    def show_rows(self, rows: Sequence[Ticked], most: int = 6) -> None:
        """Show these, `most` of them without scrolling."""
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for place, text in enumerate(row.cells):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if not place:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(_state(row.ticked))
                    item.setData(Qt.ItemDataRole.UserRole, row.key)
                self.setItem(at, place, item)
        self.blockSignals(False)
        self.setFixedHeight(_HEAD + _ROW * min(max(len(rows), 1), most))
        if rows:
            self.setCurrentCell(0, 0)

    def value(self) -> list[Any]:
        """Keys of the ticked rows, from top to bottom."""
        boxes = [self.item(at, 0) for at in range(self.rowCount())]
        return [
            box.data(Qt.ItemDataRole.UserRole) for box in boxes if box.checkState() == Qt.CheckState.Checked
        ]

    def raw(self) -> tuple[Any, ...]:
        """The same, to see whether anything changed."""
        return tuple(self.value())

    def set_value(self, keys: Sequence[Any]) -> None:
        """Tick these rows and no others."""
        for at in range(self.rowCount()):
            box = self.item(at, 0)
            box.setCheckState(_state(box.data(Qt.ItemDataRole.UserRole) in keys))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentRow()
        if event.key() == Qt.Key.Key_Space and at >= 0:
            box = self.item(at, 0)
            box.setCheckState(_state(box.checkState() != Qt.CheckState.Checked))
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            every = [self.item(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(self.rowCount())]
            self.set_value([] if len(self.value()) == len(every) else every)
        else:
            super().keyPressEvent(event)


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
