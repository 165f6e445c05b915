"""The moving average on whole stock cards, every figure worked out by hand: quantity, value, what is left, average."""

import pytest

from garage.domain.stock import MovementKind
from garage.errors import RuleError
from garage.models.stock import GoodsReceipt
from garage.services import goods_receipts, stock
from garage.services.command import By
from tests.services.buying_from import BuyingFrom
from tests.services.stockroom import Stockroom

IN, OUT, BACK = MovementKind.RECEIPT, MovementKind.ISSUE, MovementKind.RETURN

Line = tuple[MovementKind, float, int, float, int, int]


@pytest.fixture
def shop(boss: By, mechanic: int) -> BuyingFrom:
    return BuyingFrom(Stockroom(boss, mechanic))


def card(part: int) -> list[Line]:
    """(kind, units, fen, units left, fen left, average in fen), oldest first."""
    return [
        (
            row.kind,
            row.qty_milli / 1000,
            row.value_fen,
            row.balance.qty_milli / 1000,
            row.balance.value_fen,
            row.balance.average_fen,
        )
        for row in reversed(stock.ledger(part).rows)
    ]


def issue(shop: BuyingFrom, part: int, *quantities: float) -> tuple[int, list[int]]:
    """Each quantity to a line of its own of one order."""
    order = shop.room.order()
    lines = [shop.room.line(order, part, qty) for qty in quantities]
    for line, qty in zip(lines, quantities, strict=True):
        shop.room.issue(order, (line, qty))
    return order, lines


def test_part_deliveries_at_different_prices(shop: BuyingFrom) -> None:
    part = shop.room.part(100, 100_000)
    shop.deliver((part, 50, 65_000))
    issue(shop, part, 60)
    shop.deliver((part, 30, 36_600))
    issue(shop, part, 100)
    shop.deliver((part, 7, 6_993))
    issue(shop, part, 26, 1)
    assert card(part) == [
        (MovementKind.OPENING, 100, 100_000, 100, 100_000, 1_000),
        (IN, 50, 65_000, 150, 165_000, 1_100),
        (OUT, -60, -66_000, 90, 99_000, 1_100),
        (IN, 30, 36_600, 120, 135_600, 1_130),
        (OUT, -100, -113_000, 20, 22_600, 1_130),
        (IN, 7, 6_993, 27, 29_593, 1_096),  # 10.9604
        (OUT, -26, -28_497, 1, 1_096, 1_096),  # 26 × 10.9604 = 284.97
        (OUT, -1, -1_096, 0, 0, 0),
    ]


def test_returns_in_at_what_they_went_for_and_out_at_what_they_came_for(shop: BuyingFrom) -> None:
    part = shop.room.part()
    cheap = shop.deliver((part, 10, 8_000))
    shop.deliver((part, 10, 12_000))
    order, [line] = issue(shop, part, 6)
    shop.deliver((part, 6, 9_000))
    shop.room.give_back(order, (line, 2))
    shop.give_back((part, 4, 3_200), receipt=cheap)
    issue(shop, part, 18)
    assert card(part) == [
        (IN, 10, 8_000, 10, 8_000, 800),
        (IN, 10, 12_000, 20, 20_000, 1_000),
        (OUT, -6, -6_000, 14, 14_000, 1_000),
        (IN, 6, 9_000, 20, 23_000, 1_150),
        (BACK, 2, 2_000, 22, 25_000, 1_136),  # at the 10.00 of its issue, not at 11.50
        (MovementKind.SUPPLIER_RETURN, -4, -3_200, 18, 21_800, 1_211),  # at the 8.00 of its delivery
        (OUT, -18, -21_800, 0, 0, 0),
    ]


def test_at_nothing_left_the_value_is_nothing_and_the_next_delivery_begins_anew(shop: BuyingFrom) -> None:
    part = shop.room.part()
    shop.deliver((part, 3, 1_000))
    order, [two, _one] = issue(shop, part, 2, 1)
    with pytest.raises(RuleError):
        issue(shop, part, 0.001)
    shop.room.give_back(order, (two, 1))
    shop.deliver((part, 2, 1_800))
    issue(shop, part, 3)
    shop.deliver((part, 1, 2_500))
    assert card(part) == [
        (IN, 3, 1_000, 3, 1_000, 333),
        (OUT, -2, -667, 1, 333, 333),
        (OUT, -1, -333, 0, 0, 0),  # the last one takes the rest
        (BACK, 1, 334, 1, 334, 334),  # half of the 6.67 that the two went for
        (IN, 2, 1_800, 3, 2_134, 711),
        (OUT, -3, -2_134, 0, 0, 0),
        (IN, 1, 2_500, 1, 2_500, 2_500),
    ]


def test_an_old_receipt_is_reversed_at_its_own_cost_after_others_came_and_went(shop: BuyingFrom) -> None:
    part = shop.room.part(10, 10_000)
    dear = shop.deliver((part, 5, 8_000))
    issue(shop, part, 5)
    shop.deliver((part, 2, 2_600))
    receipt = GoodsReceipt.get(GoodsReceipt.no == dear)
    goods_receipts.reverse_receipt(shop.by, receipt.id, "送错")
    issue(shop, part, 7)
    assert card(part) == [
        (MovementKind.OPENING, 10, 10_000, 10, 10_000, 1_000),
        (IN, 5, 8_000, 15, 18_000, 1_200),
        (OUT, -5, -6_000, 10, 12_000, 1_200),
        (IN, 2, 2_600, 12, 14_600, 1_217),
        (MovementKind.REVERSAL, -5, -8_000, 7, 6_600, 943),
        (OUT, -7, -6_600, 0, 0, 0),
    ]
    assert stock.check_books() == []
