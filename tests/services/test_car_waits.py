"""What waits for a car's driver, and what was said about a job."""

from datetime import timedelta

from garage.domain.contacts import Outcome
from garage.services import appointments, car_waits, complaints, order_talks, questions
from garage.services.appointments import AppointmentData
from garage.services.complaints import ComplaintData
from tests.services.calling import at, attempt, calls, left
from tests.services.road import Road


def test_a_call_waits_from_its_day_until_it_is_made(road: Road) -> None:
    car = left(road)
    first = calls(car.first)[0]
    by = at(road, road.boss.at + timedelta(days=4))
    assert car_waits.of_vehicle(road.vehicle, first.due_on - timedelta(days=1)).calls == ()
    assert [row.id for row in car_waits.of_vehicle(road.vehicle, first.due_on).calls] == [first.id]
    attempt(by, first)
    assert car_waits.of_vehicle(road.vehicle, by.today).calls == ()


def test_appointments_complaints_and_questions_wait_until_they_are_over(road: Road) -> None:
    road.receive()
    tomorrow = road.boss.at + timedelta(days=1)
    ref = appointments.book(road.boss, AppointmentData(tomorrow, vehicle_id=road.vehicle))
    complaint = complaints.register(road.boss, ComplaintData("响", customer_id=road.customer))
    today = road.boss.today
    waits = car_waits.of_vehicle(road.vehicle, today)
    assert ([one.id for one in waits.appointments], [one.id for one in waits.complaints]) == (
        [ref],
        [complaint],
    )
    complaints.withdraw(road.boss, complaint, None, "误会")
    assert car_waits.of_vehicle(road.vehicle, today).complaints == ()
    assert car_waits.of_vehicle(road.vehicle, today + timedelta(days=2)).appointments == ()


def test_a_car_without_an_owner_has_nothing_waiting(road: Road) -> None:
    assert car_waits.of_vehicle(0, road.boss.today) == car_waits.Waits()


def test_every_talk_about_a_job_stands_once_in_its_order(road: Road) -> None:
    car = left(road)
    first = calls(car.first)[0]
    by = at(road, road.boss.at + timedelta(days=4))
    contact = attempt(by, first, Outcome.NO_ANSWER)
    later = at(road, by.at + timedelta(days=1))
    second = attempt(later, calls(car.first)[0])
    questions.ask(later, second, "保修到哪天？")
    complaints.register(later, ComplaintData("响", order_id=car.first, contact_id=second))
    assert [row.id for row in order_talks.of_order(car.first)] == [contact, second]
    assert order_talks.of_order(0) == []
