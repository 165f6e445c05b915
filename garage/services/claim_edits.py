"""What is filled in on a claim: the fault report, its lines, the questions, the ticks, approval and major fault (E4, E5)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.claim_checks import check_list
from garage.domain.claims import (
    DECIDED,
    QUESTIONS,
    ClaimKind,
    ClaimState,
    PartRole,
    Remedy,
    due_on,
    period_of,
)
from garage.domain.labels import label
from garage.domain.money import MAX_PRICE_FEN
from garage.domain.text import half_width, one_line, several_lines
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.claims import Claim, ClaimLine
from garage.models.old_parts import OldPart
from garage.services import claim_facts, claim_tags, claim_terms, old_parts, working_days
from garage.services.command import Area, By, audit, command, refuse_stale, update


@dataclass(frozen=True)
class FaultReport:
    """故障报告: the car, the fault and what was done about it, as the supplier reads it."""

    fault_on: date
    bought_on: date | None = None
    odometer_km: int | None = None
    engine_no: str = ""
    place: str = ""
    symptoms: str = ""
    cause: str = ""
    remedy: Remedy | None = None
    tried: str = ""
    component_why: str = ""
    major: bool = False
    note: str = ""


@dataclass(frozen=True)
class LineEdit:
    """A line as somebody wants it; without an id another cost, which no line of the order stands for."""

    id: int | None
    name: str
    claimed_fen: int
    role: PartRole | None = None
    old_serial: str = ""
    new_serial: str = ""
    old_part_id: int | None = None


REPORTING = frozenset({ClaimState.DRAFT}) | DECIDED - {ClaimState.ACCEPTED}
"""States in which the report may be put right: before it goes out, and before it goes out again."""
LONGEST = 200


def claim_in(claim_id: int, version: int | None, states: frozenset[ClaimState]) -> Claim:
    """The claim, in one of `states`, as it was at `version`; KeyError, StaleError or RuleError("state")."""
    row = Claim.find(claim_id)
    if row is None:
        raise KeyError(claim_id)
    refuse_stale(row, version)
    if ClaimState(row.state) not in states:
        text = _("{number} is “{state}” now.").format(number=row.no, state=label(ClaimState(row.state)))
        raise RuleError(Reason("state", text))
    found: Claim = row
    return found


@command(Area.RETURNS)
def save_report(by: By, claim_id: int, version: int, report: FaultReport) -> None:
    """Write the fault report, in a draft or before the claim goes out again.

    The month the claim belongs to follows the day of the fault while it is a draft. FieldError on the name of the value.
    """
    claim = claim_in(claim_id, version, REPORTING)
    if report.fault_on > by.today:
        raise FieldError("fault_on", _("This day has not come yet."))
    if report.bought_on is not None and report.bought_on > report.fault_on:
        raise FieldError("bought_on", _("Bought or fitted before the fault, not after it."))
    if report.odometer_km is not None and not 0 <= report.odometer_km <= claim_terms.MOST_KM:
        raise FieldError(
            "odometer_km", _("Between {least:,} and {most:,}.").format(least=0, most=claim_terms.MOST_KM)
        )
    kept = {
        **claim_facts.answers(claim),
        "component_why": one_line("component_why", report.component_why, 300),
    }
    values: dict[str, Any] = {
        "fault_on": report.fault_on,
        "bought_on": report.bought_on,
        "odometer_km": report.odometer_km,
        "engine_no": one_line("engine_no", report.engine_no, 30),
        "place": one_line("place", report.place, 120),
        "symptoms": several_lines("symptoms", report.symptoms, 1000),
        "cause": several_lines("cause", report.cause, claim_facts.LONGEST_CAUSE),
        "remedy": report.remedy.value if report.remedy else "",
        "tried": one_line("tried", report.tried, 300),
        "answers": _json(kept),
        "major": report.major,
        "note": one_line("note", report.note, LONGEST),
    }
    if ClaimState(claim.state) is ClaimState.DRAFT:
        terms = claim_terms.of(claim.supplier_id)
        values |= {
            "period": period_of(report.fault_on),
            "due_on": due_on(report.fault_on, terms.due_day),
        }
    update(by, claim, version, act="report", **values)


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@command(Area.RETURNS)
def save_lines(by: By, claim_id: int, version: int, lines: Sequence[LineEdit]) -> None:
    """What is asked for, in a draft: lines that are left out are no longer claimed.

    FieldError("lines") without any, or on a cell: "lines.0.name", "lines.0.claimed", "lines.0.old_part".
    """
    claim = claim_in(claim_id, version, frozenset({ClaimState.DRAFT}))
    if not lines:
        raise FieldError("lines", _("Choose at least one line."))
    held = {row.id: row for row in ClaimLine.select().where(ClaimLine.claim == claim_id)}
    named = [line.id for line in lines if line.id is not None]
    if not held.keys() >= set(named):
        raise FieldError("lines", _("Someone else changed this meanwhile."))
    if len(named) > len(set(named)):
        raise ValueError(named)
    for ref in held.keys() - set(named):
        ClaimLine.delete().where(ClaimLine.id == ref).execute()
    ClaimLine.update(old_part=None).where(ClaimLine.claim == claim_id).execute()  # two may change places
    for position, line in enumerate(lines, 1):
        _keep_line(by, claim, held.get(line.id or 0), position, line)
    total = sum(line.claimed_fen for line in lines)
    if not update(by, claim, version, act="lines", claimed_fen=total):
        Claim.update(version=version + 1).where(Claim.id == claim_id).execute()
        audit(by, "lines", "claim", claim_id)


def _keep_line(by: By, claim: Claim, row: Any, position: int, line: LineEdit) -> None:
    cell = f"lines.{position - 1}"
    name = one_line(f"{cell}.name", line.name, 120)
    if not name:
        raise FieldError(f"{cell}.name", _("A name is needed."))
    if not 0 <= line.claimed_fen <= MAX_PRICE_FEN:
        raise FieldError(f"{cell}.claimed", _("The amount cannot be less than zero or that large."))
    if row is None:
        columns = {"kind": ClaimKind.OTHER.value, "qty_milli": 1000, "claimed_fen": line.claimed_fen}
        ClaimLine.create(claim=claim.id, position=position, name=name, **columns)
        return
    part = row.kind == ClaimKind.PART.value
    values = {
        "position": position,
        "name": name if row.kind == ClaimKind.OTHER.value else row.name,
        "claimed_fen": line.claimed_fen,
        "role": line.role.value if part and line.role else "",
        "old_serial": _serial(cell, line.old_serial) if part else "",
        "new_serial": _serial(cell, line.new_serial) if part else "",
        "old_part": _tag(by, f"{cell}.old_part", claim, row, line.old_part_id) if part else None,
    }
    ClaimLine.update(values).where(ClaimLine.id == row.id).execute()


def _serial(cell: str, text: str) -> str:
    return one_line(f"{cell}.serial", half_width(text), claim_facts.LONGEST_SERIALS).upper()


def _tag(by: By, field: str, claim: Claim, row: ClaimLine, old_part_id: int | None) -> int | None:
    """The old part, one of this job that no other claim has."""
    if old_part_id is None:
        return None
    old = OldPart.find(old_part_id)
    if old is None or old.order_id != claim.order_id or old.void_reason:
        raise FieldError(field, _("This old part is not one of this job."))
    named = (ClaimLine.old_part == old_part_id) & (ClaimLine.claim == claim.id) & (ClaimLine.id != row.id)
    others = claim_tags.claims_on([old_part_id]).where(Claim.id != claim.id)
    taken = claim if ClaimLine.select().where(named).exists() else others.first()
    if taken is not None:
        raise FieldError(field, _("{tag} is claimed already: {number}.").format(tag=old.no, number=taken.no))
    if old_part_id != row.old_part_id:
        old_parts.hold_for_claim(by, old_part_id, claim.supplier_id)
    return old_part_id


@command(Area.RETURNS)
def answer(by: By, claim_id: int, version: int, answers: Mapping[str, bool]) -> None:
    """Answer the not-covered questions; True is what no warranty covers. ValueError for one that nobody asks."""
    claim = claim_in(claim_id, version, REPORTING)
    if unknown := answers.keys() - {question.code for question in QUESTIONS}:
        raise ValueError(unknown)
    kept = {**claim_facts.answers(claim), **answers, "component_why": claim_facts.component_why(claim)}
    update(by, claim, version, act="questions", answers=_json(kept))


@command(Area.RETURNS)
def tick(by: By, claim_id: int, version: int, code: str, *, done: bool = True) -> None:
    """Tick an item of the check list that the program cannot verify, or take the tick away.

    RuleError("by_itself") for one that it verifies; ValueError for one that is not on this claim's list.
    """
    claim = claim_in(claim_id, version, REPORTING)
    items = {item.code: item for item in check_list(claim_facts.read(claim, by.today))}
    if code not in items:
        raise ValueError(code)
    if not items[code].by_hand:
        raise RuleError(Reason("by_itself", _("This is ticked by itself once it is so."), items[code].goto))
    ticks = claim_facts.ticks(claim)
    new = sorted(ticks | {code} if done else ticks - {code})
    update(by, claim, version, act="tick", checks=_json_list(new))


def _json_list(codes: Sequence[str]) -> str:
    return json.dumps(codes, separators=(",", ":"))


@command(Area.RETURNS)
def ask_approval(by: By, claim_id: int, version: int) -> None:
    """The supplier is asked whether the work may begin; its answer is due in its working days (E5)."""
    claim = claim_in(claim_id, version, frozenset({ClaimState.DRAFT}))
    if claim.approval_no:
        text = _("The supplier approved it already: {number}.").format(number=claim.approval_no)
        raise RuleError(Reason("approved", text))
    update(
        by,
        claim,
        version,
        act="approval asked",
        approval_asked_at=by.at,
        **_awaited(by, claim),
    )


@command(Area.RETURNS)
def approve(
    by: By, claim_id: int, version: int, approval_no: str, approved_on: date, said_by: str = ""
) -> None:
    """The supplier approved the work, and who of it; the log keeps the name.

    FieldError("approval_no") without its number, ("approved_on") for a day to come.
    """
    claim = claim_in(claim_id, version, frozenset({ClaimState.DRAFT}))
    number = one_line("approval_no", approval_no, 40)
    if not number:
        raise FieldError("approval_no", _("The supplier's number is needed."))
    if approved_on > by.today:
        raise FieldError("approved_on", _("This day has not come yet."))
    answered = claim.answered_at or by.at
    values = {"approval_no": number, "approved_on": approved_on, "answered_at": answered}
    who = one_line("said_by", said_by, 40)
    update(by, claim, version, act="approved", reason=who, **values)


@command(Area.RETURNS)
def report_major(by: By, claim_id: int, version: int) -> None:
    """A major fault is reported to the supplier, whose answer is due within its working days, two by rule (S4)."""
    claim = claim_in(claim_id, version, frozenset({ClaimState.DRAFT, ClaimState.SUBMITTED}))
    if claim.reported_at is not None:
        raise RuleError(Reason("reported", _("It is reported already.")))
    update(by, claim, version, act="major", major=True, reported_at=by.at, **_awaited(by, claim))


@command(Area.RETURNS)
def answered(by: By, claim_id: int, version: int) -> None:
    """The supplier has answered what it was asked or told."""
    claim = claim_in(claim_id, version, frozenset({ClaimState.DRAFT, ClaimState.SUBMITTED}))
    if claim.answer_due_on is None or claim.answered_at is not None:
        raise RuleError(Reason("answered", _("No answer is waited for.")))
    update(by, claim, version, act="answered", answered_at=by.at)


def _awaited(by: By, claim: Claim) -> dict[str, Any]:
    """An answer is due within the supplier's working days, whatever it answered before."""
    days = claim_terms.of(claim.supplier_id).answer_days
    return {"answer_due_on": working_days.calendar().after(by.today, days).on, "answered_at": None}
