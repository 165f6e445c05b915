"""Reads of shipments: the list by stage, what lies in one, and what waits to be sent to a supplier (E7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from peewee import fn

from garage.domain.old_parts import OldPartAct, OldPartPurpose, OldPartState
from garage.domain.pages import Page
from garage.domain.shipments import ShipmentState
from garage.models.listing import Cursor, keyset, tuples
from garage.models.old_parts import OldPart, Shipment, ShipmentPart
from garage.models.parts import Supplier
from garage.services import old_part_rows
from garage.services.old_part_rows import OldPartRow
from garage.services.shipments import part_ids


class ShipmentFilter(StrEnum):
    """Chips above the list."""

    OPEN = "OPEN"
    RECEIVED = "RECEIVED"
    ALL = "ALL"


_STATES = {
    ShipmentFilter.OPEN: frozenset({ShipmentState.DRAFT, ShipmentState.SENT}),
    ShipmentFilter.RECEIVED: frozenset({ShipmentState.RECEIVED}),
    ShipmentFilter.ALL: frozenset(ShipmentState),
}


@dataclass(frozen=True)
class ShipmentRow:
    """A shipment; freight in fen, `parts` what lies in it and `back` what of it came back."""

    id: int
    version: int
    no: str
    supplier_id: int
    supplier: str
    state: ShipmentState
    created_at: datetime
    sent_at: datetime | None
    carrier: str
    waybill_no: str
    packages: int
    freight_fen: int
    received_on: date | None
    received_by: str
    received_note: str
    note: str
    void_reason: str
    parts: int
    back: int


@dataclass(frozen=True)
class Sendable:
    """A supplier for which old parts wait on the shelf."""

    supplier_id: int
    supplier: str
    parts: int


def page(which: ShipmentFilter, cursor: Cursor | None = None, limit: int = 50) -> Page[ShipmentRow]:
    """Shipments of a stage, newest first."""
    states = [state.value for state in _STATES[which]]
    return keyset(_rows().where(Shipment.state.in_(states)), (Shipment.id,), cursor, limit, _made)


def open_count() -> int:
    """Shipments that are being packed or are on their way."""
    states = [state.value for state in _STATES[ShipmentFilter.OPEN]]
    return int(Shipment.select().where(Shipment.state.in_(states)).count())


def one(shipment_id: int) -> ShipmentRow:
    """One shipment; raises KeyError when there is none."""
    found = _made(tuples(_rows().where(Shipment.id == shipment_id)))
    if not found:
        raise KeyError(shipment_id)
    return found[0]


def by_number(no: str) -> int | None:
    """Id of the shipment with this number."""
    row = Shipment.get_or_none(Shipment.no == no)
    return row.id if row else None


def parts_of(shipment_id: int) -> list[OldPartRow]:
    """What lies in a shipment, also what came back since, in the order in which it was packed."""
    refs = part_ids(shipment_id)
    found = {row.id: row for row in old_part_rows.of_ids(refs)}
    return [found[ref] for ref in refs]


def sendable(supplier_id: int) -> list[OldPartRow]:
    """Old parts on the shelf that may go to a supplier: its own claims first, then those that nobody named one for."""
    mine = (OldPart.supplier == supplier_id) | OldPart.supplier.is_null()
    kept = [OldPartState.SHELVED.value, OldPartState.RETURNED_BACK.value]
    meant = OldPart.purpose == OldPartPurpose.CLAIM.value
    rows = old_part_rows.rows(mine & meant & OldPart.state.in_(kept) & OldPart.id.not_in(_packed()))
    ours = [row for row in rows if row.may(OldPartAct.SEND)]
    return sorted(ours, key=lambda row: (row.supplier_id is None, not row.claim_no, row.id))


def _packed() -> Any:
    """Parts that lie in a shipment which has not left."""
    return (
        ShipmentPart.select(ShipmentPart.old_part)
        .join(Shipment, on=(Shipment.id == ShipmentPart.shipment))
        .where(Shipment.state == ShipmentState.DRAFT.value)
    )


def waiting() -> list[Sendable]:
    """Suppliers for which old parts lie ready, by name."""
    kept = [OldPartState.SHELVED.value, OldPartState.RETURNED_BACK.value]
    query = (
        OldPart.select(OldPart.supplier, Supplier.name, fn.COUNT(OldPart.id))
        .join(Supplier, on=(Supplier.id == OldPart.supplier))
        .where((OldPart.purpose == OldPartPurpose.CLAIM.value) & OldPart.state.in_(kept))
        .where(OldPart.id.not_in(_packed()))
        .group_by(OldPart.supplier, Supplier.name)
        .order_by(Supplier.name, OldPart.supplier)
    )
    return [Sendable(ref, name, int(count)) for ref, name, count in tuples(query)]


def last_carriers(limit: int = 10) -> list[str]:
    """Carriers of the last shipments, the last first."""
    query = Shipment.select(Shipment.carrier).where(Shipment.carrier != "").group_by(Shipment.carrier)
    return [name for (name,) in tuples(query.order_by(fn.MAX(Shipment.id).desc()).limit(limit))]


def _rows() -> Any:
    lies = ShipmentPart.select(fn.COUNT(ShipmentPart.id)).where(ShipmentPart.shipment == Shipment.id)
    back = OldPart.select(fn.COUNT(OldPart.id)).where(
        (OldPart.shipment == Shipment.id) & OldPart.back_at.is_null(False)
    )
    return Shipment.select(
        Shipment.id,
        Shipment.version,
        Shipment.no,
        Shipment.supplier,
        Supplier.name,
        Shipment.state,
        Shipment.created_at,
        Shipment.sent_at,
        Shipment.carrier,
        Shipment.waybill_no,
        Shipment.packages,
        Shipment.freight_fen,
        Shipment.received_on,
        Shipment.received_by,
        Shipment.received_note,
        Shipment.note,
        Shipment.void_reason,
        lies,
        back,
    ).join(Supplier, on=(Supplier.id == Shipment.supplier))


def _made(rows: Sequence[tuple[Any, ...]]) -> list[ShipmentRow]:
    found = []
    for row in rows:
        values = list(row)
        values[5] = ShipmentState(row[5])
        found.append(ShipmentRow(*values))
    return found
