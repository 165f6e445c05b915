"""Reads of the rounds of a complaint, and of what was done about complaints on a day (G5, S3 ch. 3)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from garage.domain.complaints import LIVE, ComplaintAct, ComplaintChannel
from garage.models.complaints import Complaint, ComplaintRound
from garage.models.listing import tuples
from garage.services import complaint_rows, staff
from garage.services.complaint_rows import ComplaintRow

SHEET_REACHES = timedelta(days=370)
"""How far back a complaint may have come in that was worked on that day; what is still open counts however old."""


@dataclass(frozen=True)
class RoundRow:
    """One turn of the loop: what was found, done and told, by whom and when; money in fen."""

    round: int
    opened_at: datetime
    reopen_reason: str
    verify_due_at: datetime
    result_due_on: date
    assigned_at: datetime | None
    verified_at: datetime | None
    verified_by: str
    findings: str
    our_fault: bool | None
    responsible_id: int | None
    responsible: str
    cause: str
    measures: str
    measures_at: datetime | None
    measures_by: str
    compensation_fen: int
    implemented_at: datetime | None
    implemented_by: str
    implemented_note: str
    informed_at: datetime | None
    informed_by: str
    informed_who: str
    informed_how: ComplaintChannel | None
    revisited_at: datetime | None
    revisited_by: str
    satisfied: bool | None
    revisit_note: str

    @property
    def done(self) -> dict[ComplaintAct, datetime]:
        """What was done in this round, and when."""
        moments = {
            ComplaintAct.REOPEN: self.opened_at if self.round > 1 else None,
            ComplaintAct.ASSIGN: self.assigned_at,
            ComplaintAct.VERIFY: self.verified_at,
            ComplaintAct.PLAN: self.measures_at,
            ComplaintAct.IMPLEMENT: self.implemented_at,
            ComplaintAct.INFORM: self.informed_at,
            ComplaintAct.REVISIT: self.revisited_at,
        }
        return {act: at for act, at in moments.items() if at is not None}


@dataclass(frozen=True)
class DayEntry:
    """A complaint that came in or was worked on that day: its present round, and what was done on the day."""

    row: ComplaintRow
    round: RoundRow
    done: tuple[ComplaintAct, ...]


def of_complaint(complaint_id: int) -> list[RoundRow]:
    """Every turn of the loop, the first one first."""
    return of_complaints([complaint_id]).get(complaint_id, [])


def of_complaints(ids: list[int]) -> dict[int, list[RoundRow]]:
    """{complaint: its rounds}, the first one first."""
    if not ids:
        return {}
    query = ComplaintRound.select(ComplaintRound.complaint, *_COLUMNS)
    query = query.where(ComplaintRound.complaint.in_(ids))
    rows = tuples(query.order_by(ComplaintRound.complaint, ComplaintRound.round))
    people = staff.names({row[place + 1] for row in rows for place in _PEOPLE if row[place + 1]})
    found: dict[int, list[RoundRow]] = {}
    for ref, *values in rows:
        found.setdefault(ref, []).append(_made(values, people))
    return found


def of_day(day: date) -> list[DayEntry]:
    """Complaints and potential ones that came in or were worked on that day, the oldest first."""
    begin = datetime.combine(day, time())
    end = begin + timedelta(days=1)
    moments = (*_DONE_AT, _R.opened_at, Complaint.received_at, Complaint.closed_at, Complaint.escalated_at)
    worked = None
    for moment in moments:
        that_day = (moment >= begin) & (moment < end)
        worked = that_day if worked is None else worked | that_day
    recent = (Complaint.received_at >= begin - SHEET_REACHES) & (Complaint.received_at < end)
    live = Complaint.state.in_([state.value for state in LIVE])
    query = Complaint.select(Complaint.id).join(_R, on=(_R.complaint == Complaint.id))
    ids = sorted({ref for which in (recent, live) for (ref,) in tuples(query.where(which & worked))})
    turns = of_complaints(ids)
    entries = [_entry(row, turns[row.id], day) for row in complaint_rows.of_ids(ids)]
    return sorted(entries, key=lambda entry: (entry.row.received_at, entry.row.id))


def _entry(row: ComplaintRow, turns: list[RoundRow], day: date) -> DayEntry:
    """What was done that day, in its order; the end is kept with the complaint."""
    done = [(at, act) for turn in turns for act, at in turn.done.items() if at.date() == day]
    if row.escalated_at is not None and row.escalated_at.date() == day:
        done.append((row.escalated_at, ComplaintAct.ESCALATE))
    if row.closed_at is not None and row.closed_at.date() == day:
        done.append((row.closed_at, ComplaintAct.WITHDRAW if row.closed_reason else ComplaintAct.CLOSE))
    order = list(ComplaintAct)
    done.sort(key=lambda one: (one[0], order.index(one[1])))
    return DayEntry(row, turns[-1], tuple(dict.fromkeys(act for _at, act in done)))


_R = ComplaintRound
_DONE_AT = (
    _R.assigned_at,
    _R.verified_at,
    _R.measures_at,
    _R.implemented_at,
    _R.informed_at,
    _R.revisited_at,
)
_COLUMNS = (
    _R.round,
    _R.opened_at,
    _R.reopen_reason,
    _R.verify_due_at,
    _R.result_due_on,
    _R.assigned_at,
    _R.verified_at,
    _R.verified_by,
    _R.findings,
    _R.our_fault,
    _R.responsible,
    _R.responsible,
    _R.cause,
    _R.measures,
    _R.measures_at,
    _R.measures_by,
    _R.compensation_fen,
    _R.implemented_at,
    _R.implemented_by,
    _R.implemented_note,
    _R.informed_at,
    _R.informed_by,
    _R.informed_who,
    _R.informed_how,
    _R.revisited_at,
    _R.revisited_by,
    _R.satisfied,
    _R.revisit_note,
)
"""In the order of a `RoundRow`; who is responsible by id and by name."""
_PEOPLE = (7, 11, 15, 18, 21, 25)
_HOW = 23


def _made(values: list[Any], people: dict[int, str]) -> RoundRow:
    for place in _PEOPLE:
        values[place] = people.get(values[place] or 0, "")
    values[_HOW] = ComplaintChannel(values[_HOW]) if values[_HOW] else None
    return RoundRow(*values)
