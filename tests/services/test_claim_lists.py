"""Monthly lists: what is due by the tenth, what goes with a list, and what is held back with its reasons (E5)."""

from datetime import date, datetime

import pytest

from garage.domain.claim_notices import Channel
from garage.domain.claims import ClaimState
from garage.domain.documents import Imprint
from garage.errors import FieldError, RuleError, StaleError
from garage.models.parts import Supplier
from garage.services import (
    claim_list_rows,
    claim_lists,
    claims,
    kept_lists,
    kept_weeks,
    papers_settling,
    settling_books,
    weekly_faults,
)
from garage.services.command import By
from tests.services.road import codes
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom

IMPRINT = Imprint("李会计", datetime(2026, 12, 24, 9, 0))


@pytest.fixture
def shop(boss: By, mechanic: int) -> Settling:
    return Settling(Stockroom(boss, mechanic))


def month_list(shop: Settling, *claims_: int) -> int:
    return claim_lists.make(shop.by, shop.supplier, "2026-11", claims_)


def send(shop: Settling, ref: int, *, leave_out: bool = False) -> tuple[int, ...]:
    version = shop.list_row(ref).version
    return claim_lists.send(shop.by, ref, version, Channel.EMAIL, leave_out=leave_out)


def test_claims_of_november_are_due_on_the_tenth_of_december(shop: Settling) -> None:
    pump = shop.pump()
    shop.submitted(pump)
    shop.draft(shop.job(pump))
    [due] = claim_list_rows.due_lists(shop.by.today)
    assert (due.supplier_id, due.period, due.claims, due.drafts) == (shop.supplier, "2026-11", 2, 1)
    assert (due.amount_fen, due.due_on, due.days_left, due.list_id) == (36_000, date(2026, 12, 10), 19, None)
    assert not due.provisional


def test_the_countdown_goes_below_zero_and_names_the_last_working_day(shop: Settling) -> None:
    shop.terms(due_day=13)
    shop.submitted(shop.pump())
    [due] = claim_list_rows.due_lists(date(2026, 12, 14))
    assert (due.days_left, due.due.overdue) == (-1, True)
    assert due.due.send_by == date(2026, 12, 11)  # the 13th is a Sunday


def test_a_year_nobody_entered_is_provisional(shop: Settling) -> None:
    shop.later(40)
    shop.draft(shop.job(shop.pump()))
    [due] = claim_list_rows.due_lists(shop.by.today)
    assert (due.period, due.due_on, due.provisional) == ("2026-12", date(2027, 1, 10), True)


def test_a_list_takes_its_drafts_along(shop: Settling) -> None:
    pump = shop.pump()
    out, ready = shop.submitted(pump), shop.draft(shop.job(pump))
    shop.fill_in(ready)
    ref = month_list(shop, out, ready)
    assert [due.list_no for due in claim_list_rows.due_lists(shop.by.today)] == ["CL-2026-00001"]
    assert send(shop, ref) == ()
    assert shop.state(ready) is ClaimState.SUBMITTED
    row = claim_list_rows.one(ref)
    assert (row.channel, row.claims, row.drafts, row.claimed_fen, row.late) == (
        Channel.EMAIL,
        2,
        0,
        36_000,
        False,
    )
    assert claim_list_rows.due_lists(shop.by.today) == []
    assert list(settling_books.check_books()) == []


def test_what_is_not_ready_holds_the_list_back_with_every_reason(shop: Settling) -> None:
    pump = shop.pump()
    bare, ready = shop.draft(shop.job(pump)), shop.draft(shop.job(pump))
    shop.fill_in(ready)
    ref = month_list(shop, bare, ready)
    with pytest.raises(RuleError, match="WC-2026-00001") as refused:
        send(shop, ref)
    assert {"report", "photos", "covered"} <= codes(refused)
    assert all("WC-2026-00002" not in reason.text for reason in refused.value.reasons)
    assert {shop.state(bare), shop.state(ready)} == {ClaimState.DRAFT}


def test_what_is_left_out_waits_for_the_next_list(shop: Settling) -> None:
    pump = shop.pump()
    bare, ready = shop.draft(shop.job(pump)), shop.draft(shop.job(pump))
    shop.fill_in(ready)
    ref = month_list(shop, bare, ready)
    assert send(shop, ref, leave_out=True) == (bare,)
    assert [row.id for row in claim_list_rows.claims_of(ref)] == [ready]
    assert [row.id for row in claim_list_rows.proposed(shop.supplier, "2026-11")] == [bare]


