"""What a car's leaving sets going: repair warranty, follow-up calls, the next service (D1, G1, G6)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from garage.domain.followups import FollowUpState, first_call, second_call
from garage.domain.lines import LineKind
from garage.domain.reminders import ReminderKind, ReminderState
from garage.domain.vehicles import VehicleClass
from garage.domain.warranty import expires_on
from garage.models.followups import FollowUp
from garage.models.orders import OrderLine, WorkOrder
from garage.models.reminders import Reminder
from garage.models.settlements import Settlement
from garage.models.statements import insert_many, statement
from garage.models.vehicles import Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import shop
from garage.services.command import By, audit, update
from garage.services.order_lines import Line, category_of


def begin_warranty(
    by: By, order: WorkOrder, vehicle: Vehicle, lines: Sequence[Line], when: datetime, odo_out: int
) -> None:
    """One promise a line, as the papers of the visit print it; customer-supplied parts have none (invariant 16)."""
    vehicle_class, day, start = VehicleClass(vehicle.vehicle_class), order.received_at.date(), when.date()
    periods = {
        one: shop.promise(vehicle_class, one, day) for one in {category_of(line, order) for line in lines}
    }
    rows = []
    for line in lines:
        fitted = line.kind is not LineKind.PART or line.qty_milli
        if line.kind is LineKind.OTHER or line.customer_supplied or not fitted:
            continue
        category = category_of(line, order)
        period = periods[category]
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


def plan_calls(by: By, order: WorkOrder, call_time: str, when: datetime, *, repaired: bool = True) -> None:
    """Round 1 on day 3; round 2, about the repair, stands provisionally until the first call has been made."""
    first = first_call(when.date())
    windows = (first, second_call(first.due_on)) if repaired else (first,)
    for number, window in enumerate(windows, 1):
        FollowUp.create(
            **by.stamp(),
            order=order.id,
            vehicle=order.vehicle_id,
            customer=order.customer_id,
            round=number,
            due_on=window.due_on,
            late_after=window.late_after,
            provisional=number > 1,
            state=FollowUpState.PENDING.value,
            call_time=call_time,
        )


def plan_service(by: By, order: WorkOrder, vehicle: Vehicle, settlement: Settlement) -> None:
    """Next service on the car's record; the one planned before is done."""
    if settlement.next_service_on is None and settlement.next_service_km is None:
        return
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
    Reminder.create(
        **by.stamp(),
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
