"""Rules of claims: amounts by the terms, months and days, the check list and what no warranty covers."""

from dataclasses import replace
from datetime import date

import pytest

from garage.domain.claim_checks import ClaimFacts, LineFacts, check_list, late_by, missing
from garage.domain.claims import (
    CLOSED,
    GONE,
    MOVES,
    QUESTIONS,
    ClaimBasis,
    ClaimKind,
    ClaimState,
    PartRole,
    Remedy,
    ReturnDuty,
    Terms,
    claim_until,
    decided_state,
    due_on,
    labour_fen,
    part_fen,
    period_of,
    to_send_by,
    wears,
)

LINE = LineFacts(
    name="水泵",
    group="冷却",
    kind=ClaimKind.PART,
    role=PartRole.CAUSAL,
    claimed_fen=18_000,
    allowed_fen=18_000,
    fitted=True,
    tracked=False,
    old_serial="",
    new_serial="",
    old_part_no="OP-2026-00001",
    old_part_here=True,
    old_part_intact=True,
)
CLAIM = ClaimFacts(
    terms=Terms(months=12, km=20_000),
    today=date(2026, 11, 22),
    plate="粤B12345",
    vin="LSVAB4186E2184847",
    model="大众 朗逸",
    customer="王女士",
    since=date(2025, 11, 21),
    since_km=70_000,
    odometer_km=90_000,
    fault_on=date(2026, 11, 21),
    place="深圳",
    symptoms="漏水",
    cause="水封失效",
    remedy=Remedy.REPLACE_PART,
    tried="紧固无效",
    component_why="",
    photos=1,
    major=False,
    reported=False,
    approval_no="",
    approved_on=None,
    begun_on=None,
    lines=(LINE,),
    answers={question.code: False for question in QUESTIONS},
    ticks=frozenset({"clear", "state", "papers"}),
)


def codes(facts: ClaimFacts) -> set[str]:
    return {item.code for item in missing(facts)}


def test_a_complete_claim_lacks_nothing() -> None:
    assert codes(CLAIM) == set()
    assert len(check_list(CLAIM)) == 13


def test_both_bounds_of_the_warranty_are_inclusive() -> None:
    """Twelve months from 21 November 2025 end on 21 November 2026; 20 000 km from 70 000 end at 90 000."""
    assert codes(replace(CLAIM, fault_on=date(2026, 11, 22))) == {"range"}
    assert codes(replace(CLAIM, odometer_km=90_001)) == {"range"}


def test_a_supplier_whose_warranty_nobody_entered_is_looked_up_by_hand() -> None:
    bare = replace(CLAIM, terms=Terms())
    assert codes(bare) == {"range"}
    assert codes(replace(bare, ticks=CLAIM.ticks | {"range"})) == set()


def test_what_is_verified_is_not_overruled_by_a_tick() -> None:
    out = replace(CLAIM, odometer_km=95_000, photos=0, ticks=CLAIM.ticks | {"range", "photos"})
    assert codes(out) == {"range", "photos"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (replace(LINE, fitted=False), "fitted"),
        (replace(LINE, old_part_no=""), "old_part"),
        (replace(LINE, old_part_here=False), "old_part"),
        (replace(LINE, old_part_intact=False), "old_part"),
        (replace(LINE, tracked=True, new_serial="N1"), "serials"),
        (replace(LINE, claimed_fen=18_001), "amounts"),
        (replace(LINE, claimed_fen=0), "amounts"),
        (replace(LINE, role=None), "causal"),
    ],
)
def test_a_line_that_is_not_right_is_named(line: LineFacts, code: str) -> None:
    assert codes(replace(CLAIM, lines=(line,))) == {code}


def test_labour_is_claimed_once_it_is_done() -> None:
    labour = replace(LINE, name="更换水泵", kind=ClaimKind.LABOUR, role=None, fitted=False)
    assert codes(replace(CLAIM, lines=(LINE, labour))) == {"done"}
    done = replace(CLAIM, lines=(LINE, replace(labour, fitted=True)))
    assert codes(done) == set()
    assert "done" in {item.code for item in check_list(done)}


def test_consequential_parts_are_looked_at() -> None:
    more = replace(CLAIM, lines=(LINE, replace(LINE, name="密封圈", role=PartRole.CONSEQUENTIAL)))
    assert codes(more) == {"consequential"}
    assert "密封圈" in next(item.detail for item in check_list(more) if item.code == "consequential")


def test_old_parts_that_nobody_wants_are_not_asked_for() -> None:
    bare = replace(LINE, old_part_no="", old_part_here=False)
    terms = replace(CLAIM.terms, return_duty=ReturnDuty.NEVER)
    assert codes(replace(CLAIM, terms=terms, lines=(bare,))) == set()


def test_every_question_is_asked_and_every_yes_refuses() -> None:
    assert codes(replace(CLAIM, answers={})) == {"covered"}
    for question in QUESTIONS:
        said = next(
            item.detail
            for item in missing(replace(CLAIM, answers={**CLAIM.answers, question.code: True}))
            if item.code == "covered"
        )
        assert said == question.rule


