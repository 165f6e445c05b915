"""Everything that follows a customer stands on the page, kind by kind."""

from datetime import date, timedelta

import pytest

from garage.domain.customer_page import FileTab
from garage.domain.settlements import PayMethod, Tender
from garage.services import customer_entries, customers, orders, payments, vehicles
from tests.services import owing
from tests.services.comeback import Comeback
from tests.services.merging import fill
from tests.services.road import Road


def entries(road: Road, tab: FileTab) -> list[customer_entries.FileEntry]:
    return customer_entries.of_customer(road.customer, tab, road.boss.today)


@pytest.mark.parametrize("tab", FileTab)
def test_a_new_customer_has_empty_lists(road: Road, tab: FileTab) -> None:
    stranger = customers.add(road.boss, customers.CustomerData(name="赵先生"))
    assert customer_entries.of_customer(stranger, tab, road.boss.today) == []
    assert customer_entries.counts(stranger).get(tab, 0) == 0


def test_a_bill_says_what_is_open_of_it_and_until_when(road: Road) -> None:
    owing.give_credit(road)
    order = owing.bill_on_account(road)
    [bill] = entries(road, FileTab.MONEY)
    assert (bill.order_id, bill.tone) == (order, "warn")
    assert bill.state.startswith("¥1,680.32")
    road.forward(days=31)
    assert entries(road, FileTab.MONEY)[0].tone == "bad"
    assert customer_entries.counts(road.customer)[FileTab.MONEY] == 1


def test_money_before_the_bill_is_a_deposit(road: Road) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 50_000)])
    [line] = entries(road, FileTab.MONEY)
    assert (line.what, line.amount, line.order_id) == ("Deposit", "¥500.00", road.order)


def test_what_is_coming_stands_by_its_day_and_what_is_late_is_marked(road: Road) -> None:
    Comeback(road)
    fill(road, road.customer, road.vehicle)
    lines = entries(road, FileTab.PLANNED)
    assert [line.what for line in lines] == ["Call", "Call", "Reminder"]
    assert [line.tone for line in lines] == ["", "", ""]
    assert customer_entries.counts(road.customer)[FileTab.PLANNED] == 3
    road.forward(days=5)
    assert entries(road, FileTab.PLANNED)[0].tone == "bad"


def test_talks_complaints_orders_and_points_are_there(road: Road) -> None:
    visit = Comeback(road)
    fill(road, road.customer, road.vehicle)
    counted = customer_entries.counts(road.customer)
    for tab in (FileTab.ORDERS, FileTab.TALKS, FileTab.COMPLAINTS):
        assert len(entries(road, tab)) == counted[tab] == 1
    [order] = entries(road, FileTab.ORDERS)
    assert (order.order_id, order.no) == (visit.first, orders.open_page(visit.first).no)
    assert entries(road, FileTab.COMPLAINTS)[0].no.startswith("CP-")
    assert entries(road, FileTab.MEMBER)[0].amount == "+120"


def test_a_reminder_of_a_car_sold_is_not_the_former_owners(road: Road) -> None:
    fill(road, road.customer, road.vehicle)
    buyer = customers.add(road.boss, customers.CustomerData(name="赵先生"))
    vehicles.change_owner(road.boss, road.vehicle, buyer, road.boss.today)
    assert entries(road, FileTab.PLANNED) == []
    [line] = customer_entries.of_customer(buyer, FileTab.PLANNED, date(2026, 11, 21) + timedelta(days=1))
    assert line.what == "Reminder"
