"""The list of a day's appointments: who is expected or has come, by bay."""

from datetime import timedelta

from garage.services import appointments, papers, papers_appointments, shop
from garage.services.appointments import AppointmentData
from tests.services.road import Road


def test_a_day_is_listed_by_bay_without_what_was_called_off(road: Road) -> None:
    start = (road.boss.at + timedelta(days=1)).replace(hour=9, minute=0)
    bay, name = shop.bays()[0][0], shop.bays()[0][2]
    appointments.book(road.boss, AppointmentData(start, request="刹车响", name="陈", phone="13800138000"))
    appointments.book(road.boss, AppointmentData(start, name="林", bay_id=bay, mechanic_id=road.mechanic))
    off = appointments.book(road.boss, AppointmentData(start, name="何"))
    appointments.cancel(road.boss, off, None, "不来了")
    later = appointments.book(road.boss, AppointmentData(start + timedelta(days=1), name="周"))
    assert later
    imprint = papers.imprint(road.boss, "appointment_day", start.date().isoformat())
    sheet = papers_appointments.day_list(start.date(), imprint)
    assert [(bay_name, [car.name for car in cars]) for bay_name, cars in sheet.bays] == [
        (name, ["林"]),
        ("", ["陈"]),
    ]
    [unplaced] = sheet.bays[1][1]
    assert (unplaced.phone, unplaced.request, unplaced.starts_at) == ("13800138000", "刹车响", start)
