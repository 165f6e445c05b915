"""Reading a supplier's account: its entries page by page, what is due when, and the statement of a period."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import fn

from garage.domain.documents_suppliers import StatementLine
from garage.domain.pages import Page
from garage.domain.supplier_accounts import OLDEST_DAYS, Ageing, EntryKind, Item, aged
from garage.models.listing import Cursor, keyset
from garage.models.parts import Supplier
from garage.models.purchasing import SupplierEntry, SupplierInvoice
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.stock import GoodsReceipt


@dataclass(frozen=True)
class EntryRow:
    """One entry of an account with the balance after it; `due_on` is the invoice's once there is one."""

    id: int
    at: datetime
    kind: EntryKind
    document: str
    amount_fen: int
    balance_fen: int
    due_on: date | None
    note: str
    who: str
    reversed: bool


def account(supplier_id: int, cursor: Cursor | None = None, limit: int = 50) -> Page[EntryRow]:
    """The account of a supplier, newest first."""
    undone = SupplierEntry.alias()
    query = (
        SupplierEntry.select(
            SupplierEntry.id,
            SupplierEntry.at,
            SupplierEntry.kind,
            SupplierEntry.document,
            SupplierEntry.amount_fen,
            SupplierEntry.balance_fen,
            SupplierEntry.due_on,
            SupplierInvoice.due_on,
            SupplierEntry.note,
            fn.COALESCE(Staff.name, ""),
            undone.id,
        )
        .left_outer_join(GoodsReceipt, on=_its_receipt())
        .left_outer_join(SupplierInvoice, on=(SupplierInvoice.id == GoodsReceipt.invoice))
        .left_outer_join(Staff, on=(Staff.id == SupplierEntry.who))
        .left_outer_join(undone, on=(undone.reversal_of == SupplierEntry.id))
        .where(SupplierEntry.supplier == supplier_id)
    )
    return keyset(query, (SupplierEntry.id,), cursor, limit, lambda rows: [_entry(*row) for row in rows])


def _entry(
    ref: int,
    at: datetime,
    kind: str,
    document: str,
    amount_fen: int,
    balance_fen: int,
    due_on: date | None,
    invoice_due: date | None,
    note: str,
    who: str,
    undone: int | None,
) -> EntryRow:
    due = invoice_due or due_on
    amounts = amount_fen, balance_fen
    return EntryRow(ref, at, EntryKind(kind), document, *amounts, due, note, who, undone is not None)


def _its_receipt() -> Any:
    return (GoodsReceipt.no == SupplierEntry.document) & (SupplierEntry.kind == EntryKind.RECEIPT.value)


# What is due when

_LAST = 2**31 - 1
"""Behind every entry there is."""


def ageings(supplier_ids: Collection[int], today: date) -> dict[int, Ageing]:
    """What is owed to each supplier by how long it has been due."""
    if not supplier_ids:
        return {}
    items = _items(supplier_ids, today, _LAST)
    balances: dict[int, int] = dict(_balances.rows(sorted(items)))
    return {ref: aged(balances.get(ref, 0), mine, today) for ref, mine in items.items()}


@statement
def _balances(supplier_ids: Any) -> Any:
    return Supplier.select(Supplier.id, Supplier.payable_fen).where(Supplier.id.in_(supplier_ids))


def _items(supplier_ids: Collection[int], today: date, last: int) -> dict[int, list[Item]]:
    """What was owed once the entry `last` was written, by supplier; what has been due for longer is left out.

    The day is the invoice's where there is one: it may be later than the entry says, or earlier.
    """
    since = today - timedelta(days=OLDEST_DAYS)
    items: dict[int, list[Item]] = {ref: [] for ref in supplier_ids}
    found = {row[0]: row for row in _due_by_entry.rows(sorted(items), since, last, last)}
    found.update({row[0]: row for row in _due_by_invoice.rows(sorted(items), since, last, last)})
    for _entry_id, supplier_id, amount_fen, due_on, invoice_due in found.values():
        items[supplier_id].append(Item(amount_fen, invoice_due or due_on))
    return items


