"""Reads of claims: the list by stage and supplier, one claim with its check list, and what was done with it."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from peewee import fn

from garage.domain.claim_checks import Check, ClaimFacts
from garage.domain.claims import DECIDED, WAITING, ClaimKind, ClaimState, PartRole, Remedy, to_send_by
from garage.domain.history import Entry, act_words
from garage.domain.pages import Page
from garage.models.audit import AuditEntry
from garage.models.claims import Claim, ClaimLine, ClaimList, ClaimNotice
from garage.models.listing import Cursor, keyset, tuples
from garage.models.old_parts import OldPart
from garage.models.orders import WorkOrder
from garage.models.parts import Supplier
from garage.models.warranty_terms import ClaimTerms
from garage.services import claim_audits, claim_facts, claim_tags, old_part_rows, staff, working_days
from garage.services.claim_edits import FaultReport


class ClaimFilter(StrEnum):
    """Chips above the list, by what has to be done."""

    OPEN = "OPEN"
    DRAFT = "DRAFT"
    WITH_SUPPLIER = "WITH_SUPPLIER"
    DECIDED = "DECIDED"
    NOTICED = "NOTICED"
    SETTLED = "SETTLED"
    ALL = "ALL"


_S = ClaimState
STATES: dict[ClaimFilter, frozenset[ClaimState]] = {
    ClaimFilter.OPEN: WAITING | {_S.DRAFT, _S.REJECTED},
    ClaimFilter.DRAFT: frozenset({_S.DRAFT}),
    ClaimFilter.WITH_SUPPLIER: frozenset({_S.SUBMITTED}),
    ClaimFilter.DECIDED: DECIDED,
    ClaimFilter.NOTICED: frozenset({_S.NOTICE_ISSUED, _S.INVOICED}),
    ClaimFilter.SETTLED: frozenset({_S.SETTLED, _S.WRITTEN_OFF, _S.DROPPED}),
    ClaimFilter.ALL: frozenset(ClaimState),
}


@dataclass(frozen=True)
class ClaimRow:
    """A claim in the list; money in fen, `due_on` the earlier of month's day and claim period, `answer_due_on` while awaited."""

    id: int
    version: int
    no: str
    state: ClaimState
    supplier_id: int
    supplier: str
    order_id: int
    order_no: str
    plate: str
    model: str
    part: str
    period: str
    due_on: date
    claimed_fen: int
    approved_fen: int
    rounds: int
    major: bool
    answer_due_on: date | None
    submitted_at: datetime | None

    @property
    def waiting_fen(self) -> int:
        """What the supplier still owes, or may owe, of it."""
        if self.state is ClaimState.SUBMITTED:
            return self.claimed_fen
        return self.approved_fen if self.state in WAITING else 0


@dataclass(frozen=True)
class ClaimedLine:
    """A line as the page shows it; `allowed_fen` is what the terms pay, None where they say nothing."""

    id: int
    position: int
    kind: ClaimKind
    role: PartRole | None
    code: str
    name: str
    qty_milli: int
    old_serial: str
    new_serial: str
    claimed_fen: int
    approved_fen: int | None
    deduction_reason: str
    old_part_id: int | None
    old_part_no: str
    shelf: str
    allowed_fen: int | None

    @property
    def deducted_fen(self) -> int:
        """排异扣除: what was asked and not given."""
        return self.claimed_fen - self.approved_fen if self.approved_fen is not None else 0


@dataclass(frozen=True)
class ClaimPage:
    """One claim with everything its page and its papers say."""

    row: ClaimRow
    report: FaultReport
    vin: str
    customer: str
    lines: tuple[ClaimedLine, ...]
    facts: ClaimFacts
    checks: tuple[Check, ...]
    answer_provisional: bool
    reported_at: datetime | None
    approval_no: str
    approval_asked_at: datetime | None
    approved_on: date | None
    answered_at: datetime | None
    decided_at: datetime | None
    decision: str
    reinspected_at: datetime | None
    reinspection: str
    closed_at: datetime | None
    close_reason: str
    approved_by: str
    list_no: str
    notice_id: int | None
    notice_no: str

    @property
    def missing(self) -> int:
        """Items of the check list that are open."""
        return sum(1 for check in self.checks if not check.ok)


@dataclass(frozen=True)
class ClaimEntry:
    """What was done with a claim: when, by whom, and why where a reason was given."""

    id: int
    at: datetime
    who: str
    act: str
    text: str


def page(
    which: ClaimFilter, cursor: Cursor | None = None, limit: int = 50, *, supplier_id: int | None = None
) -> Page[ClaimRow]:
    """Claims of a stage, newest first; of one supplier where it is named."""
    query = _rows()
    if which is not ClaimFilter.ALL:
        query = query.where(Claim.state.in_([state.value for state in STATES[which]]))
    if supplier_id is not None:
        query = query.where(Claim.supplier == supplier_id)
    return keyset(query, (Claim.id,), cursor, limit, lambda rows: [_row(row) for row in rows])


