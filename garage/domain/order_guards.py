"""What a step of an order looks at, and the guards that say in words what it still misses."""

from collections.abc import Callable
from dataclasses import dataclass

from garage.domain.customers import missing_words
from garage.domain.orders import OrderState
from garage.errors import Reason
from garage.i18n import _


@dataclass(frozen=True)
class OrderFacts:
    """Everything a guard looks at, gathered by the service in one read."""

    state: OrderState
    odometer_read: bool = False
    walk_around_saved: bool = False
    warranty_seen: bool = False
    promised: bool = False
    lines: int = 0
    unpriced: int = 0
    rework_unlinked: int = 0
    rework_undecided: int = 0
    rework_unreferred: int = 0
    labour_lines: int = 0
    unassigned: int = 0
    undone: int = 0
    not_fully_issued: int = 0
    over_issued: int = 0
    net_issued: bool = False
    needs_certificate: bool = False
    diagnosis_passed: bool = False
    in_process_passed: bool = False
    work_started: bool = False
    open_supplements: int = 0
    held_for_answer: bool = False
    certified: bool = False
    car_away: bool = False
    car_out: bool = False
    wash: bool = False
    handover_passed: bool = False
    old_parts_decided: bool = False
    settled: bool = False
    payable_fen: int = 0
    paid_fen: int = 0
    on_account: bool = False
    pass_issued: bool = False
    left: bool = False
    file_missing: tuple[str, ...] = ()


Guard = Callable[[OrderFacts], list[Reason]]
Applies = Callable[[OrderFacts], bool]


def _need(present: bool, code: str, text: str, goto: str) -> list[Reason]:
    return [] if present else [Reason(code, text, goto)]


def reception_complete(facts: OrderFacts) -> list[Reason]:
    """Odometer read, walk-around saved, open warranty looked at."""
    return [
        *_need(facts.odometer_read, "odometer", _("The odometer has not been read."), "reception"),
        *_need(facts.walk_around_saved, "walk_around", _("The walk-around is not saved."), "reception"),
        *_need(
            facts.warranty_seen,
            "warranty_seen",
            _("Nobody has looked at what is still under warranty."),
            "warranty",
        ),
    ]


def estimate_complete(facts: OrderFacts) -> list[Reason]:
    """At least one line, each with a price or a pay type that has none, and a promised time."""
    return [
        *_need(facts.lines > 0, "lines", _("There is no line yet."), "lines"),
        *_need(facts.unpriced == 0, "unpriced", _("A line has no price."), "lines"),
        *_need(
            facts.rework_unlinked == 0,
            "rework_unlinked",
            _("A rework line does not name the earlier line it repeats."),
            "lines",
        ),
        *_need(facts.promised, "promised", _("No time is promised yet."), "promise"),
    ]


def everyone_assigned(facts: OrderFacts) -> list[Reason]:
    """Each labour line has mechanics whose shares make 100 %."""
    return _need(
        facts.unassigned == 0,
        "unassigned",
        _("A labour line has no mechanic whose shares make 100 %."),
        "dispatch",
    )


def work_done(facts: OrderFacts) -> list[Reason]:
    """All lines done, every authorised part drawn, and no supplement without an answer."""
    return [
        *_need(
            facts.open_supplements == 0,
            "supplement",
            _("A supplement still waits for the customer's answer."),
            "supplements",
        ),
        *_need(facts.undone == 0, "undone", _("A line is not finished."), "lines"),
        *_need(facts.not_fully_issued == 0, "not_issued", _("Authorised parts are not all issued."), "parts"),
        *_need(facts.over_issued == 0, "over_issued", _("More parts are issued than authorised."), "parts"),
    ]


def stages_passed(facts: OrderFacts) -> list[Reason]:
    """Level-2 service and overhaul work also needs diagnosis and in-process inspection (B6)."""
    if not facts.needs_certificate:
        return []
    return [
        *_need(facts.diagnosis_passed, "diagnosis", _("The diagnosis inspection is missing."), "inspections"),
        *_need(
            facts.in_process_passed, "in_process", _("The in-process inspection is missing."), "inspections"
        ),
    ]


def handed_over(facts: OrderFacts) -> list[Reason]:
    """Handover check passed and old parts decided (C1)."""
    return [
        *_need(facts.handover_passed, "handover", _("The handover check is not done."), "handover"),
        *_need(
            facts.old_parts_decided,
            "old_parts",
            _("What happens to the old parts is not decided."),
            "handover",
        ),
    ]


def fault_decided(facts: OrderFacts) -> list[Reason]:
    """Nobody is billed for what may have to be free: each rework case of the order is decided (D2)."""
    return _need(
        facts.rework_undecided == 0,
        "rework_undecided",
        _("A rework case is not decided: whose fault is it?"),
        "rework",
    )


def referred(facts: OrderFacts) -> list[Reason]:
    """What was reworked twice is sent to another garage, or the owner says why we try again (D3)."""
    return _need(
        facts.rework_unreferred == 0,
        "rework_unreferred",
        _("It was reworked twice: refer it to another garage, or the owner says why not."),
        "rework",
    )


def file_complete(facts: OrderFacts) -> list[Reason]:
    """What was not asked at reception is owed until the car goes (A2, A10)."""
    lacking = missing_words(facts.file_missing)
    text = _("The customer's file lacks: {missing}.").format(missing=lacking)
    return _need(not facts.file_missing, "file", text, "customer")


def certified(facts: OrderFacts) -> list[Reason]:
    """Level-2 service and overhaul work leaves the shop with a completion certificate (B6, invariant 11)."""
    return _need(
        facts.certified or not facts.needs_certificate,
        "certificate",
        _("The completion certificate is missing."),
        "certificate",
    )


def only_answer_missing(*guards: Guard) -> Applies:
    """Nothing but the customer's answer to a supplement keeps a step with these guards from happening."""
    return lambda facts: [reason.code for guard in guards for reason in guard(facts)] == ["supplement"]


def car_here(facts: OrderFacts) -> list[Reason]:
    """The car is not away on a road test or at a sublet vendor's."""
    return _need(
        not facts.car_away, "car_away", _("The car is out on a road test or at another shop."), "passes"
    )


def paid(facts: OrderFacts) -> list[Reason]:
    """Nothing is owed, or what is owed was put on account with approval (C4)."""
    return _need(
        facts.paid_fen >= facts.payable_fen or facts.on_account,
        "unpaid",
        _("The bill is not paid in full."),
        "money",
    )


def pass_at_hand(facts: OrderFacts) -> list[Reason]:
    """An exit pass that has not been used."""
    return _need(facts.pass_issued, "exit_pass", _("There is no exit pass yet."), "money")


def nothing_drawn(facts: OrderFacts) -> list[Reason]:
    """Cancelling is for orders without parts or money in them; those come back first."""
    return [
        *_need(not facts.net_issued, "parts_out", _("Parts are issued: return them first."), "parts"),
        *_need(facts.paid_fen == 0, "money_in", _("Money was received: pay it back first."), "money"),
    ]
