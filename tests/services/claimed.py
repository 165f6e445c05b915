"""A claim that rests on an old part, as a plain row: what the part may do depends on where the claim stands."""

from dataclasses import dataclass
from itertools import count

from garage.models.claims import Claim, ClaimLine
from garage.models.old_parts import OldPart
from garage.models.orders import WorkOrder
from garage.models.parts import Supplier
from garage.services.command import By

_counts = count(1)


@dataclass
class Claimed:
    """The claim, which the test moves."""

    id: int
    no: str

    def move(self, state: str, *, live: bool = True) -> None:
        """Put it in another state."""
        Claim.update(state=state).where(Claim.id == self.id).execute()
        ClaimLine.update(live=live).where(ClaimLine.claim == self.id).execute()


def claim_on(by: By, old_part_id: int, state: str) -> Claimed:
    """A claim with one line, for this old part."""
    part = OldPart.get_by_id(old_part_id)
    order = WorkOrder.get_by_id(part.order_id)
    number = f"WC-2025-{next(_counts):05d}"
    claim = Claim.create(
        no=number,
        supplier=Supplier.create(name=f"厂家 {number}", **by.stamp()).id,
        order=order.id,
        vehicle=order.vehicle_id,
        state=state,
        period="2026-11",
        due_on=by.today,
        fault_on=by.today,
        **by.stamp(),
    )
    ClaimLine.create(
        claim=claim.id,
        position=1,
        kind="PART",
        old_part=old_part_id,
        name=part.name,
        qty_milli=part.qty_milli,
        claimed_fen=10_000,
    )
    return Claimed(claim.id, number)
