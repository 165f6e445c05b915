"""The history of an order: every entry of the audit log about it and its documents, in words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from garage.domain.history import Entry, Names, act_words, change_words
from garage.domain.history_told import may_be_told, without_costs
from garage.models.audit import AuditEntry
from garage.models.claims import Claim
from garage.models.database import Document
from garage.models.exit_passes import ExitPass
from garage.models.inspections import Certificate, Inspection, Recommendation
from garage.models.listing import tuples
from garage.models.old_parts import OldPart
from garage.models.orders import Authorisation, DelayNotice, OrderHold, OrderLine, Supplement, WorkOrder
from garage.models.payments import Receipt
from garage.models.rework import ReworkCase, WarrantyVerdict
from garage.models.settlements import Settlement
from garage.models.stock import GoodsIssue
from garage.services import shop, staff
from garage.services.command import plain

DOCUMENTS: tuple[Any, ...] = (
    OrderLine,
    Authorisation,
    OrderHold,
    Supplement,
    DelayNotice,
    Inspection,
    Certificate,
    Recommendation,
    GoodsIssue,
    Settlement,
    Receipt,
    ExitPass,
    OldPart,
    WarrantyVerdict,
    ReworkCase,
    Claim,
)
"""What hangs on an order and is written of in the log."""


@dataclass(frozen=True)
class HistoryRow:
    """One act: when, by whom, what was done, what changed, and why where a reason was given."""

    id: int
    at: datetime
    who: str
    act: str
    text: str
    reason: str


def of_order(order_id: int) -> list[HistoryRow]:
    """Everything that was done with an order, in its order."""
    return _rows(_documents(order_id))


def told_of_order(order_id: int) -> list[HistoryRow]:
    """The same as it may be shown outside: without what the garage paid, and without claims on suppliers."""
    return _rows(_documents(order_id), told=True)


def _documents(order_id: int) -> dict[Any, list[Any]]:
    documents: dict[Any, list[Any]] = {WorkOrder: [WorkOrder.get_by_id(order_id)]}
    for model in DOCUMENTS:
        documents[model] = list(model.select().where(model.order == order_id))
    return documents


def of_old_part(old_part_id: int) -> list[HistoryRow]:
    """Everything that was done with an old part, in its order; its own name is not said again."""
    return _rows({OldPart: [OldPart.get_by_id(old_part_id)]}, named=False)


def of_rework(case_id: int) -> list[HistoryRow]:
    """Everything that was done with a rework case, in its order."""
    return _rows({ReworkCase: [ReworkCase.get_by_id(case_id)]}, named=False)


def _rows(documents: dict[Any, list[Any]], *, named: bool = True, told: bool = False) -> list[HistoryRow]:
    rows, entries = logged(documents)
    if told:
        rows = [row for row in rows if may_be_told(noun=row[4], act=row[3])]
        entries = {ref: without_costs(entry) for ref, entry in entries.items()}
    names = Names(
        staff.names({row[2] for row in rows} | _shared(entries.values())),
        {line.id: line.name for line in documents.get(OrderLine, ())},
        {ref: name for ref, _version, name, _active in shop.bays(everyone=True)},
        old_parts={row.id: f"{row.no} {row.name}" for row in documents.get(OldPart, ()) if named},
        verdicts={row.id: row.subject for row in documents.get(WarrantyVerdict, ())},
        claims={row.id: row.no for row in documents.get(Claim, ())},
    )
    return [
        HistoryRow(
            ref,
            at,
            names.people.get(who, "?"),
            act_words(entries[ref]),
            change_words(entries[ref], names),
            reason or _own_reason(entries[ref]),
        )
        for ref, at, who, _act, _noun, _ref, _before, _after, reason in sorted(rows)
    ]


def logged(documents: Mapping[Any, Sequence[Any]]) -> tuple[list[tuple[Any, ...]], dict[int, Entry]]:
    """What the log says of some rows, {table: rows}: as it keeps it, and each entry by its id as it reads."""
    rows: list[tuple[Any, ...]] = []
    entries: dict[int, Entry] = {}
    for model, made in documents.items():
        found = _entries(model._meta.table_name, [row.id for row in made])
        rows += found
        entries |= _told(found, {row.id: _filled(row) for row in made})
    return rows, entries


def _entries(noun: str, refs: list[int]) -> list[tuple[Any, ...]]:
    """Entries about some rows of one table, by the log's index on both."""
    if not refs:
        return []
    query = AuditEntry.select(
        AuditEntry.id,
        AuditEntry.at,
        AuditEntry.staff_id,
        AuditEntry.act,
        AuditEntry.noun,
        AuditEntry.ref,
        AuditEntry.before,
        AuditEntry.after,
        AuditEntry.reason,
    ).where((AuditEntry.noun == noun) & AuditEntry.ref.in_(refs))
    return list(tuples(query))


_SAID_LATER = {"snapshot", "closed_reason"}
"""What a new row never says."""


def _filled(row: Document) -> dict[str, Any]:
    """What a row says now beyond what every row of its kind says."""
    values = {
        field.name: (field.default, row.__data__[field.name])
        for field in row._meta.sorted_fields
        if field.name not in _SAID_LATER
    }
    return {name: plain(value) for name, (usual, value) in values.items() if value not in (usual, None)}


def _told(rows: list[tuple[Any, ...]], now: dict[int, dict[str, Any]]) -> dict[int, Entry]:
    """Entries by id; the last is read first, so that a row's creation tells what it was before all changes."""
    told = {}
    for ref, _at, _who, act, noun, of, before, after, _reason in sorted(rows, reverse=True):
        entry = Entry(noun, of, act, json.loads(before or "{}"), json.loads(after or "{}"))
        if act == "create":
            made = {name: value for name, value in now[of].items() if value is not None}
            entry = replace(entry, after=entry.after or made)
        for name in entry.before.keys() | entry.after.keys():
            now[of][name] = entry.before.get(name)
        told[ref] = entry
    return told


def _shared(entries: Any) -> set[int]:
    """People named in the shares, those who were told and those who approved."""
    shares = [entry.after for entry in entries if entry.act == "shares"]
    named = ("escalated_to", "approved_by")
    told = {entry.after[name] for entry in entries for name in named if name in entry.after}
    return told | {int(person) for after in shares for parts in after.values() for person in parts}


def _own_reason(entry: Entry) -> str:
    """A reason that the document itself keeps in words."""
    if entry.noun == "order_hold":
        return ""
    return str(entry.after.get("reason") or entry.after.get("closed_reason") or "")
