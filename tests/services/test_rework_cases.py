"""Rework cases: the clock to the day, decisions, referral, and what the customer pays (D2–D4, invariant 13)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from garage.domain.lines import PayType
from garage.domain.numbers import Series, read_number
from garage.domain.orders import OrderState, SupplementState
from garage.domain.rework import ReworkCause, ReworkState
from garage.domain.staff import Role
from garage.errors import FieldError, RuleError, StaleError
from garage.models.rework import ReworkCase
from garage.services import (
    books,
    claims,
    concessions,
    customers,
    history,
    order_lines,
    orders,
    rework_cases,
    rework_lines,
    rework_rows,
    settlements,
    staff,
    supplements,
    suppliers,
    vehicles,
)
from garage.services.command import By
from garage.services.rework_rows import ReworkFilter
from tests.services.comeback import Comeback, labour
from tests.services.road import Road, codes

MISUSE = ReworkCause.MISUSE


@pytest.fixture
def car(road: Road) -> Comeback:
    """The car of the road, repaired once."""
    return Comeback(road)


def _pays(car: Comeback) -> list[PayType]:
    return [line.pay_type for line in orders.open_page(car.road.order).lines]


def test_a_case_is_opened_with_its_number_its_clock_and_its_attempt(car: Comeback) -> None:
    case = car.case(car.again())
    assert read_number(case.no) == (Series.REWORK, case.no)
    assert case.due_on == case.received_on + timedelta(days=3)
    assert (case.state, case.attempt, case.covered) == (ReworkState.CLAIMED, 1, True)
    assert (case.first_order_id, case.line) == (car.first, "更换前刹车片")


def test_a_case_needs_a_line_of_the_same_car_and_words(car: Comeback) -> None:
    car.again()
    other = vehicles.add(
        car.road.boss, replace(vehicles.VehicleData(), plate="粤B99999"), owner_id=car.road.customer
    )
    order = orders.open_order(car.road.boss, other)
    with pytest.raises(FieldError) as error:
        rework_cases.open_case(car.road.boss, order, car.line, "响")
    assert error.value.field == "original"
    with pytest.raises(FieldError) as error:
        rework_cases.open_case(car.road.boss, car.road.order, car.line, "  ")
    assert error.value.field == "fault"
    with pytest.raises(KeyError):
        rework_cases.open_case(car.road.boss, 999_999, car.line, "响")


def test_a_line_is_in_dispute_once_an_order(car: Comeback) -> None:
    case = car.again()
    with pytest.raises(RuleError) as error:
        car.claim()
    assert codes(error) == {"open"}
    rework_cases.withdraw(car.road.boss, case, None, "客户撤回")
    assert car.case(car.claim()).attempt == 1


def test_the_clock_lapses_on_the_day_after_the_third(car: Comeback) -> None:
    case = car.again()
    start = car.road.boss.at
    last = By(car.road.boss.staff_id, datetime.combine(start.date() + timedelta(days=3), start.time().max))
    assert rework_cases.lapse_due(last) == 0
    assert rework_cases.lapse_due(By(last.staff_id, last.at + timedelta(seconds=1))) == 1
    row = car.case(case)
    assert (row.state, row.cause, row.decided_by) == (ReworkState.OUR_FAULT, ReworkCause.NO_EVIDENCE, None)
    assert rework_cases.lapse_due(By(last.staff_id, last.at + timedelta(days=2))) == 0
    assert not books.check()


def test_the_clock_leaves_a_line_that_a_supplier_is_asked_to_pay_for(car: Comeback) -> None:
    car.road.forward(days=1)
    car.come(labour("前刹车检查"))
    [line] = orders.open_page(car.road.order).lines
    case = car.claim(line_id=line.id)
    car.authorise()
    by = car.road.boss
    concessions.change_pay_type(by, line.id, PayType.CLAIM, "厂家配件质量")
    claim = claims.draft(by, [line.id], suppliers.add(by, name="深圳众诚汽配"))
    car.road.forward(days=4)
    assert rework_cases.lapse_due(car.road.boss) == 0
    assert car.case(case).state is ReworkState.CLAIMED
    claims.drop(by, claim, 1, "是我们的错")
    assert rework_cases.lapse_due(car.road.boss) == 1
    assert _pays(car) == [PayType.REWORK]


def test_the_log_says_that_the_clock_decided(car: Comeback) -> None:
    case = car.again()
    car.road.forward(days=4)
    rework_cases.lapse_due(car.road.boss)
    last = history.of_rework(case)[-1]
    assert (last.who, last.act) == ("the program", "No evidence in time: free rework")


def test_a_lapse_makes_a_line_free_that_the_customer_had_agreed_to_pay(car: Comeback) -> None:
    car.road.forward(days=1)
    car.come(labour("前刹车检查"))
    [line] = orders.open_page(car.road.order).lines
    case = car.claim(line_id=line.id)
    car.authorise()
    car.road.forward(days=4)
    assert rework_cases.lapse_due(car.road.boss) == 1
    assert _pays(car) == [PayType.REWORK]
    assert car.payable() == 0
    [line] = orders.open_page(car.road.order).lines
    assert line.original_line_id == car.line
    assert car.case(case).line_id == line.id


def test_outside_its_warranty_a_repair_has_no_clock(car: Comeback) -> None:
    case = car.again(days=11)
    assert not car.case(case).covered
    car.road.forward(days=9)
    assert rework_cases.lapse_due(car.road.boss) == 0
    assert not rework_rows.running([car.road.order])


@pytest.mark.parametrize(("days", "covered"), [(10, True), (11, False)])
def test_the_last_day_of_the_warranty_is_covered(car: Comeback, days: int, covered: bool) -> None:
    assert car.case(car.again(days=days)).covered is covered


@pytest.mark.parametrize(("km", "covered"), [(2_000, True), (2_001, False)])
def test_the_last_kilometre_of_the_warranty_is_covered(car: Comeback, km: int, covered: bool) -> None:
    car.km += km - 10
    assert car.case(car.again(days=5)).covered is covered


def test_evidence_in_time_stops_the_clock_and_the_foreman_decides(car: Comeback) -> None:
    foreman = staff.add(car.road.boss, name="钱主管", roles={Role.FOREMAN})
    case = car.again()
    rework_cases.start_diagnosis(car.road.boss, case, None)
    rework_cases.record_evidence(car.road.boss, case, None, MISUSE, "刹车盘进泥沙")
    car.road.forward(days=6)
    assert rework_cases.lapse_due(car.road.boss) == 0
    with pytest.raises(FieldError) as error:
        rework_cases.decide_not_ours(By(car.road.mechanic, car.road.boss.at), case, None)
    assert error.value.field == "approved_by"
    rework_cases.decide_not_ours(By(car.road.mechanic, car.road.boss.at), case, None, approved_by=foreman)
    assert (car.case(case).state, car.case(case).decided_by) == (ReworkState.NOT_OURS, foreman)
    assert _pays(car) == [PayType.CUSTOMER]
    assert car.payable() == 12_000
    assert not books.check()


def test_late_evidence_needs_an_owner_and_a_reason(car: Comeback) -> None:
    foreman = staff.add(car.road.boss, name="钱主管", roles={Role.FOREMAN})
    case = car.again()
    car.road.forward(days=4)
    rework_cases.record_evidence(car.road.boss, case, None, MISUSE, "刹车盘进泥沙")
    by = By(foreman, car.road.boss.at)
    with pytest.raises(FieldError) as error:
        rework_cases.decide_not_ours(by, case, None, "见照片")
    assert error.value.field == "approved_by"
    with pytest.raises(FieldError) as error:
        rework_cases.decide_not_ours(car.road.boss, case, None, " ")
    assert error.value.field == "reason"
    rework_cases.decide_not_ours(by, case, None, "客户承认", approved_by=car.road.boss.staff_id)
    assert car.case(case).reason == "客户承认"


def test_what_the_clock_decided_an_owner_may_overturn_with_evidence(car: Comeback) -> None:
    case = car.again()
    car.road.forward(days=4)
    rework_cases.lapse_due(car.road.boss)
    by = car.road.boss
    with pytest.raises(FieldError) as error:
        rework_cases.decide_not_ours(by, case, None, "客户承认")
    assert error.value.field == "cause"
    with pytest.raises(FieldError) as error:
        rework_cases.decide_not_ours(by, case, None, "客户承认", cause=ReworkCause.PART, evidence="见照片")
    assert error.value.field == "cause"
    rework_cases.decide_not_ours(by, case, None, "客户承认", cause=MISUSE, evidence="见照片")
    assert car.case(case).state is ReworkState.NOT_OURS
    assert _pays(car) == [PayType.CUSTOMER]
    assert not books.check()


def test_better_words_for_timely_evidence_stay_in_time_and_a_new_cause_does_not(car: Comeback) -> None:
    case = car.again()
    at = car.road.boss.at
    rework_cases.record_evidence(car.road.boss, case, None, MISUSE, "进泥沙")
    car.road.forward(days=5)
    rework_cases.record_evidence(car.road.boss, case, None, MISUSE, "刹车盘进泥沙")
    assert car.case(case).evidence_at == at
    rework_cases.record_evidence(car.road.boss, case, None, ReworkCause.PART, "片厚不均")
    rework_cases.record_evidence(car.road.boss, case, None, MISUSE, "刹车盘进泥沙")
    assert not car.case(case).case.shown


def test_evidence_needs_a_cause_and_words(car: Comeback) -> None:
    case = car.again()
    with pytest.raises(FieldError) as error:
        rework_cases.record_evidence(car.road.boss, case, None, ReworkCause.NO_EVIDENCE, "无")
    assert error.value.field == "cause"
    with pytest.raises(FieldError) as error:
        rework_cases.record_evidence(car.road.boss, case, None, MISUSE, "\n")
    assert error.value.field == "evidence"


def test_our_fault_makes_the_line_free_whatever_anybody_may_give_away(car: Comeback) -> None:
    car.road.forward(days=1)
    car.come(labour("前刹车检查"), labour("洗车"))
    line = orders.open_page(car.road.order).lines[0]
    case = car.claim(line_id=line.id)
    car.authorise()
    with pytest.raises(FieldError):
        rework_cases.decide_ours(car.road.boss, case, None, MISUSE)
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
    assert _pays(car) == [PayType.REWORK, PayType.CUSTOMER]
    assert car.payable() == 12_000
    assert not books.check()


def test_what_was_agreed_as_free_is_quoted_by_a_supplement(car: Comeback) -> None:
    case = car.again()
    car.authorise()
    rework_cases.record_evidence(car.road.boss, case, None, MISUSE, "进泥沙")
    rework_cases.decide_not_ours(car.road.boss, case, None)
    [asked] = supplements.of_order(car.road.order)
    assert (asked.state, asked.delta_fen) == (SupplementState.PROPOSED, 12_000)
    assert [line.pay_type for line in asked.lines] == [PayType.CUSTOMER]
    assert not order_lines.lines_of(car.road.order)
    assert not books.check()


def test_work_that_has_begun_for_free_is_not_charged(car: Comeback) -> None:
    case = car.again()
    car.authorise()
    car.road.dispatch()
    car.road.work()
    rework_cases.record_evidence(car.road.boss, case, None, MISUSE, "进泥沙")
    with pytest.raises(RuleError) as error:
        rework_cases.decide_not_ours(car.road.boss, case, None)
    assert codes(error) == {"started"}


def test_no_bill_before_the_case_is_decided(car: Comeback) -> None:
    case = car.again()
    car.authorise()
    car.road.dispatch()
    car.road.work()
    car.road.inspect()
    car.road.make_ready()
    with pytest.raises(RuleError) as error:
        car.road.settle()
    assert codes(error) == {"rework_undecided"}
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
    car.road.settle()


def test_the_case_closes_when_the_car_leaves_and_the_next_one_counts_on(car: Comeback) -> None:
    for attempt in (1, 2):
        case = car.again()
        assert car.case(case).attempt == attempt
        rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
        car.leave()
        assert car.case(case).state is ReworkState.CLOSED
    assert rework_rows.counts()[ReworkFilter.OURS] == 0
    chain = rework_rows.chain(car.line)
    assert [one.mechanics for one in chain] == ["李师傅"] * 3
    assert not books.check()


def test_a_rework_named_by_its_rework_line_counts_from_the_first_repair(car: Comeback) -> None:
    case = car.again()
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
    car.leave()
    again = orders.open_page(car.road.order).lines[0].id
    car.road.forward(days=1)
    car.come(labour())
    row = car.case(car.claim(again))
    assert (row.original_line_id, row.attempt) == (car.line, 2)


def test_what_was_not_ours_is_no_attempt(car: Comeback) -> None:
    case = car.again()
    rework_cases.record_evidence(car.road.boss, case, None, MISUSE, "进泥沙")
    rework_cases.decide_not_ours(car.road.boss, case, None)
    car.leave()
    assert car.case(case).state is ReworkState.CLOSED
    assert car.case(car.again()).attempt == 1


def test_the_promise_goes_with_the_car_when_it_is_sold(car: Comeback) -> None:
    buyer = customers.add(car.road.boss, customers.CustomerData(name="陈先生", phones=("13900139000",)))
    car.road.forward(days=1)
    vehicles.change_owner(car.road.boss, car.road.vehicle, buyer, car.road.boss.today)
    car.come(labour(pay=PayType.REWORK, original_line_id=car.line))
    row = car.case(car.claim())
    assert (row.customer, row.covered) == ("陈先生", True)
    assert [one.id for one in rework_cases.open_cases(car.road.vehicle)] == [row.id]
    assert not books.check()


def test_a_cancelled_order_takes_its_cases_along(car: Comeback) -> None:
    case = car.again()
    orders.cancel(car.road.boss, car.road.order, "客户改天再来")
    row = car.case(case)
    assert (row.state, row.note, row.decided_at) == (ReworkState.CLOSED, "客户改天再来", None)
    assert car.case(car.again()).attempt == 1
    assert not books.check()


def test_the_lines_are_typed_anew_and_the_case_keeps_its_own(car: Comeback) -> None:
    car.road.forward(days=1)
    car.come(labour("前刹车检查"), labour("洗车"))
    first, second = orders.open_page(car.road.order).lines
    case = car.claim(line_id=second.id)
    version = orders.open_page(car.road.order).version
    order_lines.save_lines(car.road.boss, car.road.order, version, [second, first])
    [moved, _other] = orders.open_page(car.road.order).lines
    assert (moved.name, car.case(case).line_id) == ("洗车", moved.id)
    order_lines.save_lines(car.road.boss, car.road.order, version + 1, [first])
    assert car.case(case).line_id is None


def test_a_case_that_was_changed_meanwhile_is_stale(car: Comeback) -> None:
    case = car.again()
    rework_cases.start_diagnosis(car.road.boss, case, 1)
    with pytest.raises(StaleError):
        rework_cases.record_evidence(car.road.boss, case, 1, MISUSE, "进泥沙")


def test_an_owed_rework_is_closed_by_hand_only_when_the_car_has_left(car: Comeback) -> None:
    car.road.forward(days=1)
    car.come(labour("洗车"))
    case = car.claim()
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
    with pytest.raises(RuleError) as error:
        rework_cases.close(car.road.boss, case, None, "客户不修了")
    assert codes(error) == {"here"}
    car.leave()
    assert car.case(case).state is ReworkState.OUR_FAULT
    rework_cases.close(car.road.boss, case, None, "客户不修了")
    assert car.case(case).state is ReworkState.CLOSED
    assert not books.check()


def test_the_running_clock_of_an_order_is_its_soonest(car: Comeback) -> None:
    case = car.again()
    assert rework_rows.running([car.road.order, car.first]) == {car.road.order: car.case(case).due_on}
    rework_cases.record_evidence(car.road.boss, case, None, MISUSE, "进泥沙")
    assert not rework_rows.running([car.road.order])


def test_no_case_is_opened_on_an_order_that_is_settled(car: Comeback) -> None:
    car.road.order = car.first
    with pytest.raises(RuleError):
        car.claim()
    assert orders.open_page(car.first).state is OrderState.EXITED


def test_books_that_were_tampered_with_are_found(car: Comeback) -> None:
    case = car.again()
    assert not books.check()
    ReworkCase.update(state="OUR_FAULT").where(ReworkCase.id == case).execute()
    assert any(car.case(case).no in words for words in books.check())
    ReworkCase.update(state="CLAIMED", evidence_due_on=car.road.boss.today).where(
        ReworkCase.id == case
    ).execute()
    assert any("does not begin at reception" in words for words in books.check())


def test_pages_and_counts_go_by_what_has_become_of_it(car: Comeback) -> None:
    case = car.again()
    assert [row.id for row in rework_rows.page(ReworkFilter.DIAGNOSING).rows] == [case]
    assert rework_rows.counts()[ReworkFilter.DIAGNOSING] == 1
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
    assert [row.id for row in rework_rows.page(ReworkFilter.OURS).rows] == [case]
    assert rework_rows.by_number(car.case(case).no) == case
    assert not rework_rows.page(ReworkFilter.REFERRED).rows
    assert rework_lines.earlier_reworks(car.line, 0) == 0
    assert settlements.preview(car.road.order, settlements.Terms()).payable_fen == 0
