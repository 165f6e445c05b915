"""A car that has been here every third day for years, for tests."""

from datetime import timedelta

from garage.models.orders import OrderLine, WorkOrder
from garage.models.vehicles import OdometerReading
from garage.models.warranty import RepairWarranty
from tests.services.road import Road

VISITS = 200


def add_visits(road: Road) -> None:
    """So many visits like the first of the road, every third day before it, 100 km apart."""
    promise = RepairWarranty.select().order_by(RepairWarranty.id).dicts().get()
    order = WorkOrder.select().where(WorkOrder.id == promise["order"]).dicts().get()
    line = OrderLine.select().where(OrderLine.id == promise["line"]).dicts().get()
    readings = list(OdometerReading.select().order_by(OdometerReading.id).dicts())
    OdometerReading.delete().execute()  # they follow the earlier ones
    for row in (promise, order, line, *readings):
        del row["id"]
    for number in range(VISITS):
        back = timedelta(days=3 * (VISITS - number))
        day, km = promise["start_on"] - back, 60_000 + 100 * number
        no = f"WO-2024-{number + 1:05}"
        ref = WorkOrder.insert({**order, "no": no, "exited_at": order["exited_at"] - back}).execute()
        done = OrderLine.insert({**line, "order": ref}).execute()
        before = {**readings[0], "km": km, "read_at": readings[0]["read_at"] - back}
        OdometerReading.insert(before).execute()
        ends = {"expires_on": day + timedelta(days=10), "expires_km": km + 2_000}
        left = {"line": done, "order": ref, "start_on": day, "start_km": km}
        RepairWarranty.insert({**promise, **left, **ends}).execute()
    for reading in readings:
        OdometerReading.insert(reading).execute()
