"""The audit log of warranty returns in words: verdicts, rework, old parts, claims and what is sent."""

from collections.abc import Callable, Mapping
from typing import Any

from garage.domain.claim_notices import Channel
from garage.domain.claims import SettleMode
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import N_, _

RETURNS_ACTS: dict[tuple[str, str], str] = {
    ("old_part", "create"): N_("Old part tagged"),
    ("old_part", "count in"): N_("Old part counted in"),
    ("old_part", "shelve"): N_("Old part moved to another shelf"),
    ("old_part", "condition"): N_("State of the old part noted"),
    ("old_part", "decide"): N_("Decided whom the old part is for"),
    ("old_part", "follow"): N_("Old part follows the customer's wish"),
    ("old_part", "waive"): N_("Customer left the old part"),
    ("old_part", "hand over"): N_("Old part handed to the customer"),
    ("old_part", "hold"): N_("Old part held for a claim"),
    ("old_part", "send"): N_("Old part sent to the supplier"),
    ("old_part", "unsend"): N_("Old part not sent after all"),
    ("old_part", "take back"): N_("Old part back from the supplier"),
    ("old_part", "approve scrap"): N_("Scrapping of the old part approved"),
    ("old_part", "keep"): N_("Old part kept after all"),
    ("old_part", "dispose"): N_("Old part disposed of"),
    ("old_part", "not disposed"): N_("Disposal of the old part voided"),
    ("old_part", "void"): N_("Tag of the old part voided"),
    ("warranty_verdict", "create"): N_("Verdict on a warranty"),
    ("warranty_verdict", "decide"): N_("Other verdict on a warranty"),
    ("factory_term", "create"): N_("Factory warranty entered"),
    ("factory_term", "change"): N_("Factory warranty changed"),
    ("factory_term", "retire"): N_("Factory warranty out of use"),
    ("factory_term", "restore"): N_("Factory warranty back in use"),
    ("rework_case", "create"): N_("Rework claimed"),
    ("rework_case", "diagnose"): N_("Search for the cause begun"),
    ("rework_case", "evidence"): N_("Evidence recorded"),
    ("rework_case", "ours"): N_("Decided: our fault, free of charge"),
    ("rework_case", "not ours"): N_("Decided: not our fault"),
    ("rework_case", "lapse"): N_("No evidence in time: free rework"),
    ("rework_case", "refer"): N_("Referred to another garage"),
    ("rework_case", "keep"): N_("Decided: we try again ourselves"),
    ("rework_case", "back"): N_("Back from the other garage"),
    ("rework_case", "close"): N_("Rework case closed"),
    ("rework_case", "withdraw"): N_("Rework case withdrawn"),
    ("rework_case", "photo added"): N_("Photo added"),
    ("rework_case", "photo moved"): N_("Photo moved"),
    ("rework_case", "photo removed"): N_("Photo taken away"),
    ("claim", "create"): N_("Claim drafted"),
    ("claim", "report"): N_("Fault report written"),
    ("claim", "lines"): N_("Claim lines changed"),
    ("claim", "questions"): N_("Questions of the claim answered"),
    ("claim", "tick"): N_("Check list ticked"),
    ("claim", "approval asked"): N_("Supplier asked for its approval"),
    ("claim", "approved"): N_("Supplier approved the work"),
    ("claim", "unapproved"): N_("Work allowed without the supplier's approval"),
    ("claim", "major"): N_("Major fault reported"),
    ("claim", "answered"): N_("Supplier answered"),
    ("claim", "calendar"): N_("Deadline counted anew: the calendar changed"),
    ("claim", "checked"): N_("Check list was complete"),
    ("claim", "submit"): N_("Claim submitted"),
    ("claim", "decide"): N_("Supplier decided on the claim"),
    ("claim", "deduct"): N_("Supplier gave less than was asked"),
    ("claim", "undecide"): N_("Decision on the claim taken back"),
    ("claim", "resubmit"): N_("Claim submitted again"),
    ("claim", "reinspect"): N_("Supplier inspected the old part"),
    ("claim", "written_off"): N_("Claim written off"),
    ("claim", "dropped"): N_("Draft of the claim dropped"),
    ("claim", "notice notice_issued"): N_("Claim on a settlement notice"),
    ("claim", "notice invoiced"): N_("Claim invoiced"),
    ("claim", "notice settled"): N_("Claim settled"),
    ("claim", "notice accepted"): N_("Claim taken off its notice"),
    ("claim", "notice partly_accepted"): N_("Claim taken off its notice"),
    ("claim", "photo added"): N_("Photo added"),
    ("claim", "photo moved"): N_("Photo moved"),
    ("claim", "photo removed"): N_("Photo taken away"),
    ("claim", "list"): N_("Claim put on a monthly list"),
    ("claim", "unlist"): N_("Claim taken off a monthly list"),
    ("claim_list", "unlist"): N_("Claim taken off a monthly list"),
    ("claim", "week"): N_("Fault reported to the supplier"),
    ("claim_list", "create"): N_("Monthly claim list made"),
    ("claim_list", "change"): N_("Monthly claim list changed"),
    ("claim_list", "paper"): N_("Kept as it went out"),
    ("weekly_faults", "paper"): N_("Kept as it went out"),
    ("claim_list", "send"): N_("Monthly claim list sent"),
    ("claim_notice", "create"): N_("Settlement notice written"),
    ("claim_notice", "invoice"): N_("Notice invoiced"),
    ("claim_notice", "invoice back"): N_("Invoice of the notice taken back"),
    ("claim_notice", "settle"): N_("Notice settled"),
    ("claim_notice", "settlement back"): N_("Settlement of the notice taken back"),
    ("claim_notice", "paper"): N_("Kept as it went out"),
    ("claim_notice", "void"): N_("Notice voided"),
    ("shipment", "create"): N_("Shipment begun"),
    ("shipment", "repack"): N_("Shipment packed anew"),
    ("shipment", "send"): N_("Shipment sent"),
    ("shipment", "receive"): N_("Shipment received by the supplier"),
    ("shipment", "void"): N_("Shipment voided"),
}

SENT = frozenset({"claim_list", "claim_notice", "shipment"})
"""Documents that go to a supplier: their entries are said by `sent_change`."""


def sent_change(act: str, after: Mapping[str, Any]) -> str:
    """What an entry about a list, a notice or a shipment says, shortly; "" where the act says it all."""
    names = _MADE if act == "create" else _SAID
    return " · ".join(_VALUES.get(name, str)(after[name]) for name in names if after.get(name))


_MADE = ("period", "approved_fen", "mode", "due_on", "note")
_SAID = (
    "channel",
    "invoice_no",
    "invoiced_on",
    "mode",
    "carrier",
    "waybill_no",
    "received_on",
    "received_by",
    "note",
)
_VALUES: dict[str, Callable[[Any], str]] = {
    "approved_fen": format_yuan,
    "mode": lambda value: label(SettleMode(value)),
    "channel": lambda value: label(Channel(value)),
    "due_on": lambda value: _("due by {day}").format(day=value),
}
