"""The counter's verdict: last days and kilometres that count, the sum in words, what is the same as today (A5)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.dates import months_after
from garage.domain.factory_terms import USUAL, Term, that_hold
from garage.domain.vehicles import Fuel
from garage.domain.verdicts import (
    Coverage,
    Driven,
    Light,
    Promise,
    Readings,
    Same,
    Source,
    Subject,
    Work,
    driven,
    judge,
    same_as,
    say_hints,
    say_left,
    say_sum,
    telling,
)
from garage.domain.warranty import cover, expires_on
from garage.domain.working_days import Calendar, DayKind

PADS = Subject(Source.REPAIR, "更换前刹车片", 7)
LEFT = date(2026, 11, 11)
TEN_DAYS = Promise(LEFT, expires_on(LEFT, 10), 2_000, 85_100, days=10)


def said(today: date, km: int | None, promise: Promise = TEN_DAYS) -> Coverage:
    way = None if km is None else driven(promise.since_km, [km])
    return judge(PADS, promise, today=today, odometer=way)


def test_the_sum_is_said_in_words() -> None:
    found = said(date(2026, 11, 17), 86_412)
    assert say_sum(found) == ("left 2026-11-11 + 10 days = 2026-11-21; 86,412 − 85,100 = 1,312 of 2,000 km")
    assert (found.light, found.days_left, found.km_left) == (Light.GREEN, 4, 688)
    assert say_left(found) == "4 days / 688 km left"


def in_common(earlier: Work, complaint: str, today: Sequence[Work]) -> frozenset[Same]:
    return same_as(earlier, telling(complaint), today)


@pytest.mark.parametrize(
    ("today", "km", "light"),
    [
        (date(2026, 11, 11), 85_100, Light.GREEN),
        (date(2026, 11, 17), 86_899, Light.GREEN),
        (date(2026, 11, 17), 86_900, Light.AMBER),
        (date(2026, 11, 18), 86_000, Light.AMBER),
        (date(2026, 11, 21), 86_000, Light.AMBER),
        (date(2026, 11, 22), 86_000, Light.RED),
        (date(2026, 11, 17), 87_100, Light.AMBER),
        (date(2026, 11, 17), 87_101, Light.RED),
    ],
)
def test_the_last_day_and_the_last_kilometre_are_covered(today: date, km: int, light: Light) -> None:
    assert said(today, km).light is light


@pytest.mark.parametrize(
    ("today", "readings", "light", "ends_soon"),
    [
        (date(2026, 11, 12), [85_500], Light.GREEN, False),
        (date(2026, 11, 19), [85_500], Light.AMBER, True),
        (date(2026, 11, 12), [87_000], Light.AMBER, True),
        (date(2026, 11, 19), None, Light.AMBER, False),
        (date(2026, 11, 19), [85_500, 100], Light.AMBER, False),
        (date(2026, 11, 24), [85_500], Light.RED, False),
    ],
)
def test_what_only_ends_soon_is_in_no_doubt(
    today: date, readings: list[int] | None, light: Light, ends_soon: bool
) -> None:
    way = None if readings is None else driven(85_100, readings)
    found = judge(PADS, TEN_DAYS, today=today, odometer=way)
    assert (found.light, found.ends_soon) == (light, ends_soon)


def test_without_an_odometer_it_is_to_be_looked_at_twice() -> None:
    found = said(date(2026, 11, 13), None)
    assert (found.light, found.km_left) == (Light.AMBER, None)
    assert say_sum(found).endswith("odometer not read; covered up to 87,100 km")
    assert said(date(2026, 11, 22), None).light is Light.RED


def test_a_promise_of_days_alone_needs_no_odometer() -> None:
    found = said(date(2026, 11, 13), None, replace(TEN_DAYS, km=None))
    assert found.light is Light.GREEN
    assert say_sum(found) == "left 2026-11-11 + 10 days = 2026-11-21"


def test_what_has_run_out_says_by_how_much() -> None:
    assert say_left(said(date(2026, 11, 24), 87_400)) == "run out by 3 days / 300 km"
    assert say_left(said(date(2026, 11, 22), 86_000)) == "run out by 1 day"


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 11, 21), 10, date(2026, 12, 1)),
        (date(2026, 11, 21), 30, date(2026, 12, 21)),
        (date(2026, 11, 21), 100, date(2027, 3, 1)),
        (date(2026, 12, 28), 10, date(2027, 1, 7)),
        (date(2028, 2, 19), 10, date(2028, 2, 29)),
        (date(2028, 2, 29), 10, date(2028, 3, 10)),
    ],
)
def test_days_run_over_leap_days_and_the_end_of_a_year(start: date, days: int, last: date) -> None:
    promise = Promise(start, expires_on(start, days), days=days)
    assert promise.last_day == last
    assert said(last, None, promise).open
    assert not said(last + timedelta(days=1), None, promise).open


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2022, 3, 5), 60, date(2027, 3, 5)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, months: int, last: date) -> None:
    assert months_after(start, months) == last


def test_a_holiday_at_the_end_is_said_and_shifts_nothing_silently() -> None:
    friday = Calendar({date(2026, 10, day): DayKind.OFF for day in (1, 2, 5, 6, 7)})
    promise = Promise(date(2026, 9, 23), date(2026, 10, 3), 2_000, 85_100, days=10)

    def on(day: date) -> Coverage:
        following = friday.next_working_day(date(2026, 10, 3))
        return judge(PADS, promise, today=day, odometer=driven(85_100, [85_200]), next_working_day=following)

    found = on(date(2026, 10, 8))
    assert (found.light, found.days_left, found.promise.last_day) == (Light.AMBER, -5, date(2026, 10, 3))
    assert say_hints(found) == ["The last day, 2026-10-03, is no working day: it may run on to 2026-10-08."]
    assert on(date(2026, 10, 9)).light is Light.RED
    assert [say_hints(on(date(2026, month, 9))) for month in (10, 12)] == [[], []]
    assert say_hints(said(date(2026, 11, 13), 85_200)) == []


def test_a_line_done_again_twice_is_referred() -> None:
    once, twice = (replace(said(date(2026, 11, 13), 85_200), attempts=n) for n in (1, 2))
    assert not once.refer
    assert twice.refer
    assert say_hints(twice) == ["Done again 2 times already: refer it to another garage at our cost."]


# The odometer


def test_a_replaced_odometer_counts_its_legs_and_is_looked_at_twice() -> None:
    way = driven(85_100, [86_000, 12, 312])
    found = judge(PADS, TEN_DAYS, today=date(2026, 11, 13), odometer=way)
    assert (way.km, found.km_left, found.light) == (1_200, 800, Light.AMBER)
    assert "900 + 300 = 1,200 of 2,000 km, the odometer was replaced" in say_sum(found)


def test_a_wrong_reading_that_was_put_right_counts_nothing() -> None:
    assert driven(85_100, [86_000, 860_000, 86_412]) == Driven(((85_100, 86_412),))


@given(st.integers(0, 300_000), st.lists(st.integers(0, 5_000), max_size=8))
def test_while_it_only_rises_the_odometer_is_the_difference(start: int, steps: list[int]) -> None:
    readings = [start + sum(steps[: n + 1]) for n in range(len(steps))]
    way = driven(start, readings)
    assert (way.km, way.replaced) == (sum(steps), False)


@given(st.integers(0, 300_000), st.lists(st.integers(0, 400_000), max_size=8))
def test_the_way_from_any_reading_is_that_of_the_readings_after_it(start: int, readings: list[int]) -> None:
    known = Readings(readings)
    for place in range(len(readings) + 1):
        assert known.since(start, place) == driven(start, readings[place:])


@given(st.integers(0, 50), st.lists(st.integers(0, 50), max_size=12))
def test_legs_begin_where_the_odometer_falls_and_leave_slips_out(start: int, readings: list[int]) -> None:
    kms = [start, *readings]
    slips = [0 < n < len(kms) - 1 and kms[n - 1] <= kms[n + 1] < km for n, km in enumerate(kms)]
    kept = [km for km, slip in zip(kms, slips, strict=True) if not slip]
    way = driven(start, readings)
    assert way.km == sum(max(after - before, 0) for before, after in pairwise(kept))
    assert len(way.legs) == 1 + sum(after < before for before, after in pairwise(kept))


@given(st.integers(0, 500_000), st.lists(st.integers(0, 500_000), max_size=8))
def test_nobody_drives_backwards(start: int, readings: list[int]) -> None:
    way = driven(start, readings)
    assert way.km >= 0
    assert all(begin <= end for begin, end in way.legs)


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.integers(1, 400),
    st.integers(0, 500_000),
    st.integers(1, 50_000),
    st.integers(-5, 500),
    st.integers(0, 60_000),
)
def test_covered_means_neither_a_day_nor_a_kilometre_too_many(
    start: date, days: int, start_km: int, km: int, later: int, way: int
) -> None:
    today, last = start + timedelta(days=later), expires_on(start, days)
    left = cover(last_day=last, last_km=start_km + km, today=today, odometer_km=start_km + way)
    assert left.open == (later <= days and way <= km)
    assert (left.days_left, left.km_left) == (days - later, km - way)
    judged = said(today, start_km + way, Promise(start, last, km, start_km, days=days))
    assert (judged.open, judged.days_left, judged.km_left) == (left.open, left.days_left, left.km_left)


# What is the same


def test_the_complaint_finds_the_work_that_it_is_about() -> None:
    assert in_common(Work("更换前刹车片"), "刹车时前轮异响", ()) == {Same.COMPLAINT}
    assert in_common(Work("更换前制动片"), "刹车又响了", ()) == {Same.COMPLAINT}
    assert in_common(Work("更换机油"), "刹车时前轮异响", ()) == frozenset()
    assert in_common(Work("Replace front brake pads"), "the brake is noisy again", ()) == {Same.COMPLAINT}


def test_words_that_stand_everywhere_say_nothing() -> None:
    assert telling("更换维修检查") == frozenset()
    assert in_common(Work("更换空调滤芯"), "更换轮胎", ()) == frozenset()


@pytest.mark.parametrize(
    ("complaint", "work"),
    [
        ("ABS灯亮", "更换ABS传感器"),
        ("EGR阀又堵", "清洗EGR阀"),
        ("oil leak", "Oil seal"),
        ("AC不凉", "AC compressor"),
    ],
)
def test_a_short_latin_word_tells_as_much_as_a_long_one(complaint: str, work: str) -> None:
    assert in_common(Work(work), complaint, ()) == {Same.COMPLAINT}


@pytest.mark.parametrize(
    ("complaint", "work"),
    [
        ("the car is not ok", "Fit the new bulb to the car"),
        ("ABS灯亮", "更换EGR阀"),
        ("WO-2026-00012 又来", "见 WO-2026-00013 更换机滤"),
        ("5L又漏", "更换机油 5L"),
    ],
)
def test_words_of_any_sentence_and_letters_of_numbers_tell_nothing(complaint: str, work: str) -> None:
    assert in_common(Work(work), complaint, ()) == frozenset()


def test_a_complaint_that_names_an_order_is_about_all_of_its_work() -> None:
    complained = telling("返修：WO-2026-00012 没有修好")
    assert same_as(Work("更换机油"), complained, (), "WO-2026-00012") == {Same.COMPLAINT}
    assert same_as(Work("更换机油"), complained, (), "WO-2026-00013") == frozenset()
    assert same_as(Work("更换机油"), complained, ()) == frozenset()


def test_the_same_operation_part_and_system_are_flagged() -> None:
    pads = Work("前刹车片", part_id=3, group="制动")
    assert in_common(pads, "", [Work("前刹车片", part_id=3, group="制动")]) == {Same.PART}
    assert in_common(pads, "", [Work("刹车盘", part_id=4, group="制动")]) == {Same.SYSTEM}
    labour = Work("换片", operation_id=5, trade="MECHANICAL")
    assert in_common(labour, "", [Work("换刹车片", operation_id=5, trade="MECHANICAL")]) == {Same.OPERATION}
    assert in_common(labour, "", [Work("换机油", operation_id=6, trade="MECHANICAL")]) == frozenset()
    wires = Work("查线路", operation_id=7, trade="ELECTRICAL")
    assert in_common(wires, "", [Work("换保险", operation_id=8, trade="ELECTRICAL")]) == {Same.SYSTEM}


# What the maker gives


def test_a_local_rule_wins_over_the_maker() -> None:
    maker = Term("Battery", 96, 300_000, part_group="动力电池", brand="比亚迪")
    local = Term("Battery, local", 60, 200_000, part_group="动力电池", local_rule=True)
    assert that_hold([maker, local], "比亚迪", Fuel.ELECTRIC, 1) == [local]
    assert that_hold([maker], "比亚迪", Fuel.ELECTRIC, 1) == [maker]


def test_a_car_s_own_term_wins_over_that_of_its_brand_and_of_all() -> None:
    every, brand = Term("All", 12), Term("Brand", 36, brand="大众")
    own = Term("Own", 6, vehicle_id=7)
    assert that_hold([every, brand, own], "大众", Fuel.PETROL, 7) == [own]
    assert that_hold([every, brand, own], "大众", Fuel.PETROL, 8) == [brand]
    assert that_hold([every, brand, own], "丰田", Fuel.PETROL, 8) == [every]


def test_an_electric_term_is_not_about_a_petrol_car() -> None:
    battery = USUAL[0]
    assert (battery.months, battery.km) == (60, 200_000)
    assert that_hold([battery], "", Fuel.PETROL, 1) == []
    assert that_hold([battery], "", Fuel.ELECTRIC, 1) == [battery]


def test_a_car_without_a_registration_day_is_looked_at_twice() -> None:
    promise = Promise(None, None, 200_000, months=60)
    found = judge(Subject(Source.FACTORY, "Battery"), promise, today=LEFT, odometer=driven(0, [30_000]))
    assert (found.light, found.days_left, found.km_left) == (Light.AMBER, None, 170_000)
    assert say_sum(found).startswith("the first registration is not on file")
