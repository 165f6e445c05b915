"""Repair warranty: periods of the law, own promises, bounds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.followups import first_call, second_call
from garage.domain.vehicles import VehicleClass
from garage.domain.warranty import STATUTORY, Period, RepairCategory, check_promise, cover, expires_on
from garage.errors import FieldError

EXIT = date(2026, 11, 21)


def test_ten_days_from_21_november_ends_on_1_december() -> None:
    assert expires_on(EXIT, 10) == date(2026, 12, 1)


def test_thirty_days_from_21_november_ends_on_21_december() -> None:
    assert expires_on(EXIT, 30) == date(2026, 12, 21)


def test_a_hundred_days_from_21_november_end_on_1_march() -> None:
    assert expires_on(EXIT, 100) == date(2027, 3, 1)


def test_ten_days_over_29_february() -> None:
    assert expires_on(date(2028, 2, 20), 10) == date(2028, 3, 1)


@pytest.mark.parametrize(
    ("category", "km", "days"),
    [
        (RepairCategory.VEHICLE_OVERHAUL, 20_000, 100),
        (RepairCategory.ASSEMBLY_REPAIR, 20_000, 100),
        (RepairCategory.SERVICE_LEVEL_2, 5_000, 30),
        (RepairCategory.SERVICE_LEVEL_1, 2_000, 10),
        (RepairCategory.MINOR_REPAIR, 2_000, 10),
        (RepairCategory.SPECIAL_REPAIR, 2_000, 10),
    ],
)
def test_the_law_for_cars(category: RepairCategory, km: int, days: int) -> None:
    assert STATUTORY[VehicleClass.CAR][category] == Period(km, days)


def test_the_law_for_motorcycles_and_other_vehicles() -> None:
    assert STATUTORY[VehicleClass.MOTORCYCLE][RepairCategory.ASSEMBLY_REPAIR] == Period(7_000, 80)
    assert STATUTORY[VehicleClass.MOTORCYCLE][RepairCategory.MINOR_REPAIR] == Period(800, 10)
    assert STATUTORY[VehicleClass.OTHER][RepairCategory.VEHICLE_OVERHAUL] == Period(6_000, 60)
    assert STATUTORY[VehicleClass.OTHER][RepairCategory.SERVICE_LEVEL_2] == Period(700, 7)


@given(
    st.sampled_from(VehicleClass),
    st.sampled_from(RepairCategory),
    st.integers(0, 40_000),
    st.integers(0, 200),
)
def test_a_promise_stands_only_when_it_is_at_least_the_laws(
    vehicle_class: VehicleClass, category: RepairCategory, km: int, days: int
) -> None:
    least = STATUTORY[vehicle_class][category]
    if km >= least.km and days >= least.days:
        check_promise(vehicle_class, category, Period(km, days))
    else:
        with pytest.raises(FieldError) as error:
            check_promise(vehicle_class, category, Period(km, days))
        assert error.value.field == ("km" if km < least.km else "days")


@pytest.mark.parametrize(
    ("today", "odometer", "open_"),
    [
        (date(2026, 12, 1), 88_414, True),
        (date(2026, 12, 2), 88_414, False),
        (date(2026, 12, 1), 88_415, False),
        (date(2026, 11, 21), 86_414, True),
    ],
)
def test_both_bounds_are_inclusive(today: date, odometer: int, open_: bool) -> None:
    left = cover(last_day=date(2026, 12, 1), last_km=88_414, today=today, odometer_km=odometer)
    assert left.open is open_


def test_the_first_call_is_due_on_day_3_and_late_after_day_7() -> None:
    window = first_call(EXIT)
    assert (window.due_on, window.late_after) == (date(2026, 11, 24), date(2026, 11, 28))


def test_the_second_call_lies_7_to_14_days_after_the_first_one_was_made() -> None:
    window = second_call(date(2026, 11, 25))
    assert (window.due_on, window.late_after) == (date(2026, 12, 2), date(2026, 12, 9))
