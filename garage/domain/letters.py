"""信函: notices, invitations and answers on their way to a customer and back (G4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from garage.errors import Reason
from garage.i18n import _

SUBJECT, BODY = 80, 6000
"""Characters that are kept of each."""


class LetterKind(StrEnum):
    """通知、邀请函、答复函 (S0: 信函登记)."""

    NOTICE = "NOTICE"
    INVITATION = "INVITATION"
    ANSWER = "ANSWER"


class LetterState(StrEnum):
    """Where a letter is."""

    WRITTEN = "WRITTEN"
    SENT = "SENT"
    ANSWERED = "ANSWERED"
    RETURNED = "RETURNED"
    VOID = "VOID"


class LetterChannel(StrEnum):
    """How it went out."""

    POST = "POST"
    WECHAT = "WECHAT"
    HANDED = "HANDED"
    EMAIL = "EMAIL"


class LetterAct(StrEnum):
    """What can be done with a letter, in its order."""

    CHANGE = "CHANGE"
    SEND = "SEND"
    REPLY = "REPLY"
    RETURN = "RETURN"
    VOID = "VOID"


_S = LetterState
LIVE = frozenset(LetterState) - {_S.VOID}
GONE = LIVE - {_S.WRITTEN}
"""Went out one day."""
_FROM: dict[LetterAct, frozenset[LetterState]] = {
    LetterAct.CHANGE: frozenset({_S.WRITTEN}),
    LetterAct.SEND: frozenset({_S.WRITTEN}),
    LetterAct.REPLY: frozenset({_S.SENT}),
    LetterAct.RETURN: frozenset({_S.SENT}),
    LetterAct.VOID: frozenset({_S.WRITTEN, _S.SENT, _S.RETURNED}),
}
_NEXT = {_S.WRITTEN: LetterAct.SEND, _S.SENT: LetterAct.REPLY}


@dataclass(frozen=True)
class Standing:
    """What the guards look at."""

    no: str
    state: LetterState


def send_by(written_on: date, days: int) -> date:
    """The day by which a letter goes out that no campaign asks for."""
    return written_on + timedelta(days=days)


def late(state: LetterState, due_on: date | None, today: date) -> bool:
    """Whether it should have gone out already."""
    return state is LetterState.WRITTEN and due_on is not None and due_on < today


def next_act(state: LetterState) -> LetterAct | None:
    """What comes next; None once nothing is waited for."""
    return _NEXT.get(state)


def refusals(act: LetterAct, standing: Standing) -> list[Reason]:
    """Why an act may not be done now; empty when it may."""
    if standing.state in _FROM[act]:
        return []
    text = {
        _S.WRITTEN: _("{number} has not gone out yet."),
        _S.SENT: _("{number} has gone out."),
        _S.ANSWERED: _("{number} has been answered."),
        _S.RETURNED: _("{number} came back."),
        _S.VOID: _("{number} is void."),
    }[standing.state]
    return [Reason("state", text.format(number=standing.no))]
