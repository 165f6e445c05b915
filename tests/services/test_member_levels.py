"""Member levels: what they ask for, who has reached another one, names that change."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.members import MemberRules
from garage.domain.staff import Role
from garage.errors import FieldError, StaleError
from garage.models.audit import AuditEntry
from garage.models.customers import Customer
from garage.services import (
    books,
    credit,
    customers,
    member_levels,
    member_settings,
    members,
    payments,
    staff,
)
from garage.services.command import By
from garage.services.member_levels import LevelData
from tests.services import owing
from tests.services.membership import BILL, Membership
from tests.services.road import Road

SILVER = LevelData("银卡", 1, min_spend_fen=100_000)
GOLD = LevelData("金卡", 2, min_spend_fen=160_000, min_visits=2)


@pytest.fixture
def club(road: Road) -> Membership:
    return Membership(road)


def paid(club: Membership) -> None:
    club.road.to_ready()
    club.pay()


def due(club: Membership) -> list[tuple[str, str, int, int]]:
    return [(one.level, one.reached, one.spend_fen, one.visits) for one in member_levels.due(club.boss.today)]


def test_a_level_is_reached_by_what_was_paid_and_raised_only_by_an_owner(club: Membership) -> None:
    member_levels.add(club.boss, SILVER)
    member_levels.add(club.boss, GOLD)
    paid(club)
    assert due(club) == [("", "银卡", BILL, 1)]
    assert Customer.get_by_id(club.customer).member_level == ""
    assert member_levels.raise_due(club.boss) == 1
    assert Customer.get_by_id(club.customer).member_level == "银卡"
    assert due(club) == []
    club.come_again()
    club.pay()
    assert due(club) == [("银卡", "金卡", 2 * BILL, 2)]
    assert member_levels.raise_due(club.boss, [club.customer + 1]) == 0
    assert member_levels.raise_due(club.boss, [club.customer]) == 1


def test_both_are_asked_for_unless_the_garage_says_either_is_enough(club: Membership) -> None:
    member_levels.add(club.boss, GOLD)
    paid(club)
    assert due(club) == []
    member_settings.set_rules(club.boss, MemberRules(both=False))
    assert due(club) == [("", "金卡", BILL, 1)]


def test_what_lies_before_the_window_counts_no_more_and_nobody_is_lowered_by_himself(
    club: Membership,
) -> None:
    member_levels.add(club.boss, SILVER)
    paid(club)
    member_levels.raise_due(club.boss)
    club.road.forward(days=366)
    [one] = member_levels.below(club.boss.today)
    assert (one.level, one.reached, one.spend_fen) == ("银卡", "", 0)
    assert Customer.get_by_id(club.customer).member_level == "银卡"
    assert member_levels.lower(club.boss, [club.customer]) == 1
    assert Customer.get_by_id(club.customer).member_level == ""


def test_whoever_has_a_level_by_word_alone_is_neither_raised_nor_lowered(club: Membership) -> None:
    member_levels.add(club.boss, SILVER)
    club.give("同行价")
    paid(club)
    assert due(club) == []
    assert member_levels.below(club.boss.today) == []
    assert [(row.name, row.place, row.members) for row in member_levels.rows()] == [
        ("银卡", 1, 0),
        ("同行价", 0, 1),
    ]


def test_a_level_that_is_renamed_is_renamed_at_everybody_and_an_open_file_is_told(club: Membership) -> None:
    level = club.gold()
    page = customers.open_customer(club.customer)
    row = member_levels.row(level)
    member_levels.change(club.boss, level, row.version, replace(GOLD, name="黄金会员"))
    assert Customer.get_by_id(club.customer).member_level == "黄金会员"
    data = customers.CustomerData(
        **{name: getattr(page, name) for name in customers.CustomerData.__dataclass_fields__}
    )
    with pytest.raises(StaleError) as error:
        customers.change(club.boss, club.customer, page.version, data)
    assert [(one.before, one.after) for one in error.value.changes] == [("金卡", "黄金会员")]
    assert AuditEntry.select().where(AuditEntry.act == "rename level").count() == 1


def test_a_level_out_of_use_is_kept_by_its_members_and_given_to_nobody(club: Membership) -> None:
    level = club.gold()
    member_levels.retire(club.boss, level, 1)
    assert member_levels.names() == []
    assert Customer.get_by_id(club.customer).member_level == "金卡"
    member_levels.retire(club.boss, level, 2, active=True)
    assert member_levels.names() == ["金卡"]


def test_whoever_has_a_level_out_of_use_is_not_to_be_lowered(club: Membership) -> None:
    gold = member_levels.add(club.boss, GOLD)
    club.give("金卡")
    assert [one.name for one in member_levels.below(club.boss.today)] == ["王女士"]
    member_levels.retire(club.boss, gold, 1)
    assert member_levels.below(club.boss.today) == []
    assert member_levels.lower(club.boss, [club.customer]) == 0


def test_what_an_insurer_is_let_off_lowers_nobodys_spend(club: Membership) -> None:
    member_levels.add(club.boss, GOLD)
    owing.insured_on_account(club.road)
    credit.allow(club.boss, club.road.order, 10_000, "核减", approved_by=club.boss.staff_id)
    payments.take_payment(club.boss, club.road.order, owing.cash(owing.INSURED - 10_000))
    assert member_levels.way(club.customer, club.boss.today).spend_fen == owing.LABOUR
    assert books.check() == []


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (LevelData(" "), "name"),
        (LevelData("银卡", 5), "name"),
        (LevelData("钻石", 1), "place"),
        (LevelData("钻石", 0, min_visits=3), "place"),
        (LevelData("钻石", 3, min_spend_fen=-1), "min_spend_fen"),
        (LevelData("钻石", 3, min_visits=1_001), "min_visits"),
    ],
)
def test_a_level_that_cannot_be_is_refused_at_its_field(
    club: Membership, data: LevelData, field: str
) -> None:
    member_levels.add(club.boss, SILVER)
    with pytest.raises(FieldError) as error:
        member_levels.add(club.boss, data)
    assert error.value.field == field


def test_levels_are_an_owners(club: Membership) -> None:
    clerk = By(staff.add(club.boss, name="前台", roles={Role.ADVISOR}), club.boss.at)
    for act in (
        lambda: member_levels.add(clerk, SILVER),
        lambda: member_levels.raise_due(clerk),
        lambda: member_levels.lower(clerk, [club.customer]),
    ):
        with pytest.raises(FieldError):
            act()


def test_the_card_says_how_far_it_is_to_the_next_level(club: Membership) -> None:
    member_levels.add(club.boss, SILVER)
    member_levels.add(club.boss, replace(GOLD, min_spend_fen=500_000))
    assert members.of_customer(club.customer, club.boss.today).next_level == "银卡: ¥1,000.00 to go"
    paid(club)
    member_levels.raise_due(club.boss)
    card = members.of_customer(club.customer, club.boss.today)
    assert card.next_level == "金卡: ¥3,319.68 · 1 visit to go"
    club.road.forward(days=1)
    assert member_levels.way(club.customer, club.boss.today + timedelta(days=400)).spend_fen == 0
