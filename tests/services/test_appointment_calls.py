"""Customers called about an appointment, on both engines: what they answer, when they are tried again, what the log keeps."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from garage.domain.appointments import AppointmentAnswer, AppointmentState
from garage.domain.contacts import ContactChannel, Direction, Outcome, Talk
from garage.domain.followups import CallRules
from garage.domain.reminders import Leads
from garage.errors import FieldError, RuleError, StaleError
from garage.models.appointments import Appointment
from garage.services import (
    appointment_calls,
    appointment_rows,
    appointments,
    books,
    care_settings,
    contacts,
    customers,
    follow_up_rows,
    reminder_leads,
    reminders,
    shop,
)
from garage.services.appointments import AppointmentData
from garage.services.reminder_rows import one as reminder
from tests.services.road import Road, codes

S, A = AppointmentState, AppointmentAnswer
REACHED = Talk(Direction.OUT, phone="13800138000", spoke_with="王女士")
MISSED = Talk(Direction.OUT, phone="13800138000", outcome=Outcome.NO_ANSWER)


def row(ref: int) -> Appointment:
    found: Appointment = Appointment.get_by_id(ref)
    return found


@pytest.fixture
def ref(road: Road) -> int:
    """Booked for five days later in the morning; today is the day before, on which it is to be reminded of."""
    start = (road.boss.at + timedelta(days=5)).replace(hour=9, minute=0)
    made = appointments.book(road.boss, AppointmentData(start, request="保养", vehicle_id=road.vehicle))
    road.forward(days=4)
    assert [one.id for one in appointment_rows.to_remind(road.boss.today).rows] == [made]
    return made


def test_who_is_reached_confirms_and_the_talk_names_the_appointment(road: Road, ref: int) -> None:
    talk_id = appointment_calls.remind(
        road.boss, ref, row(ref).version, replace(REACHED, note="带发票"), A.CONFIRMED
    )
    assert (row(ref).state, row(ref).confirmed_at) == (S.CONFIRMED, road.boss.at)
    talk = contacts.one(talk_id)
    assert (talk.customer_id, talk.vehicle_id) == (road.customer, road.vehicle)
    assert row(ref).no in talk.note
    assert talk.note.endswith("带发票")
    assert appointment_rows.count_to_remind(road.boss.today) == 0
    assert books.check() == []


def test_who_is_reached_says_what_is_to_be(road: Road, ref: int) -> None:
    for answer, field in ((None, "result"), (A.MOVED, "planned_at")):
        with pytest.raises(FieldError) as refused:
            appointment_calls.remind(road.boss, ref, None, REACHED, answer)
        assert refused.value.field == field
    with pytest.raises(StaleError):
        appointment_calls.remind(road.boss, ref, 99, REACHED, A.CONFIRMED)
    assert contacts.page().rows == ()


def test_a_new_time_is_agreed_and_reminded_of_unless_it_is_near(road: Road, ref: int) -> None:
    far = road.boss.at.replace(hour=10, minute=0) + timedelta(days=4)
    appointment_calls.remind(road.boss, ref, None, REACHED, A.MOVED, far)
    assert (row(ref).state, row(ref).planned_at) == (S.BOOKED, far)
    assert row(ref).remind_on == far.date() - timedelta(days=1)
    road.forward(days=3)
    near = far + timedelta(hours=2)
    appointment_calls.remind(road.boss, ref, None, REACHED, A.MOVED, near)
    assert (row(ref).state, row(ref).planned_at) == (S.CONFIRMED, near)


def test_a_time_that_is_taken_is_refused_and_nothing_is_logged(road: Road, ref: int) -> None:
    bay = int(shop.bays()[0][0])
    start = (road.boss.at + timedelta(days=2)).replace(hour=9, minute=0)
    appointments.book(road.boss, AppointmentData(start, name="陈", bay_id=bay))
    mine = row(ref)
    appointments.move(road.boss, ref, mine.version, mine.planned_at, bay_id=bay, mechanic_id=None)
    with pytest.raises(RuleError) as refused:
        appointment_calls.remind(road.boss, ref, None, REACHED, A.MOVED, start)
    assert codes(refused) == {"bay"}
    assert contacts.page().rows == ()


def test_what_is_called_off_gives_its_reminder_back(road: Road) -> None:
    day = road.boss.today + timedelta(days=10)
    about = reminders.add(road.boss, road.vehicle, "蓄电池", day, None)
    start = road.boss.at + timedelta(days=1)
    ref = appointments.book(
        road.boss,
        AppointmentData(start, vehicle_id=road.vehicle, reminder_id=about, remind_on=road.boss.today),
    )
    appointment_calls.remind(road.boss, ref, None, REACHED, A.CANCELLED)
    assert (row(ref).state, bool(row(ref).closed_reason)) == (S.CANCELLED, True)
    assert reminder(about).live
    with pytest.raises(RuleError):
        appointment_calls.remind(road.boss, ref, None, REACHED, A.CONFIRMED)


def test_who_is_not_reached_is_tried_again_until_the_last_attempt(road: Road) -> None:
    care_settings.set_rules(road.boss, CallRules(attempts=3, gap_days=2))
    start = (road.boss.at + timedelta(days=9)).replace(hour=9, minute=0)
    ref = appointments.book(
        road.boss, AppointmentData(start, vehicle_id=road.vehicle, remind_on=road.boss.today)
    )
    for tries in (1, 2):
        appointment_calls.remind(road.boss, ref, None, MISSED)
        assert appointment_calls.standing(ref).attempts == tries
        assert row(ref).remind_on == road.boss.today + timedelta(days=2)
        assert appointment_rows.count_to_remind(road.boss.today) == 0
        road.forward(days=2)
        assert appointment_rows.count_to_remind(road.boss.today) == 1
    appointment_calls.remind(road.boss, ref, None, MISSED)
    assert (row(ref).state, row(ref).remind_on) == (S.BOOKED, None)
    assert [talk.outcome for talk in contacts.page().rows] == [Outcome.NO_ANSWER] * 3
    moved = row(ref)
    appointments.move(
        road.boss, ref, moved.version, moved.planned_at + timedelta(days=1), bay_id=None, mechanic_id=None
    )
    assert appointment_calls.standing(ref).attempts == 0, "a new time begins anew"


def test_the_last_try_is_on_the_day_of_the_car(road: Road, ref: int) -> None:
    appointment_calls.remind(road.boss, ref, None, MISSED)
    assert row(ref).remind_on == row(ref).planned_at.date()
    road.boss = replace(road.boss, at=datetime.combine(row(ref).planned_at.date(), time(8)))
    assert appointment_rows.count_to_remind(road.boss.today) == 1
    appointment_calls.remind(road.boss, ref, None, MISSED)
    assert row(ref).remind_on == road.boss.today
    assert appointment_calls.standing(ref).attempts == 2


def test_a_call_back_is_before_the_car_comes_and_plans_no_other_call(road: Road, ref: int) -> None:
    late = replace(REACHED, outcome=Outcome.CALL_BACK, call_back_at=row(ref).planned_at)
    with pytest.raises(FieldError) as refused:
        appointment_calls.remind(road.boss, ref, None, late)
    assert refused.value.field == "call_back_at"
    soon = road.boss.at + timedelta(hours=2)
    appointment_calls.remind(road.boss, ref, None, replace(late, call_back_at=soon))
    assert row(ref).remind_on == soon.date()
    assert follow_up_rows.of_customer(road.customer) == []


def test_a_wrong_number_is_the_last_one_or_the_next_is_tried(road: Road, ref: int) -> None:
    wrong = replace(MISSED, outcome=Outcome.WRONG_NUMBER)
    assert appointment_calls.standing(ref).phones == customers.live_phones_of(road.customer)
    appointment_calls.remind(road.boss, ref, None, wrong)
    assert row(ref).remind_on is None
    assert appointment_calls.standing(ref).phones == ()


def test_who_wants_no_calls_is_not_called_but_may_be_asked_at_the_counter(road: Road, ref: int) -> None:
    appointment_calls.remind(road.boss, ref, None, replace(MISSED, outcome=Outcome.REFUSED))
    assert row(ref).remind_on is None
    assert appointment_calls.standing(ref).no_calls
    with pytest.raises(RuleError) as refused:
        appointment_calls.remind(road.boss, ref, None, REACHED, A.CONFIRMED)
    assert codes(refused) == {"no_calls"}
    here = replace(REACHED, phone="", channel=ContactChannel.VISIT)
    appointment_calls.remind(road.boss, ref, None, here, A.CONFIRMED)
    assert row(ref).state == S.CONFIRMED


def test_a_caller_without_a_file_is_called_at_the_number_he_left(road: Road) -> None:
    start = road.boss.at + timedelta(days=1)
    ref = appointments.book(
        road.boss, AppointmentData(start, name="陈先生", phone="13912345678", remind_on=road.boss.today)
    )
    assert appointment_calls.standing(ref).phones == ("13912345678",)
    missed = replace(MISSED, phone="13912345678")
    assert appointment_calls.again_on(ref, Outcome.NO_ANSWER, road.boss.at) == start.date()
    appointment_calls.remind(road.boss, ref, None, missed)
    appointment_calls.remind(road.boss, ref, None, replace(missed, outcome=Outcome.WRONG_NUMBER))
    assert row(ref).remind_on is None


def test_the_lead_is_a_setting_and_what_is_booked_follows_it(road: Road) -> None:
    start = (road.boss.at + timedelta(days=9)).replace(hour=9, minute=0)
    usual = appointments.book(road.boss, AppointmentData(start, name="陈"))
    own = appointments.book(
        road.boss, AppointmentData(start, name="林", remind_on=start.date() - timedelta(days=4))
    )
    reminder_leads.set_leads(road.boss, replace(Leads(), appointment=2))
    assert row(usual).remind_on == start.date() - timedelta(days=2)
    assert row(own).remind_on == start.date() - timedelta(days=4)
    later = appointments.book(road.boss, AppointmentData(start + timedelta(days=1), name="赵"))
    assert row(later).remind_on == start.date() - timedelta(days=1)
    with pytest.raises(FieldError) as refused:
        reminder_leads.set_leads(road.boss, replace(Leads(), appointment=-1))
    assert refused.value.field == "appointment"
    assert isinstance(row(later).remind_on, date)


def test_who_was_not_reached_hears_of_another_day_again(road: Road, ref: int) -> None:
    while row(ref).remind_on is not None:
        appointment_calls.remind(road.boss, ref, None, MISSED)
        road.forward(minutes=30)
    later = row(ref).planned_at + timedelta(days=14)
    appointments.move(road.boss, ref, None, later, bay_id=None, mechanic_id=None)
    assert row(ref).remind_on == later.date() - timedelta(days=1)
    assert appointment_calls.standing(ref).attempts == 0


@pytest.mark.parametrize("answer", A)
def test_a_note_may_be_as_long_as_in_any_talk(road: Road, ref: int, answer: AppointmentAnswer) -> None:
    words = "好" * 500
    later = row(ref).planned_at + timedelta(days=2)
    talk_id = appointment_calls.remind(road.boss, ref, None, replace(REACHED, note=words), answer, later)
    assert contacts.one(talk_id).note.endswith(words)
