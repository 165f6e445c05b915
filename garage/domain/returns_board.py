"""The board of warranty returns: three stages, what comes next with a card, and how old money is (S3, E8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from garage.domain.claims import CLOSED, ClaimState
from garage.domain.old_parts import OldPartState


class Stage(StrEnum):
    """The lists side by side, in the order in which a card goes through them."""

    OLD_PARTS = "OLD_PARTS"
    CLAIMED = "CLAIMED"
    CLOSED = "CLOSED"


class BoardAct(StrEnum):
    """What comes next with a card."""

    COUNT_IN = "COUNT_IN"
    DRAFT = "DRAFT"
    SUBMIT = "SUBMIT"
    DECIDE = "DECIDE"
    AGAIN = "AGAIN"
    NOTICE = "NOTICE"
    INVOICE = "INVOICE"
    SETTLE = "SETTLE"


_NEXT: Mapping[ClaimState, BoardAct] = {
    ClaimState.DRAFT: BoardAct.SUBMIT,
    ClaimState.SUBMITTED: BoardAct.DECIDE,
    ClaimState.REJECTED: BoardAct.AGAIN,
    ClaimState.ACCEPTED: BoardAct.NOTICE,
    ClaimState.PARTLY_ACCEPTED: BoardAct.NOTICE,
    ClaimState.NOTICE_ISSUED: BoardAct.INVOICE,
    ClaimState.INVOICED: BoardAct.SETTLE,
}


def stage_of(state: ClaimState) -> Stage:
    """The list in which a claim stands."""
    return Stage.CLOSED if state in CLOSED else Stage.CLAIMED


def next_act(state: ClaimState | OldPartState) -> BoardAct | None:
    """What comes next: an old part is counted in, then claimed; a claim goes its way; None when it has ended."""
    if isinstance(state, OldPartState):
        return BoardAct.COUNT_IN if state is OldPartState.TAGGED else BoardAct.DRAFT
    return _NEXT.get(state)


def may_be_dropped(stage: Stage, on: Stage) -> bool:
    """Whether a card may be let go over a list: only over the next one, never back."""
    stages = list(Stage)
    return stages.index(on) == stages.index(stage) + 1


AGES = (30, 60, 90)
"""Days up to which waiting money belongs to an age; what is older is the last."""


@dataclass(frozen=True)
class Ageing:
    """Money by how long it has waited: up to 30, 60 and 90 days, and longer; fen."""

    fen: tuple[int, int, int, int] = (0, 0, 0, 0)

    @property
    def total_fen(self) -> int:
        """All of it."""
        return sum(self.fen)


def ageing(waiting: Iterable[tuple[date, int]], today: date) -> Ageing:
    """(since, fen) of each claim, sorted by age."""
    fen = [0, 0, 0, 0]
    for since, amount in waiting:
        days = (today - since).days
        fen[sum(days > limit for limit in AGES)] += amount
    return Ageing((fen[0], fen[1], fen[2], fen[3]))
