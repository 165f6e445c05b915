"""Reads that make the coupons and the statement of points."""

from collections.abc import Sequence
from datetime import date

from garage.domain.documents import Imprint, Party
from garage.domain.documents_members import CouponSheet, PointLine, PointsStatement, PrintedCoupon
from garage.domain.members import Less
from garage.models.customers import Customer
from garage.services import coupons, customers, members, shop
from garage.services.coupons import CouponRow


def coupon_sheet(coupon_ids: Sequence[int], imprint: Imprint) -> CouponSheet:
    """优惠券, four on a sheet; raises KeyError when there are none."""
    rows = coupons.of_ids(coupon_ids)
    if not rows:
        raise KeyError(coupon_ids)
    return CouponSheet(shop.letterhead(), imprint, sheet_number(rows), tuple(map(_coupon, rows)))


def sheet_number(rows: Sequence[CouponRow]) -> str:
    """What a sheet is called: by its first coupon, and its last."""
    return rows[0].no if len(rows) == 1 else f"{rows[0].no}-{rows[-1].no[-5:]}"


def _coupon(row: CouponRow) -> PrintedCoupon:
    data = row.data
    less = Less(data.off_bp, data.off_fen)
    days = (data.valid_from, data.valid_until)
    return PrintedCoupon(row.no, data.title, less, data.min_spend_fen, *days, row.customer)


def points_statement(customer_id: int, today: date, imprint: Imprint) -> PointsStatement:
    """积分对账单 of a customer; raises KeyError when there is none."""
    card = members.of_customer(customer_id, today)
    row = Customer.get_by_id(customer_id)
    numbers = customers.live_phones_of(customer_id)
    return PointsStatement(
        garage=shop.letterhead(),
        imprint=imprint,
        number=f"{customer_id}-{today:%Y%m%d}",
        day=today,
        customer=Party(row.name, numbers[0] if numbers else "", row.contact, row.address),
        level=card.level,
        points=card.points,
        worth_fen=card.worth_fen,
        entries=tuple(
            PointLine(one.at, one.kind, one.back, one.settlement_no, one.reason, one.points, one.balance)
            for one in card.entries[::-1]
        ),
    )
