"""What customers and insurers owed at the end of a month, by how long it has been due (C3)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from peewee import Case, fn

from garage.domain.month_of_year import Month
from garage.domain.month_rows import DebtRow
from garage.domain.month_tables import Sums, Table
from garage.domain.orders import OrderState
from garage.domain.plates import display_plate
from garage.domain.settlements import Debtor, SettlementState
from garage.models.audit import AuditEntry
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.models.vehicles import Vehicle
from garage.services.month_money import allowance, allowed


class _Owing(NamedTuple):
    debtor: str
    customer: str
    no: str
    slip_no: str
    plate: str
    at: datetime
    due_on: date
    owed_fen: int


def debts(month: Month, today: date) -> list[DebtRow]:
    """Bills and sales on which something was owed at the end of the month, or is now; the first due at the start."""
    on = min(month.last, today)
    found = [*_owed_bills(month), *_owed_sales(month)]
    made = []
    for one in sorted(found, key=lambda row: (row.due_on, row.no)):
        late = (on - one.due_on).days
        place = 0 if late <= 0 else 1 if late <= 30 else 2 if late <= 60 else 3 if late <= 90 else 4
        ages = [one.owed_fen if age == place else 0 for age in range(5)]
        plate = display_plate(one.plate)
        made.append(
            DebtRow(
                *(one.debtor, one.customer, one.no, one.slip_no, plate, one.at, one.due_on, max(late, 0)),
                *(one.owed_fen, *ages),
            )
        )
    return made


def _owed_bills(month: Month) -> Iterator[_Owing]:
    """Bills that are open now, or were paid, let off or voided after the month."""
    open_now = Settlement.state == SettlementState.ON_CREDIT.value
    here = WorkOrder.select(WorkOrder.id).where(WorkOrder.state == OrderState.SETTLED.value)
    paid_later = Receipt.select(Receipt.order).where(
        (Receipt.received_at >= month.until) & Receipt.order.is_null(False)
    )
    wanted = (
        Settlement.select(Settlement.id).where(open_now)
        | Settlement.select(Settlement.id).where(Settlement.order.in_(here))
        | Settlement.select(Settlement.id).where(Settlement.order.in_(paid_later))
        | Settlement.select(Settlement.id).where(Settlement.voided_at >= month.until)
        | AuditEntry.select(AuditEntry.ref).where(allowed(month.until))
    )
    paid = Receipt.select(fn.COALESCE(fn.SUM(Receipt.total_fen), 0)).where(
        (Receipt.order == Settlement.order) & (Receipt.received_at < month.until)
    )
    query = (
        Settlement.select(
            Settlement.id,
            Settlement.debtor,
            Customer.name,
            WorkOrder.insurer,
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
        .where(Settlement.id.in_(wanted) & (Settlement.settled_at < month.until))
        .where(Settlement.voided_at.is_null() | (Settlement.voided_at >= month.until))
    )
    later = _allowed_after(month)
    for ref, debtor, name, insurer, no, slip, plate, at, due_on, payable, given, had in tuples(query):
        owed = payable - (given - later.get(ref, 0)) - int(had)
        if owed > 0:
            who = insurer if debtor == Debtor.INSURER.value else name
            yield _Owing(debtor or Debtor.CUSTOMER.value, who, no, slip, plate, at, due_on or at.date(), owed)


def _allowed_after(month: Month) -> dict[int, int]:
    """{bill: fen} that was allowed after the month, so was still owed at its end."""
    query = AuditEntry.select(AuditEntry.ref, AuditEntry.before, AuditEntry.after).where(allowed(month.until))
    found: dict[int, int] = {}
    for ref, before, after in tuples(query):
        found[ref] = found.get(ref, 0) + allowance(after) - allowance(before)
    return found


def _owed_sales(month: Month) -> Iterator[_Owing]:
    """Counter sales on account of which something was owed."""
    paid = Receipt.select(fn.COALESCE(fn.SUM(Receipt.total_fen), 0)).where(
        (Receipt.sale == CounterSale.id) & (Receipt.received_at < month.until)
    )
    back = CounterSale.alias()
    stood = back.voided_at.is_null() | (back.voided_at >= month.until)
    returned = back.select(fn.COALESCE(fn.SUM(back.payable_fen), 0)).where(
        (back.return_of == CounterSale.id) & (back.sold_at < month.until) & stood
    )
    query = (
        CounterSale.select(
            fn.COALESCE(Customer.name, CounterSale.buyer),
            CounterSale.no,
            CounterSale.sold_at,
            CounterSale.due_on,
            CounterSale.payable_fen - returned - paid,
        )
        .left_outer_join(Customer, on=(Customer.id == CounterSale.customer))
        .where(CounterSale.on_account_by.is_null(False) & CounterSale.return_of.is_null())
        .where(CounterSale.sold_at < month.until)
        .where(CounterSale.voided_at.is_null() | (CounterSale.voided_at >= month.until))
    )
    for name, no, at, due_on, owed in tuples(query):
        if int(owed) > 0:
            yield _Owing(Debtor.CUSTOMER.value, name, no, "", "", at, due_on or at.date(), int(owed))


# The same from the books


def sums(month: Month, today: date) -> Sums:
    """What is owed by age; the sum of the present month is told by how the bills stand, not by the list."""
    rows = debts(month, today)
    ages = ("not_due_fen", "days_30_fen", "days_60_fen", "days_90_fen", "older_fen")
    found = {age: sum(getattr(row, age) for row in rows) for age in ages}
    whole = _owed_now() if month.last >= today else sum(found.values())
    return {(Table.DEBTS, column): fen for column, fen in {**found, "owed_fen": whole}.items()}


def _owed_now() -> int:
    paid = Receipt.select(fn.COALESCE(fn.SUM(Receipt.total_fen), 0)).where(Receipt.order == Settlement.order)
    due = Settlement.payable_fen - Settlement.allowance_fen - paid
    here = WorkOrder.select(WorkOrder.id).where(WorkOrder.state == OrderState.SETTLED.value)
    on_account = Settlement.state == SettlementState.ON_CREDIT.value
    standing = Settlement.order.in_(here) & (Settlement.state != SettlementState.VOIDED.value)
    sales = CounterSale.select(fn.SUM(CounterSale.owed_fen)).where(CounterSale.owed_fen > 0)
    left = Settlement.select(fn.SUM(Case(None, [(due > 0, due)], 0))).where(
        on_account & Settlement.order.not_in(here)
    )
    waiting = Settlement.select(fn.SUM(Case(None, [(due > 0, due)], 0))).where(standing)
    return sum(int(value or 0) for query in (left, waiting, sales) for (value,) in tuples(query))
