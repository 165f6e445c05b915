"""Suppliers' invoices: the difference in the account and on the shelf, the day it is due, and voiding."""

from datetime import date, timedelta

import pytest

from garage.domain.part_file import PriceBasis
from garage.domain.settlements import PayMethod
from garage.domain.stock import Balance, MovementKind
from garage.domain.supplier_accounts import Age
from garage.errors import FieldError, RuleError
from garage.models.parts import Part
from garage.models.purchasing import SupplierInvoice
from garage.models.stock import GoodsReceipt
from garage.services import (
    goods_receipts,
    spot_purchases,
    stock,
    supplier_goods,
    supplier_invoices,
    supplier_statements,
)
from garage.services.command import By
from tests.services.buying_from import BuyingFrom, faults
from tests.services.stockroom import Stockroom, on_hand


@pytest.fixture
def shop(boss: By, mechanic: int) -> BuyingFrom:
    return BuyingFrom(Stockroom(boss, mechanic))


def use(shop: BuyingFrom, part: int, qty: float) -> None:
    """So much is issued to a job."""
    order = shop.room.order()
    shop.room.issue(order, (shop.room.line(order, part, qty), qty))


def test_an_invoice_that_agrees_changes_neither_account_nor_stock(shop: BuyingFrom) -> None:
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    shop.invoice(10_000, receipt, tax_fen=1_150)
    assert shop.entries() == [("RECEIPT", 10_000, 10_000)]
    assert len(stock.ledger(part).rows) == 1
    [row] = supplier_invoices.page(shop.id).rows
    assert (row.invoice_no, row.amount_fen, row.tax_fen, row.difference_fen) == ("88001", 10_000, 1_150, 0)
    assert (row.receipts, row.due_on) == ((receipt,), shop.by.today + timedelta(days=30))
    assert faults() == []


def test_a_dearer_invoice_revalues_what_is_still_there(shop: BuyingFrom) -> None:
    """Ten at 10.00; four issued at 10.00; the invoice asks 11.00: 6.00 go to the six left, 4.00 nowhere."""
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    use(shop, part, 4)
    assert on_hand(part) == Balance(6_000, 6_000)
    shop.invoice(11_000, receipt)
    assert on_hand(part) == Balance(6_000, 6_600)
    assert on_hand(part).average_fen == 1_100
    movement = stock.ledger(part).rows[0]
    assert (movement.kind, movement.qty_milli, movement.value_fen) == (MovementKind.PRICE_DIFFERENCE, 0, 600)
    assert shop.entries()[-1] == ("DIFFERENCE", 1_000, 11_000)
    [row] = supplier_invoices.page(shop.id).rows
    assert (row.difference_fen, row.stock_fen) == (1_000, 600)
    assert shop.line(receipt).difference_fen == 1_000
    assert faults() == []


def test_a_cheaper_invoice_takes_no_more_value_than_there_is(shop: BuyingFrom) -> None:
    """Ten at 10.00, nine used, nine at 0.01 came, five used: five are left, worth 5.04. The invoice asks 1.00 each."""
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    use(shop, part, 9)
    shop.deliver((part, 9, 9))
    use(shop, part, 5)
    left = on_hand(part)
    assert left == Balance(5_000, 504)
    shop.invoice(1_000, receipt)
    assert on_hand(part) == Balance(5_000, 0)
    [row] = supplier_invoices.page(shop.id).rows
    assert (row.difference_fen, row.stock_fen) == (-9_000, -504)
    assert shop.owed == 1_009
    assert faults() == []


def test_one_invoice_covers_several_receipts_line_by_line(shop: BuyingFrom) -> None:
    """Filters 60.00 and pads 90.00 on two receipts; the pads cost 96.00: the filters keep their price."""
    filters, pads = shop.room.part(), shop.room.part()
    first = shop.deliver((filters, 6, 6_000))
    second = shop.deliver((pads, 3, 9_000))
    shop.invoice(15_600, first, second, lines={shop.line(second).id: 9_600})
    assert on_hand(filters) == Balance(6_000, 6_000)
    assert on_hand(pads) == Balance(3_000, 9_600)
    [row] = supplier_invoices.page(shop.id).rows
    assert row.receipts == (first, second)
    assert supplier_invoices.open_lines(shop.id) == []


def test_what_is_left_is_of_the_newest_of_two_lines(shop: BuyingFrom) -> None:
    """Two lines of ten, twelve used: the eight left are of the second, and only its difference revalues them."""
    part = shop.room.part()
    first, second = shop.deliver((part, 10, 10_000)), shop.deliver((part, 10, 10_000))
    use(shop, part, 12)
    said = {shop.line(first).id: 10_500, shop.line(second).id: 12_000}
    shop.invoice(22_500, first, second, lines=said)
    assert on_hand(part) == Balance(8_000, 8_000 + 1_600)
    assert shop.owed == 22_500
    assert faults() == []


