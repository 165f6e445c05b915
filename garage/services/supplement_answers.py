"""The customer's answer to a supplement, line by line, frozen as it was given (B4, invariant 10)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from garage.domain.consents import reached_note
from garage.domain.dates import LONGEST_PROMISE, said_moment
from garage.domain.lines import LineKind, LineStatus
from garage.domain.order_steps import OrderAct
from garage.domain.orders import (
    SUPPLEMENTED,
    WAITING_SUPPLEMENT,
    ConsentChannel,
    HoldReason,
    OrderState,
    SupplementState,
)
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.inspections import Recommendation
from garage.models.listing import tuples
from garage.models.orders import OrderHold, Supplement, WorkOrder
from garage.services import advice, frozen, holds, papers, papers_consent
from garage.services.advice import AdviceData
from garage.services.command import Area, By, command, update
from garage.services.order_facts import advance
from garage.services.order_lines import Line, touch
from garage.services.supplements import lines_of_supplement, set_status, waiting

_PAST_WORK = SUPPLEMENTED - {
    OrderState.AUTHORISED,
    OrderState.DISPATCHED,
    OrderState.IN_WORK,
    OrderState.ON_HOLD,
}
"""States from which accepted work brings the car back into the shop."""


@dataclass(frozen=True)
class Consent:
    """Who was spoken with, when, how; `note` holds the number that was called or the message."""

    who: str
    at: datetime
    channel: ConsentChannel = ConsentChannel.SIGNED
    note: str = ""


@command(Area.ORDERS)
def contacted(by: By, supplement_id: int, told: Consent) -> None:
    """The customer was reached and will answer later; FieldError on "who", "at" or "note"."""
    row, _order = waiting(by, supplement_id)
    clean = _consent(by, row, told)
    update(
        by,
        row,
        row.version,
        act="contact",
        state=SupplementState.CONTACTED.value,
        contacted_at=clean.at,
        channel=clean.channel.value,
        answered_by=clean.who,
        note=clean.note,
    )


@command(Area.ORDERS)
def answer(
    by: By,
    supplement_id: int,
    version: int,
    consent: Consent,
    accepted: Collection[int],
    *,
    promised_at: datetime | None = None,
    consequence: str = "",
    keep_advice: bool = True,
    go_on: bool = False,
) -> SupplementState:
    """The customer agreed to the lines `accepted` and declined the others; what was said is frozen.

    Accepted lines count from now on, the new promised time holds (`promised_at` when it is not the one proposed), and
    a car past its work goes back into the shop. Declined work becomes advice: what concerns safety always, with its
    consequence, other work when `keep_advice`. `go_on` takes up a job that was on hold for this answer.

    FieldError on "who", "at", "note", "lines", "promised_at" or "consequence"; StaleError when the supplement was
    changed since `version`; RuleError when it was answered already.
    """
    row, order = waiting(by, supplement_id)
    touch(by, row, version)
    lines = lines_of_supplement(row)
    if not set(accepted) <= {line.id for line in lines}:
        raise FieldError("lines", _("This line is not in the supplement."))
    agreed = [line for line in lines if line.id in accepted]
    declined = [line for line in lines if line.id not in accepted]
    clean = _consent(by, row, consent)
    warned = _warning(row, declined, consequence)
    if agreed:
        _agree_on_time(by, row, promised_at or row.promised_at)
    state = SupplementState.AUTHORISED if agreed else SupplementState.DECLINED
    _freeze(by, row, state, clean, accepted, warned)
    _set_lines(by, agreed, declined)
    if declined and (row.safety or keep_advice):
        _advise(by, row, order, declined, clean, warned)
    _follow(by, order, row, agreed, go_on=go_on)
    return state


def _warning(row: Any, declined: Sequence[Line], consequence: str) -> str:
    """What the customer was told may follow; declined safety work needs it."""
    told = one_line("consequence", consequence, 200) if declined else ""
    if declined and row.safety and not told:
        raise FieldError("consequence", _("Say what may happen when this is not done."))
    return told


def _set_lines(by: By, agreed: Sequence[Line], declined: Sequence[Line]) -> None:
    set_status(by, agreed, "accept", LineStatus.OPEN)
    set_status(by, declined, "decline", LineStatus.DECLINED)


def _agree_on_time(by: By, row: Any, when: datetime | None) -> None:
    """What was proposed may have passed before the customer answered."""
    if when is not None and not by.at < when <= by.at + LONGEST_PROMISE:
        raise FieldError("promised_at", _("The new time lies after now and within a year."))
    update(by, row, row.version, act="promise", promised_at=when.replace(microsecond=0) if when else None)


def _freeze(
    by: By, row: Any, state: SupplementState, told: Consent, accepted: Collection[int], warned: str
) -> None:
    paper = papers_consent.supplement_form(row.id, papers.blank_imprint(by), accepted)
    signed = replace(
        paper,
        state=state,
        channel=told.channel,
        answered_by=told.who,
        answered_at=told.at,
        note=told.note,
        consequence=warned,
    )
    update(
        by,
        row,
        row.version,
        act="answer",
        state=state.value,
        channel=told.channel.value,
        answered_by=told.who,
        answered_at=told.at,
        note=told.note,
        delta_fen=signed.agreed_fen if accepted else row.delta_fen,
        snapshot=frozen.freeze(signed),
    )


def _consent(by: By, row: Any, told: Consent) -> Consent:
    who = one_line("who", told.who, 60)
    if not who:
        raise FieldError("who", _("Who was spoken with?"))
    when = said_moment(told.at, row.created_at, by.at)
    if when is None:
        raise FieldError("at", _("The answer lies between the proposal and now."))
    note = reached_note(told.channel, told.note)
    return Consent(who, when, told.channel, note)


def _advise(
    by: By, row: Any, order: WorkOrder, lines: Sequence[Line], told: Consent, consequence: str
) -> None:
    """Declined work stands at the car's next visit; what came from earlier advice goes back to it."""
    known = {line.recommendation_id for line in lines} - {None}
    still_open = Recommendation.id.in_(known or {0}) & Recommendation.closed_at.is_null()
    for (ref,) in tuples(Recommendation.select(Recommendation.id).where(still_open)):
        advice.decline(by, ref, signed_by=told.who, consequence=consequence)
    fresh = [line for line in lines if line.recommendation_id is None]
    work = [line for line in fresh if line.kind is not LineKind.PART] or fresh
    for text in _texts(work):
        data = AdviceData(text, bool(row.safety), consequence)
        advice.recommend(by, order.id, data, declined=True, signed_by=told.who)


