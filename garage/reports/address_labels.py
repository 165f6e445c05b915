"""地址标签, labels for envelopes without a window, three by eight on a sheet of A4."""

import io

from garage.domain.documents_labels import LABELS_ON_SHEET
from garage.domain.documents_letters import AddressSheet
from garage.i18n import Words
from garage.reports.fonts import REGULAR, register
from garage.reports.frame import kept_to
from garage.reports.papers import Paper
from garage.reports.part_labels import Box, cell, inside
from garage.reports.pen import MM, Pen
from garage.reports.text import Style

_NAME = Style(10.5, bold=True, leading=1.35)
_ADDRESS = Style(9.5, leading=1.35)
_PAD = 2 * MM


def render(sheet: AddressSheet, paper: Paper, words: Words) -> bytes:
    """The labels as a PDF, from the first place that is free on the sheet."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - see fonts.register

    _ = words
    register()
    stream = io.BytesIO()
    width, height = paper.width, paper.height_mm * MM
    canvas = Canvas(stream, (width, height), initialFontName=REGULAR, pageCompression=1)
    canvas.setTitle(_("Address labels {number}").format(number=sheet.number))
    canvas.setCreator("Garage")
    pen = Pen(canvas, height, shades=False)
    for nth, (name, address) in enumerate(sheet.labels, start=sheet.start - 1):
        place = nth % LABELS_ON_SHEET
        if not place and nth:
            canvas.showPage()
            pen = Pen(canvas, height, shades=False)
        _draw(pen, name, address, inside(cell(place, width, height), paper))
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw(pen: Pen, name: str, address: str, box: Box) -> None:
    x, top, width, height = box
    x, top, width, height = x + _PAD, top + _PAD, width - 2 * _PAD, height - 2 * _PAD
    where = kept_to(address, _ADDRESS, width, most=3)
    where.draw(pen, x, top, width)
    who = kept_to(name, _NAME, width, most=2)
    who.draw(pen, x, top + where.height(width) + 3, width)
