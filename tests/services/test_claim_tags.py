"""Everything that came off by a claimed line is evidence until the supplier has decided (invariant 17)."""

from dataclasses import replace

import pytest

from garage.domain.claims import ClaimState, SettleMode
from garage.domain.documents import Imprint
from garage.domain.lines import PayType
from garage.domain.old_parts import OldPartPurpose, OldPartState
from garage.errors import FieldError, RuleError
from garage.models.claims import ClaimLine
from garage.models.old_parts import OldPart
from garage.services import (
    claim_edits,
    claim_pages,
    claim_tags,
    claims,
    disposals,
    old_part_books,
    old_part_rows,
    old_part_tags,
    old_parts,
    papers_settling,
    returns_board,
    settling_books,
    shipments,
)
from garage.services.command import By
from tests.services.road import codes
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom


@pytest.fixture
def shop(boss: By, mechanic: int) -> Settling:
    return Settling(Stockroom(boss, mechanic))


def proof() -> list[str]:
    return [*old_part_books.check_books(), *claims.check_books(), *settling_books.check_books()]


def job(shop: Settling, pieces: int = 3, *, tags: int = 3) -> int:
    """A line of several pumps of which each old one has its own tag."""
    order = shop.job(shop.pump(), tag=False)
    line = shop.room.line(order, shop.pump(), pieces, pay_type=PayType.CLAIM.value, gross_fen=30_000)
    shop.room.issue(order, (line, pieces))
    for first in shop.lines(order):
        for _piece in range(tags if first == line else 1):
            piece(shop, order, first)
    return order


def piece(shop: Settling, order: int, line: int, *, intact: bool = True) -> int:
    told = replace(old_part_tags.prefill(order, line), qty_milli=1_000, intact=intact)
    ref = old_parts.tag(shop.by, order, line, told)
    old_parts.count_in(shop.by, ref, shelf="旧件-1")
    return ref


def others(claim: int) -> list[int]:
    """Tags that no claim line names."""
    named = {line.old_part_id for line in ClaimLine.select().where(ClaimLine.claim == claim)}
    return [row.id for row in OldPart.select().order_by(OldPart.id) if row.id not in named]


def test_every_tag_of_a_claimed_line_is_held_until_the_decision(shop: Settling) -> None:
    claim = shop.draft(job(shop))
    second, third = others(claim)
    assert {row.claim_no for row in old_part_rows.of_ids([second, third])} == {"WC-2026-00001"}
    for act in (
        lambda: old_parts.decide(shop.by, {second: None}, OldPartPurpose.SCRAP, "不要了"),
        lambda: old_parts.hand_over(shop.by, {second: None}, "王女士"),
        lambda: old_parts.waive(shop.by, {second: None}, "王女士"),
        lambda: old_parts.note_condition(shop.by, second, condition="拆解", intact=False),
        lambda: old_parts.void(shop.by, second, None, "多挂一张"),
        lambda: disposals.approve(shop.by, {second: None}, "无价值"),
    ):
        with pytest.raises(RuleError, match="WC-2026-00001"):
            act()
    claims.drop(shop.by, claim, shop.version(claim), "不索赔")
    old_parts.decide(shop.by, {second: None}, OldPartPurpose.SCRAP, "不要了")
    assert proof() == []


def test_the_claim_shows_all_its_tags_on_the_screen_and_on_paper(shop: Settling) -> None:
    claim = shop.draft(job(shop))
    seen = claim_pages.one(claim, shop.by.today).lines[1]
    assert seen.old_part_no == "OP-2026-00002, OP-2026-00003, OP-2026-00004"
    assert seen.shelf == "旧件-1"
    shop.fill_in(claim)
    shop.submit(claim)
    shop.decide(claim, 18_000, 54_000)
    notice = shop.issue(claim, mode=SettleMode.CREDIT)
    paper = papers_settling.notice(notice, Imprint("王", shop.by.at))
    assert [part.number for part in paper.old_parts] == [f"OP-2026-0000{n}" for n in range(1, 5)]
    assert paper.claims[0].tag_nos == tuple(part.number for part in paper.old_parts)


