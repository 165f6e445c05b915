"""Reads of monthly claim lists: what is due by when, what was sent, and the claims of one of them (E5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, Case, fn

from garage.domain.claim_notices import Channel, Countdown, countdown
from garage.domain.claims import ClaimState, to_send_by
from garage.domain.pages import Page
from garage.models.claims import Claim, ClaimList
from garage.models.listing import Cursor, keyset, tuples
from garage.models.parts import Supplier
from garage.services import claim_pages, claim_terms, kept_lists, working_days
from garage.services.claim_lists import LISTABLE_STATES, month_due_on
from garage.services.claim_pages import ClaimRow


@dataclass(frozen=True)
class DueList:
    """What a supplier has to get for one month: claims that are on no list yet, or on one that has not gone out.

    Money in fen; `list_id` is None while nobody has made the list.
    """

    supplier_id: int
    supplier: str
    period: str
    claims: int
    drafts: int
    amount_fen: int
    due: Countdown
    list_id: int | None = None
    list_no: str = ""

    @property
    def due_on(self) -> date:
        """Last day on which the supplier takes them: the month's, or the end of a claim period before it."""
        return self.due.due_on

    @property
    def days_left(self) -> int:
        """Days until then, below zero when it is over."""
        return self.due.days_left

    @property
    def provisional(self) -> bool:
        """Nobody has entered the holidays of that year yet."""
        return self.due.provisional


@dataclass(frozen=True)
class ListRow:
    """A monthly list; `claimed_fen` is what its claims ask for, `due_on` the earlier of its day and their claim periods."""

    id: int
    version: int
    no: str
    supplier_id: int
    supplier: str
    period: str
    due_on: date
    sent_at: datetime | None
    channel: Channel | None
    note: str
    claims: int
    drafts: int
    claimed_fen: int

    @property
    def late(self) -> bool:
        """It went out after its day."""
        return self.sent_at is not None and self.sent_at.date() > self.due_on


def due_lists(today: date) -> list[DueList]:
    """Everything that still has to go to suppliers, what is due first first."""
    return sorted(
        [*_unlisted(today), *_unsent(today)],
        key=lambda due: (due.due_on, due.supplier, due.period, due.list_id or 0),
    )


def _unlisted(today: date) -> list[DueList]:
    calendar = working_days.calendar()
    oldest = _oldest_drafts(Claim.claim_list.is_null(), Claim.supplier, Claim.period)
    query = (
        Claim.select(
            Claim.supplier,
            Supplier.name,
            Claim.period,
            fn.COUNT(Claim.id),
            fn.SUM(_is_draft()),
            fn.SUM(Claim.claimed_fen),
        )
        .join(Supplier, on=(Supplier.id == Claim.supplier))
        .where(Claim.claim_list.is_null() & Claim.state.in_(LISTABLE_STATES))
        .group_by(Claim.supplier, Supplier.name, Claim.period)
    )
    found = []
    for ref, name, period, count, drafts, fen in tuples(query):
        due = _in_time(ref, month_due_on(period, claim_terms.of(ref).due_day), oldest.get((ref, period)))
        counted = countdown(due, today, calendar)
        found.append(DueList(ref, name, period, int(count), int(drafts), int(fen), counted))
    return found


def _oldest_drafts(which: Any, *by: Any) -> dict[tuple[Any, ...], date]:
    """Of the drafts of each group the earliest day of a fault."""
    drafts = which & (Claim.state == ClaimState.DRAFT.value)
    query = Claim.select(*by, fn.MIN(Claim.fault_on)).where(drafts).group_by(*by)
    return {tuple(key): first for *key, first in tuples(query)}


def _in_time(supplier_id: int, month_due: date, oldest: date | None) -> date:
    """When a list is due: by its day, or while the supplier still takes the oldest of its drafts."""
    if oldest is None:
        return month_due
    return to_send_by(ClaimState.DRAFT, month_due, oldest, claim_terms.of(supplier_id).claim_days)


