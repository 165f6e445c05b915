"""The audit log of an order in words: what was done, and what changed from what to what."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from garage.domain.decimals import format_decimal
from garage.domain.exit_passes import PassKind
from garage.domain.fault_clock import FaultClass
from garage.domain.history_care import CARE_ACTS, CARE_NOUNS, care_change
from garage.domain.history_lines import LINE_ACTS
from garage.domain.history_returns import RETURNS_ACTS
from garage.domain.history_stock import NOUNS, STOCK_ACTS, stock_change
from garage.domain.history_titles import TITLES
from garage.domain.inspections import InspectionResult, InspectionStage
from garage.domain.labels import PRESENT, label
from garage.domain.lines import PayType
from garage.domain.money import format_yuan
from garage.domain.orders import (
    ArrivalMode,
    ConsentChannel,
    HoldReason,
    OldPartChoice,
    OrderState,
    Priority,
)
from garage.domain.rework import ReworkCause
from garage.domain.settlements import Debtor, PayMethod, ReceiptKind, SettlementState
from garage.domain.text import excerpt
from garage.domain.verdicts import Verdict
from garage.domain.warranty import RepairCategory
from garage.i18n import N_, _, ngettext

Values = Mapping[str, Any]
Say = Callable[[Any], str]

ACTS: dict[tuple[str, str], str] = {
    ("work_order", "create"): N_("Order opened"),
    ("work_order", "reception"): N_("Reception sheet filled in"),
    ("work_order", "damage marks"): N_("Damage marked"),
    ("work_order", "lines"): N_("Lines typed"),
    ("work_order", "price override"): N_("Not the list price"),
    ("work_order", "FINISH_ESTIMATE"): N_("Estimate finished"),
    ("work_order", "REOPEN_ESTIMATE"): N_("Estimate reopened"),
    ("work_order", "AUTHORISE"): N_("Customer agreed"),
    ("work_order", "assign"): N_("Bay or priority set"),
    ("work_order", "shares"): N_("Work given out"),
    ("work_order", "DISPATCH"): N_("Dispatched to the shop"),
    ("work_order", "START"): N_("Work begun"),
    ("work_order", "HOLD"): N_("Put on hold"),
    ("work_order", "RESUME"): N_("Work goes on"),
    ("work_order", "MORE_WORK"): N_("More work agreed"),
    ("work_order", "SELF_PASS"): N_("Self-check passed"),
    ("work_order", "LEADER_PASS"): N_("Team leader's check passed"),
    ("work_order", "LEADER_FAIL"): N_("Sent back by the team leader"),
    ("work_order", "FINAL_PASS"): N_("Final inspection passed"),
    ("work_order", "FINAL_FAIL"): N_("Sent back at the final inspection"),
    ("work_order", "HANDOVER_FAIL"): N_("Sent back at the handover check"),
    ("work_order", "fault class"): N_("Fault class set"),
    ("work_order", "escalate"): N_("Told those above"),
    ("work_order", "park"): N_("Parking spot noted"),
    ("work_order", "WASH"): N_("Wash begun"),
    ("work_order", "WASHED"): N_("Washed"),
    ("work_order", "NO_WASH"): N_("Not washed after all"),
    ("work_order", "MAKE_READY"): N_("Made ready"),
    ("work_order", "handover"): N_("Handover agreed"),
    ("work_order", "SETTLE"): N_("Settled"),
    ("work_order", "VOID_SETTLEMENT"): N_("Settlement taken back"),
    ("work_order", "LEAVE"): N_("Car left"),
    ("work_order", "warranty"): N_("Repair warranty begun"),
    ("work_order", "CANCEL"): N_("Order cancelled"),
    ("authorisation", "create"): N_("Authorisation recorded"),
    ("order_hold", "create"): N_("Waiting begun"),
    ("order_hold", "end"): N_("Waiting ended"),
    ("supplement", "create"): N_("Supplement proposed"),
    ("supplement", "change"): N_("Supplement changed"),
    ("supplement", "contact"): N_("Customer told of the supplement"),
    ("supplement", "promise"): N_("Another time agreed on"),
    ("supplement", "answer"): N_("Supplement answered"),
    ("supplement", "withdraw"): N_("Supplement taken back"),
    ("delay_notice", "create"): N_("Delay told to the customer"),
    ("work_order", "promise"): N_("New promised time"),
    ("inspection", "create"): N_("Inspection"),
    ("certificate", "create"): N_("Completion certificate issued"),
    ("certificate", "void"): N_("Completion certificate voided"),
    ("recommendation", "create"): N_("Work recommended"),
    ("recommendation", "change"): N_("Advice worded anew"),
    ("recommendation", "decline"): N_("Advice declined"),
    ("recommendation", "close"): N_("Advice closed"),
    ("goods_issue", "create"): N_("Parts issued"),
    ("settlement", "create"): N_("Bill made"),
    ("settlement", "pay"): N_("Bill paid"),
    ("settlement", "reverse receipt"): N_("Bill owed again"),
    ("settlement", "on account"): N_("Put on account"),
    ("settlement", "off account"): N_("Taken off account"),
    ("settlement", "allow"): N_("Allowance on the bill"),
    ("settlement", "invoice"): N_("Invoice noted"),
    ("settlement", "void"): N_("Bill voided"),
    ("receipt", "create"): N_("Payment received"),
    ("exit_pass", "create"): N_("Exit pass issued"),
    ("exit_pass", "use"): N_("Exit pass used up"),
    ("exit_pass", "out"): N_("Car out"),
    ("exit_pass", "back"): N_("Car back"),
    ("exit_pass", "void"): N_("Exit pass voided"),
    **STOCK_ACTS,
    **LINE_ACTS,
    **RETURNS_ACTS,
    **CARE_ACTS,
}
"""By the table and the act that the log keeps."""


@dataclass(frozen=True)
class Names:
    """Names of what the log keeps by its id."""

    people: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[int, str] = field(default_factory=dict)
    bays: Mapping[int, str] = field(default_factory=dict)
    old_parts: Mapping[int, str] = field(default_factory=dict)
    verdicts: Mapping[int, str] = field(default_factory=dict)
    claims: Mapping[int, str] = field(default_factory=dict)
    suppliers: Mapping[int, str] = field(default_factory=dict)
    parts: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One entry of the log as it was kept; `before` and `after` hold plain values by column."""

    noun: str
    ref: int
    act: str
    before: Values
    after: Values


