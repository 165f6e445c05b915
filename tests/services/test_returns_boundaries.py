"""Last days that lie behind a year's end, on 29 February or in a holiday, through the acts themselves (2.6, 4.3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from garage.domain.rework import ReworkState
from garage.domain.verdicts import Light, Source
from garage.services import books, order_lines, orders, parts, rework_cases, verdicts
from tests.services.comeback import Comeback, labour
from tests.services.road import Road


def until(road: Road, day: date) -> None:
    """The days go by."""
    road.forward(days=(day - road.boss.today).days)


def visit(road: Road) -> None:
    """Plate to gate, with everything drawn and done."""
    road.to_ready()
    road.settle()
    road.leave()


def receive(road: Road, km: int, reason: str = "") -> None:
    """The car is here to be washed, its odometer read."""
    road.order = orders.open_order(road.boss, road.vehicle)
    sheet = replace(road.reception(), odometer_km=km, odometer_reason=reason)
    version = orders.save_reception(road.boss, road.order, 1, sheet)
    order_lines.save_lines(road.boss, road.order, version, [labour("洗车")])


def light(road: Road, source: Source, day: date, km: int = 86_500) -> Light:
    """What the counter sees of the brake pads on a day, of that source."""
    found = verdicts.of_vehicle(road.vehicle, day, km)
    pads = [one for one in found if "刹车片" in one.subject.name and one.subject.source is source]
    return pads[0].light


@pytest.mark.parametrize(
    ("left", "last", "after"),
    [
        (date(2026, 12, 28), date(2027, 1, 7), date(2027, 1, 8)),
        (date(2028, 2, 21), date(2028, 3, 2), date(2028, 3, 3)),
    ],
    ids=["over the year's end", "over 29 February"],
)
def test_ten_days_run_into_the_next_year_and_over_29_february(
    road: Road, left: date, last: date, after: date
) -> None:
    until(road, left)
    visit(road)
    assert road.boss.today == left
    assert light(road, Source.REPAIR, last) is not Light.RED
    assert light(road, Source.REPAIR, after) is Light.RED


def test_a_part_fitted_on_29_february_is_promised_to_28_february(road: Road) -> None:
    card = parts.open_part(road.part)
    parts.change(road.boss, road.part, card.version, replace(card.data, warranty_months=12))
    until(road, date(2028, 2, 29))
    visit(road)
    assert light(road, Source.PART, date(2029, 2, 28)) is not Light.RED
    found = [
        one
        for one in verdicts.of_vehicle(road.vehicle, date(2029, 3, 1), 86_500)
        if one.subject.source is Source.PART
    ]
    assert [(one.light, one.days_left) for one in found] == [(Light.RED, -1)]


def test_the_evidence_clock_runs_through_new_year_and_its_holiday(road: Road) -> None:
    until(road, date(2026, 12, 27))
    car = Comeback(road)
    until(road, date(2026, 12, 29))
    car.come()
    case = car.claim()
    assert car.case(case).due_on == date(2027, 1, 1)
    until(road, date(2027, 1, 1))
    assert rework_cases.lapse_due(road.boss) == 0
    road.forward(days=1)
    assert rework_cases.lapse_due(road.boss) == 1
    assert car.case(case).state is ReworkState.OUR_FAULT


def test_a_car_that_was_here_for_long_with_something_else_has_three_days_from_the_word(road: Road) -> None:
    car = Comeback(road)
    road.forward(days=1)
    car.come(labour("钣金"))
    road.forward(days=8)
    case = car.claim()
    assert car.case(case).covered
    assert car.case(case).due_on == road.boss.today + timedelta(days=3)
    assert rework_cases.lapse_due(road.boss) == 0
    assert books.check() == []
    road.forward(days=4)
    assert rework_cases.lapse_due(road.boss) == 1


def test_a_replaced_odometer_ends_the_clock_where_the_verdict_ends_the_warranty(road: Road) -> None:
    """2,000 km: 1,902 on the old odometer, then 300 on one that began at 500."""
    car = Comeback(road)
    for km, reason in ((car.km + 1_890, ""), (500, "更换组合仪表")):
        road.forward(days=1)
        receive(road, km, reason)
        car.km = km
        car.leave()
    road.forward(days=1)
    receive(road, 590)
    assert car.case(car.claim()).covered
    assert light(road, Source.REPAIR, road.boss.today, 590) is Light.AMBER
    orders.cancel(road.boss, road.order, "客户改日再来")
    receive(road, 800)
    assert light(road, Source.REPAIR, road.boss.today, 800) is Light.RED
    case = car.claim()
    assert not car.case(case).covered
    road.forward(days=4)
    assert rework_cases.lapse_due(road.boss) == 0


def test_each_year_counts_its_cases_from_one(road: Road) -> None:
    until(road, date(2026, 12, 30))
    car = Comeback(road)
    road.forward(days=1)
    car.come()
    assert car.case(car.claim()).no == "RW-2026-00001"
    orders.cancel(road.boss, road.order, "客户改日再来")
    road.forward(days=1)
    car.come()
    assert car.case(car.claim()).no == "RW-2027-00001"
    assert books.check() == []
