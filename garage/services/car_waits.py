"""What waits for a car's driver: its appointment, owed rework, complaints, questions and calls (A1, D2, G1)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from garage.domain.complaints import OVER
from garage.domain.followups import When
from garage.models.appointments import Appointment
from garage.models.statements import statement
from garage.services import (
    appointment_rows,
    complaint_rows,
    follow_up_rows,
    questions,
    rework_due,
    vehicles,
)
from garage.services.appointment_rows import AppointmentRow
from garage.services.complaint_rows import ComplaintRow
from garage.services.follow_up_rows import CallRow
from garage.services.questions import QuestionRow
from garage.services.rework_rows import CaseRow


@dataclass(frozen=True)
class Waits:
    """Of a car and its owner: appointments from today on, the next first; the rest as it stands today."""

    appointments: tuple[AppointmentRow, ...] = ()
    complaints: tuple[ComplaintRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    calls: tuple[CallRow, ...] = ()
    reworks: tuple[CaseRow, ...] = ()
    """Free rework that is owed since an earlier visit."""


def of_vehicle(vehicle_id: int, today: date) -> Waits:
    """What waits about a car, and of its owner about no car in particular; calls that are due."""
    owner = vehicles.owner_of(vehicle_id)
    complaints = complaint_rows.of_customer(owner) if owner is not None else []
    asked = questions.of_customer(owner) if owner is not None else []
    return Waits(
        tuple(
            appointment_rows.one(ref)
            for (ref,) in _expected.rows(vehicle_id, datetime.combine(today, time()))
        ),
        tuple(row for row in complaints if row.state not in OVER and row.vehicle_id in (None, vehicle_id)),
        tuple(row for row in asked if row.vehicle_id in (None, vehicle_id)),
        tuple(row for row in follow_up_rows.of_vehicle(vehicle_id) if row.when(today) is not When.COMING),
        tuple(rework_due.owed(vehicle_id)),
    )


@statement
def _expected(vehicle_id: Any, midnight: Any) -> Any:
    still = Appointment.state.in_(appointment_rows.OPEN) & (Appointment.planned_at >= midnight)
    rows = Appointment.select(Appointment.id).where((Appointment.vehicle == vehicle_id) & still)
    return rows.order_by(Appointment.planned_at).limit(3)
