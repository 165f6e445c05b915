"""Any run of acts on old parts, claims, shipments and what people owe, legal or not: invariants 17 to 19 hold (4.4)."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.claims import UNDECIDED, ClaimState, SettleMode
from garage.domain.lines import PayType
from garage.domain.old_parts import DisposalKind, DutyState, OldPartPurpose, OldPartState
from garage.errors import FieldError, RuleError, StaleError
from garage.models.claims import Claim, ClaimLine, ClaimNotice
from garage.models.old_parts import Disposal, OldPart, Shipment
from garage.models.stock import OldPartDuty
from garage.services import books, claim_notices, claims, disposals, old_part_duties, old_parts, shipments
from garage.services.command import By
from garage.services.disposals import DisposalData
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom

_S = OldPartState
_counts = count(1)
PAYS = (PayType.CLAIM, PayType.CLAIM, PayType.CUSTOMER, PayType.INTERNAL)
PURPOSES = tuple(OldPartPurpose)
ON_THE_WAY = frozenset({_S.TAGGED, _S.SHELVED, _S.RETURNED_BACK, _S.SENT_SUPPLIER})
"""Where the evidence of a claim can be that may still be heard."""
BARE = ("without consent", "not in the log", "numbers WO", "has no owner")
"""What the books say of the stockroom's orders, which are rows without a story."""
BOOKED = (Claim, ClaimNotice, Disposal, Shipment)
JOBS = ("job", "job", "tag", "tag", "count in", "count in", "clear", "charge", "unused", "wait")
PARTS = ("purpose", "hand over", "waive", "approve", "keep", "dispose", "not disposed", "void", "break")
CLAIMS = ("draft", "fill in", "submit", "decide", "decide", "resubmit", "undecide", "write off", "drop")
MONEY = ("notice", "invoice", "settle", "void notice", "pack", "send", "back", "void shipment")
MOVES = st.lists(
    st.tuples(st.sampled_from((*JOBS, *PARTS, *CLAIMS, *MONEY)), st.integers(0, 5), st.integers(0, 3)),
    min_size=15,
    max_size=40,
)


