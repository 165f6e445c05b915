"""The chart of the straight road: one table for button, refusal and test."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.exit_passes import TRIP_STATES
from garage.domain.labels import label
from garage.domain.order_guards import OrderFacts
from garage.domain.order_steps import OrderAct, missing, next_step, step_for, steps_from
from garage.domain.orders import CLOSED, ROAD, OrderState

COMPLETE = OrderFacts(
    state=OrderState.RECEIVED,
    odometer_read=True,
    walk_around_saved=True,
    warranty_seen=True,
    promised=True,
    lines=2,
    labour_lines=1,
    diagnosis_passed=True,
    in_process_passed=True,
    handover_passed=True,
    old_parts_decided=True,
    settled=True,
    payable_fen=168_032,
    paid_fen=168_032,
    pass_issued=True,
)


def test_the_primary_steps_lead_from_plate_to_gate_without_a_dead_end() -> None:
    facts, seen = COMPLETE, [OrderState.RECEIVED]
    while (step := next_step(facts)) is not None:
        assert missing(step, facts) == []
        facts = replace(facts, state=step.target)
        seen.append(step.target)
    assert tuple(seen) == ROAD


def test_a_car_whose_wash_was_accepted_is_washed_before_it_is_ready() -> None:
    facts = replace(COMPLETE, state=OrderState.FINAL_PASSED, wash=True)
    step = next_step(facts)
    assert step
    assert step.act is OrderAct.WASH
    assert next_step(replace(facts, state=OrderState.WASHING)).act is OrderAct.WASHED  # type: ignore[union-attr]
    assert step_for(OrderAct.MAKE_READY, facts)[0] is None


@pytest.mark.parametrize(
    ("act", "state", "change", "code"),
    [
        (OrderAct.FINISH_ESTIMATE, OrderState.RECEIVED, {"odometer_read": False}, "odometer"),
        (OrderAct.FINISH_ESTIMATE, OrderState.RECEIVED, {"walk_around_saved": False}, "walk_around"),
        (OrderAct.FINISH_ESTIMATE, OrderState.RECEIVED, {"warranty_seen": False}, "warranty_seen"),
        (OrderAct.FINISH_ESTIMATE, OrderState.RECEIVED, {"lines": 0}, "lines"),
        (OrderAct.FINISH_ESTIMATE, OrderState.RECEIVED, {"unpriced": 1}, "unpriced"),
        (OrderAct.FINISH_ESTIMATE, OrderState.RECEIVED, {"rework_unlinked": 1}, "rework_unlinked"),
        (OrderAct.FINISH_ESTIMATE, OrderState.RECEIVED, {"promised": False}, "promised"),
        (OrderAct.AUTHORISE, OrderState.ESTIMATED, {"lines": 0}, "lines"),
        (OrderAct.DISPATCH, OrderState.AUTHORISED, {"unassigned": 1}, "unassigned"),
        (OrderAct.SELF_PASS, OrderState.IN_WORK, {"undone": 1}, "undone"),
        (OrderAct.SELF_PASS, OrderState.IN_WORK, {"not_fully_issued": 1}, "not_issued"),
        (OrderAct.SELF_PASS, OrderState.IN_WORK, {"over_issued": 1}, "over_issued"),
        (
            OrderAct.FINAL_PASS,
            OrderState.TEAM_CHECKED,
            {"needs_certificate": True, "diagnosis_passed": False},
            "diagnosis",
        ),
        (
            OrderAct.FINAL_PASS,
            OrderState.TEAM_CHECKED,
            {"needs_certificate": True, "in_process_passed": False},
            "in_process",
        ),
        (OrderAct.SETTLE, OrderState.READY, {"handover_passed": False}, "handover"),
        (OrderAct.SETTLE, OrderState.READY, {"old_parts_decided": False}, "old_parts"),
        (OrderAct.SETTLE, OrderState.READY, {"not_fully_issued": 1}, "not_issued"),
        (OrderAct.SETTLE, OrderState.READY, {"file_missing": ("address",)}, "file"),
        (OrderAct.ISSUE_PASS, OrderState.SETTLED, {"paid_fen": 168_031, "pass_issued": False}, "unpaid"),
        (OrderAct.LEAVE, OrderState.SETTLED, {"paid_fen": 0}, "unpaid"),
        (OrderAct.LEAVE, OrderState.SETTLED, {"pass_issued": False}, "exit_pass"),
        (OrderAct.CANCEL, OrderState.IN_WORK, {"net_issued": True, "paid_fen": 0}, "parts_out"),
        (OrderAct.CANCEL, OrderState.ESTIMATED, {"paid_fen": 1}, "money_in"),
    ],
)
def test_each_guard_names_what_is_missing(
    act: OrderAct, state: OrderState, change: dict[str, object], code: str
) -> None:
    facts = replace(COMPLETE, state=state, **change)  # type: ignore[arg-type]
    step, reasons = step_for(act, facts)
    assert step is not None
    assert code in {reason.code for reason in reasons}
    assert all(reason.text and reason.goto for reason in reasons)


def test_a_small_job_needs_neither_diagnosis_nor_in_process_inspection() -> None:
    facts = replace(COMPLETE, state=OrderState.TEAM_CHECKED, diagnosis_passed=False, in_process_passed=False)
    assert step_for(OrderAct.FINAL_PASS, facts)[1] == []


@given(st.sampled_from(list(OrderAct)), st.sampled_from(list(OrderState)))
def test_an_act_is_refused_in_words_wherever_the_table_has_no_row_for_it(
    act: OrderAct, state: OrderState
) -> None:
    facts = replace(COMPLETE, state=state, paid_fen=0, payable_fen=0)
    step, reasons = step_for(act, facts)
    if step is None:
        assert [reason.code for reason in reasons] == ["state"]
    else:
        assert state in step.sources


def test_every_open_state_has_a_next_step_and_closed_ones_have_none() -> None:
    for state in OrderState:
        step = next_step(replace(COMPLETE, state=state, left=state in CLOSED))
        assert (step is None) == (state in CLOSED)


@given(st.sampled_from(list(OrderState)), st.booleans(), st.booleans(), st.booleans())
def test_no_two_steps_of_one_act_apply_in_the_same_state(
    state: OrderState, started: bool, issued: bool, wash: bool
) -> None:
    facts = replace(COMPLETE, state=state, work_started=started, pass_issued=issued, wash=wash)
    acts = [step.act for step in steps_from(state) if step.applies(facts)]
    assert len(acts) == len(set(acts))


def test_a_held_job_goes_on_where_it_stood() -> None:
    for started, target in ((True, OrderState.IN_WORK), (False, OrderState.DISPATCHED)):
        facts = replace(COMPLETE, state=OrderState.ON_HOLD, work_started=started)
        step = next_step(facts)
        assert step
        assert (step.act, step.target) == (OrderAct.RESUME, target)


def act_of(**facts: object) -> OrderAct | None:
    step = next_step(replace(COMPLETE, **facts))  # type: ignore[arg-type]
    return step.act if step else None


@pytest.mark.parametrize("state", sorted(TRIP_STATES))
def test_a_car_that_is_out_comes_back_before_anything_else(state: OrderState) -> None:
    out = {"state": state, "car_away": True, "car_out": True, "open_supplements": 1, "held_for_answer": True}
    assert act_of(**out) is OrderAct.CAR_BACK
    step = next_step(replace(COMPLETE, **out))  # type: ignore[arg-type]
    assert step
    assert step.target is state
    assert act_of(**out | {"car_out": False}) is not OrderAct.CAR_BACK


def test_a_job_on_hold_for_the_answer_waits_for_it_and_goes_on_when_it_is_given() -> None:
    held = {"state": OrderState.ON_HOLD, "held_for_answer": True}
    assert act_of(**held, open_supplements=1) is OrderAct.ANSWER
    assert act_of(**held) is OrderAct.RESUME
    assert act_of(state=OrderState.ON_HOLD, open_supplements=1) is OrderAct.RESUME


@pytest.mark.parametrize(
    ("state", "otherwise"),
    [(OrderState.IN_WORK, OrderAct.SELF_PASS), (OrderState.READY, OrderAct.SETTLE)],
)
def test_the_answer_comes_next_when_nothing_else_is_left_to_do(
    state: OrderState, otherwise: OrderAct
) -> None:
    assert act_of(state=state, open_supplements=1) is OrderAct.ANSWER
    assert act_of(state=state, open_supplements=1, undone=1) is otherwise
    assert act_of(state=state) is otherwise


def test_a_refusal_names_the_state_that_the_order_is_in() -> None:
    _step, [reason] = step_for(OrderAct.DISPATCH, replace(COMPLETE, state=OrderState.READY))
    assert label(OrderState.READY) in reason.text


def test_a_cancelled_car_leaves_with_a_pass_and_then_it_is_over() -> None:
    cancelled = replace(COMPLETE, state=OrderState.CANCELLED, pass_issued=False)
    assert next_step(cancelled) is None
    assert step_for(OrderAct.ISSUE_PASS, cancelled)[0] is not None
    leaving = next_step(replace(cancelled, pass_issued=True))
    assert leaving
    assert (leaving.act, leaving.target) == (OrderAct.LEAVE, OrderState.CANCELLED)
    assert next_step(replace(cancelled, pass_issued=True, left=True)) is None
    assert step_for(OrderAct.ISSUE_PASS, replace(cancelled, left=True))[0] is None


def test_failing_an_inspection_leads_back_to_work() -> None:
    for act, state in (
        (OrderAct.LEADER_FAIL, OrderState.SELF_CHECKED),
        (OrderAct.FINAL_FAIL, OrderState.TEAM_CHECKED),
    ):
        step, reasons = step_for(act, replace(COMPLETE, state=state))
        assert step
        assert step.target is OrderState.IN_WORK
        assert not step.primary
        assert reasons == []


def test_a_car_that_has_left_has_no_steps() -> None:
    assert steps_from(OrderState.EXITED) == ()
