"""Acts on letters: written one by one or for a campaign, sent, answered, come back, void; each stays (G4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from garage import i18n
from garage.domain.letter_texts import fill, saluted
from garage.domain.letters import (
    BODY,
    LIVE,
    SUBJECT,
    LetterAct,
    LetterChannel,
    LetterKind,
    LetterState,
    Standing,
    refusals,
    send_by,
)
from garage.domain.numbers import Series
from garage.domain.text import one_line, said_why, several_lines
from garage.errors import FieldError, RuleError
from garage.i18n import _
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.complaints import Complaint
from garage.models.contacts import Question
from garage.models.letters import Letter
from garage.models.listing import tuples
from garage.models.reminders import Reminder
from garage.services import campaign_moves, customers, deadlines, letter_merge, numbers, reminders, shop
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.letter_merge import Recipient
from garage.services.letter_rows import LetterRow
from garage.services.letter_rows import of_campaign as _of_campaign
from garage.services.letter_rows import of_customer as _of_customer

_S = LetterState
NAME, ADDRESS = 60, 160
"""Characters on the envelope."""


@dataclass(frozen=True)
class LetterData:
    """What is written: `subject` and `body` may have blanks, which are filled in when it is saved.

    Without an `addressee` or `address` it goes to the customer as his file names him. An answer may name the complaint or
    the question that it answers, and is for whoever put it; one that tells of a reminder is for its customer. Without
    `due_on` it goes out in the days that the settings give.
    """

    kind: LetterKind
    subject: str
    body: str
    customer_id: int | None = None
    vehicle_id: int | None = None
    addressee: str = ""
    address: str = ""
    due_on: date | None = None
    complaint_id: int | None = None
    question_id: int | None = None
    reminder_id: int | None = None
    language: str = ""


@command(Area.CARE)
def write(by: By, data: LetterData) -> int:
    """A letter to one customer; returns its id. The reminder that it tells of counts as told.

    FieldError on "customer", "subject", "body", "addressee", "address", "due_on", "kind" (only an answer answers).
    RuleError when the reminder is closed.
    """
    about = _about(data)
    language = data.language or shop.profile().paper_language
    to = _recipient(about, data.addressee, language)
    written = _under_salutation(_words(data.subject, data.body, to), to, language)
    due = data.due_on or send_by(by.today, deadlines.chosen().send_days)
    if due < by.today:
        raise FieldError("due_on", _("This day has passed."))
    letter = _create(by, data.kind, {**about, **written, **_envelope(data, to), "due_on": due}, language)
    if data.reminder_id is not None:
        reminders.told_by_letter(by, data.reminder_id, Letter.get_by_id(letter).no)
    return letter


@command(Area.CARE)
def write_for_campaign(by: By, campaign_id: int, target_ids: Sequence[int] | None = None) -> int:
    """The campaign's letter for everybody who is owed one and has none that counts; returns how many.

    FieldError("letter_subject", "letter_text") where a blank cannot be filled in; nothing is written then. Raises
    KeyError for no campaign.
    """
    campaign = Campaign.find(campaign_id)
    if campaign is None:
        raise KeyError(campaign_id)
    targets = _unwritten(campaign_id, target_ids)
    if not campaign.letter_kind or not targets:
        return 0
    language = shop.profile().paper_language
    pairs = [(target.customer_id, target.vehicle_id) for target in targets]
    for target, to in zip(targets, letter_merge.recipients(pairs, language, campaign), strict=True):
        names = ("letter_subject", "letter_text")
        written = _words(campaign.letter_subject, campaign.letter_text, to, names)
        written = _under_salutation(written, to, language)
        about = {"customer": to.customer_id, "vehicle": target.vehicle_id, "campaign": campaign.id}
        envelope = {"addressee": to.addressee, "address": to.address}
        columns = {**about, **written, **envelope, "target": target.id, "due_on": target.letter_due_on}
        _create(by, LetterKind(campaign.letter_kind), columns, language)
    return len(targets)


@command(Area.CARE)
def change(by: By, letter_id: int, version: int | None, data: LetterData) -> None:
    """Other words, another envelope or day, while it lies here; whom and what it is for stays.

    Blanks of new words are filled in; braces that stand in the letter, from a name, are none.
    FieldError as for `write`; RuleError, StaleError.
    """
    row = _may(LetterAct.CHANGE, letter_id, version)
    campaign = Campaign.find(row.campaign_id) if row.campaign_id else None
    about = {"customer": row.customer_id, "vehicle": row.vehicle_id}
    to = _recipient(about, data.addressee or row.addressee, row.language, campaign)
    written = _words(data.subject, data.body, to, stood=(row.subject, row.body))
    due = data.due_on or row.due_on
    if due < min(by.today, row.due_on):
        raise FieldError("due_on", _("This day has passed."))
    update(
        by,
        row,
        row.version,
        {**written, **_envelope(data, to)},
        kind=data.kind.value,
        due_on=due,
        act="change",
    )


@command(Area.CARE)
def send(by: By, letters: Mapping[int, int | None], how: LetterChannel, on: date | None = None) -> None:
    """These letters, each at its version, go out together, all of them or none; `on` is today unless it is said.

    FieldError("on") in the future or before one was written, ("how") for the post where one has no address;
    RuleError, StaleError.
    """
    day = _day(by, on)
    rows = [_may(LetterAct.SEND, ref, version) for ref, version in sorted(letters.items())]
    if how is LetterChannel.POST and (bare := [row.no for row in rows if not row.address]):
        raise FieldError("how", _("No address to post it to: {numbers}.").format(numbers=_(", ").join(bare)))
    for row in rows:
        if day < row.written_on:
            raise FieldError("on", _("{number} was not written yet on that day.").format(number=row.no))
        sent = {"sent_on": day, "sent_by": by.staff_id, "sent_how": how.value}
        update(by, row, row.version, sent, act="send", state=_S.SENT.value)


@command(Area.CARE)
def reply(by: By, letter_id: int, version: int | None, said: str, on: date | None = None) -> None:
    """What the customer answered. FieldError("reply", "on"); RuleError, StaleError."""
    row = _may(LetterAct.REPLY, letter_id, version)
    words = several_lines("reply", said)
    if not words:
        raise FieldError("reply", _("What did the customer answer?"))
    day = _day(by, on, row)
    update(by, row, row.version, act="reply", state=_S.ANSWERED.value, reply=words, reply_on=day)


@command(Area.CARE)
def returned(by: By, letter_id: int, version: int | None, note: str = "", on: date | None = None) -> None:
    """It came back: until the customer's address is put right, letters to it say so. FieldError("on"); RuleError, StaleError."""
    row = _may(LetterAct.RETURN, letter_id, version)
    day = _day(by, on, row)
    words = one_line("note", note, 200)
    update(by, row, row.version, act="return", reason=words, state=_S.RETURNED.value, returned_on=day)


