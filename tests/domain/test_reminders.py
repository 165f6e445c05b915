"""When a car falls due, by date and by kilometres, and from when its owner is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.reminders import Leads, ReminderKind, check_leads, due_day, foresee, reached_on
from garage.errors import FieldError

MAY, JUNE = date(2026, 5, 1), date(2026, 5, 31)
DRIVEN = [(MAY, 80_000), (JUNE, 81_500)]
"""Fifty kilometres a day."""


@pytest.mark.parametrize(
    ("km", "day"),
    [(81_500, JUNE), (81_550, date(2026, 6, 1)), (81_551, date(2026, 6, 2)), (86_500, date(2026, 9, 8))],
)
def test_kilometres_are_reached_as_the_car_was_driven_last(km: int, day: date) -> None:
    assert reached_on(km, [(date(2020, 1, 1), 5), *DRIVEN]) == day


@pytest.mark.parametrize(
    "readings",
    [
        [],
        [(JUNE, 80_000)],
        [(MAY, 80_000), (JUNE, 80_000)],
        [(JUNE, 80_000), (JUNE, 80_400)],
        [(MAY, 80_000), (JUNE, 80_001)],
    ],
    ids=["never read", "once", "stands", "one day", "hardly driven"],
)
def test_without_a_rate_nothing_is_foreseen(readings: list[tuple[date, int]]) -> None:
    assert reached_on(90_000, readings) is None


@given(st.integers(1, 400), st.integers(1, 60_000), st.integers(0, 30_000))
def test_the_day_foreseen_is_the_first_on_which_the_car_is_there(days: int, driven: int, ahead: int) -> None:
    last, start = MAY + timedelta(days=days), 50_000
    found = reached_on(start + driven + ahead, [(MAY, start), (last, start + driven)])
    if found is None:
        assert ahead * days / driven > 3_649
        return
    wait = (found - last).days
    assert wait * driven >= ahead * days
    assert wait == 0 or (wait - 1) * driven < ahead * days


def test_whichever_comes_first_says_when_the_owner_is_told() -> None:
    leads = Leads()
    by_date = foresee(ReminderKind.SERVICE, date(2026, 7, 1), 95_000, DRIVEN, leads)
    assert by_date.remind_on == date(2026, 6, 16), "fifteen days ahead"
    by_km = foresee(ReminderKind.SERVICE, date(2027, 7, 1), 86_500, DRIVEN, leads)
    assert by_km.predicted_on == date(2026, 9, 8)
    assert by_km.remind_on == date(2026, 8, 29), "five hundred kilometres ahead"
    assert foresee(ReminderKind.INSURANCE, JUNE, None, [], leads).remind_on == MAY
    assert foresee(ReminderKind.INSPECTION, JUNE, None, [], leads).remind_on == date(2026, 4, 1)
    assert foresee(ReminderKind.SERVICE, None, 86_500, [], leads).remind_on is None


def test_it_is_due_on_the_earlier_of_both() -> None:
    assert due_day(JUNE, MAY) == due_day(MAY, None) == due_day(None, MAY) == MAY
    assert due_day(None, None) is None


@pytest.mark.parametrize(
    ("leads", "field"),
    [
        (Leads(service=-1), "service"),
        (Leads(insurance=367), "insurance"),
        (Leads(service_km=20_001), "service_km"),
    ],
)
def test_a_lead_that_cannot_be_is_said_at_its_field(leads: Leads, field: str) -> None:
    check_leads(Leads())
    with pytest.raises(FieldError) as wrong:
        check_leads(leads)
    assert wrong.value.field == field
