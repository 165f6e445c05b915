"""The real paper on screen before it is printed or saved."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from garage.errors import MachineError
from garage.i18n import _, ngettext
from garage.ui.kit import messages, printing
from garage.ui.kit.actions import make_action
from garage.ui.kit.icons import icon
from garage.ui.kit.remembered import recall, remember


class PdfPreview(QDialog):
    """Pages to scroll, with Print (Ctrl+P), Save as PDF (Ctrl+S) and Close (Esc).

    `kind` names the sort of document, so that printer and copies are remembered for each.
    """

    printed = Signal(str, int)
    """Given to a printer: its name and the number of copies."""
    saved = Signal(str)
    """Written to this path."""

    def __init__(
        self, parent: QWidget | None, pdf: bytes, title: str, file_name: str, kind: str = ""
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pdf_preview")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title = title
        self.file_name = file_name
        self._kind = kind or "document"
        self.pdf = printing.open_pdf(pdf)
        self.pdf.document.setParent(self)
        self.view = QPdfView(self)
        self.view.setObjectName("pages")
        self.view.setAccessibleName(_("Pages"))
        self.view.setDocument(self.pdf.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        layout.addLayout(self._button_row())
        self.resize(self._fitting_size())

    def page_count(self) -> int:
        """Number of pages."""
        return self.pdf.document.pageCount()

    def print_out(self) -> None:
        """Ask for printer and copies and print; without a printer offer to save instead."""
        if not printing.printer_names():
            if messages.confirm(
                self,
                _("No printer is set up on this computer"),
                _(
                    "Connect one in the system's settings, or save the document as a PDF and print it elsewhere."
                ),
                _("Save as PDF"),
            ):
                self.save_as()
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._prepare(printer)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(_("Print"))
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, self.page_count())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.send(printer)

    def send(self, printer: QPrinter) -> None:
        """Print as the dialog was left; raises MachineError when the printer refuses."""
        if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
            self.write(Path(printer.outputFileName()))
            return
        job = self._job(printer)
        if printing.has_lp():
            printing.send_by_lp(self.pdf, job)
        elif not self._paint(printer, job):
            return
        remember(f"print/{self._kind}/printer", job.printer)
        remember(f"print/{self._kind}/copies", str(job.copies))
        messages.toast(self, _("Sent to {printer}").format(printer=job.printer))
        self.printed.emit(job.printer, job.copies)

    def save_as(self) -> None:
        """Ask where and write the file; an existing one is replaced only after asking."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(recall("print/folder", documents))
        dialog = QFileDialog(self, _("Save as PDF"), str(folder), _("PDF files (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(free_name(folder, self.file_name))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.write(Path(dialog.selectedFiles()[0]))

    def write(self, path: Path) -> None:
        """Write the file whole or not at all; raises MachineError."""
        try:
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
                part.write(self.pdf.data)
            Path(part.name).replace(path)
        except OSError as error:
            raise MachineError(
                _("The file could not be written: {path}").format(path=path),
                _("Close it if it is open in another program, or choose another folder."),
                {_("The system said"): error.strerror or str(error)},
            ) from error
        remember("print/folder", str(path.parent))
        messages.toast(self, _("Saved: {path}").format(path=path.name))
        self.saved.emit(str(path))

    def _prepare(self, printer: QPrinter) -> None:
        """What was chosen last time for this kind of document, on the sheet the document was made for."""
        last = recall(f"print/{self._kind}/printer")
        names = printing.printer_names()
        printer.setPrinterName(last if last in names else names[0])
        copies = recall(f"print/{self._kind}/copies", "1")
        printer.setCopyCount(max(1, int(copies)) if copies.isdecimal() else 1)
        printer.setDocName(self._title)
        printer.setPageLayout(printing.page_layout(self.pdf))

    def _job(self, printer: QPrinter) -> printing.Job:
        some = printer.printRange() == QPrinter.PrintRange.PageRange
        first, last = (printer.fromPage(), printer.toPage()) if some else (1, self.page_count())
        return printing.Job(
            printer=printer.printerName(),
            copies=printer.copyCount(),
            first=max(1, first),
            last=min(last or self.page_count(), self.page_count()),
            title=self._title,
        )

    def _paint(self, printer: QPrinter, job: printing.Job) -> bool:
        progress = QProgressDialog(_("Printing…"), _("Cancel"), 0, 0, self)
        progress.setObjectName("print_progress")
        progress.setWindowModality(Qt.WindowModality.WindowModal)

        def tell(done: int, total: int) -> bool:
            progress.setMaximum(total)
            progress.setValue(done)
            QApplication.processEvents()
            return not progress.wasCanceled()

        try:
            return printing.paint(self.pdf, printer, job, tell)
        finally:
            progress.close()
            progress.deleteLater()

    def _button_row(self) -> QHBoxLayout:
        count = self.page_count()
        pages = QLabel(ngettext("{count} page", "{count} pages", count).format(count=count))
        pages.setObjectName("page_count")
        pages.setProperty("tone", "muted")
        row = QHBoxLayout()
        row.addWidget(pages)
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


def free_name(folder: Path, name: str) -> str:
    """`name`, or "name (2).pdf" and so on when the folder has that file already."""
    path = folder / name
    number = 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path.name