def test_goods_sent_back_before_the_invoice_may_be_left_out_of_it(shop: BuyingFrom) -> None:
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    shop.give_back((part, 4, 4_000), receipt=receipt)
    shop.invoice(6_600, receipt, net_of_returns=True)
    assert (shop.owed, on_hand(part)) == (6_600, Balance(6_000, 6_600))
    assert faults() == []


def test_a_credit_above_the_cost_leaves_the_account_at_what_the_invoice_asks(shop: BuyingFrom) -> None:
    receipt = shop.deliver((shop.room.part(), 2, 1_000), (shop.room.part(), 1, 500))
    shop.give_back((shop.line(receipt).part_id, 2, 1_300), receipt=receipt)
    shop.invoice(450, receipt, net_of_returns=True)
    assert shop.owed == 450
    assert faults() == []


@pytest.mark.parametrize("credit", [0, 3_000, 4_000, 5_500])
def test_what_was_given_for_goods_sent_back_is_no_price_of_those_that_stayed(
    shop: BuyingFrom, credit: int
) -> None:
    """Four of ten at 10.00 went back, whatever for; the invoice asks 66.00 for the six: each cost 11.00."""
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    shop.give_back((part, 4, credit), receipt=receipt)
    ref = shop.invoice(6_600, receipt, net_of_returns=True)
    assert (shop.owed, on_hand(part), last_cost(part)) == (6_600, Balance(6_000, 6_600), 1_100)
    supplier_invoices.void_invoice(shop.by, ref, "开错了")
    assert (shop.owed, on_hand(part), last_cost(part)) == (10_000 - credit, Balance(6_000, 6_000), 1_000)
    assert faults() == []


def test_the_proof_finds_an_invoice_that_is_not_in_the_account(shop: BuyingFrom) -> None:
    shop.invoice(1_100, shop.deliver((shop.room.part(), 1, 1_000)))
    SupplierInvoice.update(difference_fen=50).execute()
    assert faults() == [f"{shop.name}: its invoices differ from its account."]


def test_an_invoice_over_all_that_came_leaves_the_credit_standing(shop: BuyingFrom) -> None:
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    shop.give_back((part, 4, 4_000), receipt=receipt)
    shop.invoice(11_000, receipt)
    assert (shop.owed, on_hand(part)) == (7_000, Balance(6_000, 6_600))


def test_the_invoice_says_when_it_is_due(shop: BuyingFrom) -> None:
    part = shop.room.part()
    receipt = shop.deliver((part, 1, 1_000))
    due = shop.by.today + timedelta(days=120)
    shop.invoice(1_100, receipt, due_on=due)
    assert {row.due_on for row in supplier_statements.account(shop.id).rows} == {due}
    assert shop.ageing(due).fen[Age.NOT_DUE] == 1_100
    assert shop.ageing(due + timedelta(days=1)).fen[Age.DAYS_30] == 1_100


def test_an_invoice_may_ask_for_its_money_earlier_than_agreed(shop: BuyingFrom) -> None:
    receipt = shop.deliver((shop.room.part(), 1, 1_000))
    shop.invoice(1_000, receipt, due_on=shop.by.today)
    assert shop.ageing(shop.by.today + timedelta(days=5)).fen[Age.DAYS_30] == 1_000


def test_a_void_invoice_leaves_nothing_behind(shop: BuyingFrom) -> None:
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    ref = shop.invoice(11_000, receipt)
    supplier_invoices.void_invoice(shop.by, ref, "开错了")
    assert (shop.owed, on_hand(part)) == (10_000, Balance(10_000, 10_000))
    assert shop.entries()[-1] == ("REVERSAL", -1_000, 10_000)
    [row] = supplier_invoices.page(shop.id).rows
    assert (row.void_reason, row.receipts) == ("开错了", ())
    with pytest.raises(RuleError):
        supplier_invoices.void_invoice(shop.by, ref, "再来")
    shop.invoice(10_500, receipt)
    assert (shop.owed, on_hand(part)) == (10_500, Balance(10_000, 10_500))
    assert faults() == []


def test_voiding_takes_out_of_the_stock_what_is_left_of_the_difference(shop: BuyingFrom) -> None:
    """10.00 more on ten pieces, seven used since with 7.00 of it: 3.00 come out again."""
    part = shop.room.part()
    ref = shop.invoice(11_000, shop.deliver((part, 10, 10_000)))
    use(shop, part, 7)
    assert on_hand(part) == Balance(3_000, 3_300)
    supplier_invoices.void_invoice(shop.by, ref, "开错了")
    assert (on_hand(part), shop.owed) == (Balance(3_000, 3_000), 10_000)
    assert faults() == []


