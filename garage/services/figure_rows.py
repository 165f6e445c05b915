"""The rows behind a key figure: what was counted for it, and what was counted against it (H1, G7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from garage.domain.month_of_year import Month
from garage.domain.month_tables import KeyFigure, Table
from garage.domain.summaries import SummaryPeriod, figures_of, stands
from garage.services import month_figures
from garage.services.summary_figures import months_of


@dataclass(frozen=True)
class Behind:
    """A row behind a figure: of which month, and the id of the person, part, account or file that it is about, else 0."""

    row: Any
    month: Month
    ref: int = 0


def table_of(figure: KeyFigure) -> Table:
    """The table whose rows make a figure."""
    return figure.over[0][0]


def columns_of(figure: KeyFigure) -> list[str]:
    """The columns of that table that are summed for it, what it counts before what it is counted against."""
    table = table_of(figure)
    return list(dict.fromkeys(name for of, name in (*figure.over, *figure.under) if of is table))


def behind(key: str, period: SummaryPeriod, now: datetime) -> list[Behind]:
    """Rows of the month's tables that a figure of a period is made of; of a share those first that lower it.

    Raises KeyError for no figure.
    """
    months = months_behind(key, period, now.date())
    return in_order(key, period, (row for month in months for row in of_month(key, period, month, now)))


def months_behind(key: str, period: SummaryPeriod, today: date) -> list[Month]:
    """The months whose rows make it: of what stands on a day the last one. Raises KeyError for no figure."""
    months = months_of(period, today)
    return list(months[-1:] if all(map(stands, figures_of(period.kind)[key].over)) else months)


def of_month(key: str, period: SummaryPeriod, month: Month, now: datetime) -> list[Behind]:
    """Its rows of one of these months. Raises KeyError for no figure."""
    figure = figures_of(period.kind)[key]
    names = columns_of(figure)
    known = month_figures.known(table_of(figure), month, now)
    return [Behind(row, month, ref) for ref, row in known if any(getattr(row, name, 0) for name in names)]


def in_order(key: str, period: SummaryPeriod, rows: Iterable[Behind]) -> list[Behind]:
    """Rows of all its months as they are shown."""
    figure, found = figures_of(period.kind)[key], list(rows)
    if figure.unit == "percent" and figure.under[0][0] is table_of(figure):
        over = [name for _table, name in figure.over]
        sign = 1 if figure.better >= 0 else -1
        found.sort(key=lambda one: sign * sum(getattr(one.row, name) for name in over))
    return found
