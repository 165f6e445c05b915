"""When a customer likes to be called, as people write it."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.call_times import first_minute, next_call_at, read_call_times

EVERY_DAY = set(range(7))
WORKDAYS, WEEKEND = {0, 1, 2, 3, 4}, {5, 6}
SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "spans", "days"),
    [
        ("18:00–20:00", ["18:00-20:00"], EVERY_DAY),
        ("18:00-20:00", ["18:00-20:00"], EVERY_DAY),
        ("18点到20点", ["18:00-20:00"], EVERY_DAY),
        ("晚上", ["18:00-21:00"], EVERY_DAY),
        ("晚上7点半", ["19:30-20:30"], EVERY_DAY),
        ("晚上8点以后", ["20:00-21:00"], EVERY_DAY),
        ("晚上7-9点", ["19:00-21:00"], EVERY_DAY),
        ("中午12点", ["12:00-13:00"], EVERY_DAY),
        ("中午1点", ["13:00-14:00"], EVERY_DAY),
        ("午休时间", ["12:00-13:30"], EVERY_DAY),
        ("下班后", ["18:00-21:00"], EVERY_DAY),
        ("下午3点后", ["15:00-18:00"], EVERY_DAY),
        ("上午10点前", ["09:00-10:00"], EVERY_DAY),
        ("上午9点到下午5点", ["09:00-17:00"], EVERY_DAY),
        ("中午或晚上", ["12:00-14:00", "18:00-21:00"], EVERY_DAY),
        ("工作日上午", ["09:00-12:00"], WORKDAYS),
        ("周末", ["09:00-20:00"], WEEKEND),
        ("周六日上午", ["09:00-12:00"], WEEKEND),
        ("周一至周五 18:00-20:00", ["18:00-20:00"], WORKDAYS),
        ("周五到周一", ["09:00-20:00"], {4, 5, 6, 0}),
        ("随时", ["09:00-20:00"], EVERY_DAY),
        ("不限时间", ["09:00-20:00"], EVERY_DAY),
        ("after 6pm", ["18:00-20:00"], EVERY_DAY),
        ("Saturday morning", ["09:00-12:00"], {5}),
        ("Mon to Fri 9:00-12:00", ["09:00-12:00"], WORKDAYS),
        ("any time", ["09:00-20:00"], EVERY_DAY),
    ],
)
def test_what_people_write_is_read(text: str, spans: list[str], days: set[int]) -> None:
    times = read_call_times(text)
    assert times is not None
    said = [f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in times.spans]
    assert (said, set(times.weekdays)) == (spans, days)


@pytest.mark.parametrize(
    "text", ["", "家里没人", "不要晚上打", "除了周末", "25:00", "先发微信", "no calls", "20:00-18:00"]
)
def test_what_is_not_certain_is_not_read(text: str) -> None:
    assert read_call_times(text) is None


@given(st.text(max_size=30) | st.lists(st.sampled_from("周一末晚上午点8:-至后前半随时pm ，")).map("".join))
def test_whatever_is_typed_gives_hours_of_the_day_or_nothing(text: str) -> None:
    times = read_call_times(text)
    if times is not None:
        assert times.spans
        assert times.weekdays
        assert all(0 <= start < end <= 24 * 60 for start, end in times.spans)
        assert times.fits(next_call_at(text, SATURDAY))


def test_now_is_convenient_within_the_hours_on_the_days() -> None:
    evenings = read_call_times("工作日 18:00-20:00")
    assert evenings is not None
    assert evenings.fits(datetime(2026, 11, 20, 18, 0))
    assert not evenings.fits(datetime(2026, 11, 20, 20, 0))
    assert not evenings.fits(datetime(2026, 11, 21, 18, 0))  # a Saturday


def test_the_next_convenient_hour_skips_days_that_do_not_suit() -> None:
    assert next_call_at("工作日晚上", SATURDAY) == datetime(2026, 11, 23, 18, 0)
    assert next_call_at("", SATURDAY) == datetime.combine(SATURDAY, time(10, 0))
    assert next_call_at("先发微信", SATURDAY) == datetime.combine(SATURDAY, time(10, 0))


def test_who_likes_the_morning_comes_before_who_likes_the_evening() -> None:
    assert first_minute("上午") < first_minute("中午") < first_minute("晚上")
    assert first_minute("") <= first_minute("上午")
