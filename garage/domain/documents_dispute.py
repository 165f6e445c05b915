"""The dispute pack: everything there is about one job, bound into one document with a list of its contents."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from garage.domain.claims import ClaimState
from garage.domain.contacts import ContactChannel, Direction, Outcome
from garage.domain.documents import Imprint, Letterhead, OrderHead
from garage.domain.orders import OrderState

if TYPE_CHECKING:
    from garage.domain.printables import Printable


@dataclass(frozen=True)
class PackedPaper:
    """A paper of the job, and when it came about."""

    document: "Printable"
    at: datetime


@dataclass(frozen=True)
class Happening:
    """One act of the job's history, in the words of the pack."""

    at: datetime
    who: str
    act: str
    text: str
    reason: str


@dataclass(frozen=True)
class SaidTalk:
    """A call or a visit about the job; `scores` are (topic in words, 1 to 5)."""

    at: datetime
    staff: str
    direction: Direction
    channel: ContactChannel
    outcome: Outcome
    spoke_with: str
    said: str
    scores: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ClaimFact:
    """What a customer may know of a claim on a supplier: about which parts, and how it stands; no money."""

    number: str
    state: ClaimState
    parts: tuple[str, ...]
    symptoms: str
    drafted_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None


@dataclass(frozen=True)
class PackedPhoto:
    """A JPEG, what it shows, what it belongs to and when it was kept."""

    picture: bytes
    caption: str
    of: str
    at: datetime


@dataclass(frozen=True)
class PackedSums:
    """What the job comes to, in fen; None for what has not come about."""

    authorised_fen: int | None = None
    supplements_fen: int | None = None
    billed_fen: int | None = None
    paid_fen: int = 0
    owed_fen: int = 0


@dataclass(frozen=True)
class PackedDates:
    """When the job came to each of its stations; None for those it has not reached."""

    authorised_at: datetime | None = None
    told_at: datetime | None = None
    settled_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True)
class DisputePack:
    """争议材料: one order's whole paper trail; `papers` stand in the order of events."""

    garage: Letterhead
    imprint: Imprint
    head: OrderHead
    number: str
    state: OrderState
    cancel_reason: str
    odometer_out_km: int | None
    dates: PackedDates
    sums: PackedSums
    history: tuple[Happening, ...] = ()
    papers: tuple[PackedPaper, ...] = ()
    claims: tuple[ClaimFact, ...] = ()
    talks: tuple[SaidTalk, ...] = ()
    photos: tuple[PackedPhoto, ...] = ()
