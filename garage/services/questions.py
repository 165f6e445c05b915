"""Acts on what customers asked: answered at once, or handed to the manager, answered, and the customer told (G3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from garage.domain.contacts import ContactChannel, Direction, Talk
from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.domain.questions import (
    LIVE,
    Asked,
    QuestionAct,
    QuestionState,
    hand_up_by,
    is_late,
    refusals,
    tell_by,
)
from garage.domain.staff import Role
from garage.domain.text import said_why, several_lines
from garage.errors import FieldError, RuleError
from garage.i18n import _
from garage.models.contacts import ContactLog, Question
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import contacts, deadlines, staff
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.contacts import About

MANAGING = frozenset({Role.OWNER, Role.FOREMAN})
"""To whom a question may go."""


@dataclass(frozen=True)
class QuestionRow:
    """A question with who asked it; `due_on` is the last day for what comes next."""

    id: int
    version: int
    state: QuestionState
    text: str
    asked_at: datetime
    due_on: date
    contact_id: int
    customer_id: int | None
    customer: str
    vehicle_id: int | None
    plate: str
    order_id: int | None
    order_no: str
    escalated_at: datetime | None
    escalated_to: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    told_at: datetime | None
    told_by: str
    told_how: str
    closed_reason: str

    @property
    def asked(self) -> Asked:
        """What the rules look at."""
        return Asked(self.state, self.due_on)

    def is_late(self, today: date) -> bool:
        """Whether its last day is over."""
        return is_late(self.asked, today)


@command(Area.CARE)
def ask(by: By, contact_id: int, question: str, answer: str = "") -> int:
    """A customer asked something in a talk; with an answer at once it is settled. Returns its id.

    FieldError("question", "answer").
    """
    talk = ContactLog.get_by_id(contact_id)
    text = several_lines("question", question, 500)
    if not text:
        raise FieldError("question", _("What was asked?"))
    said = several_lines("answer", answer, 500)
    at_once: dict[str, Any] = {}
    if said:
        at_once = {"answer": said, "answered_at": by.at, "answered_by": by.staff_id}
        at_once |= {"told_at": by.at, "told_by": by.staff_id, "told_how": talk.channel}
    row = create(
        by,
        Question,
        contact=contact_id,
        customer=talk.customer_id,
        vehicle=talk.vehicle_id,
        order=talk.order_id,
        state=(QuestionState.TOLD if said else QuestionState.OPEN).value,
        text=text,
        asked_at=by.at,
        due_on=hand_up_by(by.at, deadlines.chosen().hand_up_days),
        **at_once,
    )
    return int(row.id)


@command(Area.CARE)
def log_with(
    by: By, talk: Talk, about: About, question: str = "", answer: str = "", *, follow: bool = False
) -> int:
    """Write down a talk with the question that came up in it, as `contacts.log` and `ask`; returns the talk's id."""
    contact_id = contacts.log(by, talk, about, follow=follow)
    if question.strip() or answer.strip():
        ask(by, contact_id, question, answer)
    return contact_id


@command(Area.CARE)
def hand_up(by: By, question_id: int, version: int | None, to: int) -> None:
    """The manager looks for an answer. FieldError("escalated_to") when it is none; RuleError, StaleError."""
    row = _may(QuestionAct.HAND_UP, question_id, version)
    if not any(MANAGING & person.roles for person in staff.if_active(to)):
        raise FieldError("escalated_to", _("An owner or a foreman answers for us."))
    over: dict[str, Any] = {"escalated_at": by.at, "escalated_to": to}
    update(by, row, row.version, act="hand up", state=QuestionState.ESCALATED.value, **over)


@command(Area.CARE)
def answer(by: By, question_id: int, version: int | None, text: str) -> None:
    """The answer is there, and the customer is told today; better words keep the day of the first.

    FieldError("answer"), RuleError, StaleError.
    """
    row = _may(QuestionAct.ANSWER, question_id, version)
    said = several_lines("answer", text, 500)
    if not said:
        raise FieldError("answer", _("What is the answer?"))
    values: dict[str, Any] = {"answer": said}
    if row.answered_at is None:
        values |= {"answered_at": by.at, "answered_by": by.staff_id, "due_on": tell_by(by.at)}
    update(by, row, row.version, act="answer", state=QuestionState.ANSWERED.value, **values)


@command(Area.CARE)
def tell(by: By, question_id: int, version: int | None, talk: Talk) -> int:
    """The customer was told in this talk, which goes into the log; returns its id. FieldError, RuleError, StaleError."""
    row = _may(QuestionAct.TELL, question_id, version)
    about = About(row.customer_id, row.vehicle_id, row.order_id)
    contact_id = contacts.log(by, talk, about)
    told: dict[str, Any] = {
        "told_at": talk.at or by.at,
        "told_by": by.staff_id,
        "told_how": talk.channel.value,
    }
    update(by, row, row.version, act="tell", state=QuestionState.TOLD.value, **told)
    return contact_id


