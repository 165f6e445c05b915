"""What is promised on a car, judged on a day at an odometer reading: our work, the parts, the maker's terms (A5, E9)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from garage import i18n
from garage.domain.dates import months_after
from garage.domain.factory_terms import Term, that_hold
from garage.domain.lines import LineStatus
from garage.domain.vehicles import Fuel
from garage.domain.verdicts import (
    Coverage,
    Driven,
    Promise,
    Readings,
    Source,
    Subject,
    Verdict,
    Work,
    judge,
    same_as,
    telling,
)
from garage.domain.working_days import Calendar
from garage.i18n import N_, _
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.rework import WarrantyVerdict
from garage.models.statements import statement
from garage.models.vehicles import OdometerReading, Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import factory_terms
from garage.services.working_days import calendar

BY_FILE = N_("Whole vehicle, by its file")
"""The only promise whose name is a word of the program."""


@dataclass(frozen=True)
class _Earlier:
    """One line with which the car left, and what was promised on it."""

    line_id: int
    order_id: int
    start_on: date
    start_km: int
    days: int
    km: int
    expires_on: date
    expires_km: int
    attempts: int
    part_expires_on: date | None
    part_expires_km: int | None
    name: str
    operation_id: int | None
    part_id: int | None
    trade: str
    original_id: int | None
    order_no: str
    group: str | None

    @property
    def repair(self) -> Promise:
        """Our own promise."""
        return repair_promise(self.expires_on, self.expires_km, self.days, self.km)

    @property
    def part(self) -> Promise | None:
        """The promise on the part itself, None without one."""
        return part_promise(self.start_on, self.start_km, self.part_expires_on, self.part_expires_km)


def repair_promise(last_day: date, last_km: int, days: int, km: int) -> Promise:
    """A promise by its end and length: a rework that keeps the end of an earlier one goes on from its beginning (D4)."""
    return Promise(last_day - timedelta(days=days), last_day, km, last_km - km, days=days)


def part_promise(start: date, start_km: int, last_day: date | None, last_km: int | None) -> Promise | None:
    """The promise on a part that was fitted, None without one."""
    if last_day is None:
        return None
    km = None if last_km is None else last_km - start_km
    months = 12 * (last_day.year - start.year) + last_day.month - start.month
    return Promise(start, last_day, km, start_km, months=months)


class Odometer:
    """Every reading of a car up to a day, the last by default, and the one of that day, None while nobody has read it."""

    def __init__(self, vehicle_id: int, today_km: int | None, day: date = date.max) -> None:
        stored = [(km, at) for km, at in _readings.rows(vehicle_id) if at.date() <= day]
        self._known = today_km is not None
        self._kms = [km for km, _at in stored]
        self._days = [at.date() for _km, at in stored]
        if today_km is not None and (not self._kms or self._kms[-1] != today_km):
            self._kms.append(today_km)
            self._days.append(date.max)
        self._readings = Readings(self._kms)
        self._places = {reading: n for n, reading in enumerate(zip(self._days, self._kms, strict=True))}
        self._ways: dict[tuple[date | None, int], Driven] = {}

    def since(self, promise: Promise) -> Driven | None:
        """What was driven since a promise began; unknown today, only what has certainly been too much."""
        begun = promise.since, promise.since_km
        way = self._ways.get(begun) or self._readings.since(promise.since_km, self._first(promise))
        self._ways[begun] = way
        over = promise.km is not None and way.km > promise.km
        return way if self._known or over else None

    def _first(self, promise: Promise) -> int:
        """Place of the first reading after the one with which the promise began."""
        if promise.since is None or not promise.since_km:
            return 0
        day, km = promise.since, promise.since_km
        began = self._places.get((day, km))
        if began is not None:
            return began + 1
        seen = enumerate(zip(self._days, self._kms, strict=True))
        later = (n for n, (on, read) in seen if on > day or (on == day and read >= km))
        return next(later, len(self._kms))


@statement
def _readings(vehicle_id: Any) -> Any:
    rows = OdometerReading.select(OdometerReading.km, OdometerReading.read_at)
    return rows.where(OdometerReading.vehicle == vehicle_id).order_by(OdometerReading.id)


@dataclass(frozen=True)
class _Visit:
    """What a visit is about, and the day it is judged at."""

    order_id: int | None
    day: date
    complained: frozenset[str] = frozenset()
    works: tuple[Work, ...] = ()


def day_judged(order_id: int | None, today: date) -> date:
    """The day at which a warranty is judged: that of the car's arrival, however long it waits for its parts then (A5)."""
    received = None if order_id is None else _received.value(order_id)
    return today if received is None else received.date()


