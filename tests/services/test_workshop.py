"""Dispatch, work and inspections."""

from dataclasses import replace

import pytest

from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.orders import OldPartChoice, OrderState
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError, RuleError
from garage.services import (
    inspections,
    orders,
    shop,
    workshop,
)
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
    road.check(InspectionStage.SELF, road.mechanic)
    road.check(InspectionStage.LEADER, road.leader)
    with pytest.raises(RuleError) as error:
        road.check(InspectionStage.FINAL, road.inspector)
    assert codes(error) == {"diagnosis", "in_process"}


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
    orders.make_ready(road.boss, road.order)
    answers = {code: True for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
    with pytest.raises(FieldError) as error:
        inspections.hand_over(road.boss, road.order, answers, old_parts=OldPartChoice.UNDECIDED)
    assert error.value.field == "old_parts"
    answers.pop("clean")
    with pytest.raises(FieldError) as error:
        inspections.hand_over(road.boss, road.order, answers, old_parts=OldPartChoice.TAKE)
    assert error.value.field == "items"
