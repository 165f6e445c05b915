"""Claims: drafted from a job's lines, kept back until they are complete (E4, E5, invariant 17)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from garage.domain.claims import ClaimBasis, ClaimState, PartRole, Remedy, ReturnDuty
from garage.domain.lines import LineStatus, PayType
from garage.domain.rework import ReworkCause
from garage.errors import FieldError, RuleError
from garage.models.orders import OrderLine
from garage.models.warranty import RepairWarranty
from garage.services import claim_edits, claim_facts, claims, old_parts, orders, rework_cases
from garage.services.claim_drafts import claimable
from garage.services.claim_edits import FaultReport, LineEdit
from garage.services.command import By
from tests.services.claiming import Claiming
from tests.services.comeback import Comeback
from tests.services.road import Road, codes
from tests.services.stockroom import Stockroom


@pytest.fixture
def shop(boss: By, mechanic: int) -> Claiming:
    return Claiming(Stockroom(boss, mechanic))


def pump(shop: Claiming, **columns: object) -> int:
    """A water pump, five on the shelf at 180.00."""
    return shop.room.part(5, 90_000, name="水泵", **columns)


def test_a_draft_takes_part_labour_and_what_came_along(shop: Claiming) -> None:
    """The part at what it cost, labour at our price; the first part is the causal one."""
    order = shop.job(pump(shop), shop.room.part(3, 3_000, name="密封圈"), labour_fen=24_000)
    claim = shop.draft(order)
    row = shop.row(claim)
    assert (row.no, row.state, row.claimed_fen) == ("WC-2026-00001", "DRAFT", 18_000 + 1_000 + 24_000)
    assert (row.vin, row.symptoms, row.odometer_km) == ("LSVAB4186E2184847", "水温高", 86_412)
    lines = shop.claim_lines(claim)
    assert [(line.kind, line.role, line.claimed_fen) for line in lines] == [
        ("PART", "CAUSAL", 18_000),
        ("PART", "CONSEQUENTIAL", 1_000),
        ("LABOUR", "", 24_000),
    ]
    assert all(line.old_part_id for line in lines[:2])
    assert {row.purpose for row in old_parts.of_order(order)} == {"CLAIM"}


def test_amounts_follow_the_terms_of_the_supplier(shop: Claiming) -> None:
    """Our price less a tenth, 90.00 an hour for two hours."""
    shop.terms(price_basis=ClaimBasis.PRICE, price_bp=-1_000, labour_rate_fen=9_000)
    claim = shop.draft(shop.job(pump(shop), labour_fen=24_000))
    assert [line.claimed_fen for line in shop.claim_lines(claim)] == [27_000, 18_000]


def test_the_month_of_the_fault_is_due_on_the_tenth_of_the_next(shop: Claiming) -> None:
    claim = shop.draft(shop.job(pump(shop)))
    assert (shop.row(claim).period, shop.row(claim).due_on) == ("2026-11", date(2026, 12, 10))


def test_only_claim_lines_of_one_job_are_claimed(shop: Claiming) -> None:
    part = pump(shop)
    paid = shop.job(part, pay=PayType.CUSTOMER)
    with pytest.raises(FieldError, match="Warranty claim"):
        shop.draft(paid)
    first, second = shop.job(part), shop.job(part)
    with pytest.raises(FieldError, match="one job"):
        claims.draft(shop.by, shop.lines(first) + shop.lines(second), shop.supplier)
    with pytest.raises(FieldError, match="whom"):
        claims.draft(shop.by, shop.lines(first), 999)


def test_a_part_is_claimed_once(shop: Claiming) -> None:
    order = shop.job(pump(shop))
    shop.draft(order)
    with pytest.raises(RuleError, match="WC-2026-00001") as refused:
        shop.draft(order)
    assert codes(refused) == {"claimed"}
    assert [line.claim_no for line in claimable(order)] == ["WC-2026-00001"]


def test_a_part_of_a_dropped_draft_is_claimed_anew(shop: Claiming) -> None:
    order = shop.job(pump(shop))
    first = shop.draft(order)
    claims.drop(shop.by, first, shop.version(first), "写错供应商")
    assert shop.state(first) is ClaimState.DROPPED
    second = shop.draft(order)
    assert shop.row(second).no == "WC-2026-00002"
    assert list(claims.check_books()) == []


def test_what_the_customer_brought_is_not_claimed(shop: Claiming) -> None:
    order = shop.room.order()
    shop.room.line(order, None, 1, pay_type=PayType.CLAIM.value, customer_supplied=True)
    with pytest.raises(RuleError) as refused:
        shop.draft(order)
    assert codes(refused) == {"own_part"}


def test_a_bare_draft_says_all_that_is_missing(shop: Claiming) -> None:
    claim = shop.draft(shop.job(pump(shop), tag=False))
    with pytest.raises(RuleError) as refused:
        shop.submit(claim)
    assert codes(refused) == {
        *("range", "report", "clear", "remedy", "old_part", "state", "photos", "covered", "papers")
    }
    assert shop.state(claim) is ClaimState.DRAFT


def test_a_complete_claim_goes_out(shop: Claiming) -> None:
    claim = shop.submitted(pump(shop), labour_fen=24_000)
    assert shop.state(claim) is ClaimState.SUBMITTED
    assert shop.row(claim).submitted_at == shop.by.at
    assert list(claims.check_books()) == []


def test_labour_that_is_not_done_is_not_claimed(shop: Claiming) -> None:
    order = shop.job(pump(shop), labour_fen=24_000)
    labour = OrderLine.get_by_id(shop.lines(order)[1])
    OrderLine.update(status=LineStatus.STARTED.value).where(OrderLine.id == labour.id).execute()
    claim = shop.draft(order)
    shop.fill_in(claim)
    with pytest.raises(RuleError, match="更换水泵") as refused:
        shop.submit(claim)
    assert codes(refused) == {"done"}
    OrderLine.update(status=LineStatus.DONE.value).where(OrderLine.id == labour.id).execute()
    shop.submit(claim)
    assert shop.state(claim) is ClaimState.SUBMITTED


def test_a_claim_for_labour_that_is_not_done_goes_out_without_that_line(shop: Claiming) -> None:
    order = shop.job(pump(shop), labour_fen=24_000)
    OrderLine.update(status=LineStatus.OPEN.value).where(OrderLine.id == shop.lines(order)[1]).execute()
    claim = shop.draft(order)
    claim_edits.save_lines(shop.by, claim, shop.version(claim), shop.edits(claim)[:1])
    shop.fill_in(claim)
    shop.submit(claim)
    assert shop.row(claim).claimed_fen == 18_000


def test_an_old_part_that_was_tagged_later_is_the_evidence(shop: Claiming) -> None:
    order = shop.job(pump(shop), tag=False)
    claim = shop.draft(order)
    shop.fill_in(claim)
    with pytest.raises(RuleError) as refused:
        shop.submit(claim)
    assert codes(refused) == {"old_part"}
    tag = shop.tag(order, shop.lines(order)[0])
    shop.submit(claim)
    assert shop.old_part(claim).id == tag
    assert shop.old_part(claim).purpose == "CLAIM"


def test_a_supplier_that_wants_no_old_part_needs_none(shop: Claiming) -> None:
    shop.terms(return_duty=ReturnDuty.NEVER)
    claim = shop.draft(shop.job(pump(shop), tag=False))
    shop.fill_in(claim)
    shop.submit(claim)
    assert shop.state(claim) is ClaimState.SUBMITTED


def test_too_late_says_by_how_many_days(shop: Claiming) -> None:
    """21 November and 30 days: the last day is 21 December."""
    shop.terms(claim_days=30)
    claim = shop.draft(shop.job(pump(shop)))
    shop.fill_in(claim)
    shop.later(33)
    with pytest.raises(
        RuleError, match="Too late by 3 days: the claim period ended on 2026-12-21"
    ) as refused:
        shop.submit(claim)
    assert codes(refused) == {"late"}


def test_the_last_day_of_the_claim_period_is_in_time(shop: Claiming) -> None:
    shop.terms(claim_days=30)
    claim = shop.draft(shop.job(pump(shop)))
    shop.fill_in(claim)
    shop.later(30)
    shop.submit(claim)
    assert shop.state(claim) is ClaimState.SUBMITTED


def test_a_yes_refuses_with_its_rule(shop: Claiming) -> None:
    claim = shop.draft(shop.job(pump(shop)))
    shop.fill_in(claim)
    claim_edits.answer(shop.by, claim, shop.version(claim), {"outside": True})
    with pytest.raises(RuleError, match="Damage from outside") as refused:
        shop.submit(claim)
    assert codes(refused) == {"covered"}


def test_replacing_asks_what_was_tried_before_and_an_assembly_why_not_the_component(shop: Claiming) -> None:
    claim = shop.draft(shop.job(pump(shop)))
    shop.fill_in(claim)
    report = FaultReport(
        fault_on=date(2026, 11, 21),
        bought_on=date(2026, 1, 1),
        odometer_km=86_412,
        place="深圳",
        symptoms="漏水",
        cause="水封失效",
        remedy=Remedy.REPLACE_PART,
    )
    assemblies = replace(report, remedy=Remedy.REPLACE_ASSEMBLY, tried="紧固无效")
    for lacking, words in ((report, "adjusting or repairing"), (assemblies, "the component")):
        claim_edits.save_report(shop.by, claim, shop.version(claim), lacking)
        with pytest.raises(RuleError, match=words) as refused:
            shop.submit(claim)
        assert codes(refused) == {"remedy"}
    whole = replace(assemblies, component_why="水泵不单独供应")
    claim_edits.save_report(shop.by, claim, shop.version(claim), whole)
    shop.submit(claim)


def test_adjusting_needs_no_reason_and_no_part(shop: Claiming) -> None:
    order = shop.job(labour_fen=12_000)
    claim = shop.draft(order)
    shop.fill_in(claim)
    row = shop.row(claim)
    report = FaultReport(
        fault_on=row.fault_on,
        bought_on=row.bought_on,
        odometer_km=row.odometer_km,
        place="深圳",
        symptoms="异响",
        cause="间隙大",
        remedy=Remedy.ADJUST,
    )
    claim_edits.save_report(shop.by, claim, shop.version(claim), report)
    shop.submit(claim)


def test_a_fault_out_of_the_warranty_needs_the_suppliers_approval(shop: Claiming) -> None:
    """Twelve months from 1 January 2025 ended on 1 January 2026, 324 days before."""
    shop.terms(months=12)
    claim = shop.draft(shop.job(pump(shop)))
    shop.fill_in(claim)
    row = shop.row(claim)
    report = FaultReport(
        fault_on=row.fault_on,
        bought_on=date(2025, 1, 1),
        odometer_km=86_412,
        place="深圳",
        symptoms="漏水",
        cause="水封失效",
        remedy=Remedy.REPAIR,
    )
    claim_edits.save_report(shop.by, claim, shop.version(claim), report)
    with pytest.raises(RuleError, match="It ended on 2026-01-01, 324 days before") as refused:
        shop.submit(claim)
    assert codes(refused) == {"range"}
    claim_edits.approve(shop.by, claim, shop.version(claim), "OK-77", date(2026, 11, 20))
    shop.tick(claim)
    shop.submit(claim)


def test_a_part_that_we_fitted_counts_from_there(shop: Claiming) -> None:
    """The day and the kilometres of the earlier fitting, not those of the car."""
    shop.terms(months=12, km=20_000)
    part = pump(shop)
    before = shop.job(part, pay=PayType.CUSTOMER)
    line = OrderLine.get_by_id(shop.lines(before)[0])
    RepairWarranty.create(
        line=line.id,
        order=before,
        vehicle=shop.room._car[1] if shop.room._car else 0,
        category="MINOR_REPAIR",
        start_on=date(2026, 5, 1),
        start_km=70_000,
        days=10,
        km=2_000,
        expires_on=date(2026, 5, 11),
        expires_km=72_000,
        **shop.by.stamp(),
    )
    claim = shop.draft(shop.job(part))
    assert shop.row(claim).bought_on == date(2026, 5, 1)
    assert claim_facts.read(shop.row(claim), shop.by.today).since_km == 70_000


def test_approval_comes_before_the_work(shop: Claiming) -> None:
    shop.terms(approval_first=True, answer_days=2)
    claim = shop.draft(shop.job(pump(shop)))
    shop.fill_in(claim)
    with pytest.raises(RuleError) as refused:
        shop.submit(claim)
    assert codes(refused) == {"approval"}
    claim_edits.ask_approval(shop.by, claim, shop.version(claim))
    assert shop.row(claim).answer_due_on == date(2026, 11, 24)  # Saturday + 2 working days
    claim_edits.approve(shop.by, claim, shop.version(claim), "AP-118", date(2026, 11, 21))
    shop.submit(claim)


def test_a_major_fault_is_reported_at_once_and_answered_in_two_working_days(shop: Claiming) -> None:
    """On Wednesday 30 September 2026 the National Day holiday is before the answer: Friday 9 October."""
    shop.room.by = By(shop.by.staff_id, datetime(2026, 9, 30, 10, 0))
    claim = shop.draft(shop.job(pump(shop)))
    shop.fill_in(claim)
    row = shop.row(claim)
    report = FaultReport(
        fault_on=row.fault_on,
        bought_on=row.bought_on,
        odometer_km=86_412,
        place="深圳",
        symptoms="漏水",
        cause="水封失效",
        remedy=Remedy.REPAIR,
        major=True,
    )
    claim_edits.save_report(shop.by, claim, shop.version(claim), report)
    with pytest.raises(RuleError) as refused:
        shop.submit(claim)
    assert codes(refused) == {"major"}
    claim_edits.report_major(shop.by, claim, shop.version(claim))
    assert shop.row(claim).answer_due_on == date(2026, 10, 9)
    shop.submit(claim)
    claim_edits.answered(shop.by, claim, shop.version(claim))
    with pytest.raises(RuleError):
        claim_edits.answered(shop.by, claim, shop.version(claim))


def test_what_the_program_sees_is_not_ticked_by_hand(shop: Claiming) -> None:
    claim = shop.draft(shop.job(pump(shop)))
    with pytest.raises(RuleError, match="by itself"):
        claim_edits.tick(shop.by, claim, shop.version(claim), "photos")
    claim_edits.tick(shop.by, claim, shop.version(claim), "clear")
    claim_edits.tick(shop.by, claim, shop.version(claim), "clear", done=False)
    assert shop.row(claim).checks == "[]"


def test_more_than_the_terms_pay_is_not_asked_for(shop: Claiming) -> None:
    claim = shop.draft(shop.job(pump(shop)))
    shop.fill_in(claim)
    [line] = shop.edits(claim)
    claim_edits.save_lines(shop.by, claim, shop.version(claim), [replace(line, claimed_fen=18_001)])
    with pytest.raises(RuleError, match=r"the terms pay ¥180\.00") as refused:
        shop.submit(claim)
    assert codes(refused) == {"amounts"}


def test_lines_are_left_out_and_other_costs_added(shop: Claiming) -> None:
    claim = shop.draft(shop.job(pump(shop), labour_fen=24_000))
    part, _labour = shop.edits(claim)
    other = LineEdit(None, "检测费", 5_000)
    claim_edits.save_lines(shop.by, claim, shop.version(claim), [part, other])
    assert [(line.kind, line.claimed_fen) for line in shop.claim_lines(claim)] == [
        ("PART", 18_000),
        ("OTHER", 5_000),
    ]
    assert shop.row(claim).claimed_fen == 23_000
    for wrong, field in (
        (LineEdit(None, " ", 1), "lines.0.name"),
        (LineEdit(None, "x", -1), "lines.0.claimed"),
    ):
        with pytest.raises(FieldError) as refused:
            claim_edits.save_lines(shop.by, claim, shop.version(claim), [wrong])
        assert refused.value.field == field
    with pytest.raises(FieldError):
        claim_edits.save_lines(shop.by, claim, shop.version(claim), [])


def test_two_causal_parts_are_one_too_many(shop: Claiming) -> None:
    claim = shop.draft(shop.job(pump(shop), shop.room.part(3, 3_000)))
    shop.fill_in(claim)
    both = [replace(line, role=PartRole.CAUSAL) for line in shop.edits(claim)]
    claim_edits.save_lines(shop.by, claim, shop.version(claim), both)
    with pytest.raises(RuleError, match="Only one part") as refused:
        shop.submit(claim)
    assert codes(refused) == {"causal"}


def test_the_cause_is_what_a_rework_case_has_shown(road: Road) -> None:
    car = Comeback(road)
    case = car.again()
    rework_cases.record_evidence(road.boss, case, None, ReworkCause.PART, "轴承滚道剥落")
    [line] = orders.open_page(road.order).lines
    assert claim_facts.cause_found(road.order, [line.id]) == "轴承滚道剥落"
    assert claim_facts.cause_found(road.order, []) == "轴承滚道剥落"
    assert claim_facts.cause_found(car.first, []) == ""
