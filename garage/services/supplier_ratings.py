"""The rating of suppliers from what they delivered in a period."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from garage.domain.supplier_rating import DeliveredFact, Rating, rate
from garage.models.purchasing import PurchaseOrder
from garage.models.statements import statement
from garage.models.stock import GoodsReceipt, GoodsReceiptLine
from garage.services.promised_days import overdue, promised_first
from garage.services.supplier_goods import STANDING, unit_fen


def ratings(supplier_ids: Collection[int], since: date, until: date) -> dict[int, Rating]:
    """The rating of each supplier over the days from `since` to `until`, both included.

    On time is what came by the day promised first; an order that is overdue on the day `until` is late. Prices are
    those of the invoices, where these have come.
    """
    facts: dict[int, list[DeliveredFact]] = {ref: [] for ref in supplier_ids}
    if facts:
        start = datetime.combine(since, time.min)
        end = datetime.combine(until, time.min) + timedelta(days=1)
        rows = _facts.rows(sorted(facts), start, end)
        first = promised_first([row[-1] for row in rows if row[-1] is not None])
        for supplier_id, *line, price_fen, difference_fen, invoiced_milli, at, expected_on, order_id in rows:
            price = unit_fen(line[2], price_fen, difference_fen, invoiced_milli) if line[2] else price_fen
            day = first.get(order_id, expected_on)
            facts[supplier_id].append(DeliveredFact(*(*line, price, at.date(), day)))
    late = overdue(facts.keys(), until)
    return {ref: rate(lines, overdue=late.get(ref, 0)) for ref, lines in facts.items()}


@statement
def _facts(supplier_ids: Any, start: Any, end: Any) -> Any:
    return (
        GoodsReceiptLine.select(
            GoodsReceipt.supplier,
            GoodsReceipt.id,
            GoodsReceiptLine.part,
            GoodsReceiptLine.qty_milli,
            GoodsReceiptLine.rejected_milli,
            GoodsReceiptLine.returned_milli,
            GoodsReceiptLine.price_fen,
            GoodsReceiptLine.difference_fen,
            GoodsReceiptLine.invoiced_milli,
            GoodsReceipt.received_at,
            PurchaseOrder.expected_on,
            PurchaseOrder.id,
        )
        .join(GoodsReceipt)
        .left_outer_join(PurchaseOrder, on=(PurchaseOrder.id == GoodsReceipt.purchase_order))
        .where(GoodsReceipt.supplier.in_(supplier_ids) & STANDING)
        .where((GoodsReceipt.received_at >= start) & (GoodsReceipt.received_at < end))
        .order_by(GoodsReceiptLine.id)
    )
