"""The account of each supplier: an append-only chain of entries whose last balance the supplier carries."""

from datetime import date, timedelta
from typing import Any

from garage.domain.supplier_accounts import EntryKind
from garage.errors import StaleError
from garage.i18n import _
from garage.models.parts import Supplier
from garage.models.purchasing import SupplierEntry
from garage.models.statements import insert, statement
from garage.services.command import By


def enter(
    by: By,
    supplier_id: int,
    kind: EntryKind,
    amount_fen: int,
    document: str,
    *,
    due_on: date | None = None,
    note: str = "",
    reversal_of: int | None = None,
) -> int:
    """Write one entry inside an act and return its id; above zero the garage owes more.

    What is owed is due on `due_on`, without one after the supplier's days of payment; what lowers the debt is not
    due at all. An entry bears the time of the act, or that of the one before when the clock was set back. Raises
    KeyError when there is no such supplier, StaleError when its balance changed since it was read.
    """
    account = _account.first(supplier_id)
    if account is None:
        raise KeyError(supplier_id)
    was, days = account
    if amount_fen <= 0 or kind is EntryKind.REVERSAL:
        due_on = None
    elif due_on is None:
        due_on = by.today + timedelta(days=0 if kind is EntryKind.PAYMENT else days)
    if not _keep.run(was + amount_fen, supplier_id, was):
        raise StaleError(_("Someone else changed this meanwhile."))
    values = {
        "supplier": supplier_id,
        "kind": kind.value,
        "amount_fen": amount_fen,
        "balance_fen": was + amount_fen,
        "document": document,
        "due_on": due_on,
        "at": max(by.at, _last_at.value(supplier_id) or by.at),
        "who": by.staff_id,
        "note": note,
        "reversal_of": reversal_of,
    }
    return insert(SupplierEntry, values)


def take_back(by: By, supplier_id: int, kind: EntryKind, document: str, *, note: str = "") -> int | None:
    """Reverse the standing entry that `document` wrote, inside an act; its id, None when there is none."""
    found = _standing.first(supplier_id, kind.value, document)
    if found is None:
        return None
    ref, amount_fen = found
    return enter(by, supplier_id, EntryKind.REVERSAL, -amount_fen, document, note=note, reversal_of=ref)


def standing(supplier_id: int, kind: EntryKind, document: str) -> int | None:
    """The entry that `document` wrote and nobody reversed; None when there is none."""
    found = _standing.first(supplier_id, kind.value, document)
    return int(found[0]) if found else None


@statement
def _account(supplier_id: Any) -> Any:
    return Supplier.select(Supplier.payable_fen, Supplier.payment_days).where(Supplier.id == supplier_id)


@statement
def _last_at(supplier_id: Any) -> Any:
    mine = SupplierEntry.select(SupplierEntry.at).where(SupplierEntry.supplier == supplier_id)
    return mine.order_by(SupplierEntry.id.desc()).limit(1)


@statement
def _keep(fen: Any, supplier_id: Any, was_fen: Any) -> Any:
    unchanged = (Supplier.id == supplier_id) & (Supplier.payable_fen == was_fen)
    return Supplier.update(payable_fen=fen).where(unchanged)


@statement
def _standing(supplier_id: Any, kind: Any, document: Any) -> Any:
    undone = SupplierEntry.alias()
    return (
        SupplierEntry.select(SupplierEntry.id, SupplierEntry.amount_fen)
        .left_outer_join(undone, on=(undone.reversal_of == SupplierEntry.id))
        .where((SupplierEntry.document == document) & (SupplierEntry.supplier == supplier_id))
        .where((SupplierEntry.kind == kind) & undone.id.is_null())
        .order_by(SupplierEntry.id.desc())
        .limit(1)
    )
