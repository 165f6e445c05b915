"""Follow-up calls: when the two rounds fall due."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class FollowUpState(StrEnum):
    """Life of one follow-up call."""

    PENDING = "PENDING"
    DUE = "DUE"
    DONE = "DONE"
    UNREACHABLE = "UNREACHABLE"
    REFUSED = "REFUSED"
    CANCELLED = "CANCELLED"


FIRST_FROM, FIRST_TO = 3, 7
SECOND_FROM, SECOND_TO = 7, 14


@dataclass(frozen=True)
class CallWindow:
    """Due on `due_on`, late after `late_after`."""

    due_on: date
    late_after: date


def first_call(exit_on: date, *, first: int = FIRST_FROM, last: int = FIRST_TO) -> CallWindow:
    """First call: due on day 3 after exit, late after day 7 (S0 §1.2 三 4; S1 promises three days)."""
    return CallWindow(exit_on + timedelta(days=first), exit_on + timedelta(days=last))


def second_call(first_called_on: date, *, first: int = SECOND_FROM, last: int = SECOND_TO) -> CallWindow:
    """Second call: 7 to 14 days after the day of the first actual call (S0 §1.2 三 5)."""
    return CallWindow(first_called_on + timedelta(days=first), first_called_on + timedelta(days=last))
