"""Figures of warranty returns: rates of suppliers, claims by month, and faults that come again and again (E8)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from garage.domain.claims import DECIDED, NOTICED, WAITING, ClaimState
from garage.domain.money import round_half_up
from garage.domain.returns_board import Ageing

FULL_BP = 10_000
SPOKEN = DECIDED | NOTICED | {ClaimState.WRITTEN_OFF}
"""The supplier has decided."""
ASKED = frozenset(ClaimState) - {ClaimState.DRAFT, ClaimState.DROPPED}
"""The claim has gone out."""
WINDOW = 90
"""Days in which a fault that comes again is looked for."""
USUAL_LIMIT = 3
"""A fault that came more often than this in the window is flagged, unless the garage chooses otherwise."""
LIMITS = (1, 2, USUAL_LIMIT, 4, 5, 8, 10, 20)
"""What it may choose."""


@dataclass(frozen=True)
class Tally:
    """Claims of one supplier, month and state: how many, in fen, and how many of them were given something."""

    supplier_id: int
    supplier: str
    period: str
    state: ClaimState
    claims: int
    claimed_fen: int
    approved_fen: int
    granted: int


@dataclass(frozen=True)
class SupplierFigures:
    """What one supplier owes and how it pays; counts of the claims that went out in the period, money in fen.

    `demanded` old parts had to go to it, `sent` of them went.
    """

    supplier_id: int
    supplier: str
    waiting: Ageing
    claims: int
    claimed_fen: int
    decided: int
    granted: int
    decided_fen: int
    approved_fen: int
    demanded: int
    sent: int

    @property
    def pass_bp(self) -> int | None:
        """审核通过率 by claims: decided ones of which something was paid; None before anything is decided."""
        return share_bp(self.granted, self.decided)

    @property
    def pass_fen_bp(self) -> int | None:
        """审核通过率 by money: what was given of what was asked, of decided claims."""
        return share_bp(self.approved_fen, self.decided_fen)

    @property
    def return_bp(self) -> int | None:
        """旧件返还率: old parts sent of those that had to be; None where none had to."""
        return share_bp(self.sent, self.demanded)


@dataclass(frozen=True)
class MonthFigures:
    """Claims of one month by how they stand; money in fen."""

    period: str
    claims: int
    claimed_fen: int
    drafts: int
    with_supplier: int
    accepted: int
    partly: int
    rejected: int
    settled: int
    given_up: int
    approved_fen: int
    waiting_fen: int


@dataclass(frozen=True)
class Rates:
    """Suppliers together: claims that went out, how many of the decided ones passed, how many old parts were sent."""

    claims: int
    pass_bp: int | None
    return_bp: int | None


def together(rows: Sequence[SupplierFigures]) -> Rates:
    """Rates over suppliers, each claim and each old part counting once."""
    granted, decided = sum(row.granted for row in rows), sum(row.decided for row in rows)
    sent, demanded = sum(row.sent for row in rows), sum(row.demanded for row in rows)
    claims = sum(row.claims for row in rows)
    return Rates(claims, share_bp(granted, decided), share_bp(sent, demanded))


def share_bp(part: int, whole: int) -> int | None:
    """A share in basis points; None of nothing."""
    return round_half_up(part * FULL_BP, whole) if whole else None


def tally_supplier(
    supplier_id: int,
    supplier: str,
    tallies: Iterable[Tally],
    waiting: Ageing,
    demanded: int,
    sent: int,
) -> SupplierFigures:
    """Add up what stands in the tallies of one supplier; its waiting money is that of every month."""
    asked = [one for one in tallies if one.state in ASKED]
    decided = [one for one in asked if one.state in SPOKEN]
    return SupplierFigures(
        supplier_id,
        supplier,
        waiting,
        claims=sum(one.claims for one in asked),
        claimed_fen=sum(one.claimed_fen for one in asked),
        decided=sum(one.claims for one in decided),
        granted=sum(one.granted for one in decided),
        decided_fen=sum(one.claimed_fen for one in decided),
        approved_fen=sum(one.approved_fen for one in decided),
        demanded=demanded,
        sent=sent,
    )


def tally_month(period: str, tallies: Iterable[Tally]) -> MonthFigures:
    """Add up the tallies of one month; drafts are counted, what was dropped is not asked for."""
    mine = [one for one in tallies if one.state is not ClaimState.DROPPED]

    def count(*states: ClaimState) -> int:
        return sum(one.claims for one in mine if one.state in states)

    waiting = [one for one in mine if one.state in WAITING]
    state = ClaimState
    return MonthFigures(
        period,
        claims=sum(one.claims for one in mine),
        claimed_fen=sum(one.claimed_fen for one in mine),
        drafts=count(state.DRAFT),
        with_supplier=count(state.SUBMITTED),
        accepted=count(state.ACCEPTED, state.NOTICE_ISSUED, state.INVOICED),
        partly=count(state.PARTLY_ACCEPTED),
        rejected=count(state.REJECTED),
        settled=count(state.SETTLED),
        given_up=count(state.WRITTEN_OFF),
        approved_fen=sum(one.approved_fen for one in mine if one.state in SPOKEN),
        waiting_fen=sum(waiting_fen(one.state, one.claimed_fen, one.approved_fen) for one in waiting),
    )


def waiting_fen(state: ClaimState, claimed_fen: int, approved_fen: int) -> int:
    """What still has to come of claims in a state: all that was asked until the decision, then what was given."""
    if state is ClaimState.SUBMITTED:
        return claimed_fen
    return approved_fen if state in WAITING else 0


# Faults


class FaultKind(StrEnum):
    """What comes again: a part that fails, work that does not hold, words in which faults are told."""

    PART = "PART"
    OPERATION = "OPERATION"
    WORDS = "WORDS"


@dataclass(frozen=True)
class Sighting:
    """One fault: the job it came up on, its car and day, what failed and how it was told."""

    order_id: int
    vehicle_id: int
    on: date
    kind: FaultKind
    name: str
    supplier: str = ""


@dataclass(frozen=True)
class FrequentFault:
    """Something that came up on more than one job, and on how many; whose parts they were, where that is known."""

    kind: FaultKind
    name: str
    jobs: int
    cars: int
    last_on: date
    suppliers: tuple[str, ...]


_BETWEEN = re.compile(r"[\s,，.。;；:：、/|!！?？()（）“”\"]+")
_SHORTEST, _LONGEST = 2, 16


def told_faults(text: str) -> Iterator[str]:
    """The faults of a free text: what stands between its marks, short enough to be said twice the same way."""
    for words in dict.fromkeys(_BETWEEN.split(text.strip().lower())):
        if _SHORTEST <= len(words) <= _LONGEST and not words.isdigit():
            yield words


def frequent(sightings: Iterable[Sighting], least: int = 2) -> list[FrequentFault]:
    """What came up on at least so many jobs, the most frequent first; a job counts once, wherever it was noted."""
    found: dict[tuple[FaultKind, str], list[Sighting]] = {}
    for one in sightings:
        found.setdefault((one.kind, one.name), []).append(one)
    rows = [
        FrequentFault(
            kind,
            name,
            len({one.order_id for one in seen}),
            len({one.vehicle_id for one in seen}),
            max(one.on for one in seen),
            tuple(sorted({one.supplier for one in seen if one.supplier})),
        )
        for (kind, name), seen in found.items()
    ]
    order = list(FaultKind)
    rows.sort(key=lambda row: (-row.jobs, order.index(row.kind), row.name))
    return [row for row in rows if row.jobs >= least]
