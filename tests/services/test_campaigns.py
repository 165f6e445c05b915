"""A campaign from the plan to its result: the list is frozen, calls and letters follow, who came is counted."""

from datetime import date, datetime, timedelta

import pytest

from garage.domain.campaigns import Answer, CampaignAct, CampaignState, TargetState
from garage.domain.contacts import Outcome
from garage.domain.letters import LetterKind
from garage.domain.staff import Role
from garage.domain.target_rules import TargetRule
from garage.domain.today import TodayKind
from garage.errors import FieldError, RuleError, StaleError
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.contacts import ContactLog
from garage.services import (
    campaign_books,
    campaign_cards,
    campaign_moves,
    campaign_rows,
    campaign_targets,
    campaigns,
    contacts,
    customers,
    daily,
    staff,
)
from garage.services.campaign_rows import CampaignFilter, TargetFilter
from garage.services.command import By
from tests.services.campaigning import DATA, ENDS, STARTS, approved, at, attempt, draft, listed, person, row
from tests.services.comeback import Comeback
from tests.services.road import Road, codes

S = CampaignState


@pytest.fixture
def two(boss: By) -> By:
    """Two customers who can be called."""
    person(boss, "王女士", "13800138000", "粤B12345", brand="大众", model="朗逸")
    person(boss, "李先生", "13900139000")
    return boss


def refused(by: By, ref: int, **said: object) -> str:
    with pytest.raises(FieldError) as error:
        campaigns.change(by, ref, None, DATA.__class__(**{**DATA.__dict__, **said}))
    return error.value.field


def test_a_plan_knows_the_day_by_which_everybody_is_called(boss: By) -> None:
    seen = row(boss, campaigns.add(boss, DATA))
    assert (seen.no, seen.state, seen.call_by) == ("CM-2026-00001", S.DRAFT, date(2026, 11, 28))
    assert seen.next_act(boss.today) is CampaignAct.CHOOSE


def test_what_cannot_be_is_said_at_its_field(boss: By) -> None:
    ref = campaigns.add(boss, DATA)
    assert refused(boss, ref, title=" ") == "title"
    assert refused(boss, ref, ends_on=STARTS - timedelta(days=1)) == "ends_on"
    assert refused(boss, ref, ends_on=STARTS + timedelta(days=367)) == "ends_on"
    assert refused(boss, ref, starts_on=date(2026, 11, 20)) == "starts_on"
    gone = staff.add(boss, name="走了", roles={Role.ADVISOR})
    staff.change(boss, gone, 1, name="走了", roles={Role.ADVISOR}, active=False)
    assert refused(boss, ref, caller_id=gone) == "caller"
    for field, subject, text in (
        ("subject", "", "你好"),
        ("text", "邀请", "{颜色}"),
        ("subject", "{颜色}", "好"),
    ):
        with pytest.raises(FieldError) as error:
            campaigns.word(boss, ref, None, LetterKind.NOTICE, subject, text)
        assert error.value.field == field


def test_an_owner_approves_and_the_list_stands(two: By, mechanic: int) -> None:
    ref = draft(two)
    with pytest.raises(FieldError):
        campaigns.approve(two, ref, None, mechanic)
    assert campaigns.approve(two, ref, None, two.staff_id) == 2
    person(two, "后来的", "13700137000")
    assert set(listed(ref)) == {"王女士", "李先生"}
    assert row(two, ref).state is S.APPROVED
    with pytest.raises(RuleError):
        campaigns.choose(two, ref, None, TargetRule())
    with pytest.raises(RuleError):
        campaigns.approve(two, ref, None, two.staff_id)
    assert list(campaign_books.check_books()) == []


def test_nothing_is_approved_for_nobody_or_after_its_time(two: By) -> None:
    unchosen = campaigns.add(two, DATA)
    with pytest.raises(RuleError) as error:
        campaigns.approve(two, unchosen, None, two.staff_id)
    assert codes(error) == {"targets"}
    with pytest.raises(RuleError) as error:
        campaigns.approve(two, draft(two, TargetRule(area="火星")), None, two.staff_id)
    assert codes(error) == {"nobody"}
    with pytest.raises(RuleError) as error:
        campaigns.approve(at(two, datetime(2026, 12, 15, 9)), draft(two), None, two.staff_id)
    assert codes(error) == {"over"}
    assert CampaignTarget.select().count() == 0


