"""Money of an order: taken before, with and after the bill, paid back, put right, and never lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from random import Random

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from garage.domain.order_steps import next_step
from garage.domain.orders import OrderState
from garage.domain.settlements import Cover, PayMethod, ReceiptKind, RoundingOff, SettlementState, Tender
from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.database import transaction
from garage.models.orders import OrderLine
from garage.models.payments import Receipt
from garage.services import (
    books,
    credit,
    deposits,
    exit_passes,
    orders,
    papers,
    papers_money,
    payments,
    receipts,
    settlements,
)
from garage.services.command import By
from garage.services.credit import OnAccount
from garage.services.receipts import ReceiptRow, balance, of_order
from garage.services.settlements import Terms
from tests.services.road import Road, codes, state

BILL = 168_032


def cash(fen: int) -> list[Tender]:
    return [Tender(PayMethod.CASH, fen)]


def by_transfer(fen: int) -> list[Tender]:
    return [Tender(PayMethod.TRANSFER, fen)]


def bill_state(road: Road) -> SettlementState:
    return settlements.of_order(road.order)[-1].state


def test_a_deposit_is_taken_before_the_bill_and_counted_by_it(road: Road) -> None:
    road.receive()
    number = payments.take_deposit(road.boss, road.order, cash(50_000))
    assert of_order(road.order)[0].kind is ReceiptKind.DEPOSIT
    paper = papers_money.payment_receipt(number, papers.blank_imprint(road.boss))
    assert (paper.kind, paper.settlement_no, paper.balance_fen) == (ReceiptKind.DEPOSIT, "", -50_000)
    for step in (road.authorise, road.dispatch, road.issue, road.work, road.inspect, road.make_ready):
        step()
    made = settlements.settle_and_pay(road.boss, road.order, Terms(), cash(BILL - 50_000))
    assert settlements.settled_slip(made.settlement_no).paid_fen == 50_000
    assert bill_state(road) is SettlementState.PAID
    with pytest.raises(RuleError):
        payments.take_deposit(road.boss, road.order, cash(100))
    assert books.check() == []


def test_a_deposit_as_large_as_the_bill_needs_no_payment_and_a_larger_one_is_paid_back(road: Road) -> None:
    road.to_ready()
    payments.take_deposit(road.boss, road.order, by_transfer(BILL + 1_000))
    with pytest.raises(FieldError) as error:
        settlements.settle_and_pay(road.boss, road.order, Terms(), cash(100))
    assert error.value.field == "tenders"
    made = settlements.settle_and_pay(road.boss, road.order, Terms(), [])
    assert (made.receipt_no, bill_state(road)) == ("", SettlementState.PAID)
    with pytest.raises(FieldError):
        payments.refund(road.boss, road.order, cash(1_001), "多收")
    payments.refund(road.boss, road.order, cash(1_000), "多收")
    with pytest.raises(RuleError) as refused:
        payments.refund(road.boss, road.order, cash(1), "多收")
    assert codes(refused) == {"nothing_to_refund"}
    road.leave()
    assert books.check() == []


@pytest.mark.parametrize("tenders", [[], cash(0), cash(-5), cash(10**15)])
def test_a_deposit_is_an_amount(road: Road, tenders: list[Tender]) -> None:
    road.receive()
    with pytest.raises(FieldError) as error:
        payments.take_deposit(road.boss, road.order, tenders)
    assert error.value.field == "tenders"
    assert Receipt.select().count() == 0


def test_a_part_is_paid_now_and_the_car_stays_until_the_rest_comes(road: Road) -> None:
    road.to_ready()
    settled = settlements.settle_in_part(road.boss, road.order, Terms(), cash(100_000))
    assert (settled.pass_no, bill_state(road)) == ("", SettlementState.PART_PAID)
    with pytest.raises(RuleError) as error:
        exit_passes.issue(road.boss, road.order)
    assert codes(error) == {"unpaid"}
    with pytest.raises(FieldError):
        payments.take_payment(road.boss, road.order, cash(60_000))
    payments.take_payment(road.boss, road.order, by_transfer(60_000), Cover.PART)
    number, change = payments.take_payment(road.boss, road.order, cash(8_100), Cover.PART)
    assert (change, bill_state(road)) == (68, SettlementState.PAID)
    paper = papers_money.payment_receipt(number, papers.blank_imprint(road.boss))
    assert (paper.total_fen, paper.given_fen, paper.change_fen) == (8_032, 8_100, 68)
    exit_passes.issue(road.boss, road.order)
    road.leave()


def test_too_much_is_booked_as_received_and_goes_back(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    with pytest.raises(FieldError):
        payments.take_payment(road.boss, road.order, by_transfer(BILL + 500))
    with pytest.raises(FieldError):
        payments.take_payment(road.boss, road.order, by_transfer(BILL), Cover.OVER)
    payments.take_payment(road.boss, road.order, by_transfer(BILL + 500), Cover.OVER)
    assert (bill_state(road), balance(road.order).refundable_fen) == (SettlementState.PAID, 500)
    assert books.check() == []
    payments.refund(road.boss, road.order, by_transfer(500), "多转了")
    assert balance(road.order).refundable_fen == 0


def test_money_goes_back_with_a_reason_before_an_order_is_cancelled(road: Road) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, cash(50_000))
    with pytest.raises(RuleError) as error:
        orders.cancel(road.boss, road.order, "客户不修了")
    assert codes(error) == {"money_in"}
    with pytest.raises(FieldError) as wrong:
        payments.refund(road.boss, road.order, cash(50_000), " ")
    assert wrong.value.field == "reason"
    payments.refund(road.boss, road.order, cash(50_000), "客户不修了")
    orders.cancel(road.boss, road.order, "客户不修了")
    refund_no = of_order(road.order)[-1].no
    with pytest.raises(RuleError):
        payments.void_receipt(road.boss, refund_no, "退错")


def test_a_receipt_whose_money_went_back_is_not_voided_before_the_refund(road: Road) -> None:
    road.receive()
    number = payments.take_deposit(road.boss, road.order, cash(50_000))
    back = payments.refund(road.boss, road.order, cash(20_000), "少收点")
    with pytest.raises(RuleError) as error:
        payments.void_receipt(road.boss, number, "收错")
    assert codes(error) == {"paid_back"}
    payments.void_receipt(road.boss, back, "没退")
    payments.void_receipt(road.boss, number, "收错")
    assert balance(road.order).paid_fen == 0
    assert [row.no for row in of_order(road.order)] == [f"RC-2026-0000{n}" for n in range(1, 5)]


def test_a_wrong_method_is_put_right_on_the_same_day_also_after_the_exit(road: Road) -> None:
    road.to_ready()
    made = road.settle()
    road.leave()
    with pytest.raises(FieldError):
        payments.change_method(road.boss, made.receipt_no, cash(BILL - 1), "其实是微信")
    with pytest.raises(FieldError):
        payments.change_method(road.boss, made.receipt_no, cash(BILL), "其实是微信")
    half = [Tender(PayMethod.WECHAT, 100_000), Tender(PayMethod.CASH, BILL - 100_000)]
    number = payments.change_method(road.boss, made.receipt_no, half, "一半是微信")
    rows = of_order(road.order)
    assert [row.total_fen for row in rows] == [BILL, -BILL, BILL]
    assert rows[-1].no == number
    assert rows[-1].tenders == tuple(half)
    assert (bill_state(road), state(road)) == (SettlementState.PAID, OrderState.EXITED)
    road.forward(days=1)
    with pytest.raises(RuleError) as error:
        payments.change_method(road.boss, number, cash(BILL), "又变了")
    assert codes(error) == {"till_closed"}
    assert books.check() == []


def test_a_refund_by_the_wrong_method_is_put_right(road: Road) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, cash(50_000))
    number = payments.refund(road.boss, road.order, cash(20_000), "少收点")
    payments.change_method(road.boss, number, by_transfer(20_000), "转账退的")
    last = of_order(road.order)[-1]
    assert (last.kind, last.total_fen, last.reason) == (ReceiptKind.REFUND, -20_000, "少收点")


def test_after_the_exit_only_a_payment_of_the_day_on_an_account_is_voided(road: Road) -> None:
    road.to_ready()
    account = OnAccount(road.boss.staff_id, override="老客户")
    made = settlements.settle_and_pay(road.boss, road.order, Terms(), cash(68_032), account)
    road.leave()
    with pytest.raises(RuleError) as error:
        payments.void_receipt(road.boss, made.receipt_no, "收错")
    assert codes(error) == {"left"}
    number, _change = payments.take_payment(road.boss, road.order, cash(50_000), Cover.PART)
    assert of_order(road.order)[-1].kind is ReceiptKind.BALANCE
    payments.void_receipt(road.boss, number, "不是这家的")
    number, _change = payments.take_payment(road.boss, road.order, cash(100_000))
    assert bill_state(road) is SettlementState.PAID
    with pytest.raises(RuleError):
        payments.take_payment(road.boss, road.order, cash(1))
    road.forward(days=1)
    with pytest.raises(RuleError):
        payments.void_receipt(road.boss, number, "收错")
    assert books.check() == []


def test_the_next_step_follows_the_money(road: Road) -> None:
    def following() -> str:
        step = next_step(orders.open_page(road.order).facts)
        return step.act.value if step else ""

    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    assert following() == "PAY"
    payments.take_payment(road.boss, road.order, cash(100), Cover.PART)
    assert following() == "PAY"
    credit.put_on_account(road.boss, road.order, OnAccount(road.boss.staff_id, override="老客户"))
    assert following() == "ISSUE_PASS"
    exit_passes.issue(road.boss, road.order)
    assert following() == "LEAVE"


# Any sequence of acts (invariants 5, 6, 8, 25)

BEFORE = ("deposit", "refund", "settle", "unpay", "method")
AFTER = (
    "pay",
    "part",
    "over",
    "refund",
    "account",
    "off",
    "allow",
    "unpay",
    "method",
    "pass",
    "void",
    "leave",
)


def step(road: Road, chance: Random) -> Callable[[], object]:
    """An act that may make sense where the order stands, with an amount about as large as what it is for."""
    billed = orders.open_page(road.order).facts.settled
    name = chance.choice(AFTER if billed else BEFORE)
    now = balance(road.order)
    about = {"refund": now.refundable_fen, "part": now.owed_fen, "over": now.owed_fen * 2}.get(name, BILL)
    return acts(road, chance.randint(1, max(1, about + 10)))[name]


def acts(road: Road, fen: int) -> dict[str, Callable[[], object]]:
    """Each act with an amount; those that make no sense where the order stands are refused."""
    boss, order = road.boss, road.order

    def last() -> ReceiptRow:
        standing = [row for row in of_order(order) if row.stands]
        if not standing:
            raise KeyError
        return standing[fen % len(standing)]

    def swap() -> object:
        by_card = [Tender(PayMethod.CARD, abs(last().total_fen))]
        return payments.change_method(boss, last().no, by_card, "刷卡")

    terms = Terms(order_discount_fen=fen % 9_000, discount_reason="熟客", rounding=RoundingOff.YUAN)
    return {
        "deposit": lambda: payments.take_deposit(boss, order, cash(fen)),
        "settle": lambda: settlements.settle(boss, order, terms),
        "pay": lambda: payments.take_payment(boss, order, cash(400_000)),
        "part": lambda: payments.take_payment(boss, order, cash(fen), Cover.PART),
        "over": lambda: payments.take_payment(boss, order, by_transfer(fen), Cover.OVER),
        "refund": lambda: payments.refund(boss, order, by_transfer(fen), "退款"),
        "void": lambda: settlements.void(boss, order, "重开"),
        "account": lambda: credit.put_on_account(boss, order, OnAccount(boss.staff_id, override="老板同意")),
        "off": lambda: credit.take_off_account(boss, order, "改付现"),
        "allow": lambda: credit.allow(boss, order, fen % 5_000, "补偿", approved_by=boss.staff_id),
        "unpay": lambda: payments.void_receipt(boss, last().no, "收错"),
        "method": swap,
        "pass": lambda: exit_passes.issue(boss, order),
        "leave": road.leave,
    }


def check_money(road: Road) -> None:
    """What is due equals net payments and the open rest; nothing leaves on an open rest without approval."""
    now = balance(road.order)
    rows = of_order(road.order)
    assert now.due_fen == now.paid_fen + now.owed_fen - now.refundable_fen
    assert now.paid_fen == sum(row.total_fen for row in rows) >= 0
    assert [row.no for row in rows] == [f"RC-2026-{n:05}" for n in range(1, len(rows) + 1)]
    page = orders.open_page(road.order)
    [*_older, bill] = settlements.of_order(road.order) or [None]
    live = bill is not None and bill.stands
    if live and bill:
        gross = sum(line.gross_fen for line in OrderLine.select().where(OrderLine.order == road.order))
        assert 0 <= gross - bill.payable_fen < 9_000 + 100
        on_credit = bill.debtor is not None
        open_rest = now.owed_fen if on_credit else 0
        assert credit.receivables(road.customer) == open_rest
        assert not open_rest or bill.credit_override
        if page.facts.pass_issued or page.state is OrderState.EXITED:
            assert now.paid_fen + open_rest >= now.due_fen
    else:
        assert credit.receivables(road.customer) == 0
    assert books.money_faults() == []


@contextmanager
def undone() -> Iterator[None]:
    """Takes back everything an example did."""
    with suppress(InterruptedError), transaction():
        yield
        raise InterruptedError


@pytest.fixture
def ready_road(road: Road) -> Road:
    road.to_ready()
    return road


@hypothesis_settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=True))
def test_whatever_is_done_with_the_money_it_adds_up(ready_road: Road, chance: Random) -> None:
    with undone():
        for _step in range(20):
            with suppress(FieldError, RuleError, KeyError), transaction():
                step(ready_road, chance)()
            check_money(ready_road)


# Is that amount right?


def test_a_deposit_above_twice_the_estimate_is_asked_about_with_the_figures(road: Road) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, cash(BILL))
    for fen, asked in ((BILL, False), (BILL + 1, True)):
        assert bool(deposits.doubt(road.order, fen)) == asked
    with pytest.raises(FieldError) as error:
        payments.take_deposit(road.boss, road.order, cash(BILL + 1))
    assert error.value.field == "sure"
    assert "¥3,360.65" in error.value.text
    assert "¥1,680.32" in error.value.text
    payments.take_deposit(road.boss, road.order, cash(BILL + 1), sure=True)
    assert receipts.balance(road.order).paid_fen == 2 * BILL + 1


def test_without_an_estimate_the_garages_own_limit_counts(road: Road) -> None:
    road.order = orders.open_order(road.boss, road.vehicle)
    assert deposits.limit_fen() == 500_000
    payments.take_deposit(road.boss, road.order, cash(500_000))
    with pytest.raises(FieldError) as error:
        payments.take_deposit(road.boss, road.order, cash(1))
    assert error.value.field == "sure"
    deposits.set_limit(road.boss, 500_001)
    deposits.set_limit(road.boss, 500_001)
    payments.take_deposit(road.boss, road.order, cash(1))
    [told] = AuditEntry.select().where(AuditEntry.act == "deposit limit")
    assert (told.before, told.after) == ('{"deposit_limit_fen":500000}', '{"deposit_limit_fen":500001}')
    with pytest.raises(FieldError):
        deposits.set_limit(road.boss, -1)


# Two tills


def test_a_till_that_saw_other_money_is_told_who_moved_what(road: Road) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, cash(50_000))
    seen = receipts.balance(road.order)
    other = By(road.mechanic, road.boss.at)
    number = payments.refund(other, road.order, cash(20_000), "少收点")
    acts = (
        lambda: payments.refund(road.boss, road.order, cash(50_000), "不修了", seen=seen),
        lambda: payments.take_deposit(road.boss, road.order, cash(100), seen=seen),
    )
    for act in acts:
        with pytest.raises(StaleError) as error:
            act()
        assert (error.value.by, number in error.value.text) == ("李师傅", True)
        [change] = error.value.changes
        assert (change.before, change.after) == ("¥500.00", "¥300.00")
    assert receipts.balance(road.order).paid_fen == 30_000
    payments.refund(road.boss, road.order, cash(30_000), "不修了", seen=receipts.balance(road.order))


def test_a_till_is_told_of_an_allowance_that_somebody_made_meanwhile(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    seen = receipts.balance(road.order)
    credit.allow(road.boss, road.order, 10_000, "等久了", approved_by=road.boss.staff_id)
    with pytest.raises(StaleError) as error:
        payments.take_payment(road.boss, road.order, cash(BILL), seen=seen)
    assert "Allowance" in error.value.text
    [change] = error.value.changes
    assert (change.before, change.after) == ("¥1,680.32", "¥1,580.32")
