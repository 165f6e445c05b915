"""Breaking text into lines: between any two Chinese characters, at spaces in Latin, by the rules of both."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from garage.reports.fonts import BOLD, BOX, KEPT, REGULAR, TICKED, advance

INK, GREY, WHITE = 0.0, 0.38, 1.0
"""Blackness of text: 0 is black, 1 is white."""

_OPENING = re.escape("([{<（［｛《〈「『【〔“‘¥￥$") + BOX + TICKED
_CLOSING = re.escape(")]}>）］｝》〉」』】〕”’，。、；：！？…·,.;:!?%‰℃°")
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_TOKEN = re.compile(rf" +|[{_OPENING}]*(?:[{_WIDE}]|[^ {_WIDE}{_OPENING}]+)?[{_CLOSING}]*")


@dataclass(frozen=True)
class Style:
    """How a run of text looks; sizes in points, leading as a multiple of the size."""

    size: float = 8.5
    bold: bool = False
    ink: float = INK
    leading: float = 1.3

    @property
    def font(self) -> str:
        """Name of the font of this weight."""
        return BOLD if self.bold else REGULAR

    @property
    def line_height(self) -> float:
        """From line to line, in points."""
        return self.size * self.leading

    def but(self, **changes: float | bool) -> "Style":
        """The same style with some things different."""
        return replace(self, **changes)  # type: ignore[arg-type]  # floats and a bool by their field names


BODY = Style()


def text_width(text: str, style: Style) -> float:
    """Width of one line in points."""
    return _width(text, style.font, style.size)


@lru_cache(maxsize=KEPT)
def _width(text: str, font: str, size: float) -> float:
    return sum(map(advance(font, size).__getitem__, text))


@lru_cache(maxsize=KEPT)
def widest_word(text: str, style: Style) -> float:
    """Width in points of what is hardest to fit: the longest piece that no rule lets us cut."""
    return max(
        text_width(token, style) for paragraph in text.split("\n") for token in _TOKEN.findall(paragraph)
    )


def break_lines(text: str, style: Style, room: float) -> list[str]:
    """`text` in lines no wider than `room` points.

    A line neither begins with a closing sign nor ends with an opening one; a word wider than a line is
    cut anywhere. Empty text is one empty line.
    """
    return list(_broken(text, style, room))


@lru_cache(maxsize=KEPT)
def _broken(text: str, style: Style, room: float) -> tuple[str, ...]:
    return tuple(line for paragraph in text.split("\n") for line in _break_paragraph(paragraph, style, room))


def _break_paragraph(text: str, style: Style, room: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for token in _TOKEN.findall(text):
        width = text_width(token, style)
        if used + width <= room + 0.01:
            line, used = line + token, used + width
            continue
        if not token.strip(" "):
            continue
        if line.strip(" "):
            lines.append(line.rstrip(" "))
        line, used = token, width
        while used > room + 0.01 and len(line) > 1:
            head = _fitting(line, style, room)
            lines.append(head)
            line = line[len(head) :]
            used = text_width(line, style)
    return [*lines, line.rstrip(" ")] if line or not lines else lines


def _fitting(text: str, style: Style, room: float) -> str:
    """The longest beginning of `text` that fits, at least one character."""
    widths, used = advance(style.font, style.size), 0.0
    for place, char in enumerate(text):
        used += widths[char]
        if used > room + 0.01:
            return text[: max(place, 1)]
    return text
