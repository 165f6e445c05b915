"""The claim application read from what is kept: the car, the amounts, the decision, the photos."""

import pytest

from garage.domain.claim_checks import TEXTS
from garage.domain.claims import ClaimState
from garage.domain.documents import Imprint
from garage.domain.old_parts import OldPartPurpose
from garage.services import claim_audits, claim_pages, claims, disposals, old_parts, papers_claims, photos
from garage.services.command import By
from tests.services.claiming import JPEG, Claiming
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom


def test_the_application_says_what_the_claim_says(boss: By, mechanic: int) -> None:
    shop = Claiming(Stockroom(boss, mechanic))
    claim = shop.submitted(shop.room.part(5, 90_000, name="水泵"), labour_fen=24_000)
    imprint = Imprint("张三", boss.at)
    paper = papers_claims.application(claim, imprint)
    assert (paper.number, paper.claimed_fen, paper.decided) == ("WC-2026-00001", 42_000, False)
    assert (paper.supplier.name, paper.customer, paper.claimed_by) == ("深圳众诚汽配", "王伟", "张三")
    assert (paper.symptoms, paper.place, paper.odometer_km) == ("水温高，水泵渗漏", "深圳南山", 86_412)
    assert [line.tag_no for line in paper.lines] == ["OP-2026-00001", ""]
    assert {item.code for item in paper.checks} < set(TEXTS)
    assert all(item.ok for item in paper.checks)
    assert [photo.picture for photo in paper.photos] == [JPEG]
    shop.decide(claim, 18_000, 0)
    given = papers_claims.application(claim, imprint)
    assert (given.decided, given.approved_fen, given.state) == (True, 18_000, ClaimState.PARTLY_ACCEPTED)
    assert [line.deduction_reason for line in given.lines] == ["", "工时按标准"]


def test_every_photo_of_the_fault_is_on_the_paper(boss: By, mechanic: int) -> None:
    shop = Claiming(Stockroom(boss, mechanic))
    claim = shop.draft(shop.job(shop.room.part(5, 90_000)))
    for at in range(8):
        photos.add(boss, "claim", claim, JPEG, JPEG, caption=f"照片 {at}")
    paper = papers_claims.application(claim, Imprint("张三", boss.at))
    assert [photo.caption for photo in paper.photos] == [f"照片 {at}" for at in range(8)]


def test_a_dropped_draft_is_struck_out(boss: By, mechanic: int) -> None:
    shop = Claiming(Stockroom(boss, mechanic))
    claim = shop.draft(shop.job(shop.room.part(5, 90_000)))
    claims.drop(boss, claim, shop.version(claim), "不索赔")
    assert papers_claims.application(claim, Imprint("张三", boss.at)).imprint.voided


@pytest.fixture
def shop(boss: By, mechanic: int) -> Settling:
    return Settling(Stockroom(boss, mechanic))


def checks_on(shop: Settling, claim: int) -> list[tuple[str, bool]]:
    """The audit as the application prints it today."""
    paper = papers_claims.application(claim, Imprint("张三", shop.by.at))
    return [(item.code, item.ok) for item in paper.checks]


def test_the_check_list_of_a_claim_that_went_out_is_that_with_which_it_went(shop: Settling) -> None:
    """Its old part is scrapped once the money is here, and the supplier asks for more by then."""
    claim = shop.granted(shop.pump())
    notice = shop.issue(claim)
    shop.invoice(notice)
    shop.settle(notice)
    was = checks_on(shop, claim)
    assert all(ok for _code, ok in was)
    part = shop.old_part(claim)
    old_parts.decide(shop.by, {part.id: None}, OldPartPurpose.SCRAP, "已结清")
    disposals.approve(shop.by, {part.id: None}, "无再利用价值")
    shop.terms(approval_first=True, months=1, price_bp=-5_000)
    shop.later(40)
    assert checks_on(shop, claim) == was
    page = claim_pages.one(claim, shop.by.today)
    assert ([(one.code, one.ok) for one in page.checks], page.missing) == (was, 0)


def test_what_may_go_out_again_says_what_it_lacks_now_and_prints_what_it_had(shop: Settling) -> None:
    claim = shop.granted(shop.pump(), 0)
    was = checks_on(shop, claim)
    shop.terms(approval_first=True)
    page = claim_pages.one(claim, shop.by.today)
    assert [one.code for one in page.checks if not one.ok] == ["approval"]
    assert checks_on(shop, claim) == was


def test_of_a_claim_that_went_out_before_lists_were_kept_every_item_stood(
    shop: Settling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim_audits, "keep", lambda *_about: None)
    claim = shop.submitted(shop.pump())
    was = checks_on(shop, claim)
    shop.terms(months=1)
    shop.later(40)
    assert checks_on(shop, claim) == was
