"""The counter's verdict on one earlier warranty at one visit, and the line of the order that follows from it (A5, C6)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from garage.domain.lines import COUNTING, LineKind, PayType
from garage.domain.orders import CLOSED, EDITABLE, SUPPLEMENTED, OrderState
from garage.domain.rework import LIVE
from garage.domain.text import one_line
from garage.domain.verdicts import Coverage, Source, Subject, Verdict, say_sum
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.rework import WarrantyVerdict
from garage.models.statements import insert
from garage.services import concessions, order_lines, pay_types, rework_cases, rework_due, rework_rows, shop
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.coverages import called, of_vehicle
from garage.services.order_lines import LineData
from garage.services.order_moves import elsewhere

_PAYS = {Verdict.REWORK: PayType.REWORK, Verdict.CLAIM: PayType.CLAIM}
"""Who pays for the line that follows; the customer for anything else."""
_STANDING = [status.value for status in COUNTING]
_LONGEST_NOTE = 200


@dataclass(frozen=True)
class Choice:
    """A line of the order that a verdict may be about."""

    id: int
    name: str
    kind: LineKind
    pay_type: PayType


def of_order(order_id: int, today: date) -> tuple[Coverage, ...]:
    """Every promise on the car of an order, at the day and reading of its reception; KeyError without such an order."""
    order = WorkOrder.find(order_id)
    if order is None:
        raise KeyError(order_id)
    return of_vehicle(order.vehicle_id, today, order.odo_in, order_id)


def choices(order_id: int) -> list[Choice]:
    """Lines of an order that a verdict can set, in their order."""
    return [
        Choice(line.id, line.name, line.kind, line.pay_type)
        for line in order_lines.lines_of(order_id)
        if line.kind is not LineKind.OTHER
    ]


@command(Area.ORDERS, Area.RETURNS)
def decide(
    by: By,
    order_id: int,
    subject: Subject,
    verdict: Verdict,
    *,
    line_id: int | None = None,
    note: str = "",
    version: int | None = None,
    approved_by: int | None = None,
    odometer_km: int | None = None,
) -> int:
    """Say what one warranty of the car is worth at this visit; returns the id of the verdict, changeable while it is here.

    REWORK and CLAIM set the line `line_id`, or add one while the estimate can be typed; NORMAL leaves the price to the
    customer; UNCLEAR opens a rework case that the owner decides. `version` is that of the verdict shown, 0 when there
    was none, None for whoever showed nothing; `odometer_km` is a reading that is typed but not saved.
    FieldError on "subject", "verdict", "line" or "note" (what has run out or was tried twice needs a word of why);
    RuleError where the estimate is closed or a supplement is needed; StaleError.
    """
    order = WorkOrder.find(order_id)
    if order is None:
        raise KeyError(order_id)
    if OrderState(order.state) in CLOSED | {OrderState.SETTLED}:
        raise elsewhere(by, order)
    said = one_line("note", note, _LONGEST_NOTE)
    km = order.odo_in if odometer_km is None else odometer_km
    coverage = _coverage(by, order, subject, km)
    _check(coverage, verdict, said)
    row = _decided(order_id, subject)
    if row is not None:
        refuse_stale(row, version)
    line = _line(order, row, line_id)
    following = _follow(by, order, coverage, verdict, line, said, approved_by)
    return _keep(by, order, row, coverage, verdict=verdict.value, line=following, odometer_km=km, note=said)


def _keep(by: By, order: Any, row: Any, coverage: Coverage, **said: Any) -> int:
    """The verdict with the figures it was said on; one that was there says so from now on."""
    values = {
        **said,
        "days_left": coverage.days_left,
        "km_left": coverage.km_left,
        "decided_at": by.at,
        "decided_by": by.staff_id,
    }
    if row is not None:
        update(by, row, row.version, act="decide", **values)
        return int(row.id)
    about = coverage.subject
    named = {"source": about.source.value, "subject": about.name, "original_line": about.line_id}
    return int(create(by, WarrantyVerdict, order=order.id, vehicle=order.vehicle_id, **named, **values).id)


def _coverage(by: By, order: Any, subject: Subject, odometer_km: int | None) -> Coverage:
    judged = of_vehicle(order.vehicle_id, by.today, odometer_km, order.id)
    found = next((one for one in judged if one.subject == subject), None)
    if found is None:
        raise FieldError("subject", _("This car has no such warranty."))
    return found


def _check(coverage: Coverage, verdict: Verdict, note: str) -> None:
    """What a verdict asks for: rework repeats a line of ours, generosity has its reason."""
    if verdict is Verdict.REWORK and coverage.subject.source is Source.FACTORY:
        raise FieldError(
            "verdict", _("What the maker promised is claimed from the maker: it is no rework of ours.")
        )
    if verdict not in _PAYS or note:
        return
    if not coverage.open:
        raise FieldError("note", _("It has run out: say why the customer pays nothing all the same."))
    if verdict is Verdict.REWORK and coverage.refer:
        raise FieldError(
            "note", _("It was done again twice: refer it to another garage, or say why we try again.")
        )


def _decided(order_id: int, subject: Subject) -> Any:
    about = (WarrantyVerdict.order == order_id) & (WarrantyVerdict.source == subject.source.value)
    meant = subject.name, subject.line_id
    rows = WarrantyVerdict.select().where(about).order_by(WarrantyVerdict.id)
    return next((row for row in rows if (called(row.subject), row.original_line_id) == meant), None)


# The line that follows


def _line(order: Any, row: Any, line_id: int | None) -> Any:
    """The line that is meant: the one named, else that of the verdict before, None when there is none."""
    if line_id is not None:
        line = OrderLine.find(line_id)
        if line is None or line.order_id != order.id or line.status not in _STANDING:
            raise FieldError("line", _("This line is not on the order any more."))
        return line
    line = OrderLine.find(row.line_id) if row is not None and row.line_id is not None else None
    return line if line is not None and line.status in _STANDING else None


def _root(subject: Subject) -> int | None:
    """The line that a rework counts on from: the first of the chain."""
    if subject.line_id is None:
        return None
    line = OrderLine.get_by_id(subject.line_id)
    return int(line.original_line_id or line.id)


def _follow(
    by: By,
    order: Any,
    coverage: Coverage,
    verdict: Verdict,
    line: Any,
    note: str,
    approved_by: int | None,
) -> int | None:
    """Do what the verdict says with the line; returns its id, None where there is none."""
    if verdict is Verdict.UNCLEAR:
        _diagnose(by, order, coverage, line, note)
    pays = _PAYS.get(verdict, PayType.CUSTOMER)
    if line is None:
        return _add(by, order, coverage.subject, pays) if verdict in _PAYS else None
    if verdict is Verdict.CLAIM and line.customer_supplied:
        raise FieldError("line", _("A part that the customer brought carries no warranty."))
    if verdict not in _PAYS and PayType(line.pay_type) not in _PAYS.values():
        return int(line.id)
    _set(by, order, coverage, pays, line, note, approved_by)
    return int(line.id)


def _set(
    by: By, order: Any, coverage: Coverage, pays: PayType, line: Any, note: str, approved_by: int | None
) -> None:
    """Another pays for a line: typed while the estimate is open, a concession once the customer agreed."""
    original = _root(coverage.subject) if pays is PayType.REWORK else None
    if line.pay_type == pays.value and line.original_line_id == original:
        return
    why = note or say_sum(coverage)[:_LONGEST_NOTE]
    if OrderState(order.state) in SUPPLEMENTED:
        concessions.change_pay_type(
            by, line.id, pays, why, original_line_id=original, approved_by=approved_by
        )
        return
    _refuse_closed(order)
    if original is not None:
        pay_types.line_repeated("line", order, original)
    update(by, line, line.version, act="who pays", reason=why, pay_type=pays.value, original_line=original)
    order_lines.touch(by, order, order.version)


def _refuse_closed(order: Any) -> None:
    if OrderState(order.state) not in EDITABLE:
        text = _("The estimate is finished: open it again, or choose one of its lines.")
        raise RuleError(Reason("frozen", text, "lines"))


@command(Area.ORDERS, Area.RETURNS)
def do_owed(by: By, order_id: int, case_id: int) -> int:
    """Put the free line of a rework that is owed since an earlier visit on the order of this one; returns its id.

    RuleError when nothing is owed, it stands on the order, or the estimate is closed; KeyError.
    """
    order = WorkOrder.find(order_id)
    if order is None:
        raise KeyError(order_id)
    owed = next((row for row in rework_due.owed(order.vehicle_id) if row.id == case_id), None)
    if owed is None or OrderState(order.state) in CLOSED | {OrderState.SETTLED}:
        raise RuleError(Reason("owed", _("No free rework of this car is owed."), "rework"))
    if any(line.original_line_id == owed.original_line_id for line in order_lines.lines_of(order_id)):
        text = _("{number}: it is on the lines already.").format(number=owed.no)
        raise RuleError(Reason("owed", text, "lines"))
    return _add(by, order, Subject(Source.REPAIR, owed.line, owed.original_line_id), PayType.REWORK)


def _add(by: By, order: Any, subject: Subject, pays: PayType) -> int:
    """A line that does the earlier work again, or the work that the maker pays for."""
    if OrderState(order.state) in SUPPLEMENTED:
        text = _("Choose the line it is about; further work is proposed as a supplement.")
        raise RuleError(Reason("line", text, "supplements"))
    _refuse_closed(order)
    made = replace(_again(by, subject), pay_type=pays)
    if pays is PayType.REWORK:
        made = replace(made, original_line_id=subject.line_id)
    made = order_lines.with_original(0, order_lines.check_line(0, made), order)
    before = order_lines.lines_of(order.id)
    position = 1 + max((line.position for line in before), default=0)
    ref = insert(OrderLine, order_lines.line_columns(order.id, position, made, by))
    order_lines.touch(by, order, order.version)
    order_lines.audit_lines(by, order, before, [*before, made])
    return ref


_COPIED = (
    *("name", "code", "brand", "spec", "unit"),
    *("hours_centi", "qty_milli", "unit_price_fen", "customer_supplied", "vendor"),
)


def _again(by: By, subject: Subject) -> LineData:
    """The earlier line as it is typed today, at today's labour rate; for a system an hour of labour."""
    rate = shop.labour_rate_fen(by.today)
    if subject.line_id is None:
        return LineData(LineKind.LABOUR, subject.name, hours_centi=100, rate_fen=rate)
    [line] = [
        one
        for one in order_lines.all_lines_of(OrderLine.get_by_id(subject.line_id).order_id)
        if one.id == subject.line_id
    ]
    copied: dict[str, Any] = {name: getattr(line, name) for name in _COPIED}
    return LineData(
        kind=line.kind,
        operation_id=line.operation_id,
        part_id=line.part_id,
        trade=line.trade,
        category=line.category,
        grade=line.grade,
        rate_fen=rate if line.kind is LineKind.LABOUR else 0,
        **copied,
    )


