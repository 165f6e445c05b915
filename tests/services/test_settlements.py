"""The bill, its payment and its reversal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.lines import PayType
from garage.domain.orders import OrderState
from garage.domain.settlements import Cover, PayMethod, RoundingOff, Tender
from garage.errors import FieldError, RuleError, StaleError
from garage.models.database import database
from garage.models.followups import FollowUp
from garage.models.orders import OrderLine
from garage.models.payments import Payment, Receipt
from garage.models.settlements import Settlement
from garage.services import (
    concessions,
    credit,
    customers,
    exit_passes,
    history,
    orders,
    papers,
    papers_money,
    payments,
    receipts,
    settlements,
)
from garage.services.command import By
from garage.services.receipts import balance
from garage.services.settlements import Terms
from tests.services.road import Road, codes, state


def test_the_money_of_an_order_equals_its_lines_and_its_receipts(road: Road) -> None:
    road.to_ready()
    made = road.settle(
        terms=Terms(order_discount_fen=8_000, discount_reason="老客户", rounding=RoundingOff.JIAO)
    )
    row = Settlement.get(Settlement.no == made.settlement_no)
    lines = list(OrderLine.select().where(OrderLine.order == road.order))
    assert row.labour_fen + row.parts_fen + row.other_fen == sum(line.gross_fen for line in lines) == 168_032
    assert (row.order_discount_fen, row.rounding_off_fen, row.payable_fen) == (8_000, 2, 160_030)
    assert sum(one.amount_fen for one in Payment.select()) == row.payable_fen == Receipt.get().total_fen


@pytest.mark.parametrize(
    "tenders",
    [(), (Tender(PayMethod.CASH, 168_031),), (Tender(PayMethod.CARD, 168_033),)],
)
def test_settling_without_the_whole_payment_changes_nothing(road: Road, tenders: tuple[Tender, ...]) -> None:
    road.to_ready()
    with pytest.raises(FieldError) as error:
        settlements.settle_and_pay(road.boss, road.order, Terms(), tenders)
    assert error.value.field == "tenders"
    assert state(road) is OrderState.READY
    assert Settlement.select().count() == Receipt.select().count() == 0
    assert road.settle().settlement_no == "ST-2026-00001"


def test_settling_twice_settles_once(road: Road) -> None:
    road.to_ready()
    road.settle()
    with pytest.raises(RuleError):
        road.settle(Tender(PayMethod.CASH, 168_032))
    assert Settlement.select().count() == Receipt.select().count() == 1


def test_a_line_the_customer_does_not_pay_leaves_with_a_free_pass(road: Road) -> None:
    road.to_ready(replace(road.lines()[0], pay_type=PayType.FREE_SERVICE))
    with pytest.raises(FieldError) as error:
        road.settle()
    assert error.value.field == "service_book"
    made = road.settle(terms=Terms(service_book=True))
    assert made.receipt_no == ""
    assert papers.gate_pass(made.pass_no, papers.blank_imprint(road.boss)).kind == "FREE"
    road.leave()
    assert Receipt.select().count() == 0


def test_a_voided_bill_leaves_its_money_on_the_order_and_the_next_bill_counts_it(road: Road) -> None:
    road.to_ready()
    first = road.settle()
    with pytest.raises(FieldError):
        settlements.void(road.boss, road.order, " ")
    settlements.void(road.boss, road.order, "优惠忘了")
    assert state(road) is OrderState.READY
    assert balance(road.order).refundable_fen == 168_032
    terms = Terms(order_discount_fen=10_000, discount_reason="老客户")
    second = settlements.settle_and_pay(road.boss, road.order, terms, [])
    assert (second.settlement_no, second.receipt_no) == ("ST-2026-00002", "")
    assert settlements.settled_slip(second.settlement_no).paid_fen == 168_032
    assert balance(road.order).refundable_fen == 10_000
    number = payments.refund(road.boss, road.order, [Tender(PayMethod.CASH, 10_000)], "多收退还")
    rows = receipts.of_order(road.order)
    assert [(row.no, row.total_fen) for row in rows] == [(first.receipt_no, 168_032), (number, -10_000)]
    road.leave()


def test_a_bill_is_not_voided_on_figures_that_are_gone(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    seen = balance(road.order)
    for _nth in range(2):  # of two payments in part, the second leaves the bill's row as it is
        payments.take_payment(road.boss, road.order, [Tender(PayMethod.CASH, 100)], Cover.PART)
        with pytest.raises(StaleError):
            settlements.void(road.boss, road.order, "重开", seen=seen)
        seen = balance(road.order)
    settlements.void(road.boss, road.order, "重开", seen=seen)
    settlements.settle(road.boss, road.order, Terms(order_discount_fen=5_000, discount_reason="老客户"))
    with pytest.raises(StaleError):
        settlements.void(road.boss, road.order, "重开", seen=seen)
    assert state(road) is OrderState.SETTLED


def test_a_receipt_is_not_voided_behind_a_live_pass_nor_twice(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    with pytest.raises(RuleError) as error:
        exit_passes.issue(road.boss, road.order)
    assert codes(error) == {"unpaid"}
    number, _change = payments.take_payment(road.boss, road.order, [Tender(PayMethod.CASH, 168_032)])
    assert payments.void_receipt(road.boss, number, "收错") == "RC-2026-00002"
    with pytest.raises(RuleError):
        payments.void_receipt(road.boss, number, "收错")
    number, _change = payments.take_payment(road.boss, road.order, [Tender(PayMethod.CASH, 168_032)])
    exit_passes.issue(road.boss, road.order)
    with pytest.raises(RuleError) as error:
        payments.void_receipt(road.boss, number, "收错")
    assert codes(error) == {"pass_issued"}


def test_the_gate_uses_a_pass_once_and_never_below_the_odometer_at_reception(road: Road) -> None:
    road.to_ready()
    with pytest.raises(RuleError):
        road.leave()
    road.settle()
    with pytest.raises(FieldError) as error:
        exit_passes.leave(road.boss, road.order, 86_411)
    assert error.value.field == "odo"
    road.leave()
    with pytest.raises(RuleError):
        road.leave()
    assert FollowUp.select().count() == 2


def test_the_gate_lets_a_car_out_although_its_clock_runs_behind_the_desk(road: Road) -> None:
    road.to_ready()
    road.settle()
    gate = By(road.boss.staff_id, road.boss.at - timedelta(minutes=3))
    exit_passes.leave(gate, road.order, 86_414)
    assert orders.open_page(road.order).exited_at == road.boss.at


def test_the_slip_and_the_books_keep_the_same_clean_words(road: Road) -> None:
    road.to_ready()
    terms = Terms(order_discount_fen=100, discount_reason=" 老\x00客户\u202e ", call_time=" 晚上\t八点 ")
    made = road.settle(terms=terms)
    row = Settlement.get(Settlement.no == made.settlement_no)
    slip = settlements.settled_slip(made.settlement_no)
    assert (
        (row.discount_reason, row.call_time)
        == (slip.discount_reason, slip.call_time)
        == ("老客户", "晚上 八点")
    )


def test_a_slip_printed_after_the_gate_says_with_how_many_kilometres_the_car_left(road: Road) -> None:
    """Before it there is a field to write them into; a void slip is of no departure."""
    road.to_ready()
    void = road.settle().settlement_no
    settlements.void(road.boss, road.order, "客户改主意")
    good = settlements.settle_and_pay(road.boss, road.order, Terms(), ()).settlement_no

    def km(number: str) -> int | None:
        return papers_money.slip_as_it_stands(number, papers.blank_imprint(road.boss)).odometer_out_km

    assert km(good) is None
    road.leave()
    assert (km(void), km(good)) == (None, 86_414)


@pytest.mark.parametrize("km", [86_412, 3_000_001, 10**12])
def test_the_next_service_lies_beyond_the_odometer_and_on_it(road: Road, km: int) -> None:
    road.to_ready()
    with pytest.raises(FieldError) as error:
        settlements.settle(road.boss, road.order, Terms(next_service_km=km))
    assert error.value.field == "next_service_km"


def test_the_gate_refuses_kilometres_below_zero_of_a_car_that_was_never_read(road: Road) -> None:
    road.order = orders.open_order(road.boss, road.vehicle)
    exit_passes.leave_unrepaired(road.boss, road.order, "嫌贵")
    with pytest.raises(FieldError) as error:
        exit_passes.leave(road.boss, road.order, -1)
    assert error.value.field == "odo"


def test_the_gate_refuses_kilometres_that_no_car_has(road: Road) -> None:
    road.to_ready()
    road.settle()
    with pytest.raises(FieldError) as error:
        exit_passes.leave(road.boss, road.order, 10**10)
    assert error.value.field == "odo"


def test_what_was_not_asked_at_reception_is_owed_before_the_car_goes(road: Road) -> None:
    page = customers.open_customer(road.customer)
    customers.change(road.boss, road.customer, page.version, replace(_data(page), address=""))
    road.to_ready()
    with pytest.raises(RuleError) as error:
        road.settle()
    assert codes(error) == {"file"}
    page = customers.open_customer(road.customer)
    customers.change(road.boss, road.customer, page.version, replace(_data(page), address="未提供"))
    road.settle()
    assert state(road) is OrderState.SETTLED


def _data(page: customers.CustomerPage) -> customers.CustomerData:
    return customers.CustomerData(
        **{field: getattr(page, field) for field in customers.CustomerData.__dataclass_fields__}
    )


def test_a_bill_made_anew_offers_what_the_voided_one_granted(road: Road) -> None:
    road.to_ready()
    terms = Terms(order_discount_fen=5_000, discount_reason="老客户", rounding=RoundingOff.YUAN)
    settlements.settle(road.boss, road.order, terms)
    credit.allow(road.boss, road.order, 1_000, "等太久", approved_by=road.boss.staff_id)
    settlements.void(road.boss, road.order, "开错了")
    known = settlements.noted(road.order)
    assert (known.order_discount_fen, known.discount_reason, known.rounding) == (
        6_000,
        "老客户",
        RoundingOff.YUAN,
    )


def test_insurer_and_service_book_are_cleared_with_a_trace_when_no_line_is_paid_that_way_any_more(
    road: Road,
) -> None:
    labour, part = road.lines()
    road.to_ready(replace(labour, pay_type=PayType.FREE_SERVICE), replace(part, pay_type=PayType.INSURANCE))
    insured = Terms(insurer="平安财险", insurer_case="PA-77", service_book=True)
    settlements.settle(road.boss, road.order, insured)
    settlements.void(road.boss, road.order, "不走保险了")
    known = settlements.noted(road.order)
    assert (known.insurer, known.service_book) == ("平安财险", True)
    for line in orders.open_page(road.order).lines:
        concessions.change_pay_type(road.boss, line.id, PayType.INTERNAL, "内部承担")
    settlements.settle(road.boss, road.order, insured)
    settled = history.of_order(road.order)
    assert "Insurer: 平安财险 → –; Case no.: PA-77 → –; Service book: yes → –" in settled[-2].text
    settlements.void(road.boss, road.order, "再看")
    known = settlements.noted(road.order)
    assert (known.insurer, known.insurer_case, known.service_book) == ("", "", False)


def test_another_insurer_replaces_the_one_that_was_noted(road: Road) -> None:
    road.to_ready(replace(road.lines()[0], pay_type=PayType.INSURANCE))
    settlements.settle(road.boss, road.order, Terms(insurer="平安财险", insurer_case="PA-77"))
    settlements.void(road.boss, road.order, "保险公司写错")
    with pytest.raises(FieldError) as error:
        settlements.settle(road.boss, road.order, Terms(insurer=" ", insurer_case="RB-1"))
    assert error.value.field == "insurer"
    settlements.settle(road.boss, road.order, Terms(insurer="人保财险", insurer_case="RB-1"))
    assert settlements.noted(road.order).insurer == "人保财险"


@pytest.mark.parametrize("how", list(RoundingOff))
def test_a_bill_that_is_settled_anew_is_rounded_off_as_it_was_chosen(road: Road, how: RoundingOff) -> None:
    """¥1,680.32 less ¥0.30 leaves nothing but 2 fen to cut: what was cut off does not tell the unit."""
    road.to_ready()
    terms = Terms(order_discount_fen=30, discount_reason="抹零", rounding=how)
    settlements.settle(road.boss, road.order, terms)
    settlements.void(road.boss, road.order, "重开")
    assert settlements.noted(road.order).rounding is how
    database.execute_sql("UPDATE settlement SET rounding = ''")
    guessed = RoundingOff.NONE if how is RoundingOff.NONE else RoundingOff.JIAO
    assert settlements.noted(road.order).rounding is guessed, "bills of version 2 kept no more"


def test_what_the_order_page_asks_for_is_what_the_form_will_ask_for(road: Road) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 30_000)])
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.inspect()
    road.make_ready()
    assert settlements.to_pay(road.order) == 138_032
    terms = Terms(order_discount_fen=2_000, discount_reason="熟客", rounding=RoundingOff.YUAN)
    settlements.settle(road.boss, road.order, terms)
    settlements.void(road.boss, road.order, "重开")
    assert settlements.to_pay(road.order) == 136_000
