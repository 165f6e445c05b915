"""The real paper on screen before it is printed or saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from garage.errors import MachineError
from garage.i18n import _, ngettext
from garage.ui.kit import messages, print_progress, printing
from garage.ui.kit.actions import make_action
from garage.ui.kit.icons import icon
from garage.ui.kit.paper_view import PaperView
from garage.ui.kit.pdf_file import free_name, write_whole
from garage.ui.kit.print_bar import PrintBar
from garage.ui.kit.remembered import PrintHabit, recall, recall_print, remember, remember_print

_NARROW = 300
"""Points: a sheet of less width, a roll or an A6, is shown whole instead of blown up to the window's width."""


@dataclass(frozen=True)
class Papers:
    """The papers a document can stand on as (code, words), and how it is made for one of them.

    `newer` makes it anew just before it is given away, or gives None where the pages shown are still right.
    """

    choices: Sequence[tuple[str, str]]
    make: Callable[[str], bytes]
    newer: Callable[[str], bytes | None] = lambda _code: None


class PdfPreview(QDialog):
    """Pages to scroll, printer, paper and copies, Print (Ctrl+P), Save as PDF (Ctrl+S) and Close (Esc).

    `kind` names the sort of document: printer, paper and copies are remembered for each, and `usual` holds for
    one that was never printed. `papers` are those it can be made for; without them it stays as it is.
    """

    printed = Signal(str, int)
    """Given to a printer: its name and the number of copies."""
    saved = Signal(str)
    """Written to this path."""

    def __init__(
        self,
        parent: QWidget | None,
        pdf: bytes,
        title: str,
        file_name: str,
        kind: str = "",
        papers: Papers | None = None,
        usual: PrintHabit = PrintHabit(),  # noqa: B008 - frozen
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pdf_preview")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title = title
        self.file_name = file_name
        self.kind = kind or "document"
        self._papers = papers or Papers((), lambda _code: pdf)
        self._busy = False
        self.pdf = printing.open_pdf(pdf)
        self.view = PaperView(self, "pages", _("Pages"))
        habit = recall_print(self.kind, usual, [code for code, _words in self._papers.choices])
        self.bar = PrintBar(habit, self._papers.choices, self.page_count())
        self.bar.paper_chosen.connect(self.show_on)
        self._pages = QLabel()
        self._pages.setObjectName("page_count")
        self._pages.setProperty("tone", "muted")
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.bar)
        layout.addLayout(self._button_row())
        self._show(self.pdf)
        self.resize(self._fitting_size())
        self.view.setFocus()

    def page_count(self) -> int:
        """Number of pages."""
        return self.pdf.document.pageCount()

    def show_on(self, paper: str) -> None:
        """Make the document for another of its papers."""
        self._show(printing.open_pdf(self._papers.make(paper)))

    def print_out(self) -> bool:
        """Print as chosen and say whether it was given away; without a printer offer to save instead."""
        if self._busy:
            return False
        chosen = self.bar.printer.value()
        if not self.bar.find_printers():
            return self._offer_saving(
                _("No printer is set up on this computer"),
                _(
                    "Connect one in the system's settings, or save the document as a PDF and print it elsewhere."
                ),
            )
        if chosen and self.bar.printer.value() != chosen:
            return False  # it has just gone: the person decides about the other one
        job = self.bar.job(self._title)
        try:
            return job is not None and self.send(job)
        except MachineError as error:
            details = "\n".join(f"{name}: {value}" for name, value in error.details.items())
            return self._offer_saving(error.text, error.advice, details)

    def send(self, job: printing.Job) -> bool:
        """Print; says whether it went to the end. Raises MachineError when the printer refuses."""
        self._busy = True
        try:
            self._renew()
            waits_for = print_progress.give(self, self.pdf, job)
        finally:
            self._busy = False
        if waits_for is None:
            return False
        remember_print(self.kind, self.bar.habit())
        if waits_for:
            messages.warn(
                self,
                _("“{printer}” will print later").format(printer=job.printer),
                _("It has the document, but {reason}.").format(reason=waits_for),
            )
        messages.toast(self, _("Sent to {printer}").format(printer=job.printer))
        self.printed.emit(job.printer, job.copies)
        return True

    def reject(self) -> None:
        if not self._busy:
            super().reject()

    def save_as(self) -> bool:
        """Ask where and write the file, if so say so; an existing one is replaced only after asking."""
        folder = Path(default_folder())
        dialog = QFileDialog(self, _("Save as PDF"), str(folder), _("PDF files (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(free_name(folder, self.file_name))
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        if accepted:
            self.write(Path(dialog.selectedFiles()[0]))
        return accepted

    def write(self, path: Path) -> None:
        """Write the file whole or not at all; raises MachineError."""
        self._renew()
        write_whole(path, self.pdf.data)
        remember("print/folder", str(path.parent))
        remember_print(self.kind, self.bar.habit())
        messages.toast(self, _("Saved: {path}").format(path=path.name))
        self.saved.emit(str(path))

    def _renew(self) -> None:
        newer = self._papers.newer(self.bar.habit().paper)
        if newer is not None:
            self._show(printing.open_pdf(newer))

    def _show(self, pdf: printing.OpenPdf) -> None:
        before, self.pdf = self.pdf, pdf
        pdf.document.setParent(self)
        self.view.setDocument(pdf.document)
        narrow = pdf.document.pagePointSize(0).width() < _NARROW
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView if narrow else QPdfView.ZoomMode.FitToWidth)
        if before is not pdf:
            before.document.deleteLater()
        count = self.page_count()
        self._pages.setText(ngettext("{count} page", "{count} pages", count).format(count=count))
        self.bar.show_pages(count)

    def _offer_saving(self, title: str, text: str, details: str = "") -> bool:
        return messages.confirm(self, title, text, _("Save as PDF"), details) and self.save_as()

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._pages)
        row.addStretch(1)
        close = make_action(self, _("Close"), self.reject, None, "close", name="close")
        save = make_action(self, _("Save as PDF"), self.save_as, QKeySequence.StandardKey.Save, "save")
        printed = make_action(self, _("Print"), self.print_out, QKeySequence.StandardKey.Print, "print")
        for action in (close, save, printed):
            row.addWidget(self._button(action, primary=action is printed))
        return row

    def _button(self, action: QAction, *, primary: bool) -> QPushButton:
        button = QPushButton(action.icon(), action.text())
        if primary:
            button.setIcon(icon("print", "on_accent"))
        button.setObjectName(f"{action.objectName()}_button")
        button.setAccessibleName(action.text())
        button.setToolTip(action.toolTip())
        button.setProperty("primary", primary)
        button.setDefault(primary)
        button.setAutoDefault(primary)
        button.clicked.connect(action.trigger)
        return button

    def _fitting_size(self) -> QSize:
        room = self.screen().availableSize()
        return QSize(min(900, room.width() - 60), min(1000, room.height() - 60))


def default_folder() -> str:
    """Where documents were saved last."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return recall("print/folder", documents)
