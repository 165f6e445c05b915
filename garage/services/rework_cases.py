"""Acts on rework cases: opened, looked into, decided by people or by the clock, sent to another garage (D2–D4)."""

from datetime import date, datetime
from typing import Any

from garage.domain.money import MAX_PRICE_FEN
from garage.domain.numbers import Series
from garage.domain.orders import UNSETTLED, OrderState
from garage.domain.rework import (
    LIVE,
    NOT_OURS,
    OURS,
    ReworkAct,
    ReworkCause,
    ReworkState,
    evidence_due_on,
    lapses,
    needs_owner,
    refusals,
)
from garage.domain.text import one_line, said_why, several_lines
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.orders import OrderLine, WorkOrder
from garage.models.rework import ReworkCase
from garage.services import (
    claim_holds,
    numbers,
    pay_types,
    rework_deciders,
    rework_due,
    rework_lines,
    rework_rows,
    staff,
)
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.order_moves import elsewhere
from garage.services.rework_rows import CaseRow

NOBODY = 0
"""Who acts when the clock does: the program itself."""
LONGEST_GARAGE = 80


@command(Area.RETURNS, Area.ORDERS)
def open_case(
    by: By,
    order_id: int,
    original_line_id: int,
    fault: str,
    undrivable: bool = False,
    line_id: int | None = None,
) -> int:
    """The customer says that an earlier line did not hold; the clock for evidence runs. Returns its id.

    `line_id` is a line of this order that is about it. FieldError("original") when the line is none with which this
    car left; FieldError("fault"); RuleError when it is in dispute already or the order is settled; KeyError.
    """
    order = WorkOrder.find(order_id)
    if order is None:
        raise KeyError(order_id)
    if OrderState(order.state) not in UNSETTLED:
        raise elsewhere(by, order)
    root = pay_types.line_repeated("original", order, original_line_id)
    words = several_lines("fault", fault)
    if not words:
        raise FieldError("fault", _("What did not hold? Write it in the customer's words."))
    if line_id is not None:
        _check_line(order_id, line_id)
    _refuse_second(order_id, root)
    row = create(
        by,
        ReworkCase,
        no=numbers.take(by, Series.REWORK),
        order=order_id,
        vehicle=order.vehicle_id,
        customer=order.customer_id,
        original_line=root,
        line=line_id,
        state=ReworkState.CLAIMED.value,
        fault=words,
        undrivable=undrivable,
        attempt=rework_lines.earlier_reworks(root, order_id) + 1,
        opened_at=by.at,
        evidence_due_on=evidence_due_on(order.received_at.date(), by.today),
    )
    return int(row.id)


def _check_line(order_id: int, line_id: int) -> None:
    line = OrderLine.find(line_id)
    if line is None or line.order_id != order_id:
        raise KeyError(line_id)


def _refuse_second(order_id: int, root: int) -> None:
    live = ReworkCase.state.in_([state.value for state in LIVE])
    known = ReworkCase.get_or_none((ReworkCase.order == order_id) & (ReworkCase.original_line == root) & live)
    if known is not None:
        text = _("{number} is about this line already.").format(number=known.no)
        raise RuleError(Reason("open", text, "rework"))


@command(Area.RETURNS, Area.ORDERS)
def start_diagnosis(by: By, case_id: int, version: int | None = None) -> None:
    """Somebody looks for the cause. RuleError, StaleError."""
    row, _seen = _may(ReworkAct.DIAGNOSE, case_id, version)
    update(by, row, row.version, act="diagnose", state=ReworkState.DIAGNOSING.value)


@command(Area.RETURNS, Area.ORDERS)
def record_evidence(by: By, case_id: int, version: int | None, cause: ReworkCause, evidence: str) -> None:
    """What was found, and the cause it shows; another cause than the repair stops the clock when it comes in time.

    Better words for what was shown in time stay in time. FieldError("cause", "evidence"), RuleError, StaleError.
    """
    row, seen = _may(ReworkAct.RECORD, case_id, version)
    words = _evidence(cause, evidence)
    stands = seen.case.shown and cause in NOT_OURS
    update(
        by,
        row,
        row.version,
        act="evidence",
        state=ReworkState.DIAGNOSING.value,
        cause=cause.value,
        evidence=words,
        evidence_at=seen.evidence_at if stands else by.at,
        evidence_by=by.staff_id,
    )


def _evidence(cause: ReworkCause | None, evidence: str) -> str:
    if cause not in {*OURS, *NOT_OURS}:
        raise FieldError("cause", _("Choose the cause that was found."))
    words = several_lines("evidence", evidence)
    if not words:
        raise FieldError("evidence", _("Write down what shows it."))
    return words


