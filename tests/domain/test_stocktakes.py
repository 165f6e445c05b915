"""What may be done with a stocktake, what a difference is worth, and how it is said."""

import pytest

from garage.domain.money import MAX_FEN
from garage.domain.quantities import format_quantity
from garage.domain.stock import Balance
from garage.domain.stocktakes import (
    LESS,
    MORE,
    STEPS,
    Count,
    CountAct,
    StocktakeState,
    difference_value,
    may,
    reasons_for,
    require,
    signed,
)
from garage.errors import RuleError


@pytest.mark.parametrize("state", StocktakeState)
@pytest.mark.parametrize("act", CountAct)
def test_an_act_is_refused_in_words_wherever_it_is_not_legal(act: CountAct, state: StocktakeState) -> None:
    assert may(act, state) is (state in STEPS[act])
    if may(act, state):
        require(act, state)
        return
    with pytest.raises(RuleError) as error:
        require(act, state)
    assert error.value.reasons[0].code == "state"
    assert error.value.reasons[0].text


def test_nothing_is_done_with_what_is_posted_or_given_up() -> None:
    for state in (StocktakeState.POSTED, StocktakeState.CANCELLED):
        assert not any(may(act, state) for act in CountAct)


@pytest.mark.parametrize(
    ("balance", "difference", "last_cost", "value"),
    [
        (Balance(3_000, 1_000), 0, 500, 0),
        (Balance(3_000, 1_000), -1_000, 500, -333),
        (Balance(3_000, 1_000), -3_000, 500, -1_000),
        (Balance(3_000, 1_000), 2_000, 500, 667),
        (Balance(0, 0), 2_500, 250, 625),
        (Balance(0, 0), 1_000, 0, 0),
    ],
)
def test_a_difference_is_worth_the_average_and_without_any_stock_the_last_cost(
    balance: Balance, difference: int, last_cost: int, value: int
) -> None:
    assert difference_value(balance, difference, last_cost) == value


def test_more_cannot_be_missing_than_the_books_have() -> None:
    with pytest.raises(RuleError) as error:
        difference_value(Balance(1_000, 100), -2_000, 0)
    assert error.value.reasons[0].code == "short"


def test_what_was_found_cannot_be_worth_more_than_the_books_hold() -> None:
    with pytest.raises(RuleError):
        difference_value(Balance(), 1001, MAX_FEN)


def test_more_counted_is_positive() -> None:
    assert Count(5_000, 7_000).difference_milli == 2_000


def test_reasons_fit_the_direction_of_the_difference() -> None:
    assert set(LESS) <= set(reasons_for(-1))
    assert not set(MORE) & set(reasons_for(-1))
    assert set(MORE) <= set(reasons_for(1))
    assert not (set(LESS) | set(MORE)) & set(reasons_for(0))


@pytest.mark.parametrize(("milli", "said"), [(2_500, "+2.5"), (-1_000, "−1"), (0, "0")])
def test_a_difference_is_written_with_its_sign(milli: int, said: str) -> None:
    assert signed(milli, format_quantity) == said
