"""返修: a repair that did not hold – its clock of evidence, whose fault it was, how often it was tried (S0 §1.1; D2–D4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from garage.domain.working_days import Calendar
from garage.errors import Reason
from garage.i18n import _

EVIDENCE_DAYS = 3
"""Natural days in which the garage shows a cause that is not its repair (机动车维修管理规定)."""
TRIES = 2
"""After so many reworks of the same thing without success another garage repairs it, and we pay."""


class ReworkState(StrEnum):
    """Claimed, being looked into, decided, sent to another garage, over."""

    CLAIMED = "CLAIMED"
    DIAGNOSING = "DIAGNOSING"
    OUR_FAULT = "OUR_FAULT"
    NOT_OURS = "NOT_OURS"
    REFERRED = "REFERRED"
    CLOSED = "CLOSED"


class ReworkCause(StrEnum):
    """Why it failed again; `NO_EVIDENCE` is what the law assumes when nobody shows another cause in time."""

    WORKMANSHIP = "WORKMANSHIP"
    PART = "PART"
    DIAGNOSIS = "DIAGNOSIS"
    NO_EVIDENCE = "NO_EVIDENCE"
    OUTSIDE_CAUSE = "OUTSIDE_CAUSE"
    MISUSE = "MISUSE"
    CUSTOMER_PART = "CUSTOMER_PART"
    OTHER_WORK = "OTHER_WORK"


class ReworkAct(StrEnum):
    """What can be done with a case."""

    DIAGNOSE = "DIAGNOSE"
    RECORD = "RECORD"
    OURS = "OURS"
    NOT_OURS = "NOT_OURS"
    REFER = "REFER"
    KEEP = "KEEP"
    BACK = "BACK"
    CLOSE = "CLOSE"
    WITHDRAW = "WITHDRAW"


class Awaited(StrEnum):
    """What somebody owes a case now, the weightiest first."""

    EVIDENCE = "EVIDENCE"
    DECISION = "DECISION"
    REFERRAL = "REFERRAL"
    REWORK = "REWORK"


OURS = (ReworkCause.WORKMANSHIP, ReworkCause.PART, ReworkCause.DIAGNOSIS)
"""Causes for which the garage answers."""
NOT_OURS = (
    ReworkCause.OUTSIDE_CAUSE,
    ReworkCause.MISUSE,
    ReworkCause.CUSTOMER_PART,
    ReworkCause.OTHER_WORK,
)
"""Causes that are not the repair's; what the evidence has to show."""
UNDECIDED = frozenset({ReworkState.CLAIMED, ReworkState.DIAGNOSING})
LIVE = frozenset(ReworkState) - {ReworkState.CLOSED}

_S = ReworkState
_FROM: dict[ReworkAct, frozenset[ReworkState]] = {
    ReworkAct.DIAGNOSE: frozenset({_S.CLAIMED}),
    ReworkAct.RECORD: UNDECIDED,
    ReworkAct.OURS: UNDECIDED,
    ReworkAct.NOT_OURS: UNDECIDED | {_S.OUR_FAULT},
    ReworkAct.REFER: frozenset({_S.OUR_FAULT}),
    ReworkAct.KEEP: frozenset({_S.OUR_FAULT}),
    ReworkAct.BACK: frozenset({_S.REFERRED}),
    ReworkAct.CLOSE: frozenset({_S.OUR_FAULT, _S.NOT_OURS}),
    ReworkAct.WITHDRAW: UNDECIDED,
}


@dataclass(frozen=True)
class Case:
    """What the guards look at; `covered` when the repair's warranty still ran on the day of reception.

    `earlier` is how often it was reworked before; `kept` when an owner said why we try again all the same.
    """

    no: str
    state: ReworkState
    cause: ReworkCause | None
    due_on: date
    evidence_on: date | None
    covered: bool = True
    back: bool = False
    earlier: int = 0
    kept: bool = False

    @property
    def shown(self) -> bool:
        """Whether a cause that is not the repair's was recorded in time: it stops the clock."""
        return self.cause in NOT_OURS and self.evidence_on is not None and self.evidence_on <= self.due_on

    @property
    def assumed(self) -> bool:
        """Whether nobody decided, and it is ours because the time was over."""
        return self.state is ReworkState.OUR_FAULT and self.cause is ReworkCause.NO_EVIDENCE

    @property
    def refers(self) -> bool:
        """Whether another garage has to try now, and nobody decided otherwise (D3)."""
        return self.state is ReworkState.OUR_FAULT and must_refer(self.earlier) and not self.kept


