"""The gate: exit passes, and what a car's leaving sets going (C4, D1, G1, G6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from garage.domain.exit_passes import PassKind, PassState, pass_kind
from garage.domain.followups import FollowUpState, first_call, second_call
from garage.domain.lines import LineKind
from garage.domain.numbers import Series
from garage.domain.orders import OrderAct
from garage.domain.reminders import ReminderKind, ReminderState
from garage.domain.vehicles import OdometerSource, VehicleClass
from garage.domain.warranty import expires_on
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.exit_passes import ExitPass
from garage.models.followups import FollowUp
from garage.models.orders import OrderLine, WorkOrder
from garage.models.reminders import Reminder
from garage.models.settlements import Settlement
from garage.models.statements import insert_many, statement
from garage.models.vehicles import Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import numbers, shop, vehicles
from garage.services.command import Area, By, audit, command, create, update
from garage.services.order_facts import advance, live_pass, live_settlement, paid_fen
from garage.services.order_lines import Line, category_of, lines_of


@dataclass(frozen=True)
class PassRow:
    """An exit pass as the order page lists it."""

    no: str
    kind: PassKind
    state: PassState
    issued_at: datetime
    gate_at: datetime | None
    void_reason: str


@command(Area.ORDERS, Area.MONEY)
def issue(by: By, order_id: int) -> str:
    """Issue the exit pass of a settled order; returns its number. RuleError while anything is owed."""
    order = WorkOrder.get_by_id(order_id)
    settlement = live_settlement(order_id)
    if settlement is None:
        raise RuleError(Reason("unsettled", _("The order is not settled."), "money"))
    if live_pass(order_id) is not None:
        raise RuleError(Reason("pass_issued", _("There is an exit pass already."), "money"))
    kind = pass_kind(payable_fen=settlement.payable_fen, paid_fen=paid_fen(order_id))
    advance(by, order, OrderAct.ISSUE_PASS)
    row = create(
        by,
        ExitPass,
        no=numbers.take(by, Series.EXIT_PASS),
        order=order_id,
        settlement=settlement.id,
        kind=kind.value,
        state=PassState.ISSUED.value,
        valid_on=by.today,
        issued_at=by.at,
    )
    return str(row.no)


@command(Area.ORDERS, Area.MONEY, Area.CARE, Area.CUSTOMERS)
def leave(
    by: By, order_id: int, odo_out: int, *, gate_at: datetime | None = None, confirmed: bool = False
) -> None:
    """The car has passed the gate: the pass is used up, warranty, calls and the next service begin.

    FieldError on "odo" (below the reading at reception) or "gate_at"; RuleError without a live, unused pass.
    """
    order = WorkOrder.get_by_id(order_id)
    gate = live_pass(order_id)
    settlement = live_settlement(order_id)
    if gate is None or settlement is None:
        raise RuleError(Reason("exit_pass", _("There is no exit pass yet."), "money"))
    now = max(by.at, gate.issued_at)  # the clocks of two seats may differ
    when = (gate_at or now).replace(microsecond=0)
    if not gate.issued_at.replace(second=0) <= when <= now:
        raise FieldError("gate_at", _("The car left between the pass and now."))
    if odo_out < (order.odo_in or 0):
        raise FieldError(
            "odo", _("At reception the odometer stood at {km} km.").format(km=f"{order.odo_in:,}")
        )
    vehicles.record_reading(
        by, order.vehicle_id, odo_out, OdometerSource.EXIT, order_id=order_id, confirmed=confirmed
    )
    advance(by, order, OrderAct.LEAVE, odo_out=odo_out, exited_at=when)
    update(
        by,
        gate,
        gate.version,
        act="use",
        state=PassState.USED.value,
        gate_at=when,
        gate_by=by.staff_id,
        odo_out=odo_out,
    )
    _begin_warranty(by, order, when, odo_out)
    _plan_calls(by, order, settlement, when)
    _plan_service(by, order, settlement)


def _begin_warranty(by: By, order: WorkOrder, when: datetime, odo_out: int) -> None:
    """One promise a line, as the papers of the visit print it; customer-supplied parts have none (invariant 16)."""
    vehicle_class = VehicleClass(Vehicle.get_by_id(order.vehicle_id).vehicle_class)
    start = when.date()
    rows = []
    for line in lines_of(order.id):
        fitted = line.kind is not LineKind.PART or line.qty_milli
        if line.kind is LineKind.OTHER or line.customer_supplied or not fitted:
            continue
        category = category_of(line, order)
        period = shop.promise(vehicle_class, category, order.received_at.date())
        rows.append(
            {
                "line": line.id,
                "order": order.id,
                "vehicle": order.vehicle_id,
                "category": category.value,
                "start_on": start,
                "start_km": odo_out,
                "days": period.days,
                "km": period.km,
                "expires_on": expires_on(start, period.days),
                "expires_km": odo_out + period.km,
                "attempts": _attempts(line),
                "version": 1,
                **by.stamp(),
            }
        )
    if rows:
        insert_many(RepairWarranty, rows)
        audit(by, "warranty", "work_order", order.id, after={"lines": len(rows), "from": start})


def _attempts(line: Line) -> int:
    """Visits for rework of the same thing, this one included; every promise about it counts them (D4)."""
    if line.original_line_id is None:
        return 0
    reworks = OrderLine.select(OrderLine.id).where(OrderLine.original_line == line.original_line_id)
    visits = RepairWarranty.select(RepairWarranty.order).where(RepairWarranty.line.in_(reworks)).distinct()
    attempts = visits.count() + 1
    same = RepairWarranty.line.in_(reworks) | (RepairWarranty.line == line.original_line_id)
    RepairWarranty.update(attempts=attempts).where(same).execute()
    return int(attempts)


def _plan_calls(by: By, order: WorkOrder, settlement: Settlement, when: datetime) -> None:
    """Round 1 on day 3; round 2 stands provisionally until the first call has been made."""
    first = first_call(when.date())
    second = second_call(first.due_on)
    for number, window in enumerate((first, second), 1):
        create(
            by,
            FollowUp,
            order=order.id,
            vehicle=order.vehicle_id,
            customer=order.customer_id,
            round=number,
            due_on=window.due_on,
            late_after=window.late_after,
            provisional=number > 1,
            state=FollowUpState.PENDING.value,
            call_time=settlement.call_time or order.call_time,
        )


def _plan_service(by: By, order: WorkOrder, settlement: Settlement) -> None:
    """Next service on the car's record; the one planned before is done."""
    if settlement.next_service_on is None and settlement.next_service_km is None:
        return
    vehicle = Vehicle.get_by_id(order.vehicle_id)
    update(
        by,
        vehicle,
        vehicle.version,
        act="next service",
        next_service_on=settlement.next_service_on,
        next_service_km=settlement.next_service_km,
    )
    for row in _planned.objects(vehicle.id, ReminderKind.SERVICE.value, ReminderState.SCHEDULED.value):
        update(by, row, row.version, act="done", state=ReminderState.DONE.value)
    create(
        by,
        Reminder,
        vehicle=vehicle.id,
        customer=order.customer_id,
        order=order.id,
        kind=ReminderKind.SERVICE.value,
        due_on=settlement.next_service_on,
        due_km=settlement.next_service_km,
        state=ReminderState.SCHEDULED.value,
    )


@statement
def _planned(vehicle_id: Any, kind: Any, state: Any) -> Any:
    return Reminder.select().where(
        (Reminder.vehicle == vehicle_id) & (Reminder.kind == kind) & (Reminder.state == state)
    )


def of_order(order_id: int) -> list[PassRow]:
    """Exit passes of an order in their order, voided ones too."""
    rows = ExitPass.select().where(ExitPass.order == order_id).order_by(ExitPass.id)
    return [
        PassRow(row.no, PassKind(row.kind), PassState(row.state), row.issued_at, row.gate_at, row.void_reason)
        for row in rows
    ]
