"""The rework record as it is printed: the case, the attempts, the evidence, what was decided."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.documents import Imprint, Letterhead, OrderHead
from garage.domain.documents_claims import ClaimPhoto
from garage.domain.rework import ReworkCause, ReworkState


@dataclass(frozen=True)
class RecordedAttempt:
    """One visit of the chain: the first repair or a rework of it."""

    order_no: str
    line: str
    came_on: date
    left_on: date | None
    odometer_km: int | None
    mechanics: str
    elsewhere: str = ""


@dataclass(frozen=True)
class ReworkRecord:
    """返修记录: money in fen; `earlier` reworks before this one, `today` lines of the order it came on."""

    garage: Letterhead
    imprint: Imprint
    number: str
    head: OrderHead
    state: ReworkState
    line: str
    first_no: str
    fault: str
    undrivable: bool
    covered_to: date | None
    covered_km: int | None
    earlier: int
    opened_at: datetime
    due_on: date
    cause: ReworkCause | None
    evidence: str
    evidence_at: datetime | None
    evidence_by: str
    decided_at: datetime | None
    decided_by: str
    reason: str
    referred_to: str = ""
    referred_at: datetime | None = None
    referral_cost_fen: int | None = 0
    """None for whoever may not see it."""
    referral_result: str = ""
    referral_back_at: datetime | None = None
    closed_at: datetime | None = None
    note: str = ""
    attempts: tuple[RecordedAttempt, ...] = ()
    photos: tuple[ClaimPhoto, ...] = ()
