"""Reads of complaints: the lists by clock, one complaint, those of a customer or an order (G5)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from peewee import JOIN, fn

from garage.domain.complaints import (
    LIVE,
    UNTOLD,
    Clock,
    ComplaintAct,
    ComplaintCategory,
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
    Standing,
    acts,
    clock,
    next_act,
    refusals,
    working_days_left,
)
from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.domain.working_days import Calendar
from garage.models.complaints import Complaint, ComplaintRound
from garage.models.customers import Customer
from garage.models.listing import Cursor, keyset, tuples
from garage.models.orders import WorkOrder
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import deadlines, staff, working_days

ORDERS_OFFERED = 20


class ComplaintFilter(StrEnum):
    """Chips above the list."""

    DUE = "DUE"
    OPEN = "OPEN"
    POTENTIAL = "POTENTIAL"
    SERIOUS = "SERIOUS"
    CLOSED = "CLOSED"
    ALL = "ALL"


@dataclass(frozen=True)
class ComplaintRow:
    """A complaint with whom and what it is about; `opened_at`, `informed_at`, `satisfied` are of its present round.

    `customer` is the customer's name, of somebody unknown what he is called.
    """

    id: int
    version: int
    no: str
    state: ComplaintState
    received_at: datetime
    received_by: str
    channel: ComplaintChannel
    category: ComplaintCategory | None
    level: ComplaintLevel
    potential: bool
    customer_id: int | None
    customer: str
    complainant: str
    phone: str
    vehicle_id: int | None
    plate: str
    model: str
    order_id: int | None
    order_no: str
    content: str
    demand: str
    round: int
    assigned_to_id: int | None
    assigned_to: str
    verify_due_at: datetime
    result_due_on: date
    escalated_at: datetime | None
    escalated_to: str
    closed_at: datetime | None
    closed_by: str
    closed_reason: str
    opened_at: datetime
    informed_at: datetime | None
    satisfied: bool | None
    calendar: Calendar = field(repr=False, compare=False)
    revisit_days: int

    @property
    def standing(self) -> Standing:
        """What the guards look at."""
        return Standing(self.no, self.state, self.satisfied)

    @property
    def clock(self) -> Clock | None:
        """What is to be done by when."""
        informed = self.informed_at.date() if self.informed_at else None
        return clock(self.state, self.verify_due_at, self.result_due_on, informed, self.revisit_days)

    @property
    def provisional(self) -> bool:
        """Whether the result's day was counted through a year whose holidays nobody has entered."""
        given = working_days_left(self.opened_at.date(), self.result_due_on, self.calendar)
        return self.state in UNTOLD and self.calendar.after(self.opened_at.date(), given).provisional

    @property
    def next_act(self) -> ComplaintAct | None:
        """What comes next."""
        return next_act(self.standing)

    @property
    def acts(self) -> list[ComplaintAct]:
        """Everything that may be done now, what comes next first."""
        return acts(self.standing)

    def may(self, act: ComplaintAct) -> bool:
        """Whether this can be done with it now."""
        return not refusals(act, self.standing)

    def days_left(self, today: date) -> int:
        """Working days that are left for the result, today not counted; 0 on the last day and after it."""
        return working_days_left(today, self.result_due_on, self.calendar)


@dataclass(frozen=True)
class OrderChoice:
    """A visit that a complaint may be about."""

    id: int
    no: str
    received_on: date
    vehicle_id: int
    plate: str


# Lists


def page(
    which: ComplaintFilter, now: datetime, cursor: Cursor | None = None, limit: int = 50
) -> Page[ComplaintRow]:
    """Complaints of a chip: open ones by their clock, the soonest first; the closed ones and all, the newest first."""
    if which in {ComplaintFilter.CLOSED, ComplaintFilter.ALL}:
        query = _select(Complaint.id)
        if which is ComplaintFilter.CLOSED:
            query = query.where(Complaint.state.not_in(_LIVE))
        return keyset(query, (Complaint.id,), cursor, limit, lambda rows: made([row[1:] for row in rows]))
    days = deadlines.chosen().revisit_days
    keys = sorted(_key(row, days) for row in _live.rows() if _fits(which, row, now, days))
    start = cursor[0] if cursor else 0
    ids = [key[-1] for key in keys[start : start + limit]]
    found = {row.id: row for row in of_ids(ids)}
    more = start + limit < len(keys)
    return Page(tuple(found[ref] for ref in ids if ref in found), (start + limit,) if more else None)