class Story:
    """One supplier, one mechanic; whatever is tried is done or refused in words."""

    def __init__(self, room: Stockroom) -> None:
        self.shop = Settling(room, f"供应商 {next(_counts)}")
        self.parts = [room.part(80, 1_440_000, name="水泵", old_part_back=back) for back in (True, False)]
        self.before = {model: model.select().count() for model in (*BOOKED, OldPartDuty)}
        self.jobs: list[int] = []
        self.drawn: Counter[int] = Counter()
        for n in range(6):
            self.job(2 if n == 5 else 0, 2)
            self.count_in(self.tag(0))
        self.far(*(self.shop.draft(order) for order in self.jobs[:4]))

    def far(self, *drafts: int) -> None:
        """Claims at every stage, so that each act finds one it may be done with."""
        for claim in drafts[1:]:
            self.shop.fill_in(claim)
            self.shop.submit(claim)
        for claim in drafts[2:]:
            self.shop.decide(claim, *(line.claimed_fen // 2 for line in self.shop.claim_lines(claim)))
        self.shop.issue(drafts[3])
        self.shop.pack(drafts[1])

    def play(self, act: str, at: int, n: int) -> None:
        """Try the act on one row after another until it may be done with one; all others refuse it in words."""
        for place in range(at, at + 6):
            with suppress(RuleError, FieldError, StaleError):
                self.attempt(act, place, n)
                return

    def attempt(self, act: str, at: int, n: int) -> None:
        acts: dict[str, Callable[[], object]] = {
            **self._of_jobs(at, n),
            **self._of_parts(at, n),
            **self._of_claims(at, n),
            **self._of_money(at),
            **self._of_shipments(at),
        }
        acts[act]()

    def _of_jobs(self, at: int, n: int) -> dict[str, Callable[[], object]]:
        by = self.shop.by
        return {
            "job": lambda: self.job(n, 1 + at % 3),
            "tag": lambda: self.tag(at),
            "count in": lambda: self.count_in(self.tags(at)[0]),
            "clear": lambda: old_part_duties.clear(by, *self.duty(at), 1000 if n else None),
            "charge": lambda: old_part_duties.charge(by, *self.duty(at), 5_000, "丢失", 1000 if n else None),
            "unused": lambda: self.shop.room.give_back(self.job_at(at), (self.line(at), 1)),
            "wait": lambda: self.shop.later(n),
        }

    def _of_parts(self, at: int, n: int) -> dict[str, Callable[[], object]]:
        by = self.shop.by
        data = DisposalData(DisposalKind.SCRAP, "回收站")

        def some() -> dict[int, int | None]:
            return dict.fromkeys(self.tags(at, 1 + n % 2))

        return {
            "purpose": lambda: old_parts.decide(by, some(), PURPOSES[n], "定了"),
            "hand over": lambda: old_parts.hand_over(by, some(), "王女士"),
            "waive": lambda: old_parts.waive(by, some(), "王女士"),
            "approve": lambda: disposals.approve(by, some(), "报废"),
            "keep": lambda: disposals.keep(by, some(), "再看"),
            "dispose": lambda: disposals.dispose(by, some(), data),
            "not disposed": lambda: disposals.void(by, *self.pick(Disposal, at), "没运走"),
            "void": lambda: old_parts.void(by, self.tags(at)[0], None, "贴错"),
            "break": lambda: old_parts.note_condition(by, self.tags(at)[0], condition="拆散", intact=bool(n)),
        }

    def _of_claims(self, at: int, n: int) -> dict[str, Callable[[], object]]:
        shop, by = self.shop, self.shop.by

        def decide() -> object:
            claim, _version = self.pick(Claim, at)
            return shop.decide(claim, *(line.claimed_fen * n // 3 for line in shop.claim_lines(claim)))

        return {
            "draft": lambda: shop.draft(self.job_at(at)),
            "fill in": lambda: shop.fill_in(self.pick(Claim, at)[0]),
            "submit": lambda: shop.submit(self.pick(Claim, at)[0]),
            "decide": decide,
            "resubmit": lambda: claims.resubmit(by, *self.pick(Claim, at), "补充"),
            "undecide": lambda: claims.take_back_decision(by, *self.pick(Claim, at), "录错"),
            "write off": lambda: claims.write_off(by, *self.pick(Claim, at), "放弃"),
            "drop": lambda: claims.drop(by, *self.pick(Claim, at), "不索赔"),
        }

    def _of_money(self, at: int) -> dict[str, Callable[[], object]]:
        shop, by = self.shop, self.shop.by
        return {
            "notice": lambda: shop.issue(self.pick(Claim, at)[0]),
            "invoice": lambda: shop.invoice(self.pick(ClaimNotice, at)[0]),
            "settle": lambda: shop.settle(self.pick(ClaimNotice, at)[0], list(SettleMode)[at % 2]),
            "void notice": lambda: claim_notices.void(by, *self.pick(ClaimNotice, at), "改单"),
        }

    def _of_shipments(self, at: int) -> dict[str, Callable[[], object]]:
        shop, by = self.shop, self.shop.by

        def back() -> None:
            ref, version = self.pick(Shipment, at)
            shipments.take_back(by, ref, version, dict.fromkeys(shipments.part_ids(ref)), "退回")

        return {
            "pack": lambda: shipments.pack(by, shop.supplier, self.tags(at, 2)),
            "send": lambda: shop.send(self.pick(Shipment, at)[0]),
            "back": back,
            "void shipment": lambda: shipments.void(by, *self.pick(Shipment, at), "没发"),
        }

    def job(self, n: int, qty: int) -> None:
        """A job that draws so many pumps; the old ones have to come back where somebody else pays, or if `n` is odd."""
        room = self.shop.room
        order = self.shop.job(pay=PAYS[n])
        back = PAYS[n] is PayType.CLAIM or n % 2 == 1
        line = room.line(
            order, self.parts[not back], qty, pay_type=PAYS[n].value, gross_fen=30_000, name="水泵"
        )
        room.issue(order, (line, qty))
        self.jobs.append(order)
        if back:
            self.drawn[line] += 1000 * qty

    def job_at(self, at: int) -> int:
        return self.jobs[-1 - at % len(self.jobs)]

    def line(self, at: int) -> int:
        return self.shop.lines(self.job_at(at))[0]

    def tag(self, at: int) -> int:
        return old_parts.tag(self.shop.by, self.job_at(at), self.line(at))

    def count_in(self, tag: int) -> None:
        old_parts.count_in(self.shop.by, tag, shelf="A-1")

    def tags(self, at: int, most: int = 1) -> Sequence[int]:
        """Some of the old parts, the newest first, round and round."""
        mine = OldPart.select(OldPart.id).where(OldPart.order.in_(self.jobs))
        refs = [row.id for row in mine.order_by(OldPart.id.desc())]
        return [refs[(at + n) % len(refs)] for n in range(most)]

    def duty(self, at: int) -> tuple[int, int]:
        return self.pick(OldPartDuty, at)

    def pick(self, model: Any, at: int) -> tuple[int, int]:
        """A document of this story and its version, the newest first; nothing to do without any."""
        rows = list(model.select(model.id, model.version).order_by(model.id))[self.before[model] :][::-1]
        if not rows:
            raise FieldError("nothing", "none yet")
        return rows[at % len(rows)].id, rows[at % len(rows)].version

    # What has to be true whatever was done

    def check(self) -> None:
        self._claimed()
        self._scrapped()
        self._owed()

    def _claimed(self) -> None:
        """Approved ≤ claimed, the rest is deducted with a reason, once, and the evidence is there (17)."""
        lines = list(ClaimLine.select(ClaimLine, Claim).join(Claim, on=(Claim.id == ClaimLine.claim)))
        live = [line for line in lines if line.live]
        for refs in (
            [line.order_line_id for line in live if line.order_line_id],
            [line.old_part_id for line in live if line.old_part_id],
        ):
            assert len(refs) == len(set(refs))
        for line in lines:
            if line.approved_fen is not None:
                assert 0 <= line.approved_fen <= line.claimed_fen
                assert bool(line.deduction_reason) is (line.approved_fen < line.claimed_fen)
        held = UNDECIDED | {ClaimState.REJECTED}
        for line in live:
            if line.old_part_id and ClaimState(Claim.get_by_id(line.claim_id).state) in held:
                tag = OldPart.get_by_id(line.old_part_id)
                assert OldPartState(tag.state) in ON_THE_WAY
                assert tag.intact
                assert tag.purpose == OldPartPurpose.CLAIM.value

    def _scrapped(self) -> None:
        """An owner approved, and nothing of the supplier's or the customer's was scrapped (18)."""
        for row in OldPart.select().where(OldPart.state.in_([_S.SCRAP_APPROVED.value, _S.SCRAPPED.value])):
            assert row.purpose == OldPartPurpose.SCRAP.value
            assert row.scrap_approved_by == self.shop.by.staff_id

    def _owed(self) -> None:
        """What somebody owes is what is open, and of what was drawn nothing is forgotten or counted twice (19)."""
        open_ = [row for row in OldPartDuty.select() if row.state == DutyState.OPEN.value]
        assert sum(old_part_duties.balances().values()) == sum(row.value_fen for row in open_)
        drawn: Counter[int] = Counter()
        for row in list(OldPartDuty.select().order_by(OldPartDuty.id))[self.before[OldPartDuty] :]:
            drawn[row.order_line_id] += row.qty_milli
        assert drawn == self.drawn


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@given(moves=MOVES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_run_the_evidence_the_scrap_and_the_accounts_are_right(
    room: Stockroom, moves: list[tuple[str, int, int]]
) -> None:
    story = Story(room)
    story.check()
    for move in moves:
        story.play(*move)
        story.check()
    assert [fault for fault in books.check() if not any(words in fault for words in BARE)] == []