def _texts(lines: Sequence[Line]) -> list[str]:
    """The names of the lines in as few pieces of advice as hold them whole."""
    texts: list[str] = []
    for line in lines:
        longer = _(", ").join([*texts[-1:], line.name])
        texts[-1:] = [longer] if len(longer) <= advice.TEXT else [*texts[-1:], line.name]
    return texts


def _follow(by: By, order: WorkOrder, row: Any, agreed: Sequence[Line], *, go_on: bool) -> None:
    """The new promise holds, and there is work again; a fee alone needs none."""
    if agreed:
        touch(by, order, order.version)  # whoever has its bill open is told
    if agreed and row.promised_at is not None:
        update(by, order, order.version, act="promise", promised_at=row.promised_at)
    if OrderState(order.state) in _PAST_WORK and any(line.kind is not LineKind.OTHER for line in agreed):
        advance(by, order, OrderAct.MORE_WORK, reason=row.no)
    if go_on:
        _go_on(by, order.id)


def _go_on(by: By, order_id: int) -> None:
    """Only what waited for this answer, and for no other, goes on."""
    held = OrderHold.get_or_none((OrderHold.order == order_id) & OrderHold.ended_at.is_null())
    waits = Supplement.state.in_([state.value for state in WAITING_SUPPLEMENT])
    others = Supplement.select().where((Supplement.order == order_id) & waits)
    if held is not None and held.reason == HoldReason.AUTHORISATION.value and not others.exists():
        holds.resume(by, order_id)
