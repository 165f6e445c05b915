"""When the database cannot be opened, and when the program has a fault: what to do, in words."""

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QPushButton

import garage
from garage.errors import GarageError, MachineError
from garage.i18n import _
from garage.ui.kit import messages

log = logging.getLogger("garage")

REPORT_LINES = 12
MESSAGE_LENGTH = 200
ROOT = str(Path(garage.__file__).resolve().parent.parent)

_telling: list[bool] = []


def ask_for_another(error: MachineError, folder: Path) -> Path | None:
    """Say why the database cannot be opened and offer another file; None to leave the program."""
    while True:
        box = messages.Box(None, "error", error.text, error.advice)
        box.add_button("quit", _("Quit"))
        box.add_button("other", _("Choose another file…"), primary=True)
        if box.ask() != "other":
            return None
        patterns = _("Databases") + " (*.db);;" + _("All files") + " (*)"
        path, _filter = QFileDialog.getOpenFileName(None, _("Choose another file…"), str(folder), patterns)
        if path:
            return Path(path)


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


def fault_report(error: Exception, trace: TracebackType | None) -> str:
    """Where it happened and in what; only the first line of the message, which names no customer."""
    lines = str(error).splitlines()
    said = f"{type(error).__name__}: {lines[0][:MESSAGE_LENGTH] if lines else ''}"
    places = "".join(traceback.format_tb(trace)).replace(ROOT, "").rstrip()
    machine = (
        f"Garage {garage.__version__} · Python {platform.python_version()} · Qt {qVersion()} · {sys.platform}"
    )
    return "\n".join((f"{datetime.now():%Y-%m-%d %H:%M:%S}", machine, places, said))


def _tell(show: Callable[[], object]) -> None:
    """One box at a time: a fault that comes again every second is logged, not piled up."""
    if _telling or QApplication.instance() is None:
        return
    _telling.append(True)
    try:
        show()
    finally:
        _telling.clear()
