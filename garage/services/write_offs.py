"""Write-offs: goods that are spoilt, broken or too old leave the books at what they are worth (F2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from garage.domain.numbers import Series
from garage.domain.stock import MovementKind, issue_value
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.statements import insert
from garage.models.stocktakes import WriteOff, WriteOffLine
from garage.services import numbers, staff
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.stock import Cards, undo


@dataclass(frozen=True)
class WrittenLine:
    """A part and how much of it is written off."""

    part_id: int
    qty_milli: int


@command(Area.STOCK, Area.ORDERS)
def write_off(
    by: By, lines: Sequence[WrittenLine], reason: str, *, approved_by: int | None = None, note: str = ""
) -> str:
    """Write goods off at moving average cost; an owner approves. Returns the number.

    FieldError("lines", "lines.<n>.qty", "reason", "approved_by"); RuleError names each part of which too little is
    on hand.
    """
    why = said_why(reason)
    if not lines:
        raise FieldError("lines", _("Choose at least one part."))
    for index, line in enumerate(lines):
        if line.qty_milli <= 0:
            raise FieldError(f"lines.{index}.qty", _("A quantity is needed."))
    own = approved_by is None and staff.is_owner(by.staff_id)
    approver = staff.check_owner("approved_by", by.staff_id if own else approved_by)
    cards = Cards(line.part_id for line in lines)
    document = create(
        by,
        WriteOff,
        no=numbers.take(by, Series.WRITE_OFF),
        written_off_at=by.at,
        reason=why,
        approved_by=approver,
        note=one_line("note", note, 200),
    )
    refused: list[Reason] = []
    for position, line in enumerate(lines, 1):
        try:
            value = issue_value(cards.balance(line.part_id), line.qty_milli)
        except RuleError as error:
            part = cards.name(line.part_id)
            refused += [Reason(no.code, f"{part}: {no.text}", no.goto) for no in error.reasons]
            continue
        written = {
            "write_off": document.id,
            "position": position,
            "part": line.part_id,
            "qty_milli": line.qty_milli,
            "value_fen": value,
        }
        ref = insert(WriteOffLine, written)
        cards.enter(MovementKind.WRITE_OFF, line.part_id, -line.qty_milli, -value, line_id=ref)
    if refused:
        raise RuleError(refused)
    cards.post(by, document.no, why)
    return str(document.no)


@command(Area.STOCK, Area.ORDERS)
def reverse(by: By, write_off_id: int, version: int, reason: str) -> None:
    """The goods are found or were good after all: they come back at what they went out for."""
    document = WriteOff.find(write_off_id)
    if document is None:
        raise KeyError(write_off_id)
    refuse_stale(document, version)
    if document.reversed_at is not None:
        raise RuleError(Reason("reversed", _("It is reversed already."), "stocktakes"))
    why = said_why(reason)
    parts = tuples(WriteOffLine.select(WriteOffLine.part).where(WriteOffLine.write_off == write_off_id))
    undo(by, document.no, (part for (part,) in parts), MovementKind.WRITE_OFF, why)
    update(by, document, version, act="reverse", reason=why, reversed_at=by.at, reverse_reason=why)