def act_words(entry: Entry) -> str:
    """What was done; the act's own code where nobody has given it words."""
    if entry.noun == "goods_issue" and entry.after.get("is_return"):
        return _("Parts returned")
    if entry.noun == "counter_sale" and entry.after.get("return_of"):
        return _("Goods taken back")
    if entry.noun == "receipt":
        kind = ReceiptKind(entry.after.get("kind", ReceiptKind.PAYMENT))
        return _("Payment reversed") if entry.after.get("reversal_of") else _(_RECEIPTS[kind])
    if entry.noun == "supplier_payment" and entry.after.get("reversal_of"):
        return _("Supplier's payment voided")
    if entry.noun == "supplier_payment" and entry.after.get("amount_fen", 0) < 0:
        return _("Money back from the supplier")
    if entry.noun == "settlement" and entry.after.get("state") == SettlementState.PART_PAID.value:
        return _("Bill paid in part")
    return _(ACTS.get((entry.noun, entry.act), entry.act))


def change_words(entry: Entry, names: Names) -> str:
    """What changed, shortly; "" where the act says it all."""
    if entry.noun in NOUNS:
        named = {"people": names.people, "suppliers": names.suppliers, "parts": names.parts}
        return stock_change(entry.noun, entry.act, entry.before, entry.after, named)
    if entry.noun in CARE_NOUNS:
        return care_change(entry.noun, entry.after, names.people)
    if entry.noun == "order_line":
        name = names.lines.get(entry.ref, "")
        if "approved_by" in entry.after:
            return f"{name}: {names.people.get(entry.after['approved_by'], '?')}"
        if "pay_type" in entry.after:
            return f"{name}: " + " → ".join(_payer(one["pay_type"]) for one in (entry.before, entry.after))
        column = "discount_fen" if entry.act == "line discount" else "gross_fen"
        new = entry.after.get(column)
        return name if new is None else _price(name, entry.before[column], new)
    special = _BY_NOUN.get(entry.noun) or _BY_ACT.get(entry.act)
    if special is not None:
        return special(entry, names)
    if entry.noun in _SUMMARY:
        made = ((name, entry.after.get(name)) for name in _SUMMARY[entry.noun])
        return " · ".join(_VALUE[name](value) for name, value in made if value)
    changed = entry.before.keys() | entry.after.keys()
    return "; ".join(filter(None, (_change(name, entry, names) for name in TITLES if name in changed)))


