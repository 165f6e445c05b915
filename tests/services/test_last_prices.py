"""The last price of a thing is what this customer really paid for it, on both engines."""

from dataclasses import replace
from datetime import date

from garage.domain.lines import LineKind, PayType, WorkType
from garage.domain.warranty import RepairCategory
from garage.services import customers, last_prices, operations, settlements, vehicles
from garage.services.last_prices import LastPrice
from garage.services.operations import OperationData
from garage.services.order_lines import LineData
from tests.services.road import Road

DAY = date(2026, 11, 21)


def part_line(road: Road, price_fen: int = 60_016) -> LineData:
    return LineData(
        LineKind.PART, "前刹车片", part_id=road.part, unit="套", qty_milli=2000, unit_price_fen=price_fen
    )


def visit(road: Road, *lines: LineData) -> None:
    road.to_ready(road.lines()[0], *lines)
    road.settle()
    road.leave()


def test_a_part_costs_what_one_unit_cost_after_the_discount(road: Road) -> None:
    visit(road, replace(part_line(road), discount_fen=2_000))
    assert last_prices.of_part(road.customer, road.part) == LastPrice(DAY, 59_016)


def test_an_operation_costs_what_all_of_it_cost(road: Road) -> None:
    data = OperationData("BRK-01", "更换前刹车片", WorkType.MECHANICAL, RepairCategory.MINOR_REPAIR, 150)
    operation = operations.add(road.boss, data)
    line = LineData(LineKind.LABOUR, "更换前刹车片", operation_id=operation, hours_centi=150, rate_fen=12_000)
    visit(road, line)
    assert last_prices.of_operation(road.customer, operation) == LastPrice(DAY, 18_000)
    assert last_prices.of_operation(road.customer, operation + 1) is None


def test_the_newest_bill_counts_and_that_of_each_car_is_known(road: Road) -> None:
    visit(road, part_line(road))
    first_car = road.vehicle
    road.forward(days=30)
    second_car = vehicles.VehicleData(
        plate="沪A12345", vin="LRW3E7FAXLC123456", brand="特斯拉", model="Model 3"
    )
    road.vehicle = vehicles.add(road.boss, second_car, owner_id=road.customer)
    visit(road, part_line(road, 58_000))
    assert last_prices.of_part(road.customer, road.part) == LastPrice(date(2026, 12, 21), 58_000)
    for car, paid in (
        (first_car, LastPrice(DAY, 60_016)),
        (road.vehicle, LastPrice(date(2026, 12, 21), 58_000)),
    ):
        assert last_prices.of_part(road.customer, road.part, car) == paid


def test_what_is_estimated_or_voided_was_not_paid(road: Road) -> None:
    road.receive()
    assert last_prices.of_part(road.customer, road.part) is None
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    settlements.void(road.boss, road.order, "开错了")
    assert last_prices.of_part(road.customer, road.part) is None


def test_a_line_that_nobody_was_asked_for_has_no_price(road: Road) -> None:
    visit(road, replace(part_line(road), pay_type=PayType.INTERNAL))
    assert last_prices.of_part(road.customer, road.part) is None


def test_another_customer_s_price_is_nobody_else_s_business(road: Road) -> None:
    visit(road, part_line(road))
    other = customers.add(road.boss, customers.CustomerData(name="李建军", phones=("13900139000",)))
    vehicles.add(road.boss, vehicles.VehicleData(plate="沪A12345"), owner_id=other)
    assert last_prices.of_part(other, road.part) is None