def counts(supplier_id: int | None = None) -> dict[ClaimFilter, int]:
    """How many claims there are in each stage."""
    query = Claim.select(Claim.state, fn.COUNT(Claim.id)).group_by(Claim.state)
    if supplier_id is not None:
        query = query.where(Claim.supplier == supplier_id)
    found = {ClaimState(state): int(count) for state, count in tuples(query)}
    return {which: sum(found.get(state, 0) for state in states) for which, states in STATES.items()}


def waiting_fen(supplier_id: int | None = None) -> int:
    """Money that waits at suppliers: what was asked until it is decided, then what was given until it is paid."""
    asked = Claim.state == ClaimState.SUBMITTED.value
    given = Claim.state.in_([state.value for state in WAITING - {ClaimState.SUBMITTED}])
    total = 0
    for column, where in ((Claim.claimed_fen, asked), (Claim.approved_fen, given)):
        query = Claim.select(fn.COALESCE(fn.SUM(column), 0)).where(where)
        if supplier_id is not None:
            query = query.where(Claim.supplier == supplier_id)
        total += int(tuples(query)[0][0])
    return total


def claimed_suppliers() -> list[tuple[int, str]]:
    """(id, name) of the suppliers that anything was ever claimed from."""
    query = (
        Supplier.select(Supplier.id, Supplier.name)
        .where(Supplier.id.in_(Claim.select(Claim.supplier)))
        .order_by(Supplier.name, Supplier.id)
    )
    return [(ref, name) for ref, name in tuples(query)]


def by_number(no: str) -> int | None:
    """Id of the claim of this number."""
    row = Claim.get_or_none(Claim.no == no)
    return row.id if row else None


def of_order(order_id: int) -> list[ClaimRow]:
    """Claims about a job, the first first."""
    return [_row(row) for row in tuples(_rows().where(Claim.order == order_id).order_by(Claim.id))]


def of_ids(claim_ids: Collection[int]) -> list[ClaimRow]:
    """These claims, the first drafted first."""
    if not claim_ids:
        return []
    return [_row(row) for row in tuples(_rows().where(Claim.id.in_(list(claim_ids))).order_by(Claim.id))]


def row_of(claim_id: int) -> ClaimRow:
    """One claim as the list shows it; raises KeyError when there is none."""
    rows = tuples(_rows().where(Claim.id == claim_id))
    if not rows:
        raise KeyError(claim_id)
    return _row(rows[0])


def one(claim_id: int, today: date) -> ClaimPage:
    """One claim; raises KeyError when there is none."""
    row, claim = row_of(claim_id), Claim.find(claim_id)
    facts = claim_facts.read(claim, today)
    known = working_days.calendar()
    due = claim.answer_due_on
    return ClaimPage(
        row=row,
        report=_report(claim),
        vin=claim.vin,
        customer=facts.customer,
        lines=_lines(claim_id, facts),
        facts=facts,
        checks=claim_audits.on_page(claim_id, row.state, facts),
        answer_provisional=due is not None and not known.is_known(due),
        reported_at=claim.reported_at,
        approval_no=claim.approval_no,
        approval_asked_at=claim.approval_asked_at,
        approved_on=claim.approved_on,
        answered_at=claim.answered_at,
        decided_at=claim.decided_at,
        decision=claim.decision,
        reinspected_at=claim.reinspected_at,
        reinspection=claim.reinspection,
        closed_at=claim.closed_at,
        close_reason=claim.close_reason,
        approved_by=staff.names([claim.approved_by]).get(claim.approved_by, "") if claim.approved_by else "",
        list_no=_number(ClaimList, claim.claim_list_id),
        notice_id=claim.notice_id,
        notice_no=_number(ClaimNotice, claim.notice_id),
    )


def history(claim_id: int) -> list[ClaimEntry]:
    """Everything that was done with a claim, the last first."""
    entries = list(
        AuditEntry.select()
        .where((AuditEntry.noun == claim_facts.NOUN) & (AuditEntry.ref == claim_id))
        .order_by(AuditEntry.id.desc())
    )
    who = staff.names({entry.staff_id for entry in entries})
    return [
        ClaimEntry(
            entry.id,
            entry.at,
            who.get(entry.staff_id, "?"),
            act_words(Entry(claim_facts.NOUN, claim_id, entry.act, {}, json.loads(entry.after or "{}"))),
            entry.reason,
        )
        for entry in entries
    ]


