"""What an arriving car was expected for: its appointment of that day ends with the order that was opened (A1)."""

from datetime import datetime, time, timedelta
from typing import Any

from garage.domain.appointments import EXPECTED, AppointmentState
from garage.models.appointments import Appointment
from garage.models.orders import WorkOrder
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services.command import By, update

_OPEN = sorted(state.value for state in EXPECTED)


def meet(by: By, order: WorkOrder, vehicle: Vehicle) -> int | None:
    """The car of an order that was just opened is here: its appointment of today, the nearest first, has its order.

    A car that was booked by its plate before it had a file is known by it; an order that says nothing yet says what it
    comes for. Returns the appointment's id.
    """
    midnight = datetime.combine(by.today, time())
    found = _of_car.objects(midnight, midnight + timedelta(days=1), _OPEN, vehicle.id, vehicle.plate or "-")
    if not found:
        return None
    row = min(found, key=lambda one: abs(one.planned_at - by.at))
    known = {"customer": order.customer_id, "vehicle": vehicle.id}
    update(by, row, row.version, act="arrive", state=AppointmentState.ARRIVED.value, order=order.id, **known)
    if row.request and not order.complaint:
        order.complaint = row.request  # part of the order that is being opened: no change of its own
        WorkOrder.update(complaint=row.request).where(WorkOrder.id == order.id).execute()
    return int(row.id)


@statement
def _of_car(first: Any, last: Any, states: Any, vehicle_id: Any, plate: Any) -> Any:
    that_day = (Appointment.planned_at >= first) & (Appointment.planned_at < last)
    ours = (Appointment.vehicle == vehicle_id) | (Appointment.plate == plate)
    return Appointment.select().where(that_day & Appointment.state.in_(states) & ours)
