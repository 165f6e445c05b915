"""Reads of the board of warranty returns: cards by stage, and what is due (E3, E5, E8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from garage.domain.claims import CLOSED, ClaimState, to_send_by
from garage.domain.lines import COUNTING, PayType
from garage.domain.old_parts import KEPT, OldPartPurpose, OldPartState
from garage.domain.orders import OrderState
from garage.domain.pages import Page
from garage.domain.returns_board import BoardAct, Stage, next_act
from garage.models.claims import Claim, ClaimLine
from garage.models.listing import Cursor, keyset, tuples
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.models.warranty_terms import ClaimTerms
from garage.services.claim_tags import came_along
from garage.services.old_part_tags import TAGGABLE

MOST = 500
"""Cards that a stage shows; what is open beyond them nobody could look through."""
_CLAIMABLE = [state.value for state in (*KEPT, OldPartState.TAGGED)]
_CLOSED = [state.value for state in CLOSED]
_OPEN = [state.value for state in ClaimState if state not in CLOSED]
_STAND = [status.value for status in COUNTING]
_NOT_AGREED = sorted(state.value for state in frozenset(OrderState) - TAGGABLE)


@dataclass(frozen=True)
class Card:
    """One card: an old part, a job that nobody has claimed for, or a claim; `ref` is its row's id, money in fen.

    `fen` is what the line of the job comes to until it is claimed, then what is waited for, then what came of it;
    `due_on` is the day for which an answer or the claim itself is due.
    """

    kind: str
    ref: int
    no: str
    state: OldPartState | ClaimState | None
    order_id: int
    order_no: str
    plate: str
    model: str
    part: str
    supplier: str
    fen: int
    since: date
    due_on: date | None = None
    rounds: int = 0

    @property
    def key(self) -> str:
        """Its name on the board."""
        return f"{self.kind}{self.ref}"

    @property
    def stage(self) -> Stage:
        """The list it stands in."""
        if self.kind != CLAIM:
            return Stage.OLD_PARTS
        return Stage.CLOSED if self.state in CLOSED else Stage.CLAIMED

    @property
    def act(self) -> BoardAct | None:
        """What comes next with it."""
        return BoardAct.DRAFT if self.state is None else next_act(self.state)


OLD_PART, JOB, CLAIM = "part", "job", "claim"


def cards(stage: Stage, supplier_id: int | None = None) -> list[Card]:
    """Every card of a stage that is not closed; what is due first, or waits longest, comes first."""
    return claimable(supplier_id) if stage is Stage.OLD_PARTS else under_way(supplier_id)


# Old parts and jobs that are not claimed


def claimable(supplier_id: int | None = None) -> list[Card]:
    """Old parts for suppliers that no claim has, and jobs with claim lines of which no such part came off."""
    parts = _old_parts(supplier_id)
    tagged = {card.order_id for card in parts}
    jobs = [card for card in _jobs(supplier_id) if card.order_id not in tagged]
    return sorted([*parts, *jobs], key=lambda card: (card.since, card.no))


def _old_parts(supplier_id: int | None) -> list[Card]:
    rows = _unclaimed_parts.rows(MOST) if supplier_id is None else _parts_of.rows(supplier_id, MOST)
    return [
        Card(OLD_PART, ref, no, OldPartState(state), order, order_no, plate, model, name, who, fen, at.date())
        for ref, no, state, order, order_no, plate, model, name, who, fen, at in rows
    ]


@statement
def _unclaimed_parts(limit: Any) -> Any:
    return _part_cards().order_by(OldPart.id).limit(limit)


@statement
def _parts_of(supplier_id: Any, limit: Any) -> Any:
    return _part_cards().where(OldPart.supplier == supplier_id).order_by(OldPart.id).limit(limit)


def _part_cards() -> Any:
    named = ClaimLine.select(ClaimLine.id).where(ClaimLine.live & (ClaimLine.old_part == OldPart.id))
    along = ClaimLine.select(ClaimLine.id).where(came_along())
    return (
        OldPart.select(
            OldPart.id,
            OldPart.no,
            OldPart.state,
            WorkOrder.id,
            WorkOrder.no,
            Vehicle.plate,
            Vehicle.model,
            OldPart.name,
            fn.COALESCE(Supplier.name, ""),
            fn.COALESCE(OrderLine.gross_fen, 0),
            OldPart.removed_at,
        )
        .join(WorkOrder, on=(WorkOrder.id == OldPart.order))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .left_outer_join(Supplier, on=(Supplier.id == OldPart.supplier))
        .left_outer_join(OrderLine, on=(OrderLine.id == OldPart.line))
        .where(OldPart.state.in_(_CLAIMABLE) & (OldPart.purpose == OldPartPurpose.CLAIM.value))
        .where(~fn.EXISTS(named) & ~fn.EXISTS(along))
    )


def _jobs(supplier_id: int | None) -> list[Card]:
    """Jobs with claim lines that no claim has."""
    return [
        Card(JOB, ref, no, None, ref, no, plate, model, name, who or "", int(fen), at.date())
        for ref, no, plate, model, name, who, source, fen, at in _unclaimed_jobs.rows(MOST)
        if supplier_id in {None, source}
    ]


@statement
def _unclaimed_jobs(limit: Any) -> Any:
    """By the partial index of claim lines; the constants stand in the text, so that both engines see that it fits."""
    taken = ClaimLine.select(ClaimLine.id).where(ClaimLine.live & (ClaimLine.order_line == OrderLine.id))
    car = (WorkOrder.id, WorkOrder.no, Vehicle.plate, Vehicle.model)
    return (
        OrderLine.select(
            *car,
            fn.MIN(OrderLine.name),
            fn.MIN(Supplier.name),
            fn.MIN(Supplier.id),
            fn.SUM(OrderLine.gross_fen),
            WorkOrder.received_at,
        )
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .left_outer_join(Part, on=(Part.id == OrderLine.part))
        .left_outer_join(Supplier, on=(Supplier.id == Part.supplier))
        .where((OrderLine.pay_type == PayType.CLAIM.value) & OrderLine.status.in_(_STAND))
        .where(~OrderLine.customer_supplied & ~fn.EXISTS(taken))
        .where(WorkOrder.state.not_in(_NOT_AGREED))
        .group_by(*car, WorkOrder.received_at)
        .order_by(WorkOrder.id)
        .limit(limit)
    )


# Claims


def under_way(supplier_id: int | None = None) -> list[Card]:
    """Claims that are not closed, those that something is due of first, then the oldest."""
    query = _claim_cards().where(Claim.state.in_(_OPEN))
    if supplier_id is not None:
        query = query.where(Claim.supplier == supplier_id)
    cards = [_claim(row) for row in tuples(query.order_by(Claim.id).limit(MOST))]
    return sorted(cards, key=lambda card: (card.due_on is None, card.due_on or card.since, card.ref))


def closed(cursor: Cursor | None = None, limit: int = 50, *, supplier_id: int | None = None) -> Page[Card]:
    """Claims that were paid, given up or not made, the newest first."""
    # Not the bare column: its index would have all closed claims sorted, where the newest are enough.
    query = _claim_cards().where(fn.COALESCE(Claim.state, "").in_(_CLOSED))
    if supplier_id is not None:
        query = query.where(Claim.supplier == supplier_id)
    return keyset(query, (Claim.id,), cursor, limit, lambda rows: [_claim(row) for row in rows])


def _claim_cards() -> Any:
    first = ClaimLine.select(fn.MIN(ClaimLine.position)).where(ClaimLine.claim == Claim.id)
    named = ClaimLine.alias()
    return (
        Claim.select(
            Claim.id,
            Claim.no,
            Claim.state,
            WorkOrder.id,
            WorkOrder.no,
            Claim.plate,
            Claim.model,
            fn.COALESCE(named.name, ""),
            Supplier.name,
            Claim.claimed_fen,
            Claim.approved_fen,
            Claim.rounds,
            Claim.due_on,
            Claim.answer_due_on,
            Claim.answered_at,
            Claim.created_at,
            Claim.submitted_at,
            Claim.closed_at,
            Claim.fault_on,
            fn.COALESCE(ClaimTerms.claim_days, 0),
        )
        .join(Supplier, on=(Supplier.id == Claim.supplier))
        .left_outer_join(ClaimTerms, on=(ClaimTerms.supplier == Supplier.id))
        .switch(Claim)
        .join(WorkOrder, on=(WorkOrder.id == Claim.order))
        .left_outer_join(named, on=((named.claim == Claim.id) & (named.position == first)))
    )


def _claim(row: Sequence[Any]) -> Card:
    ref, no, word, order, order_no, plate, model, name, who, claimed, approved, rounds, *days = row
    due, answer_due, answered, made, submitted, closed, fault_on, period = days
    state = ClaimState(word)
    asked = state in {ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.REJECTED}
    drafted = state is ClaimState.DRAFT
    awaited = answer_due if answer_due is not None and answered is None else None
    since = closed or (None if drafted else submitted) or made
    return Card(
        CLAIM,
        ref,
        no,
        state,
        order,
        order_no,
        plate,
        model,
        name,
        who,
        claimed if asked else approved,
        since.date(),
        None if closed else awaited or (to_send_by(state, due, fault_on, period) if drafted else None),
        rounds,
    )


def suppliers() -> list[tuple[int, str]]:
    """(id, name) of whoever anything is or was claimed from, or has an old part waiting for it."""
    waiting = OldPart.select(OldPart.supplier).where(
        OldPart.state.in_(_CLAIMABLE)
        & (OldPart.purpose == OldPartPurpose.CLAIM.value)
        & OldPart.supplier.is_null(False)
    )
    claimed = fn.EXISTS(Claim.select(Claim.id).where(Claim.supplier == Supplier.id))
    query = Supplier.select(Supplier.id, Supplier.name).where(claimed | Supplier.id.in_(waiting))
    return [(ref, name) for ref, name in tuples(query.order_by(Supplier.name, Supplier.id))]
