"""Prices and money of counter sales that somebody answers for: logged, refused, taken back."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.counter_sales import SaleLine
from garage.domain.settlements import PayMethod, Tender
from garage.domain.stock import Balance
from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer
from garage.models.parts import Part
from garage.models.payments import Receipt
from garage.services import (
    books,
    counter_returns,
    counter_sales,
    sale_list,
)
from garage.services.command import By
from garage.services.counter_sales import Buyer, SaleTerms
from garage.services.movers import movers
from tests.services.stockroom import Stockroom, on_hand

NOBODY = Buyer()


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@pytest.fixture
def customer(room: Stockroom) -> int:
    day = room.by.today
    return int(
        Customer.create(
            kind="COMPANY",
            name="顺达物流",
            first_contact_on=day,
            file_due_on=day,
            credit_limit_fen=50_000,
            credit_days=30,
            **room.by.stamp(),
        ).id
    )


def cash(fen: int) -> list[Tender]:
    return [Tender(PayMethod.CASH, fen)]


def test_every_price_that_is_not_the_list_price_is_logged(room: Stockroom) -> None:
    """Above and below alike; the list price is not, and a part without one has none to differ from."""
    dear, cheap, listed = (room.part(9, 900, price_fen=10_000) for _n in range(3))
    unpriced = room.part(9, 900)
    prices = {dear: 12_000, cheap: 9_900, listed: 10_000, unpriced: 500}
    goods = [SaleLine(part, 1000, fen) for part, fen in prices.items()]
    sold = counter_sales.sell(room.by, NOBODY, goods, cash(32_400), SaleTerms(discount_reason="老客户"))
    logged = AuditEntry.select().where((AuditEntry.act == "price override") & (AuditEntry.ref == sold.id))
    names = [Part.get_by_id(part).name for part in (dear, cheap)]
    told = [
        (row.noun, json.loads(row.before), json.loads(row.after)) for row in logged.order_by(AuditEntry.id)
    ]
    assert told == [
        ("counter_sale", {names[0]: 10_000}, {names[0]: 12_000}),
        ("counter_sale", {names[1]: 10_000}, {names[1]: 9_900}),
    ]


def test_money_for_a_sale_that_costs_nothing_is_not_taken(room: Stockroom) -> None:
    part = room.part(3, 300, price_fen=100)
    free, gift = [SaleLine(part, 1000, 100, discount_fen=100)], SaleTerms(discount_reason="送的")
    with pytest.raises(FieldError) as error:
        counter_sales.sell(room.by, NOBODY, free, cash(100), gift)
    assert (error.value.field, on_hand(part)) == ("tenders", Balance(3000, 300))
    assert counter_sales.sell(room.by, NOBODY, free, (), gift).receipt_no == ""


def test_an_owner_who_voids_money_above_the_limit_answers_for_it(room: Stockroom, customer: int) -> None:
    """Paid 400.00 of a limit of 500.00 that was filled again meanwhile: the void names the reason with the sale."""
    part = room.part(9, 9_000, price_fen=40_000)
    terms = SaleTerms(on_account=True, approved_by=room.by.staff_id)
    goods = [SaleLine(part, 1000, 40_000)]
    first = counter_sales.sell(room.by, Buyer(customer), goods, (), terms)
    paid = counter_sales.take_payment(room.by, first.id, cash(40_000))
    counter_sales.sell(room.by, Buyer(customer), goods, (), terms)
    with pytest.raises(RuleError):
        counter_sales.void_receipt(By(room.mechanic, room.by.at), paid.receipt_no, "记错")
    counter_sales.void_receipt(room.by, paid.receipt_no, "记错")
    assert CounterSale.get_by_id(first.id).credit_override == "记错"
    told = AuditEntry.select().where((AuditEntry.act == "on account") & (AuditEntry.ref == first.id))
    assert "记错" in [row.reason for row in told]
    assert books.check() == []


def test_money_that_came_meanwhile_does_not_go_back_unseen_with_a_void_sale(
    room: Stockroom, customer: int
) -> None:
    part = room.part(3, 300, price_fen=100)
    on_account = SaleTerms(on_account=True, approved_by=room.by.staff_id)
    sold = counter_sales.sell(room.by, Buyer(customer), [SaleLine(part, 2000, 100)], (), on_account)
    shown = sale_list.one(sold.id)
    counter_sales.take_payment(room.by, sold.id, cash(200))
    with pytest.raises(StaleError) as told:
        counter_returns.void(room.by, sold.id, shown.row.version, "按错了", seen=shown.balance)
    assert [change.column for change in told.value.changes] == ["Paid so far"]
    counter_returns.void(room.by, sold.id, shown.row.version, "按错了", seen=sale_list.one(sold.id).balance)
    assert sum(row.total_fen for row in Receipt.select()) == 0


def test_a_void_sale_was_no_use_of_the_part(room: Stockroom) -> None:
    part = room.part(3, 300, price_fen=100)
    first = counter_sales.sell(room.by, NOBODY, [SaleLine(part, 1000, 100)], cash(100))
    room.by = replace(room.by, at=room.by.at + timedelta(hours=1))
    second = counter_sales.sell(room.by, NOBODY, [SaleLine(part, 1000, 100)], cash(100))
    counter_returns.void(room.by, second.id, 1, "按错了")
    assert Part.get_by_id(part).last_out_at == room.by.at - timedelta(hours=1)
    counter_returns.void(room.by, first.id, 1, "按错了")
    assert Part.get_by_id(part).last_out_at is None
    [row] = movers(room.by.today)
    assert (row.uses, row.used_milli, row.used_fen) == (0, 0, 0)
