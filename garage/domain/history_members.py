"""The audit log of levels, points, coupons and offers in words."""

from garage.i18n import N_

MEMBER_ACTS: dict[tuple[str, str], str] = {
    ("member_level", "create"): N_("Member level added"),
    ("member_level", "change"): N_("Member level changed"),
    ("member_level", "retire"): N_("Member level taken out of use"),
    ("member_level", "restore"): N_("Member level back in use"),
    ("customer", "raise level"): N_("Member level raised"),
    ("customer", "lower level"): N_("Member level lowered"),
    ("customer", "rename level"): N_("Member level renamed"),
    ("point_entry", "create"): N_("Points booked"),
    ("coupon", "create"): N_("Coupon issued"),
    ("coupon", "approve"): N_("Coupons approved by an owner"),
    ("coupon", "use"): N_("Coupon used"),
    ("coupon", "free"): N_("Coupon free again, its bill was voided"),
    ("coupon", "void"): N_("Coupon voided"),
    ("offer", "create"): N_("Offer made"),
    ("offer", "change"): N_("Offer changed"),
    ("offer", "withdraw"): N_("Offer withdrawn"),
    ("setting", "member rules"): N_("Rules of points and levels set"),
}
