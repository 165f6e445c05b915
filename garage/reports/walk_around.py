"""The car outline of the reception sheet with its numbered damage marks."""

from collections.abc import Sequence

from garage.domain.documents import Mark
from garage.domain.labels import label
from garage.domain.orders import Side
from garage.domain.outlines import VIEWS
from garage.i18n import Words
from garage.reports.blocks import Block, Drawing, Text
from garage.reports.pen import Pen
from garage.reports.text import GREY, WHITE, Style

_FILLS = {"body": 1.0, "glass": 0.9, "dark": 0.6, "lamp": 0.96}
_HEIGHT = 176.0
_PLACES = {
    Side.LEFT: (0.0, 6.0, 0.375),
    Side.RIGHT: (0.0, 96.0, 0.375),
    Side.TOP: (0.405, 42.0, 0.375),
    Side.FRONT: (0.815, 0.0, 0.185),
    Side.REAR: (0.815, 90.0, 0.185),
}
"""Left edge and width of each view as shares of the whole width, top in points."""


def walk_around(marks: Sequence[Mark], words: Words) -> Block:
    """The five views, a numbered disc on every mark."""

    def paint(pen: Pen, x: float, top: float, width: float) -> None:
        for side in Side:
            left, down, share = _PLACES[side]
            _draw_view(pen, side, (x + left * width, top + down, share * width), label(side, words))
        for number, mark in enumerate(marks, start=1):
            left, down, share = _PLACES[mark.side]
            scale = share * width / VIEWS[mark.side].width
            centre = (
                x + left * width + VIEWS[mark.side].width * mark.x_permille / 1000 * scale,
                top + down + VIEWS[mark.side].height * mark.y_permille / 1000 * scale,
            )
            _draw_mark(pen, number, centre)

    return Drawing(_HEIGHT, paint)


def _draw_view(pen: Pen, side: Side, place: tuple[float, float, float], name: str) -> None:
    x, top, width = place
    view = VIEWS[side]
    scale = width / view.width
    for shape in view.shapes:
        pen.path(
            shape.commands, (x, top), scale, line=0.9 if shape.heavy else 0.4, fill=_FILLS.get(shape.fill)
        )
    words = Text(name, Style(7, ink=GREY), "centre")
    words.draw(pen, x, top + view.height * scale + 1, width)


def _draw_mark(pen: Pen, number: int, centre: tuple[float, float]) -> None:
    x, y = centre
    pen.disc(x, y, 5.6, edge=1.0)
    text = Text(str(number), Style(7, bold=True, ink=WHITE, leading=1.2), "centre", fit=True)
    text.draw(pen, x - 5, y - text.height(10) / 2 - 0.3, 10)
