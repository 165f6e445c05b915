"""Summaries of a month or a year: their period, what is found out for them, and the measures they ask for (G7)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from garage.domain.month_of_year import Month, month_of
from garage.domain.month_tables import FIGURES, Column, KeyFigure, Sums, Table


class SummaryKind(StrEnum):
    """月度小结 or 年度总结."""

    MONTH = "MONTH"
    YEAR = "YEAR"


class SummaryState(StrEnum):
    """Written on, or filed as it was printed."""

    DRAFT = "DRAFT"
    FILED = "FILED"


class MeasureState(StrEnum):
    """A measure is open until it is done, or dropped with a reason."""

    OPEN = "OPEN"
    DONE = "DONE"
    DROPPED = "DROPPED"


MONTHS = 12
LENGTH = 4_000
"""Characters of each text: two pages of A4 together."""
REMINDED_DAYS = 10
"""For so many days of a month somebody is reminded of the summary of the one before (G7: every month, every year)."""
DUE_DAY = 5
"""By this day the summary of the month before is expected: claims go out by the 10th, and it tells of them."""


@dataclass(frozen=True, order=True)
class SummaryPeriod:
    """A month or a year, by its first day."""

    kind: SummaryKind
    first: date

    @property
    def months(self) -> tuple[Month, ...]:
        """The month, or the twelve of the year."""
        count = MONTHS if self.kind is SummaryKind.YEAR else 1
        return tuple(month_of(self.first).back(-nth) for nth in range(count))

    @property
    def last(self) -> date:
        """Its last day."""
        return self.months[-1].last

    @property
    def since(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time.min)

    @property
    def until(self) -> datetime:
        """The first moment that is not in it any more."""
        return datetime.combine(self.last + timedelta(days=1), time.min)

    def back(self, periods: int) -> "SummaryPeriod":
        """The period so many of its kind before."""
        step = MONTHS if self.kind is SummaryKind.YEAR else 1
        return SummaryPeriod(self.kind, month_of(self.first).back(periods * step).first)

    @property
    def year_ago(self) -> "SummaryPeriod | None":
        """The same month a year ago; a year has only the one before it."""
        return self.back(MONTHS) if self.kind is SummaryKind.MONTH else None

    def __str__(self) -> str:
        return str(self.months[0]) if self.kind is SummaryKind.MONTH else f"{self.first.year:04d}"


def period_of(month: Month) -> SummaryPeriod:
    """A month as the period of a summary."""
    return SummaryPeriod(SummaryKind.MONTH, month.first)


def year_of(year: int) -> SummaryPeriod:
    """A year as the period of a summary."""
    return SummaryPeriod(SummaryKind.YEAR, date(year, 1, 1))


def wanted_now(today: date) -> Iterator[tuple[SummaryPeriod, date]]:
    """In the first days of a month: the summaries that are to be filed, each with the day it is expected by."""
    if today.day <= REMINDED_DAYS:
        due = today.replace(day=DUE_DAY)
        yield period_of(month_of(today).back(1)), due
        if today.month == 1:
            yield year_of(today.year - 1), due


# Figures of a year

_HELD: tuple[Column, Column] = ((Table.STOCK, "opened_fen"), (Table.STOCK, "closed_fen"))
"""What lay there at the beginnings and at the ends of all months, for the stock that was held on average."""


def stands(column: Column) -> bool:
    """Whether a column tells how things stood on a day: months of such do not add up."""
    table, name = column
    held = table in {Table.STOCK, Table.SUPPLIERS} and name.startswith(("opening_", "closing_"))
    return held or table is Table.DEBTS


def add_up(months: Sequence[Sums]) -> dict[Column, int]:
    """The sums of a year from those of its months, the first to the last.

    What flows is added. What was owed or lay there at the beginning is that of the first month, at the end that of the
    last. Shares are made from these sums, never from the shares of months.
    """
    found: dict[Column, int] = {}
    for sums in months:
        for column, value in sums.items():
            if not stands(column):
                found[column] = found.get(column, 0) + value
            elif column not in found or not column[1].startswith("opening_"):
                found[column] = value
    for held, of in zip(_HELD, ("opening_fen", "closing_fen"), strict=True):
        found[held] = sum(sums.get((Table.STOCK, of), 0) for sums in months)
    return found


def figures_of(kind: SummaryKind) -> dict[str, KeyFigure]:
    """The key figures by name: turns of a year go by the stock that its months held on average."""
    if kind is SummaryKind.MONTH:
        return FIGURES
    return {**FIGURES, "turns": replace(FIGURES["turns"], under=_HELD)}


@dataclass(frozen=True)
class FigureValue:
    """A key figure in its unit: of the period, of the one before, of the same month a year ago; None where unknown."""

    key: str
    this: int | None
    last: int | None = None
    year: int | None = None


_BUSINESS: tuple[Column, ...] = (
    *((Table.ORDERS, name) for name in ("came", "left", "billed", "revenue_fen")),
    (Table.MONEY, "total_fen"),
)


def worked(sums: Sums | None) -> bool:
    """Whether the garage did anything in a period; before it was opened nothing can be compared."""
    return sums is not None and any(sums.get(column) for column in _BUSINESS)


def values(
    kind: SummaryKind, this: Sums, last: Sums | None = None, year: Sums | None = None
) -> tuple[FigureValue, ...]:
    """Every key figure; of a period without any business nothing is told."""
    known = [sums if worked(sums) else None for sums in (last, year)]
    return tuple(
        FigureValue(
            figure.key, figure.value(this), *(None if sums is None else figure.value(sums) for sums in known)
        )
        for figure in figures_of(kind).values()
    )


# What is found out beside the figures


@dataclass(frozen=True)
class Tally:
    """Something that was counted; `name` is a stored word of an enum where it counts one."""

    name: str
    count: int = 0
    fen: int = 0


@dataclass(frozen=True)
class TopicFact:
    """What customers thought of a topic: answers, their points together, and how many gave one or two of five."""

    topic: str
    answers: int
    points: int
    low: int


@dataclass(frozen=True)
class DebtFact:
    """Who owes what, in fen, and for how many days it has been overdue."""

    who: str
    fen: int
    days: int


@dataclass(frozen=True)
class MeasureLine:
    """A measure as it stands: what, who, until when, and what came of it."""

    text: str
    who: str = ""
    due_on: date | None = None
    state: MeasureState = MeasureState.OPEN
    result: str = ""


@dataclass(frozen=True)
class Ahead:
    """What the next period is known to bring: cars that are expected, reminders, money that falls due."""

    appointments: int = 0
    reminders: int = 0
    due_fen: int = 0


@dataclass(frozen=True)
class Facts:
    """What lies behind the figures of a period, the most frequent first; money in fen. `as_of` is when it was read."""

    as_of: date
    promised: int = 0
    late: int = 0
    late_waits: tuple[Tally, ...] = ()
    reworks: int = 0
    rework_jobs: tuple[Tally, ...] = ()
    rework_people: tuple[Tally, ...] = ()
    complaints: int = 0
    complaint_kinds: tuple[Tally, ...] = ()
    verified_late: int = 0
    informed_late: int = 0
    topics: tuple[TopicFact, ...] = ()
    calls_due: int = 0
    calls_missed: int = 0
    debtors: tuple[DebtFact, ...] = ()
    refused: int = 0
    refused_fen: int = 0
    refused_why: tuple[Tally, ...] = ()
    dead_parts: int = 0
    dead_fen: int = 0
    dead_days: int = 0
    ahead: Ahead = Ahead()


@dataclass(frozen=True)
class Texts:
    """What a person reads and changes; `opinion` is never drafted."""

    review: str = ""
    problems: str = ""
    plan: str = ""
    opinion: str = ""


@dataclass(frozen=True)
class Kept:
    """What is kept with a summary: the figures it was drafted from, and the words as they were drafted.

    `bars` are the days of the month or the months of the year: cars that came, and revenue. `measures` are those that
    stood on it when it was filed.
    """

    made_at: datetime
    figures: tuple[FigureValue, ...]
    bars: tuple[Tally, ...]
    facts: Facts
    drafted: Texts
    measures: tuple[MeasureLine, ...] = ()


def moved(before: Sequence[FigureValue], now: Sequence[FigureValue]) -> list[str]:
    """Keys of the figures that are not what they were."""
    known: Mapping[str, FigureValue] = {one.key: one for one in before}
    return [one.key for one in now if known.get(one.key) != one]
