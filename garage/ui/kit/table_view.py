"""The list of a page: whole rows, Enter opens one, the choice survives a reload, empty says what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QHelpEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from garage.i18n import _, ngettext
from garage.ui.kit import theme
from garage.ui.kit.icons import icon
from garage.ui.kit.table_model import Column, KeysetModel
from garage.ui.kit.tips import plain_tip

if TYPE_CHECKING:
    from garage.ui.kit.grid import LineGrid


_AROUND = 24
_SIGN = 22
_LEAST = 96
"""Pixels that a column which takes the room left over keeps before others grow with their words."""


class _CellDelegate(QStyledItemDelegate):
    """Shows the full words of a cell that is too narrow for them."""

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        said = index.data(Qt.ItemDataRole.ToolTipRole)
        if not said and event.type() == QEvent.Type.ToolTip and index.isValid():
            text = index.data()
            if text and self.sizeHint(option, index).width() > view.visualRect(index).width():
                QToolTip.showText(event.globalPos(), plain_tip(text), view)
                return True
        return super().helpEvent(event, view, option, index)


def _ground() -> QWidget:
    """A viewport like Qt's own; of that one PySide would have to find out the kind, among all kinds there are."""
    ground = QWidget()
    ground.setBackgroundRole(QPalette.ColorRole.Base)
    ground.setAutoFillBackground(True)
    return ground


Export = Callable[[QWidget], object]
_exports: list[Export] = []


def offer_export(export: Export | None) -> None:
    """From now on every list has "To Excel…" in its menu and on F12, which calls this; None takes it away."""
    _exports[:] = [export] if export else []


