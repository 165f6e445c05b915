"""配件标签, labels of parts: one by one on 60 × 40 mm, or three by eight on a sheet of A4."""

import io

from garage.domain.documents_labels import LABELS_ON_SHEET, LabelSheet, PartLabel
from garage.domain.money import format_yuan
from garage.i18n import Words
from garage.reports.code128 import bars
from garage.reports.fonts import REGULAR, register
from garage.reports.frame import kept_to
from garage.reports.papers import LABEL, Paper
from garage.reports.pen import MM, Pen
from garage.reports.text import Style, text_width

ACROSS, DOWN = 3, 8
_NAME = Style(9.5, bold=True, leading=1.2)
_SPEC = Style(7, leading=1.25)
_CODE = Style(9, bold=True, leading=1.2)
_FOOT = Style(9, bold=True, leading=1.2)
_WIDEST, _NARROWEST = 0.33 * MM, 0.16 * MM
"""Of the narrow bar: wider needs no scanner, narrower no label printer draws."""
_QUIET = 10
"""Modules that stay white on each side of the bars."""

Box = tuple[float, float, float, float]
"""Left, top, width and height in points."""


def render(sheet: LabelSheet, paper: Paper, words: Words) -> bytes:
    """The labels as a PDF, each on a page of its own or in its place on a sheet."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - see fonts.register

    _ = words
    register()
    stream = io.BytesIO()
    width, height = paper.width, paper.height_mm * MM
    canvas = Canvas(stream, (width, height), initialFontName=REGULAR, pageCompression=1)
    canvas.setTitle(_("Part labels {number}").format(number=sheet.number))
    canvas.setCreator("Garage")
    many = width > 150 * MM
    pen = Pen(canvas, height, shades=False)
    for nth, label in enumerate(sheet.labels, start=sheet.start - 1 if many else 0):
        place = nth % LABELS_ON_SHEET if many else 0
        if not place and nth:
            canvas.showPage()
            pen = Pen(canvas, height, shades=False)
        _draw(pen, label, inside(cell(place, width, height) if many else (0, 0, width, height), paper))
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def cell(place: int, width: float, height: float) -> Box:
    """Where a label lies on a sheet of that size, in points."""
    row, column = divmod(place, ACROSS)
    return column * width / ACROSS, row * height / DOWN, width / ACROSS, height / DOWN


def inside(box: Box, paper: Paper) -> Box:
    """Where no printer cuts anything off."""
    left, top, width, height = box
    side, edge = paper.side_mm * MM, paper.top_mm * MM
    return left + side, top + edge, width - 2 * side, height - 2 * edge


def _draw(pen: Pen, label: PartLabel, box: Box) -> None:
    x, top, room, height = box
    name = kept_to(label.name, _NAME, room, most=2)
    name.draw(pen, x, top, room)
    y = top + name.height(room)
    if label.spec:
        kept_to(label.spec, _SPEC, room, most=1).draw(pen, x, y, room)
        y += _SPEC.line_height
    foot = top + height - _FOOT.line_height
    _draw_foot(pen, label, (x, foot, room, _FOOT.line_height))
    code = foot - _CODE.line_height - 1
    _draw_bars(pen, label, (x, y + 2, room, code - y - 3))
    kept_to(label.code, _CODE, room, most=1, align="centre").draw(pen, x, code, room)


def _draw_bars(pen: Pen, label: PartLabel, box: Box) -> None:
    """What a scanner finds the part by; a label of which nothing can be bars is only written."""
    x, top, room, height = box
    for text in (label.code, label.barcode):
        if (module := _module(text, room)) >= _NARROWEST:
            pen.barcode(x + room / 2, top, text, height=height, module=module, align="centre")
            return


def _module(text: str, room: float) -> float:
    """Width of the narrow bar of a text in that room; 0 for a code in Chinese, or none at all."""
    if not (text and text.isascii() and text.isprintable()):
        return 0
    _places, modules = bars(text)
    return min(_WIDEST, room / (modules + 2 * _QUIET))


def has_bars(label: PartLabel) -> bool:
    """Whether a label of the smallest size bears anything that a scanner reads."""
    _left, _top, room, _height = inside((0, 0, LABEL.width, LABEL.height_mm * MM), LABEL)
    return any(_module(text, room) >= _NARROWEST for text in (label.code, label.barcode))


def _draw_foot(pen: Pen, label: PartLabel, box: Box) -> None:
    """Where it lies at the left, what it costs at the right."""
    x, top, room, _height = box
    price = "" if label.price_fen is None else format_yuan(label.price_fen)
    if price and label.unit:
        price = f"{price}/{label.unit}"
    right = text_width(price, _FOOT)
    if price:
        pen.text(x + room - right, top, price, _FOOT)
    if label.bin:
        left = room - right - 6
        kept_to(label.bin, _FOOT, left, most=1).draw(pen, x, top, left)
