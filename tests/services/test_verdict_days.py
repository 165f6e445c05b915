"""A verdict is said at the day and odometer of the car's arrival, or at what is told before there is any (A5)."""

import pytest

from garage.domain.documents import Imprint
from garage.domain.lines import PayType
from garage.domain.vehicles import OdometerSource
from garage.domain.verdicts import Light, Verdict
from garage.models.rework import WarrantyVerdict
from garage.services import papers_verdicts, vehicles, verdicts
from tests.services.comeback import Comeback, labour
from tests.services.road import Road
from tests.services.test_verdicts import come_back, labour_of, leave


@pytest.mark.parametrize(("days", "covered"), [(10, True), (11, False)])
def test_a_car_is_judged_by_the_day_it_came_however_long_it_waits(
    road: Road, days: int, covered: bool
) -> None:
    leave(road)
    come_back(road, days=days, km=88_414)
    arrived = labour_of(road)
    road.forward(days=9)
    waiting = labour_of(road)
    assert (arrived.open, waiting.open) == (covered, covered)
    assert waiting.days_left == arrived.days_left == 10 - days


def test_what_the_car_drives_while_it_waits_does_not_count_against_the_customer(road: Road) -> None:
    leave(road)
    come_back(road, days=10, km=88_414)
    road.forward(days=2)
    vehicles.record_reading(road.boss, road.vehicle, 88_460, OdometerSource.CORRECTION)
    assert (labour_of(road).km_left, labour_of(road).light) == (0, Light.AMBER)
    subject = labour_of(road).subject
    verdicts.decide(road.boss, road.order, subject, Verdict.REWORK)  # no word of why: it is covered
    kept = WarrantyVerdict.get()
    assert (kept.days_left, kept.km_left) == (0, 0)


def test_without_an_order_a_car_is_judged_today(road: Road) -> None:
    leave(road)
    road.forward(days=11)
    assert not any(one.open for one in verdicts.of_vehicle(road.vehicle, road.boss.today, 87_000))


def test_the_slip_names_the_day_at_which_it_was_judged(road: Road) -> None:
    leave(road)
    come_back(road, days=10)
    arrived = road.boss.today
    road.forward(days=5)
    slip = papers_verdicts.slip(road.order, Imprint("", road.boss.at))
    assert slip.judged_on == arrived
    assert {one.subject.name for one in slip.covered} == {"更换前刹车片", "前刹车片"}


def test_a_slip_for_a_car_that_is_not_received_takes_the_reading_that_was_told(road: Road) -> None:
    leave(road)
    road.forward(days=4)
    told = papers_verdicts.of_car(road.vehicle, Imprint("", road.boss.at), 88_415)
    assert (told.number, told.odometer_km, told.covered) == ("", 88_415, ())
    assert {one.km_left for one in told.run_out} == {-1}
    assert vehicles.last_reading(road.vehicle).km == 86_414


def test_the_slip_of_a_visit_says_the_same_whatever_the_car_came_for_later(road: Road) -> None:
    car = Comeback(road)
    road.forward(days=1)
    visit = car.come(labour("更换空调滤芯"))
    said = papers_verdicts.slip(visit, Imprint("", road.boss.at)).covered
    assert [(one.order_no, one.days_left) for one in said] == [("WO-2026-00001", 9)]
    car.leave()
    road.forward(days=5)
    car.come(labour(pay=PayType.REWORK, original_line_id=car.line), labour("更换火花塞"))
    car.leave()
    again = papers_verdicts.slip(visit, Imprint("", road.boss.at)).covered
    assert [(one.order_no, one.days_left) for one in again] == [("WO-2026-00001", 9)]
    of_car = papers_verdicts.of_car(road.vehicle, Imprint("", road.boss.at)).covered
    assert {one.order_no for one in of_car} >= {"WO-2026-00003"}
