"""Whom the rule of a campaign finds: one query over all files, and the words why each was found (G4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import SQL, fn

from garage.domain.campaigns import ComplaintWish
from garage.domain.complaints import LIVE as OPEN_COMPLAINTS
from garage.domain.complaints import ComplaintState
from garage.domain.dates import months_after
from garage.domain.money import format_yuan
from garage.domain.orders import OrderState
from garage.domain.plates import display_plate
from garage.domain.target_rules import TargetRule
from garage.i18n import _, ngettext
from garage.models.complaints import Complaint
from garage.models.customers import Customer, Phone
from garage.models.inspections import Recommendation
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.settlements import Settlement
from garage.models.vehicles import Ownership, Vehicle

SHOWN = 50
"""Rows of a preview."""
_AT_ONCE = 500
"""Customers about whom facts are read in one query."""


@dataclass(frozen=True)
class Match:
    """A customer whom the rule finds, with the car it is about, and why in words; `callable` has a number and takes calls."""

    customer_id: int
    customer: str
    vehicle_id: int | None
    plate: str
    model: str
    why: str
    callable: bool


@dataclass(frozen=True)
class Preview:
    """How many the rule finds, and the first of them."""

    count: int
    rows: tuple[Match, ...]


@dataclass
class _Facts:
    """What is known of a customer beside the file's head."""

    vehicle_id: int | None = None
    plate: str = ""
    model: str = ""
    last: date | None = None
    visits: int = 0
    spent_fen: int = 0
    advice: list[str] = field(default_factory=list)
    phone: bool = False


def preview(rule: TargetRule, today: date) -> Preview:
    """What the rule finds today: the number in one query, and words for the first rows."""
    counted = fn.COUNT(Customer.id).over()
    found = tuples(_found(rule, today, counted).limit(SHOWN))
    return Preview(int(found[0][-1]) if found else 0, tuple(_matches(rule, today, found)))


def chosen(rule: TargetRule, today: date) -> Iterator[Match]:
    """Everybody whom the rule finds today, in the order of the files."""
    found = tuples(_found(rule, today))
    for start in range(0, len(found), _AT_ONCE):
        yield from _matches(rule, today, found[start : start + _AT_ONCE])


# The rule as a condition


def _found(rule: TargetRule, today: date, *more: Any) -> Any:
    columns = (Customer.id, Customer.name, Customer.member_level, Customer.address, Customer.no_calls)
    asked = Customer.merged_into.is_null() & Customer.marketing_ok
    for condition in (*_person(rule), *_visits(rule, today), *_cars(rule, today)):
        asked &= condition
    return Customer.select(*columns, *more).where(asked).order_by(Customer.id)


def _person(rule: TargetRule) -> Iterator[Any]:
    if rule.kind is not None:
        yield Customer.kind == rule.kind.value
    if rule.levels:
        yield Customer.member_level.in_(list(rule.levels))
    for word in rule.area.split():
        yield Customer.address.contains(word)
    if rule.with_phone:
        yield fn.EXISTS(_live_phone().where(Phone.customer == Customer.id))
    own = Complaint.select(Complaint.id).where(Complaint.customer == Customer.id)
    if rule.complaint is ComplaintWish.NONE_OPEN:
        yield ~fn.EXISTS(own.where(Complaint.state.in_(sorted(state.value for state in OPEN_COMPLAINTS))))
    elif rule.complaint is ComplaintWish.COMPLAINED:
        yield fn.EXISTS(own.where(Complaint.state != ComplaintState.WITHDRAWN.value))


def _live_phone() -> Any:
    return Phone.select(Phone.id).where(Phone.dead_on.is_null())


def _visits(rule: TargetRule, today: date) -> Iterator[Any]:
    if rule.visited_within is not None:
        yield Customer.id.in_(_visitors().where(WorkOrder.received_at >= _back(today, rule.visited_within)))
    if rule.visited_before is not None:
        since = _back(today, rule.visited_before)
        yield fn.EXISTS(WorkOrder.select(WorkOrder.id).where(WorkOrder.customer == Customer.id))
        yield Customer.id.not_in(_visitors().where(WorkOrder.received_at >= since))
    since = _months_back(rule, today)
    if rule.min_visits is not None:
        often = fn.COUNT(WorkOrder.id) >= rule.min_visits
        visits = WorkOrder.select(_WHOSE).where(_counts() & (WorkOrder.received_at >= since))
        yield Customer.id.in_(visits.group_by(_WHOSE).having(often))
    if rule.min_spend_fen is not None:
        enough = fn.SUM(_paid()) >= rule.min_spend_fen
        yield Customer.id.in_(_bills(since).select(_WHOSE).group_by(_WHOSE).having(enough))


_WHOSE: Any = WorkOrder.customer + SQL("0")
"""Whose order it is, worded so that SQLite reads the months asked for and does not walk all orders by customer."""


def _visitors() -> Any:
    return WorkOrder.select(WorkOrder.customer).where(_counts())


def _counts() -> Any:
    """Whether an order is a visit."""
    return WorkOrder.state != OrderState.CANCELLED.value


def _bills(since: datetime) -> Any:
    standing = Settlement.voided_at.is_null() & (Settlement.settled_at >= since)
    return Settlement.select().join(WorkOrder, on=(WorkOrder.id == Settlement.order)).where(standing)


