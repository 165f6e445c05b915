"""How a price on the cost is made, and which days are days."""

from datetime import date

import pytest

from garage.domain.part_file import StockLimits, check_limits, day_before, life_ends, price_from_cost
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


@pytest.mark.parametrize(
    ("left_on", "months", "due_on"),
    [
        (date(2026, 11, 21), 24, date(2028, 11, 21)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_the_life_of_a_part_ends_on_the_same_day_or_the_last_of_that_month(
    left_on: date, months: int, due_on: date
) -> None:
    assert life_ends(months, None, left_on, 86_414) == (due_on, None)


def test_kilometres_of_a_life_count_from_the_odometer_at_the_gate() -> None:
    assert life_ends(None, 60_000, date(2026, 11, 21), 86_414) == (None, 146_414)
    assert life_ends(None, None, date(2026, 11, 21), 86_414) == (None, None)
    assert life_ends(None, 60_000, date(2026, 11, 21), 2_940_000) == (None, 3_000_000)
    assert life_ends(None, 60_000, date(2026, 11, 21), 2_940_001) == (None, None), "no odometer shows that"
