"""A garage that lets a rework keep the end of the first promise: it goes on to the kilometre (D4, A5)."""

from datetime import date

import pytest

from garage.domain.rework import ReworkCause
from garage.domain.vehicles import OdometerSource
from garage.domain.verdicts import Coverage, Light, Source, say_sum
from garage.models.warranty import RepairWarranty
from garage.services import (
    books,
    rework_cases,
    rework_cover,
    rework_policy,
    vehicle_history,
    vehicles,
    verdicts,
)
from tests.services.comeback import Comeback
from tests.services.road import Road


@pytest.fixture
def car(road: Road) -> Comeback:
    """Repaired once, left on 21 November at 86,512 km; rework keeps the end."""
    rework_policy.set_restarts(road.boss, False)
    return Comeback(road)


def redo(car: Comeback, days: int, wait: int = 0) -> None:
    """It comes back, is done again, and leaves, after some days of waiting for parts."""
    case = car.again(days=days)
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
    car.road.forward(days=wait)
    car.leave()


def judged(car: Comeback, km: int | None) -> Coverage:
    found = verdicts.of_vehicle(car.road.vehicle, car.road.boss.today, km)
    [own] = [one for one in found if one.subject.source is Source.REPAIR]
    return own


def replace_odometer(car: Comeback, km: int) -> None:
    """The dashboard is another one; the car stands in the yard."""
    by, source = car.road.boss, OdometerSource.CORRECTION
    vehicles.record_reading(by, car.road.vehicle, km, source, reset_reason="更换仪表")
    car.km = km


def test_a_rework_leaves_the_sum_of_the_first_promise_as_it_was(car: Comeback) -> None:
    redo(car, 3)
    found = judged(car, 87_012)
    assert say_sum(found) == "left 2026-11-21 + 10 days = 2026-12-01; 87,012 − 86,512 = 500 of 2,000 km"
    assert (found.light, found.km_left, found.attempts) == (Light.GREEN, 1_500, 1)


def test_an_odometer_replaced_before_the_rework_leaves_no_more_than_was_promised(car: Comeback) -> None:
    vehicles.record_reading(car.road.boss, car.road.vehicle, 87_012, OdometerSource.PHONE)
    replace_odometer(car, 500)
    redo(car, 3)  # left at 512
    row = RepairWarranty.select().order_by(RepairWarranty.id.desc()).get()
    assert (row.start_km, row.days, row.km, row.expires_km) == (512, 10, 2_000, 88_512)
    found = judged(car, 9_010)
    assert found.light is Light.RED
    assert found.km_left == 2_000 - 500 - 8_510
    assert say_sum(found) == (
        "left 2026-11-21 + 10 days = 2026-12-01; 500 + 8,510 = 9,010 of 2,000 km, the odometer was replaced"
    )
    assert judged(car, 2_000).km_left == 0
    history = vehicle_history.open_warranties(car.road.vehicle, car.road.boss.today, 1_500)
    assert [(one.km_left, one.expires_on) for one in history] == [(500, date(2026, 12, 1))] * len(history)
    assert vehicle_history.open_warranties(car.road.vehicle, car.road.boss.today, 9_010) == ()
    came = car.road.boss.today
    cases = [(1, car.line, came, 2_000), (2, car.line, came, 2_001), (3, car.line, came, 9_010)]
    assert rework_cover.covered(cases) == {1}


def test_a_rework_that_leaves_after_the_end_says_where_the_end_comes_from(car: Comeback) -> None:
    redo(car, 8, wait=6)
    found = judged(car, 86_530)
    assert (found.light, found.days_left) == (Light.RED, -4)
    assert say_sum(found).startswith(
        "left 2026-11-21 + 10 days = 2026-12-01; 86,530 − 86,512 = 18 of 2,000 km"
    )
    assert not books.check()
