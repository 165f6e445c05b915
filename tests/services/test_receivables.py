"""What customers and insurers owe by age, deposits without a bill, and the statement of an account."""

from datetime import date

import pytest

from garage.domain.receivables import ReceivableFilter, StatementKind
from garage.domain.settlements import Cover, Debtor
from garage.domain.supplier_accounts import Age
from garage.models.database import database, engine_name
from garage.services import account_payments, counter_returns, counter_sales, credit, payments, receivables
from garage.services.receivables import deposits, statement_of, summary
from tests.services.owing import BILL, bill_on_account, cash, give_credit, owed, sale_on_account, share
from tests.services.road import Road

SALE = 60_016


@pytest.fixture
def owing(road: Road) -> Road:
    """A bill due on 21 December, and two days later one more and a counter sale due on 23 December."""
    give_credit(road)
    bill_on_account(road)
    road.forward(days=2)
    bill_on_account(road)
    sale_on_account(road)
    return road


def test_each_bill_has_the_age_of_its_own_day(owing: Road) -> None:
    ages = [
        (date(2026, 12, 21), (2 * BILL + SALE, 0, 0, 0, 0)),
        (date(2026, 12, 22), (BILL + SALE, BILL, 0, 0, 0)),
        (date(2027, 1, 20), (0, 2 * BILL + SALE, 0, 0, 0)),
        (date(2027, 1, 21), (0, BILL + SALE, BILL, 0, 0)),
        (date(2027, 3, 22), (0, 0, 0, BILL + SALE, BILL)),
    ]
    for today, by_age in ages:
        [row] = receivables.debtors(today)
        assert (row.debtor, row.customer_id, row.name) == (Debtor.CUSTOMER, owing.customer, "王女士")
        assert row.ageing.by_age == by_age == summary(today).ageing.by_age
        assert row.ageing.overdue_fen == sum(by_age[1:])


def test_the_list_says_who_is_late_and_pages_by_the_first_day_due(owing: Road) -> None:
    page = receivables.page(ReceivableFilter.OVERDUE, date(2026, 12, 21))
    assert page.rows == ()
    late = date(2026, 12, 22)
    [row] = receivables.page(ReceivableFilter.OVERDUE, late).rows
    assert row.first_due == date(2026, 12, 21)
    assert [bill.owed_fen for bill in row.bills] == [BILL, BILL, SALE]
    first = receivables.page(ReceivableFilter.ALL, late, None, 1)
    assert first.next_cursor is None
    assert summary(late).counts == {
        ReceivableFilter.ALL: 1,
        ReceivableFilter.OVERDUE: 1,
        ReceivableFilter.INSURERS: 0,
        ReceivableFilter.DEPOSITS: 0,
    }


def test_what_is_open_is_found_by_the_index_of_open_bills(owing: Road) -> None:
    if engine_name() != "sqlite":
        return
    sql, bound = receivables._bill_columns().where(receivables._OWED).sql()
    plan = [row[3] for row in database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", bound).fetchall()]
    assert any("settlement_owed" in step for step in plan), plan


def test_a_deposit_is_open_until_there_is_a_bill(road: Road) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, cash(50_000))
    [row] = deposits()
    assert (row.order_id, row.customer, row.held_fen) == (road.order, "王女士", 50_000)
    assert summary(road.boss.today).deposits_fen == 50_000
    payments.refund(road.boss, road.order, cash(50_000), "不修了")
    assert deposits() == []


def test_the_statement_tells_every_movement_and_ends_on_what_is_owed(owing: Road) -> None:
    road = owing
    first, second, sale = owed(road)
    payments.take_payment(road.boss, first.ref, cash(10_000), Cover.PART)
    credit.allow(road.boss, second.ref, 5_000, "让价", approved_by=road.boss.staff_id)
    account_payments.pay(road.boss, road.customer, [share(bill) for bill in owed(road)[:2]], cash(400_000))
    line = counter_sales.CounterSaleLine.get(counter_sales.CounterSaleLine.sale == sale.ref)
    today = road.boss.today
    told = statement_of(road.customer, date(2026, 11, 22), today, today)
    assert told.opening_fen == BILL
    assert [(row.kind, row.amount_fen) for row in told.lines] == [
        (StatementKind.BILL, BILL),
        (StatementKind.SALE, SALE),
        (StatementKind.BALANCE, -10_000),
        (StatementKind.BALANCE, 10_000 - BILL),
        (StatementKind.BALANCE, 5_000 - BILL),
        (StatementKind.ALLOWANCE, -5_000),
    ]
    assert told.closing_fen == told.lines[-1].balance_fen == SALE == credit.receivables(road.customer)
    assert [bill.no for bill in told.bills] == [sale.no]
    assert told.ageing is not None
    assert told.ageing.fen[Age.NOT_DUE] == SALE
    counter_returns.take_back(road.boss, sale.ref, {line.id: 1000}, "不合适")
    after = statement_of(road.customer, today, today, today)
    assert (after.opening_fen, after.closing_fen, after.lines[-1].kind) == (BILL, 0, StatementKind.ALLOWANCE)
    assert StatementKind.RETURN in {row.kind for row in after.lines}


def test_a_statement_of_past_days_says_what_was_owed_then(owing: Road) -> None:
    told = statement_of(owing.customer, date(2026, 11, 1), date(2026, 11, 22), owing.boss.today)
    assert (told.opening_fen, told.closing_fen, told.ageing) == (0, BILL, None)
