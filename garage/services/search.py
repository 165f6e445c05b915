"""Search as you type over the tail index: a fragment is a prefix range, so its cost does not grow."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from garage.domain.labels import label
from garage.domain.orders import OrderState
from garage.domain.phones import display_phone
from garage.domain.plates import display_plate
from garage.domain.search import TAIL_LENGTH, fold, normalise_query, suffixes
from garage.models.customers import Customer, Phone
from garage.models.database import database
from garage.models.orders import WorkOrder
from garage.models.parts import Part
from garage.models.search import SearchTail
from garage.models.statements import insert_many, statement
from garage.models.vehicles import Ownership, Vehicle

KINDS = ("vehicle", "customer", "order", "part")
"""What can be found, in the order in which equally good hits are shown."""
MOST = 12
"""Hits of a key; whoever misses one among them types the next."""

# Control characters never survive `fold`, so neither a term nor a query can hold these two marks.
_HEAD = "\x02"  # begins a row that holds the head of a whole term: these hits are better than inner ones
_TERM = "\x03"  # begins the rows that remember which terms a ref has, so that they can be replaced
_LAST = "\U0010ffff"
_TERM_LENGTH = 200
_INSIDE = 2  # the rank of an inner fragment
_RANKS = 3


class Found(NamedTuple):
    """One hit: `kind` is one of KINDS, `ref` the row's id; `plate` in stored form where there is one."""

    kind: str
    ref: int
    title: str
    subtitle: str
    plate: str = ""


# Index


def index(kind: str, ref: int, terms: Iterable[str]) -> None:
    """Make `ref` findable by every fragment of `terms` and of nothing else; writes only what differs.

    Called inside the act that changes the row. No terms: the ref is not found any more.
    """
    before = _tails(ref, _terms(kind, ref))
    after = _tails(ref, {fold(term)[:_TERM_LENGTH] for term in terms} - {""})
    for gone in sorted(before - after):
        _delete_tail.run(kind, gone, ref)
    insert_many(SearchTail, ({"kind": kind, "tail": tail, "ref": ref} for tail in sorted(after - before)))


@statement
def _delete_tail(kind: Any, tail: Any, ref: Any) -> Any:
    own = (SearchTail.kind == kind) & (SearchTail.tail == tail) & (SearchTail.ref == ref)
    return SearchTail.delete().where(own)


def _mark(ref: int) -> str:
    return f"{_TERM}{ref:d}{_TERM}"


def _terms(kind: str, ref: int) -> set[str]:
    mark = _mark(ref)
    return {tail.removeprefix(mark) for (tail,) in _between.rows(kind, mark, mark + _LAST)}


@statement
def _between(kind: Any, first: Any, last: Any) -> Any:
    inside = (SearchTail.tail >= first) & (SearchTail.tail < last)
    return SearchTail.select(SearchTail.tail).where((SearchTail.kind == kind) & inside)


def _tails(ref: int, terms: Collection[str]) -> set[str]:
    tails = {tail for term in terms for tail in suffixes(term)}
    heads = {_HEAD + term[:TAIL_LENGTH] for term in terms}
    return tails | heads | {_mark(ref) + term for term in terms}


# Search


def exact(kind: str, term: str) -> list[int]:
    """Refs that have `term` as a whole (to 40 characters), oldest first."""
    head = _HEAD + normalise_query(term)
    return [ref for (ref,) in _whole.rows(kind, head)]


@statement
def _whole(kind: Any, head: Any) -> Any:
    rows = SearchTail.select(SearchTail.ref).where((SearchTail.kind == kind) & (SearchTail.tail == head))
    return rows.order_by(SearchTail.ref)


def refs(kind: str, fragment: str, limit: int = MOST) -> list[int]:
    """Refs of one kind that `fragment` finds, best first: for lists that describe their hits themselves."""
    query = normalise_query(fragment)
    return list(_ranks((kind,), query, limit)[kind])[:limit] if query else []


