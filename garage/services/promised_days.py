"""The days that suppliers promised first, and what is overdue by them: putting a day off is not being on time (F9)."""

import json
from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from peewee import fn

from garage.domain.purchasing import COMING
from garage.models.audit import AuditEntry
from garage.models.purchasing import PurchaseOrder
from garage.models.statements import statement
from garage.models.stock import GoodsReceipt

_AT_ONCE = 500
"""Orders asked after in one query."""


def promised_first(order_ids: Collection[int]) -> dict[int, date]:
    """{purchase order: the first day named} of those whose day was put off or moved; the log keeps it."""
    wanted, first = sorted(set(order_ids)), dict[int, date]()
    for start in range(0, len(wanted), _AT_ONCE):
        changed = [ref for (ref,) in _changed.rows(wanted[start : start + _AT_ONCE])]
        for ref, before in _moved.rows(changed) if changed else ():
            day = json.loads(before or "{}").get("expected_on")
            if day:
                first.setdefault(ref, date.fromisoformat(day))
    return first


def overdue(supplier_ids: Collection[int], today: date) -> dict[int, int]:
    """{supplier: purchase orders of which something is still awaited though it was promised for before `today`}."""
    rows = _awaited.rows(sorted(supplier_ids)) if supplier_ids else []
    first = promised_first([ref for ref, _supplier, _day in rows])
    days = [(supplier_id, first.get(ref, day)) for ref, supplier_id, day in rows]
    return Counter(supplier_id for supplier_id, day in days if day is not None and day < today)


@statement
def _changed(order_ids: Any) -> Any:
    """Orders that were more than drafted, placed and received: of the others the log, which is long, need not be read.

    Each of these acts raises the version by one.
    """
    received = GoodsReceipt.select(fn.COUNT(GoodsReceipt.id)).where(
        GoodsReceipt.purchase_order == PurchaseOrder.id
    )
    more = PurchaseOrder.version - 2 > received
    return PurchaseOrder.select(PurchaseOrder.id).where(PurchaseOrder.id.in_(order_ids) & more)


@statement
def _moved(order_ids: Any) -> Any:
    of_order = (AuditEntry.noun == PurchaseOrder._meta.table_name) & (AuditEntry.act == "expect")
    query = AuditEntry.select(AuditEntry.ref, AuditEntry.before)
    return query.where(AuditEntry.ref.in_(order_ids) & of_order).order_by(AuditEntry.id)


@statement
def _awaited(supplier_ids: Any) -> Any:
    coming = PurchaseOrder.state.in_(sorted(state.value for state in COMING))
    query = PurchaseOrder.select(PurchaseOrder.id, PurchaseOrder.supplier, PurchaseOrder.expected_on)
    return query.where(coming & PurchaseOrder.supplier.in_(supplier_ids)).order_by(PurchaseOrder.id)
