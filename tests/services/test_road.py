"""One car from its plate to the exit gate, and what it leaves behind in the books."""

import json
from dataclasses import replace
from datetime import date

import peewee
import pytest

from garage.domain.lines import PayType
from garage.domain.order_steps import OrderAct
from garage.domain.orders import OrderState
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.domain.vehicles import VehicleClass
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError, RuleError
from garage.models.audit import AuditEntry
from garage.models.database import transaction
from garage.models.followups import FollowUp
from garage.models.orders import WorkOrder
from garage.models.reminders import Reminder
from garage.models.settlements import Settlement
from garage.models.vehicles import Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import (
    exit_passes,
    orders,
    settlements,
    shop,
    stock,
    vehicles,
)
from garage.services.order_lines import save_lines
from garage.services.settlements import Terms
from tests.services.road import Road, codes, state


def test_the_whole_road_and_what_leaving_sets_going(road: Road) -> None:
    road.to_ready()
    terms = Terms(rounding=RoundingOff.YUAN, next_service_on=date(2027, 5, 21), next_service_km=91_412)
    made = road.settle(Tender(PayMethod.WECHAT, 100_000), Tender(PayMethod.CASH, 70_000), terms=terms)
    assert (made.settlement_no, made.receipt_no, made.pass_no, made.change_fen) == (
        "ST-2026-00001",
        "RC-2026-00001",
        "EP-2026-00001",
        2_000,
    )
    road.leave()
    assert state(road) is OrderState.EXITED
    promises = list(RepairWarranty.select().order_by(RepairWarranty.id))
    assert [(row.days, row.km, row.expires_on, row.expires_km) for row in promises] == [
        (10, 2000, date(2026, 12, 1), 88_414),
        (10, 2000, date(2026, 12, 1), 88_414),
    ]
    calls = [(row.round, row.due_on, row.late_after, row.provisional) for row in FollowUp.select()]
    assert calls == [
        (1, date(2026, 11, 24), date(2026, 11, 28), False),
        (2, date(2026, 12, 1), date(2026, 12, 8), True),
    ]
    reminder = Reminder.select().get()
    assert (reminder.due_on, reminder.due_km) == (date(2027, 5, 21), 91_412)
    vehicle = Vehicle.get_by_id(road.vehicle)
    assert (vehicle.odometer_km, vehicle.next_service_km) == (86_414, 91_412)
    assert stock.check_books() == []


def test_each_step_before_its_time_says_what_is_missing(road: Road) -> None:
    road.order = orders.open_order(road.boss, road.vehicle)
    with pytest.raises(RuleError) as error:
        orders.finish_estimate(road.boss, road.order)
    assert codes(error) == {"odometer", "walk_around", "warranty_seen", "lines", "promised"}
    with pytest.raises(RuleError) as error:
        settlements.settle(road.boss, road.order, Terms())
    assert codes(error) == {"state"}
    assert Settlement.select().count() == 0


def test_a_second_visit_while_the_car_is_here_is_refused(road: Road) -> None:
    orders.open_order(road.boss, road.vehicle)
    with pytest.raises(RuleError) as error:
        orders.open_order(road.boss, road.vehicle)
    assert codes(error) == {"open_order"}
    assert orders.open_order_of(road.vehicle) == (1, "WO-2026-00001")