class ListView(QTableView):
    """A table of whole rows over a KeysetModel; put `footer` wherever the page has room for it.

    `describe` says in a line what its filter shows, for the workbook; `sheet` are the columns of the workbook
    where those in sight do not do. `leads_to` is the table that is meant where this list only chooses what it shows.
    """

    opened = Signal(object)
    """Enter or a double click on a row."""
    selected = Signal(object)
    """The row under the bar changed; None when there is none."""

    def __init__(self, parent: QWidget | None = None, name: str = "list", title: str = "") -> None:
        super().__init__(parent)
        self.setViewport(_ground())
        self.setObjectName(name)
        self.setAccessibleName(title or _("List"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_CellDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._open)
        self.footer = QLabel()
        self.footer.setObjectName(f"{name}_footer")
        self.footer.setProperty("tone", "muted")
        self.describe: Callable[[], str] = str
        self.sheet: Sequence[Column] = ()
        self.leads_to: LineGrid | None = None
        self._kept: Any = None
        self._measured = 0
        self._given: dict[int, int] = {}
        """Widths that columns have from here; a person may have chosen another since."""
        self._build_empty_state()
        self._offer_export()

    def set_model(self, model: KeysetModel) -> None:
        """Show this model; its `reload` is left to the caller."""
        self.setModel(model)
        self._size_columns(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.reloaded.connect(self._restore)
        model.modelReset.connect(self._measure_anew)
        model.counted.connect(self._fit_figures)
        model.counted.connect(self._refresh_words)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self._refresh_words()

    def rows(self) -> KeysetModel:
        """The model shown; raises TypeError before `set_model`."""
        model = self.model()
        if not isinstance(model, KeysetModel):
            raise TypeError(model)
        return model

    def set_empty(self, text: str, action_text: str = "", act: Callable[[], object] | None = None) -> None:
        """What an empty list says belongs here, and the button that makes the first one."""
        self._empty_text.setText(text)
        self._empty_button.setText(action_text)
        self._empty_button.setAccessibleName(action_text)
        self._empty_button.setVisible(bool(action_text))
        self._empty_act = act

    def current_row(self) -> Any:
        """The row under the bar, None when there is none."""
        chosen = self.selectionModel().selectedRows() if self.selectionModel() else []
        return self.rows().row_at(chosen[0].row()) if chosen else None

    def current_key(self) -> Any:
        """The key of the row under the bar, None when there is none."""
        row = self.current_row()
        return None if row is None else self.rows().key_of(row)

    def select_key(self, key: Any) -> bool:
        """Put the bar on the row with this key; says whether it is among those read."""
        line = self.rows().row_of(key)
        if line is None:
            return False
        self.selectRow(line)
        self.scrollTo(self.rows().index(line, 0))
        return True

    def sheet_columns(self) -> Sequence[Column]:
        """What goes into a workbook: the columns in sight that have a title."""
        shown = (one for at, one in enumerate(self.rows().columns) if not self.isColumnHidden(at))
        return self.sheet or [column for column in shown if column.title]

    def addActions(self, actions: Sequence[QAction]) -> None:
        """Actions of its menu; what every list has stays below them."""
        self.insertActions(self._to_excel, actions)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_F12 and plain:
            self._to_excel.trigger()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row, as the bar is a whole row and has no columns to go to."""
        ends = QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd
        if action not in ends:
            return super().moveCursor(action, modifiers)
        there = super().moveCursor(action, modifiers | Qt.KeyboardModifier.ControlModifier)
        return there.siblingAtColumn(max(0, self.currentIndex().column()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._empty.setGeometry(self.viewport().rect())
        self._widen_columns()

    def _offer_export(self) -> None:
        self._to_excel = QAction(
            _("To Excel…") + "\tF12", self
        )  # a shortcut would clash with that of other lists
        self._to_excel.setObjectName("to_excel")
        self._to_excel.setVisible(bool(_exports))
        self._to_excel.triggered.connect(lambda: [export(self.leads_to or self) for export in _exports])
        self.addAction(self._to_excel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows().row_at(index.row()))

    def _on_selection(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self.selected.emit(self.current_row())

    def _remember(self) -> None:
        self._kept = (self.current_key(), self.currentIndex().row(), self.verticalScrollBar().value())

    def _restore(self, keep: Any) -> None:
        self._widen_columns()
        key, line, scrolled = self._kept or (None, -1, 0)
        self.verticalScrollBar().setValue(scrolled)
        wanted = key if keep is None else keep
        if wanted is not None and self.select_key(wanted):
            return
        if key is not None and self.rows().rowCount():  # it left the list: the bar stays where it was
            self.selectRow(min(max(line, 0), self.rows().rowCount() - 1))
        elif key is not None:
            self.selected.emit(None)

    def _refresh_words(self) -> None:
        model = self.rows()
        shown, total = model.rowCount(), model.total
        if total is None:
            self.footer.setText(_("{shown} shown, more below").format(shown=f"{shown:,}"))
        else:
            words = ngettext("{shown} of {total} shown", "{shown} of {total} shown", total)
            self.footer.setText(words.format(shown=f"{shown:,}", total=f"{total:,}"))
        self._empty.setVisible(not shown)

    def _size_columns(self, model: KeysetModel) -> None:
        header = self.horizontalHeader()
        self._given.clear()
        for place, column in enumerate(model.columns):
            stretches = column.width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            if not stretches:
                self._given[place] = max(column.width, header.sectionSizeHint(place))
                self.setColumnWidth(place, self._given[place])
        header.setStretchLastSection(all(column.width for column in model.columns))

    def _widen_columns(self) -> None:
        """Columns of words are as wide as the words in sight, as far as there is room to spare."""
        model = self.model()
        if not isinstance(model, KeysetModel) or not model.rowCount():
            return
        shown = [place for place in range(len(model.columns)) if not self.isColumnHidden(place)]
        rest = [place for place in shown if not model.columns[place].width]
        fixed = [place for place in shown if model.columns[place].width]
        least = {place: self._least(place, model.columns[place]) for place in fixed}
        head = self.horizontalHeader()
        kept = sum(max(_LEAST, head.sectionSizeHint(place)) for place in rest)
        spare = self.viewport().width() - sum(least.values()) - kept
        for place in fixed if rest else ():
            if model.columns[place].align == "left" and self.columnWidth(place) == self._given.get(place):
                more = max(0, min(self.sizeHintForColumn(place) - least[place], spare))
                spare -= more
                self._given[place] = least[place] + more
                self.setColumnWidth(place, self._given[place])

    def _least(self, place: int, column: Column) -> int:
        """How narrow a column may become again; one that a person made wider or narrower stays so."""
        now, given = self.columnWidth(place), self._given.get(place)
        return max(column.width, self.horizontalHeader().sectionSizeHint(place)) if now == given else now

    def _measure_anew(self) -> None:
        self._measured = 0

    def _fit_figures(self) -> None:
        """A figure that is cut off reads as another figure: its column grows with the rows that were read."""
        model = self.rows()
        rows = [model.row_at(line) for line in range(self._measured, model.rowCount())]
        self._measured = model.rowCount()
        for place, column in enumerate(model.columns):
            if column.align != "right" or not column.width or not rows:
                continue
            font = self.font()
            font.setBold(column.bold)
            longest = max((column.text(row) for row in rows), key=len)
            signs = _SIGN if column.icon else 0
            wanted = QFontMetrics(font).horizontalAdvance(longest) + _AROUND + signs
            if wanted > (self.columnWidth(place) or self._given.get(place, 0)):  # hidden it has no width
                self.setColumnWidth(place, wanted)

    def _build_empty_state(self) -> None:
        self._empty = QWidget(self.viewport())
        self._empty_act: Callable[[], object] | None = None
        self._empty_text = QLabel(_("Nothing here yet"))
        self._empty_text.setObjectName("empty_text")
        self._empty_text.setProperty("tone", "muted")
        self._empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_text.setWordWrap(True)
        self._empty_button = QPushButton(icon("plus", "on_accent"), "")
        self._empty_button.setObjectName("empty_action")
        self._empty_button.setProperty("primary", True)
        self._empty_button.hide()
        self._empty_button.clicked.connect(lambda: self._empty_act() if self._empty_act else None)
        layout = QVBoxLayout(self._empty)
        layout.setSpacing(14)
        layout.addStretch(1)
        layout.addWidget(self._empty_text)
        layout.addWidget(self._empty_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self._empty.hide()
