"""Claims from their submission to what the supplier decided, and what follows (E4–E6, invariant 17)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from garage.domain.claim_checks import ClaimFacts, check_list, missing
from garage.domain.claims import (
    CLOSED,
    DECIDED,
    GONE,
    MOVES,
    NOTICED,
    ClaimState,
    decided_state,
    due_on,
    period_of,
)
from garage.domain.lines import PayType
from garage.domain.money import format_yuan
from garage.domain.old_parts import OldPartPurpose
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.claims import Claim, ClaimLine, ClaimList
from garage.models.listing import tuples
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine
from garage.services import (
    claim_audits,
    claim_facts,
    claim_tags,
    claim_terms,
    old_part_books,
    old_parts,
    staff,
)
from garage.services.claim_drafts import draft
from garage.services.claim_edits import claim_in
from garage.services.command import Area, By, audit, command, update

__all__ = [
    "Decision",
    "check_books",
    "decide",
    "draft",
    "drop",
    "follow_notice",
    "lacking",
    "submit",
]


@dataclass(frozen=True)
class Decision:
    """What the supplier gives for one line, in fen, and why it is less than was asked."""

    line_id: int
    approved_fen: int
    reason: str = ""


@command(Area.RETURNS, Area.ORDERS)
def submit(by: By, claim_id: int, version: int) -> None:
    """The claim goes to the supplier; the answer to a major fault is already awaited from its report.

    RuleError names everything that is missing: the open items of the check list by their codes, "late" among them when
    the claim period is over.
    """
    claim = claim_in(claim_id, version, frozenset({ClaimState.DRAFT}))
    _check(by, claim)
    _show_old_parts(by, claim)
    update(by, claim, version, act="submit", state=ClaimState.SUBMITTED.value, submitted_at=by.at)


def _show_old_parts(by: By, claim: Claim) -> None:
    """Old parts that were tagged after the claim was drafted are its evidence from now on."""
    mine = ClaimLine.claim == claim.id
    for line in ClaimLine.select().where(mine & ClaimLine.part.is_null(False)).order_by(ClaimLine.position):
        free = claim_facts.free_tags([line.order_line_id]).get(line.order_line_id, [])
        for ref in free:
            old_parts.hold_for_claim(by, ref, claim.supplier_id)
        unnamed = (ClaimLine.id == line.id) & ClaimLine.old_part.is_null()
        ClaimLine.update(old_part=free[0] if free else None).where(unnamed).execute()


def lacking(claim: Claim, today: date) -> list[Reason]:
    """What keeps a claim from going out on `today`; the reasons that `submit` refuses it with."""
    return _open(claim_facts.read(claim, today))


def _open(facts: ClaimFacts) -> list[Reason]:
    return [Reason(item.code, _said(item.text, item.detail), item.goto) for item in missing(facts)]


def _check(by: By, claim: Claim) -> None:
    """Refuse a claim that lacks something, and keep the list with which it goes out."""
    facts = claim_facts.read(claim, by.today)
    if reasons := _open(facts):
        raise RuleError(reasons)
    claim_audits.keep(by, claim.id, check_list(facts))


def _said(text: str, detail: str) -> str:
    return _("Not so yet: {item}. {detail}").format(item=text, detail=detail).strip()


@command(Area.RETURNS, Area.ORDERS)
def decide(by: By, claim_id: int, version: int, decisions: Sequence[Decision], note: str = "") -> ClaimState:
    """What the supplier gives, line by line; returns whether that is all, a part or nothing.

    FieldError("lines.0.approved") for more than was asked, ("lines.0.reason") without a reason for less; ("lines") unless
    every line is decided once.
    """
    claim = claim_in(claim_id, version, frozenset({ClaimState.SUBMITTED}))
    lines = list(ClaimLine.select().where(ClaimLine.claim == claim_id).order_by(ClaimLine.position))
    said = {decision.line_id: decision for decision in decisions}
    if len(said) != len(decisions) or said.keys() != {line.id for line in lines}:
        raise FieldError("lines", _("Every line is decided once."))
    for index, line in enumerate(lines):
        _decide_line(f"lines.{index}", line, said[line.id])
    _log_deductions(by, claim_id, lines, said)
    approved = sum(one.approved_fen for one in decisions)
    state = decided_state(claim.claimed_fen, approved)
    update(
        by,
        claim,
        version,
        act="decide",
        state=state.value,
        decided_at=by.at,
        answered_at=claim.answered_at or (by.at if claim.answer_due_on else None),
        decision=one_line("note", note, 200),
        approved_fen=approved,
    )
    return state


def _decide_line(cell: str, line: ClaimLine, said: Decision) -> None:
    if not 0 <= said.approved_fen <= line.claimed_fen:
        raise FieldError(f"{cell}.approved", _("No more than was asked for, no less than nothing."))
    less = said.approved_fen < line.claimed_fen
    reason = one_line(f"{cell}.reason", said.reason, 200) if less else ""
    if less and not reason:
        raise FieldError(f"{cell}.reason", _("Say why the supplier gives less."))
    values = {"approved_fen": said.approved_fen, "deduction_reason": reason}
    ClaimLine.update(values).where(ClaimLine.id == line.id).execute()


def _log_deductions(by: By, claim_id: int, lines: Sequence[ClaimLine], said: Mapping[int, Decision]) -> None:
    """What was not given and why outlives the next hearing, which opens the lines again (invariant 24)."""
    less = [
        f"{line.name} {format_yuan(line.claimed_fen - one.approved_fen)}: {one.reason}"
        for line in lines
        if (one := said[line.id]).approved_fen < line.claimed_fen
    ]
    if less:
        audit(by, "deduct", claim_facts.NOUN, claim_id, reason="; ".join(less))


@command(Area.RETURNS, Area.ORDERS)
def take_back_decision(by: By, claim_id: int, version: int, reason: str) -> None:
    """What was entered as the supplier's decision was wrong: the claim waits for it again."""
    claim = claim_in(claim_id, version, DECIDED)
    why = said_why(reason)
    _hold_evidence(by, claim)
    _undecide(by, claim, "undecide", why, {})


