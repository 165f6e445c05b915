"""Where a file that was merged into another one is found now, and what the files in it were called."""

from collections.abc import Mapping
from typing import Any

from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.statements import statement
from garage.models.vehicles import Vehicle


def kept(row: Any) -> Any:
    """The file that stands for this one: itself, unless it was merged."""
    while row.merged_into_id is not None:
        row = type(row).get_by_id(row.merged_into_id)
    return row


def led(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` of a document, but that a merged file in them is the one it is in now.

    A form of another seat may still be open on the file that went.
    """
    found = dict(values)
    for name, into in _INTO.items():
        ref = found.get(name)
        while isinstance(ref, int) and (ref := into.value(ref)) is not None:
            found[name] = ref
    return found


@statement
def _customer_into(ref: Any) -> Any:
    return Customer.select(Customer.merged_into).where(Customer.id == ref)


@statement
def _vehicle_into(ref: Any) -> Any:
    return Vehicle.select(Vehicle.merged_into).where(Vehicle.id == ref)


_INTO = {"customer": _customer_into, "vehicle": _vehicle_into}


def names_in(customer_id: int) -> set[str]:
    """Names under which the customers are still looked for whose files were merged into this one."""
    found = _customers_in.rows(customer_id)
    return {name for _ref, *names in found for name in names if name}.union(
        *(names_in(ref) for ref, *_names in found)
    )


@statement
def _customers_in(customer_id: Any) -> Any:
    return Customer.select(Customer.id, Customer.name, Customer.contact).where(
        Customer.merged_into == customer_id
    )


def cars_in(vehicle_id: int) -> list[tuple[int, str]]:
    """(id, plate) of the cars whose files were merged into this one."""
    found = [(ref, plate) for ref, plate in _cars_in.rows(vehicle_id)]
    return [*found, *(one for ref, _plate in found for one in cars_in(ref))]


@statement
def _cars_in(vehicle_id: Any) -> Any:
    return Vehicle.select(Vehicle.id, Vehicle.plate).where(Vehicle.merged_into == vehicle_id)


def with_plate(plate: str) -> set[int]:
    """Cars that carry this plate, or whose file has one in it that was kept under it."""
    rows = tuples(Vehicle.select(Vehicle.id, Vehicle.merged_into).where(Vehicle.plate == plate))
    return {ref if into is None else int(kept(Vehicle.get_by_id(into)).id) for ref, into in rows}
