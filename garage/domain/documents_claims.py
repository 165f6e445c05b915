"""Papers of warranty claims: the application with its fault report, check list and photos."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.claims import ClaimKind, ClaimState, PartRole, Remedy, ReturnDuty, SettleMode
from garage.domain.documents import Car, Imprint, Letterhead, Party


@dataclass(frozen=True)
class ClaimedItem:
    """One line of an application, in fen; what was given stands there once the supplier has decided."""

    kind: ClaimKind
    role: PartRole | None
    code: str
    name: str
    qty_milli: int
    old_serial: str
    new_serial: str
    tag_no: str
    claimed_fen: int
    approved_fen: int | None = None
    deduction_reason: str = ""


@dataclass(frozen=True)
class ClaimPhoto:
    """A photo of the fault: a JPEG and what it shows."""

    picture: bytes
    caption: str = ""


@dataclass(frozen=True)
class CheckedItem:
    """One item of the audit check list, by its code (`claim_checks.TEXTS`)."""

    code: str
    ok: bool


@dataclass(frozen=True)
class ClaimApplication:
    """索赔申请单: who asks whom for what, why the supplier stands for it, and what shows it."""

    garage: Letterhead
    imprint: Imprint
    number: str
    at: date
    state: ClaimState
    rounds: int
    period: str
    due_on: date
    supplier: Party
    car: Car
    customer: str
    order_no: str
    bought_on: date | None
    odometer_km: int | None
    fault_on: date
    place: str
    symptoms: str
    cause: str
    remedy: Remedy | None
    tried: str
    component_why: str
    major: bool
    reported_at: datetime | None
    approval_no: str
    lines: tuple[ClaimedItem, ...]
    claimed_fen: int
    approved_fen: int
    decided: bool
    decision: str
    return_duty: ReturnDuty
    settle_mode: SettleMode
    checks: tuple[CheckedItem, ...]
    photos: tuple[ClaimPhoto, ...]
    claimed_by: str
    note: str = ""
