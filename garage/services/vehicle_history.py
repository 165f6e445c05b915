"""What a vehicle brings along when it drives in: visits, open advice, repair warranties still running."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from garage.domain.advice import AdviceState, advice_state
from garage.domain.documents import OpenWarranty
from garage.domain.lines import COUNTING
from garage.domain.orders import SPOKEN, ConsentChannel, OrderState
from garage.domain.settlements import SettlementState
from garage.domain.warranty import RepairCategory, cover
from garage.i18n import _
from garage.models.audit import AuditEntry
from garage.models.inspections import Recommendation
from garage.models.listing import tuples
from garage.models.orders import OrderLine, Supplement, WorkOrder
from garage.models.settlements import Settlement
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import merged_files
from garage.services.coverages import Odometer, repair_promise

SUMMARY_LENGTH = 200


@dataclass(frozen=True)
class VisitRow:
    """One earlier order: its lines in at most 200 characters, what was billed in fen if it was."""

    order_id: int
    no: str
    received_on: date
    state: OrderState
    odometer_km: int | None
    summary: str
    payable_fen: int | None


@dataclass(frozen=True)
class AdviceRow:
    """Recommended work, and the visit it comes from; `planned_in` is the order on whose lines it stands."""

    id: int
    text: str
    safety: bool
    declined: bool
    due_on: date | None
    due_km: int | None
    order_id: int
    visited_on: date
    version: int = 1
    consequence: str = ""
    signed_by: str = ""
    declined_at: datetime | None = None
    closed_at: datetime | None = None
    closed_reason: str = ""
    planned_in: int | None = None

    @property
    def state(self) -> AdviceState:
        """Where it stands."""
        return advice_state(
            closed=self.closed_at is not None,
            declined=self.declined,
            planned=self.planned_in is not None,
        )


@dataclass(frozen=True)
class OpenWarrantyRow(OpenWarranty):
    """A line still covered, with what a rework needs to know of it."""

    line_id: int
    category: RepairCategory
    attempts: int


def visits(vehicle_id: int) -> tuple[VisitRow, ...]:
    """Orders of the vehicle, the newest first."""
    live = (Settlement.order == WorkOrder.id) & (Settlement.state != SettlementState.VOIDED.value)
    rows = tuples(
        WorkOrder.select(
            WorkOrder.id,
            WorkOrder.no,
            WorkOrder.received_at,
            WorkOrder.state,
            WorkOrder.odo_in,
            Settlement.payable_fen,
        )
        .left_outer_join(Settlement, on=live)
        .where(WorkOrder.vehicle == vehicle_id)
        .order_by(WorkOrder.id.desc())
    )
    names = _line_names(row[0] for row in rows)
    return tuple(
        VisitRow(ref, no, received_at.date(), OrderState(state), km, _summary(names.get(ref, [])), payable)
        for ref, no, received_at, state, km, payable in rows
    )


def _line_names(orders: Any) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    standing = OrderLine.status.in_([status.value for status in COUNTING])
    rows = OrderLine.select(OrderLine.order, OrderLine.name).where(
        OrderLine.order.in_(list(orders)) & standing
    )
    for order, name in tuples(rows.order_by(OrderLine.order, OrderLine.position)):
        names.setdefault(order, []).append(name)
    return names


def _summary(names: list[str]) -> str:
    text = _("; ").join(names)
    return text if len(text) <= SUMMARY_LENGTH else text[: SUMMARY_LENGTH - 1] + "…"


def advice(vehicle_id: int) -> tuple[AdviceRow, ...]:
    """Open advice, what concerns safety first, then the oldest."""
    return tuple(row for row in all_advice(vehicle_id) if row.closed_at is None)


def all_advice(vehicle_id: int) -> tuple[AdviceRow, ...]:
    """Every advice on a car: open first, of these what concerns safety, then the oldest."""
    found = _advice.rows(vehicle_id)
    planned: dict[int, int] = dict(_planned.rows(vehicle_id)) if found else {}
    rows = [AdviceRow(*[*row[:7], row[7].date(), *row[8:], planned.get(row[0])]) for row in found]
    return tuple(sorted(rows, key=lambda row: (row.closed_at is not None, not row.safety, row.id)))


@statement
def _advice(vehicle_id: Any) -> Any:
    columns = (
        Recommendation.id,
        Recommendation.text,
        Recommendation.safety,
        Recommendation.declined,
        Recommendation.due_on,
        Recommendation.due_km,
        Recommendation.order,
        WorkOrder.received_at,
        Recommendation.version,
        Recommendation.consequence,
        Recommendation.signed_by,
        Recommendation.declined_at,
        Recommendation.closed_at,
        Recommendation.closed_reason,
    )
    return Recommendation.select(*columns).join(WorkOrder).where(Recommendation.vehicle == vehicle_id)


@statement
def _planned(vehicle_id: Any) -> Any:
    """Advice that stands on lines that count, of orders that were not cancelled."""
    counts = OrderLine.status.in_([status.value for status in COUNTING])
    here = (WorkOrder.vehicle == vehicle_id) & (WorkOrder.state != OrderState.CANCELLED.value)
    lines = OrderLine.select(OrderLine.recommendation_id, OrderLine.order).join(WorkOrder)
    return lines.where(here & counts & OrderLine.recommendation_id.is_null(False)).order_by(OrderLine.id)


def spoken_refusals(vehicle_id: int) -> dict[tuple[datetime | None, str], tuple[ConsentChannel, str, str]]:
    """{(when work was declined, by whom): (how, number or message, who took the answer)} where nobody signed.

    Advice keeps no channel of its own: what was declined by telephone or message was declined with a supplement.
    """
    found = list(_spoken.rows(vehicle_id))
    return {
        (at, who): (ConsentChannel(channel), note, taken_by) for at, who, channel, note, taken_by in found
    }


@statement
def _spoken(vehicle_id: Any) -> Any:
    answered = (AuditEntry.noun == "supplement") & (AuditEntry.act == "answer")
    spoken = Supplement.channel.in_([channel.value for channel in SPOKEN])
    return (
        Supplement.select(
            AuditEntry.at, Supplement.answered_by, Supplement.channel, Supplement.note, Staff.name
        )
        .join(WorkOrder)
        .join(AuditEntry, on=((AuditEntry.ref == Supplement.id) & answered))
        .join(Staff, on=(Staff.id == AuditEntry.staff_id))
        .where((WorkOrder.vehicle == vehicle_id) & spoken)
    )


def open_warranties(vehicle_id: int, today: date, odometer_km: int | None) -> tuple[OpenWarrantyRow, ...]:
    """Lines of this vehicle covered on `today` at `odometer_km`, both bounds inclusive; soonest end first.

    Without a reading only the days count and all kilometres are left; of a replaced odometer what was driven (A5, D1).
    """
    rows = (
        RepairWarranty.select(
            WorkOrder.no,
            OrderLine.name,
            RepairWarranty.start_on,
            RepairWarranty.expires_on,
            RepairWarranty.expires_km,
            RepairWarranty.days,
            RepairWarranty.km,
            RepairWarranty.line,
            RepairWarranty.category,
            RepairWarranty.attempts,
        )
        .join(OrderLine, on=(OrderLine.id == RepairWarranty.line))
        .join(WorkOrder, on=(WorkOrder.id == RepairWarranty.order))
        .where((RepairWarranty.vehicle == vehicle_id) & (RepairWarranty.expires_on >= today))
        .order_by(RepairWarranty.expires_on, RepairWarranty.id)
    )
    found = []
    odometer = Odometer(vehicle_id, odometer_km)
    for no, name, start_on, last_day, last_km, days, most, line_id, category, attempts in tuples(rows):
        promise = repair_promise(last_day, last_km, days, most)
        way = odometer.since(promise)
        km = promise.since_km + (way.km if way else 0)
        left = cover(last_day=last_day, last_km=last_km, today=today, odometer_km=km)
        if left.open:
            found.append(
                OpenWarrantyRow(
                    no,
                    name,
                    start_on,
                    last_day,
                    left.days_left,
                    last_km,
                    left.km_left,
                    line_id,
                    RepairCategory(category),
                    attempts,
                )
            )
    return tuple(found)


def old_plates(vehicle_id: int) -> tuple[str, ...]:
    """Plates the vehicle carried before, oldest first, as the log remembers them; the present one is no old one."""
    others = merged_files.cars_in(vehicle_id)
    entries = AuditEntry.select(AuditEntry.before).where(
        (AuditEntry.noun == Vehicle._meta.table_name)
        & AuditEntry.ref.in_([vehicle_id, *(ref for ref, _plate in others)])
        & AuditEntry.act.in_(["change", "merge"])
    )
    before = [json.loads(text or "{}").get("plate") for (text,) in tuples(entries.order_by(AuditEntry.id))]
    before += [plate for _ref, plate in others]
    present = {plate for (plate,) in tuples(Vehicle.select(Vehicle.plate).where(Vehicle.id == vehicle_id))}
    return tuple(plate for plate in dict.fromkeys(before) if plate and plate not in present)
