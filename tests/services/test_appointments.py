"""Appointments on both engines: nothing is promised twice, and a car that comes has its order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from garage.domain.appointments import AppointmentState
from garage.errors import FieldError, RuleError, StaleError
from garage.models.appointments import Appointment
from garage.models.reminders import Reminder
from garage.services import appointments, books, orders, reminders, shop
from garage.services.appointments import AppointmentData
from garage.services.command import By
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData
from tests.services.road import Road, codes

S = AppointmentState


def row(ref: int) -> Appointment:
    found: Appointment = Appointment.get_by_id(ref)
    return found


def tomorrow(road: Road, hour: int = 9, **more: object) -> AppointmentData:
    start = (road.boss.at + timedelta(days=1)).replace(hour=hour, minute=0)
    return replace(AppointmentData(start, request="更换机油"), **more)  # type: ignore[arg-type]


@pytest.fixture
def bay(road: Road) -> int:
    return int(shop.bays()[0][0])


def test_a_known_car_brings_its_owner_and_is_reminded_of_the_day_before(road: Road) -> None:
    ref = appointments.book(road.boss, tomorrow(road, plate="粤B·12345"))
    found = row(ref)
    assert (found.no, found.state) == ("AP-2026-00001", S.BOOKED)
    assert (found.vehicle_id, found.customer_id) == (road.vehicle, road.customer)
    assert found.ends_at - found.planned_at == timedelta(minutes=60)
    assert found.remind_on is None, "tomorrow's appointment needs no word today"
    later = tomorrow(road, name="陈先生", planned_at=road.boss.at + timedelta(days=5))
    assert row(appointments.book(road.boss, later)).remind_on == date(2026, 11, 25)


def test_one_bay_holds_one_car_at_a_time(road: Road, bay: int) -> None:
    appointments.book(road.boss, tomorrow(road, name="陈", bay_id=bay, minutes=90))
    with pytest.raises(RuleError) as refused:
        appointments.book(road.boss, tomorrow(road, 10, name="林", bay_id=bay))
    assert codes(refused) == {"bay"}
    at_half_past = tomorrow(road, 10, name="林", bay_id=bay)
    late = replace(at_half_past, planned_at=at_half_past.planned_at + timedelta(minutes=30))
    appointments.book(road.boss, late)
    assert books.check() == []


def test_a_mechanic_is_promised_to_one_car_at_a_time_also_over_night(road: Road) -> None:
    long = tomorrow(road, 16, name="陈", mechanic_id=road.mechanic, minutes=24 * 60)
    appointments.book(road.boss, long)
    after = tomorrow(road, 9, name="林", mechanic_id=road.mechanic)
    with pytest.raises(RuleError) as refused:
        appointments.book(road.boss, replace(after, planned_at=after.planned_at + timedelta(days=1)))
    assert codes(refused) == {"mechanic"}


def test_moving_keeps_the_length_and_the_distance_of_the_reminder(road: Road, bay: int) -> None:
    data = tomorrow(road, name="陈", minutes=90, planned_at=road.boss.at + timedelta(days=5))
    ref = appointments.book(road.boss, data)
    there = data.planned_at + timedelta(days=2, hours=1)
    appointments.move(road.boss, ref, 1, there, bay_id=bay, mechanic_id=None)
    moved = row(ref)
    assert (moved.planned_at, moved.ends_at) == (there, there + timedelta(minutes=90))
    assert (moved.remind_on, moved.bay_id, moved.moved) == (date(2026, 11, 27), bay, 1)
    with pytest.raises(StaleError):
        appointments.move(road.boss, ref, 1, there, bay_id=None, mechanic_id=None)


def test_it_may_be_moved_over_its_own_time(road: Road, bay: int) -> None:
    data = tomorrow(road, name="陈", bay_id=bay, minutes=120)
    ref = appointments.book(road.boss, data)
    there = data.planned_at + timedelta(minutes=30)
    appointments.move(road.boss, ref, None, there, bay_id=bay, mechanic_id=None)
    assert row(ref).planned_at == there


def test_a_cancelled_one_gives_its_bay_free_and_comes_back_only_while_that_is_free(
    road: Road, bay: int
) -> None:
    first = appointments.book(road.boss, tomorrow(road, name="陈", bay_id=bay))
    with pytest.raises(FieldError):
        appointments.cancel(road.boss, first, None, " ")
    appointments.cancel(road.boss, first, None, "改天再来")
    second = appointments.book(road.boss, tomorrow(road, name="林", bay_id=bay))
    with pytest.raises(RuleError) as refused:
        appointments.restore(road.boss, first, None)
    assert codes(refused) == {"bay"}
    appointments.cancel(road.boss, second, None, "电话取消")
    appointments.restore(road.boss, first, None)
    assert (row(first).state, row(first).closed_reason) == (S.BOOKED, "")


def test_a_car_is_not_expected_twice_on_one_day(road: Road) -> None:
    appointments.book(road.boss, tomorrow(road, vehicle_id=road.vehicle))
    with pytest.raises(RuleError) as refused:
        appointments.book(road.boss, tomorrow(road, 15, plate="粤B12345"))
    assert codes(refused) == {"twice"}


def test_a_car_is_not_expected_twice_by_an_appointment_that_moves_or_comes_back(road: Road) -> None:
    first = appointments.book(road.boss, tomorrow(road, vehicle_id=road.vehicle))
    appointments.cancel(road.boss, first, None, "出差")
    appointments.book(road.boss, tomorrow(road, 15, vehicle_id=road.vehicle))
    with pytest.raises(RuleError) as refused:
        appointments.restore(road.boss, first, None)
    assert codes(refused) == {"twice"}
    morning = tomorrow(road, vehicle_id=road.vehicle)
    day_after = replace(morning, planned_at=morning.planned_at + timedelta(days=1))
    later = appointments.book(road.boss, day_after)
    with pytest.raises(RuleError) as refused:
        appointments.move(road.boss, later, None, morning.planned_at, bay_id=None, mechanic_id=None)
    assert codes(refused) == {"twice"}
    same_day = row(later).planned_at + timedelta(hours=2)
    appointments.move(road.boss, later, None, same_day, bay_id=None, mechanic_id=None)
    assert row(later).planned_at == same_day


def test_it_did_not_come_only_after_its_time(road: Road) -> None:
    ref = appointments.book(road.boss, tomorrow(road, name="陈"))
    with pytest.raises(RuleError) as refused:
        appointments.no_show(road.boss, ref, None)
    assert codes(refused) == {"early"}
    road.forward(days=1, hours=3)
    appointments.no_show(road.boss, ref, None, "打电话没接")
    assert row(ref).state == S.NO_SHOW


def test_a_car_that_arrives_has_its_order_with_what_it_comes_for(road: Road) -> None:
    ref = appointments.book(road.boss, tomorrow(road, vehicle_id=road.vehicle))
    appointments.confirm(road.boss, ref, None)
    road.forward(days=1)
    order = appointments.arrive(road.boss, ref, None)
    assert orders.open_page(order).reception.complaint == "更换机油"
    assert (row(ref).state, row(ref).order_id) == (S.ARRIVED, order)
    with pytest.raises(RuleError):
        appointments.cancel(road.boss, ref, None, "来不及")


def test_a_car_that_drives_in_by_its_plate_meets_its_appointment(road: Road) -> None:
    ref = appointments.book(road.boss, tomorrow(road, vehicle_id=road.vehicle))
    early = appointments.book(road.boss, tomorrow(road, name="陈"))
    road.forward(days=1)
    order = orders.open_order(road.boss, road.vehicle)
    assert (row(ref).state, row(ref).order_id) == (S.ARRIVED, order)
    assert row(early).state == S.BOOKED


def test_a_car_that_comes_a_day_early_is_still_the_one_that_was_expected(road: Road) -> None:
    ref = appointments.book(road.boss, tomorrow(road, vehicle_id=road.vehicle))
    order = appointments.arrive(road.boss, ref, None)
    assert (row(ref).state, row(ref).order_id) == (S.ARRIVED, order)


def test_a_stranger_gets_a_file_when_the_car_is_here(road: Road) -> None:
    ref = appointments.book(road.boss, tomorrow(road, plate="苏B88888", name="陈先生", phone="13912345678"))
    assert (row(ref).vehicle_id, row(ref).customer_id) == (None, None)
    road.forward(days=1)
    with pytest.raises(FieldError) as missing:
        appointments.arrive(road.boss, ref, None)
    assert missing.value.field == "plate"
    owner = CustomerData(name="陈先生", phones=("13912345678",))
    order = appointments.arrive(road.boss, ref, None, VehicleData(plate="苏B88888"), owner)
    page = orders.open_page(order)
    assert (row(ref).state, row(ref).order_id, row(ref).vehicle_id) == (S.ARRIVED, order, page.vehicle_id)
    assert page.reception.complaint == "更换机油"
    assert books.check() == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, "name"),
        ({"name": "陈", "phone": "123"}, "phone"),
        ({"name": "陈", "minutes": 5}, "minutes"),
        ({"name": "陈", "hours_centi": -1}, "hours_centi"),
        ({"name": "陈", "remind_on": date(2026, 12, 24)}, "remind_on"),
        ({"name": "陈" * 50}, "name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(road: Road, change: dict[str, object], field: str) -> None:
    with pytest.raises(FieldError) as wrong:
        appointments.book(road.boss, tomorrow(road, **change))
    assert wrong.value.field == field
    assert not Appointment.select().exists()


def test_words_may_change_after_the_time_has_passed(road: Road) -> None:
    data = tomorrow(road, name="陈")
    ref = appointments.book(road.boss, data)
    late = By(road.boss.staff_id, road.boss.at + timedelta(days=3))
    appointments.change(late, ref, 1, replace(data, note="客户会晚到"))
    assert row(ref).note == "客户会晚到"


def test_the_books_see_a_bay_that_is_promised_twice(road: Road, bay: int) -> None:
    appointments.book(road.boss, tomorrow(road, name="陈", bay_id=bay))
    other = appointments.book(road.boss, tomorrow(road, 15, name="林", bay_id=bay))
    first = row(other - 1)
    Appointment.update(planned_at=first.planned_at, ends_at=first.ends_at).where(
        Appointment.id == other
    ).execute()
    assert len(appointments.check_books()) == 1


def test_an_appointment_of_a_reminder_says_so_there(road: Road) -> None:
    due = road.boss.today + timedelta(days=10)
    reminder = reminders.add(road.boss, road.vehicle, "蓄电池", due, None)
    ref = appointments.book(road.boss, tomorrow(road, vehicle_id=road.vehicle, reminder_id=reminder))
    assert row(ref).reminder_id == reminder
    assert Reminder.get_by_id(reminder).state == "BOOKED"
    appointments.cancel(road.boss, ref, None, "出差")
    assert Reminder.get_by_id(reminder).state == "SCHEDULED", "it is still to come: told again"
    appointments.restore(road.boss, ref, None)
    assert Reminder.get_by_id(reminder).state == "BOOKED"
    reminders.drop(road.boss, reminder, None, "已换")
    appointments.cancel(road.boss, ref, None, "不来了")
    assert Reminder.get_by_id(reminder).state == "DONE", "what is closed stays closed"
