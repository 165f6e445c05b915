"""When a car should come again, as it is proposed at settling."""

from datetime import date, timedelta

from garage.models.orders import WorkOrder
from garage.models.vehicles import Vehicle


def suggested(order_id: int, today: date) -> tuple[date | None, int | None]:
    """Next service by the vehicle's own cycle, (date, km); None where no cycle is known."""
    order = WorkOrder.get_by_id(order_id)
    vehicle = Vehicle.get_by_id(order.vehicle_id)
    due_on = today + timedelta(days=vehicle.service_days) if vehicle.service_days else None
    due_km = order.odo_in + vehicle.service_km if vehicle.service_km and order.odo_in is not None else None
    return due_on, due_km
