"""Several papers that belong together: a tab each, printed in one go."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QTabWidget, QVBoxLayout, QWidget

from garage.i18n import _
from garage.ui.kit import messages, print_system
from garage.ui.kit.actions import make_action
from garage.ui.kit.icons import icon
from garage.ui.kit.pdf_file import free_name
from garage.ui.kit.pdf_preview import PdfPreview, default_folder


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
        """Print every paper as chosen under it; one that is not printed stays, with those after it."""
        if not print_system.printer_names():
            self._offer_files()
            return
        for preview in self.previews():
            self.tabs.setCurrentWidget(preview)
            if not preview.print_out():
                return

    def save_all(self, folder: Path) -> None:
        """Save each paper in a file of its own; raises MachineError."""
        for preview in self.previews():
            preview.write(folder / free_name(folder, preview.file_name))

    def _offer_files(self) -> None:
        words = _("Connect one in the system's settings, or save the papers as PDF files in a folder.")
        title = _("No printer is set up on this computer")
        if messages.confirm(self, title, words, _("Save all as PDF")):
            folder = QFileDialog.getExistingDirectory(self, _("Save all as PDF"), default_folder())
            if folder:
                self.save_all(Path(folder))

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
