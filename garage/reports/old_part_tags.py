"""旧件标签, tags of old parts: one on each label of 60 × 40 or 70 × 50 mm, black on white."""

import io
from dataclasses import dataclass

from garage.domain.documents_old_parts import OldPartTag, OldPartTags
from garage.domain.labels import label
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.code128 import bars
from garage.reports.fonts import REGULAR, register
from garage.reports.frame import kept_to
from garage.reports.papers import Paper
from garage.reports.pen import MM, Pen
from garage.reports.text import Style

_WIDEST = 0.3 * MM
_BARS = 6.2 * MM
_QUIET = 10
"""Modules that stay white on each side of the bars."""
_SMALL_MM = 40
"""Height of the label for which the sizes are written; a larger one has larger letters."""
_VIN_END = 6


def render(sheet: OldPartTags, paper: Paper, words: Words) -> bytes:
    """The tags as a PDF, each on a page of its own."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - see fonts.register

    _ = words
    register()
    stream = io.BytesIO()
    height = paper.height_mm * MM
    canvas = Canvas(stream, (paper.width, height), initialFontName=REGULAR, pageCompression=1)
    canvas.setTitle(_("Old part tags {number}").format(number=sheet.number))
    canvas.setCreator("Garage")
    for tag in sheet.tags:
        _draw(Pen(canvas, height, shades=False), tag, paper, words)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@dataclass(frozen=True)
class _Hand:
    """The letters of one size of label."""

    scale: float

    def style(self, size: float, *, bold: bool = False) -> Style:
        """Letters of `size` points on the small label."""
        return Style(size * self.scale, bold=bold, leading=1.2)


def _draw(pen: Pen, tag: OldPartTag, paper: Paper, words: Words) -> None:
    """Bars and number on top, then what the part is, whom it is for at the foot."""
    hand = _Hand(paper.height_mm / _SMALL_MM)
    last, line = hand.style(8, bold=True), hand.style(7)
    x, y = paper.side_mm * MM, paper.top_mm * MM
    room, foot = paper.inner, (paper.height_mm - paper.bottom_mm) * MM - last.line_height
    _places, modules = bars(tag.number)
    module, high = min(_WIDEST * hand.scale, room / (modules + 2 * _QUIET)), _BARS * hand.scale
    pen.barcode(x + room / 2, y, tag.number, height=high, module=module, align="centre")
    y += high + 1
    number = hand.style(9, bold=True)
    kept_to(tag.number, number, room, most=1, align="centre").draw(pen, x, y, room)
    y += number.line_height
    name = kept_to(_name(tag), hand.style(8.5, bold=True), room, most=2)
    name.draw(pen, x, y, room)
    y += name.height(room)
    for text in _lines(tag, words):
        most = int((foot - y) / line.line_height)
        if most > 0:
            said = kept_to(text, line, room, most=min(most, 2))
            said.draw(pen, x, y, room)
            y += said.height(room)
    ends = [label(tag.purpose, words), label(tag.hazard, words) if tag.hazard else "", tag.shelf]
    kept_to(" · ".join(filter(None, ends)), last, room, most=1).draw(pen, x, foot, room)


def _name(tag: OldPartTag) -> str:
    quantity = f"× {format_quantity(tag.qty_milli)} {tag.unit}".strip()
    return " ".join(word for word in (tag.code, tag.name, quantity) if word)


def _lines(tag: OldPartTag, words: Words) -> list[str]:
    """The rest, the most wanted first: what finds no room is in the program."""
    _ = words
    vin = _("VIN …{end}").format(end=tag.vin[-_VIN_END:]) if tag.vin else ""
    km = "" if tag.odometer_km is None else _("{km} km").format(km=f"{tag.odometer_km:,}")
    serial = _("S/N {serial}").format(serial=tag.serial) if tag.serial else ""
    off = _("Off {day}").format(day=f"{tag.removed_at:%Y-%m-%d}")
    rows = [
        (tag.plate, vin, km),
        (off, tag.removed_by, tag.order_no),
        (serial,),
        (" ".join(tag.fault.split()),),
    ]
    return [line for row in rows if (line := "  ".join(word for word in row if word))]
