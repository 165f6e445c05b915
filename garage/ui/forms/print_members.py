"""Coupons and the statement of points on their way to the printer."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from garage.services import coupons, papers_members
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_coupons(parent: QWidget | None, desk: Desk, coupon_ids: Sequence[int]) -> None:
    """优惠券, four on a sheet."""
    number = papers_members.sheet_number(coupons.of_ids(coupon_ids))
    show(parent, desk, "coupons", number, lambda imprint: papers_members.coupon_sheet(coupon_ids, imprint))


def print_points(parent: QWidget | None, desk: Desk, customer_id: int) -> None:
    """积分对账单 of a customer."""
    today = desk.today()
    show(
        parent,
        desk,
        "points_statement",
        f"{customer_id}-{today:%Y%m%d}",
        lambda imprint: papers_members.points_statement(customer_id, today, imprint),
    )
