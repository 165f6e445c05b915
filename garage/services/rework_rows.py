"""Reads of rework cases: the list by state, one case, those of a car or an order, and the chain of attempts (D2–D4)."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from peewee import fn

from garage.domain.lines import COUNTING, PayType
from garage.domain.orders import OrderState
from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.domain.rework import LIVE, UNDECIDED, Case, ReworkAct, ReworkCause, ReworkState, refusals
from garage.models.customers import Customer
from garage.models.listing import Cursor, keyset, tuples
from garage.models.orders import LineShare, OrderLine, WorkOrder
from garage.models.rework import ReworkCase
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import staff
from garage.services.rework_cover import covered


class ReworkFilter(StrEnum):
    """Chips above the list, by what has become of a case."""

    DIAGNOSING = "DIAGNOSING"
    OURS = "OURS"
    NOT_OURS = "NOT_OURS"
    REFERRED = "REFERRED"
    CLOSED = "CLOSED"
    ALL = "ALL"


_S = ReworkState
STATES: dict[ReworkFilter, frozenset[ReworkState]] = {
    ReworkFilter.DIAGNOSING: UNDECIDED,
    ReworkFilter.OURS: frozenset({_S.OUR_FAULT}),
    ReworkFilter.NOT_OURS: frozenset({_S.NOT_OURS}),
    ReworkFilter.REFERRED: frozenset({_S.REFERRED}),
    ReworkFilter.CLOSED: frozenset({_S.CLOSED}),
    ReworkFilter.ALL: frozenset(ReworkState),
}


@dataclass(frozen=True)
class CaseRow:
    """A case with the order it came on and the line it began with; money in fen.

    `covered` says whether the repair's warranty ran when the car came.
    """

    id: int
    version: int
    no: str
    state: ReworkState
    order_id: int
    order_no: str
    order_state: OrderState
    received_on: date
    odometer_km: int | None
    vehicle_id: int
    plate: str
    model: str
    customer_id: int
    customer: str
    original_line_id: int
    line: str
    first_order_id: int
    first_order_no: str
    line_id: int | None
    fault: str
    undrivable: bool
    attempt: int
    opened_at: datetime
    due_on: date
    cause: ReworkCause | None
    evidence: str
    evidence_at: datetime | None
    evidence_by: int | None
    decided_at: datetime | None
    decided_by: int | None
    reason: str
    referred_to: str
    referred_at: datetime | None
    referral_cost_fen: int
    referral_result: str
    referral_back_at: datetime | None
    closed_at: datetime | None
    note: str
    covered: bool = True

    @property
    def case(self) -> Case:
        """What the guards look at."""
        return Case(
            self.no,
            self.state,
            self.cause,
            self.due_on,
            self.evidence_at.date() if self.evidence_at else None,
            self.covered,
            self.referral_back_at is not None,
            self.earlier,
            self.kept,
        )

    @property
    def kept(self) -> bool:
        """Whether an owner said why no other garage tries; the words stand as what came of the referral."""
        return bool(self.referral_result) and self.referred_at is None

    @property
    def earlier(self) -> int:
        """How often it was reworked before this case."""
        return self.attempt - 1

    def may(self, act: ReworkAct) -> bool:
        """Whether this can be done with it now."""
        return not refusals(act, self.case)


@dataclass(frozen=True)
class Attempt:
    """A visit that did the work: the first repair, then each rework; `free_km` and days are what was promised."""

    order_id: int
    order_no: str
    received_on: date
    left_on: date | None
    odometer_km: int | None
    line: str
    mechanics: str
    expires_on: date | None = None
    expires_km: int | None = None
    elsewhere: str = ""


def one(case_id: int) -> CaseRow:
    """One case; raises KeyError when there is none."""
    found = of_ids([case_id])
    if not found:
        raise KeyError(case_id)
    return found[0]


def by_number(no: str) -> int | None:
    """Id of the case of that number."""
    row = ReworkCase.get_or_none(ReworkCase.no == no)
    return row.id if row else None


def of_ids(case_ids: Collection[int]) -> list[CaseRow]:
    """These cases, the oldest first."""
    if not case_ids:
        return []
    return made(tuples(select().where(ReworkCase.id.in_(list(case_ids))).order_by(ReworkCase.id)))


def of_order(order_id: int) -> list[CaseRow]:
    """The cases of an order, the oldest first."""
    return made(_of_order.rows(order_id))


@statement
def _of_order(order_id: Any) -> Any:
    return select().where(ReworkCase.order == order_id).order_by(ReworkCase.id)


def open_cases(vehicle_id: int) -> list[CaseRow]:
    """What of this car's repairs is in dispute or still owed, the oldest first."""
    return made(_of_vehicle.rows(vehicle_id))


