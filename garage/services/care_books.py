"""Whether calls, talks and questions say the same: attempts are in the log, what is closed says when, dates in order."""

from collections.abc import Iterator
from typing import Any

from peewee import JOIN, fn

from garage.domain.followups import FollowUpState
from garage.domain.questions import QuestionState
from garage.i18n import _
from garage.models.contacts import ContactLog, ContactScore, Question
from garage.models.followups import FollowUp
from garage.models.listing import tuples
from garage.services import campaign_books, letters, member_books, summaries

_S, _Q = FollowUpState, QuestionState


def check_books() -> Iterator[str]:
    """What is wrong with follow-up calls and what hangs on them, in words."""
    yield from _false_attempts()
    yield from _false_states()
    yield from _false_scores()
    yield from _false_questions()
    yield from campaign_books.check_books()
    yield from letters.check_books()
    yield from summaries.check_books()
    yield from member_books.check_books()


def _false_attempts() -> Iterator[str]:
    """Each attempt at a call stands in the log."""
    query = (
        FollowUp.select(FollowUp.id, FollowUp.attempts, fn.COUNT(ContactLog.id))
        .join(ContactLog, JOIN.LEFT_OUTER, on=(ContactLog.follow_up == FollowUp.id))
        .group_by(FollowUp.id, FollowUp.attempts)
        .having(fn.COUNT(ContactLog.id) != FollowUp.attempts)
        .order_by(FollowUp.id)
    )
    for ref, said, logged in tuples(query):
        text = _("Follow-up call {ref} counts {said} attempts, the log {logged}.")
        yield text.format(ref=ref, said=said, logged=logged)


def _false_states() -> Iterator[str]:
    """What is pending has no end, what is closed has one; nobody is done who was not called."""
    pending = FollowUp.state == _S.PENDING.value
    ended = FollowUp.done_at.is_null(False)
    called = FollowUp.state.in_([_S.DONE.value, _S.UNREACHABLE.value, _S.REFUSED.value])
    wrong: Any = (
        (pending & ended)
        | (~pending & ~ended)
        | (FollowUp.state == _S.DUE.value)
        | (called & (FollowUp.attempts == 0))
        | ((FollowUp.state == _S.CANCELLED.value) & (FollowUp.closed_reason == ""))
        | (FollowUp.late_after < FollowUp.due_on)
        | (FollowUp.provisional & (FollowUp.round == 1))
    )
    for (ref,) in tuples(FollowUp.select(FollowUp.id).where(wrong).order_by(FollowUp.id)):
        yield _("Follow-up call {ref} is not what its dates say.").format(ref=ref)


def _false_scores() -> Iterator[str]:
    wrong = (ContactScore.score < 1) | (ContactScore.score > 5)
    for (ref,) in tuples(ContactScore.select(ContactScore.contact).where(wrong).order_by(ContactScore.id)):
        yield _("Talk {ref} has a score that nobody can give.").format(ref=ref)


def _false_questions() -> Iterator[str]:
    """Answers come before they are told; a question with the manager names one."""
    answered, told = Question.answered_at.is_null(False), Question.told_at.is_null(False)
    wrong: Any = (
        (Question.state.in_([_Q.ANSWERED.value, _Q.TOLD.value]) & ~answered)
        | ((Question.state == _Q.TOLD.value) & ~told)
        | (told & (Question.told_at < Question.answered_at))
        | ((Question.state == _Q.ESCALATED.value) & Question.escalated_to.is_null())
        | ((Question.state == _Q.WITHDRAWN.value) & (Question.closed_reason == ""))
    )
    for (ref,) in tuples(Question.select(Question.id).where(wrong).order_by(Question.id)):
        yield _("Question {ref} is not what its dates say.").format(ref=ref)