def find(fragment: str, limit: int = MOST, kinds: Collection[str] = KINDS) -> list[Found]:
    """Up to `limit` hits: whole terms first, then beginnings, then inner fragments, every kind its share.

    A customer who fits brings his present cars along (kind "vehicle"). Nothing typed finds nothing.
    """
    query = normalise_query(fragment)
    if not query:
        return []
    wanted = tuple(kind for kind in KINDS if kind in kinds)
    brings = "vehicle" in wanted
    ranks = _ranks((*wanted, "customer") if brings and "customer" not in wanted else wanted, query, limit)
    found = {kind: ranks[kind] for kind in wanted}
    cars: dict[int, Found] = {}
    if brings and ranks["customer"]:
        most = _shares(found, limit, "vehicle")["vehicle"]
        cars = _bring_cars(ranks["customer"], ranks["vehicle"], most)
    shares = _shares(found, limit)
    hits: list[tuple[int, Found]] = []
    for kind, rank in found.items():
        best = sorted(rank, key=rank.__getitem__)[: shares[kind]]
        looks = cars if kind == "vehicle" else {}
        if unknown := [ref for ref in best if ref not in looks]:
            looks |= _DESCRIBE[kind](unknown)
        hits += [(rank[ref], looks[ref]) for ref in best if ref in looks]
    hits.sort(key=itemgetter(0))
    return [hit for _rank, hit in hits]


