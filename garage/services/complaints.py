"""Acts on complaints, each a step of the closed loop; an unhappy customer opens another round (G5)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from garage.domain.complaints import (
    ComplaintAct,
    ComplaintCategory,
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
    Standing,
    refusals,
    result_due_on,
    verify_due_at,
)
from garage.domain.money import MAX_FEN
from garage.domain.numbers import Series
from garage.domain.phones import normalise_phone
from garage.domain.text import one_line, said_why, several_lines
from garage.domain.working_days import Deadline
from garage.errors import FieldError, RuleError
from garage.i18n import _
from garage.models.complaints import Complaint, ComplaintRound
from garage.models.contacts import ContactLog
from garage.models.orders import WorkOrder
from garage.models.vehicles import Vehicle
from garage.services import customers, deadlines, numbers, staff, working_days
from garage.services.command import Area, By, command, create, refuse_stale, update

_S = ComplaintState
REASON = 200
"""Characters of a reason in the log; the round keeps everything that was said."""


@dataclass(frozen=True)
class ComplaintData:
    """What is written down when somebody complains; of somebody unknown a name or a number is enough.

    `received_at` is now unless it came in before. A `potential` one is unhappiness that nobody put as a complaint.
    `contact_id` is the talk in which it was heard: from then on that belongs to the complaint.
    """

    content: str
    channel: ComplaintChannel = ComplaintChannel.PHONE
    category: ComplaintCategory | None = None
    level: ComplaintLevel = ComplaintLevel.NORMAL
    potential: bool = False
    demand: str = ""
    customer_id: int | None = None
    vehicle_id: int | None = None
    order_id: int | None = None
    complainant: str = ""
    phone: str = ""
    received_at: datetime | None = None
    assigned_to: int | None = None
    contact_id: int | None = None


@command(Area.CARE)
def register(by: By, data: ComplaintData) -> int:
    """Write a complaint down; its clocks run from `received_at`. A serious one goes to an owner at once. Returns its id.

    FieldError on "content", "received_at" (in the future), "complainant" (nobody named), "phone", "assigned_to".
    """
    words = several_lines("content", data.content)
    if not words:
        raise FieldError("content", _("What is the customer unhappy with? Write it in his words."))
    at = _received(by, data.received_at)
    who = _who(data)
    verify_by, result_by = clocks_of(at)
    serious = data.level is ComplaintLevel.SERIOUS
    row = create(
        by,
        Complaint,
        no=numbers.take(by, Series.COMPLAINT),
        state=_S.REGISTERED.value,
        received_at=at,
        channel=data.channel.value,
        level=data.level.value,
        potential=data.potential,
        content=words,
        demand=several_lines("demand", data.demand),
        verify_due_at=verify_by,
        result_due_on=result_by.on,
        escalated_at=by.at if serious else None,
        escalated_to=_an_owner(by) if serious else None,
        **who,
    )
    _open_round(by, row, at)
    if data.contact_id is not None:
        talk = ContactLog.get_by_id(data.contact_id)
        update(by, talk, talk.version, act="complaint", complaint=row.id)
    if data.category is not None:
        classify(by, row.id, None, data.category, data.level, potential=data.potential)
        if data.assigned_to is not None:
            assign(by, row.id, None, data.assigned_to)
    elif data.assigned_to is not None:
        raise FieldError("category", _("Say what it is about first."))
    return int(row.id)


def clocks_of(received_at: datetime) -> tuple[datetime, Deadline]:
    """By when a complaint that came in then is verified, and its customer told."""
    given = deadlines.chosen()
    result_by = result_due_on(received_at, given.result_days, working_days.calendar())
    return verify_due_at(received_at, given.verify_hours), result_by


def _received(by: By, at: datetime | None) -> datetime:
    moment = by.at if at is None else at.replace(microsecond=0)
    if moment > by.at:
        raise FieldError("received_at", _("This moment has not come yet."))
    return moment


def _who(data: ComplaintData) -> dict[str, Any]:
    """Whom and what it is about: an order names its car and its customer, unless others are named."""
    customer, vehicle = data.customer_id, data.vehicle_id
    if data.order_id is not None:
        order = WorkOrder.find(data.order_id)
        if order is None:
            raise KeyError(data.order_id)
        customer, vehicle = customer or order.customer_id, vehicle or order.vehicle_id
    if customer is not None and not customers.exists(customer):
        raise KeyError(customer)
    if vehicle is not None and Vehicle.find(vehicle) is None:
        raise KeyError(vehicle)
    name = one_line("complainant", data.complainant, 40)
    phone = normalise_phone(data.phone) if data.phone.strip() else ""
    if customer is None and not name and not phone:
        raise FieldError("complainant", _("Who complains? A name or a phone number is enough."))
    ids = {"customer": customer, "vehicle": vehicle, "order": data.order_id}
    return {**ids, "complainant": name, "phone": phone}


def _an_owner(by: By) -> int:
    """Who hears of a serious one: whoever acts when that is an owner, else the first of them."""
    return by.staff_id if staff.is_owner(by.staff_id) else next(iter(dict(staff.owners())))


def _open_round(by: By, row: Complaint, at: datetime, reason: str = "") -> None:
    """A turn of the loop with the clocks that the complaint has now."""
    ComplaintRound.create(
        **by.stamp(),
        complaint=row.id,
        round=row.round,
        opened_at=at,
        reopen_reason=reason,
        verify_due_at=row.verify_due_at,
        result_due_on=row.result_due_on,
    )


@command(Area.CARE)
def classify(
    by: By,
    complaint_id: int,
    version: int | None,
    category: ComplaintCategory,
    level: ComplaintLevel,
    *,
    potential: bool = False,
) -> None:
    """What it is about and how serious; one that turns out serious goes to an owner at once. RuleError, StaleError."""
    row, _turn = _may(ComplaintAct.CLASSIFY, complaint_id, version)
    state = _S.CLASSIFIED.value if row.state == _S.REGISTERED.value else row.state
    up: dict[str, Any] = {}
    if level is ComplaintLevel.SERIOUS and row.escalated_to_id is None:
        up = {"escalated_at": by.at, "escalated_to": _an_owner(by)}
    update(
        by,
        row,
        row.version,
        act="classify",
        state=state,
        category=category.value,
        level=level.value,
        potential=potential,
        **up,
    )


@command(Area.CARE)
def assign(by: By, complaint_id: int, version: int | None, staff_id: int) -> None:
    """Somebody looks after it. FieldError("assigned_to") for nobody who works here; RuleError, StaleError."""
    row, turn = _may(ComplaintAct.ASSIGN, complaint_id, version)
    person = staff.person(staff_id)
    if not person.active:
        raise FieldError("assigned_to", _("{name} does not work here any more.").format(name=person.name))
    state = _S.ASSIGNED.value if row.state == _S.CLASSIFIED.value else row.state
    update(by, row, row.version, act="assign", state=state, assigned_to=staff_id)
    update(by, turn, turn.version, act="step", assigned_at=by.at)


@command(Area.CARE)
def verify(
    by: By,
    complaint_id: int,
    version: int | None,
    findings: str,
    *,
    our_fault: bool,
    responsible: int | None = None,
) -> None:
    """What really happened, and whether we answer for it: within 24 hours. FieldError("findings"); RuleError, StaleError."""
    found = _may(ComplaintAct.VERIFY, complaint_id, version)
    words = several_lines("findings", findings)
    if not words:
        raise FieldError("findings", _("What was found out?"))
    _step(
        by,
        found,
        "verify",
        _S.VERIFIED,
        findings=words,
        our_fault=our_fault,
        responsible=responsible,
        verified_at=by.at,
        verified_by=by.staff_id,
    )


@command(Area.CARE)
def plan(
    by: By, complaint_id: int, version: int | None, cause: str, measures: str, compensation_fen: int = 0
) -> None:
    """The cause, and what is done about it; what the customer gets for it in fen.

    FieldError("cause", "measures", "compensation_fen"); RuleError, StaleError.
    """
    found = _may(ComplaintAct.PLAN, complaint_id, version)
    why, what = several_lines("cause", cause), several_lines("measures", measures)
    if not why:
        raise FieldError("cause", _("Why did it happen?"))
    if not what:
        raise FieldError("measures", _("What is done about it?"))
    if not 0 <= compensation_fen <= MAX_FEN:
        raise FieldError("compensation_fen", _("This amount is too large."))
    _step(
        by,
        found,
        "plan",
        _S.MEASURES,
        cause=why,
        measures=what,
        compensation_fen=compensation_fen,
        measures_at=by.at,
        measures_by=by.staff_id,
    )


@command(Area.CARE)
def implement(by: By, complaint_id: int, version: int | None, note: str = "") -> None:
    """The measures are done. RuleError, StaleError."""
    found = _may(ComplaintAct.IMPLEMENT, complaint_id, version)
    said = {"implemented_note": several_lines("note", note)}
    _step(by, found, "implement", _S.IMPLEMENTED, **said, implemented_at=by.at, implemented_by=by.staff_id)


@command(Area.CARE)
def inform(by: By, complaint_id: int, version: int | None, who: str, how: ComplaintChannel) -> None:
    """The customer heard of the result: within 7 working days. FieldError("who"); RuleError, StaleError."""
    found = _may(ComplaintAct.INFORM, complaint_id, version)
    name = one_line("who", who, 40)
    if not name:
        raise FieldError("who", _("Who was told?"))
    told = {"informed_who": name, "informed_how": how.value}
    _step(by, found, "inform", _S.INFORMED, **told, informed_at=by.at, informed_by=by.staff_id)


@command(Area.CARE)
def revisit(
    by: By, complaint_id: int, version: int | None, note: str, *, satisfied: bool, go_on: bool = False
) -> None:
    """The customer was asked again. One who is not content says why: FieldError("note"). RuleError, StaleError.

    With `go_on` what follows is done at once: the loop is closed, or begins anew with what was said as the reason.
    """
    found = _may(ComplaintAct.REVISIT, complaint_id, version)
    words = several_lines("note", note)
    if not satisfied and not words:
        raise FieldError("note", _("What is the customer still unhappy with?"))
    said = {"satisfied": satisfied, "revisit_note": words}
    _step(by, found, "revisit", _S.REVISITED, **said, revisited_at=by.at, revisited_by=by.staff_id)
    if go_on and satisfied:
        close(by, complaint_id, None)
    elif go_on:
        reopen(by, complaint_id, None, " ".join(words.split())[:REASON])


@command(Area.CARE)
def close(by: By, complaint_id: int, version: int | None) -> None:
    """The loop is closed (invariant 21: the customer heard of it and was asked again). RuleError, StaleError."""
    row, _turn = _may(ComplaintAct.CLOSE, complaint_id, version)
    update(by, row, row.version, act="close", state=_S.CLOSED.value, closed_at=by.at, closed_by=by.staff_id)


@command(Area.CARE)
def reopen(by: By, complaint_id: int, version: int | None, reason: str) -> None:
    """Another round, with both clocks from now; what the round before found stays. FieldError("reason"); RuleError."""
    row, _turn = _may(ComplaintAct.REOPEN, complaint_id, version)
    why, (verify_by, result_by) = said_why(reason), clocks_of(by.at)
    update(
        by,
        row,
        row.version,
        act="reopen",
        reason=why,
        state=_S.REOPENED.value,
        round=row.round + 1,
        verify_due_at=verify_by,
        result_due_on=result_by.on,
        closed_at=None,
        closed_by=None,
    )
    _open_round(by, row, by.at, why)


@command(Area.CARE)
def escalate(by: By, complaint_id: int, version: int | None, to: int, reason: str) -> None:
    """An owner hears of it. FieldError("to", "reason"); RuleError, StaleError."""
    row, _turn = _may(ComplaintAct.ESCALATE, complaint_id, version)
    owner = staff.check_owner("to", to)
    why = said_why(reason)
    update(by, row, row.version, act="escalate", reason=why, escalated_at=by.at, escalated_to=owner)


@command(Area.CARE)
def withdraw(by: By, complaint_id: int, version: int | None, reason: str) -> None:
    """No complaint after all: the customer took it back, or was only asking. FieldError("reason"); RuleError."""
    row, _turn = _may(ComplaintAct.WITHDRAW, complaint_id, version)
    why = said_why(reason)
    update(
        by,
        row,
        row.version,
        act="withdraw",
        reason=why,
        state=_S.WITHDRAWN.value,
        closed_at=by.at,
        closed_by=by.staff_id,
        closed_reason=why,
    )


def _may(act: ComplaintAct, complaint_id: int, version: int | None) -> tuple[Any, Any]:
    """The complaint with which this may be done, and its present round; KeyError, StaleError, RuleError."""
    row = Complaint.find(complaint_id)
    if row is None:
        raise KeyError(complaint_id)
    refuse_stale(row, version)
    turn = ComplaintRound.get((ComplaintRound.complaint == row.id) & (ComplaintRound.round == row.round))
    reasons = refusals(act, Standing(row.no, ComplaintState(row.state), turn.satisfied))
    if reasons:
        raise RuleError(reasons)
    return row, turn


def _step(by: By, found: tuple[Any, Any], act: str, state: ComplaintState, **said: Any) -> None:
    """The complaint goes on, and its round keeps what was said and done."""
    row, turn = found
    update(by, row, row.version, act=act, state=state.value)
    update(by, turn, turn.version, said, act="step")


def check_books() -> list[str]:
    """Complaints that were closed though the customer never heard of it, or was never asked again (invariant 21)."""
    last = (ComplaintRound.complaint == Complaint.id) & (ComplaintRound.round == Complaint.round)
    whole = (
        ComplaintRound.informed_at.is_null(False)
        & ComplaintRound.revisited_at.is_null(False)
        & ComplaintRound.satisfied.is_null(False)
        & ComplaintRound.satisfied
    )
    closed = Complaint.select(Complaint.no).where(Complaint.state == _S.CLOSED.value)
    false = closed.join(ComplaintRound, on=last).where(~whole).order_by(Complaint.id)
    return [_("{number} was closed before its time.").format(number=row.no) for row in false]
