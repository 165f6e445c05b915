"""The road of a work order as data: states, steps, and what each step still misses.

One table serves the primary button of the order page, the refusal of the service and the tests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from garage.domain.customers import missing_words
from garage.errors import Reason
from garage.i18n import N_, _


class OrderState(StrEnum):
    """Where the car stands between plate and gate."""

    RECEIVED = "RECEIVED"
    ESTIMATED = "ESTIMATED"
    AUTHORISED = "AUTHORISED"
    DISPATCHED = "DISPATCHED"
    IN_WORK = "IN_WORK"
    ON_HOLD = "ON_HOLD"
    SELF_CHECKED = "SELF_CHECKED"
    TEAM_CHECKED = "TEAM_CHECKED"
    FINAL_PASSED = "FINAL_PASSED"
    WASHING = "WASHING"
    READY = "READY"
    SETTLED = "SETTLED"
    EXITED = "EXITED"
    CANCELLED = "CANCELLED"


CLOSED = frozenset({OrderState.EXITED, OrderState.CANCELLED})

_ASIDE = {OrderState.CANCELLED, OrderState.WASHING, OrderState.ON_HOLD}
ROAD = tuple(state for state in OrderState if state not in _ASIDE)
"""The straight road in its order, as the page draws it."""

EDITABLE = frozenset({OrderState.RECEIVED})
"""States in which lines may be typed: later ones are frozen by estimate and authorisation."""

IN_SHOP = frozenset({OrderState.DISPATCHED, OrderState.IN_WORK})
"""States in which mechanics work."""

DRAWING = IN_SHOP | {OrderState.ON_HOLD}
"""States in which parts may be drawn and given back: what a held job waited for is issued when it comes."""

UNSETTLED = frozenset(OrderState) - {OrderState.SETTLED, OrderState.EXITED, OrderState.CANCELLED}
"""States before the bill: money that comes in is a deposit."""

SUPPLEMENTED = UNSETTLED - {OrderState.RECEIVED, OrderState.ESTIMATED}
"""States in which further work needs the customer's consent; before them the estimate is simply changed."""


class HoldReason(StrEnum):
    """What a held job waits for (B2)."""

    PARTS = "PARTS"
    AUTHORISATION = "AUTHORISATION"
    CUSTOMER = "CUSTOMER"


class SupplementState(StrEnum):
    """Life of a supplement: proposed, the customer reached, answered; or taken back before an answer (B4)."""

    PROPOSED = "PROPOSED"
    CONTACTED = "CONTACTED"
    AUTHORISED = "AUTHORISED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"


WAITING_SUPPLEMENT = frozenset({SupplementState.PROPOSED, SupplementState.CONTACTED})
"""States of a supplement that still needs an answer."""


class OldPartChoice(StrEnum):
    """What the customer wants done with replaced parts (E2)."""

    UNDECIDED = "UNDECIDED"
    TAKE = "TAKE"
    WAIVE = "WAIVE"
    NONE = "NONE"


class ArrivalMode(StrEnum):
    """How the car came (送修方式)."""

    DRIVEN = "DRIVEN"
    TOWED = "TOWED"
    CARRIED = "CARRIED"
    ACCIDENT = "ACCIDENT"


class Priority(StrEnum):
    """Order of work in the shop (B1)."""

    NORMAL = "NORMAL"
    WAITING = "WAITING"
    URGENT = "URGENT"


class ConsentChannel(StrEnum):
    """How the customer agreed."""

    SIGNED = "SIGNED"
    PHONE = "PHONE"
    MESSAGE = "MESSAGE"


class Side(StrEnum):
    """View of the car outline on which a damage mark sits."""

    LEFT = "LEFT"
    RIGHT = "RIGHT"
    FRONT = "FRONT"
    REAR = "REAR"
    TOP = "TOP"


class Damage(StrEnum):
    """Damage codes of the walk-around inspection."""

    SCRATCH = "SCRATCH"
    DENT = "DENT"
    CHIP = "CHIP"
    CRACK = "CRACK"
    MISSING = "MISSING"


@dataclass(frozen=True)
class OrderFacts:
    """Everything a guard looks at, gathered by the service in one read."""

    state: OrderState
    odometer_read: bool = False
    walk_around_saved: bool = False
    warranty_seen: bool = False
    promised: bool = False
    lines: int = 0
    unpriced: int = 0
    rework_unlinked: int = 0
    labour_lines: int = 0
    unassigned: int = 0
    undone: int = 0
    not_fully_issued: int = 0
    over_issued: int = 0
    net_issued: bool = False
    needs_certificate: bool = False
    diagnosis_passed: bool = False
    in_process_passed: bool = False
    work_started: bool = False
    open_supplements: int = 0
    certified: bool = False
    car_away: bool = False
    wash: bool = False
    handover_passed: bool = False
    old_parts_decided: bool = False
    settled: bool = False
    payable_fen: int = 0
    paid_fen: int = 0
    on_account: bool = False
    pass_issued: bool = False
    left: bool = False
    file_missing: tuple[str, ...] = ()


Guard = Callable[[OrderFacts], list[Reason]]
Applies = Callable[[OrderFacts], bool]


def _need(present: bool, code: str, text: str, goto: str) -> list[Reason]:
    return [] if present else [Reason(code, text, goto)]


