"""Any run of claim acts: what is refused is refused in words, the books add up and the evidence is there."""

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.claims import GONE, UNDECIDED, ClaimState
from garage.errors import FieldError, RuleError
from garage.models.claims import Claim, ClaimLine
from garage.models.old_parts import OldPart
from garage.services import claim_edits, claims, old_parts
from garage.services.command import By
from tests.services.claiming import Claiming
from tests.services.stockroom import Stockroom

_counts = count(1)
ACTS = (
    *("job", "job", "draft", "draft", "fill in", "fill in", "submit", "submit", "decide", "decide", "decide"),
    *("resubmit", "take back", "write off", "drop", "break", "hand over", "give up tag", "lines", "wait"),
)
MOVES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 4)), min_size=8, max_size=30
)


class Story:
    """One supplier, one part, many jobs."""

    def __init__(self, room: Stockroom) -> None:
        self.shop = Claiming(room, f"供应商 {next(_counts)}")
        self.part = room.part(40, 720_000, name="水泵")
        self.jobs = [self.shop.job(self.part, labour_fen=24_000)]
        self.claims: list[int] = []

    def play(self, act: str, at: int, share: int) -> None:
        shop = self.shop
        if act == "job":
            self.jobs.append(shop.job(self.part, labour_fen=24_000 * (at % 2), tag=at < 4))
        elif act == "draft":
            self.claims.append(shop.draft(self.jobs[at % len(self.jobs)]))
        elif act == "wait":
            shop.later(at)
        elif act in {"break", "hand over", "give up tag"}:
            self.touch_old_part(act, at)
        elif self.claims:
            self.on_claim(act, self.claims[at % len(self.claims)], share)

    def on_claim(self, act: str, claim: int, share: int) -> None:
        shop, version = self.shop, self.shop.version(claim)
        asked = [line.claimed_fen for line in shop.claim_lines(claim)]
        acts: dict[str, Callable[[], object]] = {
            "fill in": lambda: shop.fill_in(claim),
            "submit": lambda: shop.submit(claim),
            "decide": lambda: shop.decide(claim, *(fen * share // 3 for fen in asked)),
            "resubmit": lambda: claims.resubmit(shop.by, claim, version, "补充材料"),
            "take back": lambda: claims.take_back_decision(shop.by, claim, version, "录错"),
            "write off": lambda: claims.write_off(shop.by, claim, version, "放弃"),
            "drop": lambda: claims.drop(shop.by, claim, version, "不索赔"),
            "lines": lambda: claim_edits.save_lines(shop.by, claim, version, shop.edits(claim)[: share + 1]),
        }
        acts[act]()

    def touch_old_part(self, act: str, at: int) -> None:
        tags: list[Any] = list(OldPart.select().order_by(OldPart.id))
        if not tags:
            return
        by, ref = self.shop.by, tags[at % len(tags)].id
        if act == "break":
            old_parts.note_condition(by, ref, condition="拆散", intact=False)
        elif act == "hand over":
            old_parts.hand_over(by, {ref: None}, "王女士")
        else:
            old_parts.void(by, ref, None, "贴错")


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@given(moves=MOVES)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_run_claims_add_up_and_their_old_parts_are_there(
    room: Stockroom, moves: list[tuple[str, int, int]]
) -> None:
    story = Story(room)
    for move in moves:
        with suppress(RuleError, FieldError):
            story.play(*move)
        assert list(claims.check_books()) == []
    live = [line.order_line_id for line in ClaimLine.select().where(ClaimLine.live) if line.order_line_id]
    assert len(live) == len(set(live))
    for line in ClaimLine.select().where(ClaimLine.old_part.is_null(False)):
        claim, tag = Claim.get_by_id(line.claim_id), OldPart.get_by_id(line.old_part_id)
        state = ClaimState(claim.state)
        if state in UNDECIDED:
            assert tag.intact
            assert tag.state in {"SHELVED", "TAGGED"}
        assert bool(line.live) is (state not in GONE)
