"""Supplier returns: out at what the goods cost, credit in the account, limits, and reversal."""

import pytest

from garage.domain.dates import monday
from garage.domain.settlements import PayMethod
from garage.domain.stock import Balance, MovementKind
from garage.errors import FieldError, RuleError
from garage.models.purchasing import SupplierReturn
from garage.services import (
    goods_issues,
    goods_receipts,
    spot_purchases,
    stock,
    supplier_goods,
    supplier_invoices,
    supplier_returns,
)
from garage.services.command import By
from tests.services.buying_from import BuyingFrom, faults
from tests.services.stockroom import Stockroom, on_hand


@pytest.fixture
def shop(boss: By, mechanic: int) -> BuyingFrom:
    return BuyingFrom(Stockroom(boss, mechanic))


def test_goods_leave_at_the_cost_of_their_own_delivery(shop: BuyingFrom) -> None:
    """Ten at 8.00, ten at 12.00, average 10.00: four of the first take 32.00, the average rises to 10.50."""
    part = shop.room.part()
    cheap = shop.deliver((part, 10, 8_000))
    shop.deliver((part, 10, 12_000))
    number = shop.give_back((part, 4, 3_000), receipt=cheap)
    assert on_hand(part) == Balance(16_000, 16_800)
    assert on_hand(part).average_fen == 1_050
    movement = stock.ledger(part).rows[0]
    assert (movement.kind, movement.document) == (MovementKind.SUPPLIER_RETURN, "SR-2026-00001")
    assert (movement.qty_milli, movement.value_fen) == (-4_000, -3_200)
    assert (number, shop.owed) == ("SR-2026-00001", 17_000)
    assert shop.line(cheap).returned_milli == 4_000
    assert faults() == []


def test_a_part_without_a_delivery_named_goes_back_from_the_last_ones(shop: BuyingFrom) -> None:
    part = shop.room.part()
    shop.deliver((part, 10, 8_000))
    shop.deliver((part, 3, 3_600))
    number = shop.give_back((part, 5, 5_000))
    row = supplier_returns.find(number)
    assert row is not None
    lines = supplier_returns.lines_of(row.id)
    assert [(line.qty_milli, line.value_fen, line.credit_fen) for line in lines] == [
        (3_000, 3_600, 3_000),
        (2_000, 1_600, 2_000),
    ]
    assert (row.value_fen, row.credit_fen, row.lines) == (5_200, 5_000, 2)
    assert on_hand(part) == Balance(8_000, 6_400)


def test_the_last_piece_takes_all_that_is_left(shop: BuyingFrom) -> None:
    """Three for 10.00, two issued at 6.67: the third is worth 3.33 whatever it cost."""
    part = shop.room.part()
    receipt = shop.deliver((part, 3, 1_000))
    order = shop.room.order()
    shop.room.issue(order, (shop.room.line(order, part, 2), 2))
    shop.give_back((part, 1, 334), receipt=receipt)
    assert on_hand(part) == Balance()
    assert faults() == []


def test_value_never_falls_below_zero(shop: BuyingFrom) -> None:
    """One at 90.00 and nine at 1.00 each, eight used at 9.90: returning the dear one takes what there is."""
    part = shop.room.part()
    dear = shop.deliver((part, 1, 9_000))
    shop.deliver((part, 9, 900))
    order = shop.room.order()
    shop.room.issue(order, (shop.room.line(order, part, 8), 8))
    assert on_hand(part) == Balance(2_000, 1_980)
    shop.give_back((part, 1, 9_000), receipt=dear)
    assert on_hand(part) == Balance(1_000, 0)
    assert faults() == []


def test_an_invoice_that_put_the_price_right_is_what_the_goods_cost(shop: BuyingFrom) -> None:
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    shop.invoice(11_000, receipt)
    shop.give_back((part, 5, 5_500), receipt=receipt)
    assert on_hand(part) == Balance(5_000, 5_500)


def test_what_went_back_before_the_invoice_does_not_bear_its_difference(shop: BuyingFrom) -> None:
    """Five of ten go back at 10.00, the invoice asks 12.00 for each of the other five: those go back at 12.00."""
    part = shop.room.part(10, 10_000)
    receipt = shop.deliver((part, 10, 10_000))
    shop.give_back((part, 5, 5_000), receipt=receipt)
    shop.invoice(6_000, receipt, net_of_returns=True)
    assert on_hand(part) == Balance(15_000, 16_000)
    shop.give_back((part, 2, 2_400), receipt=receipt)
    assert on_hand(part) == Balance(13_000, 13_600)
    shop.give_back((part, 3, 3_600), receipt=receipt)
    assert (on_hand(part), shop.owed) == (Balance(10_000, 10_000), 0)
    assert faults() == []


