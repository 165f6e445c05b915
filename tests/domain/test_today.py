"""The day's cards: in which column, in which order, and how many of a kind."""

from datetime import date, datetime

import pytest

from garage.domain.today import FEW, Card, TodayColumn, TodayKind, column_of, in_columns, window_due

NOW = datetime(2026, 11, 20, 14, 30)


def card(kind: TodayKind, due: date | datetime, ref: int = 1) -> Card:
    return Card(kind, ref, "王女士", "", due)


@pytest.mark.parametrize(
    ("due", "column"),
    [
        (date(2026, 11, 19), TodayColumn.OVERDUE),
        (date(2026, 11, 20), TodayColumn.TODAY),
        (date(2026, 11, 21), TodayColumn.WEEK),
        (date(2026, 11, 26), TodayColumn.WEEK),
        (date(2026, 11, 27), None),
        (datetime(2026, 11, 20, 14, 29, 59), TodayColumn.OVERDUE),
        (datetime(2026, 11, 20, 14, 30), TodayColumn.TODAY),
        (datetime(2026, 11, 20, 23, 59), TodayColumn.TODAY),
        (datetime(2026, 11, 21, 0, 0), TodayColumn.WEEK),
    ],
)
def test_a_day_counts_to_its_end_and_a_moment_to_the_second(due: date, column: TodayColumn | None) -> None:
    assert column_of(due, NOW) is column


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 11, 20), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 30), date(2026, 11, 27)),
    ],
)
def test_a_call_is_todays_work_from_day_3_to_day_7_and_late_after(today: date, due: date) -> None:
    assert window_due(date(2026, 11, 23), date(2026, 11, 27), today) == due


def test_what_is_late_stands_by_its_weight_and_the_rest_by_the_clock() -> None:
    old_file = card(TodayKind.FILE, date(2024, 1, 2))
    complaint = card(TodayKind.COMPLAINT_TELL, date(2026, 11, 19))
    evening = card(TodayKind.LATE_JOB, datetime(2026, 11, 20, 18, 0))
    call = card(TodayKind.CALL, datetime(2026, 11, 20, 15, 0))
    some_time = card(TodayKind.COMPLAINT_TELL, date(2026, 11, 20), 2)
    found = in_columns([old_file, some_time, evening, complaint, call], NOW)
    assert found[TodayColumn.OVERDUE] == [complaint, old_file]
    assert found[TodayColumn.TODAY] == [call, evening, some_time]
    assert found[TodayColumn.WEEK] == []


def test_many_of_a_kind_stand_on_one_card_that_counts_them() -> None:
    files = [Card(TodayKind.FILE, n, f"客户{n}", "", date(2026, 11, n)) for n in range(1, 19)]
    call = card(TodayKind.CALL, date(2026, 11, 19))
    shown = in_columns([*files, call], NOW)[TodayColumn.OVERDUE]
    assert shown[0] == call
    assert shown[1 : FEW + 1] == files[:FEW]
    assert shown[FEW + 1 :] == [Card(TodayKind.FILE, 0, "", "", files[FEW].due, count=len(files) - FEW)]
