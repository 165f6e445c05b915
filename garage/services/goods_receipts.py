"""Goods receipts: opening stock and deliveries come in, and a wrong receipt is reversed."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from peewee import fn

from garage.domain.plates import display_plate
from garage.domain.stock import INWARD, MovementKind, reversal_value
from garage.domain.supplier_accounts import EntryKind
from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Supplier
from garage.models.statements import statement
from garage.models.stock import GoodsReceipt, GoodsReceiptLine, StockMovement
from garage.models.vehicles import Vehicle
from garage.services import purchase_receipts, supplier_accounts
from garage.services.command import Area, By, command, update
from garage.services.purchase_receipts import AgainstOrder
from garage.services.receipt_booking import GoodsLine, check, note_last_costs, write
from garage.services.receipt_list import ReceiptRow, ReceivedLine, lines_of, page
from garage.services.stock import Cards

__all__ = [
    "AgainstOrder",
    "GoodsLine",
    "ReceiptRow",
    "ReceivedLine",
    "lines_of",
    "page",
    "receive_goods",
    "reverse",
    "reverse_receipt",
]


@command(Area.STOCK, Area.ORDERS)
def receive_goods(
    by: By,
    *,
    kind: MovementKind,
    lines: Sequence[GoodsLine],
    supplier_id: int | None = None,
    delivery_no: str = "",
    note: str = "",
    freight_fen: int = 0,
    inspected_by: int | None = None,
    against: AgainstOrder | None = None,
) -> str:
    """Book goods in, as OPENING stock or a RECEIPT; returns the number of the goods receipt.

    A delivery names its supplier, who is owed it; opening stock needs none. What the supplier billed for freight is
    spread over the lines by value. Against a purchase order, what was
    accepted is counted on it; RuleError("over_delivery") asks when more comes than is open, StaleError tells
    that another seat changed it. FieldError names the cell ("lines.0.qty", "lines.0.cost", "lines.0.finding")
    or field ("supplier_id") that is wrong.
    """
    if kind not in INWARD or (against is not None and kind is not MovementKind.RECEIPT):
        raise ValueError(kind)
    order = purchase_receipts.checked(against) if against is not None else None
    check(lines, freight_fen)
    supplier_id = order.supplier_id if order is not None else _known(kind, supplier_id)
    if against is not None:
        accepted = ((line.part_id, line.purchase_line_id, line.qty_milli) for line in lines)
        purchase_receipts.refuse_over(against, accepted)
    receipt = write(
        by,
        kind,
        lines,
        supplier=supplier_id,
        delivery_no=one_line("delivery_no", delivery_no, 60),
        note=one_line("note", note, 200),
        freight_fen=freight_fen,
        inspected_by=inspected_by,
        purchase_order=order.id if order is not None else None,
    )
    if order is not None and against is not None:
        purchase_receipts.book(by, order, against, _on_order(_lines.objects(receipt.id)))
    return str(receipt.no)


def _known(kind: MovementKind, supplier_id: int | None) -> int | None:
    if supplier_id is None and kind is MovementKind.RECEIPT:
        raise FieldError(
            "supplier_id", _("Say who delivered it. What was on the shelf already comes in as opening stock.")
        )
    if supplier_id is not None and Supplier.find(supplier_id) is None:
        raise FieldError("supplier_id", _("This supplier does not exist."))
    return supplier_id


@command(Area.STOCK, Area.ORDERS)
def reverse_receipt(by: By, receipt_id: int, reason: str) -> None:
    """Take a wrong receipt out again by counter-movements; the receipt stays, marked as reversed.

    Its purchase order awaits the goods again, and the supplier is not owed them. FieldError("reason") without a
    reason; RuleError when a return or an invoice stands on it, or it was bought for a job, and for each part of
    which less is on hand than came in, or whose rest is worth less than it cost. Raises KeyError when there is no
    such receipt.
    """
    receipt = GoodsReceipt.find(receipt_id)
    if receipt is None:
        raise KeyError(receipt_id)
    if receipt.spot:
        text = _(
            "It was bought for a job: take it back among the spot purchases, the job gives it back then."
        )
        raise RuleError(Reason("spot", text, "purchasing"))
    reverse(by, receipt, reason)


def reverse(by: By, receipt: Any, reason: str) -> None:
    """Take a receipt out again; inside an act."""
    if receipt.reversed_at is not None:
        raise RuleError(Reason("reversed", _("This receipt is reversed already."), "stock"))
    why = one_line("reason", reason, 200)
    if not why:
        raise FieldError("reason", _("A reason is needed."))
    lines = _lines.objects(receipt.id)
    if held := _held(receipt, lines):
        raise RuleError(held)
    _take_out(_movements(receipt, {line.part_id for line in lines}), by, receipt.no, why)
    update(by, receipt, receipt.version, act="reverse", reason=why, reversed_at=by.at, reverse_reason=why)
    note_last_costs(by, (line.part_id for line in lines), receipt.no)
    if receipt.purchase_order_id is not None:
        purchase_receipts.take_back(by, receipt.purchase_order_id, _on_order(lines), why)
    if receipt.supplier_id is not None:
        supplier_accounts.take_back(by, receipt.supplier_id, EntryKind.RECEIPT, receipt.no, note=why)


@statement
def _lines(receipt_id: Any) -> Any:
    lines = GoodsReceiptLine.select().where(GoodsReceiptLine.receipt == receipt_id)
    return lines.order_by(GoodsReceiptLine.position)


def _on_order(lines: Sequence[Any]) -> dict[int, int]:
    """{purchase line: milli-units accepted on it}."""
    came: Counter[int] = Counter()
    for line in lines:
        if line.purchase_line_id is not None:
            came[line.purchase_line_id] += line.qty_milli
    return dict(came)


def _held(receipt: Any, lines: Sequence[Any]) -> list[Reason]:
    """What stands on a receipt and has to be taken back first."""
    held = []
    if any(line.returned_milli for line in lines):
        text = _("Goods of it went back to the supplier: reverse that return first.")
        held.append(Reason("returned", text, "suppliers"))
    if receipt.invoice_id is not None:
        text = _("It stands on a supplier's invoice: void that invoice first.")
        held.append(Reason("invoiced", text, "suppliers"))
    return held


def _movements(receipt: Any, part_ids: set[int]) -> list[tuple[Any, ...]]:
    """What a receipt wrote, the newest first. By part: its card is indexed, the number of the document is not."""
    moved = StockMovement
    return tuples(
        moved.select(moved.id, moved.part, moved.qty_milli, moved.value_fen)
        .where(moved.part.in_(sorted(part_ids)))
        .where((moved.document == receipt.no) & (moved.kind == receipt.kind))
        .order_by(moved.id.desc())
    )


def _take_out(movements: Sequence[tuple[Any, ...]], by: By, document: str, why: str) -> None:
    cards = Cards(part_id for _id, part_id, _qty, _cost in movements)
    refused: list[Reason] = []
    for ref, part_id, qty_milli, cost_fen in movements:
        try:
            value = reversal_value(cards.balance(part_id), qty_milli, cost_fen)
        except RuleError as error:
            part, way = cards.name(part_id), _way_back(part_id, ref)
            refused += [Reason(no.code, f"{part}: {no.text}{way}", no.goto) for no in error.reasons]
        else:
            cards.enter(MovementKind.REVERSAL, part_id, -qty_milli, -value, reversal_of_id=ref)
    if refused:
        raise RuleError(refused)
    cards.post(by, document, why)


def _way_back(part_id: int, movement_id: int) -> str:
    """Which jobs hold what came in with a movement or after it: they would have to give it back first."""
    jobs = [f"{display_plate(plate)} {no}" for no, plate in _drawn.rows(part_id, movement_id)]
    if not jobs:
        return ""
    return " " + _("{jobs} drew it since: take it back there first.").format(jobs=_(", ").join(jobs[:3]))


@statement
def _drawn(part_id: Any, movement_id: Any) -> Any:
    since = (StockMovement.part == part_id) & (StockMovement.id > movement_id)
    return (
        StockMovement.select(WorkOrder.no, Vehicle.plate)
        .join(OrderLine, on=(OrderLine.id == StockMovement.order_line))
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where(since)
        .group_by(WorkOrder.id, WorkOrder.no, Vehicle.plate)
        .having(fn.SUM(StockMovement.qty_milli) < 0)
        .order_by(WorkOrder.id)
    )
