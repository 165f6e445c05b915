"""What a package costs, and how that is spread over its lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.packages import package_price, spread

GROSS = st.lists(st.integers(0, 10**8), min_size=1, max_size=30)


@given(GROSS, st.data())
def test_the_lines_come_to_the_price_to_the_fen_and_none_below_nothing(
    gross: list[int], data: st.DataObject
) -> None:
    price = data.draw(st.integers(0, sum(gross)))
    off = spread(gross, price)
    assert sum(gross) - sum(off) == price
    assert all(0 <= less <= fen for less, fen in zip(off, gross, strict=True))


@given(GROSS)
def test_at_the_sum_of_its_lines_no_line_is_cheaper(gross: list[int]) -> None:
    assert spread(gross, sum(gross)) == [0] * len(gross)


def test_a_package_never_costs_more_than_its_lines() -> None:
    with pytest.raises(ValueError, match="101"):
        spread([60, 40], 101)
    assert package_price(9_000, 10_000, None, member=False) == 9_000


@pytest.mark.parametrize(
    ("price", "less", "member", "charged"),
    [
        (None, None, False, 1_000),
        (None, None, True, 1_000),
        (800, None, True, 800),
        (800, 700, False, 800),
        (800, 700, True, 700),
        (None, 700, True, 700),
        (None, 700, False, 1_000),
    ],
)
def test_a_member_pays_the_price_for_members_where_there_is_one(
    price: int | None, less: int | None, member: bool, charged: int
) -> None:
    assert package_price(1_000, price, less, member=member) == charged
