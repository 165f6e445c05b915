"""Papers of quality as they are printed: inspection sheet and completion certificate."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.documents import Imprint, Letterhead, OrderHead
from garage.domain.inspections import InspectionResult, InspectionStage
from garage.domain.warranty import RepairCategory


@dataclass(frozen=True)
class CheckedItem:
    """One item of an inspection: its code in `inspections.CHECK_ITEMS`, the answer, a value or note."""

    code: str
    passed: bool
    note: str = ""


@dataclass(frozen=True)
class InspectionRound:
    """One inspection of one stage; `round` counts how often the stage was done."""

    stage: InspectionStage
    round: int
    result: InspectionResult
    inspector: str
    at: datetime
    items: tuple[CheckedItem, ...] = ()
    remark: str = ""
    road_test_km: int | None = None


@dataclass(frozen=True)
class InspectionSheet:
    """质检单: every stage and every round of one order."""

    garage: Letterhead
    imprint: Imprint
    head: OrderHead
    rounds: tuple[InspectionRound, ...]
    mechanics: tuple[str, ...] = ()


@dataclass(frozen=True)
class CardRepair:
    """A visit that repaired again what the card promises on (返修记录)."""

    what: str
    came_on: date
    done_on: date
    brought_by: str = ""
    inspector: str = ""


@dataclass(frozen=True)
class CompletionCertificate:
    """竣工出厂合格证 with its warranty card; `required` by the category, else given for a minor repair on wish.

    What is known only at the gate (`left_on`, `odometer_out_km`) is written by hand until then.
    """

    garage: Letterhead
    imprint: Imprint
    head: OrderHead
    number: str
    required: bool
    categories: tuple[RepairCategory, ...]
    authorisation_no: str
    completed_at: datetime
    odometer_km: int | None
    inspector: str
    issued_on: date
    warranty: tuple[tuple[RepairCategory, int, int], ...] = ()
    left_on: date | None = None
    odometer_out_km: int | None = None
    void_reason: str = ""
    repairs: tuple[CardRepair, ...] = ()