@statement
def _due_by_entry(supplier_ids: Any, since: Any, last: Any, same: Any) -> Any:
    """Entries that say themselves that they are due so late."""
    mine = SupplierEntry.supplier.in_(supplier_ids) & (SupplierEntry.due_on >= since)
    return _owed(last, same).where(mine)


@statement
def _due_by_invoice(supplier_ids: Any, since: Any, last: Any, same: Any) -> Any:
    """Entries of goods whose invoice is due so late."""
    covered = (
        GoodsReceipt.select(GoodsReceipt.no)
        .join(SupplierInvoice, on=(SupplierInvoice.id == GoodsReceipt.invoice))
        .where(SupplierInvoice.supplier.in_(supplier_ids) & (SupplierInvoice.due_on >= since))
    )
    return _owed(last, same).where(SupplierEntry.document.in_(covered))


def _owed(last: Any, same: Any) -> Any:
    undone = SupplierEntry.alias()
    reversal = undone.select(undone.id).where((undone.reversal_of == SupplierEntry.id) & (undone.id <= last))
    return (
        SupplierEntry.select(
            SupplierEntry.id,
            SupplierEntry.supplier,
            SupplierEntry.amount_fen,
            SupplierEntry.due_on,
            SupplierInvoice.due_on,
        )
        .left_outer_join(GoodsReceipt, on=_its_receipt())
        .left_outer_join(SupplierInvoice, on=(SupplierInvoice.id == GoodsReceipt.invoice))
        .where(SupplierEntry.due_on.is_null(False) & ~fn.EXISTS(reversal) & (SupplierEntry.id <= same))
    )


# The statement of a period


@dataclass(frozen=True)
class Period:
    """The account over some days: what was owed before, each entry, what is owed after, and how old that is."""

    supplier_id: int
    since: date
    until: date
    opening_fen: int
    lines: tuple[StatementLine, ...]
    closing_fen: int
    ageing: Ageing


def period(supplier_id: int, since: date, until: date) -> Period:
    """The statement of the days from `since` to `until`, both included, with its closing balance by age.

    A due day that an invoice set later counts; a reversal counts once it was written.
    """
    start = datetime.combine(since, time.min)
    end = datetime.combine(until, time.min) + timedelta(days=1)
    rows = _entries.rows(supplier_id, start, end)
    before = _balance_before.first(supplier_id, start)
    opening = before[1] if before else 0
    lines = tuple(
        StatementLine(at, EntryKind(kind), document, note, invoice_due or due_on, amount, balance)
        for _id, at, kind, document, note, amount, balance, due_on, invoice_due in rows
    )
    closing = lines[-1].balance_fen if lines else opening
    last = rows[-1][0] if rows else before[0] if before else 0
    items = _items([supplier_id], until, last)[supplier_id]
    return Period(supplier_id, since, until, opening, lines, closing, aged(closing, items, until))


@statement
def _entries(supplier_id: Any, start: Any, end: Any) -> Any:
    within = (SupplierEntry.at >= start) & (SupplierEntry.at < end)
    return (
        SupplierEntry.select(
            SupplierEntry.id,
            SupplierEntry.at,
            SupplierEntry.kind,
            SupplierEntry.document,
            SupplierEntry.note,
            SupplierEntry.amount_fen,
            SupplierEntry.balance_fen,
            SupplierEntry.due_on,
            SupplierInvoice.due_on,
        )
        .left_outer_join(GoodsReceipt, on=_its_receipt())
        .left_outer_join(SupplierInvoice, on=(SupplierInvoice.id == GoodsReceipt.invoice))
        .where((SupplierEntry.supplier == supplier_id) & within)
        .order_by(SupplierEntry.id)
    )


@statement
def _balance_before(supplier_id: Any, start: Any) -> Any:
    earlier = (SupplierEntry.supplier == supplier_id) & (SupplierEntry.at < start)
    last = SupplierEntry.select(SupplierEntry.id, SupplierEntry.balance_fen).where(earlier)
    return last.order_by(SupplierEntry.id.desc()).limit(1)
