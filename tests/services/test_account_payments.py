"""One payment on several bills: a receipt for each, no more than is owed, void together, and the books balance."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.receivables import BillKind, oldest_first
from garage.domain.settlements import Cover, PayMethod, Tender
from garage.errors import FieldError, GarageError, RuleError, StaleError
from garage.models.cash import AccountPayment
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.services import (
    account_payments,
    books,
    counter_sales,
    credit,
    customers,
    payments,
    receipts,
    receivables,
)
from garage.services.account_payments import Share
from tests.services.owing import (
    BILL,
    INSURED,
    bill_on_account,
    cash,
    give_credit,
    insured_on_account,
    order_share,
    owed,
    sale_on_account,
    share,
)
from tests.services.road import Road, codes

SALE = 60_016


@pytest.fixture
def owing(road: Road) -> Road:
    """Two bills and a counter sale on account."""
    give_credit(road)
    bill_on_account(road)
    bill_on_account(road)
    sale_on_account(road)
    return road


def test_one_sum_pays_several_bills_with_one_receipt_each_and_change_from_the_cash(owing: Road) -> None:
    road = owing
    tenders = [Tender(PayMethod.TRANSFER, 200_000), Tender(PayMethod.CASH, 200_000)]
    taken = account_payments.pay(
        road.boss, road.customer, [share(bill) for bill in owed(road)], tenders, "十一月"
    )
    assert (taken.no, taken.total_fen, taken.change_fen) == ("AR-2026-00001", 2 * BILL + SALE, 3_920)
    assert len(taken.receipts) == 3
    assert owed(road) == []
    assert credit.receivables(road.customer) == 0
    row = account_payments.find(taken.no)
    assert row.tenders == (Tender(PayMethod.TRANSFER, 200_000), Tender(PayMethod.CASH, 196_080))
    assert [bill.kind for bill in row.bills] == [BillKind.ORDER, BillKind.ORDER, BillKind.SALE]
    assert [one.no for one in account_payments.of_customer(road.customer)] == [taken.no]
    assert books.check() == []


def test_less_than_is_owed_pays_the_oldest_first(owing: Road) -> None:
    road = owing
    bills = owed(road)
    amounts = oldest_first([bill.owed_fen for bill in bills], 200_000)
    shares = [share(bill, fen) for bill, fen in zip(bills, amounts, strict=True) if fen]
    account_payments.pay(road.boss, road.customer, shares, cash(200_000))
    assert [(bill.kind, bill.owed_fen) for bill in owed(road)] == [
        (BillKind.ORDER, 2 * BILL - 200_000),
        (BillKind.SALE, SALE),
    ]
    assert books.check() == []


def test_more_than_is_owed_somebody_elses_bill_or_none_is_refused(owing: Road) -> None:
    road = owing
    other = customers.add(road.boss, customers.CustomerData(name="李先生", phones=("13900139000",)))
    bill = owed(road)[0]
    refused = [
        (road.customer, [], 100),
        (road.customer, [share(bill, bill.owed_fen + 1)], bill.owed_fen + 1),
        (road.customer, [share(bill, 0)], 100),
        (road.customer, [share(bill, 50), share(bill, 50)], 100),
        (other, [share(bill)], bill.owed_fen),
        (road.customer, [Share(BillKind.SALE, 99_999, 100)], 100),
    ]
    for customer, shares, given_fen in refused:
        with pytest.raises((FieldError, KeyError)) as error:
            account_payments.pay(road.boss, customer, shares, cash(given_fen))
        assert getattr(error.value, "field", "shares") == "shares"
    for tenders in (cash(bill.owed_fen - 1), [Tender(PayMethod.WECHAT, bill.owed_fen + 1)], []):
        with pytest.raises(FieldError) as error:
            account_payments.pay(road.boss, road.customer, [share(bill)], tenders)
        assert error.value.field == "tenders"
    assert AccountPayment.select().count() == 0


def test_a_bill_that_was_paid_meanwhile_is_told(owing: Road) -> None:
    road = owing
    shares = [share(bill) for bill in owed(road)]
    payments.take_payment(road.boss, shares[1].ref, cash(1_000), Cover.PART)
    with pytest.raises(StaleError):
        account_payments.pay(road.boss, road.customer, shares, cash(2 * BILL + SALE))
    assert Receipt.select().count() == 1


def test_an_insurer_pays_its_bills_at_once_and_a_customers_bill_is_not_among_them(road: Road) -> None:
    give_credit(road)
    own = bill_on_account(road)
    insured_on_account(road)
    insured_on_account(road, case="PA-2026-78")
    insured_on_account(road, insurer="太平洋财险")
    bills = receivables.open_bills_of_insurer("平安财险")
    assert [bill.owed_fen for bill in bills] == [INSURED, INSURED]
    tenders = [Tender(PayMethod.TRANSFER, 2 * INSURED)]
    with pytest.raises(FieldError):
        account_payments.pay_for_insurer(road.boss, "平安财险", [order_share(own, 100)], cash(100))
    with pytest.raises(FieldError):
        account_payments.pay(road.boss, road.customer, [share(bills[0])], cash(INSURED))
    taken = account_payments.pay_for_insurer(road.boss, "平安财险", [share(bill) for bill in bills], tenders)
    row = account_payments.find(taken.no)
    assert (row.customer_id, row.insurer, row.total_fen) == (None, "平安财险", 2 * INSURED)
    assert [one.no for one in account_payments.of_insurer("平安财险")] == [taken.no]
    assert account_payments.of_customer(road.customer) == []
    assert receivables.open_bills_of_insurer("平安财险") == []
    assert len(receivables.open_bills_of_insurer("太平洋财险")) == 1
    assert {Receipt.get(Receipt.no == no).payer for no in taken.receipts} == {"平安财险"}
    account_payments.void(road.boss, taken.no, "记错")
    assert len(receivables.open_bills_of_insurer("平安财险")) == 2
    assert books.check() == []


def test_the_receipts_are_voided_together_and_none_alone(owing: Road) -> None:
    road = owing
    taken = account_payments.pay(
        road.boss, road.customer, [share(bill) for bill in owed(road)], cash(2 * BILL + SALE)
    )
    for act in (payments.void_receipt, counter_sales.void_receipt):
        number = taken.receipts[0 if act is payments.void_receipt else 2]
        with pytest.raises(RuleError) as error:
            act(road.boss, number, "写错")
        assert codes(error) == {"account_payment"}
    with pytest.raises(FieldError):
        account_payments.void(road.boss, taken.no, " ")
    assert len(account_payments.void(road.boss, taken.no, "写错")) == 3
    assert not account_payments.find(taken.no).stands
    assert credit.receivables(road.customer) == 2 * BILL + SALE
    with pytest.raises(RuleError) as error:
        account_payments.void(road.boss, taken.no, "写错")
    assert codes(error) == {"void"}
    assert books.check() == []


def test_when_one_receipt_may_not_be_voided_none_is(owing: Road) -> None:
    road = owing
    taken = account_payments.pay(
        road.boss, road.customer, [share(bill) for bill in owed(road)][:2], cash(2 * BILL)
    )
    road.forward(days=1)
    with pytest.raises(RuleError) as error:
        account_payments.void(road.boss, taken.no, "写错")
    assert codes(error) == {"left"}
    assert credit.receivables(road.customer) == SALE


def test_a_payment_that_is_not_the_sum_of_its_receipts_is_found(owing: Road) -> None:
    road = owing
    taken = account_payments.pay(road.boss, road.customer, [share(owed(road)[0])], cash(BILL))
    AccountPayment.update(total_fen=BILL - 1).execute()
    assert any(taken.no in words for words in books.check())


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["pay", "void", "allow", "single", "refund", "back"]),
            st.integers(0, 5),
            st.integers(1, 200_000),
        ),
        min_size=3,
        max_size=12,
    )
)
def test_however_it_is_paid_voided_and_let_off_the_books_balance(
    owing: Road, steps: list[tuple[str, int, int]]
) -> None:
    road = owing
    orders = _on_account(road)
    for act, which, fen in steps:
        with suppress(GarageError, KeyError):
            _try(road, orders, act, which, fen)
    assert books.check() == []
    told = receivables.statement_of(road.customer, road.boss.today, road.boss.today, road.boss.today)
    over = sum(receipts.balance(order).refundable_fen for order in _on_account(road))
    assert told.closing_fen == credit.receivables(road.customer) - over


def _on_account(road: Road) -> list[int]:
    return [row.order_id for row in Settlement.select().where(Settlement.credit_at.is_null(False))]


def _try(road: Road, orders: list[int], act: str, which: int, fen: int) -> None:
    bills, made = owed(road), list(AccountPayment.select().order_by(AccountPayment.id))
    order = orders[which % len(orders)]
    match act:
        case "pay" if bills:
            amounts = oldest_first([bill.owed_fen for bill in bills], fen * 3)
            shares = [share(bill, part) for bill, part in zip(bills, amounts, strict=True) if part]
            half = sum(one.amount_fen for one in shares) // 2
            tenders = [Tender(PayMethod.WECHAT, half), Tender(PayMethod.CASH, fen * 3 - half)]
            account_payments.pay(road.boss, road.customer, shares, tenders)
        case "void" if made:
            account_payments.void(road.boss, made[which % len(made)].no, "写错")
        case "allow":
            credit.allow(road.boss, order, fen % 90_000, "让价", approved_by=road.boss.staff_id)
        case "single":
            account_payments.pay(road.boss, road.customer, [order_share(order, fen)], cash(fen))
        case "refund":
            payments.refund(road.boss, order, cash(fen), "多付")
        case "back":
            rows = [row for one in orders for row in receipts.of_order(one)]
            if rows:
                payments.void_receipt(road.boss, rows[which % len(rows)].no, "写错")