def test_a_comeback_shows_what_is_still_covered_and_counts_the_attempt(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    road.forward(days=9)
    covered = vehicles.open_warranties(road.vehicle, road.boss.today, 87_000)
    assert [(row.line, row.days_left, row.km_left) for row in covered] == [
        ("更换前刹车片", 1, 1_414),
        ("前刹车片", 1, 1_414),
    ]
    assert vehicles.open_warranties(road.vehicle, date(2026, 12, 2), 87_000) == ()
    assert vehicles.open_warranties(road.vehicle, road.boss.today, 88_415) == ()
    again = replace(road.lines()[0], pay_type=PayType.REWORK, original_line_id=covered[0].line_id)
    road.order = orders.open_order(road.boss, road.vehicle)
    sheet = replace(road.reception(), odometer_km=87_000)
    version = orders.save_reception(road.boss, road.order, 1, sheet)
    version = save_lines(road.boss, road.order, version, [replace(again, original_line_id=None)])
    with pytest.raises(RuleError) as error:
        orders.finish_estimate(road.boss, road.order)
    assert codes(error) == {"rework_unlinked"}
    save_lines(road.boss, road.order, version, [again])
    orders.finish_estimate(road.boss, road.order)
    road.authorise()
    road.dispatch()
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    exit_passes.leave(road.boss, road.order, 87_010)
    rework = RepairWarranty.select().where(RepairWarranty.order == road.order).get()
    assert (rework.attempts, rework.expires_on) == (1, date(2026, 12, 10))


def test_an_order_is_cancelled_with_a_reason_and_keeps_its_number(road: Road) -> None:
    road.receive()
    with pytest.raises(FieldError):
        orders.cancel(road.boss, road.order, "")
    orders.cancel(road.boss, road.order, "客户改期")
    assert WorkOrder.get().cancel_reason == "客户改期"
    road.receive()
    assert orders.open_page(road.order).no == "WO-2026-00002"


def test_an_order_with_parts_in_it_is_not_cancelled(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    with pytest.raises(RuleError) as error:
        orders.cancel(road.boss, road.order, "客户改期")
    assert codes(error) == {"parts_out"}


def test_every_step_leaves_a_line_in_the_log_that_cannot_be_changed(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    acts = {row.act for row in AuditEntry.select().where(AuditEntry.noun == "work_order")}
    assert {
        OrderAct.FINISH_ESTIMATE,
        OrderAct.AUTHORISE,
        OrderAct.DISPATCH,
        OrderAct.START,
        OrderAct.SELF_PASS,
        OrderAct.LEADER_PASS,
        OrderAct.FINAL_PASS,
        OrderAct.MAKE_READY,
        OrderAct.SETTLE,
        OrderAct.LEAVE,
    } <= acts
    entry = AuditEntry.select().where(AuditEntry.act == OrderAct.LEAVE.value).get()
    assert json.loads(entry.after)["state"] == "EXITED"
    for change in (AuditEntry.delete(), AuditEntry.update(reason="x")):
        with pytest.raises(peewee.DatabaseError), transaction():
            change.execute()


def come_back(road: Road, line_id: int, km: int) -> int:
    """One visit for rework of a line; returns the rework's line."""
    again = replace(road.lines()[0], pay_type=PayType.REWORK, original_line_id=line_id)
    road.forward(days=1)
    road.order = orders.open_order(road.boss, road.vehicle)
    version = orders.save_reception(road.boss, road.order, 1, replace(road.reception(), odometer_km=km))
    save_lines(road.boss, road.order, version, [again])
    orders.finish_estimate(road.boss, road.order)
    road.authorise()
    road.dispatch()
    line = road.labour()[0].id
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    exit_passes.leave(road.boss, road.order, km)
    return line


@pytest.mark.parametrize("named", ["the first line", "the last rework"])
def test_the_count_of_attempts_never_resets_whichever_line_a_comeback_names(road: Road, named: str) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    first = vehicles.open_warranties(road.vehicle, road.boss.today, 86_414)[0].line_id
    rework = come_back(road, first, 86_500)
    come_back(road, first if named == "the first line" else rework, 86_600)
    counted = {
        row.order_no: row.attempts
        for row in vehicles.open_warranties(road.vehicle, road.boss.today, 86_600)
        if row.line == "更换前刹车片"
    }
    assert counted == {"WO-2026-00001": 2, "WO-2026-00002": 2, "WO-2026-00003": 2}


def test_the_warranty_that_begins_is_the_one_on_the_customers_papers(road: Road) -> None:
    promise = {"vehicle_class": VehicleClass.CAR, "category": RepairCategory.MINOR_REPAIR}
    shop.set_promise(road.boss, **promise, km=8_000, days=60, valid_from=road.boss.today)
    road.to_ready()
    road.forward(days=1)
    shop.set_promise(road.boss, **promise, km=2_000, days=10, valid_from=road.boss.today)
    slip = settlements.settled_slip(road.settle().settlement_no)
    road.leave()
    assert slip.warranty == ((RepairCategory.MINOR_REPAIR, 8_000, 60),)
    assert {(row.km, row.days) for row in RepairWarranty.select()} == {(8_000, 60)}
