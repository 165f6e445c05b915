"""Serial numbers of tracked parts: which one was fitted, came off, was sold, went back or was written off (F1, E4)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.plates import display_plate
from garage.domain.quantities import PIECE
from garage.domain.text import clean_line, half_width, one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.models.purchasing import SupplierReturn
from garage.models.statements import insert_many, statement
from garage.models.stock import GoodsIssue, LineSerial
from garage.models.stocktakes import WriteOff
from garage.models.vehicles import Vehicle
from garage.services.stock import CardPart

LONGEST = 60
"""Characters of a serial number."""


@dataclass(frozen=True)
class Fitted:
    """One piece: the serial number of the new part, and of the old one where it can be read."""

    new: str
    old: str = ""


@dataclass(frozen=True)
class FittedRow:
    """A serial number as it was noted, and where the piece went: to an order, over the counter, or away by a paper.

    `paper_no` is the supplier return (then `supplier` has it) or the write-off that took it.
    """

    new: str
    old: str
    part_id: int
    part: str
    order_id: int | None
    order_no: str
    plate: str
    sale_id: int | None
    sale_no: str
    buyer: str
    at: datetime
    returned: bool
    paper_no: str
    supplier: str
    ref: int

    @property
    def where(self) -> str:
        """Where it went, in words: the order and the car, the sale and its buyer, the return and its supplier."""
        said = (self.paper_no, self.supplier)
        if self.order_id is not None:
            said = (self.order_no, self.plate)
        elif self.sale_id is not None:
            said = (self.sale_no, self.buyer)
        return " · ".join(word for word in said if word)

    @property
    def fate(self) -> str:
        """What became of the piece with the new number, in words."""
        if self.returned:
            return _("came back unused") if not self.paper_no else _("is on the shelf again")
        if self.order_id is not None:
            return _("fitted")
        if self.sale_id is not None:
            return _("sold over the counter")
        return _("went back to the supplier") if self.supplier else _("written off")


def check(
    field: str, part: CardPart, qty_milli: int, pieces: Sequence[Fitted], *, every: bool = True
) -> list[Fitted]:
    """The numbers of a tracked part, clean; FieldError(field) unless each whole piece has one of its own.

    A part that is not tracked takes none. Without `every` some pieces may have none that anybody can read.
    """
    if not part.serial_tracked:
        return []
    clean = [Fitted(_clean(field, one.new), _clean(field, one.old)) for one in pieces]
    numbers = [one.new for one in clean]
    if every and (qty_milli % PIECE or len(clean) != qty_milli // PIECE or not all(numbers)):
        text = _("{part} is tracked: each piece needs its serial number.")
        raise FieldError(field, text.format(part=part.code))
    if len(clean) * PIECE > qty_milli or not all(numbers):
        raise FieldError(field, _("There are more serial numbers than pieces."))
    if len(set(numbers)) < len(numbers):
        raise FieldError(field, _("Each piece has a number of its own."))
    for number in numbers:
        refuse_gone(field, part.id, number)
    return clean


def refuse_gone(field: str, part_id: int, number: str) -> None:
    """FieldError(field) says where a piece of this number is, when it has gone out and not come back."""
    out = (LineSerial.part == part_id) & (LineSerial.new_serial == number) & ~LineSerial.returned
    for found in _rows(out):
        text = _("{serial} has gone out already: {where}.")
        raise FieldError(field, text.format(serial=number, where=found.where))


def _clean(field: str, text: str) -> str:
    return one_line(field, half_width(text), LONGEST).upper()


def note(order_line_id: int, part_id: int, issue_id: int, pieces: Sequence[Fitted]) -> None:
    """Keep the numbers of an issue; the caller is the act."""
    _note(part_id, pieces, order_line=order_line_id, issue=issue_id)


def note_sold(sale_line_id: int, part_id: int, pieces: Sequence[Fitted]) -> None:
    """Keep the numbers of what was sold over the counter; the caller is the act."""
    _note(part_id, pieces, sale_line=sale_line_id)


def note_gone(document: str, part_id: int, pieces: Sequence[Fitted]) -> None:
    """Keep the numbers of what a supplier return or a write-off takes away; the caller is the act."""
    _note(part_id, pieces, back_document=document)


def _note(part_id: int, pieces: Sequence[Fitted], **went: int | str) -> None:
    rows = [
        {
            "part": part_id,
            "new_serial": one.new,
            "old_serial": one.old,
            "returned": False,
            "back_document": "",
            **went,
        }
        for one in pieces
    ]
    if rows:
        insert_many(LineSerial, rows)


def take_back(field: str, line: Any, qty_milli: int, numbers: Sequence[str], document: str) -> None:
    """Pieces of an order line come back unused with a slip: those named, or all that are out when all come back.

    FieldError(field) else. `line` is as it was before they came back. What went out before the part was tracked
    has no number to name.
    """
    _take_back(field, list(_out.objects(line.id)), line.issued_milli, qty_milli, numbers, document)


def take_back_sold(field: str, line: Any, qty_milli: int, numbers: Sequence[str], document: str) -> None:
    """Pieces of a line of a counter sale come back with a return, as in `take_back`."""
    held = line.qty_milli - line.returned_milli
    _take_back(field, list(_sold.objects(line.id)), held, qty_milli, numbers, document)


def _take_back(
    field: str, out: Sequence[Any], held_milli: int, qty_milli: int, numbers: Sequence[str], document: str
) -> None:
    if not out:
        return
    wanted = {_clean(field, number) for number in numbers} - {""}
    named = [row for row in out if row.new_serial in wanted]
    back = named if wanted or qty_milli < held_milli else out
    unnumbered = held_milli - len(out) * PIECE
    if len(named) < len(wanted) or not 0 <= qty_milli - len(back) * PIECE <= unnumbered:
        raise FieldError(field, _("Say which serial numbers come back."))
    came = LineSerial.update(returned=True, back_document=document)
    came.where(LineSerial.id.in_([row.id for row in back])).execute()


def come_back(sale_id: int, document: str) -> None:
    """All pieces of a counter sale are back, because it was void."""
    lines = CounterSaleLine.select(CounterSaleLine.id).where(CounterSaleLine.sale == sale_id)
    came = LineSerial.update(returned=True, back_document=document)
    came.where(LineSerial.sale_line.in_(lines) & ~LineSerial.returned).execute()


def come_back_by(document: str, part_ids: Collection[int]) -> None:
    """All pieces that a supplier return or a write-off took are on the shelf again, because it was reversed."""
    LineSerial.update(returned=True).where(_taken_by(document, part_ids)).execute()


def _taken_by(document: Any, part_ids: Any) -> Any:
    """By part: its pieces are indexed, the number of the document is not."""
    return LineSerial.part.in_(part_ids) & (LineSerial.back_document == document) & GONE


GONE = LineSerial.order_line.is_null() & LineSerial.sale_line.is_null()
"""Pieces that neither an order nor a sale took: `back_document` is the paper that they went away by."""


@statement
def _out(order_line_id: Any) -> Any:
    out = (LineSerial.order_line == order_line_id) & ~LineSerial.returned
    return LineSerial.select().where(out).order_by(LineSerial.id)


@statement
def _sold(sale_line_id: Any) -> Any:
    out = (LineSerial.sale_line == sale_line_id) & ~LineSerial.returned
    return LineSerial.select().where(out).order_by(LineSerial.id)


def of_slip(issue_id: int, order_line_id: int) -> list[str] | None:
    """Numbers of the pieces that a line still holds of one slip; None when the slip noted none."""
    mine = (LineSerial.issue == issue_id) & (LineSerial.order_line == order_line_id)
    noted = tuples(
        LineSerial.select(LineSerial.new_serial, LineSerial.returned).where(mine).order_by(LineSerial.id)
    )
    return [number for number, returned in noted if not returned] if noted else None


def out_on(order_line_id: int) -> list[str]:
    """Serial numbers that an order line holds."""
    return [row.new_serial for row in _out.objects(order_line_id)]


def of_lines(order_line_ids: Sequence[int]) -> dict[int, list[Fitted]]:
    """{order line id: the pieces it holds} of those that hold any with a number."""
    found: dict[int, list[Fitted]] = {}
    for line_id, new, old in _held.rows(list(order_line_ids)) if order_line_ids else ():
        found.setdefault(line_id, []).append(Fitted(new, old))
    return found


@statement
def _held(order_line_ids: Any) -> Any:
    held = LineSerial.order_line.in_(order_line_ids) & ~LineSerial.returned
    query = LineSerial.select(LineSerial.order_line, LineSerial.new_serial, LineSerial.old_serial)
    return query.where(held).order_by(LineSerial.id)


def of_paper(document: str, part_ids: Collection[int]) -> dict[int, list[str]]:
    """{part id: the numbers that a supplier return or a write-off took}, of parts of which it took any."""
    found: dict[int, list[str]] = {}
    for part_id, number in _of_paper.rows(document, sorted(part_ids)) if part_ids else ():
        found.setdefault(part_id, []).append(number)
    return found


@statement
def _of_paper(document: Any, part_ids: Any) -> Any:
    query = LineSerial.select(LineSerial.part, LineSerial.new_serial)
    return query.where(_taken_by(document, part_ids)).order_by(LineSerial.id)


def of_sale(sale_id: int) -> dict[int, list[tuple[str, bool]]]:
    """{line of a counter sale: (serial number, whether it came back)}, of a return the numbers it brought."""
    found: dict[int, list[tuple[str, bool]]] = {}
    for line_id, number, returned in _of_sale.rows(sale_id):
        found.setdefault(line_id, []).append((number, bool(returned)))
    for line_id, number in _of_return.rows(sale_id):
        found.setdefault(line_id, []).append((number, True))
    return found


@statement
def _of_sale(sale_id: Any) -> Any:
    query = LineSerial.select(LineSerial.sale_line, LineSerial.new_serial, LineSerial.returned)
    query = query.join(CounterSaleLine, on=(CounterSaleLine.id == LineSerial.sale_line))
    return query.where(CounterSaleLine.sale == sale_id).order_by(LineSerial.id)


@statement
def _of_return(sale_id: Any) -> Any:
    query = (
        CounterSaleLine.select(CounterSaleLine.id, LineSerial.new_serial)
        .join(CounterSale, on=(CounterSale.id == CounterSaleLine.sale))
        .join(LineSerial, on=(LineSerial.sale_line == CounterSaleLine.line_of))
    )
    came = (CounterSaleLine.sale == sale_id) & (LineSerial.back_document == CounterSale.no)
    return query.where(came).order_by(LineSerial.id)


def find(number: str, limit: int = 5) -> list[FittedRow]:
    """Where a piece of this number was fitted or taken off, newest first: for a claim, or a recall.

    Read on every key of the search: what cannot be a number is found nowhere.
    """
    wanted = half_width(clean_line(number, len(number))).upper()
    if not wanted or len(wanted) > LONGEST:
        return []
    refs = [ref for (ref,) in _bearing.rows(wanted, limit)]
    return _rows(LineSerial.id.in_(refs)) if refs else []


@statement
def _bearing(number: Any, limit: Any) -> Any:
    """Pieces with this number, by the index of each column."""
    either = (LineSerial.new_serial == number) | (LineSerial.old_serial == number)
    return LineSerial.select(LineSerial.id).where(either).order_by(LineSerial.id.desc()).limit(limit)


def of_part(part_id: int, limit: int = 200) -> list[FittedRow]:
    """Where the pieces of a tracked part went, the last first."""
    return _rows(LineSerial.part == part_id, limit)


def of_order(order_id: int) -> list[FittedRow]:
    """Serial numbers noted on an order."""
    return _rows(OrderLine.order == order_id)


def _rows(which: Any, limit: int | None = None) -> list[FittedRow]:
    query = (
        LineSerial.select(
            LineSerial.new_serial,
            LineSerial.old_serial,
            Part.id,
            Part.name,
            WorkOrder.id,
            WorkOrder.no,
            Vehicle.plate,
            CounterSale.id,
            CounterSale.no,
            CounterSale.buyer,
            fn.COALESCE(
                GoodsIssue.issued_at,
                CounterSale.sold_at,
                SupplierReturn.returned_at,
                WriteOff.written_off_at,
            ),
            LineSerial.returned,
            fn.COALESCE(SupplierReturn.no, WriteOff.no, ""),
            fn.COALESCE(Supplier.name, ""),
            LineSerial.id,
        )
        .join(Part, on=(Part.id == LineSerial.part))
        .left_outer_join(OrderLine, on=(OrderLine.id == LineSerial.order_line))
        .left_outer_join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .left_outer_join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .left_outer_join(GoodsIssue, on=(GoodsIssue.id == LineSerial.issue))
        .left_outer_join(CounterSaleLine, on=(CounterSaleLine.id == LineSerial.sale_line))
        .left_outer_join(CounterSale, on=(CounterSale.id == CounterSaleLine.sale))
        .left_outer_join(SupplierReturn, on=((SupplierReturn.no == LineSerial.back_document) & GONE))
        .left_outer_join(Supplier, on=(Supplier.id == SupplierReturn.supplier))
        .left_outer_join(WriteOff, on=((WriteOff.no == LineSerial.back_document) & GONE))
        .where(which)
        .order_by(LineSerial.id.desc())
        .limit(limit)
    )
    rows = [FittedRow(*row) for row in tuples(query)]
    return [
        replace(
            row,
            order_no=row.order_no or "",
            plate=display_plate(row.plate or ""),
            sale_no=row.sale_no or "",
            buyer=row.buyer or "",
            returned=bool(row.returned),
        )
        for row in rows
    ]