@command(Area.RETURNS, Area.ORDERS)
def decide_ours(
    by: By,
    case_id: int,
    version: int | None,
    cause: ReworkCause,
    reason: str = "",
    *,
    approved_by: int | None = None,
) -> None:
    """It was our repair: the line is free rework, whoever was to pay for it (invariant 13).

    FieldError("cause", "approved_by") when nobody who decides stands for it; RuleError, StaleError.
    """
    row, _seen = _may(ReworkAct.OURS, case_id, version)
    if cause not in OURS:
        raise FieldError("cause", _("Choose what went wrong with our repair."))
    who = rework_deciders.decider(by, row, approved_by)
    why = one_line("reason", reason, 200)
    rework_lines.make_free(by, row, WorkOrder.get_by_id(row.order_id), _because(row, why))
    _decide(by, row, ReworkState.OUR_FAULT, who, why, cause=cause.value)


@command(Area.RETURNS, Area.ORDERS)
def decide_not_ours(
    by: By,
    case_id: int,
    version: int | None,
    reason: str = "",
    *,
    cause: ReworkCause | None = None,
    evidence: str = "",
    approved_by: int | None = None,
) -> None:
    """The evidence shows another cause: the customer is quoted the normal price (D2).

    Once the clock has run out only an owner may say so, with a reason; a rework that stood by itself then needs
    `cause` and `evidence` with it. FieldError("cause", "evidence", "reason", "approved_by"); RuleError without
    evidence, or when work on the free line has begun; StaleError.
    """
    row, seen = _may(ReworkAct.NOT_OURS, case_id, version)
    late = needs_owner(seen.case, by.today)
    who = rework_deciders.owner(by, approved_by) if late else rework_deciders.decider(by, row, approved_by)
    why = said_why(reason) if late else one_line("reason", reason, 200)
    values: dict[str, Any] = {}
    if seen.case.assumed:
        words = _evidence(cause, evidence)
        if cause not in NOT_OURS:
            raise FieldError("cause", _("Choose a cause that is not the repair."))
        shown = {"cause": cause.value, "evidence": words}
        values = {**shown, "evidence_at": by.at, "evidence_by": by.staff_id}
    told = values.get("evidence", row.evidence)
    rework_lines.quote(by, row, WorkOrder.get_by_id(row.order_id), _because(row, told))
    _decide(by, row, ReworkState.NOT_OURS, who, why, **values)


def _decide(by: By, row: Any, state: ReworkState, who: int, why: str, **values: Any) -> None:
    ReworkCase.update(reason=why).where(ReworkCase.id == row.id).execute()  # `reason` of an act is the log's
    update(
        by,
        row,
        row.version,
        act="ours" if state is ReworkState.OUR_FAULT else "not ours",
        reason=why,
        state=state.value,
        decided_at=by.at,
        decided_by=who,
        **values,
    )


def _because(row: Any, words: str) -> str:
    """Why a line changes hands, with the number of the case."""
    return " ".join(filter(None, (row.no, " ".join(words.split()))))[:180]


@command(Area.RETURNS, Area.ORDERS)
def keep(by: By, case_id: int, version: int | None, reason: str, *, approved_by: int | None = None) -> None:
    """No other garage: an owner says why we try a third time (D3).

    FieldError("reason", "approved_by"); RuleError while it was not reworked twice, or that is said; StaleError.
    """
    row, _seen = _may(ReworkAct.KEEP, case_id, version)
    who = rework_deciders.owner(by, approved_by)
    why = said_why(reason)
    stood = "" if who == by.staff_id else _approved_by(who)
    update(by, row, row.version, act="keep", reason=stood, referral_result=why)


def open_cases(vehicle_id: int) -> list[CaseRow]:
    """What of this car's repairs is in dispute or still owed, the oldest first."""
    return rework_rows.open_cases(vehicle_id)


# The clock


def lapse_due(by: By) -> int:
    """Where the time for evidence is over, the rework is free by itself; returns how many cases there were.

    For the start of the program and for each minute of it: nothing is written while none is due.
    """
    return _lapse_due(by) if _lapsing(by) else 0


def _lapsing(by: By) -> list[CaseRow]:
    """Cases whose time is over; one whose line a supplier is asked to pay for waits for somebody to decide."""
    return [
        row
        for row in rework_due.overdue(by.today)
        if lapses(row.case, by.today) and not (row.line_id and claim_holds.is_claimed(row.line_id))
    ]


@command(Area.RETURNS, Area.ORDERS)
def _lapse_due(by: By) -> int:
    clock = By(NOBODY, by.at)
    due = _lapsing(by)
    for seen in due:
        row = ReworkCase.get_by_id(seen.id)
        cause = seen.cause if seen.cause in OURS else ReworkCause.NO_EVIDENCE
        why = _("No evidence until {day}").format(day=seen.due_on.isoformat())
        rework_lines.make_free(clock, row, WorkOrder.get_by_id(row.order_id), _because(row, why))
        over: dict[str, Any] = {
            "state": ReworkState.OUR_FAULT.value,
            "cause": cause.value,
            "decided_at": by.at,
        }
        update(clock, row, row.version, act="lapse", **over)
    return len(due)


