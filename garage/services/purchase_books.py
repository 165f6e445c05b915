"""Proof of buying: orders count their standing receipts and stand where their lines stand; freight adds up."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from peewee import fn

from garage.domain.purchasing import Ordered, PurchaseState, state_after
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.purchasing import PurchaseOrder, PurchaseOrderLine
from garage.models.stock import GoodsReceipt, GoodsReceiptLine

_UNPLACED = frozenset({PurchaseState.DRAFT, PurchaseState.CANCELLED})


def check_books() -> list[str]:
    """What is wrong with purchase orders and goods receipts, in words; empty when they are right."""
    return [*_false_lines(), *_false_states(), *_false_freight()]


def _false_lines() -> Iterator[str]:
    came = (
        GoodsReceiptLine.select(
            GoodsReceiptLine.purchase_line.alias("line"),
            fn.SUM(GoodsReceiptLine.qty_milli).alias("qty_milli"),
        )
        .join(GoodsReceipt, on=(GoodsReceipt.id == GoodsReceiptLine.receipt))
        .where(GoodsReceiptLine.purchase_line.is_null(False) & GoodsReceipt.reversed_at.is_null())
        .group_by(GoodsReceiptLine.purchase_line)
        .alias("came")
    )
    line = PurchaseOrderLine
    wrong = line.received_milli != fn.COALESCE(came.c.qty_milli, 0)
    query = line.select(PurchaseOrder.no, line.position).join(PurchaseOrder)
    query = query.left_outer_join(came, on=(came.c.line == line.id)).where(wrong).order_by(line.id)
    for no, position in tuples(query):
        yield _("{number}, line {n}: its receipts do not make what it says has come.").format(
            number=no, n=position
        )


def _false_states() -> Iterator[str]:
    line = PurchaseOrderLine
    query = (
        line.select(
            PurchaseOrder.no, PurchaseOrder.state, line.qty_milli, line.received_milli, line.dropped_milli
        )
        .join(PurchaseOrder, on=(PurchaseOrder.id == line.purchase_order))
        .order_by(PurchaseOrder.id, line.position)
    )
    rows: Any = query.tuples().iterator()
    for (no, state), lines in groupby(rows, key=lambda row: (row[0], row[1])):
        known = PurchaseState(state)
        ordered = [Ordered(*row[2:]) for row in lines]
        # one that was closed short, reopened by the reversal of its receipt and then withdrawn keeps what it dropped
        dropped = known is PurchaseState.DRAFT and any(one.dropped_milli for one in ordered)
        idle = not dropped and not any(one.received_milli for one in ordered)
        if not (idle if known in _UNPLACED else state_after(ordered) is known):
            yield _("{number} does not stand where its lines stand.").format(number=no)


def _false_freight() -> Iterator[str]:
    shares = GoodsReceiptLine.select(fn.COALESCE(fn.SUM(GoodsReceiptLine.freight_fen), 0)).where(
        GoodsReceiptLine.receipt == GoodsReceipt.id
    )
    wrong = GoodsReceipt.select(GoodsReceipt.no).where(GoodsReceipt.freight_fen != shares)
    for (no,) in tuples(wrong.order_by(GoodsReceipt.id)):
        yield _("{number}: the freight of its lines is not its freight.").format(number=no)
