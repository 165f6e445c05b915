"""Binding: papers of any size on A4 sheets, small ones below one another, numbered through, with bookmarks."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from garage.reports.fonts import REGULAR
from garage.reports.layout import Laid, Watch, describe
from garage.reports.papers import A4, Paper
from garage.reports.pen import MM, Pen
from garage.reports.text import GREY, Style, text_width

_FOOT = 7.0 * MM
"""Kept free at the bottom of each sheet, in points, for the number of the page."""
_SMALL = 150 * MM
"""Papers up to this height share a sheet."""
_MARGIN = 0.97
"""Of the sheet's width for papers that are wider than it."""


@dataclass(frozen=True)
class _Place:
    """A page of a paper on a sheet, `top` points from its upper edge."""

    laid: Laid
    number: int
    top: float
    scale: float

    @property
    def height(self) -> float:
        """On the sheet, in points."""
        return self.laid.height * self.scale


@dataclass
class _Sheet:
    """One sheet of the binding, upright or on its side."""

    width: float
    height: float
    places: list[_Place] = field(default_factory=list)

    def room(self) -> float:
        """What is free below the last paper."""
        used = sum(place.height for place in self.places)
        return self.height - _FOOT - used

    def takes(self, laid: Laid, scale: float) -> bool:
        """Whether another small paper goes below those that are on it."""
        small = all(place.laid.height <= _SMALL for place in self.places) and laid.height <= _SMALL
        return small and laid.height * scale <= self.room() + 0.01


def sheets(papers: Sequence[Laid]) -> list[_Sheet]:
    """Every page of the papers on a sheet, in their order."""
    made: list[_Sheet] = []
    for laid in papers:
        for number in range(1, len(laid.pages) + 1):
            scale = _scale(laid)
            if not (made and made[-1].takes(laid, scale)):
                made.append(_Sheet(*_size(laid.frame.paper)))
            top = made[-1].height - _FOOT - made[-1].room()
            made[-1].places.append(_Place(laid, number, top, scale))
    return made


def first_pages(bound: Sequence[_Sheet]) -> dict[int, int]:
    """{id of a laid paper: the sheet that it begins on, counted from 1}."""
    found: dict[int, int] = {}
    for page, sheet in enumerate(bound, start=1):
        for place in sheet.places:
            found.setdefault(id(place.laid), page)
    return found


def _size(paper: Paper) -> tuple[float, float]:
    high, wide = A4.height_mm * MM, A4.width
    lying = paper.width_mm > paper.height_mm > A4.height_mm / 2 + 2
    return (high, wide) if lying else (wide, high)


def _scale(laid: Laid) -> float:
    wide, high = _size(laid.frame.paper)
    usual = (high - _FOOT) / high
    return min(usual, (high - _FOOT) / laid.height, wide * _MARGIN / laid.frame.paper.width)


def draw(bound: Sequence[_Sheet], name: str, watch: Watch) -> bytes:
    """The sheets as one PDF; `name` stands at the foot of each with its number."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - see fonts.register

    stream = io.BytesIO()
    canvas = Canvas(stream, (A4.width, A4.height_mm * MM), initialFontName=REGULAR, pageCompression=1)
    describe(canvas, bound[0].places[0].laid.frame)
    for page, sheet in enumerate(bound, start=1):
        watch(page - 1, len(bound))
        canvas.setPageSize((sheet.width, sheet.height))
        for place in sheet.places:
            _draw_place(canvas, sheet, place)
        _draw_foot(canvas, sheet, f"{name}   {page}/{len(bound)}")
        canvas.showPage()
    canvas.showOutline()
    canvas.save()
    return stream.getvalue()


def _draw_place(canvas: Any, sheet: _Sheet, place: _Place) -> None:
    frame = place.laid.frame
    bottom = sheet.height - place.top - place.height
    if place.number == 1:
        key = f"paper{id(place.laid)}"
        canvas.bookmarkHorizontal(key, 0, bottom + place.height)
        canvas.addOutlineEntry(" ".join(filter(None, (frame.title, frame.number))), key)
    canvas.saveState()
    canvas.translate((sheet.width - frame.paper.width * place.scale) / 2, bottom)
    canvas.scale(place.scale, place.scale)
    place.laid.draw(canvas, place.number)
    canvas.restoreState()
    if place.top:
        Pen(canvas, sheet.height).rule(0, place.top, sheet.width, place.top, width=0.4, grey=0.7)


def _draw_foot(canvas: Any, sheet: _Sheet, words: str) -> None:
    style = Style(7.5, ink=GREY)
    left = (sheet.width - text_width(words, style)) / 2
    Pen(canvas, sheet.height).text(left, sheet.height - _FOOT, words, style)
