"""A car that is not on file drives in: its customer, the car and the order come to be in one act (A2)."""

from garage.services import customers, orders, vehicles
from garage.services.command import Area, By, command
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData


@command(Area.CUSTOMERS, Area.ORDERS)
def receive_unknown(by: By, vehicle: VehicleData, owner: CustomerData | int, *, complaint: str = "") -> int:
    """Open an order for a new car of a new customer, or of the one with the id `owner`; returns its id.

    FieldError as `customers.add` ("name", "phones") and `vehicles.add` ("plate", "vin", "model", …); RuleError
    when a car of that plate is in the shop already: another seat, or a second click, was first.
    """
    for known in vehicles.by_plate(vehicle.plate):
        orders.refuse_second_visit(known.vehicle_id)
    customer = owner if isinstance(owner, int) else customers.add(by, owner)
    return orders.open_order(by, vehicles.add(by, vehicle, owner_id=customer), complaint=complaint)