def counts(now: datetime) -> dict[ComplaintFilter, int]:
    """Number of open complaints behind each chip that somebody has to act on."""
    rows, days = _live.rows(), deadlines.chosen().revisit_days
    waiting = (ComplaintFilter.DUE, ComplaintFilter.OPEN, ComplaintFilter.POTENTIAL, ComplaintFilter.SERIOUS)
    return {which: sum(_fits(which, row, now, days) for row in rows) for which in waiting}


_LIVE = [state.value for state in LIVE]


@statement
def _live() -> Any:
    """What the clocks of the open ones are read from: as many rows as there are open complaints."""
    last = (ComplaintRound.complaint == Complaint.id) & (ComplaintRound.round == Complaint.round)
    return (
        Complaint.select(
            Complaint.id,
            Complaint.state,
            Complaint.verify_due_at,
            Complaint.result_due_on,
            Complaint.potential,
            Complaint.level,
            ComplaintRound.informed_at,
        )
        .join(ComplaintRound, on=last)
        .where(Complaint.state.in_(_LIVE))
    )


def _clock(row: tuple[Any, ...], revisit_days: int) -> Clock | None:
    _ref, state, verify_by, result_by, _potential, _level, informed_at = row
    informed = informed_at.date() if informed_at else None
    return clock(ComplaintState(state), verify_by, result_by, informed, revisit_days)


def _key(row: tuple[Any, ...], revisit_days: int) -> tuple[datetime, int]:
    """By its clock, to the end of a day; what only has to be closed, which is due at once, stands at the end."""
    running = _clock(row, revisit_days)
    return (datetime.max if running is None else running.moment), int(row[0])


def _fits(which: ComplaintFilter, row: tuple[Any, ...], now: datetime, revisit_days: int) -> bool:
    if which is ComplaintFilter.POTENTIAL:
        return bool(row[4])
    if which is ComplaintFilter.SERIOUS:
        return bool(row[5] == ComplaintLevel.SERIOUS.value)
    running = _clock(row, revisit_days)
    return which is ComplaintFilter.OPEN or running is None or running.moment.date() <= now.date()


@dataclass(frozen=True)
class Running:
    """The clock of an open complaint, and whom it is about, for a card of the day."""

    id: int
    no: str
    customer: str
    plate: str
    clock: Clock


def clocks(until: date, most: int) -> list[Running]:
    """The clocks that end by that day, the soonest first."""
    days = deadlines.chosen().revisit_days
    running = [(row[0], ends) for row in _live.rows() if (ends := _clock(row, days)) is not None]
    running = [one for one in running if one[1].moment.date() <= until]
    soonest = dict(sorted(running, key=lambda one: (one[1].moment, one[0]))[:most])
    found = {row[0]: row for row in (_named.rows(list(soonest)) if soonest else ())}
    return [Running(*(*found[ref], ends)) for ref, ends in soonest.items()]


@statement
def _named(ids: Any) -> Any:
    return (
        Complaint.select(Complaint.id, Complaint.no, _own_name(), fn.COALESCE(Vehicle.plate, ""))
        .join(Customer, JOIN.LEFT_OUTER, on=(Customer.id == Complaint.customer))
        .join_from(Complaint, Vehicle, JOIN.LEFT_OUTER, on=(Vehicle.id == Complaint.vehicle))
        .where(Complaint.id.in_(ids))
    )


def of_ids(ids: Sequence[int]) -> list[ComplaintRow]:
    """These complaints, in no order."""
    return made(tuples(_select().where(Complaint.id.in_(list(ids))))) if ids else []


def of_customer(customer_id: int) -> list[ComplaintRow]:
    """What a customer complained of, the newest first."""
    return made(tuples(_select().where(Complaint.customer == customer_id).order_by(Complaint.id.desc())))