def of_vehicle(
    vehicle_id: int,
    today: date,
    odometer_km: int | None,
    order_id: int | None = None,
    *,
    complaint: str | None = None,
) -> tuple[Coverage, ...]:
    """Every promise on a car at a reading of today, None while there is none; covered ones first (A5).

    What has run out is named too, however long ago. With `order_id` all is judged at the day the car was received, with what
    the complaint and the lines have in common with it, and what was decided; `complaint` is one that is typed but not
    saved. History follows the car, whoever owns it. KeyError without such a car.
    """
    if _car.first(vehicle_id) is None:
        raise KeyError(vehicle_id)
    visit = _visit(order_id, complaint, today)
    days, odometer = calendar(), Odometer(vehicle_id, odometer_km, visit.day)
    judged = [
        *_of_lines(vehicle_id, odometer, days, visit),
        *_of_terms(vehicle_id, odometer, days, visit),
    ]
    decided = _decisions(order_id)
    return tuple(sorted((_with(one, decided) for one in judged), key=lambda one: one.rank))


def _visit(order_id: int | None, complaint: str | None, today: date) -> _Visit:
    if order_id is None:
        return _Visit(None, today)
    works = tuple(
        Work(name, operation, part, group or "", trade)
        for name, operation, part, group, trade in _works.rows(order_id)
    )
    said = _complaint.value(order_id) if complaint is None else complaint
    return _Visit(order_id, day_judged(order_id, today), telling(said or ""), works)


def _of_lines(vehicle_id: int, odometer: Odometer, days: Calendar, visit: _Visit) -> Iterator[Coverage]:
    """The promises on earlier lines; of what was done again only the last. A later visit is no past of this one."""
    seen: set[tuple[int, Source]] = set()
    for row in _warranties.rows(vehicle_id):
        earlier = _Earlier(*row)
        if earlier.order_id == visit.order_id or earlier.start_on > visit.day:
            continue
        root = earlier.original_id or earlier.line_id
        work = Work(earlier.name, earlier.operation_id, earlier.part_id, earlier.group or "", earlier.trade)
        for source, promise in ((Source.REPAIR, earlier.repair), (Source.PART, earlier.part)):
            if promise is None or (root, source) in seen:
                continue
            seen.add((root, source))
            subject = Subject(source, earlier.name, earlier.line_id)
            yield _judge(
                subject,
                promise,
                visit.day,
                odometer,
                days,
                order_no=earlier.order_no,
                order_id=earlier.order_id,
                attempts=earlier.attempts,
                same=same_as(work, visit.complained, visit.works, earlier.order_no),
            )


def makers_promises(vehicle_id: int) -> list[tuple[Term, Promise]]:
    """The maker's promises on a car with the terms they come from; KeyError without such a car."""
    car = _car.first(vehicle_id)
    if car is None:
        raise KeyError(vehicle_id)
    brand, fuel, registered_on, until, until_km = car
    found = that_hold(factory_terms.of_vehicle(vehicle_id), brand, Fuel(fuel), vehicle_id)
    by_papers = until is not None or until_km is not None
    promises = [
        (term, _since_registration(term, registered_on))
        for term in found
        if not by_papers or term.part_group or term.local_rule
    ]
    if by_papers:
        promises.append((Term(_(BY_FILE), 0), Promise(None, until, until_km)))
    return promises


def _of_terms(vehicle_id: int, odometer: Odometer, days: Calendar, visit: _Visit) -> Iterator[Coverage]:
    """The maker's promises, judged; one that has run out is named only where today's visit is about it."""
    for term, promise in makers_promises(vehicle_id):
        work = Work(term.name, group=term.part_group)
        subject, same = Subject(Source.FACTORY, term.name), same_as(work, visit.complained, visit.works)
        judged = _judge(subject, promise, visit.day, odometer, days, same=same)
        if judged.open or judged.same:
            yield judged


