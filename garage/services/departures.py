"""What a car's leaving sets going: repair warranty, the next service, and the life of its new parts (D1, G6)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from peewee import fn

from garage.domain.dates import months_after
from garage.domain.lines import LineKind
from garage.domain.part_file import life_ends
from garage.domain.reminders import ReminderKind
from garage.domain.vehicles import VehicleClass
from garage.domain.warranty import expires_on
from garage.i18n import _
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.settlements import Settlement
from garage.models.statements import insert_many, statement
from garage.models.vehicles import Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import reminder_plans, rework_lines, rework_policy, shop
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
    rows, terms, ends, tries = [], _part_terms(lines), _kept_ends(lines), _count_tries(lines)
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
                "attempts": tries.get(line.original_line_id, 0),
                **_of_part(terms.get(line.part_id), start, odo_out),
                **ends.get(line.original_line_id, {}),
                "version": 1,
                **by.stamp(),
            }
        )
    if rows:
        insert_many(RepairWarranty, rows)
        audit(by, "warranty", "work_order", order.id, after={"lines": len(rows), "from": start})


def _kept_ends(lines: Sequence[Line]) -> dict[int | None, dict[str, Any]]:
    """{first line: until when} of what is done again, where a rework keeps the end that was promised before (D4)."""
    again = {line.original_line_id for line in lines if line.original_line_id is not None}
    if not again or rework_policy.restarts():
        return {}
    names = [column.name for column in _KEPT]
    return {root: dict(zip(names, kept, strict=True)) for root, *kept in _promised.rows(sorted(again))}


_KEPT = (
    *(RepairWarranty.category, RepairWarranty.days, RepairWarranty.km),
    *(RepairWarranty.expires_on, RepairWarranty.expires_km),
)
"""What a promise that goes on takes along: from its end and its length follow the day and reading it began at."""


@statement
def _promised(root_ids: Any) -> Any:
    """What was promised of these lines and of each rework of them, the latest last."""
    root = fn.COALESCE(OrderLine.original_line, OrderLine.id)
    promises = RepairWarranty.select(root, *_KEPT)
    of_chain = OrderLine.id.in_(root_ids) | OrderLine.original_line.in_(root_ids)
    joined = promises.join(OrderLine, on=(OrderLine.id == RepairWarranty.line))
    return joined.where(of_chain).order_by(RepairWarranty.id)


PartTerms = tuple[int, int | None]
"""Months, and kilometres where they count, that a supplier gives on its part."""


def _part_terms(lines: Sequence[Line]) -> dict[int | None, PartTerms]:
    """What the suppliers give on the parts that were fitted, by part (E9)."""
    parts = [line.part_id for line in lines if line.part_id is not None]
    return {ref: (months, km) for ref, months, km in (_terms.rows(parts) if parts else ()) if months}


@statement
def _terms(part_ids: Any) -> Any:
    return Part.select(Part.id, Part.warranty_months, Part.warranty_km).where(Part.id.in_(part_ids))


def _of_part(terms: PartTerms | None, start: date, odo_out: int) -> dict[str, Any]:
    """The part's own promise, kept as it stands on the day the car leaves; the part's file may change later."""
    months, km = terms or (0, None)
    return {
        "part_expires_on": months_after(start, months) if months else None,
        "part_expires_km": odo_out + km if km is not None else None,
    }


def _count_tries(lines: Sequence[Line]) -> dict[int | None, int]:
    """{first line: visits that did it again, this one included}; every promise about it counts them (D4)."""
    again = {line.original_line_id for line in lines if line.original_line_id is not None}
    return {root: rework_lines.count_tries(root) for root in sorted(again)}


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
    due_on, due_km = settlement.next_service_on, settlement.next_service_km
    kind = ReminderKind.SERVICE
    reminder_plans.plan(by, order.vehicle_id, order.customer_id, kind, due_on, due_km, order_id=order.id)


def plan_parts(by: By, order: WorkOrder, lines: Sequence[Line], left_on: date, odo_out: int) -> None:
    """What was fitted anew falls due at the end of its life; what was planned of it before is done with.

    A part is known by its name: another brand of it lives in the same place of the car. What the customer brought
    along, and what came back to the shelf, was not fitted by us.
    """
    fitted = sorted({line.part_id or 0 for line in lines if line.draws_stock and line.issued_milli})
    car, kind = order.vehicle_id, ReminderKind.PART
    planned = reminder_plans.subjects(car, kind) if fitted else frozenset[str]()
    for name, months, km in _lives.rows(fitted) if fitted else ():
        ends, why = life_ends(months, km, left_on, odo_out), _("Fitted anew")
        if name in planned or any(ends):
            reminder_plans.plan(
                by, car, order.customer_id, kind, *ends, order_id=order.id, subject=name, why=why
            )


@statement
def _lives(part_ids: Any) -> Any:
    """Name and shortest life of these parts; of two with one name the first to fall due says when."""
    life = fn.MIN(Part.life_months), fn.MIN(Part.life_km)
    return Part.select(Part.name, *life).where(Part.id.in_(part_ids)).group_by(Part.name).order_by(Part.name)
