"""Measures that a summary or a complaint asks for: added, changed, done with a result, dropped with a reason (G7)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from garage.domain.summaries import MeasureLine, MeasureState, SummaryPeriod, SummaryState
from garage.domain.text import one_line, said_why, several_lines
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.complaints import Complaint
from garage.models.listing import tuples
from garage.models.statements import statement
from garage.models.summaries import Measure, Summary
from garage.services import staff
from garage.services.command import Area, By, command, create, refuse_stale, update

_S = MeasureState
LENGTH = 200


@dataclass(frozen=True)
class MeasureData:
    """What is to be done, by whom, until when."""

    text: str
    staff_id: int | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class MeasureRow:
    """A measure, and the number of the summary or complaint that asked for it."""

    id: int
    version: int
    text: str
    state: MeasureState
    staff_id: int | None
    who: str
    due_on: date | None
    done_at: datetime | None
    result: str
    origin: str

    @property
    def line(self) -> MeasureLine:
        """As it stands on paper."""
        return MeasureLine(self.text, self.who, self.due_on, self.state, self.result)

    def late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.state is _S.OPEN and self.due_on is not None and self.due_on < today


@command(Area.CARE)
def add(by: By, data: MeasureData, *, summary_id: int | None = None, complaint_id: int | None = None) -> int:
    """Resolve a measure; it is open until it is done or dropped. Returns its id.

    FieldError on "text", "staff", "due_on"; RuleError for a summary that is filed.
    """
    if summary_id is not None:
        refuse_filed(summary_id)
    if complaint_id is not None and Complaint.find(complaint_id) is None:
        raise KeyError(complaint_id)
    row = create(
        by,
        Measure,
        summary=summary_id,
        complaint=complaint_id,
        state=_S.OPEN.value,
        **_checked(by, data),
    )
    return int(row.id)


@command(Area.CARE)
def change(by: By, measure_id: int, version: int, data: MeasureData) -> None:
    """Say it better, give it to somebody else, or another day. FieldError as `add`; RuleError, StaleError."""
    row = _open_one(measure_id, version)
    update(by, row, version, **_checked(by, data, before=row.due_on))


@command(Area.CARE)
def done(by: By, measure_id: int, version: int, result: str) -> None:
    """It was carried out, and what came of it. FieldError("result"); RuleError, StaleError."""
    row = _open_one(measure_id, version)
    words = several_lines("result", result, LENGTH)
    if not words:
        raise FieldError("result", _("What came of it?"))
    ended = {"state": _S.DONE.value, "done_at": by.at, "done_by": by.staff_id, "result": words}
    update(by, row, version, ended, act="done")


@command(Area.CARE)
def drop(by: By, measure_id: int, version: int, reason: str) -> None:
    """It is not carried out after all. FieldError("reason"); RuleError, StaleError."""
    row = _open_one(measure_id, version)
    why = said_why(reason)
    ended = {"state": _S.DROPPED.value, "done_at": by.at, "done_by": by.staff_id, "result": why}
    update(by, row, version, ended, act="drop", reason=why)


def refuse_filed(summary_id: int) -> None:
    """KeyError when there is no such summary; RuleError when it is filed."""
    row = Summary.find(summary_id)
    if row is None:
        raise KeyError(summary_id)
    if row.state == SummaryState.FILED.value:
        text = _("{number} is filed. Open it again first.").format(number=row.no)
        raise RuleError(Reason("summary_filed", text, "reopen"))


def _checked(by: By, data: MeasureData, before: date | None = None) -> dict[str, Any]:
    text = one_line("text", data.text, LENGTH)
    if not text:
        raise FieldError("text", _("What is to be done?"))
    if data.staff_id is not None and not staff.person(data.staff_id).active:
        raise FieldError("staff", _("This person does not work here any more."))
    if data.due_on is not None and data.due_on < by.today and data.due_on != before:
        raise FieldError("due_on", _("This day has passed."))
    return {"text": text, "staff": data.staff_id, "due_on": data.due_on}


def _open_one(measure_id: int, version: int) -> Any:
    row = Measure.find(measure_id)
    if row is None:
        raise KeyError(measure_id)
    refuse_stale(row, version)
    if row.state != _S.OPEN.value:
        raise RuleError(Reason("measure_over", _("This measure is not open any more.")))
    return row


# Reads


def one(measure_id: int) -> MeasureRow:
    """A measure; raises KeyError when there is none."""
    found = _made(_columns().where(Measure.id == measure_id))
    if not found:
        raise KeyError(measure_id)
    return found[0]


def of_period(period: SummaryPeriod, summary_id: int | None) -> list[MeasureRow]:
    """What stands on the summary of a period: what it asked for, what is open, what was ended in the period."""
    ended = (Measure.done_at >= period.since) & (Measure.done_at < period.until)
    mine = (Measure.state == _S.OPEN.value) | ended
    if summary_id is not None:
        mine |= Measure.summary == summary_id
    found = _made(_columns().where(mine))
    return sorted(found, key=lambda row: (row.state is not _S.OPEN, row.due_on or date.max, row.id))


def of_complaint(complaint_id: int) -> list[MeasureRow]:
    """The measures that a complaint asked for, in the order in which they were resolved."""
    return _made(_columns().where(Measure.complaint == complaint_id).order_by(Measure.id))


def open_ones() -> list[MeasureRow]:
    """Every open measure, the first due at the start."""
    found = _made(_columns().where(Measure.state == _S.OPEN.value))
    return sorted(found, key=lambda row: (row.due_on or date.max, row.id))


def due(until: date, most: int) -> list[tuple[int, str, date, int | None]]:
    """(id, what, day, who) of the open measures whose day is not after `until`, the first due at the start."""
    return _due.rows(until, most)


@statement
def _due(until: Any, most: Any) -> Any:
    columns = (Measure.id, Measure.text, Measure.due_on, Measure.staff)
    waiting = (Measure.state == _S.OPEN.value) & (Measure.due_on <= until)
    return Measure.select(*columns).where(waiting).order_by(Measure.due_on, Measure.id).limit(most)


def _columns() -> Any:
    return (
        Measure.select(
            Measure.id,
            Measure.version,
            Measure.text,
            Measure.state,
            Measure.staff,
            Measure.due_on,
            Measure.done_at,
            Measure.result,
            Summary.no,
            Complaint.no,
        )
        .left_outer_join(Summary, on=(Summary.id == Measure.summary))
        .switch(Measure)
        .left_outer_join(Complaint, on=(Complaint.id == Measure.complaint))
    )


def _made(query: Any) -> list[MeasureRow]:
    rows = tuples(query)
    people = staff.names({row[4] for row in rows if row[4]})
    return [
        MeasureRow(
            ref,
            version,
            text,
            MeasureState(state),
            who,
            people.get(who or 0, ""),
            on,
            at,
            result,
            of or about or "",
        )
        for ref, version, text, state, who, on, at, result, of, about in rows
    ]
