"""The audit log of summaries and measures in words."""

from collections.abc import Mapping
from typing import Any

from garage.domain.text import excerpt
from garage.i18n import N_

SUMMARY_ACTS: dict[tuple[str, str], str] = {
    ("summary", "create"): N_("Summary begun"),
    ("summary", "draft"): N_("Summary drafted anew"),
    ("summary", "change"): N_("Summary edited"),
    ("summary", "file"): N_("Summary filed"),
    ("summary", "reopen"): N_("Summary opened again"),
    ("measure", "create"): N_("Measure resolved"),
    ("measure", "change"): N_("Measure changed"),
    ("measure", "done"): N_("Measure carried out"),
    ("measure", "drop"): N_("Measure given up"),
}

SUMMARY_NOUNS = frozenset({"summary", "measure"})
"""Tables whose entries say more than their name."""
_SAID = ("review", "problems", "plan", "opinion", "text", "due_on", "result")


def summary_change(after: Mapping[str, Any], people: Mapping[int, str]) -> str:
    """What an entry of a summary or a measure says beyond its name."""
    said = [excerpt(str(after[name])) for name in _SAID if after.get(name)]
    return " · ".join(filter(None, (people.get(after.get("staff") or 0, ""), *said)))
