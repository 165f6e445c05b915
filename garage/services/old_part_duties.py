"""The suspense account of old parts: opened at the issue, closed by the old part, by money, or by a return (E3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.money import MAX_FEN
from garage.domain.old_parts import DutyState, OldPartState, share_fen
from garage.domain.plates import display_plate
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.stock import OldPartDuty
from garage.models.vehicles import Vehicle
from garage.services.command import Area, By, command, create, refuse_stale, update


@dataclass(frozen=True)
class DutyRow:
    """An old part that somebody owes; `value_fen` is what it stands for on the person's account."""

    id: int
    version: int
    staff_id: int
    who: str
    part_id: int
    part: str
    unit: str
    order_id: int
    order_no: str
    plate: str
    document: str
    qty_milli: int
    value_fen: int
    since: datetime


@dataclass(frozen=True)
class Taken:
    """A part that went out with the duty to bring the old one."""

    order_line_id: int
    part_id: int
    qty_milli: int
    value_fen: int


def charge_receiver(by: By, receiver: int, document: str, goods: Sequence[Taken]) -> None:
    """Open the duties of an issue; the caller is the act."""
    for one in goods:
        create(
            by,
            OldPartDuty,
            order_line=one.order_line_id,
            part=one.part_id,
            staff=receiver,
            document=document,
            qty_milli=one.qty_milli,
            value_fen=one.value_fen,
            state=DutyState.OPEN.value,
            opened_at=by.at,
        )


def relieve(by: By, order_line_id: int, qty_milli: int, document: str) -> None:
    """New parts came back unused: nobody owes their old ones; the caller is the act."""
    rest = qty_milli
    for duty in reversed(_open_of_line.objects(order_line_id)):
        if rest <= 0:
            return
        taken = min(rest, duty.qty_milli)
        _close(by, duty, taken, DutyState.RETURNED, note=document)
        rest -= taken


@statement
def _open_of_line(order_line_id: Any) -> Any:
    opened = (OldPartDuty.order_line == order_line_id) & (OldPartDuty.state == DutyState.OPEN.value)
    return OldPartDuty.select().where(opened).order_by(OldPartDuty.id)


@command(Area.STOCK, Area.ORDERS)
def clear(by: By, duty_id: int, version: int, qty_milli: int | None = None, note: str = "") -> None:
    """The old part is there, all of it or a quantity. FieldError("qty"); RuleError when it is owed no more."""
    duty, qty = _owed(duty_id, version, qty_milli)
    _close(by, duty, qty, DutyState.CLEARED, note=one_line("note", note, 200))


@command(Area.STOCK, Area.ORDERS)
def charge(
    by: By, duty_id: int, version: int, charge_fen: int, reason: str, qty_milli: int | None = None
) -> None:
    """The old part is lost: whoever took the new one pays. FieldError("charge", "qty", "reason")."""
    why = said_why(reason)
    if not 0 <= charge_fen <= MAX_FEN:
        raise FieldError("charge", _("It cannot be less than zero or that large."))
    duty, qty = _owed(duty_id, version, qty_milli)
    _close(by, duty, qty, DutyState.CHARGED, note=why, charge_fen=charge_fen)


@command(Area.STOCK, Area.ORDERS)
def take_back_charge(
    by: By, duty_id: int, reason: str, *, version: int | None = None, qty_milli: int | None = None
) -> None:
    """The old part that was charged is there after all, or a quantity of it: nobody pays for that (E3, invariant 19).

    A tag of its line that is counted in clears it; without one it is owed again, as far as the line still holds new
    parts. FieldError("qty", "reason"); RuleError when it is not charged; StaleError.
    """
    why = said_why(reason)
    duty = OldPartDuty.find(duty_id)
    if duty is None:
        raise KeyError(duty_id)
    refuse_stale(duty, version)
    if duty.state != DutyState.CHARGED.value:
        raise RuleError(Reason("charged", _("This old part is charged to nobody."), "stock"))
    qty = duty.qty_milli if qty_milli is None else qty_milli
    if not 0 < qty <= duty.qty_milli:
        raise FieldError("qty", _("A quantity is needed."))
    if qty < duty.qty_milli:
        _keep_charged(by, duty, duty.qty_milli - qty, why)
    _open_again(by, duty, why, "take back charge")
    for old_part_id, no, free in _unused(duty.order_line_id):
        if duty.state != DutyState.OPEN.value:
            return
        here = min(free, duty.qty_milli)
        _close(by, duty, here, DutyState.CLEARED, note=no, old_part=old_part_id)


def found_again(by: By, order_line_id: int, reason: str) -> None:
    """What a count-in leaves over is of charged parts of its line, the oldest first; the caller is the act."""
    for duty in charged_of(order_line_id):
        over = sum(free for _ref, _no, free in _unused(order_line_id))
        if over <= 0:
            return
        take_back_charge(by, duty.id, reason, version=duty.version, qty_milli=min(over, duty.qty_milli))


