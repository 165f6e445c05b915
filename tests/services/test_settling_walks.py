"""Any run from claim to money: the account is the notices, and nothing is settled without its money (17)."""

from collections.abc import Callable
from contextlib import suppress
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.claims import ClaimState, SettleMode
from garage.errors import FieldError, RuleError, StaleError
from garage.models.claims import Claim, ClaimNotice
from garage.models.purchasing import SupplierPayment
from garage.services import claim_notices, claims, old_part_books, settling_books, shipments, supplier_books
from garage.services.command import By
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom

_counts = count(1)
ACTS = (
    *("claim", "claim", "notice", "notice", "invoice", "invoice", "settle", "settle", "money", "void"),
    *(
        "invoice back",
        "settlement back",
        "undecide",
        "decide",
        "pack",
        "send",
        "back",
        "void shipment",
        "wait",
    ),
)
MOVES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 4), st.integers(0, 3)), min_size=8, max_size=30
)


class Story:
    """One supplier, whose claims are granted in full or in part."""

    def __init__(self, room: Stockroom) -> None:
        self.shop = Settling(room, f"供应商 {next(_counts)}")
        self.part = room.part(40, 720_000, name="水泵")
        self.claims = [self.shop.granted(self.part)]
        self.notices: list[int] = []
        self.shipments: list[int] = []

    def play(self, act: str, at: int, share: int) -> None:
        shop = self.shop
        if act == "claim":
            self.claims.append(shop.granted(self.part, 18_000 * share // 3))
        elif act == "wait":
            shop.later(at)
        elif act in {"undecide", "decide", "notice", "pack"}:
            self.on_claim(act, self.claims[at % len(self.claims)], share)
        elif act in {"send", "back", "void shipment"}:
            if self.shipments:
                self.on_shipment(act, self.shipments[at % len(self.shipments)])
        elif self.notices:
            self.on_notice(act, self.notices[at % len(self.notices)])

    def on_claim(self, act: str, claim: int, share: int) -> None:
        shop = self.shop
        if act == "notice":
            self.notices.append(shop.issue(*{claim, self.claims[share % len(self.claims)]}))
        elif act == "pack":
            self.shipments.append(shop.pack(claim))
        elif act == "decide":
            shop.decide(claim, 18_000 * share // 3)
        else:
            claims.take_back_decision(shop.by, claim, shop.version(claim), "录错")

    def on_notice(self, act: str, notice: int) -> None:
        shop, version = self.shop, self.shop.notice(notice).version
        acts: dict[str, Callable[[], object]] = {
            "invoice": lambda: shop.invoice(notice),
            "settle": lambda: shop.settle(notice),
            "money": lambda: shop.settle(notice, SettleMode.CASH),
            "void": lambda: claim_notices.void(shop.by, notice, version, "改单"),
            "invoice back": lambda: claim_notices.take_back_invoice(shop.by, notice, version, "错"),
            "settlement back": lambda: claim_notices.take_back_settlement(shop.by, notice, version, "错"),
        }
        acts[act]()

    def on_shipment(self, act: str, ref: int) -> None:
        shop, version = self.shop, self.shop.shipment(ref).version
        if act == "send":
            shop.send(ref)
        elif act == "void shipment":
            shipments.void(shop.by, ref, version, "没发")
        else:
            shipments.take_back(shop.by, ref, version, dict.fromkeys(shipments.part_ids(ref)), "退回")

    def balance(self) -> int:
        """What the garage owes by a second way of counting: live notices less what was paid back."""
        mine = ClaimNotice.supplier == self.shop.supplier
        live = ClaimNotice.select().where(mine & (ClaimNotice.state != "VOIDED"))
        paid = SupplierPayment.select().where(SupplierPayment.supplier == self.shop.supplier)
        return -sum(row.approved_fen for row in live) - sum(row.amount_fen for row in paid)


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@given(moves=MOVES)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_run_the_account_is_the_notices_and_what_was_paid(
    room: Stockroom, moves: list[tuple[str, int, int]]
) -> None:
    story = Story(room)
    for move in moves:
        with suppress(RuleError, FieldError, StaleError):
            story.play(*move)
        assert list(settling_books.check_books()) == []
        assert story.shop.owed() == story.balance()
    assert supplier_books.check_books() == []
    assert list(claims.check_books()) == []
    assert list(old_part_books.check_books()) == []
    for claim in Claim.select().where(Claim.state == ClaimState.SETTLED.value):
        assert ClaimNotice.get_by_id(claim.notice_id).state == "SETTLED"
        assert claim.closed_at is not None
