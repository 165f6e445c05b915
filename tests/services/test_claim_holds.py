"""What a claim rests on stays as the supplier was told: lines, payers, new parts and old ones (invariants 17, 18)."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from garage.domain.claims import ClaimState, ReturnDuty
from garage.domain.lines import LineKind, LineStatus, PayType
from garage.domain.old_parts import OldPartPurpose
from garage.domain.orders import OrderState
from garage.errors import FieldError, RuleError, StaleError
from garage.models.claims import Claim, ClaimLine, ClaimNotice
from garage.models.orders import OrderLine, WorkOrder
from garage.models.stock import LineSerial
from garage.services import (
    claim_edits,
    claim_pages,
    claims,
    disposals,
    history,
    old_part_books,
    old_parts,
    order_lines,
    orders,
    rework_lines,
    supplements,
)
from garage.services.claim_drafts import unclaimed
from garage.services.command import By
from tests.services.claiming import Claiming
from tests.services.invariants import broken
from tests.services.road import codes
from tests.services.stockroom import Stockroom

OURS = ("17", "18", "19")


@pytest.fixture
def shop(boss: By, mechanic: int) -> Claiming:
    return Claiming(Stockroom(boss, mechanic))


def pump(shop: Claiming, qty: int = 5) -> int:
    """A water pump, some on the shelf."""
    return shop.room.part(qty, qty * 18_000, name="水泵")


def wrong() -> list[str]:
    """What the books and the invariants say of claims and old parts."""
    found = [*claims.check_books(), *old_part_books.check_books()]
    return found + [rule for rule in broken() if rule.startswith(OURS)]


def noticed(shop: Claiming, claim: int) -> int:
    """The claim is on a notice."""
    row = shop.row(claim)
    notice: int = ClaimNotice.create(
        no="CN-2026-00001",
        supplier=shop.supplier,
        state="ISSUED",
        issued_at=shop.by.at,
        due_on=shop.by.today,
        claimed_fen=row.claimed_fen,
        approved_fen=row.approved_fen,
        mode="CREDIT",
        **shop.by.stamp(),
    ).id
    claims.follow_notice(shop.by, [claim], ClaimState.NOTICE_ISSUED, notice)
    return notice


def test_a_new_part_that_a_supplier_was_told_is_fitted_does_not_come_back(shop: Claiming) -> None:
    order = shop.job(pump(shop))
    [line] = shop.lines(order)
    claim = shop.draft(order)
    shop.room.give_back(order, (line, 1))
    shop.fill_in(claim)
    with pytest.raises(RuleError) as refused:
        shop.submit(claim)
    assert codes(refused) == {"fitted"}
    shop.room.issue(order, (line, 1))
    shop.submit(claim)
    for _state in ("SUBMITTED", "REJECTED"):
        with pytest.raises(RuleError, match="WC-2026-00001") as refused:
            shop.room.give_back(order, (line, 1))
        assert codes(refused) == {"claimed"}
        if shop.state(claim) is ClaimState.SUBMITTED:
            shop.decide(claim, 0)
    claims.write_off(shop.by, claim, shop.version(claim), "装错件")
    shop.room.give_back(order, (line, 1))
    assert wrong() == []


def test_what_was_drawn_beyond_the_claim_may_come_back(shop: Claiming) -> None:
    order = shop.room.order()
    line = shop.room.line(order, pump(shop), 2, pay_type=PayType.CLAIM.value, gross_fen=60_000)
    shop.room.issue(order, (line, 1))
    claim = shop.draft(order)
    ClaimLine.update(claimed_fen=18_000).where(ClaimLine.claim == claim).execute()
    Claim.update(state="SUBMITTED").execute()
    shop.room.issue(order, (line, 1))
    shop.room.give_back(order, (line, 1))
    with pytest.raises(RuleError):
        shop.room.give_back(order, (line, 1))


@pytest.mark.parametrize(
    "act",
    [
        lambda shop, order: orders.cancel(shop.by, order, "客户取消"),
        lambda shop, order: supplements.drop_line(shop.by, shop.lines(order)[0], "不做了"),
        lambda shop, order: rework_lines.make_free(
            shop.by,
            SimpleNamespace(
                line_id=shop.lines(order)[0], order_id=order, original_line_id=shop.lines(order)[1]
            ),
            WorkOrder.get_by_id(order),
            "返修",
        ),
    ],
    ids=["cancel", "drop line", "rework"],
)
def test_work_that_is_claimed_is_not_called_off(
    shop: Claiming, act: Callable[[Claiming, int], object]
) -> None:
    order = shop.job(labour_fen=24_000)
    work = {"kind": LineKind.LABOUR.value, "hours_centi": 100, "gross_fen": 9_000, "name": "检查"}
    shop.room.line(order, None, 0, pay_type=PayType.CUSTOMER.value, **work)
    OrderLine.update(status=LineStatus.OPEN.value).where(OrderLine.order == order).execute()
    claim = claims.draft(shop.by, shop.lines(order)[:1], shop.supplier)
    with pytest.raises(RuleError, match="WC-2026-00001") as refused:
        act(shop, order)
    assert codes(refused) == {"claimed"}
    assert wrong() == []
    claims.drop(shop.by, claim, shop.version(claim), "不索赔")
    act(shop, order)


@pytest.mark.parametrize("before", [OrderState.RECEIVED, OrderState.ESTIMATED])
def test_lines_that_can_still_be_typed_anew_are_not_claimed(shop: Claiming, before: OrderState) -> None:
    order = shop.room.order(before)
    shop.room.line(order, None, 1, pay_type=PayType.CLAIM.value, gross_fen=9_000)
    with pytest.raises(RuleError) as refused:
        shop.draft(order)
    assert codes(refused) == {"not_agreed"}
    assert unclaimed() == []
    WorkOrder.update(state=OrderState.AUTHORISED.value).execute()
    assert [job.order_id for job in unclaimed()] == [order]
    shop.draft(order)
    assert unclaimed() == []


def test_a_line_that_is_not_there_is_not_left_out_in_silence(shop: Claiming) -> None:
    order = shop.job(pump(shop))
    with pytest.raises(FieldError) as refused:
        claims.draft(shop.by, [*shop.lines(order), 9_999], shop.supplier)
    assert refused.value.field == "lines"


def test_evidence_is_counted_in_as_it_came_off(shop: Claiming) -> None:
    order = shop.job(pump(shop), tag=False)
    tag = old_parts.tag(shop.by, order, shop.lines(order)[0])
    shop.draft(order)
    with pytest.raises(RuleError) as refused:
        old_parts.count_in(shop.by, tag, shelf="A-1", intact=False)
    assert codes(refused) == {"claimed"}
    old_parts.count_in(shop.by, tag, shelf="A-1", intact=True)
    assert wrong() == []


def test_a_decision_is_not_taken_back_once_the_old_part_is_gone(shop: Claiming) -> None:
    """Given up while the claim was on a notice, which was voided after."""
    claim = shop.submitted(pump(shop), labour_fen=24_000)
    shop.decide(claim, 18_000, 0)
    noticed(shop, claim)
    tag = shop.old_part(claim).id
    old_parts.decide(shop.by, {tag: None}, OldPartPurpose.SCRAP, "供应商不要旧件")
    disposals.approve(shop.by, {tag: None}, "占地方")
    claims.follow_notice(shop.by, [claim], ClaimState.ACCEPTED, None)
    assert wrong() == []
    for act in (claims.take_back_decision, claims.resubmit):
        with pytest.raises(RuleError) as refused:
            act(shop.by, claim, shop.version(claim), "再申请")
        assert codes(refused) == {"old_part"}
    disposals.keep(shop.by, {tag: None}, "再申请")
    claims.take_back_decision(shop.by, claim, shop.version(claim), "录错")
    assert wrong() == []


@pytest.mark.parametrize("act", [claims.take_back_decision, claims.resubmit])
def test_what_was_meant_for_scrap_meanwhile_is_evidence_again(
    shop: Claiming, act: Callable[[By, int, int, str], None]
) -> None:
    claim = shop.submitted(pump(shop), labour_fen=24_000)
    shop.decide(claim, 18_000, 0)
    noticed(shop, claim)
    tag = shop.old_part(claim).id
    old_parts.decide(shop.by, {tag: None}, OldPartPurpose.SCRAP, "供应商不要旧件")
    claims.follow_notice(shop.by, [claim], ClaimState.ACCEPTED, None)
    act(shop.by, claim, shop.version(claim), "再申请")
    assert shop.old_part(claim).purpose == OldPartPurpose.CLAIM.value
    with pytest.raises(RuleError):
        disposals.approve(shop.by, {tag: None}, "占地方")
    assert wrong() == []


def test_other_terms_make_no_evidence_wrong_that_was_right(shop: Claiming) -> None:
    shop.terms(return_duty=ReturnDuty.NEVER)
    order = shop.job(pump(shop), tag=False)
    old_parts.tag(shop.by, order, shop.lines(order)[0])
    claim = shop.draft(order)
    shop.fill_in(claim)
    shop.submit(claim)
    shop.terms(return_duty=ReturnDuty.ALWAYS)
    assert wrong() == []


def test_an_old_part_tagged_before_the_second_hearing_is_its_evidence(shop: Claiming) -> None:
    shop.terms(return_duty=ReturnDuty.NEVER)
    order = shop.job(pump(shop), tag=False)
    claim = shop.draft(order)
    shop.fill_in(claim)
    shop.submit(claim)
    shop.decide(claim, 0)
    shop.terms(return_duty=ReturnDuty.ALWAYS)
    tag = shop.tag(order, shop.lines(order)[0])
    shop.tick(claim)
    claims.resubmit(shop.by, claim, shop.version(claim), "寄旧件")
    assert shop.old_part(claim).id == tag
    with pytest.raises(RuleError):
        old_parts.decide(shop.by, {tag: None}, OldPartPurpose.SCRAP, "没用")


def test_two_lines_change_their_old_parts_but_share_none(shop: Claiming) -> None:
    part = pump(shop)
    claim = shop.draft(shop.job(part, part))
    first, second = shop.edits(claim)
    swapped = [
        replace(first, old_part_id=second.old_part_id),
        replace(second, old_part_id=first.old_part_id),
    ]
    claim_edits.save_lines(shop.by, claim, shop.version(claim), swapped)
    assert shop.edits(claim) == swapped
    for one, other in (swapped, swapped[::-1]):
        both = [replace(one, old_part_id=other.old_part_id), other]
        with pytest.raises(FieldError) as refused:
            claim_edits.save_lines(shop.by, claim, shop.version(claim), both)
        assert refused.value.field == "lines.1.old_part"
    with pytest.raises(ValueError, match="1"):
        claim_edits.save_lines(shop.by, claim, shop.version(claim), [first, first])
    assert wrong() == []


def test_whoever_decides_on_what_another_seat_asked_again_is_told(shop: Claiming) -> None:
    claim = shop.submitted(pump(shop))
    shop.decide(claim, 0)
    seen = shop.version(claim)
    claims.resubmit(shop.by, claim, seen, "补充照片")
    for act in (claims.resubmit, claims.write_off, claims.take_back_decision):
        with pytest.raises(StaleError):
            act(shop.by, claim, seen, "放弃")
    [line] = shop.claim_lines(claim)
    with pytest.raises(StaleError):
        claims.decide(shop.by, claim, seen, [claims.Decision(line.id, 18_000)])
    assert wrong() == []


def test_what_was_not_given_outlives_the_next_hearing(shop: Claiming) -> None:
    claim = shop.submitted(pump(shop), labour_fen=24_000)
    shop.decide(claim, 17_999, 0, reason="<b>工时</b>&标准 😀")
    claims.resubmit(shop.by, claim, shop.version(claim), "补充")
    [said] = [
        entry for entry in claim_pages.history(claim) if entry.act == "Supplier gave less than was asked"
    ]
    assert said.text == "机滤 ¥0.01: <b>工时</b>&标准 😀; 更换水泵 ¥240.00: <b>工时</b>&标准 😀"


def test_the_history_of_an_order_tells_of_its_claims(shop: Claiming) -> None:
    claim = shop.submitted(pump(shop))
    shop.decide(claim, 9_000)
    rows = [(row.act, row.text) for row in history.of_order(shop.row(claim).order_id)]
    assert ("Claim drafted", "WC-2026-00001 · ¥180.00") in rows
    assert ("Supplier decided on the claim", "WC-2026-00001 · ¥90.00 · 核定 2026-118") in rows


def test_twenty_numbers_fit_on_a_line(shop: Claiming) -> None:
    order = shop.room.order()
    part = pump(shop, 19)
    line = shop.room.line(order, part, 19, pay_type=PayType.CLAIM.value, gross_fen=60_000)
    shop.room.issue(order, (line, 19))
    for n in range(19):
        LineSerial.create(order_line=line, part=part, issue=1, new_serial=f"{n:060}", old_serial=f"{n:060}")
    claim = shop.draft(order)
    claim_edits.save_lines(shop.by, claim, shop.version(claim), shop.edits(claim))


def test_billing_what_was_drawn_leaves_the_old_parts_that_came_off(shop: Claiming) -> None:
    order = shop.room.order()
    line = shop.room.line(order, pump(shop), 2, gross_fen=2_000, unit_price_fen=1_000)
    shop.room.issue(order, (line, 2))
    old_parts.hand_over(shop.by, {old_parts.tag(shop.by, order, line): None}, "王女士")
    shop.room.give_back(order, (line, 1))
    order_lines.bill_issued(shop.by, order, "少用一个")
    assert OrderLine.get_by_id(line).qty_milli == 1_000
    assert wrong() == []
