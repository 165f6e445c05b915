"""The board shows every open claim and everything that could be claimed, once; what is due is counted."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from garage.domain.claims import ClaimState
from garage.domain.lines import PayType
from garage.domain.old_parts import OldPartPurpose, OldPartState
from garage.domain.returns_board import BoardAct, Stage
from garage.domain.rework import Awaited, ReworkCause
from garage.models.claims import Claim, ClaimList
from garage.models.customers import Customer
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine
from garage.models.rework import ReworkCase
from garage.models.vehicles import Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import claim_edits, claims, old_parts, returns_board, returns_due
from garage.services.command import By
from garage.services.returns_board import Card
from tests.services.claiming import Claiming
from tests.services.stockroom import Stockroom

TODAY = date(2026, 11, 21)


@pytest.fixture
def shop(boss: By, mechanic: int) -> Claiming:
    return Claiming(Stockroom(boss, mechanic))


@pytest.fixture
def part(shop: Claiming) -> int:
    return shop.room.part(10, 20_000, name="水泵")


def cards(stage: Stage, supplier_id: int | None = None) -> list[Card]:
    if stage is Stage.CLOSED:
        return list(returns_board.closed(supplier_id=supplier_id).rows)
    return returns_board.cards(stage, supplier_id)


# Cards


def test_an_old_part_for_the_supplier_is_a_card_until_a_claim_has_it(shop: Claiming, part: int) -> None:
    order = shop.job(part)
    [card] = cards(Stage.OLD_PARTS)
    assert (card.kind, card.state, card.act) == ("part", OldPartState.SHELVED, BoardAct.DRAFT)
    assert card.fen == 30_000
    shop.draft(order)
    assert cards(Stage.OLD_PARTS) == []
    [card] = cards(Stage.CLAIMED)
    assert (card.kind, card.state, card.act) == ("claim", ClaimState.DRAFT, BoardAct.SUBMIT)


def test_a_job_with_claim_lines_and_no_tag_is_a_card_of_its_own(shop: Claiming, part: int) -> None:
    order = shop.job(part, labour_fen=16_000, tag=False)
    [card] = cards(Stage.OLD_PARTS)
    assert (card.kind, card.ref, card.fen, card.act) == ("job", order, 46_000, BoardAct.DRAFT)
    shop.tag(order, shop.lines(order)[0])
    [card] = cards(Stage.OLD_PARTS)
    assert card.kind == "part"


def test_what_the_customer_pays_or_keeps_is_no_card(shop: Claiming, part: int) -> None:
    shop.job(part, pay=PayType.CUSTOMER)
    assert cards(Stage.OLD_PARTS) == []
    shop.job(part)
    OldPart.update(purpose=OldPartPurpose.CUSTOMER.value).execute()
    assert [card.kind for card in cards(Stage.OLD_PARTS)] == ["job"]


def test_a_claim_that_is_given_up_frees_its_old_part_for_the_first_list(shop: Claiming, part: int) -> None:
    claim = shop.draft(shop.job(part))
    claims.drop(shop.by, claim, shop.version(claim), "供应商不认")
    assert [card.kind for card in cards(Stage.OLD_PARTS)] == ["part"]
    assert cards(Stage.CLAIMED) == []
    [card] = cards(Stage.CLOSED)
    assert (card.ref, card.state, card.act) == (claim, ClaimState.DROPPED, None)


def test_a_part_that_waits_for_its_count_in_is_counted_in_next(shop: Claiming, part: int) -> None:
    order = shop.job(part, tag=False)
    old_parts.tag(shop.by, order, shop.lines(order)[0])
    [card] = cards(Stage.OLD_PARTS)
    assert (card.state, card.act) == (OldPartState.TAGGED, BoardAct.COUNT_IN)


def test_what_is_due_first_stands_first_then_the_oldest(shop: Claiming, part: int) -> None:
    first, second, third = (shop.submitted(part) for _n in range(3))
    claim_edits.report_major(shop.by, second, shop.version(second))
    assert [card.ref for card in cards(Stage.CLAIMED)] == [second, first, third]


def test_one_supplier_is_shown_alone_on_every_list(shop: Claiming, part: int) -> None:
    other = Claiming(shop.room, "广州电装")
    mine, theirs = shop.draft(shop.job(part)), other.draft(other.job(part))
    assert {card.ref for card in cards(Stage.CLAIMED)} == {mine, theirs}
    assert [card.ref for card in cards(Stage.CLAIMED, other.supplier)] == [theirs]
    assert {name for _ref, name in returns_board.suppliers()} == {"深圳众诚汽配", "广州电装"}


def test_closed_claims_are_read_page_by_page_the_newest_first(shop: Claiming, part: int) -> None:
    made = [shop.draft(shop.job(part)) for _n in range(5)]
    Claim.update(state=ClaimState.SETTLED.value, closed_at=shop.by.at).execute()
    seen, cursor = [], None
    while True:
        page = returns_board.closed(cursor, 2)
        seen += [card.ref for card in page.rows]
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert seen == made[::-1]


# What is due


def test_claims_wait_for_their_months_list_and_are_late_after_its_day(shop: Claiming, part: int) -> None:
    shop.submitted(part)
    shop.draft(shop.job(part))
    due = returns_due.due()
    assert [(one.on, one.unsent) for one in due.months] == [(date(2026, 12, 10), 2)]
    assert due.months[0].fen == sum(shop.row(claim).claimed_fen for claim in (1, 2))
    assert due.coming(TODAY).unsent == 2
    assert due.late(date(2026, 12, 10)) == 0
    assert due.late(date(2026, 12, 11)) == 2


def test_a_claim_on_a_list_that_was_sent_waits_no_more(shop: Claiming, part: int) -> None:
    claim = shop.submitted(part)
    stamp = shop.by.stamp()
    batch = ClaimList.create(
        no="CL-2026-00001", supplier=shop.supplier, period="2026-11", due_on=date(2026, 12, 10), **stamp
    )
    Claim.update(claim_list=batch.id).where(Claim.id == claim).execute()
    assert returns_due.due().months[0].unsent == 1
    ClaimList.update(sent_at=shop.by.at).execute()
    assert returns_due.due().months == ()


@pytest.mark.parametrize(
    ("today", "on"),
    [
        (date(2026, 11, 9), date(2026, 11, 10)),
        (date(2026, 11, 10), date(2026, 11, 10)),
        (date(2026, 11, 11), date(2026, 12, 10)),
        (date(2026, 12, 31), date(2027, 1, 10)),
    ],
)
def test_with_nothing_unsent_the_tenth_that_comes_next_is_told(db: str, today: date, on: date) -> None:
    assert db
    assert returns_due.due().coming(today) == returns_due.MonthDue(on)


def test_a_major_fault_has_its_answer_due_in_two_working_days(shop: Claiming, part: int) -> None:
    claim = shop.submitted(part)
    claim_edits.report_major(shop.by, claim, shop.version(claim))
    [answer] = returns_due.due().answers
    assert (answer.on, answer.provisional) == (date(2026, 11, 24), False)
    claim_edits.answered(shop.by, claim, shop.version(claim))
    assert returns_due.due().answers == ()


def test_an_answer_in_a_year_that_nobody_entered_is_provisional(shop: Claiming, part: int) -> None:
    claim = shop.submitted(part)
    shop.room.by = By(shop.by.staff_id, datetime(2026, 12, 31, 9, 0))
    claim_edits.report_major(shop.by, claim, shop.version(claim))
    [answer] = returns_due.due().answers
    assert answer.provisional


def test_the_tab_counts_late_answers_claims_that_are_due_soon_and_evidence_of_today(
    shop: Claiming, part: int
) -> None:
    claim = shop.submitted(part)
    claim_edits.report_major(shop.by, claim, shop.version(claim))
    order = shop.job(part)
    stamp = shop.by.stamp()
    left = TODAY - timedelta(days=3)
    RepairWarranty.create(
        line=OrderLine.get().id,
        order=order,
        vehicle=Vehicle.get().id,
        category="MINOR_REPAIR",
        start_on=left,
        start_km=0,
        days=100,
        km=200_000,
        expires_on=left + timedelta(days=100),
        expires_km=200_000,
        attempts=0,
        **stamp,
    )
    ReworkCase.create(
        no="RW-2026-00001",
        order=order,
        vehicle=Vehicle.get().id,
        customer=Customer.get().id,
        original_line=OrderLine.get().id,
        state="CLAIMED",
        fault="异响",
        attempt=1,
        opened_at=shop.by.at,
        evidence_due_on=TODAY + timedelta(days=3),
        **stamp,
    )
    due = returns_due.due()
    count: Callable[[date], int] = due.count
    assert count(TODAY) == 0
    assert count(date(2026, 11, 24)) == 1  # the evidence
    assert count(date(2026, 11, 25)) == 2  # and the answer
    assert count(date(2026, 12, 7)) == 3  # and the month's claim
    ReworkCase.update(cause=ReworkCause.MISUSE.value, evidence_at=shop.by.at).execute()
    [rework] = returns_due.due().reworks
    assert rework.waits_for is Awaited.DECISION


def test_money_waits_as_asked_until_it_is_decided_then_as_given(shop: Claiming, part: int) -> None:
    claim = shop.submitted(part, labour_fen=16_000)
    asked = shop.row(claim).claimed_fen
    assert returns_due.waiting(TODAY).fen == (asked, 0, 0, 0)
    given = [line.claimed_fen // 2 for line in shop.claim_lines(claim)]
    shop.decide(claim, *given)
    assert returns_due.waiting(TODAY).total_fen == sum(given)
    assert returns_due.waiting(TODAY + timedelta(days=31)).fen == (0, sum(given), 0, 0)
    assert returns_due.waiting(TODAY, supplier_id=shop.supplier + 1).total_fen == 0
