"""Campaigns: two weeks before by telephone, a letter two days after, and one station after the other."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from garage.domain.campaigns import (
    Answer,
    CampaignAct,
    CampaignState,
    Counted,
    Standing,
    TargetState,
    after_call,
    call_by,
    days_late,
    letter_due,
    letter_due_without_call,
    may,
    next_act,
    refusals,
    state_after,
    too_early,
)
from garage.domain.contacts import Outcome
from garage.domain.followups import after_attempt

STARTS, ENDS = date(2026, 12, 12), date(2026, 12, 14)
TODAY = date(2026, 11, 21)
LIVE = Standing("CM-2026-00001", CampaignState.APPROVED, STARTS, ENDS, chosen=True, worded=True)
A, S = CampaignAct, CampaignState


def test_customers_are_called_two_weeks_before_the_first_day() -> None:
    assert call_by(STARTS, 14) == date(2026, 11, 28)
    assert call_by(date(2027, 1, 10), 14) == date(2026, 12, 27)


def test_a_campaign_planned_too_late_says_by_how_many_days() -> None:
    assert days_late(date(2026, 11, 28), date(2026, 11, 28)) == 0
    assert days_late(date(2026, 11, 28), date(2026, 12, 1)) == 3


def test_the_letter_goes_out_two_days_after_the_call() -> None:
    assert letter_due(date(2026, 11, 30), 2) == date(2026, 12, 2)
    assert letter_due_without_call(date(2026, 11, 28), TODAY, 2) == date(2026, 11, 30)
    assert letter_due_without_call(date(2026, 11, 28), date(2026, 12, 5), 2) == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("state", "counted", "today", "wanted"),
    [
        (S.APPROVED, Counted(to_call=3), TODAY, S.APPROVED),
        (S.APPROVED, Counted(to_call=3, tried=1), TODAY, S.CALLING),
        (S.CALLING, Counted(to_call=1, called=2), TODAY, S.CALLING),
        (S.CALLING, Counted(called=3, owed=2), TODAY, S.MAILING),
        (S.MAILING, Counted(to_call=1, called=3), TODAY, S.CALLING),
        (S.MAILING, Counted(called=3), STARTS, S.RUNNING),
        (S.CALLING, Counted(to_call=2, called=1), STARTS, S.RUNNING),
        (S.DRAFT, Counted(), STARTS, S.DRAFT),
        (S.CLOSED, Counted(to_call=2), STARTS, S.CLOSED),
    ],
)
def test_the_station_follows_calls_letters_and_the_day(
    state: CampaignState, counted: Counted, today: date, wanted: CampaignState
) -> None:
    assert state_after(replace(LIVE, state=state, counted=counted), today) is wanted


def test_without_a_letter_nothing_is_mailed() -> None:
    silent = replace(LIVE, state=S.CALLING, worded=False, counted=Counted(called=3))
    assert state_after(silent, TODAY) is S.CALLING
    assert next_act(silent, TODAY) is None
    assert [reason.code for reason in refusals(A.WRITE, silent)] == ["letter"]


def test_what_comes_next() -> None:
    draft = replace(LIVE, state=S.DRAFT, chosen=False, worded=False)
    assert next_act(draft, TODAY) is A.CHOOSE
    assert next_act(replace(draft, chosen=True), TODAY) is A.WORD
    assert next_act(replace(draft, chosen=True, worded=True), TODAY) is A.APPROVE
    assert next_act(replace(LIVE, counted=Counted(to_call=2)), TODAY) is A.CALL
    assert next_act(replace(LIVE, counted=Counted(to_call=2, waiting=2)), TODAY) is None
    owed = Counted(to_call=2, owed=1, owed_on=TODAY)
    assert next_act(replace(LIVE, counted=owed), TODAY) is A.WRITE
    assert next_act(replace(LIVE, counted=replace(owed, owed_on=ENDS)), TODAY) is A.CALL
    assert next_act(replace(LIVE, counted=Counted(owed=1, owed_on=ENDS)), TODAY) is A.WRITE
    assert next_act(replace(LIVE, state=S.RUNNING), ENDS) is A.CLOSE
    assert next_act(replace(LIVE, state=S.CLOSED), ENDS) is None


def test_nobody_is_called_before_the_approval_or_after_the_end() -> None:
    for state in (S.DRAFT, S.CLOSED, S.CANCELLED):
        assert refusals(A.CALL, replace(LIVE, state=state, counted=Counted(to_call=1)))
    assert refusals(A.CHOOSE, LIVE)
    assert refusals(A.CHANGE, replace(LIVE, state=S.RUNNING))
    assert [one.code for one in refusals(A.APPROVE, replace(LIVE, state=S.DRAFT, chosen=False))] == [
        "targets"
    ]


def test_it_is_closed_on_its_last_day_and_not_before() -> None:
    running = replace(LIVE, state=S.RUNNING)
    assert too_early(running, date(2026, 12, 13))
    assert not may(A.CLOSE, running, date(2026, 12, 13))
    assert may(A.CLOSE, running, ENDS)


NOON = datetime(2026, 11, 21, 12, 0)


@pytest.mark.parametrize(
    ("outcome", "tries", "answer", "state", "letter"),
    [
        (Outcome.REACHED, 1, Answer.COMING, TargetState.CALLED, date(2026, 11, 23)),
        (Outcome.REACHED, 1, Answer.NOT_COMING, TargetState.CALLED, None),
        (Outcome.REFUSED, 1, None, TargetState.CALLED, date(2026, 11, 23)),
        (Outcome.NO_ANSWER, 1, None, TargetState.TO_CALL, None),
        (Outcome.NO_ANSWER, 3, None, TargetState.UNREACHED, date(2026, 11, 23)),
    ],
)
def test_who_declines_gets_no_letter_and_who_is_not_reached_does(
    outcome: Outcome, tries: int, answer: Answer | None, state: TargetState, letter: date | None
) -> None:
    called = after_call(after_attempt(outcome, tries=tries, at=NOON), outcome, answer, NOON, 2)
    assert (called.state, called.letter_due_on) == (state, letter)
    assert (called.next_at is not None) is (state is TargetState.TO_CALL)
