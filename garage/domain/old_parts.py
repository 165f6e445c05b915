"""Old parts: the tag from the car to where it ended, who may have it, and who owes one (S3, S4; E1–E3, E7)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from garage.domain.claims import DECIDED, UNDECIDED
from garage.domain.lines import PayType
from garage.domain.orders import OldPartChoice
from garage.errors import Reason
from garage.i18n import N_, _


class DutyState(StrEnum):
    """Owed; booked in; charged to who lost it; or gone because the new part itself came back."""

    OPEN = "OPEN"
    CLEARED = "CLEARED"
    CHARGED = "CHARGED"
    RETURNED = "RETURNED"


def share_fen(value_fen: int, part_milli: int, whole_milli: int) -> int:
    """What a part of a duty is worth, cut down, so that the rest keeps the difference."""
    return value_fen * part_milli // whole_milli


class OldPartState(StrEnum):
    """Where an old part is (DOMAIN §4.2); to be inspected again by the supplier is an event, no state."""

    TAGGED = "TAGGED"
    SHELVED = "SHELVED"
    RETURNED_CUSTOMER = "RETURNED_CUSTOMER"
    SENT_SUPPLIER = "SENT_SUPPLIER"
    RETURNED_BACK = "RETURNED_BACK"
    SCRAP_APPROVED = "SCRAP_APPROVED"
    SCRAPPED = "SCRAPPED"
    VOIDED = "VOIDED"


class OldPartPurpose(StrEnum):
    """Whom an old part is for."""

    UNDECIDED = "UNDECIDED"
    CUSTOMER = "CUSTOMER"
    CLAIM = "CLAIM"
    SCRAP = "SCRAP"


class Hazard(StrEnum):
    """What makes an old part dangerous; everything but a tyre goes only to whoever is licensed for it."""

    LEAD_BATTERY = "LEAD_BATTERY"
    TRACTION_BATTERY = "TRACTION_BATTERY"
    BATTERY = "BATTERY"
    OIL = "OIL"
    OIL_FILTER = "OIL_FILTER"
    COOLANT = "COOLANT"
    REFRIGERANT = "REFRIGERANT"
    AIRBAG = "AIRBAG"
    TYRE = "TYRE"


LICENSED = frozenset(Hazard) - {Hazard.TYRE}
"""Hazards that need a licensed taker and a transfer manifest (危险废物转移联单)."""


class DisposalKind(StrEnum):
    """Thrown away, sold to a recycler, or handed to a licensed taker of dangerous waste."""

    SCRAP = "SCRAP"
    RECYCLER = "RECYCLER"
    HAZARDOUS = "HAZARDOUS"


class OldPartAct(StrEnum):
    """What can be done with a tagged part."""

    COUNT_IN = "COUNT_IN"
    SHELVE = "SHELVE"
    DECIDE = "DECIDE"
    HAND_OVER = "HAND_OVER"
    WAIVE = "WAIVE"
    HOLD = "HOLD"
    SEND = "SEND"
    TAKE_BACK = "TAKE_BACK"
    APPROVE_SCRAP = "APPROVE_SCRAP"
    KEEP = "KEEP"
    DISPOSE = "DISPOSE"
    VOID = "VOID"


_STATE = OldPartState
_WHERE = {
    _STATE.TAGGED: N_("{number} is not counted in yet."),
    _STATE.SHELVED: N_("{number} is counted in and on the shelf."),
    _STATE.RETURNED_CUSTOMER: N_("{number} is with the customer."),
    _STATE.SENT_SUPPLIER: N_("{number} is with the supplier."),
    _STATE.RETURNED_BACK: N_("{number} is back from the supplier."),
    _STATE.SCRAP_APPROVED: N_("{number} is approved for scrapping."),
    _STATE.SCRAPPED: N_("{number} is scrapped."),
    _STATE.VOIDED: N_("{number} is voided."),
}
KEPT = frozenset({_STATE.SHELVED, _STATE.RETURNED_BACK})
"""Counted in and on a shelf, nothing decided that could not be undone."""
HERE = KEPT | {_STATE.TAGGED, _STATE.SCRAP_APPROVED}
"""Still in the house."""
HOLDING = frozenset(state.value for state in UNDECIDED | DECIDED)
"""States of a claim in which its parts are evidence still: until its notice it may be heard again (invariant 17)."""

SOURCES: dict[OldPartAct, frozenset[OldPartState]] = {
    OldPartAct.COUNT_IN: frozenset({_STATE.TAGGED}),
    OldPartAct.SHELVE: HERE - {_STATE.TAGGED},
    OldPartAct.DECIDE: KEPT | {_STATE.TAGGED},
    OldPartAct.HAND_OVER: KEPT | {_STATE.TAGGED},
    OldPartAct.WAIVE: KEPT | {_STATE.TAGGED},
    OldPartAct.HOLD: KEPT | {_STATE.TAGGED},
    OldPartAct.SEND: KEPT,
    OldPartAct.TAKE_BACK: frozenset({_STATE.SENT_SUPPLIER}),
    OldPartAct.APPROVE_SCRAP: KEPT,
    OldPartAct.KEEP: frozenset({_STATE.SCRAP_APPROVED}),
    OldPartAct.DISPOSE: frozenset({_STATE.SCRAP_APPROVED}),
    OldPartAct.VOID: frozenset({_STATE.TAGGED, _STATE.SHELVED}),
}
"""Where a part must stand for an act (DOMAIN §4.2); whoever hands a tagged part over counts it in with it."""


@dataclass(frozen=True)
class Tag:
    """What a guard looks at; `claim` is the number of the claim that the part is evidence of, until it is decided.

    `named_in` is that of the claim it counts in, for ever after; `owed_to` the supplier that pays for it, always wants
    the old part by its terms, and was not sent it.
    """

    no: str
    state: OldPartState
    purpose: OldPartPurpose
    claim: str = ""
    named_in: str = ""
    owed_to: str = ""


def purpose_of(choice: OldPartChoice, pays: PayType | None, wanted_back: bool = False) -> OldPartPurpose:
    """Whom a removed part is for: the supplier's own come first, then what the customer said (E2).

    `wanted_back`: the new part is one whose old one has to come back. What a rework takes off is decided by hand.
    """
    if pays is PayType.CLAIM or wanted_back:
        return OldPartPurpose.CLAIM
    if pays is PayType.REWORK or choice is OldPartChoice.UNDECIDED:
        return OldPartPurpose.UNDECIDED
    return OldPartPurpose.CUSTOMER if choice is OldPartChoice.TAKE else OldPartPurpose.SCRAP


def refusals(act: OldPartAct, tag: Tag) -> list[Reason]:
    """Why this cannot be done with the part now; empty when it may be (invariants 17 and 18)."""
    if tag.state not in SOURCES[act]:
        return [Reason("state", _(_WHERE[tag.state]).format(number=tag.no), "old_parts")]
    return [no for guard in _GUARDS.get(act, ()) if (no := guard(tag)) is not None]


def _evidence(tag: Tag) -> Reason | None:
    if not tag.claim:
        return None
    text = _("{number} stays as it is until claim {claim} is decided.")
    return Reason("claimed", text.format(number=tag.no, claim=tag.claim), "claims")


def _claimed(tag: Tag) -> Reason | None:
    if not tag.named_in or tag.claim:
        return None
    text = _("{number} is in claim {claim}: its tag stays.")
    return Reason("claimed", text.format(number=tag.no, claim=tag.named_in), "claims")


def owed(tag: Tag) -> Reason | None:
    """Why the part is nobody else's: its supplier's terms want every old part back (返还义务, E7)."""
    if not tag.owed_to:
        return None
    text = _(
        "{number} goes back to {supplier}: its terms ask for every old part. Send it;"
        " if the supplier leaves it here, change its terms first."
    )
    return Reason("owed", text.format(number=tag.no, supplier=tag.owed_to), "old_parts")


def _suppliers(tag: Tag) -> Reason | None:
    if tag.purpose is not OldPartPurpose.CLAIM:
        return None
    return Reason("claim", _("{number} is for the supplier.").format(number=tag.no), "old_parts")


def _customers(tag: Tag) -> Reason | None:
    if tag.purpose is not OldPartPurpose.CUSTOMER:
        return None
    text = _("{number} belongs to the customer, who wants it.")
    return Reason("customer", text.format(number=tag.no), "old_parts")


def _undecided(tag: Tag) -> Reason | None:
    if tag.purpose is not OldPartPurpose.UNDECIDED:
        return None
    text = _("{number}: nobody decided yet whom it is for.")
    return Reason("undecided", text.format(number=tag.no), "old_parts")


_GUARDS: dict[OldPartAct, tuple[Callable[[Tag], Reason | None], ...]] = {
    OldPartAct.DECIDE: (_evidence,),
    OldPartAct.HAND_OVER: (_evidence, owed, _suppliers),
    OldPartAct.WAIVE: (_evidence, _suppliers),
    OldPartAct.HOLD: (_customers,),
    OldPartAct.SEND: (_customers,),
    OldPartAct.APPROVE_SCRAP: (_evidence, owed, _suppliers, _customers, _undecided),
    OldPartAct.DISPOSE: (_evidence, owed, _suppliers, _customers),
    OldPartAct.VOID: (_evidence, _claimed),
}
