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
from garage.services import numbers, serials, staff
from garage.services.command import Area, By, audit, command, create, refuse_stale, update
from garage.services.serials import Fitted
from garage.services.stock import Cards, undo


@dataclass(frozen=True)
class WrittenLine:
    """A part, how much of it is written off, and the numbers of its pieces as far as they can be read."""

    part_id: int
    qty_milli: int
    serials: tuple[str, ...] = ()


@command(Area.STOCK, Area.ORDERS)
def write_off(
    by: By, lines: Sequence[WrittenLine], reason: str, *, approved_by: int | None = None, note: str = ""
) -> str:
    """Write goods off at moving average cost; an owner approves. Returns the number.

    FieldError("lines", "lines.<n>.qty", "lines.<n>.serials", "reason", "approved_by"); RuleError names each part of which too little is
    on hand.
    """
    why = said_why(reason)
    if not lines:
        raise FieldError("lines", _("Choose at least one part."))
    for index, line in enumerate(lines):
        if line.qty_milli <= 0:
            raise FieldError(f"lines.{index}.qty", _("A quantity is needed."))
    approver = _approver(by, approved_by)
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
        _note_serials(document.no, position - 1, line, cards)
        cards.enter(MovementKind.WRITE_OFF, line.part_id, -line.qty_milli, -value, line_id=ref)
    if refused:
        raise RuleError(refused)
    cards.post(by, document.no, why)
    return str(document.no)


def _note_serials(number: str, index: int, line: WrittenLine, cards: Cards) -> None:
    """What is lost has no number that anybody could read: a tracked part may go without."""
    named = [Fitted(one) for one in line.serials]
    part = cards.part(line.part_id)
    noted = serials.check(f"lines.{index}.serials", part, line.qty_milli, named, every=False)
    serials.note_gone(number, line.part_id, noted)


@command(Area.STOCK, Area.ORDERS)
def reverse(by: By, write_off_id: int, version: int, reason: str, *, approved_by: int | None = None) -> None:
    """The goods are found or were good after all: they come back at what they went out for; an owner approves.

    FieldError("reason", "approved_by"); RuleError when it is reversed already; StaleError, KeyError.
    """
    document = WriteOff.find(write_off_id)
    if document is None:
        raise KeyError(write_off_id)
    refuse_stale(document, version)
    if document.reversed_at is not None:
        raise RuleError(Reason("reversed", _("It is reversed already."), "stocktakes"))
    why = said_why(reason)
    approver = _approver(by, approved_by)
    lines = WriteOffLine.select(WriteOffLine.part).where(WriteOffLine.write_off == write_off_id)
    parts = {part for (part,) in tuples(lines)}
    undo(by, document.no, parts, MovementKind.WRITE_OFF, why)
    serials.come_back_by(document.no, parts)
    update(by, document, version, act="reverse", reason=why, reversed_at=by.at, reverse_reason=why)
    if approver != by.staff_id:
        audit(by, "approve", "write_off", write_off_id, after={"approved_by": approver}, reason=why)


def _approver(by: By, approved_by: int | None) -> int:
    """The owner who stands for it: whoever acts, or the one named; FieldError("approved_by") else."""
    own = approved_by is None and staff.is_owner(by.staff_id)
    return staff.check_owner("approved_by", by.staff_id if own else approved_by)
