"""Cards of the day about money beside the bills of jobs: counter sales on account (G9)."""

from collections.abc import Iterator
from typing import Any

from garage.domain.today import Card, TodayKind, week_end
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer
from garage.models.statements import statement
from garage.services.command import By

MOST = 100


def sales(by: By) -> Iterator[Card]:
    """Counter sales on account whose day to be paid has come, or comes this week."""
    for ref, no, name, owed, due in _owed.rows(week_end(by.today), MOST):
        yield Card(TodayKind.SALE_OWED, ref, name, no, due, no, fen=int(owed))


@statement
def _owed(until: Any, most: Any) -> Any:
    """Only what is open stands in the index that is read."""
    columns = (CounterSale.id, CounterSale.no, Customer.name, CounterSale.owed_fen, CounterSale.due_on)
    return (
        CounterSale.select(*columns)
        .join(Customer, on=(Customer.id == CounterSale.customer))
        .where((CounterSale.owed_fen > 0) & (CounterSale.due_on <= until))
        .order_by(CounterSale.due_on, CounterSale.id)
        .limit(most)
    )
