"""Papers of members: coupons to be cut out, and the statement of a customer's points."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.documents import Imprint, Letterhead, Party
from garage.domain.members import Less, PointKind

COUPONS_ON_SHEET = 4


@dataclass(frozen=True)
class PrintedCoupon:
    """One coupon; without a customer it is whoever brings it."""

    number: str
    title: str
    less: Less
    min_spend_fen: int
    valid_from: date
    valid_until: date
    customer: str = ""


@dataclass(frozen=True)
class CouponSheet:
    """优惠券: coupons, four on a sheet of A4."""

    garage: Letterhead
    imprint: Imprint
    number: str
    coupons: tuple[PrintedCoupon, ...]


@dataclass(frozen=True)
class PointLine:
    """One entry of points, with what there was after it."""

    at: datetime
    kind: PointKind
    back: bool
    settlement_no: str
    reason: str
    points: int
    balance: int


@dataclass(frozen=True)
class PointsStatement:
    """积分对账单: what points came and went, the oldest first, and what is left is worth."""

    garage: Letterhead
    imprint: Imprint
    number: str
    day: date
    customer: Party
    level: str
    points: int
    worth_fen: int
    entries: tuple[PointLine, ...]
