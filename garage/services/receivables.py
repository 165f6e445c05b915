"""What customers and insurers owe on account, by age and customer, and the statement of a customer's account (C3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import SQL, fn

from garage.domain.orders import UNSETTLED
from garage.domain.pages import Page
from garage.domain.plates import display_plate
from garage.domain.receivables import (
    BillKind,
    OpenBill,
    ReceivableFilter,
    StatementEntry,
    StatementKind,
    ageing,
)
from garage.domain.settlements import Balance, Debtor, ReceiptKind, SettlementState
from garage.domain.supplier_accounts import Ageing
from garage.models.audit import AuditEntry
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import sale_money
from garage.services.month_money import allowance

_OWED = Settlement.state == SQL("'ON_CREDIT'")
"""Written out, so that SQLite sees that its index of open bills is meant."""


@dataclass(frozen=True)
class DebtorRow:
    """Everything that one customer owes, or one insurer on behalf of customers: `customer_id` is 0 then."""

    debtor: Debtor
    customer_id: int
    name: str
    bills: tuple[OpenBill, ...]
    ageing: Ageing

    @property
    def key(self) -> tuple[str, int, str]:
        """What tells it from the others."""
        return self.debtor.value, self.customer_id, self.name if self.debtor is Debtor.INSURER else ""

    @property
    def first_due(self) -> date:
        """The day on which the first of it was or is to be paid."""
        return min(bill.due_on for bill in self.bills)


@dataclass(frozen=True)
class DepositRow:
    """An order that has money and no bill yet."""

    order_id: int
    no: str
    customer_id: int
    customer: str
    plate: str
    since: datetime
    held_fen: int


@dataclass(frozen=True)
class Summary:
    """Sums of the page: who owes, what by age, and deposits held."""

    counts: dict[ReceivableFilter, int]
    ageing: Ageing
    deposits_fen: int


def summary(today: date) -> Summary:
    """All that is owed on account, and all deposits without a bill."""
    rows, held = debtors(today), deposits()
    insurers = [row for row in rows if row.debtor is Debtor.INSURER]
    counts = {
        ReceivableFilter.ALL: len(rows),
        ReceivableFilter.OVERDUE: sum(1 for row in rows if row.ageing.overdue_fen),
        ReceivableFilter.INSURERS: len(insurers),
        ReceivableFilter.DEPOSITS: len(held),
    }
    every = [bill for row in rows for bill in row.bills]
    return Summary(counts, ageing(every, today), sum(row.held_fen for row in held))


def page(
    which: ReceivableFilter, today: date, cursor: tuple[Any, ...] | None = None, limit: int = 50
) -> Page[DebtorRow]:
    """Who owes, the first due at the start. Only what is open is read, however much was paid in the past."""
    rows = [row for row in debtors(today) if _in(row, which)]
    rows.sort(key=_place)
    rest = [row for row in rows if cursor is None or _place(row) > cursor]
    shown = rest[:limit]
    return Page(tuple(shown), _place(shown[-1]) if len(rest) > limit else None)


def _in(row: DebtorRow, which: ReceivableFilter) -> bool:
    match which:
        case ReceivableFilter.OVERDUE:
            return bool(row.ageing.overdue_fen)
        case ReceivableFilter.INSURERS:
            return row.debtor is Debtor.INSURER
        case _:
            return True


def _place(row: DebtorRow) -> tuple[Any, ...]:
    return (row.first_due, *row.key)


def debtors(today: date) -> list[DebtorRow]:
    """Everybody who owes something, with the bills, the first due at the start."""
    found: dict[tuple[str, int, str], list[OpenBill]] = {}
    names: dict[tuple[str, int, str], str] = {}
    for debtor, customer_id, name, insurer, bill in _open(None):
        by_insurer = debtor is Debtor.INSURER
        key = (debtor.value, 0, insurer) if by_insurer else (debtor.value, customer_id, "")
        found.setdefault(key, []).append(bill)
        names[key] = insurer if by_insurer else name
    return [
        DebtorRow(Debtor(key[0]), key[1], names[key], tuple(bills), ageing(bills, today))
        for key, bills in found.items()
    ]


def open_bills(customer_id: int) -> list[OpenBill]:
    """Bills and sales on the account of a customer of which something is owed, the first due at the start."""
    mine = (row for row in _open(customer_id) if row[0] is Debtor.CUSTOMER)
    return sorted((row[-1] for row in mine), key=lambda bill: (bill.due_on, bill.at, bill.kind, bill.ref))


def open_bills_of_insurer(insurer: str) -> list[OpenBill]:
    """Bills that an insurer owes on behalf of customers, the first due at the start."""
    theirs = (row for row in _open(None) if row[0] is Debtor.INSURER and row[3] == insurer)
    return sorted((row[-1] for row in theirs), key=lambda bill: (bill.due_on, bill.at, bill.kind, bill.ref))


def _open(customer_id: int | None) -> Iterator[tuple[Debtor, int, str, str, OpenBill]]:
    bills = _bills.rows() if customer_id is None else _bills_of.rows(customer_id)
    for debtor, owner, name, insurer, ref, no, slip, plate, at, due_on, payable, let_off, paid in bills:
        balance = Balance(payable, let_off, int(paid or 0))
        if balance.owed_fen:
            told = OpenBill(BillKind.ORDER, ref, no, slip, display_plate(plate), at, due_on, balance)
            yield Debtor(debtor or Debtor.CUSTOMER.value), owner, name, insurer, told
    sales = _sales.rows() if customer_id is None else _sales_of.rows(customer_id)
    for owner, name, ref, no, at, due_on, due, paid in sales:
        balance = Balance(payable_fen=int(due), paid_fen=int(paid))
        told = OpenBill(BillKind.SALE, ref, no, no, "", at, due_on or at.date(), balance)
        yield Debtor.CUSTOMER, owner, name, "", told


@statement
def _bills() -> Any:
    return _bill_columns().where(_OWED)


@statement
def _bills_of(customer_id: Any) -> Any:
    on_account = Settlement.state == SettlementState.ON_CREDIT.value
    return _bill_columns().where((WorkOrder.customer == customer_id) & on_account)


def _bill_columns() -> Any:
    paid = Receipt.select(fn.SUM(Receipt.total_fen)).where(Receipt.order == Settlement.order)
    return (
        Settlement.select(
            Settlement.debtor,
            Customer.id,
            Customer.name,
            WorkOrder.insurer,
            WorkOrder.id,
            WorkOrder.no,
            Settlement.no,
            Vehicle.plate,
            Settlement.settled_at,
            Settlement.credit_due_on,
            Settlement.payable_fen,
            Settlement.allowance_fen,
            paid,
        )
        .join(WorkOrder, on=(WorkOrder.id == Settlement.order))
        .join(Customer, on=(Customer.id == WorkOrder.customer))
        .switch(WorkOrder)
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .order_by(Settlement.credit_due_on, Settlement.id)
    )


@statement
def _sales() -> Any:
    return _sale_columns().where(CounterSale.owed_fen > 0)


@statement
def _sales_of(customer_id: Any) -> Any:
    return _sale_columns().where((CounterSale.customer == customer_id) & (CounterSale.owed_fen > 0))


def _sale_columns() -> Any:
    return (
        CounterSale.select(
            Customer.id,
            Customer.name,
            CounterSale.id,
            CounterSale.no,
            CounterSale.sold_at,
            CounterSale.due_on,
            sale_money.due(),
            sale_money.paid(),
        )
        .join(Customer, on=(Customer.id == CounterSale.customer))
        .order_by(CounterSale.due_on, CounterSale.id)
    )


# Deposits


def deposits() -> list[DepositRow]:
    """Orders in the shop that have money and no bill, the oldest at the start."""
    rows = _deposits.rows([state.value for state in UNSETTLED])
    return [
        DepositRow(ref, no, customer_id, name, display_plate(plate), since, int(held))
        for ref, no, customer_id, name, plate, since, held in rows
        if held
    ]


@statement
def _deposits(states: Any) -> Any:
    held = Receipt.select(fn.SUM(Receipt.total_fen)).where(Receipt.order == WorkOrder.id)
    return (
        WorkOrder.select(
            WorkOrder.id, WorkOrder.no, Customer.id, Customer.name, Vehicle.plate, WorkOrder.received_at, held
        )
        .join(Customer, on=(Customer.id == WorkOrder.customer))
        .switch(WorkOrder)
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where(WorkOrder.state.in_(states))
        .order_by(WorkOrder.id)
    )


# The statement


@dataclass(frozen=True)
class Statement:
    """A customer's account over some days: what was owed before, each entry, what is owed after, how old it is.

    `ageing` is None when the last day is past: what stood open then is told by the lines alone.
    """

    customer_id: int
    since: date
    until: date
    opening_fen: int
    lines: tuple[StatementEntry, ...]
    closing_fen: int
    bills: tuple[OpenBill, ...]
    ageing: Ageing | None


def statement_of(customer_id: int, since: date, until: date, today: date) -> Statement:
    """The account from `since` to `until`, both included: bills and sales that stand on it, and all of their money.

    Its balance is what is owed less what has to be paid back; bills that were voided, or paid at once, are not on it.
    """
    start = datetime.combine(since, time.min)
    end = datetime.combine(until, time.min) + timedelta(days=1)
    entries = sorted([*_bill_entries(customer_id), *_sale_entries(customer_id)], key=lambda one: one[0])
    opening = sum(entry.amount_fen for _key, entry in entries if entry.at < start)
    balance, lines = opening, []
    for _key, entry in entries:
        if start <= entry.at < end:
            balance += entry.amount_fen
            lines.append(replace(entry, balance_fen=balance))
    bills = tuple(open_bills(customer_id)) if until >= today else ()
    ages = ageing(bills, today) if until >= today else None
    return Statement(customer_id, since, until, opening, tuple(lines), balance, bills, ages)


Keyed = tuple[tuple[Any, ...], StatementEntry]

_RECEIPTS = {
    ReceiptKind.DEPOSIT: StatementKind.DEPOSIT,
    ReceiptKind.PAYMENT: StatementKind.PAYMENT,
    ReceiptKind.BALANCE: StatementKind.BALANCE,
    ReceiptKind.REFUND: StatementKind.REFUND,
}


def _bill_entries(customer_id: int) -> Iterator[Keyed]:
    """Bills on account that stand, what was let off, and the money of their orders."""
    mine = (
        (WorkOrder.customer == customer_id)
        & Settlement.credit_at.is_null(False)
        & (Settlement.state != SettlementState.VOIDED.value)
        & (Settlement.debtor != Debtor.INSURER.value)
    )
    query = (
        Settlement.select(
            Settlement.id,
            Settlement.order,
            Settlement.no,
            WorkOrder.no,
            Settlement.settled_at,
            Settlement.payable_fen,
        )
        .join(WorkOrder, on=(WorkOrder.id == Settlement.order))
        .where(mine)
    )
    bills, orders = {}, {}
    for ref, order_id, no, order_no, at, payable in tuples(query):
        bills[ref], orders[order_id] = no, order_no
        yield (at, 0, ref), StatementEntry(at, StatementKind.BILL, no, order_no, payable)
    logged = (AuditEntry.noun == "settlement") & (AuditEntry.act == "allow")
    for batch in _batches(list(bills)):
        acts = AuditEntry.select(
            AuditEntry.id,
            AuditEntry.at,
            AuditEntry.ref,
            AuditEntry.before,
            AuditEntry.after,
            AuditEntry.reason,
        ).where(logged & AuditEntry.ref.in_(batch))
        for row, at, ref, before, after, why in tuples(acts):
            less = allowance(before) - allowance(after)
            yield (at, 4, row), StatementEntry(at, StatementKind.ALLOWANCE, bills[ref], why, less)
    for batch in _batches(list(orders)):
        yield from _money(Receipt.order.in_(batch), Receipt.order, orders)


def _sale_entries(customer_id: int) -> Iterator[Keyed]:
    """Sales on account that stand, what came back of them, and their money."""
    stands = (CounterSale.customer == customer_id) & CounterSale.voided_at.is_null()
    on_account = CounterSale.on_account_by.is_null(False) & CounterSale.return_of.is_null()
    columns = (CounterSale.id, CounterSale.no, CounterSale.sold_at, CounterSale.payable_fen)
    sales = {}
    for ref, no, at, payable in tuples(CounterSale.select(*columns).where(stands & on_account)):
        sales[ref] = no
        yield (at, 1, ref), StatementEntry(at, StatementKind.SALE, no, "", payable)
    back = CounterSale.select(*columns, CounterSale.return_of)
    for batch in _batches(list(sales)):
        of_them = CounterSale.return_of.in_(batch) & CounterSale.voided_at.is_null()
        for ref, no, at, payable, first in tuples(back.where(of_them)):
            yield (at, 2, ref), StatementEntry(at, StatementKind.RETURN, no, sales[first], -payable)
        yield from _money(Receipt.sale.in_(batch), Receipt.sale, sales)


def _money(which: Any, home: Any, names: dict[int, str]) -> Iterator[Keyed]:
    query = Receipt.select(
        Receipt.id,
        Receipt.received_at,
        Receipt.kind,
        Receipt.no,
        home,
        Receipt.total_fen,
        Receipt.reversal_of,
    ).where(which)
    for ref, at, kind, no, of, fen, undone in tuples(query):
        told = StatementKind.REVERSAL if undone else _RECEIPTS[ReceiptKind(kind)]
        yield (at, 3, ref), StatementEntry(at, told, no, names[of], -fen)


def _batches(refs: Sequence[int], most: int = 500) -> Iterator[Sequence[int]]:
    for first in range(0, len(refs), most):
        yield refs[first : first + most]
