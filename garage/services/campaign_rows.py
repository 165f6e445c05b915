"""Reads of campaigns: the list, one campaign with its figures, and its customers (G4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from peewee import JOIN, Case, Tuple, fn

from garage.domain.campaigns import (
    LIVE,
    OVER,
    Answer,
    CampaignAct,
    CampaignKind,
    CampaignState,
    Standing,
    TargetState,
    may,
    next_act,
)
from garage.domain.letters import LetterKind
from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.domain.target_rules import TargetRule, from_json
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.customers import Customer, Phone
from garage.models.letters import Letter
from garage.models.listing import Cursor, keyset, tuples
from garage.models.members import MemberLevel
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import campaign_figures, campaign_moves, staff
from garage.services.campaign_figures import Figures, Visit
from garage.services.campaigns import CampaignData


class CampaignFilter(StrEnum):
    """Chips above the list."""

    OPEN = "OPEN"
    DRAFT = "DRAFT"
    OVER = "OVER"
    ALL = "ALL"


class TargetFilter(StrEnum):
    """Which customers of a campaign are listed."""

    TO_CALL = "TO_CALL"
    LETTER = "LETTER"
    COMING = "COMING"
    ANSWERED = "ANSWERED"
    ALL = "ALL"


@dataclass(frozen=True)
class CampaignRow:
    """A campaign with how far it is."""

    id: int
    version: int
    no: str
    state: CampaignState
    data: CampaignData
    call_by: date
    caller: str
    rule: TargetRule | None
    letter_kind: LetterKind
    letter_subject: str
    letter_text: str
    created_by: str
    approved_at: datetime | None
    approved_by: str
    closed_at: datetime | None
    closed_by: str
    closed_reason: str
    standing: Standing

    def may(self, act: CampaignAct, today: date) -> bool:
        """Whether it can be done now."""
        return may(act, self.standing, today)

    def next_act(self, today: date) -> CampaignAct | None:
        """What comes next."""
        return next_act(self.standing, today)


@dataclass(frozen=True)
class TargetRow:
    """A customer of a campaign; `phone` is the number to call first, `letter_no` that of the letter written to him."""

    id: int
    version: int
    campaign_id: int
    customer_id: int
    customer: str
    call_time: str
    no_calls: bool
    phone: str
    vehicle_id: int | None
    plate: str
    model: str
    why: str
    state: TargetState
    attempts: int
    next_at: datetime | None
    called_at: datetime | None
    answer: Answer | None
    note: str
    letter_due_on: date | None
    letter_no: str
    came_on: date | None
    order_no: str
    dropped_reason: str


# Campaigns


def page(
    which: CampaignFilter, now: datetime, cursor: Cursor | None = None, limit: int = 50
) -> Page[CampaignRow]:
    """Campaigns of a chip, the newest first."""
    states = {
        CampaignFilter.OPEN: LIVE | {CampaignState.DRAFT},
        CampaignFilter.DRAFT: {CampaignState.DRAFT},
        CampaignFilter.OVER: OVER,
    }.get(which)
    query = Campaign.select(Campaign.id)
    if states is not None:
        query = query.where(Campaign.state.in_(sorted(state.value for state in states)))
    return keyset(query, (Campaign.id,), cursor, limit, lambda rows: of_ids([row[0] for row in rows], now))


def counts() -> dict[CampaignFilter, int]:
    """How many stand behind the chips of what is not over."""
    by_state = {state: int(count) for state, count in _states.rows()}
    drafts = by_state.get(CampaignState.DRAFT.value, 0)
    live = sum(by_state.get(state.value, 0) for state in LIVE)
    return {CampaignFilter.OPEN: live + drafts, CampaignFilter.DRAFT: drafts}


@statement
def _states() -> Any:
    return Campaign.select(Campaign.state, fn.COUNT(Campaign.id)).group_by(Campaign.state)


def of_ids(ids: Sequence[int], now: datetime) -> list[CampaignRow]:
    """These campaigns in that order."""
    rows = {row.id: row for row in Campaign.select().where(Campaign.id.in_(list(ids)))} if ids else {}
    columns = ("caller_id", "created_by", "approved_by", "closed_by")
    who = staff.names({ref for row in rows.values() for name in columns if (ref := getattr(row, name))})
    return [_made(rows[ref], who, now) for ref in ids if ref in rows]


def one(campaign_id: int, now: datetime) -> CampaignRow:
    """One campaign; raises KeyError when there is none."""
    found = of_ids([campaign_id], now)
    if not found:
        raise KeyError(campaign_id)
    return found[0]


def figures(campaign_id: int) -> Figures:
    """What it came to so far."""
    return campaign_figures.figures(Campaign.get_by_id(campaign_id))


def result(campaign_id: int) -> str:
    """The same in a sentence."""
    return campaign_figures.result(Campaign.get_by_id(campaign_id))


def by_number(no: str) -> int | None:
    """Id of the campaign of that number."""
    row = Campaign.get_or_none(Campaign.no == no)
    return row.id if row else None


def _made(row: Any, who: dict[int, str], now: datetime) -> CampaignRow:
    kind, days = CampaignKind(row.kind), (row.starts_on, row.ends_on)
    return CampaignRow(
        row.id,
        row.version,
        row.no,
        CampaignState(row.state),
        CampaignData(kind, row.title, *days, row.place, row.content, row.caller_id),
        row.call_by,
        who.get(row.caller_id or 0, ""),
        from_json(row.rule) if row.rule else None,
        LetterKind(row.letter_kind or LetterKind.INVITATION),
        row.letter_subject,
        row.letter_text,
        who.get(row.created_by, ""),
        row.approved_at,
        who.get(row.approved_by or 0, ""),
        row.closed_at,
        who.get(row.closed_by or 0, ""),
        row.closed_reason,
        campaign_moves.standing(row, now),
    )


def member_levels() -> tuple[str, ...]:
    """The levels of members that are given, the lowest first."""
    levels = MemberLevel.select(MemberLevel.name).where(MemberLevel.active)
    return tuple(name for (name,) in tuples(levels.order_by(MemberLevel.place, MemberLevel.id)))


# Customers of a campaign


def targets(
    campaign_id: int,
    which: TargetFilter,
    cursor: Cursor | None = None,
    limit: int = 100,
    *,
    now: datetime = datetime.max,
) -> Page[TargetRow]:
    """Customers of a campaign in the order of the list; those to call as they are called at that moment."""
    order = _turn(now) if which is TargetFilter.TO_CALL else (CampaignTarget.id,)
    query = _select(*order).where((CampaignTarget.campaign == campaign_id) & _fits(which))
    if cursor is not None:
        query = query.where(Tuple(*order) > Tuple(*cursor))
    rows = tuples(query.order_by(*order).limit(limit + 1))
    shown = rows[:limit]
    made = _targets(campaign_id, [row[len(order) :] for row in shown])
    return Page(tuple(made), shown[-1][: len(order)] if len(rows) > limit else None)


def target_counts(campaign_id: int) -> dict[TargetFilter, int]:
    """How many stand behind each chip."""
    sums = [fn.SUM(Case(None, [(_fits(which), 1)], 0)) for which in TargetFilter]
    [row] = tuples(CampaignTarget.select(*sums).where(CampaignTarget.campaign == campaign_id))
    return {which: int(count or 0) for which, count in zip(TargetFilter, row, strict=True)}


def target(target_id: int) -> TargetRow:
    """One customer of a campaign; raises KeyError when there is none."""
    rows = tuples(_select().where(CampaignTarget.id == target_id))
    if not rows:
        raise KeyError(target_id)
    return _targets(rows[0][2], rows)[0]


def next_target(campaign_id: int, now: datetime) -> int | None:
    """Who is called next; None while nobody is to be called at this moment."""
    ready = CampaignTarget.next_at.is_null() | (CampaignTarget.next_at <= now)
    own = (CampaignTarget.campaign == campaign_id) & _fits(TargetFilter.TO_CALL) & ready
    row = CampaignTarget.select(CampaignTarget.id).where(own).order_by(*_turn(now)).tuples().first()
    return row[0] if row else None


def _turn(now: datetime) -> tuple[Any, ...]:
    """Who is called first: whose agreed or next moment has come, then who was never tried, then who waits."""
    again = CampaignTarget.next_at
    rank = Case(None, [(again.is_null(), 1), (again > now, 2)], 0)
    return rank, fn.COALESCE(again, CampaignTarget.created_at), CampaignTarget.id


def _fits(which: TargetFilter) -> Any:
    match which:
        case TargetFilter.TO_CALL:
            return CampaignTarget.state == TargetState.TO_CALL.value
        case TargetFilter.LETTER:
            return campaign_moves.letter_owed()
        case TargetFilter.COMING:
            return _staying() & (CampaignTarget.answer == Answer.COMING.value)
        case TargetFilter.ANSWERED:
            return _staying() & (CampaignTarget.answer != "")
    return CampaignTarget.id.is_null(False)


def _staying() -> Any:
    return CampaignTarget.state != TargetState.REMOVED.value


def _select(*first: Any) -> Any:
    """The columns of a `TargetRow` up to its letter, after those by which a page is read."""
    number = Phone.select(Phone.number).where(
        (Phone.customer == CampaignTarget.customer) & Phone.dead_on.is_null()
    )
    letter = Letter.select(Letter.no).where((Letter.target == CampaignTarget.id) & (Letter.state != "VOID"))
    return (
        CampaignTarget.select(
            *first,
            CampaignTarget.id,
            CampaignTarget.version,
            CampaignTarget.campaign,
            Customer.id,
            Customer.name,
            Customer.preferred_call_time,
            Customer.no_calls,
            fn.COALESCE(number.order_by(Phone.position).limit(1), ""),
            CampaignTarget.vehicle,
            fn.COALESCE(Vehicle.plate, ""),
            fn.TRIM(fn.COALESCE(Vehicle.brand, "").concat(" ").concat(fn.COALESCE(Vehicle.model, ""))),
            CampaignTarget.why,
            CampaignTarget.state,
            CampaignTarget.attempts,
            CampaignTarget.next_at,
            CampaignTarget.called_at,
            CampaignTarget.answer,
            CampaignTarget.note,
            CampaignTarget.letter_due_on,
            fn.COALESCE(letter.order_by(Letter.id.desc()).limit(1), ""),
            CampaignTarget.dropped_reason,
        )
        .join(Customer, on=(Customer.id == CampaignTarget.customer))
        .join(Vehicle, JOIN.LEFT_OUTER, on=(Vehicle.id == CampaignTarget.vehicle))
    )


_CONVERT: dict[int, Callable[[Any], Any]] = {
    6: bool,
    9: display_plate,
    12: TargetState,
    16: lambda said: Answer(said) if said else None,
}


def _targets(campaign_id: int, rows: Sequence[tuple[Any, ...]]) -> list[TargetRow]:
    if not rows:
        return []
    visits = campaign_figures.came(Campaign.get_by_id(campaign_id))
    return [_target(list(row), visits.get(row[0])) for row in rows]


def _target(values: list[Any], visit: Visit | None) -> TargetRow:
    for place, convert in _CONVERT.items():
        values[place] = convert(values[place])
    here = (visit.on, visit.orders[0].no) if visit is not None else (None, "")
    return TargetRow(*(*values[:-1], *here, values[-1]))
