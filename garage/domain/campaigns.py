"""联谊、优惠、免费服务活动: the stations of a campaign, its dates, and what a call to invite somebody leads to (G4)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from garage.domain.contacts import Outcome
from garage.domain.followups import After, FollowUpState
from garage.errors import Reason
from garage.i18n import _

LONGEST = 366
"""Days that a campaign may last."""


class CampaignKind(StrEnum):
    """What customers are asked to (S0 §1.1 (6))."""

    GATHERING = "GATHERING"
    OFFER = "OFFER"
    FREE_SERVICE = "FREE_SERVICE"


class CampaignState(StrEnum):
    """Where a campaign stands (DOMAIN §4.2)."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    CALLING = "CALLING"
    MAILING = "MAILING"
    RUNNING = "RUNNING"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"


class CampaignAct(StrEnum):
    """What can be done with it, in its order."""

    CHOOSE = "CHOOSE"
    WORD = "WORD"
    APPROVE = "APPROVE"
    CALL = "CALL"
    WRITE = "WRITE"
    CLOSE = "CLOSE"
    CHANGE = "CHANGE"
    ADD = "ADD"
    CANCEL = "CANCEL"


class TargetState(StrEnum):
    """Where a customer stands in a campaign.

    UNREACHED: nobody answered, or no number is left. LETTER_ONLY: is not called, gets a letter. REMOVED: taken off by hand.
    MISSED: the campaign was over before anybody called.
    """

    TO_CALL = "TO_CALL"
    CALLED = "CALLED"
    UNREACHED = "UNREACHED"
    LETTER_ONLY = "LETTER_ONLY"
    REMOVED = "REMOVED"
    MISSED = "MISSED"


class Answer(StrEnum):
    """What a customer said to it; SILENT was told and did not say."""

    COMING = "COMING"
    PERHAPS = "PERHAPS"
    NOT_COMING = "NOT_COMING"
    SILENT = "SILENT"


class ComplaintWish(StrEnum):
    """What complaints say about who is asked: nothing; nobody whose complaint is open; only who has complained.

    S4: the unhappy are won back by a surprise, and who is a bad customer stays out.
    """

    ANY = "ANY"
    NONE_OPEN = "NONE_OPEN"
    COMPLAINED = "COMPLAINED"


_S, _T = CampaignState, TargetState
OVER = frozenset({_S.CLOSED, _S.CANCELLED})
LIVE = frozenset({_S.APPROVED, _S.CALLING, _S.MAILING, _S.RUNNING})
"""Its targets are chosen, and it is not over."""
WRITTEN_TO = frozenset({_T.CALLED, _T.UNREACHED, _T.LETTER_ONLY})
"""Who gets a letter, unless he declined."""

_FROM: dict[CampaignAct, frozenset[CampaignState]] = {
    CampaignAct.CHOOSE: frozenset({_S.DRAFT}),
    CampaignAct.WORD: LIVE | {_S.DRAFT},
    CampaignAct.APPROVE: frozenset({_S.DRAFT}),
    CampaignAct.CALL: LIVE,
    CampaignAct.WRITE: LIVE,
    CampaignAct.CLOSE: LIVE,
    CampaignAct.CHANGE: LIVE - {_S.RUNNING} | {_S.DRAFT},
    CampaignAct.ADD: LIVE,
    CampaignAct.CANCEL: LIVE | {_S.DRAFT},
}


@dataclass(frozen=True)
class Counted:
    """How many of its customers stand where.

    `waiting` of those to call are called at a later moment; `owed` letters are not written, the first due on `owed_on`.
    """

    to_call: int = 0
    waiting: int = 0
    tried: int = 0
    called: int = 0
    unreached: int = 0
    letter_only: int = 0
    owed: int = 0
    owed_on: date | None = None

    @property
    def targets(self) -> int:
        """Everybody who is not taken off."""
        return self.to_call + self.called + self.unreached + self.letter_only


@dataclass(frozen=True)
class Standing:
    """What the guards look at; `chosen` says whether anybody said whom it is for, `worded` whether a letter is written."""

    no: str
    state: CampaignState
    starts_on: date
    ends_on: date
    chosen: bool
    worded: bool
    counted: Counted = Counted()


# Dates


def call_by(starts_on: date, days: int) -> date:
    """The day by which everybody has been called: so many days before the first (S0 §1.1 (6): 提前两周)."""
    return starts_on - timedelta(days=days)


