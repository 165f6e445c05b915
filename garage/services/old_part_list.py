"""Lists of the old parts that people owe: whose account stands where, and how it was cleared (E3)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from garage.domain.old_parts import DutyState
from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.models.listing import Cursor, keyset
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.staff import Staff
from garage.models.stock import OldPartDuty
from garage.models.vehicles import Vehicle
from garage.services.old_part_duties import open_duties


@dataclass(frozen=True)
class Debtor:
    """A person's suspense account: how many old parts are owed, what they stand for, and since when."""

    id: int
    name: str
    pieces: int
    value_fen: int
    since: datetime


@dataclass(frozen=True)
class ClosedDuty:
    """An old part that is owed no more: how it ended, what was charged for it, and who closed it."""

    id: int
    version: int
    who: str
    part: str
    unit: str
    order_id: int
    order_no: str
    plate: str
    qty_milli: int
    state: DutyState
    charge_fen: int
    since: datetime
    closed_at: datetime
    closed_by: str
    note: str


def people() -> list[Debtor]:
    """Whoever owes old parts, with what it stands for and since when; the oldest debt first."""
    found: dict[int, Debtor] = {}
    for row in open_duties():
        before = found.get(row.staff_id, Debtor(row.staff_id, row.who, 0, 0, row.since))
        found[row.staff_id] = replace(
            before, pieces=before.pieces + 1, value_fen=before.value_fen + row.value_fen
        )
    return sorted(found.values(), key=lambda one: (one.since, one.id))


def closed(cursor: Cursor | None = None, limit: int = 50) -> Page[ClosedDuty]:
    """What was booked in, charged, or came back unused, the newest duty first."""
    closer = Staff.alias()
    query = (
        OldPartDuty.select(
            OldPartDuty.id,
            OldPartDuty.version,
            Staff.name,
            Part.code.concat(" ").concat(Part.name),
            Part.unit,
            WorkOrder.id,
            WorkOrder.no,
            Vehicle.plate,
            OldPartDuty.qty_milli,
            OldPartDuty.state,
            OldPartDuty.charge_fen,
            OldPartDuty.opened_at,
            OldPartDuty.closed_at,
            closer.name,
            OldPartDuty.note,
        )
        .join(Staff, on=(Staff.id == OldPartDuty.staff))
        .join(Part, on=(Part.id == OldPartDuty.part))
        .join(OrderLine, on=(OrderLine.id == OldPartDuty.order_line))
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .join(closer, on=(closer.id == OldPartDuty.closed_by))
        .where(OldPartDuty.state != DutyState.OPEN.value)
    )
    return keyset(query, (OldPartDuty.id,), cursor, limit, lambda rows: [_closed(*row) for row in rows])


def _closed(*columns: Any) -> ClosedDuty:
    row = ClosedDuty(*columns)
    return replace(row, plate=display_plate(row.plate), state=DutyState(row.state))
