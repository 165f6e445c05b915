"""By when a claim goes to its supplier: its claim period where that ends before the tenth, wherever the day is told."""

from datetime import date, timedelta

import pytest

from garage.domain.month_of_year import Month
from garage.domain.returns_board import Stage
from garage.errors import RuleError
from garage.services import (
    claim_list_rows,
    claim_lists,
    claim_pages,
    month_returns,
    returns_board,
    returns_due,
)
from garage.services.command import By
from tests.services.road import codes
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom

TODAY, LAST, TENTH = date(2026, 11, 21), date(2026, 11, 28), date(2026, 12, 10)


@pytest.fixture
def shop(boss: By, mechanic: int) -> Settling:
    """A supplier that takes claims within seven days."""
    made = Settling(Stockroom(boss, mechanic))
    made.terms(claim_days=7)
    return made


def test_the_claim_period_is_told_on_page_board_list_and_day(shop: Settling) -> None:
    claim = shop.draft(shop.job(shop.pump()))
    assert claim_pages.row_of(claim).due_on == LAST
    [card] = returns_board.cards(Stage.CLAIMED)
    assert card.due_on == LAST
    [due] = claim_list_rows.due_lists(TODAY)
    assert (due.due_on, due.days_left) == (LAST, 7)
    assert [(one.on, one.unsent) for one in returns_due.due().months] == [(LAST, 1)]
    assert [row.due_on for row in month_returns.claims(Month(2026, 11))] == [LAST]


def test_what_was_submitted_in_time_only_waits_for_its_months_list(shop: Settling) -> None:
    pump = shop.pump()
    first, second = shop.submitted(pump), shop.submitted(pump)
    draft = shop.draft(shop.job(pump))
    assert {claim_pages.row_of(ref).due_on for ref in (first, second)} == {TENTH}
    assert [(one.on, one.unsent) for one in returns_due.due().months] == [(LAST, 1), (TENTH, 2)]
    ref = claim_lists.make(shop.by, shop.supplier, "2026-11", [first, draft])
    assert claim_list_rows.one(ref).due_on == LAST
    assert [(due.list_id, due.due_on) for due in claim_list_rows.due_lists(TODAY)] == [
        (ref, LAST),
        (None, TENTH),
    ]


def test_terms_that_change_move_the_day_of_what_is_drafted(shop: Settling) -> None:
    claim = shop.draft(shop.job(shop.pump()))
    shop.terms(claim_days=3)
    assert claim_pages.row_of(claim).due_on == TODAY + timedelta(days=3)
    shop.terms(claim_days=0)
    assert claim_pages.row_of(claim).due_on == TENTH


def test_after_the_period_the_page_says_so_and_the_claim_can_only_be_dropped(shop: Settling) -> None:
    claim = shop.draft(shop.job(shop.pump()))
    shop.fill_in(claim)
    assert claim_pages.one(claim, LAST).missing == 0
    shop.later(9)
    page = claim_pages.one(claim, shop.by.today)
    assert [check.code for check in page.checks if not check.ok] == ["late"]
    with pytest.raises(RuleError, match="Too late by 2 days") as refused:
        shop.submit(claim)
    assert codes(refused) == {"late"}
    ref = claim_lists.make(shop.by, shop.supplier, "2026-11", [claim])
    assert [reason.code for reason in claim_lists.held_back(ref, shop.by.today)[claim]] == ["late"]


def test_a_claim_that_went_out_in_time_stays_in_time(shop: Settling) -> None:
    claim = shop.submitted(shop.pump())
    shop.later(30)
    assert claim_pages.one(claim, shop.by.today).missing == 0
