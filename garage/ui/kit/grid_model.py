"""Lines typed like a spreadsheet, as data: values, what was typed, what is wrong with it, and undo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from garage.domain import money, quantities
from garage.domain.text import clean_line
from garage.errors import FieldError
from garage.i18n import _
from garage.ui.kit import theme
from garage.ui.kit.icons import icon
from garage.ui.kit.search_field import Hit, Search
from garage.ui.kit.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
Row = dict[str, Any]
Kind = Literal["text", "money", "quantity", "hours", "choice", "search", "tick"]
Choices = Sequence[tuple[Any, str]]

MUTED = "muted"
"""Key of a row's values that, when true, writes the whole row in muted ink."""

NUMBERS = {"money", "quantity", "hours"}
_MOST_STEPS = 200

_PARSE: dict[str, Callable[[str, str], int]] = {
    "money": money.parse_yuan,
    "quantity": quantities.parse_quantity,
    "hours": quantities.parse_hours,
}
_FORMAT: dict[str, Callable[[int], str]] = {
    "money": money.format_plain,
    "quantity": quantities.format_quantity,
    "hours": quantities.format_hours,
}


@dataclass(frozen=True)
class GridColumn:
    """One column. The row keeps its value under `name`: fen, milli, centi, bool, a choice's value or words.

    A search column keeps the words under `name` and the ref of the hit picked, or None, under `name` + "_ref";
    `must_pick` refuses words that name no hit. `text` writes a cell that is worked out from its row. Width 0
    takes the room that is left. `codes` are scanned into it. `hint` stands in the cell of a blank row: what may be typed there. Numbers, and `right` ones, stand at the right.
    """

    name: str
    title: str
    width: int
    kind: Kind = "text"
    editable: Callable[[Row], bool] = lambda _row: True
    choices: Choices | Callable[[Row], Choices] = ()
    search: Search | None = None
    must_pick: bool = False
    text: Callable[[Row], str] | None = None
    limit: int = 200
    hint: str = ""
    right: bool = False
    codes: bool = False

    def offers(self, row: Row) -> Choices:
        """The choices for `row`."""
        return self.choices(row) if callable(self.choices) else self.choices

    def write(self, row: Row) -> str:
        """The cell as words."""
        if self.text is not None:
            return self.text(row)
        value = row.get(self.name)
        if self.kind == "choice":
            return next((label for known, label in self.offers(row) if known == value), "")
        if value is None or self.kind == "tick":
            return ""
        return _FORMAT[self.kind](value) if self.kind in NUMBERS else str(value)

    def read(self, text: str) -> Any:
        """The value of words typed, None when empty; raises FieldError(name)."""
        if self.kind in NUMBERS:
            return _PARSE[self.kind](text, self.name) if text.strip() else None
        if self.must_pick and text.strip():
            raise FieldError(self.name, _("Choose one from the list."))
        try:
            return clean_line(text, self.limit)
        except ValueError as error:
            raise FieldError(self.name, str(error)) from None


@dataclass
class Line:
    """A row with what was typed but could not be read, and the marks on its cells."""

    values: Row
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def words(self, column: GridColumn) -> str:
        """What stands in a cell."""
        return self.typed.get(column.name, column.write(self.values))

    def copy(self) -> "Line":
        """A line of its own with the same values."""
        return Line(dict(self.values), dict(self.typed), dict(self.errors))