def of_order(order_id: int) -> list[ComplaintRow]:
    """Complaints about a job, the newest first."""
    return made(tuples(_select().where(Complaint.order == order_id).order_by(Complaint.id.desc())))


# One complaint


def one(complaint_id: int) -> ComplaintRow:
    """One complaint; raises KeyError when there is none."""
    found = of_ids([complaint_id])
    if not found:
        raise KeyError(complaint_id)
    return found[0]


def by_number(no: str) -> int | None:
    """Id of the complaint of that number."""
    row = Complaint.get_or_none(Complaint.no == no)
    return row.id if row else None


def orders_of(customer_id: int) -> list[OrderChoice]:
    """The last visits of a customer, the newest first."""
    rows = (
        WorkOrder.select(WorkOrder.id, WorkOrder.no, WorkOrder.received_at, WorkOrder.vehicle, Vehicle.plate)
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where(WorkOrder.customer == customer_id)
        .order_by(WorkOrder.id.desc())
        .limit(ORDERS_OFFERED)
    )
    return [
        OrderChoice(ref, no, at.date(), car, display_plate(plate)) for ref, no, at, car, plate in tuples(rows)
    ]


# What rows are made of


def _own_name() -> Any:
    return fn.COALESCE(Customer.name, fn.NULLIF(Complaint.complainant, ""), Complaint.phone)


def _select(*first: Any) -> Any:
    """The columns of a `ComplaintRow` that are read, after those by which a page is read."""
    last = (ComplaintRound.complaint == Complaint.id) & (ComplaintRound.round == Complaint.round)
    return (
        Complaint.select(
            *first,
            Complaint.id,
            Complaint.version,
            Complaint.no,
            Complaint.state,
            Complaint.received_at,
            Complaint.created_by,
            Complaint.channel,
            Complaint.category,
            Complaint.level,
            Complaint.potential,
            Complaint.customer,
            _own_name(),
            Complaint.complainant,
            Complaint.phone,
            Complaint.vehicle,
            fn.COALESCE(Vehicle.plate, ""),
            fn.TRIM(fn.COALESCE(Vehicle.brand, "").concat(" ").concat(fn.COALESCE(Vehicle.model, ""))),
            Complaint.order,
            fn.COALESCE(WorkOrder.no, ""),
            Complaint.content,
            Complaint.demand,
            Complaint.round,
            Complaint.assigned_to,
            Complaint.assigned_to,
            Complaint.verify_due_at,
            Complaint.result_due_on,
            Complaint.escalated_at,
            Complaint.escalated_to,
            Complaint.closed_at,
            Complaint.closed_by,
            Complaint.closed_reason,
            ComplaintRound.opened_at,
            ComplaintRound.informed_at,
            ComplaintRound.satisfied,
        )
        .join(ComplaintRound, on=last)
        .join(Customer, JOIN.LEFT_OUTER, on=(Customer.id == Complaint.customer))
        .join(Vehicle, JOIN.LEFT_OUTER, on=(Vehicle.id == Complaint.vehicle))
        .join(WorkOrder, JOIN.LEFT_OUTER, on=(WorkOrder.id == Complaint.order))
    )


_PEOPLE = (5, 23, 27, 29)
_CONVERT: dict[int, Callable[[Any], Any]] = {
    3: ComplaintState,
    6: ComplaintChannel,
    7: lambda category: ComplaintCategory(category) if category else None,
    8: ComplaintLevel,
    9: bool,
    15: display_plate,
}


def made(rows: Sequence[tuple[Any, ...]]) -> list[ComplaintRow]:
    """Rows of `_select` as what they say: three queries more for all of them."""
    people = staff.names({row[place] for row in rows for place in _PEOPLE if row[place]})
    if not rows:
        return []
    rest = (working_days.calendar(), deadlines.chosen().revisit_days)
    return [_row(list(row), people, *rest) for row in rows]


def _row(values: list[Any], people: dict[int, str], days: Calendar, revisit_days: int) -> ComplaintRow:
    for place, made_of in _CONVERT.items():
        values[place] = made_of(values[place])
    for place in _PEOPLE:
        values[place] = people.get(values[place] or 0, "")
    return ComplaintRow(*(*values, days, revisit_days))
