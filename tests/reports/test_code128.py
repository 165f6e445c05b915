"""Bars of a number: those of the standard, as few as it allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.barcode.code128 import Code128

from garage.reports.code128 import bars

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=24)


def reference(text: str) -> list[tuple[int, int]]:
    """What ReportLab's own code draws, as (place, width)."""
    code = Code128(text, barWidth=1, barHeight=1, humanReadable=False, quiet=False)
    drawn: list[tuple[int, int]] = []
    code.rect = lambda x, _y, width, _height: drawn.append((round(x), round(width)))
    code.draw()
    return drawn


@pytest.mark.parametrize("number", ["WO-2026-00005-A1", "ST-2026-00002", "EP-2026-00012", "GI-2026-123456"])
def test_a_number_has_the_bars_of_the_standard(number: str) -> None:
    assert bars(number)[0] == reference(number)


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ -/", min_size=1, max_size=20))
def test_text_without_digits_has_the_bars_of_the_standard(text: str) -> None:
    assert bars(text)[0] == reference(text)


@given(PRINTABLE)
def test_bars_never_touch_and_the_last_ends_the_code(text: str) -> None:
    found, width = bars(text)
    ends = [place + wide for place, wide in found]
    assert all(end < place for end, (place, _wide) in zip(ends, found[1:], strict=False))
    assert ends[-1] == width


@given(st.integers(2, 12))
def test_digits_take_half_the_room_of_letters(pairs: int) -> None:
    assert bars("12" * pairs)[1] == 11 * (pairs + 2) + 13


@pytest.mark.parametrize("text", ["合格", "a\nb"])
def test_what_is_not_printable_ascii_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        bars(text)
