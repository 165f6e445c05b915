"""On account within a limit, above it by the owner's word; allowances; what a customer owes."""

from dataclasses import replace
from datetime import date

import pytest

from garage.domain.counter_sales import SaleLine
from garage.domain.lines import PayType
from garage.domain.orders import OrderState
from garage.domain.settlements import Cover, Debtor, PayMethod, SettlementState, Tender
from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.counter_sales import CounterSale
from garage.models.settlements import Settlement
from garage.services import (
    books,
    counter_sales,
    credit,
    customers,
    exit_passes,
    papers,
    papers_money,
    payments,
    settlements,
)
from garage.services.command import By
from garage.services.counter_sales import Buyer, SaleTerms
from garage.services.credit import OnAccount
from garage.services.receipts import balance
from garage.services.settlements import Terms
from tests.services.road import Road, codes, state
from tests.services.stockroom import Stockroom

BILL = 168_032


def cash(fen: int) -> list[Tender]:
    return [Tender(PayMethod.CASH, fen)]


def give_credit(road: Road, limit_fen: int, days: int = 30, by: By | None = None) -> None:
    page = customers.open_customer(road.customer)
    data = customers.CustomerData(
        **{name: getattr(page, name) for name in customers.CustomerData.__dataclass_fields__}
    )
    changed = replace(data, credit_limit_fen=limit_fen, credit_days=days)
    customers.change(by or road.boss, road.customer, page.version, changed)


@pytest.fixture
def settled(road: Road) -> Road:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    return road


def owner(road: Road, **terms: object) -> OnAccount:
    return OnAccount(road.boss.staff_id, **terms)  # type: ignore[arg-type]


def test_within_the_limit_the_owners_name_is_enough_and_the_car_leaves(settled: Road) -> None:
    road = settled
    give_credit(road, BILL, 45)
    credit.put_on_account(road.boss, road.order, owner(road, override="not needed"))
    [claim] = credit.claims(road.customer)
    assert (claim.owed_fen, claim.due_on, claim.approved_by, claim.override) == (
        BILL,
        date(2027, 1, 5),
        "张三",
        "",
    )
    assert credit.receivables(road.customer) == BILL
    gate = exit_passes.issue(road.boss, road.order)
    paper = papers.gate_pass(gate, papers.blank_imprint(road.boss))
    assert (paper.kind, paper.approved_by) == ("ON_ACCOUNT", "张三")
    road.leave()
    payments.take_payment(road.boss, road.order, cash(BILL))
    assert credit.receivables(road.customer) == 0
    assert settlements.of_order(road.order)[0].state is SettlementState.PAID


def test_above_the_limit_the_owner_says_why_and_it_is_logged(settled: Road) -> None:
    road = settled
    give_credit(road, BILL - 1)
    with pytest.raises(FieldError) as error:
        credit.put_on_account(road.boss, road.order, owner(road))
    assert error.value.field == "override"
    assert "1,680.31" in error.value.text
    credit.put_on_account(road.boss, road.order, owner(road, override="二十年的老客户"))
    [logged] = AuditEntry.select().where(AuditEntry.act == "on account")
    assert logged.reason == credit.claims(road.customer)[0].override == "二十年的老客户"


def test_an_owner_approves_the_amount_that_was_shown(settled: Road) -> None:
    road = settled
    give_credit(road, BILL)
    seen = balance(road.order)
    payments.take_payment(road.boss, road.order, cash(1_000), Cover.PART)
    with pytest.raises(StaleError):
        credit.put_on_account(road.boss, road.order, owner(road), seen=seen)
    credit.put_on_account(road.boss, road.order, owner(road), seen=balance(road.order))
    assert credit.receivables(road.customer) == BILL - 1_000


def test_what_is_open_already_counts_against_the_limit(road: Road) -> None:
    give_credit(road, BILL + 1_000)
    for override, refused in (("", False), ("", True), ("老板同意", False)):
        if not road.order or state(road) is OrderState.EXITED:
            road.to_ready()
            settlements.settle(road.boss, road.order, Terms())
        if refused:
            with pytest.raises(FieldError) as error:
                credit.put_on_account(road.boss, road.order, owner(road, override=override))
            assert error.value.field == "override"
            continue
        credit.put_on_account(road.boss, road.order, owner(road, override=override))
        exit_passes.issue(road.boss, road.order)
        exit_passes.leave(road.boss, road.order, 86_412)
    assert credit.receivables(road.customer) == 2 * BILL


@pytest.mark.parametrize("who", ["nobody", "mechanic"])
def test_only_an_owner_approves_credit(settled: Road, who: str) -> None:
    approver = None if who == "nobody" else settled.mechanic
    with pytest.raises(FieldError) as error:
        credit.put_on_account(settled.boss, settled.order, OnAccount(approver, override="老客户"))
    assert error.value.field == "approved_by"