def test_a_list_on_which_nothing_is_ready_stays(shop: Settling) -> None:
    bare = shop.draft(shop.job(shop.pump()))
    ref = month_list(shop, bare)
    with pytest.raises(RuleError) as refused:
        send(shop, ref, leave_out=True)
    assert codes(refused) == {"empty"}
    assert shop.row(bare).claim_list_id == ref


def test_a_claim_stands_on_one_list_of_its_own_month_and_supplier(shop: Settling) -> None:
    pump = shop.pump()
    first, other = shop.draft(shop.job(pump)), Settling(shop.room, "常州轴承厂")
    foreign = other.draft(shop.job(pump))
    decided = shop.granted(pump)
    month_list(shop, first)
    with pytest.raises(RuleError) as refused:
        month_list(shop, first, foreign, decided)
    assert codes(refused) == {"listed", "supplier", "state"}
    with pytest.raises(RuleError) as refused:
        claim_lists.make(shop.by, shop.supplier, "2026-10", [first])
    assert codes(refused) == {"period"}
    with pytest.raises(FieldError, match="2026-11"):
        claim_lists.make(shop.by, shop.supplier, "November", [first])
    with pytest.raises(FieldError, match="at least one"):
        month_list(shop)


def test_a_list_is_changed_until_it_goes_out(shop: Settling) -> None:
    pump = shop.pump()
    first, second = shop.submitted(pump), shop.submitted(pump)
    ref = month_list(shop, first)
    claim_lists.change(shop.by, ref, 1, [second])
    assert [row.id for row in claim_list_rows.claims_of(ref)] == [second]
    with pytest.raises(StaleError):
        claim_lists.change(shop.by, ref, 1, [first])
    send(shop, ref)
    with pytest.raises(RuleError, match="went out"):
        claim_lists.change(shop.by, ref, shop.list_row(ref).version, [first])


def test_a_draft_whose_fault_moved_to_another_month_is_held_back(shop: Settling) -> None:
    claim = shop.draft(shop.job(shop.pump()))
    shop.fill_in(claim)
    ref = month_list(shop, claim)
    row = shop.row(claim)
    row.period = "2026-10"
    row.save()
    with pytest.raises(RuleError) as refused:
        send(shop, ref)
    assert codes(refused) == {"period"}


def test_a_dropped_draft_is_off_its_list(shop: Settling) -> None:
    pump = shop.pump()
    first, second = shop.submitted(pump), shop.draft(shop.job(pump))
    ref = month_list(shop, first, second)
    claims.drop(shop.by, second, shop.version(second), "不索赔")
    assert send(shop, ref) == ()
    assert [row.id for row in claim_list_rows.claims_of(ref)] == [first]


def test_a_second_hearing_goes_on_a_list_of_its_own(shop: Settling) -> None:
    claim = shop.submitted(shop.pump())
    send(shop, month_list(shop, claim))
    shop.decide(claim, 0)
    claims.resubmit(shop.by, claim, shop.version(claim), "补充检测报告")
    assert [due.claims for due in claim_list_rows.due_lists(shop.by.today)] == [1]
    send(shop, month_list(shop, claim))
    assert list(settling_books.check_books()) == []


def test_faults_are_told_once_a_week_and_a_major_one_waits_for_its_answer(shop: Settling) -> None:
    pump = shop.pump()
    first, major = shop.draft(shop.job(pump)), shop.draft(shop.job(pump))
    row = shop.row(major)
    row.major = True
    row.save()
    [week] = weekly_faults.due(shop.by.today)
    assert (week.supplier_id, week.faults, week.since) == (shop.supplier, 2, shop.by.today)
    weekly_faults.tell(shop.by, shop.supplier, weekly_faults.untold(shop.supplier, shop.by.today))
    assert weekly_faults.due(shop.by.today) == []
    assert [shop.row(ref).reported_at for ref in (first, major)] == [shop.by.at] * 2
    assert [shop.row(ref).answer_due_on for ref in (first, major)] == [None, date(2026, 11, 24)]
    with pytest.raises(RuleError, match="reported already"):
        weekly_faults.tell(shop.by, shop.supplier, [first])


