"""What a guard looks at: one order's facts, read in a handful of queries."""

from collections.abc import Sequence

from garage.domain.customers import missing_for_file
from garage.domain.exit_passes import PassState
from garage.domain.inspections import InspectionResult, InspectionStage
from garage.domain.lines import LineKind, LineStatus, PayType
from garage.domain.orders import OldPartChoice, OrderAct, OrderFacts, OrderState, Step, step_for
from garage.domain.settlements import SettlementState
from garage.domain.warranty import CERTIFICATE_CATEGORIES
from garage.errors import RuleError
from garage.models.customers import Customer
from garage.models.exit_passes import ExitPass
from garage.models.inspections import Inspection
from garage.models.listing import tuples
from garage.models.orders import LineShare, OrderLine, WorkOrder
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.models.vehicles import Vehicle
from garage.services.command import By, update
from garage.services.order_lines import Line, lines_of

FULL_BP = 10_000


def live_settlement(order_id: int) -> Settlement | None:
    """The settlement that counts: not voided."""
    row: Settlement | None = (
        Settlement.select()
        .where((Settlement.order == order_id) & (Settlement.state != SettlementState.VOIDED.value))
        .first()
    )
    return row


def live_pass(order_id: int) -> ExitPass | None:
    """The exit pass that counts: not voided."""
    row: ExitPass | None = (
        ExitPass.select()
        .where((ExitPass.order == order_id) & (ExitPass.state != PassState.VOIDED.value))
        .first()
    )
    return row


def paid_fen(settlement_id: int) -> int:
    """Net money received for a settlement: reversing receipts count negative."""
    amounts = Receipt.select(Receipt.total_fen).where(Receipt.settlement == settlement_id)
    return sum(row[0] for row in tuples(amounts))


def shares_of(order_id: int) -> dict[int, dict[int, int]]:
    """{line id: {staff id: basis points}}."""
    query = (
        LineShare.select(LineShare.line, LineShare.staff, LineShare.share_bp)
        .join(OrderLine)
        .where(OrderLine.order == order_id)
        .order_by(LineShare.id)
    )
    shares: dict[int, dict[int, int]] = {}
    for line, person, basis_points in tuples(query):
        shares.setdefault(line, {})[person] = basis_points
    return shares


def latest_inspections(order_id: int) -> dict[InspectionStage, tuple[int, InspectionResult]]:
    """{stage: (id, result)} of the last round of each stage."""
    query = (
        Inspection.select(Inspection.id, Inspection.stage, Inspection.result)
        .where(Inspection.order == order_id)
        .order_by(Inspection.id)
    )
    return {InspectionStage(stage): (ref, InspectionResult(result)) for ref, stage, result in tuples(query)}


def _file_missing(order: WorkOrder) -> tuple[str, ...]:
    """What the customer's file still lacks; nobody asks before the car is ready to go."""
    if order.state != OrderState.READY.value:
        return ()
    customer = Customer.get_by_id(order.customer_id)
    return missing_for_file(
        name=customer.name,
        phones=[row.number for row in customer.phone_rows],
        address=customer.address,
        vehicles=1,
        vehicle_models_known=bool(Vehicle.get_by_id(order.vehicle_id).model),
    )


def order_facts(order: WorkOrder, lines: Sequence[Line] | None = None) -> OrderFacts:
    """The facts of an order as its guards see them."""
    lines = lines_of(order.id) if lines is None else lines
    shares = shares_of(order.id)
    checks = latest_inspections(order.id)

    def passed(stage: InspectionStage, since: int = 0) -> bool:
        ref, result = checks.get(stage, (0, InspectionResult.FAIL))
        return result is InspectionResult.PASS and ref > since

    labour = [line for line in lines if line.kind is LineKind.LABOUR]
    stock = [line for line in lines if line.draws_stock]
    settlement = live_settlement(order.id)
    gate = live_pass(order.id)
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
        labour_lines=len(labour),
        unassigned=sum(1 for line in labour if sum(shares.get(line.id, {}).values()) != FULL_BP),
        undone=sum(1 for line in labour if line.status is not LineStatus.DONE),
        not_fully_issued=sum(1 for line in stock if line.issued_milli < line.qty_milli),
        over_issued=sum(1 for line in stock if line.issued_milli > line.qty_milli),
        net_issued=any(line.issued_milli for line in lines),
        needs_certificate=_needs_certificate(order, lines),
        diagnosis_passed=passed(InspectionStage.DIAGNOSIS),
        in_process_passed=passed(InspectionStage.IN_PROCESS),
        wash=bool(order.wash),
        handover_passed=passed(InspectionStage.HANDOVER, since=final),
        old_parts_decided=order.old_parts != OldPartChoice.UNDECIDED.value,
        settled=settlement is not None,
        payable_fen=settlement.payable_fen if settlement else 0,
        paid_fen=paid_fen(settlement.id) if settlement else 0,
        pass_issued=gate is not None and gate.state == PassState.ISSUED.value,
        file_missing=_file_missing(order),
    )


def _needs_certificate(order: WorkOrder, lines: Sequence[Line]) -> bool:
    categories = {line.category for line in lines} | {order.category}
    return any(category in CERTIFICATE_CATEGORIES for category in categories)


def advance(by: By, order: WorkOrder, act: OrderAct, *, reason: str = "", **values: object) -> Step:
    """Take the step of `act` or raise RuleError with everything it misses; saves `values` with it."""
    step, reasons = step_for(act, order_facts(order))
    if step is None or reasons:
        raise RuleError(reasons)
    update(by, order, order.version, act=act.value, reason=reason, state=step.target.value, **values)
    return step