def _unsent(today: date) -> list[DueList]:
    calendar = working_days.calendar()
    return [
        DueList(
            row.supplier_id,
            row.supplier,
            row.period,
            row.claims,
            row.drafts,
            row.claimed_fen,
            countdown(row.due_on, today, calendar),
            row.id,
            row.no,
        )
        for row in _made(tuples(_rows().where(ClaimList.sent_at.is_null())))
    ]


def proposed(supplier_id: int, period: str) -> list[ClaimRow]:
    """Claims of a month that are on no list yet, the oldest first."""
    mine = (Claim.supplier == supplier_id) & (Claim.period == period) & Claim.claim_list.is_null()
    query = Claim.select(Claim.id).where(mine & Claim.state.in_(LISTABLE_STATES)).order_by(Claim.id)
    return claim_pages.of_ids([ref for (ref,) in tuples(query)])


def claims_of(list_id: int) -> list[ClaimRow]:
    """Claims of a list as they are now, in their order: of a sent one those that went out with it."""
    sent = kept_lists.kept([list_id]).get(list_id)
    if sent is None:
        return claim_pages.of_ids([claim.id for claim in kept_lists.on_list(list_id)])
    query = Claim.select(Claim.id).where(Claim.no.in_([claim.number for claim in sent.claims]))
    return claim_pages.of_ids([ref for (ref,) in tuples(query)])


def page(cursor: Cursor | None = None, limit: int = 50) -> Page[ListRow]:
    """Monthly lists, newest first."""
    return keyset(_rows(), (ClaimList.id,), cursor, limit, _made)


def one(list_id: int) -> ListRow:
    """One list; raises KeyError when there is none."""
    found = _made(tuples(_rows().where(ClaimList.id == list_id)))
    if not found:
        raise KeyError(list_id)
    return found[0]


def by_number(no: str) -> int | None:
    """Id of the list with this number."""
    row = ClaimList.get_or_none(ClaimList.no == no)
    return row.id if row else None


def _is_draft() -> Any:
    return Case(None, [(Claim.state == ClaimState.DRAFT.value, 1)], 0)


def _rows() -> Any:
    stands = (Claim.claim_list == ClaimList.id) & (Claim.state != ClaimState.DROPPED.value)
    return (
        ClaimList.select(
            ClaimList.id,
            ClaimList.version,
            ClaimList.no,
            ClaimList.supplier,
            Supplier.name,
            ClaimList.period,
            ClaimList.due_on,
            ClaimList.sent_at,
            ClaimList.channel,
            ClaimList.note,
            fn.COUNT(Claim.id),
            fn.COALESCE(fn.SUM(_is_draft()), 0),
            fn.COALESCE(fn.SUM(Claim.claimed_fen), 0),
        )
        .join(Supplier, on=(Supplier.id == ClaimList.supplier))
        .switch(ClaimList)
        .join(Claim, JOIN.LEFT_OUTER, on=stands)
        .group_by(ClaimList.id, Supplier.name)
    )


def _made(rows: Sequence[tuple[Any, ...]]) -> list[ListRow]:
    """What a sent list asked for is what went out, wherever its claims are now."""
    sent = kept_lists.kept([row[0] for row in rows if row[7] is not None])
    unsent = [row[0] for row in rows if row[7] is None]
    oldest = _oldest_drafts(Claim.claim_list.in_(unsent), Claim.claim_list) if unsent else {}
    found = []
    for row in rows:
        values = list(row)
        values[6] = _in_time(row[3], row[6], oldest.get((row[0],)))
        values[8] = Channel(row[8]) if row[8] else None
        if (paper := sent.get(row[0])) is not None:
            values[10:] = len(paper.claims), 0, paper.claimed_fen
        found.append(ListRow(*values[:10], *map(int, values[10:])))
    return found
