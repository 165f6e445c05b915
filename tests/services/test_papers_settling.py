"""What the papers of claims on their way to the money say of what happened."""

import pytest

from garage.domain.claim_notices import Channel
from garage.domain.documents import Imprint
from garage.models.claims import ClaimLine
from garage.services import (
    claim_lists,
    claim_notice_rows,
    claim_notices,
    claims,
    kept_papers,
    papers_settling,
    weekly_faults,
)
from garage.services.command import By
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom


@pytest.fixture
def shop(boss: By, mechanic: int) -> Settling:
    return Settling(Stockroom(boss, mechanic))


def imprint(shop: Settling) -> Imprint:
    return Imprint("张三", shop.by.at)


def test_the_list_sums_each_claim_by_kind(shop: Settling) -> None:
    claim = shop.submitted(shop.pump(), labour_fen=24_000)
    ref = claim_lists.make(shop.by, shop.supplier, "2026-11", [claim], "传真另附")
    claim_lists.send(shop.by, ref, 1, Channel.COURIER)
    paper = papers_settling.monthly(ref, imprint(shop))
    [one] = paper.claims
    assert (one.parts_fen, one.labour_fen, one.other_fen, one.claimed_fen) == (18_000, 24_000, 0, 42_000)
    assert (one.part, one.fault, one.tag_nos) == ("机滤", "水封失效", (shop.old_part(claim).no,))
    assert (paper.claimed_fen, paper.channel, paper.made_by) == (42_000, Channel.COURIER, "张三")
    assert (paper.supplier.name, paper.note) == ("深圳众诚汽配", "传真另附")
    assert one.approved_fen is None


def test_the_notice_says_what_was_deducted_and_why_and_where_the_parts_are(shop: Settling) -> None:
    pump = shop.pump()
    full, part = shop.granted(pump), shop.granted(pump, 10_000)
    shop.send(shop.pack(full))
    paper = papers_settling.notice(shop.issue(full, part), imprint(shop))
    assert [(one.approved_fen, one.reasons) for one in paper.claims] == [
        (18_000, ()),
        (10_000, ("工时按标准",)),
    ]
    assert [(one.claim_no, one.where) for one in paper.old_parts] == [
        (shop.row(full).no, "SH-2026-00001"),
        (shop.row(part).no, "旧件-1"),
    ]
    assert sum(one.approved_fen or 0 for one in paper.claims) == paper.approved_fen
    assert not paper.imprint.voided


def test_what_failed_in_a_month_stays_on_its_problem_list_when_it_is_claimed_again(shop: Settling) -> None:
    """A second hearing goes with the list of its month; nothing failed then."""
    claim = shop.submitted(shop.pump())
    shop.decide(claim, 0)
    was = papers_settling.problems(shop.supplier, "2026-11", imprint(shop)).problems
    shop.later(31)
    claims.resubmit(shop.by, claim, shop.version(claim), "补充照片")
    assert shop.row(claim).period == "2026-12"
    assert papers_settling.problems(shop.supplier, "2026-11", imprint(shop)).problems == was
    assert papers_settling.problems(shop.supplier, "2026-12", imprint(shop)).problems == ()
    assert papers_settling.months_of(shop.supplier) == ["2026-11"]


def test_a_voided_notice_is_struck_out_and_stays_what_it_was(shop: Settling) -> None:
    claim = shop.granted(shop.pump(), 10_000)
    ref = shop.issue(claim)
    was = papers_settling.notice(ref, imprint(shop))
    claim_notices.void(shop.by, ref, 1, "改单")
    claims.take_back_decision(shop.by, claim, shop.version(claim), "录错")
    shop.decide(claim, 18_000)
    paper = papers_settling.notice(ref, imprint(shop))
    assert (paper.imprint.voided, paper.void_reason) == (True, "改单")
    assert (paper.claims, paper.approved_fen, paper.old_parts) == (was.claims, 10_000, was.old_parts)
    assert [row.id for row in claim_notice_rows.claims_of(ref)] == [claim]


def test_a_notice_that_was_voided_before_papers_were_kept_names_no_claim(
    shop: Settling, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = shop.issue(shop.granted(shop.pump()))
    monkeypatch.setattr(kept_papers, "keep", lambda *_about: None)
    claim_notices.void(shop.by, ref, 1, "改单")
    paper = papers_settling.notice(ref, imprint(shop))
    assert (paper.imprint.voided, paper.claims, paper.void_reason) == (True, (), "改单")


def test_the_packing_list_names_every_part_and_its_claim(shop: Settling) -> None:
    pump = shop.pump()
    first, second = shop.submitted(pump), shop.submitted(pump)
    ref = shop.pack(second, first)
    shop.send(ref)
    paper = papers_settling.packing_list(ref, imprint(shop))
    assert [part.claim_no for part in paper.parts] == [shop.row(second).no, shop.row(first).no]
    assert (paper.carrier, paper.waybill_no, paper.packed_by) == ("顺丰速运", "SF1234567890", "张三")


def test_the_weekly_report_tells_of_the_week_from_monday_to_sunday(shop: Settling) -> None:
    claim = shop.submitted(shop.pump())
    day = shop.by.today
    refs = weekly_faults.untold(shop.supplier, day)
    paper = papers_settling.week(shop.supplier, refs, shop.by.at, imprint(shop))
    assert (f"{paper.first}", f"{paper.last}") == ("2026-11-16", "2026-11-22")
    [fault] = paper.faults
    assert (fault.claim_no, fault.part, fault.cause) == (shop.row(claim).no, "机滤", "水封失效")


def test_the_problem_list_has_what_failed_most_first(shop: Settling) -> None:
    pump, seal = shop.pump(), shop.room.part(3, 3_000, name="密封圈")
    ClaimLine.update(name="密封圈").where(ClaimLine.claim == shop.submitted(seal)).execute()
    shop.granted(pump)
    shop.granted(pump, 0)
    paper = papers_settling.problems(shop.supplier, "2026-11", imprint(shop))
    assert [(one.part, one.faults, one.vehicles) for one in paper.problems] == [
        ("机滤", 2, 1),
        ("密封圈", 1, 1),
    ]
    first = paper.problems[0]
    assert (first.claimed_fen, first.approved_fen, first.open_claims) == (36_000, 18_000, 2)
    assert papers_settling.months_of(shop.supplier) == ["2026-11"]
    assert papers_settling.problems(shop.supplier, "2026-10", imprint(shop)).problems == ()
