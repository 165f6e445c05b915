"""The members of the demonstration: levels that a year reaches, an offer that runs, coupons for the best customers."""

from datetime import timedelta

from garage.domain.members import OfferScope
from garage.services import coupons, demo_data, member_levels, offers
from garage.services.command import By
from garage.services.coupons import CouponData
from garage.services.member_levels import LevelData
from garage.services.offers import OfferData

_LEVELS = ((200_000, 0, 50), (600_000, 3, 100))
"""Spend, visits and points for a hundred yuan of each level, the lowest first."""
_WITH_COUPON = 8


def found(by: By) -> None:
    """The levels there are from the first day on; they ask for nothing and earn nothing yet."""
    for place, name in enumerate(demo_data.MEMBER_LEVELS, start=1):
        member_levels.add(by, LevelData(name, place))
    member_levels.know(by, demo_data.TRADE_LEVEL)


def fill(by: By) -> None:
    """From today on members earn points; an offer runs and some customers have a coupon."""
    rows = {row.name: row for row in member_levels.rows()}
    for place, (name, asked) in enumerate(zip(demo_data.MEMBER_LEVELS, _LEVELS, strict=True), start=1):
        row = rows[name]
        member_levels.change(by, row.id, row.version, LevelData(name, place, *asked))
    today = by.today
    until = today + timedelta(days=20)
    offer = OfferData("会员工时九折", today, until, OfferScope.LABOUR, off_bp=1_000, members_only=True)
    offers.add(by, offer)
    coupon = CouponData("满500减50券", today, today + timedelta(days=60), off_fen=5_000, min_spend_fen=50_000)
    best = member_levels.members_of(demo_data.MEMBER_LEVELS[-1])[:_WITH_COUPON]
    coupons.issue(by, coupon, customer_ids=best, count=4)
