"""What is kept adds up after every job, and what does not is said with its number."""

import pytest

from garage.domain.numbers import Series
from garage.models.exit_passes import ExitPass
from garage.models.numbers import NumberSeries
from garage.models.orders import Authorisation, OrderLine
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.models.vehicles import OdometerReading, Ownership
from garage.models.warranty import RepairWarranty
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
    [fault] = books.check()  # money above a bill is to be paid back: nothing wrong with the receipts
    assert bill.no in fault


def test_receipts_that_do_not_make_the_bill_are_named(paid: Road) -> None:
    Receipt.update(total_fen=Receipt.total_fen - 1).execute()
    bill, receipt = books.check()
    assert "ST-" in bill
    assert "RC-" in receipt


def test_a_number_that_no_document_bears_is_a_gap(paid: Road) -> None:
    NumberSeries.update(last=NumberSeries.last + 1).where(
        NumberSeries.series == Series.EXIT_PASS.value
    ).execute()
    [fault] = books.check()
    assert "EP" in fault


def test_every_series_has_a_document_that_bears_its_numbers() -> None:
    assert set(books.HOLDERS) == set(Series)


def test_a_car_that_left_without_a_pass_is_named(paid: Road) -> None:
    paid.leave()
    ExitPass.update(state="VOIDED").execute()
    [fault] = books.check()
    assert "WO-" in fault


def test_a_pass_that_says_paid_stands_on_a_paid_bill(paid: Road) -> None:
    ExitPass.update(kind="ON_ACCOUNT").execute()
    [fault] = books.check()
    assert "EP-" in fault


def test_an_odometer_that_runs_backwards_needs_a_reason(paid: Road) -> None:
    paid.leave()
    last = OdometerReading.select().order_by(OdometerReading.id.desc()).get()
    OdometerReading.update(km=1).where(OdometerReading.id == last.id).execute()
    [fault] = books.check()
    assert "odometer" in fault
    OdometerReading.update(reset_reason="换表").where(OdometerReading.id == last.id).execute()
    assert books.check() == []


def test_a_car_that_nobody_owns_is_named(paid: Road) -> None:
    Ownership.update(until=Ownership.since).execute()
    [fault] = books.check()
    assert "owner" in fault


def test_a_warranty_below_the_law_is_named(paid: Road) -> None:
    paid.leave()
    RepairWarranty.update(days=1).execute()
    assert books.check() != []


def test_work_without_consent_is_named(paid: Road) -> None:
    Authorisation.delete().execute()
    [fault] = books.check()
    assert "consent" in fault


def test_what_is_billed_was_drawn(paid: Road) -> None:
    OrderLine.update(qty_milli=OrderLine.qty_milli + 1000).where(OrderLine.kind == "PART").execute()
    assert any("drawn" in fault for fault in books.check())


def test_rework_repeats_a_line_of_the_same_car(paid: Road) -> None:
    OrderLine.update(pay_type="REWORK").execute()
    assert any("repeats" in fault for fault in books.check())
