"""Places in campaigns of a customer who was on file twice: one stays in each campaign, and both are there again (A11)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from garage.domain.campaigns import OVER, CampaignState, TargetState
from garage.domain.letters import LetterState
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.contacts import ContactLog
from garage.models.letters import Letter
from garage.models.orders import WorkOrder
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
            _send_one(log, place, double, reason)
        campaign_moves.settle(by, Campaign.get_by_id(place.campaign_id))
    return swapped


def part(by: By, swapped: Sequence[Sequence[int]], kept_id: int, gone_id: int) -> None:
    """Each place says its own again, with what was written and said since; nobody is left to call in a campaign that is over."""
    for refs in swapped:
        _swap(*(CampaignTarget.get_by_id(ref) for ref in refs))
    _came_with_theirs(kept_id, gone_id)
    own = CampaignTarget.select(CampaignTarget.id).where(CampaignTarget.customer == gone_id)
    for model in (Letter, ContactLog):
        since = model.target.in_(own) & (model.customer == kept_id)
        model.update(customer=gone_id, version=model.version + 1).where(since).execute()
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


def _came_with_theirs(kept_id: int, gone_id: int) -> None:
    """Who came with an order that went back came under the file of that order, if that was invited."""
    places = {
        row.campaign_id: row for row in CampaignTarget.select().where(CampaignTarget.customer == gone_id)
    }
    theirs = CampaignTarget.select().join(WorkOrder, on=(WorkOrder.id == CampaignTarget.order))
    mine = (CampaignTarget.customer == kept_id) & (WorkOrder.customer == gone_id)
    for row in list(theirs.where(mine)):
        place = places.get(row.campaign_id)
        if place is not None and place.came_on is None:
            for one, came_on, order in ((place, row.came_on, row.order_id), (row, None, None)):
                columns = {"came_on": came_on, "order": order, "version": CampaignTarget.version + 1}
                CampaignTarget.update(columns).where(CampaignTarget.id == one.id).execute()


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


def _send_one(log: list[Change], place: Any, double: Any, reason: str) -> None:
    """Of two letters of one campaign that lie here one goes out, and none where one has gone out already."""
    own = Letter.target.in_([place.id, double.id]) & (Letter.state != LetterState.VOID.value)
    waits = LetterState.WRITTEN.value
    found = sorted(
        Letter.select().where(own), key=lambda one: (one.state == waits, one.target_id != place.id)
    )
    for letter in found[1:]:
        if letter.state == waits:
            change(log, letter, state=LetterState.VOID.value, void_reason=reason)


def _written_to(place: Any) -> bool:
    own = (Letter.target == place.id) & (Letter.state != LetterState.VOID.value)
    return bool(Letter.select().where(own).exists())
