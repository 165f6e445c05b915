"""外采: a part bought outside straight for a job, and the weekly list of what buyers laid out (F3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import fn

from garage.domain.plates import display_plate
from garage.domain.quantities import PIECE
from garage.domain.settlements import PayMethod
from garage.domain.stock import MovementKind
from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.stock import GoodsIssue, GoodsReceipt, GoodsReceiptLine, StockMovement
from garage.models.vehicles import Vehicle
from garage.services import goods_issues, goods_receipts, order_lines, parts, receipt_booking
from garage.services.command import Area, By, command
from garage.services.goods_issues import IssueLine
from garage.services.parts import PartData
from garage.services.receipt_booking import GoodsLine
from garage.services.serials import Fitted, of_slip

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Bought:
    """What a spot purchase wrote: the receipt, and the slip that gave the part to the job."""

    receipt_no: str
    issue_no: str
    issue_id: int


@dataclass(frozen=True)
class SpotRow:
    """One line of the weekly expense list; `method` None when a supplier's account bore it.

    What is taken back in the week in which it was bought does not count there; later it counts against its own week,
    with quantity and amount below zero: a list that was paid out stays what it was.
    """

    receipt_id: int
    receipt_no: str
    at: datetime
    order_id: int
    order_no: str
    plate: str
    code: str
    name: str
    unit: str
    qty_milli: int
    amount_fen: int
    vendor: str
    method: PayMethod | None
    buyer_id: int
    buyer: str
    reversed_at: datetime | None
    reverse_reason: str
    counts: bool = True


@command(Area.STOCK, Area.ORDERS)
def buy(
    by: By,
    order_line_id: int,
    *,
    qty_milli: int,
    cost_fen: int,
    bought_by: int | None,
    received_by: int | None,
    vendor: str = "",
    supplier_id: int | None = None,
    method: PayMethod | None = None,
    part_id: int | None = None,
    new_part: PartData | None = None,
    serials: Sequence[Fitted] = (),
    note: str = "",
) -> Bought:
    """Book in what was bought for one line of a job, and issue it to that line, in one act.

    A line in free words is given its stock part: `part_id`, or `new_part`, which is put on file. Without a
    `method` the account of the supplier bears it. FieldError on "part_id", "qty", "cost", "vendor", "method",
    "bought_by", "received_by", "serials" or a field of the new part; RuleError when the line may not draw it.
    """
    line = OrderLine.get_by_id(order_line_id)
    columns = _paid(vendor, supplier_id, method) | {"bought_by": _buyer(bought_by)}
    part = _part(by, line, part_id, new_part)
    goods = GoodsLine(part, qty_milli, cost_fen, order_line_id=order_line_id)
    try:
        receipt_booking.check([goods])
    except FieldError as error:
        raise FieldError(error.field.removeprefix("lines.0."), error.text) from error
    columns["note"] = one_line("note", note, 200)
    receipt = receipt_booking.write(
        by, MovementKind.RECEIPT, [goods], on_account=method is None, spot=True, **columns
    )
    wanted = [IssueLine(order_line_id, qty_milli, tuple(serials))]
    try:
        issue = goods_issues.issue_parts(by, line.order_id, lines=wanted, received_by=received_by or 0)
    except FieldError as error:
        raise FieldError(error.field.partition(".")[0], error.text) from error
    return Bought(receipt.no, issue.number, issue.id)


def _paid(vendor: str, supplier_id: int | None, method: PayMethod | None) -> dict[str, Any]:
    words = one_line("vendor", vendor, 80)
    if supplier_id is None and not words:
        raise FieldError("vendor", _("Say where it was bought."))
    if supplier_id is None and method is None:
        raise FieldError("method", _("Say how it was paid: only a supplier on file has an account."))
    if supplier_id is not None and Supplier.find(supplier_id) is None:
        raise FieldError("supplier_id", _("This supplier does not exist."))
    return {"supplier": supplier_id, "vendor": words, "method": method.value if method else ""}


def _buyer(staff_id: int | None) -> int:
    person = Staff.find(staff_id) if staff_id is not None else None
    if person is None or not person.active:
        raise FieldError("bought_by", _("Choose who bought it."))
    return int(person.id)


def _part(by: By, line: Any, part_id: int | None, new_part: PartData | None) -> int:
    """The stock part of the line: its own, else the one named, which the line then bears."""
    if line.part_id is not None:
        return int(line.part_id)
    if new_part is not None:
        part_id = parts.add(by, new_part)
    if part_id is None:
        raise FieldError("part_id", _("Say first which part of the stock it is."))
    order_lines.link_part(by, line.id, part_id)
    return part_id


@command(Area.STOCK, Area.ORDERS)
def take_back(by: By, receipt_id: int, reason: str) -> None:
    """A wrong spot purchase: the job gives the part back, and its receipt is reversed, in one act.

    What it gave back before lies on the shelf already. FieldError("reason") without one; RuleError when the job can
    give nothing back any more. Raises KeyError when there is no such purchase.
    """
    receipt = GoodsReceipt.find(receipt_id)
    if receipt is None or not receipt.spot:
        raise KeyError(receipt_id)
    why = one_line("reason", reason, 200)
    if not why:
        raise FieldError("reason", _("A reason is needed."))
    if receipt.reversed_at is not None:
        raise RuleError(Reason("reversed", _("This receipt is reversed already."), "stock"))
    for order_id, line_id, part_id, qty_milli, issued_milli in _lines.rows(receipt_id):
        slip_id, slip_no = _slip.first(line_id, part_id, receipt.no) or (0, "")
        pieces = of_slip(slip_id, line_id)
        out = min(qty_milli, issued_milli) if pieces is None else len(pieces) * PIECE
        if out:
            back = [IssueLine(line_id, out, tuple(Fitted(number) for number in pieces or ()))]
            goods_issues.return_parts(
                by, order_id, lines=back, received_by=by.staff_id, note=why, of_slip=slip_no
            )
    goods_receipts.reverse(by, receipt, why)


@statement
def _lines(receipt_id: Any) -> Any:
    line = GoodsReceiptLine
    query = line.select(OrderLine.order, line.order_line, line.part, line.qty_milli, OrderLine.issued_milli)
    query = query.join(OrderLine, on=(OrderLine.id == line.order_line))
    return query.where(line.receipt == receipt_id)


@statement
def _slip(order_line_id: Any, part_id: Any, receipt_no: Any) -> Any:
    """The slip that gave what a receipt brought to its job: the first one of the line after it."""
    came, moved = StockMovement.alias(), StockMovement
    booked = came.select(fn.MIN(came.id)).where((came.part == part_id) & (came.document == receipt_no))
    drew = (moved.order_line == order_line_id) & (moved.kind == MovementKind.ISSUE.value)
    query = GoodsIssue.select(GoodsIssue.id, GoodsIssue.no).join(moved, on=(moved.document == GoodsIssue.no))
    return query.where(drew & (moved.id > booked)).order_by(moved.id).limit(1)


# Reading


def week(start: date, buyer_id: int | None = None) -> list[SpotRow]:
    """What was bought outside, or taken back, in the week from `start` on, by one buyer or by all, the oldest first."""
    first = datetime.combine(start, time())
    after = first + WEEK
    bought = [_row(*row) for row in _bought.rows(first, after)]
    rows = [replace(row, counts=row.reversed_at is None or row.reversed_at >= after) for row in bought]
    back = [_given_back(_row(*row)) for row in _taken_back.rows(first, after)]
    every = sorted(rows + back, key=lambda row: row.at)
    return [row for row in every if buyer_id in (None, row.buyer_id)]


def standing(rows: Sequence[SpotRow]) -> list[SpotRow]:
    """Those that count in their week: what the expense list adds up."""
    return [row for row in rows if row.counts]


def _given_back(row: SpotRow) -> SpotRow:
    """A purchase of an earlier week on the day of its reversal."""
    at = row.reversed_at or row.at
    return replace(row, at=at, qty_milli=-row.qty_milli, amount_fen=-row.amount_fen)


def _row(*columns: Any) -> SpotRow:
    *head, method, buyer_id, buyer, reversed_at, why = columns
    head[5] = display_plate(head[5])
    paid = PayMethod(method) if method else None
    values: tuple[Any, ...] = (*head, paid, buyer_id, buyer, reversed_at, why)
    return SpotRow(*values)


@statement
def _bought(first: Any, after: Any) -> Any:
    return _purchases((GoodsReceipt.received_at >= first) & (GoodsReceipt.received_at < after))


@statement
def _taken_back(first: Any, after: Any) -> Any:
    reversed_then = (GoodsReceipt.reversed_at >= first) & (GoodsReceipt.reversed_at < after)
    return _purchases(reversed_then & (GoodsReceipt.received_at < first))


def _purchases(when: Any) -> Any:
    return (
        GoodsReceipt.select(
            GoodsReceipt.id,
            GoodsReceipt.no,
            GoodsReceipt.received_at,
            WorkOrder.id,
            WorkOrder.no,
            Vehicle.plate,
            Part.code,
            Part.name,
            Part.unit,
            GoodsReceiptLine.qty_milli,
            GoodsReceiptLine.cost_fen,
            fn.COALESCE(fn.NULLIF(GoodsReceipt.vendor, ""), Supplier.name, ""),
            GoodsReceipt.method,
            GoodsReceipt.bought_by,
            fn.COALESCE(Staff.name, ""),
            GoodsReceipt.reversed_at,
            GoodsReceipt.reverse_reason,
        )
        .join(GoodsReceiptLine, on=(GoodsReceiptLine.receipt == GoodsReceipt.id))
        .join(Part, on=(Part.id == GoodsReceiptLine.part))
        .switch(GoodsReceiptLine)
        .join(OrderLine, on=(OrderLine.id == GoodsReceiptLine.order_line))
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .switch(GoodsReceipt)
        .left_outer_join(Supplier, on=(Supplier.id == GoodsReceipt.supplier))
        .switch(GoodsReceipt)
        .left_outer_join(Staff, on=(Staff.id == GoodsReceipt.bought_by))
        .where(when & GoodsReceipt.spot)
        .order_by(GoodsReceipt.id)
    )
