"""What is worth ordering, where an order stands, and which job gets what."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.purchasing import (
    COMING,
    PLANNED,
    STEPS,
    Cover,
    Delivery,
    Need,
    Ordered,
    PurchaseAct,
    PurchaseState,
    cover,
    expected_day,
    refuse_unless,
    state_after,
    wanted_milli,
)
from garage.errors import RuleError

NOV_25, NOV_28 = date(2026, 11, 25), date(2026, 11, 28)


@pytest.mark.parametrize(
    ("expected", "least", "most", "wanted"),
    [
        (4000, 4000, 10_000, 0),
        (3999, 4000, 10_000, 6001),
        (3000, 4000, 0, 1000),
        (0, 0, 10_000, 0),
        (-2000, 0, 0, 2000),
        (-2000, 4000, 10_000, 12_000),
    ],
)
def test_below_the_least_it_is_filled_up_to_the_most(
    expected: int, least: int, most: int, wanted: int
) -> None:
    assert wanted_milli(expected, least, most) == wanted


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ([Ordered(2000), Ordered(1000)], PurchaseState.ORDERED),
        ([Ordered(2000, 500), Ordered(1000)], PurchaseState.PARTLY),
        ([Ordered(2000, 2000), Ordered(1000, 1500)], PurchaseState.RECEIVED),
        ([Ordered(2000, 500, 1500), Ordered(1000, 1000)], PurchaseState.CLOSED),
    ],
)
def test_an_order_stands_where_its_lines_stand(lines: list[Ordered], state: PurchaseState) -> None:
    assert state_after(lines) is state


def test_more_than_ordered_leaves_nothing_open() -> None:
    assert Ordered(1000, 1500).open_milli == 0


def test_the_acts_and_the_states_in_which_they_may_happen() -> None:
    allowed = {act: {state.value for state in states} for act, states in STEPS.items()}
    assert allowed == {
        PurchaseAct.CHANGE: {"DRAFT"},
        PurchaseAct.PLACE: {"DRAFT"},
        PurchaseAct.EXPECT: {"ORDERED", "PARTLY"},
        PurchaseAct.RECEIVE: {"ORDERED", "PARTLY"},
        PurchaseAct.CANCEL: {"DRAFT", "ORDERED"},
        PurchaseAct.CLOSE: {"PARTLY"},
    }
    for act in PurchaseAct:
        for state in PurchaseState:
            if state in STEPS[act]:
                refuse_unless(act, state, "")
            else:
                with pytest.raises(RuleError):
                    refuse_unless(act, state, "")


def test_a_draft_is_planned_but_not_on_its_way() -> None:
    assert {PurchaseState.DRAFT} == PLANNED - COMING


def test_goods_are_expected_after_the_usual_days_of_the_supplier() -> None:
    assert expected_day(date(2026, 11, 21), 4) == NOV_25
    assert expected_day(date(2026, 11, 21), 0) is None


def test_the_oldest_job_gets_the_shelf_and_the_next_what_is_on_its_way() -> None:
    found = cover([Need(1, 2000), Need(2, 2000)], 3000, [Delivery(500, NOV_28), Delivery(1000, NOV_25)])
    assert found[1] == Cover(2000, shelf_milli=2000)
    assert found[2] == Cover(2000, shelf_milli=1000, coming_milli=1000, expected_on=NOV_25)


def test_what_was_ordered_for_a_job_is_that_jobs() -> None:
    found = cover([Need(1, 1000), Need(2, 1000)], 0, [Delivery(1000, NOV_25, line_id=2)])
    assert found[1].missing_milli == 1000
    assert (found[2].coming_milli, found[2].expected_on) == (1000, NOV_25)


def test_what_a_job_does_not_need_any_more_is_for_the_others() -> None:
    found = cover([Need(1, 1000)], 0, [Delivery(1000, NOV_28, line_id=7)])
    assert found[1].expected_on == NOV_28


def test_a_job_that_waits_for_two_deliveries_waits_for_the_later() -> None:
    found = cover([Need(1, 2000)], 0, [Delivery(1000, NOV_28), Delivery(1000, NOV_25)])
    assert found[1] == Cover(2000, coming_milli=2000, expected_on=NOV_28)


AMOUNT = st.integers(0, 5000)
DELIVERY = st.builds(
    Delivery, AMOUNT, st.sampled_from([None, NOV_25, NOV_28]), st.sampled_from([None, 0, 1, 2, 9])
)


@given(st.lists(st.integers(1, 5000), max_size=4), AMOUNT, st.lists(DELIVERY, max_size=5))
def test_nothing_is_shared_out_twice_and_nothing_lies_idle_while_a_job_lacks_it(
    asked: list[int], on_hand: int, deliveries: list[Delivery]
) -> None:
    found = cover([Need(ref, qty) for ref, qty in enumerate(asked)], on_hand, deliveries).values()
    coming = sum(one.qty_milli for one in deliveries)
    assert sum(one.shelf_milli for one in found) == min(on_hand, sum(asked))
    missing = sum(one.missing_milli for one in found)
    assert missing == max(0, sum(asked) - on_hand - coming)
    assert all(0 <= one.coming_milli <= one.short_milli <= one.qty_milli for one in found)
