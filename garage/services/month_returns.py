"""The warranty returns of a month: old parts that came off, claims of its list, and reworks that were opened."""

from collections.abc import Iterator
from typing import Any

from peewee import Case, fn

from garage.domain.claims import ClaimState, PartRole, to_send_by
from garage.domain.month_goods_rows import ClaimRow, OldPartRow, ReworkRow
from garage.domain.month_of_year import Month
from garage.domain.month_tables import Sums, Table
from garage.domain.old_parts import OldPartPurpose, OldPartState
from garage.domain.plates import display_plate
from garage.domain.returns_figures import ASKED, SPOKEN
from garage.domain.rework import ReworkState
from garage.models.claims import Claim, ClaimLine
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Supplier
from garage.models.rework import ReworkCase
from garage.models.vehicles import Vehicle
from garage.models.warranty_terms import ClaimTerms
from garage.services import old_part_register, returns_figures
from garage.services.month_orders import between

_ASKED = frozenset(state.value for state in ASKED)
_SPOKEN = frozenset(state.value for state in SPOKEN)
_OURS = frozenset({ReworkState.OUR_FAULT.value, ReworkState.REFERRED.value})


def old_parts(month: Month) -> Iterator[OldPartRow]:
    """The register of the month; those for a supplier count for the return rate (旧件返还率)."""
    for row in old_part_register.removed_between(month.first, month.last):
        owed = row.state is not OldPartState.VOIDED and (
            row.purpose is OldPartPurpose.CLAIM or row.shipment_id is not None
        )
        note = row.void_reason or row.condition or row.back_note
        yield OldPartRow(
            *(row.no, row.order_no, row.plate, row.code, row.name, row.unit, row.qty_milli, row.supplier),
            *(row.removed_at, row.purpose.value, row.state.value, row.shelf, row.claim_no, note),
            owed=int(owed),
            gone=int(owed and row.shipment_id is not None),
        )


def claims(month: Month) -> Iterator[ClaimRow]:
    """Claims of the month's list; what was approved counts once the supplier has decided."""
    causal = (ClaimLine.claim == Claim.id) & (ClaimLine.role == PartRole.CAUSAL.value)
    query = (
        Claim.select(
            Claim.no,
            Supplier.name,
            WorkOrder.no,
            Claim.plate,
            fn.MIN(ClaimLine.name),
            Claim.fault_on,
            Claim.state,
            Claim.due_on,
            Claim.submitted_at,
            Claim.decided_at,
            Claim.claimed_fen,
            Claim.approved_fen,
            ClaimTerms.claim_days,
        )
        .join(Supplier, on=(Supplier.id == Claim.supplier))
        .left_outer_join(ClaimTerms, on=(ClaimTerms.supplier == Supplier.id))
        .switch(Claim)
        .join(WorkOrder, on=(WorkOrder.id == Claim.order))
        .switch(Claim)
        .left_outer_join(ClaimLine, on=causal)
        .where((Claim.period == str(month)) & (Claim.state != ClaimState.DROPPED.value))
        .group_by(Claim.id, Supplier.name, WorkOrder.no, ClaimTerms.claim_days)
        .order_by(Claim.id)
    )
    for no, supplier, order, plate, part, on, state, due, sent, decided, asked, given, days in tuples(query):
        until = to_send_by(ClaimState(state), due, on, days or 0)
        spoken = state in _SPOKEN
        yield ClaimRow(
            *(no, supplier, order, display_plate(plate), part or "", on, state, until, sent, decided),
            sent=int(state in _ASKED),
            decided=int(spoken),
            granted=int(spoken and given > 0),
            claimed_fen=asked,
            approved_fen=given if spoken else 0,
            deducted_fen=asked - given if spoken else 0,
        )


def reworks(month: Month) -> Iterator[ReworkRow]:
    """Cases opened in the month."""
    first = WorkOrder.alias()
    query = (
        ReworkCase.select(
            ReworkCase.no,
            ReworkCase.opened_at,
            WorkOrder.no,
            Vehicle.plate,
            Customer.name,
            first.no,
            OrderLine.name,
            ReworkCase.fault,
            ReworkCase.attempt,
            ReworkCase.state,
            ReworkCase.cause,
            ReworkCase.evidence_due_on,
            ReworkCase.decided_at,
            ReworkCase.line.is_null(False),
            ReworkCase.referred_to,
            ReworkCase.referral_cost_fen,
        )
        .join(WorkOrder, on=(WorkOrder.id == ReworkCase.order))
        .switch(ReworkCase)
        .join(Vehicle, on=(Vehicle.id == ReworkCase.vehicle))
        .switch(ReworkCase)
        .join(Customer, on=(Customer.id == ReworkCase.customer))
        .switch(ReworkCase)
        .join(OrderLine, on=(OrderLine.id == ReworkCase.original_line))
        .join(first, on=(first.id == OrderLine.order))
        .where(between(ReworkCase.opened_at, month))
        .order_by(ReworkCase.id)
    )
    for row in tuples(query):
        no, at, order, plate, customer, earlier, line, fault, attempt, state, cause, due, decided, *rest = row
        has_line, to, fen = rest
        ours = state in _OURS or bool(has_line) or fen > 0
        yield ReworkRow(
            *(no, at, order, display_plate(plate), customer, earlier, line, fault, attempt, state, cause),
            *(due, decided, 1, int(ours), to, fen),
        )


# The same from the books


def sums(month: Month) -> Sums:
    """Totals of claims as the figures of returns have them, and of old parts and reworks as they are counted."""
    by_month = returns_figures.by_month(str(month), str(month))
    of_claims = returns_figures.by_supplier(str(month), str(month), month.last)
    found = {
        (Table.CLAIMS, "claimed_fen"): sum(one.claimed_fen for one in by_month),
        (Table.CLAIMS, "approved_fen"): sum(one.approved_fen for one in by_month),
        (Table.CLAIMS, "sent"): sum(row.claims for row in of_claims),
        (Table.CLAIMS, "decided"): sum(row.decided for row in of_claims),
        (Table.CLAIMS, "granted"): sum(row.granted for row in of_claims),
    }
    stands = OldPart.state != OldPartState.VOIDED.value
    for_supplier = (OldPart.purpose == OldPartPurpose.CLAIM.value) | OldPart.shipment.is_null(False)
    query = OldPart.select(_count(stands & for_supplier), _count(stands & OldPart.shipment.is_null(False)))
    [(owed, gone)] = tuples(query.where(between(OldPart.removed_at, month)))
    cases = ReworkCase.select(fn.COUNT(ReworkCase.id), fn.SUM(ReworkCase.referral_cost_fen))
    [(opened, referred)] = tuples(cases.where(between(ReworkCase.opened_at, month)))
    return {
        **found,
        (Table.OLD_PARTS, "owed"): int(owed or 0),
        (Table.OLD_PARTS, "gone"): int(gone or 0),
        (Table.REWORKS, "cases"): int(opened or 0),
        (Table.REWORKS, "referral_fen"): int(referred or 0),
    }


def _count(which: Any) -> Any:
    return fn.SUM(Case(None, [(which, 1)], 0))
