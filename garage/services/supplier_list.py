"""The list of suppliers: what is owed to each, what is overdue, and how good it is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from garage.domain.pages import Page
from garage.domain.search import fold, name_terms, normalise_query
from garage.domain.supplier_accounts import Ageing
from garage.domain.supplier_rating import Rating
from garage.models.listing import Cursor, keyset, tuples
from garage.models.parts import Supplier
from garage.services.supplier_ratings import ratings
from garage.services.supplier_statements import ageings
from garage.services.suppliers import SupplierRow


class SupplierFilter(StrEnum):
    """Chips above the list; ALL are those in use or with a balance."""

    ALL = "all"
    OWED = "owed"
    OVERDUE = "overdue"
    ADVANCE = "advance"
    RETIRED = "retired"


@dataclass(frozen=True)
class SupplierLine:
    """A supplier in the list, with the age of what is owed and its rating."""

    supplier: SupplierRow
    ageing: Ageing
    rating: Rating

    @property
    def id(self) -> int:
        """Of the supplier."""
        return self.supplier.id

    @property
    def overdue_fen(self) -> int:
        """What should have been paid before today."""
        return self.ageing.overdue_fen


@dataclass(frozen=True)
class Payables:
    """How many suppliers each filter shows; what is owed to all of them and what of it is overdue, in fen."""

    counts: dict[SupplierFilter, int]
    payable_fen: int
    overdue_fen: int


def page(
    cursor: Cursor | None = None,
    limit: int = 50,
    which: SupplierFilter | str = SupplierFilter.ALL,
    *,
    today: date,
    rated_since: date,
    typed: str = "",
) -> Page[SupplierLine]:
    """Suppliers of a filter, those to whom most is owed first; found by a piece of name, pinyin, contact or phone."""
    chosen = SupplierFilter(which)
    columns = [getattr(Supplier, name) for name in SupplierRow.__dataclass_fields__]
    query = Supplier.select(Supplier.payable_fen, Supplier.id, *columns).where(_shown(chosen))
    if chosen is SupplierFilter.OVERDUE:
        query = query.where(Supplier.id.in_(list(_overdue(today))))
    if fragment := normalise_query(typed):
        query = query.where(Supplier.id.in_(_fitting(fragment)))

    def made(rows: list[tuple[Any, ...]]) -> list[SupplierLine]:
        return _lines([SupplierRow(*row[2:]) for row in rows], today, rated_since)

    return keyset(query, (Supplier.payable_fen, Supplier.id), cursor, limit, made)


def line(supplier_id: int, today: date, rated_since: date) -> SupplierLine:
    """One supplier as the list shows it; raises KeyError when there is none."""
    columns = [getattr(Supplier, name) for name in SupplierRow.__dataclass_fields__]
    rows = tuples(Supplier.select(*columns).where(Supplier.id == supplier_id))
    if not rows:
        raise KeyError(supplier_id)
    [found] = _lines([SupplierRow(*rows[0])], today, rated_since)
    return found


def _lines(rows: list[SupplierRow], today: date, rated_since: date) -> list[SupplierLine]:
    ids = [row.id for row in rows]
    rated = ratings(ids, rated_since, today)
    aged = ageings([row.id for row in rows if row.payable_fen], today)
    return [SupplierLine(row, aged.get(row.id, Ageing()), rated[row.id]) for row in rows]


def summary(today: date) -> Payables:
    """All suppliers in figures."""
    rows = tuples(Supplier.select(Supplier.id, Supplier.payable_fen, Supplier.active))
    overdue = _overdue(today)
    counts = {
        SupplierFilter.ALL: sum(bool(active or fen) for _id, fen, active in rows),
        SupplierFilter.OWED: sum(fen > 0 for _id, fen, _active in rows),
        SupplierFilter.OVERDUE: len(overdue),
        SupplierFilter.ADVANCE: sum(fen < 0 for _id, fen, _active in rows),
        SupplierFilter.RETIRED: sum(not active for _id, _fen, active in rows),
    }
    owed = sum(fen for _id, fen, _active in rows if fen > 0)
    return Payables(counts, owed, sum(overdue.values()))


def _overdue(today: date) -> dict[int, int]:
    owed = Supplier.select(Supplier.id).where(Supplier.payable_fen > 0)
    aged = ageings([ref for (ref,) in tuples(owed)], today)
    return {ref: ageing.overdue_fen for ref, ageing in aged.items() if ageing.overdue_fen}


def _shown(which: SupplierFilter) -> Any:
    return {
        SupplierFilter.ALL: Supplier.active | (Supplier.payable_fen != 0),
        SupplierFilter.OWED: Supplier.payable_fen > 0,
        SupplierFilter.OVERDUE: Supplier.payable_fen > 0,
        SupplierFilter.ADVANCE: Supplier.payable_fen < 0,
        SupplierFilter.RETIRED: ~Supplier.active,
    }[which]


def _fitting(fragment: str) -> Collection[int]:
    """Suppliers that a typed fragment fits: they are few, and none is in the search index."""
    rows = tuples(Supplier.select(Supplier.id, Supplier.name, Supplier.contact, Supplier.phone))
    return [
        ref
        for ref, name, contact, phone in rows
        if any(fragment in term for term in {*name_terms(name), *name_terms(contact), fold(phone)})
    ]
