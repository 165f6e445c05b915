"""Offers, coupons and points at settling: what there is for an order, what is granted, what a void gives back (C8)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from garage.domain.benefits import (
    Asked,
    CouponTerms,
    Grant,
    OfferTerms,
    OwnLine,
    grants,
    own_fen,
)
from garage.domain.labels import label
from garage.domain.lines import PayType
from garage.domain.members import BenefitKind, MemberRules, most_points, worth_fen
from garage.domain.settlements import Terms
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.members import Benefit, Coupon
from garage.models.orders import WorkOrder
from garage.models.settlements import Settlement
from garage.models.statements import insert_many
from garage.services import coupons, member_settings, offers, points, sale_prices
from garage.services.command import By
from garage.services.order_lines import Line, lines_of


@dataclass(frozen=True)
class Choice:
    """What a customer chose: so many points, these coupons, these offers."""

    points: int = 0
    coupons: tuple[int, ...] = ()
    offers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """Everything there is for the bill of an order on a day, read once: offers that fit, coupons that can be used."""

    customer_id: int
    today: date
    lines: tuple[OwnLine, ...]
    offers: tuple[OfferTerms, ...]
    coupons: tuple[CouponTerms, ...]
    balance: int
    rules: MemberRules

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose, other than a coupon that somebody brings."""
        return not self.offers and not self.coupons and self.balance <= 0

    def with_coupon(self, no: str) -> tuple["Table", int]:
        """The same with a coupon that somebody brought, and its id; FieldError("coupons") when it cannot be used."""
        found = coupons.find(no.strip().upper()) or 0
        return self.with_coupons([found]), found

    def with_coupons(self, coupon_ids: Sequence[int]) -> "Table":
        """The same with these coupons; FieldError("coupons") when one cannot be used."""
        known = {one.id for one in self.coupons}
        brought = [
            coupons.terms_for(ref, self.customer_id, self.today)
            for ref in dict.fromkeys(coupon_ids)
            if ref not in known
        ]
        return replace(self, coupons=(*self.coupons, *brought))

    def grants(self, choice: Choice, own_discount_fen: int) -> tuple[Grant, ...]:
        """What a choice takes off; errors as of `domain.benefits.grants`."""
        offered = tuple(one for one in self.offers if one.id in choice.offers)
        by_id = {one.id: one for one in self.coupons}
        brought = [by_id[ref] for ref in dict.fromkeys(choice.coupons) if ref in by_id]
        asked = Asked(offered, brought, choice.points, self.balance)
        return grants(self.lines, own_discount_fen, asked, self.rules)

    def most_points(self, choice: Choice, own_discount_fen: int) -> int:
        """The most points that the bill takes after this choice of offers and coupons."""
        first = self.grants(replace(choice, points=0), own_discount_fen)
        left = own_fen(self.lines) - own_discount_fen - sum(one.amount_fen for one in first)
        return most_points(self.balance, left, self.rules)

    def fitting(self, choice: Choice, own_discount_fen: int) -> Choice:
        """As much of a choice as this bill takes: what is gone or takes nothing off, and points too many, are left out."""
        offered, here = {one.id for one in self.offers}, {one.id for one in self.coupons}
        kept = Choice(offers=tuple(ref for ref in choice.offers if ref in offered))
        for ref in filter(here.__contains__, choice.coupons):
            more = replace(kept, coupons=(*kept.coupons, ref))
            try:
                self.grants(more, own_discount_fen)
            except FieldError:
                continue
            kept = more
        points_ = min(choice.points, self.most_points(kept, own_discount_fen))
        return replace(kept, points=points_ if worth_fen(points_, self.rules.worth_100_fen) else 0)


def chosen(terms: Terms) -> Choice:
    """What terms say of it."""
    return Choice(terms.points, terms.coupons, terms.offers)


