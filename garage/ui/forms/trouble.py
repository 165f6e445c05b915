"""When the database cannot be opened, and when the program has a fault: what to do, in words."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from garage.errors import GarageError, MachineError
from garage.i18n import _
from garage.services.backups import Backup
from garage.ui.forms.fault_report import fault_report
from garage.ui.forms.spoken_time import say_moment
from garage.ui.kit import messages

log = logging.getLogger("garage")

REPORT_LINES = 12

_telling: list[bool] = []


class Way(StrEnum):
    """What a person can do about a database that cannot be opened."""

    QUIT = "quit"
    AGAIN = "again"
    OTHER = "other"
    BEGIN = "begin"
    RESTORE = "restore"


@dataclass(frozen=True)
class WayOut:
    """The way chosen; `file` is the other database of OTHER."""

    way: Way
    file: Path | None = None


PASSING = {
    "busy",
    "full",
    "read_only",
    "forbidden",
    "io",
    "no_folder",
    "gone",
    "away",
    "open_already",
    "cannot_open",
}
"""Troubles that may be over in a minute: another try makes sense."""
LOST = {"damaged", "foreign", "missing", "io", "cannot_open", "gone"}
"""Troubles that a backup helps out of."""


def ask_way_out(error: MachineError, folder: Path, backup: Backup | None, now: datetime) -> WayOut:
    """Say why the database cannot be opened, and offer what helps: `backup` is the newest good one."""
    while True:
        way = _ask(error, backup if error.code in LOST else None, now)
        if way is not Way.OTHER:
            return WayOut(way)
        path = choose_file(None, _("Choose another file…"), folder)
        if path is not None:
            return WayOut(way, path)


def _ask(error: MachineError, backup: Backup | None, now: datetime) -> Way:
    box = messages.Box(None, "error", error.text, error.advice)
    if backup is not None:
        words = _("The newest backup is of {time}.").format(time=say_moment(backup.at, now))
        box.add_words(words)
    box.add_details(error)
    box.add_button(Way.QUIT, _("Quit"))
    if error.code == "missing":
        box.add_button(Way.BEGIN, _("Start empty"))
    box.add_button(Way.OTHER, _("Choose another file…"), primary=backup is None and error.code not in PASSING)
    if error.code in PASSING:
        box.add_button(Way.AGAIN, _("Try again"), primary=backup is None)
    if backup is not None:
        box.add_button(Way.RESTORE, _("Restore the backup"), primary=True)
    answer = box.ask()
    return Way(answer) if answer else Way.QUIT


def choose_file(parent: QWidget | None, title: str, folder: Path) -> Path | None:
    """Ask for a database file."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - not at every start

    patterns = _("Databases") + " (*.db);;" + _("All files") + " (*)"
    path, _filter = QFileDialog.getOpenFileName(parent, title, str(folder), patterns)
    return Path(path) if path else None


def show_fault(report: str) -> None:
    """Our mistake: what happened, for the clipboard; the program goes on."""
    box = messages.Box(
        QApplication.activeWindow(),
        "error",
        _("The program made a mistake"),
        _(
            "What you saved is safe; you can go on working. Please send this report to whoever looks after the "
            "program: it holds no customer's data."
        ),
    )
    from PySide6.QtWidgets import QPlainTextEdit  # noqa: PLC0415 - not at every start

    words = QPlainTextEdit(report)
    words.setObjectName("report")
    words.setAccessibleName(_("Report"))
    words.setReadOnly(True)
    words.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    words.setMinimumSize(560, words.fontMetrics().lineSpacing() * REPORT_LINES)
    box.body.addWidget(words)
    copy = QPushButton(_("Copy the report"))
    copy.setObjectName("copy_report")
    copy.setAccessibleName(copy.text())
    copy.setAutoDefault(False)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
    box.body.addWidget(copy)
    box.add_button("ok", _("Go on"), primary=True)
    box.ask()


def tell_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What to do with an error nobody caught: the machine's is told as such, any other is our fault; go on."""
    if not isinstance(error, Exception):
        sys.__excepthook__(kind, error, trace)
        return
    report = fault_report(error, trace)
    log.error(report)
    sys.stderr.write(f"{report}\n")
    if isinstance(error, MachineError):
        machine = error
        _tell(lambda: messages.failed(QApplication.activeWindow(), machine))
    elif isinstance(error, GarageError):
        words = str(error)
        _tell(lambda: messages.warn(QApplication.activeWindow(), _("This is not possible now"), words))
    else:
        _tell(lambda: show_fault(report))


def _tell(show: Callable[[], object]) -> None:
    """One box at a time: a fault that comes again every second is logged, not piled up."""
    if _telling or QApplication.instance() is None:
        return
    _telling.append(True)
    try:
        show()
    finally:
        _telling.clear()
