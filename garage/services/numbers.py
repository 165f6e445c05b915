"""Gapless document numbers, taken inside the act that uses them (invariant 23)."""

from garage.domain.numbers import Series, document_number
from garage.models.numbers import NumberSeries
from garage.services.command import By


def take(by: By, series: Series) -> str:
    """Next number of the series in the act's year; given back when the act rolls back."""
    key = (NumberSeries.series == series.value) & (NumberSeries.year == by.at.year)
    if NumberSeries.update(last=NumberSeries.last + 1).where(key).execute():
        last = NumberSeries.select(NumberSeries.last).where(key).scalar()
    else:
        last = NumberSeries.insert(series=series.value, year=by.at.year, last=1).execute() and 1
    return document_number(series, by.at.year, last)