def test_no_more_goes_back_than_came_and_is_there(shop: BuyingFrom) -> None:
    part = shop.room.part(20, 2_000)
    receipt = shop.deliver((part, 5, 500))
    shop.give_back((part, 2, 200), receipt=receipt)
    with pytest.raises(FieldError, match="Only 3 of it") as refused:
        shop.give_back((part, 4, 400), receipt=receipt)
    assert refused.value.field == "lines.0.qty"
    with pytest.raises(FieldError, match="Only 1 of it") as refused:
        shop.give_back((part, 2, 200), (part, 2, 200))
    assert refused.value.field == "lines.1.qty"
    order = shop.room.order()
    shop.room.issue(order, (shop.room.line(order, part, 21), 21))
    with pytest.raises(FieldError, match="Only 2 on hand"):
        shop.give_back((part, 3, 300), receipt=receipt)
    assert SupplierReturn.select().count() == 1
    assert faults() == []


def test_goods_of_another_supplier_do_not_go_back_to_this_one(shop: BuyingFrom) -> None:
    part = shop.room.part()
    other = BuyingFrom(shop.room, name="广州汽配")
    receipt = other.deliver((part, 5, 500))
    with pytest.raises(FieldError, match="Only 0"):
        shop.give_back((part, 1, 100))
    with pytest.raises(FieldError, match="Only 0"):
        shop.give_back((part, 1, 100), receipt=receipt)


def test_a_return_says_why_and_what(shop: BuyingFrom) -> None:
    part = shop.room.part()
    shop.deliver((part, 5, 500))
    line = supplier_returns.ReturnLine(part, 1_000, 100)
    with pytest.raises(FieldError, match="Say why"):
        supplier_returns.return_goods(shop.by, shop.id, [line], " ")
    with pytest.raises(FieldError) as refused:
        supplier_returns.return_goods(shop.by, shop.id, [], "坏了")
    assert refused.value.field == "lines"
    for qty, credit, field in ((0, 0, "lines.0.qty"), (1, -1, "lines.0.credit")):
        with pytest.raises(FieldError) as refused:
            shop.give_back((part, qty, credit))
        assert refused.value.field == field


def test_a_reversed_return_puts_everything_back(shop: BuyingFrom) -> None:
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 8_000))
    number = shop.give_back((part, 4, 3_000), receipt=receipt)
    with pytest.raises(RuleError) as held:
        goods_receipts.reverse_receipt(shop.by, goods_receipts.page().rows[0].id, "录错")
    assert [reason.code for reason in held.value.reasons] == ["returned"]
    supplier_returns.reverse_return(shop.by, number, "供应商不收")
    assert (on_hand(part), shop.owed) == (Balance(10_000, 8_000), 8_000)
    assert shop.line(receipt).returned_milli == 0
    row = supplier_returns.page(shop.id).rows[0]
    assert row.reverse_reason == "供应商不收"
    with pytest.raises(RuleError):
        supplier_returns.reverse_return(shop.by, number, "再来")
    shop.give_back((part, 10, 8_000), receipt=receipt)
    assert on_hand(part) == Balance()
    assert faults() == []


@pytest.mark.parametrize("net", [True, False])
def test_a_return_from_before_an_invoice_is_reversed_once_that_is_void(shop: BuyingFrom, net: bool) -> None:
    """The invoice asks another price: what comes back would lie there at the old one."""
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 10_000))
    number = shop.give_back((part, 4, 4_000), receipt=receipt)
    invoice = shop.invoice(9_000, receipt, net_of_returns=net)
    with pytest.raises(RuleError, match="void that invoice") as held:
        supplier_returns.reverse_return(shop.by, number, "供应商不收")
    assert [reason.code for reason in held.value.reasons] == ["invoiced"]
    supplier_invoices.void_invoice(shop.by, invoice, "开错了")
    supplier_returns.reverse_return(shop.by, number, "供应商不收")
    assert (on_hand(part), shop.owed) == (Balance(10_000, 10_000), 10_000)
    shop.invoice(11_000, receipt, no="88002")
    again = shop.give_back((part, 4, 4_400), receipt=receipt)
    supplier_returns.reverse_return(shop.by, again, "供应商不收")
    assert (on_hand(part), shop.owed) == (Balance(10_000, 11_000), 11_000)
    assert faults() == []


