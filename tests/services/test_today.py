"""The day's cards come from every part of the program, and leave when it is done."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from garage.domain.complaints import ComplaintChannel
from garage.domain.today import Card, TodayColumn, TodayKind
from garage.models.settlements import Settlement
from garage.services import complaints, credit, customer_files, customers, settlements, today, vehicles
from garage.services.command import By
from garage.services.credit import OnAccount
from garage.services.customers import CustomerData
from garage.services.settlements import Terms
from garage.services.vehicles import VehicleData
from tests.services import owing
from tests.services.complaining import REPAIR
from tests.services.plans import scans
from tests.services.road import Road


def cards(by: By, kind: TodayKind) -> list[tuple[TodayColumn, Card]]:
    """Cards of a kind with their columns."""
    return [
        (column, card)
        for column, found in today.read(by).columns.items()
        for card in found
        if card.kind is kind
    ]


def later(road: Road, **time: int) -> By:
    """The boss after some time."""
    return By(road.boss.staff_id, road.boss.at + timedelta(**time))


def test_a_job_stands_there_with_its_hour_and_is_late_after_it(road: Road) -> None:
    road.receive()
    [(column, card)] = cards(road.boss, TodayKind.LATE_JOB)
    assert (column, card.ref) == (TodayColumn.TODAY, road.order)
    [(column, card)] = cards(later(road, hours=6), TodayKind.LATE_JOB)
    assert (column, card.due) == (TodayColumn.OVERDUE, road.boss.at + timedelta(hours=5))


def test_a_job_that_is_ready_is_nothing_to_hurry_for(road: Road) -> None:
    road.to_ready()
    assert cards(later(road, days=1), TodayKind.LATE_JOB) == []


def test_the_first_call_is_work_from_day_3_to_day_7_and_late_on_day_8(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    left = road.boss.at.date()
    columns = {
        day: [(column, card.due) for column, card in cards(later(road, days=day), TodayKind.CALL)]
        for day in (0, 2, 3, 7, 8)
    }
    assert columns == {
        0: [(TodayColumn.WEEK, left + timedelta(days=3))],
        2: [(TodayColumn.WEEK, left + timedelta(days=3))],
        3: [(TodayColumn.TODAY, left + timedelta(days=3))],
        7: [(TodayColumn.TODAY, left + timedelta(days=7))],
        8: [(TodayColumn.OVERDUE, left + timedelta(days=7))],
    }


def test_a_bill_on_account_is_due_on_its_day_with_what_is_owed(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    terms = OnAccount(road.boss.staff_id, override="老客户")
    credit.put_on_account(road.boss, road.order, terms)
    due = road.boss.at.date() + timedelta(days=30)
    assert cards(later(road, days=20), TodayKind.RECEIVABLE) == []
    [(column, card)] = cards(later(road, days=30), TodayKind.RECEIVABLE)
    assert (column, card.due, card.fen) == (TodayColumn.TODAY, due, Settlement.get().payable_fen)
    [(column, _card)] = cards(later(road, days=31), TodayKind.RECEIVABLE)
    assert column is TodayColumn.OVERDUE


def test_what_an_insurer_owes_stands_under_its_name_beside_the_customer(road: Road) -> None:
    owing.insured_on_account(road, insurer="平安财险")
    [(_column, card)] = cards(later(road, days=60), TodayKind.RECEIVABLE)
    assert (card.title, card.about, card.fen) == ("平安财险", "王女士 · 粤B·12345", owing.INSURED)


def test_a_file_that_lacks_something_is_owed_until_it_is_complete(db: str, boss: By) -> None:
    assert db
    customer = customers.add(boss, CustomerData(name="赵六", phones=("13800138000",)))
    due = boss.today + timedelta(days=2)

    def owed(days: int) -> list[tuple[TodayColumn, Card]]:
        return cards(By(boss.staff_id, boss.at + timedelta(days=days)), TodayKind.FILE)

    assert [(column, card.ref, card.due) for column, card in owed(0)] == [(TodayColumn.WEEK, customer, due)]
    assert [column for column, _card in owed(2)] == [TodayColumn.TODAY]
    assert [column for column, _card in owed(3)] == [TodayColumn.OVERDUE]
    car = vehicles.add(boss, VehicleData(plate="苏B12345"), owner_id=customer)
    data = CustomerData(name="赵六", phones=("13800138000",), address="无锡市梁溪区")
    customers.change(boss, customer, 1, data)
    assert owed(3), "the car's model is missing"
    vehicles.change(boss, car, 1, VehicleData(plate="苏B12345", brand="大众", model="朗逸"))
    assert owed(3) == []
    customers.change(boss, customer, 2, CustomerData(name="赵六", address="无锡市梁溪区"))
    assert owed(3), "the phone was taken out"
    assert list(customer_files.check_books()) == []


def test_the_mark_of_a_file_follows_a_car_that_is_sold(db: str, boss: By) -> None:
    assert db
    whole = [customers.add(boss, CustomerData(name=n, phones=(p,), address="无锡")) for n, p in _PEOPLE]
    car = vehicles.add(boss, VehicleData(plate="苏B12345"), owner_id=whole[0])
    vehicles.change_owner(boss, car, whole[1], boss.today)
    assert list(customer_files.check_books()) == []
    assert {row.id for row in customers.overdue_files(boss.today + timedelta(days=3))} == {whole[1]}


def test_a_complaint_is_verified_in_a_day_told_in_seven_working_days_and_asked_after(road: Road) -> None:
    ref = complaints.register(road.boss, REPAIR)
    [(column, card)] = cards(road.boss, TodayKind.COMPLAINT_VERIFY)
    due = road.boss.at + timedelta(hours=24)
    assert (column, card.ref, card.due, card.title) == (TodayColumn.WEEK, ref, due, "李先生")
    [(column, _card)] = cards(later(road, hours=25), TodayKind.COMPLAINT_VERIFY)
    assert column is TodayColumn.OVERDUE
    complaints.verify(road.boss, ref, None, "属实", our_fault=True)
    assert cards(road.boss, TodayKind.COMPLAINT_VERIFY) == []
    told_by = road.boss.today + timedelta(days=10)  # Saturday, and a weekend between
    [(column, card)] = cards(later(road, days=10), TodayKind.COMPLAINT_TELL)
    assert (column, card.due, card.no) == (TodayColumn.TODAY, told_by, "CP-2026-00001")
    complaints.plan(road.boss, ref, None, "来料未检", "换片")
    complaints.implement(road.boss, ref, None)
    complaints.inform(road.boss, ref, None, "李先生", ComplaintChannel.PHONE)
    assert cards(later(road, days=10), TodayKind.COMPLAINT_TELL) == []
    [(column, card)] = cards(later(road, days=3), TodayKind.COMPLAINT_REVISIT)
    assert (column, card.due) == (TodayColumn.TODAY, road.boss.today + timedelta(days=3))
    complaints.revisit(road.boss, ref, None, "", satisfied=True, go_on=True)
    assert cards(later(road, days=3), TodayKind.COMPLAINT_REVISIT) == []


SMALL = ("calendar_day", "setting", " part ", '"part"')
"""A few days a year, a few choices; of the parts each is asked whether it runs short."""
_PEOPLE = (("张三", "13800138000"), ("李四", "13800138001"))


def test_figures_count_the_day_and_the_bills_of_each_day(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    figures = today.figures(road.boss)
    assert (figures.came, figures.left, figures.here) == (1, 1, 0)
    assert len(figures.days) == today.CHART_DAYS
    assert figures.days[-1] == (road.boss.today, figures.taken_fen)
    assert figures.taken_fen > 0
    tomorrow = today.figures(later(road, days=1))
    assert (tomorrow.came, tomorrow.left, tomorrow.taken_fen) == (0, 0, 0)
    assert tomorrow.days[-2] == figures.days[-1]
    assert sum(fen for _day, fen in today.figures(later(road, days=30)).days) == 0


@pytest.mark.parametrize("read", [today.read, today.figures])
def test_no_table_is_read_from_end_to_end(boss: By, read: Callable[[By], object]) -> None:
    assert scans(lambda: read(boss), SMALL) == []
