"""A repair that did not hold, told in a talk, on both engines: named, judged where the car is here, never forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.contacts import Direction, Outcome, Talk
from garage.domain.followups import Purpose
from garage.domain.verdicts import Same
from garage.errors import RuleError
from garage.services import (
    appointments,
    comeback_talks,
    contacts,
    follow_up_rows,
    orders,
    questions,
    verdicts,
)
from garage.services.appointments import AppointmentData
from garage.services.contacts import About
from tests.services.calling import attempt, calls, come_again
from tests.services.comeback import Comeback
from tests.services.road import Road, codes

SAID = Talk(Direction.IN, spoke_with="王女士", opinion="又异响了")


def told(car: Comeback, talk: Talk = SAID) -> int:
    """The customer calls about the car."""
    return contacts.log(car.road.boss, talk, About(car.road.customer, car.road.vehicle))


def test_the_last_visit_is_meant_unless_the_talk_is_about_another(road: Road) -> None:
    car = Comeback(road)
    road.forward(days=3)
    of_first = attempt(road.boss, calls(car.first)[0], opinion="又异响了")
    come_again(car)
    second = road.order
    car.leave()
    assert comeback_talks.of_talk(of_first).order_no == orders.open_page(car.first).no
    found = comeback_talks.of_talk(told(car))
    assert found.order_no == orders.open_page(second).no
    assert (found.here_id, found.vehicle_id) == (None, road.vehicle)


def test_a_car_that_is_here_leads_to_its_order_until_that_is_settled(road: Road) -> None:
    car = Comeback(road)
    road.forward(days=3)
    here = come_again(car)
    assert comeback_talks.of_talk(told(car)).here_id == here
    car.authorise()
    road.dispatch()
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    assert comeback_talks.of_talk(told(car)).here_id is None


def test_nothing_can_come_back_that_never_left_or_was_not_spoken_of(road: Road) -> None:
    ref = contacts.log(road.boss, SAID, About(road.customer, road.vehicle))
    with pytest.raises(RuleError) as refused:
        comeback_talks.of_talk(ref)
    assert codes(refused) == {"comeback"}
    car = Comeback(road)
    without = contacts.log(road.boss, SAID, About(road.customer))
    missed = told(car, Talk(phone="13800138000", outcome=Outcome.NO_ANSWER))
    for ref in (without, missed):
        with pytest.raises(RuleError):
            comeback_talks.remember(road.boss, ref)


def test_what_was_not_booked_is_called_about_the_next_day(road: Road) -> None:
    car = Comeback(road)
    road.forward(days=3)
    ref = comeback_talks.remember(road.boss, told(car))
    row = follow_up_rows.one(ref)
    assert (row.purpose, row.vehicle_id, row.due_on) == (
        Purpose.RECALL,
        road.vehicle,
        road.boss.today + timedelta(days=1),
    )
    assert "WO-2026-00001" in row.topic
    assert "又异响了" in row.topic


def test_who_wants_no_calls_waits_for_an_answer_instead(road: Road) -> None:
    car = Comeback(road)
    contacts.refuse_calls(road.boss, road.customer)
    ref = told(car)
    asked = questions.one(comeback_talks.remember(road.boss, ref))
    assert asked.contact_id == ref
    assert "WO-2026-00001" in asked.text
    assert all(row.purpose is not Purpose.RECALL for row in follow_up_rows.of_customer(road.customer))


def test_a_car_that_is_booked_in_as_a_comeback_is_judged_by_the_named_order(road: Road) -> None:
    car = Comeback(road)
    road.forward(days=60)  # long after the promise has run out
    words = replace(SAID, opinion="还是不行", note="长" * 490)
    found = comeback_talks.of_talk(told(car, words))
    assert len(found.request) == comeback_talks.LONGEST
    start = road.boss.at + timedelta(hours=1)
    ref = appointments.book(road.boss, AppointmentData(start, request=found.request, vehicle_id=road.vehicle))
    order_id = orders.open_order(road.boss, road.vehicle)
    page = orders.open_page(order_id)
    assert page.reception.complaint == found.request, "received by its plate, it says what it came for"
    assert page.version == 1
    [line] = [row for row in verdicts.of_order(order_id, road.boss.today) if row.order_id == car.first]
    assert not line.open
    assert Same.COMPLAINT in line.same
    assert ref


def test_what_the_counter_typed_stays(road: Road) -> None:
    start = road.boss.at + timedelta(hours=1)
    appointments.book(road.boss, AppointmentData(start, request="保养", vehicle_id=road.vehicle))
    order_id = orders.open_order(road.boss, road.vehicle, complaint="换轮胎")
    assert orders.open_page(order_id).reception.complaint == "换轮胎"
