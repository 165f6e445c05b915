"""Places that are taken, on both engines: also by a car that has arrived, and by whoever is away."""

from datetime import date, datetime, timedelta

import pytest

from garage.domain.appointments import Slot
from garage.domain.staff import Role
from garage.errors import RuleError
from garage.services import (
    appointments,
    callers,
    held_times,
    orders,
    shop,
    staff,
    working_days,
    workshop,
)
from garage.services.appointments import AppointmentData
from garage.services.order_lines import save_lines
from tests.services.road import Road, codes

MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=minute)


@pytest.fixture
def bay(road: Road) -> int:
    return int(shop.bays()[0][0])


@pytest.fixture
def arrived(road: Road, bay: int) -> AppointmentData:
    """The car of the road came for a time of two hours that has just begun; the same time for somebody else."""
    start = road.boss.at.replace(second=0, microsecond=0)
    data = AppointmentData(start, 120, vehicle_id=road.vehicle, bay_id=bay, mechanic_id=road.mechanic)
    road.order = appointments.arrive(road.boss, appointments.book(road.boss, data), None)
    return AppointmentData(
        start + timedelta(minutes=30), 60, name="林", bay_id=bay, mechanic_id=road.mechanic
    )


def test_a_car_that_has_arrived_holds_its_bay_and_mechanic_to_the_end_of_its_time(
    road: Road, bay: int, arrived: AppointmentData
) -> None:
    with pytest.raises(RuleError) as refused:
        appointments.book(road.boss, arrived)
    assert codes(refused) == {"bay", "mechanic"}
    end = arrived.planned_at + timedelta(minutes=90)
    [text, _mechanic] = [one.text for one in refused.value.reasons]
    assert "粤B·12345" in text
    assert held_times.in_the_way(Slot(end, end + timedelta(hours=1), bay, road.mechanic)) == []
    ref = appointments.book(road.boss, AppointmentData(end, 60, name="林", bay_id=bay))
    with pytest.raises(RuleError):
        appointments.move(road.boss, ref, None, arrived.planned_at, bay_id=bay, mechanic_id=None)


def test_the_place_is_free_when_the_car_is_gone(road: Road, arrived: AppointmentData) -> None:
    orders.cancel(road.boss, road.order, "客户不修了")
    appointments.book(road.boss, arrived)


def test_the_order_takes_the_place_with_it_when_it_moves_to_another_bay_and_mechanic(
    road: Road, bay: int, arrived: AppointmentData
) -> None:
    other_bay = shop.save_bay(road.boss, name="2号工位")
    other = staff.add(road.boss, name="陈师傅", roles={Role.MECHANIC})
    version = orders.save_reception(road.boss, road.order, 1, road.reception())
    save_lines(road.boss, road.order, version, road.lines())
    orders.finish_estimate(road.boss, road.order)
    road.authorise()
    [line] = road.labour()
    workshop.dispatch(road.boss, road.order, {line.id: {other: 10_000}}, bay_id=other_bay)
    slot = Slot(arrived.planned_at, arrived.planned_at + timedelta(minutes=15), bay, road.mechanic)
    assert held_times.in_the_way(slot) == []
    [reason] = held_times.in_the_way(Slot(slot.start, slot.end, other_bay, road.mechanic))
    assert reason.code == "bay"


def test_the_next_free_time_is_after_the_car_that_is_here(
    road: Road, bay: int, arrived: AppointmentData
) -> None:
    free = held_times.next_free(arrived.planned_at, 60, bay_id=bay)
    assert free is not None
    assert free >= arrived.planned_at + timedelta(minutes=90)


def test_who_is_away_is_named_and_no_free_time_lies_on_those_days(road: Road) -> None:
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    callers.be_away(road.boss, road.mechanic, MONDAY, tuesday)
    assert [
        ("11-23" in text, "11-24" in text) for text in held_times.is_away(road.mechanic, MONDAY, MONDAY)
    ] == [(True, True)]
    assert held_times.is_away(road.mechanic, wednesday, wednesday) == []
    assert held_times.is_away(None, MONDAY, MONDAY) == []
    assert held_times.next_free(at(9), 60, bay_id=None, mechanic_id=road.mechanic) == at(8, day=wednesday)
    assert held_times.next_free(at(9), 60, bay_id=None) == at(9)


def test_the_next_free_time_goes_round_what_is_taken_and_over_the_weekend(road: Road, bay: int) -> None:
    saturday = at(9, day=MONDAY - timedelta(days=2))
    assert not working_days.calendar().is_working(saturday.date())
    assert held_times.next_free(saturday, 60, bay_id=bay) == at(8)
    appointments.book(road.boss, AppointmentData(at(8), 70, name="陈", bay_id=bay))
    assert held_times.next_free(saturday, 60, bay_id=bay) == at(9, 15)
    assert held_times.next_free(saturday, 60, bay_id=None) == at(8)
    assert held_times.next_free(saturday, 600, bay_id=bay) == at(8, day=MONDAY + timedelta(days=1))
    appointments.book(road.boss, AppointmentData(at(9, 15), 60, name="林", mechanic_id=road.mechanic))
    both = held_times.next_free(saturday, 60, bay_id=bay, mechanic_id=road.mechanic)
    assert both == at(10, 15)
