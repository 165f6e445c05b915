"""Passes and the gate: who may leave, who comes back, and what leaving sets going."""

from datetime import timedelta

import pytest

from garage.domain.exit_passes import PassKind, PassState
from garage.domain.order_steps import OrderAct, next_step
from garage.domain.orders import HoldReason, OrderState
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.errors import FieldError, RuleError
from garage.models.exit_passes import ExitPass
from garage.models.followups import FollowUp
from garage.models.reminders import Reminder
from garage.models.warranty import RepairWarranty
from garage.services import (
    credit,
    exit_passes,
    goods_issues,
    history,
    holds,
    orders,
    papers,
    payments,
    settlements,
    trips,
    vehicles,
    workshop,
)
from garage.services.settlements import Terms
from tests.services.road import Road, codes, state


def only_pass(road: Road) -> exit_passes.PassRow:
    [row] = exit_passes.of_order(road.order)
    return row


def give_back(road: Road) -> None:
    """Every part that was drawn comes back."""
    lines = [
        goods_issues.IssueLine(line.id, line.issued_milli)
        for line in orders.open_page(road.order).lines
        if line.issued_milli
    ]
    goods_issues.return_parts(road.boss, road.order, lines=lines, received_by=road.mechanic)


def road_test(road: Road, **more: object) -> str:
    back = road.boss.at + timedelta(minutes=30)
    what = {"driver_id": road.mechanic, "return_at": back} | more
    return trips.issue(road.boss, road.order, PassKind.ROAD_TEST, **what)  # type: ignore[arg-type]


# Unrepaired


@pytest.mark.parametrize("steps", [(), ("authorise",), ("authorise", "dispatch")])
def test_a_car_leaves_unrepaired_in_one_act(road: Road, steps: tuple[str, ...]) -> None:
    road.receive()
    for step in steps:
        getattr(road, step)()
    number = exit_passes.leave_unrepaired(road.boss, road.order, "客户不修了")
    assert state(road) is OrderState.CANCELLED
    assert (only_pass(road).no, only_pass(road).kind) == (number, PassKind.UNREPAIRED)
    following = next_step(orders.open_page(road.order).facts)
    assert following is not None
    assert following.act is OrderAct.LEAVE
    road.forward(minutes=10)
    exit_passes.leave(road.boss, road.order, 86_413)
    page = orders.open_page(road.order)
    assert (page.state, page.odo_out, page.exited_at) == (OrderState.CANCELLED, 86_413, road.boss.at)
    assert only_pass(road).state is PassState.USED
    assert next_step(page.facts) is None


def test_nothing_is_promised_of_a_car_that_was_not_repaired_but_its_owner_is_called_once(road: Road) -> None:
    road.receive()
    exit_passes.leave_unrepaired(road.boss, road.order, "太贵")
    exit_passes.leave(road.boss, road.order, 86_412)
    assert RepairWarranty.select().count() == Reminder.select().count() == 0
    [call] = FollowUp.select()
    assert (call.round, call.due_on) == (1, road.boss.today + timedelta(days=3))


def test_a_car_whose_odometer_nobody_read_is_asked_for_it_at_the_gate(road: Road) -> None:
    road.order = orders.open_order(road.boss, road.vehicle)
    exit_passes.leave_unrepaired(road.boss, road.order, "只是问价")
    exit_passes.leave(road.boss, road.order, 120)
    assert [row.km for row in vehicles.readings(road.vehicle)] == [120]


def test_drawn_parts_come_back_before_a_car_leaves_unrepaired(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    with pytest.raises(RuleError) as error:
        exit_passes.leave_unrepaired(road.boss, road.order, "不修了")
    assert codes(error) == {"parts_out"}
    assert (state(road), exit_passes.of_order(road.order)) == (OrderState.DISPATCHED, [])
    give_back(road)
    exit_passes.leave_unrepaired(road.boss, road.order, "不修了")
    assert state(road) is OrderState.CANCELLED


def test_money_goes_back_before_a_car_leaves_unrepaired(road: Road) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 20_000)])
    with pytest.raises(RuleError) as error:
        exit_passes.leave_unrepaired(road.boss, road.order, "不修了")
    assert [(reason.code, reason.goto) for reason in error.value.reasons] == [("money_in", "money")]
    credit_back = [Tender(PayMethod.CASH, 20_000)]
    payments.refund(road.boss, road.order, credit_back, "不修了")
    exit_passes.leave_unrepaired(road.boss, road.order, "不修了")
    assert state(road) is OrderState.CANCELLED


