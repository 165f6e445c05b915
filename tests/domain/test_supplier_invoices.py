"""Invoices against receipts: the difference by line, and the share of it that the shelf still carries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.supplier_invoices import invoiced_amounts, stock_share


def test_a_difference_is_spread_in_proportion_to_what_was_booked() -> None:
    assert invoiced_amounts(11_000, [6_000, 4_000], [None, None]) == [6_600, 4_400]


def test_what_the_invoice_says_of_a_line_stays() -> None:
    assert invoiced_amounts(11_000, [6_000, 4_000], [7_000, None]) == [7_000, 4_000]
    assert invoiced_amounts(12_000, [6_000, 4_000], [7_000, None]) == [7_000, 5_000]


def test_a_rest_is_spread_over_all_when_each_was_said() -> None:
    assert invoiced_amounts(12_000, [6_000, 4_000], [6_000, 4_000]) == [7_200, 4_800]


def test_goods_that_cost_nothing_share_alike() -> None:
    assert invoiced_amounts(100, [0, 0], [None, None]) == [50, 50]


@given(
    st.integers(0, 99_999),
    st.lists(st.tuples(st.integers(0, 9_999), st.none() | st.integers(0, 9_999)), min_size=1, max_size=6),
)
def test_the_lines_make_the_invoice(amount: int, lines: list[tuple[int, int | None]]) -> None:
    booked, said = [fen for fen, _said in lines], [said for _fen, said in lines]
    assert sum(invoiced_amounts(amount, booked, said)) == amount


@pytest.mark.parametrize(
    ("difference", "here", "share"),
    [
        (1_000, 10_000, 1_000),
        (1_000, 4_000, 400),
        (1_000, 0, 0),
        (1_000, 25_000, 1_000),
        (-1_000, 4_000, -400),
    ],
)
def test_pieces_on_the_shelf_bear_their_part_of_a_difference_over_ten(
    difference: int, here: int, share: int
) -> None:
    assert stock_share(difference, 10_000, here) == share
