"""A small bar chart for a paper: one bar a day or a month, its scale at the left, in grey."""

from collections.abc import Sequence

from garage.domain.money import format_plain
from garage.reports.blocks import Block, Drawing
from garage.reports.papers import Paper
from garage.reports.pen import Pen
from garage.reports.text import Style, text_width

HEIGHT = 92.0
_BASE, _LEFT, _TOP = 12.0, 46.0, 6.0
"""Points below, left of and above the bars."""
_STEPS = (1, 2, 5)
_LINES = 4


def bars(paper: Paper, values: Sequence[tuple[str, int]]) -> Block:
    """(name, fen) a bar; what is below zero hangs no lower than the line."""
    style = Style(max(paper.size - 2, 6), ink=0.35)
    step = _step(max((fen for _name, fen in values), default=0))
    top_fen = step * max(-(-max((fen for _name, fen in values), default=0) // step), 1)

    def paint(pen: Pen, x: float, top: float, width: float) -> None:
        room, left = HEIGHT - _BASE - _TOP, x + _LEFT
        for nth in range(top_fen // step + 1):
            y = top + _TOP + room * (1 - nth * step / top_fen)
            pen.rule(left, y, x + width, y, width=0.3, grey=0.75)
            words = format_plain(nth * step).removesuffix(".00")
            pen.text(left - 4 - text_width(words, style), y - style.size * 0.7, words, style)
        slot = (width - _LEFT) / max(len(values), 1)
        for nth, (name, fen) in enumerate(values):
            high = room * max(fen, 0) / top_fen
            at = left + nth * slot
            if high:
                pen.fill(at + slot * 0.18, top + _TOP + room - high, slot * 0.64, high, grey=0.45)
            pen.text(at + (slot - text_width(name, style)) / 2, top + _TOP + room + 2, name, style)

    return Drawing(HEIGHT, paint)


def _step(most: int) -> int:
    """A round number of fen of which a few make the highest bar."""
    size = 100
    while True:
        for step in _STEPS:
            if step * size * _LINES >= most:
                return step * size
        size *= 10
