"""The calendar that a new database brings is the law's of 2025 and 2026, on both engines."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from garage.domain.working_days import Deadline
from garage.services.working_days import calendar


def test_every_day_of_2025_and_2026_is_what_the_notices_say(db: str) -> None:
    days = calendar()
    for n in range(730):
        day = date(2025, 1, 1) + timedelta(days=n)
        assert days.is_working(day) == chinese_calendar.is_workday(day), day


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2025-01-20", "2025-02-05"),
        ("2025-01-24", "2025-02-10"),
        ("2025-09-26", "2025-10-13"),
        ("2025-09-28", "2025-10-14"),
        ("2025-12-29", "2026-01-08"),
        ("2026-02-10", "2026-02-26"),
        ("2026-02-13", "2026-03-02"),
        ("2026-04-28", "2026-05-11"),
        ("2026-06-15", "2026-06-25"),
        ("2026-09-28", "2026-10-13"),
        ("2026-12-21", "2026-12-30"),
    ],
)
def test_seven_working_days_leave_out_the_day_itself_and_the_holidays(
    db: str, received: str, due: str
) -> None:
    assert calendar().after(date.fromisoformat(received), 7) == Deadline(date.fromisoformat(due))


def test_a_year_that_nobody_entered_counts_weekdays_and_says_so(db: str) -> None:
    assert calendar().after(date(2026, 12, 24), 7) == Deadline(date(2027, 1, 4), provisional=True)


def test_a_period_that_ends_on_a_holiday_may_run_on_to_the_next_working_day(db: str) -> None:
    days = calendar()
    assert days.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert days.next_working_day(date(2026, 10, 10)) == date(2026, 10, 10)  # a Saturday that is worked