def test_one_opened_part_among_several_keeps_the_claim_back(shop: Settling) -> None:
    """What was opened before the claim is no evidence; what the claim holds is not opened."""
    order = job(shop, tags=2)
    claim = shop.draft(order)
    [opened] = others(claim)
    OldPart.update(intact=False).where(OldPart.id == opened).execute()
    assert old_part_rows.one(opened).claim_no == ""
    shop.fill_in(claim)
    OldPart.update(intact=True, state=OldPartState.RETURNED_CUSTOMER.value).where(
        OldPart.id == opened
    ).execute()
    with pytest.raises(RuleError, match="OP-2026-00003") as refused:
        shop.submit(claim)
    assert codes(refused) == {"old_part"}
    assert any("OP-2026-00003" in said for said in old_part_books.check_books())


def test_a_tag_that_comes_later_belongs_to_the_claim_at_once(shop: Settling) -> None:
    order = job(shop, tags=2)
    claim = shop.draft(order)
    shop.fill_in(claim)
    shop.submit(claim)
    late = piece(shop, order, shop.lines(order)[1])
    with pytest.raises(RuleError, match="WC-2026-00001"):
        old_parts.decide(shop.by, {late: None}, OldPartPurpose.SCRAP, "不要了")
    assert late not in {card.ref for card in returns_board.claimable()}
    shop.decide(claim, 0, 0)
    claims.write_off(shop.by, claim, shop.version(claim), "不再追索")
    old_parts.decide(shop.by, {late: None}, OldPartPurpose.SCRAP, "不要了")


def test_a_tag_that_another_claim_names_is_not_shared(shop: Settling) -> None:
    order = job(shop)
    first, second = shop.lines(order)
    one = claims.draft(shop.by, [first], shop.supplier)
    foreign = OldPart.select().where(OldPart.line == second).order_by(OldPart.id).first()
    ClaimLine.update(old_part=foreign.id).where(ClaimLine.claim == one).execute()
    two = claims.draft(shop.by, [second], shop.supplier)
    held = claim_tags.of_claims([one, two])
    assert [len(refs) for _line, refs in sorted(held.items())] == [2, 2]
    assert old_part_rows.one(foreign.id).claim_no == "WC-2026-00001"


def test_the_evidence_of_one_claim_is_not_named_by_another(shop: Settling) -> None:
    order = job(shop)
    first, second = shop.lines(order)
    one, two = (claims.draft(shop.by, [line], shop.supplier) for line in (first, second))
    [free] = others_of(second, two)[:1]
    assert free not in {ref for ref, _name in claim_pages.tags_of(one)}
    wanted = [replace(line, old_part_id=free) for line in shop.edits(one)]
    with pytest.raises(FieldError, match="WC-2026-00002") as refused:
        claim_edits.save_lines(shop.by, one, shop.version(one), wanted)
    assert refused.value.field == "lines.0.old_part"
    wanted = [replace(line, old_part_id=free) for line in shop.edits(two)]
    claim_edits.save_lines(shop.by, two, shop.version(two), wanted)
    assert len(claim_tags.of_claims([two])[shop.claim_lines(two)[0].id]) == 3


def others_of(line: int, claim: int) -> list[int]:
    """Tags of an order line that its claim does not name."""
    named = {row.old_part_id for row in ClaimLine.select().where(ClaimLine.claim == claim)}
    return [row.id for row in OldPart.select().where(OldPart.line == line) if row.id not in named]


def test_a_tag_no_line_names_goes_with_no_other_suppliers_shipment(shop: Settling) -> None:
    claim = shop.submitted_job(job(shop))
    other = Settling(shop.room, "常州轴承厂")
    second = others(claim)[0]
    with pytest.raises(RuleError, match="WC-2026-00001"):
        shipments.pack(shop.by, other.supplier, [second])
    box = shipments.pack(shop.by, shop.supplier, [second])
    shop.send(box)
    shipments.take_back(shop.by, box, shop.shipment(box).version, {second: None}, "密封失效")
    assert shop.row(claim).reinspection == "密封失效"
    assert shop.state(claim) is ClaimState.SUBMITTED
    assert proof() == []
