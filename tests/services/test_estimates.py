"""Reception sheet, estimate and authorisation."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from garage.domain.lines import LineKind, PayType
from garage.domain.orders import ConsentChannel, OrderState
from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.orders import OrderLine
from garage.models.settlements import Settlement
from garage.models.vehicles import Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import (
    arrivals,
    authorisations,
    customers,
    line_discounts,
    order_lines,
    orders,
    parts,
    vehicles,
)
from garage.services.command import By
from garage.services.order_lines import LineData, link_part, save_lines
from tests.services.consent import answer, propose, row
from tests.services.road import Road, codes, state


def test_what_was_authorised_is_frozen(road: Road) -> None:
    road.receive()
    road.authorise()
    version = orders.open_page(road.order).version
    with pytest.raises(RuleError) as error:
        save_lines(road.boss, road.order, version, [])
    assert codes(error) == {"frozen"}
    with pytest.raises(RuleError):
        orders.save_reception(road.boss, road.order, version, road.reception())
    with pytest.raises(RuleError):
        orders.reopen_estimate(road.boss, road.order)
    form = authorisations.authorised_form(road.order)
    assert form
    assert (form.number, form.signed_by, form.total_fen) == (f"{form.head.order_no}-A1", "王女士", 168_032)
    Vehicle.update(plate="粤B99999").execute()
    assert authorisations.authorised_form(road.order) == form


def less(road: Road, order: int, *discounts: int, why: str = "") -> None:
    """The lines of an estimate, each with its discount."""
    lines = [
        LineData(LineKind.OTHER, f"项目{n}", qty_milli=1_000, unit_price_fen=30_000, discount_fen=fen)
        for n, fen in enumerate(discounts)
    ]
    save_lines(road.boss, order, orders.open_page(order).version, lines, why)


def given() -> list[tuple[dict[str, int], dict[str, int], str]]:
    rows = AuditEntry.select().where(AuditEntry.act == "line discount").order_by(AuditEntry.id)
    return [(json.loads(row.before), json.loads(row.after), row.reason) for row in rows]


def test_a_discount_typed_with_a_line_has_its_entry_and_its_reason_in_the_log(road: Road) -> None:
    order = orders.open_order(road.boss, road.vehicle)
    less(road, order, 0, 10_000, why="老客户")
    assert given() == [({"项目1": 0}, {"项目1": 10_000}, "老客户")]
    less(road, order, 0, 10_000, 0)
    assert len(given()) == 1
    less(road, order, 500, 2_000, why="等了太久")
    assert given()[1:] == [
        ({"项目0": 0}, {"项目0": 500}, "等了太久"),
        ({"项目1": 10_000}, {"项目1": 2_000}, "等了太久"),
    ]


def test_a_new_discount_on_a_line_is_refused_without_a_reason_and_nothing_is_saved(road: Road) -> None:
    order = orders.open_order(road.boss, road.vehicle)
    less(road, order, 0, 500, why="老客户")
    for discounts, why in (((0, 501), " "), ((1, 500), ""), ((0, 500, 1), ""), ((1, 500), "x" * 121)):
        with pytest.raises(FieldError) as error:
            less(road, order, *discounts, why=why)
        assert error.value.field == "discount_reason"
    assert [line.discount_fen for line in orders.open_page(order).lines] == [0, 500]


def test_a_discount_that_stays_or_becomes_less_asks_nothing(road: Road) -> None:
    order = orders.open_order(road.boss, road.vehicle)
    assert line_discounts.last_reason(order) == ""
    less(road, order, 0, 500, why="老客户")
    less(road, order, 0, 500)
    less(road, order, 0, 400)
    less(road, order, 0, 0)
    assert [why for _before, _after, why in given()] == ["老客户", "", ""]
    assert line_discounts.last_reason(order) == "老客户"


def test_discounts_of_lines_above_the_limit_are_known_before_the_bill_asks_an_owner(road: Road) -> None:
    order = orders.open_order(road.boss, road.vehicle)
    for fen, asked in ((3_000, False), (3_001, True)):
        less(road, order, fen, why="老客户")
        sums = order_lines.order_totals(orders.open_page(order).lines)
        assert line_discounts.owner_has_to_approve(sums) is asked


def test_consent_by_phone_needs_a_note_and_a_time_that_can_be(road: Road) -> None:
    road.receive()
    with pytest.raises(FieldError) as error:
        authorisations.authorise(road.boss, road.order, signed_by="王女士", channel=ConsentChannel.PHONE)
    assert error.value.field == "note"
    for when in (datetime(2026, 11, 20, 9, 0), datetime(2026, 11, 21, 9, 1)):
        with pytest.raises(FieldError) as error:
            authorisations.authorise(
                road.boss, road.order, signed_by="王女士", channel=ConsentChannel.SIGNED, signed_at=when
            )
        assert error.value.field == "signed_at"
    with pytest.raises(FieldError):
        authorisations.authorise(road.boss, road.order, signed_by=" ", channel=ConsentChannel.SIGNED)
    assert state(road) is OrderState.ESTIMATED


def test_a_rework_line_cannot_point_at_another_car(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    line = OrderLine.get().id
    other = vehicles.add(road.boss, vehicles.VehicleData(plate="粤B54321"), owner_id=road.customer)
    order = orders.open_order(road.boss, other)
    wrong = replace(road.lines()[0], pay_type=PayType.REWORK, original_line_id=line)
    with pytest.raises(FieldError) as error:
        save_lines(road.boss, order, 1, [wrong])
    assert error.value.field == "lines.0.pay_type"


def test_someone_who_saved_first_is_named_to_the_second(road: Road) -> None:
    order = orders.open_order(road.boss, road.vehicle)
    colleague = By(road.mechanic, road.boss.at)
    orders.save_reception(colleague, order, 1, road.reception())
    with pytest.raises(StaleError) as error:
        save_lines(road.boss, order, 1, road.lines())
    assert error.value.by == "李师傅"
    assert "complaint" in {change.column for change in error.value.changes}
    with pytest.raises(StaleError):
        orders.save_reception(road.boss, order, 1, replace(road.reception(), complaint="另外"))
    assert OrderLine.select().count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "lines.0.name"),
        ({"name": "长" * 121}, "lines.0.name"),
        ({"hours_centi": 0}, "lines.0.qty"),
        ({"hours_centi": -100}, "lines.0.price"),
        ({"hours_centi": 10**10, "rate_fen": 0}, "lines.0.qty"),
        ({"qty_milli": 10**30}, "lines.0.qty"),
        ({"vendor_cost_fen": 10**20}, "lines.0.price"),
        ({"discount_fen": 48_001}, "lines.0.discount"),
        ({"discount_fen": -1}, "lines.0.discount"),
        ({"customer_supplied": True}, "lines.0.customer_supplied"),
        ({"rate_fen": 10**13}, "lines.0.price"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_saved(
    road: Road, change: dict[str, object], field: str
) -> None:
    order = orders.open_order(road.boss, road.vehicle)
    with pytest.raises(FieldError) as error:
        save_lines(road.boss, order, 1, [replace(road.lines()[0], **change)])  # type: ignore[arg-type]
    assert error.value.field == field
    assert OrderLine.select().count() == 0


def test_the_customers_own_part_is_free_draws_no_stock_and_has_no_warranty(road: Road) -> None:
    own = LineData(LineKind.PART, "自带机油", customer_supplied=True, unit_price_fen=9_900)
    road.to_ready(road.lines()[0], own)
    made = road.settle()
    assert Settlement.get(Settlement.no == made.settlement_no).payable_fen == 48_000
    road.leave()
    assert RepairWarranty.select().count() == 1


def test_a_lower_odometer_needs_a_reason_and_is_kept_with_it(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    road.order = orders.open_order(road.boss, road.vehicle)
    sheet = replace(road.reception(), odometer_km=120)
    with pytest.raises(FieldError) as error:
        orders.save_reception(road.boss, road.order, 1, sheet)
    assert error.value.field == "odo"
    orders.save_reception(road.boss, road.order, 1, replace(sheet, odometer_reason="仪表更换"))
    assert vehicles.last_reading(road.vehicle).km == 120  # type: ignore[union-attr]


def test_consent_is_recorded_although_the_desk_that_received_the_car_has_a_faster_clock(road: Road) -> None:
    road.receive()
    road.boss = By(road.boss.staff_id, road.boss.at - timedelta(minutes=2))
    road.authorise()
    assert state(road) is OrderState.AUTHORISED


def test_work_that_was_cancelled_cannot_be_reworked(road: Road) -> None:
    road.receive()
    line = OrderLine.get().id
    orders.cancel(road.boss, road.order, "客户改期")
    order = orders.open_order(road.boss, road.vehicle)
    again = replace(road.lines()[0], pay_type=PayType.REWORK, original_line_id=line)
    with pytest.raises(FieldError) as error:
        save_lines(road.boss, order, 1, [again])
    assert error.value.field == "lines.0.pay_type"


def test_what_was_never_done_cannot_be_reworked(road: Road) -> None:
    road.receive()
    road.authorise()
    propose(road)
    answer(road)
    declined = row(road).lines[0].id
    road.dispatch()
    road.issue()
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    road.leave()
    road.order = orders.open_order(road.boss, road.vehicle)
    again = replace(road.lines()[0], pay_type=PayType.REWORK, original_line_id=declined)
    with pytest.raises(FieldError) as error:
        save_lines(road.boss, road.order, 1, [again])
    assert error.value.field == "lines.0.pay_type"


def test_consent_is_to_the_estimate_that_was_shown(road: Road) -> None:
    road.receive()
    shown = orders.open_page(road.order).version
    orders.reopen_estimate(road.boss, road.order)
    version = orders.open_page(road.order).version
    save_lines(road.boss, road.order, version, [*road.lines(), *road.lines()])
    orders.finish_estimate(road.boss, road.order)
    signed = {"signed_by": "王女士", "channel": ConsentChannel.SIGNED}
    with pytest.raises(StaleError) as error:
        authorisations.authorise(road.boss, road.order, **signed, version=shown)
    assert error.value.by == "张三"
    now = orders.open_page(road.order).version
    authorisations.authorise(road.boss, road.order, **signed, version=now)


def test_a_part_is_named_only_for_a_line_that_is_agreed_and_not_billed(road: Road) -> None:
    order = orders.open_order(road.boss, road.vehicle)
    save_lines(road.boss, order, 1, [LineData(LineKind.PART, "刹车片", unit_price_fen=100)])
    line = OrderLine.get().id
    with pytest.raises(RuleError) as error:
        link_part(road.boss, line, road.part)
    assert codes(error) == {"state"}
    orders.cancel(road.boss, order, "客户改期")
    with pytest.raises(RuleError):
        link_part(road.boss, line, road.part)


def test_a_line_that_another_seat_gave_its_part_is_not_given_another_unseen(road: Road) -> None:
    road.receive(LineData(LineKind.PART, "刹车片", unit_price_fen=100))
    road.authorise()
    line = OrderLine.get(OrderLine.order == road.order).id
    other = parts.add(road.boss, parts.PartData(code="P-2", name="刹车片乙"))
    link_part(road.boss, line, other)
    with pytest.raises(StaleError):
        link_part(road.boss, line, road.part)
    assert OrderLine.get_by_id(line).part_id == other


def test_an_unknown_car_is_received_once_however_often_it_is_clicked(road: Road) -> None:
    car, owner = vehicles.VehicleData(plate="粤B77777"), customers.CustomerData(name="李先生")
    arrivals.receive_unknown(road.boss, car, owner)
    with pytest.raises(RuleError) as error:
        arrivals.receive_unknown(road.boss, car, owner)
    assert codes(error) == {"open_order"}
    assert len(vehicles.by_plate("粤B77777")) == 1
