"""Follow-up calls from the gate on: both rounds, every result, cars that come back, callers who are away (G1)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from garage.domain.contacts import Outcome, Talk
from garage.domain.customers import CustomerKind
from garage.domain.followups import CallRules, FollowUpState, Purpose
from garage.domain.staff import Role
from garage.errors import FieldError, RuleError, StaleError
from garage.models.customers import Customer
from garage.models.followups import FollowUp
from garage.models.orders import WorkOrder
from garage.services import (
    call_plans,
    callers,
    care_settings,
    contacts,
    customers,
    follow_up_pages,
    follow_up_rows,
    follow_ups,
    staff,
    vehicles,
)
from garage.services.command import By
from garage.services.follow_up_rows import CallFilter
from tests.services.calling import at, attempt, calls, come_again, left, open_order, pending, sound
from tests.services.road import Road

pytestmark = pytest.mark.usefixtures("db")

DAY_3 = datetime(2026, 11, 24, 10, 0)
DAY_5 = datetime(2026, 11, 26, 10, 0)


def states(order_id: int) -> list[FollowUpState]:
    return [row.state for row in calls(order_id)]


def test_a_car_that_leaves_is_called_on_day_3_and_a_week_after_that_call(road: Road) -> None:
    car = left(road)
    first, second = calls(car.first)
    assert (first.due_on, first.late_after) == (date(2026, 11, 24), date(2026, 11, 28))
    assert second.provisional
    attempt(at(road, DAY_5), first)
    second = calls(car.first)[1]
    assert (second.due_on, second.late_after) == (date(2026, 12, 3), date(2026, 12, 10))
    assert not second.provisional
    assert second.topic == "下次保养"
    assert sound()


def test_the_second_call_counts_from_the_day_of_the_talk_not_of_typing_it_in(road: Road) -> None:
    car = left(road)
    attempt(at(road, DAY_5), calls(car.first)[0], at=DAY_3)
    assert calls(car.first)[1].due_on == date(2026, 12, 1)
    with pytest.raises(FieldError) as error:
        attempt(road.boss, calls(car.first)[1], at=datetime(2026, 11, 20, 9, 0))
    assert error.value.field == "at"


def test_nobody_answers_three_times_and_the_call_is_given_up(road: Road) -> None:
    car = left(road)
    customers.change(
        road.boss, road.customer, 1, replace(_data(road.customer), preferred_call_time="18:00–20:00")
    )
    attempt(at(road, DAY_3), calls(car.first)[0], Outcome.NO_ANSWER)
    row = calls(car.first)[0]
    assert (row.attempts, row.next_at) == (1, datetime(2026, 11, 25, 18, 0))
    attempt(at(road, DAY_3 + timedelta(days=1)), row, Outcome.BUSY)
    attempt(at(road, DAY_3 + timedelta(days=2)), calls(car.first)[0], Outcome.SWITCHED_OFF)
    first, second = calls(car.first)
    assert (first.state, first.attempts) == (FollowUpState.UNREACHABLE, 3)
    assert (second.provisional, second.due_on) == (False, date(2026, 12, 3))
    with pytest.raises(RuleError):
        attempt(road.boss, first)
    assert sound()


def _data(customer_id: int) -> customers.CustomerData:
    page = customers.open_customer(customer_id)
    return customers.CustomerData(page.kind, page.name, page.phones, address=page.address)


def test_who_wants_no_calls_is_called_no_more(road: Road) -> None:
    car = left(road)
    attempt(at(road, DAY_3), calls(car.first)[0], Outcome.REFUSED, note="请勿打扰")
    assert states(car.first) == [FollowUpState.REFUSED, FollowUpState.CANCELLED]
    assert "请勿打扰" in calls(car.first)[1].closed_reason
    row = Customer.get_by_id(road.customer)
    assert (row.no_calls, row.no_calls_reason) == (True, "请勿打扰")
    again = come_again(car)
    car.leave()
    assert calls(again) == []
    contacts.allow_calls(road.boss, road.customer, "客户自己要求")
    assert not Customer.get_by_id(road.customer).no_calls
    assert sound()


def test_a_wrong_number_is_not_called_again_and_the_next_one_is_taken(road: Road) -> None:
    car = left(road)
    data = replace(_data(road.customer), phones=("13800138000", "13900139000"))
    customers.change(road.boss, road.customer, 1, data)
    attempt(at(road, DAY_3), calls(car.first)[0], Outcome.WRONG_NUMBER)
    row = calls(car.first)[0]
    assert (row.state, row.next_at) == (FollowUpState.PENDING, None)
    assert customers.phones_of(road.customer) == ("13900139000", "13800138000")
    assert "phone" not in customers.open_customer(road.customer).missing_for_file
    attempt(road.boss, row, Outcome.WRONG_NUMBER, phone="139 0013 9000")
    assert calls(car.first)[0].state is FollowUpState.UNREACHABLE
    assert "phone" in customers.open_customer(road.customer).missing_for_file
    assert sound()


def test_a_dead_number_lives_again_once_somebody_answers_there(road: Road) -> None:
    car = left(road)
    contacts.mark_number(road.boss, road.customer, "13800138000", dead=True)
    assert not contacts.numbers_left(road.customer)
    attempt(at(road, DAY_3), calls(car.first)[0])
    assert contacts.numbers_left(road.customer)


def test_a_call_back_stands_at_the_agreed_time(road: Road) -> None:
    car = left(road)
    agreed = DAY_3 + timedelta(days=10)
    attempt(at(road, DAY_3), calls(car.first)[0], Outcome.CALL_BACK, call_back_at=agreed)
    row = calls(car.first)[0]
    assert (row.state, row.next_at) == (FollowUpState.PENDING, agreed)
    assert follow_up_rows.page(CallFilter.TODAY, DAY_5).rows == ()
    assert [one.id for one in follow_up_rows.page(CallFilter.LATE, agreed).rows] == [row.id]


def test_a_car_that_is_here_again_cancels_its_calls_when_it_leaves(road: Road) -> None:
    car = left(road)
    first = car.first
    road.forward(days=1)
    again = come_again(car)
    assert {row.here_id for row in calls(first)} == {again}
    car.leave()
    assert states(first) == [FollowUpState.CANCELLED] * 2
    assert len(pending(again)) == 2
    assert sound()


def test_a_car_that_was_sold_is_asked_after_with_who_paid(road: Road) -> None:
    car = left(road)
    buyer = customers.add(
        road.boss, customers.CustomerData(name="李先生", phones=("13700137000",), address="东门 2 号")
    )
    vehicles.change_owner(road.boss, road.vehicle, buyer, road.boss.today)
    page = follow_up_pages.open_page(calls(car.first)[0].id, road.boss.today)
    assert (page.row.customer, page.owner) == ("王女士", "李先生")
    road.forward(days=1)
    come_again(car)
    car.leave()
    assert len(pending(car.first)) == 2  # the call of who paid then is still his


def test_two_callers_at_one_list_are_told_of_each_other(road: Road) -> None:
    car = left(road)
    row = calls(car.first)[0]
    attempt(at(road, DAY_3), row, Outcome.BUSY)
    with pytest.raises(StaleError):
        attempt(road.boss, row)
    follow_ups.take_over(road.boss, row.id, None)
    assert calls(car.first)[0].caller_id == road.boss.staff_id


def test_a_call_is_cancelled_with_a_reason_and_the_second_counts_from_that_day(road: Road) -> None:
    car = left(road)
    row = calls(car.first)[0]
    with pytest.raises(FieldError):
        follow_ups.cancel(road.boss, row.id, row.version, " ")
    follow_ups.cancel(at(road, DAY_3), row.id, row.version, "当面已问过")
    first, second = calls(car.first)
    assert (first.state, first.closed_reason) == (FollowUpState.CANCELLED, "当面已问过")
    assert second.due_on == date(2026, 12, 1)
    assert sound()


def test_the_lists_of_a_day_put_who_likes_it_now_first(road: Road) -> None:
    left(road)
    for name, hours in (("周女士", "晚上"), ("钱先生", "10:00-11:00"), ("孙先生", "")):
        data = customers.CustomerData(name=name, preferred_call_time=hours)
        who = customers.add(road.boss, data)
        call_plans.consultation(road.boss, who, None, road.boss.today)
    page = follow_up_rows.page(CallFilter.TODAY, DAY_3, limit=2)
    more = follow_up_rows.page(CallFilter.TODAY, DAY_3, page.next_cursor, limit=2)
    names = [row.customer for row in (*page.rows, *more.rows)]
    assert names == ["钱先生", "王女士", "孙先生", "周女士"]
    assert follow_up_rows.counts(DAY_3.date()) == {
        CallFilter.LATE: 0,
        CallFilter.TODAY: 4,
        CallFilter.COMING: 1,
    }
    late = follow_up_rows.page(CallFilter.LATE, DAY_3 + timedelta(days=20), limit=3)
    rest = follow_up_rows.page(CallFilter.LATE, DAY_3 + timedelta(days=20), late.next_cursor, limit=3)
    assert len(late.rows) + len(rest.rows) == 4
    assert [row.id for row in late.rows] == sorted(row.id for row in late.rows)


def test_the_choices_of_the_garage_count_from_the_next_car_on(road: Road) -> None:
    care_settings.set_rules(road.boss, CallRules(first_from=2, first_to=4, attempts=1))
    car = left(road)
    assert calls(car.first)[0].due_on == date(2026, 11, 23)
    attempt(at(road, DAY_3), calls(car.first)[0], Outcome.BUSY)
    assert calls(car.first)[0].state is FollowUpState.UNREACHABLE


def test_topics_keep_their_codes_and_their_order(boss: By) -> None:
    care_settings.set_topics(boss, ["Price", "环境"])
    assert care_settings.topics() == ("PRICE", "环境")
    assert [care_settings.topic_name(topic) for topic in care_settings.topics()] == ["Price", "环境"]


def test_the_deputy_calls_while_the_caller_is_away(road: Road) -> None:
    caller = staff.add(road.boss, name="周跟踪", roles={Role.CALLER})
    deputy = staff.add(road.boss, name="吴跟踪", roles={Role.CALLER})
    car = left(road)
    callers.name_callers(road.boss, caller, deputy)
    assert {row.caller_id for row in calls(car.first)} == {caller}
    today = road.boss.today
    away = callers.be_away(road.boss, caller, today, today + timedelta(days=2))
    assert callers.on_duty(caller, today) == callers.OnDuty(deputy, caller)
    assert callers.on_duty(caller, today + timedelta(days=3)) == callers.OnDuty(caller)
    callers.be_away(road.boss, deputy, today, today)
    assert callers.on_duty(caller, today) == callers.OnDuty(None, caller)
    callers.be_back(road.boss, away, 1, "提前回来")
    assert callers.on_duty(None, today) == callers.OnDuty(caller)
    page = follow_up_pages.open_page(calls(car.first)[0].id, today)
    assert (page.caller, page.away) == ("周跟踪", "")
    left_us = staff.person(caller)
    staff.change(road.boss, caller, left_us.version, name="周跟踪", roles=left_us.roles, active=False)
    later = today + timedelta(days=5)
    assert callers.on_duty(caller, later) == callers.OnDuty(deputy, caller)


def test_an_absence_names_somebody_else_and_overlaps_none(road: Road) -> None:
    today = road.boss.today
    callers.be_away(road.boss, road.mechanic, today, today + timedelta(days=3))
    for field, values in {
        "deputy": (road.leader, today, today, road.leader),
        "last_on": (road.leader, today, today - timedelta(days=1), None),
        "first_on": (road.mechanic, today + timedelta(days=3), today + timedelta(days=9), None),
        "staff": (0, today, today, None),
    }.items():
        with pytest.raises(FieldError) as error:
            callers.be_away(road.boss, *values)
        assert error.value.field == field
    with pytest.raises(FieldError):
        callers.name_callers(road.boss, road.mechanic, road.mechanic)


def test_public_customers_are_asked_for_their_opinion_every_six_months(boss: By) -> None:
    data = customers.CustomerData(CustomerKind.PUBLIC, "市机关事务局", ("0755-82345678",))
    public = customers.add(boss, data, first_contact_on=date(2026, 5, 1))
    customers.add(boss, customers.CustomerData(name="个人"), first_contact_on=date(2026, 1, 1))
    assert call_plans.plan_surveys(boss) == 1
    assert call_plans.plan_surveys(boss) == 0
    [row] = follow_up_rows.of_customer(public)
    assert (row.purpose, row.due_on, row.order_id) == (Purpose.SURVEY, boss.today, None)
    follow_ups.call(boss, row.id, row.version, Talk(opinion="满意"))
    later = By(boss.staff_id, boss.at + timedelta(days=150))
    assert call_plans.plan_surveys(later) == 0
    later = By(boss.staff_id, boss.at + timedelta(days=176))
    assert call_plans.plan_surveys(later) == 1
    assert follow_up_rows.of_customer(public)[0].due_on == date(2027, 5, 21)
    assert sound()


def test_who_brought_the_car_may_be_called_as_well(road: Road) -> None:
    car = left(road)
    WorkOrder.update(brought_by="周司机", brought_by_phone="13700137009").where(
        WorkOrder.id == car.first
    ).execute()
    row = calls(car.first)[0]
    page = follow_up_pages.open_page(row.id, road.boss.today)
    assert [(one.number, one.whose) for one in page.phones] == [
        ("13800138000", ""),
        ("13700137009", "周司机"),
    ]
    attempt(at(road, DAY_3), row, Outcome.WRONG_NUMBER, phone="13700137009")
    assert calls(car.first)[0].state is FollowUpState.PENDING
    assert customers.live_phones_of(road.customer) == ("13800138000",)


def test_the_page_of_a_call_holds_what_lies_beside_the_telephone(road: Road) -> None:
    car = left(road)
    first, _second = calls(car.first)
    attempt(at(road, DAY_3), first, scores={"QUALITY": 5, "TIME": 3})
    page = follow_up_pages.open_page(first.id, DAY_3.date())
    [talk] = page.talks
    assert talk == page.attempts[0]
    assert (talk.scores, talk.next_topic, talk.round) == ((("QUALITY", 5), ("TIME", 3)), "下次保养", 1)
    assert page.row.work == ("更换前刹车片",)
    assert [one.number for one in page.phones] == ["13800138000"]
    assert FollowUp.get_by_id(first.id).done_at == DAY_3
    assert open_order(road.vehicle, road.boss)


def test_a_call_that_nobody_made_is_given_up_with_the_second_one_thirty_days_after_its_last_day(
    road: Road,
) -> None:
    car = left(road)
    last = calls(car.first)[0].late_after
    assert call_plans.lapse_due(at(road, datetime.combine(last + timedelta(days=30), DAY_3.time()))) == 0
    by = at(road, datetime.combine(last + timedelta(days=31), DAY_3.time()))
    assert call_plans.lapse_due(by) == 1
    assert states(car.first) == [FollowUpState.CANCELLED] * 2
    assert "30" in calls(car.first)[0].closed_reason
    assert call_plans.lapse_due(by) == 0
    assert sound()


def test_a_time_that_was_agreed_keeps_a_call_alive(road: Road) -> None:
    car = left(road)
    first = calls(car.first)[0]
    later = datetime.combine(first.late_after + timedelta(days=40), DAY_3.time())
    attempt(at(road, DAY_3), first, Outcome.CALL_BACK, call_back_at=later)
    assert call_plans.lapse_due(at(road, later)) == 0
    assert call_plans.lapse_due(at(road, later + timedelta(days=31))) == 1


def test_after_how_many_days_a_call_is_given_up_is_for_the_garage_to_say(road: Road) -> None:
    car = left(road)
    care_settings.set_rules(road.boss, CallRules(lapse_days=5))
    day = calls(car.first)[0].late_after + timedelta(days=6)
    assert call_plans.lapse_due(at(road, datetime.combine(day, DAY_3.time()))) == 1
