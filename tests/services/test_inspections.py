"""Inspections with notes, rounds and road test; the look before a car is ready (B6, B8)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.inspections import CHECK_ITEMS, InspectionResult, InspectionStage, all_passed
from garage.domain.lines import LineStatus
from garage.domain.orders import OldPartChoice, OrderState
from garage.errors import FieldError, RuleError
from garage.services import exit_passes, inspections, orders, papers, papers_quality, readiness
from tests.services.road import Road, codes, state

STAGE = InspectionStage


def to_work_done(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()


def to_final(road: Road) -> None:
    to_work_done(road)
    road.inspect()


def test_each_item_keeps_its_value(road: Road) -> None:
    to_work_done(road)
    notes = {"no_leaks": "  已热车 10 分钟  "}
    inspections.inspect(
        road.boss, road.order, STAGE.SELF, all_passed(STAGE.SELF), inspector_id=road.mechanic, notes=notes
    )
    [row] = inspections.of_order(road.order)
    assert {item.code: item.note for item in row.items if item.note} == {"no_leaks": "已热车 10 分钟"}


def test_a_note_at_every_failed_item_says_what_is_wrong(road: Road) -> None:
    to_work_done(road)
    answers = all_passed(STAGE.SELF) | {"no_leaks": False, "tools_back": False}
    with pytest.raises(FieldError) as error:
        inspections.inspect(
            road.boss, road.order, STAGE.SELF, answers, inspector_id=road.mechanic, notes={"no_leaks": "渗油"}
        )
    assert error.value.field == "remark"
    notes = {"no_leaks": "渗油", "tools_back": "少一把扳手"}
    inspections.inspect(road.boss, road.order, STAGE.SELF, answers, inspector_id=road.mechanic, notes=notes)
    assert inspections.of_order(road.order)[0].failed == ("no_leaks", "tools_back")


def test_a_failed_self_check_stays_in_work_and_is_counted(road: Road) -> None:
    to_work_done(road)
    for _time in range(2):
        road.check(STAGE.SELF, road.mechanic, passed=False)
        assert state(road) is OrderState.IN_WORK
    road.check(STAGE.SELF, road.mechanic)
    counted = [(row.round, row.result, row.sent_back) for row in inspections.of_order(road.order)]
    assert counted == [
        (1, InspectionResult.FAIL, 1),
        (2, InspectionResult.FAIL, 2),
        (3, InspectionResult.PASS, 2),
    ]


def test_a_failed_self_check_opens_only_the_lines_that_are_named(road: Road) -> None:
    to_work_done(road)
    road.check(STAGE.SELF, road.mechanic, passed=False)
    [line] = road.labour()
    assert line.status is LineStatus.DONE
    answers = all_passed(STAGE.SELF) | {"work_done": False}
    inspections.inspect(
        road.boss,
        road.order,
        STAGE.SELF,
        answers,
        inspector_id=road.mechanic,
        remark="漏装卡簧",
        redo_lines=[line.id],
    )
    assert road.labour()[0].status is LineStatus.STARTED


@pytest.mark.parametrize(
    ("stage", "km"),
    [(STAGE.LEADER, 86_413), (STAGE.FINAL, 86_411), (STAGE.FINAL, 87_413)],
    ids=["a stage without a drive", "fewer than at reception", "a thousand kilometres of test"],
)
def test_a_road_test_that_cannot_be_is_refused(road: Road, stage: STAGE, km: int) -> None:
    to_work_done(road)
    road.check(STAGE.SELF, road.mechanic)
    if stage is STAGE.FINAL:
        road.check(STAGE.LEADER, road.leader)
    who = road.inspector if stage is STAGE.FINAL else road.leader
    with pytest.raises(FieldError) as error:
        inspections.inspect(
            road.boss, road.order, stage, all_passed(stage), inspector_id=who, road_test_km=km
        )
    assert error.value.field == "road_test_km"


def test_the_odometer_after_the_road_test_is_a_reading_of_the_car(road: Road) -> None:
    to_work_done(road)
    road.check(STAGE.SELF, road.mechanic)
    road.check(STAGE.LEADER, road.leader)
    answers = all_passed(STAGE.FINAL)
    inspections.inspect(
        road.boss, road.order, STAGE.FINAL, answers, inspector_id=road.inspector, road_test_km=86_420
    )
    last = orders.open_page(road.order).last_reading
    assert last is not None
    assert last.km == 86_420
    road.make_ready()
    road.settle()
    with pytest.raises(FieldError) as error:
        exit_passes.leave(road.boss, road.order, 86_419)
    assert error.value.field == "odo"


def test_a_road_test_without_distance_reads_nothing_new(road: Road) -> None:
    to_work_done(road)
    road.check(STAGE.SELF, road.mechanic)
    road.check(STAGE.LEADER, road.leader)
    inspections.inspect(
        road.boss,
        road.order,
        STAGE.FINAL,
        all_passed(STAGE.FINAL),
        inspector_id=road.inspector,
        road_test_km=86_412,
    )
    assert inspections.of_order(road.order)[-1].road_test_km == 86_412


def test_without_a_wash_the_list_asks_only_what_was_left_behind(road: Road) -> None:
    to_final(road)
    with pytest.raises(FieldError):
        readiness.make_ready(road.boss, road.order, all_passed(STAGE.WASH))
    readiness.make_ready(road.boss, road.order, all_passed(STAGE.READY), parking_spot=" A3 ")
    page = orders.open_page(road.order)
    assert (page.state, page.parking_spot) == (OrderState.READY, "A3")


def test_a_car_that_is_not_clean_stays_at_the_wash(road: Road) -> None:
    usual = road.reception
    road.reception = lambda: replace(usual(), wash=True)  # type: ignore[method-assign]
    to_final(road)
    orders.start_wash(road.boss, road.order)
    answers = all_passed(STAGE.WASH) | {"clean_inside": False}
    with pytest.raises(FieldError) as error:
        readiness.make_ready(road.boss, road.order, answers)
    assert error.value.field == "remark"
    readiness.make_ready(road.boss, road.order, answers, parking_spot="B1", remark="座椅有油")
    page = orders.open_page(road.order)
    assert (page.state, page.parking_spot) == (OrderState.WASHING, "B1")
    readiness.make_ready(road.boss, road.order, all_passed(STAGE.WASH), parking_spot="B1")
    assert state(road) is OrderState.READY
    assert [row.sent_back for row in inspections.of_order(road.order) if row.stage is STAGE.WASH] == [1, 1]


def test_the_parking_spot_can_be_noted_until_the_car_has_gone(road: Road) -> None:
    road.to_ready()
    readiness.park(road.boss, road.order, "门口")
    assert orders.open_page(road.order).parking_spot == "门口"
    with pytest.raises(FieldError) as wrong:
        readiness.park(road.boss, road.order, "很" * 41)
    assert wrong.value.field == "parking_spot"
    road.settle()
    road.leave()
    with pytest.raises(RuleError) as error:
        readiness.park(road.boss, road.order, "A3")
    assert codes(error) == {"state"}
    assert exit_passes.of_order(road.order)


def test_the_inspection_sheet_shows_every_round(road: Road) -> None:
    to_work_done(road)
    road.check(STAGE.SELF, road.mechanic)
    road.check(STAGE.LEADER, road.leader, passed=False)
    road.work()
    road.inspect()
    sheet = papers_quality.inspection_sheet(road.order, papers.blank_imprint(road.boss))
    assert [(one.stage, one.round) for one in sheet.rounds] == [
        (STAGE.SELF, 1),
        (STAGE.LEADER, 1),
        (STAGE.SELF, 2),
        (STAGE.LEADER, 2),
        (STAGE.FINAL, 1),
    ]
    assert sheet.mechanics == ("李师傅",)
    codes_of = [code for code, _words in CHECK_ITEMS[STAGE.LEADER]]
    assert [item.code for item in sheet.rounds[1].items] == codes_of


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"customer_told_at": timedelta(minutes=1)}, "customer_told_at"),
        ({"customer_told_at": timedelta(days=-1)}, "customer_told_at"),
        ({"agreed_at": timedelta(days=-1)}, "agreed_at"),
        ({"agreed_at": timedelta(days=367)}, "agreed_at"),
    ],
)
def test_the_customer_was_told_since_the_arrival_and_comes_within_a_year(
    road: Road, told: dict[str, timedelta], field: str
) -> None:
    road.to_ready()
    answers = all_passed(STAGE.HANDOVER)
    moments = {name: road.boss.at + away for name, away in told.items()}
    with pytest.raises(FieldError) as error:
        inspections.hand_over(road.boss, road.order, answers, old_parts=OldPartChoice.TAKE, **moments)  # type: ignore[arg-type]
    assert error.value.field == field
    received = orders.open_page(road.order).received_at
    inspections.hand_over(
        road.boss,
        road.order,
        answers,
        old_parts=OldPartChoice.TAKE,
        customer_told_at=received,
        agreed_at=road.boss.at + timedelta(days=2),
    )
    page = orders.open_page(road.order)
    assert (page.customer_told_at, page.handover_agreed_at) == (received, road.boss.at + timedelta(days=2))
