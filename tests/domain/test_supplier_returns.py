"""What goes back: from which delivery, at which cost, and never more value than there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.stock import Balance
from garage.domain.supplier_returns import Delivered, taken_from, value_out
from garage.errors import RuleError


def test_the_pieces_of_a_line_add_up_to_its_cost() -> None:
    line = Delivered(1, 3_000, 0, 1_000)
    worth = []
    for _piece in range(3):
        worth.append(line.worth(1_000))
        line = line.less(1_000)
    assert worth == [333, 334, 333]
    assert line.left_milli == 0


def test_the_first_that_went_back_bear_no_difference_of_an_invoice_that_left_them_out() -> None:
    """Three at 10.00; the invoice over the last two asks 0.50 less for both."""
    line = Delivered(1, 3_000, 0, 3_000, difference_fen=-50, invoiced_milli=2_000)
    worth = []
    for _piece in range(3):
        worth.append(line.worth(1_000))
        line = line.less(1_000)
    assert worth == [1_000, 975, 975]


@given(
    st.integers(1, 50_000),
    st.integers(0, 1_000_000),
    st.lists(st.integers(1, 9_000), max_size=8),
    st.integers(-1_000_000, 1_000_000),
    st.integers(0, 50_000),
)
def test_however_a_line_goes_back_it_was_worth_its_cost(
    qty: int, cost: int, pieces: list[int], difference: int, invoiced: int
) -> None:
    line, worth = Delivered(1, qty, 0, cost, difference, min(invoiced, qty)), 0
    for piece in [*pieces, qty]:
        taken = min(piece, line.left_milli)
        worth += line.worth(taken)
        line = line.less(taken)
    assert worth == cost + difference


def test_value_leaves_at_cost_capped_by_what_the_stock_is_worth() -> None:
    """Ten at 8.00 on the shelf; they cost 9.00 each: three take 27.00, ten take all 80.00."""
    balance = Balance(10_000, 8_000)
    assert value_out(balance, 3_000, 2_700) == 2_700
    assert value_out(balance, 9_500, 8_550) == 8_000
    assert value_out(balance, 10_000, 9_000) == 8_000
    assert value_out(balance, 10_000, 5_000) == 8_000


def test_no_more_goes_back_than_is_on_hand() -> None:
    with pytest.raises(RuleError):
        value_out(Balance(1_000, 100), 2_000, 200)


def test_a_quantity_is_taken_from_one_line_after_the_other() -> None:
    first, second = Delivered(1, 5_000, 3_000, 500), Delivered(2, 4_000, 0, 300)
    assert taken_from([first, second], 3_000) == [(first, 2_000), (second, 1_000)]
    assert taken_from([first], 3_000) == [(first, 2_000)]
