"""Months that are read for a summary or a figure: few at once, those of years one after the other, with a way to stop."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from garage.domain.month_of_year import Month
from garage.domain.summaries import SummaryPeriod
from garage.i18n import _
from garage.services import month_figures, summary_figures
from garage.services.summary_figures import Known
from garage.ui.desk import Desk
from garage.ui.kit import task
from garage.ui.kit.errand import Errand

T = TypeVar("T")

AT_ONCE = 3
"""A month and the two it is compared with are read in a moment."""


def read_months(
    parent: QWidget, desk: Desk, period: SummaryPeriod, done: Callable[[Known], object]
) -> task.Task | None:
    """Read what a period is compared by and hand it to `done`; the task where that takes a while."""
    months = summary_figures.wanted(period, desk.today())
    return month_by_month(parent, months, lambda month: month_figures.sums(month, desk.now()), done)


def month_by_month(
    parent: QWidget,
    months: Sequence[Month],
    read: Callable[[Month], T],
    done: Callable[[dict[Month, T]], object],
) -> task.Task | None:
    """`read` each month here and hand all of them to `done`; many one after the other, with a way to stop."""
    if len(months) <= AT_ONCE:
        done({month: read(month) for month in months})
        return None
    errand = Errand(read)

    def work(progress: task.Progress) -> dict[Month, T]:
        found = {}
        for place, month in enumerate(months):
            progress.report(place, len(months), str(month))
            found[month] = errand.ask(month, progress)
        return found

    return errand.until_end_of(task.run(parent, _("Reading the months…"), work, done))