def letter_due(called_on: date, days: int) -> date:
    """The day by which the letter goes out, so many days after a call (S0 §1.1 (6); DOMAIN §6, 2)."""
    return called_on + timedelta(days=days)


def letter_due_without_call(call_by_day: date, today: date, days: int) -> date:
    """As if the customer were called on the last day for it, or today where that is over."""
    return letter_due(max(call_by_day, today), days)


def days_late(call_by_day: date, today: date) -> int:
    """By how many days the telephone comes too late; 0 when there is time."""
    return max((today - call_by_day).days, 0)


# What may be done, and what comes next


def refusals(act: CampaignAct, standing: Standing) -> list[Reason]:
    """Why an act may not be done now; empty when it may. A day is looked at by `too_early`."""
    no, state = standing.no, standing.state
    if state not in _FROM[act]:
        if state in OVER:
            text = _("{number} is over.")
        elif state is _S.DRAFT:
            text = _("{number} has not been approved yet.")
        elif act is CampaignAct.CHANGE:
            text = _("{number} runs already.")
        else:
            text = _("{number} has been approved: whom it is for stands.")
        return [Reason("state", text.format(number=no))]
    if act is CampaignAct.APPROVE and not standing.chosen:
        return [Reason("targets", _("Nobody has said yet whom {number} is for.").format(number=no))]
    if act is CampaignAct.CALL and not standing.counted.to_call:
        return [Reason("called", _("Everybody has been called."))]
    if act is CampaignAct.WRITE and not standing.worded:
        return [Reason("letter", _("The text of the letter is not written yet."))]
    if act is CampaignAct.WRITE and not standing.counted.owed:
        return [Reason("letters", _("No letter is owed."))]
    return []


def too_early(standing: Standing, today: date) -> list[Reason]:
    """Why it cannot be closed on this day: it is closed once its last day has come."""
    if today >= standing.ends_on:
        return []
    text = _("{number} runs until {day}.").format(number=standing.no, day=standing.ends_on.isoformat())
    return [Reason("early", text)]


def may(act: CampaignAct, standing: Standing, today: date) -> bool:
    """Whether it can be done now."""
    early = act is CampaignAct.CLOSE and too_early(standing, today)
    return not early and not refusals(act, standing)


def next_act(standing: Standing, today: date) -> CampaignAct | None:
    """What comes next; None while it waits: for its day, or for the hour of a call.

    A letter whose day has come goes before the next call.
    """
    if standing.state in OVER:
        return None
    if standing.state is _S.DRAFT:
        if not standing.chosen:
            return CampaignAct.CHOOSE
        return CampaignAct.APPROVE if standing.worded else CampaignAct.WORD
    counted = standing.counted
    if may(CampaignAct.CLOSE, standing, today):
        return CampaignAct.CLOSE
    write = may(CampaignAct.WRITE, standing, today)
    if write and counted.owed_on is not None and counted.owed_on <= today:
        return CampaignAct.WRITE
    if counted.to_call > counted.waiting:
        return CampaignAct.CALL
    return CampaignAct.WRITE if write else None


def state_after(standing: Standing, today: date) -> CampaignState:
    """The station that follows from its calls, its letters and the day; what is no road stays as it is."""
    counted = standing.counted
    if standing.state not in LIVE:
        return standing.state
    if today >= standing.starts_on:
        return _S.RUNNING
    if counted.to_call:
        begun = counted.tried or counted.called or counted.unreached
        return _S.CALLING if begun else _S.APPROVED
    return _S.MAILING if standing.worded else _S.CALLING


# What a call leads to


@dataclass(frozen=True)
class Called:
    """Where a customer stands after an attempt, when to try again, and by when the letter goes out."""

    state: TargetState
    next_at: datetime | None = None
    letter_due_on: date | None = None


def after_call(
    after: After, outcome: Outcome, answer: Answer | None, at: datetime, letter_days: int
) -> Called:
    """What an attempt leads to, from what it leads to for any call (`followups.after_attempt`).

    Who declined gets no letter; who wants no calls any more, or was not reached, does.
    """
    if after.state is FollowUpState.PENDING:
        return Called(_T.TO_CALL, after.next_at)
    reached = outcome is Outcome.REACHED
    state = _T.UNREACHED if after.state is FollowUpState.UNREACHABLE else _T.CALLED
    declined = reached and answer is Answer.NOT_COMING
    return Called(state, None, None if declined else letter_due(at.date(), letter_days))
