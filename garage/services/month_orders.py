"""The orders of a month: who came, was billed and left, with the money of each bill and what stood behind it."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from peewee import Case, fn

from garage.domain.inspections import InspectionResult, InspectionStage
from garage.domain.lines import PayType
from garage.domain.month_of_year import Month
from garage.domain.month_rows import Booked, OrderRow
from garage.domain.month_tables import Sums, Table
from garage.domain.orders import SupplementState
from garage.domain.plates import display_plate
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer
from garage.models.inspections import Inspection
from garage.models.listing import tuples
from garage.models.orders import OrderLine, Supplement, WorkOrder
from garage.models.settlements import Settlement
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle
from garage.services import month_bills
from garage.services.month_bills import STANDING, Bill, Sale, billed, sign_of, sold

_READY = [InspectionStage.WASH.value, InspectionStage.READY.value]
_ANSWERED = [SupplementState.AUTHORISED.value, SupplementState.DECLINED.value]


class Visit(NamedTuple):
    """An order as its row says it."""

    id: int
    no: str
    plate: str
    brand: str
    model: str
    customer: str
    category: str
    advisor: str
    state: str
    received_at: datetime
    promised_at: datetime | None
    exited_at: datetime | None

    @property
    def car(self) -> str:
        """Brand and model."""
        return f"{self.brand} {self.model}".strip()


class _Quality(NamedTuple):
    """Of the orders of a month: when they were ready, and what did not go well."""

    ready: dict[int, datetime]
    failed: set[int]
    comebacks: set[int]
    asked: Counter[int]
    agreed: Counter[int]


def rows(month: Month) -> list[OrderRow]:
    """Orders in their order, then the bills that were undone, then counter sales."""
    found = month_bills.bills(month)
    standing = {bill.order_id: bill for bill in found if bill.sign > 0}
    drawn: Counter[int] = Counter()
    for (bill_id, _line), fen in month_bills.costs_of_lines(month).items():
        drawn[bill_id] += fen
    outside, quality = month_bills.outside_costs(month), _quality(month)
    visits = {visit.id: visit for visit in _visits(month)}
    made = [
        _visit_row(month, visit, standing.get(visit.id), quality, drawn, outside)
        for visit in visits.values()
        if visit.id in standing or _happened(month, visit, quality)
    ]
    made += [_undone(bill, visits[bill.order_id], drawn, outside) for bill in found if bill.sign < 0]
    return [*made, *_sale_rows(month)]


def _happened(month: Month, visit: Visit, quality: _Quality) -> bool:
    """Anything but a bill: it came, left or answered a supplement in the month."""
    return (
        _within(month, visit.received_at) or _within(month, visit.exited_at) or bool(quality.asked[visit.id])
    )


def _within(month: Month, at: datetime | None) -> bool:
    return at is not None and month.since <= at < month.until


def _visit_row(
    month: Month,
    visit: Visit,
    bill: Bill | None,
    quality: _Quality,
    drawn: Counter[int],
    outside: dict[int, int],
) -> OrderRow:
    left = _within(month, visit.exited_at)
    ready = quality.ready.get(visit.id) or (visit.exited_at if left else None)
    promised = left and visit.promised_at is not None
    in_time = promised and ready is not None and visit.promised_at is not None and ready <= visit.promised_at
    again = visit.id in quality.comebacks
    return OrderRow._make(
        (
            *(Booked.ORDER.value, visit.no, display_plate(visit.plate), visit.car, visit.customer),
            *(visit.category, visit.advisor, visit.state, visit.received_at, visit.promised_at),
            *(ready, visit.exited_at),
            *((bill.settled_at, bill.no) if bill else (None, "")),
            *(int(_within(month, visit.received_at)), int(bill is not None), int(left)),
            *(int(promised), int(in_time)),
            *(int(left and not again and visit.id not in quality.failed), int(left and again)),
            *(quality.asked[visit.id], quality.agreed[visit.id]),
            *_money(bill, drawn, outside),
        )
    )


def _undone(bill: Bill, visit: Visit, drawn: Counter[int], outside: dict[int, int]) -> OrderRow:
    return OrderRow._make(
        (
            *(Booked.REVERSAL.value, visit.no, display_plate(visit.plate), visit.car, visit.customer),
            *(visit.category, visit.advisor, visit.state, None, None, None, None, bill.voided_at, bill.no),
            *(0, -1, 0, 0, 0, 0, 0, 0, 0),
            *_money(bill, drawn, outside),
        )
    )


def _money(bill: Bill | None, drawn: Counter[int], outside: dict[int, int]) -> tuple[int, ...]:
    if bill is None:
        return _figures(1)
    return _figures(
        bill.sign,
        bill.labour_fen,
        bill.parts_fen,
        bill.other_fen,
        bill.discount_fen,
        bill.rounding_fen,
        bill.payable_fen,
        bill.tax_fen,
        drawn[bill.id],
        outside.get(bill.order_id, 0),
    )


def _figures(
    sign: int,
    labour: int = 0,
    parts: int = 0,
    other: int = 0,
    discount: int = 0,
    rounding: int = 0,
    revenue: int = 0,
    tax: int = 0,
    drawn: int = 0,
    outside: int = 0,
    *,
    of_order: bool = True,
) -> tuple[int, ...]:
    """The columns of money; gross profit is the revenue without its VAT, less what parts and sublet work cost."""
    figures = (
        labour,
        parts,
        other,
        discount,
        rounding,
        revenue,
        revenue if of_order else 0,
        tax,
        drawn,
        outside,
    )
    return tuple(sign * fen for fen in (*figures, revenue - tax - drawn - outside))


def _sale_rows(month: Month) -> Iterator[OrderRow]:
    found, costs = month_bills.sales(month), month_bills.costs_of_sales(month)
    names = customer_names(found)
    for sale in found:
        kind = Booked.REVERSAL if sale.undone else Booked.SALE_RETURN if sale.of_id else Booked.SALE
        at = sale.voided_at if sale.undone else sale.at
        figures = _figures(
            sale.sign,
            parts=sale.gross_fen,
            discount=sale.discount_fen,
            rounding=sale.rounding_fen,
            revenue=sale.payable_fen,
            tax=sale.tax_fen,
            drawn=costs.get(sale.id, 0),
            of_order=False,
        )
        name = names.get(sale.customer_id or 0, sale.buyer)
        head = (kind.value, sale.no, "", "", name, "", "", "", None, None, None, None, at, "")
        yield OrderRow._make((*head, 0, 0, 0, 0, 0, 0, 0, 0, 0, *figures))


def customer_names(found: list[Sale]) -> dict[int, str]:
    """Names of the customers of counter sales."""
    refs = sorted({sale.customer_id for sale in found if sale.customer_id})
    query = Customer.select(Customer.id, Customer.name).where(Customer.id.in_(refs))
    return dict(tuples(query)) if refs else {}


def _visits(month: Month) -> Iterator[Visit]:
    query = (
        WorkOrder.select(
            WorkOrder.id,
            WorkOrder.no,
            Vehicle.plate,
            Vehicle.brand,
            Vehicle.model,
            Customer.name,
            WorkOrder.category,
            Staff.name,
            WorkOrder.state,
            WorkOrder.received_at,
            WorkOrder.promised_at,
            WorkOrder.exited_at,
        )
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .switch(WorkOrder)
        .join(Customer, on=(Customer.id == WorkOrder.customer))
        .switch(WorkOrder)
        .join(Staff, on=(Staff.id == WorkOrder.advisor))
        .where(WorkOrder.id.in_(_seen(month)))
        .order_by(WorkOrder.id)
    )
    return (Visit._make(row) for row in tuples(query))


def _seen(month: Month) -> Any:
    """Ids of the orders with anything in the month."""
    came = WorkOrder.select(WorkOrder.id).where(between(WorkOrder.received_at, month))
    left = WorkOrder.select(WorkOrder.id).where(between(WorkOrder.exited_at, month))
    paid = Settlement.select(Settlement.order).where(billed(month))
    asked = Supplement.select(Supplement.order).where(between(Supplement.answered_at, month))
    return came | left | paid | asked


def between(column: Any, month: Month) -> Any:
    """The condition of moments in the month."""
    return (column >= month.since) & (column < month.until)


def _quality(month: Month) -> _Quality:
    left = WorkOrder.select(WorkOrder.id).where(between(WorkOrder.exited_at, month))
    looked = Inspection.select(Inspection.order, Inspection.stage, Inspection.result, Inspection.inspected_at)
    ready: dict[int, datetime] = {}
    failed: set[int] = set()
    for order, stage, result, at in tuples(looked.where(Inspection.order.in_(left)).order_by(Inspection.id)):
        if result == InspectionResult.FAIL.value:
            failed.add(order)
        elif stage in _READY:
            ready[order] = at
    rework = (OrderLine.pay_type == PayType.REWORK.value) & OrderLine.status.in_(STANDING)
    again = OrderLine.select(OrderLine.order).where(OrderLine.order.in_(left) & rework)
    answers = Supplement.select(Supplement.order, Supplement.state).where(
        between(Supplement.answered_at, month) & Supplement.state.in_(_ANSWERED)
    )
    answered = tuples(answers)
    return _Quality(
        ready,
        failed,
        {order for (order,) in tuples(again)},
        Counter(order for order, _state in answered),
        Counter(order for order, state in answered if state == SupplementState.AUTHORISED.value),
    )


# The same from the books


def sums(month: Month) -> Sums:
    """The totals of the list as the database adds them up, without its rows."""
    sign = sign_of(Settlement.settled_at, month)
    columns = (
        Settlement.labour_fen,
        Settlement.parts_fen,
        Settlement.other_fen,
        Settlement.line_discount_fen + Settlement.order_discount_fen,
        Settlement.rounding_off_fen,
        Settlement.payable_fen,
        Settlement.tax_fen,
    )
    query = Settlement.select(fn.SUM(sign), *(fn.SUM(column * sign) for column in columns))
    count, labour, parts, other, discount, rounding, paid, tax = _ints(query.where(billed(month)))
    sale_sign = sign_of(CounterSale.sold_at, month) * Case(None, [(CounterSale.return_of.is_null(), 1)], -1)
    sale_columns = (
        CounterSale.gross_fen,
        CounterSale.discount_fen,
        CounterSale.rounding_off_fen,
        CounterSale.payable_fen,
    )
    sale_query = CounterSale.select(*(fn.SUM(column * sale_sign) for column in sale_columns))
    sold_fen, sold_less, sold_off, sold_paid = _ints(sale_query.where(sold(month)))
    found = month_bills.sales(month)
    sold_tax = sum(sale.sign * sale.tax_fen for sale in found)
    sold_costs = month_bills.costs_of_sales(month)
    cost = month_bills.cost_of_parts(month) + sum(sale.sign * sold_costs.get(sale.id, 0) for sale in found)
    outside = month_bills.outside_cost(month)
    revenue, tax = paid + sold_paid, tax + sold_tax
    figures = {
        **_counts(month),
        "billed": count,
        "labour_fen": labour,
        "parts_fen": parts + sold_fen,
        "other_fen": other,
        "discount_fen": discount + sold_less,
        "rounding_fen": rounding + sold_off,
        "revenue_fen": revenue,
        "revenue_of_orders_fen": paid,
        "tax_fen": tax,
        "parts_cost_fen": cost,
        "outside_cost_fen": outside,
        "margin_fen": revenue - tax - cost - outside,
    }
    return {(Table.ORDERS, column): value for column, value in figures.items()}


def _counts(month: Month) -> dict[str, int]:
    came = WorkOrder.select().where(between(WorkOrder.received_at, month)).count()
    quality = _quality(month)
    query = WorkOrder.select(WorkOrder.id, WorkOrder.promised_at, WorkOrder.exited_at)
    left = tuples(query.where(between(WorkOrder.exited_at, month)))
    return {
        "came": came,
        "left": len(left),
        "promised": sum(promised is not None for _ref, promised, _at in left),
        "on_time": sum(
            promised is not None and quality.ready.get(ref, at) <= promised for ref, promised, at in left
        ),
        "right_first": sum(ref not in quality.failed | quality.comebacks for ref, _promised, _at in left),
        "comeback": len(quality.comebacks),
        "asked": quality.asked.total(),
        "agreed": quality.agreed.total(),
    }


def _ints(query: Any) -> list[int]:
    [found] = tuples(query)
    return [int(value or 0) for value in found]