def _old_part(entry: Entry, names: Names) -> str:
    """Which part, and where it went."""
    where = (entry.after.get(name, "") for name in ("shelf", "handed_to", "back_note"))
    return " · ".join(filter(None, (names.old_parts.get(entry.ref, ""), *where)))


def _verdict(entry: Entry, names: Names) -> str:
    """What the verdict is about, what it says now, and the word of why."""
    said = label(Verdict(entry.after["verdict"])) if entry.after.get("verdict") else ""
    what = names.verdicts.get(entry.ref, "")
    return " · ".join(filter(None, (what, said, excerpt(entry.after.get("note") or ""))))


def _rework(entry: Entry, _names: Names) -> str:
    """What a step of a rework case says beyond its name."""
    after = entry.after
    cause = label(ReworkCause(after["cause"])) if after.get("cause") else ""
    cost = format_yuan(after["referral_cost_fen"]) if after.get("referral_cost_fen") else ""
    said = (after.get(name) or "" for name in ("fault", "evidence", "referred_to", "referral_result"))
    return " · ".join(filter(None, (cause, *map(excerpt, said), cost)))


def _claim(entry: Entry, names: Names) -> str:
    """Which claim, what money it is about now, and what the supplier said."""
    fen = entry.after.get("approved_fen") or entry.after.get("claimed_fen")
    said = (entry.after.get(name) or "" for name in ("approval_no", "decision", "reinspection"))
    money = "" if fen is None else format_yuan(fen)
    return " · ".join(filter(None, (names.claims.get(entry.ref, ""), money, *map(excerpt, said))))


_BY_NOUN = {"old_part": _old_part, "warranty_verdict": _verdict, "rework_case": _rework, "claim": _claim}


def said_changes(entry: Entry, names: Names) -> list[tuple[str, str, str, str]]:
    """(column, what it is, before, after) of an entry about an order or a line of it, in words."""
    if entry.noun == "order_line" or entry.act in _BY_ACT:
        return [(entry.act, act_words(entry), "", change_words(entry, names))]
    changed = entry.before.keys() | entry.after.keys()
    said = [name for name in TITLES if name in changed]
    old, new = (
        {name: _say(name, values.get(name), names) for name in said} for values in (entry.before, entry.after)
    )
    return [(name, _(TITLES[name]), old[name], new[name]) for name in said]


def _change(name: str, entry: Entry, names: Names) -> str:
    old, new = (_say(name, values.get(name), names) for values in (entry.before, entry.after))
    if old == new:
        return ""
    words = f"{old} → {new or '–'}" if old else new
    return f"{_(TITLES[name])}: {words}"


def _say(name: str, value: Any, names: Names) -> str:
    if value is None or value is False or value in {"", OldPartChoice.UNDECIDED.value}:
        return ""
    return names.bays.get(value, "?") if name == "bay" else _VALUE[name](value)


# Acts with a shape of their own


def _lines(entry: Entry, _names: Names) -> str:
    """Lines that came, went, or cost something else."""

    def read(values: Values) -> Counter[tuple[str, int]]:
        pairs = (str(text).rpartition(" ") for text in values.values())
        return Counter((name, int(fen)) for name, _space, fen in pairs)

    gone = list((read(entry.before) - read(entry.after)).elements())
    words = []
    for name, fen in (read(entry.after) - read(entry.before)).elements():
        old = next((line for line in gone if line[0] == name), None)
        if old is None:
            words.append(f"+ {name} {format_yuan(fen)}")
        else:
            gone.remove(old)
            words.append(_price(name, old[1], fen))
    return "; ".join([*words, *(f"− {name} {format_yuan(fen)}" for name, fen in gone)])


def _prices(entry: Entry, _names: Names) -> str:
    return "; ".join(_price(name, entry.before[name], fen) for name, fen in entry.after.items())


def _price(name: str, old: int, new: int) -> str:
    return f"{name}: {format_yuan(old)} → {format_yuan(new)}"


def _marks(entry: Entry, _names: Names) -> str:
    return f"{entry.before['marks']} → {entry.after['marks']}"


