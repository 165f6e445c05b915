"""The money of a month: what came in, what was let off, and what was undone."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from peewee import Case, fn

from garage.domain.month_of_year import Month
from garage.domain.month_rows import MoneyRow, ReducedRow, Reduction
from garage.domain.month_tables import Sums, Table
from garage.domain.plates import display_plate
from garage.domain.settlements import PayMethod
from garage.models.audit import AuditEntry
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.payments import Payment, Receipt
from garage.models.settlements import Settlement
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle
from garage.services import benefits, month_bills, month_orders, staff
from garage.services.month_bills import billed
from garage.services.month_orders import between

_METHODS = tuple(PayMethod)


# What came in


def receipts(month: Month) -> list[MoneyRow]:
    """Receipts of the month in their order."""
    first = Receipt.alias()
    query = (
        Receipt.select(
            Receipt.id,
            Receipt.no,
            Receipt.received_at,
            Receipt.kind,
            fn.COALESCE(WorkOrder.no, CounterSale.no, ""),
            fn.COALESCE(Vehicle.plate, ""),
            Receipt.payer,
            Receipt.total_fen,
            fn.COALESCE(first.no, ""),
            Receipt.reason,
            fn.COALESCE(Staff.name, ""),
        )
        .left_outer_join(WorkOrder, on=(WorkOrder.id == Receipt.order))
        .left_outer_join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .switch(Receipt)
        .left_outer_join(CounterSale, on=(CounterSale.id == Receipt.sale))
        .switch(Receipt)
        .left_outer_join(first, on=(first.id == Receipt.reversal_of))
        .switch(Receipt)
        .left_outer_join(Staff, on=(Staff.id == Receipt.created_by))
        .where(between(Receipt.received_at, month))
        .order_by(Receipt.id)
    )
    amounts = _amounts(month)
    nothing = dict.fromkeys(_METHODS, 0)
    return [
        MoneyRow._make(
            (
                *(no, at, kind, document, display_plate(plate), payer),
                *amounts.get(ref, nothing).values(),
                *(total, undone, reason, who),
            )
        )
        for ref, no, at, kind, document, plate, payer, total, undone, reason, who in tuples(query)
    ]


def _amounts(month: Month) -> dict[int, dict[PayMethod, int]]:
    query = (
        Payment.select(Payment.receipt, Payment.method, Payment.amount_fen)
        .join(Receipt)
        .where(between(Receipt.received_at, month))
    )
    found: dict[int, dict[PayMethod, int]] = {}
    for ref, method, fen in tuples(query):
        found.setdefault(ref, dict.fromkeys(_METHODS, 0))[PayMethod(method)] += fen
    return found


# What was let off and undone


def reductions(month: Month) -> list[ReducedRow]:
    """Discounts and rounding of the bills and sales that count, allowances, and what was voided in the month."""
    return [*_off_bills(month), *_off_sales(month), *_allowances(month), *_voided(month)]


def _off_bills(month: Month) -> Iterator[ReducedRow]:
    reduced = [bill for bill in month_bills.bills(month) if bill.discount_fen or bill.rounding_fen]
    named = _customers(month, {bill.order_id for bill in reduced})
    people = staff.names({bill.discount_by for bill in reduced if bill.discount_by})
    granted = benefits.words_of(billed(month))
    for bill in reduced:
        kind = Reduction.BILL if bill.sign > 0 else Reduction.REVERSAL
        at = bill.settled_at if bill.sign > 0 else bill.voided_at or bill.settled_at
        no, customer = named[bill.order_id]
        yield ReducedRow(
            *(kind.value, at, no, bill.no, customer, bill.sign * bill.line_discount_fen),
            *(bill.sign * bill.order_discount_fen, bill.sign * bill.rounding_fen, 0, 0),
            " · ".join(filter(None, (bill.reason, granted.get(bill.id, "")))),
            people.get(bill.discount_by or 0, ""),
        )


def _customers(month: Month, orders: set[int]) -> dict[int, tuple[str, str]]:
    """{order: (number, customer)}."""
    query = (
        WorkOrder.select(WorkOrder.id, WorkOrder.no, Customer.name)
        .join(Customer, on=(Customer.id == WorkOrder.customer))
        .where(WorkOrder.id.in_(Settlement.select(Settlement.order).where(billed(month))))
    )
    return {ref: (no, name) for ref, no, name in tuples(query) if ref in orders}


def _off_sales(month: Month) -> Iterator[ReducedRow]:
    found = [sale for sale in month_bills.sales(month) if sale.discount_fen or sale.rounding_fen]
    names = month_orders.customer_names(found)
    people = staff.names({sale.discount_by for sale in found if sale.discount_by})
    for sale in found:
        kind, at = (
            (Reduction.REVERSAL, sale.voided_at or sale.at) if sale.undone else (Reduction.SALE, sale.at)
        )
        yield ReducedRow(
            *(kind.value, at, sale.no, "", names.get(sale.customer_id or 0, sale.buyer)),
            *(sale.sign * sale.discount_fen, 0, sale.sign * sale.rounding_fen, 0, 0),
            *(sale.reason, people.get(sale.discount_by or 0, "")),
        )


def _allowances(month: Month) -> Iterator[ReducedRow]:
    """What customers were let off bills that stood, as the log tells it: more in one month, less in another."""
    query = (
        AuditEntry.select(
            AuditEntry.at,
            WorkOrder.no,
            Settlement.no,
            Customer.name,
            AuditEntry.before,
            AuditEntry.after,
            AuditEntry.reason,
            fn.COALESCE(Staff.name, ""),
        )
        .join(Settlement, on=(Settlement.id == AuditEntry.ref))
        .join(WorkOrder, on=(WorkOrder.id == Settlement.order))
        .join(Customer, on=(Customer.id == WorkOrder.customer))
        .switch(AuditEntry)
        .left_outer_join(Staff, on=(Staff.id == AuditEntry.staff_id))
        .where(allowed(month.since) & (AuditEntry.at < month.until))
        .order_by(AuditEntry.id)
    )
    for at, no, slip, customer, before, after, reason, who in tuples(query):
        yield ReducedRow(
            *(Reduction.ALLOWANCE.value, at, no, slip, customer, 0, 0, 0),
            *(allowance(after) - allowance(before), 0, reason, who),
        )


def allowed(since: datetime) -> Any:
    """Entries of the log about allowances that stand: one that was taken back never was."""
    known = Settlement.select(Settlement.id).where(Settlement.allowance_fen > 0)
    mine = (AuditEntry.noun == "settlement") & (AuditEntry.act == "allow") & (AuditEntry.at >= since)
    return mine & AuditEntry.ref.in_(known)


def allowance(text: str) -> int:
    """What a bill had been let off, in fen, as an entry of the log has it."""
    return int(json.loads(text or "{}").get("allowance_fen") or 0)


def _voided(month: Month) -> Iterator[ReducedRow]:
    bills = (
        Settlement.select(
            Settlement.voided_at,
            WorkOrder.no,
            Settlement.no,
            Customer.name,
            Settlement.payable_fen,
            Settlement.void_reason,
        )
        .join(WorkOrder, on=(WorkOrder.id == Settlement.order))
        .join(Customer, on=(Customer.id == WorkOrder.customer))
        .where(between(Settlement.voided_at, month))
        .order_by(Settlement.id)
    )
    for at, no, slip, customer, fen, reason in tuples(bills):
        yield _undone(Reduction.VOID_BILL, at, no, slip, customer, fen, reason, "")
    sales = CounterSale.select(
        CounterSale.voided_at,
        CounterSale.no,
        CounterSale.buyer,
        CounterSale.payable_fen,
        CounterSale.void_reason,
    ).where(between(CounterSale.voided_at, month))
    for at, no, buyer, fen, reason in tuples(sales.order_by(CounterSale.id)):
        yield _undone(Reduction.VOID_SALE, at, no, "", buyer, fen, reason, "")
    for row in receipts(month):
        if row.reversal_of:
            yield _undone(
                *(Reduction.VOID_RECEIPT, row.at, row.document, row.reversal_of, row.payer),
                *(-row.total_fen, row.reason, row.who),
            )


def _undone(
    kind: Reduction, at: datetime, no: str, slip: str, customer: str, fen: int, reason: str, who: str
) -> ReducedRow:
    return ReducedRow(kind.value, at, no, slip, customer, 0, 0, 0, 0, fen, reason, who)


# The same from the books


def sums(month: Month, orders: Sums) -> Sums:
    """Totals of receipts by method and of reductions, as the database adds them up."""
    columns = [fn.SUM(Case(None, [(Payment.method == one.value, Payment.amount_fen)], 0)) for one in _METHODS]
    query = Payment.select(*columns).join(Receipt).where(between(Receipt.received_at, month))
    [by_method] = tuples(query)
    [(total,)] = tuples(Receipt.select(fn.SUM(Receipt.total_fen)).where(between(Receipt.received_at, month)))
    found: dict[tuple[Table, str], int] = {
        (Table.MONEY, f"{method.value.lower()}_fen"): int(fen or 0)
        for method, fen in zip(_METHODS, by_method, strict=True)
    }
    found[Table.MONEY, "total_fen"] = int(total or 0)
    found[Table.REDUCED, "rounding_fen"] = orders[Table.ORDERS, "rounding_fen"]
    return found
