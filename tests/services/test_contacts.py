"""The log of talks: who may be written down, what comes of a talk, how the lists are read (G2)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from garage.domain.contacts import ContactChannel, Direction, Outcome, Talk
from garage.domain.followups import Purpose
from garage.errors import FieldError
from garage.models.contacts import ContactLog
from garage.services import contacts, customers, follow_up_rows
from garage.services.command import By
from garage.services.contacts import About
from tests.services.calling import sound

pytestmark = pytest.mark.usefixtures("db")

CALLED = Talk(Direction.IN, spoke_with="周先生", phone="13700137000", needs="问保养价格")


@pytest.fixture
def customer(boss: By) -> int:
    return customers.add(boss, customers.CustomerData(name="周先生", phones=("13700137000",)))


def test_a_call_of_a_stranger_is_written_down_with_a_name_or_a_number(boss: By) -> None:
    ref = contacts.log(boss, CALLED, About())
    row = contacts.one(ref)
    assert (row.spoke_with, row.phone, row.customer, row.staff) == ("周先生", "13700137000", "", "张三")
    with pytest.raises(FieldError) as error:
        contacts.log(boss, Talk(Direction.IN, needs="问价格"), About())
    assert error.value.field == "spoke_with"
    with pytest.raises(FieldError) as error:
        contacts.log(boss, CALLED, About(), follow=True)
    assert error.value.field == "customer"


def test_a_consultation_is_followed_up_on_day_3(boss: By, customer: int) -> None:
    visit = Talk(Direction.IN, ContactChannel.VISIT, next_topic="大保养报价")
    contacts.log(boss, visit, About(customer), follow=True)
    [row] = follow_up_rows.of_customer(customer)
    assert (row.purpose, row.topic) == (Purpose.CONSULTATION, "大保养报价")
    assert (row.due_on, row.late_after) == (
        boss.today + timedelta(days=3),
        boss.today + timedelta(days=7),
    )
    assert sound()


def test_an_agreed_call_back_stands_in_the_list_of_its_day(boss: By, customer: int) -> None:
    when = boss.at + timedelta(days=1, hours=6)
    contacts.log(boss, replace(CALLED, outcome=Outcome.CALL_BACK, call_back_at=when), About(customer))
    [row] = follow_up_rows.of_customer(customer)
    assert (row.purpose, row.next_at, row.due_on) == (Purpose.RECALL, when, when.date())


def test_who_says_so_on_any_call_is_called_no_more(boss: By, customer: int) -> None:
    contacts.log(boss, CALLED, About(customer), follow=True)
    contacts.log(boss, replace(CALLED, outcome=Outcome.REFUSED, note="别再打了"), About(customer))
    assert follow_up_rows.of_customer(customer) == []
    assert sound()


def test_talks_are_read_page_by_page_the_newest_first(boss: By, customer: int) -> None:
    for hour in range(5):
        contacts.log(boss, replace(CALLED, at=boss.at - timedelta(hours=hour)), About(customer))
    first = contacts.page(limit=3)
    rest = contacts.page(first.next_cursor, limit=3)
    moments = [row.at for row in (*first.rows, *rest.rows)]
    assert moments == sorted(moments, reverse=True)
    assert len(moments) == 5
    own = contacts.of_customer(customer, limit=2)
    assert len(own.rows) == 2
    assert len(contacts.of_customer(customer, own.next_cursor).rows) == 3
    other = customers.add(boss, customers.CustomerData(name="别人"))
    assert contacts.of_customer(other).rows == ()


def test_the_register_of_a_month_has_its_days_and_no_others(boss: By, customer: int) -> None:
    for moment in (datetime(2026, 10, 31, 23, 59), datetime(2026, 11, 1), datetime(2026, 11, 20, 9, 0)):
        contacts.log(boss, replace(CALLED, at=moment), About(customer))
    found = contacts.between(datetime(2026, 11, 1).date(), datetime(2026, 11, 30).date())
    assert [row.at.day for row in found] == [1, 20]


def test_longer_words_than_fit_are_refused_in_their_field(boss: By, customer: int) -> None:
    with pytest.raises(FieldError) as error:
        contacts.log(boss, replace(CALLED, opinion="好" * 501), About(customer))
    assert error.value.field == "opinion"
    assert ContactLog.select().count() == 0