def test_a_wearing_part_is_pointed_out_while_questions_are_open() -> None:
    worn = replace(CLAIM, answers={}, lines=(replace(LINE, name="前刹车片"),))
    assert "Look at wear: 前刹车片" in next(item.detail for item in missing(worn) if item.code == "covered")
    assert wears("Wiper blade")
    assert wears("片", "火花塞")
    assert not wears("水泵", "冷却")


def test_approval_after_the_work_began_has_to_be_taken_by_hand() -> None:
    terms = replace(CLAIM.terms, approval_first=True)
    asked = replace(
        CLAIM, terms=terms, approval_no="AP1", approved_on=date(2026, 11, 22), begun_on=date(2026, 11, 21)
    )
    assert codes(replace(asked, approval_no="")) == {"approval"}
    assert codes(asked) == {"approval"}
    assert codes(replace(asked, ticks=asked.ticks | {"approval"})) == set()
    assert codes(replace(asked, begun_on=date(2026, 11, 22))) == set()


def test_days_beyond_the_claim_period_are_counted() -> None:
    """30 days from 21 November end on 21 December; what was heard once may be heard again."""
    late = replace(CLAIM, terms=replace(CLAIM.terms, claim_days=30), today=date(2026, 12, 22))
    assert (late_by(late), late_by(replace(late, today=date(2026, 12, 21)))) == (1, 0)
    assert late_by(replace(late, rounds=1)) == 0
    assert (late_by(CLAIM), claim_until(date(2026, 11, 21), 0)) == (0, None)


def test_a_claim_period_that_is_over_is_an_open_item_until_the_claim_was_submitted_in_time() -> None:
    terms = replace(CLAIM.terms, claim_days=30)
    late = replace(CLAIM, terms=terms, today=date(2026, 12, 22))
    [item] = missing(late)
    assert (item.code, item.goto) == ("late", "report")
    assert "Too late by 1 day: the claim period ended on 2026-12-21." in item.detail
    assert "Do not claim…" in item.detail
    assert codes(replace(late, submitted_on=date(2026, 12, 21))) == set()
    assert codes(replace(late, submitted_on=date(2026, 12, 22))) == {"late"}
    assert codes(replace(late, rounds=1)) == set()
    said = {item.code: item.detail for item in check_list(replace(late, today=date(2026, 12, 1)))}
    assert said["late"] == "Until 2026-12-21"
    assert "late" not in {item.code for item in check_list(CLAIM)}


def test_a_draft_is_due_by_the_earlier_of_the_tenth_and_its_claim_period() -> None:
    fault, tenth = date(2026, 11, 21), date(2026, 12, 10)
    draft, sent = ClaimState.DRAFT, ClaimState.SUBMITTED
    assert to_send_by(draft, tenth, fault, 7) == date(2026, 11, 28)
    assert to_send_by(draft, tenth, fault, 30) == tenth
    assert to_send_by(draft, tenth, fault, 0) == tenth
    assert to_send_by(sent, tenth, fault, 7) == tenth


def test_the_tenth_of_the_next_month_also_at_the_end_of_the_year() -> None:
    assert due_on(date(2026, 11, 30), 10) == date(2026, 12, 10)
    assert due_on(date(2026, 12, 1), 10) == date(2027, 1, 10)
    assert due_on(date(2027, 1, 31), 28) == date(2027, 2, 28)
    assert period_of(date(2026, 1, 31)) == "2026-01"


def test_amounts_by_the_terms_are_rounded_once() -> None:
    """333 fen at cost plus 15 per cent: 382.95, half up 383; our price less ten per cent: 450."""
    assert part_fen(Terms(price_bp=1_500), cost_fen=333, price_fen=500) == 383
    price = Terms(price_basis=ClaimBasis.PRICE, price_bp=-1_000)
    assert part_fen(price, cost_fen=333, price_fen=500) == 450
    assert part_fen(replace(price, price_bp=-10_000), cost_fen=333, price_fen=500) == 0
    assert labour_fen(Terms(), hours_centi=150, price_fen=18_000) == 18_000
    assert labour_fen(Terms(labour_rate_fen=8_001), hours_centi=150, price_fen=18_000) == 12_002
    assert labour_fen(Terms(labour_rate_fen=0), hours_centi=150, price_fen=18_000) == 0


def test_all_a_part_or_nothing() -> None:
    assert decided_state(100, 100) is ClaimState.ACCEPTED
    assert decided_state(100, 1) is ClaimState.PARTLY_ACCEPTED
    assert decided_state(100, 0) is ClaimState.REJECTED


def test_every_state_is_reached_and_what_is_gone_stays_gone() -> None:
    reached = {to for moves in MOVES.values() for to in moves}
    assert reached | {ClaimState.DRAFT} == set(ClaimState)
    assert set(MOVES) == set(ClaimState)
    assert {state for state, moves in MOVES.items() if not moves} == GONE
    assert GONE < CLOSED