def test_calls_and_letters_bring_it_on_its_way(two: By) -> None:
    ref = approved(two)
    lady, lord = (listed(ref)[name] for name in ("王女士", "李先生"))
    attempt(two, lady, answer=Answer.COMING, note="带朋友来")
    assert row(two, ref).state is S.CALLING
    told = listed(ref)["王女士"]
    assert (told.state, told.answer, told.note) == (TargetState.CALLED, Answer.COMING, "带朋友来")
    assert (told.called_at, told.letter_due_on) == (two.at, date(2026, 11, 23))
    attempt(two, lord, answer=Answer.NOT_COMING)
    seen = row(two, ref)
    assert (seen.state, seen.standing.counted.owed, seen.standing.counted.owed_on) == (
        S.MAILING,
        1,
        date(2026, 11, 23),
    )
    assert seen.next_act(two.today) is CampaignAct.WRITE
    assert set(listed(ref, TargetFilter.LETTER)) == {"王女士"}
    assert campaigns.write_letters(two, ref) == 1
    assert listed(ref)["王女士"].letter_no == "LT-2026-00001"
    assert row(two, ref).next_act(two.today) is None
    with pytest.raises(RuleError) as error:
        campaigns.write_letters(two, ref)
    assert codes(error) == {"letters"}
    assert list(campaign_books.check_books()) == []


def test_each_attempt_is_a_talk_in_the_log(two: By) -> None:
    ref = approved(two)
    lady = listed(ref)["王女士"]
    attempt(two, lady, Outcome.NO_ANSWER)
    again = listed(ref)["王女士"]
    assert (again.state, again.attempts, again.next_at) == (
        TargetState.TO_CALL,
        1,
        datetime(2026, 11, 22, 10),
    )
    with pytest.raises(StaleError):
        attempt(two, lady)
    attempt(two, again, Outcome.BUSY)
    attempt(two, listed(ref)["王女士"], Outcome.SWITCHED_OFF)
    gone = listed(ref)["王女士"]
    assert (gone.state, gone.letter_due_on) == (TargetState.UNREACHED, date(2026, 11, 23))
    assert ContactLog.select().where(ContactLog.target == gone.id).count() == 3
    with pytest.raises(RuleError) as error:
        attempt(two, gone)
    assert codes(error) == {"called"}
    with pytest.raises(FieldError) as wrong:
        attempt(two, listed(ref)["李先生"], answer=None)
    assert wrong.value.field == "answer"
    assert list(campaign_books.check_books()) == []


def test_who_wants_no_calls_gets_a_letter_in_every_campaign(two: By) -> None:
    first, second = approved(two), approved(two)
    attempt(two, listed(first)["王女士"], Outcome.REFUSED)
    told, other = listed(first)["王女士"], listed(second)["王女士"]
    assert (told.state, told.letter_due_on) == (TargetState.CALLED, date(2026, 11, 23))
    assert (other.state, other.letter_due_on) == (TargetState.LETTER_ONLY, date(2026, 11, 30))
    assert other.no_calls
    third = approved(two)
    assert listed(third)["王女士"].state is TargetState.LETTER_ONLY
    assert list(campaign_books.check_books()) == []


def test_a_wrong_number_leads_to_the_next_or_to_a_letter(boss: By) -> None:
    ref = person(boss, "王女士", "13800138000")
    page = customers.open_customer(ref)
    customers.change(
        boss,
        ref,
        page.version,
        customers.CustomerData(name="王女士", phones=("13800138000", "13900139000")),
    )
    campaign = approved(boss)
    attempt(boss, listed(campaign)["王女士"], Outcome.WRONG_NUMBER)
    assert listed(campaign)["王女士"].phone == "13900139000"
    attempt(boss, listed(campaign)["王女士"], Outcome.WRONG_NUMBER)
    assert listed(campaign)["王女士"].state is TargetState.UNREACHED
    assert not contacts.numbers_left(ref)
    assert listed(campaign)["王女士"].attempts == 2
    assert list(campaign_books.check_books()) == []


def test_a_number_that_dies_elsewhere_leaves_a_letter(two: By) -> None:
    ref = approved(two)
    lady = listed(ref)["王女士"]
    contacts.mark_number(two, lady.customer_id, "13800138000", dead=True)
    gone = listed(ref)["王女士"]
    assert (gone.state, gone.letter_due_on) == (TargetState.LETTER_ONLY, date(2026, 11, 30))
    assert row(two, ref).standing.counted.to_call == 1


def test_an_answer_may_come_later(two: By) -> None:
    ref = approved(two)
    with pytest.raises(RuleError):
        campaign_targets.answer(two, listed(ref)["王女士"].id, None, Answer.COMING)
    attempt(two, listed(ref)["王女士"], answer=Answer.PERHAPS)
    campaign_targets.answer(two, listed(ref)["王女士"].id, None, Answer.NOT_COMING, "出差")
    seen = listed(ref)["王女士"]
    assert (seen.answer, seen.note, seen.letter_due_on) == (Answer.NOT_COMING, "出差", None)
    campaign_targets.answer(two, seen.id, None, Answer.COMING)
    assert listed(ref)["王女士"].letter_due_on == date(2026, 11, 23)