@dataclass(frozen=True)
class Clock:
    """The evidence clock on a day: `days_left` below zero says by how much it is over.

    `runs_on_to` is the first working day after a last day that is a holiday: a hint, the day itself stands
    (民法典 203).
    """

    due_on: date
    days_left: int
    runs_on_to: date | None = None

    @property
    def over(self) -> bool:
        """The last day has passed."""
        return self.days_left < 0


def evidence_due_on(received_on: date, said_on: date) -> date:
    """Last day for evidence: the day of reception is not counted, natural days, never shifted (民法典 201).

    A car may be here for long with something else: what is said when that day is over has its own days, from the day it
    is said. Nobody can show before what nobody asked for.
    """
    due = received_on + timedelta(days=EVIDENCE_DAYS)
    return due if said_on <= due else said_on + timedelta(days=EVIDENCE_DAYS)


def read_clock(due_on: date, today: date, calendar: Calendar) -> Clock:
    """What is left of the time for evidence."""
    later = calendar.next_working_day(due_on)
    return Clock(due_on, (due_on - today).days, later if later != due_on else None)


def has_clock(case: Case) -> bool:
    """Whether time runs against the garage: inside the warranty, undecided, and no other cause shown."""
    return case.covered and case.state in UNDECIDED and not case.shown


def lapses(case: Case, today: date) -> bool:
    """Whether the free rework stands by itself: the time is over without evidence (D2)."""
    return has_clock(case) and today > case.due_on


def must_refer(earlier_reworks: int) -> bool:
    """Whether the law asks for another garage at our cost: reworked twice, and still not good (D3)."""
    return earlier_reworks >= TRIES


def awaited(case: Case, *, gone: bool) -> Awaited | None:
    """What is owed on a case; `gone` when its car has left. None while the work on the car is under way.

    Our own fault, recorded, stops no clock; what the law made free by itself is told until it is done (D2).
    """
    if has_clock(case):
        return Awaited.EVIDENCE
    if case.state in UNDECIDED:
        return Awaited.DECISION if case.cause is not None else None
    if case.refers:
        return Awaited.REFERRAL
    owed = case.state is ReworkState.OUR_FAULT and (gone or case.assumed)
    return Awaited.REWORK if owed else None


def is_ours(cause: ReworkCause | None) -> bool:
    """Whether the garage answers for this cause."""
    return cause in OURS or cause is ReworkCause.NO_EVIDENCE


def needs_owner(case: Case, today: date) -> bool:
    """Whether only an owner may still say that it was not ours: the clock ran out before there was evidence."""
    return case.covered and (case.assumed or (not case.shown and today > case.due_on))


def refusals(act: ReworkAct, case: Case) -> list[Reason]:
    """What stands against an act, in words; empty when it may be done."""
    settled = act is ReworkAct.NOT_OURS and case.state is ReworkState.OUR_FAULT and not case.assumed
    if case.state not in _FROM[act] or settled:
        return [Reason("state", _said(case), "rework")]
    if act is ReworkAct.NOT_OURS and not case.assumed and case.cause not in NOT_OURS:
        text = _("{number}: the evidence of another cause has to be recorded first.").format(number=case.no)
        return [Reason("evidence", text, "rework")]
    if act is ReworkAct.KEEP and not case.refers:
        text = _("{number}: nobody has to send it to another garage.").format(number=case.no)
        return [Reason("refers", text, "rework")]
    if act is ReworkAct.BACK and case.back:
        return [Reason("back", _("{number} is back already.").format(number=case.no), "rework")]
    return []


def _said(case: Case) -> str:
    words = {
        ReworkState.CLAIMED: _("{number} has not been decided yet."),
        ReworkState.DIAGNOSING: _("{number} has not been decided yet."),
        ReworkState.OUR_FAULT: _("{number} was decided: it is ours."),
        ReworkState.NOT_OURS: _("{number} was decided: it is not ours."),
        ReworkState.REFERRED: _("{number} is with another garage."),
        ReworkState.CLOSED: _("{number} is closed: what comes back again is a new case."),
    }
    return words[case.state].format(number=case.no)


def next_act(case: Case, earlier_reworks: int) -> ReworkAct | None:
    """What comes next, None when nothing but the car's leaving is awaited."""
    match case.state:
        case ReworkState.CLAIMED:
            return ReworkAct.DIAGNOSE
        case ReworkState.DIAGNOSING:
            if case.evidence_on is None or case.cause is None:
                return ReworkAct.RECORD
            return ReworkAct.NOT_OURS if case.cause in NOT_OURS else ReworkAct.OURS
        case ReworkState.OUR_FAULT:
            return ReworkAct.REFER if must_refer(earlier_reworks) and not case.kept else None
        case ReworkState.REFERRED:
            return None if case.back else ReworkAct.BACK
    return None
