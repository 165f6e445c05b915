"""A job that waits: its clocks stop, its reason is known, and whatever ends it closes the wait."""

from datetime import datetime, timedelta

import pytest

from garage.domain.orders import HoldReason, OrderState
from garage.errors import FieldError, RuleError
from garage.models.orders import LineWork, OrderHold
from garage.services import goods_issues, holds, order_list, orders, waits, workshop
from tests.services.road import Road, codes, held_minutes, state


@pytest.fixture
def shop(road: Road) -> Road:
    """The order is dispatched."""
    road.receive()
    road.authorise()
    road.dispatch()
    return road


def begin(road: Road) -> None:
    """The mechanic starts the labour line."""
    workshop.start_line(road.boss, road.labour()[0].id, road.mechanic)


def test_holding_stops_the_clocks_and_resuming_leaves_them_to_the_mechanic(shop: Road) -> None:
    begin(shop)
    shop.forward(minutes=20)
    holds.hold(shop.boss, shop.order, HoldReason.PARTS, "缺前刹车片")
    assert state(shop) is OrderState.ON_HOLD
    assert [row.ended_at for row in LineWork.select()] == [shop.boss.at]
    shop.forward(hours=2)
    holds.resume(shop.boss, shop.order)
    assert state(shop) is OrderState.IN_WORK
    assert workshop.running_lines(shop.order) == {}
    assert held_minutes(shop.order, shop.boss.at + timedelta(hours=1)) == 120


def test_a_job_nobody_began_goes_back_to_where_it_waited(shop: Road) -> None:
    holds.hold(shop.boss, shop.order, HoldReason.AUTHORISATION)
    holds.resume(shop.boss, shop.order)
    assert state(shop) is OrderState.DISPATCHED


def test_waiting_for_the_customer_says_what_for(shop: Road) -> None:
    with pytest.raises(FieldError) as error:
        holds.hold(shop.boss, shop.order, HoldReason.CUSTOMER, " ")
    assert error.value.field == "note"
    assert state(shop) is OrderState.DISPATCHED
    holds.hold(shop.boss, shop.order, HoldReason.CUSTOMER, "送行驶证来")
    [row] = holds.of_order(shop.order)
    assert (row.reason, row.note, row.since, row.ended_at, row.by) == (
        HoldReason.CUSTOMER,
        "送行驶证来",
        shop.boss.at,
        None,
        "张三",
    )


def test_a_line_of_a_held_job_says_why_it_does_not_start(shop: Road) -> None:
    holds.hold(shop.boss, shop.order, HoldReason.PARTS)
    with pytest.raises(RuleError) as error:
        begin(shop)
    [reason] = error.value.reasons
    assert (reason.code, reason.goto) == ("on_hold", "hold")
    assert "Waiting for parts" in reason.text


def test_parts_that_came_are_drawn_while_the_job_still_waits(shop: Road) -> None:
    holds.hold(shop.boss, shop.order, HoldReason.PARTS)
    shop.issue()
    assert orders.open_page(shop.order).facts.not_fully_issued == 0


def test_mechanics_may_change_while_the_job_waits(shop: Road) -> None:
    holds.hold(shop.boss, shop.order, HoldReason.PARTS)
    line = shop.labour()[0].id
    workshop.assign(shop.boss, shop.order, {line: {shop.leader: 10_000}})
    assert holds.open_holds([shop.order]) == {shop.order: (HoldReason.PARTS, shop.boss.at)}


def test_cancelling_a_held_job_ends_its_wait(shop: Road) -> None:
    holds.hold(shop.boss, shop.order, HoldReason.CUSTOMER, "决定修不修")
    shop.forward(hours=1)
    orders.cancel(shop.boss, shop.order, "客户不修")
    assert [span[2] for span in waits.spans(shop.order)] == [shop.boss.at]
    assert holds.open_holds([shop.order]) == {}


def test_only_a_job_in_the_shop_is_held_and_only_once(road: Road) -> None:
    road.receive()
    with pytest.raises(RuleError) as error:
        holds.hold(road.boss, road.order, HoldReason.PARTS)
    assert codes(error) == {"state"}
    road.authorise()
    road.dispatch()
    holds.hold(road.boss, road.order, HoldReason.PARTS)
    with pytest.raises(RuleError):
        holds.hold(road.boss, road.order, HoldReason.PARTS)
    assert OrderHold.select().count() == 1


def test_a_wait_never_ends_before_it_began_although_two_clocks_differ(shop: Road) -> None:
    holds.hold(shop.boss, shop.order, HoldReason.PARTS)
    shop.forward(minutes=-5)
    holds.resume(shop.boss, shop.order)
    [(_reason, since, until)] = waits.spans(shop.order)
    assert until == since
    assert held_minutes(shop.order, shop.boss.at) == 0


def test_every_wait_of_a_list_is_read_at_once(shop: Road) -> None:
    start = shop.boss.at
    holds.hold(shop.boss, shop.order, HoldReason.PARTS)
    shop.forward(minutes=10)
    holds.resume(shop.boss, shop.order)
    shop.forward(minutes=10)
    holds.hold(shop.boss, shop.order, HoldReason.AUTHORISATION)

    def at(minutes: int) -> datetime:
        return start + timedelta(minutes=minutes)

    both = [
        (HoldReason.PARTS, at(0), at(10)),
        (HoldReason.AUTHORISATION, at(20), None),
    ]
    assert waits.spans(shop.order) == both
    assert waits.spans_of([shop.order, 99]) == {shop.order: both}
    assert waits.spans_of([]) == {}
    assert held_minutes(shop.order, at(25)) == 15
    assert held_minutes(shop.order, at(5)) == 5


def test_held_orders_have_a_chip_of_their_own_and_say_why_and_since_when(shop: Road) -> None:
    which = order_list.OrderFilter.ON_HOLD
    assert order_list.counts(shop.boss)[which] == 0
    holds.hold(shop.boss, shop.order, HoldReason.PARTS)
    assert order_list.counts(shop.boss)[which] == 1
    [row] = order_list.page(shop.boss, which, None).rows
    assert (row.id, row.held_for, row.held_since) == (shop.order, HoldReason.PARTS, shop.boss.at)


def test_a_held_part_order_can_give_its_parts_back(shop: Road) -> None:
    shop.issue()
    holds.hold(shop.boss, shop.order, HoldReason.CUSTOMER, "决定修不修")
    part = next(line for line in orders.open_page(shop.order).lines if line.draws_stock)
    goods_issues.return_parts(
        shop.boss,
        shop.order,
        lines=[goods_issues.IssueLine(part.id, part.issued_milli)],
        received_by=shop.mechanic,
    )
    assert not orders.open_page(shop.order).facts.net_issued
