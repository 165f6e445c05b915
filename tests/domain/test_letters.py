from datetime import date

import pytest

from garage.domain.letters import GONE, LetterAct, LetterState, Standing, late, next_act, refusals, send_by

MAY = {
    LetterState.WRITTEN: {LetterAct.CHANGE, LetterAct.SEND, LetterAct.VOID},
    LetterState.SENT: {LetterAct.REPLY, LetterAct.RETURN, LetterAct.VOID},
    LetterState.ANSWERED: set(),
    LetterState.RETURNED: {LetterAct.VOID},
    LetterState.VOID: set(),
}


@pytest.mark.parametrize("state", LetterState)
def test_each_state_lets_happen_what_can_happen_to_a_letter(state: LetterState) -> None:
    standing = Standing("LT-2026-00001", state)
    assert {act for act in LetterAct if not refusals(act, standing)} == MAY[state]
    for act in set(LetterAct) - MAY[state]:
        assert "LT-2026-00001" in refusals(act, standing)[0].text


def test_what_comes_next_may_be_done() -> None:
    for state in LetterState:
        act = next_act(state)
        assert act is None or act in MAY[state]
    assert {state for state in LetterState if next_act(state) is None} == GONE - {LetterState.SENT} | {
        LetterState.VOID
    }


def test_a_letter_written_on_monday_goes_out_by_wednesday() -> None:
    assert send_by(date(2026, 11, 23), 2) == date(2026, 11, 25)


def test_only_a_letter_that_lies_here_is_late() -> None:
    due, after = date(2026, 11, 23), date(2026, 11, 24)
    assert late(LetterState.WRITTEN, due, after)
    assert not late(LetterState.WRITTEN, due, due)
    assert not late(LetterState.SENT, due, after)
    assert not late(LetterState.WRITTEN, None, after)
