"""Two files of one customer or of one car, with something on either, as the tests of merges need them."""

from dataclasses import replace
from datetime import date
from typing import Any

from garage.domain.contacts import Talk
from garage.domain.merges import Side
from garage.domain.vehicles import OdometerSource
from garage.models.audit import AreaVersion, AuditEntry
from garage.models.customers import Customer, Phone
from garage.models.members import PointEntry
from garage.models.merges import FileMerge
from garage.models.schema import TABLES
from garage.models.search import SearchTail
from garage.models.vehicles import Vehicle
from garage.services import (
    complaints,
    contacts,
    customers,
    file_merges,
    points,
    reminders,
    vehicles,
)
from garage.services.complaints import ComplaintData
from garage.services.contacts import About
from garage.services.vehicles import VehicleData
from tests.services.road import Road

_WRITTEN_ANEW = (AreaVersion, AuditEntry, FileMerge, Phone, PointEntry)


def twin(road: Road, **said: Any) -> int:
    """The customer of the road on file a second time, with a second number."""
    told = {"name": "王丽", "phones": ("13800138000", "13900139000"), "contact": "王先生"} | said
    return customers.add(road.boss, customers.CustomerData(**told))


def car(road: Road, owner: int, plate: str = "粤B88888", **said: Any) -> int:
    """A car of somebody; without a VIN if nothing else is said."""
    told = {"brand": "大众", "model": "朗逸"} | said
    return vehicles.add(road.boss, replace(VehicleData(), plate=plate, **told), owner_id=owner)


def fill(road: Road, customer: int, vehicle: int) -> None:
    """A talk, a complaint, a wish to be reminded and points on a customer and a car."""
    contacts.log(road.boss, Talk(opinion="满意"), About(customer, vehicle))
    words = ComplaintData("等了太久", customer_id=customer, vehicle_id=vehicle, complainant="王女士")
    complaints.register(road.boss, words)
    reminders.add(road.boss, vehicle, "正时皮带", date(2027, 3, 1), None)
    points.correct(road.boss, customer, 120, "开业赠送")


def picture() -> dict[str, set[tuple[Any, ...]]]:
    """Everything that is kept, but for what each act writes anew: versions, the log, ids of phones, entries of points."""
    kept = {
        model._meta.table_name: {
            tuple(value for name, value in row.items() if name != "version") for row in model.select().dicts()
        }
        for model in TABLES
        if model not in _WRITTEN_ANEW
    }
    columns = (Phone.customer, Phone.number, Phone.position, Phone.dead_on)
    kept["phone"] = set(Phone.select(*columns).tuples())
    kept["search_tail"] = set(SearchTail.select().tuples())
    return kept


def merge(road: Road, kept: int, gone: int, **chosen: Side) -> int:
    """Two files of one customer become one by the owner; returns the merge."""
    rows = Customer.get_by_id(kept), Customer.get_by_id(gone)
    return file_merges.merge_customers(road.boss, kept, gone, rows[0].version, rows[1].version, chosen)


def merge_cars(road: Road, kept: int, gone: int, **chosen: Side) -> int:
    """The same of two files of one car."""
    rows = Vehicle.get_by_id(kept), Vehicle.get_by_id(gone)
    return file_merges.merge_vehicles(road.boss, kept, gone, rows[0].version, rows[1].version, chosen)


def read(road: Road, vehicle: int, km: int, days: int = 0) -> None:
    """A later reading of a car."""
    road.forward(days=days, minutes=1)
    vehicles.record_reading(road.boss, vehicle, km, OdometerSource.PHONE, confirmed=True)