def _since_registration(term: Term, registered_on: date | None) -> Promise:
    last = None if registered_on is None else months_after(registered_on, term.months)
    return Promise(registered_on, last, term.km, months=term.months)


def _judge(
    subject: Subject, promise: Promise, day: date, odometer: Odometer, days: Calendar, **about: Any
) -> Coverage:
    last = promise.last_day
    return judge(
        subject,
        promise,
        today=day,
        odometer=odometer.since(promise),
        next_working_day=None if last is None else days.next_working_day(last),
        **about,
    )


def called(subject: str) -> str:
    """What a promise is called now: a verdict kept its name in the language in which it was said."""
    return _(BY_FILE) if subject in _said_by_file() else subject


@cache
def _said_by_file() -> frozenset[str]:
    return frozenset(i18n.words(language)(BY_FILE) for language in i18n.LANGUAGES)


Decision = tuple[str, str, int]
"""Verdict, note, version."""


def _decisions(order_id: int | None) -> dict[Subject, Decision]:
    if order_id is None:
        return {}
    return {
        Subject(Source(source), called(subject), line): (verdict, note, version)
        for source, subject, line, verdict, note, version in _decided.rows(order_id)
    }


def _with(coverage: Coverage, decisions: dict[Subject, Decision]) -> Coverage:
    found = decisions.get(coverage.subject)
    if found is None:
        return coverage
    verdict, note, version = found
    return replace(coverage, decided=Verdict(verdict), note=note, version=version)


@statement
def _car(vehicle_id: Any) -> Any:
    columns = (
        Vehicle.brand,
        Vehicle.fuel,
        Vehicle.registered_on,
        Vehicle.factory_warranty_until,
        Vehicle.factory_warranty_km,
    )
    return Vehicle.select(*columns).where(Vehicle.id == vehicle_id)


@statement
def _complaint(order_id: Any) -> Any:
    return WorkOrder.select(WorkOrder.complaint).where(WorkOrder.id == order_id)


@statement
def _received(order_id: Any) -> Any:
    return WorkOrder.select(WorkOrder.received_at).where(WorkOrder.id == order_id)


@statement
def _works(order_id: Any) -> Any:
    gone = OrderLine.status.in_([LineStatus.DROPPED.value, LineStatus.DECLINED.value])
    columns = OrderLine.name, OrderLine.operation, OrderLine.part, Part.group, OrderLine.trade
    lines = OrderLine.select(*columns).left_outer_join(Part, on=(Part.id == OrderLine.part))
    return lines.where((OrderLine.order == order_id) & ~gone).order_by(OrderLine.position)


@statement
def _warranties(vehicle_id: Any) -> Any:
    columns = (
        RepairWarranty.line,
        RepairWarranty.order,
        RepairWarranty.start_on,
        RepairWarranty.start_km,
        RepairWarranty.days,
        RepairWarranty.km,
        RepairWarranty.expires_on,
        RepairWarranty.expires_km,
        RepairWarranty.attempts,
        RepairWarranty.part_expires_on,
        RepairWarranty.part_expires_km,
        OrderLine.name,
        OrderLine.operation,
        OrderLine.part,
        OrderLine.trade,
        OrderLine.original_line,
        WorkOrder.no,
        Part.group,
    )
    return (
        RepairWarranty.select(*columns)
        .join(OrderLine, on=(OrderLine.id == RepairWarranty.line))
        .join(WorkOrder, on=(WorkOrder.id == RepairWarranty.order))
        .left_outer_join(Part, on=(Part.id == OrderLine.part))
        .where(RepairWarranty.vehicle == vehicle_id)
        .order_by(RepairWarranty.id.desc())
    )


@statement
def _decided(order_id: Any) -> Any:
    columns = (
        WarrantyVerdict.source,
        WarrantyVerdict.subject,
        WarrantyVerdict.original_line,
        WarrantyVerdict.verdict,
        WarrantyVerdict.note,
        WarrantyVerdict.version,
    )
    return (
        WarrantyVerdict.select(*columns).where(WarrantyVerdict.order == order_id).order_by(WarrantyVerdict.id)
    )
