"""A grid for typing lines like a spreadsheet: Enter goes on, the next row comes by itself, all can be undone."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from garage.errors import FieldError
from garage.i18n import _
from garage.ui.kit import theme
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.errors_bar import InlineError
from garage.ui.kit.grid_model import GridColumn, GridModel, Row
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.search_field import Hit, SearchField

__all__ = ["GridColumn", "GridModel", "LineGrid", "Row"]

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemDelegate.EndEditHint


class _Editors(QStyledItemDelegate):
    """The right editor for each kind of column."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = _column(index)
        editor: ChoiceField | LineField
        if column.kind == "choice":
            editor = ChoiceField(parent, column.offers(index.data(Qt.ItemDataRole.UserRole)))
            editor.edited.connect(lambda: self._finish(editor))
            QTimer.singleShot(0, editor, editor.showPopup)
        elif column.kind == "search" and column.search is not None:
            must = column.must_pick
            editor = SearchField(column.search, parent, must_pick=must, takes_scans=True, limit=column.limit)
            place = QPersistentModelIndex(index)
            editor.picked.connect(lambda hit: self._take(editor, place, hit))
        else:
            editor = LineField(parent, column.limit)
            editor.takes_scans = column.codes
            editor.setAlignment(Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)))
        editor.setObjectName(f"edit_{column.name}")
        editor.setAccessibleName(column.title)
        return editor

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, GridModel) and model.is_hinted(index):  # under the bar too it is no value
            option.palette.setColor(QPalette.ColorRole.HighlightedText, theme.colour("muted"))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ChoiceField):
            editor.set_value(index.data(Qt.ItemDataRole.UserRole).get(_column(index).name))
        elif isinstance(editor, LineField):
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, SearchField) and editor.hit() is not None:
            return  # the pick has put it in already
        typed = editor.value() if isinstance(editor, ChoiceField) else editor.text()
        model.setData(index, typed)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # The list of hits takes Enter and Esc before the grid does.
        if (
            isinstance(editor, SearchField)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and editor.take_typed():
                return True
            if event.key() == Qt.Key.Key_Escape and editor.popup.isVisible():
                editor.popup.hide()
                return True
        return super().eventFilter(editor, event)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, Hint.SubmitModelCache)

    def _take(self, editor: QWidget, index: QPersistentModelIndex, hit: Hit | None) -> None:
        model = index.model()
        if hit is not None and isinstance(model, GridModel):
            model.pick(index.row(), model.columns[index.column()].name, hit)
            self.closeEditor.emit(editor, Hint.SubmitModelCache)


