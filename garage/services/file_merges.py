"""Two files of one customer or of one car made one, and parted again: one transaction each, nothing is lost (A11)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from peewee import fn

from garage.domain.merges import OWNER, FileKind, MergeState, Side, decided
from garage.domain.text import one_line, said_why
from garage.errors import Reason, RuleError
from garage.i18n import _
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.members import PointEntry
from garage.models.merges import FileMerge
from garage.models.orders import WorkOrder
from garage.models.settlements import Settlement
from garage.models.vehicles import Ownership, Vehicle
from garage.services import (
    customer_files,
    file_compare,
    file_fields,
    file_owners,
    file_places,
    file_rows,
    file_search,
    file_ties,
    points,
    staff,
    vehicles,
)
from garage.services.command import Area, By, command, create, plain, refuse_stale, update
from garage.services.file_compare import TABLE, Comparison
from garage.services.file_rows import Change, Moved

_ALL = (Area.CUSTOMERS, Area.ORDERS, Area.MONEY, Area.CARE, Area.RETURNS)
REASON_LENGTH = 200


@command(*_ALL)
def merge_customers(
    by: By,
    kept_id: int,
    gone_id: int,
    kept_version: int,
    gone_version: int,
    chosen: Mapping[str, Side] | None = None,
    reason: str = "",
) -> int:
    """`gone_id` becomes one with `kept_id`, which takes over all that hangs on it; returns the id of the merge.

    `chosen` says whose word stands in a field, what nobody chose is as `file_compare.of` proposes. Phones are united,
    the earlier first contact stands, who wants no calls gets none; the credit is that of the file that stays.
    RuleError for anybody but an owner, or when one of them was merged already; StaleError.
    """
    kept, gone, found = _two(by, FileKind.CUSTOMER, (kept_id, kept_version), (gone_id, gone_version))
    values = decided(found.fields, chosen or {}) | file_fields.carried(kept, gone)
    log: list[Change] = []
    filled: dict[str, Any] = {"rows": log, "phones": file_fields.unite_phones(by, kept_id, gone_id)}
    moved = file_rows.move(Customer, gone_id, kept_id)
    filled["places"] = file_places.unite(by, log, kept_id, gone_id, _one_file())
    filled["owned"] = file_owners.unite_ownerships(log, Ownership.customer, gone_id, kept_id)
    file_owners.call_once(by, log, kept_id, _one_file())
    file_fields.heed_wish(by, log, kept, gone, values)
    filled["entry"] = PointEntry.select(fn.MAX(PointEntry.id)).scalar() or 0
    filled["points"] = points.move(by, gone_id, kept_id, _one_file())
    return _finish(by, found, kept, gone, values, reason, moved, filled)


@command(*_ALL)
def merge_vehicles(
    by: By,
    kept_id: int,
    gone_id: int,
    kept_version: int,
    gone_version: int,
    chosen: Mapping[str, Side] | None = None,
    reason: str = "",
) -> int:
    """As `merge_customers`, of two files of one car; "owner" among the `chosen` says whose owner has it to this day.

    Orders, warranties, claims and advice move along; readings stand in the order in which they were written. RuleError
    also for two different VINs, two open orders, two classes of vehicle.
    """
    kept, gone, found = _two(by, FileKind.VEHICLE, (kept_id, kept_version), (gone_id, gone_version))
    values = decided(found.fields, chosen or {})
    owner = values.pop(OWNER)
    log: list[Change] = []
    moved = file_rows.move(Vehicle, gone_id, kept_id)
    file_owners.choose_owner(log, kept_id, gone_id, owner if isinstance(owner, int) else None)
    owned = file_owners.unite_ownerships(log, Ownership.vehicle, gone_id, kept_id)
    for car in (kept_id, gone_id):
        file_owners.unite_readings(log, car, _one_file())
    kept, gone = Vehicle.get_by_id(kept_id), Vehicle.get_by_id(gone_id)
    filled = {"rows": log, "owned": owned, "vin": gone.vin}
    merge = _finish(by, found, kept, gone, values, reason, moved, filled)
    file_owners.remind_once(by, log, kept_id, _one_file())
    FileMerge.update(filled=_json(filled)).where(FileMerge.id == merge).execute()
    return merge


@command(*_ALL)
def undo(by: By, merge_id: int, reason: str) -> None:
    """Part two files again: what moved and still is where it was put goes back, with what its orders brought since.

    Fields of the file that stayed are what they were, unless somebody has changed them since. FieldError("reason");
    RuleError for anybody but an owner, when it was undone already, when another merge came after it, or when later
    work of the car goes on with work of the other file. KeyError when there is none.
    """
    _owners_alone(by)
    why = said_why(reason)
    merge = FileMerge.find(merge_id)
    if merge is None:
        raise KeyError(merge_id)
    kind = FileKind(merge.kind)
    table = TABLE[kind]
    kept, gone = table.get_by_id(merge.kept_id), table.get_by_id(merge.gone_id)
    _refuse_undo(merge, kept)
    moved, filled = json.loads(merge.moved), json.loads(merge.filled)
    owner = vehicles.owner_of(kept.id)
    if kind is FileKind.VEHICLE:
        file_ties.refuse(moved, kept.id)
    file_fields.give_back(by, kept, gone, filled["fields"], filled.get("vin", ""), why)
    file_rows.bring_back(table, moved, kept.id, gone.id, merge.created_at)
    side = Ownership.customer if kind is FileKind.CUSTOMER else Ownership.vehicle
    cars = file_owners.part_ownerships(filled["rows"], filled["owned"], side, kept.id, gone.id)
    file_rows.put_back(filled["rows"])
    for car in sorted(cars):
        file_owners.have_owner(by, car)
    if kind is FileKind.CUSTOMER:
        _part_customers(by, kept.id, gone.id, filled)
    else:
        owners = {kept.id: owner, gone.id: next(iter(filled["owned"]["owner"]), None)}
        _part_cars(by, owners)
    ended = {"undone_at": by.at, "undone_by": by.staff_id, "undo_reason": why}
    update(by, merge, merge.version, ended, act="undo", reason=why, state=MergeState.UNDONE.value)
    _look_anew(kind, kept.id, gone.id)


@command(Area.CUSTOMERS)
def keep_apart(by: By, kind: FileKind, one_id: int, other_id: int) -> None:
    """Somebody looked: these are two customers or two cars; they are not proposed again. KeyError when one is missing."""
    first, second = sorted((one_id, other_id))
    rows = TABLE[kind].find(first), TABLE[kind].find(second)
    if first == second or None in rows:
        raise KeyError(one_id)
    if _apart(kind, first, second) is None:
        names = file_compare.called(rows[0]), file_compare.called(rows[1])
        _write(by, kind, MergeState.DISTINCT, (first, second), names)


@command(Area.CUSTOMERS)
def propose_again(by: By, kind: FileKind, one_id: int, other_id: int) -> None:
    """They may be one after all; nothing happens when nobody said that they are two."""
    row = _apart(kind, *sorted((one_id, other_id)))
    if row is not None:
        ended = {"undone_at": by.at, "undone_by": by.staff_id}
        update(by, row, row.version, ended, act="undo", state=MergeState.UNDONE.value)


# What may not be


def _one_file() -> str:
    return _("Two files of one became one.")


def _two_files() -> str:
    return _("The files were parted again.")


def _owners_alone(by: By) -> None:
    if not staff.is_owner(by.staff_id):
        raise RuleError(Reason("owner", _("Only an owner makes one file of two, or parts them again.")))


def _two(by: By, kind: FileKind, kept: tuple[int, int], gone: tuple[int, int]) -> tuple[Any, Any, Comparison]:
    """Both rows at the versions that were seen, and how they compare."""
    _owners_alone(by)
    rows = []
    for ref, version in (kept, gone):
        row = TABLE[kind].find(ref)
        if row is None:
            raise KeyError(ref)
        refuse_stale(row, version)
        rows.append(row)
    found = file_compare.of_rows(kind, *rows)
    if found.against:
        raise RuleError(found.against)
    return rows[0], rows[1], found


def _refuse_undo(merge: FileMerge, kept: Any) -> None:
    if merge.state != MergeState.MERGED.value:
        raise RuleError(Reason("undone", _("These files are two already.")))
    if kept.merged_into_id is not None:
        text = _("{name} was merged further: undo that first.")
        raise RuleError(Reason("further", text.format(name=merge.kept_name)))
    later = FileMerge.select(FileMerge.gone_name).where(
        (FileMerge.kind == merge.kind)
        & (FileMerge.state == MergeState.MERGED.value)
        & (FileMerge.kept_id == merge.kept_id)
        & (FileMerge.id > merge.id)
    )
    for (name,) in tuples(later.order_by(FileMerge.id.desc()).limit(1)):
        text = _("{name} came into this file later: undo that first.")
        raise RuleError(Reason("later", text.format(name=name)))


# Pieces


def _finish(
    by: By,
    found: Comparison,
    kept: Any,
    gone: Any,
    values: Mapping[str, Any],
    reason: str,
    moved: Moved,
    filled: dict[str, Any],
) -> int:
    """Save both files, remember what was done, and make the one that stays findable under both names."""
    why = one_line("reason", reason, REASON_LENGTH)
    filled["fields"] = file_fields.take_over(by, kept, gone, values, why)
    ids, names = (kept.id, gone.id), (found.kept.name, found.gone.name)
    merge = _write(by, found.kind, MergeState.MERGED, ids, names, why, moved, filled)
    _look_anew(found.kind, kept.id, gone.id)
    return merge


def _write(
    by: By,
    kind: FileKind,
    state: MergeState,
    ids: tuple[int, int],
    names: tuple[str, str],
    reason: str = "",
    moved: Mapping[str, Any] | None = None,
    filled: Mapping[str, Any] | None = None,
) -> int:
    row = create(
        by,
        FileMerge,
        kind=kind.value,
        state=state.value,
        kept_id=ids[0],
        gone_id=ids[1],
        kept_name=names[0],
        gone_name=names[1],
        reason=reason,
        moved=_json(moved or {}),
        filled=_json(filled or {}),
    )
    return int(row.id)


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, default=plain)


def _apart(kind: FileKind, first: int, second: int) -> Any:
    two = (FileMerge.kept_id == first) & (FileMerge.gone_id == second)
    said = (FileMerge.kind == kind.value) & (FileMerge.state == MergeState.DISTINCT.value)
    return FileMerge.get_or_none(said & two)


def _part_customers(by: By, kept_id: int, gone_id: int, filled: Mapping[str, Any]) -> None:
    file_places.part(by, filled["places"], kept_id, gone_id)
    file_fields.part_phones(by, kept_id, gone_id, filled["phones"])
    there = max(0, points.balance(kept_id))
    theirs = int(filled["points"]) + _points_since(gone_id, filled["entry"])
    points.move(by, kept_id, gone_id, _two_files(), min(theirs, there))


def _points_since(gone_id: int, entry: int) -> int:
    """What the bills of the orders that went back have brought and cost after that entry."""
    bills = PointEntry.select(fn.SUM(PointEntry.points)).join(Settlement).join(WorkOrder)
    own = (WorkOrder.customer == gone_id) & (PointEntry.id > entry)
    return int(bills.where(own).scalar() or 0)


def _part_cars(by: By, owners: Mapping[int, int | None]) -> None:
    """Each car has an owner, readings that do not run backwards, and reminders of its own."""
    for car, owner in owners.items():
        file_owners.have_owner(by, car, owner)
        file_owners.unite_readings([], car, _two_files())
        file_owners.remind_once(by, [], car, _two_files())


def _look_anew(kind: FileKind, kept_id: int, gone_id: int) -> None:
    """Both files in the search, and whether they are complete."""
    if kind is FileKind.CUSTOMER:
        for ref in (kept_id, gone_id):
            file_search.index_customer(ref)
            customer_files.look(ref)
        return
    for ref in (kept_id, gone_id):
        file_search.index_vehicle(ref)
    owners = {row.customer_id for row in Ownership.select().where(Ownership.vehicle.in_([kept_id, gone_id]))}
    for ref in sorted(owners):
        customer_files.look(ref)


def check_books() -> Iterator[str]:
    """Rows that still refer to a file which was merged into another one."""
    for table in TABLE.values():
        yield from file_rows.still_there(table)
