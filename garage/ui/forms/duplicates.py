"""Files that are likely of one customer or of one car, and what became of those looked at (A11)."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.merges import FileKind, MergeState
from garage.i18n import _
from garage.services import duplicates, file_merges
from garage.services.command import Area
from garage.services.duplicates import MergeRow, Pair
from garage.services.file_compare import Comparison
from garage.ui.desk import Desk
from garage.ui.forms.merge_files import MergeForm, open_form, undo_form
from garage.ui.kit.actions import make_action
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

_SHOWS = frozenset({Area.CUSTOMERS})


class DuplicatesDialog(QDialog):
    """Pairs to look at, and below another tab those looked at; `customer_wanted`, `vehicle_wanted` carry an id."""

    customer_wanted = Signal(int)
    vehicle_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("duplicates_window")
        self.setWindowTitle(_("Duplicates"))
        self.setAccessibleName(self.windowTitle())
        self.pairs = ListView(name="duplicate_pairs", title=_("To look at"))
        self.history = ListView(name="merge_history", title=_("Looked at"))
        self.pairs.set_model(KeysetModel(_pair_columns(), self._pairs, _pair_key, parent=self))
        self.pairs.set_empty(_("No two files look like one."))
        self.history.set_model(
            KeysetModel(_history_columns(), self._history, lambda row: row.id, parent=self)
        )
        self.history.set_empty(_("What was made one file, and what is not the same, stands here."))
        self._make_actions()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("duplicates_tabs")
        self.tabs.setAccessibleName(self.windowTitle())
        self.tabs.setDocumentMode(True)
        self._build()
        self.reload()
        desk.changed.connect(self._on_changed)
        room = self.screen().availableSize()
        self.resize(min(1000, room.width() - 60), min(600, room.height() - 60))

    def reload(self) -> None:
        """Read both lists anew."""
        for at, (view, words) in enumerate(((self.pairs, _("To look at")), (self.history, _("Looked at")))):
            view.rows().reload()
            count = view.rows().rowCount()
            self.tabs.setTabText(at, f"{words} {count}" if count else words)
            if count and view.current_row() is None:
                view.selectRow(0)
        self._enable()

    def compare(self) -> None:
        """Look at both files side by side."""
        row: Pair | None = self.pairs.current_row()
        if row is not None:
            self._compare(row.kind, row.one_id, row.other_id)

    def keep_apart(self) -> None:
        """These two are not the same."""
        row: Pair | None = self.pairs.current_row()
        if row is not None:
            file_merges.keep_apart(self._desk.by(), row.kind, row.one_id, row.other_id)
            toast(self, _("{one} and {other} stay two files.").format(one=row.one, other=row.other), "ok")

    def take_back(self) -> None:
        """Part two files again, or look at two once more that were told apart."""
        row: MergeRow | None = self.history.current_row()
        if row is None or row.state is MergeState.UNDONE:
            return
        if row.state is MergeState.DISTINCT:
            file_merges.propose_again(self._desk.by(), row.kind, row.kept_id, row.gone_id)
            return
        when = f"{row.at:%Y-%m-%d}"
        open_form(undo_form(self, self._desk, row.id, row.kept, row.gone, when))

    def show_file(self) -> None:
        """Go to the file of the pair, or to the one that stayed."""
        pair, merge = self.pairs.current_row(), self.history.current_row()
        here: Any = pair if self.tabs.currentIndex() == 0 else merge
        if here is not None:
            wanted = self.customer_wanted if here.kind is FileKind.CUSTOMER else self.vehicle_wanted
            self.accept()
            wanted.emit(here.one_id if isinstance(here, Pair) else here.kept_id)

    def _compare(self, kind: FileKind, kept_id: int, gone_id: int, reason: str = "") -> None:
        form = MergeForm(self._desk, self, kind, kept_id, gone_id)
        form.saved.connect(lambda merge: self._on_merged(form.found, int(merge)))
        form.swap_wanted.connect(partial(self._compare, kind, gone_id, kept_id))
        open_form(form)
        form.widget("reason").setText(reason)

    def _on_merged(self, found: Comparison, merge: int) -> None:
        kept, gone = found.kept.name, found.gone.name
        words = _("{one} and {other} are one file now.").format(one=kept, other=gone)
        day = self._desk.today().isoformat()

        def undo() -> None:
            open_form(undo_form(self, self._desk, merge, kept, gone, day))

        toast(self, words, "ok", (_("Undo…"), undo))

    def _make_actions(self) -> None:
        self.compare_action = make_action(
            self, _("Side by side…"), self.compare, "Ctrl+M", "list", name="compare_files"
        )
        self.apart_action = make_action(
            self, _("Not the same"), self.keep_apart, "Ctrl+D", "close", name="keep_apart"
        )
        self.undo_action = make_action(
            self, _("Take back…"), self.take_back, "Ctrl+Z", "undo", name="take_back"
        )
        self.show_action = make_action(
            self, _("Show the file"), self.show_file, "Ctrl+O", "person", name="show_file"
        )
        self.back_action = make_action(self, _("Back"), self.reject, "Esc", "back", name="duplicates_back")
        self.pairs.opened.connect(lambda _row: self.compare_action.trigger())
        self.history.opened.connect(lambda _row: self.show_action.trigger())
        for view in (self.pairs, self.history):
            view.selected.connect(lambda _row: self._enable())

    def _enable(self) -> None:
        first = self.tabs.currentIndex() == 0
        row: MergeRow | None = self.history.current_row()
        for action in (self.compare_action, self.apart_action):
            action.setEnabled(first and self.pairs.current_row() is not None)
        self.undo_action.setEnabled(not first and row is not None and row.state is not MergeState.UNDONE)
        self.show_action.setEnabled((self.pairs if first else self.history).current_row() is not None)

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & _SHOWS and self.isVisible():
            self.reload()

    def _pairs(self, _cursor: object | None, _limit: int) -> Page:
        return Page([pair for kind in FileKind for pair in duplicates.pairs(kind)], None)

    def _history(self, _cursor: object | None, _limit: int) -> Page:
        return Page(duplicates.history(), None)

    def _build(self) -> None:
        heading = QLabel(self.windowTitle())
        heading.setProperty("tone", "title")
        under = QLabel(
            _("Two files of one customer or one car are made one here; nothing is lost, all can be undone.")
        )
        under.setProperty("tone", "muted")
        under.setWordWrap(True)
        for view in (self.pairs, self.history):
            self.tabs.addTab(view, "")
        self.tabs.currentChanged.connect(lambda _at: self._enable())
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for action in (self.compare_action, self.apart_action, self.undo_action, self.show_action):
            foot.addWidget(_button(action, primary=action is self.compare_action))
        foot.addStretch(1)
        foot.addWidget(_button(self.back_action))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(under)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)
        self.setTabOrder(self.tabs, self.pairs)
        self.pairs.setFocus()


def _button(action: QAction, *, primary: bool = False) -> QPushButton:
    button = QPushButton(action.text())
    if not primary:
        button.setIcon(action.icon())
    button.setObjectName(f"{action.objectName()}_button")
    button.setAccessibleName(action.text())
    button.setToolTip(action.toolTip())
    button.setProperty("primary", primary)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())
    return button


def _pair_key(row: Pair) -> tuple[object, ...]:
    return (row.kind, row.one_id, row.other_id)


def _pair_columns() -> list[Column]:
    return [
        Column("kind", _("What"), 90, "left", lambda row: label(row.kind), colour=lambda _row: "muted"),
        Column("one", _("One"), 200, "left", lambda row: row.one, bold=True),
        Column("other", _("Other"), 200, "left", lambda row: row.other, bold=True),
        Column("why", _("Why"), 0, "left", lambda row: label(row.likeness)),
        Column("shared", _("In both"), 150, "left", lambda row: row.shared),
    ]


def _history_columns() -> list[Column]:
    def ended(row: MergeRow) -> str | None:
        return "muted" if row.state is MergeState.UNDONE else None

    def why(row: MergeRow) -> str:
        return row.undo_reason or row.reason

    return [
        Column("at", _("Day"), 96, "left", lambda row: f"{row.at:%Y-%m-%d}", colour=ended),
        Column("kind", _("What"), 90, "left", lambda row: label(row.kind), colour=ended),
        Column("kept", _("Stayed"), 180, "left", lambda row: row.kept, colour=ended, bold=True),
        Column("gone", _("Went into it"), 180, "left", lambda row: row.gone, colour=ended),
        Column("state", _("State"), 110, "left", lambda row: label(row.state), colour=ended),
        Column("by", _("By"), 90, "left", lambda row: row.by, colour=ended),
        Column("why", _("Reason"), 0, "left", why, colour=ended),
    ]
