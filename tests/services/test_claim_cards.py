"""Faults to report and money due from suppliers are cards of the day until it is done."""

from datetime import date, datetime, timedelta

import pytest

from garage.domain.today import Card, TodayColumn, TodayKind
from garage.models.claims import Claim
from garage.services import claim_edits, claim_notices, weekly_faults
from garage.services.command import By
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom
from tests.services.test_today import cards

SUNDAY = date(2026, 11, 22)


@pytest.fixture
def shop(boss: By, mechanic: int) -> Settling:
    """21 November 2026, a Saturday."""
    return Settling(Stockroom(boss, mechanic))


def on(shop: Settling, day: date, kind: TodayKind) -> list[tuple[TodayColumn, Card]]:
    return cards(By(shop.by.staff_id, datetime.combine(day, shop.by.at.time())), kind)


def test_a_major_fault_is_to_be_told_at_once_and_stays_until_it_is(shop: Settling) -> None:
    claim = shop.draft(shop.job(shop.pump()))
    assert on(shop, shop.by.today, TodayKind.MAJOR_FAULT) == []
    Claim.update(major=True).where(Claim.id == claim).execute()
    [(column, card)] = on(shop, shop.by.today, TodayKind.MAJOR_FAULT)
    assert (column, card.ref, card.title, card.no) == (TodayColumn.TODAY, claim, shop.name, "WC-2026-00001")
    [(column, _card)] = on(shop, shop.by.today + timedelta(days=5), TodayKind.MAJOR_FAULT)
    assert column is TodayColumn.OVERDUE
    assert on(shop, shop.by.today, TodayKind.WEEK_REPORT) == []  # it waits for no week
    claim_edits.report_major(shop.by, claim, shop.version(claim))
    assert on(shop, shop.by.today, TodayKind.MAJOR_FAULT) == []
    [(_column, card)] = on(shop, shop.by.today, TodayKind.CLAIM_ANSWER)
    assert card.due == date(2026, 11, 24)


def test_the_weekly_report_is_due_on_the_sunday_of_its_first_fault(shop: Settling) -> None:
    pump = shop.pump()
    shop.draft(shop.job(pump))
    shop.draft(shop.job(pump))
    [(column, card)] = on(shop, shop.by.today, TodayKind.WEEK_REPORT)
    assert (column, card.ref, card.due) == (TodayColumn.WEEK, shop.supplier, SUNDAY)
    assert card.about == "2 faults"
    assert [column for column, _card in on(shop, SUNDAY, TodayKind.WEEK_REPORT)] == [TodayColumn.TODAY]
    [(column, _card)] = on(shop, SUNDAY + timedelta(days=1), TodayKind.WEEK_REPORT)
    assert column is TodayColumn.OVERDUE
    weekly_faults.tell(shop.by, shop.supplier, weekly_faults.untold(shop.supplier, shop.by.today))
    assert on(shop, SUNDAY + timedelta(days=1), TodayKind.WEEK_REPORT) == []


def test_a_report_that_was_made_is_known_for_sixty_days(shop: Settling) -> None:
    pump = shop.pump()
    first, second = shop.draft(shop.job(pump)), shop.draft(shop.job(pump))
    weekly_faults.tell(shop.by, shop.supplier, [first])
    made = shop.by.at
    shop.later(2)
    weekly_faults.tell(shop.by, shop.supplier, [second])
    reports = weekly_faults.told(shop.by.today)
    assert [(one.supplier, one.claim_ids) for one in reports] == [
        (shop.name, (second,)),
        (shop.name, (first,)),
    ]
    assert reports[1].at == made
    assert weekly_faults.told(made.date() + timedelta(days=60))[-1].claim_ids == (first,)
    assert first not in [
        ref for one in weekly_faults.told(made.date() + timedelta(days=61)) for ref in one.claim_ids
    ]


def test_a_notice_is_due_on_its_day_until_the_money_is_here(shop: Settling) -> None:
    notice = shop.issue(shop.granted(shop.pump(), 12_000))
    due = shop.notice(notice).due_on
    assert on(shop, due - timedelta(days=7), TodayKind.NOTICE_OWED) == []
    [(column, card)] = on(shop, due, TodayKind.NOTICE_OWED)
    assert (column, card.ref, card.title, card.fen) == (TodayColumn.TODAY, notice, shop.name, 12_000)
    [(column, _card)] = on(shop, due + timedelta(days=1), TodayKind.NOTICE_OWED)
    assert column is TodayColumn.OVERDUE
    shop.invoice(notice)
    assert len(on(shop, due, TodayKind.NOTICE_OWED)) == 1
    shop.settle(notice)
    assert on(shop, due, TodayKind.NOTICE_OWED) == []


def test_a_notice_that_is_void_is_owed_no_more(shop: Settling) -> None:
    notice = shop.issue(shop.granted(shop.pump()))
    due = shop.notice(notice).due_on
    claim_notices.void(shop.by, notice, shop.notice(notice).version, "供应商重开")
    assert on(shop, due, TodayKind.NOTICE_OWED) == []
