"""Places in campaigns of two files that become one and are parted: calls, answers, letters."""

from garage.domain.campaigns import Answer, TargetState
from garage.domain.letters import LetterChannel
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.contacts import ContactLog
from garage.models.customers import Customer
from garage.models.letters import Letter
from garage.services import (
    books,
    campaign_moves,
    campaign_rows,
    campaigns,
    contacts,
    file_merges,
    letters,
)
from garage.services.campaign_rows import TargetFilter
from tests.services import campaigning
from tests.services.merging import merge, picture, twin
from tests.services.road import Road

_T = TargetState


def place(customer: int) -> CampaignTarget:
    return CampaignTarget.get(CampaignTarget.customer == customer)


def states(*customers: int) -> list[str]:
    return [place(ref).state for ref in customers]


def call(road: Road, campaign: int, customer: int, answer: Answer = Answer.COMING) -> None:
    """Reach a customer of the campaign, who says this."""
    rows = campaign_rows.targets(campaign, TargetFilter.ALL).rows
    [target] = [row for row in rows if row.id == place(customer).id]
    campaigning.attempt(road.boss, target, answer=answer)


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
    assert (Letter.get().target_id, Letter.get().customer_id) == (place(gone).id, gone)
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


def test_of_two_letters_that_lie_here_one_goes_out(road: Road) -> None:
    gone = twin(road)
    campaign = campaigning.approved(road.boss)
    for ref in (road.customer, gone):
        call(road, campaign, ref)
        road.forward(minutes=10)
    assert campaigns.write_letters(road.boss, campaign) == 2
    before = picture()
    ref = merge(road, road.customer, gone)
    assert sorted(letter.state for letter in Letter.select()) == ["VOID", "WRITTEN"]
    assert books.check() == []
    file_merges.undo(road.boss, ref, "两个人")
    assert picture() == before


def test_no_letter_goes_out_where_one_went_under_the_other_file(road: Road) -> None:
    gone = twin(road)
    campaign = campaigning.approved(road.boss)
    for ref in (gone, road.customer):
        call(road, campaign, ref)
        road.forward(minutes=10)
    campaigns.write_letters(road.boss, campaign)
    sent = Letter.get(Letter.customer == gone)
    letters.send(road.boss, {sent.id: None}, LetterChannel.HANDED)
    merge(road, road.customer, gone)
    assert {letter.id: letter.state for letter in Letter.select()}[sent.id] == "SENT"
    assert sorted(letter.state for letter in Letter.select()) == ["SENT", "VOID"]


def test_talks_since_go_back_with_a_place_that_only_one_file_had(road: Road) -> None:
    campaign = campaigning.approved(road.boss)
    kept = twin(road)
    ref = merge(road, kept, road.customer)
    call(road, campaign, kept)
    campaigns.write_letters(road.boss, campaign)
    file_merges.undo(road.boss, ref, "两个人")
    talk = ContactLog.get(ContactLog.target.is_null(False))
    assert (place(road.customer).state, talk.customer_id) == ("CALLED", road.customer)
    assert Letter.get().customer_id == road.customer
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


def test_who_came_with_an_order_that_goes_back_came_under_its_file(road: Road) -> None:
    kept = twin(road)
    campaign = campaigning.approved(road.boss)
    for ref in (kept, road.customer):
        call(road, campaign, ref)
    road.forward(days=21)
    road.to_ready()
    ref = merge(road, kept, road.customer)
    road.forward(days=3)
    campaigns.close(road.boss, campaign, None)
    assert place(kept).order_id == road.order
    file_merges.undo(road.boss, ref, "两个人")
    assert (place(kept).came_on, place(road.customer).order_id) == (None, road.order)
    assert books.check() == []