def test_a_receipt_under_an_invoice_is_not_reversed(shop: BuyingFrom) -> None:
    ref = shop.invoice(1_100, shop.deliver((shop.room.part(), 1, 1_000)))
    receipt = goods_receipts.page().rows[0].id
    with pytest.raises(RuleError) as refused:
        goods_receipts.reverse_receipt(shop.by, receipt, "录错")
    assert [reason.code for reason in refused.value.reasons] == ["invoiced"]
    supplier_invoices.void_invoice(shop.by, ref, "开错了")
    goods_receipts.reverse_receipt(shop.by, receipt, "录错")
    assert shop.owed == 0
    assert faults() == []


def test_an_invoice_is_checked_field_by_field(shop: BuyingFrom) -> None:
    receipt = shop.deliver((shop.room.part(), 1, 1_000))
    other = BuyingFrom(shop.room, name="广州汽配")
    foreign = other.deliver((shop.room.part(), 1, 1_000))
    shop.invoice(1_000, receipt, no="1")
    tomorrow = shop.by.today + timedelta(days=1)
    new = shop.deliver((shop.room.part(), 1, 1_000))
    wrong = [
        ("receipts", (receipt,), {}),
        ("receipts", (foreign,), {}),
        ("receipts", (), {}),
        ("invoice_no", (new,), {"no": "1"}),
        ("invoice_no", (new,), {"no": " "}),
        ("invoiced_on", (new,), {"invoiced_on": tomorrow}),
        ("due_on", (new,), {"due_on": date(2026, 1, 1)}),
        ("tax", (new,), {"tax_fen": 1_000}),
        ("amount", (new,), {"lines": {shop.line(new).id: 99_999}}),
    ]
    for field, receipts, more in wrong:
        with pytest.raises(FieldError) as refused:
            shop.invoice(1_000, *receipts, **{"no": "2", **more})
        assert refused.value.field == field, (field, refused.value.text)
    with pytest.raises(FieldError) as refused:
        shop.invoice(0, new, no="2")
    assert refused.value.field == "amount"
    assert SupplierInvoice.select().count() == 1


def test_an_invoice_is_entered_once_in_whatever_letters_its_number_is_typed(shop: BuyingFrom) -> None:
    part = shop.room.part()
    first, second = (shop.deliver((part, 1, 100)) for _n in range(2))
    shop.invoice(100, first, no="ab-88001")
    for typed in ("AB-88001", "Ab-88001", "ＡＢ-８８００１"):
        with pytest.raises(FieldError, match="entered already") as refused:
            shop.invoice(100, second, no=typed)
        assert refused.value.field == "invoice_no"
    shop.invoice(100, second, no="ab-88002")


def test_two_suppliers_may_use_the_same_number(shop: BuyingFrom) -> None:
    other = BuyingFrom(shop.room, name="广州汽配")
    mine = shop.invoice(1_100, shop.deliver((shop.room.part(), 1, 1_000)))
    other.invoice(2_200, other.deliver((shop.room.part(), 1, 2_000)))
    supplier_invoices.void_invoice(shop.by, mine, "开错了")
    assert (shop.owed, other.owed) == (1_000, 2_200)
    assert faults() == []


def test_prices_are_remembered_as_the_invoice_put_them_right(shop: BuyingFrom) -> None:
    part = shop.room.part()
    shop.deliver((part, 10, 10_000))
    shop.invoice(12_000, shop.deliver((part, 10, 11_000)))
    other = BuyingFrom(shop.room, name="广州汽配")
    other.deliver((part, 1, 900))
    [bought] = supplier_goods.parts_bought(shop.id).rows
    assert (bought.price_fen, bought.before_fen, bought.change_bp) == (1_200, 1_000, 2_000)
    history = supplier_goods.price_history(part).rows
    assert [(row.supplier, row.price_fen, row.before_fen) for row in history] == [
        ("广州汽配", 900, None),
        (shop.name, 1_200, 1_000),
        (shop.name, 1_000, None),
    ]


def test_a_line_cannot_be_asked_more_for_than_the_whole_invoice(shop: BuyingFrom) -> None:
    cheap, dear = shop.room.part(), shop.room.part()
    receipt = shop.deliver((cheap, 2, 100), (dear, 1, 500))
    with pytest.raises(FieldError) as error:
        shop.invoice(300, receipt, lines={shop.line(receipt, 2).id: 500})
    assert error.value.field == "amount"
    shop.give_back((cheap, 1, 50))
    assert faults() == []


