"""Customer kinds and the two-day rule of the customer file."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from garage.i18n import N_, _


class CustomerKind(StrEnum):
    """Person, organisation or public body (公务用车 customers are asked for their opinion regularly, S0)."""

    PERSON = "PERSON"
    ORGANISATION = "ORGANISATION"
    PUBLIC = "PUBLIC"


def file_due_on(first_contact: date, days: int) -> date:
    """Day by which the customer file must be complete: so many days after first contact (S0 §1.2, A10)."""
    return first_contact + timedelta(days=days)


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


FILE_FIELDS = {
    "name": N_("name"),
    "phone": N_("phone"),
    "address": N_("address"),
    "vehicle": N_("car"),
    "model": N_("car model"),
}
"""Words of what a file may lack, as `missing_for_file` names it."""


def missing_words(missing: Iterable[str]) -> str:
    """What a file lacks, as one would say it."""
    return _(", ").join(_(FILE_FIELDS[field]) for field in missing)
