"""Places in campaigns of a customer who was on file twice: one stays in each campaign, and both are there again (A11)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from garage.domain.campaigns import OVER, CampaignState, TargetState
from garage.domain.letters import LetterState
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.letters import Letter
from garage.services import campaign_moves
from garage.services.command import By
from garage.services.file_rows import Change, change, referring

_T = TargetState
_FURTHER = [
    state.value for state in (_T.REMOVED, _T.MISSED, _T.TO_CALL, _T.LETTER_ONLY, _T.UNREACHED, _T.CALLED)
]
"""Each state is further than the one before it; who was taken off as a double is asked under the other file."""
_STAYS = {"id", "version", "created_at", "created_by", "campaign", "customer"}
_SAID = [field.name for field in CampaignTarget._meta.sorted_fields if field.name not in _STAYS]

Swapped = list[list[int]]
"""Ids of two places, of the file that stays and of the other, that say what the other one said."""


def unite(by: By, log: list[Change], kept_id: int, gone_id: int, reason: str) -> Swapped:
    """Of two places in one campaign the further one stays, under the file that stays; the other one is taken off."""
    swapped: Swapped = []
    for theirs in list(CampaignTarget.select().where(CampaignTarget.customer == gone_id)):
        same = CampaignTarget.campaign == theirs.campaign_id
        place, double = CampaignTarget.get(same & (CampaignTarget.customer == kept_id)), theirs
        if _how_far(double) > _how_far(place):
            swapped.append([place.id, double.id])
            place, double = _swap(place, double)
        if double.state != _T.REMOVED.value:
            off = {"dropped_reason": reason, "next_at": None, "letter_due_on": None}
            change(log, double, state=_T.REMOVED.value, **off)
        if _written_to(double):  # one letter of a campaign is enough
            change(log, place, letter_due_on=None)
        campaign_moves.settle(by, Campaign.get_by_id(place.campaign_id))
    return swapped


def part(by: By, swapped: Sequence[Sequence[int]], kept_id: int, gone_id: int) -> None:
    """Each place says its own again; nobody is left to call in a campaign that is over."""
    for refs in swapped:
        _swap(*(CampaignTarget.get_by_id(ref) for ref in refs))
    either = CampaignTarget.customer.in_([kept_id, gone_id])
    theirs = CampaignTarget.select(CampaignTarget.campaign).where(either)
    over = {state.value for state in OVER}
    for campaign in list(Campaign.select().where(Campaign.id.in_(theirs))):
        if campaign.state in over:
            missed = {"state": _T.MISSED.value, "next_at": None, "version": CampaignTarget.version + 1}
            waiting = CampaignTarget.state == _T.TO_CALL.value
            CampaignTarget.update(missed).where(waiting & (CampaignTarget.campaign == campaign.id)).execute()
        if campaign.state == CampaignState.CANCELLED.value:
            campaign_moves.void_unsent(by, Letter.campaign == campaign.id, campaign.closed_reason)
        campaign_moves.settle(by, campaign)


def _how_far(place: Any) -> tuple[Any, ...]:
    """Whoever was noted to have come is furthest of all; of two that were called the last one."""
    said_at = place.called_at or datetime.min
    return place.came_on is not None, _FURTHER.index(place.state), said_at, place.attempts


def _swap(one: Any, other: Any) -> tuple[Any, Any]:
    """What two places say, with their talks and letters, changes sides; a customer has one place in a campaign."""
    for model, field in referring(CampaignTarget):
        theirs = [row.id for row in model.select(model.id).where(field == other.id)]
        model.update({field: other.id}).where(field == one.id).execute()
        model.update({field: one.id}).where(model.id.in_(theirs)).execute()
    for place, says in ((one, other), (other, one)):
        values = {name: says.__data__[name] for name in _SAID} | {"version": place.version + 1}
        CampaignTarget.update(values).where(CampaignTarget.id == place.id).execute()
    return CampaignTarget.get_by_id(one.id), CampaignTarget.get_by_id(other.id)


def _written_to(place: Any) -> bool:
    own = (Letter.target == place.id) & (Letter.state != LetterState.VOID.value)
    return bool(Letter.select().where(own).exists())
