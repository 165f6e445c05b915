"""The day's cards of summaries that are to be filed and of measures that fall due (G7, G9)."""

from collections.abc import Iterator

from garage.domain.summary_words import say_period
from garage.domain.today import Card, TodayKind, week_end
from garage.services import measures, staff, summary_rows
from garage.services.command import By

MOST = 100


def summaries(by: By) -> Iterator[Card]:
    """In the first days of a month: what is over and not filed."""
    for period, due in summary_rows.waiting(by.today):
        yield Card(TodayKind.SUMMARY, period.first.toordinal(), say_period(period), "", due, str(period))


def due_measures(by: By) -> Iterator[Card]:
    """Measures whose day has passed, or comes this week."""
    found = measures.due(week_end(by.today), MOST)
    people = staff.names({who for _ref, _text, _on, who in found if who})
    for ref, text, on, who in found:
        yield Card(TodayKind.MEASURE, ref, text, people.get(who or 0, ""), on)
