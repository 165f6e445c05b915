"""The clock of a fault: what counts, what does not, and when it turns amber and red (S3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.fault_clock import (
    ClockState,
    FaultClass,
    FaultRun,
    Limits,
    check_limits,
    held_time,
    must_escalate,
    read_clock,
    run_of,
    suggested_class,
)
from garage.domain.orders import OrderState
from garage.errors import FieldError

NINE = datetime(2026, 11, 21, 9)
LIMITS = Limits()


def at(**time: float) -> datetime:
    return NINE + timedelta(**time)


def simple(*waits: tuple[datetime, datetime | None]) -> FaultRun:
    return FaultRun(NINE, FaultClass.SIMPLE, waits)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (at(minutes=89, seconds=59), ClockState.FINE),
        (at(minutes=90), ClockState.AMBER),
        (at(hours=2), ClockState.AMBER),
        (at(hours=2, seconds=1), ClockState.RED),
    ],
)
def test_two_hours_of_a_simple_fault_are_amber_from_three_quarters_and_red_only_after(
    now: datetime, state: ClockState
) -> None:
    assert read_clock(simple(), LIMITS, now).state is state


@pytest.mark.parametrize(
    ("fault_class", "limit"),
    [
        (FaultClass.SIMPLE, timedelta(hours=2)),
        (FaultClass.ORDINARY, timedelta(hours=6)),
        (FaultClass.MAJOR, timedelta(hours=24)),
        (FaultClass.EXTRA_LARGE, timedelta(days=2)),
        (FaultClass.DIFFICULT, timedelta(days=7)),
        (None, timedelta(minutes=30)),
    ],
)
def test_each_class_has_the_time_of_the_service_promise(
    fault_class: FaultClass | None, limit: timedelta
) -> None:
    run = FaultRun(NINE, fault_class)
    assert read_clock(run, LIMITS, NINE + limit).state is not ClockState.RED
    assert read_clock(run, LIMITS, NINE + limit + timedelta(seconds=1)).state is ClockState.RED


def test_time_on_hold_does_not_count_and_moves_the_due_time() -> None:
    run = simple((at(hours=1), at(hours=3)))
    clock = read_clock(run, LIMITS, at(hours=4))
    assert (clock.used, clock.held) == (timedelta(hours=2), timedelta(hours=2))
    assert clock.due_at == at(hours=4)


def test_a_held_clock_stands_still() -> None:
    run = simple((at(hours=1), None))
    for hours in (1, 5, 500):
        clock = read_clock(run, LIMITS, at(hours=hours))
        assert (clock.used, clock.stopped, clock.due_at) == (timedelta(hours=1), True, None)


def test_the_clock_ends_with_the_final_inspection() -> None:
    run = FaultRun(NINE, FaultClass.SIMPLE, (), at(hours=1))
    assert read_clock(run, LIMITS, at(days=30)).used == timedelta(hours=1)


def test_waits_that_overlap_count_once() -> None:
    waits = [(at(hours=1), at(hours=3)), (at(hours=2), at(hours=4)), (at(hours=2), at(hours=3))]
    assert held_time(NINE, at(hours=10), waits) == timedelta(hours=3)


moments = st.integers(-3_000, 20_000).map(lambda minutes: at(minutes=minutes))
waits = st.lists(st.tuples(moments, st.none() | moments), max_size=6)


@given(waits, st.none() | st.sampled_from(FaultClass), moments, st.none() | moments)
def test_used_and_held_time_are_never_negative_and_make_up_the_whole(
    waits: list[tuple[datetime, datetime | None]],
    fault_class: FaultClass | None,
    now: datetime,
    ended: datetime | None,
) -> None:
    clock = read_clock(FaultRun(NINE, fault_class, tuple(waits), ended), LIMITS, now)
    assert clock.used >= timedelta()
    assert clock.held >= timedelta()
    assert clock.used + clock.held == max(ended or now, NINE) - NINE


@given(waits, moments)
def test_more_waiting_never_makes_a_clock_later(
    waits: list[tuple[datetime, datetime | None]], now: datetime
) -> None:
    fewer = read_clock(simple(*waits[1:]), LIMITS, now)
    assert read_clock(simple(*waits), LIMITS, now).used <= fewer.used


@pytest.mark.parametrize(
    ("hours_centi", "fault_class"),
    [
        (0, FaultClass.SIMPLE),
        (200, FaultClass.SIMPLE),
        (201, FaultClass.ORDINARY),
        (600, FaultClass.ORDINARY),
        (2_400, FaultClass.MAJOR),
        (4_801, FaultClass.DIFFICULT),
        (99_999, FaultClass.DIFFICULT),
    ],
)
def test_the_hours_of_labour_suggest_the_class_whose_time_holds_them(
    hours_centi: int, fault_class: FaultClass
) -> None:
    assert suggested_class(hours_centi, LIMITS) is fault_class


def test_somebody_above_is_told_after_four_hours_and_never_where_the_limit_is_nought() -> None:
    exactly, after = (read_clock(simple(), LIMITS, at(hours=4, seconds=more)) for more in (0, 1))
    assert not must_escalate(exactly, LIMITS)
    assert must_escalate(after, LIMITS)
    assert not must_escalate(after, Limits(escalate=0))


@pytest.mark.parametrize(
    ("limits", "field"),
    [
        (Limits(wait=0), "wait"),
        (Limits(escalate=60 * 24 * 61), "escalate"),
        (Limits(by_class=((FaultClass.SIMPLE, 120), (FaultClass.ORDINARY, 60))), "ORDINARY"),
    ],
)
def test_limits_that_make_no_sense_are_refused_at_their_field(limits: Limits, field: str) -> None:
    with pytest.raises(FieldError) as error:
        check_limits(limits)
    assert error.value.field == field


@dataclass
class Stored:
    """Columns of an order."""

    state: str
    fault_class: str = ""
    received_at: datetime = NINE
    estimated_at: datetime | None = None
    authorised_at: datetime | None = None


def test_before_dispatch_the_customers_waiting_runs_whatever_class_the_fault_has() -> None:
    run = run_of(Stored("AUTHORISED", "MAJOR", estimated_at=NINE, authorised_at=NINE), [])
    assert run is not None
    assert run.fault_class is None


@pytest.mark.parametrize("state", ["ESTIMATED", "AUTHORISED"])
def test_no_clock_runs_where_nobody_noted_when_the_customer_was_asked_until_the_class_is_known(
    state: str,
) -> None:
    """An order of schema 1 would be red at once."""
    assert run_of(Stored(state), []) is None
    run = run_of(Stored(state, "MAJOR"), [])
    assert run is not None
    assert run.fault_class is FaultClass.MAJOR
    assert run_of(Stored("RECEIVED"), []) is not None


def test_the_customers_time_to_answer_the_estimate_does_not_count() -> None:
    asked = Stored("ESTIMATED", estimated_at=at(minutes=10))
    run = run_of(asked, [])
    assert run is not None
    assert read_clock(run, LIMITS, at(hours=5)).used == timedelta(minutes=10)
    answered = Stored("IN_WORK", "SIMPLE", estimated_at=at(minutes=10), authorised_at=at(hours=5))
    run = run_of(answered, [])
    assert run is not None
    assert read_clock(run, LIMITS, at(hours=6)).used == timedelta(hours=1, minutes=10)


@pytest.mark.parametrize("state", ["FINAL_PASSED", "READY", "EXITED", "CANCELLED"])
def test_no_clock_runs_on_after_the_final_inspection(state: str) -> None:
    assert run_of(Stored(state, "SIMPLE"), []) is None


def test_an_order_from_before_there_were_classes_has_no_clock_in_the_shop() -> None:
    assert run_of(Stored(OrderState.IN_WORK), []) is None
