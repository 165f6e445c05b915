"""The backups of the open database: when they were made, what is in them, and bringing one back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.i18n import N_, _, ngettext
from garage.services import backups
from garage.services.backups import Backup, Contents, Kind, Restoring
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.forms.spoken_time import say_moment
from garage.ui.forms.trouble import choose_file
from garage.ui.kit import messages, task
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

MEGABYTE = 1_000_000

KINDS = {
    Kind.DAILY: N_("Daily"),
    Kind.BY_HAND: N_("By hand"),
    Kind.BEFORE_UPDATE: N_("Before an update"),
    Kind.BEFORE_RESTORE: N_("Before a restore"),
    Kind.RESCUED: N_("Rescued"),
    Kind.DAMAGED: N_("Damaged file"),
}


@dataclass(frozen=True)
class Line:
    """A backup and, once it has been looked into, what it holds."""

    backup: Backup
    contents: Contents | None = None


class BackupsDialog(QDialog):
    """Newest first; Enter restores the one under the bar, after asking."""

    chosen = Signal(object)
    """The Backup to restore."""
    made = Signal()
    """A new backup is wanted."""
    folder_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backups")
        self.setWindowTitle(_("Backups"))
        self.setAccessibleName(self.windowTitle())
        self._now = desk.now()
        self._lines = [Line(backup) for backup in backups.listed()]
        self._looking: task.Task | None = None
        self.list = ListView(self, "backup_list", _("Backups"))
        self.list.set_model(KeysetModel(self._columns(), self._page, _path, parent=self))
        self.list.set_empty(
            _("No backup yet. One is made every day by itself."), _("Back up now"), self._make
        )
        self.list.opened.connect(lambda _line: self.choose())
        self.list.selected.connect(lambda _line: self._allow())
        self.restore_button = self._button("restore", _("Restore…"), "undo", self.choose, primary=True)
        self._assemble()
        self.list.rows().reload()
        self.list.selectRow(0)
        self._allow()
        self.list.setFocus()
        self._look_into()

    def choose(self) -> None:
        """Restore the backup under the bar."""
        line = self.list.current_row()
        if line is not None and self.restore_button.isEnabled():
            self._take(line.backup)

    def choose_file(self) -> None:
        """Restore a copy that lies somewhere else, on a stick for example."""
        path = choose_file(self, _("Restore from a file…"), Path.home())
        if path is not None:
            facts = path.stat()
            self._take(Backup(path, Kind.BY_HAND, datetime.fromtimestamp(facts.st_mtime), facts.st_size))

    def done(self, result: int) -> None:
        if self._looking is not None:
            self._looking.progress.cancel()
        super().done(result)

    def _take(self, backup: Backup) -> None:
        self.accept()
        self.chosen.emit(backup)

    def _make(self) -> None:
        self.accept()
        self.made.emit()

    def _allow(self) -> None:
        line = self.list.current_row()
        self.restore_button.setEnabled(line is not None and not (line.contents and line.contents.fault))

    def _look_into(self) -> None:
        """Read what each holds, away from the screen."""
        lines = self._lines

        def work(progress: task.Progress) -> list[Line]:
            read = []
            for done, line in enumerate(lines):
                progress.report(done, len(lines))
                read.append(replace(line, contents=backups.look_into(line.backup)))
            return read

        def show(read: list[Line]) -> None:
            self._looking, self._lines = None, read
            self.list.rows().reload(self.list.current_key())
            self._allow()

        self._looking = task.run(self, _("Backups"), work, show, quiet=True)

    def _page(self, _cursor: object | None, _limit: int) -> Page:
        return Page(self._lines, None)

    def _columns(self) -> tuple[Column, ...]:
        now = self._now
        return (
            Column(
                "at",
                _("Made"),
                150,
                "left",
                lambda line: say_moment(line.backup.at, now),
                bold=True,
                tooltip=lambda line: f"{line.backup.at:%Y-%m-%d %H:%M}\n{line.backup.path.name}",
            ),
            Column("kind", _("Why"), 150, "left", lambda line: _(KINDS[line.backup.kind])),
            Column("state", _("State"), 0, "left", _state, colour=_ink, icon=_symbol, tooltip=_state),
            Column("orders", _("Orders"), 80, "right", lambda line: _count(line, "orders")),
            Column("customers", _("Customers"), 100, "right", lambda line: _count(line, "customers")),
            Column("last", _("Last order"), 250, "left", lambda line: _last(line, now)),
            Column("size", _("Size"), 90, "right", lambda line: _size(line.backup.size)),
        )

    def _assemble(self) -> None:
        heading = QLabel(self.windowTitle())
        heading.setProperty("tone", "title")
        explained = QLabel(
            _(
                "Each was compared with the records row by row before it counted. Restoring one keeps what is here "
                "now as a backup of its own."
            )
        )
        explained.setProperty("tone", "muted")
        explained.setWordWrap(True)
        folder = QLabel(str(backups.folder()))
        folder.setProperty("tone", "muted")
        folder.setTextFormat(Qt.TextFormat.PlainText)
        folder.setWordWrap(True)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.addWidget(self._button("make", _("Back up now"), "save", self._make))
        row.addWidget(self._button("folder", _("Open the folder"), "box", self.folder_wanted.emit))
        row.addWidget(self._button("file", _("Restore from a file…"), None, self.choose_file))
        row.addStretch(1)
        row.addWidget(self.restore_button)
        close = self._button("close", _("Close"), None, self.reject)
        close.setToolTip(f"{close.text()} (Esc)")
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        for part in (heading, explained, self.list, folder):
            layout.addWidget(part)
        layout.setStretchFactor(self.list, 1)
        layout.addLayout(row)
        self.resize(1040, 520)

    def _button(
        self, name: str, text: str, symbol: str | None, act: Callable[[], object], *, primary: bool = False
    ) -> QPushButton:
        button = QPushButton(text)
        if symbol:
            button.setIcon(icon(symbol, "on_accent" if primary else "text"))
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setProperty("primary", primary)
        button.setDefault(primary)
        button.setAutoDefault(primary)
        button.clicked.connect(lambda _checked: act())
        return button


class RestoreForm(FormDialog):
    """Asks before the records of another time take the place of those here, and why they do."""

    def __init__(self, parent: QWidget | None, desk: Desk, restoring: Restoring) -> None:
        title = _("Go back to {time}?").format(time=f"{restoring.backup.at:%Y-%m-%d %H:%M}")
        super().__init__(parent, title, default_text=_("Restore this backup"), width=560)
        self.setObjectName("restore_form")
        self._desk = desk
        self._restoring = restoring
        text = _(
            "That backup holds {contents}. Everything that was saved since then is taken away from here, and for "
            "every computer that works on these records."
        )
        kept = _("What is here now is kept first: {file}").format(file=restoring.will_keep)
        self.add_widget(words(text.format(contents=_said(restoring.contents))))
        self.add_widget(words(kept, "muted"))
        hint = _("It stands in the log of the restored records.")
        self._reason = self.add_field("reason", _("Reason"), LineField(limit=200), hint, required=True)

    def save(self) -> object:
        return self._restoring.sign(self._desk.person, self._reason.value())


def _said(inside: Contents) -> str:
    orders = ngettext("{count} order", "{count} orders", inside.orders).format(count=f"{inside.orders:,}")
    if not inside.orders:
        return orders
    return _("{orders}, the last one {number}").format(orders=orders, number=inside.last_order)


def confirm_restore(parent: QWidget | None, desk: Desk, restoring: Restoring) -> bool:
    """Ask for it; a copy that is no good is refused."""
    if restoring.contents.fault:
        messages.warn(parent, _("This backup cannot be restored."), restoring.contents.fault)
        return False
    form = RestoreForm(parent, desk, restoring)
    agreed = form.exec() == QDialog.DialogCode.Accepted
    form.deleteLater()
    return agreed


def _path(line: Line) -> Path:
    return line.backup.path


def _state(line: Line) -> str:
    if line.backup.kind is Kind.DAMAGED:
        return _("as it was found")
    return line.contents.fault if line.contents is not None and line.contents.fault else _("verified")


def _bad(line: Line) -> bool:
    return line.backup.kind is Kind.DAMAGED or bool(line.contents and line.contents.fault)


def _ink(line: Line) -> str:
    return "warn" if _bad(line) else "ok"


def _symbol(line: Line) -> str:
    return "warning" if _bad(line) else "check"


def _count(line: Line, name: str) -> str:
    return "" if line.contents is None or line.contents.fault else f"{getattr(line.contents, name):,}"


def _last(line: Line, now: datetime) -> str:
    inside = line.contents
    if inside is None or inside.last_at is None:
        return ""
    return f"{inside.last_order} · {say_moment(inside.last_at, now)}"


def _size(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"
