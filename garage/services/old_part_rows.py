"""Reads of old parts: one tag, those of an order, and what the guards look at."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.claims import NOTICED, ReturnDuty
from garage.domain.old_parts import (
    HERE,
    HOLDING,
    Hazard,
    OldPartAct,
    OldPartPurpose,
    OldPartState,
    Tag,
    refusals,
)
from garage.domain.plates import display_plate
from garage.models.audit import AuditEntry
from garage.models.claims import Claim, ClaimLine
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.old_parts import Disposal, OldPart, Shipment
from garage.models.orders import WorkOrder
from garage.models.parts import Supplier
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.models.warranty_terms import ClaimTerms
from garage.services.claim_tags import came_along

_PAID = frozenset(state.value for state in NOTICED)
"""States of a claim that its supplier pays."""


@dataclass(frozen=True)
class OldPartRow:
    """An old part in a list and in its detail; `claim_no` is that of the claim it counts in, decided or not.

    `shelf` is where it lies, "" once it is not here any more.
    """

    id: int
    version: int
    no: str
    state: OldPartState
    purpose: OldPartPurpose
    hazard: Hazard | None
    order_id: int
    order_no: str
    vehicle_id: int
    plate: str
    vin: str
    model: str
    customer: str
    line_id: int | None
    part_id: int | None
    supplier_id: int | None
    supplier: str
    code: str
    name: str
    unit: str
    qty_milli: int
    serial: str
    fault: str
    odometer_km: int | None
    removed_at: datetime
    removed_by: int | None
    remover: str
    intact: bool
    condition: str
    shelf: str
    counted_at: datetime | None
    handed_to: str
    handed_at: datetime | None
    shipment_id: int | None
    shipment_no: str
    back_at: datetime | None
    back_note: str
    scrap_reason: str
    scrap_approver: str
    scrap_approved_at: datetime | None
    disposal_id: int | None
    disposal_no: str
    void_reason: str
    claim_id: int | None
    claim_no: str
    claim_state: str
    granted_fen: int
    """What its supplier gave for it."""
    return_duty: str

    @property
    def place(self) -> str:
        """Where it is: its shelf, what took it away, or why its tag is void."""
        away = {
            OldPartState.RETURNED_CUSTOMER: self.handed_to,
            OldPartState.SENT_SUPPLIER: self.shipment_no,
            OldPartState.SCRAPPED: self.disposal_no,
            OldPartState.VOIDED: self.void_reason,
        }
        return away.get(self.state, self.shelf)

    @property
    def tag(self) -> Tag:
        """What the guards look at."""
        held = self.claim_no if self.claim_state in HOLDING else ""
        paid = self.claim_state in _PAID and self.granted_fen > 0 and self.shipment_id is None
        owed_to = self.supplier if paid and self.return_duty == ReturnDuty.ALWAYS.value else ""
        return Tag(self.no, self.state, self.purpose, held, self.claim_no, owed_to)

    def may(self, act: OldPartAct) -> bool:
        """Whether this can be done with it now."""
        return not refusals(act, self.tag)


def one(old_part_id: int) -> OldPartRow:
    """One old part; raises KeyError when there is none."""
    found = rows(OldPart.id == old_part_id)
    if not found:
        raise KeyError(old_part_id)
    return found[0]


def by_number(no: str) -> int | None:
    """Id of the old part with this tag."""
    row = OldPart.get_or_none(OldPart.no == no)
    return row.id if row else None


def of_order(order_id: int, *, voided: bool = False) -> list[OldPartRow]:
    """Old parts of an order, in the order in which they were tagged."""
    return [made(row) for row in _of_order.rows(order_id, voided=voided)]


@statement
def _of_order(order_id: Any, *, voided: bool) -> Any:
    """Compiled, for every handover asks it."""
    wanted = OldPart.order == order_id
    if not voided:
        wanted &= OldPart.state != OldPartState.VOIDED.value
    return select().where(wanted).order_by(OldPart.id)


def of_ids(old_part_ids: Collection[int]) -> list[OldPartRow]:
    """These old parts, in the order in which they were tagged."""
    return rows(OldPart.id.in_(list(old_part_ids))) if old_part_ids else []


def of_disposal(disposal_id: int) -> list[OldPartRow]:
    """What a disposal took, or was to take until it was voided."""
    return rows(OldPart.disposal == disposal_id) or of_ids(_given_back(disposal_id))


def _given_back(disposal_id: int) -> list[int]:
    """Only the log knows what a voided disposal named."""
    counted = OldPart.select(OldPart.id).where(OldPart.counted_at.is_null(False))
    undone = (AuditEntry.noun == "old_part") & (AuditEntry.act == "not disposed")
    said = AuditEntry.select(AuditEntry.ref, AuditEntry.before).where(undone & AuditEntry.ref.in_(counted))
    return [ref for ref, before in tuples(said) if json.loads(before).get("disposal") == disposal_id]


def rows(which: Any) -> list[OldPartRow]:
    """The rows of a condition, oldest first."""
    return [made(row) for row in tuples(select().where(which).order_by(OldPart.id))]


def made(row: tuple[Any, ...]) -> OldPartRow:
    """A row of `select` as what it says."""
    found = OldPartRow(*row)
    state = OldPartState(found.state)
    return replace(
        found,
        state=state,
        shelf=found.shelf if state in HERE else "",
        purpose=OldPartPurpose(found.purpose),
        hazard=Hazard(found.hazard) if found.hazard else None,
        plate=display_plate(found.plate),
        intact=bool(found.intact),
    )


def select() -> Any:
    """The columns of an `OldPartRow`, with everything they are joined from."""
    remover, approver = Staff.alias(), Staff.alias()
    claimed = (ClaimLine.old_part == OldPart.id) & ClaimLine.live
    # Whatever else came off by a claimed line is held by its claim too, unless another line names it.
    along, its = ClaimLine.alias(), Claim.alias()
    return (
        OldPart.select(*_what(remover), *_whereabouts(approver, its, along))
        .join(WorkOrder, on=(WorkOrder.id == OldPart.order))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .join(Customer, on=(Customer.id == WorkOrder.customer))
        .left_outer_join(Supplier, on=(Supplier.id == OldPart.supplier))
        .left_outer_join(remover, on=(remover.id == OldPart.removed_by))
        .left_outer_join(approver, on=(approver.id == OldPart.scrap_approved_by))
        .left_outer_join(Shipment, on=(Shipment.id == OldPart.shipment))
        .left_outer_join(Disposal, on=(Disposal.id == OldPart.disposal))
        .left_outer_join(ClaimLine, on=claimed)
        .left_outer_join(Claim, on=(Claim.id == ClaimLine.claim))
        .left_outer_join(along, on=came_along(along))
        .left_outer_join(its, on=(its.id == along.claim))
        .left_outer_join(ClaimTerms, on=(ClaimTerms.supplier == OldPart.supplier))
    )


def _said(column: Any) -> Any:
    return fn.COALESCE(column, "")


def _what(remover: Any) -> tuple[Any, ...]:
    """What the part is, of which car, and how it came off."""
    return (
        OldPart.id,
        OldPart.version,
        OldPart.no,
        OldPart.state,
        OldPart.purpose,
        OldPart.hazard,
        WorkOrder.id,
        WorkOrder.no,
        Vehicle.id,
        Vehicle.plate,
        Vehicle.vin,
        Vehicle.brand.concat(" ").concat(Vehicle.model),
        Customer.name,
        OldPart.line,
        OldPart.part,
        OldPart.supplier,
        _said(Supplier.name),
        OldPart.code,
        OldPart.name,
        OldPart.unit,
        OldPart.qty_milli,
        OldPart.serial,
        OldPart.fault,
        OldPart.odometer_km,
        OldPart.removed_at,
        OldPart.removed_by,
        _said(remover.name),
    )


def _whereabouts(approver: Any, its: Any, along: Any) -> tuple[Any, ...]:
    """Where it is or went, and on whose word."""
    return (
        OldPart.intact,
        OldPart.condition,
        OldPart.shelf,
        OldPart.counted_at,
        OldPart.handed_to,
        OldPart.handed_at,
        OldPart.shipment,
        _said(Shipment.no),
        OldPart.back_at,
        OldPart.back_note,
        OldPart.scrap_reason,
        _said(approver.name),
        OldPart.scrap_approved_at,
        OldPart.disposal,
        _said(Disposal.no),
        OldPart.void_reason,
        fn.COALESCE(Claim.id, its.id),
        fn.COALESCE(Claim.no, its.no, ""),
        fn.COALESCE(Claim.state, its.state, ""),
        fn.COALESCE(ClaimLine.approved_fen, along.approved_fen, 0),
        _said(ClaimTerms.return_duty),
    )


def waiting(order_id: int) -> dict[OldPartPurpose, int]:
    """How many old parts of an order are still in the house, by whom they are for."""
    return {OldPartPurpose(purpose): int(count) for purpose, count in _waiting.rows(order_id)}


@statement
def _waiting(order_id: Any) -> Any:
    here = OldPart.state.in_([state.value for state in HERE])
    query = OldPart.select(OldPart.purpose, fn.COUNT(OldPart.id))
    return query.where((OldPart.order == order_id) & here).group_by(OldPart.purpose)
