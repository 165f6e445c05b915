"""The history of an order: every entry of the audit log about it and its documents, in words."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from garage.domain.history import Entry, Names, act_words, change_words
from garage.models.audit import AuditEntry
from garage.models.exit_passes import ExitPass
from garage.models.inspections import Certificate, Inspection, Recommendation
from garage.models.listing import tuples
from garage.models.orders import Authorisation, DelayNotice, OrderHold, OrderLine, Supplement
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.models.stock import GoodsIssue
from garage.services import shop, staff

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
    rows = _entries("work_order", [order_id])
    lines: dict[int, str] = {}
    for model in DOCUMENTS:
        columns = (model.id, model.name) if model is OrderLine else (model.id,)
        found = tuples(model.select(*columns).where(model.order == order_id))
        if model is OrderLine:
            lines = dict(found)
        rows += _entries(model._meta.table_name, [row[0] for row in found])
    entries = {row[0]: _entry(row) for row in rows}
    names = Names(
        staff.names({row[2] for row in rows} | _shared(entries.values())),
        lines,
        {ref: name for ref, _version, name, _active in shop.bays(everyone=True)},
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


def _entry(row: tuple[Any, ...]) -> Entry:
    _id, _at, _who, act, noun, ref, before, after, _reason = row
    return Entry(noun, ref, act, json.loads(before or "{}"), json.loads(after or "{}"))


def _shared(entries: Any) -> set[int]:
    """People named in the shares, and those who were told."""
    shares = [entry.after for entry in entries if entry.act == "shares"]
    told = {entry.after["escalated_to"] for entry in entries if "escalated_to" in entry.after}
    return told | {int(person) for after in shares for parts in after.values() for person in parts}


def _own_reason(entry: Entry) -> str:
    """A reason that the document itself keeps in words."""
    if entry.noun == "order_hold":
        return ""
    return str(entry.after.get("reason") or entry.after.get("closed_reason") or "")
