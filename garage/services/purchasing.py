"""Acts on purchase orders: drafted, placed, expected, withdrawn, closed short (F3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.labels import label
from garage.domain.lines import COUNTING, LineKind, LineStatus
from garage.domain.money import MAX_FEN, line_amount_fen
from garage.domain.numbers import Series
from garage.domain.purchasing import PurchaseAct, PurchaseState, expected_day, refuse_unless
from garage.domain.quantities import MAX_QTY_MILLI
from garage.domain.stock import RESERVING
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.models.purchasing import PurchaseOrder, PurchaseOrderLine
from garage.models.stock import GoodsReceipt, GoodsReceiptLine
from garage.services import numbers, purchase_limits, supply
from garage.services.command import Area, By, audit, command, create, refuse_stale, update
from garage.services.supplier_goods import unit_fen


@dataclass(frozen=True)
class OrderedPart:
    """One part to order; `order_line_id` is the line of a job that waits for it."""

    part_id: int
    qty_milli: int
    price_fen: int
    order_line_id: int | None = None
    note: str = ""

    @property
    def amount_fen(self) -> int:
        """What this line comes to."""
        return line_amount_fen(self.price_fen, self.qty_milli)


@command(Area.STOCK)
def create_order(
    by: By,
    supplier_id: int | None,
    lines: Sequence[OrderedPart],
    *,
    expected_on: date | None = None,
    note: str = "",
) -> int:
    """Draft a purchase order; returns its id.

    FieldError names the cell ("lines.0.qty", "lines.0.price", "lines.0.part") or the field that is wrong.
    """
    values = _head(by, supplier_id, expected_on, note)
    _check(lines)
    row = create(
        by,
        PurchaseOrder,
        no=numbers.take(by, Series.PURCHASE_ORDER),
        state=PurchaseState.DRAFT.value,
        **values,
    )
    _write(row.id, lines)
    return int(row.id)


@command(Area.STOCK)
def change_order(
    by: By,
    order_id: int,
    version: int,
    *,
    supplier_id: int | None,
    lines: Sequence[OrderedPart],
    expected_on: date | None = None,
    note: str = "",
) -> None:
    """Change a draft, all of it; errors as in `create_order`, StaleError when it was saved since `version`."""
    row = find(order_id)
    _refuse(row, PurchaseAct.CHANGE, version)
    values = _head(by, supplier_id, expected_on, note)
    _check(lines)
    before = _written(order_id)
    PurchaseOrderLine.delete().where(PurchaseOrderLine.purchase_order == order_id).execute()
    _write(order_id, lines)
    touched = update(by, row, version, **values)
    if before != _written(order_id):
        if not touched:
            count_up(row)
        count = {"lines": len(lines), "amount_fen": sum(line.amount_fen for line in lines)}
        audit(by, "lines", "purchase_order", order_id, after=count)


@command(Area.STOCK)
def place(by: By, order_id: int, version: int, *, approved_by: int | None = None) -> None:
    """The supplier has the order: from now on its goods are on order.

    Without a day, or with one that has passed since it was drafted, it is expected after the supplier's usual
    time. FieldError("approved_by") when it is above the limit of the settings and no owner approves; an owner acts
    for himself.
    """
    row = find(order_id)
    _refuse(row, PurchaseAct.PLACE, version)
    approver = purchase_limits.approver(by, total_fen(order_id), approved_by)
    lead_days = Supplier.get_by_id(row.supplier_id).lead_days
    asked = row.expected_on if row.expected_on is not None and row.expected_on >= by.today else None
    update(
        by,
        row,
        version,
        act="place",
        state=PurchaseState.ORDERED.value,
        ordered_at=by.at,
        expected_on=asked or expected_day(by.today, lead_days),
        approved_by=approver,
        approved_at=by.at if approver is not None else None,
    )


@command(Area.STOCK, Area.ORDERS)
def expect(by: By, order_id: int, version: int, expected_on: date | None) -> None:
    """The supplier names another day; FieldError("expected_on") when it has passed."""
    row = find(order_id)
    _refuse(row, PurchaseAct.EXPECT, version)
    if expected_on is not None and expected_on < by.today:
        raise FieldError("expected_on", _("This day has passed."))
    update(by, row, version, act="expect", expected_on=expected_on)


@command(Area.STOCK, Area.ORDERS)
def cancel(by: By, order_id: int, version: int, reason: str) -> None:
    """Withdraw a draft, or an order of which nothing has come; FieldError("reason") without one."""
    row = find(order_id)
    _refuse(row, PurchaseAct.CANCEL, version)
    _end(by, row, "cancel", PurchaseState.CANCELLED, said_why(reason))


@command(Area.STOCK, Area.ORDERS)
def close_rest(by: By, order_id: int, version: int, reason: str) -> None:
    """What is open will not come any more; FieldError("reason") without one."""
    row = find(order_id)
    _refuse(row, PurchaseAct.CLOSE, version)
    drop_rest(by, row, said_why(reason))


def drop_rest(by: By, row: Any, why: str) -> None:
    """Nothing more comes on a purchase order that has come in part; inside an act."""
    done, ordered = PurchaseOrderLine.received_milli, PurchaseOrderLine.qty_milli
    missing = (PurchaseOrderLine.purchase_order == row.id) & (
        ordered > done + PurchaseOrderLine.dropped_milli
    )
    PurchaseOrderLine.update(dropped_milli=ordered - done).where(missing).execute()
    _end(by, row, "close", PurchaseState.CLOSED, why)


def _end(by: By, row: Any, act: str, state: PurchaseState, why: str) -> None:
    ended = {"state": state.value, "closed_at": by.at, "close_reason": why}
    update(by, row, row.version, act=act, reason=why, **ended)


@command(Area.STOCK, Area.ORDERS)
def order_for_line(
    by: By,
    order_line_id: int,
    *,
    supplier_id: int | None,
    qty_milli: int,
    price_fen: int,
    expected_on: date | None = None,
    place_now: bool = True,
    approved_by: int | None = None,
) -> int:
    """Order what one line of a job lacks, as a purchase order of its own; returns the id of that.

    RuleError when the line needs no part, or more is ordered for it than it lacks; FieldErrors as in
    `create_order` and `place`, named "supplier_id", "qty" and "price".
    """
    line = short_line(order_line_id)
    lacking = supply.of_order(line.order_id)[order_line_id].missing_milli
    if lacking <= 0:
        text = _("All that this line needs is on the shelf or on the way.")
        raise RuleError(Reason("covered", text, "parts"))
    ordered = OrderedPart(line.part_id, qty_milli, price_fen, order_line_id)
    try:
        order_id = create_order(by, supplier_id, [ordered], expected_on=expected_on)
    except FieldError as error:
        raise FieldError(error.field.removeprefix("lines.0."), error.text) from error
    if place_now:
        place(by, order_id, find(order_id).version, approved_by=approved_by)
    return order_id


def short_line(order_line_id: int) -> Any:
    """A stock line of an agreed order that has still to draw; RuleError says why it is none."""
    line = OrderLine.get_by_id(order_line_id)
    order = WorkOrder.get_by_id(line.order_id)
    agreed = order.state in {state.value for state in RESERVING} and LineStatus(line.status) in COUNTING
    if line.kind != LineKind.PART.value or line.customer_supplied:
        raise RuleError(Reason("not_a_part", _("Only a part line is drawn from stock."), "lines"))
    if not agreed:
        raise RuleError(Reason("unauthorised", _("The customer has not agreed to this line."), "lines"))
    if line.part_id is None:
        raise RuleError(Reason("no_part", _("Say first which part of the stock it is."), "lines"))
    if line.qty_milli <= line.issued_milli:
        raise RuleError(Reason("issued", _("This line has drawn all its parts."), "parts"))
    return line


# What the acts share


def find(order_id: int) -> Any:
    """The row of a purchase order; raises KeyError when there is none."""
    row = PurchaseOrder.find(order_id)
    if row is None:
        raise KeyError(order_id)
    return row


def count_up(row: Any) -> None:
    """Count the version up after a change of lines alone, so that another seat sees it."""
    PurchaseOrder.update(version=PurchaseOrder.version + 1).where(PurchaseOrder.id == row.id).execute()
    row.version += 1


def total_fen(order_id: int) -> int:
    """What a purchase order comes to."""
    return sum(line_amount_fen(price, qty) for _part, qty, price, _line, _note in _written(order_id))


def last_prices(part_ids: Sequence[int]) -> dict[int, int]:
    """{part id: what one cost at its last standing receipt in fen, without freight}; others are left out.

    As the invoice put it right, where one came.
    """
    line = GoodsReceiptLine
    priced = (line.part == Part.id) & ((line.price_fen > 0) | (line.difference_fen > 0))
    last = (
        line.select(line.id)
        .join(GoodsReceipt, on=(GoodsReceipt.id == line.receipt))
        .where(priced & GoodsReceipt.reversed_at.is_null())
        .order_by(line.id.desc())
        .limit(1)
    )
    query = Part.select(Part.id, line.qty_milli, line.price_fen, line.difference_fen, line.invoiced_milli)
    query = query.join(line, on=(line.id == last)).where(Part.id.in_(list(part_ids)))
    return {ref: unit_fen(*figures) for ref, *figures in tuples(query)}


def _refuse(row: Any, act: PurchaseAct, version: int) -> None:
    """What somebody else did comes first: it is why the act is not possible any more."""
    refuse_stale(row, version)
    state = PurchaseState(row.state)
    refuse_unless(act, state, label(state))


def _head(by: By, supplier_id: int | None, expected_on: date | None, note: str) -> dict[str, Any]:
    supplier = Supplier.find(supplier_id) if supplier_id is not None else None
    if supplier is None or not supplier.active:
        raise FieldError("supplier_id", _("Choose who delivers."))
    if expected_on is not None and expected_on < by.today:
        raise FieldError("expected_on", _("This day has passed."))
    return {"supplier": supplier_id, "expected_on": expected_on, "note": one_line("note", note, 200)}


def _check(lines: Sequence[OrderedPart]) -> None:
    if not lines:
        raise FieldError("lines", _("There is nothing to order."))
    known = {
        ref for (ref,) in tuples(Part.select(Part.id).where(Part.id.in_([one.part_id for one in lines])))
    }
    for index, line in enumerate(lines):
        if line.part_id not in known:
            raise FieldError(f"lines.{index}.part", _("This part does not exist."))
        if not 0 < line.qty_milli <= MAX_QTY_MILLI:
            raise FieldError(f"lines.{index}.qty", _("A quantity is needed."))
        if not 0 <= line.price_fen <= MAX_FEN or line.amount_fen > MAX_FEN:
            raise FieldError(f"lines.{index}.price", _("The price cannot be less than zero or that large."))


def _write(order_id: int, lines: Sequence[OrderedPart]) -> None:
    rows = [
        {
            "purchase_order": order_id,
            "position": position,
            "part": line.part_id,
            "qty_milli": line.qty_milli,
            "price_fen": line.price_fen,
            "order_line": line.order_line_id,
            "note": one_line(f"lines.{position - 1}.note", line.note, 80),
        }
        for position, line in enumerate(lines, 1)
    ]
    PurchaseOrderLine.insert_many(rows).execute()


def _written(order_id: int) -> list[tuple[Any, ...]]:
    lines = PurchaseOrderLine
    query = lines.select(lines.part, lines.qty_milli, lines.price_fen, lines.order_line, lines.note)
    return tuples(query.where(lines.purchase_order == order_id).order_by(lines.position))
