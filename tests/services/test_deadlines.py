"""Deadlines that the garage sets: each place asks for them, and a day that is written down stays, on both engines."""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

import pytest

from garage.domain.campaigns import CampaignKind
from garage.domain.complaints import ComplaintAct, ComplaintCategory, ComplaintChannel
from garage.domain.contacts import ContactChannel, Direction, Outcome, Talk
from garage.domain.deadlines import LIMITS, Deadlines
from garage.domain.letters import LetterKind
from garage.domain.working_days import DayKind
from garage.errors import FieldError
from garage.models.campaigns import Campaign
from garage.models.complaints import Complaint
from garage.models.contacts import Question
from garage.models.letters import Letter
from garage.services import (
    campaigns,
    complaint_rows,
    complaints,
    contacts,
    customers,
    deadlines,
    letters,
    questions,
    working_days,
)
from garage.services.campaigns import CampaignData
from garage.services.command import By
from garage.services.complaint_rows import ComplaintFilter
from garage.services.complaints import ComplaintData
from garage.services.contacts import About
from garage.services.customers import CustomerData
from garage.services.letters import LetterData
from tests.services.road import Road

OURS = Deadlines(
    verify_hours=8,
    result_days=3,
    revisit_days=1,
    hand_up_days=0,
    call_days=7,
    letter_days=5,
    send_days=4,
    file_days=10,
)


def complain(road: Road) -> int:
    return complaints.register(road.boss, ComplaintData("刹车异响", customer_id=road.customer))


def test_those_of_the_rules_count_until_somebody_chooses(boss: By) -> None:
    assert deadlines.chosen() == Deadlines(24, 7, 3, 2, 14, 2, 2, 2)
    deadlines.choose(boss, OURS)
    assert deadlines.chosen() == OURS


@pytest.mark.parametrize("name", sorted(asdict(OURS)))
def test_a_figure_that_cannot_be_is_said_at_its_field(boss: By, name: str) -> None:
    for wrong in (LIMITS[name][0] - 1, LIMITS[name][1] + 1):
        with pytest.raises(FieldError) as refused:
            deadlines.choose(boss, replace(Deadlines(), **{name: wrong}))
        assert refused.value.field == name
    assert deadlines.chosen() == Deadlines()


def test_a_complaint_is_verified_answered_and_asked_about_by_them(road: Road) -> None:
    old = complain(road)
    deadlines.choose(road.boss, OURS)
    new = complain(road)
    first, second = complaint_rows.one(old), complaint_rows.one(new)
    assert (first.verify_due_at, first.result_due_on) == (
        road.boss.at + timedelta(hours=24),
        date(2026, 12, 1),
    )
    assert (second.verify_due_at, second.result_due_on) == (
        road.boss.at + timedelta(hours=8),
        date(2026, 11, 25),
    )


def test_the_customer_is_asked_again_so_many_days_after_the_answer(road: Road) -> None:
    ref = complain(road)
    complaints.classify(road.boss, ref, None, ComplaintCategory.REPAIR, complaint_rows.one(ref).level)
    complaints.assign(road.boss, ref, None, road.boss.staff_id)
    complaints.verify(road.boss, ref, None, "夹片缺失", our_fault=True, responsible=None)
    complaints.plan(road.boss, ref, None, "漏装", "补装")
    complaints.implement(road.boss, ref, None)
    complaints.inform(road.boss, ref, None, "本人", ComplaintChannel.PHONE)
    for days in (3, 1):
        deadlines.choose(road.boss, replace(OURS, revisit_days=days))
        due = road.boss.today + timedelta(days=days)
        running = complaint_rows.one(ref).clock
        assert running is not None
        assert (running.act, running.due) == (ComplaintAct.REVISIT, due)
        [clock] = complaint_rows.clocks(due, 9)
        assert clock.clock == running
        at = datetime.combine(due, road.boss.at.time())
        assert complaint_rows.counts(at)[ComplaintFilter.DUE] == 1
        assert complaint_rows.counts(at - timedelta(days=1))[ComplaintFilter.DUE] == 0


def test_another_calendar_keeps_as_many_working_days_as_were_given(road: Road) -> None:
    old = complain(road)
    deadlines.choose(road.boss, OURS)
    new = complain(road)
    working_days.set_day(road.boss, date(2026, 11, 24), DayKind.OFF, "停电")
    assert [Complaint.get_by_id(ref).result_due_on for ref in (old, new)] == [
        date(2026, 12, 2),
        date(2026, 11, 26),
    ]


def test_a_question_goes_to_the_manager_the_same_day(road: Road) -> None:
    deadlines.choose(road.boss, OURS)
    talk = Talk(Direction.IN, ContactChannel.PHONE, Outcome.REACHED, spoke_with="王女士")
    contact = contacts.log(road.boss, talk, About(road.customer))
    ref = questions.ask(road.boss, contact, "年检可以代办吗？")
    assert Question.get_by_id(ref).due_on == road.boss.today


def test_who_is_invited_hears_of_it_so_many_days_before(road: Road) -> None:
    data = CampaignData(CampaignKind.OFFER, "冬季检测", date(2026, 12, 20), date(2026, 12, 22))
    before = campaigns.add(road.boss, data)
    deadlines.choose(road.boss, OURS)
    after = campaigns.add(road.boss, replace(data, title="春节检测"))
    campaigns.change(road.boss, before, None, replace(data, place="门店"))
    assert [Campaign.get_by_id(ref).call_by for ref in (before, after)] == [
        date(2026, 12, 6),
        date(2026, 12, 13),
    ]


def test_a_letter_goes_out_so_many_days_after_it_was_written(road: Road) -> None:
    deadlines.choose(road.boss, OURS)
    ref = letters.write(road.boss, LetterData(LetterKind.NOTICE, "年检", "您的车该年检了。", road.customer))
    assert Letter.get_by_id(ref).due_on == road.boss.today + timedelta(days=4)


def test_a_file_is_complete_so_many_days_after_the_first_contact(road: Road) -> None:
    deadlines.choose(road.boss, OURS)
    ref = customers.add(road.boss, CustomerData(name="李四"))
    today = road.boss.today
    assert customers.open_customer(ref).file_due_on == today + timedelta(days=10)
    assert customers.open_customer(road.customer).file_due_on == today + timedelta(days=2)