def tags_of(claim_id: int) -> list[tuple[int, str]]:
    """(id, number and name) of the old parts of the job that this claim has or may have."""
    claim = Claim.get_by_id(claim_id)
    stands = (OldPart.order == claim.order_id) & (OldPart.void_reason == "")
    query = OldPart.select(OldPart.id, OldPart.no, OldPart.name).where(stands).order_by(OldPart.id)
    rows = tuples(query)
    others = {row.id: row.claim_id for row in old_part_rows.of_ids([ref for ref, _no, _name in rows])}
    return [(ref, f"{no} {name}") for ref, no, name in rows if others[ref] in {None, claim_id}]


def _number(model: Any, ref: int | None) -> str:
    return model.get_by_id(ref).no if ref is not None else ""


def report_asked(claim_id: int) -> FaultReport:
    """The report as it is to be written on: an empty cause is what a rework case has shown meanwhile."""
    claim = Claim.get_by_id(claim_id)
    refs = [
        ref for (ref,) in tuples(ClaimLine.select(ClaimLine.order_line).where(ClaimLine.claim == claim_id))
    ]
    report = _report(claim)
    return report if report.cause else replace(report, cause=claim_facts.cause_found(claim.order_id, refs))


def _report(claim: Claim) -> FaultReport:
    return FaultReport(
        fault_on=claim.fault_on,
        bought_on=claim.bought_on,
        odometer_km=claim.odometer_km,
        engine_no=claim.engine_no,
        place=claim.place,
        symptoms=claim.symptoms,
        cause=claim.cause,
        remedy=Remedy(claim.remedy) if claim.remedy else None,
        tried=claim.tried,
        component_why=claim_facts.component_why(claim),
        major=bool(claim.major),
        note=claim.note,
    )


def _lines(claim_id: int, facts: ClaimFacts) -> tuple[ClaimedLine, ...]:
    columns = (
        *(ClaimLine.id, ClaimLine.position, ClaimLine.kind, ClaimLine.role, ClaimLine.code, ClaimLine.name),
        *(ClaimLine.qty_milli, ClaimLine.old_serial, ClaimLine.new_serial, ClaimLine.claimed_fen),
        *(ClaimLine.approved_fen, ClaimLine.deduction_reason, ClaimLine.old_part),
    )
    query = ClaimLine.select(*columns).where(ClaimLine.claim == claim_id).order_by(ClaimLine.position)
    tags = _tags(claim_id)
    return tuple(
        _line(row, tags.get(row[0], ()), seen.allowed_fen)
        for row, seen in zip(tuples(query), facts.lines, strict=True)
    )


def _tags(claim_id: int) -> dict[int, list[tuple[str, str]]]:
    """{claim line: (number, shelf) of each of its old parts}."""
    held = claim_tags.of_claims([claim_id])
    rows = old_part_rows.of_ids([ref for refs in held.values() for ref in refs])
    known = {row.id: (row.no, row.shelf) for row in rows}
    return {line: [known[ref] for ref in refs] for line, refs in held.items()}


def _line(row: Sequence[Any], tags: Sequence[tuple[str, str]], allowed_fen: int | None) -> ClaimedLine:
    """All old parts of a line stand in one cell, and the shelves they lie on."""
    shelves = dict.fromkeys(shelf for _no, shelf in tags if shelf)
    values = [*row, ", ".join(no for no, _shelf in tags), ", ".join(shelves), allowed_fen]
    values[2:4] = ClaimKind(row[2]), PartRole(row[3]) if row[3] else None
    return ClaimedLine(*values)


def _rows() -> Any:
    first = ClaimLine.select(fn.MIN(ClaimLine.position)).where(ClaimLine.claim == Claim.id)
    named = ClaimLine.alias()
    return (
        Claim.select(
            Claim.id,
            Claim.version,
            Claim.no,
            Claim.state,
            Claim.supplier,
            Supplier.name,
            Claim.order,
            WorkOrder.no,
            Claim.plate,
            Claim.model,
            fn.COALESCE(named.name, ""),
            Claim.period,
            Claim.due_on,
            Claim.claimed_fen,
            Claim.approved_fen,
            Claim.rounds,
            Claim.major,
            Claim.answer_due_on,
            Claim.answered_at,
            Claim.submitted_at,
            *(Claim.fault_on, fn.COALESCE(ClaimTerms.claim_days, 0)),
        )
        .join(Supplier, on=(Supplier.id == Claim.supplier))
        .left_outer_join(ClaimTerms, on=(ClaimTerms.supplier == Supplier.id))
        .switch(Claim)
        .join(WorkOrder, on=(WorkOrder.id == Claim.order))
        .left_outer_join(named, on=((named.claim == Claim.id) & (named.position == first)))
    )


def _row(columns: Sequence[Any]) -> ClaimRow:
    *about, due, answered, submitted, fault_on, days = columns
    values = [*about, due if answered is None else None, submitted]
    values[3] = ClaimState(values[3])
    values[12] = to_send_by(values[3], values[12], fault_on, days)
    return ClaimRow(*values)
