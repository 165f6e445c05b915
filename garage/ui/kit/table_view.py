"""The list of a page: whole rows, Enter opens one, the choice survives a reload, empty says what to do."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QHelpEvent, QKeyEvent, QPalette, QResizeEvent
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


Export = Callable[["ListView"], object]
_exports: list[Export] = []


def offer_export(export: Export | None) -> None:
    """From now on every list has "To Excel…" in its menu and on F12, which calls this; None takes it away."""
    _exports[:] = [export] if export else []


class ListView(QTableView):
    """A table of whole rows over a KeysetModel; put `footer` wherever the page has room for it.

    `describe` says in a line what its filter shows, for the workbook; `sheet` are the columns of the workbook
    where those in sight do not do.
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
        self._kept: Any = None
        self._build_empty_state()
        self._offer_export()

    def set_model(self, model: KeysetModel) -> None:
        """Show this model; its `reload` is left to the caller."""
        self.setModel(model)
        self._size_columns(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.reloaded.connect(self._restore)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._empty.setGeometry(self.viewport().rect())

    def _offer_export(self) -> None:
        self._to_excel = QAction(
            _("To Excel…") + "\tF12", self
        )  # a shortcut would clash with that of other lists
        self._to_excel.setObjectName("to_excel")
        self._to_excel.setVisible(bool(_exports))
        self._to_excel.triggered.connect(lambda: [export(self) for export in _exports])
        self.addAction(self._to_excel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows().row_at(index.row()))

    def _on_selection(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self.selected.emit(self.current_row())

    def _remember(self) -> None:
        self._kept = (self.current_key(), self.currentIndex().row(), self.verticalScrollBar().value())

    def _restore(self, keep: Any) -> None:
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
        for place, column in enumerate(model.columns):
            stretches = column.width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            if not stretches:
                self.setColumnWidth(place, max(column.width, header.sectionSizeHint(place)))
        header.setStretchLastSection(all(column.width for column in model.columns))

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
