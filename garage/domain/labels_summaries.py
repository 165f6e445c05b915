"""The words for the enum members of summaries and measures."""

from enum import Enum

from garage.domain.summaries import MeasureState, SummaryKind, SummaryState
from garage.i18n import N_

SUMMARYS: tuple[dict[Enum, str], ...] = (
    {
        SummaryKind.MONTH: N_("Monthly summary"),
        SummaryKind.YEAR: N_("Yearly summary"),
    },
    {
        SummaryState.DRAFT: N_("Draft"),
        SummaryState.FILED: N_("Filed"),
    },
    {
        MeasureState.OPEN: N_("Still to do"),
        MeasureState.DONE: N_("Measure done"),
        MeasureState.DROPPED: N_("Measure dropped"),
    },
)
