"""A car that is not on file: customer, car and order come to be together or not at all."""

import pytest

from garage.errors import FieldError
from garage.services import arrivals, customers, orders, vehicles
from garage.services.command import By
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData


def test_a_new_car_of_a_new_customer_gets_its_order(boss: By) -> None:
    order = arrivals.receive_unknown(boss, VehicleData(plate="粤B99999"), CustomerData(name="李雷"))
    page = orders.open_page(order)
    assert (page.plate, page.customer) == ("粤B99999", "李雷")


def test_a_new_car_can_go_to_a_customer_on_file(boss: By) -> None:
    owner = customers.add(boss, CustomerData(name="王女士"))
    order = arrivals.receive_unknown(boss, VehicleData(plate="粤B99999"), owner)
    assert orders.open_page(order).customer_id == owner
    assert customers.count() == 1


@pytest.mark.parametrize(
    ("vehicle", "owner", "field"),
    [
        (VehicleData(plate="粤B99999", vin="123"), CustomerData(name="李雷"), "vin"),
        (VehicleData(), CustomerData(name="李雷"), "vin"),
        (VehicleData(plate="粤B99999"), CustomerData(), "name"),
        (VehicleData(plate="粤B99999"), CustomerData(name="李雷", phones=("1",)), "phones"),
    ],
)
def test_what_is_wrong_leaves_nothing_behind(
    boss: By, vehicle: VehicleData, owner: CustomerData, field: str
) -> None:
    with pytest.raises(FieldError) as told:
        arrivals.receive_unknown(boss, vehicle, owner)
    assert told.value.field == field
    assert customers.count() == 0
    assert vehicles.by_plate("粤B99999") == []
