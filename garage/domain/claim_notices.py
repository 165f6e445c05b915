"""Settlement notices and monthly lists of claims: how far they have come, and when they are due (S4, E5, E6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from garage.domain.claims import ClaimState
from garage.domain.working_days import Calendar

USUAL_DUE_DAYS = 30
"""Days a supplier has to pay a notice, where nothing else was agreed."""


class NoticeState(StrEnum):
    """索赔结算通知单: written, invoiced by us, settled with money or credit; a voided one keeps its number."""

    ISSUED = "ISSUED"
    INVOICED = "INVOICED"
    SETTLED = "SETTLED"
    VOIDED = "VOIDED"


class Channel(StrEnum):
    """How a monthly list went to the supplier."""

    EMAIL = "EMAIL"
    WECHAT = "WECHAT"
    PORTAL = "PORTAL"
    COURIER = "COURIER"
    BY_HAND = "BY_HAND"


CLAIMS_BY_NOTICE: Mapping[NoticeState, ClaimState] = {
    NoticeState.ISSUED: ClaimState.NOTICE_ISSUED,
    NoticeState.INVOICED: ClaimState.INVOICED,
    NoticeState.SETTLED: ClaimState.SETTLED,
}
"""Where the claims of a notice stand; those of a voided one are free again."""
OPEN = frozenset({NoticeState.ISSUED, NoticeState.INVOICED})
"""The supplier still owes it."""
GRANTED = frozenset({ClaimState.ACCEPTED, ClaimState.PARTLY_ACCEPTED})
"""Claims that a notice may be made of."""
LISTABLE = frozenset({ClaimState.DRAFT, ClaimState.SUBMITTED})
"""Claims that a monthly list asks for."""


@dataclass(frozen=True)
class Countdown:
    """How long there is until `due_on`: `send_by` is the last working day in time, known or only guessed."""

    due_on: date
    send_by: date
    days_left: int
    provisional: bool

    @property
    def overdue(self) -> bool:
        """The day has gone by."""
        return self.days_left < 0


def countdown(due_on: date, today: date, calendar: Calendar) -> Countdown:
    """Days from `today` to `due_on`, 0 on the day itself, below zero when it is over (S4: 次月10日前)."""
    send_by = due_on
    while not calendar.is_working(send_by):
        send_by -= timedelta(days=1)
    return Countdown(due_on, send_by, (due_on - today).days, not calendar.is_known(due_on))
