"""Random walks through the whole chart, legal steps and illegal ones: nothing breaks a rule, nothing is a dead end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.orders import CLOSED, OrderState
from garage.errors import FieldError, RuleError
from garage.models.database import database
from garage.models.orders import Authorisation
from garage.services import books, orders
from tests.services.invariants import broken
from tests.services.road import Road
from tests.services.walker import Walker

PATIENCE = 60


@contextmanager
def walk(road: Road, seed: int) -> Iterator[Walker]:
    """A walk of which nothing stays, so that each begins at the same place."""
    with database.atomic() as everything:
        yield Walker(replace(road), seed)
        everything.rollback()


def try_to(walker: Walker, name: str) -> None:
    """Do an act, or be told in words why not."""
    try:
        with database.atomic():  # as an act of its own: what is refused leaves nothing behind
            walker.go_on() if name == "go on" else walker.acts()[name]()
    except (FieldError, RuleError) as error:
        told = [reason.text for reason in error.reasons] if isinstance(error, RuleError) else [error.text]
        if not told or not all(told):
            raise AssertionError(name) from error


ACTS = sorted(name.removeprefix("do_") for name in dir(Walker) if name.startswith("do_"))
STEPS = st.lists(
    st.one_of(st.just("go on"), st.just("go on"), st.sampled_from(ACTS)), min_size=5, max_size=45
)


@settings(
    max_examples=int(os.environ.get("WALKS", "12")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(names=STEPS, seed=st.integers(0, 2**32))
def test_no_walk_breaks_a_rule_and_each_ends(road: Road, names: list[str], seed: int) -> None:
    signed: dict[int, str] = {}
    with walk(road, seed) as walker:
        for name in names:
            walker.road.forward(minutes=7)
            try_to(walker, name)
            assert broken() == [], name
            for row in Authorisation.select(Authorisation.id, Authorisation.snapshot):
                assert signed.setdefault(row.id, row.snapshot) == row.snapshot
        bring_home(walker)
        assert broken() == []
        assert books.check() == []


def bring_home(walker: Walker) -> None:
    """From wherever it stands, the order comes to its end by its next steps: there is no dead state."""
    for _ in range(PATIENCE):
        page = walker.page()
        if page.exited_at is not None or page.state is OrderState.EXITED:
            return
        if page.state is OrderState.CANCELLED and not page.facts.pass_issued:
            try_to(walker, "refund")  # a deposit that was left behind
            return
        walker.road.forward(minutes=5)
        asked = "answer" if page.facts.open_supplements else "go on"
        for name in ("back", "void_pass" if page.facts.car_away else asked, "go on"):
            try_to(walker, name)
    page = walker.page()
    raise AssertionError((page.state, page.facts))


@pytest.mark.parametrize("state", [state for state in OrderState if state not in CLOSED])
def test_the_walker_gets_everywhere(road: Road, state: OrderState) -> None:
    """A walk that never came to a state would prove nothing about it."""
    for seed in range(40):
        with walk(road, seed) as walker:
            walker.dice.shuffle(tries := [*ACTS, *["go on"] * 40])
            for name in tries:
                if walker.page().state is state:
                    return
                walker.road.forward(minutes=3)
                try_to(walker, name)
    pytest.fail(f"no walk came to {state}")


def test_the_second_opinion_finds_what_is_wrong(road: Road) -> None:
    """Rules that could not fail would be no rules."""
    from garage.models.database import database

    road.to_ready()
    road.settle()
    assert broken() == []
    for statement, number in (
        ("UPDATE order_line SET gross_fen = gross_fen + 1 WHERE kind = 'LABOUR'", 4),
        ("UPDATE settlement SET payable_fen = payable_fen + 1", 5),
        ("UPDATE settlement SET state = 'PART_PAID'", 6),
        ("UPDATE order_line SET issued_milli = 1 WHERE kind = 'PART'", 7),
        ("UPDATE work_order SET exited_at = '2026-11-21 18:00:00', state = 'EXITED'", 9),
        ("UPDATE number_series SET last = last + 1", 23),
        ("UPDATE part SET on_hand_milli = on_hand_milli + 1", 2),
    ):
        with database.atomic() as change:
            database.execute_sql(statement)
            assert any(words.startswith(f"{number}: ") for words in broken()), statement
            change.rollback()
    assert orders.open_page(road.order).state is OrderState.SETTLED
