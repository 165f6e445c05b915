"""Expected cars and reminders stand on the day's cards on both engines."""

from datetime import timedelta

from garage.domain.contacts import ContactChannel, Direction, Outcome, Talk
from garage.domain.reminders import ReminderResult
from garage.domain.today import Card, TodayColumn, TodayKind
from garage.services import appointments, daily, reminders, today
from garage.services.appointments import AppointmentData
from garage.services.command import By
from tests.services.road import Road


def cards(by: By, kind: TodayKind) -> list[tuple[TodayColumn, Card]]:
    return [
        (column, card)
        for column, found in today.read(by).columns.items()
        for card in found
        if card.kind is kind
    ]


def later(road: Road, **time: int) -> By:
    return By(road.boss.staff_id, road.boss.at + timedelta(**time))


def test_a_car_is_expected_today_and_late_after_its_time_until_it_is_here(road: Road) -> None:
    at = road.boss.at + timedelta(hours=2)
    ref = appointments.book(road.boss, AppointmentData(at, request="更换机油", vehicle_id=road.vehicle))
    [(column, card)] = cards(road.boss, TodayKind.APPOINTMENT)
    assert (column, card.ref, card.due, card.about) == (TodayColumn.TODAY, ref, at, "更换机油")
    assert [column for column, _card in cards(later(road, hours=3), TodayKind.APPOINTMENT)] == [
        TodayColumn.OVERDUE
    ]
    assert [column for column, _card in cards(later(road, days=2), TodayKind.APPOINTMENT)] == [
        TodayColumn.OVERDUE
    ]
    appointments.arrive(road.boss, ref, None)
    assert cards(later(road, hours=3), TodayKind.APPOINTMENT) == []


def test_the_customer_is_reminded_the_day_before(road: Road) -> None:
    at = road.boss.at + timedelta(days=5)
    ref = appointments.book(road.boss, AppointmentData(at, name="陈先生"))
    assert cards(later(road, days=3), TodayKind.APPOINTMENT) == []
    [(column, card)] = cards(later(road, days=4), TodayKind.APPOINTMENT)
    assert (column, card.ref, card.title) == (TodayColumn.TODAY, ref, "陈先生")
    appointments.confirm(road.boss, ref, None)
    assert cards(later(road, days=4), TodayKind.APPOINTMENT) == []


def test_a_reminder_is_work_all_through_its_lead_and_late_after_its_day(road: Road) -> None:
    due = road.boss.today + timedelta(days=20)
    ref = reminders.add(road.boss, road.vehicle, "蓄电池", due, None)
    columns = {
        day: [column for column, _card in cards(later(road, days=day), TodayKind.REMINDER)]
        for day in (-2, 0, 5, 20, 21)
    }
    assert columns == {
        -2: [],
        0: [TodayColumn.WEEK],
        5: [TodayColumn.TODAY],
        20: [TodayColumn.TODAY],
        21: [TodayColumn.OVERDUE],
    }
    [(_column, card)] = cards(later(road, days=5), TodayKind.REMINDER)
    assert (card.ref, card.title) == (ref, "王女士")
    assert "蓄电池" in card.about
    said = Talk(Direction.OUT, ContactChannel.PHONE, Outcome.REACHED, spoke_with="王女士")
    reminders.tell(road.boss, ref, None, said, ReminderResult.TOLD)
    assert cards(later(road, days=5), TodayKind.REMINDER) == []


def test_the_day_drops_what_nobody_came_for(road: Road) -> None:
    reminders.add(road.boss, road.vehicle, "蓄电池", road.boss.today + timedelta(days=1), None)
    daily.run(later(road, days=61))
    assert cards(later(road, days=61), TodayKind.REMINDER), "sixty days are not over yet"
    daily.run(later(road, days=62))
    assert cards(later(road, days=62), TodayKind.REMINDER) == []
