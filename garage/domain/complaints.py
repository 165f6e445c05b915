"""投诉: the closed loop of a complaint, and its two clocks (S0 §1.1 (2); S2 ch. 8; G5, invariant 21)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from garage.domain.working_days import Calendar, Deadline
from garage.errors import Reason
from garage.i18n import _


class ComplaintState(StrEnum):
    """Where the loop stands."""

    REGISTERED = "REGISTERED"
    CLASSIFIED = "CLASSIFIED"
    ASSIGNED = "ASSIGNED"
    VERIFIED = "VERIFIED"
    MEASURES = "MEASURES"
    IMPLEMENTED = "IMPLEMENTED"
    INFORMED = "INFORMED"
    REVISITED = "REVISITED"
    REOPENED = "REOPENED"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"


class ComplaintCategory(StrEnum):
    """What it is about (S2 8.1.2)."""

    PRODUCT = "PRODUCT"
    REPAIR = "REPAIR"
    PARTS = "PARTS"
    SERVICE = "SERVICE"


class ComplaintLevel(StrEnum):
    """A serious one goes up at once: danger, injury, the press, an authority, a lawyer."""

    NORMAL = "NORMAL"
    SERIOUS = "SERIOUS"


class ComplaintChannel(StrEnum):
    """How it came in."""

    PHONE = "PHONE"
    VISIT = "VISIT"
    MESSAGE = "MESSAGE"
    LETTER = "LETTER"
    FOLLOW_UP = "FOLLOW_UP"
    AUTHORITY = "AUTHORITY"


class ComplaintAct(StrEnum):
    """What can be done, in the order of the loop."""

    CLASSIFY = "CLASSIFY"
    ASSIGN = "ASSIGN"
    VERIFY = "VERIFY"
    PLAN = "PLAN"
    IMPLEMENT = "IMPLEMENT"
    INFORM = "INFORM"
    REVISIT = "REVISIT"
    CLOSE = "CLOSE"
    REOPEN = "REOPEN"
    ESCALATE = "ESCALATE"
    WITHDRAW = "WITHDRAW"


_S = ComplaintState
OVER = frozenset({_S.CLOSED, _S.WITHDRAWN})
LIVE = frozenset(ComplaintState) - OVER
UNVERIFIED = frozenset({_S.REGISTERED, _S.CLASSIFIED, _S.ASSIGNED, _S.REOPENED})
"""While the 24 hours run."""
UNTOLD = UNVERIFIED | {_S.VERIFIED, _S.MEASURES, _S.IMPLEMENTED}
"""While the 7 working days run."""

_FROM: dict[ComplaintAct, frozenset[ComplaintState]] = {
    ComplaintAct.CLASSIFY: UNTOLD,
    ComplaintAct.ASSIGN: UNTOLD - {_S.REGISTERED},
    ComplaintAct.VERIFY: frozenset({_S.ASSIGNED, _S.REOPENED}),
    ComplaintAct.PLAN: frozenset({_S.VERIFIED, _S.MEASURES}),
    ComplaintAct.IMPLEMENT: frozenset({_S.MEASURES}),
    ComplaintAct.INFORM: frozenset({_S.IMPLEMENTED}),
    ComplaintAct.REVISIT: frozenset({_S.INFORMED}),
    ComplaintAct.CLOSE: frozenset({_S.REVISITED}),
    ComplaintAct.REOPEN: frozenset({_S.INFORMED, _S.REVISITED, _S.CLOSED}),
    ComplaintAct.ESCALATE: LIVE,
    ComplaintAct.WITHDRAW: UNTOLD,
}
_LOOP: dict[ComplaintState, ComplaintAct] = {
    _S.REGISTERED: ComplaintAct.CLASSIFY,
    _S.CLASSIFIED: ComplaintAct.ASSIGN,
    _S.REOPENED: ComplaintAct.VERIFY,
    _S.ASSIGNED: ComplaintAct.VERIFY,
    _S.VERIFIED: ComplaintAct.PLAN,
    _S.MEASURES: ComplaintAct.IMPLEMENT,
    _S.IMPLEMENTED: ComplaintAct.INFORM,
    _S.INFORMED: ComplaintAct.REVISIT,
    _S.REVISITED: ComplaintAct.CLOSE,
}


@dataclass(frozen=True)
class Standing:
    """What the guards look at; `satisfied` is what the customer said at the revisit of this round."""

    no: str
    state: ComplaintState
    satisfied: bool | None = None


@dataclass(frozen=True)
class Clock:
    """The clock that runs: what is to be done by when; a day without a clock time counts to its end."""

    act: ComplaintAct
    due: date | datetime

    @property
    def moment(self) -> datetime:
        """When the time is over."""
        return self.due if isinstance(self.due, datetime) else datetime.combine(self.due, time.max)

    def late(self, now: datetime) -> bool:
        """Whether the time is over."""
        return self.moment < now


def verify_due_at(received_at: datetime, hours: int) -> datetime:
    """So many hours from the hour it was received (S0 §1.1 (2))."""
    return received_at + timedelta(hours=hours)


def result_due_on(received_at: datetime, days: int, calendar: Calendar) -> Deadline:
    """So many working days after it was received, to the end of the last; the day itself is not counted."""
    return calendar.after(received_at.date(), days)


def working_days_left(today: date, due: date, calendar: Calendar) -> int:
    """Working days after today up to `due`; 0 when that is today or past."""
    days = (today + timedelta(days=ahead) for ahead in range(1, (due - today).days + 1))
    return sum(map(calendar.is_working, days))


def clock(
    state: ComplaintState,
    verify_by: datetime,
    result_by: date,
    informed_on: date | None,
    revisit_days: int,
) -> Clock | None:
    """Which clock runs; None once the loop only has to be closed. Asked again `revisit_days` after he heard of it."""
    if state in UNVERIFIED:
        return Clock(ComplaintAct.VERIFY, verify_by)
    if state in UNTOLD:
        return Clock(ComplaintAct.INFORM, result_by)
    if state is ComplaintState.INFORMED and informed_on is not None:
        return Clock(ComplaintAct.REVISIT, informed_on + timedelta(days=revisit_days))
    return None


def next_act(standing: Standing) -> ComplaintAct | None:
    """What comes next in the loop; an unhappy customer begins it anew."""
    if standing.state is ComplaintState.REVISITED and not standing.satisfied:
        return ComplaintAct.REOPEN
    return _LOOP.get(standing.state)


def acts(standing: Standing) -> list[ComplaintAct]:
    """Everything that may be done now, what comes next first."""
    first = next_act(standing)
    rest = [act for act in ComplaintAct if act is not first and not refusals(act, standing)]
    return [first, *rest] if first is not None else rest


def refusals(act: ComplaintAct, standing: Standing) -> list[Reason]:
    """Why an act may not be done now; empty when it may."""
    if standing.state not in _FROM[act]:
        if standing.state in OVER:
            text = _("{number} is closed.")
        elif act is ComplaintAct.VERIFY and standing.state in UNVERIFIED:
            text = _("First somebody has to look after {number}.")
        elif act is ComplaintAct.CLOSE:
            text = _("The customer has to hear of the result and be asked again before {number} is closed.")
        else:
            text = _("{number} is not that far, or further already.")
        return [Reason("state", text.format(number=standing.no))]
    if act is ComplaintAct.CLOSE and not standing.satisfied:
        text = _("The customer is not content: {number} begins anew.")
        return [Reason("unhappy", text.format(number=standing.no))]
    return []
