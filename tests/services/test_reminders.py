"""Reminders on both engines: they follow the car's file, its odometer, its owner and its visits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from garage.domain.contacts import ContactChannel, Direction, Outcome, Talk
from garage.domain.reminders import Leads, ReminderKind, ReminderResult, ReminderState
from garage.domain.vehicles import OdometerSource
from garage.errors import FieldError, RuleError, StaleError
from garage.models.customers import Customer
from garage.models.reminders import Reminder
from garage.services import appointments, customers, reminder_leads, reminders, vehicles
from garage.services.appointments import AppointmentData
from garage.services.command import By
from garage.services.customers import CustomerData
from garage.services.settlements import Terms
from garage.services.vehicles import VehicleData
from tests.services.road import Road, codes

S, K = ReminderState, ReminderKind
REACHED = Talk(Direction.OUT, ContactChannel.PHONE, Outcome.REACHED, spoke_with="王女士")


def of(kind: ReminderKind, *states: ReminderState) -> list[Reminder]:
    wanted = [state.value for state in states or (S.SCHEDULED,)]
    rows = Reminder.select().where((Reminder.kind == kind.value) & Reminder.state.in_(wanted))
    return list(rows.order_by(Reminder.id))


def save(road: Road, **changes: object) -> None:
    page = vehicles.open_vehicle(road.vehicle, road.boss.today)
    data = VehicleData(**{name: getattr(page, name) for name in VehicleData.__dataclass_fields__})
    vehicles.change(road.boss, road.vehicle, page.version, replace(data, **changes))  # type: ignore[arg-type]


def test_a_day_in_the_file_is_a_reminder_and_another_day_another_one(road: Road) -> None:
    save(road, insurance_until=date(2027, 3, 1))
    [first] = of(K.INSURANCE)
    assert (first.customer_id, first.due_on, first.remind_on) == (
        road.customer,
        date(2027, 3, 1),
        date(2027, 1, 30),
    )
    save(road, colour="白")
    assert [row.id for row in of(K.INSURANCE)] == [first.id]
    save(road, insurance_until=date(2028, 3, 1))
    [second] = of(K.INSURANCE)
    assert second.due_on == date(2028, 3, 1)
    assert [row.id for row in of(K.INSURANCE, S.DONE)] == [first.id]
    save(road, insurance_until=None)
    assert of(K.INSURANCE) == []


def test_a_visit_plans_the_next_service_and_is_the_end_of_the_one_before(road: Road) -> None:
    save(road, next_service_on=date(2026, 12, 1))
    [before] = of(K.SERVICE)
    road.to_ready()
    road.settle(terms=Terms(next_service_on=date(2027, 5, 20), next_service_km=91_400))
    road.leave()
    [after] = of(K.SERVICE)
    assert (after.due_on, after.due_km, after.order_id) == (date(2027, 5, 20), 91_400, road.order)
    assert after.remind_on == date(2027, 5, 5)
    assert [row.id for row in of(K.SERVICE, S.DONE)] == [before.id]


def test_each_reading_foresees_anew(road: Road) -> None:
    vehicles.record_reading(road.boss, road.vehicle, 80_000, OdometerSource.PHONE)
    save(road, next_service_km=86_000)
    [row] = of(K.SERVICE)
    usual = (road.boss.today + timedelta(days=146), road.boss.today + timedelta(days=134))
    assert (row.predicted_on, row.remind_on) == usual, "15,000 km a year while nobody knows its pace"
    road.forward(days=10)
    vehicles.record_reading(road.boss, road.vehicle, 81_000, OdometerSource.PHONE)
    [row] = of(K.SERVICE)
    assert row.predicted_on == road.boss.today + timedelta(days=50), "a hundred kilometres a day"
    assert row.remind_on == road.boss.today + timedelta(days=45)
    road.forward(days=10)
    vehicles.record_reading(road.boss, road.vehicle, 50, OdometerSource.PHONE, reset_reason="换仪表")
    [row] = of(K.SERVICE)
    later = road.boss.today + timedelta(days=2092)
    assert row.predicted_on == later, "a new instrument says nothing about the pace yet"


def test_two_readings_of_one_visit_are_no_pace(road: Road) -> None:
    vehicles.record_reading(road.boss, road.vehicle, 80_000, OdometerSource.PHONE)
    road.forward(days=10)
    for km in (81_000, 81_004):
        vehicles.record_reading(road.boss, road.vehicle, km, OdometerSource.PHONE)
    save(road, next_service_km=91_044)
    [row] = of(K.SERVICE)
    assert row.predicted_on == road.boss.today + timedelta(days=100), "1,004 km in ten days"


def test_beside_a_date_a_guess_does_not_count(road: Road) -> None:
    vehicles.record_reading(road.boss, road.vehicle, 80_000, OdometerSource.PHONE)
    save(road, next_service_km=80_600, next_service_on=road.boss.today + timedelta(days=100))
    [row] = of(K.SERVICE)
    assert (row.predicted_on, row.remind_on) == (None, road.boss.today + timedelta(days=85))


def test_another_usual_mileage_counts_for_what_is_planned_already(road: Road) -> None:
    vehicles.record_reading(road.boss, road.vehicle, 80_000, OdometerSource.PHONE)
    save(road, next_service_km=83_650)
    reminder_leads.set_leads(road.boss, replace(Leads(), yearly_km=36_500))
    [row] = of(K.SERVICE)
    assert row.predicted_on == road.boss.today + timedelta(days=37)
    with pytest.raises(FieldError) as wrong:
        reminder_leads.set_leads(road.boss, replace(Leads(), yearly_km=999))
    assert wrong.value.field == "yearly_km"


def test_a_car_that_is_sold_takes_its_reminders_along(road: Road) -> None:
    save(road, insurance_until=date(2027, 3, 1))
    buyer = customers.add(road.boss, CustomerData(name="李四"))
    vehicles.change_owner(road.boss, road.vehicle, buyer, road.boss.today)
    assert [row.customer_id for row in of(K.INSURANCE)] == [buyer]


@pytest.fixture
def due(road: Road) -> int:
    save(road, insurance_until=road.boss.today + timedelta(days=10))
    [row] = of(K.INSURANCE)
    return int(row.id)


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (ReminderResult.TOLD, S.CONTACTED),
        (ReminderResult.BOOKED, S.BOOKED),
        (ReminderResult.DECLINED, S.DECLINED),
        (ReminderResult.ELSEWHERE, S.DONE),
    ],
)
def test_what_came_of_telling_is_kept(
    road: Road, due: int, result: ReminderResult, state: ReminderState
) -> None:
    contact = reminders.tell(road.boss, due, 1, REACHED, result)
    row = Reminder.get_by_id(due)
    assert (row.state, row.attempts, row.contacted_at) == (state, 1, road.boss.at)
    assert contact > 0
    if state in {S.DECLINED, S.DONE}:
        with pytest.raises(RuleError):
            reminders.tell(road.boss, due, None, REACHED, result)


def test_whoever_was_spoken_to_said_something(road: Road, due: int) -> None:
    with pytest.raises(FieldError) as missing:
        reminders.tell(road.boss, due, 1, REACHED)
    assert missing.value.field == "result"
    assert Reminder.get_by_id(due).attempts == 0


def test_nobody_answers_and_it_is_tried_again_tomorrow(road: Road, due: int) -> None:
    reminders.tell(road.boss, due, 1, replace(REACHED, outcome=Outcome.NO_ANSWER, spoke_with=""))
    row = Reminder.get_by_id(due)
    assert (row.state, row.attempts, row.next_at) == (S.SCHEDULED, 1, road.boss.at + timedelta(days=1))
    with pytest.raises(StaleError):
        reminders.tell(road.boss, due, 1, REACHED, ReminderResult.TOLD)


def test_who_wants_no_calls_is_not_called_again(road: Road, due: int) -> None:
    reminders.tell(road.boss, due, 1, replace(REACHED, outcome=Outcome.REFUSED, note="别再打了"))
    assert Reminder.get_by_id(due).state == S.DECLINED
    assert Customer.get_by_id(road.customer).no_calls
    save(road, inspection_until=road.boss.today + timedelta(days=10))
    [other] = of(K.INSPECTION)
    with pytest.raises(RuleError) as refused:
        reminders.tell(road.boss, other.id, None, REACHED, ReminderResult.TOLD)
    assert codes(refused) == {"no_calls"}


def test_a_part_is_reminded_of_by_day_or_kilometres(road: Road) -> None:
    ref = reminders.add(road.boss, road.vehicle, "蓄电池", date(2027, 6, 1), None)
    assert Reminder.get_by_id(ref).remind_on == date(2027, 5, 17)
    reminders.add(road.boss, road.vehicle, "正时皮带", None, 120_000)
    assert len(of(K.PART)) == 2, "each part for itself"
    again = reminders.add(road.boss, road.vehicle, "蓄电池", date(2029, 6, 1), None)
    assert {row.id for row in of(K.PART)} == {again, again - 1}
    reminders.drop(road.boss, again, None, "已换")
    assert Reminder.get_by_id(again).closed_reason == "已换"


@pytest.mark.parametrize(
    ("subject", "due_on", "due_km", "field"),
    [
        (" ", date(2027, 1, 1), None, "subject"),
        ("皮带", None, None, "due_on"),
        ("皮带", date(2026, 11, 20), None, "due_on"),
        ("皮带", None, 0, "due_km"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    road: Road, subject: str, due_on: date | None, due_km: int | None, field: str
) -> None:
    with pytest.raises(FieldError) as wrong:
        reminders.add(road.boss, road.vehicle, subject, due_on, due_km)
    assert wrong.value.field == field


def test_what_nobody_came_for_is_dropped_after_its_time(road: Road, due: int) -> None:
    last = road.boss.today + timedelta(days=70)

    def after(days: int) -> By:
        return By(road.boss.staff_id, road.boss.at + (last + timedelta(days=days) - road.boss.today))

    assert reminders.expire_due(after(0)) == 0
    assert reminders.expire_due(after(1)) == 1
    assert Reminder.get_by_id(due).state == S.EXPIRED


def test_a_reminder_whose_car_is_expected_is_not_dropped(road: Road, due: int) -> None:
    coming = road.boss.at.replace(hour=9, minute=0) + timedelta(days=90)
    made = appointments.book(
        road.boss, AppointmentData(coming, plate="粤B12345", request="年检", reminder_id=due)
    )
    road.forward(days=85)
    assert reminders.expire_due(road.boss) == 0
    assert Reminder.get_by_id(due).state == S.BOOKED
    appointments.cancel(road.boss, made, None, "不来了")
    assert reminders.expire_due(road.boss) == 1


def test_a_reminder_that_is_booked_is_dropped_when_no_car_is_expected_for_it(road: Road, due: int) -> None:
    reminders.tell(road.boss, due, None, REACHED, ReminderResult.BOOKED)
    road.forward(days=71)
    assert reminders.expire_due(road.boss) == 1
    assert Reminder.get_by_id(due).state == S.EXPIRED


def test_other_leads_count_for_what_is_planned_already(road: Road, due: int) -> None:
    reminder_leads.set_leads(road.boss, replace(Leads(), insurance=5))
    assert Reminder.get_by_id(due).remind_on == road.boss.today + timedelta(days=5)
    assert reminder_leads.leads().insurance == 5
    with pytest.raises(FieldError):
        reminder_leads.set_leads(road.boss, replace(Leads(), expire=-1))