@statement
def _of_vehicle(vehicle_id: Any) -> Any:
    live = ReworkCase.state.in_([state.value for state in LIVE])
    return select().where((ReworkCase.vehicle == vehicle_id) & live).order_by(ReworkCase.id)


def running(order_ids: Collection[int]) -> dict[int, date]:
    """{order id: last day for evidence} of the orders whose clock runs, the soonest of each."""
    found: dict[int, date] = {}
    for row in made(_undecided.rows(list(order_ids))) if order_ids else ():
        if row.covered and not row.case.shown:
            found[row.order_id] = min(row.due_on, found.get(row.order_id, row.due_on))
    return found


@statement
def _undecided(order_ids: Any) -> Any:
    undecided = ReworkCase.state.in_([state.value for state in UNDECIDED])
    return select().where(ReworkCase.order.in_(order_ids) & undecided).order_by(ReworkCase.id)


def page(which: ReworkFilter, cursor: Cursor | None = None, limit: int = 50) -> Page[CaseRow]:
    """Cases of a chip, the newest first."""
    query = select()
    if which is not ReworkFilter.ALL:
        query = query.where(ReworkCase.state.in_([state.value for state in STATES[which]]))
    return keyset(query, (ReworkCase.id,), cursor, limit, made)


def counts() -> dict[ReworkFilter, int]:
    """Number of cases behind each chip that somebody has to act on."""
    found = {ReworkState(state): count for state, count in _states.rows()}
    return {
        which: sum(found.get(state, 0) for state in states)
        for which, states in STATES.items()
        if which not in {ReworkFilter.CLOSED, ReworkFilter.ALL}
    }


@statement
def _states() -> Any:
    live = ReworkCase.state.in_([state.value for state in LIVE])
    return ReworkCase.select(ReworkCase.state, fn.COUNT(ReworkCase.id)).where(live).group_by(ReworkCase.state)


def made(rows: Sequence[tuple[Any, ...]]) -> list[CaseRow]:
    """Rows of `select` as what they say."""
    found = [_row(list(row)) for row in rows]
    asked = [(one.id, one.original_line_id, one.received_on, one.odometer_km) for one in found if _asks(one)]
    inside = covered(asked) if asked else set()
    return [replace(one, covered=one.id in inside) if _asks(one) else one for one in found]


def _row(values: list[Any]) -> CaseRow:
    """The columns of `select`, in the types they stand for."""
    convert: dict[int, Callable[[Any], Any]] = {
        3: ReworkState,
        6: OrderState,
        7: lambda moment: moment.date(),
        10: display_plate,
        20: bool,
        24: lambda cause: ReworkCause(cause) if cause else None,
    }
    for place, made_of in convert.items():
        values[place] = made_of(values[place])
    return CaseRow(*values)


def _asks(row: CaseRow) -> bool:
    """Whether it still matters that the warranty ran: before the case is decided, or when the clock decided it."""
    return row.state in UNDECIDED or row.case.assumed


def select() -> Any:
    """The columns of a `CaseRow` before `covered`, with everything they are joined from."""
    first, before = OrderLine.alias(), WorkOrder.alias()
    return (
        ReworkCase.select(
            ReworkCase.id,
            ReworkCase.version,
            ReworkCase.no,
            ReworkCase.state,
            WorkOrder.id,
            WorkOrder.no,
            WorkOrder.state,
            WorkOrder.received_at,
            WorkOrder.odo_in,
            Vehicle.id,
            Vehicle.plate,
            fn.TRIM(Vehicle.brand.concat(" ").concat(Vehicle.model)),
            Customer.id,
            Customer.name,
            first.id,
            first.name,
            before.id,
            before.no,
            ReworkCase.line,
            ReworkCase.fault,
            ReworkCase.undrivable,
            ReworkCase.attempt,
            ReworkCase.opened_at,
            ReworkCase.evidence_due_on,
            ReworkCase.cause,
            ReworkCase.evidence,
            ReworkCase.evidence_at,
            ReworkCase.evidence_by,
            ReworkCase.decided_at,
            ReworkCase.decided_by,
            ReworkCase.reason,
            ReworkCase.referred_to,
            ReworkCase.referred_at,
            ReworkCase.referral_cost_fen,
            ReworkCase.referral_result,
            ReworkCase.referral_back_at,
            ReworkCase.closed_at,
            ReworkCase.note,
        )
        .join(WorkOrder, on=(WorkOrder.id == ReworkCase.order))
        .join(Vehicle, on=(Vehicle.id == ReworkCase.vehicle))
        .join(Customer, on=(Customer.id == ReworkCase.customer))
        .join(first, on=(first.id == ReworkCase.original_line))
        .join(before, on=(before.id == first.order))
    )