class LineGrid(QTableView):
    """Rows are dicts keyed by column name; `status` is the label that says what is wrong with a cell."""

    edited = Signal(int)
    picked = Signal(int, str, object)
    changed = Signal()

    def __init__(
        self,
        columns: Sequence[GridColumn],
        parent: QWidget | None = None,
        new_row: Callable[[], Row] = dict,
        name: str = "lines",
        title: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title or _("Lines"))
        self.setProperty("grid", True)
        self.field_name = name
        self.lines = GridModel(columns, new_row, self)
        self.status = InlineError()
        self.status.setObjectName(f"{name}_status")
        self.setModel(self.lines)
        self.setItemDelegate(_Editors(self))
        self._dress()
        self.lines.edited.connect(self.edited)
        self.lines.picked.connect(self.picked)
        self.lines.changed.connect(self._on_changed)
        self.set_rows([])

    # What others use

    @property
    def takes_scans(self) -> bool:
        """Whether a code that is scanned now belongs into the cell of the bar."""
        at = self.currentIndex()
        if not at.isValid() or not self.lines.may_edit(at.row(), at.column()):
            return False
        return _column(at).kind == "search" or _column(at).codes

    def rows(self) -> list[Row]:
        """The rows typed, without blank ones at the end; cells that cannot be read hold their last value."""
        return self.lines.rows()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; undo starts here."""
        self.lines.set_rows(rows)
        self.setCurrentIndex(self.first_cell(0))

    def set_values(self, row: int, values: Row) -> None:
        """Put worked-out values into a row; no step of undo of its own."""
        self.lines.set_values(row, values)

    def value(self) -> list[Row]:
        """As `rows`; raises FieldError(field_name) and goes to the cell when one is marked."""
        error = self.lines.first_error()
        if error is not None:
            row, column, text = error
            self.go_to(row, column)
            raise FieldError(self.field_name, _("Line {number}: {text}").format(number=row + 1, text=text))
        return self.rows()

    def raw(self) -> list[tuple[Row, dict[str, str]]]:
        """Values and unreadable words of every row, to tell whether anything changed."""
        return [(dict(line.values), dict(line.typed)) for line in self.lines.lines[: len(self.rows())]]

    def mark(self, row: int, column: str, text: str) -> None:
        """Mark a cell as wrong with words, or clear it with ""."""
        self.lines.mark(row, column, text)

    def clear_marks(self) -> None:
        """Take away the marks set by `mark`."""
        self.lines.clear_marks()

    def go_to(self, row: int, column: str) -> None:
        """Put the bar on a cell."""
        self.setCurrentIndex(self.lines.index(row, self.lines.place_of(column)))
        self.setFocus()

    def append_row(self) -> None:
        """A new row at the end with the bar in its first cell."""
        if not self.lines.read_only:
            self.setCurrentIndex(self.first_cell(self.lines.append()))
            self.setFocus()

    def remove_row(self) -> None:
        """Remove the row of the bar; Ctrl+Z brings it back."""
        at = self.currentIndex()
        if at.isValid() and not self.lines.read_only:
            row, column = at.row(), at.column()
            self.lines.remove(row)
            self.setCurrentIndex(self.lines.index(min(row, self.lines.rowCount() - 1), column))

    def move_row(self, by: int) -> None:
        """Move the row of the bar up (-1) or down (+1)."""
        at = self.currentIndex()
        if at.isValid() and not self.lines.read_only:
            self.setCurrentIndex(self.lines.index(self.lines.move(at.row(), by), at.column()))

    def undo(self) -> None:
        """Take the last change back."""
        self._travel(self.lines.undo)

    def redo(self) -> None:
        """Take it forward again."""
        self._travel(self.lines.redo)

    # Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not control:
            if self.state() != QAbstractItemView.State.EditingState:  # else the editor goes on when it closes
                self.step(1, may_append=True)
        elif key == Qt.Key.Key_Delete or (control and key == Qt.Key.Key_D):
            self.remove_row()
        elif control and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.move_row(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Backspace and self.currentIndex().isValid():
            self.lines.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_editing = self.state() == QAbstractItemView.State.EditingState
        super().inputMethodEvent(event)
        editor = self.focusWidget()
        if event.commitString() and not was_editing and isinstance(editor, LineField):
            # Qt opens the editor but drops words that come without a composition before them.
            QApplication.sendEvent(editor, event)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        super().closeEditor(editor, Hint.NoHint)
        if hint in {Hint.SubmitModelCache, Hint.EditNextItem}:
            self.step(1, may_append=True)
        elif hint == Hint.EditPreviousItem:
            self.step(-1)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks through the cells and leaves the grid at its ends."""
        return self.step(1 if forward else -1) or QTableView.focusNextPrevChild(self, forward)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._say_what_is_wrong()

    def step(self, by: int, *, may_append: bool = False) -> bool:
        """Go to the next (+1) or previous (-1) cell that can be typed in; says whether there was one."""
        if self.lines.read_only or not self.currentIndex().isValid():
            return False
        wide = len(self.lines.columns)
        flat = self.currentIndex().row() * wide + self.currentIndex().column() + by
        while 0 <= flat < self.lines.rowCount() * wide:
            row, place = divmod(flat, wide)
            if self.lines.may_edit(row, place):
                self.setCurrentIndex(self.lines.index(row, place))
                return True
            flat += by
        if by > 0 and may_append and not self.lines.is_blank(self.lines.rowCount() - 1):
            self.append_row()
            return True
        return False

    def first_cell(self, row: int) -> QModelIndex:
        """Where the bar goes in a row that is typed from its beginning."""
        if not 0 <= row < self.lines.rowCount():
            return QModelIndex()
        places = range(len(self.lines.columns))
        return self.lines.index(row, next((at for at in places if self.lines.may_edit(row, at)), 0))

    # Inside

    def _travel(self, way: Callable[[], bool]) -> None:
        row, column = self.currentIndex().row(), self.currentIndex().column()
        if way():
            self.setCurrentIndex(self.lines.index(min(row, self.lines.rowCount() - 1), column))

    def _on_changed(self) -> None:
        self._say_what_is_wrong()
        self.changed.emit()

    def _say_what_is_wrong(self) -> None:
        """The mark under the bar, else the first one in the grid."""
        at = self.currentIndex()
        text = self.lines.lines[at.row()].errors.get(_column(at).name) if at.isValid() else None
        row, error = at.row(), self.lines.first_error()
        if not text and error is not None:
            row, _column_name, text = error
        number = row + 1
        self.status.show_text(_("Line {number}: {text}").format(number=number, text=text) if text else "")

    def _dress(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumWidth(32)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for place, column in enumerate(self.lines.columns):
            stretches = column.width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            if not stretches:
                self.setColumnWidth(place, column.width)


def _column(index: Index) -> GridColumn:
    model: Any = index.model()
    return model.columns[index.column()]
