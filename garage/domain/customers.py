"""Customer kinds and the two-day rule of the customer file."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum


class CustomerKind(StrEnum):
    """Person, organisation or public body (公务用车 customers are asked for their opinion regularly, S0)."""

    PERSON = "PERSON"
    ORGANISATION = "ORGANISATION"
    PUBLIC = "PUBLIC"


FILE_DAYS = 2


def file_due_on(first_contact: date) -> date:
    """Day by which the customer file must be complete: two days after first contact (S0 §1.2, A10)."""
    return first_contact + timedelta(days=FILE_DAYS)


def missing_for_file(
    *, name: str, phones: Sequence[str], address: str, vehicles: int, vehicle_models_known: bool
) -> tuple[str, ...]:
    """Names of the A10 fields that a complete customer file still lacks."""
    checks = (
        ("name", bool(name)),
        ("phone", bool(phones)),
        ("address", bool(address)),
        ("vehicle", vehicles > 0),
        ("model", vehicles == 0 or vehicle_models_known),
    )
    return tuple(field for field, present in checks if not present)
