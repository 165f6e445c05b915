"""What two files leave in other books when they become one, and when they are parted: points, places, calls, money."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.campaigns import Answer, TargetState
from garage.domain.counter_sales import SaleLine
from garage.domain.followups import FollowUpState
from garage.errors import FieldError
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.contacts import ContactLog
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer
from garage.models.followups import FollowUp
from garage.models.letters import Letter
from garage.services import (
    account_payments,
    books,
    call_plans,
    campaign_moves,
    campaign_rows,
    campaigns,
    contacts,
    counter_sales,
    file_merges,
    member_levels,
    points,
    receivables,
    settlements,
)
from garage.services.account_payments import Share
from garage.services.campaign_rows import TargetFilter
from garage.services.counter_sales import Buyer, SaleTerms
from tests.services import campaigning, owing
from tests.services.membership import EXACT, Membership
from tests.services.merging import car, merge, picture, twin
from tests.services.road import Road

_T = TargetState


@pytest.fixture
def club(road: Road) -> Membership:
    return Membership(road)


def place(customer: int) -> CampaignTarget:
    return CampaignTarget.get(CampaignTarget.customer == customer)


def states(*customers: int) -> list[str]:
    return [place(ref).state for ref in customers]


def call(road: Road, campaign: int, customer: int, answer: Answer = Answer.COMING) -> None:
    """Reach a customer of the campaign, who says this."""
    rows = campaign_rows.targets(campaign, TargetFilter.ALL).rows
    [target] = [row for row in rows if row.id == place(customer).id]
    campaigning.attempt(road.boss, target, answer=answer)


# Money


def test_a_sale_form_still_open_on_the_file_that_went_asks_the_account_of_the_one_that_stayed(
    road: Road,
) -> None:
    owing.give_credit(road)
    kept = twin(road)
    road.to_ready()
    merge(road, kept, road.customer)
    assert Customer.get_by_id(kept).credit_limit_fen == 0
    terms = SaleTerms(on_account=True, approved_by=road.boss.staff_id)
    lines = [SaleLine(road.part, 1000, 60016)]
    with pytest.raises(FieldError) as refused:
        counter_sales.sell(road.boss, Buyer(road.customer), lines, terms=terms)
    assert refused.value.field == "override"
    counter_sales.sell(road.boss, Buyer(road.customer), lines, terms=replace(terms, override="老客户"))
    assert CounterSale.get().customer_id == kept
    assert books.check() == []


def test_a_payment_on_bills_that_go_back_goes_with_them(road: Road) -> None:
    kept = twin(road)
    owing.give_credit(road)
    owing.bill_on_account(road)
    ref = merge(road, kept, road.customer)
    [bill] = receivables.open_bills(kept)
    account_payments.pay(
        road.boss, kept, [Share(bill.kind, bill.ref, bill.owed_fen)], owing.cash(bill.owed_fen)
    )
    file_merges.undo(road.boss, ref, "两个人")
    assert len(account_payments.of_customer(road.customer)) == 1
    assert account_payments.of_customer(kept) == []
    assert books.check() == []


def test_a_payment_on_bills_of_both_stays(road: Road) -> None:
    kept = twin(road)
    owing.give_credit(road)
    owing.bill_on_account(road)
    ref = merge(road, kept, road.customer)
    Customer.update(credit_limit_fen=10**9).where(Customer.id == kept).execute()
    terms = SaleTerms(on_account=True, approved_by=road.boss.staff_id)
    counter_sales.sell(road.boss, Buyer(kept), [SaleLine(road.part, 1000, 60016)], terms=terms)
    bills = receivables.open_bills(kept)
    assert len(bills) == 2
    shares = [Share(bill.kind, bill.ref, bill.owed_fen) for bill in bills]
    account_payments.pay(road.boss, kept, shares, owing.cash(sum(bill.owed_fen for bill in bills)))
    file_merges.undo(road.boss, ref, "两个人")
    assert len(account_payments.of_customer(kept)) == 1
    assert books.check() == []


# Points


def test_points_that_an_order_earned_meanwhile_go_back_with_it(club: Membership) -> None:
    club.gold()
    kept = twin(club.road, member_level="金卡")
    club.road.to_ready()
    ref = merge(club.road, kept, club.customer)
    club.pay()
    assert points.balance(kept) == 1680
    file_merges.undo(club.boss, ref, "两个人")
    assert (points.balance(kept), club.points()) == (0, 1680)
    again = merge(club.road, kept, club.customer)
    file_merges.undo(club.boss, again, "两个人")
    assert (points.balance(kept), club.points()) == (0, 1680)
    assert books.check() == []


def test_points_earned_under_a_third_file_go_all_the_way_back(club: Membership) -> None:
    club.gold()
    middle, top = twin(club.road, member_level="金卡"), twin(club.road, member_level="金卡")
    club.road.to_ready()
    first = merge(club.road, middle, club.customer)
    second = merge(club.road, top, middle)
    club.pay()
    for ref in (second, first):
        file_merges.undo(club.boss, ref, "两个人")
    assert [points.balance(ref) for ref in (top, middle, club.customer)] == [0, 0, 1680]


def test_points_that_a_voided_bill_gave_back_meanwhile_go_back_with_its_order(club: Membership) -> None:
    club.gold()
    points.correct(club.boss, club.customer, 2000, "开业赠送")
    kept = twin(club.road, member_level="金卡")
    club.road.to_ready()
    settlements.settle(club.boss, club.road.order, replace(EXACT, points=2000))
    ref = merge(club.road, kept, club.customer)
    settlements.void(club.boss, club.road.order, "开错了")
    file_merges.undo(club.boss, ref, "两个人")
    assert (points.balance(kept), club.points()) == (0, 2000)
    assert books.check() == []


def test_no_more_points_go_back_than_there_are(club: Membership) -> None:
    gone = twin(club.road)
    points.correct(club.boss, gone, 100, "开业赠送")
    ref = merge(club.road, club.customer, gone)
    points.correct(club.boss, club.customer, -40, "换礼品")
    file_merges.undo(club.boss, ref, "两个人")
    assert (points.balance(gone), club.points()) == (60, 0)


# Places in campaigns


def test_who_gets_a_letter_only_under_both_files_gets_one(road: Road) -> None:
    gone = twin(road)
    Customer.update(no_calls=True, no_calls_reason="别打").execute()
    campaign = campaigning.approved(road.boss)
    before = picture()
    ref = merge(road, road.customer, gone)
    file_merges.undo(road.boss, ref, "两个人")
    assert picture() == before
    merge(road, road.customer, gone)
    assert campaigns.write_letters(road.boss, campaign) == 1
    assert [letter.customer_id for letter in Letter.select()] == [road.customer]


def test_who_was_called_under_the_file_that_went_is_not_called_again(road: Road) -> None:
    gone = twin(road)
    campaign = campaigning.approved(road.boss)
    call(road, campaign, gone)
    assert Campaign.get().state == "CALLING"
    before = picture()
    ref = merge(road, road.customer, gone)
    assert states(road.customer, gone) == ["CALLED", "REMOVED"]
    assert ContactLog.get(ContactLog.target.is_null(False)).target_id == place(road.customer).id
    assert Campaign.get().state == "MAILING"
    assert books.check() == []
    file_merges.undo(road.boss, ref, "两个人")
    assert picture() == before
    assert books.check() == []


def test_what_was_said_since_goes_with_the_place_it_was_said_at(road: Road) -> None:
    gone = twin(road)
    campaign = campaigning.approved(road.boss)
    call(road, campaign, gone)
    ref = merge(road, road.customer, gone)
    assert campaigns.write_letters(road.boss, campaign) == 1
    file_merges.undo(road.boss, ref, "两个人")
    assert states(road.customer, gone) == ["TO_CALL", "CALLED"]
    assert Letter.get().target_id == place(gone).id
    assert Campaign.get().state == "CALLING"
    assert books.check() == []


def test_of_two_calls_the_last_answer_stands_and_one_letter_is_enough(road: Road) -> None:
    gone = twin(road)
    campaign = campaigning.approved(road.boss)
    call(road, campaign, road.customer)
    campaigns.write_letters(road.boss, campaign)
    road.forward(minutes=10)
    call(road, campaign, gone, Answer.PERHAPS)
    merge(road, road.customer, gone)
    assert (place(road.customer).answer, place(gone).state) == ("PERHAPS", "REMOVED")
    counted = campaign_moves.counted(campaign, road.boss.at, worded=True)
    assert (counted.called, counted.owed) == (1, 0)
    assert books.check() == []


def test_the_campaign_goes_on_when_the_double_was_the_last_to_call(road: Road) -> None:
    gone = twin(road)
    campaign = campaigning.approved(road.boss)
    call(road, campaign, road.customer)
    ref = merge(road, road.customer, gone)
    assert Campaign.get().state == "MAILING"
    file_merges.undo(road.boss, ref, "两个人")
    assert (Campaign.get().state, place(gone).state) == ("CALLING", "TO_CALL")


def test_nobody_is_left_to_call_in_a_campaign_that_ended_before_the_files_were_parted(road: Road) -> None:
    gone = twin(road)
    campaign = campaigning.approved(road.boss)
    ref = merge(road, road.customer, gone)
    campaigns.cancel(road.boss, campaign, None, "下雨")
    file_merges.undo(road.boss, ref, "两个人")
    assert states(road.customer, gone) == [_T.MISSED.value] * 2
    assert books.check() == []


def test_nor_is_who_was_spared_by_the_wish_of_the_other_file(road: Road) -> None:
    campaign = campaigning.approved(road.boss)
    gone = twin(road)
    contacts.refuse_calls(road.boss, gone, "别打")
    ref = merge(road, road.customer, gone)
    assert states(road.customer) == ["LETTER_ONLY"]
    campaigns.cancel(road.boss, campaign, None, "下雨")
    file_merges.undo(road.boss, ref, "两个人")
    assert states(road.customer) == ["MISSED"]
    assert books.check() == []


# Wishes and levels


@pytest.mark.parametrize("refuses", ["gone", "kept"])
def test_a_wish_for_no_calls_under_one_file_stops_the_calls_of_the_other(road: Road, refuses: str) -> None:
    gone = twin(road)
    campaigning.approved(road.boss)
    other = road.customer if refuses == "gone" else gone
    call_plans.recall(road.boss, other, road.boss.at + timedelta(days=1))
    contacts.refuse_calls(road.boss, gone if refuses == "gone" else road.customer, "别打")
    before = picture()
    ref = merge(road, road.customer, gone)
    assert states(road.customer, gone) == ["LETTER_ONLY", "REMOVED"]
    assert FollowUp.get().state == FollowUpState.CANCELLED.value
    file_merges.undo(road.boss, ref, "两个人")
    assert picture() == before


@pytest.mark.parametrize("refuses", ["gone", "kept"])
def test_who_wants_no_advertising_under_one_file_leaves_the_campaigns_of_both(
    road: Road, refuses: str
) -> None:
    gone = twin(road)
    called = campaigning.approved(road.boss)
    call(road, called, road.customer)
    assert campaigns.write_letters(road.boss, called) == 1
    campaigning.approved(road.boss, title="夏季检测")
    unwanted = Customer.id == (gone if refuses == "gone" else road.customer)
    Customer.update(marketing_ok=False).where(unwanted).execute()
    before = picture()
    ref = merge(road, road.customer, gone)
    assert not Customer.get_by_id(road.customer).marketing_ok
    assert sorted(one.state for one in CampaignTarget.select()) == ["CALLED", "REMOVED", "REMOVED", "REMOVED"]
    assert Letter.get().state == "VOID"
    assert books.check() == []
    file_merges.undo(road.boss, ref, "两个人")
    assert picture() == before
    assert books.check() == []


def test_no_letter_of_a_campaign_that_was_called_off_comes_back_when_files_are_parted(road: Road) -> None:
    gone = twin(road)
    campaign = campaigning.approved(road.boss)
    call(road, campaign, road.customer)
    assert campaigns.write_letters(road.boss, campaign) == 1
    Customer.update(marketing_ok=False).where(Customer.id == gone).execute()
    ref = merge(road, road.customer, gone)
    campaigns.cancel(road.boss, campaign, None, "下雨")
    file_merges.undo(road.boss, ref, "两个人")
    assert Letter.get().state == "VOID"
    assert books.check() == []


def test_a_level_renamed_meanwhile_is_taken_back_all_the_same(club: Membership) -> None:
    level = club.gold()
    kept = twin(club.road)
    car(club.road, kept)
    ref = merge(club.road, kept, club.customer)
    row = member_levels.row(level)
    data = member_levels.LevelData("钻石", 1, points_per_100_yuan=100)
    member_levels.change(club.boss, level, row.version, data)
    assert Customer.get_by_id(kept).member_level == "钻石"
    file_merges.undo(club.boss, ref, "两个人")
    levels = [Customer.get_by_id(ref).member_level for ref in (kept, club.customer)]
    assert levels == ["", "钻石"]
