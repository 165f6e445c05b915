"""Vehicle identification numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.vins import Vin, check_vin, vin_check_digit
from garage.errors import FieldError

ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
VINS = st.text(ALPHABET, min_size=17, max_size=17)


@pytest.mark.parametrize(
    "number",
    [
        *("1M8GDM9AXKP042788", "11111111111111111", "1HGCM82633A004352", "LSVAB4186E2184847"),
        *("LVSHCAMB1CE054249", "LFV3A23C7B3012345", "LBVHZ1100JMN12345", "LGWEF4A54JF123456"),
        *("LRW3E7FAXLC123456", "LSGJA52U6ES012345"),
    ],
)
def test_a_right_check_digit_is_seen(number: str) -> None:
    assert check_vin(number) == Vin(number, check_digit_ok=True, model_year=None)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1M8GDM9A1KP042788", "X"),
        ("LFV3A23C8B3012345", "7"),
        ("LBVHZ1109JMN12345", "0"),
        ("WDDNG5EB1AA123456", "6"),
    ],
)
def test_a_wrong_check_digit_only_warns(number: str, expected: str) -> None:
    assert check_vin(number) == Vin(number, check_digit_ok=False, model_year=None)
    assert vin_check_digit(number) == expected


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1M8GDM9AXKPO42788", "check O"),
        ("LSVAB4186I2184847", "check I"),
        ("LSVAB4186E218484", "this one has 16"),
        ("LSVAB4186E21848477", "this one has 18"),
        ("LSVAB4186E218484沪", "remove 沪"),
        ("LSVAB4186E218484٣", "remove ٣"),
        ("  ", "Enter the VIN"),
    ],
)
def test_a_malformed_vin_is_refused_with_a_hint(typed: str, words: str) -> None:
    with pytest.raises(FieldError) as refused:
        check_vin(typed)
    assert refused.value.field == "vin"
    assert words in refused.value.text


def test_a_vin_is_read_however_it_is_typed() -> None:
    assert check_vin("*lsv ab4186-e2184847*").number == "LSVAB4186E2184847"


@pytest.mark.parametrize(
    ("code", "reference_year", "model_year"),
    [
        ("E", 2026, 2014),
        ("1", 2026, 2001),
        ("9", 2026, 2009),
        ("A", 2026, 2010),
        ("A", 2008, 1980),
        ("A", 2009, 2010),
        ("V", 2026, 2027),
        ("W", 2026, 1998),
        ("Y", 2026, 2000),
        ("U", 2026, None),
        ("Z", 2026, None),
        ("0", 2026, None),
        ("Y", 1990, None),
    ],
)
def test_the_tenth_character_is_the_model_year(
    code: str, reference_year: int, model_year: int | None
) -> None:
    assert check_vin(f"LSVAB4186{code}2184847", reference_year).model_year == model_year


@given(VINS, st.integers(2010, 2099))
def test_the_model_year_lies_in_the_last_thirty_years(number: str, reference_year: int) -> None:
    year = check_vin(number, reference_year).model_year
    assert (year is None) == (number[9] in "UZ0")
    assert year is None or reference_year - 28 <= year <= reference_year + 1


@given(VINS, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_the_check_digit_finds_one_wrong_digit(number: str, place: int, other: str) -> None:
    right = number[:8] + vin_check_digit(number) + number[9:]
    wrong = right[:place] + other + right[place + 1 :]
    assert check_vin(right).check_digit_ok
    if other.isdigit() and right[place].isdigit() and other != right[place]:
        assert not check_vin(wrong).check_digit_ok
