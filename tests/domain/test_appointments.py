"""Times in the shop: what may stand together, what is unusual, how full a day is."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.appointments import (
    AppointmentAct,
    AppointmentState,
    Slot,
    acts,
    check_time,
    clashes,
    day_load,
    hints,
    overlaps,
    refusals,
    spread,
)
from garage.errors import FieldError

NOW = datetime(2026, 11, 20, 14, 0)
MORNING = datetime(2026, 11, 23, 9, 0)


def slot(first: str, last: str, bay: int | None = 1, mechanic: int | None = None) -> Slot:
    day = "2026-11-23T"
    return Slot(datetime.fromisoformat(day + first), datetime.fromisoformat(day + last), bay, mechanic)


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (slot("08:00", "09:00"), False),
        (slot("08:00", "09:01"), True),
        (slot("09:30", "09:45"), True),
        (slot("10:00", "11:00"), False),
        (slot("09:59", "11:00"), True),
    ],
)
def test_one_may_begin_when_the_other_ends(other: Slot, *, shared: bool) -> None:
    mine = slot("09:00", "10:00")
    assert overlaps(mine, other) is overlaps(other, mine) is shared


def test_bay_and_mechanic_are_taken_each_for_itself() -> None:
    taken = [("粤B·12345", slot("09:00", "10:00", 1, 7)), ("粤B·54321", slot("09:30", "10:30", 2, 8))]
    wanted = slot("09:30", "10:00", 1, 8)
    assert [reason.code for reason in clashes(wanted, taken)] == ["bay", "mechanic"]
    assert [reason.code for reason in clashes(slot("09:30", "10:00", 3, 9), taken)] == []
    assert clashes(slot("09:30", "10:00", None, None), taken) == []


@given(st.integers(0, 1440), st.integers(1, 600), st.integers(0, 1440), st.integers(1, 600))
def test_two_times_overlap_when_a_minute_is_in_both(a: int, la: int, b: int, lb: int) -> None:
    start = datetime(2026, 11, 23)
    one = Slot(start + timedelta(minutes=a), start + timedelta(minutes=a + la))
    other = Slot(start + timedelta(minutes=b), start + timedelta(minutes=b + lb))
    assert overlaps(one, other) is bool(set(range(a, a + la)) & set(range(b, b + lb)))


@pytest.mark.parametrize(
    ("start", "minutes", "field"),
    [
        (MORNING, 14, "minutes"),
        (MORNING, 10 * 24 * 60 + 1, "minutes"),
        (NOW - timedelta(days=1), 60, "planned_at"),
        (NOW + timedelta(days=366, minutes=1), 60, "planned_at"),
    ],
)
def test_a_time_that_cannot_be_is_said_at_its_field(start: datetime, minutes: int, field: str) -> None:
    with pytest.raises(FieldError) as wrong:
        check_time(start, minutes, NOW)
    assert wrong.value.field == field


def test_earlier_today_may_still_be_written_down() -> None:
    assert check_time(NOW - timedelta(hours=2), 30, NOW) == NOW - timedelta(minutes=90)


def test_what_is_unusual_is_a_hint_and_no_refusal() -> None:
    day = slot("09:00", "10:00")
    assert hints(day, is_working=True, provisional=False) == []
    assert len(hints(slot("07:30", "09:00"), is_working=True, provisional=False)) == 1
    assert len(hints(slot("17:30", "18:30"), is_working=False, provisional=False)) == 2


def test_the_load_counts_hours_or_else_the_length_and_of_two_days_each_its_share() -> None:
    day = date(2026, 11, 23)
    start = datetime(2026, 11, 23, 9)
    booked = [
        (start, start + timedelta(hours=2), 150),
        (start, start + timedelta(hours=2), 0),
        (datetime(2026, 11, 22, 22), datetime(2026, 11, 23, 2), 400),
    ]
    load = day_load(day, 2, booked)
    assert (load.room_centi, load.booked_centi) == (2_000, 150 + 200 + 200)
    assert (load.percent, load.over) == (27, False)
    assert day_load(day, 0, booked).over
    assert day_load(day, 0, []).percent == 0


@given(st.integers(0, 50_000), st.integers(-5, 20))
def test_work_that_is_spread_over_days_is_all_there_and_none_of_it_lies_behind(
    hours: int, ahead: int
) -> None:
    today = date(2026, 11, 20)
    days = spread(hours, today, today + timedelta(days=ahead), lambda day: day.weekday() < 5)
    assert sum(days.values()) == hours
    assert today in days
    assert min(days) == today
    assert max(days.values()) - min(days.values()) < len(days)


def test_work_is_of_today_when_no_working_day_is_left() -> None:
    sunday = date(2026, 11, 22)
    assert spread(400, sunday, None, lambda _day: False) == {sunday: 400}
    assert spread(400, sunday, sunday + timedelta(days=2), lambda day: day.weekday() < 5) == {
        sunday + timedelta(days=1): 200,
        sunday + timedelta(days=2): 200,
    }


@pytest.mark.parametrize("state", AppointmentState)
def test_everything_offered_is_allowed_and_nothing_else(state: AppointmentState) -> None:
    offered = set(acts(state))
    for act in AppointmentAct:
        assert bool(refusals(act, state, "AP-2026-00001")) is (act not in offered)
