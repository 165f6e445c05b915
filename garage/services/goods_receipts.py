"""Goods receipts: opening stock and deliveries come in, and a wrong receipt is reversed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.money import MAX_FEN
from garage.domain.numbers import Series
from garage.domain.pages import Page
from garage.domain.quantities import MAX_QTY_MILLI
from garage.domain.stock import INWARD, MovementKind, reversal_value
from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import Cursor, keyset, tuples
from garage.models.parts import Part, Supplier
from garage.models.staff import Staff
from garage.models.stock import GoodsReceipt, GoodsReceiptLine, StockMovement
from garage.services import numbers
from garage.services.command import Area, By, command, create, update
from garage.services.stock import Cards


@dataclass(frozen=True)
class GoodsLine:
    """One part that came in; `cost_fen` is for the whole quantity."""

    part_id: int
    qty_milli: int
    cost_fen: int


@dataclass(frozen=True)
class ReceiptRow:
    """One goods receipt in the list; `cost_fen` is the sum of its lines."""

    id: int
    no: str
    kind: MovementKind
    received_at: datetime
    lines: int
    cost_fen: int
    supplier: str
    delivery_no: str
    who: str
    note: str
    reversed_at: datetime | None
    reverse_reason: str


@dataclass(frozen=True)
class ReceivedLine:
    """One line of a goods receipt; `cost_fen` is for the whole quantity."""

    position: int
    part_id: int
    code: str
    name: str
    unit: str
    qty_milli: int
    cost_fen: int


@command(Area.STOCK, Area.ORDERS)
def receive_goods(
    by: By,
    *,
    kind: MovementKind,
    lines: Sequence[GoodsLine],
    supplier_id: int | None = None,
    delivery_no: str = "",
    note: str = "",
) -> str:
    """Book goods in, as OPENING stock or a RECEIPT; returns the number of the goods receipt.

    FieldError names the cell ("lines.0.qty", "lines.0.cost") or field that is wrong.
    """
    if kind not in INWARD:
        raise ValueError(kind)
    _check(lines, supplier_id)
    cards = Cards(line.part_id for line in lines)
    receipt = create(
        by,
        GoodsReceipt,
        no=numbers.take(by, Series.RECEIPT_OF_GOODS),
        kind=kind.value,
        supplier=supplier_id,
        delivery_no=one_line("delivery_no", delivery_no, 60),
        received_at=by.at,
        note=one_line("note", note, 200),
    )
    rows = [
        {
            "receipt": receipt.id,
            "position": position,
            "part": line.part_id,
            "qty_milli": line.qty_milli,
            "cost_fen": line.cost_fen,
        }
        for position, line in enumerate(lines, 1)
    ]
    GoodsReceiptLine.insert_many(rows).execute()
    for line in lines:
        cards.enter(kind, line.part_id, line.qty_milli, line.cost_fen)
    cards.post(by, receipt.no)
    return str(receipt.no)


def _check(lines: Sequence[GoodsLine], supplier_id: int | None) -> None:
    if not lines:
        raise FieldError("lines", _("There is nothing to book in."))
    for index, line in enumerate(lines):
        if not 0 < line.qty_milli <= MAX_QTY_MILLI:
            raise FieldError(f"lines.{index}.qty", _("A quantity is needed."))
        if not 0 <= line.cost_fen <= MAX_FEN:
            raise FieldError(f"lines.{index}.cost", _("The cost cannot be less than zero or that large."))
    if supplier_id is not None and Supplier.get_or_none(Supplier.id == supplier_id) is None:
        raise FieldError("supplier_id", _("This supplier does not exist."))


@command(Area.STOCK, Area.ORDERS)
def reverse_receipt(by: By, receipt_id: int, reason: str) -> None:
    """Take a wrong receipt out again by counter-movements; the receipt stays, marked as reversed.

    FieldError("reason") without a reason; RuleError names each part of which less is on hand than came in,
    or whose rest is worth less than it cost. Raises KeyError when there is no such receipt.
    """
    receipt = GoodsReceipt.get_or_none(GoodsReceipt.id == receipt_id)
    if receipt is None:
        raise KeyError(receipt_id)
    if receipt.reversed_at is not None:
        raise RuleError(Reason("reversed", _("This receipt is reversed already."), "stock"))
    why = one_line("reason", reason, 200)
    if not why:
        raise FieldError("reason", _("A reason is needed."))
    parts = GoodsReceiptLine.select(GoodsReceiptLine.part).where(GoodsReceiptLine.receipt == receipt_id)
    # By part: its card is indexed, the number of the document is not.
    movements = (
        StockMovement.select(
            StockMovement.id, StockMovement.part, StockMovement.qty_milli, StockMovement.value_fen
        )
        .where(
            StockMovement.part.in_(parts)
            & (StockMovement.document == receipt.no)
            & (StockMovement.kind == receipt.kind)
        )
        .order_by(StockMovement.id.desc())
    )
    _take_out(tuples(movements), by, receipt.no, why)
    update(by, receipt, receipt.version, act="reverse", reason=why, reversed_at=by.at, reverse_reason=why)


def _take_out(movements: Sequence[tuple[Any, ...]], by: By, document: str, why: str) -> None:
    cards = Cards(part_id for _id, part_id, _qty, _cost in movements)
    refused: list[Reason] = []
    for ref, part_id, qty_milli, cost_fen in movements:
        try:
            value = reversal_value(cards.balance(part_id), qty_milli, cost_fen)
        except RuleError as error:
            part = cards.name(part_id)
            refused += [Reason(no.code, f"{part}: {no.text}", no.goto) for no in error.reasons]
        else:
            cards.enter(MovementKind.REVERSAL, part_id, -qty_milli, -value, reversal_of_id=ref)
    if refused:
        raise RuleError(refused)
    cards.post(by, document, why)


def page(cursor: Cursor | None = None, limit: int = 50) -> Page[ReceiptRow]:
    """Goods receipts, newest first."""
    of_receipt = GoodsReceiptLine.receipt == GoodsReceipt.id
    query = (
        GoodsReceipt.select(
            GoodsReceipt.id,
            GoodsReceipt.no,
            GoodsReceipt.kind,
            GoodsReceipt.received_at,
            GoodsReceiptLine.select(fn.COUNT(GoodsReceiptLine.id)).where(of_receipt),
            GoodsReceiptLine.select(fn.SUM(GoodsReceiptLine.cost_fen)).where(of_receipt),
            fn.COALESCE(Supplier.name, ""),
            GoodsReceipt.delivery_no,
            fn.COALESCE(Staff.name, ""),
            GoodsReceipt.note,
            GoodsReceipt.reversed_at,
            GoodsReceipt.reverse_reason,
        )
        .left_outer_join(Supplier, on=(Supplier.id == GoodsReceipt.supplier))
        .switch(GoodsReceipt)
        .left_outer_join(Staff, on=(Staff.id == GoodsReceipt.created_by))
    )
    return keyset(query, (GoodsReceipt.id,), cursor, limit, lambda rows: [_receipt_row(*row) for row in rows])


def lines_of(receipt_id: int) -> list[ReceivedLine]:
    """What came in on one receipt, as it was written; empty when there is no such receipt."""
    query = (
        GoodsReceiptLine.select(
            GoodsReceiptLine.position,
            Part.id,
            Part.code,
            Part.name,
            Part.unit,
            GoodsReceiptLine.qty_milli,
            GoodsReceiptLine.cost_fen,
        )
        .join(Part, on=(Part.id == GoodsReceiptLine.part))
        .where(GoodsReceiptLine.receipt == receipt_id)
        .order_by(GoodsReceiptLine.position)
    )
    return [ReceivedLine(*row) for row in tuples(query)]


def _receipt_row(
    ref: int, no: str, kind: str, at: datetime, lines: int, cost_fen: int, *texts: Any
) -> ReceiptRow:
    return ReceiptRow(ref, no, MovementKind(kind), at, int(lines), int(cost_fen), *texts)
