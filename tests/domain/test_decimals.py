"""Decimal numbers read exactly."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.decimals import format_decimal, parse_decimal
from garage.errors import FieldError


@given(st.integers(-(10**12), 10**12), st.integers(1, 4))
def test_what_is_written_reads_back(value: int, places: int) -> None:
    written = format_decimal(value, places)
    assert parse_decimal(written, places=places, limit=10**12, field="x", negative=True) == value


@given(st.text(max_size=12))
def test_any_typing_is_a_number_or_refused_in_words(text: str) -> None:
    with suppress(FieldError):
        assert 0 <= parse_decimal(text, places=2, limit=10**9, field="price") <= 10**9


def test_the_limit_itself_fits_and_one_more_does_not() -> None:
    assert parse_decimal("9.99", places=2, limit=999, field="x") == 999
    with pytest.raises(FieldError, match=r"At most 9\.99"):
        parse_decimal("10", places=2, limit=999, field="x")
    with pytest.raises(FieldError, match="At most"):
        parse_decimal("9" * 5000, places=2, limit=999, field="x")


def test_leading_and_closing_zeros_do_not_count() -> None:
    assert parse_decimal("000001.5000", places=2, limit=999, field="x") == 150
    assert parse_decimal("-0", places=2, limit=999, field="x") == 0
