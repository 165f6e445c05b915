"""The audit log of training records in words."""

from collections.abc import Mapping
from typing import Any

from garage.domain.labels import label
from garage.domain.quantities import format_hours
from garage.domain.text import excerpt
from garage.domain.trainings import TrainingResult
from garage.i18n import N_, _

TRAINING_ACTS: dict[tuple[str, str], str] = {
    ("training", "create"): N_("Training recorded"),
    ("training", "change"): N_("Training record changed"),
    ("training", "void"): N_("Training record voided"),
}

_SAID = ("subject", "held_on", "trainer", "certificate_no", "note")


def training_change(after: Mapping[str, Any]) -> str:
    """What an entry says beyond its name."""
    said = [excerpt(str(after[name])) for name in _SAID if after.get(name)]
    hours = after.get("hours_centi") or 0
    until = after.get("valid_until") or ""
    more = (
        label(TrainingResult(after["result"])) if after.get("result") else "",
        _("{hours} h of training").format(hours=format_hours(hours)) if hours else "",
        _("valid until {day}").format(day=until) if until else "",
    )
    return " · ".join(filter(None, (*said, *more)))
