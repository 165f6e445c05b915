"""What is owed is not forgotten: free rework that was not done, another garage after two failures, who decides (D2–D4)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.lines import PayType
from garage.domain.rework import Awaited, ReworkAct, ReworkCause, ReworkState
from garage.domain.staff import Role
from garage.domain.today import TodayKind
from garage.domain.verdicts import Coverage, Verdict
from garage.errors import FieldError, RuleError
from garage.models.staff import StaffRole
from garage.services import (
    books,
    car_waits,
    exit_passes,
    orders,
    returns_due,
    rework_cases,
    rework_due,
    rework_lines,
    rework_rows,
    today,
    verdicts,
)
from garage.services.command import By
from tests.services.comeback import Comeback, labour
from tests.services.road import Road, codes

OURS = ReworkCause.WORKMANSHIP
_KINDS = {TodayKind.REWORK, TodayKind.REWORK_DECIDE, TodayKind.REWORK_REFER, TodayKind.REWORK_OWED}


@pytest.fixture
def car(road: Road) -> Comeback:
    """The car of the road, repaired once."""
    return Comeback(road)


@pytest.fixture
def owed(car: Comeback) -> int:
    """The case of a rework that is ours, and with which the car left undone."""
    car.road.forward(days=1)
    car.come(labour("洗车"))
    case = car.claim()
    rework_cases.decide_ours(car.road.boss, case, None, OURS)
    car.leave()
    return case


def waits(case: int) -> Awaited | None:
    return next((one.waits_for for one in rework_due.due() if one.case_id == case), None)


def cards(by: By) -> list[TodayKind]:
    return [one.kind for some in today.read(by).columns.values() for one in some if one.kind in _KINDS]


def verdict_of(car: Comeback) -> Coverage:
    by = car.road.boss
    name = "更换前刹车片"
    return next(one for one in verdicts.of_order(car.road.order, by.today) if one.subject.name == name)


# What is owed


def test_rework_that_was_not_done_is_a_card_and_stands_at_the_next_arrival(car: Comeback, owed: int) -> None:
    by = car.road.boss
    [one] = returns_due.due().reworks
    assert (one.case_id, one.waits_for, one.customer) == (owed, Awaited.REWORK, car.case(owed).customer)
    assert returns_due.due().count(by.today) == 1
    assert cards(by) == [TodayKind.REWORK_OWED]
    assert [row.id for row in car_waits.of_vehicle(car.road.vehicle, by.today).reworks] == [owed]


def test_it_is_over_when_the_car_leaves_with_it_done_on_a_later_order(car: Comeback, owed: int) -> None:
    by = car.road.boss
    car.road.forward(days=1)
    car.come(labour("洗车"))
    verdicts.do_owed(by, car.road.order, owed)
    line = orders.open_page(car.road.order).lines[-1]
    assert (line.name, line.pay_type, line.original_line_id) == ("更换前刹车片", PayType.REWORK, car.line)
    with pytest.raises(RuleError) as error:
        verdicts.do_owed(by, car.road.order, owed)
    assert codes(error) == {"owed"}
    car.leave()
    assert car.case(owed).state is ReworkState.CLOSED
    assert not cards(by)
    assert not books.check()


def test_it_stays_owed_while_the_car_leaves_without_it_again(car: Comeback, owed: int) -> None:
    car.road.forward(days=1)
    car.come(labour("洗车"))
    car.leave()
    assert waits(owed) is Awaited.REWORK


@pytest.mark.parametrize(
    "end", [orders.cancel, exit_passes.leave_unrepaired], ids=["cancelled", "unrepaired"]
)
def test_an_order_that_comes_to_nothing_leaves_its_free_rework_owed(
    car: Comeback, end: Callable[[By, int, str], object]
) -> None:
    """The customer could not wait: the promise is not called off with the order."""
    by, case = car.road.boss, car.again()
    rework_cases.decide_ours(by, case, None, OURS)
    end(by, car.road.order, "客户等不及，改天再来")
    assert waits(case) is Awaited.REWORK
    assert cards(by) == [TodayKind.REWORK_OWED]
    assert not books.check()
    car.road.forward(days=1)
    car.come(labour("洗车"))
    verdicts.do_owed(car.road.boss, car.road.order, case)
    car.leave()
    assert car.case(case).state is ReworkState.CLOSED
    assert not books.check()


def test_what_an_order_left_owed_is_closed_by_hand_with_a_reason(car: Comeback) -> None:
    by, case = car.road.boss, car.again()
    rework_cases.decide_ours(by, case, None, OURS)
    orders.cancel(by, car.road.order, "开错单")
    rework_cases.close(by, case, None, "开错单，没有来修")
    assert cards(by) == []
    assert not books.check()


def test_a_car_that_was_elsewhere_and_is_back_ends_its_case_with_the_order(car: Comeback) -> None:
    case = car.again()
    by = car.road.boss
    rework_cases.decide_ours(by, case, None, OURS)
    rework_cases.refer(by, case, None, "顺达汽修", 50_000, by.today)
    rework_cases.take_back(by, case, None, "已修好")
    assert car.case(case).state is ReworkState.REFERRED
    orders.cancel(by, car.road.order, "已在他厂修好")
    assert car.case(case).state is ReworkState.CLOSED
    assert not books.check()


def test_nothing_is_put_on_the_order_of_another_car_or_of_a_case_that_is_over(
    car: Comeback, owed: int
) -> None:
    by = car.road.boss
    rework_cases.close(by, owed, None, "客户不修了")
    car.come(labour("洗车"))
    with pytest.raises(RuleError) as error:
        verdicts.do_owed(by, car.road.order, owed)
    assert codes(error) == {"owed"}
    with pytest.raises(KeyError):
        verdicts.do_owed(by, 999_999, owed)


def test_unclear_opens_its_case_beside_what_is_owed_since_before(car: Comeback, owed: int) -> None:
    by = car.road.boss
    car.road.forward(days=1)
    car.come(labour("洗车"))
    verdicts.decide(by, car.road.order, verdict_of(car).subject, Verdict.UNCLEAR, note="又响")
    [case] = rework_rows.of_order(car.road.order)
    assert case.id != owed
    assert case.original_line_id == car.line
    assert not books.check()


# Attempts


def test_what_is_owed_was_not_tried_and_every_count_says_so(car: Comeback, owed: int) -> None:
    assert car.case(owed).attempt == 1
    case = car.again()
    assert (car.case(case).attempt, verdict_of(car).attempts) == (1, 0)
    rework_cases.decide_ours(car.road.boss, case, None, OURS)
    car.leave()
    again = car.again()
    assert (car.case(again).attempt, verdict_of(car).attempts) == (2, 1)
    assert car.case(owed).state is ReworkState.CLOSED


def test_another_garage_is_a_try_on_the_verdict_too(car: Comeback, owed: int) -> None:
    by = car.road.boss
    rework_cases.refer(by, owed, None, "顺达汽修", 50_000, by.today)
    case = car.again()
    assert (car.case(case).attempt, verdict_of(car).attempts) == (2, 1)
    assert rework_lines.earlier_reworks(car.line) == 1


# Another garage


@pytest.fixture
def third(car: Comeback) -> int:
    """The third case of a line that was reworked twice: ours again."""
    for _time in range(2):
        rework_cases.decide_ours(car.road.boss, car.again(), None, OURS)
        car.leave()
    case = car.again()
    rework_cases.decide_ours(car.road.boss, case, None, OURS)
    return case


def test_no_bill_before_another_garage_has_it_or_an_owner_says_why_not(car: Comeback, third: int) -> None:
    by = car.road.boss
    assert cards(by) == [TodayKind.REWORK_REFER]
    with pytest.raises(RuleError) as error:
        car.leave()
    assert codes(error) == {"rework_unreferred"}
    with pytest.raises(FieldError) as field:
        rework_cases.keep(by, third, None, " ")
    assert field.value.field == "reason"
    with pytest.raises(FieldError) as field:
        rework_cases.keep(replace(by, staff_id=car.road.mechanic), third, None, "再试一次")
    assert field.value.field == "approved_by"
    rework_cases.keep(by, third, None, "客户要求再试一次")
    row = car.case(third)
    assert row.attempt == 3
    assert (row.kept, row.may(ReworkAct.KEEP), row.may(ReworkAct.REFER)) == (True, False, True)
    assert not cards(by)
    car.road.settle()
    assert not books.check()


def test_only_what_was_reworked_twice_is_kept_from_another_garage(car: Comeback) -> None:
    case = car.again()
    rework_cases.decide_ours(car.road.boss, case, None, OURS)
    with pytest.raises(RuleError) as error:
        rework_cases.keep(car.road.boss, case, None, "再试一次")
    assert codes(error) == {"refers"}


def test_a_garage_that_has_it_after_all_takes_the_place_of_the_words(car: Comeback, third: int) -> None:
    by = car.road.boss
    rework_cases.keep(by, third, None, "客户要求再试一次")
    rework_cases.refer(by, third, None, "顺达汽修", 50_000, by.today)
    row = car.case(third)
    assert (row.state, row.referral_result, row.kept) == (ReworkState.REFERRED, "", False)


# The clock and who decides


Shown = Callable[[By, int], None]


def _own_fault(by: By, case: int) -> None:
    rework_cases.record_evidence(by, case, None, OURS, "卡钳没装好")


def _misuse(by: By, case: int) -> None:
    rework_cases.record_evidence(by, case, None, ReworkCause.MISUSE, "进泥沙")


@pytest.mark.parametrize(
    ("days", "shown", "expected"),
    [
        (1, None, Awaited.EVIDENCE),
        (1, _own_fault, Awaited.EVIDENCE),
        (1, _misuse, Awaited.DECISION),
        (20, None, None),
        (20, _misuse, Awaited.DECISION),
    ],
)
def test_a_case_waits_for_evidence_while_its_clock_runs_and_then_for_a_decision(
    car: Comeback, days: int, shown: Shown | None, expected: Awaited | None
) -> None:
    case = car.again(days=days)
    if shown is not None:
        shown(car.road.boss, case)
    assert waits(case) is expected
    late = replace(car.road.boss, at=car.road.boss.at + timedelta(days=9))
    wanted = 0 if expected is None else 1
    assert (returns_due.due().count(late.today), len(cards(late))) == (wanted, wanted)


def test_what_the_law_made_free_is_told_until_it_is_done(car: Comeback) -> None:
    case = car.again()
    car.road.forward(days=4)
    rework_cases.lapse_due(car.road.boss)
    [one] = rework_due.due()
    assert (one.case_id, one.waits_for, one.by_law) == (case, Awaited.REWORK, True)
    assert cards(car.road.boss) == [TodayKind.REWORK_OWED]
    car.leave()
    assert rework_due.due() == []


def test_what_the_counter_called_unclear_the_owner_decides(car: Comeback) -> None:
    by = car.road.boss
    StaffRole.create(staff=car.road.mechanic, role=Role.FOREMAN.value)
    foreman = replace(by, staff_id=car.road.mechanic)
    car.road.forward(days=1)
    car.come(labour("前刹车检查"))
    verdicts.decide(by, car.road.order, verdict_of(car).subject, Verdict.UNCLEAR, note="又响")
    [case] = rework_rows.of_order(car.road.order)
    with pytest.raises(FieldError) as error:
        rework_cases.decide_ours(foreman, case.id, None, OURS)
    assert error.value.field == "approved_by"
    rework_cases.decide_ours(foreman, case.id, None, OURS, approved_by=by.staff_id)


def test_what_the_counter_did_not_doubt_a_foreman_decides(car: Comeback) -> None:
    StaffRole.create(staff=car.road.mechanic, role=Role.FOREMAN.value)
    case = car.again()
    rework_cases.decide_ours(replace(car.road.boss, staff_id=car.road.mechanic), case, None, OURS)
    assert car.case(case).state is ReworkState.OUR_FAULT
