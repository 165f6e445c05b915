"""How a price on the cost is made, and which days are days."""

from datetime import date

import pytest

from garage.domain.part_file import StockLimits, check_limits, day_before, price_from_cost
from garage.errors import FieldError


@pytest.mark.parametrize(
    ("cost_fen", "markup_bp", "price_fen"),
    [(1_000, 3_500, 1_350), (3_333, 4_000, 4_670), (2_800, 0, 2_800), (0, 9_999, 0), (1, 0, 10)],
)
def test_the_price_on_a_cost_is_rounded_up_to_the_jiao(cost_fen: int, markup_bp: int, price_fen: int) -> None:
    assert price_from_cost(cost_fen, markup_bp) == price_fen


@pytest.mark.parametrize(
    ("limits", "field"),
    [
        (StockLimits(count=0), "count"),
        (StockLimits(slow=3_651), "slow"),
        (StockLimits(slow=100, dead=99), "dead"),
        (StockLimits(dead=0), "dead"),
    ],
)
def test_days_that_make_no_sense_are_refused(limits: StockLimits, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        check_limits(limits)
    assert refused.value.field == field


def test_slow_may_be_dead_at_once() -> None:
    check_limits(StockLimits(slow=90, dead=90))


def test_ninety_days_before_today() -> None:
    assert day_before(date(2026, 11, 21), 90) == date(2026, 8, 23)
