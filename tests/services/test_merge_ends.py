"""What two files leave in other books when they become one, and when they are parted: points, places, calls, money."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.campaigns import Answer, TargetState
from garage.domain.contacts import Talk
from garage.domain.counter_sales import SaleLine
from garage.domain.followups import FollowUpState
from garage.domain.letters import LetterKind
from garage.errors import FieldError
from garage.models.campaigns import CampaignTarget
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.customers import Customer
from garage.models.followups import FollowUp
from garage.models.letters import Letter
from garage.services import (
    account_payments,
    books,
    call_plans,
    campaign_rows,
    campaigns,
    complaints,
    contacts,
    counter_returns,
    counter_sales,
    credit,
    file_merges,
    letters,
    member_levels,
    points,
    receivables,
    settlements,
)
from garage.services.account_payments import Share
from garage.services.campaign_rows import TargetFilter
from garage.services.complaints import ComplaintData
from garage.services.contacts import About
from garage.services.counter_sales import Buyer, SaleTerms
from garage.services.credit import OnAccount
from garage.services.letters import LetterData
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


def test_a_bill_voided_after_the_files_were_parted_moves_the_points_of_its_own_file(road: Road) -> None:
    club, theirs = Membership(road), road.customer
    kept = twin(road)
    club.gold()
    points.correct(road.boss, theirs, 3_000, "开业赠送")
    points.correct(road.boss, kept, 5_000, "开业赠送")
    road.to_ready()
    merged = merge(road, kept, theirs)
    club.pay(replace(EXACT, points=4_000))
    file_merges.undo(road.boss, merged, "两个人")
    assert (points.balance(kept), points.balance(theirs)) == (5_000, 3_000 - 4_000 + 1_640)
    settlements.void(road.boss, road.order, "开错")
    assert (points.balance(kept), points.balance(theirs)) == (5_000, 3_000)
    assert books.check() == []


def test_no_more_points_go_back_than_there_are(club: Membership) -> None:
    gone = twin(club.road)
    points.correct(club.boss, gone, 100, "开业赠送")
    ref = merge(club.road, club.customer, gone)
    points.correct(club.boss, club.customer, -40, "换礼品")
    file_merges.undo(club.boss, ref, "两个人")
    assert (points.balance(gone), club.points()) == (60, 0)


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


# What hangs on a document


def test_what_was_written_since_goes_back_with_what_it_is_about(road: Road) -> None:
    owing.give_credit(road)
    road.to_ready()
    kept = twin(road)
    sale = owing.sale_on_account(road)
    complaint = complaints.register(road.boss, ComplaintData("太慢", customer_id=road.customer))
    road.forward(minutes=1)
    ref = merge(road, kept, road.customer)
    line = CounterSaleLine.get(CounterSaleLine.sale == sale)
    counter_returns.take_back(road.boss, sale, {line.id: 1000}, "不合适")
    letters.write(road.boss, LetterData(LetterKind.ANSWER, "答复", "您好。", complaint_id=complaint))
    file_merges.undo(road.boss, ref, "两个人")
    assert {row.customer_id for row in CounterSale.select()} == {road.customer}
    assert Letter.get().customer_id == road.customer
    assert books.check() == []


def test_what_was_said_before_about_an_order_of_the_other_file_stays(road: Road) -> None:
    kept = twin(road)
    road.to_ready()
    contacts.log(road.boss, Talk(spoke_with="王先生"), About(kept, road.vehicle, road.order))
    road.forward(minutes=1)
    before = picture()
    ref = merge(road, kept, road.customer)
    file_merges.undo(road.boss, ref, "两个人")
    assert picture() == before


def test_accounts_within_the_limits_of_their_files_are_sound_in_the_file_that_both_became(road: Road) -> None:
    first, other = road.customer, twin(road, address="创业路 88 号")
    for customer, vehicle in ((first, road.vehicle), (other, car(road, other))):
        road.customer, road.vehicle = customer, vehicle
        owing.give_credit(road, owing.BILL)
        owing.bill_on_account(road)
    merged = merge(road, first, other)
    assert credit.receivables(first) == 2 * owing.BILL
    assert credit.above_limit_words(first, 1), (
        "what comes from now on is measured at the limit of the one file"
    )
    assert books.check() == []
    file_merges.undo(road.boss, merged, "两个人")
    assert books.check() == []


def test_a_bill_that_went_on_the_account_of_both_is_sound_when_it_goes_back(road: Road) -> None:
    kept = twin(road, address="创业路 88 号")
    road.to_ready()
    merged = merge(road, kept, road.customer)
    theirs, road.customer = road.customer, kept
    owing.give_credit(road, owing.BILL)
    terms = OnAccount(approved_by=road.boss.staff_id)
    settlements.settle_and_pay(road.boss, road.order, EXACT, [], terms)
    road.forward(days=1)
    assert books.check() == []
    file_merges.undo(road.boss, merged, "两个人")
    assert credit.receivables(theirs) == owing.BILL
    assert books.check() == []
