"""The words for the enum members of levels, points, coupons and offers."""

from enum import Enum

from garage.domain.members import BenefitKind, CouponState, OfferScope, PointKind
from garage.i18n import N_

MEMBERS: tuple[dict[Enum, str], ...] = (
    {
        OfferScope.ALL: N_("Everything"),
        OfferScope.LABOUR: N_("Labour"),
        OfferScope.PARTS: N_("Parts"),
        OfferScope.PACKAGE: N_("One service package"),
        OfferScope.OPERATION: N_("One operation"),
    },
    {
        CouponState.ISSUED: N_("Can be used"),
        CouponState.USED: N_("Used"),
        CouponState.VOIDED: N_("Void"),
        CouponState.EXPIRED: N_("Expired"),
    },
    {
        PointKind.EARNED: N_("Earned"),
        PointKind.REDEEMED: N_("Redeemed"),
        PointKind.CORRECTED: N_("Corrected"),
        PointKind.MOVED: N_("Moved with the file"),
    },
    {
        BenefitKind.OFFER: N_("Offer"),
        BenefitKind.COUPON: N_("Coupon"),
        BenefitKind.POINTS: N_("Member points"),
    },
)