@command(Area.CARE)
def withdraw(by: By, question_id: int, version: int | None, reason: str) -> None:
    """Nobody waits for an answer any more. FieldError("reason"), RuleError, StaleError."""
    row = _may(QuestionAct.WITHDRAW, question_id, version)
    why = said_why(reason, 120)
    state = QuestionState.WITHDRAWN.value
    update(by, row, row.version, act="withdraw", reason=why, state=state, closed_reason=why)


def _may(act: QuestionAct, question_id: int, version: int | None) -> Any:
    row = Question.find(question_id)
    if row is None:
        raise KeyError(question_id)
    refuse_stale(row, version)
    if reasons := refusals(act, Asked(QuestionState(row.state), row.due_on)):
        raise RuleError(reasons)
    return row


def telling(row: QuestionRow, channel: ContactChannel = ContactChannel.PHONE, **said: Any) -> Talk:
    """The talk in which a customer is told."""
    return Talk(
        Direction.OUT,
        channel,
        advice=row.answer,
        note=_("Answer to: {text}").format(text=row.text)[:500],
        **said,
    )


# Reads


def one(question_id: int) -> QuestionRow:
    """One question; raises KeyError when there is none."""
    found = _made(tuples(_select().where(Question.id == question_id)))
    if not found:
        raise KeyError(question_id)
    return found[0]


def open_ones(cursor: Any = None, limit: int = 50) -> Page[QuestionRow]:
    """Questions for which something is to be done: to be told first, then by their day."""
    rows = _made(tuples(_select().where(_live()).order_by(Question.due_on, Question.id)))
    order = {QuestionState.ANSWERED: 0, QuestionState.OPEN: 1, QuestionState.ESCALATED: 2}
    rows.sort(key=lambda row: (order[row.state], row.due_on, row.id))
    start = cursor or 0
    more = start + limit < len(rows)
    return Page(tuple(rows[start : start + limit]), start + limit if more else None)


def of_customer(customer_id: int) -> list[QuestionRow]:
    """What a customer still waits for."""
    return _made(_waiting.rows(customer_id))


@statement
def _waiting(customer_id: Any) -> Any:
    return _select().where(_live() & (Question.customer == customer_id)).order_by(Question.id)


def of_contact(contact_id: int) -> list[QuestionRow]:
    """What was asked in a talk."""
    return _made(tuples(_select().where(Question.contact == contact_id).order_by(Question.id)))


def count_open() -> int:
    """Number of questions for which something is to be done."""
    return int(Question.select(fn.COUNT(Question.id)).where(_live()).scalar())


def managers() -> list[tuple[int, str]]:
    """(id, name) of those to whom a question may go, owners first."""
    found = [one for one in staff.people() if MANAGING & one.roles]
    return [
        (one.id, one.name) for one in sorted(found, key=lambda one: (Role.OWNER not in one.roles, one.id))
    ]


def _live() -> Any:
    return Question.state.in_([state.value for state in LIVE])


def _select() -> Any:
    return (
        Question.select(
            Question.id,
            Question.version,
            Question.state,
            Question.text,
            Question.asked_at,
            Question.due_on,
            Question.contact,
            Question.customer,
            fn.COALESCE(Customer.name, ContactLog.spoke_with),
            Question.vehicle,
            Vehicle.plate,
            Question.order,
            WorkOrder.no,
            Question.escalated_at,
            Question.escalated_to,
            Question.answer,
            Question.answered_at,
            Question.answered_by,
            Question.told_at,
            Question.told_by,
            Question.told_how,
            Question.closed_reason,
        )
        .join(ContactLog, on=(ContactLog.id == Question.contact))
        .join(Customer, JOIN.LEFT_OUTER, on=(Customer.id == Question.customer))
        .join(Vehicle, JOIN.LEFT_OUTER, on=(Vehicle.id == Question.vehicle))
        .join(WorkOrder, JOIN.LEFT_OUTER, on=(WorkOrder.id == Question.order))
    )


_NAMED = (14, 17, 19)


def _made(rows: Sequence[tuple[Any, ...]]) -> list[QuestionRow]:
    who = staff.names({row[place] for row in rows for place in _NAMED if row[place]})
    found = []
    for row in rows:
        values = list(row)
        values[2] = QuestionState(values[2])
        values[8], values[12] = values[8] or "", values[12] or ""
        values[10] = display_plate(values[10] or "")
        for place in _NAMED:
            values[place] = who.get(values[place] or 0, "")
        found.append(QuestionRow(*values))
    return found
