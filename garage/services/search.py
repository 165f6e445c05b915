"""Search as you type over the tail index: a fragment is a prefix range, so its cost does not grow."""

from collections.abc import Callable, Collection, Iterable, Iterator
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

# Control characters never survive `fold`, so neither a term nor a query can hold these two marks.
_HEAD = "\x02"  # begins a row that holds the head of a whole term: these hits are better than inner ones
_TERM = "\x03"  # begins the rows that remember which terms a ref has, so that they can be replaced
_LAST = "\U0010ffff"
_FIRST_BATCH, _BATCH = 25, 100
_TERM_LENGTH = 200


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
    return {tail.removeprefix(mark) for tail, _ref in _scan(kind, mark)}


def _tails(ref: int, terms: Collection[str]) -> set[str]:
    tails = {tail for term in terms for tail in suffixes(term)}
    heads = {_HEAD + term[:TAIL_LENGTH] for term in terms}
    return tails | heads | {_mark(ref) + term for term in terms}


def _scan(kind: str, prefix: str) -> Iterator[tuple[str, int]]:
    """Rows (tail, ref) whose tail begins with `prefix`, read by keyset as far as they are wanted."""
    sql = _RANGE.replace("?", database.param)
    tail, ref = prefix, -1
    size = _FIRST_BATCH
    while True:
        batch = database.execute_sql(sql, (kind, tail, ref, prefix + _LAST, size)).fetchall()
        yield from batch
        if len(batch) < size:
            return
        tail, ref = batch[-1]
        size = _BATCH


# Written out, because for every key typed it runs eight times and building it would take longer.
_RANGE = """
SELECT tail, ref FROM search_tail WHERE kind = ? AND (tail, ref) > (?, ?) AND tail < ?
ORDER BY tail, ref LIMIT ?
"""


# Search


def exact(kind: str, term: str) -> list[int]:
    """Refs that have `term` as a whole (to 40 characters), oldest first."""
    head = _HEAD + normalise_query(term)
    return [ref for (ref,) in _whole.rows(kind, head)]


@statement
def _whole(kind: Any, head: Any) -> Any:
    rows = SearchTail.select(SearchTail.ref).where((SearchTail.kind == kind) & (SearchTail.tail == head))
    return rows.order_by(SearchTail.ref)


def refs(kind: str, fragment: str, limit: int = 20) -> list[int]:
    """Refs of one kind that `fragment` finds, best first: for lists that describe their hits themselves."""
    query = normalise_query(fragment)
    return list(_ranks(kind, query, limit)) if query else []


def find(fragment: str, limit: int = 20, kinds: Collection[str] = KINDS) -> list[Found]:
    """Up to `limit` hits: whole terms first, then beginnings, then inner fragments, every kind its share.

    A customer who fits brings his present cars along (kind "vehicle"). Nothing typed finds nothing.
    """
    query = normalise_query(fragment)
    if not query:
        return []
    wanted = [kind for kind in KINDS if kind in kinds]
    ranks = {kind: _ranks(kind, query, limit) for kind in wanted}
    if "vehicle" in kinds:
        owners = ranks["customer"] if "customer" in ranks else _ranks("customer", query, limit)
        for vehicle, owner in _cars_of(owners, limit):
            ranks["vehicle"].setdefault(vehicle, owners[owner])
    places = [
        (nth, rank, order, kind, ref)
        for order, kind in enumerate(wanted)
        for nth, (ref, rank) in enumerate(sorted(ranks[kind].items(), key=itemgetter(1)))
    ]
    shown = sorted(sorted(places)[:limit], key=itemgetter(1, 2, 0))
    described: dict[str, dict[int, Found]] = {}
    for kind in {kind for *_, kind, _ref in shown}:
        described[kind] = _DESCRIBE[kind]([ref for *_, of, ref in shown if of == kind])
    return [described[kind][ref] for *_, kind, ref in shown if ref in described[kind]]


def _ranks(kind: str, query: str, limit: int) -> dict[int, int]:
    """Refs that fit, best first: 0 a whole term, 1 the beginning of one, 2 an inner fragment."""
    ranks: dict[int, int] = {}
    for prefix, rank in ((_HEAD + query, 1), (query, 2)):
        for tail, ref in _scan(kind, prefix):
            if len(ranks) >= limit:
                return ranks
            ranks.setdefault(ref, 0 if tail == _HEAD + query else rank)
    return ranks


def _cars_of(owners: Collection[int], limit: int) -> list[tuple[int, int]]:
    if not owners:
        return []
    return [(vehicle, owner) for vehicle, owner in _owned.rows(list(owners), limit)]


@statement
def _owned(owners: Any, limit: Any) -> Any:
    now = Ownership.customer.in_(owners) & Ownership.until.is_null()
    rows = Ownership.select(Ownership.vehicle, Ownership.customer).where(now)
    return rows.order_by(Ownership.id.desc()).limit(limit)


# What a hit looks like


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)


def _vehicles(refs: list[int]) -> dict[int, Found]:
    return {
        ref: Found(
            "vehicle",
            ref,
            display_plate(plate) or vin,
            _joined(f"{brand} {model}".strip(), owner or ""),
            plate,
        )
        for ref, plate, vin, brand, model, owner in _cars.rows(refs)
    }


@statement
def _cars(refs: Any) -> Any:
    return (
        Vehicle.select(Vehicle.id, Vehicle.plate, Vehicle.vin, Vehicle.brand, Vehicle.model, Customer.name)
        .left_outer_join(Ownership, on=((Ownership.vehicle == Vehicle.id) & Ownership.until.is_null()))
        .left_outer_join(Customer, on=(Customer.id == Ownership.customer))
        .where(Vehicle.id.in_(refs))
    )


def _customers(refs: list[int]) -> dict[int, Found]:
    numbers: dict[int, list[str]] = {}
    for customer, number in _phones.rows(refs):
        numbers.setdefault(customer, []).append(display_phone(number))
    return {
        ref: Found("customer", ref, name, _joined(*numbers.get(ref, ()))) for ref, name in _people.rows(refs)
    }


@statement
def _phones(refs: Any) -> Any:
    rows = Phone.select(Phone.customer, Phone.number).where(Phone.customer.in_(refs))
    return rows.order_by(Phone.position)


@statement
def _people(refs: Any) -> Any:
    return Customer.select(Customer.id, Customer.name).where(Customer.id.in_(refs))


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
