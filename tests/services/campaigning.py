"""Customers, their cars and a campaign, as the tests of campaigns need them."""

from dataclasses import replace
from datetime import date, datetime

from garage.domain.campaigns import Answer, CampaignKind
from garage.domain.contacts import Outcome, Talk
from garage.domain.letters import LetterKind
from garage.domain.target_rules import TargetRule
from garage.services import campaign_rows, campaign_targets, campaigns, customers, staff, vehicles
from garage.services.campaign_rows import CampaignRow, TargetFilter, TargetRow
from garage.services.campaigns import CampaignData
from garage.services.command import By
from garage.services.customers import CustomerData

STARTS, ENDS = date(2026, 12, 12), date(2026, 12, 14)
DATA = CampaignData(CampaignKind.OFFER, "冬季免费检测", STARTS, ENDS, place="本店", content="免费检测 30 项")
TEXT = "{客户}：\n{活动}将于{开始日期}至{结束日期}举行，恭候光临。"


def person(by: By, name: str, phone: str, plate: str = "", **car: object) -> int:
    """A customer with a car when a plate is given."""
    more = {key: car.pop(key) for key in ("address", "member_level", "marketing_ok", "kind") if key in car}
    phones = (phone,) if phone else ()
    data = replace(CustomerData(name=name, phones=phones), **more)  # type: ignore[arg-type]
    ref = customers.add(by, data)
    if plate:
        vehicle = replace(vehicles.VehicleData(), plate=plate, **car)  # type: ignore[arg-type]
        vehicles.add(by, vehicle, owner_id=ref)
    return ref


def draft(by: By, rule: TargetRule | None = None, *, letter: bool = True, **more: object) -> int:
    """A campaign that only has to be approved."""
    ref = campaigns.add(by, replace(DATA, **more))  # type: ignore[arg-type]
    campaigns.choose(by, ref, None, rule or TargetRule())
    if letter:
        campaigns.word(by, ref, None, LetterKind.INVITATION, "{活动}邀请函", TEXT)
    return ref


def approved(by: By, rule: TargetRule | None = None, *, letter: bool = True, **more: object) -> int:
    """A campaign whose list is made."""
    ref = draft(by, rule, letter=letter, **more)
    campaigns.approve(by, ref, None, staff.owners()[0][0])
    return ref


def row(by: By, ref: int) -> CampaignRow:
    """The campaign as it stands."""
    return campaign_rows.one(ref, by.at)


def listed(ref: int, which: TargetFilter = TargetFilter.ALL) -> dict[str, TargetRow]:
    """Its customers by name."""
    return {one.customer: one for one in campaign_rows.targets(ref, which).rows}


def attempt(
    by: By,
    target: TargetRow,
    outcome: Outcome = Outcome.REACHED,
    answer: Answer | None = Answer.COMING,
    **said: object,
) -> int:
    """One attempt at a customer."""
    talk = replace(Talk(phone=target.phone), outcome=outcome, **said)  # type: ignore[arg-type]
    reached = answer if outcome is Outcome.REACHED else None
    return campaign_targets.call(by, target.id, target.version, talk, reached)


def at(by: By, moment: datetime) -> By:
    """The same person at another moment."""
    return By(by.staff_id, moment)
