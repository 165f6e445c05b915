"""Documents of warranty returns by their numbers, as they are typed into the search at the top."""

from collections.abc import Callable
from typing import Any

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.numbers import RETURNS, Series, read_number
from garage.domain.plates import display_plate
from garage.domain.sought_numbers import sought
from garage.models.claims import Claim, ClaimList, ClaimNotice
from garage.models.listing import tuples
from garage.models.numbers import NumberSeries
from garage.models.old_parts import Disposal, OldPart, Shipment
from garage.models.rework import ReworkCase
from garage.models.statements import statement
from garage.services import (
    claim_list_rows,
    claim_notice_rows,
    claim_pages,
    old_part_rows,
    rework_rows,
    shipment_rows,
)
from garage.services.search import Found

MOST = 5
"""Hits of a series: whoever misses one types another digit."""


def find(text: str) -> list[Found]:
    """Documents whose numbers hold what was typed, the newest first of each series; `title` is the number."""
    asked = sought(text, RETURNS)
    if asked is None:
        return []
    lasts = {
        (Series(name), year): last for name, year, last in _lasts.rows([one.value for one in asked.series])
    }
    found: list[Found] = []
    for number in asked.numbers(lasts, MOST):
        read = read_number(number)
        if read is not None:
            found += _described(read[0], number)
    return found


@statement
def _lasts(series: Any) -> Any:
    columns = NumberSeries.series, NumberSeries.year, NumberSeries.last
    return NumberSeries.select(*columns).where(NumberSeries.series.in_(series))


def _described(series: Series, number: str) -> list[Found]:
    model, describe = _KINDS[series]
    refs = [ref for (ref,) in tuples(model.select(model.id).where(model.no == number))]
    return [Found("return", ref, number, " · ".join(filter(None, describe(ref)))) for ref in refs]


def _old_part(ref: int) -> tuple[str, ...]:
    row = old_part_rows.one(ref)
    return row.name, row.plate, label(row.state)


def _rework(ref: int) -> tuple[str, ...]:
    row = rework_rows.one(ref)
    return display_plate(row.plate), label(row.state)


def _claim(ref: int) -> tuple[str, ...]:
    row = claim_pages.row_of(ref)
    return row.part, row.supplier, label(row.state)


def _list(ref: int) -> tuple[str, ...]:
    row = claim_list_rows.one(ref)
    return row.period, row.supplier


def _notice(ref: int) -> tuple[str, ...]:
    row = claim_notice_rows.one(ref)
    return format_yuan(row.approved_fen), row.supplier, label(row.state)


def _shipment(ref: int) -> tuple[str, ...]:
    row = shipment_rows.one(ref)
    return row.supplier, label(row.state)


def _disposal(ref: int) -> tuple[str, ...]:
    row = Disposal.get_by_id(ref)
    return f"{row.disposed_at:%Y-%m-%d}", row.taker


_KINDS: dict[Series, tuple[Any, Callable[[int], tuple[str, ...]]]] = {
    Series.OLD_PART: (OldPart, _old_part),
    Series.REWORK: (ReworkCase, _rework),
    Series.CLAIM: (Claim, _claim),
    Series.CLAIM_LIST: (ClaimList, _list),
    Series.CLAIM_NOTICE: (ClaimNotice, _notice),
    Series.SHIPMENT: (Shipment, _shipment),
    Series.DISPOSAL: (Disposal, _disposal),
}