def test_a_car_that_waits_for_parts_may_leave_unrepaired_and_waits_no_longer(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    holds.hold(road.boss, road.order, HoldReason.PARTS)
    road.forward(hours=3)
    exit_passes.leave_unrepaired(road.boss, road.order, "配件订不到")
    [held] = holds.of_order(road.order)
    assert held.ended_at == road.boss.at


def test_a_finished_job_goes_back_to_work_and_its_parts_to_the_shelf_before_the_car_leaves(
    road: Road,
) -> None:
    road.to_ready()
    with pytest.raises(RuleError) as error:
        exit_passes.leave_unrepaired(road.boss, road.order, "不要了")
    assert codes(error) == {"parts_out"}
    with pytest.raises(FieldError):
        workshop.back_to_work(road.boss, road.order, "")
    workshop.back_to_work(road.boss, road.order, "客户不要了，退料")
    give_back(road)
    exit_passes.leave_unrepaired(road.boss, road.order, "不要了")
    assert state(road) is OrderState.CANCELLED


def test_a_cancelled_order_gets_its_pass_while_the_car_is_here_and_only_once(road: Road) -> None:
    road.receive()
    orders.cancel(road.boss, road.order, "客户取消")
    exit_passes.issue(road.boss, road.order)
    with pytest.raises(RuleError) as error:
        exit_passes.issue(road.boss, road.order)
    assert codes(error) == {"pass_issued"}
    exit_passes.leave(road.boss, road.order, 86_412)
    with pytest.raises(RuleError) as error:
        exit_passes.issue(road.boss, road.order)
    assert codes(error) == {"pass_issued"}


def test_the_pass_of_an_earlier_visit_is_no_way_past_the_bill(road: Road) -> None:
    road.receive()
    exit_passes.leave_unrepaired(road.boss, road.order, "再想想")
    again = orders.open_order(road.boss, road.vehicle)
    with pytest.raises(RuleError) as error:
        exit_passes.leave(road.boss, road.order, 86_412)
    assert codes(error) == {"exit_pass"}
    assert orders.open_page(again).state is OrderState.RECEIVED


# Invariants 8 and 9


def test_no_pass_without_a_bill_that_is_paid_or_approved(road: Road) -> None:
    road.to_ready()
    with pytest.raises(RuleError) as error:
        exit_passes.issue(road.boss, road.order)
    assert codes(error) == {"unsettled"}
    settlements.settle(road.boss, road.order, Terms(rounding=RoundingOff.NONE))
    with pytest.raises(RuleError) as error:
        exit_passes.issue(road.boss, road.order)
    assert codes(error) == {"unpaid"}
    assert ExitPass.select().count() == 0


def test_a_pass_on_account_names_who_approved_it(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms(rounding=RoundingOff.NONE))
    approved = credit.OnAccount(approved_by=road.boss.staff_id, override="老客户，月结")
    credit.put_on_account(road.boss, road.order, approved)
    number = exit_passes.issue(road.boss, road.order)
    assert (only_pass(road).kind, only_pass(road).approved_by) == (PassKind.ON_ACCOUNT, "张三")
    paper = papers.gate_pass(number, papers.blank_imprint(road.boss))
    assert (paper.kind, paper.approved_by) == ("ON_ACCOUNT", "张三")
    exit_passes.leave(road.boss, road.order, 86_414)
    assert state(road) is OrderState.EXITED


def test_one_live_pass_an_order_used_once_with_no_fewer_kilometres_than_at_reception(road: Road) -> None:
    road.to_ready()
    road.settle()
    with pytest.raises(RuleError):
        exit_passes.issue(road.boss, road.order)
    with pytest.raises(FieldError) as low:
        exit_passes.leave(road.boss, road.order, 86_411)
    assert low.value.field == "odo"
    exit_passes.leave(road.boss, road.order, 86_412)
    assert (only_pass(road).state, state(road)) == (PassState.USED, OrderState.EXITED)
    with pytest.raises(RuleError):
        exit_passes.leave(road.boss, road.order, 86_413)


def test_a_meter_that_was_replaced_needs_a_reason_at_the_gate(road: Road) -> None:
    road.to_ready()
    road.settle()
    exit_passes.leave(road.boss, road.order, 3, reset_reason="更换组合仪表")
    assert orders.open_page(road.order).odo_out == 3
    assert vehicles.readings(road.vehicle)[0].reset_reason == "更换组合仪表"


def test_a_voided_pass_keeps_its_number_and_another_is_issued(road: Road) -> None:
    road.to_ready()
    road.settle()
    first = only_pass(road).no
    with pytest.raises(FieldError):
        exit_passes.void(road.boss, first, " ")
    exit_passes.void(road.boss, first, "写错车牌")
    assert not orders.open_page(road.order).facts.pass_issued
    second = exit_passes.issue(road.boss, road.order)
    rows = exit_passes.of_order(road.order)
    assert [(row.no, row.state) for row in rows] == [(first, PassState.VOIDED), (second, PassState.ISSUED)]
    assert rows[0].void_reason == "写错车牌"
    exit_passes.leave(road.boss, road.order, 86_414)
    with pytest.raises(RuleError) as error:
        exit_passes.void(road.boss, second, "晚了")
    assert codes(error) == {"pass_used"}


def test_a_pass_of_an_earlier_day_is_renewed_on_purpose(road: Road) -> None:
    road.to_ready()
    road.settle()
    first = only_pass(road).no
    road.forward(days=1)
    with pytest.raises(FieldError) as error:
        exit_passes.leave(road.boss, road.order, 86_414)
    assert (error.value.field, state(road)) == ("renew", OrderState.SETTLED)
    used = exit_passes.leave(road.boss, road.order, 86_414, renew=True)
    rows = exit_passes.of_order(road.order)
    assert [(row.no, row.state) for row in rows] == [(first, PassState.VOIDED), (used, PassState.USED)]
    assert rows[1].valid_on == road.boss.today
    assert ExitPass.get(ExitPass.no == used).settlement_id is not None


def test_a_car_that_left_yesterday_evening_went_with_a_good_pass(road: Road) -> None:
    road.to_ready()
    road.settle()
    evening = road.boss.at + timedelta(minutes=5)
    road.forward(days=1)
    exit_passes.leave(road.boss, road.order, 86_414, gate_at=evening)
    assert orders.open_page(road.order).exited_at == evening


# Papers and numbers


def test_every_kind_of_pass_has_its_paper_and_its_number_leads_to_the_order(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    trip = road_test(road, purpose="异响复测")
    paper = papers.gate_pass(trip, papers.blank_imprint(road.boss))
    assert (paper.kind, paper.driver, paper.purpose) == ("ROAD_TEST", "李师傅", "异响复测")
    assert paper.return_at == road.boss.at + timedelta(minutes=30)
    exit_passes.void(road.boss, trip, "不试了")
    assert papers.gate_pass(trip, papers.blank_imprint(road.boss)).imprint.voided
    left = exit_passes.leave_unrepaired(road.boss, road.order, "客户不修了")
    paper = papers.gate_pass(left, papers.blank_imprint(road.boss))
    assert (paper.kind, paper.settlement_no, paper.purpose) == ("UNREPAIRED", "", "客户不修了")
    assert orders.order_of_number(left) == orders.order_of_number(trip.lower()) == road.order


def test_the_history_tells_of_trips_and_of_who_left_unrepaired(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    number = road_test(road, odo_out=86_412, purpose="异响复测")
    trips.back(road.boss, number, 86_420)
    exit_passes.leave_unrepaired(road.boss, road.order, "客户不修了")
    exit_passes.leave(road.boss, road.order, 86_421)
    rows = history.of_order(road.order)
    told = {row.act: row.text for row in rows}
    assert told["Car out"] == "86,412 km"
    assert told["Car back"] == "86,420 km"
    assert "Car left" in told
    assert [row.text for row in rows if row.act == "Exit pass issued"] == [
        f"{number} · Road test · 异响复测",
        "EP-2026-00002 · Unrepaired",
    ]
