"""Warranty claims: states, what is asked for and at which price, what is refused, and when it is due (S3, S4, E4–E6)."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from garage.domain.money import round_half_up
from garage.i18n import N_


class ClaimState(StrEnum):
    """How far a claim has come; a second hearing is SUBMITTED again with one round more."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    ACCEPTED = "ACCEPTED"
    PARTLY_ACCEPTED = "PARTLY_ACCEPTED"
    REJECTED = "REJECTED"
    NOTICE_ISSUED = "NOTICE_ISSUED"
    INVOICED = "INVOICED"
    SETTLED = "SETTLED"
    WRITTEN_OFF = "WRITTEN_OFF"
    DROPPED = "DROPPED"


_S = ClaimState
MOVES: Mapping[ClaimState, frozenset[ClaimState]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.DROPPED}),
    _S.SUBMITTED: frozenset({_S.ACCEPTED, _S.PARTLY_ACCEPTED, _S.REJECTED}),
    _S.ACCEPTED: frozenset({_S.NOTICE_ISSUED, _S.SUBMITTED}),
    _S.PARTLY_ACCEPTED: frozenset({_S.NOTICE_ISSUED, _S.SUBMITTED}),
    _S.REJECTED: frozenset({_S.SUBMITTED, _S.WRITTEN_OFF}),
    _S.NOTICE_ISSUED: frozenset({_S.INVOICED, _S.ACCEPTED, _S.PARTLY_ACCEPTED}),
    _S.INVOICED: frozenset({_S.SETTLED, _S.NOTICE_ISSUED}),
    _S.SETTLED: frozenset({_S.INVOICED}),
    _S.WRITTEN_OFF: frozenset(),
    _S.DROPPED: frozenset(),
}
"""Legal moves; those backwards undo a decision, a notice, an invoice or a settlement, with a reason."""

DECIDED = frozenset({_S.ACCEPTED, _S.PARTLY_ACCEPTED, _S.REJECTED})
"""The supplier has spoken, and no notice was made of it yet."""
NOTICED = frozenset({_S.NOTICE_ISSUED, _S.INVOICED, _S.SETTLED})
"""On a settlement notice."""
UNDECIDED = frozenset({_S.DRAFT, _S.SUBMITTED})
"""The old part has to be there, unchanged, until the supplier has decided (invariant 17)."""
GONE = frozenset({_S.WRITTEN_OFF, _S.DROPPED})
"""Nothing is asked for any more: its lines and old parts are free."""
CLOSED = GONE | {_S.SETTLED}
WAITING = frozenset({_S.SUBMITTED, _S.ACCEPTED, _S.PARTLY_ACCEPTED, _S.NOTICE_ISSUED, _S.INVOICED})
"""Money waits at the supplier."""


class ClaimKind(StrEnum):
    """What a line asks for: 材料费, 工时费, 其他."""

    PART = "PART"
    LABOUR = "LABOUR"
    OTHER = "OTHER"


class PartRole(StrEnum):
    """祸首件, the part that failed, and 连带件, what it took along."""

    CAUSAL = "CAUSAL"
    CONSEQUENTIAL = "CONSEQUENTIAL"


class Remedy(StrEnum):
    """What was done about the fault, the smallest thing first."""

    ADJUST = "ADJUST"
    REPAIR = "REPAIR"
    REPLACE_PART = "REPLACE_PART"
    REPLACE_ASSEMBLY = "REPLACE_ASSEMBLY"


REPLACING = frozenset({Remedy.REPLACE_PART, Remedy.REPLACE_ASSEMBLY})
"""Asks why adjusting or repairing was not enough (S4: 首选措施是有效地调整和维修)."""


class ReturnDuty(StrEnum):
    """Whether the supplier wants the old part."""

    ALWAYS = "ALWAYS"
    ON_REQUEST = "ON_REQUEST"
    NEVER = "NEVER"


class ClaimBasis(StrEnum):
    """What parts are claimed at: what they cost us, or our price, both ± the agreed share."""

    COST = "COST"
    PRICE = "PRICE"


class SettleMode(StrEnum):
    """How a supplier pays: money, or 转配件款, credit for parts."""

    CASH = "CASH"
    CREDIT = "CREDIT"


@dataclass(frozen=True)
class Terms:
    """What a supplier asks of a claim and what it pays; the defaults hold for one that nobody has asked.

    `claim_days` 0 is no limit; `labour_rate_fen` None pays labour at our price, 0 pays none.
    """

    months: int = 0
    km: int | None = None
    claim_days: int = 0
    return_duty: ReturnDuty = ReturnDuty.ON_REQUEST
    price_basis: ClaimBasis = ClaimBasis.COST
    price_bp: int = 0
    labour_rate_fen: int | None = None
    approval_first: bool = False
    reinspects: bool = False
    due_day: int = 10
    answer_days: int = 2
    settle_mode: SettleMode = SettleMode.CREDIT
    contact: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""


