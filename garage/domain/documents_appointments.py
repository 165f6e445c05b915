"""The list of a day's appointments as it is printed."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.documents import Imprint, Letterhead


@dataclass(frozen=True)
class ExpectedCar:
    """One car that is expected: from when until when, whose it is, what it comes for, and who does it."""

    starts_at: datetime
    ends_at: datetime
    number: str
    plate: str = ""
    model: str = ""
    name: str = ""
    phone: str = ""
    request: str = ""
    mechanic: str = ""
    here: bool = False


@dataclass(frozen=True)
class AppointmentDay:
    """预约日程表: who comes on a day, a list for each bay in the order of time; `bays` are (name, cars)."""

    garage: Letterhead
    imprint: Imprint
    number: str
    day: date
    bays: tuple[tuple[str, tuple[ExpectedCar, ...]], ...] = ()
