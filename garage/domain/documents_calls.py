"""The record of a call and the register of calls as they are printed."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.contacts import ContactChannel, Direction, Outcome
from garage.domain.documents import Car, Imprint, Letterhead, Party
from garage.domain.followups import Purpose


@dataclass(frozen=True)
class AskedQuestion:
    """What was asked in a call, and the answer with the day on which the customer was told."""

    text: str
    answer: str = ""
    told_at: datetime | None = None


@dataclass(frozen=True)
class CallRecord:
    """回访记录表: one call with what was said; `scores` are (topic, 1 to 5), `topics` all that are asked about."""

    garage: Letterhead
    imprint: Imprint
    number: str
    customer: Party
    called_at: datetime
    caller: str
    direction: Direction
    channel: ContactChannel
    outcome: Outcome
    car: Car | None = None
    order_no: str = ""
    left_on: date | None = None
    work: tuple[str, ...] = ()
    purpose: Purpose | None = None
    round: int | None = None
    attempt: int | None = None
    phone: str = ""
    spoke_with: str = ""
    topics: tuple[str, ...] = ()
    scores: tuple[tuple[str, int], ...] = ()
    car_use: str = ""
    opinion: str = ""
    needs: str = ""
    advice: str = ""
    next_topic: str = ""
    note: str = ""
    questions: tuple[AskedQuestion, ...] = ()
    call_back_at: datetime | None = None
    next_service_on: date | None = None
    next_service_km: int | None = None


@dataclass(frozen=True)
class RegisteredCall:
    """A line of the register; `mean_tenths` is the mean of the scores in tenths, None without any."""

    at: datetime
    direction: Direction
    channel: ContactChannel
    outcome: Outcome
    caller: str
    customer: str
    phone: str = ""
    plate: str = ""
    order_no: str = ""
    round: int | None = None
    said: str = ""
    mean_tenths: int | None = None


@dataclass(frozen=True)
class CallRegister:
    """回访登记表: every call and visit of some days, the oldest first."""

    garage: Letterhead
    imprint: Imprint
    number: str
    first: date
    last: date
    calls: tuple[RegisteredCall, ...] = ()
