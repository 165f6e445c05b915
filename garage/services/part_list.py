"""The stock list: parts of a filter by code or as they are looked for, and the whole stock in figures."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from peewee import Case, fn

from garage.domain.pages import Page
from garage.domain.part_file import day_before
from garage.domain.search import fold, name_terms, normalise_query
from garage.models.listing import Cursor
from garage.models.parts import Part
from garage.models.statements import statement
from garage.services import search, stock_limits, supply
from garage.services.part_numbers import Numbers, further_numbers
from garage.services.part_rows import PartRow, hits, read, reserved, rows

MOST_LOOKED_THROUGH = 2_000
"""Parts that fit what is typed and are then asked whether they belong to a filter."""


class PartFilter(StrEnum):
    """Chips above the stock list; ALL is what is in use or on hand."""

    ALL = "all"
    LOW = "low"
    OUT = "out"
    ON_ORDER = "on_order"
    TO_COUNT = "to_count"
    SLOW = "slow"
    RETIRED = "retired"


@dataclass(frozen=True)
class StockSummary:
    """How many parts each filter shows, and what everything on hand is worth at moving average cost."""

    counts: dict[PartFilter, int]
    value_fen: int


# The list


def page(
    cursor: Cursor | None = None,
    limit: int = 50,
    which: PartFilter | str = PartFilter.ALL,
    *,
    today: date = date.max,
    group: str = "",
) -> Page[PartRow]:
    """Parts of a filter by code, of one group or of all; `today` decides what is to be counted or slow."""
    chosen = PartFilter(which)
    values = [*_days(chosen, today), *([group] if group else []), cursor[0] if cursor else "", limit + 1]
    found = read(_page.columns(*values, which=chosen, grouped=bool(group)))
    return Page(tuple(found[:limit]), (found[limit - 1].code,) if len(found) > limit else None)


@statement
def _page(*values: Any, which: PartFilter, grouped: bool) -> Any:
    *days, code, limit = values
    query, available, coming = rows()
    if grouped:
        query = query.where(Part.group == days.pop())
    shown = _filter(which, available, coming, *days)
    return query.where(shown & (Part.code > code)).order_by(Part.code).limit(limit)


def summary(today: date, group: str = "") -> StockSummary:
    """The stock in figures, of one group or of all."""
    days = [moment for which in PartFilter for moment in _days(which, today)]
    row = _summary.first(*days, *([group] if group else []), grouped=bool(group)) or ()
    *numbers, value = (int(number or 0) for number in row)
    return StockSummary(dict(zip(PartFilter, numbers, strict=True)), value)


@statement
def _summary(*values: Any, grouped: bool) -> Any:
    days = iter(values)
    spoken, ordered = reserved(), supply.open_milli()
    available = Part.on_hand_milli - fn.COALESCE(spoken.c.qty_milli, 0)
    coming = fn.COALESCE(ordered.c.qty_milli, 0)
    shown = [
        _filter(which, available, coming, *([next(days)] if which in _TIMED else [])) for which in PartFilter
    ]
    counts = [fn.SUM(Case(None, [(one, 1)], 0)) for one in shown]
    query = Part.select(*counts, fn.SUM(Part.value_fen)).where(Part.group == next(days) if grouped else True)
    query = query.left_outer_join(spoken, on=(spoken.c.part == Part.id))
    return query.left_outer_join(ordered, on=(ordered.c.part == Part.id))


def groups() -> list[str]:
    """Every group that a part is in, by name."""
    return [group for (group,) in _groups.rows()]


@statement
def _groups() -> Any:
    return Part.select(Part.group).where(Part.group != "").distinct().order_by(Part.group)


# Finding


def find(
    fragment: str,
    limit: int = 20,
    which: PartFilter | str = PartFilter.ALL,
    *,
    today: date = date.max,
    group: str = "",
) -> list[PartRow]:
    """Parts by a piece of any number, of their name, pinyin or initials, best first.

    In use, then those out of use that a job brought back to the shelf; with RETIRED all that are out of use.
    """
    chosen = PartFilter(which)
    if chosen is PartFilter.RETIRED:
        return _that_fit(page(None, MOST_LOOKED_THROUGH, chosen, group=group).rows, fragment)[:limit]
    narrowed = chosen is not PartFilter.ALL or group
    refs = search.refs("part", fragment, MOST_LOOKED_THROUGH if narrowed else limit)
    if normalise_query(fragment):
        left_over = hits([ref for (ref,) in _left_over.rows()])
        refs = [*refs, *(row.id for row in _that_fit(left_over, fragment))]
    if not narrowed or not refs:
        return hits(refs[:limit])
    values = [*_days(chosen, today), *([group] if group else []), refs]
    found = {row.id: row for row in read(_among.columns(*values, which=chosen, grouped=bool(group)))}
    return [found[ref] for ref in refs if ref in found][:limit]


@statement
def _among(*values: Any, which: PartFilter, grouped: bool) -> Any:
    *days, refs = values
    query, available, coming = rows()
    if grouped:
        query = query.where(Part.group == days.pop())
    return query.where(Part.id.in_(refs) & _filter(which, available, coming, *days))


@statement
def _left_over() -> Any:
    """Parts out of use of which something is on the shelf: hardly ever any, and no index of words has them."""
    return Part.select(Part.id).where(~Part.active & (Part.on_hand_milli > 0)).order_by(Part.code)


def _that_fit(rows_: Sequence[PartRow], fragment: str) -> list[PartRow]:
    """Those of which a number or name has these letters."""
    further = further_numbers([row.id for row in rows_])
    typed = normalise_query(fragment)
    return [row for row in rows_ if _fits(row, further.get(row.id, Numbers()), typed)]


def _fits(row: PartRow, further: Numbers, typed: str) -> bool:
    numbers = (row.code, row.bin, row.oe_no, row.barcode, *further.oe_nos, *further.barcodes)
    names = (row.name, *further.aliases)
    terms = {*map(fold, numbers), *(term for name in names for term in name_terms(name))}
    return any(typed in term for term in terms)


# What belongs to a filter

_TIMED: Collection[PartFilter] = (PartFilter.TO_COUNT, PartFilter.SLOW)


def _days(which: PartFilter, today: date) -> list[datetime]:
    """The moment before which a part must have been touched last to belong to a filter, where there is one."""
    if which not in _TIMED:
        return []
    limits = stock_limits.limits()
    days = limits.count if which is PartFilter.TO_COUNT else limits.slow
    return [datetime.combine(day_before(today, days), time())]


def _filter(which: PartFilter, available: Any, coming: Any, *before: Any) -> Any:
    on_shelf = Part.on_hand_milli > 0
    match which:
        case PartFilter.ALL:
            return Part.active | on_shelf
        case PartFilter.LOW:
            return Part.active & (available < Part.min_qty_milli)
        case PartFilter.OUT:
            return Part.active & (Part.on_hand_milli == 0)
        case PartFilter.ON_ORDER:
            return coming > 0
        case PartFilter.TO_COUNT:
            return on_shelf & (fn.COALESCE(Part.counted_at, Part.created_at) < before[0])
        case PartFilter.SLOW:
            return on_shelf & (fn.COALESCE(Part.last_out_at, Part.last_in_at, Part.created_at) < before[0])
    return ~Part.active
