"""Files that are likely of one customer or of one car: pairs to look at, and what became of those looked at (A11)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from peewee import FieldAlias, fn

from garage.domain.merges import FileKind, Likeness, MergeState
from garage.domain.phones import display_phone
from garage.domain.plates import display_plate
from garage.domain.search import fold
from garage.models.customers import Customer, Phone
from garage.models.listing import tuples
from garage.models.merges import FileMerge
from garage.models.statements import statement
from garage.models.vehicles import Ownership, Vehicle
from garage.services import file_compare, staff
from garage.services.file_compare import TABLE

MOST = 200
"""Pairs that are shown at once: whoever has looked at these sees the next."""
_ALIKE = 6
"""Files that share one thing are paired up to so many: a name that half the town bears says nothing."""


@dataclass(frozen=True)
class Pair:
    """Two files that may be one: the older one first, why, and the word they share."""

    kind: FileKind
    one_id: int
    other_id: int
    one: str
    other: str
    likeness: Likeness
    shared: str


@dataclass(frozen=True)
class MergeRow:
    """What became of two files: `at` is when they were merged or told apart, `undone_at` when that was taken back."""

    id: int
    kind: FileKind
    state: MergeState
    kept_id: int
    gone_id: int
    kept: str
    gone: str
    at: datetime
    by: str
    reason: str
    undone_at: datetime | None
    undone_by: str
    undo_reason: str


def pairs(kind: FileKind) -> list[Pair]:
    """Likely pairs that nobody has told apart, each once, the strongest reason first; at most `MOST`."""
    apart = _told_apart(kind)
    found: dict[tuple[int, int], tuple[Likeness, str]] = {}
    for likeness, shared, refs in _groups(kind):
        for pair in combinations(sorted(refs)[:_ALIKE], 2):
            if pair not in apart:
                found.setdefault(pair, (likeness, shared))
        if len(found) >= MOST:
            break
    best = list(found.items())[:MOST]
    names = _names(kind, {ref for pair, _why in best for ref in pair})
    return [
        Pair(kind, one, other, names[one], names[other], likeness, shared)
        for (one, other), (likeness, shared) in best
    ]


def of_customer(customer_id: int) -> list[Pair]:
    """Other files with a phone of this customer, then other cars with the plate of one of theirs; those told apart left out.

    Each is found by an index: it is asked whenever a customer is shown. The customer's own file is the first of a pair.
    """
    found = []
    for kind, likeness, rows in (
        (FileKind.CUSTOMER, Likeness.PHONE, _same_phone.rows(customer_id)),
        (FileKind.VEHICLE, Likeness.PLATE, _same_plate.rows(customer_id)),
    ):
        apart = _told_apart(kind, {row[0] for row in rows}) if rows else set()
        shown = display_plate if kind is FileKind.VEHICLE else display_phone
        pairs_of = {(one, other): shared for one, other, shared in sorted(rows)}
        names = _names(kind, {ref for pair in pairs_of for ref in pair})
        found += [
            Pair(kind, one, other, names[one], names[other], likeness, shown(shared))
            for (one, other), shared in pairs_of.items()
            if (min(one, other), max(one, other)) not in apart
        ]
    return found


@statement
def _same_phone(customer_id: Any) -> Any:
    mine, theirs = Phone.alias(), Phone.alias()
    return (
        mine.select(mine.customer, theirs.customer, mine.number)
        .join(theirs, on=(theirs.number == mine.number))
        .join(Customer, on=(Customer.id == theirs.customer))
        .where((mine.customer == customer_id) & (theirs.customer != mine.customer))
        .where(Customer.merged_into.is_null())
        .limit(MOST)
    )


@statement
def _same_plate(customer_id: Any) -> Any:
    mine = Vehicle.alias()
    theirs = Vehicle.alias()
    return (
        Ownership.select(mine.id, theirs.id, mine.plate)
        .join(mine, on=(mine.id == Ownership.vehicle))
        .join(theirs, on=(theirs.plate == mine.plate))
        .where((Ownership.customer == customer_id) & Ownership.until.is_null() & (mine.plate != ""))
        .where((theirs.id != mine.id) & theirs.merged_into.is_null())
        .limit(MOST)
    )


def _groups(kind: FileKind) -> Iterator[tuple[Likeness, str, list[int]]]:
    return _customers() if kind is FileKind.CUSTOMER else _cars()


def _customers() -> Iterator[tuple[Likeness, str, list[int]]]:
    for number in _twice(Phone, Phone.number, Phone.customer):
        refs = tuples(Phone.select(Phone.customer).where(Phone.number == number))
        yield Likeness.PHONE, display_phone(number), [ref for (ref,) in refs]
    for code in _twice(Customer, Customer.uscc, Customer.id):
        yield Likeness.USCC, code, _with(Customer, Customer.uscc == code)
    alike: dict[str, list[tuple[int, str]]] = {}
    here = Customer.select(Customer.id, Customer.name).where(Customer.merged_into.is_null())
    for ref, name in here.tuples().iterator():
        alike.setdefault(fold(name), []).append((ref, name))
    for people in alike.values():
        if len(people) > 1:
            yield Likeness.NAME, people[0][1], [ref for ref, _name in people]


def _cars() -> Iterator[tuple[Likeness, str, list[int]]]:
    for likeness, column in (
        (Likeness.PLATE, Vehicle.plate),
        (Likeness.ENGINE_NO, Vehicle.engine_no),
    ):
        for shared in _twice(Vehicle, column, Vehicle.id):
            shown = display_plate(shared) if likeness is Likeness.PLATE else shared
            yield likeness, shown, _with(Vehicle, column == shared)
    yield from _of_one_owner()


def _of_one_owner() -> Iterator[tuple[Likeness, str, list[int]]]:
    """The same model twice with one owner, where at least one of the two has no VIN: two VINs are two cars."""
    known = Vehicle.alias()
    its_model = FieldAlias(known, Vehicle.model)  # an alias has a `model` of its own
    mine, theirs = Ownership.alias(), Ownership.alias()
    rows = (
        Vehicle.select(Vehicle.id, known.id, Customer.name)
        .join(mine, on=(mine.vehicle == Vehicle.id))
        .join(theirs, on=(theirs.customer == mine.customer))
        .join(known, on=(known.id == theirs.vehicle))
        .join(Customer, on=(Customer.id == mine.customer))
        .where(mine.until.is_null() & theirs.until.is_null() & (known.id != Vehicle.id))
        .where((Vehicle.vin == "") & (Vehicle.model != "") & (its_model == Vehicle.model))
        .order_by(Vehicle.id)
        .limit(MOST)
    )
    for one, other, owner in tuples(rows):
        yield Likeness.SAME_OWNER, owner, [one, other]


def _twice(model: Any, column: Any, ref: Any) -> list[str]:
    """Values that more than one file has."""
    query = model.select(column).where(column != "")
    if hasattr(model, "merged_into"):
        query = query.where(model.merged_into.is_null())
    more = query.group_by(column).having(fn.COUNT(fn.DISTINCT(ref)) > 1)
    return [value for (value,) in tuples(more.order_by(fn.MAX(ref).desc()).limit(MOST))]


def _with(model: Any, where: Any) -> list[int]:
    rows = model.select(model.id).where(where & model.merged_into.is_null())
    return [ref for (ref,) in tuples(rows.limit(_ALIKE))]


def _told_apart(kind: FileKind, refs: Iterable[int] = ()) -> set[tuple[int, int]]:
    """Pairs that somebody found to be two, the older file first; only those with one of `refs` if any are given."""
    said = (FileMerge.kind == kind.value) & (FileMerge.state == MergeState.DISTINCT.value)
    if some := list(refs):
        said &= FileMerge.kept_id.in_(some) | FileMerge.gone_id.in_(some)
    return {
        (one, other)
        for one, other in tuples(FileMerge.select(FileMerge.kept_id, FileMerge.gone_id).where(said))
    }


def _names(kind: FileKind, refs: Iterable[int]) -> dict[int, str]:
    table = TABLE[kind]
    rows = table.select().where(table.id.in_(list(refs)))
    return {row.id: file_compare.called(row) for row in rows}


def history(limit: int = MOST) -> list[MergeRow]:
    """What became of pairs, the latest first."""
    rows = list(FileMerge.select().order_by(FileMerge.id.desc()).limit(limit))
    people = staff.names({who for row in rows for who in (row.created_by, row.undone_by) if who is not None})
    return [
        MergeRow(
            row.id,
            FileKind(row.kind),
            MergeState(row.state),
            row.kept_id,
            row.gone_id,
            row.kept_name,
            row.gone_name,
            row.created_at,
            people.get(row.created_by, ""),
            row.reason,
            row.undone_at,
            people.get(row.undone_by or -1, ""),
            row.undo_reason,
        )
        for row in rows
    ]