def _paid() -> Any:
    return Settlement.payable_fen - Settlement.allowance_fen


def _cars(rule: TargetRule, today: date) -> Iterator[Any]:
    if rule.about_car:
        cars = Ownership.select(Ownership.customer).join(Vehicle, on=(Vehicle.id == Ownership.vehicle))
        yield Customer.id.in_(cars.where(Ownership.until.is_null() & _car(rule, today)))


def _car(rule: TargetRule, today: date) -> Any:
    """What is asked of a car; true where nothing is."""
    asked = Vehicle.merged_into.is_null()
    for word in rule.car.split():
        asked &= Vehicle.brand.concat(" ").concat(Vehicle.model).contains(word)
    if rule.age_from is not None:
        asked &= Vehicle.registered_on <= months_after(today, -12 * rule.age_from)
    if rule.age_to is not None:
        asked &= Vehicle.registered_on > months_after(today, -12 * (rule.age_to + 1))
    if rule.advised:
        asked &= Vehicle.id.in_(
            Recommendation.select(Recommendation.vehicle).where(Recommendation.closed_at.is_null())
        )
    return asked


def _back(today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time())


def _months_back(rule: TargetRule, today: date) -> datetime:
    return datetime.combine(months_after(today, -rule.months), time())


# Why


def _matches(rule: TargetRule, today: date, found: Sequence[tuple[Any, ...]]) -> Iterator[Match]:
    facts = _facts(rule, today, [row[0] for row in found])
    for ref, name, level, address, no_calls, *_count in found:
        known = facts[ref]
        why = " · ".join(_why(rule, known, level, address))
        reachable = known.phone and not no_calls
        yield Match(ref, name, known.vehicle_id, display_plate(known.plate), known.model, why, reachable)


def _why(rule: TargetRule, known: _Facts, level: str, address: str) -> Iterator[str]:
    if rule.about_car and not rule.advised:
        yield known.model
    yield from known.advice[:2]
    if rule.min_spend_fen is not None:
        yield _("spent {money} in {n} months").format(money=format_yuan(known.spent_fen), n=rule.months)
    if rule.min_visits is not None:
        text = ngettext("{visits} visit in {n} months", "{visits} visits in {n} months", known.visits)
        yield text.format(visits=known.visits, n=rule.months)
    if rule.levels:
        yield level
    if rule.area:
        yield address
    if known.last is not None:
        yield _("last here {day}").format(day=known.last.isoformat())
    else:
        yield _("never here yet")


def _facts(rule: TargetRule, today: date, refs: list[int]) -> dict[int, _Facts]:
    facts = {ref: _Facts() for ref in refs}
    if not refs:
        return facts
    owned = Ownership.until.is_null() & Ownership.customer.in_(refs) & _car(rule, today)
    for ref, car, plate, brand, model in tuples(_owned_cars().where(owned)):
        known = facts[ref]
        known.vehicle_id, known.plate, known.model = car, plate, f"{brand} {model}".strip()
    for ref, received_at in tuples(_last_visits().where(WorkOrder.customer.in_(refs) & _counts())):
        facts[ref].last = received_at.date()
    for (ref,) in tuples(_live_phone().select(Phone.customer).where(Phone.customer.in_(refs))):
        facts[ref].phone = True
    if rule.about_past:
        _count(rule, today, refs, facts)
    if rule.advised:
        cars = {known.vehicle_id: known for known in facts.values() if known.vehicle_id is not None}
        still = Recommendation.closed_at.is_null() & Recommendation.vehicle.in_(list(cars))
        for car, text in tuples(_advice().where(still)):
            cars[car].advice.append(text)
    return facts


def _count(rule: TargetRule, today: date, refs: list[int], facts: dict[int, _Facts]) -> None:
    """Visits and money of the months that the rule looks at."""
    since = _months_back(rule, today)
    here = WorkOrder.customer.in_(refs) & (WorkOrder.received_at >= since) & _counts()
    visits = WorkOrder.select(WorkOrder.customer, fn.COUNT(WorkOrder.id)).where(here)
    for ref, count in tuples(visits.group_by(WorkOrder.customer)):
        facts[ref].visits = count
    bills = _bills(since).select(WorkOrder.customer, fn.SUM(_paid()))
    for ref, fen in tuples(bills.where(WorkOrder.customer.in_(refs)).group_by(WorkOrder.customer)):
        facts[ref].spent_fen = int(fen)


def _owned_cars() -> Any:
    """The cars of customers, the one that entered the file last at the end."""
    return (
        Ownership.select(Ownership.customer, Vehicle.id, Vehicle.plate, Vehicle.brand, Vehicle.model)
        .join(Vehicle, on=(Vehicle.id == Ownership.vehicle))
        .order_by(Vehicle.id)
    )


def _last_visits() -> Any:
    return WorkOrder.select(WorkOrder.customer, fn.MAX(WorkOrder.received_at)).group_by(WorkOrder.customer)


def _advice() -> Any:
    advised = (Recommendation.vehicle, Recommendation.text)
    return Recommendation.select(*advised).order_by(Recommendation.safety.desc(), Recommendation.id)
