"""Coupons: issued singly or for many, each used once at settling, void with a reason (C8)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from peewee import JOIN, Case, fn

from garage.domain.benefits import CouponTerms
from garage.domain.members import CouponState, Less, check_less, coupon_state
from garage.domain.money import MAX_FEN
from garage.domain.numbers import Series
from garage.domain.pages import Page
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.campaigns import Campaign
from garage.models.customers import Customer
from garage.models.listing import Cursor, keyset, tuples
from garage.models.members import Coupon
from garage.models.settlements import Settlement
from garage.models.statements import statement
from garage.services import numbers, price_owner
from garage.services.command import Area, By, command, create, update

MOST = 500
"""Coupons for whoever brings them, of one batch: more is a slip of the finger."""
_ISSUED = CouponState.ISSUED.value


class CouponFilter(StrEnum):
    """Chips above the list."""

    USABLE = "USABLE"
    USED = "USED"
    EXPIRED = "EXPIRED"
    ALL = "ALL"


@dataclass(frozen=True)
class CouponData:
    """What all coupons of a batch say: a share or an amount off, from what spend on, in which days."""

    title: str
    valid_from: date
    valid_until: date
    off_bp: int = 0
    off_fen: int = 0
    min_spend_fen: int = 0


@dataclass(frozen=True)
class CouponRow:
    """A coupon as it is listed; without a customer it belongs to whoever brings it."""

    id: int
    version: int
    no: str
    state: CouponState
    data: CouponData
    customer_id: int | None
    customer: str
    campaign: str
    settlement_no: str
    order_id: int | None
    used_at: datetime | None
    void_reason: str


# Acts


@command(Area.CARE)
def issue(
    by: By,
    data: CouponData,
    *,
    customer_ids: Sequence[int] = (),
    count: int = 0,
    campaign_id: int | None = None,
    approved_by: int | None = None,
) -> list[int]:
    """Coupons for these customers, one each, and `count` more for whoever brings them; returns their ids.

    FieldError on "title", "off", "min_spend_fen", "valid_until", "count" (none, or more than `MOST`), or "approved_by"
    while no owner acts or agrees.
    """
    clean = _clean(by, data)
    if not (0 if customer_ids else 1) <= count <= MOST:
        raise FieldError("count", _("From {least} to {most}.").format(least=1, most=MOST))
    made = [_issue(by, clean, ref, campaign_id) for ref in (*customer_ids, *[None] * count)]
    price_owner.check(by, "coupon", made[0], approved_by)
    return made


def _issue(by: By, data: CouponData, customer_id: int | None, campaign_id: int | None) -> int:
    row = create(
        by,
        Coupon,
        no=numbers.take(by, Series.COUPON),
        state=_ISSUED,
        title=data.title,
        customer=customer_id,
        campaign=campaign_id,
        off_fen=data.off_fen,
        off_bp=data.off_bp,
        min_spend_fen=data.min_spend_fen,
        valid_from=data.valid_from,
        valid_until=data.valid_until,
    )
    return int(row.id)


@command(Area.CARE)
def void(by: By, coupon_id: int, version: int, reason: str) -> None:
    """A coupon counts no more. FieldError("reason"); RuleError when it was used or voided before."""
    why = said_why(reason)
    row = Coupon.get_by_id(coupon_id)
    if row.state != _ISSUED:
        raise RuleError(Reason("coupon", _("This coupon was used or voided before.")))
    update(by, row, version, act="void", reason=why, state=CouponState.VOIDED.value, void_reason=why)


def _clean(by: By, data: CouponData) -> CouponData:
    title = one_line("title", data.title, 40)
    if not title:
        raise FieldError("title", _("What does the coupon say?"))
    check_less(Less(data.off_bp, data.off_fen))
    if not 0 <= data.min_spend_fen <= MAX_FEN:
        raise FieldError("min_spend_fen", _("This amount is too large."))
    if data.valid_until < max(data.valid_from, by.today):
        raise FieldError("valid_until", _("It would be over before it begins."))
    return replace(data, title=title)


# What bills do, within their own acts


def use(by: By, coupon_id: int, bill: Settlement) -> None:
    """A bill uses a coupon; StaleError when another one was faster."""
    row = Coupon.get_by_id(coupon_id)
    update(
        by,
        row,
        row.version,
        act="use",
        state=CouponState.USED.value,
        settlement=bill.id,
        used_at=by.at,
    )


def free(by: By, bill: Settlement) -> None:
    """Coupons of a voided bill can be used again, while their days last."""
    for row in Coupon.select().where(Coupon.settlement == bill.id):
        update(by, row, row.version, act="free", state=_ISSUED, settlement=None, used_at=None)


def terms_for(coupon_id: int, customer_id: int, today: date) -> CouponTerms:
    """What a bill of this customer asks of a coupon; FieldError("coupons") when it cannot be used today."""
    row = Coupon.find(coupon_id)
    if row is None:
        raise FieldError("coupons", _("There is no such coupon."))
    if refusal := refused(row, customer_id, today):
        raise FieldError("coupons", refusal)
    return CouponTerms(row.id, row.no, row.title, Less(row.off_bp, row.off_fen), row.min_spend_fen)


def refused(row: Any, customer_id: int, today: date) -> str:
    """Why a coupon cannot be used today by this customer, "" when it can."""
    state = coupon_state(CouponState(row.state), row.valid_until, today)
    if state is CouponState.USED:
        words = _("{no} was used already.")
    elif state is CouponState.VOIDED:
        words = _("{no} is void.")
    elif state is CouponState.EXPIRED:
        words = _("{no} ended on {day}.")
    elif today < row.valid_from:
        words = _("{no} begins on {first}.")
    elif row.customer_id is not None and row.customer_id != customer_id:
        words = _("{no} belongs to another customer.")
    else:
        return ""
    return words.format(no=row.no, day=row.valid_until, first=row.valid_from)


# Reads


def find(no: str) -> int | None:
    """Id of the coupon of that number."""
    row = Coupon.get_or_none(Coupon.no == no)
    return row.id if row else None


def row(coupon_id: int) -> CouponRow:
    """One coupon; raises KeyError when there is none. Its state is as it is kept: EXPIRED is said by `page`."""
    found = _made(tuples(_select().where(Coupon.id == coupon_id)), None)
    if not found:
        raise KeyError(coupon_id)
    return found[0]


def of_ids(coupon_ids: Sequence[int]) -> list[CouponRow]:
    """These coupons, in the order of their numbers."""
    return _made(tuples(_select().where(Coupon.id.in_(list(coupon_ids))).order_by(Coupon.id)), None)


def of_customer(customer_id: int, today: date) -> list[CouponRow]:
    """A customer's own coupons that can be used today, the first to end at the start."""
    mine = (Coupon.customer == customer_id) & (Coupon.state == _ISSUED)
    days = (Coupon.valid_from <= today) & (Coupon.valid_until >= today)
    return _made(tuples(_select().where(mine & days).order_by(Coupon.valid_until, Coupon.id)), today)


