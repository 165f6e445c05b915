"""Giving a document to a printer while its window keeps painting and says that it is at it."""

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from garage.i18n import _
from garage.ui.kit import print_system, printing
from garage.ui.kit.printing import Job, OpenPdf

_SLOW_MS = 500
"""After so long a window says that the print system is still at it."""


def give(parent: QWidget, pdf: OpenPdf, job: Job) -> str | None:
    """Print as vectors where there is `lp`, else as pictures of the pages; None when the person stopped it.

    Says what the printer waits for, "" when for nothing. Raises MachineError.
    """
    if print_system.has_lp():
        return _hand_over(parent, pdf, job)
    return "" if _paint(parent, pdf, job) else None


def _hand_over(parent: QWidget, pdf: OpenPdf, job: Job) -> str:
    progress = _progress(parent)
    progress.setCancelButton(None)  # type: ignore[arg-type]  # None takes the button away
    try:
        with ThreadPoolExecutor(1, "print") as pool:
            sent = pool.submit(print_system.prepare(pdf, job))
            waiting = QEventLoop()
            sent.add_done_callback(lambda _sent: waiting.wakeUp())
            while not sent.done():
                waiting.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            return sent.result()
    finally:
        progress.close()
        progress.deleteLater()


def _paint(parent: QWidget, pdf: OpenPdf, job: Job) -> bool:
    progress = _progress(parent)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(job.printer)

    def tell(done: int, total: int) -> bool:
        progress.setMaximum(total)
        progress.setValue(done)
        QApplication.processEvents()
        return not progress.wasCanceled()

    try:
        return printing.paint(pdf, printer, job, tell)
    finally:
        progress.close()
        progress.deleteLater()


def _progress(parent: QWidget) -> QProgressDialog:
    progress = QProgressDialog(_("Printing…"), _("Cancel"), 0, 0, parent)
    progress.setObjectName("print_progress")
    progress.setAccessibleName(_("Printing…"))
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(_SLOW_MS)
    return progress
