"""A garage whose claims come to an end, for tests: lists, notices, shipments and the money, as short as a story."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from garage.domain.claims import SettleMode
from garage.domain.settlements import PayMethod
from garage.models.claims import ClaimList, ClaimNotice
from garage.models.old_parts import Shipment
from garage.models.parts import Supplier
from garage.services import claim_notices, shipments
from garage.services.shipments import Carriage
from tests.services.claiming import Claiming

CARRIAGE = Carriage("顺丰速运", "SF1234567890", packages=1, freight_fen=2_300)


@dataclass
class Settling(Claiming):
    """The claiming garage, with what follows a decision."""

    def pump(self) -> int:
        """A water pump, forty on the shelf at 180.00."""
        return self.room.part(40, 720_000, name="水泵")

    def granted(self, part: int, approved_fen: int = 18_000) -> int:
        """A claim of 180.00 for a pump, of which the supplier gave `approved_fen`."""
        claim = self.submitted(part)
        self.decide(claim, approved_fen)
        return claim

    def issue(self, *claims: int, mode: SettleMode = SettleMode.CREDIT) -> int:
        """A notice of these claims, due in thirty days."""
        due = self.by.today + timedelta(days=30)
        return claim_notices.issue(self.by, self.supplier, dict.fromkeys(claims), due_on=due, mode=mode)

    def invoice(self, notice: int, number: str = "") -> None:
        number = number or f"2644-{notice}"
        claim_notices.invoice(self.by, notice, self.notice(notice).version, number, self.by.today)

    def settle(self, notice: int, mode: SettleMode = SettleMode.CREDIT) -> str:
        """Money comes by transfer."""
        method = PayMethod.TRANSFER if mode is SettleMode.CASH else None
        return claim_notices.settle(self.by, notice, self.notice(notice).version, mode, method=method)

    def owed(self) -> int:
        """What the garage owes the supplier; below zero what the supplier owes."""
        return int(Supplier.get_by_id(self.supplier).payable_fen)

    def pack(self, *claims: int) -> int:
        """A shipment with the old parts of these claims."""
        parts = [self.old_part(claim).id for claim in claims]
        return shipments.pack(self.by, self.supplier, parts)

    def send(self, shipment: int) -> None:
        shipments.send(self.by, shipment, self.shipment(shipment).version, CARRIAGE)

    def list_row(self, ref: int) -> Any:
        return ClaimList.get_by_id(ref)

    def notice(self, ref: int) -> Any:
        return ClaimNotice.get_by_id(ref)

    def shipment(self, ref: int) -> Any:
        return Shipment.get_by_id(ref)
