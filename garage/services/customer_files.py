"""Which customers' files still lack something: one mark a customer, kept with every act that may change it (A10)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from peewee import fn

from garage.domain.customers import file_due_on
from garage.i18n import _
from garage.models.customers import Customer, Phone
from garage.models.listing import tuples
from garage.models.statements import statement
from garage.models.vehicles import Ownership, Vehicle
from garage.services import deadlines


def lacking() -> Any:
    """The SQL twin of `domain.customers.missing_for_file`; a file that was merged into another one lacks nothing."""
    cars = Ownership.select(Ownership.id).where(Ownership.customer == Customer.id)
    nameless = cars.join(Vehicle, on=(Vehicle.id == Ownership.vehicle)).where(
        Ownership.until.is_null() & (Vehicle.model == "")
    )
    phones = Phone.select(Phone.id).where((Phone.customer == Customer.id) & Phone.dead_on.is_null())
    gaps = (Customer.address == "") | ~fn.EXISTS(phones) | ~fn.EXISTS(cars) | fn.EXISTS(nameless)
    return Customer.merged_into.is_null() & gaps


def overdue(today: date) -> Any:
    """Condition: files that were due before `today` and are not complete."""
    return (Customer.file_due_on < today) & ~Customer.file_complete


def due_on(first_contact: date) -> date:
    """The day by which the file of somebody who was first met then is complete."""
    return file_due_on(first_contact, deadlines.chosen().file_days)


def look(customer_id: int | None) -> None:
    """Mark the file of a customer anew; the caller is the act that changed it."""
    if customer_id is not None:
        _mark.run(customer_id)


@statement
def _mark(customer_id: Any) -> Any:
    return Customer.update(file_complete=~lacking()).where(Customer.id == customer_id)


def check_books() -> Iterator[str]:
    """Marks that do not say what is in the file."""
    wrong = (Customer.file_complete & lacking()) | (~Customer.file_complete & ~lacking())
    for (name,) in tuples(Customer.select(Customer.name).where(wrong).order_by(Customer.id)):
        yield _("The file of {customer} is not marked as what it is.").format(customer=name)