def part_fen(terms: Terms, *, cost_fen: int, price_fen: int) -> int:
    """What the supplier pays for a part: its basis and the share on it, rounded once, never below zero."""
    basis = cost_fen if terms.price_basis is ClaimBasis.COST else price_fen
    return max(round_half_up(basis * (10_000 + terms.price_bp), 10_000), 0)


def labour_fen(terms: Terms, *, hours_centi: int, price_fen: int) -> int:
    """What the supplier pays for labour: its rate for the hours, or our price."""
    if terms.labour_rate_fen is None:
        return price_fen
    return round_half_up(terms.labour_rate_fen * hours_centi, 100)


def period_of(day: date) -> str:
    """The month a claim belongs to, "2026-11"."""
    return f"{day:%Y-%m}"


def due_on(day: date, due_day: int) -> date:
    """When the claims of a day's month are due: a day of the next month, the 10th by rule (S4)."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(due_day, monthrange(year, month)[1]))


def claim_until(fault_on: date, claim_days: int) -> date | None:
    """Last day on which the supplier takes the claim, the day of the fault not counted; None without a limit."""
    return fault_on + timedelta(days=claim_days) if claim_days else None


def to_send_by(state: ClaimState, month_due: date, fault_on: date, claim_days: int) -> date:
    """By when a claim goes to its supplier: a draft in its claim period too, where that ends before the month's day.

    What was submitted is in time; it only has to stand on its month's list, due on `month_due`.
    """
    last = claim_until(fault_on, claim_days) if state is ClaimState.DRAFT else None
    return month_due if last is None else min(month_due, last)


def decided_state(claimed_fen: int, approved_fen: int) -> ClaimState:
    """All of it, a part of it or nothing."""
    if approved_fen == claimed_fen:
        return ClaimState.ACCEPTED
    return ClaimState.PARTLY_ACCEPTED if approved_fen else ClaimState.REJECTED


@dataclass(frozen=True)
class Question:
    """One case that no warranty covers: `text` asks for it, `rule` is the refusal when it is so."""

    code: str
    text: str
    rule: str


QUESTIONS: tuple[Question, ...] = (
    Question(
        "wear",
        N_("Is it a wearing part that has worn normally?"),
        N_("Wearing parts (linings, belts, plugs, bulbs, tyres) that wore normally are not covered."),
    ),
    Question(
        "modified",
        N_("Was the car modified without the maker's consent, and did that matter?"),
        N_("A fault that an unapproved modification brought on is not covered."),
    ),
    Question(
        "outside",
        N_("Did it come from outside: stones, a crash, water, chemicals?"),
        N_("Damage from outside (stones, a crash, water, chemicals) is not covered."),
    ),
    Question(
        "driven_on",
        N_("Was the car driven on with the fault without consent, and did more break by that?"),
        N_(
            "What broke because the car was driven on without consent is not covered, only the first fault is."
        ),
    ),
    Question(
        "elsewhere",
        N_("Was the faulty thing repaired by the owner or by another garage before?"),
        N_("What the owner or another garage has repaired is not covered."),
    ),
    Question(
        "travel",
        N_("Are travel, parking or lodging costs among what is claimed?"),
        N_("Travel, parking and lodging costs are not paid."),
    ),
    Question(
        "unserviced",
        N_("Was a maintenance that the maker asks for left out, and did that matter?"),
        N_("A fault from maintenance that was left out is not covered."),
    ),
    Question(
        "own_part",
        N_("Did the customer bring the part that failed?"),
        N_("A part that the customer brought carries no warranty."),
    ),
)
"""What no warranty covers (S4); each is asked, and a yes refuses with the rule."""

_WEAR = (
    "刹车片",
    "制动片",
    "制动蹄",
    "摩擦片",
    "离合器片",
    "皮带",
    "传动带",
    "火花塞",
    "灯泡",
    "轮胎",
    "雨刮",
    "滤清器",
    "机滤",
    "空滤",
    "brake pad",
    "lining",
    "clutch disc",
    "belt",
    "spark plug",
    "bulb",
    "tyre",
    "wiper",
    "filter",
)


def wears(name: str, group: str = "") -> bool:
    """Whether a part's name or group speaks of one that wears (S4: 摩擦片、传动带、火花塞、灯泡、轮胎)."""
    spoken = f"{name} {group}".lower()
    return any(word in spoken for word in _WEAR)
