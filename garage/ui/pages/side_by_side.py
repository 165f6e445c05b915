"""How a page with a list at the left and the chosen row at the right is laid out."""

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSplitter, QVBoxLayout, QWidget

from garage.ui.kit.table_view import ListView


class NarrowingList(ListView):
    """Where there is little room it leaves columns out: the card at the right says the rest."""

    hide_below: Mapping[str, int] = {}
    """Columns by name, and the width in pixels of the list below which they are hidden."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.leave_out()

    def leave_out(self) -> None:
        """Hide what there is no room for."""
        for place, column in enumerate(self.rows().columns if self.model() else ()):
            self.setColumnHidden(place, self.width() < self.hide_below.get(column.name, 0))


def side_by_side(name: str, rows: ListView, detail: QWidget, widths: tuple[int, int]) -> QSplitter:
    """The list over its footer, and beside it the detail; a person moves the border between them."""
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(rows, 1)
    column.addWidget(rows.footer)
    split = QSplitter()
    split.setObjectName(name)
    split.setChildrenCollapsible(False)
    split.setHandleWidth(16)
    split.addWidget(left)
    split.addWidget(detail)
    split.setSizes(list(widths))
    return split


def lay_out(page: QWidget, head: Iterable[QWidget] | QLayout, body: QWidget) -> None:
    """The head over the body; of several widgets in the head the first takes what room there is."""
    if not isinstance(head, QLayout):
        line = QHBoxLayout()
        for place, widget in enumerate(head):
            line.addWidget(widget, 0 if place else 1)
        head = line
    layout = QVBoxLayout(page)
    layout.setContentsMargins(16, 14, 16, 12)
    layout.setSpacing(10)
    layout.addLayout(head)
    layout.addWidget(body, 1)
