"""Reads of summaries: every month and year since the first order, and one of them with its figures (G7)."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain import snapshots
from garage.domain.month_of_year import month_of
from garage.domain.summaries import (
    Kept,
    SummaryPeriod,
    SummaryState,
    Texts,
    period_of,
    wanted_now,
    year_of,
)
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.summaries import Measure, Summary
from garage.services import month_figures, staff
from garage.services.summaries import TEXTS, edited_by_hand, period_of_row


@dataclass(frozen=True)
class PeriodRow:
    """A month or a year, and its summary where there is one."""

    period: SummaryPeriod
    summary_id: int | None = None
    no: str = ""
    state: SummaryState | None = None
    filed_at: datetime | None = None
    filed_by: str = ""


@dataclass(frozen=True)
class SummaryRow:
    """A summary with its words and the figures it was drafted from; `edited` names the texts changed by hand."""

    id: int
    version: int
    no: str
    state: SummaryState
    period: SummaryPeriod
    language: str
    texts: Texts
    edited: tuple[str, ...]
    kept: Kept
    filed_at: datetime | None
    filed_by: str


def periods(today: date) -> list[PeriodRow]:
    """Every month and year from the first order to the present one, the newest first, a year before its months."""
    first = month_figures.first_month(today)
    month = month_of(today)
    found = [year_of(year) for year in range(first.year, today.year + 1)]
    while month >= first:
        found.append(period_of(month))
        month = month.back(1)
    found.sort(key=lambda period: (period.last, period.kind), reverse=True)
    columns = (Summary.kind, Summary.first_on, Summary.id, Summary.no, Summary.state)
    rows = tuples(Summary.select(*columns, Summary.filed_at, Summary.filed_by))
    people = staff.names({row[-1] for row in rows if row[-1]})
    made = {
        (kind, on): (ref, no, SummaryState(state), at, people.get(who or 0, ""))
        for kind, on, ref, no, state, at, who in rows
    }
    return [PeriodRow(period, *made.get((period.kind.value, period.first), ())) for period in found]


def of_period(period: SummaryPeriod) -> SummaryRow | None:
    """The summary of a period, None while there is none."""
    row = Summary.get_or_none((Summary.kind == period.kind.value) & (Summary.first_on == period.first))
    return None if row is None else one(row.id)


def one(summary_id: int) -> SummaryRow:
    """A summary; raises KeyError when there is none."""
    row = Summary.find(summary_id)
    if row is None:
        raise KeyError(summary_id)
    return SummaryRow(
        row.id,
        row.version,
        row.no,
        SummaryState(row.state),
        period_of_row(row),
        row.language,
        Texts(**{name: getattr(row, name) for name in TEXTS}),
        tuple(edited_by_hand(row)),
        snapshots.thaw(Kept, bytes(row.figures)),
        row.filed_at,
        staff.names([row.filed_by]).get(row.filed_by, "") if row.filed_by else "",
    )


def by_number(no: str) -> SummaryPeriod | None:
    """The period of the summary of that number."""
    row = Summary.get_or_none(Summary.no == no)
    return period_of_row(row) if row else None


def of_measure(measure_id: int) -> SummaryPeriod | None:
    """The period of the newest summary on which a measure stands; None where no summary is written yet."""
    row = Measure.find(measure_id)
    own = Summary.find(row.summary_id) if row is not None and row.summary_id is not None else None
    draft = (
        Summary.select().where(Summary.state == SummaryState.DRAFT.value).order_by(Summary.id.desc()).first()
    )
    found = draft or own or Summary.select().order_by(Summary.id.desc()).first()
    return period_of_row(found) if found is not None else None


def waiting(today: date) -> list[tuple[SummaryPeriod, date]]:
    """In the first days of a month: summaries of what is over that nobody has filed, with the day they are expected by."""
    wanted = list(wanted_now(today))
    if not wanted:
        return []
    rows = tuples(WorkOrder.select(WorkOrder.received_at).order_by(WorkOrder.id).limit(1))
    if not rows:
        return []
    began = rows[0][0].date()
    return [(period, due) for period, due in wanted if began <= period.last and not _filed(period)]


def _filed(period: SummaryPeriod) -> bool:
    mine = (Summary.kind == period.kind.value) & (Summary.first_on == period.first)
    states = tuples(Summary.select(Summary.state).where(mine))
    return any(state == SummaryState.FILED.value for (state,) in states)