def _shares(found: dict[str, dict[int, int]], limit: int, endless: str = "") -> dict[str, int]:
    """How many of each kind are shown: what one kind lacks goes to the others; there is no end to `endless`."""
    sizes = {kind: limit if kind == endless else len(refs) for kind, refs in reversed(found.items())}
    shares: dict[str, int] = {}
    for kind in sorted(sizes, key=sizes.__getitem__):
        shares[kind] = min(sizes[kind], limit // (len(sizes) - len(shares)))
        limit -= shares[kind]
    return shares


def _ranks(kinds: tuple[str, ...], query: str, limit: int) -> dict[str, dict[int, int]]:
    """For each kind the refs that fit, best first: 0 a whole term, 1 the beginning of one, 2 an inner fragment.

    All of them, or at least the best `limit`.
    """
    head = _HEAD + query
    ends = (head, head, head + _LAST, query, query + _LAST) * len(kinds)
    size = limit + 5  # a term may hold the fragment more than once
    while True:
        rows = database.execute_sql(_ranges(kinds, size, database.param), ends).fetchall()
        ranks: tuple[dict[int, int], ...] = tuple({} for _kind in kinds)
        for place, ref in rows:
            found = ranks[place // _RANKS]
            if ref not in found:
                found[ref] = place % _RANKS
        places = [place for place, _ref in rows]
        full = (n for n, found in enumerate(ranks) if places.count(n * _RANKS + _INSIDE) == size)
        if len(rows) < size or all(len(ranks[n]) >= limit for n in full):
            return dict(zip(kinds, ranks, strict=True))
        size *= 4


@cache
def _ranges(kinds: tuple[str, ...], size: int, mark: str) -> str:
    """One statement for all ranges of a key; each wants its ends, the heads of terms a whole term before them.

    A row is the number of its kind and its rank in one, which is read quicker than words, and the ref.
    """
    return " UNION ALL ".join(
        f"SELECT * FROM (SELECT {place}, ref FROM search_tail WHERE kind = '{kind}'"  # noqa: S608 - our own words
        f" AND tail >= {mark} AND tail < {mark} ORDER BY tail, ref LIMIT {size}) AS {kind}_{name}"
        for n, kind in enumerate(kinds)
        for name, place in (
            ("heads", f"{n * _RANKS} + CASE WHEN tail = {mark} THEN 0 ELSE 1 END"),
            ("inside", n * _RANKS + _INSIDE),
        )
    )


def _bring_cars(owners: Mapping[int, int], cars: dict[int, int], most: int) -> dict[int, Found]:
    """Add the present cars of `owners` to `cars` as far as they can be among the best `most`; gives how they look."""
    brought: dict[int, Found] = {}
    for rank, alike in groupby(owners, key=owners.__getitem__):
        if sum(found <= rank for found in cars.values()) >= most:
            break
        theirs = _look_of_cars(_owned.rows(list(alike), most))
        brought |= theirs
        for car in theirs:
            cars.setdefault(car, rank)
    return brought


@statement
def _owned(owners: Any, limit: Any) -> Any:
    return (
        Ownership.select(*_CAR)
        .join(Vehicle, on=(Vehicle.id == Ownership.vehicle))
        .join(Customer, on=(Customer.id == Ownership.customer))
        .where(Ownership.customer.in_(owners) & Ownership.until.is_null())
        .order_by(Ownership.customer.desc(), Ownership.id.desc())
        .limit(limit)
    )


# What a hit looks like


def _joined(*words: str | None) -> str:
    return " · ".join(filter(None, words))


_CAR = (Vehicle.id, Vehicle.plate, Vehicle.vin, Vehicle.brand, Vehicle.model, Customer.name)


def _look_of_cars(rows: Iterable[tuple[Any, ...]]) -> dict[int, Found]:
    return {
        ref: Found(
            "vehicle",
            ref,
            display_plate(plate) or vin,
            _joined(f"{brand} {model}".strip(), owner),
            plate,
        )
        for ref, plate, vin, brand, model, owner in rows
    }


def _vehicles(refs: list[int]) -> dict[int, Found]:
    return _look_of_cars(_cars.rows(refs))


@statement
def _cars(refs: Any) -> Any:
    return (
        Vehicle.select(*_CAR)
        .left_outer_join(Ownership, on=((Ownership.vehicle == Vehicle.id) & Ownership.until.is_null()))
        .left_outer_join(Customer, on=(Customer.id == Ownership.customer))
        .where(Vehicle.id.in_(refs))
    )


def _customers(refs: list[int]) -> dict[int, Found]:
    people: dict[int, Found] = {}
    for ref, name, number in _people.rows(refs):
        phone = display_phone(number or "")
        numbers = _joined(people[ref].subtitle, phone) if ref in people else phone
        people[ref] = Found("customer", ref, name, numbers)
    return people


@statement
def _people(refs: Any) -> Any:
    return (
        Customer.select(Customer.id, Customer.name, Phone.number)
        .left_outer_join(Phone, on=(Phone.customer == Customer.id))
        .where(Customer.id.in_(refs))
        .order_by(Phone.position)
    )


def _orders(refs: list[int]) -> dict[int, Found]:
    return {
        ref: Found("order", ref, no, _joined(display_plate(plate), customer, label(OrderState(state))), plate)
        for ref, no, state, plate, customer in _visits.rows(refs)
    }


@statement
def _visits(refs: Any) -> Any:
    return (
        WorkOrder.select(WorkOrder.id, WorkOrder.no, WorkOrder.state, Vehicle.plate, Customer.name)
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .join(Customer, on=(Customer.id == WorkOrder.customer))
        .where(WorkOrder.id.in_(refs))
    )


def _parts(refs: list[int]) -> dict[int, Found]:
    return {
        ref: Found("part", ref, name, _joined(code, brand, spec))
        for ref, name, code, brand, spec in _shelf.rows(refs)
    }


@statement
def _shelf(refs: Any) -> Any:
    return Part.select(Part.id, Part.name, Part.code, Part.brand, Part.spec).where(Part.id.in_(refs))


_DESCRIBE: dict[str, Callable[[list[int]], dict[int, Found]]] = {
    "vehicle": _vehicles,
    "customer": _customers,
    "order": _orders,
    "part": _parts,
}