def test_only_an_owner_changes_a_credit_limit(road: Road) -> None:
    clerk = By(road.mechanic, road.boss.at)
    with pytest.raises(FieldError) as error:
        give_credit(road, 100_000, by=clerk)
    assert error.value.field == "credit_limit_fen"
    give_credit(road, 100_000)
    give_credit(road, 100_000, by=clerk)
    assert customers.open_customer(road.customer).credit_limit_fen == 100_000


def test_a_part_is_paid_now_and_the_rest_goes_on_account_in_one_act(road: Road) -> None:
    give_credit(road, 100_000)
    road.to_ready()
    payments.take_deposit(road.boss, road.order, cash(20_000))
    made = settlements.settle_and_pay(road.boss, road.order, Terms(), cash(60_000), owner(road))
    assert made.pass_no
    assert credit.receivables(road.customer) == BILL - 80_000
    paper = papers_money.slip_as_it_stands(made.settlement_no, papers.blank_imprint(road.boss))
    assert (paper.paid_fen, paper.debtor, paper.credit_due_on) == (80_000, "王女士", date(2026, 12, 21))


def test_settling_on_account_above_the_limit_settles_nothing(road: Road) -> None:
    road.to_ready()
    with pytest.raises(FieldError):
        settlements.settle_and_pay(road.boss, road.order, Terms(), cash(60_000), owner(road))
    assert Settlement.select().count() == 0
    assert balance(road.order).paid_fen == 0


def insured(road: Road) -> Road:
    """The part is paid by the insurer, the labour of 480.00 by the customer."""
    labour, part = road.lines()
    road.to_ready(labour, replace(part, pay_type=PayType.INSURANCE))
    return road


INSURED = Terms(insurer="平安财险", insurer_case="PA-2026-77")


def test_insurance_lines_need_the_insurer_and_its_case(road: Road) -> None:
    insured(road)
    for terms, field in (
        (Terms(), "insurer"),
        (Terms(insurer="平安财险"), "insurer_case"),
    ):
        with pytest.raises(FieldError) as error:
            settlements.settle(road.boss, road.order, terms)
        assert error.value.field == field
    number = settlements.settle(road.boss, road.order, INSURED)
    slip = settlements.settled_slip(number)
    assert (slip.insurance_fen, slip.insurer, slip.insurer_case) == (120_032, "平安财险", "PA-2026-77")


def test_an_insurer_owes_its_share_alone_and_no_limit_counts(road: Road) -> None:
    insured(road)
    account = owner(road, debtor=Debtor.INSURER)
    with pytest.raises(FieldError) as error:
        settlements.settle_and_pay(road.boss, road.order, INSURED, cash(47_999), account)
    assert error.value.field == "debtor"
    settlements.settle_and_pay(road.boss, road.order, INSURED, cash(48_000), account)
    assert credit.receivables(road.customer) == 0
    [claim] = credit.claims(road.customer)
    assert (claim.debtor, claim.owed_fen) == (Debtor.INSURER, 120_032)
    road.leave()
    number, _change = payments.take_payment(road.boss, road.order, cash(120_032))
    paper = papers_money.payment_receipt(number, papers.blank_imprint(road.boss))
    assert paper.payer == "平安财险"


def test_an_account_is_taken_off_until_a_pass_stands_on_it(settled: Road) -> None:
    road = settled
    with pytest.raises(RuleError):
        credit.take_off_account(road.boss, road.order, "付现金")
    credit.put_on_account(road.boss, road.order, owner(road, override="老客户"))
    with pytest.raises(RuleError):
        credit.put_on_account(road.boss, road.order, owner(road, override="老客户"))
    credit.take_off_account(road.boss, road.order, "付现金")
    assert (credit.receivables(road.customer), settlements.of_order(road.order)[0].state) == (
        0,
        SettlementState.CONFIRMED,
    )
    credit.put_on_account(road.boss, road.order, owner(road, override="老客户"))
    exit_passes.issue(road.boss, road.order)
    with pytest.raises(RuleError) as error:
        credit.take_off_account(road.boss, road.order, "付现金")
    assert codes(error) == {"pass_issued"}


def test_a_payment_voided_on_an_account_above_the_limit_needs_an_owner(road: Road) -> None:
    give_credit(road, BILL)
    road.to_ready()
    settlements.settle_and_pay(road.boss, road.order, Terms(), [], owner(road))
    number, _change = payments.take_payment(road.boss, road.order, cash(BILL))
    give_credit(road, 100)
    clerk = By(road.mechanic, road.boss.at)
    with pytest.raises(RuleError) as error:
        payments.void_receipt(clerk, number, "收错")
    assert codes(error) == {"credit_limit"}
    payments.void_receipt(road.boss, number, "收错")
    assert credit.claims(road.customer)[0].override == "收错"