def test_goods_booked_in_at_nothing_wait_for_their_invoice(shop: BuyingFrom) -> None:
    """Ten came without a price, six are left: the invoice of 100.00 is owed in full, 60.00 lie on the shelf."""
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 0))
    assert shop.entries() == []
    use(shop, part, 4)
    shop.invoice(10_000, receipt)
    assert (shop.owed, on_hand(part)) == (10_000, Balance(6_000, 6_000))
    assert [row.price_fen for row in supplier_goods.price_history(part).rows] == [1_000]
    assert supplier_invoices.open_lines(shop.id) == []
    assert faults() == []


def test_a_priced_and_an_unpriced_delivery_stand_on_one_invoice(shop: BuyingFrom) -> None:
    """What is above the booked amounts goes to the line of which the invoice says nothing."""
    dear, unknown = shop.room.part(), shop.room.part()
    first, second = shop.deliver((dear, 1, 5_000)), shop.deliver((unknown, 2, 0))
    shop.invoice(8_000, first, second, lines={shop.line(first).id: 5_000})
    assert [on_hand(part).value_fen for part in (dear, unknown)] == [5_000, 3_000]
    assert (shop.owed, faults()) == (8_000, [])


def test_opening_stock_rejected_goods_and_what_was_paid_on_the_spot_wait_for_no_invoice(
    shop: BuyingFrom,
) -> None:
    part = shop.room.part()
    goods_receipts.receive_goods(
        shop.by,
        kind=MovementKind.OPENING,
        lines=[goods_receipts.GoodsLine(part, 1_000, 0)],
        supplier_id=shop.id,
    )
    rejected = goods_receipts.GoodsLine(part, 0, 0, rejected_milli=1_000, finding="压扁")
    goods_receipts.receive_goods(shop.by, kind=MovementKind.RECEIPT, lines=[rejected], supplier_id=shop.id)
    line = shop.room.line(shop.room.order(), part)
    spot_purchases.buy(
        shop.by,
        line,
        qty_milli=1_000,
        cost_fen=0,
        bought_by=shop.by.staff_id,
        received_by=shop.room.mechanic,
        supplier_id=shop.id,
        method=PayMethod.CASH,
    )
    assert supplier_invoices.open_lines(shop.id) == []


def test_a_delivery_from_before_the_accounts_was_paid_then_and_waits_for_no_invoice(shop: BuyingFrom) -> None:
    """Version 2 kept no accounts: a receipt with a cost and without an entry is of that time."""
    receipt = shop.deliver((shop.room.part(), 1, 1_000))
    GoodsReceipt.update(no="RK-2025-00001").where(GoodsReceipt.no == receipt).execute()
    assert supplier_invoices.open_lines(shop.id) == []


def test_what_a_part_cost_last_follows_its_invoice_and_goes_back_with_it(shop: BuyingFrom) -> None:
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    assert last_cost(part) == 1_000
    ref = shop.invoice(12_000, receipt)
    assert last_cost(part) == 1_200
    supplier_invoices.void_invoice(shop.by, ref, "开错了")
    assert last_cost(part) == 1_000


def test_an_invoice_of_an_older_delivery_does_not_change_what_the_part_cost_last(shop: BuyingFrom) -> None:
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    shop.deliver((part, 1, 1_300))
    shop.invoice(12_000, receipt)
    assert last_cost(part) == 1_300


def test_a_price_made_of_the_cost_follows_the_invoice(shop: BuyingFrom) -> None:
    part = shop.room.part(price_basis=PriceBasis.COST_PLUS.value, markup_bp=5_000)
    receipt = shop.deliver((part, 1, 1_000))
    assert Part.get_by_id(part).price_fen == 1_500
    shop.invoice(1_200, receipt)
    assert Part.get_by_id(part).price_fen == 1_800


def last_cost(part: int) -> int | None:
    """Fen of one at its last delivery."""
    fen: int | None = Part.get_by_id(part).last_cost_fen
    return fen


def test_the_price_of_an_invoice_without_what_went_back_is_of_the_pieces_it_names(shop: BuyingFrom) -> None:
    """Ten at 10.00, four went back, 66.00 for the six: each cost 11.00."""
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    shop.give_back((part, 4, 4_000), receipt=receipt)
    ref = shop.invoice(6_600, receipt, net_of_returns=True)
    assert [row.price_fen for row in supplier_goods.price_history(part).rows] == [1_100]
    assert last_cost(part) == 1_100
    supplier_invoices.void_invoice(shop.by, ref, "开错了")
    assert [row.price_fen for row in supplier_goods.price_history(part).rows] == [1_000]
