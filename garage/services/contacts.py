"""The one log of everything said with customers: calls and visits, in and out, with their scores (G2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import JOIN

from garage.domain.contacts import (
    SPOKEN,
    WORDS,
    ContactChannel,
    Direction,
    Outcome,
    Talk,
    check_talk,
)
from garage.domain.followups import FollowUpState
from garage.domain.pages import Page
from garage.domain.phones import normalise_phone
from garage.domain.plates import display_plate
from garage.domain.text import one_line, several_lines
from garage.errors import FieldError
from garage.i18n import _
from garage.models.contacts import ContactLog, ContactScore
from garage.models.customers import Customer, Phone
from garage.models.followups import FollowUp
from garage.models.listing import Cursor, keyset, tuples
from garage.models.orders import WorkOrder
from garage.models.statements import insert_many, statement
from garage.models.vehicles import Vehicle
from garage.services import call_plans, campaign_moves, customer_files, staff
from garage.services.command import Area, By, audit, command, create, update

LONGEST = 500
"""Characters of each text of a talk."""
NAMED = 100
"""Characters more of a note that names an appointment before what was typed."""


@dataclass(frozen=True)
class About:
    """Whom and what a talk is about: an attempt at a follow-up, a reminder or a campaign's call, or part of a complaint.

    An appointment that is reminded of is named by the note of the talk, not by the row.
    """

    customer_id: int | None = None
    vehicle_id: int | None = None
    order_id: int | None = None
    follow_up_id: int | None = None
    reminder_id: int | None = None
    complaint_id: int | None = None
    target_id: int | None = None
    appointment_id: int | None = None

    @property
    def is_attempt(self) -> bool:
        """Whether somebody was to be called anyway."""
        calls = (self.follow_up_id, self.reminder_id, self.target_id, self.appointment_id)
        return any(ref is not None for ref in calls)


@dataclass(frozen=True)
class TalkRow:
    """A talk as lists and papers show it; `scores` are (topic, 1 to 5), `round` is that of its follow-up."""

    id: int
    at: datetime
    direction: Direction
    channel: ContactChannel
    outcome: Outcome
    staff: str
    customer_id: int | None
    customer: str
    vehicle_id: int | None
    plate: str
    order_id: int | None
    order_no: str
    follow_up_id: int | None
    reminder_id: int | None
    complaint_id: int | None
    round: int | None
    phone: str
    spoke_with: str
    car_use: str
    opinion: str
    needs: str
    advice: str
    next_topic: str
    call_back_at: datetime | None
    note: str
    scores: tuple[tuple[str, int], ...] = ()

    @property
    def said(self) -> str:
        """What was said, in the order in which it is asked."""
        return " · ".join(filter(None, (self.car_use, self.opinion, self.needs, self.advice, self.note)))


@command(Area.CARE)
def log(by: By, talk: Talk, about: About, *, follow: bool = False) -> int:
    """Write down a talk; returns its id.

    Without a follow-up or reminder, an agreed call back is planned, and with `follow` a talk about the car is followed
    up like a repair. A wrong number is not called again. FieldError on the fields of `Talk`, or on "customer" when
    something is to come of a talk with nobody known.
    """
    check_talk(talk, by.at)
    columns = _columns(talk, LONGEST if about.appointment_id is None else LONGEST + NAMED)
    if about.customer_id is None:
        needed = follow or talk.outcome in {Outcome.CALL_BACK, Outcome.REFUSED}
        if needed and not about.is_attempt:
            raise FieldError("customer", _("Whose call is it?"))
        if not (about.vehicle_id or columns["phone"] or columns["spoke_with"]):
            raise FieldError("spoke_with", _("Who was it? A name or a number at least."))
    row = create(
        by,
        ContactLog,
        customer=about.customer_id,
        vehicle=about.vehicle_id,
        order=about.order_id,
        follow_up=about.follow_up_id,
        reminder=about.reminder_id,
        complaint=about.complaint_id,
        target=about.target_id,
        direction=talk.direction.value,
        channel=talk.channel.value,
        outcome=talk.outcome.value,
        at=talk.at or by.at,
        staff=by.staff_id,
        call_back_at=talk.call_back_at if talk.outcome is Outcome.CALL_BACK else None,
        **columns,
    )
    if talk.scores:
        scores = ({"contact": row.id, "topic": topic, "score": score} for topic, score in talk.scores.items())
        insert_many(ContactScore, scores)
    if about.customer_id is not None:
        _follow(by, talk, about, about.customer_id, columns, follow=follow)
    return int(row.id)


def _columns(talk: Talk, most: int) -> dict[str, Any]:
    """What was said, as it is kept; `most` characters of note."""
    columns: dict[str, Any] = {name: several_lines(name, getattr(talk, name), LONGEST) for name in WORDS}
    columns["note"] = several_lines("note", talk.note, most)
    columns["spoke_with"] = one_line("spoke_with", talk.spoke_with, 40)
    columns["phone"] = _number(talk.phone)
    return columns


def _number(text: str) -> str:
    """A number in stored form; whatever else was noted stays as it was typed."""
    line = one_line("phone", text, 40)
    try:
        return normalise_phone(line) if line else ""
    except FieldError:
        return line


def _follow(
    by: By, talk: Talk, about: About, customer_id: int, columns: dict[str, Any], *, follow: bool
) -> None:
    """What comes of a talk with a known customer."""
    if talk.outcome is Outcome.WRONG_NUMBER and columns["phone"]:
        mark_number(by, customer_id, columns["phone"], dead=True)
    elif talk.outcome in SPOKEN and columns["phone"] and talk.channel is ContactChannel.PHONE:
        mark_number(by, customer_id, columns["phone"], dead=False)
    if about.is_attempt:
        return
    topic = columns["next_topic"]
    if talk.outcome is Outcome.CALL_BACK and talk.call_back_at is not None:
        car = {"vehicle": about.vehicle_id, "order": about.order_id}
        call_plans.recall(by, customer_id, talk.call_back_at, topic, **car)
    elif talk.outcome is Outcome.REFUSED:
        refuse_calls(by, customer_id, columns["note"] or columns["opinion"])
    elif follow:
        if Customer.get_by_id(customer_id).no_calls:
            raise FieldError("follow", _("The customer wants no calls."))
        call_plans.consultation(by, customer_id, about.vehicle_id, (talk.at or by.at).date(), topic)


# Numbers that nobody answers, customers who want no calls


@command(Area.CUSTOMERS, Area.CARE)
def mark_number(by: By, customer_id: int, number: str, *, dead: bool) -> None:
    """A number is not this customer's any more, or it is after all; an unknown number is passed over."""
    own = (Phone.customer == customer_id) & (Phone.number == number)
    found = Phone.get_or_none(own & Phone.dead_on.is_null(dead))
    if found is None:
        return
    Phone.update(dead_on=by.today if dead else None).where(Phone.id == found.id).execute()
    Customer.update(version=Customer.version + 1).where(Customer.id == customer_id).execute()
    act = "dead phone" if dead else "live phone"
    audit(by, act, "customer", customer_id, after={"phones": [number]})
    customer_files.look(customer_id)
    if dead and not numbers_left(customer_id):
        campaign_moves.spare(by, customer_id)