def test_the_paper_of_a_weekly_report_is_for_ever_what_was_told(shop: Settling) -> None:
    claim = shop.draft(shop.job(shop.pump()))
    told_at = shop.by.at
    weekly_faults.tell(shop.by, shop.supplier, [claim])
    was = papers_settling.week(shop.supplier, [claim], told_at, IMPRINT)
    assert ([fault.cause for fault in was.faults], was.made_by) == ([""], "张三")
    shop.later(3)
    shop.fill_in(claim)
    suppliers_named(shop, "改了名的供应商")
    [told] = weekly_faults.told(shop.by.today)
    assert papers_settling.week(told.supplier_id, told.claim_ids, told.at, IMPRINT) == was
    claims.drop(shop.by, claim, shop.version(claim), "不索赔")
    assert papers_settling.week(told.supplier_id, told.claim_ids, told.at, IMPRINT) == was


def test_a_second_report_of_a_week_is_another_paper_and_no_reprint_of_the_first(shop: Settling) -> None:
    pump = shop.pump()
    numbers = []
    for days in (0, 1, 7):
        shop.later(days)
        claim = shop.draft(shop.job(pump))
        weekly_faults.tell(shop.by, shop.supplier, [claim])
        numbers.append(papers_settling.week(shop.supplier, [claim], shop.by.at, IMPRINT).number)
    first, second, later = numbers
    assert second == f"{first}-2"
    assert later not in {first, second}
    assert not later.endswith("-2")


def test_a_weekly_report_of_before_papers_were_kept_prints_what_is_known(
    shop: Settling, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = shop.draft(shop.job(shop.pump()))
    monkeypatch.setattr(kept_weeks, "keep", lambda *_about: None)
    weekly_faults.tell(shop.by, shop.supplier, [claim])
    shop.fill_in(claim)
    [fault] = papers_settling.week(shop.supplier, [claim], shop.by.at, IMPRINT).faults
    assert fault.cause == "水封失效"


def test_the_paper_of_a_sent_list_is_for_ever_what_was_sent(shop: Settling) -> None:
    pump = shop.pump()
    refused, given = shop.submitted(pump), shop.submitted(pump)
    ref = month_list(shop, refused, given)
    send(shop, ref)
    was = papers_settling.monthly(ref, IMPRINT)
    assert [claim.number for claim in was.claims] == ["WC-2026-00001", "WC-2026-00002"]
    assert (was.sent_at, was.channel, was.claimed_fen) == (shop.by.at, Channel.EMAIL, 36_000)
    shop.decide(refused, 0)
    shop.decide(given, 10_000)
    shop.later(30)
    claims.resubmit(shop.by, refused, shop.version(refused), "补充照片")
    suppliers_named(shop, "改了名的供应商")
    assert papers_settling.monthly(ref, IMPRINT) == was
    row = claim_list_rows.one(ref)
    assert (row.claims, row.drafts, row.claimed_fen) == (2, 0, 36_000)
    assert [claim.no for claim in claim_list_rows.claims_of(ref)] == ["WC-2026-00001", "WC-2026-00002"]
    assert claim_list_rows.claims_of(ref)[0].period == "2026-12"
    assert list(settling_books.check_books()) == []


def test_a_list_that_has_not_gone_out_prints_what_stands_on_it_now(shop: Settling) -> None:
    pump = shop.pump()
    one, two = shop.submitted(pump), shop.submitted(pump)
    ref = month_list(shop, one, two)
    claim_lists.change(shop.by, ref, shop.list_row(ref).version, [two])
    paper = papers_settling.monthly(ref, IMPRINT)
    assert ([claim.number for claim in paper.claims], paper.sent_at) == (["WC-2026-00002"], None)
    with pytest.raises(KeyError):
        papers_settling.monthly(ref + 1, IMPRINT)


def test_a_list_that_was_sent_before_papers_were_kept_prints_what_it_has(
    shop: Settling, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = month_list(shop, shop.submitted(shop.pump()))
    monkeypatch.setattr(kept_lists, "keep", lambda *_about: None)
    send(shop, ref)
    assert papers_settling.monthly(ref, IMPRINT).claimed_fen == 18_000
    assert claim_list_rows.one(ref).claims == 1


def suppliers_named(shop: Settling, name: str) -> None:
    Supplier.update(name=name).where(Supplier.id == shop.supplier).execute()
