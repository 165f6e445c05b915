"""The rows behind a key figure: what was counted for it, and what was counted against it (H1, G7)."""

from datetime import datetime
from typing import Any

from garage.domain.month_tables import KeyFigure, Table
from garage.domain.summaries import SummaryPeriod, figures_of, stands
from garage.services import month_figures
from garage.services.summary_figures import months_of


def table_of(figure: KeyFigure) -> Table:
    """The table whose rows make a figure."""
    return figure.over[0][0]


def columns_of(figure: KeyFigure) -> list[str]:
    """The columns of that table that are summed for it, what it counts before what it is counted against."""
    table = table_of(figure)
    return list(dict.fromkeys(name for of, name in (*figure.over, *figure.under) if of is table))


def behind(key: str, period: SummaryPeriod, now: datetime) -> list[Any]:
    """Rows of the month's tables that a figure of a period is made of; of a share those first that lower it.

    Of what stands on a day the rows of the last month. Raises KeyError for no figure.
    """
    figure = figures_of(period.kind)[key]
    table, names = table_of(figure), columns_of(figure)
    months = months_of(period, now.date())
    if all(map(stands, figure.over)):
        months = months[-1:]
    found = [
        row
        for month in months
        for row in month_figures.rows(table, month, now)
        if any(getattr(row, name, 0) for name in names)
    ]
    if figure.unit == "percent" and figure.under[0][0] is table:
        over = [name for _table, name in figure.over]
        sign = 1 if figure.better >= 0 else -1
        found.sort(key=lambda row: sign * sum(getattr(row, name) for name in over))
    return found
