"""Member levels, points, coupons and offers: what a garage grants its regular customers, and by which rules (C8)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from garage.domain.decimals import format_decimal, parse_decimal
from garage.domain.money import MAX_FEN, format_plain, parse_yuan
from garage.domain.text import half_width
from garage.errors import FieldError
from garage.i18n import _

WHOLE_BP = 10_000


class OfferScope(StrEnum):
    """Which lines of an order an offer makes cheaper."""

    ALL = "ALL"
    LABOUR = "LABOUR"
    PARTS = "PARTS"
    PACKAGE = "PACKAGE"
    OPERATION = "OPERATION"


class CouponState(StrEnum):
    """Life of a coupon; EXPIRED is computed from the day, never stored."""

    ISSUED = "ISSUED"
    USED = "USED"
    VOIDED = "VOIDED"
    EXPIRED = "EXPIRED"


class PointKind(StrEnum):
    """Why points came or went; MOVED goes with a customer whose files became one."""

    EARNED = "EARNED"
    REDEEMED = "REDEEMED"
    CORRECTED = "CORRECTED"
    MOVED = "MOVED"


class BenefitKind(StrEnum):
    """What makes a bill less, in the order in which it is taken off."""

    OFFER = "OFFER"
    COUPON = "COUPON"
    POINTS = "POINTS"


@dataclass(frozen=True)
class MemberRules:
    """What a garage chooses once: over how many months levels are reckoned, and what points are worth.

    With `both` a level asks for its spend and for its visits, without it either is enough. `most_bp` is the largest
    share of a bill that points pay, in basis points.
    """

    months: int = 12
    both: bool = True
    worth_100_fen: int = 100
    most_bp: int = 5_000


LIMITS = {"months": (1, 60), "worth_100_fen": (1, 100_000), "most_bp": (0, WHOLE_BP)}
"""From and to of each figure."""


def check_rules(rules: MemberRules) -> None:
    """FieldError on the figure that cannot be."""
    for name, (least, most) in LIMITS.items():
        if not least <= getattr(rules, name) <= most:
            raise FieldError(name, _("From {least} to {most}.").format(least=least, most=most))


def window_start(today: date, months: int) -> date:
    """First day of the window that ends today: the day after the same day of the month so many months ago."""
    count = today.year * 12 + today.month - 1 - months
    year, month = divmod(count, 12)
    for day in range(today.day, 0, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:  # the month is shorter
            continue
    raise AssertionError("unreachable")


MOST_POINTS = 100_000_000


def points_earned(base_fen: int, per_100_yuan: int) -> int:
    """Points for so much money: whole ones, what is left over earns nothing."""
    return max(0, base_fen) * per_100_yuan // 10_000


def worth_fen(points: int, worth_100_fen: int) -> int:
    """What points are worth in fen, rounded down; a balance below zero is worth nothing."""
    return max(0, points) * worth_100_fen // 100


def most_points(balance: int, bill_fen: int, rules: MemberRules) -> int:
    """The most points that may be redeemed on a bill of `bill_fen` before them.

    Not more than the balance, nor than the largest share of the bill, nor than what still takes a fen off it.
    """
    share = bill_fen * rules.most_bp // WHOLE_BP
    if balance <= 0 or share <= 0:
        return 0
    # the fewest points that are worth the whole share: one more would be given away for nothing
    needed = -(-share * 100 // rules.worth_100_fen)
    while worth_fen(needed, rules.worth_100_fen) > share:
        needed -= 1
    return min(balance, needed)


@dataclass(frozen=True)
class Less:
    """How much less: a share in basis points or an amount in fen, one of the two."""

    off_bp: int = 0
    off_fen: int = 0

    def of(self, base_fen: int) -> int:
        """What is taken off `base_fen`, never more than it; half a fen counts as one."""
        if self.off_bp:
            return (max(0, base_fen) * self.off_bp + WHOLE_BP // 2) // WHOLE_BP
        return min(self.off_fen, max(0, base_fen))


def check_less(less: Less) -> None:
    """FieldError("off") unless it is one of the two, a share of at most the whole."""
    if not 0 <= less.off_bp <= WHOLE_BP or not 0 <= less.off_fen <= MAX_FEN:
        raise FieldError("off", _("A share of at most 100 %, or an amount."))
    if bool(less.off_bp) == bool(less.off_fen):
        raise FieldError("off", _("Say how much less: a share, or an amount."))


def parse_less(text: str, field: str = "off") -> Less:
    """How much less as it is typed: "10 %" is a share, "9折" pays nine tenths, "50" takes fifty yuan off.

    Raises FieldError(field) for what is neither, and for nothing at all.
    """
    typed = half_width(text)
    if typed.endswith("%"):
        less = Less(off_bp=parse_decimal(typed.removesuffix("%"), places=2, limit=WHOLE_BP, field=field))
    elif typed.endswith("折"):
        tenths = parse_decimal(typed.removesuffix("折"), places=2, limit=1_000, field=field)
        less = Less(off_bp=WHOLE_BP - 10 * tenths)
    else:
        less = Less(off_fen=parse_yuan(typed, field))
    check_less(less)
    return less


def show_less(less: Less) -> str:
    """As `parse_less` reads it."""
    return f"{format_decimal(less.off_bp, 2)} %" if less.off_bp else format_plain(less.off_fen)


def coupon_state(kept: CouponState, valid_until: date, today: date) -> CouponState:
    """What a coupon is today."""
    return CouponState.EXPIRED if kept is CouponState.ISSUED and today > valid_until else kept
