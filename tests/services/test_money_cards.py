"""What is owed on a counter sale is a card of the day until it is paid."""

from datetime import datetime, timedelta

import pytest

from garage.domain.counter_sales import SaleLine
from garage.domain.settlements import Cover, PayMethod, Tender
from garage.domain.today import Card, TodayColumn, TodayKind
from garage.models.counter_sales import CounterSale
from garage.services import counter_sales, customers
from garage.services.command import By
from garage.services.counter_sales import Buyer, SaleTerms
from garage.services.customers import CustomerData
from tests.services.stockroom import Stockroom
from tests.services.test_today import cards


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def test_a_counter_sale_on_account_is_due_on_its_day(room: Stockroom) -> None:
    customer = customers.add(room.by, CustomerData(name="王女士", credit_limit_fen=100_000))
    part = room.part(4, 4_000, price_fen=10_000)
    terms = SaleTerms(on_account=True, approved_by=room.by.staff_id)
    sold = counter_sales.sell(room.by, Buyer(customer), [SaleLine(part, 4000, 10_000)], (), terms)
    due = CounterSale.get_by_id(sold.id).due_on
    assert due is not None

    def on(days: int) -> list[tuple[TodayColumn, Card]]:
        at = datetime.combine(due + timedelta(days=days), room.by.at.time())
        return cards(By(room.by.staff_id, at), TodayKind.SALE_OWED)

    assert on(-14) == []
    [(column, card)] = on(0)
    assert (column, card.ref, card.no, card.fen) == (TodayColumn.TODAY, sold.id, sold.no, 40_000)
    counter_sales.take_payment(room.by, sold.id, [Tender(PayMethod.CASH, 15_000)], Cover.PART)
    assert [card.fen for _column, card in on(1)] == [25_000]
    counter_sales.take_payment(room.by, sold.id, [Tender(PayMethod.CASH, 25_000)], Cover.PART)
    assert on(1) == []