def test_customers_are_added_and_taken_off_by_hand_with_a_reason(two: By) -> None:
    ref = approved(two, TargetRule(car="大众"))
    lord = customers.page(None, 10).rows
    other = next(one.id for one in lord if one.name == "李先生")
    with pytest.raises(FieldError) as error:
        campaign_targets.add(two, ref, other, " ")
    assert error.value.field == "reason"
    campaign_targets.add(two, ref, other, "老客户")
    assert listed(ref)["李先生"].why == "老客户"
    with pytest.raises(FieldError) as error:
        campaign_targets.add(two, ref, other, "再来")
    assert error.value.field == "customer"
    attempt(two, listed(ref)["李先生"], answer=Answer.COMING)
    campaign_targets.remove(two, listed(ref)["李先生"].id, None, "要求退出")
    gone = listed(ref)["李先生"]
    assert (gone.state, gone.dropped_reason, gone.letter_due_on) == (TargetState.REMOVED, "要求退出", None)
    assert row(two, ref).standing.counted.targets == 1
    campaign_targets.add(two, ref, other, "又愿意来")
    back = listed(ref)["李先生"]
    assert (back.state, back.answer, back.letter_due_on) == (
        TargetState.CALLED,
        Answer.COMING,
        date(2026, 11, 23),
    )
    quiet = person(two, "不要广告", "13700137000", marketing_ok=False)
    with pytest.raises(FieldError):
        campaign_targets.add(two, ref, quiet, "试试")
    assert list(campaign_books.check_books()) == []


def test_it_runs_from_its_first_day_and_who_came_is_counted(road: Road) -> None:
    person(road.boss, "李先生", "13900139000")
    ref = approved(road.boss)
    attempt(road.boss, listed(ref)["王女士"])
    assert daily_state(road.boss, ref) is S.CALLING
    road.boss = at(road.boss, datetime(2026, 12, 12, 9))
    assert daily_state(road.boss, ref) is S.RUNNING
    car = Comeback(road)
    order = car.first
    figures = campaign_rows.figures(ref)
    assert (figures.targets, figures.called, figures.coming, figures.came) == (2, 1, 1, 1)
    assert figures.revenue_fen == 12_000
    seen = listed(ref)["王女士"]
    assert (seen.came_on, seen.order_no) == (date(2026, 12, 12), "WO-2026-00001")
    with pytest.raises(RuleError) as error:
        campaigns.close(road.boss, ref, None)
    assert codes(error) == {"early"}
    road.boss = at(road.boss, datetime(2026, 12, 14, 18))
    assert row(road.boss, ref).next_act(road.boss.today) is CampaignAct.CLOSE
    result = campaigns.close(road.boss, ref, None, "下次提前一周")
    assert "¥120.00" in result
    assert "下次提前一周" in row(road.boss, ref).closed_reason
    kept = CampaignTarget.get(CampaignTarget.order == order)
    assert (kept.came_on, kept.state) == (date(2026, 12, 12), "CALLED")
    assert listed(ref)["李先生"].state is TargetState.MISSED
    with pytest.raises(RuleError):
        campaigns.cancel(road.boss, ref, None, "太晚")
    assert list(campaign_books.check_books()) == []


def daily_state(by: By, ref: int) -> CampaignState:
    daily.run(by)
    return row(by, ref).state


def test_who_came_before_or_after_it_ran_did_not_come(road: Road) -> None:
    ref = approved(road.boss)
    Comeback(road)
    assert campaign_rows.figures(ref).came == 0
    assert listed(ref)["王女士"].came_on is None


def test_called_off_with_a_reason_nobody_is_called(two: By) -> None:
    ref = approved(two)
    with pytest.raises(FieldError):
        campaigns.cancel(two, ref, None, "")
    campaigns.cancel(two, ref, None, "场地没有")
    seen = row(two, ref)
    assert (seen.state, seen.closed_reason) == (S.CANCELLED, "场地没有")
    assert {one.state for one in listed(ref).values()} == {TargetState.MISSED}
    with pytest.raises(RuleError):
        attempt(two, listed(ref)["王女士"])
    assert list(campaign_books.check_books()) == []


def test_its_day_may_move_until_it_runs(two: By) -> None:
    ref = approved(two)
    later = DATA.__class__(
        **{**DATA.__dict__, "starts_on": date(2026, 12, 26), "ends_on": date(2026, 12, 27)}
    )
    campaigns.change(two, ref, None, later)
    assert row(two, ref).call_by == date(2026, 12, 12)
    campaign_moves.begin_due(at(two, datetime(2026, 12, 26, 8)))
    with pytest.raises(RuleError):
        campaigns.change(at(two, datetime(2026, 12, 26, 9)), ref, None, DATA)