# The chain


def chain(root_id: int) -> list[Attempt]:
    """The first repair and every visit since that did it again, the oldest first, with who did it (D4)."""
    rows = _chain.rows(root_id)
    who = _mechanics([row[0] for row in rows])
    cases = {row[0]: row[1:] for row in _referrals.rows(root_id)}
    found: dict[int, Attempt] = {}
    for line_id, order_id, no, received_at, exited_at, km, name, expires_on, expires_km in rows:
        names = who.get(line_id, "")
        if order_id in found:
            known = found[order_id]
            found[order_id] = replace(known, mechanics=known.mechanics or names)
            continue
        left = exited_at.date() if exited_at else None
        found[order_id] = Attempt(
            order_id, no, received_at.date(), left, km, name, names, expires_on, expires_km
        )
    for order_id, (garage, no, received_at, exited_at, km, name) in cases.items():
        left = exited_at.date() if exited_at else None
        known = found.get(order_id, Attempt(order_id, no, received_at.date(), left, km, name, ""))
        found[order_id] = replace(known, elsewhere=garage)
    return [found[key] for key in sorted(found)]


@statement
def _chain(root_id: Any) -> Any:
    again = (OrderLine.original_line == root_id) & (OrderLine.pay_type == PayType.REWORK.value)
    counts = OrderLine.status.in_([status.value for status in COUNTING])
    return (
        OrderLine.select(
            OrderLine.id,
            WorkOrder.id,
            WorkOrder.no,
            WorkOrder.received_at,
            WorkOrder.exited_at,
            WorkOrder.odo_in,
            OrderLine.name,
            RepairWarranty.expires_on,
            RepairWarranty.expires_km,
        )
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .left_outer_join(RepairWarranty, on=(RepairWarranty.line == OrderLine.id))
        .where(((OrderLine.id == root_id) | again) & counts & (WorkOrder.state != OrderState.CANCELLED.value))
        .order_by(OrderLine.id)
    )


@statement
def _referrals(root_id: Any) -> Any:
    return (
        ReworkCase.select(
            WorkOrder.id,
            ReworkCase.referred_to,
            WorkOrder.no,
            WorkOrder.received_at,
            WorkOrder.exited_at,
            WorkOrder.odo_in,
            OrderLine.name,
        )
        .join(WorkOrder, on=(WorkOrder.id == ReworkCase.order))
        .join(OrderLine, on=(OrderLine.id == ReworkCase.original_line))
        .where((ReworkCase.original_line == root_id) & ReworkCase.referred_at.is_null(False))
        .order_by(ReworkCase.id)
    )


def _mechanics(line_ids: Sequence[int]) -> dict[int, str]:
    """{line id: names of its mechanics}; a part has none of its own."""
    found: dict[int, list[str]] = {}
    for line_id, name in _workers.rows(list(line_ids)) if line_ids else ():
        found.setdefault(line_id, []).append(name)
    return {line_id: ", ".join(names) for line_id, names in found.items()}


@statement
def _workers(line_ids: Any) -> Any:
    return (
        LineShare.select(LineShare.line, Staff.name)
        .join(Staff, on=(Staff.id == LineShare.staff))
        .where(LineShare.line.in_(line_ids))
        .order_by(LineShare.id)
    )


def people_of(row: CaseRow) -> dict[int, str]:
    """Names of those who recorded and decided."""
    return staff.names({ref for ref in (row.evidence_by, row.decided_by) if ref})
