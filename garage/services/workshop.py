"""Acts of the shop floor: dispatch with shares, start, pause and finish of labour lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from garage.domain.fault_clock import FaultClass
from garage.domain.labels import label
from garage.domain.lines import COUNTING, LineKind, LineStatus, WorkType
from garage.domain.order_steps import OrderAct
from garage.domain.orders import DRAWING, IN_SHOP, HoldReason, OrderState, Priority
from garage.domain.staff import Role
from garage.domain.text import said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.orders import LineShare, LineWork, OrderHold, OrderLine, WorkOrder
from garage.models.statements import insert, insert_many, statement
from garage.services import claim_approvals, fault_limits, staff
from garage.services.command import Area, By, audit, command, update
from garage.services.order_facts import FULL_BP, advance, shares_of
from garage.services.order_lines import Line, all_lines_of, lines_of, touch
from garage.services.order_moves import elsewhere, refuse_changed

Shares = Mapping[int, int]

UNFINISHED = (LineStatus.OPEN.value, LineStatus.STARTED.value)


@dataclass(frozen=True)
class Load:
    """A mechanic who can be sent to a job, with the centi-hours already on their hands."""

    staff_id: int
    name: str
    team: str
    trades: frozenset[WorkType]
    open_hours_centi: int


def mechanics() -> list[Load]:
    """Mechanics by load, the freest first: flat-rate hours of their unfinished lines, by share."""
    query = (
        LineShare.select(LineShare.staff, LineShare.share_bp, OrderLine.hours_centi)
        .join(OrderLine)
        .join(WorkOrder)
        .where(WorkOrder.state.in_([state.value for state in IN_SHOP]) & OrderLine.status.in_(UNFINISHED))
    )
    load: dict[int, int] = {}
    for person, share_bp, hours_centi in tuples(query):
        load[person] = load.get(person, 0) + share_bp * hours_centi
    people = [Load(one.id, one.name, one.team, one.trades, load.get(one.id, 0) // FULL_BP) for one in _able()]
    return sorted(people, key=lambda person: (person.open_hours_centi, person.name))


def _able() -> list[staff.Person]:
    """Those to whom work can be given."""
    return [one for one in staff.people() if one.roles & {Role.MECHANIC, Role.LEADER}]


def queue_centi() -> int:
    """Centi-hours a new job waits: unfinished labour of all authorised orders, shared by the mechanics."""
    states = [state.value for state in IN_SHOP | {OrderState.AUTHORISED}]
    query = (
        OrderLine.select(OrderLine.hours_centi)
        .join(WorkOrder)
        .where(
            WorkOrder.state.in_(states)
            & (OrderLine.kind == LineKind.LABOUR.value)
            & OrderLine.status.in_(UNFINISHED)
        )
    )
    waiting: int = sum(row[0] for row in tuples(query))
    hands = sum(1 for person in staff.people() if person.roles & {Role.MECHANIC, Role.LEADER})
    return waiting // max(1, hands)


@command(Area.ORDERS)
def assign(
    by: By,
    order_id: int,
    shares: Mapping[int, Shares],
    *,
    bay_id: int | None = None,
    priority: Priority = Priority.NORMAL,
    fault_class: FaultClass | None = None,
    version: int | None = None,
) -> None:
    """Set who does what: {line id: {staff id: basis points}} for labour lines, bay, priority, class of the fault.

    Allowed from authorisation to the end of the work, so that a job can change hands. FieldError on
    "shares" when a line's shares do not make 100 % or a person is no mechanic; StaleError when the order was
    changed since `version`.
    """
    order = WorkOrder.get_by_id(order_id)
    if OrderState(order.state) not in DRAWING | {OrderState.AUTHORISED}:
        raise elsewhere(by, order)
    refuse_changed(order, version)
    known = fault_class.value if fault_class else order.fault_class
    columns = {"bay": bay_id, "priority": priority.value, "fault_class": known}
    _assign(by, order, lines_of(order_id), shares, columns)


def _assign(
    by: By, order: WorkOrder, lines: Sequence[Line], shares: Mapping[int, Shares], columns: Mapping[str, Any]
) -> None:
    """Set who does what, and `columns` of an order that was read with its lines."""
    able = {person.id for person in _able()}
    labour = {line.id: line for line in lines if line.kind is LineKind.LABOUR}
    before = shares_of(order.id)
    for line_id, parts in shares.items():
        if line_id not in labour:
            _refuse_unauthorised(order.id, line_id)
            raise FieldError("shares", _("Only labour lines are given to mechanics."))
        _check_shares(labour[line_id].name, parts, able)
        _delete_shares.run(line_id)
        rows = (
            {"line": line_id, "staff": person, "share_bp": share_bp} for person, share_bp in parts.items()
        )
        insert_many(LineShare, rows)
    update(by, order, order.version, act="assign", **columns)
    if any(parts != before.get(line, {}) for line, parts in shares.items()):
        touch(by, order, order.version)  # whoever has it open is told
    audit(
        by,
        "shares",
        "work_order",
        order.id,
        before={str(line): dict(parts) for line, parts in before.items()},
        after={str(line): dict(parts) for line, parts in shares.items()},
    )


def _refuse_unauthorised(order_id: int, line_id: int) -> None:
    if any(line.id == line_id and line.status not in COUNTING for line in all_lines_of(order_id)):
        text = _("The customer has not agreed to this line.")
        raise RuleError(Reason("unauthorised", text, "supplements"))


@statement
def _delete_shares(line_id: Any) -> Any:
    return LineShare.delete().where(LineShare.line == line_id)


def _check_shares(name: str, parts: Shares, able: set[int]) -> None:
    if not parts:
        raise FieldError("shares", _("{line} has no mechanic.").format(line=name))
    if min(parts.values()) <= 0 or sum(parts.values()) != FULL_BP:
        raise FieldError("shares", _("The shares of {line} do not make 100 %.").format(line=name))
    if not set(parts) <= able:
        raise FieldError("shares", _("{line} was given to someone who is no mechanic.").format(line=name))


@command(Area.ORDERS)
def dispatch(
    by: By,
    order_id: int,
    shares: Mapping[int, Shares],
    *,
    bay_id: int | None = None,
    priority: Priority = Priority.NORMAL,
    fault_class: FaultClass | None = None,
    version: int | None = None,
) -> None:
    """Give the job to the shop (B1): every labour line has mechanics whose shares make 100 %.

    The fault's class is the one given, else the one it has, else the one its labour hours speak for. Errors
    as in `assign`.
    """
    order = WorkOrder.get_by_id(order_id)
    if order.state != OrderState.AUTHORISED.value:
        raise elsewhere(by, order)
    refuse_changed(order, version)
    lines = lines_of(order_id)
    known = fault_class or _class_of(order, lines)
    _assign(by, order, lines, shares, {"bay": bay_id, "priority": priority.value, "fault_class": known.value})
    advance(by, order, OrderAct.DISPATCH, lines=lines)


def class_of(order_id: int) -> FaultClass:
    """How hard the fault is: as somebody has said, else by the labour of the order."""
    return _class_of(WorkOrder.get_by_id(order_id), lines_of(order_id))


def _class_of(order: WorkOrder, lines: Sequence[Line]) -> FaultClass:
    if order.fault_class:
        return FaultClass(order.fault_class)
    labour = (line for line in lines if line.kind is LineKind.LABOUR)
    return fault_limits.suggestion(sum(line.hours_centi for line in labour))


def even_shares(people: Sequence[int]) -> dict[int, int]:
    """100 % split evenly, the first takes what does not divide."""
    each = FULL_BP // len(people)
    return {person: each + (FULL_BP - each * len(people) if n == 0 else 0) for n, person in enumerate(people)}


def _labour_line(by: By, line_id: int) -> tuple[OrderLine, WorkOrder]:
    line = OrderLine.get_by_id(line_id)
    order = WorkOrder.get_by_id(line.order_id)
    if line.kind != LineKind.LABOUR.value:
        raise RuleError(Reason("not_labour", _("Only labour is started and finished."), "lines"))
    if LineStatus(line.status) not in COUNTING:
        raise RuleError(Reason("unauthorised", _("The customer has not agreed to this line."), "supplements"))
    if order.state == OrderState.ON_HOLD.value:
        raise RuleError(Reason("on_hold", _hold_words(order.id), "hold"))
    if OrderState(order.state) not in IN_SHOP:
        raise elsewhere(by, order)
    return line, order


def _hold_words(order_id: int) -> str:
    held = OrderHold.get((OrderHold.order == order_id) & OrderHold.ended_at.is_null())
    return _("The job is on hold: {reason}.").format(reason=label(HoldReason(held.reason)))


@command(Area.ORDERS)
def start_line(by: By, line_id: int, staff_id: int | None = None) -> None:
    """A mechanic starts (or takes up again) a line; the first start of the order puts it in work.

    RuleError("supplier_approval") before the supplier of a claim line approved it, where its terms ask for that (E5).
    """
    line, order = _labour_line(by, line_id)
    person = staff_id or by.staff_id
    if line.status == LineStatus.DONE.value:
        raise RuleError(Reason("done", _("This line is finished already."), "lines"))
    if person not in shares_of(order.id).get(line_id, {}):
        raise RuleError(Reason("not_assigned", _("This line is not given to that mechanic."), "dispatch"))
    if any(stretch.staff_id == person for stretch in _running.objects(line_id)):
        return
    if line.started_at is None:
        claim_approvals.refuse_unapproved(order.id, [line])
    insert(LineWork, {"line": line_id, "staff": person, "started_at": by.at})
    update(
        by,
        line,
        line.version,
        act="start",
        status=LineStatus.STARTED.value,
        started_at=line.started_at or by.at,
    )
    if order.state == OrderState.DISPATCHED.value:
        advance(by, order, OrderAct.START)


@command(Area.ORDERS)
def start_work(by: By, order_id: int) -> None:
    """Work begins on an order that has parts, sublet or other lines only; labour is started line by line."""
    lines = lines_of(order_id)
    if any(line.kind is LineKind.LABOUR for line in lines):
        raise RuleError(Reason("labour", _("Start the labour lines one by one."), "lines"))
    claim_approvals.refuse_unapproved(order_id, lines)
    advance(by, WorkOrder.get_by_id(order_id), OrderAct.START)


@command(Area.ORDERS)
def pause_line(by: By, line_id: int) -> None:
    """Work on a line stops for now."""
    _line, order = _labour_line(by, line_id)
    stop_clocks(by, order.id, line_id)
    audit(by, "pause", "order_line", line_id)


def stop_clocks(by: By, order_id: int, line_id: int | None = None) -> None:
    """End every running stretch of work on an order, or on one line of it.

    A stretch never ends before it began, although the clocks of two seats differ.
    """
    for line in [line_id] if line_id else running_lines(order_id):
        for stretch in _running.objects(line):
            _end.run(max(by.at, stretch.started_at), stretch.id)


@statement
def _running(line_id: Any) -> Any:
    return LineWork.select().where((LineWork.line == line_id) & LineWork.ended_at.is_null())


@statement
def _end(ended_at: Any, stretch_id: Any) -> Any:
    return LineWork.update(ended_at=ended_at).where(LineWork.id == stretch_id)


@command(Area.ORDERS)
def finish_line(by: By, line_id: int) -> None:
    """A line is done; it must have been started."""
    line, order = _labour_line(by, line_id)
    if line.status == LineStatus.OPEN.value:
        raise RuleError(Reason("not_started", _("This line has not been started."), "lines"))
    if line.status == LineStatus.DONE.value:
        return
    stop_clocks(by, order.id, line_id)
    update(by, line, line.version, act="finish", status=LineStatus.DONE.value, done_at=by.at)


@command(Area.ORDERS)
def reopen_line(by: By, line_id: int, reason: str = "") -> None:
    """A finished line goes back to work."""
    line, _order = _labour_line(by, line_id)
    if line.status != LineStatus.DONE.value:
        raise RuleError(Reason("not_done", _("This line is not finished yet."), "lines"))
    update(by, line, line.version, act="redo", reason=reason, status=LineStatus.STARTED.value, done_at=None)


@command(Area.ORDERS)
def back_to_work(by: By, order_id: int, reason: str) -> None:
    """A finished job is in the shop again before its bill; lines that are done stay done, checks are made anew.

    FieldError("reason") without one; RuleError when the order stands elsewhere.
    """
    why = said_why(reason)
    advance(by, WorkOrder.get_by_id(order_id), OrderAct.MORE_WORK, reason=why)


def workers_of(order_id: int) -> set[int]:
    """Everyone who had a share or worked on the order."""
    shared = {person for parts in shares_of(order_id).values() for person in parts}
    return shared | {person for (person,) in _worked.rows(order_id)}


@statement
def _worked(order_id: Any) -> Any:
    return LineWork.select(LineWork.staff).join(OrderLine).where(OrderLine.order == order_id)


def running_lines(order_id: int) -> dict[int, list[int]]:
    """{line id: staff ids at work on it now}."""
    query = (
        LineWork.select(LineWork.line, LineWork.staff)
        .join(OrderLine)
        .where((OrderLine.order == order_id) & LineWork.ended_at.is_null())
    )
    result: dict[int, list[int]] = {}
    for line, person in tuples(query):
        result.setdefault(line, []).append(person)
    return result
