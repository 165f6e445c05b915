"""Cards of the day for letters that lie here: each for itself, those of a campaign together (G4, G9)."""

from collections.abc import Iterator
from typing import Any

from peewee import fn

from garage.domain.letters import LetterState
from garage.domain.today import Card, TodayKind, week_end
from garage.i18n import ngettext
from garage.models.campaigns import Campaign
from garage.models.letters import Letter
from garage.models.statements import statement
from garage.services.command import By

MOST = 100


def letters(by: By) -> Iterator[Card]:
    """Letters to be sent by some day of this week, or before."""
    last = week_end(by.today)
    for ref, no, name, subject, due in _single.rows(last, MOST):
        yield Card(TodayKind.LETTER, ref, name, subject, due, no)
    for ref, no, title, due, count in _of_campaigns.rows(last):
        words = ngettext("{count} letter", "{count} letters", count).format(count=count)
        yield Card(TodayKind.LETTER, ref, title, words, due, no, count)


def _due(until: Any) -> Any:
    return (Letter.state == LetterState.WRITTEN.value) & (Letter.due_on <= until)


@statement
def _single(until: Any, most: Any) -> Any:
    columns = (Letter.id, Letter.no, Letter.addressee, Letter.subject, Letter.due_on)
    mine = _due(until) & Letter.campaign.is_null()
    return Letter.select(*columns).where(mine).order_by(Letter.due_on, Letter.id).limit(most)


@statement
def _of_campaigns(until: Any) -> Any:
    """The first letter of each campaign, when the first is due, how many there are."""
    first, due = fn.MIN(Letter.id), fn.MIN(Letter.due_on)
    return (
        Letter.select(first, Campaign.no, Campaign.title, due, fn.COUNT(Letter.id))
        .join(Campaign, on=(Campaign.id == Letter.campaign))
        .where(_due(until))
        .group_by(Campaign.id, Campaign.no, Campaign.title)
        .order_by(due, first)
    )
