"""Odometer: never backwards without a reason, a jump is questioned."""

from datetime import date

import pytest

from garage.domain.odometer import Reading, check_reading
from garage.errors import FieldError

LAST = Reading(86_412, date(2026, 11, 11))
TODAY = date(2026, 11, 21)


def test_a_first_reading_stands() -> None:
    check_reading(12, TODAY, None)


def test_the_same_reading_stands() -> None:
    check_reading(86_412, TODAY, LAST)


def test_backwards_needs_a_reason() -> None:
    with pytest.raises(FieldError, match="86,412"):
        check_reading(86_411, TODAY, LAST)
    with pytest.raises(FieldError):
        check_reading(86_411, TODAY, LAST, reason="   ")
    check_reading(100, TODAY, LAST, reason="仪表更换")


def test_a_jump_above_a_thousand_km_a_day_is_questioned() -> None:
    check_reading(86_412 + 11_000, TODAY, LAST)
    with pytest.raises(FieldError) as error:
        check_reading(86_412 + 11_001, TODAY, LAST)
    assert error.value.field == "odo_confirmed"
    check_reading(864_120, TODAY, LAST, confirmed=True)


@pytest.mark.parametrize("km", [-1, 3_000_001])
def test_what_no_odometer_can_show_is_refused(km: int) -> None:
    with pytest.raises(FieldError):
        check_reading(km, TODAY, None, reason="x", confirmed=True)
