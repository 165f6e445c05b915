"""Quantities and hours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.quantities import (
    MAX_HOURS_CENTI,
    MAX_QTY_MILLI,
    format_hours,
    format_quantity,
    parse_hours,
    parse_quantity,
)
from garage.errors import FieldError


@pytest.mark.parametrize(
    ("typed", "milli"),
    [("4", 4000), ("0.5", 500), (".125", 125), ("１．５", 1500), ("1,000", 1_000_000), ("0", 0)],
)
def test_a_quantity_is_read_in_thousandths(typed: str, milli: int) -> None:
    assert parse_quantity(typed) == milli


@pytest.mark.parametrize("typed", ["", "0.1234", "-1", "four", "4L", "1000000", "½", "²", "1e3", "١", "."])
def test_another_quantity_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_quantity(typed, "qty_issued")
    assert refused.value.field == "qty_issued"


@pytest.mark.parametrize(
    ("typed", "centi"),
    [("1.5", 150), ("0.25", 25), ("２", 200), ("1.5h", 150), ("1.5ｈ", 150), ("2 小时", 200)],
)
def test_hours_are_read_in_hundredths(typed: str, centi: int) -> None:
    assert parse_hours(typed) == centi


@pytest.mark.parametrize("typed", ["", "0.125", "-0.5", "10000", "h", "1:30"])
def test_other_hours_are_refused_at_their_field(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_hours(typed)
    assert refused.value.field == "hours"


@pytest.mark.parametrize(
    ("milli", "shown"),
    [(4000, "4"), (500, "0.5"), (1001, "1.001"), (0, "0"), (-1500, "-1.5"), (100_000, "100")],
)
def test_a_quantity_is_written_without_closing_zeros(milli: int, shown: str) -> None:
    assert format_quantity(milli) == shown


@given(st.integers(0, MAX_QTY_MILLI), st.integers(0, MAX_HOURS_CENTI))
def test_what_is_written_reads_back(milli: int, centi: int) -> None:
    assert parse_quantity(format_quantity(milli)) == milli
    assert parse_hours(format_hours(centi)) == centi