# Another garage


@command(Area.RETURNS, Area.ORDERS)
def refer(
    by: By,
    case_id: int,
    version: int | None,
    garage: str,
    cost_fen: int,
    on: date,
    *,
    approved_by: int | None = None,
) -> None:
    """Another garage repairs it, at our cost: on the order while that takes lines, always with the case (D3).

    FieldError("garage", "cost", "on", "approved_by"), RuleError, StaleError.
    """
    row, seen = _may(ReworkAct.REFER, case_id, version)
    name = one_line("garage", garage, LONGEST_GARAGE)
    if not name:
        raise FieldError("garage", _("Which garage?"))
    cost = _cost(cost_fen)
    if not seen.received_on <= on <= by.today:
        raise FieldError("on", _("A day between reception and today."))
    who = rework_deciders.decider(by, row, approved_by)
    when = by.at if on == by.today else datetime.combine(on, datetime.min.time())
    update(
        by,
        row,
        row.version,
        act="refer",
        reason="" if who == by.staff_id else _approved_by(who),
        state=ReworkState.REFERRED.value,
        referred_to=name,
        referred_at=when,
        referral_cost_fen=cost,
        referral_result="",
    )
    rework_lines.count_tries(row.original_line_id)
    rework_lines.add_sublet(by, row, WorkOrder.get_by_id(row.order_id), seen.line, name, cost)


def _approved_by(who: int) -> str:
    return _("Approved by {name}").format(name=staff.names([who])[who])


@command(Area.RETURNS, Area.ORDERS)
def take_back(by: By, case_id: int, version: int | None, result: str, cost_fen: int | None = None) -> None:
    """The car is back from the other garage; `cost_fen` when its bill says otherwise than was thought.

    A car that has left our garage meanwhile closes its case. FieldError("result", "cost"), RuleError, StaleError.
    """
    row, seen = _may(ReworkAct.BACK, case_id, version)
    words = one_line("result", result, 200)
    if not words:
        raise FieldError("result", _("What did they find and do?"))
    cost = seen.referral_cost_fen if cost_fen is None else _cost(cost_fen)
    line = rework_lines.sublet_of(row)
    if line is not None and seen.order_state in UNSETTLED:
        update(by, line, line.version, act="vendor cost", vendor_cost_fen=cost)
    over: dict[str, Any] = {}
    if seen.order_state not in UNSETTLED | {OrderState.SETTLED}:
        over = {"state": ReworkState.CLOSED.value, "closed_at": by.at}
    told: dict[str, Any] = {"referral_result": words, "referral_back_at": by.at, "referral_cost_fen": cost}
    update(by, row, row.version, act="back", **told, **over)


def _cost(cost_fen: int) -> int:
    if not 0 <= cost_fen <= MAX_PRICE_FEN:
        raise FieldError("cost", _("This amount is too large.") if cost_fen > 0 else _("Not below zero."))
    return cost_fen


# The end


@command(Area.RETURNS, Area.ORDERS)
def close(by: By, case_id: int, version: int | None, reason: str) -> None:
    """Nothing more is done about it, though the car left without the line. FieldError("reason"); RuleError.

    A case whose order is still open closes when the car leaves; what is owed, when it leaves with that done later.
    """
    row, seen = _may(ReworkAct.CLOSE, case_id, version)
    why = said_why(reason)
    if seen.order_state in UNSETTLED | {OrderState.SETTLED}:
        text = _("It closes by itself when the car leaves.")
        raise RuleError(Reason("here", text, "order"))
    _end(by, row, "close", why)


@command(Area.RETURNS, Area.ORDERS)
def withdraw(by: By, case_id: int, version: int | None, reason: str) -> None:
    """Nobody claims it any more, or it was opened by mistake; it counts as no attempt. FieldError("reason")."""
    row, _seen = _may(ReworkAct.WITHDRAW, case_id, version)
    _end(by, row, "withdraw", said_why(reason))


def _end(by: By, row: Any, act: str, why: str) -> None:
    over: dict[str, Any] = {"state": ReworkState.CLOSED.value, "closed_at": by.at}
    update(by, row, row.version, act=act, reason=why, **over, note=why)


def _may(act: ReworkAct, case_id: int, version: int | None) -> tuple[Any, CaseRow]:
    """The row and what is seen of it, when the act may be done; KeyError, StaleError or RuleError else."""
    row = ReworkCase.find(case_id)
    if row is None:
        raise KeyError(case_id)
    refuse_stale(row, version)
    seen = rework_rows.one(case_id)
    if reasons := refusals(act, seen.case):
        raise RuleError(reasons)
    return row, seen
