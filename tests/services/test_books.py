"""What is kept adds up after every job, and what does not is said with its number."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import psycopg
import pytest

from garage.domain.inspections import InspectionStage
from garage.domain.numbers import Series
from garage.domain.warranty import RepairCategory
from garage.models.database import database, is_url, snapshot
from garage.models.exit_passes import ExitPass
from garage.models.numbers import NumberSeries
from garage.models.orders import Authorisation, OrderLine
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.models.staff import Staff
from garage.models.vehicles import OdometerReading, Ownership
from garage.models.warranty import RepairWarranty
from garage.services import books, certificates, credit, settlements
from garage.services.command import By
from garage.services.credit import OnAccount
from garage.services.settlements import Terms
from tests.services.road import Road
from tests.services.test_credit import give_credit


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


# Heavy work (invariant 11)


@pytest.fixture
def heavy(road: Road) -> Road:
    """A level-2 service that is ready, with everything it needs."""
    labour, part = road.lines()
    road.receive(replace(labour, category=RepairCategory.SERVICE_LEVEL_2), part)
    road.authorise()
    road.dispatch()
    road.issue()
    road.check(InspectionStage.DIAGNOSIS, road.mechanic)
    road.work()
    road.check(InspectionStage.IN_PROCESS, road.mechanic)
    road.inspect()
    certificates.issue(road.boss, road.order)
    road.make_ready()
    assert books.check() == []
    return road


@pytest.mark.parametrize("stage", ["DIAGNOSIS", "IN_PROCESS", "FINAL"])
def test_heavy_work_that_is_ready_without_one_of_its_inspections_is_named(heavy: Road, stage: str) -> None:
    database.execute_sql(f"UPDATE inspection SET result = 'FAIL' WHERE stage = '{stage}'")
    [fault] = books.check()
    assert "WO-" in fault
    assert "inspection" in fault


def test_heavy_work_that_is_ready_without_its_certificate_is_named(heavy: Road) -> None:
    database.execute_sql("UPDATE certificate SET voided_at = '2026-11-21 12:00:00', void_reason = 'x'")
    [fault] = books.check()
    assert "WO-" in fault
    assert "certificate" in fault


def test_light_work_needs_no_certificate_until_its_order_is_called_heavy(paid: Road) -> None:
    database.execute_sql("UPDATE work_order SET category = 'ASSEMBLY_REPAIR'")
    [fault] = books.check()
    assert "WO-" in fault


# Accounts (invariant 25)


def on_account(road: Road, limit_fen: int, override: str = "") -> None:
    give_credit(road, limit_fen)
    settlements.settle(road.boss, road.order, Terms())
    terms = OnAccount(approved_by=road.boss.staff_id, override=override)
    credit.put_on_account(road.boss, road.order, terms)
    assert books.check() == []


def test_an_account_above_its_limit_for_which_no_owner_answers_is_named(road: Road) -> None:
    road.to_ready()
    on_account(road, 200_000)
    database.execute_sql("UPDATE customer SET credit_limit_fen = 168031")
    [fault] = books.check()
    assert "王女士" in fault
    assert "1,680.32" in fault


def test_a_limit_that_was_lowered_later_forbids_nothing_that_stood_before(road: Road) -> None:
    road.to_ready()
    on_account(road, 200_000)
    road.forward(days=1)
    give_credit(road, 0)
    assert books.check() == []


def test_an_override_that_was_taken_out_of_the_bill_is_missed(road: Road) -> None:
    road.to_ready()
    on_account(road, 100_000, "老客户")
    database.execute_sql("UPDATE settlement SET credit_override = ''")
    [fault] = books.check()
    assert "王女士" in fault


def test_an_override_that_is_not_in_the_log_is_named(road: Road) -> None:
    road.to_ready()
    on_account(road, 100_000, "老客户")
    database.execute_sql("UPDATE settlement SET credit_override = '另一个理由'")
    [fault] = books.check()
    assert "ST-" in fault


def test_what_an_insurer_owes_has_no_limit(road: Road) -> None:
    road.to_ready()
    on_account(road, 200_000)
    database.execute_sql("UPDATE customer SET credit_limit_fen = 0")
    database.execute_sql("UPDATE settlement SET debtor = 'INSURER'")
    assert books.check() == []


def test_other_seats_work_on_while_the_books_are_read_as_they_were(db: str, boss: By) -> None:
    ref = boss.staff_id
    with snapshot():
        before = Staff.get_by_id(ref).name
        other = psycopg.connect(db) if is_url(db) else sqlite3.connect(db, timeout=1)
        with closing(other), other:
            other.execute("UPDATE staff SET name = '李四'")
        assert Staff.get_by_id(ref).name == before
    assert Staff.get_by_id(ref).name == "李四"
