"""The lines behind the bills of a month: labour with who did it, and parts with what they cost."""

from collections.abc import Iterator
from typing import NamedTuple

from peewee import fn

from garage.domain.documents import DocumentLine
from garage.domain.lines import CHARGED, LineKind, PayType
from garage.domain.month_of_year import Month
from garage.domain.month_rows import Booked, LabourRow, PartRow
from garage.domain.month_tables import Sums, Table
from garage.domain.plates import display_plate
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.listing import tuples
from garage.models.orders import LineShare, OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.settlements import Settlement
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle
from garage.services import month_bills
from garage.services.month_bills import STANDING, Bill, Sale, billed

_ASKED = frozenset(pay_type.value for pay_type in CHARGED)
_NOBODY = PayType.CUSTOMER.value


class Line(NamedTuple):
    """A line as it stands on a bill that nobody voided."""

    order_id: int
    id: int
    kind: str
    code: str
    name: str
    trade: str
    category: str
    pay_type: str
    brand: str
    grade: str
    unit: str
    supplied: int
    hours_centi: int
    rate_fen: int
    qty_milli: int
    price_fen: int
    gross_fen: int
    discount_fen: int
    vendor: str
    vendor_cost_fen: int


def lines(month: Month, *kinds: LineKind) -> Iterator[Line]:
    """Lines of these kinds on the bills of the month that stand to this day, by order and position."""
    orders = Settlement.select(Settlement.order).where(billed(month) & Settlement.voided_at.is_null())
    query = (
        OrderLine.select(
            OrderLine.order,
            OrderLine.id,
            OrderLine.kind,
            OrderLine.code,
            OrderLine.name,
            OrderLine.trade,
            OrderLine.category,
            OrderLine.pay_type,
            OrderLine.brand,
            OrderLine.grade,
            OrderLine.unit,
            OrderLine.customer_supplied,
            OrderLine.hours_centi,
            OrderLine.rate_fen,
            OrderLine.qty_milli,
            OrderLine.unit_price_fen,
            OrderLine.gross_fen,
            OrderLine.discount_fen,
            OrderLine.vendor,
            OrderLine.vendor_cost_fen,
        )
        .where(OrderLine.order.in_(orders) & OrderLine.status.in_(STANDING))
        .where(OrderLine.kind.in_([kind.value for kind in kinds]))
        .order_by(OrderLine.order, OrderLine.position, OrderLine.id)
    )
    return (Line._make(row) for row in query.tuples().iterator())


def numbers(month: Month) -> dict[int, tuple[str, str]]:
    """{order: (number, plate)} of the orders with bills that count."""
    query = (
        WorkOrder.select(WorkOrder.id, WorkOrder.no, Vehicle.plate)
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .switch(WorkOrder)
        .join(Settlement, on=(Settlement.order == WorkOrder.id))
        .where(billed(month))
    )
    return {ref: (no, display_plate(plate)) for ref, no, plate in tuples(query)}


_WORK = (LineKind.LABOUR, LineKind.OTHER, LineKind.SUBLET)


def labour(month: Month) -> list[LabourRow]:
    """Labour, other fees and sublet work, by order; then what was on bills that were voided since."""
    found = month_bills.bills(month)
    of, standing = numbers(month), _standing(found)
    who = _mechanics(month)
    made = []
    for line in lines(month, *_WORK):
        bill = standing[line.order_id]
        asked = line.pay_type in _ASKED
        work = line.kind == LineKind.LABOUR
        made.append(
            LabourRow(
                *(of[line.order_id][0], bill.no, of[line.order_id][1], bill.settled_at, line.kind, line.code),
                *(line.name, line.trade, line.category, line.pay_type, who.get(line.id, "")),
                hours_centi=line.hours_centi if work else 0,
                rate_fen=line.rate_fen if work else line.price_fen,
                labour_fen=line.gross_fen if asked and work else 0,
                other_fen=line.gross_fen if asked and not work else 0,
                uncharged_fen=0 if asked else line.gross_fen,
                discount_fen=line.discount_fen if asked else 0,
                vendor=line.vendor,
                outside_cost_fen=0 if work else line.vendor_cost_fen,
            )
        )
    outside = month_bills.outside_costs(month)
    for bill, slip in month_bills.slips(found):
        written = [kept for kept in slip.lines if kept.kind in _WORK]
        for nth, kept in enumerate(written):
            cost = outside.get(bill.order_id, 0) if not nth else 0
            made.append(_kept_labour(bill, kept, of[bill.order_id], cost))
    return made