@command(Area.CARE)
def void(by: By, letter_id: int, version: int | None, reason: str) -> None:
    """It does not count: a campaign owes another, a reminder is to be told again. FieldError("reason"); RuleError, StaleError."""
    row = _may(LetterAct.VOID, letter_id, version)
    why = said_why(reason)
    update(by, row, row.version, act="void", reason=why, state=_S.VOID.value, void_reason=why)
    if row.campaign_id is not None:
        campaign_moves.settle(by, Campaign.get_by_id(row.campaign_id))
    elif row.customer_id is not None:
        reminders.untold(by, row.customer_id, row.no)


def envelope(customer_id: int) -> Recipient:
    """How an envelope names a customer; raises KeyError for no customer."""
    (to,) = letter_merge.recipients([(customer_id, None)], shop.profile().paper_language)
    return to


def of_campaign(campaign_id: int) -> list[LetterRow]:
    """Letters of a campaign, the newest first."""
    return _of_campaign(campaign_id)


def of_customer(customer_id: int) -> list[LetterRow]:
    """Letters to a customer, the newest first."""
    return _of_customer(customer_id)


# Inside


def _about(data: LetterData) -> dict[str, Any]:
    """Whom and what it is about: what it answers names its customer and car, unless others are named."""
    customer, vehicle = data.customer_id, data.vehicle_id
    if data.reminder_id is not None:
        due = Reminder.get_by_id(data.reminder_id)
        customer, vehicle = due.customer_id, due.vehicle_id
    named = {"complaint": (Complaint, data.complaint_id), "question": (Question, data.question_id)}
    for model, ref in named.values():
        if ref is None:
            continue
        if data.kind is not LetterKind.ANSWER:
            raise FieldError("kind", _("A letter about what a customer said is an answer."))
        row = model.find(ref)
        if row is None:
            raise KeyError(ref)
        customer, vehicle = customer or row.customer_id, vehicle or row.vehicle_id
    if customer is not None and not customers.exists(customer):
        raise KeyError(customer)
    ids = {"customer": customer, "vehicle": vehicle}
    return ids | {"complaint": data.complaint_id, "question": data.question_id}


