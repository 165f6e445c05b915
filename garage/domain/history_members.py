"""The audit log of levels, points, coupons and offers in words."""

MEMBER_ACTS: dict[tuple[str, str], str] = {}
