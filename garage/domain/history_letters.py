"""The audit log of letters in words."""

from collections.abc import Mapping
from typing import Any

from garage.domain.labels import label
from garage.domain.letters import LetterChannel
from garage.domain.text import excerpt
from garage.i18n import N_

LETTER_ACTS: dict[tuple[str, str], str] = {
    ("letter", "create"): N_("Letter written"),
    ("letter", "change"): N_("Letter changed"),
    ("letter", "send"): N_("Letter went out"),
    ("letter", "reply"): N_("Reply to the letter noted"),
    ("letter", "return"): N_("Letter came back"),
    ("letter", "void"): N_("Letter voided"),
}


def letter_change(after: Mapping[str, Any]) -> str:
    """What an entry of a letter says beyond its name: how it went, what was answered, whom it is for."""
    how = label(LetterChannel(after["sent_how"])) if after.get("sent_how") else ""
    said = [excerpt(after[name]) for name in ("addressee", "subject", "reply") if after.get(name)]
    return " · ".join(filter(None, (how, *said)))
