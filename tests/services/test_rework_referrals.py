"""Rework that fails twice goes to another garage at our cost; what a rework promises is a choice of the garage (D3, D4)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.lines import LineKind, PayType
from garage.domain.rework import ReworkCause, ReworkState
from garage.errors import FieldError
from garage.models.audit import AuditEntry
from garage.models.warranty import RepairWarranty
from garage.services import books, orders, rework_cases, rework_policy, rework_rows, staff
from tests.services.comeback import Comeback
from tests.services.road import Road


@pytest.fixture
def car(road: Road) -> Comeback:
    """The car of the road, repaired once."""
    return Comeback(road)


def test_two_failures_and_then_another_garage_at_our_cost(car: Comeback) -> None:
    for _time in range(2):
        case = car.again()
        rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
        car.leave()
    case = car.again()
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
    car.authorise()
    today = car.road.boss.today
    rework_cases.refer(car.road.boss, case, None, "顺达汽修", 80_000, today)
    sublet = orders.open_page(car.road.order).lines[-1]
    assert (sublet.kind, sublet.pay_type, sublet.vendor_cost_fen) == (LineKind.SUBLET, PayType.REWORK, 80_000)
    assert sublet.original_line_id == car.line
    assert car.payable() == 0
    rework_cases.take_back(car.road.boss, case, None, "更换刹车盘，异响消除", 92_000)
    assert orders.open_page(car.road.order).lines[-1].vendor_cost_fen == 92_000
    car.leave()
    row = car.case(case)
    assert (row.state, row.referral_cost_fen) == (ReworkState.CLOSED, 92_000)
    assert rework_rows.chain(car.line)[-1].elsewhere == "顺达汽修"
    assert not books.check()


def test_a_finished_estimate_takes_the_other_garages_line_too(car: Comeback) -> None:
    """It costs the customer nothing: nobody has to open the estimate again for it."""
    case = car.again()
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
    orders.finish_estimate(car.road.boss, car.road.order)
    rework_cases.refer(car.road.boss, case, None, "顺达汽修", 80_000, car.road.boss.today)
    car.road.authorise()
    sublet = orders.open_page(car.road.order).lines[-1]
    assert (sublet.kind, sublet.vendor_cost_fen, car.payable()) == (LineKind.SUBLET, 80_000, 0)
    rework_cases.take_back(car.road.boss, case, None, "更换刹车盘，异响消除", 92_000)
    assert orders.open_page(car.road.order).lines[-1].vendor_cost_fen == 92_000
    car.leave()
    assert not books.check()


def test_a_car_still_at_the_other_garage_closes_when_it_is_told(car: Comeback) -> None:
    case = car.again()
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.PART)
    rework_cases.refer(car.road.boss, case, None, "顺达汽修", 0, car.road.boss.today)
    car.leave()
    assert car.case(case).state is ReworkState.REFERRED
    rework_cases.take_back(car.road.boss, case, None, "修好", 50_000)
    assert car.case(case).state is ReworkState.CLOSED
    assert not books.check()


@pytest.mark.parametrize(
    ("field", "garage", "cost", "days"),
    [("garage", " ", 0, 0), ("cost", "顺达", -1, 0), ("on", "顺达", 0, 1), ("on", "顺达", 0, -1)],
)
def test_a_referral_names_a_garage_a_cost_and_a_day(
    car: Comeback, field: str, garage: str, cost: int, days: int
) -> None:
    case = car.again()
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.PART)
    on = car.road.boss.today + timedelta(days=days)
    with pytest.raises(FieldError) as error:
        rework_cases.refer(car.road.boss, case, None, garage, cost, on)
    assert error.value.field == field


def _promise(car: Comeback) -> RepairWarranty:
    row: RepairWarranty = RepairWarranty.select().order_by(RepairWarranty.id.desc()).get()
    return row


def test_a_rework_begins_a_new_period_when_nobody_chose_otherwise(car: Comeback) -> None:
    assert rework_policy.restarts()
    case = car.again(days=5)
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
    car.leave()
    assert _promise(car).expires_on == car.road.boss.today + timedelta(days=10)
    assert _promise(car).attempts == 1


def test_a_rework_keeps_the_end_that_was_promised_where_the_garage_chose_so(car: Comeback) -> None:
    first = _promise(car)
    rework_policy.set_restarts(car.road.boss, False)
    for _time in range(2):
        case = car.again(days=3)
        rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
        car.leave()
        again = _promise(car)
        assert again.id != first.id
        assert (again.expires_on, again.expires_km) == (first.expires_on, first.expires_km)
    assert not books.check()


def test_who_stood_for_another_garage_is_in_the_log(car: Comeback) -> None:
    case = car.again()
    rework_cases.decide_ours(car.road.boss, case, None, ReworkCause.WORKMANSHIP)
    by = replace(car.road.boss, staff_id=car.road.mechanic)
    rework_cases.refer(by, case, None, "顺达汽修", 80_000, by.today, approved_by=car.road.boss.staff_id)
    log = AuditEntry.get((AuditEntry.noun == "rework_case") & (AuditEntry.act == "refer"))
    boss = staff.names([car.road.boss.staff_id])[car.road.boss.staff_id]
    assert (log.staff_id, log.reason) == (car.road.mechanic, f"Approved by {boss}")
