"""The verdict slip on its way to the printer."""

from PySide6.QtWidgets import QWidget

from garage.domain.plates import display_plate
from garage.services import orders, papers_verdicts, vehicles
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_slip(parent: QWidget | None, desk: Desk, order_id: int, odometer_km: int | None = None) -> None:
    """质保判定单 of an order, with a reading that is typed but not saved."""
    number = orders.open_page(order_id).no
    show(
        parent,
        desk,
        "verdict_slip",
        number,
        lambda imprint: papers_verdicts.slip(order_id, imprint, odometer_km),
    )


def print_car(parent: QWidget | None, desk: Desk, vehicle_id: int, odometer_km: int | None = None) -> None:
    """质保判定单 of a car that is not received, at a reading that is typed but not saved."""
    car = vehicles.open_vehicle(vehicle_id, desk.today())
    show(
        parent,
        desk,
        "verdict_slip",
        display_plate(car.plate) or car.vin,
        lambda imprint: papers_verdicts.of_car(vehicle_id, imprint, odometer_km),
    )
