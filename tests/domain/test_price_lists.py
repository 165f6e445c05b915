"""What a price may be, and how it is worked out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.money import labour_amount_fen
from garage.domain.part_file import PriceBasis, price_from_cost
from garage.domain.price_lists import (
    Priced,
    PriceTerms,
    RoundPrice,
    changed_price,
    check_change,
    check_terms,
    hours_and_rate,
)
from garage.errors import FieldError


@pytest.mark.parametrize(
    ("cost", "markup_bp", "price"),
    [(3_333, 4_000, 4_670), (1_000, 0, 1_000), (1_001, 0, 1_010), (1, 0, 10), (0, 5_000, 0)],
)
def test_a_price_on_the_cost_is_rounded_up_to_the_jiao(cost: int, markup_bp: int, price: int) -> None:
    assert price_from_cost(cost, markup_bp) == price


@given(st.integers(0, 10**9), st.integers(0, 10**6))
def test_a_price_on_the_cost_never_gives_anything_away(cost: int, markup_bp: int) -> None:
    over = price_from_cost(cost, markup_bp) * 10_000 - cost * (10_000 + markup_bp)
    assert 0 <= over < 10 * 10_000


@pytest.mark.parametrize(
    ("fen", "percent_bp", "to", "price"),
    [
        (9_990, 500, RoundPrice.FEN, 10_490),
        (9_990, 500, RoundPrice.JIAO, 10_490),
        (9_990, 500, RoundPrice.YUAN, 10_500),
        (9_990, -500, RoundPrice.YUAN, 9_500),
        (10, -9_000, RoundPrice.YUAN, 0),
        (105, 1_000, RoundPrice.FEN, 116),
    ],
)
def test_a_changed_price_is_rounded_half_up_once(
    fen: int, percent_bp: int, to: RoundPrice, price: int
) -> None:
    assert changed_price(fen, percent_bp, to) == price


@pytest.mark.parametrize("percent_bp", [0, -9_001, 10_001])
def test_a_change_of_nothing_or_by_a_slip_is_refused(percent_bp: int) -> None:
    with pytest.raises(FieldError) as refused:
        check_change(percent_bp)
    assert refused.value.field == "percent"


@pytest.mark.parametrize(
    ("kind", "terms", "usual", "field"),
    [
        (Priced.PART, PriceTerms(), 0, "price"),
        (Priced.PART, PriceTerms(price_fen=-1), 0, "price"),
        (Priced.PART, PriceTerms(price_fen=100, member_price_fen=101), 0, "member_price"),
        (Priced.PART, PriceTerms(price_fen=1, basis=PriceBasis.COST_PLUS, markup_bp=-1), 0, "markup"),
        (Priced.OPERATION, PriceTerms(price_fen=100), 0, "hours"),
        (Priced.OPERATION, PriceTerms(hours_centi=50, member_price_fen=5_001), 5_000, "member_price"),
        (Priced.PACKAGE, PriceTerms(price_fen=5_001), 5_000, "price"),
        (Priced.PACKAGE, PriceTerms(member_price_fen=5_001), 5_000, "member_price"),
    ],
)
def test_terms_that_cannot_be_name_their_field(
    kind: Priced, terms: PriceTerms, usual: int, field: str
) -> None:
    with pytest.raises(FieldError) as refused:
        check_terms(kind, terms, usual)
    assert refused.value.field == field


@pytest.mark.parametrize("kind", [Priced.OPERATION, Priced.PACKAGE])
def test_without_a_price_of_its_own_the_hours_or_the_lines_are_the_limit(kind: Priced) -> None:
    check_terms(kind, PriceTerms(hours_centi=50, member_price_fen=5_000), 5_000)


@given(st.integers(0, 10_000), st.integers(0, 10**7), st.integers(1, 10**6))
def test_labour_at_a_fixed_price_comes_to_it_to_the_fen(hours: int, fixed: int, rate: int) -> None:
    assert labour_amount_fen(*reversed(hours_and_rate(hours, fixed, rate))) == fixed
    assert hours_and_rate(hours, None, rate) == (hours, rate)
