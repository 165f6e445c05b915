"""Coupons that a scanner reads, the statement of points, and the slip that names every benefit."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from garage.domain.documents import Party
from garage.domain.documents_members import (
    COUPONS_ON_SHEET,
    CouponSheet,
    PointLine,
    PointsStatement,
    PrintedCoupon,
)
from garage.domain.members import BenefitKind, Less, PointKind
from garage.i18n import LANGUAGES
from tests.reports.samples import BAD_NAME, GARAGE, IMPRINT, LONG_NAME, settlement
from tests.reports.test_papers import collisions, pages_of

COUPON = PrintedCoupon(
    "VO-2026-00001",
    "满500减50券",
    Less(off_fen=5_000),
    50_000,
    date(2026, 11, 21),
    date(2027, 1, 20),
    "王女士",
)
SHEET = CouponSheet(GARAGE, IMPRINT, "VO-2026-00001", (COUPON,))
HOSTILE = PrintedCoupon(
    "VO-2026-99999", LONG_NAME[:40], Less(off_bp=1_250), 10**11, date(2026, 1, 1), date(2036, 1, 1), BAD_NAME
)
STATEMENT = PointsStatement(
    GARAGE,
    IMPRINT,
    "7-20261121",
    date(2026, 11, 21),
    Party("王女士", "13800138000"),
    "金卡",
    1_962,
    1_962,
    (
        PointLine(datetime(2026, 11, 1, 9, 0), PointKind.CORRECTED, False, "", "开业活动", 2_400, 2_400),
        PointLine(datetime(2026, 11, 21, 9, 0), PointKind.REDEEMED, False, "ST-2026-00001", "", -2_000, 400),
        PointLine(datetime(2026, 11, 21, 9, 0), PointKind.EARNED, True, "ST-2026-00001", "", -30, 370),
    ),
)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_coupon_says_what_it_is_worth_and_a_scanner_reads_it(printed, language: str) -> None:
    sheet = printed(SHEET, language)
    words = sheet.flat()
    for fact in ("VO-2026-00001", "满500减50券", "¥50", "¥500", "2027-01-20", "王女士"):
        assert fact in words
    assert sheet.barcodes() == ["VO-2026-00001"]


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (4, 1), (5, 2)])
def test_four_coupons_share_a_sheet(printed, count: int, pages: int) -> None:
    many = tuple(replace(COUPON, number=f"VO-2026-{place:05}") for place in range(count))
    assert printed(replace(SHEET, coupons=many), "en").pages() == pages


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_coupon_leaves_its_place_whatever_it_says(printed, language: str) -> None:
    [(_width, height, words)] = pages_of(
        printed(replace(SHEET, coupons=(HOSTILE,) * COUPONS_ON_SHEET), language)
    )
    assert not collisions(words)
    high = height / COUPONS_ON_SHEET
    assert all(int(word.top / high) == int(word.bottom / high) for word in words)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_statement_lists_what_came_and_went_with_what_was_left(printed, language: str) -> None:
    words = printed(STATEMENT, language).flat()
    for fact in ("+2,400", "-2,000", "-30", "370", "¥19.62", "金卡", "开业活动", "ST-2026-00001"):
        assert fact in words
    empty = printed(replace(STATEMENT, entries=(), customer=Party(BAD_NAME)), language)
    assert empty.pages() == 1


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_slip_names_each_benefit_and_its_own_discount_beside_them(printed, language: str) -> None:
    slip = settlement()
    benefits = (
        (BenefitKind.OFFER, "工时九折", 4_800),
        (BenefitKind.COUPON, "满减券 VO-2026-00001", 5_000),
        (BenefitKind.POINTS, "2,000", 2_000),
    )
    less = replace(slip, benefits=benefits, order_discount_fen=12_345, discount_reason="熟客")
    words = printed(less, language).flat()
    for fact in ("工时九折-¥48.00", "满减券VO-2026-00001-¥50.00", "2,000-¥20.00", "-¥5.45"):
        assert fact in words, fact
    assert "-¥123.45" not in words
