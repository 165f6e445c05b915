"""The count sheet as a grid: quantities and reasons are typed down the column, all else is shown."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from garage.domain.stocktakes import reasons_for
from garage.i18n import _
from garage.services.stocktake_list import SheetLine
from garage.ui.kit import theme
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.search_field import Hit, SearchField
from garage.ui.kit.table_model import Column, Fetch, KeysetModel
from garage.ui.kit.table_view import ListView
from garage.ui.kit.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemDelegate.EndEditHint
Write = Callable[[SheetLine, str, str], str]

COUNTED, REASON = "counted", "reason"
_WHOLE_SHEET = 100_000
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SheetModel(KeysetModel):
    """Lines of a count sheet; `write(line, column, text)` takes what was typed and says what is wrong with it.

    Words that were refused stay in their cell, with what is wrong with them, until they are typed again.
    """

    marked = Signal()
    """What is wrong with a cell was said or taken back."""

    def __init__(self, columns: Sequence[Column], fetch: Fetch, write: Write, parent: QObject) -> None:
        super().__init__(columns, fetch, lambda line: line.part_id, parent=parent)
        self.editable: Callable[[SheetLine, str], bool] = lambda _line, _column: False
        self._write = write
        self._refused: dict[tuple[int, str], tuple[str, str]] = {}
        self._typed_over: SheetLine | None = None

    def place_of(self, column: str) -> int:
        """Number of the column called so; raises ValueError."""
        return [known.name for known in self.columns].index(column)

    def may_edit(self, index: Index) -> bool:
        """Whether a person may type here."""
        return index.isValid() and self.editable(self.row_at(index.row()), self.columns[index.column()].name)

    def problem(self, index: Index) -> str:
        """What is wrong with a cell, "" when nothing."""
        return self._refusal(index)[1] if index.isValid() else ""

    def refuse(self, part_id: int, column: str, typed: str, text: str) -> None:
        """Keep words that were refused, or with no `text` let them go."""
        if text:
            self._refused[part_id, column] = (typed, text)
        elif self._refused.pop((part_id, column), None) is None:
            return
        self._touch(self.row_of(part_id))
        self.marked.emit()

    def begin_typing(self, index: Index) -> None:
        """An editor opens: what it is typed over is the line as it is now, whatever comes meanwhile."""
        self._typed_over = self.row_at(index.row())

    def end_typing(self) -> None:
        """The editor is closed."""
        self._typed_over = None

    def forget(self) -> None:
        """Let all refused words go: another sheet is shown."""
        self._refused.clear()

    def put(self, lines: Sequence[SheetLine]) -> None:
        """Show lines as they are now, in their places; an editor that is open stays open."""
        new = {line.part_id: line for line in lines}
        for at, line in enumerate(self._rows):
            found = new.get(line.part_id)
            if found is not None and found != line:
                self._rows[at] = found
                self._touch(at)

    def reach(self, part_id: int) -> int | None:
        """The line of a part, read as far as that takes; None when it is not on the sheet."""
        if self.row_of(part_id) is None and self._more:
            page = self.fetch(self._cursor, _WHOLE_SHEET)
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(page.rows) - 1)
            self._take(page)
            self.endInsertRows()
            self.counted.emit()
        return self.row_of(part_id)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.may_edit(index) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        typed, problem = self._refusal(index) if index.isValid() else ("", "")
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole if problem:
                return typed
            case Qt.ItemDataRole.EditRole:
                text = super().data(index)
                return "" if text == "–" else text
            case Qt.ItemDataRole.ForegroundRole if problem:
                return theme.colour("bad")
            case Qt.ItemDataRole.DecorationRole if problem:
                return icon("error", "bad")
            case Qt.ItemDataRole.ToolTipRole if problem:
                return plain_tip(problem)
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.may_edit(index):
            return False
        typed = str(value).strip()
        if typed == self.data(index, Qt.ItemDataRole.EditRole) and not self.problem(index):
            return False
        line, column = self.row_at(index.row()), self.columns[index.column()].name
        if self._typed_over is not None and self._typed_over.part_id == line.part_id:
            line = self._typed_over
        self.refuse(line.part_id, column, typed, self._write(line, column, typed))
        return True

    def _refusal(self, index: Index) -> tuple[str, str]:
        key = (self.row_at(index.row()).part_id, self.columns[index.column()].name)
        return self._refused.get(key, ("", ""))

    def _touch(self, at: int | None) -> None:
        if at is not None:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))


class _Editors(QStyledItemDelegate):
    """A line for a quantity, a line with suggestions for a reason."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model: Any = index.model()
        model.begin_typing(index)
        column = model.columns[index.column()]
        editor: LineField
        if column.name == REASON:
            editor = self._reasons(parent, model.row_at(index.row()), index)
        else:
            editor = LineField(parent, 40)
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setObjectName(f"edit_{column.name}")
        editor.setAccessibleName(column.title)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if (
            isinstance(editor, LineField) and not editor.isModified()
        ):  # what another seat counts comes meanwhile
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, LineField):
            model.setData(index, editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # The list of suggestions takes Enter and Esc before the grid does.
        listing = isinstance(editor, SearchField) and editor.lists()
        if listing and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            chosen = editor.popup.highlighted()
            if event.key() in _ENTER and chosen is not None:
                editor.pick(chosen)
                return True
            if event.key() == Qt.Key.Key_Escape:
                editor.hide_list()
                return True
        return super().eventFilter(editor, event)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def _reasons(self, parent: QWidget, line: SheetLine, index: Index) -> SearchField:
        words = reasons_for(line.difference_milli)

        def suggest(typed: str) -> list[Hit]:
            return [Hit(text, text) for text in words if typed.casefold() in text.casefold()]

        editor = SearchField(suggest, parent, must_pick=False, limit=120)
        place = QPersistentModelIndex(index)
        editor.picked.connect(lambda hit: self._take(editor, place, hit))
        if not line.reason:
            hits = [Hit(text, text) for text in words]
            QTimer.singleShot(0, editor, lambda: editor.popup.show_hits(hits, choose_first=False))
        return editor

    def _take(self, editor: SearchField, place: QPersistentModelIndex, hit: Hit | None) -> None:
        if hit is not None and place.isValid():
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, Hint.SubmitModelCache)


