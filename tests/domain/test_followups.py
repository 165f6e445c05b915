"""The days of both calls, where a call stands on a day, and what each result leads to."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from garage.domain.contacts import Direction, Outcome, Talk, check_talk, check_topics
from garage.domain.followups import (
    Call,
    CallRules,
    FollowUpState,
    When,
    after_attempt,
    check_rules,
    first_call,
    now_is_convenient,
    second_call,
    shown_state,
    when,
)
from garage.domain.questions import Asked, QuestionAct, QuestionState, hand_up_by, is_late, next_act, refusals
from garage.errors import FieldError

EXIT = date(2026, 11, 21)
NOON = datetime(2026, 11, 24, 12, 0)
CALL = Call(FollowUpState.PENDING, date(2026, 11, 24), date(2026, 11, 28))


def test_first_call_is_due_on_day_3_and_late_after_day_7() -> None:
    window = first_call(EXIT)
    assert (window.due_on, window.late_after) == (date(2026, 11, 24), date(2026, 11, 28))
    assert when(CALL, date(2026, 11, 23)) is When.COMING
    assert when(CALL, date(2026, 11, 24)) is When.TODAY
    assert when(CALL, date(2026, 11, 28)) is When.TODAY
    assert when(CALL, date(2026, 11, 29)) is When.LATE


def test_second_call_is_due_7_to_14_days_after_the_first_actual_one() -> None:
    window = second_call(date(2026, 11, 26))
    assert (window.due_on, window.late_after) == (date(2026, 12, 3), date(2026, 12, 10))


def test_a_second_call_waits_for_the_first_and_an_agreed_time_for_its_day() -> None:
    assert when(replace(CALL, provisional=True), date(2026, 12, 30)) is When.COMING
    agreed = replace(CALL, next_at=datetime(2026, 11, 30, 9, 0))
    assert when(agreed, date(2026, 11, 29)) is When.COMING
    assert when(agreed, date(2026, 11, 30)) is When.LATE


def test_pending_is_shown_as_due_when_its_day_has_come() -> None:
    assert shown_state(CALL, date(2026, 11, 23)) is FollowUpState.PENDING
    assert shown_state(CALL, date(2026, 11, 24)) is FollowUpState.DUE
    assert shown_state(replace(CALL, state=FollowUpState.DONE), date(2026, 11, 30)) is FollowUpState.DONE


def test_an_agreed_time_is_convenient_once_it_has_come_whatever_the_usual_hours() -> None:
    evening = replace(CALL, call_time="18:00–20:00")
    assert not now_is_convenient(evening, NOON)
    assert now_is_convenient(evening, NOON.replace(hour=19))
    agreed = replace(evening, next_at=NOON)
    assert now_is_convenient(agreed, NOON)
    assert not now_is_convenient(agreed, NOON.replace(hour=11))


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.BUSY, Outcome.SWITCHED_OFF])
def test_nobody_answers_three_times_then_it_is_given_up(outcome: Outcome) -> None:
    first = after_attempt(outcome, tries=1, at=NOON, call_time="18:00–20:00")
    assert first.next_at == datetime(2026, 11, 25, 18, 0)
    assert after_attempt(outcome, tries=2, at=NOON).state is FollowUpState.PENDING
    assert after_attempt(outcome, tries=3, at=NOON).state is FollowUpState.UNREACHABLE


def test_what_was_agreed_stands_whatever_the_number_of_attempts() -> None:
    agreed = datetime(2026, 11, 25, 15, 0)
    after = after_attempt(Outcome.CALL_BACK, tries=9, at=NOON, agreed=agreed)
    assert (after.state, after.next_at) == (FollowUpState.PENDING, agreed)


def test_a_wrong_number_goes_on_with_the_next_or_ends_without_one() -> None:
    left = after_attempt(Outcome.WRONG_NUMBER, tries=5, at=NOON, numbers_left=True)
    assert (left.state, left.next_at) == (FollowUpState.PENDING, None)
    none = after_attempt(Outcome.WRONG_NUMBER, tries=1, at=NOON, numbers_left=False)
    assert none.state is FollowUpState.UNREACHABLE


def test_gap_and_attempts_are_choices() -> None:
    rules = CallRules(attempts=1)
    assert after_attempt(Outcome.BUSY, tries=1, at=NOON, rules=rules).state is FollowUpState.UNREACHABLE
    slow = after_attempt(Outcome.BUSY, tries=1, at=NOON, rules=CallRules(gap_days=3))
    assert slow.next_at == datetime(2026, 11, 27, 10, 0)


def test_choices_that_cannot_be_are_refused() -> None:
    with pytest.raises(FieldError, match="before the first") as error:
        check_rules(CallRules(first_from=8))
    assert error.value.field == "first_to"
    with pytest.raises(FieldError) as error:
        check_rules(CallRules(attempts=0))
    assert error.value.field == "attempts"


def test_nothing_is_said_when_nobody_was_spoken_to() -> None:
    for wrong, field in (
        (Talk(outcome=Outcome.BUSY, opinion="满意"), "opinion"),
        (Talk(outcome=Outcome.BUSY, scores={"QUALITY": 5}), "scores"),
        (Talk(Direction.IN, outcome=Outcome.NO_ANSWER), "outcome"),
        (Talk(outcome=Outcome.CALL_BACK), "call_back_at"),
        (Talk(outcome=Outcome.CALL_BACK, call_back_at=NOON), "call_back_at"),
        (Talk(scores={"QUALITY": 6}), "scores"),
        (Talk(at=NOON.replace(hour=13)), "at"),
    ):
        with pytest.raises(FieldError) as error:
            check_talk(wrong, NOON)
        assert error.value.field == field


def test_topics_are_few_short_and_named_once() -> None:
    assert check_topics(["质量", " 价格 ", "质量", ""]) == ("质量", "价格")
    for wrong in ([], ["a" * 21], [str(n) for n in range(9)]):
        with pytest.raises(FieldError):
            check_topics(wrong)


def test_a_question_goes_to_the_manager_within_two_days_and_is_told_the_same_day() -> None:
    asked = Asked(QuestionState.OPEN, hand_up_by(NOON, 2))
    assert asked.due_on == date(2026, 11, 26)
    assert not is_late(asked, date(2026, 11, 26))
    assert is_late(asked, date(2026, 11, 27))
    assert not is_late(replace(asked, state=QuestionState.ESCALATED), date(2026, 12, 27))
    assert is_late(Asked(QuestionState.ANSWERED, date(2026, 11, 26)), date(2026, 11, 27))
    assert next_act(asked) is QuestionAct.ANSWER
    assert next_act(replace(asked, state=QuestionState.ANSWERED)) is QuestionAct.TELL
    assert refusals(QuestionAct.TELL, asked)
