"""Several papers that belong together: a tab each, printed in one go."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QPushButton, QTabWidget, QVBoxLayout, QWidget

from garage.i18n import _
from garage.ui.kit import printing
from garage.ui.kit.actions import make_action
from garage.ui.kit.icons import icon
from garage.ui.kit.pdf_preview import PdfPreview, free_name


class PapersWindow(QDialog):
    """Previews as tabs; one that was printed or saved goes, the window goes with the last."""

    def __init__(self, parent: QWidget | None, previews: Sequence[PdfPreview]) -> None:
        super().__init__(parent)
        self.setObjectName("papers_window")
        self.setWindowTitle(_("Papers to print"))
        self.setAccessibleName(self.windowTitle())
        self.tabs = QTabWidget()
        self.tabs.setObjectName("papers")
        self.tabs.setAccessibleName(self.windowTitle())
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for preview in previews:
            self.tabs.addTab(preview, icon("print", "muted"), preview.windowTitle())
            preview.accepted.connect(lambda preview=preview: self._drop(preview))
            preview.rejected.connect(self.reject)
        self.tabs.setCornerWidget(self._print_all_button())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.tabs)
        self.resize(self._fitting_size())

    def previews(self) -> list[PdfPreview]:
        """The papers still to be printed."""
        pages = (self.tabs.widget(at) for at in range(self.tabs.count()))
        return [page for page in pages if isinstance(page, PdfPreview)]

    def print_all(self) -> None:
        """Ask once for the printer, then print every paper on the sheet it was made for."""
        first = self.previews()[0]
        if not printing.printer_names():
            first.print_out()  # says what to do without a printer
            return
        chosen = QPrinter(QPrinter.PrinterMode.HighResolution)
        chosen.setPageLayout(printing.page_layout(first.pdf))
        dialog = QPrintDialog(chosen, self)
        dialog.setWindowTitle(_("Print all"))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.send_all(chosen)

    def send_all(self, chosen: QPrinter) -> None:
        """Print all on this printer, or each into a file of its own beside the one named."""
        for preview in self.previews():
            if chosen.outputFormat() == QPrinter.OutputFormat.PdfFormat:
                folder = Path(chosen.outputFileName()).parent
                preview.write(folder / free_name(folder, preview.file_name))
                continue
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            printer.setPrinterName(chosen.printerName())
            printer.setCopyCount(chosen.copyCount())
            printer.setPageLayout(printing.page_layout(preview.pdf))
            preview.send(printer)

    def _drop(self, preview: PdfPreview) -> None:
        self.tabs.removeTab(self.tabs.indexOf(preview))
        preview.deleteLater()
        if not self.tabs.count():
            self.accept()

    def _print_all_button(self) -> QPushButton:
        action = make_action(self, _("Print all"), self.print_all, "Ctrl+Shift+P", "print", name="print_all")
        button = QPushButton(icon("print", "accent"), action.text())
        button.setObjectName("print_all_button")
        button.setAccessibleName(action.text())
        button.setToolTip(action.toolTip())
        button.setAutoDefault(False)
        button.clicked.connect(action.trigger)
        return button

    def _fitting_size(self) -> QSize:
        room = self.screen().availableSize()
        return QSize(min(960, room.width() - 60), min(1000, room.height() - 60))