class GridModel(QAbstractTableModel):
    """The lines; every change a person makes is one step of undo, changes made by the program are none."""

    edited = Signal(int)
    """A person changed a cell of this row."""
    picked = Signal(int, str, object)
    """A person picked a hit: row, column name, Hit."""
    changed = Signal()
    """Anything changed: values, rows, their order, marks."""

    def __init__(
        self, columns: Sequence[GridColumn], new_row: Callable[[], Row], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.new_row = new_row
        self.read_only = False
        self.lines: list[Line] = []
        self._past: list[list[Line]] = []
        self._future: list[list[Line]] = []

    # Reading

    def rows(self) -> list[Row]:
        """The rows without the blank ones at the end; numbers keep their places."""
        last = max((at for at in range(len(self.lines)) if not self.is_blank(at)), default=-1)
        return [line.values for line in self.lines[: last + 1]]

    def is_blank(self, row: int) -> bool:
        """Whether nobody typed anything into this row."""
        return self.lines[row].values == self.new_row() and not self.lines[row].typed

    def place_of(self, column: str) -> int:
        """Number of the column called so; raises ValueError."""
        return [known.name for known in self.columns].index(column)

    def may_edit(self, row: int, place: int) -> bool:
        """Whether a person may type here."""
        column = self.columns[place]
        fixed = column.text is not None or self.read_only
        return not fixed and column.editable(self.lines[row].values)

    def is_hinted(self, index: Index) -> bool:
        """Whether the cell shows its column's hint instead of a value."""
        hinted = bool(self.columns[index.column()].hint)
        return hinted and self.may_edit(index.row(), index.column()) and self.is_blank(index.row())

    def first_error(self) -> tuple[int, str, str] | None:
        """Row, column name and words of the first mark, None when there is none."""
        for at, line in enumerate(self.lines):
            for column in self.columns:
                if column.name in line.errors:
                    return at, column.name, line.errors[column.name]
        return None

    # Changes made by the program

    def call_column(self, name: str, title: str) -> None:
        """Another title over a column."""
        place = self.place_of(name)
        self.columns = tuple(replace(one, title=title) if one.name == name else one for one in self.columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, and a blank one when there are none to begin with; forgets undo."""
        self._past.clear()
        self._future.clear()
        self._reset([Line(dict(row)) for row in rows])

    def set_values(self, row: int, values: Row) -> None:
        """Put worked-out values into a row without a step of undo; marks of these columns go."""
        line = self.lines[row]
        line.values.update(values)
        for name in values:
            line.typed.pop(name, None)
            line.errors.pop(name, None)
        self._touch(row)

    def mark(self, row: int, column: str, text: str) -> None:
        """Mark a cell as wrong, or clear the mark with ""."""
        if text:
            self.lines[row].errors[column] = text
        else:
            self.lines[row].errors.pop(column, None)
        self._touch(row)

    def clear_marks(self) -> None:
        """Take away the marks of cells that could be read."""
        for line in self.lines:
            line.errors = {name: text for name, text in line.errors.items() if name in line.typed}
        self._touch_all()

    # Changes made by a person

    def append(self) -> int:
        """A blank row at the end, or the blank one that is there; gives its number."""
        if not self.lines or not self.is_blank(len(self.lines) - 1):
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines))
            self.lines.append(Line(self.new_row()))
            self.endInsertRows()
        return len(self.lines) - 1

    def remove(self, row: int) -> None:
        """Take a row away; undo brings it back."""
        self._step()
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.lines[row]
        self.endRemoveRows()
        if not self.lines and not self.read_only:
            self.append()
        self.changed.emit()

    def trim(self) -> None:
        """Blank rows at the end go, but the first of all stays; no step of undo."""
        filled = max(1, len(self.rows()))
        if not self.read_only and filled < len(self.lines):
            self.beginRemoveRows(QModelIndex(), filled, len(self.lines) - 1)
            del self.lines[filled:]
            self.endRemoveRows()

    def move(self, row: int, by: int) -> int:
        """Exchange a row with its neighbour; gives its new number."""
        target = row + by
        if not 0 <= target < len(self.lines):
            return row
        self._step()
        self.lines[row], self.lines[target] = self.lines[target], self.lines[row]
        self._touch_all()
        return target

    def pick(self, row: int, column: str, hit: Hit) -> None:
        """Put a hit into a search cell."""
        self._step()
        line = self.lines[row]
        line.values |= {column: hit.title, f"{column}_ref": hit.ref}
        line.typed.pop(column, None)
        line.errors.pop(column, None)
        self.picked.emit(row, column, hit)
        self._after_edit(row)

    def undo(self) -> bool:
        """Take the last step back; says whether there was one."""
        return self._travel(self._past, self._future)

    def redo(self) -> bool:
        """Take it forward again."""
        return self._travel(self._future, self._past)

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.may_edit(index.row(), index.column()):
            tick = self.columns[index.column()].kind == "tick"
            flags |= Qt.ItemFlag.ItemIsUserCheckable if tick else Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], self.columns[index.column()]
        error = line.errors.get(column.name, "")
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.hint if self.is_hinted(index) else line.words(column)
            case Qt.ItemDataRole.EditRole:
                return line.words(column)
            case Qt.ItemDataRole.CheckStateRole if column.kind == "tick":
                return Qt.CheckState.Checked if line.values.get(column.name) else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(index.column())
            case Qt.ItemDataRole.ForegroundRole:
                fixed = not self.read_only and not self.may_edit(index.row(), index.column())
                muted = fixed or bool(line.values.get(MUTED)) or self.is_hinted(index)
                return theme.colour("bad" if error else "muted") if error or muted else None
            case Qt.ItemDataRole.DecorationRole:
                return icon("error", "bad") if error else None
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(error) if error else None
            case Qt.ItemDataRole.UserRole:
                return line.values
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or not self.may_edit(index.row(), index.column()):
            return False
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._put(index.row(), column, Qt.CheckState(value) == Qt.CheckState.Checked)
        if role != Qt.ItemDataRole.EditRole:
            return False
        return self._type(index.row(), column, value)

    # Inside

    def _type(self, row: int, column: GridColumn, typed: Any) -> bool:
        """Take what an editor holds: a choice's value, or words that may turn out unreadable."""
        if column.kind == "choice":
            return self._put(row, column, typed)
        line = self.lines[row]
        if str(typed) == line.words(column):
            return False
        try:
            return self._put(row, column, column.read(str(typed)))
        except FieldError as error:
            self._step()
            line.typed[column.name] = str(typed)
            line.errors[column.name] = error.text
            self._after_edit(row)
            return True

    def _put(self, row: int, column: GridColumn, value: Any) -> bool:
        line = self.lines[row]
        if value == line.values.get(column.name) and column.name not in line.typed:
            return False
        self._step()
        line.values[column.name] = value
        line.typed.pop(column.name, None)
        line.errors.pop(column.name, None)
        if column.kind == "search":
            line.values[f"{column.name}_ref"] = None
        self._after_edit(row)
        return True

    def _step(self) -> None:
        self._past.append([line.copy() for line in self.lines])
        del self._past[:-_MOST_STEPS]
        self._future.clear()

    def _travel(self, source: list[list[Line]], target: list[list[Line]]) -> bool:
        if not source or self.read_only:
            return False
        target.append(self.lines)
        self._reset(source.pop())
        return True

    def _reset(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()
        if not self.lines and not self.read_only:
            self.append()
        self.changed.emit()

    def _after_edit(self, row: int) -> None:
        self._touch(row)
        self.edited.emit(row)

    def _touch(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        self.changed.emit()

    def _touch_all(self) -> None:
        if self.lines:
            last = self.index(len(self.lines) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.changed.emit()

    def _alignment(self, place: int) -> Qt.AlignmentFlag:
        right = self.columns[place].kind in NUMBERS or self.columns[place].right
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter
