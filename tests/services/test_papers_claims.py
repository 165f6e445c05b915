"""The claim application read from what is kept: the car, the amounts, the decision, the photos."""

from garage.domain.claim_checks import TEXTS
from garage.domain.claims import ClaimState
from garage.domain.documents import Imprint
from garage.services import claims, papers_claims
from garage.services.command import By
from tests.services.claiming import JPEG, Claiming
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


def test_a_dropped_draft_is_struck_out(boss: By, mechanic: int) -> None:
    shop = Claiming(Stockroom(boss, mechanic))
    claim = shop.draft(shop.job(shop.room.part(5, 90_000)))
    claims.drop(boss, claim, shop.version(claim), "不索赔")
    assert papers_claims.application(claim, Imprint("张三", boss.at)).imprint.voided
