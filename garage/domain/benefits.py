"""What points, coupons and offers take off a bill: offers first, then coupons, then points, each of what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from garage.domain.lines import LineKind
from garage.domain.members import BenefitKind, Less, MemberRules, OfferScope, most_points, worth_fen
from garage.errors import FieldError
from garage.i18n import _


@dataclass(frozen=True)
class OwnLine:
    """A line that the customer himself pays: what an insurer or nobody pays is never reduced."""

    kind: LineKind
    charged_fen: int
    package_id: int | None = None
    operation_id: int | None = None


@dataclass(frozen=True)
class OfferTerms:
    """An offer as far as a bill asks."""

    id: int
    name: str
    scope: OfferScope
    less: Less
    min_spend_fen: int = 0
    package_id: int | None = None
    operation_id: int | None = None

    def base_fen(self, lines: Sequence[OwnLine]) -> int:
        """What the lines cost that it makes cheaper, 0 when there are none or they cost less than it asks for."""
        fitting = sum(line.charged_fen for line in lines if self._fits(line))
        return fitting if fitting >= self.min_spend_fen else 0

    def _fits(self, line: OwnLine) -> bool:
        if self.scope is OfferScope.LABOUR:
            return line.kind is LineKind.LABOUR
        if self.scope is OfferScope.PARTS:
            return line.kind is LineKind.PART
        if self.scope is OfferScope.PACKAGE:
            return line.package_id is not None and line.package_id == self.package_id
        if self.scope is OfferScope.OPERATION:
            return line.operation_id is not None and line.operation_id == self.operation_id
        return True


@dataclass(frozen=True)
class CouponTerms:
    """A coupon as far as a bill asks."""

    id: int
    no: str
    title: str
    less: Less
    min_spend_fen: int = 0


@dataclass(frozen=True)
class Grant:
    """One benefit of a bill, in fen, with the words that stand on the slip."""

    kind: BenefitKind
    amount_fen: int
    words: str
    points: int = 0
    coupon_id: int | None = None
    offer_id: int | None = None


@dataclass(frozen=True)
class Asked:
    """What shall be taken off: these offers and coupons, so many points of a balance."""

    offers: Sequence[OfferTerms] = ()
    coupons: Sequence[CouponTerms] = ()
    points: int = 0
    balance: int = 0


def own_fen(lines: Sequence[OwnLine]) -> int:
    """What the customer himself pays before anything of the whole bill is taken off."""
    return sum(line.charged_fen for line in lines)


def grants(
    lines: Sequence[OwnLine], own_discount_fen: int, asked: Asked, rules: MemberRules
) -> tuple[Grant, ...]:
    """The benefits of a bill in their order; together never more than its customer pays after his own discount.

    An offer that takes nothing off is left out. FieldError on "coupons" when one takes nothing off or asks for a larger
    bill, on "points" when there are not so many, or more than the bill takes.
    """
    whole = own_fen(lines)
    left = max(0, whole - own_discount_fen)
    made: list[Grant] = []
    for offer in asked.offers:
        amount = min(left, offer.less.of(offer.base_fen(lines)))
        if amount:
            made.append(Grant(BenefitKind.OFFER, amount, offer.name, offer_id=offer.id))
            left -= amount
    for coupon in asked.coupons:
        amount = _of_coupon(coupon, whole, left)
        words = f"{coupon.title} {coupon.no}"
        made.append(Grant(BenefitKind.COUPON, amount, words, coupon_id=coupon.id))
        left -= amount
    if asked.points:
        made.append(_of_points(asked, left, rules))
    return tuple(made)


def _of_coupon(coupon: CouponTerms, whole_fen: int, left_fen: int) -> int:
    if whole_fen < coupon.min_spend_fen:
        raise FieldError("coupons", _("{no} asks for a larger bill.").format(no=coupon.no))
    amount = coupon.less.of(left_fen)
    if not amount:
        raise FieldError("coupons", _("{no} takes nothing off this bill.").format(no=coupon.no))
    return amount


def _of_points(asked: Asked, left_fen: int, rules: MemberRules) -> Grant:
    if asked.points < 0:
        raise FieldError("points", _("A whole number of points."))
    if asked.points > asked.balance:
        text = _("There are {n} points.").format(n=asked.balance)
        raise FieldError("points", text)
    most = most_points(asked.balance, left_fen, rules)
    if asked.points > most:
        raise FieldError("points", _("This bill takes {n} points at most.").format(n=most))
    amount = worth_fen(asked.points, rules.worth_100_fen)
    if not amount:
        raise FieldError("points", _("So few points are worth nothing."))
    words = f"{asked.points:,}"
    return Grant(BenefitKind.POINTS, amount, words, points=asked.points)