def _standing(found: list[Bill]) -> dict[int, Bill]:
    return {bill.order_id: bill for bill in found if bill.voided_at is None}


def _kept_labour(bill: Bill, line: DocumentLine, of: tuple[str, str], outside_fen: int) -> LabourRow:
    """A line of a voided bill; what its order paid outside stands with the first one."""
    asked, work, sign = line.pay_type in CHARGED, line.kind is LineKind.LABOUR, bill.sign
    at = bill.settled_at if sign > 0 else bill.voided_at or bill.settled_at
    return LabourRow(
        *(of[0], bill.no, of[1], at, line.kind.value, line.code, line.name),
        *(line.trade.value if line.trade else "", line.category.value if line.category else ""),
        *(line.pay_type.value, "、".join(line.technicians)),
        hours_centi=sign * line.hours_centi if work else 0,
        rate_fen=line.rate_fen if work else line.unit_price_fen,
        labour_fen=sign * line.gross_fen if asked and work else 0,
        other_fen=sign * line.gross_fen if asked and not work else 0,
        uncharged_fen=0 if asked else sign * line.gross_fen,
        discount_fen=sign * line.discount_fen if asked else 0,
        vendor=line.vendor,
        outside_cost_fen=sign * outside_fen,
    )


def shares(month: Month) -> list[tuple[int, int, str, str, int]]:
    """(line, person, name, team, basis points) of the bills that stand to this day."""
    orders = Settlement.select(Settlement.order).where(billed(month) & Settlement.voided_at.is_null())
    query = (
        LineShare.select(LineShare.line, LineShare.staff, Staff.name, Staff.team, LineShare.share_bp)
        .join(OrderLine, on=(OrderLine.id == LineShare.line))
        .switch(LineShare)
        .join(Staff, on=(Staff.id == LineShare.staff))
        .where(OrderLine.order.in_(orders))
        .order_by(LineShare.line, LineShare.id)
    )
    return tuples(query)


def _mechanics(month: Month) -> dict[int, str]:
    """{line: "李师傅 60 %、王班长 40 %"}."""
    named: dict[int, list[tuple[str, int]]] = {}
    for line, _person, name, _team, share_bp in shares(month):
        named.setdefault(line, []).append((name, share_bp))
    return {
        line: people[0][0]
        if len(people) == 1
        else "、".join(f"{name} {share_bp // 100}%" for name, share_bp in people)
        for line, people in named.items()
    }


def parts(month: Month) -> list[PartRow]:
    """Parts by order, then those of bills that were voided since, then what went over the counter."""
    found = month_bills.bills(month)
    of, standing = numbers(month), _standing(found)
    costs = month_bills.costs_of_lines(month)
    made = []
    for line in lines(month, LineKind.PART):
        bill = standing[line.order_id]
        asked = line.pay_type in _ASKED
        no, plate = of[line.order_id]
        made.append(
            PartRow(
                *(Booked.ORDER.value, no, bill.no, plate, bill.settled_at, line.code, line.name),
                *(line.brand, line.grade, line.unit, line.pay_type, int(line.supplied), line.qty_milli),
                line.price_fen,
                line.gross_fen if asked else 0,
                0 if asked else line.gross_fen,
                line.discount_fen if asked else 0,
                costs.get((bill.id, line.id), 0),
            )
        )
    for bill, slip in month_bills.slips(found):
        drawn = sum(fen for (bill_id, _line), fen in costs.items() if bill_id == bill.id)
        written = [kept for kept in slip.lines if kept.kind is LineKind.PART]
        made += [
            _kept_part(bill, kept, of[bill.order_id], 0 if nth else drawn) for nth, kept in enumerate(written)
        ]
    return [*made, *_sold_parts(month)]


