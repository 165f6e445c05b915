"""Code 128: the bars of a number (ISO/IEC 15417), without the drawing library that ReportLab's own brings along."""

import re
from collections.abc import Iterator
from itertools import accumulate

_WIDTHS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 "
    "113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 "
    "212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 "
    "113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 "
    "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 "
    "241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 "
    "214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 "
    "211232 2331112"
)
"""Widths of bars and spaces in turns, of each of the 103 values, the three starts and the stop."""
_SYMBOLS = tuple(_WIDTHS.split())
_TO_C, _TO_B, _START_B, _START_C, _STOP = 99, 100, 104, 105, 106
_RUN = re.compile(r"^(?:\d\d){2,}|(?:\d\d){2,}$|(?:\d\d){3,}|.", re.DOTALL)
"""Digits in pairs, where they are enough to make up for changing to the set of pairs and back."""


def bars(text: str) -> tuple[list[tuple[int, int]], int]:
    """(place, width) of each black bar and the whole width, in modules.

    Raises ValueError for a character outside the printable ASCII ones.
    """
    if not text.isascii() or not text.isprintable():
        raise ValueError(text)
    values = list(_values(text))
    values.append((values[0] + sum(place * value for place, value in enumerate(values))) % 103)
    widths = [int(width) for value in (*values, _STOP) for width in _SYMBOLS[value]]
    places = [0, *accumulate(widths)]
    return list(zip(places[:-1:2], widths[::2], strict=True)), places[-1]


def _values(text: str) -> Iterator[int]:
    pairs: bool | None = None
    for run in _RUN.findall(text):
        if (len(run) > 1) != pairs:
            former, pairs = pairs, len(run) > 1
            yield (_START_C if pairs else _START_B) if former is None else (_TO_C if pairs else _TO_B)
        if pairs:
            yield from (int(run[place : place + 2]) for place in range(0, len(run), 2))
        else:
            yield ord(run) - 32
