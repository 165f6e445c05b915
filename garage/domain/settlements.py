"""The bill: payable from totals, order discount and rounding off; methods that must add up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from garage.domain.benefits import Grant
from garage.domain.lines import Totals
from garage.domain.money import MAX_FEN
from garage.errors import FieldError
from garage.i18n import _


class PayMethod(StrEnum):
    """How money is handed over."""

    CASH = "CASH"
    WECHAT = "WECHAT"
    ALIPAY = "ALIPAY"
    CARD = "CARD"
    TRANSFER = "TRANSFER"


class ReceiptKind(StrEnum):
    """What a receipt is for (C3): before the bill, at the bill, later on account, or money paid back."""

    DEPOSIT = "DEPOSIT"
    PAYMENT = "PAYMENT"
    BALANCE = "BALANCE"
    REFUND = "REFUND"


class SettlementState(StrEnum):
    """Life of a settlement slip."""

    CONFIRMED = "CONFIRMED"
    PART_PAID = "PART_PAID"
    ON_CREDIT = "ON_CREDIT"
    PAID = "PAID"
    VOIDED = "VOIDED"


def settlement_state(*, due_fen: int, paid_fen: int, on_account: bool) -> SettlementState:
    """State of a bill that stands: `due_fen` is its payable less what was allowed on it later."""
    if paid_fen >= due_fen:
        return SettlementState.PAID
    if on_account:
        return SettlementState.ON_CREDIT
    return SettlementState.PART_PAID if paid_fen > 0 else SettlementState.CONFIRMED


class Debtor(StrEnum):
    """Who owes what is put on account (C3): an insurer only its own share, without a credit limit."""

    CUSTOMER = "CUSTOMER"
    INSURER = "INSURER"


@dataclass(frozen=True)
class Balance:
    """Where the money of an order stands, in fen; a bill that is not there yet counts 0."""

    payable_fen: int = 0
    allowance_fen: int = 0
    paid_fen: int = 0

    @property
    def due_fen(self) -> int:
        """The bill less what was allowed on it later."""
        return self.payable_fen - self.allowance_fen

    @property
    def owed_fen(self) -> int:
        """Still to be paid."""
        return max(0, self.due_fen - self.paid_fen)

    @property
    def refundable_fen(self) -> int:
        """More was paid than is due: what may be paid back."""
        return max(0, self.paid_fen - self.due_fen)


class RoundingOff(StrEnum):
    """抹零: how far the bill may be cut down, never up (价格法 13)."""

    NONE = "none"
    JIAO = "jiao"
    YUAN = "yuan"

    @property
    def unit_fen(self) -> int:
        """The bill ends on a multiple of this."""
        return {RoundingOff.NONE: 1, RoundingOff.JIAO: 10, RoundingOff.YUAN: 100}[self]


def rounding_off(total_fen: int, to: RoundingOff) -> int:
    """Fen to take off so that the total ends on whole jiao or yuan: never up (价格法 13), 0 for a refund."""
    return max(total_fen, 0) % to.unit_fen


def rounding_of(rounding_off_fen: int) -> RoundingOff:
    """How a bill was cut down, guessed from what was cut off: bills of version 2 kept no more."""
    if not rounding_off_fen:
        return RoundingOff.NONE
    return RoundingOff.JIAO if rounding_off_fen < RoundingOff.JIAO.unit_fen else RoundingOff.YUAN


@dataclass(frozen=True)
class Bill:
    """Totals with the reductions of the whole order, in fen; `order_discount_fen` includes the benefits."""

    totals: Totals
    order_discount_fen: int = 0
    rounding_off_fen: int = 0
    benefits: tuple[Grant, ...] = ()

    @property
    def benefits_fen(self) -> int:
        """What offers, coupons and points take off (C8)."""
        return sum(one.amount_fen for one in self.benefits)

    @property
    def own_discount_fen(self) -> int:
        """What is let off beyond them."""
        return self.order_discount_fen - self.benefits_fen

    @property
    def payable_fen(self) -> int:
        """labour + parts + other − discounts − rounding off (invariant 5)."""
        return self.totals.net_fen - self.order_discount_fen - self.rounding_off_fen

    @property
    def insurance_fen(self) -> int:
        """The insurer bears its lines after their discounts, never more than the bill."""
        return min(self.totals.insured_fen, self.payable_fen)


def bill(
    totals: Totals,
    *,
    order_discount_fen: int = 0,
    rounding: RoundingOff = RoundingOff.NONE,
    benefits: tuple[Grant, ...] = (),
) -> Bill:
    """The bill after an order discount and the benefits reckoned after it, cut down to the chosen unit.

    Only the customer's own part is cut down: what an insurer owes is never rounded off.
    Raises FieldError("order_discount") when the discount is negative or above what is charged.
    """
    if not 0 <= order_discount_fen <= totals.net_fen:
        raise FieldError("order_discount", _("The discount must lie between 0 and the amount charged."))
    less = order_discount_fen + sum(one.amount_fen for one in benefits)
    left = totals.net_fen - less
    off = min(rounding_off(left, rounding), max(0, left - totals.insured_fen))
    return Bill(totals, less, off, benefits)


def above_limit(gross_fen: int, discounts_fen: int, limit_bp: int) -> bool:
    """Whether discounts of lines and order together are more than anybody may give on this gross."""
    return discounts_fen * 10_000 > gross_fen * limit_bp


USUAL_DEPOSIT_FEN = 500_000
"""What a deposit usually stays below while there is no estimate."""
_DOUBTFUL_TIMES = 2


def is_doubtful_deposit(held_fen: int, estimate_fen: int, usual_fen: int) -> bool:
    """Whether so much held before a bill looks like a slip of the finger (C3).

    More than twice the estimate, or without one more than usual: it is asked about, never forbidden.
    """
    return held_fen > (estimate_fen * _DOUBTFUL_TIMES if estimate_fen else usual_fen)


@dataclass(frozen=True)
class Terms:
    """What is agreed at the counter beside the lines; `discount_by` is the owner who approved the discount.

    `points` is how many are redeemed; `coupons` and `offers` are those chosen (C8), `order_discount_fen` is without them.
    """

    order_discount_fen: int = 0
    discount_reason: str = ""
    discount_by: int | None = None
    rounding: RoundingOff = RoundingOff.NONE
    insurer: str = ""
    insurer_case: str = ""
    service_book: bool = False
    next_service_on: date | None = None
    next_service_km: int | None = None
    call_time: str = ""
    points: int = 0
    coupons: tuple[int, ...] = ()
    offers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Tender:
    """Money handed over by one method, in fen."""

    method: PayMethod
    amount_fen: int


class Cover(StrEnum):
    """How far money goes: the whole of what is owed, knowingly less, or knowingly more."""

    FULL = "FULL"
    PART = "PART"
    OVER = "OVER"


def total_of(tenders: Iterable[Tender]) -> int:
    """Sum in fen of tenders that give no change; FieldError("tenders") for none, or one not above zero."""
    amounts = [tender.amount_fen for tender in tenders]
    if not amounts:
        raise FieldError("tenders", _("An amount is needed."))
    if min(amounts) <= 0:
        raise FieldError("tenders", _("Every amount must be above zero."))
    if sum(amounts) > MAX_FEN:
        raise FieldError("tenders", _("This amount is too large."))
    return sum(amounts)


def amount_taken(owed_fen: int, tenders: Iterable[Tender], cover: Cover) -> int:
    """What is booked of tenders in fen; only in full does cash above it go back as change.

    Raises FieldError("tenders") when they are not what `cover` says.
    """
    paid = list(tenders)
    total = total_of(paid)
    if cover is Cover.FULL or (cover is Cover.PART and total >= owed_fen):
        change_due(owed_fen, paid)
        return owed_fen
    if cover is Cover.OVER and total <= owed_fen:
        raise FieldError("tenders", _("This is not more than what is owed."))
    return total


def change_due(payable_fen: int, tenders: Iterable[Tender]) -> int:
    """Change in fen that goes back in cash when the tenders cover the bill in full.

    Raises FieldError("tenders") when they do not cover it, when one is not positive, or when more than
    the bill comes by a method that gives no change (only cash does).
    """
    paid = list(tenders)
    if any(tender.amount_fen <= 0 for tender in paid):
        raise FieldError("tenders", _("Every amount must be above zero."))
    total = sum(tender.amount_fen for tender in paid)
    if total < payable_fen:
        raise FieldError("tenders", _("The amounts do not cover the bill yet."))
    cash = sum(tender.amount_fen for tender in paid if tender.method is PayMethod.CASH)
    change = total - payable_fen
    if change > cash or (change and change == cash):
        raise FieldError("tenders", _("Only cash gives change: lower the other amounts."))
    return change


def booked(payable_fen: int, tenders: Iterable[Tender]) -> list[Tender]:
    """The tenders as they are booked: cash net of the change, so that they sum to the bill exactly."""
    paid = list(tenders)
    change = change_due(payable_fen, paid)
    result: list[Tender] = []
    for tender in paid:
        amount = tender.amount_fen
        if tender.method is PayMethod.CASH and change:
            back = min(change, amount)
            change -= back
            amount -= back
        if amount:
            result.append(Tender(tender.method, amount))
    return result
