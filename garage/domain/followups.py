"""Follow-up calls: when they fall due, what each result of an attempt leads to, what a garage may choose (G1)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from garage.domain.call_times import next_call_at, read_call_times
from garage.domain.contacts import UNANSWERED, Outcome
from garage.domain.limits import check_limits
from garage.errors import FieldError, Reason
from garage.i18n import _


class FollowUpState(StrEnum):
    """Life of one follow-up call; DUE is a pending one whose day has come, and is never stored."""

    PENDING = "PENDING"
    DUE = "DUE"
    DONE = "DONE"
    UNREACHABLE = "UNREACHABLE"
    REFUSED = "REFUSED"
    CANCELLED = "CANCELLED"


class Purpose(StrEnum):
    """Why somebody is called: after a repair or a talk, for an opinion now and then, because they asked for it."""

    REPAIR = "REPAIR"
    CONSULTATION = "CONSULTATION"
    SURVEY = "SURVEY"
    RECALL = "RECALL"


class When(StrEnum):
    """Where a pending call stands in the list of a day."""

    LATE = "LATE"
    TODAY = "TODAY"
    COMING = "COMING"


FIRST_FROM, FIRST_TO = 3, 7
SECOND_FROM, SECOND_TO = 7, 14
SURVEY_DAYS = 14
"""Days in which a customer who is to be asked for an opinion is called."""


@dataclass(frozen=True)
class CallRules:
    """What a garage may choose: days of both windows, attempts at one call, days between them, months of a survey.

    What nobody called is given up `lapse_days` after its last day: then a call does not help any more.
    """

    first_from: int = FIRST_FROM
    first_to: int = FIRST_TO
    second_from: int = SECOND_FROM
    second_to: int = SECOND_TO
    attempts: int = 3
    gap_days: int = 1
    survey_months: int = 6
    lapse_days: int = 30


LIMITS = {
    "first_from": (1, 30),
    "first_to": (1, 60),
    "second_from": (1, 60),
    "second_to": (1, 90),
    "attempts": (1, 10),
    "gap_days": (1, 14),
    "survey_months": (1, 36),
    "lapse_days": (1, 365),
}


def check_rules(rules: CallRules) -> None:
    """FieldError on the name of a figure that cannot be."""
    check_limits(asdict(rules), LIMITS)
    for first, last in (("first_from", "first_to"), ("second_from", "second_to")):
        if getattr(rules, last) < getattr(rules, first):
            raise FieldError(last, _("The last day lies before the first."))


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


def survey_call(due_on: date) -> CallWindow:
    """A survey may take two weeks: S0 says "定期" and no more."""
    return CallWindow(due_on, due_on + timedelta(days=SURVEY_DAYS))


@dataclass(frozen=True)
class Call:
    """What the rules look at."""

    state: FollowUpState
    due_on: date
    late_after: date
    provisional: bool = False
    next_at: datetime | None = None
    call_time: str = ""


def when(call: Call, today: date) -> When:
    """Where a pending call stands on a day; a second call waits for the first, an agreed time for its day."""
    if call.provisional or call.due_on > today or (call.next_at is not None and call.next_at.date() > today):
        return When.COMING
    return When.LATE if call.late_after < today else When.TODAY


def shown_state(call: Call, today: date) -> FollowUpState:
    """The state with what the day makes of it: pending calls become due."""
    pending = call.state is FollowUpState.PENDING
    return FollowUpState.DUE if pending and when(call, today) is not When.COMING else call.state


def now_is_convenient(call: Call, now: datetime) -> bool:
    """Whether the customer likes to be called at this hour, or agreed to it."""
    if call.next_at is not None:
        return call.next_at <= now
    times = read_call_times(call.call_time)
    return times is not None and times.fits(now)


@dataclass(frozen=True)
class After:
    """What an attempt leads to: the state, and when to try again if it is still pending."""

    state: FollowUpState
    next_at: datetime | None = None


def after_attempt(
    outcome: Outcome,
    *,
    tries: int,
    at: datetime,
    call_time: str = "",
    agreed: datetime | None = None,
    numbers_left: bool = True,
    rules: CallRules | None = None,
) -> After:
    """What the `tries`-th attempt leads to (this one counted).

    Nobody answers: again at the convenient hour some days later, until the last attempt. A wrong number: the next one
    of the customer at once, if there is any. What was agreed stands whatever the number of attempts.
    """
    chosen = rules or CallRules()
    if outcome is Outcome.REACHED:
        return After(FollowUpState.DONE)
    if outcome is Outcome.REFUSED:
        return After(FollowUpState.REFUSED)
    if outcome is Outcome.CALL_BACK:
        return After(FollowUpState.PENDING, agreed)
    if outcome is Outcome.WRONG_NUMBER:
        return After(FollowUpState.PENDING if numbers_left else FollowUpState.UNREACHABLE)
    if outcome in UNANSWERED and tries < chosen.attempts:
        return After(
            FollowUpState.PENDING, next_call_at(call_time, at.date() + timedelta(days=chosen.gap_days))
        )
    return After(FollowUpState.UNREACHABLE)


def refusals(
    state: FollowUpState,
    purpose: Purpose = Purpose.REPAIR,
    *,
    provisional: bool = False,
    no_calls: bool = False,
) -> list[Reason]:
    """Why this call cannot be made now; empty when it can. Who asked to be called is called."""
    if state is not FollowUpState.PENDING:
        return [Reason("closed", _("This call is closed already."), "calls")]
    if provisional:
        return [
            Reason("first", _("The first call comes first: its day decides when this one is due."), "calls")
        ]
    if no_calls and purpose is not Purpose.RECALL:
        return [Reason("no_calls", _("The customer does not want to be called."), "customer")]
    return []
