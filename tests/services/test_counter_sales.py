"""Parts sold over the counter: goods, money and books agree, whatever comes back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.counter_sales import SaleLine, SoldLine, back_for
from garage.domain.money import MAX_FEN
from garage.domain.settlements import Cover, PayMethod, ReceiptKind, RoundingOff, Tender
from garage.domain.stock import Balance, MovementKind
from garage.errors import FieldError, RuleError, StaleError
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.customers import Customer
from garage.models.payments import Receipt
from garage.services import (
    books,
    counter_returns,
    counter_sales,
    credit,
    papers,
    papers_money,
    papers_sales,
    payments,
    sale_books,
    sale_list,
    sale_money,
    sale_prices,
)
from garage.services.command import By
from garage.services.counter_sales import Buyer, SaleTerms, Sold
from garage.services.sale_list import Day, SaleFilter
from garage.services.stock import check_books, ledger
from tests.services.stockroom import Stockroom, on_hand

NOBODY = Buyer()


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@pytest.fixture
def customer(room: Stockroom) -> int:
    day = room.by.today
    return int(
        Customer.create(
            kind="COMPANY",
            name="顺达物流",
            first_contact_on=day,
            file_due_on=day,
            credit_limit_fen=50_000,
            credit_days=30,
            **room.by.stamp(),
        ).id
    )


def cash(fen: int) -> list[Tender]:
    return [Tender(PayMethod.CASH, fen)]


def lines(sold: Sold) -> list[int]:
    return [line.id for line in CounterSaleLine.select().where(CounterSaleLine.sale == sold.id)]


def test_a_sale_takes_goods_at_the_average_and_money_with_change(room: Stockroom) -> None:
    part = room.part(3, 10_000, price_fen=5_000)
    sold = counter_sales.sell(room.by, NOBODY, [SaleLine(part, 2000, 5_000)], cash(12_000))
    assert (sold.no, sold.receipt_no, sold.change_fen) == ("CS-2026-00001", "RC-2026-00001", 2_000)
    assert on_hand(part) == Balance(1000, 3_333)
    row = ledger(part).rows[0]
    assert (row.kind, row.document, row.value_fen) == (MovementKind.SALE, sold.no, -6_667)
    assert sale_money.balance(sold.id).owed_fen == 0
    assert check_books() == books.check() == []


def test_the_receipt_of_a_sale_is_in_the_one_gapless_series(room: Stockroom) -> None:
    part = room.part(3, 300, price_fen=100)
    first = counter_sales.sell(room.by, NOBODY, [SaleLine(part, 1000, 100)], cash(100))
    second = counter_sales.sell(room.by, NOBODY, [SaleLine(part, 1000, 100)], cash(100))
    assert (first.receipt_no, second.receipt_no) == ("RC-2026-00001", "RC-2026-00002")
    with pytest.raises(RuleError) as error:
        payments.void_receipt(room.by, first.receipt_no, "错了")
    assert error.value.reasons[0].code == "sale"


def test_a_short_part_stops_the_whole_sale(room: Stockroom) -> None:
    part, other = room.part(3, 300, code="A"), room.part(1, 10, code="B")
    with pytest.raises(RuleError) as error:
        counter_sales.sell(room.by, NOBODY, [SaleLine(part, 1000, 100), SaleLine(other, 2000, 100)])
    assert [("B" in why.text, why.code) for why in error.value.reasons] == [(True, "short")]
    assert on_hand(part) == Balance(3000, 300)
    assert not CounterSale.select().count()


def test_less_than_the_list_price_says_why_and_much_less_needs_an_owner(room: Stockroom) -> None:
    part = room.part(9, 900, price_fen=10_000)
    keeper = By(room.mechanic, room.by.at)
    cheap = [SaleLine(part, 1000, 10_000, discount_fen=100)]
    with pytest.raises(FieldError) as error:
        counter_sales.sell(keeper, NOBODY, cheap, cash(9_900))
    assert error.value.field == "discount_reason"
    counter_sales.sell(keeper, NOBODY, cheap, cash(9_900), SaleTerms(discount_reason="老客户"))
    half = [SaleLine(part, 1000, 5_000)]
    with pytest.raises(FieldError) as error:
        counter_sales.sell(keeper, NOBODY, half, cash(5_000), SaleTerms(discount_reason="老客户"))
    assert error.value.field == "discount_by"
    terms = SaleTerms(discount_reason="老客户", discount_by=room.by.staff_id)
    sold = counter_sales.sell(keeper, NOBODY, half, cash(5_000), terms)
    assert CounterSale.get_by_id(sold.id).discount_by == room.by.staff_id


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (SaleLine(1, 0, 100), "lines.0.qty"),
        (SaleLine(1, 1000, -1), "lines.0.price"),
        (SaleLine(1, 1001, MAX_FEN), "lines.0.price"),
        (SaleLine(1, 1000, 100, discount_fen=101), "lines.0.discount"),
    ],
)
def test_a_line_that_cannot_be_names_its_cell(room: Stockroom, line: SaleLine, field: str) -> None:
    part = room.part(1, 100)
    with pytest.raises(FieldError) as error:
        counter_sales.sell(room.by, NOBODY, [replace(line, part_id=part)], cash(100))
    assert error.value.field == field


def test_goods_come_back_at_their_cost_and_the_last_piece_takes_the_rest(room: Stockroom) -> None:
    part = room.part(3, 10_000, price_fen=3_333)
    terms = SaleTerms(rounding=RoundingOff.YUAN)
    sold = counter_sales.sell(room.by, NOBODY, [SaleLine(part, 3000, 3_333)], cash(9_900), terms)
    [line] = lines(sold)
    assert on_hand(part) == Balance(0, 0)
    room.receive((part, 1, 50_000))
    assert counter_returns.refund_due(sold.id, {line: 1000}) == 3_333
    back = counter_returns.take_back(room.by, sold.id, {line: 1000}, "装不上", cash(3_333))
    assert back.no == "CS-2026-00002"
    assert on_hand(part) == Balance(2000, 53_333)
    with pytest.raises(FieldError) as error:
        counter_returns.take_back(room.by, sold.id, {line: 2000}, "装不上", cash(6_666))
    assert error.value.field == "tenders"
    assert counter_returns.refund_due(sold.id, {line: 2000}) == 9_900 - 3_333
    counter_returns.take_back(room.by, sold.id, {line: 2000}, "装不上", cash(9_900 - 3_333))
    assert on_hand(part) == Balance(4000, 60_000)
    assert sale_money.balance(sold.id).paid_fen == 0
    with pytest.raises(RuleError):
        counter_returns.take_back(room.by, sold.id, {line: 1000}, "再退")
    assert check_books() == books.check() == []


def test_on_account_a_return_lowers_the_debt_before_money_goes_back(room: Stockroom, customer: int) -> None:
    part = room.part(4, 4_000, price_fen=10_000)
    terms = SaleTerms(on_account=True, approved_by=room.by.staff_id)
    sold = counter_sales.sell(room.by, Buyer(customer), [SaleLine(part, 4000, 10_000)], (), terms)
    assert credit.receivables(customer) == 40_000
    seen = sale_money.balance(sold.id)
    counter_sales.take_payment(room.by, sold.id, cash(15_000), Cover.PART, seen=seen)
    with pytest.raises(StaleError) as error:
        counter_sales.take_payment(room.by, sold.id, cash(15_000), Cover.PART, seen=seen)
    assert [(one.before, one.after) for one in error.value.changes] == [("¥0.00", "¥150.00")]
    [row] = sale_list.page(SaleFilter.OWING, room.by.today, customer_id=customer).rows
    assert (row.owed_fen, row.due_on, sale_list.count_owing()) == (
        25_000,
        room.by.today + timedelta(days=30),
        1,
    )
    [line] = lines(sold)
    counter_returns.take_back(room.by, sold.id, {line: 2000}, "多买了")
    assert credit.receivables(customer) == 5_000
    assert counter_returns.refund_due(sold.id, {line: 1000}) == 5_000
    counter_returns.take_back(room.by, sold.id, {line: 1000}, "多买了", cash(5_000))
    assert credit.receivables(customer) == sale_list.count_owing() == 0
    assert books.check() == []


def test_what_is_paid_at_once_is_not_on_account(room: Stockroom, customer: int) -> None:
    part = room.part(1, 1_000, price_fen=60_000)
    terms = SaleTerms(on_account=True, approved_by=room.by.staff_id)
    sold = counter_sales.sell(room.by, Buyer(customer), [SaleLine(part, 1000, 60_000)], cash(10_000), terms)
    assert CounterSale.get_by_id(sold.id).credit_override == ""
    assert sale_money.debts(customer) == [
        sale_money.SaleDebt(sold.id, sold.no, 50_000, room.by.today + timedelta(days=30))
    ]
    counter_returns.void(room.by, sold.id, CounterSale.get_by_id(sold.id).version, "按错了")
    assert sale_money.debts(customer) == []
    assert books.check() == []


def test_money_booked_on_an_account_by_mistake_is_owed_again(room: Stockroom, customer: int) -> None:
    part = room.part(9, 9_000, price_fen=10_000)
    terms = SaleTerms(on_account=True, approved_by=room.by.staff_id)
    sold = counter_sales.sell(room.by, Buyer(customer), [SaleLine(part, 4000, 10_000)], (), terms)
    paid = counter_sales.take_payment(room.by, sold.id, cash(15_000), Cover.PART)
    later = By(room.by.staff_id, room.by.at + timedelta(days=1))
    with pytest.raises(RuleError) as refused:
        counter_sales.void_receipt(later, paid.receipt_no, "多打一位")
    assert refused.value.reasons[0].code == "till_closed"
    counter_sales.void_receipt(room.by, paid.receipt_no, "多打一位")
    assert sale_money.debts(customer)[0].owed_fen == 40_000
    with pytest.raises(RuleError):
        counter_sales.void_receipt(room.by, paid.receipt_no, "再来")
    paid = counter_sales.take_payment(room.by, sold.id, cash(40_000))
    Customer.update(credit_limit_fen=10_000).execute()
    with pytest.raises(RuleError) as refused:
        counter_sales.void_receipt(By(room.mechanic, room.by.at), paid.receipt_no, "错")
    assert refused.value.reasons[0].code == "credit_limit"
    counter_returns.take_back(room.by, sold.id, {lines(sold)[0]: 1000}, "退", cash(10_000))
    with pytest.raises(RuleError) as refused:
        counter_sales.void_receipt(room.by, paid.receipt_no, "错")
    assert refused.value.reasons[0].code == "paid_back"
    at_once = counter_sales.sell(room.by, NOBODY, [SaleLine(part, 1000, 10_000)], cash(10_000))
    with pytest.raises(RuleError) as refused:
        counter_sales.void_receipt(room.by, at_once.receipt_no, "错")
    assert refused.value.reasons[0].code == "not_on_account"
    assert books.check() == []


def test_a_member_pays_the_member_price_without_a_word(room: Stockroom, customer: int) -> None:
    part = room.part(9, 900, price_fen=10_000, member_price_fen=8_000)
    goods = [SaleLine(part, 1000, 8_000)]
    keeper = By(room.mechanic, room.by.at)
    with pytest.raises(FieldError):
        counter_sales.sell(keeper, Buyer(customer), goods, cash(8_000))
    Customer.update(member_level="金卡").execute()
    assert sale_prices.usual(customer, [part]) == {part: 8_000}
    assert sale_prices.last(customer, part) is None
    counter_sales.sell(keeper, Buyer(customer), goods, cash(8_000))
    terms = SaleTerms(discount_reason="老客户")
    counter_sales.sell(keeper, Buyer(customer), [SaleLine(part, 2000, 8_000, 1_000)], cash(15_000), terms)
    last = sale_prices.last(customer, part)
    assert last is not None
    assert (last.on, last.price_fen) == (room.by.today, 7_500)
    assert sale_list.count_of(customer) == 2


def test_on_account_needs_a_customer_an_owner_and_room_within_the_limit(
    room: Stockroom, customer: int
) -> None:
    part = room.part(9, 900, price_fen=60_000)
    goods = [SaleLine(part, 1000, 60_000)]
    owner = room.by.staff_id
    wrong = [
        (NOBODY, SaleTerms(on_account=True, approved_by=owner), "customer"),
        (Buyer(customer), SaleTerms(on_account=True, approved_by=room.mechanic), "approved_by"),
        (Buyer(customer), SaleTerms(on_account=True, approved_by=owner), "override"),
        (Buyer(999), SaleTerms(), "customer"),
    ]
    for buyer, terms, field in wrong:
        with pytest.raises(FieldError) as error:
            counter_sales.sell(room.by, buyer, goods, (), terms)
        assert error.value.field == field
    terms = SaleTerms(on_account=True, approved_by=owner, override="月底结清")
    sold = counter_sales.sell(room.by, Buyer(customer), goods, (), terms)
    row = CounterSale.get_by_id(sold.id)
    assert (row.credit_override, row.due_on) == ("月底结清", room.by.today + timedelta(days=30))
    [receipt] = [counter_sales.take_payment(room.by, sold.id, cash(60_000)).receipt_no]
    assert Receipt.get(Receipt.no == receipt).kind == ReceiptKind.BALANCE
    with pytest.raises(RuleError):
        counter_sales.take_payment(room.by, sold.id, cash(1))


def test_a_sale_of_today_is_voided_with_goods_and_money(room: Stockroom) -> None:
    part = room.part(3, 10_000, price_fen=5_000)
    sold = counter_sales.sell(room.by, NOBODY, [SaleLine(part, 2000, 5_000)], cash(10_000))
    version = CounterSale.get_by_id(sold.id).version
    counter_returns.void(room.by, sold.id, version, "按错了")
    assert on_hand(part) == Balance(3000, 10_000)
    assert sum(row.total_fen for row in Receipt.select()) == 0
    with pytest.raises(StaleError):
        counter_returns.void(room.by, sold.id, version, "按错了")
    with pytest.raises(RuleError):
        counter_returns.void(room.by, sold.id, version + 1, "按错了")
    assert check_books() == books.check() == []


def test_a_sale_of_yesterday_or_with_goods_back_is_not_voided(room: Stockroom) -> None:
    part = room.part(3, 300, price_fen=100)
    sold = counter_sales.sell(room.by, NOBODY, [SaleLine(part, 2000, 100)], cash(200))
    tomorrow = By(room.by.staff_id, room.by.at + timedelta(days=1))
    with pytest.raises(RuleError) as error:
        counter_returns.void(tomorrow, sold.id, CounterSale.get_by_id(sold.id).version, "按错了")
    assert error.value.reasons[0].code == "till_closed"
    back = counter_returns.take_back(room.by, sold.id, {lines(sold)[0]: 1000}, "退", cash(100))
    for ref in (sold.id, back.id):
        with pytest.raises(RuleError):
            counter_returns.void(room.by, ref, CounterSale.get_by_id(ref).version, "按错了")


def test_the_money_came_another_way(room: Stockroom) -> None:
    part = room.part(3, 300, price_fen=100)
    sold = counter_sales.sell(room.by, NOBODY, [SaleLine(part, 1000, 100)], cash(100))
    wechat = [Tender(PayMethod.WECHAT, 100)]
    new = counter_sales.change_method(room.by, sold.receipt_no, wechat, "实际微信")
    assert new == "RC-2026-00003"
    assert sale_money.balance(sold.id).paid_fen == 100
    with pytest.raises(FieldError):
        counter_sales.change_method(room.by, new, [Tender(PayMethod.WECHAT, 99)], "少了")
    with pytest.raises(FieldError):
        counter_sales.change_method(room.by, new, wechat, "一样")
    with pytest.raises(RuleError):
        counter_sales.change_method(room.by, sold.receipt_no, wechat, "再改")


@given(st.integers(1, 10**6), st.integers(0, 10**7), st.lists(st.integers(1, 5_000), min_size=1, max_size=8))
def test_what_comes_back_piece_by_piece_makes_the_line_exactly(
    extra: int, net: int, pieces: list[int]
) -> None:
    qty = sum(pieces)
    returned = total = 0
    for piece in pieces:
        share = back_for(SoldLine(qty, net, returned), piece)
        assert share >= 0
        returned, total = returned + piece, total + share
    assert total == net
    assert back_for(SoldLine(qty + extra, net), 0) == 0


def test_the_list_and_the_page_of_a_sale_say_what_came_back_and_what_was_paid(room: Stockroom) -> None:
    part = room.part(3, 300, price_fen=100, name="机油", unit="桶")
    sold = counter_sales.sell(
        room.by, Buyer(name="李师傅", phone="13800138000"), [SaleLine(part, 2000, 100)], cash(200)
    )
    back = counter_returns.take_back(room.by, sold.id, {lines(sold)[0]: 1000}, "买多了", cash(100))
    page = sale_list.one(sold.id)
    assert (page.row.buyer, page.row.lines, page.row.paid_fen, page.balance.due_fen) == (
        "李师傅",
        1,
        100,
        100,
    )
    [line] = page.lines
    assert (line.name, line.unit, line.held_milli, line.value_fen) == ("机油", "桶", 1000, 200)
    assert [row.no for row in page.returns] == [back.no]
    assert [receipt.total_fen for receipt in page.receipts] == [200, -100]
    assert sale_list.one(back.id).of_no == sold.no
    assert [row.no for row in sale_list.page(SaleFilter.ALL, room.by.today).rows] == [back.no, sold.no]
    assert sale_list.page(SaleFilter.OWING, room.by.today).rows == ()
    assert sale_list.day(room.by.today) == Day(2, 100)
    tomorrow = room.by.today + timedelta(days=1)
    assert sale_list.page(SaleFilter.TODAY, tomorrow).rows == ()
    assert sale_list.day(tomorrow) == Day(0, 0)
    assert [sale_list.of_receipt(no) for no in (sold.receipt_no, "RC-2026-99999")] == [sold.id, None]
    assert (sale_list.by_number(sold.no), sale_list.by_number("CS-2026-99999")) == (sold.id, None)
    with pytest.raises(KeyError):
        sale_list.one(999)


def test_the_papers_say_what_was_sold_paid_and_taken_back(room: Stockroom, customer: int) -> None:
    part = room.part(4, 4_000, price_fen=10_000, name="机油", unit="桶")
    goods, mixed = [SaleLine(part, 2000, 10_000)], [Tender(PayMethod.WECHAT, 5_000), *cash(20_000)]
    sold = counter_sales.sell(room.by, Buyer(name="李师傅"), goods, mixed)
    [line] = lines(sold)
    back = counter_returns.take_back(room.by, sold.id, {line: 1000}, "买多了", cash(10_000))
    blank = papers.blank_imprint(room.by)
    slip = papers_sales.sale_slip(sold.id, blank)
    assert (slip.tenders, slip.change_fen) == (((PayMethod.WECHAT, 5_000), (PayMethod.CASH, 15_000)), 5_000)
    assert (slip.payable_fen, slip.owed_fen, slip.sold_by, slip.is_return) == (20_000, 0, "张三", False)
    taken = papers_sales.sale_slip(back.id, blank)
    assert (taken.return_of, taken.note, taken.payable_fen, taken.tenders) == (sold.no, "买多了", 10_000, ())
    receipt = papers_money.payment_receipt(sold.receipt_no, blank)
    assert (receipt.sale_no, receipt.order_no, receipt.plate) == (sold.no, "", "")
    account = SaleTerms(on_account=True, approved_by=room.by.staff_id)
    owed = counter_sales.sell(room.by, Buyer(customer), goods, (), account)
    slip = papers_sales.sale_slip(owed.id, blank)
    assert (slip.owed_fen, slip.due_on) == (20_000, room.by.today + timedelta(days=30))
    counter_returns.void(room.by, owed.id, CounterSale.get_by_id(owed.id).version, "按错了")
    slip = papers_sales.sale_slip(owed.id, blank)
    assert (slip.imprint.voided, slip.void_reason, slip.owed_fen) == (True, "按错了", 0)


@pytest.mark.parametrize(
    "spoil",
    [
        CounterSale.update(gross_fen=300, payable_fen=300),
        CounterSale.update(owed_fen=200),
        CounterSaleLine.update(returned_milli=1000),
        CounterSale.update(voided_at=datetime(2026, 11, 21)),
        Receipt.update(sale=None),
    ],
)
def test_what_somebody_spoilt_in_the_rows_is_found(room: Stockroom, spoil: Any) -> None:
    part = room.part(3, 300, price_fen=100)
    counter_sales.sell(room.by, NOBODY, [SaleLine(part, 2000, 100)], cash(200))
    assert sale_books.check_books() == []
    spoil.execute()
    assert sale_books.check_books() != []