def numbers_left(customer_id: int) -> bool:
    """Whether any number of the customer is worth calling."""
    return bool(Phone.select().where((Phone.customer == customer_id) & Phone.dead_on.is_null()).exists())


@command(Area.CUSTOMERS, Area.CARE)
def refuse_calls(by: By, customer_id: int, reason: str = "") -> None:
    """The customer wants no calls: noted with the reason, calls that wait are cancelled, those of campaigns become letters."""
    row = Customer.get_by_id(customer_id)
    why = one_line("reason", reason.replace("\n", " ")[:120], 120) or _("Said so on the phone")
    _keep_wish(by, row, why, act="no calls")
    stop_calls(by, customer_id, why)


def stop_calls(by: By, customer_id: int, why: str) -> None:
    """Calls that wait are cancelled, those of campaigns become letters; the caller is the act."""
    for call in call_plans.waiting_of(customer_id):
        call_plans.close(
            by, call, FollowUpState.CANCELLED, _("The customer wants no calls: {why}").format(why=why)
        )
    campaign_moves.spare(by, customer_id)


@command(Area.CUSTOMERS, Area.CARE)
def allow_calls(by: By, customer_id: int, reason: str) -> None:
    """The customer may be called again: from the next visit on. FieldError("reason")."""
    why = one_line("reason", reason, 120)
    if not why:
        raise FieldError("reason", _("Say why."))
    _keep_wish(by, Customer.get_by_id(customer_id), "", act="calls again", why=why)


def _keep_wish(by: By, row: Any, refused: str, *, act: str, why: str = "") -> None:
    over: dict[str, Any] = {"no_calls": bool(refused), "no_calls_reason": refused}
    update(by, row, row.version, act=act, reason=why or refused, **over)


# Reads


def one(contact_id: int) -> TalkRow:
    """One talk; raises KeyError when there is none."""
    found = _made(tuples(_select().where(ContactLog.id == contact_id)))
    if not found:
        raise KeyError(contact_id)
    return found[0]


