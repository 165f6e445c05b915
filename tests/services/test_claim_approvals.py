"""A supplier that approves the work before it begins is asked before a wrench is lifted or a part drawn (E5)."""

from datetime import date

import pytest

from garage.domain.claims import Terms
from garage.domain.lines import LineKind, PayType
from garage.domain.today import TodayKind
from garage.errors import FieldError, RuleError
from garage.models.audit import AuditEntry
from garage.models.claims import Claim
from garage.models.orders import OrderLine
from garage.models.parts import Part
from garage.services import claim_approvals, claim_terms, claims, suppliers, today, workshop
from garage.services.command import By
from tests.services.road import Road, codes


@pytest.fixture
def supplier(road: Road) -> int:
    """It sold the pads, and approves the work first."""
    ref = suppliers.add(road.boss, name="深圳众诚汽配")
    claim_terms.save(road.boss, ref, Terms(approval_first=True, answer_days=2))
    Part.update(supplier=ref).execute()
    return ref


@pytest.fixture
def job(road: Road, supplier: int) -> Road:
    """Labour and pads that the supplier stands for, dispatched."""
    road.receive()
    OrderLine.update(pay_type=PayType.CLAIM.value).execute()
    road.authorise()
    road.dispatch()
    return road


def start(job: Road) -> None:
    workshop.start_line(job.boss, job.labour()[0].id, job.mechanic)


def refused(job: Road) -> set[str]:
    """What the start of the labour and the first part are refused for."""
    with pytest.raises(RuleError) as labour:
        start(job)
    with pytest.raises(RuleError) as part:
        job.issue()
    assert (
        OrderLine.select().where(OrderLine.started_at.is_null(False) | (OrderLine.issued_milli > 0)).count()
        == 0
    )
    return codes(labour) | codes(part)


def test_neither_labour_nor_part_is_begun_before_the_supplier_approved(job: Road, supplier: int) -> None:
    assert refused(job) == {"supplier_approval"}
    [waiting] = claim_approvals.awaited(job.order)
    assert (waiting.supplier_id, waiting.asked_at) == (supplier, None)
    assert [name for _ref, name in waiting.lines] == ["更换前刹车片", "前刹车片"]


def test_one_step_drafts_the_claim_and_keeps_number_day_and_who_said_so(job: Road, supplier: int) -> None:
    claim_approvals.approve(job.boss, job.order, supplier, "AP-118", date(2026, 11, 21), "陈经理")
    claim = Claim.get()
    assert (claim.approval_no, claim.approved_on, claim.supplier_id) == (
        "AP-118",
        date(2026, 11, 21),
        supplier,
    )
    assert AuditEntry.get(AuditEntry.act == "approved").reason == "陈经理"
    assert claim_approvals.awaited(job.order) == []
    start(job)
    job.issue()


def test_the_claim_that_stands_already_takes_the_approval(job: Road, supplier: int) -> None:
    refs = [line.id for line in OrderLine.select().order_by(OrderLine.position)]
    claims.draft(job.boss, refs, supplier)
    assert refused(job) == {"supplier_approval"}
    claim_approvals.approve(job.boss, job.order, supplier, "AP-118", job.boss.today)
    assert Claim.select().count() == 1
    start(job)


def test_labour_left_off_the_claim_goes_with_the_approved_part(job: Road, supplier: int) -> None:
    claims.draft(job.boss, [OrderLine.get(OrderLine.kind == LineKind.PART.value).id], supplier)
    claim_approvals.approve(job.boss, job.order, supplier, "AP-118", job.boss.today)
    assert claim_approvals.awaited(job.order) == []
    start(job)


def test_asking_is_not_an_answer_and_the_answer_stands_among_the_days_cards(job: Road, supplier: int) -> None:
    claim_approvals.ask(job.boss, job.order, supplier)
    assert refused(job) == {"supplier_approval"}
    assert claim_approvals.awaited(job.order)[0].asked_at == job.boss.at
    cards = [card for column in today.read(job.boss).columns.values() for card in column]
    assert TodayKind.CLAIM_ANSWER in {card.kind for card in cards}


def test_an_owner_lets_the_work_begin_without_it_and_says_why(job: Road, supplier: int) -> None:
    with pytest.raises(FieldError, match="Say why"):
        claim_approvals.begin_without(job.boss, job.order, supplier, " ")
    mechanic = By(job.mechanic, job.boss.at)
    with pytest.raises(FieldError, match="An owner approves this"):
        claim_approvals.begin_without(mechanic, job.order, supplier, "客户急用车")
    claim_approvals.begin_without(mechanic, job.order, supplier, "客户急用车", approved_by=job.boss.staff_id)
    assert AuditEntry.get(AuditEntry.act == "unapproved").reason == "客户急用车"
    start(job)
    job.issue()


def test_a_dropped_claim_takes_its_approval_along(job: Road, supplier: int) -> None:
    claim_approvals.begin_without(job.boss, job.order, supplier, "客户急用车")
    claim = Claim.get()
    claims.drop(job.boss, claim.id, claim.version, "重做")
    assert refused(job) == {"supplier_approval"}


def test_nothing_is_recorded_where_nothing_waits(job: Road, supplier: int) -> None:
    claim_approvals.approve(job.boss, job.order, supplier, "AP-118", job.boss.today)
    with pytest.raises(RuleError) as error:
        claim_approvals.approve(job.boss, job.order, supplier, "AP-119", job.boss.today)
    assert codes(error) == {"approved"}


def test_what_the_customer_pays_or_brings_waits_for_nobody(job: Road) -> None:
    part = OrderLine.kind == LineKind.PART.value
    OrderLine.update(customer_supplied=True).where(part).execute()
    OrderLine.update(pay_type=PayType.CUSTOMER.value).where(~part).execute()
    assert claim_approvals.awaited(job.order) == []
    start(job)


def test_a_supplier_that_does_not_ask_to_be_asked_is_not_waited_for(job: Road, supplier: int) -> None:
    claim_terms.save(job.boss, supplier, Terms(), claim_terms.one(supplier).version)
    start(job)
    job.issue()


def test_an_order_without_labour_is_not_begun_either(road: Road, supplier: int) -> None:
    road.receive(road.lines()[1])
    OrderLine.update(pay_type=PayType.CLAIM.value).execute()
    road.authorise()
    road.dispatch()
    with pytest.raises(RuleError) as error:
        workshop.start_work(road.boss, road.order)
    assert codes(error) == {"supplier_approval"}
    claim_approvals.approve(road.boss, road.order, supplier, "AP-118", road.boss.today)
    workshop.start_work(road.boss, road.order)


def test_work_that_has_begun_is_taken_up_again(job: Road, supplier: int) -> None:
    """The line became a claim while somebody was at it: nothing can be asked for before it any more."""
    OrderLine.update(pay_type=PayType.CUSTOMER.value).execute()
    start(job)
    workshop.pause_line(job.boss, job.labour()[0].id)
    OrderLine.update(pay_type=PayType.CLAIM.value).execute()
    start(job)
    assert len(claim_approvals.awaited(job.order)) == 1
