"""Whether the old parts add up: each stands where its dates say, nothing is scrapped that was not ours (17 to 19)."""

from collections.abc import Iterator
from typing import Any

from peewee import fn

from garage.domain.claims import UNDECIDED, ClaimState
from garage.domain.old_parts import (
    HERE,
    LICENSED,
    DisposalKind,
    DutyState,
    OldPartPurpose,
    OldPartState,
)
from garage.i18n import _
from garage.models.claims import Claim, ClaimLine
from garage.models.listing import tuples
from garage.models.old_parts import Disposal, OldPart
from garage.models.orders import OrderLine, WorkOrder
from garage.models.stock import OldPartDuty, StockMovement
from garage.services.claim_tags import came_along

_STATE = OldPartState
SHOWABLE = frozenset(state.value for state in (HERE | {_STATE.SENT_SUPPLIER}) - {_STATE.SCRAP_APPROVED})
"""States of an old part that the supplier can look at: here, or with the supplier who was sent it."""
_UNHEARD = [state.value for state in UNDECIDED | {ClaimState.REJECTED}]
"""States of a claim whose parts cannot have left; one that was on a notice may have been let go meanwhile."""


def check_books() -> Iterator[str]:
    """What is wrong with the register of old parts and the accounts it clears, in words."""
    yield from _false_states()
    yield from _false_scrap()
    yield from _lost_evidence()
    yield from _too_many()
    yield from _false_clearings()


def _false_states() -> Iterator[str]:
    """A part is in one place, and what its place needs is written down."""

    def stands(*states: OldPartState) -> Any:
        return OldPart.state.in_([state.value for state in states])

    counted = OldPart.counted_at.is_null(False)
    handed = (OldPart.handed_to != "") & OldPart.handed_at.is_null(False)
    wrong = (
        (stands(_STATE.TAGGED) & counted)
        | (~stands(_STATE.TAGGED, _STATE.VOIDED) & ~counted)
        | (stands(_STATE.RETURNED_CUSTOMER) & ~handed)
        | (~stands(_STATE.RETURNED_CUSTOMER) & OldPart.handed_at.is_null(False))
        | (stands(_STATE.SENT_SUPPLIER, _STATE.RETURNED_BACK) & OldPart.shipment.is_null())
        | (stands(_STATE.RETURNED_BACK) & OldPart.back_at.is_null())
        | (stands(_STATE.SCRAPPED) & OldPart.disposal.is_null())
        | (~stands(_STATE.SCRAPPED) & OldPart.disposal.is_null(False))
        | (stands(_STATE.VOIDED) & (OldPart.void_reason == ""))
        | (OldPart.qty_milli <= 0)
    )
    for (no,) in tuples(OldPart.select(OldPart.no).where(wrong).order_by(OldPart.id)):
        yield _("{number} is not where it is said to be.").format(number=no)


def _false_scrap() -> Iterator[str]:
    """An owner approved, and it was nobody else's; what is dangerous went to a licensed taker (invariant 18)."""
    scrapped = OldPart.state.in_([_STATE.SCRAP_APPROVED.value, _STATE.SCRAPPED.value])
    ours = OldPart.purpose == OldPartPurpose.SCRAP.value
    approved = OldPart.scrap_approved_by.is_null(False) & OldPart.scrap_approved_at.is_null(False)
    for (no,) in tuples(OldPart.select(OldPart.no).where(scrapped & ~(ours & approved)).order_by(OldPart.id)):
        yield _("{number} is scrapped without approval, or was not the garage's.").format(number=no)
    dangerous = OldPart.hazard.in_([hazard.value for hazard in LICENSED])
    licensed = Disposal.kind == DisposalKind.HAZARDOUS.value
    papers = (Disposal.licence_no != "") & (Disposal.manifest_no != "")
    query = OldPart.select(OldPart.no).join(Disposal, on=(Disposal.id == OldPart.disposal))
    wrong = (dangerous & ~licensed) | (~dangerous & licensed) | (licensed & ~papers)
    for (no,) in tuples(query.where(wrong).order_by(OldPart.id)):
        yield _("{number} left without the papers of dangerous waste.").format(number=no)


def _lost_evidence() -> Iterator[str]:
    """What an undecided claim rests on is kept for it as it came off, here or with the supplier (invariant 17)."""
    kept = (OldPart.purpose == OldPartPurpose.CLAIM.value) & OldPart.intact
    lost = OldPart.state.not_in(sorted(SHOWABLE)) | ~kept
    named = (ClaimLine.old_part == OldPart.id) & ClaimLine.live
    for no, claim in sorted({found for on in (named, came_along()) for found in tuples(_resting(on, lost))}):
        yield _("{number}: claim {claim} rests on it, and it is not as it was.").format(
            number=no, claim=claim
        )


def _resting(on: Any, lost: Any) -> Any:
    query = OldPart.select(OldPart.no, Claim.no).join(ClaimLine, on=on)
    return query.join(Claim, on=(Claim.id == ClaimLine.claim)).where(Claim.state.in_(_UNHEARD) & lost)


def _too_many() -> Iterator[str]:
    """No more came off than the line replaced, or had replaced before new parts came back and were not billed."""
    live = (OldPart.line == OrderLine.id) & (OldPart.state != _STATE.VOIDED.value)
    out = (StockMovement.order_line == OrderLine.id) & (StockMovement.qty_milli < 0)
    drawn = StockMovement.select(fn.COALESCE(fn.SUM(StockMovement.qty_milli) * -1, 0)).where(out)
    query = (
        OrderLine.select(WorkOrder.no, OrderLine.position)
        .join(WorkOrder)
        .switch(OrderLine)
        .join(OldPart, on=live)
        .group_by(OrderLine.id, WorkOrder.no)
        .having(
            (fn.SUM(OldPart.qty_milli) > OrderLine.qty_milli)
            & (fn.SUM(OldPart.qty_milli) > OrderLine.issued_milli)
            & (fn.SUM(OldPart.qty_milli) > drawn)
        )
        .order_by(OrderLine.id)
    )
    for no, position in tuples(query):
        yield _("{order}, line {n}: it has more old parts than it replaced.").format(order=no, n=position)


def _false_clearings() -> Iterator[str]:
    """An account was cleared by a part of its own line that was counted in (invariant 19)."""
    cleared = OldPartDuty.state == DutyState.CLEARED.value
    wrong = ~cleared | (OldPartDuty.order_line != OldPart.line) | OldPart.counted_at.is_null()
    query = OldPartDuty.select(OldPart.no).join(OldPart, on=(OldPart.id == OldPartDuty.old_part))
    for (no,) in tuples(query.where(wrong | OldPart.line.is_null()).order_by(OldPartDuty.id)):
        yield _("{number} clears an account that is not its own.").format(number=no)
    over = (
        OldPart.select(OldPart.no)
        .join(OldPartDuty, on=(OldPartDuty.old_part == OldPart.id))
        .group_by(OldPart.id)
        .having(fn.SUM(OldPartDuty.qty_milli) > OldPart.qty_milli)
        .order_by(OldPart.id)
    )
    for (no,) in tuples(over):
        yield _("{number} clears more than it is.").format(number=no)
