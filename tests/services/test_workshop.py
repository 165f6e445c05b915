"""Dispatch, work and inspections."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.inspections import CHECK_ITEMS, InspectionStage, all_passed
from garage.domain.orders import OldPartChoice, OrderState
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError, RuleError
from garage.models.orders import LineWork
from garage.models.warranty import RepairWarranty
from garage.services import (
    authorisations,
    goods_issues,
    inspections,
    order_lines,
    orders,
    readiness,
    settlements,
    shop,
    staff,
    stock,
    workshop,
)
from garage.services.advice import AdviceData, close, recommend
from garage.services.command import By
from tests.services.road import Road, codes, state


def test_a_failed_final_inspection_goes_back_to_work_and_is_counted(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.check(InspectionStage.SELF, road.mechanic)
    road.check(InspectionStage.LEADER, road.leader)
    road.check(InspectionStage.FINAL, road.inspector, passed=False)
    assert state(road) is OrderState.IN_WORK
    with pytest.raises(RuleError) as error:
        road.check(InspectionStage.SELF, road.mechanic)
    assert codes(error) == {"undone"}
    road.work()
    road.inspect()
    assert state(road) is OrderState.FINAL_PASSED
    rounds = [(row.stage, row.round, row.result) for row in inspections.of_order(road.order)]
    assert ("FINAL", 1, "FAIL") in rounds
    assert ("FINAL", 2, "PASS") in rounds


def test_the_final_inspection_is_done_by_someone_else_unless_one_man_runs_the_shop(road: Road) -> None:
    road.receive()
    road.authorise()
    workshop.dispatch(road.boss, road.order, {line.id: {road.leader: 10_000} for line in road.labour()})
    road.mechanic = road.leader
    road.issue()
    road.work()
    road.check(InspectionStage.SELF, road.leader)
    road.check(InspectionStage.LEADER, road.leader)
    with pytest.raises(FieldError) as error:
        road.check(InspectionStage.FINAL, road.mechanic)
    assert error.value.field == "inspector"
    shop.change_profile(road.boss, shop.profile().version, one_man_shop=True)
    with pytest.raises(FieldError):
        road.check(InspectionStage.FINAL, road.mechanic)
    road.check(InspectionStage.FINAL, road.boss.staff_id)


def test_level_2_service_asks_for_diagnosis_and_in_process_inspection(road: Road) -> None:
    line = replace(road.lines()[0], category=RepairCategory.SERVICE_LEVEL_2)
    road.receive(line)
    road.authorise()
    road.dispatch()
    road.work()
    with pytest.raises(RuleError) as error:
        road.check(InspectionStage.SELF, road.mechanic)
    assert codes(error) == {"diagnosis", "in_process"}
    road.check(InspectionStage.DIAGNOSIS, road.mechanic)
    road.check(InspectionStage.IN_PROCESS, road.leader)
    road.inspect()
    assert state(road) is OrderState.FINAL_PASSED


def test_shares_make_a_hundred_percent(road: Road) -> None:
    road.receive()
    road.authorise()
    line = road.labour()[0].id
    for parts in (
        {road.mechanic: 9_999},
        {},
        {road.mechanic: 10_001},
        {road.mechanic: 12_000, road.leader: -2_000},
    ):
        with pytest.raises(FieldError) as error:
            workshop.dispatch(road.boss, road.order, {line: parts})
        assert error.value.field == "shares"
    with pytest.raises(FieldError):
        workshop.dispatch(road.boss, road.order, {line: {road.inspector: 10_000}})
    assert workshop.even_shares([1, 2, 3]) == {1: 3_334, 2: 3_333, 3: 3_333}
    workshop.dispatch(road.boss, road.order, {line: workshop.even_shares([road.mechanic, road.leader])})
    assert state(road) is OrderState.DISPATCHED


def test_the_first_start_puts_the_order_in_work(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    line = road.labour()[0].id
    with pytest.raises(RuleError):
        workshop.finish_line(road.boss, line)
    with pytest.raises(RuleError):
        workshop.start_line(road.boss, line, road.leader)
    workshop.start_line(road.boss, line, road.mechanic)
    workshop.start_line(road.boss, line, road.mechanic)
    assert state(road) is OrderState.IN_WORK
    assert workshop.running_lines(road.order) == {line: [road.mechanic]}
    workshop.pause_line(road.boss, line)
    assert workshop.running_lines(road.order) == {}


def test_the_handover_check_is_answered_in_full(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.inspect()
    readiness.make_ready(road.boss, road.order, all_passed(InspectionStage.READY))
    answers = {code: True for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
    with pytest.raises(FieldError) as error:
        inspections.hand_over(road.boss, road.order, answers, old_parts=OldPartChoice.UNDECIDED)
    assert error.value.field == "old_parts"
    answers.pop("clean")
    with pytest.raises(FieldError) as error:
        inspections.hand_over(road.boss, road.order, answers, old_parts=OldPartChoice.TAKE)
    assert error.value.field == "items"


def hand_over(road: Road, **wrong: bool) -> None:
    answers = {code: True for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]} | wrong
    remark = "未通过" if wrong else ""
    inspections.hand_over(road.boss, road.order, answers, old_parts=OldPartChoice.TAKE, remark=remark)


def test_a_fault_found_at_the_handover_check_sends_the_car_back_to_work(road: Road) -> None:
    road.to_ready()
    hand_over(road, fault_gone=False)
    assert state(road) is OrderState.IN_WORK
    assert orders.open_page(road.order).facts.undone == 1
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()


def test_a_dirty_car_is_cleaned_and_checked_again_without_going_back_to_work(road: Road) -> None:
    road.to_ready()
    hand_over(road, clean=False)
    assert state(road) is OrderState.READY
    with pytest.raises(RuleError) as error:
        road.settle()
    assert codes(error) == {"handover"}
    hand_over(road)
    road.settle()


def test_a_part_does_not_come_back_where_none_can_be_drawn_instead(road: Road) -> None:
    road.to_ready()
    part = next(line for line in orders.open_page(road.order).lines if line.draws_stock)
    back = [goods_issues.IssueLine(part.id, 1_000)]
    with pytest.raises(RuleError) as error:
        goods_issues.return_parts(road.boss, road.order, lines=back, received_by=road.mechanic)
    assert codes(error) == {"state"}
    road.settle()


def test_only_a_finished_line_goes_back_to_work(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    line = road.labour()[0].id
    with pytest.raises(RuleError) as error:
        workshop.reopen_line(road.boss, line)
    assert codes(error) == {"not_done"}


def test_cancelling_stops_the_clocks(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    workshop.start_line(road.boss, road.labour()[0].id, road.mechanic)
    road.forward(minutes=20)
    orders.cancel(road.boss, road.order, "客户改期")
    assert workshop.running_lines(road.order) == {}
    assert LineWork.get().ended_at == road.boss.at


def test_work_never_ends_before_it_began_although_two_clocks_differ(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    line = road.labour()[0].id
    workshop.start_line(road.boss, line, road.mechanic)
    workshop.finish_line(By(road.mechanic, road.boss.at - timedelta(minutes=2)), line)
    assert LineWork.get().ended_at == road.boss.at


def test_work_is_given_to_nobody_who_has_left_the_garage(road: Road) -> None:
    road.receive()
    road.authorise()
    gone = staff.person(road.mechanic)
    staff.change(road.boss, gone.id, gone.version, name=gone.name, roles=gone.roles, active=False)
    with pytest.raises(FieldError) as error:
        road.dispatch()
    assert error.value.field == "shares"


def test_advice_is_closed_once_and_keeps_its_reason(road: Road) -> None:
    road.receive()
    advice = recommend(road.boss, road.order, AdviceData("更换轮胎"))
    close(road.boss, advice, "已做")
    with pytest.raises(RuleError) as error:
        close(road.boss, advice, "不再需要")
    assert codes(error) == {"closed"}


def test_less_than_authorised_is_billed_by_what_was_drawn_and_the_authorisation_stays(road: Road) -> None:
    labour, pads = road.lines()
    unneeded = replace(pads, name="制动液", qty_milli=1_000, unit_price_fen=6_800, discount_fen=800)
    road.receive(labour, replace(pads, discount_fen=2_001), unneeded)
    road.authorise()
    road.dispatch()
    line = next(line for line in orders.open_page(road.order).lines if line.draws_stock)
    goods_issues.issue_parts(
        road.boss, road.order, lines=[goods_issues.IssueLine(line.id, 1_500)], received_by=road.mechanic
    )
    road.work()
    with pytest.raises(RuleError) as error:
        road.check(InspectionStage.SELF, road.mechanic)
    assert codes(error) == {"not_issued"}
    with pytest.raises(FieldError):
        order_lines.bill_issued(road.boss, road.order, " ")
    assert order_lines.bill_issued(road.boss, road.order, "少用半套") == 2
    with pytest.raises(RuleError):
        order_lines.bill_issued(road.boss, road.order, "再来一次")
    figures = [
        (one.qty_milli, one.gross_fen, one.discount_fen) for one in orders.open_page(road.order).lines[1:]
    ]
    assert figures == [(1_500, 90_024, 1_501), (0, 0, 0)]
    form = authorisations.authorised_form(road.order)
    assert form
    assert form.total_fen == 48_000 + 120_032 - 2_001 + 6_800 - 800
    road.inspect()
    road.make_ready()
    made = road.settle()
    slip = settlements.settled_slip(made.settlement_no)
    assert [line.name for line in slip.lines] == ["更换前刹车片", "前刹车片"]
    assert slip.payable_fen == sum(line.charged_fen for line in slip.lines) == 48_000 + 90_024 - 1_501
    road.leave()
    assert RepairWarranty.select().count() == 2
    assert stock.check_books() == []
