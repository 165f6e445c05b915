"""What changes campaigns from outside: a wish for no advertising, a level of another name, and being called off."""

from dataclasses import fields

import pytest

from garage.domain.campaigns import Answer, TargetState
from garage.domain.letters import LetterChannel, LetterState
from garage.domain.target_rules import TargetRule, from_json
from garage.errors import RuleError
from garage.models.campaigns import Campaign
from garage.models.customers import Customer
from garage.models.letters import Letter
from garage.services import (
    campaign_books,
    campaign_rows,
    campaigns,
    customers,
    letter_cards,
    letters,
    member_levels,
    staff,
)
from garage.services.campaign_rows import TargetFilter
from garage.services.command import By
from garage.services.customers import CustomerData
from garage.services.member_levels import LevelData
from tests.services.campaigning import approved, attempt, draft, listed, person, row
from tests.services.road import codes


@pytest.fixture
def two(boss: By) -> By:
    """Two customers who can be called."""
    person(boss, "王女士", "13800138000")
    person(boss, "李先生", "13900139000")
    return boss


def no_advertising(by: By, customer_id: int) -> None:
    page = customers.open_customer(customer_id)
    data = {one.name: getattr(page, one.name) for one in fields(CustomerData)}
    customers.change(by, customer_id, page.version, CustomerData(**data | {"marketing_ok": False}))


def test_who_wants_no_advertising_after_all_is_taken_off(two: By) -> None:
    first, second, draft_ = approved(two), approved(two), draft(two)
    attempt(two, listed(first)["王女士"], answer=Answer.PERHAPS)
    campaigns.write_letters(two, first)
    lady = listed(first)["王女士"]
    no_advertising(two, lady.customer_id)
    told, gone = listed(first)["王女士"], listed(second)["王女士"]
    assert (told.state, told.answer, told.letter_due_on) == (TargetState.CALLED, Answer.PERHAPS, None)
    assert (gone.state, gone.dropped_reason) == (TargetState.REMOVED, "Wants no advertising")
    assert [one.state for one in letters.of_campaign(first)] == [LetterState.VOID]
    assert row(two, first).standing.counted.owed == 0
    with pytest.raises(RuleError):
        attempt(two, gone)
    assert listed(second)["李先生"].state is TargetState.TO_CALL
    assert campaigns.approve(two, draft_, None, staff.owners()[0][0]) == 1
    assert list(campaign_books.check_books()) == letters.check_books() == []


def test_a_wish_that_came_with_another_file_holds_for_calls_and_letters(two: By) -> None:
    ref = approved(two)
    lady, lord = listed(ref)["王女士"], listed(ref)["李先生"]
    attempt(two, lord)
    Customer.update(marketing_ok=False).execute()
    with pytest.raises(RuleError) as quiet:
        attempt(two, lady)
    assert codes(quiet) == {"marketing"}
    with pytest.raises(RuleError):
        campaigns.write_letters(two, ref)
    assert campaign_rows.targets(ref, TargetFilter.LETTER).rows == ()
    Customer.update(marketing_ok=True, no_calls=True).execute()
    with pytest.raises(RuleError) as silent:
        attempt(two, lady)
    assert codes(silent) == {"no_calls"}
    assert campaigns.write_letters(two, ref) == 1


def test_a_draft_asks_for_a_level_by_its_new_name(two: By) -> None:
    level = member_levels.add(two, LevelData("金卡", 1))
    ref = draft(two, TargetRule(levels=("银卡", "金卡")))
    old = approved(two)
    person(two, "陈先生", "13600136000", member_level="金卡")
    member_levels.change(two, level, member_levels.row(level).version, LevelData("钻石", 1))
    assert from_json(Campaign.get_by_id(ref).rule) == TargetRule(levels=("银卡", "钻石"))
    assert Campaign.get_by_id(old).rule == "{}"
    assert campaigns.approve(two, ref, None, staff.owners()[0][0]) == 1


def test_letters_of_a_campaign_called_off_do_not_go_out(two: By) -> None:
    ref = approved(two)
    for one in listed(ref).values():
        attempt(two, one)
    campaigns.write_letters(two, ref)
    sent, kept = sorted(one.id for one in letters.of_campaign(ref))
    letters.send(two, {sent: None}, LetterChannel.HANDED)
    campaigns.cancel(two, ref, None, "场地没有")
    assert Letter.get_by_id(sent).state == LetterState.SENT
    void = Letter.get_by_id(kept)
    assert (void.state, void.void_reason) == (LetterState.VOID, "场地没有")
    assert list(letter_cards.letters(two)) == []
    assert letters.check_books() == []
