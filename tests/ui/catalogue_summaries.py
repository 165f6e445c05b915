"""Forms of summaries and measures, for the catalogue."""

from typing import Any

from garage.domain.month_of_year import month_of
from garage.domain.month_tables import FIGURES
from garage.domain.summaries import period_of
from garage.services import figure_rows, figure_traces, measures, summaries
from garage.services.measures import MeasureData, MeasureRow
from garage.ui.desk import Desk
from garage.ui.forms.figure_rows import FigureRows
from garage.ui.forms.figure_traces import FigureTraces
from garage.ui.forms.measure import MeasureDoneForm, MeasureForm, drop_form

BASES: set[type] = set()
"""Not opened themselves."""


def a_summary(desk: Desk) -> int:
    """The summary of the present month."""
    return summaries.draft(desk.by(), period_of(month_of(desk.today())), desk.paper_language)


def a_trace(desk: Desk) -> FigureTraces:
    """Where the stock of a part comes from."""
    period = period_of(month_of(desk.today()))
    behind = figure_rows.behind("stock", period, desk.now())[0]
    figure = FIGURES["stock"]
    return FigureTraces(None, figure, behind, figure_traces.traces(figure, behind))


def a_measure(desk: Desk) -> MeasureRow:
    """One that somebody has to carry out this week."""
    data = MeasureData("交车前由质检试车两公里，路试里程写进检验单", desk.person.id, desk.today())
    return measures.one(measures.add(desk.by(), data, summary_id=a_summary(desk)))


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {
        "measure": ("receive", lambda desk, _page: MeasureForm(desk, summary_id=a_summary(desk))),
        "measure_changed": ("receive", lambda desk, _page: MeasureForm(desk, measure=a_measure(desk))),
        "measure_done": ("receive", lambda desk, _page: MeasureDoneForm(desk, None, a_measure(desk))),
        "measure_dropped": ("receive", lambda desk, _page: drop_form(desk, None, a_measure(desk))),
        "figure_rows": (
            "receive",
            lambda desk, _page: FigureRows(desk, None, "came", period_of(month_of(desk.today()))),
        ),
        "figure_traces": ("receive", lambda desk, _page: a_trace(desk)),
    }
