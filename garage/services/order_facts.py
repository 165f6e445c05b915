"""What a guard looks at: one order's facts, read in a handful of queries."""

from collections.abc import Sequence
from typing import Any

from peewee import fn

from garage.domain.customers import missing_for_file
from garage.domain.exit_passes import LIVE, TRIPS, PassKind, PassState
from garage.domain.inspections import InspectionResult, InspectionStage
from garage.domain.lines import COUNTING, LineKind, LineStatus, PayType
from garage.domain.order_guards import OrderFacts
from garage.domain.order_steps import OrderAct, Step, step_for
from garage.domain.orders import WAITING_SUPPLEMENT, HoldReason, OldPartChoice, OrderState, SupplementState
from garage.domain.rework import TRIES, UNDECIDED, ReworkState
from garage.domain.settlements import SettlementState
from garage.domain.warranty import CERTIFICATE_CATEGORIES
from garage.errors import RuleError
from garage.i18n import _
from garage.models.customers import Customer
from garage.models.exit_passes import ExitPass
from garage.models.inspections import Certificate, Inspection
from garage.models.orders import LineShare, OrderHold, OrderLine, Supplement, WorkOrder
from garage.models.payments import Receipt
from garage.models.rework import ReworkCase
from garage.models.settlements import Settlement
from garage.models.statements import insert_many, statement
from garage.models.vehicles import Vehicle
from garage.services import rework_ends
from garage.services.command import By, update
from garage.services.customers import live_phones_of
from garage.services.order_lines import Line, lines_of
from garage.services.order_moves import elsewhere

FULL_BP = 10_000


def live_settlement(order_id: int) -> Settlement | None:
    """The settlement that counts: not voided."""
    row: Settlement | None = _live_settlement.object(order_id)
    return row


@statement
def _live_settlement(order_id: Any) -> Any:
    voided = SettlementState.VOIDED.value
    return Settlement.select().where((Settlement.order == order_id) & (Settlement.state != voided))


def live_pass(order_id: int) -> ExitPass | None:
    """The pass that counts: neither voided nor a trip that is over."""
    row: ExitPass | None = _live_pass.object(order_id)
    return row


@statement
def _live_pass(order_id: Any) -> Any:
    live = ExitPass.state.in_([state.value for state in LIVE])
    return ExitPass.select().where((ExitPass.order == order_id) & live)


def paid_fen(order_id: int) -> int:
    """Net money received on an order, deposits included: refunds and reversing receipts count negative."""
    return sum(row[0] for row in _amounts.rows(order_id))


@statement
def _amounts(order_id: Any) -> Any:
    return Receipt.select(Receipt.total_fen).where(Receipt.order == order_id)


def shares_of(order_id: int) -> dict[int, dict[int, int]]:
    """{line id: {staff id: basis points}}."""
    shares: dict[int, dict[int, int]] = {}
    for line, person, basis_points in _shares.rows(order_id):
        shares.setdefault(line, {})[person] = basis_points
    return shares


@statement
def _shares(order_id: Any) -> Any:
    shares = LineShare.select(LineShare.line, LineShare.staff, LineShare.share_bp).join(OrderLine)
    return shares.where(OrderLine.order == order_id).order_by(LineShare.id)


def latest_inspections(order_id: int) -> dict[InspectionStage, tuple[int, InspectionResult]]:
    """{stage: (id, result)} of the last round of each stage."""
    return {
        InspectionStage(stage): (ref, InspectionResult(result))
        for ref, stage, result in _checks.rows(order_id)
    }


@statement
def _checks(order_id: Any) -> Any:
    checks = Inspection.select(Inspection.id, Inspection.stage, Inspection.result)
    return checks.where(Inspection.order == order_id).order_by(Inspection.id)


def _file_missing(order: WorkOrder) -> tuple[str, ...]:
    """What the customer's file still lacks; nobody asks before the car is ready to go."""
    if order.state != OrderState.READY.value:
        return ()
    customer = Customer.get_by_id(order.customer_id)
    return missing_for_file(
        name=customer.name,
        phones=live_phones_of(customer.id),
        address=customer.address,
        vehicles=1,
        vehicle_models_known=bool(Vehicle.get_by_id(order.vehicle_id).model),
    )


