"""Mechanics' work of a month, the thirteen items of the health record, and the month day by day."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

from garage.domain.lines import CHARGED, LineKind, PayType
from garage.domain.money import round_half_up, share_out
from garage.domain.month_of_year import Month
from garage.domain.month_rows import DayRow, MechanicRow, RecordRow
from garage.domain.month_tables import Sums, Table
from garage.domain.plates import display_plate
from garage.models.listing import tuples
from garage.models.orders import LineWork, OrderLine, WorkOrder
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import month_bills, month_lines, shop
from garage.services.month_bills import billed
from garage.services.month_orders import between

_ASKED = frozenset(pay_type.value for pay_type in CHARGED)
_FULL_BP = 10_000
_LONGEST = timedelta(days=31)
"""Nobody is clocked on a line for longer."""


class Done(NamedTuple):
    """A share of one person in one line of a bill; 0 is nobody. `lines` is 1 for the first of those who share it."""

    person: int
    order_id: int
    at: datetime
    name: str
    lines: int
    hours_centi: int
    labour_fen: int
    rework: int


class Worked(NamedTuple):
    """A stretch of work on a line, as far as it lies in the month."""

    order_no: str
    started_at: datetime
    name: str
    seconds: int


def mechanics(month: Month) -> list[MechanicRow]:
    """Everybody with a share in billed labour, or hours clocked in the month; the busiest first, nobody's last."""
    return [row for _person, row in people(month)]


def people(month: Month) -> list[tuple[int, MechanicRow]]:
    """The same with who it is, 0 for nobody."""
    names: dict[int, tuple[str, str]] = {0: ("", "")}
    names |= {person: (name, team) for _line, person, name, team, _bp in month_lines.shares(month)}
    tally: dict[str, Counter[int]] = {key: Counter() for key in ("lines", "hours", "labour", "rework")}
    for one in done(month):
        tally["lines"][one.person] += one.lines
        tally["hours"][one.person] += one.hours_centi
        tally["labour"][one.person] += one.labour_fen
        tally["rework"][one.person] += one.rework
    clocked = _clocked(month)
    names |= _named(clocked.keys() - names.keys())
    shown = [person for person in names if clocked[person] or any(sums[person] for sums in tally.values())]
    made = [
        (
            person,
            MechanicRow(
                *names[person],
                tally["lines"][person],
                tally["hours"][person],
                tally["labour"][person],
                clocked[person],
                tally["rework"][person],
            ),
        )
        for person in shown
    ]
    return sorted(made, key=lambda one: (not one[1].name, -one[1].hours_centi, one[1].name))


def done(month: Month) -> Iterator[Done]:
    """Who did what of the labour that was billed; what was on bills that were voided since is nobody's.

    Shares of a line are handed out to the fen and the hundredth of an hour, so that they add up to the labour sheet.
    """
    of_line: dict[int, list[tuple[int, int]]] = {}
    for line_id, person, _name, _team, share_bp in month_lines.shares(month):
        of_line.setdefault(line_id, []).append((person, share_bp))
    bills = month_bills.bills(month)
    billed_at = {bill.order_id: bill.settled_at for bill in bills if bill.voided_at is None}
    for line in month_lines.lines(month, LineKind.LABOUR):
        yield from _shared(line, billed_at[line.order_id], of_line.get(line.id, []))
    for bill, slip in month_bills.slips(bills):
        at = bill.settled_at if bill.sign > 0 else bill.voided_at or bill.settled_at
        for kept in slip.lines:
            if kept.kind is LineKind.LABOUR:
                fen = bill.sign * kept.gross_fen if kept.pay_type in CHARGED else 0
                hours = bill.sign * kept.hours_centi
                yield Done(0, bill.order_id, at, kept.name, bill.sign, hours, fen, 0)


def _shared(line: month_lines.Line, at: datetime, of: list[tuple[int, int]]) -> Iterator[Done]:
    who = [person for person, _share_bp in of] or [0]
    weights = [share_bp for _person, share_bp in of] or [_FULL_BP]
    if sum(weights) <= 0:
        who, weights = [0], [_FULL_BP]
    fen = line.gross_fen if line.pay_type in _ASKED else 0
    parts = zip(who, share_out(line.hours_centi, weights), share_out(fen, weights), strict=True)
    again = int(line.pay_type == PayType.REWORK.value)
    for nth, (person, hours, money) in enumerate(parts):
        yield Done(person, line.order_id, at, line.name, int(not nth), hours, money, again)