def _recipient(about: Mapping[str, Any], addressee: str, language: str, campaign: Any = None) -> Recipient:
    if about["customer"] is not None:
        (to,) = letter_merge.recipients([(about["customer"], about["vehicle"])], language, campaign)
        return to
    name = one_line("addressee", addressee, NAME)
    if not name:
        raise FieldError("customer", _("Whom is it for?"))
    return letter_merge.somebody(name, language)


def _words(
    subject: str,
    body: str,
    to: Recipient,
    names: tuple[str, str] = ("subject", "body"),
    stood: tuple[str, str] = ("", ""),
) -> dict[str, str]:
    """Subject and body with their blanks filled in; `stood` is what they said before."""
    head, text = one_line(names[0], subject, SUBJECT), several_lines(names[1], body, BODY)
    if not head:
        raise FieldError(names[0], _("What is the letter about?"))
    if not text:
        raise FieldError(names[1], _("The letter says nothing yet."))
    return {
        "subject": fill(names[0], head, to.values, stood[0]),
        "body": fill(names[1], text, to.values, stood[1]),
    }


def _under_salutation(written: dict[str, str], to: Recipient, language: str) -> dict[str, str]:
    return written | {"body": saluted(written["body"], to.name, to.kind, i18n.words(language))}


def _envelope(data: LetterData, to: Recipient) -> dict[str, str]:
    return {
        "addressee": one_line("addressee", data.addressee, NAME) or to.addressee,
        "address": one_line("address", data.address, ADDRESS) or to.address,
    }


def _create(by: By, kind: LetterKind, columns: Mapping[str, Any], language: str) -> int:
    row = create(
        by,
        Letter,
        no=numbers.take(by, Series.LETTER),
        state=_S.WRITTEN.value,
        kind=kind.value,
        language=language,
        written_on=by.today,
        **columns,
    )
    return int(row.id)


def _unwritten(campaign_id: int, target_ids: Sequence[int] | None) -> list[Any]:
    """Places whose letter is owed, without a letter that counts."""
    query = CampaignTarget.select().where(
        (CampaignTarget.campaign == campaign_id) & campaign_moves.letter_owed()
    )
    if target_ids is not None:
        query = query.where(CampaignTarget.id.in_(list(target_ids)))
    return list(query.order_by(CampaignTarget.id))


_LIVE = sorted(state.value for state in LIVE)


def _day(by: By, on: date | None, row: Any = None) -> date:
    """A day that has come, for a letter that went out not before that."""
    day = on or by.today
    if day > by.today:
        raise FieldError("on", _("This day has not come yet."))
    if row is not None and day < row.sent_on:
        raise FieldError("on", _("{number} had not gone out yet on that day.").format(number=row.no))
    return day


def _may(act: LetterAct, letter_id: int, version: int | None) -> Any:
    """The letter with which this may be done; KeyError, StaleError, RuleError."""
    row = Letter.find(letter_id)
    if row is None:
        raise KeyError(letter_id)
    refuse_stale(row, version)
    if reasons := refusals(act, Standing(row.no, _S(row.state))):
        raise RuleError(reasons)
    return row


def check_books() -> list[str]:
    """Letters that are not what their days say, and customers written to twice for one campaign."""
    went = Letter.sent_on.is_null(False) & (Letter.sent_how != "")
    wrong: Any = (
        Letter.due_on.is_null()
        | ((Letter.state == _S.WRITTEN.value) & Letter.sent_on.is_null(False))
        | (Letter.state.in_([_S.SENT.value, _S.ANSWERED.value, _S.RETURNED.value]) & ~went)
        | ((Letter.state == _S.ANSWERED.value) & (Letter.reply_on.is_null() | (Letter.reply == "")))
        | ((Letter.state == _S.RETURNED.value) & Letter.returned_on.is_null())
        | ((Letter.state == _S.VOID.value) & (Letter.void_reason == ""))
        | (Letter.sent_on < Letter.written_on)
        | (Letter.reply_on < Letter.sent_on)
        | (Letter.returned_on < Letter.sent_on)
    )
    faults = [
        _("Letter {number} is not what its days say.").format(number=no)
        for (no,) in tuples(Letter.select(Letter.no).where(wrong).order_by(Letter.id))
    ]
    twice = (
        Letter.select(fn.MAX(Letter.no))
        .where(Letter.target.is_null(False) & Letter.state.in_(_LIVE))
        .group_by(Letter.target)
        .having(fn.COUNT(Letter.id) > 1)
    )
    return faults + [
        _("Letter {number} says again what another one of its campaign says.").format(number=no)
        for (no,) in tuples(twice.order_by(fn.MAX(Letter.no)))
    ]
