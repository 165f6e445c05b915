"""The month in figures: revenue by the day of the bill, cars by their days, and rows that add up to the books."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.inspections import InspectionStage
from garage.domain.lines import LineKind, PayType, WorkType
from garage.domain.month_of_year import Month, month_of
from garage.domain.month_rows import Booked, Reduction
from garage.domain.month_tables import FIGURES, Table
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.domain.staff import Role
from garage.domain.warranty import RepairCategory
from garage.models.orders import LineShare
from garage.services import credit, month_figures, payments, settlements, staff, workshop
from garage.services.credit import OnAccount
from garage.services.month_reading import MonthReading
from garage.services.order_lines import LineData
from garage.services.settlements import Terms
from tests.services.months import DECEMBER, NOVEMBER, TABLES, added_up, differences
from tests.services.road import Road
from tests.services.test_credit import give_credit

BILL = 168_032
LATER = datetime(2026, 12, 31, 18)


def orders(month: Month, column: str) -> int:
    return added_up(Table.ORDERS, month, LATER, column)


def cash(fen: int) -> Tender:
    return Tender(PayMethod.CASH, fen)


def tied(*months: Month) -> bool:
    """Every sum of these months is that of the books."""
    return all(differences(month, LATER) == {} for month in months)


@given(st.dates(date(1999, 1, 1), date(2101, 12, 31)), st.integers(-400, 400))
def test_months_follow_each_other_without_a_gap(day: date, months: int) -> None:
    month = month_of(day)
    assert month.first <= day <= month.last
    assert month.back(months).back(-months) == month
    assert month.until == month.back(-1).since
    assert len(month.days) == month.last.day


def test_a_month_without_anything_has_no_rows_and_no_sums(road: Road) -> None:
    empty = Month(2024, 2)
    for table in TABLES:
        rows = month_figures.rows(table, empty, LATER)
        assert len(rows) == {Table.DAYS: 29}.get(table, len(rows) if table is Table.SHELF else 0), table
    assert not any(month_figures.sums(empty, LATER).values())
    assert all(figure.value({}) in {0, None} for figure in FIGURES.values())


def test_a_visit_counts_where_it_came_was_billed_and_left(road: Road) -> None:
    road.receive()
    road.forward(days=12)
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    road.leave()
    assert (orders(NOVEMBER, "came"), orders(NOVEMBER, "revenue_fen")) == (1, 0)
    assert (orders(DECEMBER, "came"), orders(DECEMBER, "left"), orders(DECEMBER, "billed")) == (0, 1, 1)
    assert orders(DECEMBER, "revenue_fen") == BILL
    assert orders(DECEMBER, "parts_cost_fen") == 70_000
    assert orders(DECEMBER, "margin_fen") == BILL - orders(DECEMBER, "tax_fen") - 70_000
    assert added_up(Table.LABOUR, DECEMBER, LATER, "labour_fen") == 48_000
    assert added_up(Table.PARTS, DECEMBER, LATER, "charged_fen") == 120_032
    assert added_up(Table.MECHANICS, DECEMBER, LATER, "hours_centi") == 400
    assert added_up(Table.RECORDS, DECEMBER, LATER, "hours_centi") == 400
    assert tied(NOVEMBER, DECEMBER)


def test_a_car_ready_before_its_promise_is_on_time(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    assert (orders(NOVEMBER, "promised"), orders(NOVEMBER, "on_time")) == (1, 1)
    assert orders(NOVEMBER, "right_first") == 1


def test_late_work_that_failed_an_inspection_is_neither_on_time_nor_right_first_time(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.check(InspectionStage.SELF, road.mechanic, passed=False)
    road.forward(hours=9)
    road.inspect()
    road.make_ready()
    road.settle()
    road.leave()
    assert (orders(NOVEMBER, "left"), orders(NOVEMBER, "promised")) == (1, 1)
    assert (orders(NOVEMBER, "on_time"), orders(NOVEMBER, "right_first")) == (0, 0)
    assert tied(NOVEMBER)


def test_a_bill_voided_in_its_month_never_was(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    road.forward(hours=1)
    settlements.void(road.boss, road.order, "价格有误")
    assert (orders(NOVEMBER, "billed"), orders(NOVEMBER, "revenue_fen")) == (0, 0)
    [row] = month_figures.rows(Table.REDUCED, NOVEMBER, LATER)
    assert (row.kind, row.voided_fen, row.reason) == (Reduction.VOID_BILL.value, BILL, "价格有误")
    assert tied(NOVEMBER)


def test_a_bill_voided_in_a_later_month_leaves_its_month_as_it_was(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    before = month_figures.sums(NOVEMBER, LATER)
    road.forward(days=12)
    settlements.void(road.boss, road.order, "客户异议")
    again = Terms(order_discount_fen=8_032, discount_reason="补偿")
    settlements.settle(road.boss, road.order, again)
    after = month_figures.sums(NOVEMBER, LATER)
    works = {key: value for key, value in before.items() if key[0] is not Table.RECORDS}
    assert {key: after[key] for key in works} == works
    kinds = [row.kind for row in month_figures.rows(Table.ORDERS, DECEMBER, LATER)]
    assert kinds == [Booked.ORDER.value, Booked.REVERSAL.value]
    assert orders(DECEMBER, "revenue_fen") == -8_032
    assert orders(DECEMBER, "billed") == 0
    assert orders(DECEMBER, "parts_cost_fen") == 0
    assert tied(NOVEMBER, DECEMBER)


def test_what_nobody_is_charged_stands_apart_with_its_cost(road: Road) -> None:
    labour, part = road.lines()
    road.to_ready(labour, replace(part, pay_type=PayType.INTERNAL))
    road.settle()
    road.leave()
    assert orders(NOVEMBER, "revenue_fen") == 48_000
    assert added_up(Table.PARTS, NOVEMBER, LATER, "uncharged_fen") == 120_032
    assert orders(NOVEMBER, "parts_cost_fen") == 70_000
    assert tied(NOVEMBER)


def test_other_fees_and_sublet_work_stand_beside_labour(road: Road) -> None:
    labour, part = road.lines()
    sublet = LineData(
        LineKind.SUBLET,
        "钣金外协",
        category=RepairCategory.MINOR_REPAIR,
        qty_milli=1000,
        unit_price_fen=30_000,
        vendor="兴达钣喷",
        vendor_cost_fen=20_000,
    )
    road.to_ready(labour, part, sublet)
    road.settle()
    assert orders(NOVEMBER, "other_fen") == 30_000
    assert orders(NOVEMBER, "outside_cost_fen") == 20_000
    assert added_up(Table.LABOUR, NOVEMBER, LATER, "other_fen") == 30_000
    assert tied(NOVEMBER)


def test_every_payment_stands_once_by_its_method(road: Road) -> None:
    road.to_ready()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.WECHAT, 50_000)])
    road.settle(cash(100_000), Tender(PayMethod.CARD, BILL - 150_000))
    sums = {
        name: added_up(Table.MONEY, NOVEMBER, LATER, name)
        for name in ("cash_fen", "wechat_fen", "card_fen", "transfer_fen", "total_fen")
    }
    assert sums == {
        "cash_fen": 100_000,
        "wechat_fen": 50_000,
        "card_fen": BILL - 150_000,
        "transfer_fen": 0,
        "total_fen": BILL,
    }
    assert tied(NOVEMBER)


def test_refunds_and_voided_receipts_lower_what_came_in(road: Road) -> None:
    road.to_ready()
    payments.take_deposit(road.boss, road.order, [cash(50_000)])
    payments.refund(road.boss, road.order, [cash(20_000)], "多收")
    number = payments.take_deposit(road.boss, road.order, [cash(10_000)])
    payments.void_receipt(road.boss, number, "收错")
    assert added_up(Table.MONEY, NOVEMBER, LATER, "total_fen") == 30_000
    [voided] = month_figures.rows(Table.REDUCED, NOVEMBER, LATER)
    assert (voided.kind, voided.voided_fen, voided.slip_no) == (Reduction.VOID_RECEIPT.value, 10_000, number)
    assert tied(NOVEMBER)


def test_what_was_owed_at_the_end_of_a_month_is_still_told_when_it_is_paid(road: Road) -> None:
    give_credit(road, 500_000, days=5)
    road.to_ready()
    settlements.settle_and_pay(road.boss, road.order, Terms(), [cash(68_032)], OnAccount(road.boss.staff_id))
    road.leave()
    [owed] = month_figures.rows(Table.DEBTS, NOVEMBER, road.boss.at)
    assert (owed.owed_fen, owed.not_due_fen, owed.due_on) == (100_000, 100_000, date(2026, 11, 26))
    assert differences(NOVEMBER, road.boss.at) == {}
    road.forward(days=15)
    payments.take_payment(road.boss, road.order, [cash(100_000)])
    [then] = month_figures.rows(Table.DEBTS, NOVEMBER, road.boss.at)
    assert (then.owed_fen, then.late_days, then.days_30_fen) == (100_000, 4, 100_000)
    assert month_figures.rows(Table.DEBTS, DECEMBER, road.boss.at) == []
    assert tied(NOVEMBER, DECEMBER)


def test_an_allowance_counts_in_the_month_in_which_it_was_given(road: Road) -> None:
    give_credit(road, 500_000)
    road.to_ready()
    settlements.settle_and_pay(road.boss, road.order, Terms(), [], OnAccount(road.boss.staff_id))
    road.leave()
    road.forward(days=15)
    credit.allow(road.boss, road.order, 5_000, "老客户", approved_by=road.boss.staff_id)
    assert added_up(Table.REDUCED, NOVEMBER, LATER, "allowance_fen") == 0
    assert added_up(Table.REDUCED, DECEMBER, LATER, "allowance_fen") == 5_000
    assert added_up(Table.DEBTS, NOVEMBER, LATER, "owed_fen") == BILL
    assert added_up(Table.DEBTS, DECEMBER, LATER, "owed_fen") == BILL - 5_000
    assert tied(NOVEMBER, DECEMBER)


def test_discounts_and_rounding_are_those_of_the_bills(road: Road) -> None:
    road.to_ready()
    road.settle(terms=Terms(order_discount_fen=1_000, discount_reason="熟客", rounding=RoundingOff.YUAN))
    [row] = month_figures.rows(Table.REDUCED, NOVEMBER, LATER)
    assert (row.order_discount_fen, row.rounding_fen, row.reason) == (1_000, 32, "熟客")
    assert orders(NOVEMBER, "discount_fen") == 1_000
    assert orders(NOVEMBER, "rounding_fen") == 32
    assert tied(NOVEMBER)


@pytest.mark.parametrize("shares", [(3_333, 3_333, 3_334), (1, 9_998, 1), (5_000, 2_500, 2_500)])
def test_shares_of_labour_add_up_to_the_fen(road: Road, shares: tuple[int, int, int]) -> None:
    road.receive()
    road.authorise()
    others = [staff.add(road.boss, name=name, roles={Role.MECHANIC}) for name in ("周师傅", "吴师傅")]
    people = [road.mechanic, *others]
    workshop.dispatch(
        road.boss,
        road.order,
        {line.id: dict(zip(people, shares, strict=True)) for line in road.labour()},
    )
    road.issue()
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    rows = month_figures.rows(Table.MECHANICS, NOVEMBER, LATER)
    assert sum(row.labour_fen for row in rows) == 48_000
    assert sum(row.hours_centi for row in rows) == 400
    assert tied(NOVEMBER)


def test_work_that_nobody_shares_in_stands_under_no_name(road: Road) -> None:
    road.to_ready()
    road.settle()
    LineShare.delete().execute()
    last = month_figures.rows(Table.MECHANICS, NOVEMBER, LATER)[-1]
    assert (last.name, last.hours_centi, last.labour_fen) == ("", 400, 48_000)
    assert tied(NOVEMBER)


def test_reading_sees_the_books_as_they_stood_when_it_began(road: Road) -> None:
    road.to_ready()
    road.settle()
    reading = MonthReading(NOVEMBER, LATER)
    try:
        road.leave()
        assert orders(NOVEMBER, "left") == 1
        seen = reading.rows(Table.ORDERS)
        assert [row.left for row in seen] == [0]
        assert reading.head.compared.this[Table.ORDERS, "left"] == 0
    finally:
        reading.close()
        reading.close()


def test_labour_of_other_trades_is_told_by_its_line(road: Road) -> None:
    labour, part = road.lines()
    road.to_ready(replace(labour, trade=WorkType.ELECTRICAL), part)
    road.settle()
    [row] = month_figures.rows(Table.LABOUR, NOVEMBER, LATER)
    assert (row.trade, row.mechanics, row.no) == (WorkType.ELECTRICAL.value, "李师傅", "WO-2026-00001")