def of_customer(customer_id: int, cursor: Cursor | None = None, limit: int = 50) -> Page[TalkRow]:
    """Talks with a customer, the newest first."""
    if cursor is None:
        rows = _latest.rows(customer_id, most=limit + 1)
        shown = rows[:limit]
        more = len(rows) > limit
        return Page(tuple(_made([row[2:] for row in shown])), shown[-1][:2] if more else None)
    return keyset(
        _select(ContactLog.customer, ContactLog.id).where(ContactLog.customer == customer_id),
        (ContactLog.customer, ContactLog.id),
        cursor,
        limit,
        lambda rows: _made([row[2:] for row in rows]),
    )


@statement
def _latest(customer_id: Any, *, most: int) -> Any:
    """The newest first, by the index (customer, id)."""
    own = _select(ContactLog.customer, ContactLog.id).where(ContactLog.customer == customer_id)
    return own.order_by(ContactLog.customer.desc(), ContactLog.id.desc()).limit(most)


def of_follow_up(follow_up_id: int) -> list[TalkRow]:
    """The attempts at a call, the oldest first."""
    return _made(_attempts.rows(follow_up_id))


@statement
def _attempts(follow_up_id: Any) -> Any:
    return _select().where(ContactLog.follow_up == follow_up_id).order_by(ContactLog.id)


def of_complaint(complaint_id: int) -> list[TalkRow]:
    """The talks that belong to a complaint, the oldest first."""
    return _made(tuples(_select().where(ContactLog.complaint == complaint_id).order_by(ContactLog.id)))


def page(cursor: Cursor | None = None, limit: int = 50) -> Page[TalkRow]:
    """Every talk there was, the newest first."""
    return keyset(
        _select(ContactLog.at, ContactLog.id),
        (ContactLog.at, ContactLog.id),
        cursor,
        limit,
        lambda rows: _made([row[2:] for row in rows]),
    )


def between(first: date, last: date) -> list[TalkRow]:
    """Talks of these days, the oldest first."""
    begin = datetime.combine(first, datetime.min.time())
    end = datetime.combine(last + timedelta(days=1), datetime.min.time())
    inside = (ContactLog.at >= begin) & (ContactLog.at < end)
    return _made(tuples(_select().where(inside).order_by(ContactLog.at, ContactLog.id)))


def _select(*first: Any) -> Any:
    """The columns of a `TalkRow` before its scores, after those by which a page is read."""
    return (
        ContactLog.select(
            *first,
            ContactLog.id,
            ContactLog.at,
            ContactLog.direction,
            ContactLog.channel,
            ContactLog.outcome,
            ContactLog.staff,
            ContactLog.customer,
            Customer.name,
            ContactLog.vehicle,
            Vehicle.plate,
            ContactLog.order,
            WorkOrder.no,
            ContactLog.follow_up,
            ContactLog.reminder,
            ContactLog.complaint,
            FollowUp.round,
            ContactLog.phone,
            ContactLog.spoke_with,
            ContactLog.car_use,
            ContactLog.opinion,
            ContactLog.needs,
            ContactLog.advice,
            ContactLog.next_topic,
            ContactLog.call_back_at,
            ContactLog.note,
        )
        .join(Customer, JOIN.LEFT_OUTER, on=(Customer.id == ContactLog.customer))
        .join(Vehicle, JOIN.LEFT_OUTER, on=(Vehicle.id == ContactLog.vehicle))
        .join(WorkOrder, JOIN.LEFT_OUTER, on=(WorkOrder.id == ContactLog.order))
        .join(FollowUp, JOIN.LEFT_OUTER, on=(FollowUp.id == ContactLog.follow_up))
    )


def _made(rows: Sequence[tuple[Any, ...]]) -> list[TalkRow]:
    who = staff.names({row[5] for row in rows})
    scores: dict[int, list[tuple[str, int]]] = {}
    ids = [row[0] for row in rows]
    if ids:
        for ref, topic, score in _scores.rows(ids):
            scores.setdefault(ref, []).append((topic, score))
    return [_talk(row, who, tuple(scores.get(row[0], ()))) for row in rows]


@statement
def _scores(contact_ids: Any) -> Any:
    found = ContactScore.select(ContactScore.contact, ContactScore.topic, ContactScore.score)
    return found.where(ContactScore.contact.in_(contact_ids)).order_by(ContactScore.id)


def _talk(row: tuple[Any, ...], who: dict[int, str], scores: tuple[tuple[str, int], ...]) -> TalkRow:
    values = list(row)
    convert: dict[int, Any] = {
        2: Direction,
        3: ContactChannel,
        4: Outcome,
        5: lambda person: who.get(person, ""),
        7: lambda name: name or "",
        9: lambda plate: display_plate(plate or ""),
        11: lambda no: no or "",
    }
    for place, made_of in convert.items():
        values[place] = made_of(values[place])
    return TalkRow(*values, *[scores])
