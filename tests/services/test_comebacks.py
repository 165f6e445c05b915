"""Comeback rates: against whom a comeback counts, and in which days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.rework import ReworkCause
from garage.domain.staff import Role
from garage.services import comebacks, rework_cases, staff
from garage.services.comebacks import Rate, RateBy
from tests.services.comeback import Comeback
from tests.services.road import Road


@pytest.fixture
def car(road: Road) -> Comeback:
    """The car of the road, repaired once."""
    return Comeback(road)


def _rework(car: Comeback, by: int) -> None:
    case = car.again(days=2)
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
    car.road = replace(car.road, mechanic=by)
    car.leave()


def test_a_comeback_counts_against_the_work_that_did_not_hold(car: Comeback) -> None:
    first = car.road.mechanic
    other = staff.add(car.road.boss, name="孙师傅", roles={Role.MECHANIC})
    day = car.road.boss.today
    _rework(car, other)
    _rework(car, other)
    last = car.road.boss.today
    [work] = comebacks.rates(RateBy.OPERATION, day, last)
    assert (work.name, work.done, work.again, work.rate_bp) == ("更换前刹车片", 1, 2, 20_000)
    assert comebacks.rates(RateBy.MECHANIC, day, last) == [
        Rate(first, "李师傅", 1, 1),
        Rate(other, "孙师傅", 0, 1),
    ]
    assert not comebacks.rates(RateBy.PART, day, last)
    assert comebacks.overall(day, last) == (1, 2)


def test_only_cars_that_left_on_these_days_count(car: Comeback) -> None:
    day = car.road.boss.today
    _rework(car, car.road.mechanic)
    [work] = comebacks.rates(RateBy.OPERATION, day, day)
    assert (work.done, work.again) == (1, 0)
    [later] = comebacks.rates(RateBy.OPERATION, day + timedelta(days=1), car.road.boss.today)
    assert (later.done, later.again, later.rate_bp) == (0, 1, None)
    assert not comebacks.rates(RateBy.OPERATION, day - timedelta(days=9), day - timedelta(days=1))
