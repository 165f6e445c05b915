"""A supplier whose terms ask for every old part gets it: what it pays for is not scrapped instead (E4, E7)."""

import pytest

from garage.domain.claims import ReturnDuty
from garage.domain.old_parts import DisposalKind, OldPartPurpose, OldPartState
from garage.errors import RuleError
from garage.models.old_parts import OldPart
from garage.services import claims, disposals, old_part_rows, old_parts
from garage.services.command import By
from garage.services.disposals import DisposalData
from tests.services.road import codes
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom

SOLD = DisposalData(DisposalKind.RECYCLER, "宏达废旧物资回收站")


@pytest.fixture
def shop(boss: By, mechanic: int) -> Settling:
    return Settling(Stockroom(boss, mechanic))


def noticed(shop: Settling, duty: ReturnDuty) -> int:
    """The old part of a claim that the supplier granted and a notice was made of."""
    shop.terms(return_duty=duty)
    claim = shop.granted(shop.pump())
    shop.issue(claim)
    return int(shop.old_part(claim).id)


@pytest.mark.parametrize("purpose", [OldPartPurpose.SCRAP, OldPartPurpose.CUSTOMER, OldPartPurpose.UNDECIDED])
def test_what_the_supplier_always_wants_is_for_nobody_else(shop: Settling, purpose: OldPartPurpose) -> None:
    ref = noticed(shop, ReturnDuty.ALWAYS)
    with pytest.raises(RuleError, match="goes back to 深圳众诚汽配") as refused:
        old_parts.decide(shop.by, {ref: None}, purpose, "占地方")
    assert codes(refused) == {"owed"}
    assert old_part_rows.one(ref).purpose is OldPartPurpose.CLAIM


def test_one_that_is_for_scrap_already_is_neither_approved_nor_disposed_of(shop: Settling) -> None:
    ref = noticed(shop, ReturnDuty.ALWAYS)
    OldPart.update(purpose=OldPartPurpose.SCRAP.value).where(OldPart.id == ref).execute()
    with pytest.raises(RuleError) as refused:
        disposals.approve(shop.by, {ref: None}, "没有再用价值")
    assert codes(refused) == {"owed"}
    OldPart.update(state=OldPartState.SCRAP_APPROVED.value).where(OldPart.id == ref).execute()
    with pytest.raises(RuleError) as refused:
        disposals.dispose(shop.by, {ref: None}, SOLD)
    assert codes(refused) == {"owed"}
    disposals.keep(shop.by, {ref: None}, "厂家要")
    old_parts.decide(shop.by, {ref: None}, OldPartPurpose.CLAIM, "厂家要")


def test_what_was_sent_and_came_back_is_the_garages(shop: Settling) -> None:
    shop.terms(return_duty=ReturnDuty.ALWAYS)
    claim = shop.granted(shop.pump())
    shop.issue(claim)
    ref = int(shop.old_part(claim).id)
    shop.send(shop.pack(claim))
    old_parts.take_back(shop.by, ref, None, "复检合格，不留件")
    old_parts.decide(shop.by, {ref: None}, OldPartPurpose.SCRAP, "厂家不留")
    disposals.approve(shop.by, {ref: None}, "没有再用价值")
    assert old_part_rows.one(ref).state is OldPartState.SCRAP_APPROVED


@pytest.mark.parametrize("duty", [ReturnDuty.ON_REQUEST, ReturnDuty.NEVER])
def test_a_supplier_that_does_not_ask_for_it_leaves_it_here(shop: Settling, duty: ReturnDuty) -> None:
    ref = noticed(shop, duty)
    old_parts.decide(shop.by, {ref: None}, OldPartPurpose.SCRAP, "厂家不要")
    disposals.approve(shop.by, {ref: None}, "没有再用价值")
    assert old_part_rows.one(ref).state is OldPartState.SCRAP_APPROVED


def test_terms_that_change_set_it_free(shop: Settling) -> None:
    ref = noticed(shop, ReturnDuty.ALWAYS)
    shop.terms(return_duty=ReturnDuty.ON_REQUEST)
    old_parts.decide(shop.by, {ref: None}, OldPartPurpose.SCRAP, "厂家放弃")
    assert old_part_rows.one(ref).purpose is OldPartPurpose.SCRAP


def test_what_was_refused_and_given_up_is_not_owed(shop: Settling) -> None:
    shop.terms(return_duty=ReturnDuty.ALWAYS)
    claim = shop.granted(shop.pump(), 0)
    ref = int(shop.old_part(claim).id)
    claims.write_off(shop.by, claim, shop.version(claim), "厂家拒赔")
    old_parts.decide(shop.by, {ref: None}, OldPartPurpose.SCRAP, "拒赔")
    assert old_part_rows.one(ref).purpose is OldPartPurpose.SCRAP


def test_what_was_refused_of_a_claim_that_is_paid_is_not_owed(shop: Settling) -> None:
    shop.terms(return_duty=ReturnDuty.ALWAYS)
    claim = shop.submitted(shop.pump(), shop.pump())
    shop.decide(claim, 18_000, 0)
    shop.issue(claim)
    granted, refused = (line.old_part_id for line in shop.claim_lines(claim))
    old_parts.decide(shop.by, {refused: None}, OldPartPurpose.SCRAP, "拒赔")
    with pytest.raises(RuleError) as wanted:
        old_parts.decide(shop.by, {granted: None}, OldPartPurpose.SCRAP, "占地方")
    assert codes(wanted) == {"owed"}