def _clocked(month: Month) -> Counter[int]:
    """Centi-hours that each person was clocked on lines within the month."""
    seconds: Counter[int] = Counter()
    since, until = month.since, month.until
    for person, started, stopped in _worked.rows(until, since, since - _LONGEST):
        seconds[person] += int((min(stopped, until) - max(started, since)).total_seconds())
    return Counter({person: round_half_up(time, 36) for person, time in seconds.items()})


def worked(month: Month, person: int) -> list[Worked]:
    """What the hours of one person that were clocked in the month are made of."""
    since, until = month.since, month.until
    query = (
        LineWork.select(WorkOrder.no, LineWork.started_at, OrderLine.name, LineWork.ended_at)
        .join(OrderLine, on=(OrderLine.id == LineWork.line))
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .where((LineWork.staff == person) & _within(until, since, since - _LONGEST))
        .order_by(LineWork.started_at, LineWork.id)
    )
    return [
        Worked(no, started, name, int((min(stopped, until) - max(started, since)).total_seconds()))
        for no, started, name, stopped in tuples(query)
    ]


@statement
def _worked(until: Any, since: Any, earliest: Any) -> Any:
    columns = (LineWork.staff, LineWork.started_at, LineWork.ended_at)
    return LineWork.select(*columns).where(_within(until, since, earliest))


def _within(until: Any, since: Any, earliest: Any) -> Any:
    return (LineWork.started_at < until) & (LineWork.started_at >= earliest) & (LineWork.ended_at > since)


def _named(people: Iterable[int]) -> dict[int, tuple[str, str]]:
    """{person: (name, team)}."""
    wanted = sorted(people)
    query = Staff.select(Staff.id, Staff.name, Staff.team).where(Staff.id.in_(wanted))
    return {ref: (name, team) for ref, name, team in tuples(query)} if wanted else {}


def sums(month: Month) -> Sums:
    """The clocks' hours of everybody."""
    return {(Table.MECHANICS, "clocked_centi"): _clocked(month).total()}


def days(month: Month) -> list[DayRow]:
    """Every day of the month: cars by their days, bills and sales by theirs, undone ones on the day of the voiding."""
    bills: Counter[date] = Counter()
    revenue: Counter[date] = Counter()
    for bill in month_bills.bills(month):
        day = _counted_on(bill.settled_at, bill.voided_at, undone=bill.sign < 0)
        bills[day] += bill.sign
        revenue[day] += bill.sign * bill.payable_fen
    for sale in month_bills.sales(month):
        revenue[_counted_on(sale.at, sale.voided_at, undone=sale.undone)] += sale.sign * sale.payable_fen
    came, left = _by_day(month, WorkOrder.received_at), _by_day(month, WorkOrder.exited_at)
    received = _by_day(month, Receipt.received_at, Receipt.total_fen)
    return [DayRow(day, came[day], left[day], bills[day], revenue[day], received[day]) for day in month.days]


def _counted_on(at: datetime, voided_at: datetime | None, *, undone: bool) -> date:
    return (voided_at if undone and voided_at else at).date()


def _by_day(month: Month, at: Any, fen: Any = None) -> Counter[date]:
    """How many rows each day has, or the sum of their amounts."""
    found: Counter[date] = Counter()
    columns = (at,) if fen is None else (at, fen)
    for moment, *amount in tuples(at.model.select(*columns).where(between(at, month))):
        found[moment.date()] += amount[0] if amount else 1
    return found


def records(month: Month) -> Iterator[RecordRow]:
    """The items of every bill that was made in the month and stands, its work and its parts side by side."""
    query = (
        Settlement.select(
            Settlement.order,
            Vehicle.vin,
            Vehicle.plate,
            WorkOrder.received_at,
            WorkOrder.odo_in,
            Settlement.settled_at,
            Settlement.no,
            WorkOrder.complaint,
        )
        .join(WorkOrder, on=(WorkOrder.id == Settlement.order))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where(billed(month) & Settlement.voided_at.is_null())
    )
    heads = {row[0]: row[1:] for row in tuples(query)}
    garage = shop.profile().name
    of_work = month_lines.lines(month, LineKind.LABOUR, LineKind.SUBLET, LineKind.OTHER, LineKind.PART)
    for order, found in groupby(of_work, key=lambda line: line.order_id):
        vin, plate, came, km, settled, no, fault = heads[order]
        every = list(found)
        work = [line for line in every if line.kind != LineKind.PART]
        fitted = [line for line in every if line.kind == LineKind.PART]
        for job, part in zip_longest(work, fitted):
            yield RecordRow(
                *(garage, vin, display_plate(plate), came.date(), km, settled.date(), no, fault),
                *(
                    (job.name, job.hours_centi if job.kind == LineKind.LABOUR else None)
                    if job
                    else ("", None)
                ),
                *((part.name, part.code, part.qty_milli) if part else ("", "", None)),
            )
