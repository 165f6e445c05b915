"""Acts on campaigns: written down, whom it is for, the letter's words, approved, closed with its result, called off (G4)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.campaigns import (
    LONGEST,
    CampaignAct,
    CampaignKind,
    CampaignState,
    TargetState,
    call_by,
    too_early,
)
from garage.domain.letter_texts import blanks
from garage.domain.letters import BODY, SUBJECT, LetterKind
from garage.domain.numbers import Series
from garage.domain.target_rules import TargetRule, check_rule, from_json, to_json
from garage.domain.text import one_line, said_why, several_lines
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.letters import Letter
from garage.models.statements import insert_many
from garage.services import (
    campaign_figures,
    campaign_moves,
    deadlines,
    letters,
    numbers,
    staff,
    target_choice,
)
from garage.services.command import Area, By, command, create, update

_S, _T = CampaignState, TargetState
NOTE = 400
"""Characters that may be said about the result."""


@dataclass(frozen=True)
class CampaignData:
    """What is written down about a campaign; who calls is the garage's caller unless somebody is named."""

    kind: CampaignKind
    title: str
    starts_on: date
    ends_on: date
    place: str = ""
    content: str = ""
    caller_id: int | None = None


@command(Area.CARE)
def add(by: By, data: CampaignData) -> int:
    """A draft; everybody is to be called some time before its first day. Returns its id.

    FieldError on "title", "starts_on" (in the past), "ends_on", "caller".
    """
    if data.starts_on < by.today:
        raise FieldError("starts_on", _("This day has passed."))
    row = create(
        by,
        Campaign,
        no=numbers.take(by, Series.CAMPAIGN),
        state=_S.DRAFT.value,
        **_columns(data),
    )
    return int(row.id)


@command(Area.CARE)
def change(by: By, campaign_id: int, version: int | None, data: CampaignData) -> None:
    """Another title, place or time, until it runs; its calls follow the new day. Errors as of `add`, RuleError, StaleError."""
    row = campaign_moves.may(CampaignAct.CHANGE, by, campaign_id, version)
    if data.starts_on < by.today and data.starts_on != row.starts_on:
        raise FieldError("starts_on", _("This day has passed."))
    columns = _columns(data)
    if data.starts_on == row.starts_on:
        columns["call_by"] = row.call_by
    update(by, row, row.version, columns)
    campaign_moves.settle(by, row)


def _columns(data: CampaignData) -> dict[str, Any]:
    title = one_line("title", data.title, 60)
    if not title:
        raise FieldError("title", _("What is the campaign called?"))
    if data.ends_on < data.starts_on:
        raise FieldError("ends_on", _("The last day lies before the first."))
    if (data.ends_on - data.starts_on).days > LONGEST:
        raise FieldError("ends_on", _("A campaign takes a year at most."))
    if data.caller_id is not None and not staff.if_active(data.caller_id):
        raise FieldError("caller", _("This person does not work here any more."))
    return {
        "kind": data.kind.value,
        "title": title,
        "starts_on": data.starts_on,
        "ends_on": data.ends_on,
        "place": one_line("place", data.place, 120),
        "content": several_lines("content", data.content, 1_000),
        "call_by": call_by(data.starts_on, deadlines.chosen().call_days),
        "caller": data.caller_id,
    }


@command(Area.CARE)
def choose(by: By, campaign_id: int, version: int | None, rule: TargetRule) -> None:
    """Whom it is for; the list is made when it is approved. FieldError on the fields of the rule; RuleError, StaleError."""
    row = campaign_moves.may(CampaignAct.CHOOSE, by, campaign_id, version)
    update(by, row, row.version, act="choose", rule=to_json(check_rule(rule)))


@command(Area.CARE)
def word(by: By, campaign_id: int, version: int | None, kind: LetterKind, subject: str, text: str) -> None:
    """The letter that goes out after each call; without a text nobody is written to.

    FieldError("subject", "text") also for a blank that nobody knows; RuleError, StaleError.
    """
    row = campaign_moves.may(CampaignAct.WORD, by, campaign_id, version)
    head, body = one_line("subject", subject, SUBJECT), several_lines("text", text, BODY)
    if body and not head:
        raise FieldError("subject", _("What does the letter say it is about?"))
    blanks("subject", head)
    blanks("text", body)
    said = {"letter_kind": kind.value if body else "", "letter_subject": head, "letter_text": body}
    update(by, row, row.version, said, act="word")
    campaign_moves.settle(by, row)


