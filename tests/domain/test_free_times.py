"""Free times: the first quarter that nothing is in the way of, on working days."""

from datetime import date, datetime, timedelta

from garage.domain.appointments import Slot
from garage.domain.free_times import FURTHEST_DAYS, first_free

MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute) + timedelta(days=days)


def always(_day: date) -> bool:
    return True


def test_it_is_rounded_up_to_a_quarter_of_an_hour() -> None:
    assert first_free(at(9, 1), 60, (), always) == at(9, 15)
    assert first_free(at(9, 15), 60, (), always) == at(9, 15)
    assert first_free(at(9, 15) + timedelta(seconds=1), 60, (), always) == at(9, 30)


def test_a_gap_is_taken_only_when_all_of_it_fits() -> None:
    taken = [Slot(at(8), at(9)), Slot(at(10), at(12))]
    assert first_free(at(8), 60, taken, always) == at(9)
    assert first_free(at(8), 61, taken, always) == at(12)


def test_what_does_not_fit_before_closing_begins_the_next_working_day() -> None:
    assert first_free(at(17), 60, (), always) == at(17)
    assert first_free(at(17, 15), 60, (), always) == at(8, days=1)
    assert first_free(at(18), 15, (), lambda day: day != MONDAY + timedelta(days=1)) == at(8, days=2)


def test_what_takes_longer_than_a_day_begins_in_the_morning() -> None:
    assert first_free(at(9), 24 * 60, (), always) == at(8, days=1)


def test_nobody_looks_further_than_two_months() -> None:
    assert first_free(at(9), 60, [Slot(at(0), at(0, days=FURTHEST_DAYS + 1))], always) is None
    assert first_free(at(9), 60, (), lambda _day: False) is None
