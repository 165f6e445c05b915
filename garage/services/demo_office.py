"""The office of the demo: the till of the last evenings, the summary of last month, a campaign on the telephone."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from garage.domain.campaigns import Answer, CampaignKind
from garage.domain.cash_ups import CashKind, Count
from garage.domain.claims import ReturnDuty, Terms
from garage.domain.contacts import Outcome, Talk
from garage.domain.letters import LetterChannel, LetterKind
from garage.domain.month_of_year import month_of
from garage.domain.settlements import PayMethod
from garage.domain.staff import Role
from garage.domain.summaries import period_of
from garage.domain.target_rules import TargetRule
from garage.services import (
    campaign_rows,
    campaign_targets,
    campaigns,
    cash_book,
    cash_ups,
    claim_terms,
    demo_trainings,
    factory_terms,
    letters,
    staff,
    summaries,
    target_choice,
)
from garage.services.campaign_rows import TargetFilter
from garage.services.campaigns import CampaignData
from garage.services.command import By
from garage.services.demo_agenda import Agenda
from garage.services.demo_data import SUPPLIERS

_LANGUAGE = "zh_CN"
_EVENINGS = 3
_OPENING, _CLOSING = time(8, 10), time(18, 40)
_IN_THE_TILL = 50_000
_SHORT = -500
_WATER = 4_500
_STARTS_IN, _LASTS = 16, 6
_HERE_WITHIN = (7, 30, 90, 180, 365)
_ENOUGH = 12
"""Customers that a campaign is for at least; the shortest time that brings so many counts."""
_SAID = (
    (Answer.COMING, "周六上午带家人来"),
    (Answer.PERHAPS, "看加班情况"),
    (None, ""),
    (Answer.COMING, ""),
    (Answer.NOT_COMING, "刚保养过"),
    (None, ""),
    (Answer.COMING, "下午来"),
)
"""What each of those who are called says; None when nobody answers."""
_ASKED = SUPPLIERS[0].name
_TERMS = Terms(
    months=12,
    km=20_000,
    claim_days=30,
    return_duty=ReturnDuty.ALWAYS,
    reinspects=True,
    contact=SUPPLIERS[0].contact,
    phone=SUPPLIERS[0].phone,
    note="旧件随次月 10 日前的索赔清单寄回",
)
_LETTER = "感谢您一直以来的信任。{活动}将于{开始日期}至{结束日期}举行，恭请您携{车牌}光临，免费检查底盘、制动与电瓶。"


class Office:
    """The till is counted on its evening; what waits now is written when the last day is over."""

    def __init__(self, agenda: Agenda, now: datetime) -> None:
        self.now, self.owner = now, staff.owners()[0][0]
        self.advisor = next((one.id for one in staff.people(Role.ADVISOR)), self.owner)
        first = now.date() - timedelta(days=_EVENINGS)
        agenda.add(datetime.combine(first, _OPENING), self._put_float)
        agenda.add(datetime.combine(first + timedelta(days=1), time(12)), self._buy_water)
        for day in range(_EVENINGS):
            closing = datetime.combine(first + timedelta(days=day), _CLOSING)
            agenda.add(closing, self._first_count if day == 0 else self._count)

    def evening(self) -> None:
        """Last month's summary, what the people learned, what is warranted, and the campaign as far as it has come."""
        demo_trainings.record(By(self.owner, self.now))
        _write_terms(By(self.owner, self.now))
        _write_summary(By(self.owner, self.now))
        _invite(By(self.owner, self.now), By(self.advisor, self.now))

    def _put_float(self, at: datetime) -> None:
        cash_book.enter(By(self.owner, at), CashKind.FLOAT, _IN_THE_TILL, "收银备用金")

    def _buy_water(self, at: datetime) -> None:
        cash_book.enter(By(self.owner, at), CashKind.EXPENSE, _WATER, "饮用水 3 桶", out=True)

    def _first_count(self, at: datetime) -> None:
        _count_the_till(By(self.owner, at), _SHORT)

    def _count(self, at: datetime) -> None:
        _count_the_till(By(self.owner, at), 0)


def _count_the_till(owner: By, off: int) -> None:
    """An evening's cash-up, with `off` fen more than the books say."""
    booked = {one.method: one.booked_fen for one in cash_ups.booked(*cash_ups.period(owner))}
    cash = booked[PayMethod.CASH] = booked[PayMethod.CASH] + off
    if cash < 0:  # more was paid out than came in: the next evening counts both
        return
    reasons = {PayMethod.CASH: "找零时多找了 5 元"} if off else {}
    left = min(cash, _IN_THE_TILL)
    taken_to = "存入银行" if cash > left else ""
    cash_ups.close(owner, Count(booked, reasons, left, taken_to, approved_by=owner.staff_id))


def _write_terms(by: By) -> None:
    """What makers usually give, and what a supplier asks of a claim; who was not asked has no terms."""
    factory_terms.add_usual(by)
    for row in claim_terms.rows():
        if row.supplier == _ASKED:
            claim_terms.save(by, row.supplier_id, _TERMS)


def _write_summary(owner: By) -> None:
    """Last month's, as it was drafted."""
    period = period_of(month_of(owner.today).back(1))
    summaries.file(owner, summaries.draft(owner, period, _LANGUAGE), 1)


def _invite(owner: By, advisor: By) -> None:
    """A campaign in two weeks: its list is made, some were called, the first letters are on their way."""
    starts = owner.today + timedelta(days=_STARTS_IN)
    data = CampaignData(
        CampaignKind.FREE_SERVICE,
        "冬季免费检测",
        starts,
        starts + timedelta(days=_LASTS),
        place="本店",
        content="免费检测底盘、制动、电瓶 30 项，备有茶点",
    )
    ref = campaigns.add(owner, data)
    campaigns.choose(owner, ref, None, _rule(owner))
    campaigns.word(owner, ref, None, LetterKind.INVITATION, "{活动}邀请函", _LETTER)
    campaigns.approve(owner, ref, None, owner.staff_id)
    _call(advisor, ref)
    campaigns.write_letters(advisor, ref)
    _send(advisor, [letter.id for letter in letters.of_campaign(ref)])


def _rule(owner: By) -> TargetRule:
    """Whoever was here lately."""
    rules = [TargetRule(visited_within=days, with_phone=True) for days in _HERE_WITHIN]
    return next(
        (rule for rule in rules if target_choice.preview(rule, owner.today).count >= _ENOUGH), rules[-1]
    )


def _call(advisor: By, campaign_id: int) -> None:
    rows = campaign_rows.targets(campaign_id, TargetFilter.TO_CALL).rows
    for row, (answer, note) in zip(rows, _SAID, strict=False):
        outcome = Outcome.REACHED if answer is not None else Outcome.NO_ANSWER
        talk = Talk(phone=row.phone, outcome=outcome, note=note)
        campaign_targets.call(advisor, row.id, row.version, talk, answer)


def _send(advisor: By, written: Sequence[int]) -> None:
    letters.send(advisor, dict.fromkeys(written[: len(written) // 2]), LetterChannel.POST)
