"""Forms of customer care and of the month, for the catalogue."""

from collections.abc import Callable
from typing import Any

from tests.ui import catalogue_appointments, catalogue_calls, catalogue_complaints, catalogue_till

BASES: set[type] = {*catalogue_calls.BASES, *catalogue_complaints.BASES}
"""Not opened themselves."""
STAGES: dict[str, tuple[str, Callable[[Any], object]]] = {}
"""Stages of the catalogue that belong to customer care, each with the one it begins from."""


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {
        **catalogue_calls.forms(),
        **catalogue_complaints.forms(),
        **catalogue_appointments.forms(),
        **catalogue_till.forms(),
    }
