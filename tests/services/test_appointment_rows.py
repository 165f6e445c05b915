"""Reads of appointments on both engines: days, and who is to be reminded."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from garage.domain.appointments import AppointmentState
from garage.services import appointment_rows, appointments, shop
from garage.services.appointments import AppointmentData
from tests.services.road import Road

MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=minute)


@pytest.fixture
def bay(road: Road) -> int:
    return int(shop.bays()[0][0])


def test_a_row_says_what_the_file_knows(road: Road, bay: int) -> None:
    ref = appointments.book(
        road.boss,
        AppointmentData(
            at(9), 90, "更换机油", vehicle_id=road.vehicle, bay_id=bay, mechanic_id=road.mechanic
        ),
    )
    [row] = appointment_rows.days(MONDAY, MONDAY)
    assert row == appointment_rows.one(ref) == appointment_rows.by_number("AP-2026-00001")
    assert (row.plate, row.name, row.phone) == ("粤B·12345", "王女士", "13800138000")
    assert (row.minutes, row.bay_id, row.mechanic_id, row.state) == (
        90,
        bay,
        road.mechanic,
        AppointmentState.BOOKED,
    )
    with pytest.raises(KeyError):
        appointment_rows.one(ref + 1)


def test_what_reaches_over_night_stands_on_both_days(road: Road) -> None:
    appointments.book(road.boss, AppointmentData(at(16), 24 * 60, name="陈", plate="苏B88888"))
    tuesday = MONDAY + timedelta(days=1)
    found = [len(appointment_rows.days(day, day)) for day in (MONDAY, tuesday, tuesday + timedelta(days=1))]
    assert found == [1, 1, 0]
    assert len(appointment_rows.days(MONDAY, MONDAY + timedelta(days=6))) == 1


def test_a_customer_is_reminded_from_the_day_agreed_until_he_confirms(road: Road) -> None:
    data = AppointmentData(at(9, day=date(2026, 11, 27)), name="陈", remind_on=date(2026, 11, 24))
    refs = [appointments.book(road.boss, replace(data, name=name)) for name in ("陈", "林", "黄")]

    def waiting(day: int) -> list[int]:
        return [row.id for row in appointment_rows.to_remind(date(2026, 11, day)).rows]

    assert (waiting(23), waiting(24)) == ([], refs)
    first = appointment_rows.to_remind(date(2026, 11, 24), limit=2)
    rest = appointment_rows.to_remind(date(2026, 11, 24), first.next_cursor, 2)
    assert [row.id for row in (*first.rows, *rest.rows)] == refs
    assert rest.next_cursor is None
    appointments.confirm(road.boss, refs[0], None)
    assert waiting(24) == refs[1:]
    assert appointment_rows.count_to_remind(date(2026, 11, 24)) == 2
    assert waiting(28) == [], "the day is over"
