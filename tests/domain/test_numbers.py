"""Document numbers and what a scanner reads."""

import pytest

from garage.domain.numbers import Series, authorisation_number, document_number, read_number


def test_a_number_is_series_year_and_five_digits() -> None:
    assert document_number(Series.ORDER, 2026, 123) == "WO-2026-00123"
    assert document_number(Series.PAYMENT, 2027, 100_000) == "RC-2027-100000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WO-2026-00123", (Series.ORDER, "WO-2026-00123")),
        (" wo-2026-00123\r", (Series.ORDER, "WO-2026-00123")),
        ("ep-2026-00007", (Series.EXIT_PASS, "EP-2026-00007")),
        ("EP-2026-00007", (Series.EXIT_PASS, "EP-2026-00007")),
        (authorisation_number("WO-2026-00123", 2), (Series.ORDER, "WO-2026-00123")),
        ("6901234567892", None),
        ("WO-2026-123", None),
        ("XX-2026-00123", None),
        ("", None),
    ],
)
def test_a_scanned_text_is_recognised_or_not(text: str, expected: tuple[Series, str] | None) -> None:
    assert read_number(text) == expected
