"""The clock of evidence, who answers for what, and when another garage has to try."""

from dataclasses import replace
from datetime import date

import pytest

from garage.domain.rework import (
    NOT_OURS,
    OURS,
    UNDECIDED,
    Case,
    ReworkAct,
    ReworkCause,
    ReworkState,
    evidence_due_on,
    has_clock,
    is_ours,
    lapses,
    must_refer,
    needs_owner,
    next_act,
    read_clock,
    refusals,
)
from garage.domain.working_days import Calendar, DayKind

DUE = date(2026, 11, 24)
CALENDAR = Calendar({date(2026, 10, day): DayKind.OFF for day in (1, 2, 5, 6, 7)})


def _case(state: ReworkState = ReworkState.DIAGNOSING, **values: object) -> Case:
    return replace(Case("RW-2026-00001", state, None, DUE, None), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 21), date(2026, 11, 24)),
        (date(2026, 12, 30), date(2027, 1, 2)),
        (date(2028, 2, 27), date(2028, 3, 1)),
        (date(2027, 2, 27), date(2027, 3, 2)),
    ],
)
def test_evidence_is_due_three_natural_days_after_reception(received: date, due: date) -> None:
    assert evidence_due_on(received, received) == due
    assert evidence_due_on(received, due) == due


def test_what_is_said_when_that_day_is_over_has_three_days_of_its_own() -> None:
    assert evidence_due_on(date(2026, 11, 21), date(2026, 11, 25)) == date(2026, 11, 28)


def test_the_last_day_counts_to_its_end_and_the_day_after_it_is_ours() -> None:
    assert not lapses(_case(), DUE)
    assert lapses(_case(), date(2026, 11, 25))
    assert lapses(_case(ReworkState.CLAIMED), date(2026, 11, 25))


def test_a_last_day_in_a_holiday_stands_and_only_hints_at_the_working_day_after_it() -> None:
    clock = read_clock(date(2026, 10, 3), date(2026, 10, 4), CALENDAR)
    assert (clock.due_on, clock.runs_on_to) == (date(2026, 10, 3), date(2026, 10, 8))
    assert clock.over
    assert read_clock(DUE, DUE, CALENDAR).runs_on_to is None


def test_another_cause_shown_on_the_last_day_stops_the_clock() -> None:
    shown = _case(cause=ReworkCause.MISUSE, evidence_on=DUE)
    assert not has_clock(shown)
    assert not lapses(shown, date(2026, 12, 24))
    assert not needs_owner(shown, date(2026, 12, 24))


def test_evidence_of_the_day_after_the_last_does_not() -> None:
    late = _case(cause=ReworkCause.MISUSE, evidence_on=date(2026, 11, 25))
    assert lapses(late, date(2026, 11, 25))
    assert needs_owner(late, date(2026, 11, 25))


@pytest.mark.parametrize("cause", OURS)
def test_evidence_against_ourselves_stops_no_clock(cause: ReworkCause) -> None:
    assert lapses(_case(cause=cause, evidence_on=DUE), date(2026, 11, 25))


def test_outside_the_warranty_nothing_lapses() -> None:
    assert not lapses(_case(covered=False), date(2027, 1, 1))


def test_every_cause_has_one_side() -> None:
    assert {*OURS, *NOT_OURS, ReworkCause.NO_EVIDENCE} == set(ReworkCause)
    assert [one for one in ReworkCause if is_ours(one)] == [*OURS, ReworkCause.NO_EVIDENCE]


def test_after_two_reworks_another_garage_tries() -> None:
    assert [must_refer(count) for count in range(4)] == [False, False, True, True]
    ours = _case(ReworkState.OUR_FAULT, cause=ReworkCause.WORKMANSHIP)
    assert (next_act(ours, 1), next_act(ours, 2)) == (None, ReworkAct.REFER)


def test_it_is_not_ours_only_with_evidence_of_another_cause() -> None:
    assert [reason.code for reason in refusals(ReworkAct.NOT_OURS, _case())] == ["evidence"]
    against = _case(cause=ReworkCause.PART, evidence_on=DUE)
    assert [reason.code for reason in refusals(ReworkAct.NOT_OURS, against)] == ["evidence"]
    assert not refusals(ReworkAct.NOT_OURS, _case(cause=ReworkCause.OTHER_WORK, evidence_on=DUE))


def test_what_the_clock_decided_may_be_decided_otherwise_and_what_people_decided_may_not() -> None:
    lapsed = _case(ReworkState.OUR_FAULT, cause=ReworkCause.NO_EVIDENCE)
    assert not refusals(ReworkAct.NOT_OURS, lapsed)
    assert needs_owner(lapsed, DUE)
    assert refusals(ReworkAct.NOT_OURS, _case(ReworkState.OUR_FAULT, cause=ReworkCause.PART))


def test_a_closed_case_is_never_opened_again() -> None:
    assert all(refusals(act, _case(ReworkState.CLOSED)) for act in ReworkAct)
    assert next_act(_case(ReworkState.CLOSED), 5) is None


def test_the_next_step_may_always_be_done() -> None:
    for state in ReworkState:
        for cause in (None, *ReworkCause):
            fits = cause is ReworkCause.NO_EVIDENCE and state in UNDECIDED
            case = _case(state, cause=cause, evidence_on=DUE if cause else None)
            act = next_act(case, 2)
            if act is not None and not fits and act is not ReworkAct.OURS:
                assert not refusals(act, case), (state, cause)
