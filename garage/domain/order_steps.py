"""The road of a work order as data: acts, steps, and what each step still misses.

One table serves the primary button of the order page, the refusal of the service and the tests.
"""

import functools
from dataclasses import dataclass
from enum import StrEnum

from garage.domain.exit_passes import TRIP_STATES
from garage.domain.labels import label
from garage.domain.order_guards import (
    Applies,
    Guard,
    OrderFacts,
    car_here,
    certified,
    estimate_complete,
    everyone_assigned,
    fault_decided,
    file_complete,
    handed_over,
    nothing_drawn,
    only_answer_missing,
    paid,
    pass_at_hand,
    reception_complete,
    referred,
    stages_passed,
    work_done,
)
from garage.domain.orders import UNSETTLED, OrderState
from garage.errors import Reason
from garage.i18n import N_, _


class OrderAct(StrEnum):
    """Intentions that move an order."""

    FINISH_ESTIMATE = "FINISH_ESTIMATE"
    REOPEN_ESTIMATE = "REOPEN_ESTIMATE"
    AUTHORISE = "AUTHORISE"
    DISPATCH = "DISPATCH"
    START = "START"
    HOLD = "HOLD"
    RESUME = "RESUME"
    CAR_BACK = "CAR_BACK"
    ANSWER = "ANSWER"
    MORE_WORK = "MORE_WORK"
    SELF_PASS = "SELF_PASS"
    LEADER_PASS = "LEADER_PASS"
    LEADER_FAIL = "LEADER_FAIL"
    FINAL_PASS = "FINAL_PASS"
    FINAL_FAIL = "FINAL_FAIL"
    CERTIFY = "CERTIFY"
    HANDOVER_FAIL = "HANDOVER_FAIL"
    WASH = "WASH"
    WASHED = "WASHED"
    NO_WASH = "NO_WASH"
    MAKE_READY = "MAKE_READY"
    HAND_OVER = "HAND_OVER"
    SETTLE = "SETTLE"
    PAY = "PAY"
    ISSUE_PASS = "ISSUE_PASS"
    LEAVE = "LEAVE"
    VOID_SETTLEMENT = "VOID_SETTLEMENT"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Step:
    """One transition: `act` leads from any of `sources` to `target` when no guard misses anything.

    `applies` says whether the step makes sense at all; `primary` steps become the page's one button.
    """

    act: OrderAct
    sources: frozenset[OrderState]
    target: OrderState
    label: str
    guards: tuple[Guard, ...] = ()
    applies: Applies = lambda _facts: True
    primary: bool = True


def _step(
    act: OrderAct,
    source: OrderState | tuple[OrderState, ...],
    target: OrderState,
    label: str,
    *guards: Guard,
    applies: Applies = lambda _facts: True,
    primary: bool = True,
) -> Step:
    sources = frozenset(source if isinstance(source, tuple) else (source,))
    return Step(act, sources, target, label, guards, applies, primary)


_S = OrderState
_A = OrderAct

_AWAY = tuple(
    _step(_A.CAR_BACK, state, state, N_("Car is back…"), applies=lambda facts: facts.car_out)
    for state in sorted(TRIP_STATES)
)
"""A car that is out comes back before anything else; the order stands where it stood."""

_BEFORE_THE_BILL = (work_done, fault_decided, referred, certified, car_here, handed_over, file_complete)
_ANSWER = N_("Customer's answer…")