def _diagnose(by: By, order: Any, coverage: Coverage, line: Any, note: str) -> None:
    """What is unclear is looked into: one case a visit for a line of ours, and the owner decides (D2).

    What is owed since an earlier visit, or is at another garage, is no answer to what the customer says today.
    """
    root = _root(coverage.subject)
    if root is None:
        return
    if any(case.original_line_id == root and case.state in LIVE for case in rework_rows.of_order(order.id)):
        return
    fault = order.complaint or note or coverage.subject.name
    rework_cases.open_case(by, order.id, root, fault, line_id=None if line is None else line.id)


def check_books() -> Iterator[str]:
    """Verdicts that are about another car than their order, or about a line of another order (invariant 13)."""
    said, meant, first = OrderLine.alias(), WorkOrder.alias(), OrderLine.alias()
    query = (
        WarrantyVerdict.select(WorkOrder.no, WarrantyVerdict.subject)
        .join(WorkOrder, on=(WorkOrder.id == WarrantyVerdict.order))
        .left_outer_join(said, on=(said.id == WarrantyVerdict.line))
        .left_outer_join(first, on=(first.id == WarrantyVerdict.original_line))
        .left_outer_join(meant, on=(meant.id == first.order))
        .where(
            (WarrantyVerdict.vehicle != WorkOrder.vehicle)
            | (said.order != WorkOrder.id)
            | (meant.vehicle != WorkOrder.vehicle)
        )
        .order_by(WarrantyVerdict.id)
    )
    for no, subject in tuples(query):
        text = _("{no}: the verdict on {subject} belongs to another car or order.")
        yield text.format(no=no, subject=subject)
