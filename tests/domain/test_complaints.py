"""The loop of a complaint and its clocks; dates are those of the State Council's notices for 2025 and 2026."""

from datetime import date, datetime, timedelta

import pytest

from garage.domain.complaints import (
    LIVE,
    OVER,
    ComplaintAct,
    ComplaintState,
    Standing,
    acts,
    clock,
    next_act,
    refusals,
    verify_due_at,
)

S, A = ComplaintState, ComplaintAct


def test_it_is_verified_by_the_same_hour_of_the_next_day_be_it_a_sunday() -> None:
    assert verify_due_at(datetime(2026, 2, 28, 23, 59, 59), 24) == datetime(2026, 3, 1, 23, 59, 59)


VERIFY_BY, RESULT_BY, TOLD = datetime(2026, 11, 21, 9, 0), date(2026, 11, 30), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("state", "act", "due"),
    [
        (S.REGISTERED, A.VERIFY, VERIFY_BY),
        (S.ASSIGNED, A.VERIFY, VERIFY_BY),
        (S.REOPENED, A.VERIFY, VERIFY_BY),
        (S.VERIFIED, A.INFORM, RESULT_BY),
        (S.IMPLEMENTED, A.INFORM, RESULT_BY),
        (S.INFORMED, A.REVISIT, date(2026, 11, 28)),
    ],
)
def test_one_clock_runs_at_a_time(state: S, act: A, due: date) -> None:
    running = clock(state, VERIFY_BY, RESULT_BY, TOLD, 3)
    assert running is not None
    assert (running.act, running.due) == (act, due)


@pytest.mark.parametrize("state", [S.REVISITED, S.CLOSED, S.WITHDRAWN])
def test_nothing_is_awaited_of_what_only_has_to_be_closed(state: S) -> None:
    assert clock(state, VERIFY_BY, RESULT_BY, TOLD, 3) is None


def test_a_clock_is_late_after_its_second_or_after_its_day() -> None:
    hours, days = (clock(state, VERIFY_BY, RESULT_BY, None, 3) for state in (S.ASSIGNED, S.VERIFIED))
    assert hours is not None
    assert days is not None
    assert not hours.late(VERIFY_BY)
    assert hours.late(VERIFY_BY + timedelta(seconds=1))
    assert not days.late(datetime(2026, 11, 30, 23, 59, 59))
    assert days.late(datetime(2026, 12, 1))


def test_the_loop_goes_through_every_step_to_its_end() -> None:
    after = {
        A.CLASSIFY: S.CLASSIFIED,
        A.ASSIGN: S.ASSIGNED,
        A.VERIFY: S.VERIFIED,
        A.PLAN: S.MEASURES,
        A.IMPLEMENT: S.IMPLEMENTED,
        A.INFORM: S.INFORMED,
        A.REVISIT: S.REVISITED,
        A.CLOSE: S.CLOSED,
    }
    state, walked = S.REGISTERED, []
    while (act := next_act(Standing("CP-2026-00001", state, satisfied=True))) is not None:
        assert refusals(act, Standing("CP-2026-00001", state, satisfied=True)) == []
        walked.append(act)
        state = after[act]
    assert walked == list(after)
    assert state in OVER


def test_an_unhappy_customer_begins_it_anew_and_it_cannot_be_closed() -> None:
    unhappy = Standing("CP-2026-00001", S.REVISITED, satisfied=False)
    assert next_act(unhappy) is A.REOPEN
    assert [reason.code for reason in refusals(A.CLOSE, unhappy)] == ["unhappy"]


@pytest.mark.parametrize("state", sorted(LIVE - {S.REVISITED}))
def test_nothing_is_closed_before_the_customer_was_asked_again(state: S) -> None:
    assert [reason.code for reason in refusals(A.CLOSE, Standing("CP-2026-00001", state))] == ["state"]


@pytest.mark.parametrize("state", ComplaintState)
def test_what_comes_next_stands_first_and_everything_offered_is_allowed(state: S) -> None:
    standing = Standing("CP-2026-00001", state, satisfied=True)
    offered = acts(standing)
    assert len(offered) == len(set(offered))
    assert all(not refusals(act, standing) for act in offered)
    assert offered[:1] == ([first] if (first := next_act(standing)) else offered[:1])
