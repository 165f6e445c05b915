"""Cards of the day for campaigns: calls until two weeks before, letters owed, and what is over but not closed (G4, G9)."""

from collections.abc import Iterator
from typing import Any

from peewee import Case, fn

from garage.domain.campaigns import TargetState
from garage.domain.today import Card, TodayKind, window_due
from garage.i18n import ngettext
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.statements import statement
from garage.services.campaign_moves import LIVE_STATES, letter_owed
from garage.services.command import By


def campaigns(by: By) -> Iterator[Card]:
    """One card for the calls of a campaign, due when the next one is, one for its letters, one for what is over but open."""
    live = _live.rows(LIVE_STATES)
    if not live:
        return
    calls = {
        ref: (count, fresh, again) for ref, count, fresh, again in _to_call.rows(TargetState.TO_CALL.value)
    }
    letters = {ref: (count, due) for ref, count, due in _owed.rows([row[0] for row in live])}
    for ref, no, title, approved_at, calls_by, ends_on, worded in live:
        if ends_on < by.today:
            yield Card(TodayKind.CAMPAIGN_END, ref, title, no, ends_on, no)
            continue
        count, fresh, again = calls.get(ref, (0, 0, None))
        if count:
            first = min(approved_at.date(), calls_by)
            about = ngettext("{n} customer", "{n} customers", count).format(n=count)
            when = window_due(first, calls_by, by.today) if fresh else again
            yield Card(TodayKind.CAMPAIGN_CALLS, ref, title, about, when, no, count)
        count, due = letters.get(ref, (0, None))
        if worded and count and due is not None:
            about = ngettext("{n} letter", "{n} letters", count).format(n=count)
            yield Card(TodayKind.CAMPAIGN_LETTERS, ref, title, about, due, no, count)


@statement
def _live(states: Any) -> Any:
    columns = (Campaign.id, Campaign.no, Campaign.title, Campaign.approved_at, Campaign.call_by)
    return (
        Campaign.select(*columns, Campaign.ends_on, Campaign.letter_text != "")
        .where(Campaign.state.in_(states))
        .order_by(Campaign.call_by, Campaign.id)
    )


@statement
def _to_call(state: Any) -> Any:
    """How many are called, how many of them were never put off, and the first moment of those who were."""
    again = CampaignTarget.next_at
    fresh = fn.SUM(Case(None, [(again.is_null(), 1)], 0))
    found = CampaignTarget.select(CampaignTarget.campaign, fn.COUNT(CampaignTarget.id), fresh, fn.MIN(again))
    return found.where(CampaignTarget.state == state).group_by(CampaignTarget.campaign)


@statement
def _owed(campaigns: Any) -> Any:
    own = CampaignTarget.campaign.in_(campaigns) & letter_owed()
    found = CampaignTarget.select(
        CampaignTarget.campaign, fn.COUNT(CampaignTarget.id), fn.MIN(CampaignTarget.letter_due_on)
    )
    return found.where(own).group_by(CampaignTarget.campaign)
