"""The clock of an order from reception to the final inspection, on both engines."""

from datetime import timedelta

import pytest

from garage.domain.fault_clock import Clock, ClockState, FaultClass, Limits, read_clock
from garage.domain.inspections import InspectionStage
from garage.domain.orders import HoldReason
from garage.domain.staff import Role
from garage.errors import FieldError, RuleError
from garage.services import fault_clock, fault_limits, history, holds, order_list, staff, workshop
from garage.services.order_list import OrderFilter
from tests.services.road import Road


def clock(road: Road) -> Clock:
    run = fault_clock.of_order(road.order).run
    assert run is not None
    return read_clock(run, fault_limits.limits(), road.boss.at)


def to_shop(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()


def test_the_wait_for_dispatch_runs_from_reception(road: Road) -> None:
    road.receive()
    road.authorise()
    road.forward(minutes=31)
    assert clock(road).state is ClockState.RED
    road.dispatch()
    assert clock(road).state is ClockState.FINE


def test_dispatch_sets_the_class_that_the_hours_speak_for(road: Road) -> None:
    to_shop(road)
    assert fault_clock.of_order(road.order).fault_class is FaultClass.ORDINARY


def test_a_class_chosen_at_dispatch_or_before_stands(road: Road) -> None:
    road.receive()
    fault_clock.set_class(road.boss, road.order, FaultClass.DIFFICULT)
    road.authorise()
    road.dispatch()
    assert fault_clock.of_order(road.order).fault_class is FaultClass.DIFFICULT
    shares = {line.id: {road.mechanic: 10_000} for line in road.labour()}
    workshop.assign(road.boss, road.order, shares, fault_class=FaultClass.MAJOR)
    assert fault_clock.of_order(road.order).fault_class is FaultClass.MAJOR


def test_time_until_the_customer_agrees_is_not_ours(road: Road) -> None:
    road.receive()
    road.forward(hours=20)
    road.authorise()
    road.dispatch()
    road.forward(hours=1)
    assert (clock(road).used, clock(road).held) == (timedelta(hours=1), timedelta(hours=20))


@pytest.mark.parametrize("reason", list(HoldReason))
def test_a_hold_of_any_kind_stops_the_clock(road: Road, reason: HoldReason) -> None:
    to_shop(road)
    road.forward(minutes=10)
    holds.hold(road.boss, road.order, reason, "等")
    road.forward(hours=30)
    assert clock(road).stopped
    holds.resume(road.boss, road.order)
    road.forward(minutes=10)
    assert clock(road).used == timedelta(minutes=20)


def test_the_clock_stands_from_the_final_inspection_on(road: Road) -> None:
    to_shop(road)
    road.issue()
    road.work()
    road.inspect()
    used = clock(road).used
    road.forward(days=3)
    assert clock(road).used == used
    with pytest.raises(RuleError):
        fault_clock.set_class(road.boss, road.order, FaultClass.SIMPLE)


def test_the_clock_of_a_finished_job_that_gets_more_work_goes_on_from_where_it_stood(road: Road) -> None:
    to_shop(road)
    road.issue()
    road.work()
    road.inspect()
    road.make_ready()
    used = clock(road).used
    for _round in range(2):
        road.forward(days=1)
        workshop.back_to_work(road.boss, road.order, "客户要加做")
        assert clock(road).used == used
        assert fault_clock.to_escalate(road.boss) == []
        [row] = order_list.page(road.boss, OrderFilter.OPEN, None).rows
        assert row.held_for is None
        road.forward(minutes=10)
        road.inspect()
        used += timedelta(minutes=10)
        assert clock(road).used == used


def test_a_failed_final_inspection_lets_the_clock_run_on(road: Road) -> None:
    to_shop(road)
    road.issue()
    road.work()
    road.check(InspectionStage.SELF, road.mechanic)
    road.check(InspectionStage.LEADER, road.leader)
    road.check(InspectionStage.FINAL, road.inspector, passed=False)
    road.forward(hours=7)
    assert clock(road).state is ClockState.RED


def test_the_list_knows_each_clock_from_its_columns_and_one_query_for_the_holds(road: Road) -> None:
    to_shop(road)
    holds.hold(road.boss, road.order, HoldReason.PARTS)
    [row] = order_list.page(road.boss, OrderFilter.OPEN, None).rows
    assert (row.fault_class, row.held_for) == ("ORDINARY", HoldReason.PARTS)
    assert row.waits == ((HoldReason.PARTS, road.boss.at, None),)
    holds.resume(road.boss, road.order)
    [row] = order_list.page(road.boss, OrderFilter.OPEN, None).rows
    assert row.held_for is None
    assert len(row.waits) == 1


def test_an_unsolved_job_is_told_to_those_above_once(road: Road) -> None:
    to_shop(road)
    road.forward(hours=4)
    assert fault_clock.to_escalate(road.boss) == []
    road.forward(seconds=1)
    assert fault_clock.to_escalate(road.boss) == [road.order]
    fault_clock.escalate(road.boss, road.order, road.boss.staff_id, "等制动盘")
    assert fault_clock.to_escalate(road.boss) == []
    page = fault_clock.of_order(road.order)
    assert (page.escalated_at, page.escalated_to) == (road.boss.at, "张三")
    told = history.of_order(road.order)[-1]
    assert (told.text, told.reason) == ("张三", "等制动盘")


def test_only_foreman_and_owner_are_told_and_the_reason_is_said(road: Road) -> None:
    to_shop(road)
    for to, note, field in ((road.mechanic, "等", "to"), (road.boss.staff_id, " ", "note")):
        with pytest.raises(FieldError) as error:
            fault_clock.escalate(road.boss, road.order, to, note)
        assert error.value.field == field
    foreman = staff.add(road.boss, name="陈主管", roles={Role.FOREMAN})
    fault_clock.escalate(road.boss, road.order, foreman, "等")


def test_limits_are_kept_and_hold_for_orders_in_the_shop(road: Road) -> None:
    to_shop(road)
    road.forward(hours=5)
    assert clock(road).state is ClockState.AMBER
    shorter = Limits(by_class=tuple((one, 60) for one in FaultClass), escalate=0)
    fault_limits.set_limits(road.boss, shorter)
    fault_limits.set_limits(road.boss, shorter)
    assert fault_limits.limits() == shorter
    assert clock(road).state is ClockState.RED
    assert fault_clock.to_escalate(road.boss) == []
