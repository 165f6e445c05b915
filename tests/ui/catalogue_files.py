"""Forms of files that were one and the same, for the catalogue."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDialog

from garage.domain.merges import FileKind
from garage.models.customers import Customer
from garage.services import customers, file_merges, vehicles
from garage.services.customers import CustomerData
from garage.services.orders import OrderPage
from garage.services.vehicles import VehicleData
from garage.ui.desk import Desk
from garage.ui.forms.choose_file import ChooseFileForm
from garage.ui.forms.duplicates import DuplicatesDialog
from garage.ui.forms.merge_files import MergeForm, undo_form

BASES: set[type] = set()
"""Not opened themselves."""


def a_twin(desk: Desk, page: OrderPage) -> int:
    """The customer of an order on file a second time."""
    phones = customers.phones_of(page.customer_id)
    data = CustomerData(
        name="王丽华", phones=(*phones, "13900139000"), address="创业路 88 号锦绣家园", needs="周末取车"
    )
    return customers.add(desk.by(), data)


def a_twin_car(desk: Desk, page: OrderPage) -> int:
    """The car of an order on file a second time, without its VIN."""
    data = replace(VehicleData(), plate="粤B88888", brand="大众", model="朗逸", colour="白")
    return vehicles.add(desk.by(), data, owner_id=page.customer_id)


def merged(desk: Desk, page: OrderPage) -> int:
    """A merge that can be undone."""
    gone = a_twin(desk, page)
    versions = Customer.get_by_id(page.customer_id).version, Customer.get_by_id(gone).version
    return file_merges.merge_customers(desk.by(), page.customer_id, gone, *versions)


def _window(desk: Desk, page: OrderPage) -> QDialog:
    merged(desk, page)
    a_twin(desk, page)
    return DuplicatesDialog(desk)


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    customer, vehicle = FileKind.CUSTOMER, FileKind.VEHICLE
    return {
        "duplicates": ("receive", _window),
        "merge_customers": (
            "receive",
            lambda desk, page: MergeForm(desk, None, customer, page.customer_id, a_twin(desk, page)),
        ),
        "merge_vehicles": (
            "receive",
            lambda desk, page: MergeForm(desk, None, vehicle, page.vehicle_id, a_twin_car(desk, page)),
        ),
        "merge_undo": (
            "receive",
            lambda desk, page: undo_form(None, desk, merged(desk, page), "王女士", "王丽华", "2026-11-21"),
        ),
        "choose_file": (
            "receive",
            lambda _desk, page: ChooseFileForm(None, customer, page.customer_id, page.customer),
        ),
    }