def table(order_id: int, today: date, lines: Sequence[Line] | None = None) -> Table:
    """What there is for an order."""
    customer_id = WorkOrder.get_by_id(order_id).customer_id
    own = own_lines(lines_of(order_id) if lines is None else lines)
    member = sale_prices.is_member(customer_id)
    running = offers.running(customer_id, today, member=member)
    mine = coupons.of_customer(customer_id, today)
    return Table(
        customer_id,
        today,
        own,
        tuple(one for one in running if one.less.of(one.base_fen(own))),
        tuple(coupons.terms_for(one.id, customer_id, today) for one in mine),
        points.balance(customer_id),
        member_settings.rules(),
    )


def own_lines(lines: Sequence[Line]) -> tuple[OwnLine, ...]:
    """The lines that the customer himself pays."""
    return tuple(
        OwnLine(line.kind, line.money.charged_fen, line.package_id, line.operation_id)
        for line in lines
        if line.pay_type is PayType.CUSTOMER
    )


def granted(order_id: int, lines: Sequence[Line], terms: Terms, today: date) -> tuple[Grant, ...]:
    """What terms take off the bill of an order; FieldError on "offers", "coupons" or "points" that cannot be."""
    if chosen(terms) == Choice():
        return ()
    there = table(order_id, today, lines).with_coupons(terms.coupons)
    if not set(terms.offers) <= {one.id for one in there.offers}:
        raise FieldError("offers", _("An offer does not fit this bill any more."))
    return there.grants(chosen(terms), terms.order_discount_fen)


def suggested(order_id: int, own_discount_fen: int, today: date) -> Choice:
    """What a bill begins with: every offer that fits, after a voided bill what was chosen then and still can be."""
    there = table(order_id, today)
    last = Settlement.select().where(Settlement.order == order_id).order_by(Settlement.id.desc()).first()
    if last is None:
        return Choice(offers=tuple(one.id for one in there.offers))
    before = of_bill(last.id)
    again = [one.coupon_id for one in before if one.coupon_id is not None]
    usable = tuple(
        ref for ref in again if not coupons.refused(Coupon.get_by_id(ref), there.customer_id, today)
    )
    offered = tuple(one.offer_id for one in before if one.offer_id is not None)
    wanted = Choice(sum(one.points for one in before), usable, offered)
    return there.with_coupons(usable).fitting(wanted, own_discount_fen)


# Within the act that settles or voids


def write(by: By, bill: Settlement, customer_id: int, made: Sequence[Grant]) -> None:
    """The benefits of a bill: rows, coupons used, points redeemed."""
    for one in made:
        if one.coupon_id is not None:
            coupons.use(by, one.coupon_id, bill)
        elif one.kind is BenefitKind.POINTS:
            points.redeem(by, bill, customer_id, one.points)
    rows: list[dict[str, Any]] = [
        {
            "settlement": bill.id,
            "kind": one.kind.value,
            "amount_fen": one.amount_fen,
            "points": one.points,
            "coupon": one.coupon_id,
            "offer": one.offer_id,
            "words": one.words,
        }
        for one in made
    ]
    if rows:
        insert_many(Benefit, rows)


def undo(by: By, bill: Settlement) -> None:
    """A voided bill: its coupons are free, its points are back, what it earned is gone; the rows stay with it."""
    points.give_back(by, bill)
    coupons.free(by, bill)


def of_bill(settlement_id: int) -> tuple[Grant, ...]:
    """The benefits that a bill was granted, voided ones too."""
    rows = Benefit.select(
        Benefit.kind, Benefit.amount_fen, Benefit.words, Benefit.points, Benefit.coupon, Benefit.offer
    ).where(Benefit.settlement == settlement_id)
    return tuple(Grant(BenefitKind(kind), *rest) for kind, *rest in tuples(rows.order_by(Benefit.id)))


def words_of(bills: Any) -> dict[int, str]:
    """{bill: its benefits in words} of the bills that a condition on `Settlement` finds."""
    found: dict[int, list[str]] = {}
    query = Benefit.select(Benefit.settlement, Benefit.kind, Benefit.words).join(Settlement).where(bills)
    for ref, kind, words in tuples(query.order_by(Benefit.id)):
        found.setdefault(ref, []).append(f"{label(BenefitKind(kind))} {words}")
    return {ref: " · ".join(words) for ref, words in found.items()}