def _keep_charged(by: By, duty: Any, qty_milli: int, why: str) -> None:
    """Split a charge: `qty_milli` of it stays as it was in a row of its own."""
    value = share_fen(duty.value_fen, qty_milli, duty.qty_milli)
    paid = share_fen(duty.charge_fen, qty_milli, duty.qty_milli)
    same = {name: getattr(duty, name) for name in _SAME}
    create(
        by,
        OldPartDuty,
        order_line=duty.order_line_id,
        part=duty.part_id,
        staff=duty.staff_id,
        qty_milli=qty_milli,
        value_fen=value,
        charge_fen=paid,
        **same,
    )
    rest = {"qty_milli": duty.qty_milli - qty_milli, "value_fen": duty.value_fen - value}
    update(by, duty, duty.version, act="split", reason=why, charge_fen=duty.charge_fen - paid, **rest)


_SAME = ("document", "state", "opened_at", "closed_at", "closed_by", "note")


def _unused(order_line_id: int) -> list[tuple[int, str, int]]:
    """(id, number, quantity) of counted-in tags of a line that clear less than they are."""
    cleared = fn.COALESCE(fn.SUM(OldPartDuty.qty_milli), 0)
    query = (
        OldPart.select(OldPart.id, OldPart.no, OldPart.qty_milli, cleared)
        .left_outer_join(OldPartDuty, on=(OldPartDuty.old_part == OldPart.id))
        .where(
            (OldPart.line == order_line_id)
            & OldPart.counted_at.is_null(False)
            & (OldPart.state != OldPartState.VOIDED.value)
        )
        .group_by(OldPart.id, OldPart.no, OldPart.qty_milli)
        .order_by(OldPart.id)
    )
    return [(ref, no, qty - int(used)) for ref, no, qty, used in tuples(query) if qty > used]


def settle(by: By, order_line_id: int, qty_milli: int, old_part_id: int, document: str) -> None:
    """The old parts of a line are counted in, the oldest duty is cleared first; the caller is the act."""
    rest = qty_milli
    for duty in _open_of_line.objects(order_line_id):
        if rest <= 0:
            return
        here = min(rest, duty.qty_milli)
        _close(by, duty, here, DutyState.CLEARED, note=document, old_part=old_part_id)
        rest -= here


def reopen(by: By, old_part_id: int, reason: str) -> None:
    """The tag was no good: what it cleared is owed again, as far as the line still holds new parts."""
    for duty in OldPartDuty.select().where(OldPartDuty.old_part == old_part_id).order_by(OldPartDuty.id):
        _open_again(by, duty, reason, "reopen")


def _open_again(by: By, duty: Any, reason: str, act: str) -> None:
    """Owed again, as far as the line still holds new parts; of what went back unused nothing is owed."""
    owed = sum(one.qty_milli for one in _open_of_line.objects(duty.order_line_id))
    held = OrderLine.get_by_id(duty.order_line_id).issued_milli - owed
    if held < duty.qty_milli:
        rest = duty.qty_milli - max(held, 0)
        _close(by, duty, rest, DutyState.RETURNED, note=reason)
        if held <= 0:
            return
    again = {"state": DutyState.OPEN.value, "closed_at": None, "closed_by": None, "note": "", "charge_fen": 0}
    update(by, duty, duty.version, act=act, reason=reason, old_part=None, **again)


def _owed(duty_id: int, version: int, qty_milli: int | None) -> tuple[Any, int]:
    duty = OldPartDuty.find(duty_id)
    if duty is None:
        raise KeyError(duty_id)
    refuse_stale(duty, version)
    if duty.state != DutyState.OPEN.value:
        raise RuleError(Reason("closed", _("This old part is not owed any more."), "stock"))
    qty = duty.qty_milli if qty_milli is None else qty_milli
    if not 0 < qty <= duty.qty_milli:
        raise FieldError("qty", _("A quantity is needed."))
    return duty, qty


def _close(
    by: By,
    duty: Any,
    qty_milli: int,
    state: DutyState,
    *,
    note: str,
    charge_fen: int = 0,
    old_part: int | None = None,
) -> None:
    """Close a duty, or split off what is closed of it: the rest stays owed."""
    ended: dict[str, Any] = {"closed_at": by.at, "closed_by": by.staff_id, "old_part": old_part}
    closed = ended | {"state": state.value, "note": note}
    if qty_milli == duty.qty_milli:
        update(by, duty, duty.version, act=state.value.lower(), reason=note, charge_fen=charge_fen, **closed)
        return
    value = share_fen(duty.value_fen, qty_milli, duty.qty_milli)
    kept = {"qty_milli": duty.qty_milli - qty_milli, "value_fen": duty.value_fen - value}
    update(by, duty, duty.version, act="split", reason=note, **kept)
    create(
        by,
        OldPartDuty,
        order_line=duty.order_line_id,
        part=duty.part_id,
        staff=duty.staff_id,
        document=duty.document,
        qty_milli=qty_milli,
        value_fen=value,
        opened_at=duty.opened_at,
        charge_fen=charge_fen,
        **closed,
    )


