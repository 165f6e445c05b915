"""When the database cannot be opened, and when the program has a fault: what to do, in words."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QPushButton

from garage.errors import MachineError
from garage.i18n import _
from garage.ui.kit import messages

REPORT_LINES = 12


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
        _("What you saved is safe; you can go on working. Please send this report to whoever looks after the "
          "program: it holds no customer's data."),
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
