"""How far a campaign is by its calls, letters and days, and the station that follows from it (G4)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from peewee import Case, fn

from garage.domain.campaigns import (
    LIVE,
    WRITTEN_TO,
    CampaignAct,
    CampaignState,
    Counted,
    Standing,
    TargetState,
    letter_due_without_call,
    refusals,
    state_after,
)
from garage.domain.letters import LetterState
from garage.domain.target_rules import from_json, to_json
from garage.errors import RuleError
from garage.i18n import _
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.customers import Customer
from garage.models.letters import Letter
from garage.models.listing import tuples
from garage.models.statements import statement
from garage.services import deadlines
from garage.services.command import Area, By, command, refuse_stale, update

_T = TargetState
LIVE_STATES = sorted(state.value for state in LIVE)
_WRITTEN_TO = sorted(state.value for state in WRITTEN_TO)


def may(act: CampaignAct, by: By, campaign_id: int, version: int | None = None) -> Any:
    """The campaign with which this may be done; KeyError, StaleError, RuleError."""
    row = Campaign.find(campaign_id)
    if row is None:
        raise KeyError(campaign_id)
    refuse_stale(row, version)
    if reasons := refusals(act, standing(row, by.at)):
        raise RuleError(reasons)
    return row


def standing(row: Any, now: datetime) -> Standing:
    """What the guards look at."""
    state = CampaignState(row.state)
    counts = (
        counted(row.id, now, worded=bool(row.letter_text)) if state is not CampaignState.DRAFT else Counted()
    )
    return Standing(row.no, state, row.starts_on, row.ends_on, bool(row.rule), bool(row.letter_text), counts)


def counted(campaign_id: int, now: datetime, *, worded: bool) -> Counted:
    """How many of its customers stand where at that moment."""
    rows = {state: values for state, *values in _by_state.rows(now, campaign_id)}
    owed, owed_on = _owed.rows(campaign_id)[0] if worded else (0, None)
    to_call, waiting, _tried = rows.get(_T.TO_CALL.value, (0, 0, 0))
    numbers = {state: int(values[0]) for state, values in rows.items()}
    return Counted(
        to_call=int(to_call),
        waiting=int(waiting or 0),
        tried=sum(int(values[2] or 0) for values in rows.values()),
        called=numbers.get(_T.CALLED.value, 0),
        unreached=numbers.get(_T.UNREACHED.value, 0),
        letter_only=numbers.get(_T.LETTER_ONLY.value, 0),
        owed=int(owed),
        owed_on=owed_on,
    )


@statement
def _by_state(now: Any, campaign_id: Any) -> Any:
    waits = fn.SUM(Case(None, [(CampaignTarget.next_at > now, 1)], 0))
    tried = fn.SUM(Case(None, [(CampaignTarget.attempts > 0, 1)], 0))
    found = CampaignTarget.select(CampaignTarget.state, fn.COUNT(CampaignTarget.id), waits, tried)
    return found.where(CampaignTarget.campaign == campaign_id).group_by(CampaignTarget.state)


@statement
def _owed(campaign_id: Any) -> Any:
    own = (CampaignTarget.campaign == campaign_id) & letter_owed()
    return CampaignTarget.select(fn.COUNT(CampaignTarget.id), fn.MIN(CampaignTarget.letter_due_on)).where(own)


def owed(campaign_id: int) -> list[int]:
    """The places of those whose letter is still to be written."""
    own = (CampaignTarget.campaign == campaign_id) & letter_owed()
    return [ref for (ref,) in tuples(CampaignTarget.select(CampaignTarget.id).where(own))]


def letter_owed() -> Any:
    """Condition: this customer gets a letter, wants advertising, and none has been written."""
    written = Letter.select(Letter.id).where(
        (Letter.target == CampaignTarget.id) & (Letter.state != LetterState.VOID.value)
    )
    asked = CampaignTarget.state.in_(_WRITTEN_TO) & CampaignTarget.letter_due_on.is_null(False)
    quiet = Customer.select(Customer.id).where(
        (Customer.id == CampaignTarget.customer) & ~Customer.marketing_ok
    )
    return asked & ~fn.EXISTS(written) & ~fn.EXISTS(quiet)


def settle(by: By, row: Any) -> None:
    """The campaign stands where its calls, letters and the day have brought it; the caller is the act."""
    state = state_after(standing(row, by.at), by.today)
    if state.value != row.state:
        update(by, row, row.version, act=state.value.lower(), state=state.value)


def due_without_call(by: By, campaign: Any) -> date:
    """By when the letter goes out to somebody of a campaign who is not called."""
    return letter_due_without_call(campaign.call_by, by.today, deadlines.chosen().letter_days)


def spare(by: By, customer_id: int) -> None:
    """A customer wants no calls: where one waits, a letter goes out instead; the caller is the act."""
    for row in _places_of.objects(customer_id, [_T.TO_CALL.value], LIVE_STATES):
        campaign = Campaign.get_by_id(row.campaign_id)
        due = due_without_call(by, campaign)
        columns = {"state": _T.LETTER_ONLY.value, "next_at": None, "letter_due_on": due}
        update(by, row, row.version, columns, act="letter only")
        settle(by, campaign)


@command(Area.CARE)
def leave(by: By, customer_id: int) -> None:
    """A customer wants no advertising: taken off wherever nobody has spoken with him, and no letter goes out any more."""
    why = _("Wants no advertising")
    void_unsent(by, (Letter.customer == customer_id) & Letter.campaign.is_null(False), why)
    off = {"state": _T.REMOVED.value, "next_at": None, "letter_due_on": None, "dropped_reason": why}
    for row in _places_of.objects(customer_id, [_T.TO_CALL.value, *_WRITTEN_TO], LIVE_STATES):
        if row.state == _T.CALLED.value:  # what he said stands
            update(by, row, row.version, act="no letter", reason=why, letter_due_on=None)
        else:
            update(by, row, row.version, off, act="remove", reason=why)
        settle(by, Campaign.get_by_id(row.campaign_id))


@statement
def _places_of(customer_id: Any, states: Any, live: Any) -> Any:
    campaigns = Campaign.select(Campaign.id).where(Campaign.state.in_(live))
    own = (CampaignTarget.customer == customer_id) & CampaignTarget.state.in_(states)
    return CampaignTarget.select().where(own & CampaignTarget.campaign.in_(campaigns))


def void_unsent(by: By, which: Any, why: str) -> None:
    """Letters of this condition that still lie here do not go out; the caller is the act."""
    for row in Letter.select().where(which & (Letter.state == LetterState.WRITTEN.value)):
        update(by, row, row.version, act="void", reason=why, state=LetterState.VOID.value, void_reason=why)


@command(Area.CARE)
def rename_level(by: By, before: str, after: str) -> None:
    """Campaigns that are not approved ask for a member level by its new name."""
    for row in Campaign.select().where(Campaign.state == CampaignState.DRAFT.value):
        rule = from_json(row.rule)
        if before in rule.levels:
            levels = tuple(after if name == before else name for name in rule.levels)
            update(by, row, row.version, act="choose", rule=to_json(replace(rule, levels=levels)))


def begin_due(by: By) -> int:
    """Campaigns whose first day has come run from now on; returns how many. Looks at one index row when none has."""
    return _begin(by) if _to_begin.objects(_BEFORE, by.today) else 0


_BEFORE = sorted(state.value for state in LIVE - {CampaignState.RUNNING})


@command(Area.CARE)
def _begin(by: By) -> int:
    rows = _to_begin.objects(_BEFORE, by.today)
    for row in rows:
        settle(by, row)
    return len(rows)


@statement
def _to_begin(states: Any, today: Any) -> Any:
    return Campaign.select().where(Campaign.state.in_(states) & (Campaign.starts_on <= today))
