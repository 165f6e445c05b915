"""The customer is told that the car will be ready later; that is kept, and the promise moves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.documents import Imprint
from garage.domain.orders import ConsentChannel
from garage.errors import FieldError, RuleError
from garage.models.orders import DelayNotice
from garage.services import delays, order_list, orders, papers_consent
from garage.services.delays import DelayData
from tests.services.road import Road, codes


@pytest.fixture
def shop(road: Road) -> Road:
    """The order is dispatched and its promise, five hours after arrival, is broken."""
    road.receive()
    road.authorise()
    road.dispatch()
    road.forward(hours=5, minutes=40)
    return road


def told(road: Road, **more: object) -> DelayData:
    """Mrs Wang hears by phone that it takes three hours more."""
    data = DelayData(
        "配件晚到",
        road.boss.at + timedelta(hours=3),
        "王女士",
        road.boss.at,
        ConsentChannel.PHONE,
        "13800138000",
    )
    return replace(data, **more)  # type: ignore[arg-type]


def test_the_promise_moves_and_both_times_are_kept(shop: Road) -> None:
    before = orders.open_page(shop.order).reception.promised_at
    assert order_list.late(shop.boss) == 1
    number = delays.tell_delay(shop.boss, shop.order, told(shop))
    assert number == "WO-2026-00001-D1"
    assert orders.open_page(shop.order).reception.promised_at == shop.boss.at + timedelta(hours=3)
    assert order_list.late(shop.boss) == 0
    [row] = delays.of_order(shop.order)
    assert (row.no, row.reason, row.promised_before, row.told_who, row.by) == (
        number,
        "配件晚到",
        before,
        "王女士",
        "张三",
    )
    paper = papers_consent.delay_notice(number, Imprint("张三", shop.boss.at))
    assert (paper.promised_before, paper.promised_at) == (before, row.promised_at)
    assert orders.order_of_number(number) == shop.order


def test_the_customer_counts_as_told_until_the_new_promise_is_broken_too(shop: Road) -> None:
    assert delays.told_at(shop.order, shop.boss.at - timedelta(minutes=40)) is None
    delays.tell_delay(shop.boss, shop.order, told(shop))
    promised = orders.open_page(shop.order).reception.promised_at
    assert delays.told_at(shop.order, promised) == shop.boss.at
    later = told(shop, promised_at=shop.boss.at + timedelta(days=1))
    assert delays.tell_delay(shop.boss, shop.order, later) == "WO-2026-00001-D2"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"told_who": " "}, "told_who"),
        ({"note": ""}, "note"),
        ({"minutes": 0}, "promised_at"),
        ({"told": 1}, "told_at"),
        ({"told": -400}, "told_at"),
    ],
)
def test_a_notice_says_why_who_how_and_a_time_to_come(
    shop: Road, changed: dict[str, object], field: str
) -> None:
    data = told(shop)
    if "minutes" in changed:
        data = replace(data, promised_at=shop.boss.at)
    elif "told" in changed:
        data = replace(data, told_at=shop.boss.at + timedelta(minutes=int(str(changed["told"]))))
    else:
        data = replace(data, **changed)  # type: ignore[arg-type]
    with pytest.raises(FieldError) as error:
        delays.tell_delay(shop.boss, shop.order, data)
    assert error.value.field == field
    assert DelayNotice.select().count() == 0


def test_a_notice_by_signature_needs_no_number(shop: Road) -> None:
    data = told(shop, channel=ConsentChannel.SIGNED, note="")
    assert delays.tell_delay(shop.boss, shop.order, data)


def test_an_earlier_time_is_no_delay(road: Road) -> None:
    road.receive()
    road.authorise()
    with pytest.raises(FieldError) as error:
        delays.tell_delay(road.boss, road.order, told(road, promised_at=road.boss.at + timedelta(hours=4)))
    assert error.value.field == "promised_at"


def test_before_the_estimate_and_once_ready_there_is_nothing_to_delay(road: Road) -> None:
    road.order = orders.open_order(road.boss, road.vehicle)
    with pytest.raises(RuleError) as error:
        delays.tell_delay(road.boss, road.order, told(road))
    assert codes(error) == {"state"}


def test_a_car_that_is_ready_is_not_delayed(road: Road) -> None:
    road.to_ready()
    with pytest.raises(RuleError) as error:
        delays.tell_delay(road.boss, road.order, told(road))
    assert codes(error) == {"state"}
