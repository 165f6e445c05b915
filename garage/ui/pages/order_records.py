"""What an order has gone through: inspections and money, each a list with its words when empty."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.kit.actions import make_action
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.kit.theme import ROW_HEIGHT

SMALLEST = QSize(320, 130)
"""What a tab is content with on a small screen."""


class ShortList(ListView):
    """All rows of something that is never long."""

    def __init__(self, name: str, title: str, columns: Sequence[Column], empty: str) -> None:
        super().__init__(name=name, title=title)
        self._all: Sequence[Any] = ()
        self._model = KeysetModel(
            columns, self._fetch, lambda row: getattr(row, "id", None) or row.no, parent=self
        )
        self.set_model(self._model)
        self.set_empty(empty)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these."""
        self._all = rows
        self._model.reload()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current_row() is None:
            self.selectRow(0)

    def keep_room(self, least: int, most: int) -> None:
        """Never be squeezed below its rows, as far as they are between `least` and `most`."""
        shown = min(max(len(self._all), least), most)
        self.setMinimumHeight(self.horizontalHeader().sizeHint().height() + shown * ROW_HEIGHT + 4)

    def sizeHint(self) -> QSize:
        """No more than it must have, where it was told to keep room: what stands below stays in sight."""
        usual = super().sizeHint()
        return QSize(usual.width(), self.minimumHeight() or usual.height())

    def all_rows(self) -> Sequence[Any]:
        """What it shows."""
        return self._all

    def _fetch(self, _cursor: object | None, _limit: int) -> Page:
        return Page(self._all, None)


class OfferedButtons(QWidget):
    """A row of buttons for the actions that are possible now."""

    def __init__(self, about: str) -> None:
        super().__init__()
        self._about = about
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._buttons: list[QPushButton] = []

    def offer(self, actions: Sequence[QAction]) -> None:
        """These instead of those before."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(action) for action in actions]
        for button in self._buttons:
            self._row.addWidget(button)
            button.show()

    def _button(self, action: QAction) -> QPushButton:
        button = QPushButton(action.icon(), action.text())
        button.setObjectName(f"{self._about}_{action.objectName()}")
        button.setAccessibleName(action.text())
        button.setToolTip(action.toolTip())
        button.setAutoDefault(True)  # Enter presses it
        button.clicked.connect(action.trigger)
        return button


class RecordsTab(QWidget):
    """Base of the tabs: `set_page` is called whenever the order may have changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.page: OrderPage | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 10, 0, 0)
        self.column.setSpacing(6)

    def scroll_all(self, name: str) -> None:
        """On a small screen the tab scrolls: no list in it is squeezed. Call it before anything is added."""
        inside = QWidget()
        inside.setObjectName("form_body")
        scroll = QScrollArea()
        scroll.setObjectName(name)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.column.addWidget(scroll)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def set_page(self, page: OrderPage) -> None:
        """Show this order."""
        self.page = page
        self.refresh(page)

    def refresh(self, page: OrderPage) -> None:
        """Read what the tab shows."""

    def minimumSizeHint(self) -> QSize:
        return SMALLEST

    def add_button(
        self,
        row: QHBoxLayout,
        name: str,
        text: str,
        icon: str,
        act: Callable[[], object],
        keys: str | None = None,
    ) -> QPushButton:
        """A button with an action of its own."""
        action = make_action(self, text, act, keys, icon, name=f"{name}_action")
        button = QPushButton(action.icon(), text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(action.toolTip())
        button.setAutoDefault(True)  # Enter presses it
        button.clicked.connect(action.trigger)
        row.addWidget(button)
        return button

    def open_form(self, form: Any) -> None:
        """Run a form and let it go."""
        form.exec()
        form.deleteLater()
