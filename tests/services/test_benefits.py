"""Points, coupons and offers at settling: what a bill is less, who may have it, what a void gives back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.lines import PayType
from garage.domain.members import BenefitKind, CouponState, OfferScope
from garage.domain.month_of_year import Month
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.errors import FieldError
from garage.models.database import database
from garage.models.members import Coupon
from garage.models.settlements import Settlement
from garage.services import (
    benefits,
    books,
    coupons,
    customers,
    member_books,
    month_money,
    points,
    settlements,
)
from garage.services.benefits import Choice
from tests.services import owing
from tests.services.membership import BILL, EXACT, Membership
from tests.services.road import Road


@pytest.fixture
def club(road: Road) -> Membership:
    """A gold member with 2,400 points whose car is ready."""
    club = Membership(road)
    club.gold()
    points.correct(club.boss, club.customer, 2_400, "开业活动")
    road.to_ready()
    return club


def test_every_figure_of_a_bill_with_an_offer_a_coupon_and_points(club: Membership) -> None:
    """1,680.32 − labour 10 % 48.00 − coupon 50.00 − 2,000 points 20.00 = 1,562.32, which earns 1,562 points."""
    terms = replace(EXACT, points=2_000, coupons=(club.coupon(),), offers=(club.offer(),))
    number = club.pay(terms)
    bill = Settlement.get(Settlement.no == number)
    assert (bill.benefits_fen, bill.order_discount_fen, bill.payable_fen) == (11_800, 11_800, 156_232)
    assert [(one.kind, one.amount_fen) for one in benefits.of_bill(bill.id)] == [
        (BenefitKind.OFFER, 4_800),
        (BenefitKind.COUPON, 5_000),
        (BenefitKind.POINTS, 2_000),
    ]
    slip = settlements.settled_slip(number)
    assert [(kind, fen) for kind, _words, fen in slip.benefits] == [
        (BenefitKind.OFFER, 4_800),
        (BenefitKind.COUPON, 5_000),
        (BenefitKind.POINTS, 2_000),
    ]
    assert club.points() == 2_400 - 2_000 + 1_562
    assert coupons.row(terms.coupons[0]).settlement_no == number
    assert books.check() == []


def test_a_discount_of_ones_own_comes_first_and_keeps_its_limit(club: Membership) -> None:
    """Benefits are no discount that somebody gives: the limit looks at what is let off beyond them."""
    offer = club.offer(scope=OfferScope.ALL, off_bp=5_000)
    terms = replace(EXACT, offers=(offer,), order_discount_fen=2_032, discount_reason="老客户")
    seen = settlements.preview(club.road.order, terms, club.boss.today)
    assert (seen.benefits_fen, seen.own_discount_fen, seen.payable_fen) == (84_016, 2_032, 81_984)
    assert not settlements.needs_owner(seen)
    more = settlements.preview(club.road.order, replace(terms, order_discount_fen=8_402), club.boss.today)
    assert settlements.needs_owner(more), "ten per cent of what the offers leave"


def test_void_gives_points_back_frees_the_coupon_and_offers_them_again_while_they_last(
    club: Membership,
) -> None:
    coupon, offer = club.coupon(valid_until=club.boss.today), club.offer()
    terms = replace(EXACT, points=2_000, coupons=(coupon,), offers=(offer,), order_discount_fen=100)
    terms = replace(terms, discount_reason="熟客")
    settlements.settle_in_part(club.boss, club.road.order, terms, [Tender(PayMethod.CASH, 156_132)])
    settlements.void(club.boss, club.road.order, "开错")
    assert club.points() == 2_400
    assert coupons.row(coupon).state is CouponState.ISSUED
    known = settlements.noted(club.road.order, club.boss.today)
    assert (known.points, known.coupons, known.offers) == (2_000, (coupon,), (offer,))
    assert (known.order_discount_fen, known.discount_reason) == (100, "熟客")
    tomorrow = settlements.noted(club.road.order, club.boss.today + timedelta(days=1))
    assert (tomorrow.points, tomorrow.coupons, tomorrow.offers) == (2_000, (), (offer,))
    assert books.check() == []
    settlements.settle(club.boss, club.road.order, known)
    assert books.check() == []


def test_a_first_bill_begins_with_every_offer_that_fits(club: Membership) -> None:
    labour = club.offer()
    club.offer(scope=OfferScope.LABOUR, min_spend_fen=48_001)
    club.offer(from_on=club.boss.today + timedelta(days=1))
    assert settlements.noted(club.road.order, club.boss.today).offers == (labour,)
    assert settlements.to_pay(club.road.order, club.boss.today) == BILL - 4_800
    assert settlements.to_pay(club.road.order) == BILL


def test_what_an_insurer_or_nobody_pays_is_never_reduced(road: Road) -> None:
    club = Membership(road)
    labour, part = road.lines()
    road.to_ready(labour, replace(part, pay_type=PayType.INSURANCE))
    whole = club.offer(scope=OfferScope.ALL, off_bp=10_000)
    terms = replace(EXACT, offers=(whole,), insurer="人保财险", insurer_case="RB-1")
    seen = settlements.preview(road.order, terms, road.boss.today)
    assert (seen.benefits_fen, seen.payable_fen) == (48_000, 120_032)
    number = club.pay(terms)
    bill = Settlement.get(Settlement.no == number)
    assert (bill.insurance_fen, bill.payable_fen) == (120_032, 120_032)
    assert books.check() == []


def test_an_offer_that_is_over_or_does_not_fit_is_refused_when_the_bill_is_made(club: Membership) -> None:
    offer = club.offer()
    club.road.forward(days=8)
    with pytest.raises(FieldError) as error:
        settlements.settle(club.boss, club.road.order, replace(EXACT, offers=(offer,)))
    assert error.value.field == "offers"


def test_an_offer_for_members_once_each(club: Membership) -> None:
    offer = club.offer(members_only=True, once=True)
    club.pay(replace(EXACT, offers=(offer,)))
    club.come_again()
    assert benefits.table(club.road.order, club.boss.today).offers == ()
    with pytest.raises(FieldError):
        settlements.settle(club.boss, club.road.order, replace(EXACT, offers=(offer,)))


def test_whoever_is_no_member_gets_no_offer_for_members(road: Road) -> None:
    club = Membership(road)
    club.offer(members_only=True)
    road.to_ready()
    assert benefits.table(road.order, road.boss.today).is_empty


def test_a_coupon_that_somebody_brings_is_found_by_its_number(club: Membership) -> None:
    ref = club.coupon(mine=False)
    table = benefits.table(club.road.order, club.boss.today)
    assert table.coupons == ()
    table, brought = table.with_coupon(coupons.row(ref).no.lower())
    assert brought == ref
    [grant] = table.grants(Choice(coupons=(ref,)), 0)
    assert grant.amount_fen == 5_000
    assert len(table.with_coupons([ref]).coupons) == 1, "scanned twice it is there once"


def test_a_coupon_is_used_once(club: Membership) -> None:
    ref = club.coupon()
    club.pay(replace(EXACT, coupons=(ref,)))
    club.come_again()
    with pytest.raises(FieldError) as error:
        settlements.settle(club.boss, club.road.order, replace(EXACT, coupons=(ref,)))
    assert (error.value.field, str(error.value)) == ("coupons", f"{coupons.row(ref).no} was used already.")


def test_coupons_of_others_expired_void_and_unknown_ones_are_refused(club: Membership) -> None:
    other = customers.add(club.boss, customers.CustomerData(name="李娜", phones=("13700137000",)))
    theirs = coupons.issue(club.boss, coupons.row(club.coupon()).data, customer_ids=[other])[0]
    gone = club.coupon()
    coupons.void(club.boss, gone, 1, "印错")
    later = club.coupon(valid_from=club.boss.today + timedelta(days=1))
    table = benefits.table(club.road.order, club.boss.today)
    said = []
    for ref in (theirs, gone, later):
        with pytest.raises(FieldError) as error:
            table.with_coupon(coupons.row(ref).no)
        said.append(str(error.value).split(" ", 1)[1])
    assert said[:2] == ["belongs to another customer.", "is void."]
    assert said[2].startswith("begins on")
    with pytest.raises(FieldError, match="no such coupon"):
        table.with_coupon("VO-2026-09999")


def test_what_fits_of_a_choice_is_taken_and_the_rest_left_out(club: Membership) -> None:
    whole = club.offer(scope=OfferScope.ALL, off_fen=165_000, off_bp=0)
    refs = (club.coupon(), club.coupon())
    table = benefits.table(club.road.order, club.boss.today)
    assert table.fitting(Choice(2_000, refs, (whole,)), 0) == Choice(0, refs[:1], (whole,))
    assert table.fitting(Choice(2_400, (), ()), BILL - 2_000) == Choice(1_000)


def test_a_bill_may_be_nothing_at_all(club: Membership) -> None:
    whole = club.offer(scope=OfferScope.ALL, off_bp=10_000)
    club.pay(replace(EXACT, offers=(whole,)))
    assert club.points() == 2_400
    assert books.check() == []


def test_rounding_comes_after_the_benefits(club: Membership) -> None:
    terms = replace(EXACT, offers=(club.offer(),), rounding=RoundingOff.YUAN)
    seen = settlements.preview(club.road.order, terms, club.boss.today)
    assert (seen.payable_fen, seen.rounding_off_fen) == (163_200, 32)


def test_what_an_insurer_owes_is_never_rounded_off(road: Road) -> None:
    club = Membership(road)
    labour, part = road.lines()
    road.to_ready(labour, replace(part, pay_type=PayType.INSURANCE))
    free = club.offer(scope=OfferScope.ALL, off_bp=10_000)
    terms = replace(EXACT, rounding=RoundingOff.YUAN, offers=(free,), insurer="平安财险", insurer_case="PA-1")
    settlements.settle(club.boss, road.order, terms)
    row = Settlement.get()
    assert (row.payable_fen, row.insurance_fen, row.rounding_off_fen) == (owing.INSURED, owing.INSURED, 0)
    assert books.check() == []


def test_a_level_of_any_size_is_given_coupons_and_only_those_for_anybody_are_limited(
    club: Membership,
) -> None:
    data = coupons.row(club.coupon()).data
    many = [club.customer] * (coupons.MOST + 1)
    assert len(coupons.issue(club.boss, data, customer_ids=many)) == coupons.MOST + 1
    for count in (0, coupons.MOST + 1):
        with pytest.raises(FieldError) as error:
            coupons.issue(club.boss, data, count=count)
        assert error.value.field == "count"


def test_the_month_tells_what_the_discount_was(club: Membership) -> None:
    terms = replace(EXACT, offers=(club.offer(),), order_discount_fen=100, discount_reason="熟客")
    club.pay(terms)
    [row] = month_money.reductions(Month(2026, 11))
    assert (row.order_discount_fen, row.reason) == (4_900, "熟客 · Offer 工时九折")


def test_books_say_it_when_a_bill_is_not_less_by_its_benefits(club: Membership) -> None:
    number = club.pay(replace(EXACT, offers=(club.offer(),)))
    database.execute_sql("UPDATE benefit SET amount_fen = 4700")
    assert list(member_books.check_books()) == [f"{number} is not less by what its benefits say."]


def test_books_say_it_when_a_used_coupon_is_on_no_bill(club: Membership) -> None:
    ref = club.coupon()
    Coupon.update(state=CouponState.USED.value).where(Coupon.id == ref).execute()
    assert list(member_books.check_books()) == [f"{coupons.row(ref).no} is not on the one bill that used it."]
