"""The complaint form and the daily sheet of complaints as they are printed."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.complaints import (
    ComplaintAct,
    ComplaintCategory,
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
)
from garage.domain.deadlines import Deadlines
from garage.domain.documents import Imprint, Letterhead, Party


@dataclass(frozen=True)
class Signed:
    """Who did a step, and when; nobody while it is not done."""

    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class HandledRound:
    """One turn of the loop; money in fen."""

    round: int
    verify_due_at: datetime
    result_due_on: date
    reopen_reason: str = ""
    findings: str = ""
    our_fault: bool | None = None
    responsible: str = ""
    verified: Signed = Signed()
    cause: str = ""
    measures: str = ""
    compensation_fen: int = 0
    planned: Signed = Signed()
    implemented_note: str = ""
    implemented: Signed = Signed()
    informed_who: str = ""
    informed_how: ComplaintChannel | None = None
    informed: Signed = Signed()
    satisfied: bool | None = None
    revisit_note: str = ""
    revisited: Signed = Signed()
    verify_hours: int = Deadlines.verify_hours
    result_days: int = Deadlines.result_days


@dataclass(frozen=True)
class ComplaintPaper:
    """投诉处理表: a complaint with every round; what is not done yet is left to be filled in by hand.

    A copy that is not `inside` leaves out what the garage says of its own fault and of its people.
    """

    garage: Letterhead
    imprint: Imprint
    number: str
    received: Signed
    channel: ComplaintChannel
    level: ComplaintLevel
    state: ComplaintState
    customer: Party
    content: str
    rounds: tuple[HandledRound, ...]
    category: ComplaintCategory | None = None
    potential: bool = False
    complainant: str = ""
    plate: str = ""
    model: str = ""
    order_no: str = ""
    demand: str = ""
    assigned_to: str = ""
    escalated: Signed = Signed()
    closed: Signed = Signed()
    closed_reason: str = ""
    inside: bool = True


@dataclass(frozen=True)
class ListedComplaint:
    """A line of the daily sheet; `done` is what was done about it that day."""

    number: str
    received_at: datetime
    channel: ComplaintChannel
    level: ComplaintLevel
    state: ComplaintState
    customer: str
    content: str
    result_due_on: date
    category: ComplaintCategory | None = None
    potential: bool = False
    phone: str = ""
    plate: str = ""
    order_no: str = ""
    demand: str = ""
    measures: str = ""
    assigned_to: str = ""
    done: tuple[ComplaintAct, ...] = ()


@dataclass(frozen=True)
class ComplaintDay:
    """抱怨及潜在抱怨汇总表: complaints and potential ones that came in or were worked on that day."""

    garage: Letterhead
    imprint: Imprint
    number: str
    day: date
    complaints: tuple[ListedComplaint, ...] = ()
