"""The calendar that a new database brings is the law's of 2025 and 2026, on both engines."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from garage.domain.holiday_notices import CalendarEntry
from garage.domain.working_days import SATURDAY, DayKind, Deadline
from garage.errors import FieldError, StaleError
from garage.services import working_days
from garage.services.command import By
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


def test_a_notice_takes_the_place_of_what_was_entered_for_its_year(db: str, boss: By) -> None:
    working_days.set_day(boss, date(2027, 3, 3), DayKind.OFF, "店庆")
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 4))
    notice = [CalendarEntry(day, DayKind.OFF, "NEW_YEAR") for day in days]
    before = working_days.days_of(2026)
    assert working_days.take_notice(boss, notice, "通知") == 3
    assert [row.on for row in working_days.days_of(2027)] == [date(2027, 1, 1), date(2027, 1, 4)]
    assert working_days.days_of(2026)[:-1] == before
    assert calendar().after(date(2026, 12, 30), 1) == Deadline(date(2027, 1, 5))


def test_a_day_of_the_garage_s_own_does_not_make_its_year_known(db: str, boss: By) -> None:
    working_days.set_day(boss, date(2027, 1, 5), DayKind.OFF, "店庆")
    assert not calendar().is_known(date(2027, 1, 5))
    assert calendar().after(date(2026, 12, 30), 3) == Deadline(date(2027, 1, 4), provisional=True)
    assert calendar().after(date(2026, 12, 30), 4) == Deadline(date(2027, 1, 6), provisional=True)


def test_a_table_of_two_years_makes_both_known(db: str, boss: By) -> None:
    days = [date(year, 5, day) for year in (2027, 2028) for day in range(1, 32 - (year == 2028))]
    entries = [CalendarEntry(day, DayKind.OFF) for day in days if day.weekday() < SATURDAY]
    working_days.take_notice(boss, entries)
    assert calendar().years >= {2027, 2028}


def test_days_of_a_neighbour_s_notice_do_not_make_a_year_known(db: str, boss: By) -> None:
    """New Year of 2028 is free from the last day of 2027 on."""
    days = (date(2027, 12, 31), date(2028, 1, 3), date(2028, 5, 1))
    working_days.take_notice(boss, [CalendarEntry(day, DayKind.OFF) for day in days])
    assert [calendar().is_known(day) for day in days] == [False, True, True]
    assert not calendar().is_working(days[0])
    taken = [row for row in working_days.days_of(2028) if row.source]
    for row in taken:
        working_days.remove_day(boss, row.id, row.version)
    assert not calendar().is_known(days[1])


def test_a_published_day_that_is_changed_by_hand_stays_published(db: str, boss: By) -> None:
    working_days.take_notice(boss, [CalendarEntry(date(2027, 1, 1), DayKind.OFF)], "通知")
    [row] = working_days.days_of(2027)
    working_days.set_day(boss, date(2027, 1, 4), DayKind.OFF, "元旦", day_id=row.id, version=row.version)
    assert calendar().is_known(date(2027, 6, 1))


def test_a_published_day_makes_no_other_year_known(db: str, boss: By) -> None:
    [row] = [row for row in working_days.days_of(2026) if row.on == date(2026, 10, 7)]
    working_days.set_day(boss, date(2028, 10, 4), DayKind.OFF, "国庆", day_id=row.id, version=row.version)
    assert calendar().is_known(date(2026, 1, 5))
    assert not calendar().is_known(date(2028, 1, 5))


def test_a_day_is_entered_once_and_only_when_it_says_something(db: str, boss: By) -> None:
    for day, kind in (
        (date(2027, 3, 6), DayKind.OFF),
        (date(2027, 3, 5), DayKind.WORK),
        (date(2026, 10, 1), DayKind.OFF),
    ):
        with pytest.raises(FieldError) as caught:
            working_days.set_day(boss, day, kind)
        assert caught.value.field == "day"
    ref = working_days.set_day(boss, date(2027, 3, 6), DayKind.WORK, "补班")
    assert calendar().is_working(date(2027, 3, 6))
    working_days.set_day(boss, date(2027, 3, 7), DayKind.WORK, "补班", day_id=ref, version=1)
    assert not calendar().is_working(date(2027, 3, 6))
    with pytest.raises(StaleError):
        working_days.remove_day(boss, ref, 1)
    working_days.remove_day(boss, ref, 2)
    assert not calendar().is_working(date(2027, 3, 7))
    assert not calendar().is_known(date(2027, 3, 7))
