"""Customers and cars made findable: by what their files say, and by what the files said that were merged into them."""

from garage.domain.search import name_terms
from garage.models.customers import Customer, Phone
from garage.models.listing import tuples
from garage.models.vehicles import Vehicle
from garage.services import merged_files, search
from garage.services.vehicle_history import old_plates


def index_customer(customer_id: int) -> None:
    """By names, phones and credit code; a file that was merged is not found any more."""
    row = Customer.get_by_id(customer_id)
    terms: set[str] = set()
    if row.merged_into_id is None:
        numbers = tuples(Phone.select(Phone.number).where(Phone.customer == customer_id))
        names = {row.name, row.contact, *merged_files.names_in(customer_id)}
        terms = {row.uscc, *(number for (number,) in numbers)}.union(*map(name_terms, names))
    search.index("customer", customer_id, terms)


def index_vehicle(vehicle_id: int) -> None:
    """By plates, old ones too, and VIN; a file that was merged is not found any more."""
    row = Vehicle.get_by_id(vehicle_id)
    terms: set[str] = set()
    if row.merged_into_id is None:
        terms = {row.plate, row.vin, *old_plates(vehicle_id)}
    search.index("vehicle", vehicle_id, terms)