def order_facts(order: WorkOrder, lines: Sequence[Line] | None = None) -> OrderFacts:
    """The facts of an order as its guards see them."""
    lines = lines_of(order.id) if lines is None else lines
    [around] = _around.rows(order.id)
    unassigned, waiting, cases, unreferred, held_for, certified, *money = around
    due_fen, on_account, paid, pass_kind, pass_state = money
    checks = latest_inspections(order.id)

    def passed(stage: InspectionStage, since: int = 0) -> bool:
        ref, result = checks.get(stage, (0, InspectionResult.FAIL))
        return result is InspectionResult.PASS and ref > since

    labour = [line for line in lines if line.kind is LineKind.LABOUR]
    stock = [line for line in lines if line.draws_stock]
    trip = pass_kind is not None and PassKind(pass_kind) in TRIPS
    final = checks.get(InspectionStage.FINAL, (0, InspectionResult.FAIL))[0]
    return OrderFacts(
        state=OrderState(order.state),
        odometer_read=order.odo_in is not None,
        walk_around_saved=order.walk_around_at is not None,
        warranty_seen=order.warranty_seen_at is not None,
        promised=order.promised_at is not None or bool(order.after_inspection),
        lines=len(lines),
        unpriced=sum(
            1
            for line in lines
            if line.pay_type in {PayType.CUSTOMER, PayType.INSURANCE}
            and not line.gross_fen
            and not line.customer_supplied
        ),
        rework_unlinked=sum(
            1 for line in lines if line.pay_type is PayType.REWORK and line.original_line_id is None
        ),
        rework_undecided=cases,
        rework_unreferred=unreferred,
        labour_lines=len(labour),
        unassigned=unassigned,
        undone=sum(1 for line in labour if line.status is not LineStatus.DONE),
        not_fully_issued=sum(1 for line in stock if line.issued_milli < line.qty_milli),
        over_issued=sum(1 for line in stock if line.issued_milli > line.qty_milli),
        net_issued=any(line.issued_milli for line in lines),
        needs_certificate=_needs_certificate(order, lines),
        diagnosis_passed=passed(InspectionStage.DIAGNOSIS),
        in_process_passed=passed(InspectionStage.IN_PROCESS),
        work_started=any(line.started_at is not None for line in lines),
        open_supplements=waiting,
        held_for_answer=held_for == HoldReason.AUTHORISATION.value,
        certified=bool(certified),
        car_away=trip,
        car_out=trip and pass_state == PassState.OUT.value,
        wash=bool(order.wash),
        handover_passed=passed(InspectionStage.HANDOVER, since=final),
        old_parts_decided=order.old_parts != OldPartChoice.UNDECIDED.value,
        settled=due_fen is not None,
        payable_fen=due_fen or 0,
        paid_fen=int(paid),
        on_account=bool(on_account),
        pass_issued=not trip and pass_state == PassState.ISSUED.value,
        left=order.exited_at is not None,
        file_missing=_file_missing(order),
    )


@statement
def _around(order_id: Any) -> Any:
    """What stands around the order's own row, each found by its index: one query instead of seven."""
    share = LineShare.select(fn.SUM(LineShare.share_bp)).where(LineShare.line == OrderLine.id)
    labour = (OrderLine.kind == LineKind.LABOUR.value) & OrderLine.status.in_([one.value for one in COUNTING])
    shared = labour & (fn.COALESCE(share, 0) != FULL_BP)
    waiting = Supplement.state.in_([state.value for state in WAITING_SUPPLEMENT])
    undecided = ReworkCase.state.in_([state.value for state in UNDECIDED])
    ours = (ReworkCase.state == ReworkState.OUR_FAULT.value) & (ReworkCase.referral_result == "")
    twice = ours & (ReworkCase.attempt > TRIES)
    standing = Settlement.state != SettlementState.VOIDED.value
    live = ExitPass.state.in_([state.value for state in LIVE])

    def of_order(model: Any, value: Any, where: Any) -> Any:
        return model.select(value).where((model.order == WorkOrder.id) & where)

    return WorkOrder.select(
        of_order(OrderLine, fn.COUNT(OrderLine.id), shared),
        of_order(Supplement, fn.COUNT(Supplement.id), waiting),
        of_order(ReworkCase, fn.COUNT(ReworkCase.id), undecided),
        of_order(ReworkCase, fn.COUNT(ReworkCase.id), twice),
        of_order(OrderHold, OrderHold.reason, OrderHold.ended_at.is_null()),
        of_order(Certificate, fn.COUNT(Certificate.id), Certificate.voided_at.is_null()),
        of_order(Settlement, Settlement.payable_fen - Settlement.allowance_fen, standing),
        of_order(Settlement, Settlement.credit_at.is_null(False), standing),
        Receipt.select(fn.COALESCE(fn.SUM(Receipt.total_fen), 0)).where(Receipt.order == WorkOrder.id),
        of_order(ExitPass, ExitPass.kind, live),
        of_order(ExitPass, ExitPass.state, live),
    ).where(WorkOrder.id == order_id)


