"""Money in fen."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.money import (
    MAX_FEN,
    format_plain,
    format_yuan,
    labour_amount_fen,
    line_amount_fen,
    parse_yuan,
    round_half_up,
    share_out,
    split_vat,
)
from garage.domain.settlements import RoundingOff, rounding_off
from garage.errors import FieldError

FEN = st.integers(-MAX_FEN, MAX_FEN)
EXACT = Decimal(1)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 10, 1), (4, 10, 0), (15, 10, 2), (-5, 10, -1), (-15, 10, -2), (-4, 10, 0), (1, 3, 0), (7, 1, 7)],
)
def test_halves_go_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert round_half_up(numerator, denominator) == rounded


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_rounding_agrees_with_decimal(numerator: int, denominator: int) -> None:
    exact = Decimal(numerator) / Decimal(denominator)
    assert round_half_up(numerator, denominator) == int(exact.quantize(EXACT, ROUND_HALF_UP))


@pytest.mark.parametrize("denominator", [0, -1])
def test_rounding_needs_a_positive_denominator(denominator: int) -> None:
    with pytest.raises(ValueError, match=str(denominator)):
        round_half_up(1, denominator)


def test_a_line_is_rounded_once() -> None:
    assert line_amount_fen(4550, 3500) == 15925
    assert line_amount_fen(333, 1500) == 500
    assert line_amount_fen(333, -1500) == -500
    assert labour_amount_fen(12_000, 150) == 18_000
    assert labour_amount_fen(9_999, 25) == 2_500


@given(st.integers(0, 10**9), st.integers(0, 10**8))
def test_a_returned_line_takes_back_exactly_what_was_charged(unit_fen: int, qty_milli: int) -> None:
    assert line_amount_fen(unit_fen, -qty_milli) == -line_amount_fen(unit_fen, qty_milli)


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (168_032, "¥1,680.32"),
        (-8_880, "-¥88.80"),
        (0, "¥0.00"),
        (5, "¥0.05"),
        (-5, "-¥0.05"),
        (123_456_789, "¥1,234,567.89"),
    ],
)
def test_money_is_written_with_two_decimals(fen: int, shown: str) -> None:
    assert format_yuan(fen) == shown
    assert format_plain(fen) == shown.replace("¥", "")


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1,680.32", 168_032),
        ("￥1680.3", 168_030),
        ("¥ 1680.3", 168_030),
        ("１６８０．３２", 168_032),
        ("1，680。32", 168_032),
        ("1680元", 168_000),
        ("1680.00", 168_000),
        ("1680.500", 168_050),
        (".5", 50),
        ("0", 0),
        ("999999999999.99", MAX_FEN),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, fen: int) -> None:
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter a number"),
        ("元", "Enter a number"),
        ("abc", "“abc” is not a number"),
        ("12.345", "At most 2 decimal places"),
        ("1.2.3", "not a number"),
        ("1,68", "not a number"),
        ("1,6800", "not a number"),
        ("--5", "not a number"),
        ("-¥-5", "not a number"),
        ("1e5", "not a number"),
        ("inf", "not a number"),
        ("10²", "not a number"),
        ("٣", "not a number"),
        ("-5", "less than zero"),
        ("1000000000000", "At most 999999999999.99"),
    ],
)
def test_another_amount_is_refused_at_its_field(typed: str, words: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_yuan(typed, "price")
    assert refused.value.field == "price"
    assert words in refused.value.text


@given(FEN)
def test_money_written_reads_back(fen: int) -> None:
    for written in (format_yuan(fen), format_plain(fen), f"{format_plain(fen)}元"):
        assert parse_yuan(written, negative=True) == fen


def test_a_sign_may_stand_before_or_after_the_currency_mark() -> None:
    assert parse_yuan("-¥88.80", negative=True) == parse_yuan("¥-88.80", negative=True) == -8_880


def test_tax_is_taken_out_of_the_price() -> None:
    assert split_vat(113_000, 1300) == (100_000, 13_000)
    assert split_vat(101_000, 100) == (100_000, 1_000)
    assert split_vat(168_032, 0) == (168_032, 0)


@given(FEN, st.integers(0, 10_000))
def test_net_and_tax_add_up(gross_fen: int, rate_bp: int) -> None:
    net, tax = split_vat(gross_fen, rate_bp)
    assert net + tax == gross_fen
    assert abs(net * (10_000 + rate_bp) - gross_fen * 10_000) * 2 <= 10_000 + rate_bp


@pytest.mark.parametrize(
    ("total", "to", "off"),
    [
        (168_032, RoundingOff.NONE, 0),
        (168_032, RoundingOff.JIAO, 2),
        (168_039, RoundingOff.JIAO, 9),
        (168_032, RoundingOff.YUAN, 32),
        (168_099, RoundingOff.YUAN, 99),
        (168_000, RoundingOff.YUAN, 0),
        (-168_032, RoundingOff.YUAN, 0),
    ],
)
def test_rounding_off_only_ever_goes_down(total: int, to: RoundingOff, off: int) -> None:
    assert rounding_off(total, to) == off


@given(st.integers(0, MAX_FEN), st.sampled_from(list(RoundingOff)))
def test_what_is_rounded_off_is_less_than_the_unit(total: int, to: RoundingOff) -> None:
    unit = to.unit_fen
    off = rounding_off(total, to)
    assert 0 <= off < unit
    assert (total - off) % unit == 0


def test_shares_go_by_the_largest_remainder() -> None:
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]
    assert share_out(-100, [1, 1, 1]) == [-34, -33, -33]
    assert share_out(10, [0, 3, 7]) == [0, 3, 7]
    assert share_out(7, [50, 30, 20]) == [4, 2, 1]


@given(FEN, st.lists(st.integers(0, 10_000), min_size=1, max_size=30).filter(any))
def test_shares_add_up_and_are_fair_to_a_fen(total: int, weights: list[int]) -> None:
    shares = share_out(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - total * weight) < sum(weights)


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1]])
def test_shares_need_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match=r"\["):
        share_out(100, weights)
