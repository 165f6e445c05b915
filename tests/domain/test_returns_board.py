"""The board of warranty returns: stages in order, what comes next, and money by age."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.claims import MOVES, ClaimState
from garage.domain.old_parts import OldPartState
from garage.domain.returns_board import AGES, BoardAct, Stage, ageing, may_be_dropped, next_act, stage_of

TODAY = date(2026, 11, 21)


def test_a_claim_stands_in_the_middle_until_nothing_is_asked_for_any_more() -> None:
    closed = {state for state in ClaimState if stage_of(state) is Stage.CLOSED}
    assert closed == {ClaimState.SETTLED, ClaimState.WRITTEN_OFF, ClaimState.DROPPED}


@pytest.mark.parametrize("state", ClaimState)
def test_what_comes_next_is_a_legal_move_of_the_claim(state: ClaimState) -> None:
    leads_to = {
        BoardAct.SUBMIT: {ClaimState.SUBMITTED},
        BoardAct.DECIDE: {ClaimState.ACCEPTED, ClaimState.PARTLY_ACCEPTED, ClaimState.REJECTED},
        BoardAct.AGAIN: {ClaimState.SUBMITTED},
        BoardAct.NOTICE: {ClaimState.NOTICE_ISSUED},
        BoardAct.INVOICE: {ClaimState.INVOICED},
        BoardAct.SETTLE: {ClaimState.SETTLED},
    }
    act = next_act(state)
    if stage_of(state) is Stage.CLOSED:
        assert act is None
    else:
        assert act is not None
        assert leads_to[act] <= MOVES[state]


def test_an_old_part_is_counted_in_before_it_is_claimed() -> None:
    assert next_act(OldPartState.TAGGED) is BoardAct.COUNT_IN
    assert next_act(OldPartState.SHELVED) is BoardAct.DRAFT
    assert next_act(OldPartState.RETURNED_BACK) is BoardAct.DRAFT


def test_a_card_is_let_go_over_the_next_list_only() -> None:
    allowed = {(a, b) for a in Stage for b in Stage if may_be_dropped(a, b)}
    assert allowed == {(Stage.OLD_PARTS, Stage.CLAIMED), (Stage.CLAIMED, Stage.CLOSED)}


@pytest.mark.parametrize(
    ("days", "age"), [(0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (4000, 3)]
)
def test_money_belongs_to_the_age_of_its_days(days: int, age: int) -> None:
    found = ageing([(TODAY - timedelta(days=days), 700)], TODAY)
    assert found.fen[age] == 700
    assert found.total_fen == 700


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 10**9))))
def test_ages_add_up_to_what_waits(rows: list[tuple[int, int]]) -> None:
    waiting = [(TODAY - timedelta(days=days), fen) for days, fen in rows]
    assert ageing(waiting, TODAY).total_fen == sum(fen for _days, fen in rows)
    assert len(AGES) == 3