def _needs_certificate(order: WorkOrder, lines: Sequence[Line]) -> bool:
    categories = {line.category for line in lines} | {order.category}
    return any(category in CERTIFICATE_CATEGORIES for category in categories)


def advance(
    by: By,
    order: WorkOrder,
    act: OrderAct,
    *,
    reason: str = "",
    lines: Sequence[Line] | None = None,
    **values: object,
) -> Step:
    """Take the step of `act` or raise RuleError with everything it misses; saves `values` with it.

    `lines` are those of the order that count, for whoever has just read them.
    """
    facts = order_facts(order, lines)
    step, reasons = step_for(act, facts)
    if step is None:
        raise elsewhere(by, order)
    if reasons:
        raise RuleError(reasons)
    held = order.state == OrderState.ON_HOLD.value
    update(by, order, order.version, act=act.value, reason=reason, state=step.target.value, **values)
    if held:
        _end_hold(by, order.id)
    if act is OrderAct.MORE_WORK and facts.state in _FINISHED:
        _count_out(by, order.id)
    if step.target is OrderState.CANCELLED:
        rework_ends.call_off(by, order.id, reason)
        if facts.open_supplements:
            _take_back_supplements(by, order.id, reason)
    if facts.certified and step.target in _UNDO_CERTIFICATE:
        void_certificate(by, order.id, reason or _(step.label))
    return step


_UNDO_CERTIFICATE = frozenset({OrderState.IN_WORK, OrderState.CANCELLED})
"""What was certified is no longer what the car is when work begins again, nor is there a delivery without a bill."""


def void_pass(by: By, row: ExitPass, reason: str) -> None:
    """A pass that nobody used no longer counts; its number stays in the books."""
    update(by, row, row.version, act="void", reason=reason, state=PassState.VOIDED.value, void_reason=reason)


def void_certificate(by: By, order_id: int, reason: str) -> None:
    """The live certificate of an order no longer counts; its number stays in the books."""
    for row in Certificate.select().where((Certificate.order == order_id) & Certificate.voided_at.is_null()):
        update(by, row, row.version, act="void", reason=reason, voided_at=by.at, void_reason=reason)


def _end_hold(by: By, order_id: int) -> None:
    """Whatever takes an order off hold ends its wait, which never ends before it began."""
    row = OrderHold.get_or_none((OrderHold.order == order_id) & OrderHold.ended_at.is_null())
    if row is not None:
        update(by, row, row.version, act="end", ended_at=max(by.at, row.started_at))


_FINISHED = frozenset({OrderState.FINAL_PASSED, OrderState.WASHING, OrderState.READY})
"""States in which the fault is solved, and no clock runs."""


def _count_out(by: By, order_id: int) -> None:
    """More is wanted of a finished job: the time in which it stood ready is a wait, so that its clock goes on from there."""
    ref, _result = latest_inspections(order_id).get(InspectionStage.FINAL, (0, None))
    since = Inspection.get_by_id(ref).inspected_at if ref else by.at
    if since < by.at:
        waited = {"reason": HoldReason.CUSTOMER.value, "note": _("Finished, then taken up again")}
        times = {"started_at": since, "ended_at": by.at, "version": 1, **by.stamp()}
        insert_many(OrderHold, [{"order": order_id, **waited, **times}])


def _take_back_supplements(by: By, order_id: int, reason: str) -> None:
    """Nobody asks for further work on an order that is cancelled."""
    for row in Supplement.select().where(Supplement.order == order_id):
        if SupplementState(row.state) in WAITING_SUPPLEMENT:
            update(by, row, row.version, act="withdraw", reason=reason, state=SupplementState.WITHDRAWN.value)
    proposed = OrderLine.status == LineStatus.PROPOSED.value
    for line in OrderLine.select().where((OrderLine.order == order_id) & proposed):
        update(by, line, line.version, act="withdraw", reason=reason, status=LineStatus.DROPPED.value)
