"""Road tests and sublet trips: a pass that comes back, and what waits while the car is away."""

from datetime import timedelta

import pytest

from garage.domain.exit_passes import PassKind, PassState
from garage.domain.lines import LineKind
from garage.domain.orders import OrderState
from garage.errors import FieldError, RuleError
from garage.models.exit_passes import ExitPass
from garage.services import (
    exit_passes,
    orders,
    trips,
    vehicles,
)
from garage.services.order_lines import LineData
from tests.services.road import Road, codes, state


def only_pass(road: Road) -> exit_passes.PassRow:
    [row] = exit_passes.of_order(road.order)
    return row


def road_test(road: Road, **more: object) -> str:
    back = road.boss.at + timedelta(minutes=30)
    what = {"driver_id": road.mechanic, "return_at": back} | more
    return trips.issue(road.boss, road.order, PassKind.ROAD_TEST, **what)  # type: ignore[arg-type]


def test_a_road_test_goes_out_at_once_and_comes_back_with_its_kilometres(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    number = road_test(road, odo_out=86_412)
    assert orders.open_page(road.order).facts.car_away
    assert (only_pass(road).state, only_pass(road).driver) == (PassState.OUT, "李师傅")
    road.forward(minutes=25)
    with pytest.raises(FieldError) as error:
        trips.back(road.boss, number, 86_411)
    assert error.value.field == "odo"
    assert trips.back(road.boss, number, 86_420) == 8
    row = only_pass(road)
    assert (row.state, row.driven_km, row.back_at) == (PassState.BACK, 8, road.boss.at)
    assert not orders.open_page(road.order).facts.car_away
    assert vehicles.readings(road.vehicle)[0].km == 86_420


def test_an_odometer_replaced_on_a_trip_brings_the_car_back_with_a_reason(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    number = road_test(road, odo_out=86_412)
    assert trips.back(road.boss, number, 12, reset_reason="换了仪表") == 0
    assert (only_pass(road).state, only_pass(road).driven_km) == (PassState.BACK, None)
    assert vehicles.readings(road.vehicle)[0].km == 12


def test_while_the_car_is_away_nothing_that_needs_it_happens(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road_test(road)
    with pytest.raises(RuleError) as error:
        orders.cancel(road.boss, road.order, "不修了")
    assert codes(error) == {"car_away"}
    assert [reason.goto for reason in error.value.reasons] == ["passes"]
    with pytest.raises(RuleError) as error:
        road_test(road)
    assert codes(error) == {"pass_issued"}
    with pytest.raises(RuleError) as error:
        exit_passes.leave(road.boss, road.order, 86_412)
    assert codes(error) == {"exit_pass"}


def test_a_car_in_the_hands_of_the_gate_is_not_settled(road: Road) -> None:
    road.to_ready()
    number = road_test(road)
    with pytest.raises(RuleError) as error:
        road.settle()
    assert "car_away" in codes(error)
    exit_passes.void(road.boss, number, "不用试车")
    road.settle()
    assert state(road) is OrderState.SETTLED


def test_a_trip_asks_for_what_its_paper_says(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    back = road.boss.at + timedelta(hours=3)

    def sublet(**what: object) -> str:
        return trips.issue(road.boss, road.order, PassKind.SUBLET, return_at=back, **what)  # type: ignore[arg-type]

    for wrong, field in (
        ({"driver_id": None}, "driver"),
        ({"return_at": None}, "return_at"),
        ({"return_at": road.boss.at}, "return_at"),
        ({"return_at": road.boss.at + timedelta(days=367)}, "return_at"),
    ):
        with pytest.raises(FieldError) as error:
            road_test(road, **wrong)
        assert error.value.field == field
    for what, field in (({}, "vendor"), ({"vendor": "永固轮毂"}, "purpose")):
        with pytest.raises(FieldError) as error:
            sublet(**what)
        assert error.value.field == field
    assert ExitPass.select().count() == 0
    assert sublet(vendor="永固轮毂", purpose="轮毂修复") == "EP-2026-00001"


def test_a_sublet_names_its_lines_and_is_voided_only_before_it_goes_out(road: Road) -> None:
    sublet = LineData(LineKind.SUBLET, "轮毂修复", vendor="永固轮毂", unit_price_fen=30_000)
    road.receive(*road.lines(), sublet)
    road.authorise()
    road.dispatch()
    line = next(one for one in orders.open_page(road.order).lines if one.kind is LineKind.SUBLET)
    number = trips.issue(
        road.boss,
        road.order,
        PassKind.SUBLET,
        return_at=road.boss.at + timedelta(hours=5),
        vendor="永固轮毂",
        lines=[line.id],
    )
    assert only_pass(road).purpose == "轮毂修复"
    trips.out(road.boss, number, 86_412)
    with pytest.raises(RuleError) as error:
        exit_passes.void(road.boss, number, "取消")
    assert codes(error) == {"pass_used"}
    road.forward(days=1)
    assert trips.back(road.boss, number, 86_440) == 28


def test_a_trip_of_an_earlier_day_is_renewed_at_the_gate(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    number = road_test(road)
    road.forward(days=1)
    with pytest.raises(FieldError) as error:
        trips.out(road.boss, number, 86_412)
    assert error.value.field == "renew"
    later = trips.out(road.boss, number, 86_412, renew=True)
    rows = exit_passes.of_order(road.order)
    assert [row.state for row in rows] == [PassState.VOIDED, PassState.OUT]
    assert (rows[1].no, rows[1].driver) == (later, "李师傅")


def test_a_car_that_is_not_given_out_goes_on_no_trip(road: Road) -> None:
    road.receive()
    with pytest.raises(RuleError) as error:
        road_test(road)
    assert codes(error) == {"state"}