@command(Area.CARE)
def approve(by: By, campaign_id: int, version: int | None, approved_by: int | None) -> int:
    """An owner says yes: whom the rule finds today is on the list for good. Returns how many.

    Who wants no calls, or has no number that works, gets a letter only. FieldError("approved_by") unless an owner;
    RuleError when its rule finds nobody, when its last day is over, or it is approved already; StaleError.
    """
    row = campaign_moves.may(CampaignAct.APPROVE, by, campaign_id, version)
    owner = staff.check_owner("approved_by", approved_by)
    if row.ends_on < by.today:
        raise RuleError(Reason("over", _("Its last day is over: give it another time first."), "starts_on"))
    found = list(target_choice.chosen(from_json(row.rule), by.today))
    if not found:
        raise RuleError(Reason("nobody", _("The rule finds nobody."), "targets"))
    said = {"state": _S.APPROVED.value, "approved_at": by.at, "approved_by": owner}
    update(by, row, row.version, said, act="approve")
    due = campaign_moves.due_without_call(by, row)
    insert_many(
        CampaignTarget,
        (
            {
                **by.stamp(),
                "version": 1,
                "campaign": row.id,
                "customer": one.customer_id,
                "vehicle": one.vehicle_id,
                "why": one.why,
                "state": (_T.TO_CALL if one.callable else _T.LETTER_ONLY).value,
                "caller": row.caller_id,
                "attempts": 0,
                "answer": "",
                "note": "",
                "letter_due_on": None if one.callable else due,
                "dropped_reason": "",
            }
            for one in found
        ),
    )
    campaign_moves.settle(by, row)
    return len(found)


@command(Area.CARE)
def write_letters(by: By, campaign_id: int, version: int | None = None) -> int:
    """The letters that are owed are written; returns how many. RuleError, StaleError."""
    row = campaign_moves.may(CampaignAct.WRITE, by, campaign_id, version)
    written = letters.write_for_campaign(by, campaign_id, campaign_moves.owed(campaign_id))
    campaign_moves.settle(by, row)
    return written


@command(Area.CARE)
def close(by: By, campaign_id: int, version: int | None, note: str = "") -> str:
    """It is over: who came is noted for good, and the result is kept in words, which are returned.

    RuleError before its last day, StaleError.
    """
    row = campaign_moves.may(CampaignAct.CLOSE, by, campaign_id, version)
    if reasons := too_early(campaign_moves.standing(row, by.at), by.today):
        raise RuleError(reasons)
    words = several_lines("note", note, NOTE)
    came = campaign_figures.came(row)
    for target_id, visit in came.items():
        first = {"came_on": visit.on, "order": visit.orders[0].id, "version": CampaignTarget.version + 1}
        CampaignTarget.update(first).where(CampaignTarget.id == target_id).execute()
    result = "\n".join(filter(None, (campaign_figures.result(row), words)))
    _end(by, row, _S.CLOSED, result)
    return result


@command(Area.CARE)
def cancel(by: By, campaign_id: int, version: int | None, reason: str) -> None:
    """Called off: no letter goes out any more; whoever has heard of it has to be told.

    FieldError("reason"); RuleError, StaleError.
    """
    row = campaign_moves.may(CampaignAct.CANCEL, by, campaign_id, version)
    why = said_why(reason)
    campaign_moves.void_unsent(by, Letter.campaign == campaign_id, why)
    _end(by, row, _S.CANCELLED, why)


def _end(by: By, row: Any, state: CampaignState, why: str) -> None:
    """Nobody is called any more; the entry of the campaign says so for all of them."""
    waiting = (CampaignTarget.campaign == row.id) & (CampaignTarget.state == _T.TO_CALL.value)
    missed = {"state": _T.MISSED.value, "next_at": None, "version": CampaignTarget.version + 1}
    CampaignTarget.update(missed).where(waiting).execute()
    act = "close" if state is _S.CLOSED else "cancel"
    over = {"state": state.value, "closed_at": by.at, "closed_by": by.staff_id, "closed_reason": why}
    update(by, row, row.version, over, act=act, reason=why if state is _S.CANCELLED else "")
