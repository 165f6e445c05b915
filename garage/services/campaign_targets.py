"""Acts on the customers of a campaign: called, answered, added and taken off by hand (G4)."""

from dataclasses import replace
from typing import Any

from garage.domain.campaigns import (
    Answer,
    CampaignAct,
    TargetState,
    after_call,
    letter_due,
)
from garage.domain.contacts import Outcome, Talk
from garage.domain.followups import after_attempt
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.customers import Customer
from garage.models.vehicles import Ownership
from garage.services import campaign_moves, care_settings, contacts, deadlines, questions
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.contacts import About

_T = TargetState
NOTE = 200
"""Characters of a note on a customer's answer."""


@command(Area.CARE)
def call(
    by: By,
    target_id: int,
    version: int | None,
    talk: Talk,
    answer: Answer | None = None,
    *,
    question: str = "",
    reply: str = "",
) -> int:
    """One attempt to invite a customer; returns the id of the talk in the log.

    Nobody answers: again by the garage's rules for calls, then a letter goes out all the same. Refused: nobody calls this
    customer any more. FieldError("answer"), "at" before it was approved, and on the fields of `Talk`; RuleError when he
    was called already, wants no calls or no advertising, or the campaign is over; StaleError.
    """
    row, campaign = _open(by, target_id, version, CampaignAct.CALL)
    customer = _callable(row)
    at = talk.at or by.at
    if at < row.created_at:
        raise FieldError("at", _("The campaign was not approved yet."))
    if talk.outcome is Outcome.REACHED and answer is None:
        raise FieldError("answer", _("What does the customer say to it?"))
    about = About(row.customer_id, row.vehicle_id, target_id=row.id)
    contact_id = contacts.log(by, replace(talk, at=at), about)
    if question.strip() or reply.strip():
        questions.ask(by, contact_id, question, reply)
    row, campaign = (
        CampaignTarget.get_by_id(target_id),
        Campaign.get_by_id(campaign.id),
    )  # the last number may be dead
    after = after_attempt(
        talk.outcome,
        tries=row.attempts + 1,
        at=at,
        call_time=customer.preferred_call_time,
        agreed=talk.call_back_at,
        numbers_left=contacts.numbers_left(row.customer_id),
        rules=care_settings.rules(),
    )
    called = after_call(after, talk.outcome, answer, at, deadlines.chosen().letter_days)
    over = called.state is not _T.TO_CALL
    said = answer if talk.outcome is Outcome.REACHED else Answer.SILENT
    columns: dict[str, Any] = {
        "state": called.state.value,
        "attempts": row.attempts + 1,
        "next_at": called.next_at,
        "letter_due_on": called.letter_due_on,
        "called_at": at if over else None,
        "answer": said.value if called.state is _T.CALLED and said is not None else "",
    }
    if talk.note.strip():
        columns["note"] = " ".join(talk.note.split())[:NOTE]
    update(by, row, row.version, columns, act="called" if over else "tried")
    if talk.outcome is Outcome.REFUSED:
        contacts.refuse_calls(by, row.customer_id, talk.note or talk.opinion)
    campaign_moves.settle(by, campaign)
    return contact_id


def _callable(row: Any) -> Any:
    """The customer of a place, who may be called."""
    customer = Customer.get_by_id(row.customer_id)
    if row.state != _T.TO_CALL.value:
        text = _("{name} is not to be called any more.").format(name=customer.name)
        raise RuleError(Reason("called", text))
    if not customer.marketing_ok:
        raise RuleError(Reason("marketing", _("{name} wants no advertising.").format(name=customer.name)))
    if customer.no_calls:
        raise RuleError(Reason("no_calls", _("The customer wants no calls.")))
    return customer


