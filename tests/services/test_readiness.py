"""From final inspection to handover: with the wash that was promised, or without it after all."""

from dataclasses import replace

import pytest

from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.order_steps import OrderAct, next_step
from garage.domain.orders import OrderState
from garage.errors import FieldError, RuleError
from garage.services import exit_passes, orders, readiness
from garage.services.order_lines import save_lines
from tests.services.road import Road, codes, state


def to_the_wash(road: Road) -> None:
    road.order = orders.open_order(road.boss, road.vehicle)
    sheet = replace(road.reception(), wash=True)
    version = orders.save_reception(road.boss, road.order, 1, sheet)
    save_lines(road.boss, road.order, version, road.lines())
    orders.finish_estimate(road.boss, road.order)
    for step in (road.authorise, road.dispatch, road.issue, road.work, road.inspect):
        step()


@pytest.mark.parametrize("begun", [False, True])
def test_a_wash_that_cannot_be_done_holds_no_car_back(road: Road, begun: bool) -> None:
    to_the_wash(road)
    if begun:
        orders.start_wash(road.boss, road.order)
        dirty = {code: code != "clean_outside" for code, _words in CHECK_ITEMS[InspectionStage.WASH]}
        readiness.make_ready(road.boss, road.order, dirty, remark="水枪坏了")
        assert state(road) is OrderState.WASHING
    with pytest.raises(FieldError):
        readiness.skip_wash(road.boss, road.order, " ")
    readiness.skip_wash(road.boss, road.order, "水枪坏了")
    step = next_step(orders.open_page(road.order).facts)
    assert step
    assert step.act is OrderAct.MAKE_READY
    road.make_ready()
    assert state(road) is OrderState.READY


def test_no_wash_is_skipped_that_nobody_promised(road: Road) -> None:
    for step in (road.receive, road.authorise, road.dispatch, road.issue, road.work, road.inspect):
        step()
    with pytest.raises(RuleError) as refused:
        readiness.skip_wash(road.boss, road.order, "下雨")
    assert codes(refused) == {"state"}


def test_the_unused_pass_of_a_cancelled_visit_ends_when_the_car_comes_again(road: Road) -> None:
    road.receive()
    number = exit_passes.leave_unrepaired(road.boss, road.order, "嫌贵")
    earlier = road.order
    road.forward(days=2)
    road.receive()
    [row] = exit_passes.of_order(earlier)
    assert (row.no, row.state.value) == (number, "VOIDED")
    with pytest.raises(RuleError):
        exit_passes.leave(road.boss, earlier, 86_500)
