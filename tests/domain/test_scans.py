"""What a scanner types is read as a code, or quoted and refused; nothing of it gets any further."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.scans import LONGEST, Scan, read_scan
from garage.errors import FieldError


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("6901234567892", Scan("6901234567892")),
        (" BP-001\r", Scan("BP-001")),
        ("６９０１", Scan("6901")),
        ("]E06901234567892", Scan("6901234567892")),
        ("69\x1d01\x00", Scan("6901")),
        ("4*6901234567892", Scan("6901234567892", 4000)),
        ("0.5 × JY-5W30", Scan("JY-5W30", 500)),
        ("４＊BP-001", Scan("BP-001", 4000)),
        ("*BP-001", Scan("*BP-001")),
        ("机油滤清器", Scan("机油滤清器")),
    ],
)
def test_a_code_is_read_however_the_scanner_writes_it(typed: str, read: Scan) -> None:
    assert read_scan(typed) == read


@pytest.mark.parametrize("typed", ["", "  ", "\x00\x1d\x1e", "\u200b\ufeff"])
def test_nothing_is_said_to_be_nothing(typed: str) -> None:
    with pytest.raises(FieldError) as error:
        read_scan(typed)
    assert error.value.field == "scan"


def test_two_hundred_characters_are_no_code_and_are_quoted_shortly() -> None:
    with pytest.raises(FieldError) as error:
        read_scan("https://example.com/" + "x" * 180)
    assert "https://example.com/" in error.value.text
    assert len(error.value.text) < 100


@given(st.text(max_size=200))
def test_whatever_comes_is_a_printable_code_or_refused_in_words(text: str) -> None:
    with contextlib.suppress(FieldError):
        read = read_scan(text)
        assert 0 < len(read.code) <= LONGEST
        assert all(char.isprintable() for char in read.code)
