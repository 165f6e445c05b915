"""Forms of customer care and of the month, for the catalogue."""

from collections.abc import Callable
from typing import Any

from tests.ui import (
    catalogue_appointments,
    catalogue_calls,
    catalogue_campaigns,
    catalogue_complaints,
    catalogue_files,
    catalogue_letters,
    catalogue_members,
    catalogue_summaries,
    catalogue_till,
    catalogue_trainings,
)

_PARTS = (
    catalogue_calls,
    catalogue_complaints,
    catalogue_appointments,
    catalogue_campaigns,
    catalogue_letters,
    catalogue_members,
    catalogue_files,
    catalogue_summaries,
    catalogue_till,
    catalogue_trainings,
)

BASES: set[type] = {base for part in _PARTS for base in getattr(part, "BASES", ())}
"""Not opened themselves."""
STAGES: dict[str, tuple[str, Callable[[Any], object]]] = {}
"""Stages of the catalogue that belong to customer care, each with the one it begins from."""


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {name: form for part in _PARTS for name, form in part.forms().items()}