def _hold_evidence(by: By, claim: Claim) -> None:
    """What the claim rests on is held again; what left meanwhile the supplier cannot look at (invariant 17).

    While the claim was on a notice its parts were free: a part may have been meant for scrap since.
    """
    refs = [ref for held in claim_tags.of_claims([claim.id]).values() for ref in held]
    parts = list(OldPart.select().where(OldPart.id.in_(refs)).order_by(OldPart.id))
    text = _("{tag} is not on the shelf")
    if gone := [row.no for row in parts if row.state not in old_part_books.SHOWABLE or not row.intact]:
        raise RuleError([Reason("old_part", text.format(tag=no), "lines") for no in gone])
    for row in parts:
        if row.purpose != OldPartPurpose.CLAIM.value:
            old_parts.hold_for_claim(by, row.id, claim.supplier_id)


@command(Area.RETURNS, Area.ORDERS)
def resubmit(by: By, claim_id: int, version: int, reason: str) -> None:
    """Ask again for what the supplier did not give, with the month's list of today; RuleError as for `submit`."""
    claim = claim_in(claim_id, version, DECIDED - {ClaimState.ACCEPTED})
    why = said_why(reason)
    claim.rounds += 1
    _check(by, claim)
    _hold_evidence(by, claim)
    _show_old_parts(by, claim)
    day = claim_terms.of(claim.supplier_id).due_day
    again = {
        "rounds": claim.rounds,
        "submitted_at": by.at,
        "period": period_of(by.today),
        "due_on": due_on(by.today, day),
        "claim_list": None,
    }
    claim.rounds -= 1
    _undecide(by, claim, "resubmit", why, again)


def _undecide(by: By, claim: Claim, act: str, why: str, also: dict[str, Any]) -> None:
    open_ = {"approved_fen": None, "deduction_reason": ""}
    ClaimLine.update(open_).where(ClaimLine.claim == claim.id).execute()
    state = ClaimState.SUBMITTED.value
    values = {"state": state, "decided_at": None, "decision": "", "approved_fen": 0, **also}
    update(by, claim, claim.version, act=act, reason=why, **values)


@command(Area.RETURNS, Area.ORDERS)
def write_off(by: By, claim_id: int, version: int, reason: str, *, approved_by: int | None = None) -> None:
    """Give the money up; an owner approves, and acts for himself. Its lines and old parts are free then.

    RuleError("granted") while the supplier owes a part of it: that goes on a notice, which gives up the rest.
    """
    claim = claim_in(claim_id, version, frozenset({ClaimState.REJECTED, ClaimState.PARTLY_ACCEPTED}))
    if claim.approved_fen:
        text = _("{amount} of it are granted: they go on a settlement notice, which gives up only the rest.")
        raise RuleError(Reason("granted", text.format(amount=format_yuan(claim.approved_fen)), "notice"))
    why = said_why(reason)
    own = approved_by is None and staff.is_owner(by.staff_id)
    owner = staff.check_owner("approved_by", by.staff_id if own else approved_by)
    _close(by, claim, ClaimState.WRITTEN_OFF, why, approved_by=owner)


@command(Area.RETURNS, Area.ORDERS)
def drop(by: By, claim_id: int, version: int, reason: str) -> None:
    """A draft is not claimed after all; its number stays, its lines are free."""
    claim = claim_in(claim_id, version, frozenset({ClaimState.DRAFT}))
    _close(by, claim, ClaimState.DROPPED, said_why(reason), approved_by=None)
    if claim.claim_list_id is not None:  # whoever is about to send that list with it is told
        ClaimList.update(version=ClaimList.version + 1).where(ClaimList.id == claim.claim_list_id).execute()
        audit(by, "unlist", "claim_list", claim.claim_list_id, reason=claim.no)


