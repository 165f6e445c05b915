"""What offers, coupons and points take off a bill, in fen."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.benefits import Asked, CouponTerms, Grant, OfferTerms, OwnLine, grants, own_fen
from garage.domain.lines import LineKind
from garage.domain.members import BenefitKind, Less, MemberRules, OfferScope
from garage.errors import FieldError

LINES = (
    OwnLine(LineKind.LABOUR, 48_000, operation_id=7),
    OwnLine(LineKind.PART, 120_032),
    OwnLine(LineKind.SUBLET, 30_000),
    OwnLine(LineKind.PART, 5_000, package_id=3),
)
RULES = MemberRules()
LABOUR = OfferTerms(1, "工时九折", OfferScope.LABOUR, Less(off_bp=1_000))
COUPON = CouponTerms(5, "VO-2026-00001", "满减券", Less(off_fen=5_000), min_spend_fen=50_000)


def test_every_figure_of_a_worked_example() -> None:
    """2,030.32; labour 10 % less 48.00, coupon 50.00, 2,000 points 20.00."""
    asked = Asked((LABOUR,), (COUPON,), points=2_000, balance=2_400)
    assert own_fen(LINES) == 203_032
    assert grants(LINES, 0, asked, RULES) == (
        Grant(BenefitKind.OFFER, 4_800, "工时九折", offer_id=1),
        Grant(BenefitKind.COUPON, 5_000, "满减券 VO-2026-00001", coupon_id=5),
        Grant(BenefitKind.POINTS, 2_000, "2,000", points=2_000),
    )


@pytest.mark.parametrize(
    ("scope", "base_fen"),
    [
        (OfferScope.ALL, 203_032),
        (OfferScope.LABOUR, 48_000),
        (OfferScope.PARTS, 125_032),
        (OfferScope.PACKAGE, 5_000),
        (OfferScope.OPERATION, 48_000),
    ],
)
def test_an_offer_reduces_only_the_lines_it_is_for(scope: OfferScope, base_fen: int) -> None:
    offer = OfferTerms(1, "", scope, Less(off_bp=1_000), package_id=3, operation_id=7)
    assert offer.base_fen(LINES) == base_fen
    assert replace(offer, min_spend_fen=base_fen).base_fen(LINES) == base_fen
    assert replace(offer, min_spend_fen=base_fen + 1).base_fen(LINES) == 0


def test_an_offer_for_another_package_fits_nothing() -> None:
    offer = OfferTerms(1, "", OfferScope.PACKAGE, Less(off_fen=100), package_id=4)
    assert grants(LINES, 0, Asked((offer,)), RULES) == ()


def test_a_share_of_a_coupon_is_of_what_is_left_after_the_offers() -> None:
    tenth = replace(COUPON, less=Less(off_bp=1_000))
    offer, coupon = grants(LINES, 3_032, Asked((LABOUR,), (tenth,)), RULES)
    assert (offer.amount_fen, coupon.amount_fen) == (4_800, 19_520)


def test_nothing_is_taken_off_twice_and_nothing_below_zero() -> None:
    whole = OfferTerms(1, "全免", OfferScope.ALL, Less(off_bp=10_000))
    again = replace(whole, id=2)
    assert [one.amount_fen for one in grants(LINES, 3_032, Asked((whole, again)), RULES)] == [200_000]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Asked(coupons=(replace(COUPON, min_spend_fen=203_033),)), "coupons"),
        (
            Asked(
                (OfferTerms(1, "", OfferScope.ALL, Less(off_bp=10_000)),),
                (COUPON,),
            ),
            "coupons",
        ),
        (Asked(points=101, balance=100), "points"),
        (Asked(points=1, balance=-5), "points"),
        (Asked(points=101_517, balance=900_000), "points"),
        (Asked(points=-1, balance=100), "points"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(asked: Asked, field: str) -> None:
    with pytest.raises(FieldError) as error:
        grants(LINES, 0, asked, RULES)
    assert error.value.field == field


def test_points_that_are_worth_no_fen_are_not_taken() -> None:
    with pytest.raises(FieldError):
        grants(LINES, 0, Asked(points=1, balance=5), MemberRules(worth_100_fen=50))


offers = st.builds(
    OfferTerms,
    st.integers(1, 5),
    st.just("x"),
    st.sampled_from([OfferScope.ALL, OfferScope.LABOUR, OfferScope.PARTS]),
    st.one_of(st.builds(Less, st.integers(1, 10_000)), st.builds(Less, st.just(0), st.integers(1, 300_000))),
    st.integers(0, 100_000),
)
coupons = st.builds(
    CouponTerms, st.integers(1, 5), st.just("VO"), st.just("x"), st.builds(Less, st.integers(1, 10_000))
)


@given(
    st.lists(offers, max_size=4),
    st.lists(coupons, max_size=3),
    st.integers(0, 300_000),
    st.integers(0, 250_000),
)
def test_benefits_never_make_more_than_the_customer_pays(
    some: list[OfferTerms], more: list[CouponTerms], points: int, own: int
) -> None:
    try:
        made = grants(LINES, own, Asked(some, more, points, 200_000), RULES)
    except FieldError:
        return
    assert all(one.amount_fen > 0 for one in made)
    assert sum(one.amount_fen for one in made) <= max(0, 203_032 - own)