def test_goods_given_back_for_nothing_touch_no_account(shop: BuyingFrom) -> None:
    part = shop.room.part()
    shop.deliver((part, 2, 500))
    number = shop.give_back((part, 1, 0))
    assert shop.entries() == [("RECEIPT", 500, 500)]
    supplier_returns.reverse_return(shop.by, number, "换货")
    assert faults() == []


def test_what_may_go_back_is_what_came_and_is_there(shop: BuyingFrom) -> None:
    here, gone = shop.room.part(), shop.room.part()
    receipt = shop.deliver((here, 4, 400), (gone, 1, 100))
    order = shop.room.order()
    shop.room.issue(order, (shop.room.line(order, gone, 1), 1))
    shop.give_back((here, 1, 100), receipt=receipt)
    [line] = supplier_goods.returnable(shop.id)
    assert (line.part_id, line.qty_milli, line.returned_milli, line.cost_fen) == (here, 4_000, 1_000, 400)


def test_opening_stock_goes_back_to_the_supplier_in_the_file_of_the_part(shop: BuyingFrom) -> None:
    """Ten on the shelf for 80.00 and ten delivered for 120.00: twelve take the delivery first, then two at 8.00."""
    part = shop.room.part(10, 8_000, supplier=shop.id)
    shop.deliver((part, 10, 12_000))
    number = shop.give_back((part, 12, 13_000))
    row = supplier_returns.find(number)
    assert row is not None
    assert [(line.qty_milli, line.value_fen) for line in supplier_returns.lines_of(row.id)] == [
        (10_000, 12_000),
        (2_000, 1_600),
    ]
    assert (on_hand(part), shop.owed) == (Balance(8_000, 6_400), -1_000)
    [left] = supplier_goods.returnable(shop.id)
    assert (left.kind, left.qty_milli, left.returned_milli) == (MovementKind.OPENING, 10_000, 2_000)
    with pytest.raises(FieldError, match="Only 8 of it"):
        shop.give_back((part, 9, 0))
    supplier_returns.reverse_return(shop.by, number, "供应商不收")
    assert (on_hand(part), shop.owed) == (Balance(20_000, 20_000), 12_000)
    assert faults() == []


def test_opening_stock_of_another_supplier_or_of_nobody_stays(shop: BuyingFrom) -> None:
    other = BuyingFrom(shop.room, name="广州汽配")
    parts = [shop.room.part(5, 500), shop.room.part(5, 500, supplier=other.id)]
    for part in parts:
        with pytest.raises(FieldError, match="Only 0"):
            shop.give_back((part, 1, 100))
    assert supplier_goods.returnable(shop.id) == []
    assert [line.part_id for line in supplier_goods.returnable(other.id)] == parts[1:]


def test_what_a_job_gave_back_of_a_cash_purchase_goes_to_the_supplier_of_the_part(shop: BuyingFrom) -> None:
    """Two bought in the street at 30.00 each, one comes back from the job: that one, at 30.00."""
    room = shop.room
    part = room.part(supplier=shop.id)
    order = room.order()
    line = room.line(order, part, 2)
    spot_purchases.buy(
        shop.by,
        line,
        qty_milli=2_000,
        cost_fen=6_000,
        bought_by=room.mechanic,
        received_by=room.mechanic,
        vendor="街口汽配店",
        method=PayMethod.CASH,
    )
    assert supplier_goods.returnable(shop.id) == []
    goods_issues.return_parts(
        shop.by, order, lines=[goods_issues.IssueLine(line, 1_000)], received_by=room.mechanic
    )
    [offered] = supplier_goods.returnable(shop.id)
    assert (offered.vendor, offered.on_hand_milli, offered.cost_fen) == ("街口汽配店", 1_000, 6_000)
    with pytest.raises(FieldError, match="Only 1 on hand"):
        shop.give_back((part, 2, 6_000))
    shop.give_back((part, 1, 3_000))
    assert (on_hand(part), shop.owed) == (Balance(), -3_000)
    assert shop.entries() == [("RETURN", -3_000, -3_000)]
    with pytest.raises(RuleError, match="went back to the supplier"):
        spot_purchases.take_back(shop.by, spot_purchases.week(monday(shop.by.today))[0].receipt_id, "错")
    assert faults() == []