def test_cards_say_what_is_due_until_when(two: By) -> None:
    assert not list(campaign_cards.campaigns(two))
    ref = approved(two)
    [card] = campaign_cards.campaigns(two)
    assert (card.kind, card.ref, card.due, card.count) == (TodayKind.CAMPAIGN_CALLS, ref, two.today, 2)
    [late] = campaign_cards.campaigns(at(two, datetime(2026, 12, 1, 9)))
    assert late.due == date(2026, 11, 28)
    attempt(two, listed(ref)["王女士"])
    calls, letters = campaign_cards.campaigns(two)
    assert (calls.count, letters.kind, letters.count, letters.due) == (
        1,
        TodayKind.CAMPAIGN_LETTERS,
        1,
        date(2026, 11, 23),
    )
    campaigns.write_letters(two, ref)
    assert [one.kind for one in campaign_cards.campaigns(two)] == [TodayKind.CAMPAIGN_CALLS]
    [over] = campaign_cards.campaigns(at(two, datetime(2026, 12, 15, 9)))
    assert (over.kind, over.due) == (TodayKind.CAMPAIGN_END, ENDS)


def test_calls_that_were_all_put_off_are_due_when_the_first_of_them_is(two: By) -> None:
    ref = approved(two)
    for name, moment in (("王女士", datetime(2026, 11, 24, 15)), ("李先生", datetime(2026, 11, 23, 10))):
        [card] = campaign_cards.campaigns(two)
        assert (card.due, card.count) == (two.today, 2)
        attempt(two, listed(ref)[name], Outcome.CALL_BACK, call_back_at=moment)
    [card] = campaign_cards.campaigns(two)
    assert (card.due, card.count) == (datetime(2026, 11, 23, 10), 2)


def test_the_lists_say_who_is_called_next(two: By) -> None:
    ref = approved(two)
    draft(two)
    assert campaign_rows.counts() == {CampaignFilter.OPEN: 2, CampaignFilter.DRAFT: 1}
    assert [one.id for one in campaign_rows.page(CampaignFilter.OPEN, two.at).rows] == [ref + 1, ref]
    lady = listed(ref)["王女士"]
    assert campaign_rows.next_target(ref, two.at) == lady.id
    attempt(two, lady, Outcome.NO_ANSWER)
    lord = listed(ref)["李先生"]
    assert campaign_rows.next_target(ref, two.at) == lord.id
    attempt(two, lord, Outcome.CALL_BACK, call_back_at=datetime(2026, 11, 23, 10))
    assert campaign_rows.next_target(ref, two.at) is None
    assert row(two, ref).next_act(two.today) is None
    assert [one.customer for one in campaign_rows.targets(ref, TargetFilter.TO_CALL).rows] == [
        "王女士",
        "李先生",
    ]
    first = campaign_rows.targets(ref, TargetFilter.TO_CALL, None, 1)
    rest = campaign_rows.targets(ref, TargetFilter.TO_CALL, first.next_cursor, 1)
    assert [one.customer for one in (*first.rows, *rest.rows)] == ["王女士", "李先生"]
    person(two, "后加的", "13700137000")
    third = campaign_targets.add(two, ref, max(one.id for one in customers.page(None, 10).rows), "老客户")
    in_time = at(two, datetime(2026, 11, 23, 10))
    assert campaign_rows.next_target(ref, two.at) == third
    assert campaign_rows.next_target(ref, in_time.at) == lady.id
    assert [one.customer for one in campaign_rows.targets(ref, TargetFilter.TO_CALL, now=two.at).rows] == [
        "后加的",
        "王女士",
        "李先生",
    ]
    campaign_targets.remove(two, third, None, "误加")
    assert campaign_rows.target_counts(ref)[TargetFilter.TO_CALL] == 2
    assert campaign_rows.by_number("CM-2026-00001") == ref


def test_the_books_find_what_does_not_fit(two: By) -> None:
    ref = approved(two)
    lady = listed(ref)["王女士"]
    attempt(two, lady)
    assert list(campaign_books.check_books()) == []
    for wrong in ({"attempts": 2}, {"called_at": None}, {"answer": ""}, {"came_on": date(2026, 11, 22)}):
        whole = CampaignTarget.get_by_id(lady.id)
        before = {name: getattr(whole, name) for name in wrong}
        CampaignTarget.update(wrong).where(CampaignTarget.id == lady.id).execute()
        assert list(campaign_books.check_books())
        CampaignTarget.update(before).where(CampaignTarget.id == lady.id).execute()
    Campaign.update(approved_by=None).execute()
    assert len(list(campaign_books.check_books())) == 1