def page(which: CouponFilter, today: date, cursor: Cursor | None = None, limit: int = 100) -> Page[CouponRow]:
    """Coupons of a chip, the newest first."""
    query = _select(Coupon.id)
    usable = Coupon.state == _ISSUED
    if which is CouponFilter.USABLE:
        query = query.where(usable & (Coupon.valid_until >= today))
    elif which is CouponFilter.EXPIRED:
        query = query.where(usable & (Coupon.valid_until < today))
    elif which is CouponFilter.USED:
        query = query.where(Coupon.state == CouponState.USED.value)
    return keyset(query, [Coupon.id], cursor, limit, lambda found: _made([line[1:] for line in found], today))


def counts(today: date) -> dict[CouponFilter, int]:
    """How many can be used, and how many ended unused."""
    usable, expired = _counts.first(today, today) or (0, 0)
    return {CouponFilter.USABLE: int(usable or 0), CouponFilter.EXPIRED: int(expired or 0)}


@statement
def _counts(today: Any, same: Any) -> Any:
    usable = fn.SUM(Case(None, [(Coupon.valid_until >= today, 1)], 0))
    expired = fn.SUM(Case(None, [(Coupon.valid_until < same, 1)], 0))
    return Coupon.select(usable, expired).where(Coupon.state == _ISSUED)


def _select(*first: Any) -> Any:
    return (
        Coupon.select(
            *first,
            Coupon.id,
            Coupon.version,
            Coupon.no,
            Coupon.state,
            Coupon.title,
            Coupon.valid_from,
            Coupon.valid_until,
            Coupon.off_bp,
            Coupon.off_fen,
            Coupon.min_spend_fen,
            Coupon.customer,
            fn.COALESCE(Customer.name, ""),
            fn.COALESCE(Campaign.title, ""),
            fn.COALESCE(Settlement.no, ""),
            Settlement.order,
            Coupon.used_at,
            Coupon.void_reason,
        )
        .join(Customer, JOIN.LEFT_OUTER, on=(Customer.id == Coupon.customer))
        .join_from(Coupon, Campaign, JOIN.LEFT_OUTER, on=(Campaign.id == Coupon.campaign))
        .join_from(Coupon, Settlement, JOIN.LEFT_OUTER, on=(Settlement.id == Coupon.settlement))
    )


def _made(found: Sequence[tuple[Any, ...]], today: date | None) -> list[CouponRow]:
    made = []
    for ref, version, no, kept, *data, customer_id, customer, campaign, bill, order, used, why in found:
        state, what = CouponState(kept), CouponData(*data)
        if today is not None:
            state = coupon_state(state, what.valid_until, today)
        made.append(
            CouponRow(ref, version, no, state, what, customer_id, customer, campaign, bill, order, used, why)
        )
    return made
