"""Levels, points, coupons and offers as rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.members import (
    CouponState,
    Less,
    MemberRules,
    check_less,
    check_rules,
    coupon_state,
    most_points,
    parse_less,
    points_earned,
    show_less,
    window_start,
    worth_fen,
)
from garage.errors import FieldError


@pytest.mark.parametrize(
    ("base_fen", "rate", "points"),
    [
        (156_232, 100, 1_562),
        (9_999, 1, 0),
        (10_000, 1, 1),
        (19_999, 1, 1),
        (0, 100, 0),
        (-500, 100, 0),
        (156_232, 0, 0),
    ],
)
def test_points_are_whole_and_what_is_left_over_earns_nothing(base_fen: int, rate: int, points: int) -> None:
    assert points_earned(base_fen, rate) == points


def test_a_hundred_points_are_a_yuan_and_a_balance_below_zero_is_worth_nothing() -> None:
    assert worth_fen(100, 100) == 100
    assert worth_fen(199, 50) == 99
    assert worth_fen(-300, 100) == 0


def test_half_the_bill_is_the_most_that_points_pay_unless_the_garage_says_otherwise() -> None:
    assert most_points(1_000_000, 158_232, MemberRules()) == 79_116
    assert most_points(5_000, 158_232, MemberRules()) == 5_000
    assert most_points(5_000, 158_232, MemberRules(most_bp=0)) == 0
    assert most_points(-40, 158_232, MemberRules()) == 0


@given(st.integers(0, 10**7), st.integers(0, 10**9), st.integers(1, 100_000), st.integers(0, 10_000))
def test_the_most_points_are_worth_no_more_than_their_share_and_one_more_would_be_given_away(
    balance: int, bill: int, worth: int, share_bp: int
) -> None:
    rules = MemberRules(worth_100_fen=worth, most_bp=share_bp)
    most, share = most_points(balance, bill, rules), bill * share_bp // 10_000
    assert 0 <= most <= balance
    assert worth_fen(most, worth) <= share
    if most < balance and share:
        over = worth_fen(most + 1, worth) > share
        assert over or worth_fen(most, worth) == share


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (date(2026, 11, 21), 12, date(2025, 11, 21)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)
def test_the_window_begins_on_the_same_day_so_many_months_ago(today: date, months: int, first: date) -> None:
    assert window_start(today, months) == first


@pytest.mark.parametrize("less", [Less(), Less(1_000, 500), Less(10_001), Less(0, -1)])
def test_less_is_a_share_or_an_amount_never_both_nor_more_than_all(less: Less) -> None:
    with pytest.raises(FieldError) as error:
        check_less(less)
    assert error.value.field == "off"


@pytest.mark.parametrize(("field", "value"), [("months", 0), ("worth_100_fen", 0), ("most_bp", 10_001)])
def test_rules_that_cannot_be_are_refused_at_their_figure(field: str, value: int) -> None:
    with pytest.raises(FieldError) as error:
        check_rules(MemberRules(**{field: value}))
    assert error.value.field == field


def test_a_coupon_ends_with_its_last_day() -> None:
    day = date(2026, 12, 31)
    assert coupon_state(CouponState.ISSUED, day, day) is CouponState.ISSUED
    assert coupon_state(CouponState.ISSUED, day, date(2027, 1, 1)) is CouponState.EXPIRED
    assert coupon_state(CouponState.USED, day, date(2027, 1, 1)) is CouponState.USED


@pytest.mark.parametrize(
    ("typed", "less", "shown"),
    [
        ("10%", Less(off_bp=1_000), "10 %"),
        ("12.5 %", Less(off_bp=1_250), "12.5 %"),
        ("９折", Less(off_bp=1_000), "10 %"),
        ("8.5折", Less(off_bp=1_500), "15 %"),
        ("50", Less(off_fen=5_000), "50.00"),
        ("¥1,000", Less(off_fen=100_000), "1,000.00"),
    ],
)
def test_less_is_read_as_people_say_it_and_read_again_as_it_is_shown(
    typed: str, less: Less, shown: str
) -> None:
    assert parse_less(typed) == less
    assert show_less(less) == shown
    assert parse_less(shown) == less


@pytest.mark.parametrize("typed", ["", "0", "101 %", "11折", "ten", "10折", "-5"])
def test_less_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(FieldError) as error:
        parse_less(typed)
    assert error.value.field == "off"
