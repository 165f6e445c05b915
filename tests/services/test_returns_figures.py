"""Figures of warranty returns are the sums of the claims, whatever these are."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.claims import WAITING, ClaimState, ReturnDuty
from garage.domain.returns_figures import ASKED, SPOKEN, FaultKind
from garage.models.claims import Claim, ClaimLine
from garage.models.customers import Customer
from garage.models.database import database
from garage.models.old_parts import OldPart, Shipment
from garage.models.orders import OrderLine, WorkOrder
from garage.models.rework import ReworkCase
from garage.models.vehicles import Vehicle
from garage.services import claims, returns_due, returns_figures, suppliers
from garage.services.command import By
from tests.services.claiming import Claiming
from tests.services.stockroom import Stockroom

TODAY = date(2026, 11, 21)
FIRST, LAST = "2026-10", "2026-11"
PERIODS = ("2026-09", "2026-10", "2026-11", "2026-12")


@pytest.fixture
def shop(boss: By, mechanic: int) -> Claiming:
    return Claiming(Stockroom(boss, mechanic))


@pytest.fixture
def part(shop: Claiming) -> int:
    return shop.room.part(40, 80_000, name="水泵")


def a_claim(shop: Claiming, supplier: int, number: int, **columns: Any) -> int:
    """The plain row, without any act."""
    order = WorkOrder.get()
    values = {
        "no": f"WC-2026-{number:05d}",
        "supplier": supplier,
        "order": order.id,
        "vehicle": order.vehicle_id,
        "due_on": TODAY,
        "fault_on": TODAY,
    }
    return int(Claim.create(**values, **columns, **shop.by.stamp()).id)


CLAIMS = st.lists(
    st.tuples(
        st.sampled_from(list(ClaimState)),
        st.sampled_from(PERIODS),
        st.integers(0, 1),
        st.integers(0, 10**8),
        st.integers(0, 100),
        st.integers(0, 200),
    ),
    max_size=25,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=CLAIMS)
def test_figures_are_the_sums_of_the_claims(shop: Claiming, rows: list[Any]) -> None:
    if not WorkOrder.select().exists():
        shop.room.order()
    with database.atomic() as undone:
        who = [shop.supplier, suppliers.add(shop.by, name="广州电装")]
        for number, (state, period, at, claimed, percent, days) in enumerate(rows, 1):
            sent = shop.by.at - timedelta(days=days)
            approved = claimed * percent // 100 if state in SPOKEN else 0
            columns = {"state": state.value, "period": period, "claimed_fen": claimed}
            a_claim(shop, who[at], number, approved_fen=approved, submitted_at=sent, **columns)
        _compare(who)
        undone.rollback()


def _compare(who: list[int]) -> None:
    found = list(Claim.select())
    inside = [row for row in found if FIRST <= row.period <= LAST]
    figures = {row.supplier_id: row for row in returns_figures.by_supplier(FIRST, LAST, TODAY)}
    for ref in who:
        mine = [row for row in inside if row.supplier_id == ref]
        told = figures.get(ref)
        asked = [row for row in mine if ClaimState(row.state) in ASKED]
        spoken = [row for row in asked if ClaimState(row.state) in SPOKEN]
        owed = sum(
            row.claimed_fen if row.state == "SUBMITTED" else row.approved_fen
            for row in found
            if row.supplier_id == ref and ClaimState(row.state) in WAITING
        )
        assert (told.claims if told else 0) == len(asked)
        assert (told.claimed_fen if told else 0) == sum(row.claimed_fen for row in asked)
        assert (told.decided_fen if told else 0) == sum(row.claimed_fen for row in spoken)
        assert (told.approved_fen if told else 0) == sum(row.approved_fen for row in spoken)
        assert (told.waiting.total_fen if told else 0) == owed
    total = sum(row.waiting.total_fen for row in figures.values())
    assert total == returns_due.waiting(TODAY).total_fen
    months = returns_figures.by_month(FIRST, LAST)
    kept = [row for row in inside if row.state != "DROPPED"]
    assert sum(row.claims for row in months) == len(kept)
    assert sum(row.claimed_fen for row in months) == sum(row.claimed_fen for row in kept)
    assert [row.period for row in months] == sorted({row.period for row in inside}, reverse=True)


def test_a_supplier_that_wants_every_part_has_its_return_rate(shop: Claiming, part: int) -> None:
    shop.terms(return_duty=ReturnDuty.ALWAYS)
    for _n in range(3):
        shop.submitted(part)
    shipment = Shipment.create(no="SH-2026-00001", supplier=shop.supplier, state="SENT", **shop.by.stamp())
    OldPart.update(shipment=shipment.id).where(OldPart.id == 1).execute()
    [row] = returns_figures.by_supplier(FIRST, LAST, TODAY)
    assert (row.sent, row.demanded, row.return_bp) == (1, 3, 3333)


def test_a_supplier_that_asks_for_some_owes_no_rate_for_the_others(shop: Claiming, part: int) -> None:
    shop.submitted(part)
    [row] = returns_figures.by_supplier(FIRST, LAST, TODAY)
    assert (row.demanded, row.return_bp) == (0, None)


def test_a_month_outside_the_period_is_left_out_but_not_its_waiting_money(shop: Claiming, part: int) -> None:
    shop.submitted(part)
    [row] = returns_figures.by_supplier("2026-01", "2026-02", TODAY)
    assert row.claims == 0
    assert row.waiting.total_fen > 0
    assert returns_figures.by_month("2026-01", "2026-02") == []


def test_months_are_offered_over_the_turn_of_the_year() -> None:
    found = returns_figures.months(date(2026, 2, 28))
    assert found[:4] == ["2026-02", "2026-01", "2025-12", "2025-11"]
    assert len(found) == len(set(found)) == 24


# Faults


def test_a_part_that_failed_on_two_jobs_is_frequent_with_its_words(shop: Claiming, part: int) -> None:
    for _n in range(2):
        shop.submitted(part)
    found = returns_figures.frequent_faults(TODAY)
    told = {(one.kind, one.name): one for one in found}
    name = ClaimLine.get().name
    assert told[FaultKind.PART, name].jobs == 2
    assert told[FaultKind.PART, name].suppliers == ("深圳众诚汽配",)
    assert told[FaultKind.WORDS, "水温高"].jobs == 2


def test_an_old_part_and_its_claim_are_one_fault(shop: Claiming, part: int) -> None:
    shop.submitted(part)
    assert returns_figures.frequent_faults(TODAY) == []


def test_what_is_older_than_the_window_or_dropped_or_worn_is_no_fault(shop: Claiming, part: int) -> None:
    for _n in range(2):
        claim = shop.draft(shop.job(part))
    claims.drop(shop.by, claim, shop.version(claim), "错开")
    OldPart.update(purpose="SCRAP").execute()
    assert returns_figures.frequent_faults(TODAY) == []
    Claim.update(state="DRAFT").execute()
    assert returns_figures.frequent_faults(TODAY) != []
    assert returns_figures.frequent_faults(TODAY + timedelta(days=91)) == []


def test_work_that_did_not_hold_is_counted_by_its_operation(shop: Claiming) -> None:
    for number in range(2):
        order = shop.job(labour_fen=16_000)
        ReworkCase.create(
            no=f"RW-2026-0000{number}",
            order=order,
            vehicle=Vehicle.get().id,
            customer=Customer.get().id,
            original_line=OrderLine.get(OrderLine.order == order).id,
            state="CLAIMED",
            fault="漏水",
            attempt=1,
            opened_at=datetime(2026, 11, 20, 9, 0),
            evidence_due_on=TODAY,
            **shop.by.stamp(),
        )
    told = {(one.kind, one.name): one.jobs for one in returns_figures.frequent_faults(TODAY)}
    assert told[FaultKind.OPERATION, "更换水泵"] == 2
    assert told[FaultKind.WORDS, "漏水"] == 2
