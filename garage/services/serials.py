"""Serial numbers of tracked parts: which one was fitted, and which came off (F1, E4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.plates import display_plate
from garage.domain.quantities import PIECE
from garage.domain.text import clean_line, half_width, one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.statements import insert_many, statement
from garage.models.stock import GoodsIssue, LineSerial, StockMovement
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
    """A serial number as it was noted, and where the piece went."""

    new: str
    old: str
    part_id: int
    part: str
    order_id: int
    order_no: str
    plate: str
    at: datetime
    returned: bool


def check(field: str, part: CardPart, qty_milli: int, pieces: Sequence[Fitted]) -> list[Fitted]:
    """The numbers of a tracked part, clean; FieldError(field) unless each whole piece has one of its own.

    A part that is not tracked takes none.
    """
    if not part.serial_tracked:
        return []
    clean = [Fitted(_clean(field, one.new), _clean(field, one.old)) for one in pieces]
    numbers = [one.new for one in clean]
    if qty_milli % PIECE or len(clean) != qty_milli // PIECE or not all(numbers):
        text = _("{part} is tracked: each piece needs its serial number.")
        raise FieldError(field, text.format(part=part.code))
    if len(set(numbers)) < len(numbers):
        raise FieldError(field, _("Each piece has a number of its own."))
    for number in numbers:
        refuse_gone(field, part.id, number)
    return clean


def refuse_gone(field: str, part_id: int, number: str) -> None:
    """FieldError(field) says where a piece of this number is, when it is out on an order now."""
    out = (LineSerial.part == part_id) & (LineSerial.new_serial == number) & ~LineSerial.returned
    for where in _rows(out):
        text = _("{serial} has gone out already: {order}, {plate}.")
        raise FieldError(field, text.format(serial=number, order=where.order_no, plate=where.plate))


def _clean(field: str, text: str) -> str:
    return one_line(field, half_width(text), LONGEST).upper()


def note(order_line_id: int, part_id: int, issue_id: int, pieces: Sequence[Fitted]) -> None:
    """Keep the numbers of an issue; the caller is the act."""
    rows = [
        {
            "order_line": order_line_id,
            "part": part_id,
            "issue": issue_id,
            "new_serial": one.new,
            "old_serial": one.old,
            "returned": False,
        }
        for one in pieces
    ]
    if rows:
        insert_many(LineSerial, rows)


def take_back(field: str, line: Any, qty_milli: int, numbers: Sequence[str]) -> None:
    """Pieces come back unused: those named, or all that are out when all come back; FieldError(field) else.

    `line` is as it was before they came back. What went out before the part was tracked has no number to name.
    """
    out = list(_out.objects(line.id))
    if not out:
        return
    wanted = {_clean(field, number) for number in numbers} - {""}
    named = [row for row in out if row.new_serial in wanted]
    back = named if wanted or qty_milli < line.issued_milli else out
    unnumbered = line.issued_milli - len(out) * PIECE
    if len(named) < len(wanted) or not 0 <= qty_milli - len(back) * PIECE <= unnumbered:
        raise FieldError(field, _("Say which serial numbers come back."))
    LineSerial.update(returned=True).where(LineSerial.id.in_([row.id for row in back])).execute()


@statement
def _out(order_line_id: Any) -> Any:
    out = (LineSerial.order_line == order_line_id) & ~LineSerial.returned
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


def of_order(order_id: int) -> list[FittedRow]:
    """Serial numbers noted on an order."""
    return _rows(OrderLine.order == order_id)


def _rows(which: Any) -> list[FittedRow]:
    query = (
        LineSerial.select(
            LineSerial.new_serial,
            LineSerial.old_serial,
            Part.id,
            Part.name,
            WorkOrder.id,
            WorkOrder.no,
            Vehicle.plate,
            GoodsIssue.issued_at,
            LineSerial.returned,
        )
        .join(Part, on=(Part.id == LineSerial.part))
        .join(OrderLine, on=(OrderLine.id == LineSerial.order_line))
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .join(GoodsIssue, on=(GoodsIssue.id == LineSerial.issue))
        .where(which)
        .order_by(LineSerial.id.desc())
    )
    rows = [FittedRow(*row) for row in tuples(query)]
    return [replace(row, plate=display_plate(row.plate), returned=bool(row.returned)) for row in rows]


def check_books() -> Iterator[str]:
    """Every slip with numbers has one for each piece, and no line holds more numbers than pieces."""
    pieces = (
        LineSerial.select(LineSerial.issue, LineSerial.order_line, fn.COUNT(LineSerial.id).alias("count"))
        .group_by(LineSerial.issue, LineSerial.order_line)
        .alias("pieces")
    )
    moved = (StockMovement.document == GoodsIssue.no) & (StockMovement.order_line == pieces.c.order_line_id)
    wrong = (
        GoodsIssue.select(GoodsIssue.no)
        .join(pieces, on=(pieces.c.issue_id == GoodsIssue.id))
        .left_outer_join(StockMovement, on=moved)
        .where(fn.COALESCE(StockMovement.qty_milli, 0) + pieces.c.count * PIECE != 0)
        .order_by(GoodsIssue.id)
    )
    for (no,) in tuples(wrong):
        yield _("{number} has more or fewer serial numbers than pieces.").format(number=no)
    held = (
        OrderLine.select(WorkOrder.no, OrderLine.position)
        .join(WorkOrder)
        .switch(OrderLine)
        .join(LineSerial, on=((LineSerial.order_line == OrderLine.id) & ~LineSerial.returned))
        .group_by(OrderLine.id, WorkOrder.no)
        .having(fn.COUNT(LineSerial.id) * PIECE > OrderLine.issued_milli)
        .order_by(OrderLine.id)
    )
    for no, position in tuples(held):
        text = _("{order}, line {n}: it holds more serial numbers than pieces.")
        yield text.format(order=no, n=position)
