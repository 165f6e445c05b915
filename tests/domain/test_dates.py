"""Dates and moments as typed."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.dates import months_after, parse_date, parse_moment, said_moment
from garage.errors import FieldError

TODAY = date(2026, 11, 21)
NOW = datetime.fromisoformat("2026-11-21T14:05:59.000123")
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-11-21", "20261121", "11-21", "1121", "2026/11/21", "2026年11月21日", "11月21日", "21"),
        *(
            "21日",
            "21号",
            "2026.11.21",
            "11/21",
            "２０２６－１１－２１",
            " 21 ",
            "今天",
            "today",
            "Today",
            "+0",
        ),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str) -> None:
    assert parse_date(typed, TODAY) == TODAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("+3", date(2026, 11, 24)),
        ("＋10天", date(2026, 12, 1)),
        ("+10d", date(2026, 12, 1)),
        ("-21", date(2026, 10, 31)),
        ("明天", date(2026, 11, 22)),
        ("后天", date(2026, 11, 23)),
        ("昨天", date(2026, 11, 20)),
        ("tomorrow", date(2026, 11, 22)),
        ("5", date(2026, 11, 5)),
        ("1-5", date(2026, 1, 5)),
        ("2028-02-29", date(2028, 2, 29)),
    ],
)
def test_short_forms_count_from_today(typed: str, day: date) -> None:
    assert parse_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter a date."),
        ("soon", "Enter a date like"),
        ("2026-11/21", "Enter a date like"),
        ("121", "Enter a date like"),
        ("26-11-21", "Enter a date like"),
        ("2026-11-2１٣", "Enter a date like"),
        ("2026-02-29", "no such day: 2026-02-29"),
        ("31", "no such day"),
        ("1332", "no such day"),
        ("0", "no such day"),
        ("0226-11-21", "year 226"),
        ("2206-11-21", "year 2206"),
        ("+99999", "year 2300"),
    ],
)
def test_another_date_is_refused_at_its_field(typed: str, words: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_date(typed, TODAY, "registered_on")
    assert refused.value.field == "registered_on"
    assert words in refused.value.text


@given(DAYS, DAYS)
def test_a_full_date_means_the_same_on_any_day(day: date, today: date) -> None:
    for form in ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y年%m月%d日"):
        assert parse_date(day.strftime(form), today) == day


@given(st.text("0123456789-/.+年月日今明天 TDh:", max_size=12))
def test_any_typing_is_a_date_or_refused_in_words(text: str) -> None:
    with suppress(FieldError):
        assert 1900 <= parse_date(text, TODAY).year <= 2100
    with suppress(FieldError):
        assert 1900 <= parse_moment(text, NOW).year <= 2100


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("17:30", "2026-11-21 17:30"),
        ("17：30", "2026-11-21 17:30"),
        ("1730", "2026-11-21 17:30"),
        ("17点半", "2026-11-21 17:30"),
        ("17点", "2026-11-21 17:00"),
        ("17点5分", "2026-11-21 17:05"),
        ("9:00", "2026-11-21 09:00"),
        ("明天 9:00", "2026-11-22 09:00"),
        ("明天9:00", "2026-11-22 09:00"),
        ("today 9:00", "2026-11-21 09:00"),
        ("tomorrow 0900", "2026-11-22 09:00"),
        ("11-22 9:30", "2026-11-22 09:30"),
        ("1122 0930", "2026-11-22 09:30"),
        ("11月22日9点半", "2026-11-22 09:30"),
        ("22\u30009:30", "2026-11-22 09:30"),
        ("2026-11-22T09:30", "2026-11-22 09:30"),
        ("+1 9:30", "2026-11-22 09:30"),
        ("+2h", "2026-11-21 16:05"),
        ("+1.5小时", "2026-11-21 15:35"),
        ("+12H", "2026-11-22 02:05"),
        ("+30m", "2026-11-21 14:35"),
        ("+30分钟", "2026-11-21 14:35"),
    ],
)
def test_a_moment_is_read_as_people_type_it(typed: str, moment: str) -> None:
    assert parse_moment(typed, NOW) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter a day and time."),
        ("明天", "Enter a time like"),
        ("2026-11-22", "Enter a time like"),
        ("1121:30", "Enter a time like"),
        ("+2", "Enter a time like"),
        ("+1.5m", "Enter a time like"),
        ("24:00", "no such time"),
        ("9:60", "no such time"),
        ("2560", "no such time"),
        ("11-31 9:30", "no such day"),
        ("soon 9:30", "Enter a date like"),
    ],
)
def test_another_moment_is_refused_at_its_field(typed: str, words: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_moment(typed, NOW, "promised_at")
    assert refused.value.field == "promised_at"
    assert words in refused.value.text


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.times())
def test_a_full_moment_reads_back_to_the_minute(day: date, clock: time) -> None:
    moment = datetime.combine(day, clock.replace(second=0, microsecond=0))
    for written in (
        moment.isoformat(timespec="minutes"),
        f"{moment:%Y-%m-%d %H:%M}",
        f"{moment:%Y%m%d %H%M}",
    ):
        assert parse_moment(written, NOW) == moment


@pytest.mark.parametrize(
    ("said", "now", "when"),
    [
        (None, 30, 30),
        (None, -30, 0),
        (0, 30, 0),
        (-1, 30, None),
        (31, 30, None),
        (-3, -3, 0),
        (-4, -3, None),
        (1, -3, None),
    ],
)
def test_what_is_said_to_be_now_on_a_slow_clock_happened_when_it_could(
    said: int | None, now: int, when: int | None
) -> None:
    arrived = datetime(2026, 11, 21, 14, 5)

    def minute(n: int | None) -> datetime | None:
        return None if n is None else arrived + timedelta(minutes=n)

    found = said_moment(
        minute(said), arrived + timedelta(seconds=15), arrived + timedelta(minutes=now, seconds=20)
    )
    assert (found.replace(second=0) if found else None) == minute(when)


def test_a_warranty_from_29_february_ends_on_the_28th() -> None:
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2024, 2, 29), 48) == date(2028, 2, 29)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 31), 1) == date(2027, 1, 31)
