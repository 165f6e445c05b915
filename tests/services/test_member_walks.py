"""Any run of bills with points, coupons and offers: books that agree, and a second count of every balance."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.members import OfferScope
from garage.domain.settlements import Cover, PayMethod, Tender
from garage.errors import FieldError, RuleError, StaleError
from garage.models.members import Benefit, Coupon, PointEntry
from garage.models.settlements import Settlement
from garage.services import coupons, credit, member_books, payments, points, receipts, settlements
from garage.services.books import money_faults
from tests.services.membership import EXACT, Membership
from tests.services.road import Road

ACTS = (
    *("settle", "settle", "pay", "pay", "part", "void", "void", "void receipt", "refund"),
    *("allow", "correct", "coupon", "void coupon", "offer", "level"),
)
MOVES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 4)), min_size=6, max_size=25
)


class Story:
    """One car that is ready, settled and voided again and again."""

    def __init__(self, road: Road) -> None:
        self.club = Membership(road)
        self.coupons = [self.club.coupon(), self.club.coupon(mine=False)]
        self.offers = [self.club.offer()]

    def play(self, act: str, at: int, share: int) -> None:
        acts: dict[str, Callable[[int, int], object]] = {
            "settle": self.settle,
            "pay": lambda _at, _share: self.pay(Cover.FULL, self.owed()),
            "part": lambda _at, share: self.pay(Cover.PART, self.owed() * (share + 1) // 6),
            "void": lambda _at, _share: settlements.void(self.club.boss, self.order, "开错"),
            "void receipt": self.void_receipt,
            "refund": lambda _at, share: self.refund(share),
            "allow": lambda at, share: credit.allow(
                self.club.boss, self.order, 10_000 * at * share, "补偿", approved_by=self.club.boss.staff_id
            ),
            "correct": lambda at, share: points.correct(
                self.club.boss, self.club.customer, (at - 2) * 900 + share, "调整"
            ),
            "coupon": lambda at, share: self.coupons.append(
                self.club.coupon(mine=bool(at % 2), off_fen=9_000 * (share + 1))
            ),
            "void coupon": lambda at, _share: coupons.void(self.club.boss, self.coupon(at).id, 1, "作废"),
            "offer": lambda at, share: self.offers.append(
                self.club.offer(scope=list(OfferScope)[at % 3], off_bp=1_500 * (share + 1))
            ),
            "level": lambda at, _share: self.level(at),
        }
        acts[act](at, share)

    @property
    def order(self) -> int:
        return self.club.road.order

    def coupon(self, at: int) -> Any:
        return Coupon.get_by_id(self.coupons[at % len(self.coupons)])

    def owed(self) -> int:
        return receipts.balance(self.order).owed_fen

    def settle(self, at: int, share: int) -> None:
        terms = replace(
            EXACT,
            points=max(0, self.club.points()) * share // 4,
            coupons=tuple(self.coupons[at % len(self.coupons) :][:2]),
            offers=tuple(self.offers[: share + 1]),
            order_discount_fen=500 * share,
            discount_reason="熟客",
        )
        settlements.settle(self.club.boss, self.order, terms)

    def pay(self, cover: Cover, fen: int) -> None:
        payments.take_payment(self.club.boss, self.order, [Tender(PayMethod.CASH, fen)], cover)

    def refund(self, share: int) -> None:
        fen = receipts.balance(self.order).refundable_fen * (share + 1) // 5
        payments.refund(self.club.boss, self.order, [Tender(PayMethod.CASH, fen)], "多收")

    def void_receipt(self, at: int, _share: int) -> None:
        rows = receipts.of_order(self.order)
        if rows:
            payments.void_receipt(self.club.boss, rows[at % len(rows)].no, "收错")

    def level(self, at: int) -> None:
        names = ["", "金卡", "银卡"]
        self.club.give(names[at % 3])

    def balance(self) -> int:
        """The points by a second way of counting: corrections, live bills that took some, paid bills that gave some."""
        corrected = sum(row.points for row in PointEntry.select().where(PointEntry.kind == "CORRECTED"))
        live = [row for row in Settlement.select() if row.state != "VOIDED"]
        taken = sum(
            row.points for bill in live for row in Benefit.select().where(Benefit.settlement == bill.id)
        )
        earned = list(PointEntry.select().where(PointEntry.kind == "EARNED"))
        back = {row.reversal_of_id for row in earned}
        given = 0
        for row in earned:
            if row.reversal_of_id is None and row.id not in back:
                bill = Settlement.get_by_id(row.settlement_id)
                assert bill.state == "PAID"
                given += (bill.payable_fen - bill.allowance_fen) * row.rate // 10_000
        return corrected - taken + given


@pytest.fixture
def story(road: Road) -> Story:
    story = Story(road)
    story.club.gold()
    points.correct(story.club.boss, story.club.customer, 5_000, "开业活动")
    road.to_ready()
    return story


@given(moves=MOVES)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_run_points_coupons_and_bills_agree(
    story: Story, moves: list[tuple[str, int, int]]
) -> None:
    for move in moves:
        with suppress(RuleError, FieldError, StaleError):
            story.play(*move)
        assert list(member_books.check_books()) == []
        assert story.club.points() == story.balance()
        for bill in Settlement.select().where(Settlement.benefits_fen > 0):
            assert 0 <= bill.benefits_fen <= bill.order_discount_fen
            assert bill.payable_fen >= 0
    assert money_faults() == []
