"""A PDF on its way to a printer: what is printed on which sheet, and the pages drawn as pictures."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QRect, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from garage.errors import FieldError, MachineError
from garage.i18n import _

_FINEST = 360
"""Dots an inch: finer pictures only take time and memory."""
_POINT_MM = 25.4 / 72

Tell = Callable[[int, int], bool]
"""Told (pages done, pages in all); gives False to stop."""


@dataclass(frozen=True)
class OpenPdf:
    """A PDF read by Qt, with the bytes and the buffer that have to live as long as it does."""

    data: bytes
    document: QPdfDocument
    buffer: QBuffer


@dataclass(frozen=True)
class Job:
    """How a PDF is to be printed; pages count from 1 to `last`."""

    printer: str
    copies: int
    first: int
    last: int
    title: str


def page_range(text: str, last: int) -> tuple[int, int]:
    """First and last page of "", "3" or "2-4"; raises FieldError for pages that are not there."""
    if not text.strip():
        return 1, last
    found = re.fullmatch(r"\s*(\d{1,6})(?:\s*[-–~－]\s*(\d{1,6}))?\s*", text)
    first, to = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= to <= last:
        raise FieldError("pages", _("Pages 1 to {last}, such as 1-2.").format(last=last))
    return first, to


def open_pdf(data: bytes) -> OpenPdf:
    """Read a PDF; raises MachineError when it is none."""
    document = QPdfDocument()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready:
        raise MachineError(_("This document cannot be shown."), _("Try to make it again."))
    return OpenPdf(data, document, buffer)


def page_layout(pdf: OpenPdf, page: int = 0) -> QPageLayout:
    """The sheet a page was made for, without margins.

    A cut sheet is named upright and turned when the page is wider than high; rolls and continuous forms
    are as wide as they are.
    """
    points = pdf.document.pagePointSize(page)
    wide = points.width() > points.height()
    upright = _page_size(points.transposed() if wide else points)
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    if is_standard(upright):
        return QPageLayout(upright, turned, QMarginsF(0, 0, 0, 0))
    return QPageLayout(_page_size(points), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


def _page_size(points: QSizeF) -> QPageSize:
    millimetres = points * _POINT_MM
    return QPageSize(millimetres, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)


def paint(pdf: OpenPdf, printer: QPrinter, job: Job, tell: Tell) -> bool:
    """Draw the pages on the printer, lossless, as large as they are; says whether it went to the end."""
    printer.setDocName(job.title)
    printer.setFullPage(True)
    dpi = fineness(printer.resolution())
    printer.setResolution(dpi)
    printer.setPageLayout(page_layout(pdf, job.first - 1))
    times = 1 if printer.supportsMultipleCopies() else job.copies
    printer.setCopyCount(job.copies if times == 1 else 1)
    pages = list(range(job.first - 1, job.last)) * times
    painter = QPainter()
    if not painter.begin(printer):
        raise refused(job.printer, "")
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    try:
        for done, page in enumerate(pages):
            if not tell(done, len(pages)):
                printer.abort()
                return False
            if done:
                printer.setPageLayout(page_layout(pdf, page))
                if not printer.newPage():
                    raise refused(job.printer, "")
            _draw_page(pdf, page, painter, dpi)
    finally:
        painter.end()
    return True


def fineness(native: int) -> int:
    """Dots an inch to draw at: a whole part of the printer's own, so that no bar of a code is rounded away."""
    return native // math.ceil(native / _FINEST)


def _draw_page(pdf: OpenPdf, page: int, painter: QPainter, dpi: int) -> None:
    points = pdf.document.pagePointSize(page)
    dots = (points * (dpi / 72)).toSize()
    drawn = pdf.document.render(page, dots)
    sheet = QImage(dots, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    over = QPainter(sheet)
    over.drawImage(0, 0, drawn)
    over.end()
    painter.drawImage(QRect(0, 0, dots.width(), dots.height()), sheet)


def is_standard(size: QPageSize) -> bool:
    """Whether print systems know a size by its name."""
    return size.id() != QPageSize.PageSizeId.Custom and bool(size.key())


def refused(printer: str, said: str) -> MachineError:
    """The printer takes nothing; `said` is what it gave as the reason."""
    return MachineError(
        _("“{printer}” does not print.").format(printer=printer),
        _("Check that it is switched on and has paper, or save the document as a PDF."),
        {_("The printer said"): said} if said else {},
    )
