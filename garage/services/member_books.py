"""Whether members' books say the same: benefits are their bills', points their entries, coupons used once (C8)."""

from collections.abc import Iterator
from typing import Any

from peewee import JOIN, Case, fn

from garage.domain.members import BenefitKind, CouponState, PointKind, points_earned
from garage.domain.settlements import SettlementState
from garage.i18n import _
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.members import Benefit, Coupon, PointEntry
from garage.models.settlements import Settlement
from garage.services import points

_LIVE = Settlement.state != SettlementState.VOIDED.value


def check_books() -> Iterator[str]:
    """What is wrong with benefits, points and coupons, in words."""
    yield from _false_benefits()
    yield from _false_balances()
    yield from _false_entries()
    yield from _false_earnings()
    yield from _false_coupons()


def _false_benefits() -> Iterator[str]:
    """What a bill is less by benefits is their sum, and no more than its discount."""
    given = fn.COALESCE(fn.SUM(Benefit.amount_fen), 0)
    least = fn.COALESCE(fn.MIN(Benefit.amount_fen), 1)
    query = (
        Settlement.select(Settlement.no)
        .join(Benefit, JOIN.LEFT_OUTER, on=(Benefit.settlement == Settlement.id))
        .where((Settlement.benefits_fen != 0) | Benefit.id.is_null(False))
        .group_by(Settlement.id)
        .having(
            (given != Settlement.benefits_fen)
            | (least <= 0)
            | (Settlement.benefits_fen > Settlement.order_discount_fen)
        )
    )
    for (number,) in tuples(query.order_by(Settlement.id)):
        yield _("{number} is not less by what its benefits say.").format(number=number)


def _false_balances() -> Iterator[str]:
    """The points of a customer are the sum of what came and went."""
    entered = fn.COALESCE(fn.SUM(PointEntry.points), 0)
    query = (
        Customer.select(Customer.name, Customer.points, entered)
        .join(PointEntry, JOIN.LEFT_OUTER, on=(PointEntry.customer == Customer.id))
        .where((Customer.points != 0) | PointEntry.id.is_null(False))
        .group_by(Customer.id)
        .having(entered != Customer.points)
    )
    for name, kept, said in tuples(query.order_by(Customer.id)):
        text = _("{customer} has {kept} points, the entries make {said}.")
        yield text.format(customer=name, kept=kept, said=int(said))


def _false_entries() -> Iterator[str]:
    """What is taken back is the opposite of what it takes back; points go and come as their kind says."""
    first = PointEntry.alias()
    back = PointEntry.reversal_of.is_null(False)
    earned, redeemed = PointEntry.kind == PointKind.EARNED.value, PointEntry.kind == PointKind.REDEEMED.value
    of_bills = earned | redeemed
    other = (
        (first.points + PointEntry.points != 0)
        | (first.kind != PointEntry.kind)
        | first.reversal_of.is_null(False)
    )
    wrong = (
        (back & other)
        | (PointEntry.points == 0)
        | (of_bills & PointEntry.settlement.is_null())
        | (~back & earned & (PointEntry.points < 0))
        | (~back & redeemed & (PointEntry.points > 0))
        | ((PointEntry.kind == PointKind.CORRECTED.value) & (PointEntry.reason == ""))
    )
    query = (
        PointEntry.select(PointEntry.id)
        .join(first, JOIN.LEFT_OUTER, on=(first.id == PointEntry.reversal_of))
        .where(wrong)
    )
    for (ref,) in tuples(query.order_by(PointEntry.id)):
        yield _("Entry {ref} of points is not what its kind says.").format(ref=ref)
    sums = (
        PointEntry.select(PointEntry.id, PointEntry.points, PointEntry.base_fen, PointEntry.rate)
        .where(earned & ~back)
        .order_by(PointEntry.id)
    )
    for ref, count, base_fen, rate in tuples(sums):
        if points_earned(base_fen, rate) != count:
            yield _("Entry {ref} of points is not what its kind says.").format(ref=ref)


def _false_earnings() -> Iterator[str]:
    """Only a paid bill has earned, of what was paid; only a bill that stands has taken points, as its benefits say."""

    def standing(kind: PointKind, column: Any) -> Any:
        sign = Case(None, [(PointEntry.reversal_of.is_null(), 1)], -1)
        return fn.COALESCE(fn.SUM(Case(None, [(PointEntry.kind == kind.value, column * sign)], 0)), 0)

    # an entry that takes another back counts its points by itself, and its money of the one it takes back
    first = PointEntry.alias()
    money = fn.COALESCE(first.base_fen, PointEntry.base_fen)
    taken = Benefit.select(fn.COALESCE(fn.SUM(Benefit.points), 0)).where(
        (Benefit.settlement == Settlement.id) & (Benefit.kind == BenefitKind.POINTS.value)
    )
    redeemed = fn.SUM(Case(None, [(PointEntry.kind == PointKind.REDEEMED.value, PointEntry.points)], 0))
    query = (
        Settlement.select(
            Settlement.no,
            Settlement.state,
            points.earning_column(),
            standing(PointKind.EARNED, money),
            redeemed * -1,
            taken,
        )
        .join(PointEntry, on=(PointEntry.settlement == Settlement.id))
        .join(first, JOIN.LEFT_OUTER, on=(first.id == PointEntry.reversal_of))
        .group_by(Settlement.id)
        .order_by(Settlement.id)
    )
    for number, state, base, earned, gone, said in tuples(query):
        stands = state != SettlementState.VOIDED.value
        right = {0, max(0, base)} if state == SettlementState.PAID.value else {0}
        if int(earned) not in right or int(gone) != (int(said) if stands else 0):
            yield _("{number} has not earned or taken the points that it says.").format(number=number)


def _false_coupons() -> Iterator[str]:
    """A used coupon is on exactly one bill that stands, any other on none."""
    bills = (
        Benefit.select(
            Benefit.coupon.alias("coupon_id"),
            fn.COUNT(1).alias("times"),
            fn.MAX(Benefit.settlement).alias("bill"),
        )
        .join(Settlement)
        .where(Benefit.coupon.is_null(False) & _LIVE)
        .group_by(Benefit.coupon)
        .alias("bills")
    )
    used = Coupon.state == CouponState.USED.value
    on_one = (bills.c.times == 1) & (bills.c.bill == Coupon.settlement)
    elsewhere = bills.c.bill.is_null(False) | Coupon.settlement.is_null(False)
    query = (
        Coupon.select(Coupon.no)
        .join(bills, JOIN.LEFT_OUTER, on=(bills.c.coupon_id == Coupon.id))
        .where((used & (Case(None, [(on_one, 1)], 0) == 0)) | (~used & elsewhere))
    )
    for (number,) in tuples(query.order_by(Coupon.id)):
        yield _("{number} is not on the one bill that used it.").format(number=number)
