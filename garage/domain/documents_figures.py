"""Papers of the stock's figures: the roll-forward of any days, and the close of one."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.documents import Imprint, Letterhead
from garage.domain.roll_forward import Flow, GroupFlow, KindFlow, PartFlow, Period


@dataclass(frozen=True)
class RollSheet:
    """收发存表: every part with stock or movements in these days, of one group or of all."""

    garage: Letterhead
    imprint: Imprint
    number: str
    period: Period
    group: str | None
    parts: tuple[PartFlow, ...]
    groups: tuple[GroupFlow, ...]
    kinds: tuple[KindFlow, ...]
    total: Flow


@dataclass(frozen=True)
class DayMovement:
    """One movement of the day that is closed; signed."""

    at: datetime
    document: str
    code: str
    name: str
    unit: str
    qty_milli: int
    value_fen: int
    who: str


@dataclass(frozen=True)
class DayCloseSheet:
    """日结单: what moved on a day, worth how much, and the value of the stock before and after; fen."""

    garage: Letterhead
    imprint: Imprint
    number: str
    day: date
    closed_at: datetime
    closed_by: str
    note: str
    opening_fen: int
    in_fen: int
    out_fen: int
    value_fen: int
    kinds: tuple[KindFlow, ...]
    movements: tuple[DayMovement, ...]
    later: int
    """Movements of the day that came after this close, and are not in it."""
