"""Papers of old parts: the tags, the lists of a period or to sign, and what was disposed of."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.documents import Imprint, Letterhead
from garage.domain.old_parts import DisposalKind, Hazard, OldPartPurpose, OldPartState


@dataclass(frozen=True)
class OldPartTag:
    """旧件标签: what one label says; quantity milli, odometer km."""

    number: str
    order_no: str
    plate: str
    vin: str
    code: str
    name: str
    qty_milli: int
    unit: str
    serial: str
    fault: str
    odometer_km: int | None
    removed_at: datetime
    removed_by: str
    shelf: str
    purpose: OldPartPurpose
    hazard: Hazard | None


@dataclass(frozen=True)
class OldPartTags:
    """Labels as they come off the printer; `number` names the print."""

    number: str
    tags: tuple[OldPartTag, ...]


@dataclass(frozen=True)
class OldPartEntry:
    """One old part on a list, with where it is; on one to sign also who took or left it, and when."""

    tag: OldPartTag
    state: OldPartState
    where: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class OldPartList:
    """旧件登记表 of a period, or 旧件交接单 with what a customer took (`taken_by`) or `left`, and signs for."""

    garage: Letterhead
    imprint: Imprint
    number: str
    first: date
    last: date
    entries: tuple[OldPartEntry, ...]
    taken_by: str = ""
    handed_at: datetime | None = None
    order_no: str = ""
    car: str = ""
    left: tuple[OldPartEntry, ...] = ()
    left_by: str = ""


@dataclass(frozen=True)
class DisposedPart:
    """One part of a disposal, and who approved it why."""

    tag: OldPartTag
    reason: str
    approved_by: str


@dataclass(frozen=True)
class DisposalList:
    """旧件处置单: who took what on which licence; weight in g, money in fen."""

    garage: Letterhead
    imprint: Imprint
    number: str
    kind: DisposalKind
    at: datetime
    taker: str
    licence_no: str
    manifest_no: str
    weight_g: int | None
    amount_fen: int
    note: str
    keeper: str
    parts: tuple[DisposedPart, ...]
    void_reason: str = ""
