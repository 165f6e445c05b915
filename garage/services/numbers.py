"""Gapless document numbers, taken inside the act that uses them (invariant 23)."""

from typing import Any

from garage.domain.numbers import Series, document_number
from garage.models.numbers import NumberSeries
from garage.models.statements import insert, statement
from garage.services.command import By


def take(by: By, series: Series) -> str:
    """Next number of the series in the act's year; given back when the act rolls back."""
    year, last = by.at.year, 1
    if _count_up.run(series.value, year):
        last = _last.value(series.value, year)
    else:
        insert(NumberSeries, {"series": series.value, "year": year, "last": last})
    return document_number(series, year, last)


@statement
def _count_up(series: Any, year: Any) -> Any:
    counter = (NumberSeries.series == series) & (NumberSeries.year == year)
    return NumberSeries.update(last=NumberSeries.last + 1).where(counter)


@statement
def _last(series: Any, year: Any) -> Any:
    counter = (NumberSeries.series == series) & (NumberSeries.year == year)
    return NumberSeries.select(NumberSeries.last).where(counter)
