"""Rows of any length in a table, read page by page as a person scrolls."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from garage.ui.kit import theme
from garage.ui.kit.icons import icon as kit_icon
from garage.ui.kit.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
Align = Literal["left", "right", "center"]

PAGE_ROWS = 60

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True)
class Column:
    """One column; `width` 0 takes the room left over; `colour` names a theme role, `icon` an icon.

    `total` marks figures that make sense as a sum, for the workbook.
    """

    name: str
    title: str
    width: int
    align: Align
    text: Callable[[Any], str]
    colour: Callable[[Any], str | None] | None = None
    tooltip: Callable[[Any], str] | None = None
    bold: bool = False
    icon: Callable[[Any], str | None] | None = None
    total: bool = False


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursor after the last of them; None when there are no more."""

    rows: Sequence[Any]
    next_cursor: object | None


Fetch = Callable[[object | None, int], Page]


class KeysetModel(QAbstractTableModel):
    """Rows from `fetch(cursor, limit)`; `count()` says how many there are in all, if anybody knows."""

    reloaded = Signal(object)
    """After a reload: the key that was to be kept."""
    counted = Signal()
    """The number of rows shown or of all rows changed."""

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Fetch,
        key_of: Callable[[Any], Hashable],
        count: Callable[[], int] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.fetch = fetch
        self.key_of = key_of
        self.count = count
        self._rows: list[Any] = []
        self._cursor: object | None = None
        self._more = False
        self._total: int | None = None

    def reload(self, keep: Hashable | None = None) -> None:
        """Read anew, as many rows as before, and up to twice that to reach the row with key `keep`."""
        wanted = max(PAGE_ROWS, len(self._rows))
        self.beginResetModel()
        page = self.fetch(None, wanted)
        self._take(page, first=True)
        while keep is not None and self._more and len(self._rows) < 2 * wanted and self.row_of(keep) is None:
            self._take(self.fetch(self._cursor, PAGE_ROWS))
        self._total = self.count() if self.count else None
        self.endResetModel()
        self.counted.emit()
        self.reloaded.emit(keep)

    def row_at(self, row: int) -> Any:
        """The row in line `row`; raises IndexError."""
        return self._rows[row]

    def row_of(self, key: Hashable) -> int | None:
        """The line of the row with this key, None when it is not among those read."""
        return next((line for line, row in enumerate(self._rows) if self.key_of(row) == key), None)

    @property
    def total(self) -> int | None:
        """How many rows there are in all, None when unknown."""
        return self._total if self._total is not None or self._more else len(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid() or not self._more:
            return
        page = self.fetch(self._cursor, PAGE_ROWS)
        if page.rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page.rows) - 1)
            self._take(page)
            self.endInsertRows()
        else:
            self._take(page)
        self.counted.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                name = column.colour(row) if column.colour else None
                return theme.colour(name) if name else None
            case Qt.ItemDataRole.DecorationRole:
                name = column.icon(row) if column.icon else None
                ink = (column.colour(row) if column.colour else None) or "text"
                return kit_icon(name, ink) if name else None
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(column.tooltip(row)) if column.tooltip else None
            case Qt.ItemDataRole.FontRole if column.bold:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.UserRole:
                return row
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[section].align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def _take(self, page: Page, *, first: bool = False) -> None:
        if first:
            self._rows = []
        self._rows.extend(page.rows)
        self._cursor = page.next_cursor
        self._more = page.next_cursor is not None and bool(page.rows)
