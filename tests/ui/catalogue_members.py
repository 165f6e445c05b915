"""Forms of levels, points, coupons and offers, for the catalogue."""

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QDialog

from garage.domain.members import OfferScope
from garage.services import benefits, coupons, member_levels, offers, points
from garage.services.benefits import Choice
from garage.services.coupons import CouponData
from garage.services.member_levels import LevelData
from garage.services.offers import OfferData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.benefits import BenefitsForm
from garage.ui.forms.member_settings import LevelForm, MemberRulesForm, PointsForm
from garage.ui.forms.offer import CouponForm, OfferForm

BASES: set[type] = set()
"""Not opened themselves."""


def an_offer(desk: Desk) -> int:
    """Ten per cent off labour, this week."""
    today = desk.today()
    data = OfferData("工时九折", today, today + timedelta(days=7), OfferScope.LABOUR, off_bp=1_000)
    return offers.add(desk.by(), data)


def a_coupon(desk: Desk, customer_id: int | None = None) -> int:
    """Fifty yuan off, for a customer or for whoever brings it."""
    today = desk.today()
    data = CouponData("满500减50券", today, today + timedelta(days=30), off_fen=5_000, min_spend_fen=50_000)
    whose = () if customer_id is None else (customer_id,)
    return coupons.issue(desk.by(), data, customer_ids=whose, count=0 if whose else 1)[0]


def a_level(desk: Desk) -> int:
    """Gold, from five thousand yuan on."""
    return member_levels.add(desk.by(), LevelData("金卡", 1, 500_000, 4, 100))


def _choosing(desk: Desk, page: OrderPage) -> QDialog:
    an_offer(desk)
    a_coupon(desk, page.customer_id)
    points.correct(desk.by(), page.customer_id or 0, 2_400, "开业活动")
    return BenefitsForm(None, benefits.table(page.id, desk.today()), Choice(500), 0)


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {
        "member_level": ("receive", lambda desk, _page: LevelForm(None, desk, a_level(desk))),
        "member_rules": ("receive", lambda desk, _page: MemberRulesForm(None, desk)),
        "points": ("receive", lambda desk, _page: PointsForm(None, desk)),
        "points_of": ("receive", lambda desk, page: PointsForm(None, desk, page.customer_id)),
        "offer": ("receive", lambda desk, _page: OfferForm(None, desk)),
        "offer_change": ("receive", lambda desk, _page: OfferForm(None, desk, an_offer(desk))),
        "coupon": ("receive", lambda desk, _page: CouponForm(None, desk)),
        "coupon_of": ("receive", lambda desk, page: CouponForm(None, desk, page.customer_id)),
        "benefits": ("ready", _choosing),
    }
