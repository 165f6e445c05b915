"""What is kept adds up after every job, and what does not is said with its number."""

import pytest

from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.services import books
from tests.services.road import Road


@pytest.fixture
def paid(road: Road) -> Road:
    road.to_ready()
    road.settle()
    return road


def test_a_job_that_was_paid_leaves_the_books_in_order(paid: Road) -> None:
    assert books.check() == []


def test_a_bill_that_is_not_the_sum_of_its_lines_is_named(paid: Road) -> None:
    Settlement.update(labour_fen=1, payable_fen=1).execute()
    [bill] = Settlement.select()
    assert [bill.no in fault for fault in books.check()] == [True, True]


def test_receipts_that_do_not_make_the_bill_are_named(paid: Road) -> None:
    Receipt.update(total_fen=Receipt.total_fen - 1).execute()
    [fault] = books.check()
    assert "ST-" in fault
