"""A view of papers comes to rest, however high its window is."""

from io import BytesIO

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from garage.ui.kit import printing
from garage.ui.kit.paper_view import PaperView

WIDTH = 600
MANY = 20
A5_LANDSCAPE = (595, 420)


class Resizes(QObject):
    """Counts how often the pages get another width, and ends it when that does not end by itself."""

    def __init__(self, view: PaperView) -> None:
        super().__init__()
        self.count = 0
        self._view = view
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - the name is Qt's
        self.count += event.type() is QEvent.Type.Resize
        if self.count > MANY:
            self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return False


def pdf() -> bytes:
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=A5_LANDSCAPE)
    canvas.drawString(100, 300, "Job card")
    canvas.save()
    return paper.getvalue()


@pytest.mark.parametrize("height", range(405, 435, 2))
def test_a_page_that_just_fits_does_not_make_its_bar_come_and_go(height: int, qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    view = PaperView(room, "pages", "Pages")
    opened = printing.open_pdf(pdf())
    view.setDocument(opened.document)
    view.resize(QSize(WIDTH, height))
    room.resize(QSize(WIDTH, height))
    resizes = Resizes(view)
    room.show()
    for _turn in range(20):
        QApplication.processEvents()
    assert resizes.count < MANY
    assert view.zoomMode() is QPdfView.ZoomMode.FitToWidth
