"""What a customer asked and nobody could answer at once: to the manager in two days, told the same day (S0 §1.2 三 4)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from garage.errors import Reason
from garage.i18n import _


class QuestionState(StrEnum):
    """Life of a question."""

    OPEN = "OPEN"
    ESCALATED = "ESCALATED"
    ANSWERED = "ANSWERED"
    TOLD = "TOLD"
    WITHDRAWN = "WITHDRAWN"


class QuestionAct(StrEnum):
    """What is done with a question."""

    HAND_UP = "HAND_UP"
    ANSWER = "ANSWER"
    TELL = "TELL"
    WITHDRAW = "WITHDRAW"


_S = QuestionState
LIVE = frozenset({_S.OPEN, _S.ESCALATED, _S.ANSWERED})
"""Somebody still has to do something."""
_FROM = {
    QuestionAct.HAND_UP: frozenset({_S.OPEN}),
    QuestionAct.ANSWER: frozenset({_S.OPEN, _S.ESCALATED, _S.ANSWERED}),
    QuestionAct.TELL: frozenset({_S.ANSWERED}),
    QuestionAct.WITHDRAW: LIVE,
}


@dataclass(frozen=True)
class Asked:
    """What the rules look at: `due_on` is the last day for the next thing to be done about it."""

    state: QuestionState
    due_on: date


def hand_up_by(asked_at: datetime, days: int) -> date:
    """Last day on which the question may stay unanswered without the manager: so many calendar days, "两日内"."""
    return asked_at.date() + timedelta(days=days)


def tell_by(answered_at: datetime) -> date:
    """The customer is told on the day on which the answer exists."""
    return answered_at.date()


def is_late(asked: Asked, today: date) -> bool:
    """Whether the last day is over: a question with the manager waits for its answer without one."""
    return asked.state in {_S.OPEN, _S.ANSWERED} and today > asked.due_on


def refusals(act: QuestionAct, asked: Asked) -> list[Reason]:
    """Why the act is not possible now; empty when it is."""
    if asked.state in _FROM[act]:
        return []
    words = {
        _S.OPEN: _("Nobody has answered it yet."),
        _S.ESCALATED: _("The manager has it, and no answer yet."),
        _S.ANSWERED: _("It is answered; the customer waits to be told."),
        _S.TOLD: _("The customer knows the answer already."),
        _S.WITHDRAWN: _("This question is closed."),
    }
    return [Reason(f"question_{asked.state.value.lower()}", words[asked.state], "questions")]


def next_act(asked: Asked) -> QuestionAct | None:
    """What waits to be done with it."""
    if asked.state is _S.ANSWERED:
        return QuestionAct.TELL
    return QuestionAct.ANSWER if asked.state in LIVE else None
