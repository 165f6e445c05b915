"""The figures of a summary's period: those of its months, added up where it is a year, and what stands beside them."""

from collections.abc import Mapping
from datetime import date, datetime

from garage.domain.month_of_year import Month
from garage.domain.month_tables import Sums
from garage.domain.summaries import (
    FigureValue,
    Kept,
    SummaryKind,
    SummaryPeriod,
    Tally,
    Texts,
    add_up,
    values,
)
from garage.services import month_figures, summary_facts

Known = Mapping[Month, Sums]
"""Sums of months as they were just read."""


def months_of(period: SummaryPeriod, today: date) -> list[Month]:
    """The months of a period that have begun."""
    return [month for month in period.months if month.first <= today]


def wanted(period: SummaryPeriod, today: date) -> list[Month]:
    """Every month whose sums are needed to compare a period: its own, those before, the same a year ago."""
    compared = [period, period.back(1), period.year_ago]
    return [month for one in compared if one is not None for month in months_of(one, today)]


def sums(period: SummaryPeriod, now: datetime, known: Known | None = None) -> Sums:
    """What the books say of a period, by table and column; months that were read before are `known`."""
    read_before = known or {}
    months = [
        read_before.get(month) or month_figures.sums(month, now) for month in months_of(period, now.date())
    ]
    return months[0] if period.kind is SummaryKind.MONTH and months else add_up(months)


def figures(period: SummaryPeriod, now: datetime, known: Known | None = None) -> tuple[FigureValue, ...]:
    """Every key figure, with the period before and the same month a year ago."""
    year_ago = period.year_ago
    return values(
        period.kind,
        sums(period, now, known),
        sums(period.back(1), now, known),
        sums(year_ago, now, known) if year_ago is not None else None,
    )


def read(period: SummaryPeriod, now: datetime, known: Known | None = None) -> Kept:
    """Everything a summary is drafted from; nothing is drafted yet."""
    months = {**(known or {})}
    for month in wanted(period, now.date()):
        if month not in months:
            months[month] = month_figures.sums(month, now)
    facts = summary_facts.read(period, now, sums(period, now, months))
    return Kept(now, figures(period, now, months), bars(period, now), facts, Texts())


def bars(period: SummaryPeriod, now: datetime) -> tuple[Tally, ...]:
    """Cars that came and revenue: a bar a day of a month, a bar a month of a year."""
    if period.kind is SummaryKind.MONTH:
        rows = month_figures.days(period.months[0])
        return tuple(Tally(str(row.day.day), row.came, row.revenue_fen) for row in rows)
    made = []
    for month in period.months:
        days = month_figures.days(month) if month.first <= now.date() else []
        came, fen = sum(row.came for row in days), sum(row.revenue_fen for row in days)
        made.append(Tally(str(month.number), came, fen))
    return tuple(made)
