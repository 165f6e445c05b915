"""Papers of claims on their way to the money: monthly list, settlement notice, packing list, reports of faults."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.claim_notices import Channel
from garage.domain.claims import ClaimState, Remedy, SettleMode
from garage.domain.documents import Imprint, Letterhead, Party
from garage.domain.shipments import ShipmentState


@dataclass(frozen=True)
class ListedClaim:
    """One claim on a list or a notice, what is asked for by kind and what was given, in fen."""

    number: str
    order_no: str
    plate: str
    vin: str
    model: str
    fault_on: date
    odometer_km: int | None
    part: str
    fault: str
    tag_nos: tuple[str, ...]
    parts_fen: int
    labour_fen: int
    other_fen: int
    approved_fen: int | None = None
    reasons: tuple[str, ...] = ()
    state: ClaimState = ClaimState.DRAFT

    @property
    def claimed_fen(self) -> int:
        """Everything that is asked for."""
        return self.parts_fen + self.labour_fen + self.other_fen


@dataclass(frozen=True)
class MonthlyClaims:
    """索赔月报: the claims of one month to one supplier (S4)."""

    garage: Letterhead
    imprint: Imprint
    number: str
    supplier: Party
    period: str
    due_on: date
    sent_at: datetime | None
    channel: Channel | None
    claims: tuple[ListedClaim, ...]
    made_by: str
    note: str = ""

    @property
    def claimed_fen(self) -> int:
        """What the list asks for."""
        return sum(claim.claimed_fen for claim in self.claims)


@dataclass(frozen=True)
class NoticedPart:
    """An old part of a settled claim, and where it is."""

    number: str
    name: str
    claim_no: str
    where: str


@dataclass(frozen=True)
class SettlementNotice:
    """索赔结算通知单: what was asked, given and deducted, how it is paid and until when; both sign it."""

    garage: Letterhead
    imprint: Imprint
    number: str
    issued_at: datetime
    supplier: Party
    claims: tuple[ListedClaim, ...]
    old_parts: tuple[NoticedPart, ...]
    claimed_fen: int
    approved_fen: int
    mode: SettleMode
    due_on: date
    invoice_no: str
    invoiced_on: date | None
    settled_at: datetime | None
    payment_no: str
    made_by: str
    note: str = ""
    void_reason: str = ""


@dataclass(frozen=True)
class PackedPart:
    """One old part in a shipment; quantity milli."""

    number: str
    code: str
    name: str
    qty_milli: int
    unit: str
    serial: str
    fault: str
    claim_no: str
    plate: str


@dataclass(frozen=True)
class PackingList:
    """旧件装箱单 with the carrier's receipt at its foot; freight in fen."""

    garage: Letterhead
    imprint: Imprint
    number: str
    state: ShipmentState
    supplier: Party
    parts: tuple[PackedPart, ...]
    sent_at: datetime | None
    carrier: str
    waybill_no: str
    packages: int
    freight_fen: int
    received_on: date | None
    received_by: str
    received_note: str
    packed_by: str
    note: str = ""
    void_reason: str = ""


@dataclass(frozen=True)
class ReportedFault:
    """One fault as it is told to the supplier before it is claimed."""

    claim_no: str
    fault_on: date
    vin: str
    model: str
    odometer_km: int | None
    part: str
    symptoms: str
    cause: str
    remedy: Remedy | None
    major: bool


@dataclass(frozen=True)
class WeeklyFaults:
    """质量故障周报: what failed in a week, told to one supplier (S4)."""

    garage: Letterhead
    imprint: Imprint
    number: str
    supplier: Party
    first: date
    last: date
    faults: tuple[ReportedFault, ...]
    made_by: str


@dataclass(frozen=True)
class Problem:
    """A part that failed again and again: how often, on how many cars, what it cost and what is still open."""

    part: str
    faults: int
    vehicles: int
    causes: tuple[str, ...]
    claimed_fen: int
    approved_fen: int
    open_claims: int


@dataclass(frozen=True)
class ProblemList:
    """质量问题清单 of one supplier and month, with room for what it will do about each."""

    garage: Letterhead
    imprint: Imprint
    number: str
    supplier: Party
    period: str
    problems: tuple[Problem, ...]
    made_by: str
