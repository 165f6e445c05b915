"""Supplier returns: goods go back at what they cost, the supplier gives credit for them, and a wrong one is reversed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.money import MAX_FEN, share_out
from garage.domain.numbers import Series
from garage.domain.pages import Page
from garage.domain.quantities import format_quantity
from garage.domain.stock import MovementKind
from garage.domain.supplier_accounts import EntryKind
from garage.domain.supplier_returns import Delivered, taken_from, value_out
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.audit import AuditEntry
from garage.models.listing import Cursor, keyset, tuples
from garage.models.parts import Part, Supplier
from garage.models.purchasing import SupplierReturn, SupplierReturnLine
from garage.models.staff import Staff
from garage.models.stock import GoodsReceipt, GoodsReceiptLine
from garage.services import numbers, serials, supplier_accounts
from garage.services.command import Area, By, command, create, update
from garage.services.serials import Fitted
from garage.services.stock import Cards, undo
from garage.services.supplier_goods import deliveries_of


@dataclass(frozen=True)
class ReturnLine:
    """What goes back of one part, and the fen that the supplier gives for all of it.

    With `receipt_line_id` from that delivery, else from the last ones that still have some. `serials` are the
    numbers of the pieces, when the part is tracked.
    """

    part_id: int
    qty_milli: int
    credit_fen: int
    receipt_line_id: int | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReturnRow:
    """One supplier return in a list: what it was worth here and what the supplier gives for it, in fen."""

    id: int
    no: str
    supplier_id: int
    supplier: str
    returned_at: datetime
    lines: int
    value_fen: int
    credit_fen: int
    reason: str
    carrier: str
    note: str
    who: str
    reversed_at: datetime | None
    reverse_reason: str


@dataclass(frozen=True)
class ReturnedLine:
    """One line of a supplier return, with the delivery it came with."""

    position: int
    part_id: int
    code: str
    name: str
    unit: str
    qty_milli: int
    value_fen: int
    credit_fen: int
    receipt_no: str
    delivery_no: str
    serials: tuple[str, ...] = ()


@command(Area.STOCK, Area.MONEY, Area.ORDERS)
def return_goods(
    by: By, supplier_id: int, lines: Sequence[ReturnLine], reason: str, *, carrier: str = "", note: str = ""
) -> str:
    """Give goods back to their supplier; returns the number of the return.

    They leave the stock at what they cost (`domain.supplier_returns`) and the account owes their credit less.
    FieldError names what is wrong: "reason", "lines", or the cell "lines.0.qty", "lines.0.credit": more than came from
    this supplier and has not gone back, or more than is on hand; "lines.0.serials": not each piece of a tracked part
    has its number, or one that is gone. KeyError when there is no such supplier.
    """
    why = said_why(reason)
    if Supplier.find(supplier_id) is None:
        raise KeyError(supplier_id)
    if not lines:
        raise FieldError("lines", _("There is nothing to give back."))
    cards = Cards(line.part_id for line in lines)
    number = numbers.take(by, Series.SUPPLIER_RETURN)
    pieces = _pieces(supplier_id, lines, cards)
    row = create(
        by,
        SupplierReturn,
        no=number,
        supplier=supplier_id,
        returned_at=by.at,
        reason=why,
        carrier=one_line("carrier", carrier, 80),
        note=one_line("note", note, 200),
    )
    _take_out(row.id, pieces, cards)
    for index, line in enumerate(lines):
        named = [Fitted(one) for one in line.serials]
        noted = serials.check(f"lines.{index}.serials", cards.part(line.part_id), line.qty_milli, named)
        serials.note_gone(number, line.part_id, noted)
    cards.post(by, number, why)
    credit = sum(line.credit_fen for line in lines)
    if credit:
        supplier_accounts.enter(by, supplier_id, EntryKind.RETURN, -credit, number, note=why)
    return number


def _take_out(return_id: int, pieces: Sequence[dict[str, Any]], cards: Cards) -> None:
    kind = MovementKind.SUPPLIER_RETURN
    for position, piece in enumerate(pieces, 1):
        line = SupplierReturnLine.create(supplier_return=return_id, position=position, **piece)
        _went_back(piece["receipt_line_id"], piece["qty_milli"])
        cards.enter(kind, piece["part"], -piece["qty_milli"], -piece["value_fen"], line_id=line.id)


def _pieces(supplier_id: int, lines: Sequence[ReturnLine], cards: Cards) -> list[dict[str, Any]]:
    """The lines of the document: each part taken from the deliveries it came with, at their cost."""
    held = {
        part_id: list(of_part)
        for part_id, of_part in _held(supplier_id, {line.part_id for line in lines}).items()
    }
    left = {part_id: cards.balance(part_id) for part_id in {line.part_id for line in lines}}
    pieces: list[dict[str, Any]] = []
    for index, line in enumerate(lines):
        _check(index, line)
        deliveries = held.get(line.part_id, [])
        wanted = line.receipt_line_id
        mine = [one for one in deliveries if wanted is None or one.line_id == wanted]
        may = sum(one.left_milli for one in mine)
        if line.qty_milli > may:
            text = _("Only {count} of it came from this supplier and has not gone back.")
            raise FieldError(f"lines.{index}.qty", text.format(count=format_quantity(may)))
        if line.qty_milli > left[line.part_id].qty_milli:
            text = _("Only {count} on hand.").format(count=format_quantity(left[line.part_id].qty_milli))
            raise FieldError(f"lines.{index}.qty", text)
        taken = taken_from(mine, line.qty_milli)
        credits_ = share_out(line.credit_fen, [qty for _one, qty in taken])
        for (delivery, qty), credit_fen in zip(taken, credits_, strict=True):
            value = value_out(left[line.part_id], qty, delivery.worth(qty))
            left[line.part_id] = left[line.part_id].moved(-qty, -value)
            deliveries[deliveries.index(delivery)] = delivery.less(qty)
            pieces.append(
                {
                    "part": line.part_id,
                    "qty_milli": qty,
                    "value_fen": value,
                    "credit_fen": credit_fen,
                    "receipt_line_id": delivery.line_id,
                }
            )
    return pieces


def _check(index: int, line: ReturnLine) -> None:
    if line.qty_milli <= 0:
        raise FieldError(f"lines.{index}.qty", _("A quantity is needed."))
    if not 0 <= line.credit_fen <= MAX_FEN:
        raise FieldError(f"lines.{index}.credit", _("The credit cannot be less than zero or that large."))


def _held(supplier_id: int, part_ids: Iterable[int]) -> dict[int, list[Delivered]]:
    """By part what came from a supplier and may go back, the last delivery first."""
    held: dict[int, list[Delivered]] = {}
    for line in deliveries_of(supplier_id, part_ids):
        held.setdefault(line.part_id, []).append(line.delivered)
    return held


def _went_back(line_id: int, qty_milli: int) -> None:
    row = GoodsReceiptLine.update(returned_milli=GoodsReceiptLine.returned_milli + qty_milli)
    row.where(GoodsReceiptLine.id == line_id).execute()


@command(Area.STOCK, Area.MONEY, Area.ORDERS)
def reverse_return(by: By, return_no: str, reason: str) -> None:
    """The goods of a return come back into the stock at what they left it, and the account owes their credit again.

    FieldError("reason") without one; RuleError when it is reversed already, or an invoice came since that asks another
    price for what came with them; KeyError when there is none.
    """
    why = said_why(reason)
    row = SupplierReturn.get_or_none(SupplierReturn.no == return_no)
    if row is None:
        raise KeyError(return_no)
    if row.reversed_at is not None:
        raise RuleError(Reason("reversed", _("This return is reversed already.")))
    lines = list(row.lines)
    if _priced_since(row.id, [line.receipt_line_id for line in lines]):
        text = _("It stands on a supplier's invoice: void that invoice first.")
        raise RuleError(Reason("invoiced", text, "suppliers"))
    undo(by, return_no, (line.part_id for line in lines), MovementKind.SUPPLIER_RETURN, why)
    serials.come_back_by(return_no, {line.part_id for line in lines})
    for line in lines:
        _went_back(line.receipt_line_id, -line.qty_milli)
    supplier_accounts.take_back(by, row.supplier_id, EntryKind.RETURN, return_no, note=why)
    update(by, row, row.version, act="reverse", reason=why, reversed_at=by.at, reverse_reason=why)


def _priced_since(return_id: int, line_ids: Sequence[int]) -> bool:
    """Whether an invoice put another price on a delivery while some of it was away: what is back would not bear it."""
    line, made = GoodsReceiptLine, AuditEntry.alias()
    priced = line.id.in_(list(line_ids)) & (line.difference_fen != 0)
    went = made.select(fn.MIN(made.id)).where((made.noun == "supplier_return") & (made.ref == return_id))
    later = AuditEntry.select(AuditEntry.id).where(
        (AuditEntry.noun == "goods_receipt")
        & (AuditEntry.ref == line.receipt)
        & (AuditEntry.act == "invoice")
        & (AuditEntry.id > went)
    )
    return bool(line.select().where(priced & fn.EXISTS(later)).exists())


# Reads


def page(supplier_id: int, cursor: Cursor | None = None, limit: int = 50) -> Page[ReturnRow]:
    """Returns to a supplier, the last first."""
    query = _rows().where(SupplierReturn.supplier == supplier_id)
    return keyset(
        query, (SupplierReturn.id,), cursor, limit, lambda rows: [_return_row(*row) for row in rows]
    )


def find(return_no: str) -> ReturnRow | None:
    """The return of that number."""
    rows = tuples(_rows().where(SupplierReturn.no == return_no))
    return _return_row(*rows[0]) if rows else None


def _rows() -> Any:
    of_return = SupplierReturnLine.supplier_return == SupplierReturn.id
    return (
        SupplierReturn.select(
            SupplierReturn.id,
            SupplierReturn.no,
            SupplierReturn.supplier,
            Supplier.name,
            SupplierReturn.returned_at,
            SupplierReturnLine.select(fn.COUNT(SupplierReturnLine.id)).where(of_return),
            SupplierReturnLine.select(fn.SUM(SupplierReturnLine.value_fen)).where(of_return),
            SupplierReturnLine.select(fn.SUM(SupplierReturnLine.credit_fen)).where(of_return),
            SupplierReturn.reason,
            SupplierReturn.carrier,
            SupplierReturn.note,
            fn.COALESCE(Staff.name, ""),
            SupplierReturn.reversed_at,
            SupplierReturn.reverse_reason,
        )
        .join(Supplier, on=(Supplier.id == SupplierReturn.supplier))
        .switch(SupplierReturn)
        .left_outer_join(Staff, on=(Staff.id == SupplierReturn.created_by))
    )


def _return_row(
    ref: int,
    no: str,
    supplier_id: int,
    supplier: str,
    at: datetime,
    lines: int,
    value_fen: int,
    credit_fen: int,
    *texts: Any,
) -> ReturnRow:
    return ReturnRow(ref, no, supplier_id, supplier, at, int(lines), int(value_fen), int(credit_fen), *texts)


def lines_of(return_id: int) -> list[ReturnedLine]:
    """What went back on one return; the numbers of a tracked part stand on its first line."""
    query = (
        SupplierReturnLine.select(
            SupplierReturnLine.position,
            Part.id,
            Part.code,
            Part.name,
            Part.unit,
            SupplierReturnLine.qty_milli,
            SupplierReturnLine.value_fen,
            SupplierReturnLine.credit_fen,
            fn.COALESCE(GoodsReceipt.no, ""),
            fn.COALESCE(GoodsReceipt.delivery_no, ""),
        )
        .join(Part, on=(Part.id == SupplierReturnLine.part))
        .switch(SupplierReturnLine)
        .left_outer_join(GoodsReceiptLine, on=(GoodsReceiptLine.id == SupplierReturnLine.receipt_line_id))
        .left_outer_join(GoodsReceipt, on=(GoodsReceipt.id == GoodsReceiptLine.receipt))
        .where(SupplierReturnLine.supplier_return == return_id)
        .order_by(SupplierReturnLine.position)
    )
    rows = [ReturnedLine(*row) for row in tuples(query)]
    no = SupplierReturn.get_by_id(return_id).no if rows else ""
    noted = serials.of_paper(no, {row.part_id for row in rows})
    return [replace(row, serials=tuple(noted.pop(row.part_id, ()))) for row in rows]
