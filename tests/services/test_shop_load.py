"""How full the shop is, on both engines: an expected car that arrives stays in the load until its work is done."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from garage.services import appointments, callers, orders, shop_load, workshop
from garage.services.appointments import AppointmentData
from garage.services.order_lines import save_lines
from tests.services.road import Road

TODAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=minute)


def test_the_load_counts_mechanics_who_are_there_and_hours_that_are_booked(road: Road) -> None:
    everybody = shop_load.load(MONDAY, TODAY)
    appointments.book(road.boss, AppointmentData(at(9), 60, name="陈", hours_centi=350))
    called_off = appointments.book(road.boss, AppointmentData(at(9), 60, name="林"))
    appointments.cancel(road.boss, called_off, None, "改期")
    callers.be_away(road.boss, road.mechanic, MONDAY, MONDAY)
    load = shop_load.load(MONDAY, TODAY)
    assert load.booked_centi == 350
    assert everybody.room_centi - load.room_centi == 1000
    assert [one.booked_centi for one in shop_load.loads(MONDAY, MONDAY + timedelta(days=1), TODAY)] == [
        350,
        0,
    ]


def test_the_load_of_the_others_leaves_out_the_one_that_is_changed(road: Road) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(9), 60, name="陈", hours_centi=350))
    appointments.book(road.boss, AppointmentData(at(10), 60, name="林"))
    assert shop_load.load(MONDAY, TODAY).booked_centi == 450
    assert shop_load.load(MONDAY, TODAY, ref).booked_centi == 100


def test_a_car_that_arrives_keeps_its_hours_in_the_load_until_its_labour_says_better(road: Road) -> None:
    today, now = road.boss.today, road.boss.at
    ref = appointments.book(
        road.boss, AppointmentData(now, 120, vehicle_id=road.vehicle, hours_centi=600, request="刹车")
    )
    before = shop_load.load(today, today)
    assert (before.expected_centi, before.here_centi, before.booked_centi) == (600, 0, 600)
    road.order = appointments.arrive(road.boss, ref, None)
    arrived = shop_load.load(today, today)
    assert (arrived.expected_centi, arrived.here_centi, arrived.booked_centi) == (0, 600, 600)
    version = orders.save_reception(road.boss, road.order, 1, road.reception())
    save_lines(road.boss, road.order, version, road.lines())
    assert shop_load.load(today, today).booked_centi == 400, "its labour, now that it is known"


def test_work_that_is_done_leaves_the_load(road: Road) -> None:
    road.receive()
    today = road.boss.today
    assert shop_load.load(today, today).here_centi == 400
    road.authorise()
    road.dispatch()
    road.issue()
    [line] = road.labour()
    workshop.start_line(road.boss, line.id, road.mechanic)
    assert shop_load.load(today, today).here_centi == 400
    workshop.finish_line(road.boss, line.id)
    assert shop_load.load(today, today).here_centi == 0


def test_a_car_that_drives_away_unrepaired_leaves_the_load(road: Road) -> None:
    order = orders.open_order(road.boss, road.vehicle)
    version = orders.save_reception(road.boss, order, 1, road.reception())
    save_lines(road.boss, order, version, road.lines())
    orders.cancel(road.boss, order, "客户不修了")
    assert shop_load.load(road.boss.today, road.boss.today).here_centi == 0


def test_work_spreads_to_the_day_that_is_promised_and_what_is_late_is_of_today(road: Road) -> None:
    order = orders.open_order(road.boss, road.vehicle)
    promised = at(17, day=MONDAY + timedelta(days=1))
    sheet = replace(road.reception(), promised_at=promised)
    version = orders.save_reception(road.boss, order, 1, sheet)
    save_lines(road.boss, order, version, road.lines())
    sunday, tuesday = MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)

    def here(today: date) -> list[int]:
        found = shop_load.loads(sunday, tuesday + timedelta(days=1), today)
        return [load.here_centi for load in found]

    assert here(sunday) == [0, 200, 200, 0], "no work on a Sunday"
    assert here(tuesday) == [0, 0, 400, 0]
    assert here(tuesday + timedelta(days=1)) == [0, 0, 0, 400]


def test_appointments_of_days_that_are_over_do_not_bring_the_cars_of_today(road: Road) -> None:
    road.receive()
    yesterday = road.boss.today - timedelta(days=1)
    assert shop_load.load(yesterday, road.boss.today).here_centi == 0
