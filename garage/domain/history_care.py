"""The audit log of customer care in words: calls, questions, complaints, reminders, appointments."""

from collections.abc import Mapping
from typing import Any

from garage.domain.complaints import ComplaintCategory, ComplaintChannel, ComplaintLevel
from garage.domain.history_campaigns import CAMPAIGN_ACTS, CAMPAIGN_NOUNS, campaign_change
from garage.domain.history_files import FILE_ACTS
from garage.domain.history_letters import LETTER_ACTS, letter_change
from garage.domain.history_members import MEMBER_ACTS
from garage.domain.history_summaries import SUMMARY_ACTS, SUMMARY_NOUNS, summary_change
from garage.domain.history_trainings import TRAINING_ACTS, training_change
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.text import excerpt
from garage.i18n import N_

CARE_ACTS: dict[tuple[str, str], str] = {
    ("reminder", "create"): N_("Reminder planned"),
    ("reminder", "done"): N_("Reminder done with"),
    ("reminder", "expired"): N_("Reminder dropped, nobody came"),
    ("reminder", "told"): N_("Customer reminded"),
    ("reminder", "written"): N_("Customer reminded by letter"),
    ("reminder", "unwritten"): N_("Letter voided"),
    ("reminder", "not told"): N_("Customer not reached about the reminder"),
    ("reminder", "booked"): N_("Appointment made of the reminder"),
    ("reminder", "unbooked"): N_("Appointment called off: to be told again"),
    ("appointment", "create"): N_("Appointment made"),
    ("appointment", "change"): N_("Appointment changed"),
    ("appointment", "move"): N_("Appointment moved"),
    ("appointment", "confirm"): N_("Appointment confirmed"),
    ("appointment", "not reminded"): N_("Customer not reached about the appointment"),
    ("appointment", "arrive"): N_("Expected car arrived"),
    ("appointment", "no show"): N_("Expected car did not come"),
    ("appointment", "cancel"): N_("Appointment called off"),
    ("appointment", "restore"): N_("Appointment stands after all"),
    ("follow_up", "create"): N_("Follow-up call planned"),
    ("follow_up", "call reached"): N_("Follow-up call: reached"),
    ("follow_up", "call no_answer"): N_("Follow-up call: no answer"),
    ("follow_up", "call busy"): N_("Follow-up call: line busy"),
    ("follow_up", "call switched_off"): N_("Follow-up call: switched off"),
    ("follow_up", "call wrong_number"): N_("Follow-up call: wrong number"),
    ("follow_up", "call call_back"): N_("Follow-up call: call back agreed"),
    ("follow_up", "call refused"): N_("Follow-up call: customer wants no calls"),
    ("follow_up", "dates"): N_("Days of the second call follow the first"),
    ("follow_up", "take over"): N_("Follow-up call taken over"),
    ("follow_up", "cancel"): N_("Follow-up call cancelled"),
    ("contact_log", "create"): N_("Talk logged"),
    ("customer", "dead phone"): N_("Number does not belong to the customer any more"),
    ("customer", "live phone"): N_("Number works again"),
    ("customer", "no calls"): N_("Customer wants no calls"),
    ("customer", "calls again"): N_("Customer may be called again"),
    ("question", "create"): N_("Question of a customer"),
    ("question", "hand up"): N_("Question handed to the manager"),
    ("question", "answer"): N_("Question answered"),
    ("question", "tell"): N_("Customer told the answer"),
    ("question", "withdraw"): N_("Question withdrawn"),
    ("contact_log", "complaint"): N_("Talk belongs to a complaint"),
    ("complaint", "create"): N_("Complaint registered"),
    ("complaint", "classify"): N_("Complaint classified"),
    ("complaint", "assign"): N_("Complaint assigned"),
    ("complaint", "verify"): N_("Complaint verified"),
    ("complaint", "plan"): N_("Measures set"),
    ("complaint", "implement"): N_("Measures carried out"),
    ("complaint", "inform"): N_("Customer informed"),
    ("complaint", "revisit"): N_("Customer asked again"),
    ("complaint", "close"): N_("Complaint closed"),
    ("complaint", "reopen"): N_("Complaint begun anew"),
    ("complaint", "escalate"): N_("Complaint handed to the owner"),
    ("complaint", "withdraw"): N_("Complaint withdrawn"),
    ("complaint", "calendar"): N_("Deadline counted anew: the calendar changed"),
    ("complaint_round", "step"): N_("Written down"),
    ("complaint_round", "calendar"): N_("Deadline counted anew: the calendar changed"),
    ("absence", "create"): N_("Absence entered"),
    ("absence", "end"): N_("Absence ended"),
    ("account_payment", "create"): N_("Payment on several bills"),
    ("account_payment", "void"): N_("Payment on several bills voided"),
    ("cash_entry", "create"): N_("Cash entry"),
    ("cash_up", "create"): N_("Till counted"),
    ("cash_up", "void"): N_("Cash-up voided"),
    ("setting", "care rules"): N_("Days of the follow-up calls set"),
    ("setting", "deadlines"): N_("Deadlines set"),
    ("setting", "cash-up limit"): N_("Limit of a difference at the cash-up set"),
    ("setting", "care topics"): N_("Topics of satisfaction set"),
    ("setting", "care caller"): N_("Who calls the customers set"),
    **CAMPAIGN_ACTS,
    **FILE_ACTS,
    **LETTER_ACTS,
    **MEMBER_ACTS,
    **SUMMARY_ACTS,
    **TRAINING_ACTS,
}

COMPLAINTS = frozenset({"complaint", "complaint_round"})
"""Tables that say what was done about a complaint."""
_PEOPLE = ("assigned_to", "responsible", "escalated_to")
_KINDS = {"category": ComplaintCategory, "level": ComplaintLevel, "informed_how": ComplaintChannel}
_SAID = ("findings", "cause", "measures", "implemented_note", "informed_who", "revisit_note")


def complaint_change(after: Mapping[str, Any], people: Mapping[int, str]) -> str:
    """What a step of a complaint says beyond its name."""
    worded = [label(kind(after[name])) for name, kind in _KINDS.items() if after.get(name)]
    named = [people.get(after[name], "") for name in _PEOPLE if after.get(name)]
    said = [excerpt(after[name]) for name in _SAID if after.get(name)]
    money = format_yuan(after["compensation_fen"]) if after.get("compensation_fen") else ""
    return " · ".join(filter(None, (*worded, *named, *said, money)))


def appointment_change(after: Mapping[str, Any], people: Mapping[int, str]) -> str:
    """What an entry of an appointment says beyond its name: the time, the mechanic, what it is for."""
    at = str(after.get("planned_at") or "")[:16].replace("T", " ")
    said = [excerpt(after[name]) for name in ("request", "note") if after.get(name)]
    return " · ".join(filter(None, (at, people.get(after.get("mechanic") or 0, ""), *said)))


CARE_NOUNS = COMPLAINTS | CAMPAIGN_NOUNS | {"appointment", "letter", "training"} | SUMMARY_NOUNS
"""Tables whose entries say more than their name."""


def care_change(noun: str, after: Mapping[str, Any], people: Mapping[int, str]) -> str:
    """What an entry of one of them says."""
    if noun in CAMPAIGN_NOUNS:
        return campaign_change(after)
    if noun == "letter":
        return letter_change(after)
    if noun == "training":
        return training_change(after)
    if noun in SUMMARY_NOUNS:
        return summary_change(after, people)
    say = complaint_change if noun in COMPLAINTS else appointment_change
    return say(after, people)