def test_an_allowance_lowers_a_debt_or_leaves_money_to_pay_back(settled: Road) -> None:
    road = settled
    clerk = By(road.mechanic, road.boss.at)
    for amount, why, who, field in (
        (BILL + 1, "补偿", road.boss.staff_id, "amount"),
        (-1, "补偿", road.boss.staff_id, "amount"),
        (100, " ", road.boss.staff_id, "reason"),
        (100, "补偿", road.mechanic, "approved_by"),
        (0, "补偿", road.boss.staff_id, "amount"),
    ):
        with pytest.raises(FieldError) as error:
            credit.allow(clerk, road.order, amount, why, approved_by=who)
        assert error.value.field == field
    credit.allow(clerk, road.order, 8_032, "等了两天", approved_by=road.boss.staff_id)
    payments.take_payment(clerk, road.order, cash(160_000))
    exit_passes.issue(clerk, road.order)
    with pytest.raises(RuleError) as refused:
        credit.allow(clerk, road.order, 8_000, "改了", approved_by=road.boss.staff_id)
    assert codes(refused) == {"pass_issued"}
    road.leave()
    credit.allow(clerk, road.order, 10_000, "又坏了", approved_by=road.boss.staff_id)
    assert balance(road.order).refundable_fen == 1_968
    payments.refund(clerk, road.order, cash(1_968), "又坏了")
    [bill] = settlements.of_order(road.order)
    assert (bill.allowed_by, bill.allowance_reason) == ("张三", "又坏了")
    assert books.check() == []


def test_a_debt_given_up_closes_the_account(road: Road) -> None:
    give_credit(road, BILL)
    road.to_ready()
    settlements.settle_and_pay(road.boss, road.order, Terms(), cash(100_000), owner(road))
    road.leave()
    credit.allow(road.boss, road.order, 68_032, "公司破产", approved_by=road.boss.staff_id)
    assert credit.claims(road.customer) == []
    assert settlements.of_order(road.order)[0].state is SettlementState.PAID
    credit.allow(road.boss, road.order, 8_032, "付了一些", approved_by=road.boss.staff_id)
    payments.take_payment(road.boss, road.order, cash(50_000), Cover.PART)
    assert credit.receivables(road.customer) == 10_000
    assert books.check() == []


def test_an_insurer_never_comes_to_owe_the_customers_own_part(road: Road) -> None:
    insured(road)
    settlements.settle(road.boss, road.order, INSURED)
    number, _change = payments.take_payment(road.boss, road.order, cash(48_000), Cover.PART)
    credit.put_on_account(road.boss, road.order, owner(road, debtor=Debtor.INSURER))
    with pytest.raises(RuleError) as error:
        payments.void_receipt(road.boss, number, "收错")
    assert codes(error) == {"insurer"}
    credit.take_off_account(road.boss, road.order, "收错")
    payments.void_receipt(road.boss, number, "收错")
    assert balance(road.order).owed_fen == BILL


def test_what_an_owner_allowed_above_the_limit_covers_no_debt_that_is_larger(settled: Road) -> None:
    road = settled
    number, _change = payments.take_payment(road.boss, road.order, cash(BILL - 32), Cover.PART)
    credit.put_on_account(road.boss, road.order, owner(road, override="零头"))
    with pytest.raises(RuleError) as error:
        payments.void_receipt(By(road.mechanic, road.boss.at), number, "收错")
    assert codes(error) == {"credit_limit"}
    payments.void_receipt(road.boss, number, "收错")
    assert credit.claims(road.customer)[0].override == "收错"


def test_a_bill_that_somebody_paid_on_meanwhile_is_not_taken_off_the_account_unseen(settled: Road) -> None:
    road = settled
    give_credit(road, BILL)
    credit.put_on_account(road.boss, road.order, owner(road))
    seen = balance(road.order)
    payments.take_payment(road.boss, road.order, cash(10_000), Cover.PART)
    with pytest.raises(StaleError):
        credit.take_off_account(road.boss, road.order, "付现金", seen=seen)
    credit.take_off_account(road.boss, road.order, "付现金", seen=balance(road.order))


def test_the_proof_counts_bills_and_counter_sales_of_an_account_together(settled: Road) -> None:
    """A bill within the limit and a sale within the limit are above it together, and no owner answers for them."""
    road = settled
    give_credit(road, BILL)
    credit.put_on_account(road.boss, road.order, owner(road))
    room = Stockroom(road.boss, road.mechanic)
    terms = SaleTerms(on_account=True, approved_by=road.boss.staff_id, override="老客户")
    goods = [SaleLine(room.part(1, 100, price_fen=500), 1000, 500)]
    sold = counter_sales.sell(road.boss, Buyer(road.customer), goods, (), terms)
    assert books.check() == []
    CounterSale.update(credit_override="").where(CounterSale.id == sold.id).execute()
    [fault] = credit.check_books()
    assert "¥1,685.32" in fault or "¥1685.32" in fault, fault