def _close(by: By, claim: Claim, state: ClaimState, why: str, **also: Any) -> None:
    ClaimLine.update(live=False).where(ClaimLine.claim == claim.id).execute()
    values = {"state": state.value, "closed_at": by.at, "close_reason": why, **also}
    update(by, claim, claim.version, act=state.value.lower(), reason=why, **values)


@command(Area.RETURNS)
def reinspect(by: By, claim_id: int, version: int, note: str) -> None:
    """The supplier looked at the old part again, here or there; FieldError("note") without what came of it."""
    found = one_line("note", note, 300)
    if not found:
        raise FieldError("note", _("Say what the inspection found."))
    claim = claim_in(claim_id, version, frozenset(ClaimState) - CLOSED - {ClaimState.DRAFT})
    update(by, claim, version, act="reinspect", reinspected_at=by.at, reinspection=found)


@command(Area.RETURNS)
def follow_notice(by: By, claim_ids: Sequence[int], state: ClaimState, notice_id: int | None) -> None:
    """Claims go with their settlement notice: issued, invoiced, settled, or one step back when that is undone.

    `notice_id` None takes them off a notice that was voided; they are as the supplier decided, whichever of the decided
    states is named. RuleError("state") for one that cannot follow.
    """
    for ref in sorted(claim_ids):
        claim = Claim.get_by_id(ref)
        to = decided_state(claim.claimed_fen, claim.approved_fen) if notice_id is None else state
        if to not in MOVES[ClaimState(claim.state)] or to not in NOTICED | DECIDED:
            claim_in(ref, None, frozenset())
        if claim.notice_id not in {None, notice_id} and notice_id is not None:
            text = _("{number} is on another notice already.").format(number=claim.no)
            raise RuleError(Reason("noticed", text))
        closed = by.at if to is ClaimState.SETTLED else None
        act = f"notice {to.value.lower()}"
        update(by, claim, claim.version, act=act, state=to.value, notice=notice_id, closed_at=closed)


# The proof


def check_books() -> Iterator[str]:
    """Claims add up to their lines, and what is not given has a reason (invariant 17)."""
    yield from _false_sums()
    yield from _false_lines()
    yield from _other_payers()


def _false_sums() -> Iterator[str]:
    query = (
        Claim.select(
            Claim.no,
            Claim.state,
            Claim.claimed_fen,
            Claim.approved_fen,
            fn.COALESCE(fn.SUM(ClaimLine.claimed_fen), 0),
            fn.COALESCE(fn.SUM(ClaimLine.approved_fen), 0),
            fn.COUNT(ClaimLine.approved_fen),
            fn.COUNT(ClaimLine.id),
        )
        .left_outer_join(ClaimLine, on=(ClaimLine.claim == Claim.id))
        .group_by(Claim.id)
        .order_by(Claim.id)
    )
    for no, word, claimed, approved, asked, given, decided, lines in tuples(query):
        state = ClaimState(word)
        if claimed != int(asked) or approved != int(given) or not lines:
            yield _("{number} is not the sum of its lines.").format(number=no)
        spoken = state in DECIDED | NOTICED | {ClaimState.WRITTEN_OFF}
        if decided != (lines if spoken else 0):
            yield _("{number}: the supplier's decision does not stand on every line.").format(number=no)
        elif state in DECIDED and decided_state(claimed, approved) is not state:
            yield _("{number} is not what the supplier decided.").format(number=no)


def _false_lines() -> Iterator[str]:
    beyond = ClaimLine.approved_fen > ClaimLine.claimed_fen
    unsaid = (ClaimLine.approved_fen < ClaimLine.claimed_fen) & (ClaimLine.deduction_reason == "")
    gone = Claim.state.in_([state.value for state in GONE])
    loose = (ClaimLine.live & gone) | (~ClaimLine.live & ~gone)
    query = (
        ClaimLine.select(Claim.no, ClaimLine.position)
        .join(Claim, on=(Claim.id == ClaimLine.claim))
        .where(beyond | unsaid | loose)
        .order_by(ClaimLine.id)
    )
    for no, position in tuples(query):
        yield _("{number}, line {n}: it was decided otherwise than it was asked.").format(
            number=no, n=position
        )


def _other_payers() -> Iterator[str]:
    """What is claimed from a supplier is charged to nobody else."""
    query = (
        ClaimLine.select(Claim.no, ClaimLine.name)
        .join(Claim, on=(Claim.id == ClaimLine.claim))
        .join(OrderLine, on=(OrderLine.id == ClaimLine.order_line))
        .where(ClaimLine.live & (OrderLine.pay_type != PayType.CLAIM.value))
        .order_by(ClaimLine.id)
    )
    for no, name in tuples(query):
        yield _("{number}: somebody else pays for “{name}”.").format(number=no, name=name)