@command(Area.CARE)
def answer(by: By, target_id: int, version: int | None, said: Answer, note: str = "") -> None:
    """What a customer says later, or by letter; who declines after all gets no letter any more.

    FieldError("note"); RuleError for who is still to be called, or is not on the list; StaleError.
    """
    row, campaign = _open(by, target_id, version, CampaignAct.ADD)
    if row.state in {_T.TO_CALL.value, _T.REMOVED.value, _T.MISSED.value}:
        raise RuleError(Reason("call", _("This customer has not been called yet: write the call down.")))
    due = row.letter_due_on or letter_due(by.today, deadlines.chosen().letter_days)
    columns: dict[str, Any] = {
        "answer": said.value,
        "letter_due_on": None if said is Answer.NOT_COMING else due,
    }
    if words := one_line("note", note, NOTE):
        columns["note"] = words
    update(by, row, row.version, columns, act="answer")
    campaign_moves.settle(by, campaign)


@command(Area.CARE)
def add(by: By, campaign_id: int, customer_id: int, reason: str) -> int:
    """Somebody whom the rule did not find, or who was taken off, is invited too. Returns the id of his place.

    FieldError("reason"), ("customer") for who is on the list, wants no advertising, or whose file was merged away; RuleError.
    """
    campaign = campaign_moves.may(CampaignAct.ADD, by, campaign_id)
    why = said_why(reason)
    customer = Customer.find(customer_id)
    if customer is None:
        raise KeyError(customer_id)
    if customer.merged_into_id is not None:
        raise FieldError("customer", _("This file was merged into another one."))
    if not customer.marketing_ok:
        raise FieldError("customer", _("{name} wants no advertising.").format(name=customer.name))
    own = (CampaignTarget.campaign == campaign_id) & (CampaignTarget.customer == customer_id)
    row = CampaignTarget.get_or_none(own)
    callable_now = not customer.no_calls and contacts.numbers_left(customer_id)
    columns: dict[str, Any] = {
        "state": (_T.TO_CALL if callable_now else _T.LETTER_ONLY).value,
        "letter_due_on": None if callable_now else campaign_moves.due_without_call(by, campaign),
    }
    if row is None:
        place = {"campaign": campaign_id, "customer": customer_id, "vehicle": _a_car(customer_id), "why": why}
        row = create(by, CampaignTarget, **place, **columns, caller=campaign.caller_id)
    elif row.state == _T.REMOVED.value:
        back: dict[str, Any] = {"dropped_reason": ""}
        if row.called_at is not None:  # what was said stands
            state = _T.CALLED if row.answer else _T.UNREACHED
            columns = {"state": state.value, "letter_due_on": _due_again(row, by)}
        update(by, row, row.version, columns | back, act="put back", reason=why)
    else:
        raise FieldError("customer", _("{name} is on the list already.").format(name=customer.name))
    campaign_moves.settle(by, campaign)
    return int(row.id)


def _due_again(row: Any, by: By) -> Any:
    return (
        None
        if row.answer == Answer.NOT_COMING.value
        else letter_due(by.today, deadlines.chosen().letter_days)
    )


def _a_car(customer_id: int) -> int | None:
    """The car that entered the customer's file last."""
    owned = (Ownership.customer == customer_id) & Ownership.until.is_null()
    row = Ownership.select(Ownership.vehicle).where(owned).order_by(Ownership.vehicle.desc()).tuples().first()
    return row[0] if row else None


@command(Area.CARE)
def remove(by: By, target_id: int, version: int | None, reason: str) -> None:
    """This customer is not invited after all; what was said stays in the log. FieldError("reason"); RuleError, StaleError."""
    row, campaign = _open(by, target_id, version, CampaignAct.ADD)
    if row.state in {_T.REMOVED.value, _T.MISSED.value}:
        raise RuleError(Reason("removed", _("This customer is not on the list any more.")))
    why = said_why(reason)
    gone = {"state": _T.REMOVED.value, "next_at": None, "letter_due_on": None, "dropped_reason": why}
    update(by, row, row.version, gone, act="remove", reason=why)
    campaign_moves.settle(by, campaign)


def _open(by: By, target_id: int, version: int | None, act: CampaignAct) -> tuple[Any, Any]:
    """The place of a customer and its campaign, with which this may be done."""
    row = CampaignTarget.find(target_id)
    if row is None:
        raise KeyError(target_id)
    refuse_stale(row, version)
    return row, campaign_moves.may(act, by, row.campaign_id)