class CountGrid(ListView):
    """Enter goes down the column, Tab to the next cell, Del takes a count back; any digit begins to type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "count_sheet", _("Count sheet"))
        self.setProperty("grid", True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )

    def lines(self) -> SheetModel:
        """The model shown; raises TypeError before `set_model`."""
        model = self.rows()
        if not isinstance(model, SheetModel):
            raise TypeError(model)
        return model

    def set_model(self, model: KeysetModel) -> None:
        super().set_model(model)
        editors = _Editors(self)
        for place, column in enumerate(model.columns):
            if column.name in {COUNTED, REASON}:
                self.setItemDelegateForColumn(place, editors)

    def current_row(self) -> Any:
        at = self.currentIndex()
        return self.rows().row_at(at.row()) if at.isValid() else None

    def selectRow(self, row: int) -> None:
        """Put the bar on what is typed in this row."""
        column = COUNTED
        if 0 <= row < self.lines().rowCount():
            line = self.lines().row_at(row)
            column = COUNTED if self.lines().editable(line, COUNTED) else REASON
        self.setCurrentIndex(self.lines().index(row, self.lines().place_of(column)))

    def parts_in_sight(self) -> list[int]:
        """Parts of the lines that the window shows."""
        if not self.lines().rowCount():
            return []
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        end = self.lines().rowCount() if last < 0 else last + 1
        return [self.lines().row_at(at).part_id for at in range(max(first, 0), end)]

    def is_typing(self) -> bool:
        """Whether a cell is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at, key = self.currentIndex(), event.key()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in _ENTER and not control:
            if not self.is_typing():
                self.step_down()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not control:
            if self.lines().may_edit(at):
                self.lines().setData(at, "")
        else:
            if event.text().strip() and not control and at.isValid() and not self.lines().may_edit(at):
                self.selectRow(at.row())
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_typing = self.is_typing()
        super().inputMethodEvent(event)
        editor = self.focusWidget()
        if event.commitString() and not was_typing and isinstance(editor, LineField):
            # Qt opens the editor but drops words that come without a composition before them.
            QApplication.sendEvent(editor, event)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        super().closeEditor(editor, Hint.NoHint)
        self.lines().end_typing()
        if self.lines().problem(self.currentIndex()):
            return
        if hint == Hint.SubmitModelCache:
            self.step_down()
        elif hint in {Hint.EditNextItem, Hint.EditPreviousItem}:
            self.step(1 if hint == Hint.EditNextItem else -1)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks through the cells and leaves the grid at its ends."""
        return self.step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def step_down(self) -> bool:
        """Go to the next line of which this column can be typed in; says whether there was one."""
        at, model = self.currentIndex(), self.lines()
        while at.isValid():
            if at.row() == model.rowCount() - 1:
                model.fetchMore(QModelIndex())
            at = at.siblingAtRow(at.row() + 1)
            if model.may_edit(at):
                self.setCurrentIndex(at)
                return True
        return False

    def step(self, by: int) -> bool:
        """Go to the next (+1) or previous (-1) cell that can be typed in; says whether there was one."""
        at, model = self.currentIndex(), self.lines()
        if not at.isValid():
            return False
        wide = len(model.columns)
        flat = at.row() * wide + at.column() + by
        while 0 <= flat < model.rowCount() * wide:
            index = model.index(*divmod(flat, wide))
            if model.may_edit(index) and not self.isColumnHidden(index.column()):
                self.setCurrentIndex(index)
                return True
            flat += by
        return False
