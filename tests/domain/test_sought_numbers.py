"""Numbers as they are typed: nobody types the zeros."""

import pytest

from garage.domain.numbers import RETURNS, Series
from garage.domain.sought_numbers import sought

LASTS = {
    (Series.CLAIM, 2025): 120,
    (Series.CLAIM, 2026): 34,
    (Series.SHIPMENT, 2026): 12,
    (Series.OLD_PART, 2026): 12_345,
}


def numbers(text: str, limit: int = 3) -> list[str]:
    asked = sought(text, RETURNS)
    return asked.numbers(LASTS, limit) if asked else []


@pytest.mark.parametrize(
    "typed",
    ["WC-2026-00012", "wc-2026-00012", "ＷＣ－2026－00012", "wc202600012", "WC 2026 12", " wc2026-00012 "],
)
def test_one_number_however_it_is_typed(typed: str) -> None:
    assert numbers(typed)[0] == "WC-2026-00012"


def test_the_count_alone_is_of_every_year_the_newest_first() -> None:
    assert numbers("wc12") == ["WC-2026-00012", "WC-2025-00012"]
    assert numbers("WC-100") == ["WC-2025-00100"]


def test_a_count_with_its_zeros_is_of_every_series() -> None:
    assert numbers("00012") == ["OP-2026-00012", "SH-2026-00012", "WC-2026-00012", "WC-2025-00012"]
    assert numbers("2026-12") == [
        "OP-2026-00012",
        "OP-2026-12345",
        "OP-2026-12344",
        "SH-2026-00012",
        "WC-2026-00012",
    ]


def test_the_beginning_of_a_count_finds_the_newest_that_begin_so() -> None:
    assert numbers("WC-2026-") == ["WC-2026-00034", "WC-2026-00033", "WC-2026-00032"]
    assert numbers("WC-2026-0000") == ["WC-2026-00009", "WC-2026-00008", "WC-2026-00007"]
    assert numbers("OP-2026-123") == ["OP-2026-00123", "OP-2026-12345", "OP-2026-12344"]


@pytest.mark.parametrize(
    "typed", ["", "wc", "WC-", "12", "1234", "13812345678", "WO-2026-00001", "粤B12345", "x" * 300]
)
def test_initials_phones_and_plates_are_no_numbers_of_returns(typed: str) -> None:
    assert sought(typed, RETURNS) is None


def test_what_was_never_taken_is_not_found() -> None:
    assert numbers("WC-2026-00035") == numbers("WC-2026-00000") == numbers("CN-1") == numbers("99999") == []
