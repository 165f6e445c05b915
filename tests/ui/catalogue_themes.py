"""The forms of every theme that has a catalogue of its own, together."""

from collections.abc import Callable
from typing import Any

from tests.ui import (
    catalogue_bench,
    catalogue_care,
    catalogue_counter,
    catalogue_counts,
    catalogue_prices,
    catalogue_returns,
    catalogue_suppliers,
)

FORMS: dict[str, tuple[str, Any]] = {
    **catalogue_suppliers.forms(),
    **catalogue_counter.forms(),
    **catalogue_bench.forms(),
    **catalogue_prices.forms(),
    **catalogue_counts.forms(),
    **catalogue_returns.forms(),
    **catalogue_care.forms(),
}
BASES: set[type] = {*catalogue_returns.BASES, *catalogue_care.BASES}
STAGES: dict[str, tuple[str, Callable[[Any], object]]] = {**catalogue_returns.STAGES, **catalogue_care.STAGES}