def _kept_part(bill: Bill, line: DocumentLine, of: tuple[str, str], drawn_fen: int) -> PartRow:
    """A part of a voided bill; what its order had drawn by then stands with the first one."""
    asked, sign = line.pay_type in CHARGED, bill.sign
    kind = Booked.ORDER if sign > 0 else Booked.REVERSAL
    at = bill.settled_at if sign > 0 else bill.voided_at or bill.settled_at
    return PartRow(
        *(kind.value, of[0], bill.no, of[1], at, line.code, line.name, line.brand),
        *(line.grade.value if line.grade else "", line.unit, line.pay_type.value),
        *(int(line.customer_supplied), sign * line.qty_milli, line.unit_price_fen),
        sign * line.gross_fen if asked else 0,
        0 if asked else sign * line.gross_fen,
        sign * line.discount_fen if asked else 0,
        sign * drawn_fen,
    )


def _sold_parts(month: Month) -> Iterator[PartRow]:
    found: dict[int, Sale] = {sale.id: sale for sale in month_bills.sales(month)}
    query = (
        CounterSaleLine.select(
            CounterSaleLine.sale,
            Part.code,
            Part.name,
            Part.brand,
            Part.grade,
            Part.unit,
            CounterSaleLine.qty_milli,
            CounterSaleLine.unit_price_fen,
            CounterSaleLine.gross_fen,
            CounterSaleLine.discount_fen,
            CounterSaleLine.value_fen,
        )
        .join(Part, on=(Part.id == CounterSaleLine.part))
        .where(CounterSaleLine.sale.in_(CounterSale.select(CounterSale.id).where(month_bills.sold(month))))
        .order_by(CounterSaleLine.sale, CounterSaleLine.position)
    )
    for ref, code, name, brand, grade, unit, qty, price, gross, discount, value in tuples(query):
        sale = found[ref]
        kind = Booked.REVERSAL if sale.undone else Booked.SALE_RETURN if sale.of_id else Booked.SALE
        at = (sale.voided_at or sale.at) if sale.undone else sale.at
        sign = sale.sign
        yield PartRow(
            *(kind.value, sale.no, "", "", at, code, name, brand, grade, unit, _NOBODY, 0),
            *(sign * qty, price, sign * gross, 0, sign * discount, sign * value),
        )


# The same from the books


def sums(month: Month, orders: Sums) -> Sums:
    """What `orders`, the sums of the bills and sales, say of lines; hours as the database adds them up."""
    found = month_bills.bills(month, voided=True)
    standing = _hours(month)
    hours = standing + _kept_hours(found)
    return {
        (Table.LABOUR, "labour_fen"): orders[Table.ORDERS, "labour_fen"],
        (Table.LABOUR, "other_fen"): orders[Table.ORDERS, "other_fen"],
        (Table.LABOUR, "hours_centi"): hours,
        (Table.LABOUR, "outside_cost_fen"): month_bills.outside_cost(month),
        (Table.PARTS, "charged_fen"): orders[Table.ORDERS, "parts_fen"],
        (Table.PARTS, "cost_fen"): orders[Table.ORDERS, "parts_cost_fen"],
        (Table.MECHANICS, "labour_fen"): orders[Table.ORDERS, "labour_fen"],
        (Table.MECHANICS, "hours_centi"): hours,
        (Table.RECORDS, "hours_centi"): standing,
    }


def _hours(month: Month) -> int:
    """Hours of labour on the bills that stand to this day."""
    work = (OrderLine.kind == LineKind.LABOUR.value) & OrderLine.status.in_(STANDING)
    query = (
        Settlement.select(fn.SUM(OrderLine.hours_centi))
        .join(OrderLine, on=(OrderLine.order == Settlement.order))
        .where(billed(month) & Settlement.voided_at.is_null() & work)
    )
    [(hours,)] = tuples(query)
    return int(hours or 0)


def _kept_hours(found: list[Bill]) -> int:
    """The same of bills that were voided since, as their slips say."""
    lines_ = ((bill.sign, line) for bill, slip in month_bills.slips(found) for line in slip.lines)
    return sum(sign * line.hours_centi for sign, line in lines_ if line.kind is LineKind.LABOUR)
