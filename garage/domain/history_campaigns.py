"""The audit log of campaigns and their calls in words."""

from collections.abc import Mapping
from typing import Any

from garage.domain.campaigns import Answer
from garage.domain.labels import label
from garage.domain.target_rules import from_json, rule_words
from garage.domain.text import excerpt
from garage.i18n import N_

CAMPAIGN_ACTS: dict[tuple[str, str], str] = {
    ("campaign", "create"): N_("Campaign planned"),
    ("campaign", "change"): N_("Campaign changed"),
    ("campaign", "choose"): N_("Chosen whom the campaign is for"),
    ("campaign", "word"): N_("Letter of the campaign written"),
    ("campaign", "approve"): N_("Campaign approved by the owner"),
    ("campaign", "approved"): N_("Nobody is called yet"),
    ("campaign", "calling"): N_("Calls of the campaign begun"),
    ("campaign", "mailing"): N_("Everybody called, letters go out"),
    ("campaign", "running"): N_("The campaign's first day has come"),
    ("campaign", "close"): N_("Campaign closed with its result"),
    ("campaign", "cancel"): N_("Campaign called off"),
    ("campaign_target", "create"): N_("Customer added by hand"),
    ("campaign_target", "called"): N_("Campaign call done"),
    ("campaign_target", "tried"): N_("Campaign call tried"),
    ("campaign_target", "answer"): N_("Answer to the campaign"),
    ("campaign_target", "letter only"): N_("Gets a letter, no call"),
    ("campaign_target", "no letter"): N_("Gets no letter"),
    ("campaign_target", "remove"): N_("Customer taken off"),
    ("campaign_target", "put back"): N_("Customer back on the list"),
}

CAMPAIGN_NOUNS = frozenset({"campaign", "campaign_target"})
"""Tables whose entries say what was done with a campaign."""
_SAID = ("title", "starts_on", "ends_on", "place", "letter_subject", "note")


def campaign_change(after: Mapping[str, Any]) -> str:
    """What an entry of a campaign says beyond its name: whom it is for, its days, what a customer answered."""
    said = [rule_words(from_json(after["rule"]))] if after.get("rule") else []
    said += [label(Answer(after["answer"]))] if after.get("answer") else []
    said += [excerpt(str(after[name])) for name in _SAID if after.get(name)]
    return " · ".join(said)