def _shares(entry: Entry, names: Names) -> str:
    """Who does which line, where that changed."""
    changed = {line: parts for line, parts in entry.after.items() if parts != entry.before.get(line)}

    def who(parts: Values) -> str:
        people = [(names.people.get(int(person), "?"), share) for person, share in parts.items()]
        if len(people) == 1:
            return people[0][0]
        return _(", ").join(f"{name} {format_decimal(share, 2)} %" for name, share in people)

    return "; ".join(f"{names.lines.get(int(line), '?')}: {who(parts)}" for line, parts in changed.items())


def _warranty(entry: Entry, _names: Names) -> str:
    count = entry.after["lines"]
    text = ngettext("{count} line, from {day}", "{count} lines, from {day}", count)
    return text.format(count=count, day=entry.after["from"])


def _told(entry: Entry, names: Names) -> str:
    return names.people.get(entry.after.get("escalated_to", 0), "")


_BY_ACT: dict[str, Callable[[Entry, Names], str]] = {
    "lines": _lines,
    "price override": _prices,
    "line discount": _prices,
    "damage marks": _marks,
    "shares": _shares,
    "warranty": _warranty,
    "escalate": _told,
}


# Columns


def _one_of(kind: type[Enum]) -> Say:
    return lambda value: label(kind(value))


def _moment(value: Any) -> str:
    return f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M}"


def _payer(value: Any) -> str:
    return label(PayType(value))


def _km(value: Any) -> str:
    return _("{km} km").format(km=f"{value:,}")


def _yes(_value: Any) -> str:
    return _("yes")


def _there(value: Any) -> str:
    return _(", ").join(_(PRESENT[code]) for code in value.split(",") if code in PRESENT)


_VALUE: dict[str, Say] = {
    **dict.fromkeys(("no", "signed_by", "answered_by", "told_who", "note", "parking_spot"), str),
    **dict.fromkeys(
        ("complaint", "brought_by", "warning_lamps", "belongings", "call_time", "text", "remark"), excerpt
    ),
    **dict.fromkeys(("consequence", "vendor", "purpose"), excerpt),
    **dict.fromkeys(("odo_in", "odo_out", "odo_back"), _km),
    **dict.fromkeys(("walk_around_at", "promised_at", "customer_told_at", "handover_agreed_at"), _moment),
    **dict.fromkeys(("valuables_removed", "wash", "after_inspection", "service_book"), _yes),
    **dict.fromkeys(("total_fen", "payable_fen", "delta_fen", "allowance_fen"), format_yuan),
    **dict.fromkeys(("credit_due_on", "invoice_no", "insurer", "insurer_case"), str),
    "debtor": _one_of(Debtor),
    "state": _one_of(OrderState),
    "arrival": _one_of(ArrivalMode),
    "category": _one_of(RepairCategory),
    "fuel_eighths": lambda value: _("{n}/8 tank").format(n=value),
    "present": _there,
    "old_parts": _one_of(OldPartChoice),
    "pay_method": _one_of(PayMethod),
    "priority": _one_of(Priority),
    "fault_class": _one_of(FaultClass),
    "reason": _one_of(HoldReason),
    "channel": _one_of(ConsentChannel),
    "kind": _one_of(PassKind),
    "stage": _one_of(InspectionStage),
    "result": _one_of(InspectionResult),
}

_RECEIPTS: dict[str, str] = {
    ReceiptKind.DEPOSIT: N_("Deposit received"),
    ReceiptKind.PAYMENT: N_("Payment received"),
    ReceiptKind.BALANCE: N_("Payment on an account received"),
    ReceiptKind.REFUND: N_("Money paid back"),
}
"""What was done, by the kind of a receipt."""

_SUMMARY: dict[str, tuple[str, ...]] = {
    "authorisation": ("no", "signed_by", "channel", "total_fen"),
    "order_hold": ("reason", "note"),
    "supplement": ("no", "answered_by", "channel", "delta_fen", "promised_at", "note"),
    "delay_notice": ("no", "promised_at", "told_who", "channel"),
    "inspection": ("stage", "result", "remark"),
    "certificate": ("no",),
    "recommendation": ("text", "consequence", "signed_by"),
    "goods_issue": ("no",),
    "settlement": ("no", "payable_fen", "allowance_fen", "debtor", "credit_due_on", "invoice_no"),
    "receipt": ("no", "total_fen"),
    "exit_pass": ("no", "kind", "vendor", "purpose", "odo_out", "odo_back"),
}
"""What is said of a document beside the order."""
