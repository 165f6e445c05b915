"""Whether campaigns say the same as their calls: attempts are in the log, who was approved has an owner, who came was there."""

from collections.abc import Iterator
from typing import Any

from peewee import JOIN, fn

from garage.domain.campaigns import OVER, CampaignState, TargetState
from garage.i18n import _
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.contacts import ContactLog
from garage.models.listing import tuples

_T = TargetState


def check_books() -> Iterator[str]:
    """What is wrong with campaigns, in words; one place a customer is the business of a unique index."""
    approved = Campaign.approved_at.is_null(False) & Campaign.approved_by.is_null(False)
    ended = Campaign.closed_at.is_null(False) & (Campaign.closed_reason != "")
    over = Campaign.state.in_(sorted(state.value for state in OVER))
    unasked = Campaign.state.in_([CampaignState.DRAFT.value, CampaignState.CANCELLED.value])
    wrong: Any = (
        (~unasked & ~approved) | (over & ~ended) | (~over & ended) | (Campaign.ends_on < Campaign.starts_on)
    )
    for (no,) in tuples(Campaign.select(Campaign.no).where(wrong).order_by(Campaign.id)):
        yield _("{number} is not what its dates say.").format(number=no)
    yield from _false_attempts()
    yield from _false_places()


def _false_attempts() -> Iterator[str]:
    """Each attempt at a call stands in the log."""
    query = (
        CampaignTarget.select(CampaignTarget.id, CampaignTarget.attempts, fn.COUNT(ContactLog.id))
        .join(ContactLog, JOIN.LEFT_OUTER, on=(ContactLog.target == CampaignTarget.id))
        .group_by(CampaignTarget.id, CampaignTarget.attempts)
        .having(fn.COUNT(ContactLog.id) != CampaignTarget.attempts)
        .order_by(CampaignTarget.id)
    )
    for ref, said, logged in tuples(query):
        text = _("Call {ref} of a campaign counts {said} attempts, the log {logged}.")
        yield text.format(ref=ref, said=said, logged=logged)


def _false_places() -> Iterator[str]:
    """Who was called has a call; who waits has none that ended; who came was there while it ran."""
    called = CampaignTarget.state.in_([_T.CALLED.value, _T.UNREACHED.value])
    waits = CampaignTarget.state == _T.TO_CALL.value
    live = ~Campaign.state.in_(sorted(state.value for state in OVER))
    came = CampaignTarget.came_on
    wrong: Any = (
        (called & (CampaignTarget.called_at.is_null() | (CampaignTarget.attempts == 0)))
        | (waits & (CampaignTarget.called_at.is_null(False) | ~live))
        | ((CampaignTarget.state == _T.CALLED.value) & (CampaignTarget.answer == ""))
        | ((CampaignTarget.state == _T.REMOVED.value) & (CampaignTarget.dropped_reason == ""))
        | (came.is_null(False) & ((came < Campaign.starts_on) | (came > Campaign.ends_on)))
        | (came.is_null(False) != CampaignTarget.order.is_null(False))
    )
    query = (
        CampaignTarget.select(CampaignTarget.id, Campaign.no)
        .join(Campaign, on=(Campaign.id == CampaignTarget.campaign))
        .where(wrong)
        .order_by(CampaignTarget.id)
    )
    for ref, no in tuples(query):
        yield _("Place {ref} of {number} is not what its dates say.").format(ref=ref, number=no)
