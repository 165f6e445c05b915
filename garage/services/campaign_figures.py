"""What a campaign came to: who was reached, who said what, who came, and what they spent (G4)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import fn

from garage.domain.campaigns import Answer, TargetState
from garage.domain.letters import LetterState
from garage.domain.money import format_yuan
from garage.domain.orders import OrderState
from garage.i18n import _
from garage.models.campaigns import CampaignTarget
from garage.models.letters import Letter
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.settlements import Settlement
from garage.models.statements import statement

_T = TargetState
_OUT = sorted(state.value for state in (_T.REMOVED, _T.MISSED))


@dataclass(frozen=True)
class CameWith:
    """An order of somebody invited; what it was billed in fen, less allowances."""

    id: int
    no: str
    on: date
    fen: int


@dataclass(frozen=True)
class Visit:
    """A customer who came while the campaign ran: the day, and the orders, the first one first."""

    on: date
    orders: tuple[CameWith, ...]


@dataclass(frozen=True)
class Figures:
    """How many of the customers of a campaign; money in fen."""

    targets: int = 0
    to_call: int = 0
    called: int = 0
    unreached: int = 0
    coming: int = 0
    perhaps: int = 0
    declined: int = 0
    letters: int = 0
    came: int = 0
    revenue_fen: int = 0


def figures(row: Any) -> Figures:
    """What the campaign came to so far; `row` is the stored campaign."""
    states: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    for state, answer, count in _spread.rows(row.id):
        states[state] += count
        answers[answer] += count if state != _T.REMOVED.value else 0
    visits = came(row)
    bills = {one.id: one.fen for visit in visits.values() for one in visit.orders}
    gone = states[_T.REMOVED.value]
    return Figures(
        targets=states.total() - gone,
        to_call=states[_T.TO_CALL.value],
        called=states[_T.CALLED.value],
        unreached=states[_T.UNREACHED.value],
        coming=answers[Answer.COMING.value],
        perhaps=answers[Answer.PERHAPS.value],
        declined=answers[Answer.NOT_COMING.value],
        letters=int(_letters.value(row.id, LetterState.VOID.value)),
        came=len(visits),
        revenue_fen=sum(bills.values()),
    )


@statement
def _spread(campaign_id: Any) -> Any:
    kept = CampaignTarget.select(
        CampaignTarget.state, CampaignTarget.answer, fn.COUNT(CampaignTarget.id)
    ).where(CampaignTarget.campaign == campaign_id)
    return kept.group_by(CampaignTarget.state, CampaignTarget.answer)


@statement
def _letters(campaign_id: Any, void: Any) -> Any:
    own = (Letter.campaign == campaign_id) & (Letter.state != void)
    return Letter.select(fn.COUNT(Letter.id)).where(own)


def came(row: Any) -> dict[int, Visit]:
    """Who of those invited was here while it ran, by the id of his place: by customer, else by his car."""
    orders = _orders_of(row.starts_on, row.ends_on)
    if not orders:
        return {}
    by_customer: dict[int, list[Any]] = {}
    by_car: dict[int, list[Any]] = {}
    for one in orders:
        by_customer.setdefault(one[1], []).append(one)
        by_car.setdefault(one[2], []).append(one)
    found: dict[int, list[Any]] = {}
    for target_id, customer, vehicle in _invited.rows(row.id, _OUT):
        mine = by_customer.get(customer) or by_car.get(vehicle or 0)
        if mine:
            found[target_id] = mine
    fen = _billed({one[0] for orders_of in found.values() for one in orders_of})
    visits = {}
    for target_id, rows in found.items():
        with_ = sorted(
            (
                CameWith(ref, no, _day(at, left, row.starts_on), fen.get(ref, 0))
                for ref, _c, _v, no, at, left in rows
            ),
            key=lambda one: (one.on, one.id),
        )
        visits[target_id] = Visit(with_[0].on, tuple(with_))
    return visits


def _day(received_at: datetime, exited_at: datetime | None, first: date) -> date:
    """The day of the campaign on which a car was here: when it came, or when it left if it stood here before."""
    on = received_at.date()
    return on if on >= first or exited_at is None else exited_at.date()


def _orders_of(first: date, last: date) -> list[tuple[Any, ...]]:
    """(id, customer, car, number, received, left) of the orders whose car came or left on these days."""
    begin = datetime.combine(first, time())
    end = datetime.combine(last + timedelta(days=1), time())
    rows = {
        row[0]: row
        for query in (_received, _left)
        for row in query.rows(begin, end, OrderState.CANCELLED.value)
    }
    return list(rows.values())


@statement
def _received(begin: Any, end: Any, cancelled: Any) -> Any:
    inside = (WorkOrder.received_at >= begin) & (WorkOrder.received_at < end)
    return _order_columns().where(inside & (WorkOrder.state != cancelled))


@statement
def _left(begin: Any, end: Any, cancelled: Any) -> Any:
    inside = (WorkOrder.exited_at >= begin) & (WorkOrder.exited_at < end)
    return _order_columns().where(inside & (WorkOrder.state != cancelled))


def _order_columns() -> Any:
    return WorkOrder.select(
        WorkOrder.id,
        WorkOrder.customer,
        WorkOrder.vehicle,
        WorkOrder.no,
        WorkOrder.received_at,
        WorkOrder.exited_at,
    )


@statement
def _invited(campaign_id: Any, out: Any) -> Any:
    places = CampaignTarget.select(CampaignTarget.id, CampaignTarget.customer, CampaignTarget.vehicle)
    return places.where((CampaignTarget.campaign == campaign_id) & CampaignTarget.state.not_in(out))


def _billed(order_ids: set[int]) -> dict[int, int]:
    """What these orders were billed, less allowances."""
    refs = sorted(order_ids)
    found: dict[int, int] = {}
    for start in range(0, len(refs), 500):
        some = Settlement.order.in_(refs[start : start + 500]) & Settlement.voided_at.is_null()
        fen = fn.SUM(Settlement.payable_fen - Settlement.allowance_fen)
        bills = Settlement.select(Settlement.order, fen).where(some).group_by(Settlement.order)
        found |= {ref: int(sum_) for ref, sum_ in tuples(bills)}
    return found


def result(row: Any) -> str:
    """What the campaign came to, in a sentence that is kept."""
    seen = figures(row)
    text = _(
        "{targets} invited, {called} spoken to, {unreached} not reached; {coming} said they come, {came} came; "
        "{letters} letters; {money} from those who came"
    )
    return text.format(
        targets=seen.targets,
        called=seen.called,
        unreached=seen.unreached,
        coming=seen.coming,
        came=seen.came,
        letters=seen.letters,
        money=format_yuan(seen.revenue_fen),
    )
