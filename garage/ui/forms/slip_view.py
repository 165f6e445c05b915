"""The paper as it will print, beside the form that changes it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from garage.i18n import _
from garage.ui.kit import printing
from garage.ui.kit.paper_view import PaperView

REDRAW_AFTER_MS = 250


class SlipView(QWidget):
    """Draws what `make` gives a moment after the last change; None leaves the paper as it is."""

    def __init__(self, make: Callable[[], bytes | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._pdf: printing.OpenPdf | None = None
        self.view = PaperView(self, "slip", _("Preview"))
        self._timer = QTimer(self, singleShot=True, interval=REDRAW_AFTER_MS)
        self._timer.timeout.connect(self._redraw_if_seen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def redraw_soon(self) -> None:
        """Something changed; more may follow."""
        self._timer.start()

    def redraw(self) -> None:
        """Draw now, at the place a person was looking at."""
        self._timer.stop()
        data = self._make()
        if data is None:
            return
        before, scrolled = self._pdf, self.view.verticalScrollBar().value()
        self._pdf = printing.open_pdf(data)
        self._pdf.document.setParent(self)
        self.view.setDocument(self._pdf.document)
        self.view.verticalScrollBar().setValue(scrolled)
        if before is not None:
            before.document.deleteLater()

    def _redraw_if_seen(self) -> None:
        """A form that was saved meanwhile needs no paper any more."""
        if self.isVisible():
            self.redraw()

    def page_count(self) -> int:
        """Pages drawn, 0 before the first time."""
        return self._pdf.document.pageCount() if self._pdf else 0