STEPS: tuple[Step, ...] = (
    *_AWAY,
    _step(
        _A.FINISH_ESTIMATE,
        _S.RECEIVED,
        _S.ESTIMATED,
        N_("Finish estimate"),
        reception_complete,
        estimate_complete,
    ),
    _step(_A.AUTHORISE, _S.ESTIMATED, _S.AUTHORISED, N_("Record authorisation"), estimate_complete),
    _step(_A.REOPEN_ESTIMATE, _S.ESTIMATED, _S.RECEIVED, N_("Change estimate"), primary=False),
    _step(_A.DISPATCH, _S.AUTHORISED, _S.DISPATCHED, N_("Dispatch"), everyone_assigned),
    _step(_A.START, _S.DISPATCHED, _S.IN_WORK, N_("Start work")),
    _step(_A.HOLD, (_S.DISPATCHED, _S.IN_WORK), _S.ON_HOLD, N_("Put on hold"), primary=False),
    _step(
        _A.ANSWER,
        _S.ON_HOLD,
        _S.ON_HOLD,
        _ANSWER,
        applies=lambda facts: facts.held_for_answer and facts.open_supplements > 0,
    ),
    _step(
        _A.RESUME,
        _S.ON_HOLD,
        _S.IN_WORK,
        N_("Go on with the work"),
        applies=lambda facts: facts.work_started,
    ),
    _step(
        _A.RESUME,
        _S.ON_HOLD,
        _S.DISPATCHED,
        N_("Go on with the work"),
        applies=lambda facts: not facts.work_started,
    ),
    _step(
        _A.MORE_WORK,
        (_S.SELF_CHECKED, _S.TEAM_CHECKED, _S.FINAL_PASSED, _S.WASHING, _S.READY),
        _S.IN_WORK,
        N_("Back to work"),
        primary=False,
    ),
    _step(
        _A.ANSWER,
        _S.IN_WORK,
        _S.IN_WORK,
        _ANSWER,
        applies=only_answer_missing(work_done, stages_passed),
    ),
    _step(_A.SELF_PASS, _S.IN_WORK, _S.SELF_CHECKED, N_("Self-check"), work_done, stages_passed),
    _step(_A.LEADER_PASS, _S.SELF_CHECKED, _S.TEAM_CHECKED, N_("Team leader's check")),
    _step(_A.LEADER_FAIL, _S.SELF_CHECKED, _S.IN_WORK, N_("Back to work"), primary=False),
    _step(_A.FINAL_PASS, _S.TEAM_CHECKED, _S.FINAL_PASSED, N_("Final inspection"), stages_passed),
    _step(_A.FINAL_FAIL, _S.TEAM_CHECKED, _S.IN_WORK, N_("Back to work"), primary=False),
    _step(
        _A.CERTIFY,
        _S.FINAL_PASSED,
        _S.FINAL_PASSED,
        N_("Issue completion certificate"),
        stages_passed,
        applies=lambda facts: facts.needs_certificate and not facts.certified,
    ),
    _step(
        _A.WASH,
        _S.FINAL_PASSED,
        _S.WASHING,
        N_("Start wash"),
        certified,
        car_here,
        applies=lambda facts: facts.wash,
    ),
    _step(_A.WASHED, _S.WASHING, _S.READY, N_("Washed, ready")),
    _step(
        _A.NO_WASH,
        (_S.FINAL_PASSED, _S.WASHING),
        _S.FINAL_PASSED,
        N_("No wash after all"),
        applies=lambda facts: facts.wash,
        primary=False,
    ),
    _step(
        _A.MAKE_READY,
        _S.FINAL_PASSED,
        _S.READY,
        N_("Ready for handover"),
        certified,
        car_here,
        applies=lambda facts: not facts.wash,
    ),
    _step(
        _A.HAND_OVER,
        _S.READY,
        _S.READY,
        N_("Handover check"),
        applies=lambda facts: bool(handed_over(facts)),
    ),
    _step(_A.HANDOVER_FAIL, _S.READY, _S.IN_WORK, N_("Back to work"), primary=False),
    _step(_A.ANSWER, _S.READY, _S.READY, _ANSWER, applies=only_answer_missing(*_BEFORE_THE_BILL)),
    _step(_A.SETTLE, _S.READY, _S.SETTLED, N_("Settle"), *_BEFORE_THE_BILL),
    _step(
        _A.PAY,
        _S.SETTLED,
        _S.SETTLED,
        N_("Take payment"),
        applies=lambda facts: facts.paid_fen < facts.payable_fen and not facts.on_account,
    ),
    _step(
        _A.ISSUE_PASS,
        _S.SETTLED,
        _S.SETTLED,
        N_("Issue exit pass"),
        paid,
        applies=lambda facts: not facts.pass_issued,
    ),
    _step(_A.LEAVE, _S.SETTLED, _S.EXITED, N_("Car has left"), paid, pass_at_hand),
    _step(
        _A.ISSUE_PASS,
        _S.CANCELLED,
        _S.CANCELLED,
        N_("Issue exit pass"),
        applies=lambda facts: not facts.pass_issued and not facts.left,
        primary=False,
    ),
    _step(
        _A.LEAVE,
        _S.CANCELLED,
        _S.CANCELLED,
        N_("Car has left"),
        pass_at_hand,
        applies=lambda facts: facts.pass_issued and not facts.left,
    ),
    _step(_A.VOID_SETTLEMENT, _S.SETTLED, _S.READY, N_("Void settlement"), primary=False),
    _step(
        _A.CANCEL,
        tuple(UNSETTLED),
        _S.CANCELLED,
        N_("Cancel order"),
        nothing_drawn,
        car_here,
        primary=False,
    ),
)
"""Every transition between plate and gate, in the order in which the page offers them."""


@functools.cache
def steps_from(state: OrderState) -> tuple[Step, ...]:
    """Steps that leave `state`, primary ones first in their order."""
    return tuple(step for step in STEPS if state in step.sources)


def next_step(facts: OrderFacts) -> Step | None:
    """The one step the page offers now; None when the order is closed."""
    return next(
        (step for step in steps_from(facts.state) if step.primary and step.applies(facts)),
        None,
    )


def missing(step: Step, facts: OrderFacts) -> list[Reason]:
    """What `step` still needs, in words; empty when it may happen."""
    return [reason for guard in step.guards for reason in guard(facts)]


def step_for(act: OrderAct, facts: OrderFacts) -> tuple[Step | None, list[Reason]]:
    """The step of `act` in this state and what it misses.

    A step that does not leave the present state, or does not apply, is None with one reason that says so.
    """
    for step in steps_from(facts.state):
        if step.act is act and step.applies(facts):
            return step, missing(step, facts)
    return None, [not_now(facts.state)]


def not_now(state: OrderState) -> Reason:
    """Why an act is refused that does not begin where the order stands."""
    text = _("The order is now: {state}. This cannot be done.")
    return Reason("state", text.format(state=label(state)), "order")