# Reads


@dataclass(frozen=True)
class Charged:
    """A charge that stands: who pays how much for which quantity, and why."""

    id: int
    version: int
    who: str
    qty_milli: int
    charge_fen: int
    charged_at: datetime
    reason: str


def version_of(duty_id: int) -> int:
    """How often a duty was saved; KeyError when there is none."""
    row = OldPartDuty.find(duty_id)
    if row is None:
        raise KeyError(duty_id)
    return int(row.version)


def charged_of(order_line_id: int) -> list[Charged]:
    """Charges of a line, the oldest first."""
    columns = (
        *(OldPartDuty.id, OldPartDuty.version, Staff.name, OldPartDuty.qty_milli, OldPartDuty.charge_fen),
        *(OldPartDuty.closed_at, OldPartDuty.note),
    )
    query = OldPartDuty.select(*columns).join(Staff, on=(Staff.id == OldPartDuty.staff))
    charged = OldPartDuty.state == DutyState.CHARGED.value
    found = query.where(charged & (OldPartDuty.order_line == order_line_id)).order_by(OldPartDuty.id)
    return [Charged(*row) for row in tuples(found)]


def open_duties(staff_id: int | None = None, order_id: int | None = None) -> list[DutyRow]:
    """Old parts that are owed, of one person or one order, the oldest first."""
    query = (
        OldPartDuty.select(
            OldPartDuty.id,
            OldPartDuty.version,
            OldPartDuty.staff,
            Staff.name,
            OldPartDuty.part,
            Part.code.concat(" ").concat(Part.name),
            Part.unit,
            WorkOrder.id,
            WorkOrder.no,
            Vehicle.plate,
            OldPartDuty.document,
            OldPartDuty.qty_milli,
            OldPartDuty.value_fen,
            OldPartDuty.opened_at,
        )
        .join(Staff, on=(Staff.id == OldPartDuty.staff))
        .join(Part, on=(Part.id == OldPartDuty.part))
        .join(OrderLine, on=(OrderLine.id == OldPartDuty.order_line))
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where(OldPartDuty.state == DutyState.OPEN.value)
        .order_by(OldPartDuty.id)
    )
    if staff_id is not None:
        query = query.where(OldPartDuty.staff == staff_id)
    if order_id is not None:
        query = query.where(OrderLine.order == order_id)
    rows = [DutyRow(*row) for row in tuples(query)]
    return [replace(row, plate=display_plate(row.plate)) for row in rows]


def balances() -> Mapping[int, int]:
    """Suspense account of each person: the sum of what is open, in fen (invariant 19)."""
    query = OldPartDuty.select(OldPartDuty.staff, fn.SUM(OldPartDuty.value_fen))
    query = query.where(OldPartDuty.state == DutyState.OPEN.value).group_by(OldPartDuty.staff)
    return {who: int(fen) for who, fen in tuples(query)}


def check_books() -> Iterator[str]:
    """Nobody owes more old parts of a line than it holds new ones, and what is closed says when (invariant 19)."""
    still = OldPartDuty.state == DutyState.OPEN.value
    owed = (
        OldPartDuty.select(OldPartDuty.order_line, fn.SUM(OldPartDuty.qty_milli).alias("qty"))
        .where(still)
        .group_by(OldPartDuty.order_line)
        .alias("owed")
    )
    query = (
        OrderLine.select(WorkOrder.no, OrderLine.position)
        .join(WorkOrder)
        .switch(OrderLine)
        .join(owed, on=(owed.c.order_line_id == OrderLine.id))
        .where(owed.c.qty > OrderLine.issued_milli)
        .order_by(OrderLine.id)
    )
    for no, position in tuples(query):
        text = _("{order}, line {n}: more old parts are owed than new ones were drawn.")
        yield text.format(order=no, n=position)
    charged = OldPartDuty.state == DutyState.CHARGED.value
    wrong = (
        (still & OldPartDuty.closed_at.is_null(False))
        | (~still & OldPartDuty.closed_at.is_null())
        | (~charged & (OldPartDuty.charge_fen != 0))
        | (OldPartDuty.qty_milli <= 0)
        | (OldPartDuty.value_fen < 0)
    )
    for document, part in tuples(
        OldPartDuty.select(OldPartDuty.document, Part.code).join(Part).where(wrong).order_by(OldPartDuty.id)
    ):
        yield _("{number}: the account of the old part {part} is wrong.").format(number=document, part=part)
