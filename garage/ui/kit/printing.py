"""A PDF on its way to a printer: as vectors through `lp` where there is one, else page by page as pictures."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QRect, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from garage.errors import MachineError
from garage.i18n import _

DPI = 300
_LP_SECONDS = 60
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


def printer_names() -> list[str]:
    """The queues this computer knows, the default one first."""
    names = QPrinterInfo.availablePrinterNames()
    default = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != default)


def has_lp() -> bool:
    """Whether jobs can go through the system's `lp`."""
    return sys.platform != "win32" and shutil.which("lp") is not None


def page_layout(pdf: OpenPdf, page: int = 0) -> QPageLayout:
    """The sheet a page was made for: a portrait size turned when the page is wider than high, no margins."""
    points = pdf.document.pagePointSize(page)
    short, long = sorted((points.width(), points.height()))
    size = QPageSize(
        QSizeF(short * _POINT_MM, long * _POINT_MM),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    wide = points.width() > points.height()
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    return QPageLayout(size, turned, QMarginsF(0, 0, 0, 0))


def send_by_lp(pdf: OpenPdf, job: Job) -> None:
    """Hand the file itself to the print system; raises MachineError with what it said."""
    layout = page_layout(pdf)
    size = layout.pageSize().size(QPageSize.Unit.Millimeter)
    command = ["lp", "-d", job.printer, "-n", str(job.copies), "-t", job.title]
    command += ["-o", f"media=Custom.{size.width():.0f}x{size.height():.0f}mm"]
    if _is_standard(layout.pageSize()):
        command[-1] = f"media={layout.pageSize().key()}"
    if (job.first, job.last) != (1, pdf.document.pageCount()):
        command += ["-P", f"{job.first}-{job.last}"]
    try:
        said = subprocess.run(  # noqa: S603 - a fixed program, its arguments never pass a shell
            [*command, "-"], input=pdf.data, capture_output=True, timeout=_LP_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _refused(job.printer, str(error)) from error
    if said.returncode:
        raise _refused(job.printer, said.stderr.decode(errors="replace").strip())


def paint(pdf: OpenPdf, printer: QPrinter, job: Job, tell: Tell) -> bool:
    """Draw the pages on the printer, lossless, as large as they are; says whether it went to the end."""
    printer.setDocName(job.title)
    printer.setFullPage(True)
    printer.setResolution(DPI)
    printer.setPageLayout(page_layout(pdf, job.first - 1))
    times = 1 if printer.supportsMultipleCopies() else job.copies
    printer.setCopyCount(job.copies if times == 1 else 1)
    pages = list(range(job.first - 1, job.last)) * times
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused(job.printer, "")
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    try:
        for done, page in enumerate(pages):
            if not tell(done, len(pages)):
                printer.abort()
                return False
            if done:
                printer.setPageLayout(page_layout(pdf, page))
                if not printer.newPage():
                    raise _refused(job.printer, "")
            _draw_page(pdf, page, painter)
    finally:
        painter.end()
    return True


def _draw_page(pdf: OpenPdf, page: int, painter: QPainter) -> None:
    points = pdf.document.pagePointSize(page)
    dots = (points * (DPI / 72)).toSize()
    drawn = pdf.document.render(page, dots)
    sheet = QImage(dots, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    over = QPainter(sheet)
    over.drawImage(0, 0, drawn)
    over.end()
    painter.drawImage(QRect(0, 0, dots.width(), dots.height()), sheet)


def _is_standard(size: QPageSize) -> bool:
    return size.id() != QPageSize.PageSizeId.Custom and bool(size.key())


def _refused(printer: str, said: str) -> MachineError:
    details = {_("The printer said"): said} if said else {}
    return MachineError(
        _("“{printer}” does not print.").format(printer=printer),
        _("Check that it is switched on and has paper, or save the document as a PDF."),
        details,
    )
