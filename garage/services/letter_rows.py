"""Reads of letters: what has to go out, what waits for an answer, those of a customer or a campaign (G4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from peewee import JOIN, Tuple, fn

from garage.domain.letters import LetterAct, LetterChannel, LetterKind, LetterState, Standing, late, refusals
from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.models.campaigns import Campaign
from garage.models.complaints import Complaint
from garage.models.customers import Customer
from garage.models.letters import Letter
from garage.models.listing import Cursor, keyset, tuples
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import staff

WAIT_DAYS = 30
"""After the day it was due an answer is not waited for any longer than this."""


class LetterFilter(StrEnum):
    """Chips above the list."""

    TO_SEND = "TO_SEND"
    LATE = "LATE"
    WAITING = "WAITING"
    RETURNED = "RETURNED"
    ALL = "ALL"


@dataclass(frozen=True)
class LetterRow:
    """A letter as it was written, with whom and what it is about."""

    id: int
    version: int
    no: str
    state: LetterState
    kind: LetterKind
    customer_id: int | None
    customer: str
    vehicle_id: int | None
    plate: str
    campaign_id: int | None
    campaign_no: str
    campaign: str
    target_id: int | None
    complaint_id: int | None
    complaint_no: str
    question_id: int | None
    addressee: str
    address: str
    subject: str
    body: str
    language: str
    written_on: date
    written_by: str
    due_on: date | None
    sent_on: date | None
    sent_by: str
    sent_how: LetterChannel | None
    reply_on: date | None
    reply: str
    returned_on: date | None
    void_reason: str

    def may(self, act: LetterAct) -> bool:
        """Whether this can be done with it now."""
        return not refusals(act, Standing(self.no, self.state))

    def is_late(self, today: date) -> bool:
        """Whether it should have gone out already."""
        return late(self.state, self.due_on, today)


_DUE = (Letter.due_on, Letter.id)
_STATES = {
    LetterFilter.TO_SEND: LetterState.WRITTEN,
    LetterFilter.LATE: LetterState.WRITTEN,
    LetterFilter.WAITING: LetterState.SENT,
    LetterFilter.RETURNED: LetterState.RETURNED,
}


# Lists


def page(which: LetterFilter, today: date, cursor: Cursor | None = None, limit: int = 50) -> Page[LetterRow]:
    """Letters of a chip: what has to go out by its day, the soonest first; everything else the newest first."""
    if which is LetterFilter.ALL:
        return keyset(
            _select(Letter.id), (Letter.id,), cursor, limit, lambda rows: made([row[1:] for row in rows])
        )
    query = _select(*_DUE).where(_condition(which, today))
    if which in {LetterFilter.WAITING, LetterFilter.RETURNED}:
        return keyset(query, _DUE, cursor, limit, lambda rows: made([row[2:] for row in rows]))
    if cursor is not None:
        query = query.where(Tuple(*_DUE) > Tuple(*cursor))
    rows = tuples(query.order_by(*_DUE).limit(limit + 1))
    shown = rows[:limit]
    return Page(tuple(made([row[2:] for row in shown])), shown[-1][:2] if len(rows) > limit else None)


def counts(today: date) -> dict[LetterFilter, int]:
    """How many stand behind each chip that somebody has to look at."""
    since = today - timedelta(days=WAIT_DAYS)
    return {
        LetterFilter.TO_SEND: int(_count_written.value()),
        LetterFilter.LATE: int(_count_late.value(today)),
        LetterFilter.WAITING: int(_count_waiting.value(since)),
    }


@statement
def _count_written() -> Any:
    return Letter.select(fn.COUNT(Letter.id)).where(_state(LetterFilter.TO_SEND))


@statement
def _count_late(today: Any) -> Any:
    return Letter.select(fn.COUNT(Letter.id)).where(_over(today))


@statement
def _count_waiting(since: Any) -> Any:
    return Letter.select(fn.COUNT(Letter.id)).where(_waiting(since))


def _condition(which: LetterFilter, today: date) -> Any:
    if which is LetterFilter.LATE:
        return _over(today)
    if which is LetterFilter.WAITING:
        return _waiting(today - timedelta(days=WAIT_DAYS))
    return _state(which)


def _state(which: LetterFilter) -> Any:
    return (Letter.state == _STATES[which].value) & Letter.due_on.is_null(False)


def _over(today: Any) -> Any:
    return (Letter.state == LetterState.WRITTEN.value) & (Letter.due_on < today)


def _waiting(since: Any) -> Any:
    """A notice asks for no answer."""
    asks = Letter.kind != LetterKind.NOTICE.value
    return (Letter.state == LetterState.SENT.value) & (Letter.due_on >= since) & asks


def between(first: date, last: date) -> list[LetterRow]:
    """What was written on these days, in its order: the register (信函登记表)."""
    days = Letter.written_on.between(first, last)
    return made(tuples(_select().where(days).order_by(Letter.written_on, Letter.id)))


def of_campaign(campaign_id: int) -> list[LetterRow]:
    """Letters of a campaign, the newest first."""
    return made(tuples(_select().where(Letter.campaign == campaign_id).order_by(Letter.id.desc())))


def of_customer(customer_id: int) -> list[LetterRow]:
    """Letters to a customer, the newest first."""
    return made(tuples(_select().where(Letter.customer == customer_id).order_by(Letter.id.desc())))


def of_complaint(complaint_id: int) -> list[LetterRow]:
    """Letters that answer a complaint, the newest first."""
    return made(tuples(_select().where(Letter.complaint == complaint_id).order_by(Letter.id.desc())))


def of_question(question_id: int) -> list[LetterRow]:
    """Letters that answer a question, the newest first."""
    return made(tuples(_select().where(Letter.question == question_id).order_by(Letter.id.desc())))


def of_ids(ids: Sequence[int]) -> list[LetterRow]:
    """These letters by their numbers."""
    return made(tuples(_select().where(Letter.id.in_(list(ids))).order_by(Letter.id))) if ids else []


# One letter


def one(letter_id: int) -> LetterRow:
    """One letter; raises KeyError when there is none."""
    found = of_ids([letter_id])
    if not found:
        raise KeyError(letter_id)
    return found[0]


def by_number(no: str) -> int | None:
    """Id of the letter of that number."""
    row = Letter.get_or_none(Letter.no == no)
    return row.id if row else None


def came_back(customer_id: int, address: str) -> date | None:
    """When a letter to this address of the customer came back last; None while nothing speaks against it."""
    theirs = (Letter.customer == customer_id) & (Letter.address == address)
    back = theirs & Letter.returned_on.is_null(False)
    found = tuples(
        Letter.select(Letter.id, Letter.returned_on).where(back).order_by(Letter.id.desc()).limit(1)
    )
    if not found:
        return None
    ref, on = found[0]
    arrived = theirs & (Letter.state == LetterState.ANSWERED.value) & (Letter.id > ref)
    return None if Letter.select().where(arrived).exists() else on


# What rows are made of


def _select(*first: Any) -> Any:
    """The columns of a `LetterRow`, after those by which a page is read."""
    return (
        Letter.select(
            *first,
            Letter.id,
            Letter.version,
            Letter.no,
            Letter.state,
            Letter.kind,
            Letter.customer,
            fn.COALESCE(Customer.name, Letter.addressee),
            Letter.vehicle,
            fn.COALESCE(Vehicle.plate, ""),
            Letter.campaign,
            fn.COALESCE(Campaign.no, ""),
            fn.COALESCE(Campaign.title, ""),
            Letter.target,
            Letter.complaint,
            fn.COALESCE(Complaint.no, ""),
            Letter.question,
            Letter.addressee,
            Letter.address,
            Letter.subject,
            Letter.body,
            Letter.language,
            Letter.written_on,
            Letter.created_by,
            Letter.due_on,
            Letter.sent_on,
            Letter.sent_by,
            Letter.sent_how,
            Letter.reply_on,
            Letter.reply,
            Letter.returned_on,
            Letter.void_reason,
        )
        .join(Customer, JOIN.LEFT_OUTER, on=(Customer.id == Letter.customer))
        .join_from(Letter, Vehicle, JOIN.LEFT_OUTER, on=(Vehicle.id == Letter.vehicle))
        .join_from(Letter, Campaign, JOIN.LEFT_OUTER, on=(Campaign.id == Letter.campaign))
        .join_from(Letter, Complaint, JOIN.LEFT_OUTER, on=(Complaint.id == Letter.complaint))
    )


_STATE, _KIND, _PLATE, _WRITTEN_BY, _SENT_BY, _HOW = 3, 4, 8, 22, 25, 26


def made(rows: Sequence[tuple[Any, ...]]) -> list[LetterRow]:
    """Rows of `_select` as what they say: one query more for all of them."""
    people = staff.names({row[place] for row in rows for place in (_WRITTEN_BY, _SENT_BY) if row[place]})
    return [_row(list(row), people) for row in rows]


def _row(values: list[Any], people: dict[int, str]) -> LetterRow:
    values[_STATE] = LetterState(values[_STATE])
    values[_KIND] = LetterKind(values[_KIND])
    values[_PLATE] = display_plate(values[_PLATE]) if values[_PLATE] else ""
    values[_HOW] = LetterChannel(values[_HOW]) if values[_HOW] else None
    for place in (_WRITTEN_BY, _SENT_BY):
        values[place] = people.get(values[place] or 0, "")
    return LetterRow(*values)