def reception_complete(facts: OrderFacts) -> list[Reason]:
    """Odometer read, walk-around saved, open warranty looked at."""
    return [
        *_need(facts.odometer_read, "odometer", _("The odometer has not been read."), "reception"),
        *_need(facts.walk_around_saved, "walk_around", _("The walk-around is not saved."), "reception"),
        *_need(
            facts.warranty_seen,
            "warranty_seen",
            _("Nobody has looked at what is still under warranty."),
            "warranty",
        ),
    ]


def estimate_complete(facts: OrderFacts) -> list[Reason]:
    """At least one line, each with a price or a pay type that has none, and a promised time."""
    return [
        *_need(facts.lines > 0, "lines", _("There is no line yet."), "lines"),
        *_need(facts.unpriced == 0, "unpriced", _("A line has no price."), "lines"),
        *_need(
            facts.rework_unlinked == 0,
            "rework_unlinked",
            _("A rework line does not name the earlier line it repeats."),
            "lines",
        ),
        *_need(facts.promised, "promised", _("No time is promised yet."), "promise"),
    ]


def everyone_assigned(facts: OrderFacts) -> list[Reason]:
    """Each labour line has mechanics whose shares make 100 %."""
    return _need(
        facts.unassigned == 0,
        "unassigned",
        _("A labour line has no mechanic whose shares make 100 %."),
        "dispatch",
    )


def work_done(facts: OrderFacts) -> list[Reason]:
    """All lines done, every authorised part drawn, and no supplement without an answer."""
    return [
        *_need(
            facts.open_supplements == 0,
            "supplement",
            _("A supplement still waits for the customer's answer."),
            "supplements",
        ),
        *_need(facts.undone == 0, "undone", _("A line is not finished."), "lines"),
        *_need(facts.not_fully_issued == 0, "not_issued", _("Authorised parts are not all issued."), "parts"),
        *_need(facts.over_issued == 0, "over_issued", _("More parts are issued than authorised."), "parts"),
    ]


def stages_passed(facts: OrderFacts) -> list[Reason]:
    """Level-2 service and overhaul work also needs diagnosis and in-process inspection (B6)."""
    if not facts.needs_certificate:
        return []
    return [
        *_need(facts.diagnosis_passed, "diagnosis", _("The diagnosis inspection is missing."), "inspections"),
        *_need(
            facts.in_process_passed, "in_process", _("The in-process inspection is missing."), "inspections"
        ),
    ]


def handed_over(facts: OrderFacts) -> list[Reason]:
    """Handover check passed and old parts decided (C1)."""
    return [
        *_need(facts.handover_passed, "handover", _("The handover check is not done."), "handover"),
        *_need(
            facts.old_parts_decided,
            "old_parts",
            _("What happens to the old parts is not decided."),
            "handover",
        ),
    ]


def file_complete(facts: OrderFacts) -> list[Reason]:
    """What was not asked at reception is owed until the car goes (A2, A10)."""
    lacking = missing_words(facts.file_missing)
    text = _("The customer's file lacks: {missing}.").format(missing=lacking)
    return _need(not facts.file_missing, "file", text, "customer")


def certified(facts: OrderFacts) -> list[Reason]:
    """Level-2 service and overhaul work leaves the shop with a completion certificate (B6, invariant 11)."""
    return _need(
        facts.certified or not facts.needs_certificate,
        "certificate",
        _("The completion certificate is missing."),
        "certificate",
    )


def car_here(facts: OrderFacts) -> list[Reason]:
    """The car is not away on a road test or at a sublet vendor's."""
    return _need(
        not facts.car_away, "car_away", _("The car is out on a road test or at another shop."), "passes"
    )


def paid(facts: OrderFacts) -> list[Reason]:
    """Nothing is owed, or what is owed was put on account with approval (C4)."""
    return _need(
        facts.paid_fen >= facts.payable_fen or facts.on_account,
        "unpaid",
        _("The bill is not paid in full."),
        "money",
    )


def pass_at_hand(facts: OrderFacts) -> list[Reason]:
    """An exit pass that has not been used."""
    return _need(facts.pass_issued, "exit_pass", _("There is no exit pass yet."), "money")


def nothing_drawn(facts: OrderFacts) -> list[Reason]:
    """Cancelling is for orders without parts or money in them; those come back first."""
    return [
        *_need(not facts.net_issued, "parts_out", _("Parts are issued: return them first."), "parts"),
        *_need(facts.paid_fen == 0, "money_in", _("Money was received: pay it back first."), "money"),
    ]


class OrderAct(StrEnum):
    """Intentions that move an order."""

    FINISH_ESTIMATE = "FINISH_ESTIMATE"
    REOPEN_ESTIMATE = "REOPEN_ESTIMATE"
    AUTHORISE = "AUTHORISE"
    DISPATCH = "DISPATCH"
    START = "START"
    HOLD = "HOLD"
    RESUME = "RESUME"
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

STEPS: tuple[Step, ...] = (
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
    _step(
        _A.SETTLE,
        _S.READY,
        _S.SETTLED,
        N_("Settle"),
        work_done,
        certified,
        car_here,
        handed_over,
        file_complete,
    ),
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
    return None, [Reason("state", _("The order is not at that point now."), "order")]
