"""Voiding a supplier's invoice: its difference leaves the stock as far as its pieces are still there."""

import pytest

from garage.domain.stock import Balance
from garage.errors import RuleError
from garage.services import (
    supplier_invoices,
    supplier_returns,
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


def test_voiding_an_invoice_over_two_deliveries_counts_the_pieces_left_once(shop: BuyingFrom) -> None:
    """Twice ten, 1.00 more on each ten, fifteen used: the five left carry 0.50 of the second, and give that back."""
    part = shop.room.part()
    first, second = shop.deliver((part, 10, 1_000)), shop.deliver((part, 10, 1_000))
    ref = shop.invoice(2_200, first, second)
    use(shop, part, 15)
    assert on_hand(part) == Balance(5_000, 550)
    supplier_invoices.void_invoice(shop.by, ref, "开错了")
    assert (on_hand(part), shop.owed, faults()) == (Balance(5_000, 500), 2_000, [])


def test_a_line_without_a_difference_holds_its_pieces_when_the_invoice_is_void(shop: BuyingFrom) -> None:
    """Only the older ten became dearer; the five left are of the newer: nothing is to take out."""
    part = shop.room.part()
    first, second = shop.deliver((part, 10, 1_000)), shop.deliver((part, 10, 1_000))
    ref = shop.invoice(2_100, first, second, lines={shop.line(second).id: 1_000})
    use(shop, part, 15)
    left = on_hand(part)
    supplier_invoices.void_invoice(shop.by, ref, "开错了")
    assert (on_hand(part), faults()) == (left, [])


def test_goods_that_went_back_at_the_invoices_price_hold_it(shop: BuyingFrom) -> None:
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 1_000))
    ref = shop.invoice(1_100, receipt)
    back = shop.give_back((part, 10, 1_100), receipt=receipt)
    with pytest.raises(RuleError) as refused:
        supplier_invoices.void_invoice(shop.by, ref, "开错了")
    assert refused.value.reasons[0].text.startswith(back)
    supplier_returns.reverse_return(shop.by, back, "退错")
    supplier_invoices.void_invoice(shop.by, ref, "开错了")
    assert (on_hand(part), shop.owed, faults()) == (Balance(10_000, 1_000), 1_000, [])


def test_goods_that_went_back_before_the_invoice_do_not_hold_it(shop: BuyingFrom) -> None:
    part = shop.room.part()
    receipt = shop.deliver((part, 10, 1_000))
    back = shop.give_back((part, 4, 400), receipt=receipt)
    ref = shop.invoice(1_100, receipt)
    supplier_invoices.void_invoice(shop.by, ref, "开错了")
    supplier_returns.reverse_return(shop.by, back, "退错")
    assert (on_hand(part), shop.owed, faults()) == (Balance(10_000, 1_000), 1_000, [])
