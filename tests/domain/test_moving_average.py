"""Worked examples of the moving average from accounting practice, with every figure on the way.

A movement changes quantity and value of the card; the unit cost after it is value by quantity, to the fen.
"""

from collections.abc import Sequence

import pytest

from garage.domain.stock import (
    Balance,
    gain_value,
    issue_value,
    receive,
    return_value,
    reversal_value,
)
from garage.domain.stocktakes import difference_value
from garage.domain.supplier_invoices import stock_share
from garage.domain.supplier_returns import Delivered, value_out
from garage.errors import RuleError


class Card:
    """A card as a book-keeper writes it: what moved, what is left, and what one costs then."""

    def __init__(self) -> None:
        self.balance = Balance()

    def move(self, qty: float, fen: int) -> tuple[int, int, int]:
        """(value moved, value left, unit cost) in fen."""
        self.balance = self.balance.moved(round(qty * 1000), fen)
        return fen, self.balance.value_fen, self.balance.average_fen

    def buy(self, qty: float, fen: int) -> tuple[int, int, int]:
        assert receive(self.balance, round(qty * 1000), fen) == self.balance.moved(round(qty * 1000), fen)
        return self.move(qty, fen)

    def use(self, qty: float) -> tuple[int, int, int]:
        return self.move(-qty, -issue_value(self.balance, round(qty * 1000)))

    def lines(self) -> tuple[int, int]:
        return self.balance.qty_milli, self.balance.value_fen


def test_deliveries_at_different_prices_are_averaged_after_each_of_them() -> None:
    """The classroom case: 100 at 10.00, 200 at 11.50 and 150 at 12.20, with sales between."""
    card = Card()
    assert card.buy(100, 100_000) == (100_000, 100_000, 1_000)
    assert card.use(60) == (-60_000, 40_000, 1_000)
    assert card.buy(200, 230_000) == (230_000, 270_000, 1_125)
    assert card.use(150) == (-168_750, 101_250, 1_125)
    assert card.buy(150, 183_000) == (183_000, 284_250, 1_184)
    assert card.use(100) == (-118_438, 165_812, 1_184)
    assert card.lines() == (140_000, 165_812)


def test_the_rounding_of_a_third_of_a_fen_is_carried_by_what_stays_and_ends_with_the_last_unit() -> None:
    """3 for 100.00 and 2 for 70.01: two are issued at 68.00, the last three take 102.01, nothing is left."""
    card = Card()
    assert card.buy(3, 10_000) == (10_000, 10_000, 3_333)
    assert card.buy(2, 7_001) == (7_001, 17_001, 3_400)
    assert card.use(2) == (-6_800, 10_201, 3_400)
    assert card.use(1) == (-3_400, 6_801, 3_401)
    assert card.use(1) == (-3_401, 3_400, 3_400)
    assert card.use(1) == (-3_400, 0, 0)
    assert card.balance == Balance()


def test_oil_by_the_litre() -> None:
    """A drum of 208 l for 5 824.00 is 28.00 a litre; the last 0.3 l take what is left of it."""
    card = Card()
    assert card.buy(208, 582_400) == (582_400, 582_400, 2_800)
    assert card.use(4.5) == (-12_600, 569_800, 2_800)
    assert card.buy(4, 11_999) == (11_999, 581_799, 2_804)
    assert card.use(207.2) == (-580_958, 841, 2_803)
    assert card.use(0.3) == (-841, 0, 0)


def test_what_comes_back_from_a_job_bears_the_cost_it_went_out_at() -> None:
    """4 issued at 10.00; meanwhile dearer ones come in; 1 comes back at 10.00, not at the new average."""
    card = Card()
    card.buy(10, 10_000)
    assert card.use(4) == (-4_000, 6_000, 1_000)
    assert card.buy(4, 8_000) == (8_000, 14_000, 1_400)
    held = Balance(4_000, 4_000)
    back = return_value(held, 1_000)
    assert card.move(1, back) == (1_000, 15_000, 1_364)
    held = held.moved(-1_000, -back)
    assert card.move(3, return_value(held, 3_000)) == (3_000, 18_000, 1_286)


def test_a_sale_taken_back_in_two_parts_brings_back_exactly_what_it_took() -> None:
    """3 sold at an average of 33.33⅓ took 100.00: 33.33, then 33.34, then 33.33 come back."""
    card = Card()
    card.buy(6, 20_000)
    assert card.use(3) == (-10_000, 10_000, 3_333)
    sold = Balance(3_000, 10_000)
    came = []
    for _piece in range(3):
        fen = return_value(sold, 1_000)
        sold = sold.moved(-1_000, -fen)
        came.append(card.move(1, fen))
    assert came == [(3_333, 13_333, 3_333), (3_334, 16_667, 3_333), (3_333, 20_000, 3_333)]


