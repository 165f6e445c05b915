"""What the price lists show: each operation, part or package with its price, the coming one and all former ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from garage.domain.lines import WorkType
from garage.domain.money import labour_amount_fen
from garage.domain.pages import Page
from garage.domain.price_lists import Priced, PriceState, PriceTerms
from garage.models.listing import Cursor, keyset, tuples
from garage.models.packages import ServicePackage
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.services import package_lines, search, shop
from garage.services.price_lists import TABLES, terms_of, terms_of_price

MOST_FOUND = 200
_SEARCHED = {Priced.OPERATION: "operation", Priced.PART: "part", Priced.PACKAGE: "package"}


@dataclass(frozen=True)
class DatedPrice:
    """A price from a day on: where it stands, who set it when, and why."""

    id: int
    version: int
    starts_on: date
    terms: PriceTerms
    state: PriceState
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True)
class PricedRow:
    """Something with a price: `fen` is what everybody pays today, `list_fen` a package's lines one by one.

    `group` is the group of a part and the trade of an operation; `coming` the next price, if one waits.
    """

    kind: Priced
    id: int
    version: int
    code: str
    name: str
    group: str
    terms: PriceTerms
    fen: int
    list_fen: int
    active: bool
    coming: DatedPrice | None
    last_cost_fen: int | None = None

    @property
    def trade(self) -> WorkType | None:
        """Of an operation."""
        return WorkType(self.group) if self.kind is Priced.OPERATION else None


def page(
    kind: Priced,
    today: date,
    cursor: Cursor | None = None,
    limit: int = 50,
    *,
    coming: bool = False,
    group: str | None = None,
) -> Page[PricedRow]:
    """What is in use (packages: all), by code; with `coming` what has a price that waits; `group` of parts or trade of work."""
    model = TABLES[kind].row
    query = model.select().order_by(model.code).limit(limit + 1)
    if kind is not Priced.PACKAGE:  # a package out of use is found nowhere else
        query = query.where(model.active)
    if coming:
        query = query.where(model.id.in_(_with_coming(kind)))
    if group is not None:
        query = query.where(_group_of(kind) == group)
    if cursor is not None:
        query = query.where(model.code > cursor[0])
    found = list(query)
    shown = _rows(kind, found[:limit], today)
    return Page(tuple(shown), (shown[-1].code,) if len(found) > limit else None)


def find(kind: Priced, fragment: str, today: date) -> list[PricedRow]:
    """What is in use and fits a piece of code, name, pinyin or initials, best first."""
    return read(kind, search.refs(_SEARCHED[kind], fragment, MOST_FOUND), today)


def read(kind: Priced, refs: Sequence[int], today: date) -> list[PricedRow]:
    """These, in this order."""
    if not refs:
        return []
    found = {row.id: row for row in _rows(kind, _some.objects(list(refs), kind=kind), today)}
    return [found[ref] for ref in refs if ref in found]


def counts() -> dict[Priced, int]:
    """How many of each kind have a price that waits."""
    return {kind: len(_waiting.rows(kind=kind)) for kind in Priced}


def groups(kind: Priced) -> list[str]:
    """Groups of parts or trades of operations that are in use, in their order; packages have none."""
    if kind is Priced.PACKAGE:
        return []
    model, group = TABLES[kind].row, _group_of(kind)
    return [name for (name,) in tuples(model.select(group).where(model.active).distinct().order_by(group))]


def history(kind: Priced, ref: int, cursor: Cursor | None = None, limit: int = 50) -> Page[DatedPrice]:
    """The dated prices of one thing, the latest first, those to come and those withdrawn among them."""
    table = TABLES[kind]
    price = table.price
    query = price.select(price.starts_on, price.id).where(table.of == ref)
    now = _now.value(ref, kind=kind)

    def made(found: list[tuple[Any, ...]]) -> list[DatedPrice]:
        by_id = {row.id: row for row in _dated(kind, price.id.in_([row[1] for row in found]), now)}
        return [by_id[row[1]] for row in found]

    return keyset(query, (price.starts_on, price.id), cursor, limit, made)


def dated(kind: Priced, price_id: int) -> DatedPrice:
    """One dated price as it stands; raises IndexError when there is none."""
    price = TABLES[kind].price
    ref = getattr(price.get_by_id(price_id), f"{TABLES[kind].ref}_id")
    return _dated(kind, price.id == price_id, _now.value(ref, kind=kind))[0]


def _group_of(kind: Priced) -> Any:
    model = TABLES[kind].row
    return model.trade if kind is Priced.OPERATION else model.group


def _rows(kind: Priced, found: Sequence[Any], today: date) -> list[PricedRow]:
    refs = [row.id for row in found]
    coming = _coming(kind, refs)
    sums = package_lines.sums(refs, today) if kind is Priced.PACKAGE else {}
    rate = shop.labour_rate_fen(today) if kind is Priced.OPERATION else 0
    return [_row(kind, row, coming, sums, rate) for row in found]


def _row(
    kind: Priced, row: Any, coming: Mapping[int, DatedPrice], sums: Mapping[int, int], rate_fen: int
) -> PricedRow:
    terms = terms_of(kind, row)
    usual = sums.get(row.id, 0)
    if kind is Priced.OPERATION:
        usual = labour_amount_fen(rate_fen, terms.hours_centi)
    fen = usual if terms.price_fen is None else terms.price_fen
    return PricedRow(
        kind,
        row.id,
        row.version,
        row.code,
        row.name,
        "" if isinstance(row, ServicePackage) else getattr(row, _group_of(kind).name),
        terms,
        min(fen, usual) if kind is Priced.PACKAGE else fen,
        usual,
        bool(row.active),
        coming.get(row.id),
        getattr(row, "last_cost_fen", None),
    )


def _coming(kind: Priced, refs: Sequence[int]) -> dict[int, DatedPrice]:
    """{ref: its next price}; few prices wait at a time."""
    table = TABLES[kind]
    wanted = set(refs)
    waiting = {ref: price for price, ref in _waiting.rows(kind=kind) if ref in wanted}
    by_id = {one.id: one for one in _dated(kind, table.price.id.in_(sorted(waiting.values())), None)}
    return {ref: by_id[price] for ref, price in waiting.items()}


@statement
def _waiting(*, kind: Priced) -> Any:
    """(price, what it is of) of all that waits, the next one of each last; by the index on what waits."""
    table = TABLES[kind]
    waits = (table.price.applied == 0) & table.price.withdrawn_at.is_null()
    return (
        table.price.select(table.price.id, table.of)
        .where(waits)
        .order_by(table.price.starts_on.desc(), table.price.id.desc())
    )


def _with_coming(kind: Priced) -> Any:
    table = TABLES[kind]
    waits = (table.price.applied == 0) & table.price.withdrawn_at.is_null()
    return table.price.select(table.of).where(waits)


def _dated(kind: Priced, where: Any, now: int | None) -> list[DatedPrice]:
    price = TABLES[kind].price
    query = price.select(price, Staff.name.alias("who")).where(where)
    rows = query.left_outer_join(Staff, on=(Staff.id == price.created_by)).objects()
    return [
        DatedPrice(
            row.id,
            row.version,
            row.starts_on,
            terms_of_price(kind, row),
            _state(row, now),
            row.reason,
            row.who or "",
            row.created_at,
        )
        for row in rows
    ]


def _state(row: Any, now: int | None) -> PriceState:
    if row.withdrawn_at is not None:
        return PriceState.WITHDRAWN
    if not row.applied:
        return PriceState.COMING
    return PriceState.NOW if row.id == now else PriceState.FORMER


@statement
def _now(ref: Any, *, kind: Priced) -> Any:
    table = TABLES[kind]
    price = table.price
    counted = price.select(price.id).where((table.of == ref) & (price.applied == 1))
    return counted.order_by(price.starts_on.desc(), price.id.desc()).limit(1)


@statement
def _some(refs: Any, *, kind: Priced) -> Any:
    model = TABLES[kind].row
    return model.select().where(model.id.in_(refs))