def test_goods_go_back_to_the_supplier_at_what_they_cost_there() -> None:
    """Of 10 at 30.00 two go back at 30.00, though the shelf is worth 25.00 apiece: the others become cheaper."""
    card = Card()
    card.buy(10, 20_000)
    assert card.buy(10, 30_000) == (30_000, 50_000, 2_500)
    delivered = Delivered(line_id=1, qty_milli=10_000, returned_milli=0, cost_fen=30_000)
    value = value_out(card.balance, 2_000, delivered.worth(2_000))
    assert card.move(-2, -value) == (-6_000, 44_000, 2_444)


def test_what_goes_back_never_takes_more_than_the_shelf_is_worth() -> None:
    """The dear ones were used at the average: what is left cannot carry their price, and the rest stays at nothing."""
    card = Card()
    card.buy(10, 1_000)
    assert card.buy(1, 2_000) == (2_000, 3_000, 273)
    assert card.use(9) == (-2_455, 545, 273)
    delivered = Delivered(line_id=1, qty_milli=1_000, returned_milli=0, cost_fen=2_000)
    assert card.move(-1, -value_out(card.balance, 1_000, delivered.worth(1_000))) == (-545, 0, 0)
    assert card.lines() == (1_000, 0)
    assert card.use(1) == (0, 0, 0)


def test_the_card_that_reaches_zero_begins_anew() -> None:
    """Nothing of the old average is left behind: 5 at 12.00, all used, then 2 at 15.00 cost 15.00."""
    card = Card()
    assert card.buy(5, 6_000) == (6_000, 6_000, 1_200)
    assert card.use(5) == (-6_000, 0, 0)
    with pytest.raises(RuleError, match="Only 0 on hand"):
        card.use(1)
    assert card.buy(2, 3_000) == (3_000, 3_000, 1_500)
    assert card.use(1) == (-1_500, 1_500, 1_500)


def test_an_old_delivery_is_reversed_at_what_it_cost() -> None:
    """10 at 20.00, then 10 at 26.00; the first turns out to be another part and goes out at its 200.00."""
    card = Card()
    card.buy(10, 20_000)
    assert card.buy(10, 26_000) == (26_000, 46_000, 2_300)
    assert card.use(5) == (-11_500, 34_500, 2_300)
    value = reversal_value(card.balance, 10_000, 20_000)
    assert card.move(-10, -value) == (-20_000, 14_500, 2_900)


def test_an_old_delivery_that_was_used_cannot_be_reversed() -> None:
    """Of 10 at 30.00 and 10 at 10.00 the average 20.00 was used 10 times: 200.00 are left, 300.00 were paid."""
    card = Card()
    card.buy(10, 30_000)
    card.buy(10, 10_000)
    assert card.use(10) == (-20_000, 20_000, 2_000)
    with pytest.raises(RuleError, match="another average cost"):
        reversal_value(card.balance, 10_000, 30_000)


def test_the_reversal_that_empties_the_shelf_takes_the_rest() -> None:
    card = Card()
    card.buy(2, 1_001)
    card.buy(2, 2_000)
    assert card.use(2) == (-1_501, 1_500, 750)
    assert card.move(-2, -reversal_value(card.balance, 2_000, 1_001)) == (-1_500, 0, 0)


@pytest.mark.parametrize(
    ("on_hand", "last_cost", "found", "value"),
    [((3_000, 10_000), 5_000, 1_000, 3_333), ((0, 0), 5_000, 1_500, 7_500), ((0, 0), 0, 1_000, 0)],
)
def test_what_a_count_finds_is_worth_the_average_and_on_an_empty_shelf_the_last_cost(
    on_hand: Sequence[int], last_cost: int, found: int, value: int
) -> None:
    assert gain_value(Balance(*on_hand), found, last_cost) == value


def test_a_count_in_the_middle_of_the_month() -> None:
    """Books say 7 at 33.33: five are there; later a sixth turns up behind the shelf."""
    card = Card()
    card.buy(10, 33_333)
    assert card.use(3) == (-10_000, 23_333, 3_333)
    assert card.move(-2, difference_value(card.balance, -2_000, 0)) == (-6_667, 16_666, 3_333)
    assert card.move(1, difference_value(card.balance, 1_000, 0)) == (3_333, 19_999, 3_333)


def test_an_invoice_that_asks_more_revalues_only_what_is_still_there() -> None:
    """10 booked at 20.00, 4 used; the invoice says 22.00: 12.00 belong to the six left, 8.00 to what was used."""
    card = Card()
    card.buy(10, 20_000)
    assert card.use(4) == (-8_000, 12_000, 2_000)
    share = stock_share(2_000, 10_000, card.balance.qty_milli)
    assert card.move(0, share) == (1_200, 13_200, 2_200)
    assert card.use(6) == (-13_200, 0, 0)


def test_a_whole_month_adds_up() -> None:
    """Opening + in − out = closing, in pieces and in money, whatever the average was in between."""
    card = Card()
    opening = card.buy(12, 14_388)[1]
    came = card.buy(24, 31_200)[0] + card.buy(1, 1_199)[0]
    went = -sum(card.use(qty)[0] for qty in (5, 7, 0.5, 11))
    assert opening + came - went == card.balance.value_fen
    assert card.balance.qty_milli == 12_000 + 25_000 - 23_500
