"""Whom a rule finds: each word of it alone and together, and who is never asked."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from garage.domain.campaigns import ComplaintWish
from garage.domain.customers import CustomerKind
from garage.domain.target_rules import TargetRule
from garage.models.customers import Customer
from garage.services import advice, complaints, contacts, orders, target_choice
from garage.services.command import By
from garage.services.complaints import ComplaintData
from tests.services.campaigning import person
from tests.services.comeback import Comeback
from tests.services.road import Road

TODAY = date(2026, 11, 21)


def found(rule: TargetRule, today: date = TODAY) -> set[str]:
    """The names that a rule finds; the preview counts as many."""
    everybody = [one.customer for one in target_choice.chosen(rule, today)]
    assert target_choice.preview(rule, today).count == len(everybody)
    return set(everybody)


@pytest.fixture
def town(boss: By) -> By:
    """Four customers: by car, age of car, part of town, level and telephone."""
    new, old = date(2024, 5, 1), date(2014, 5, 1)
    person(boss, "王女士", "13800138000", "粤B12345", brand="大众", model="朗逸", registered_on=new)
    person(
        boss,
        "李先生",
        "13900139000",
        "粤B22222",
        brand="大众",
        model="帕萨特",
        registered_on=old,
        address="深圳市南山区科技路 8 号",
        member_level="金卡",
    )
    person(boss, "南山物流", "", "粤B33333", brand="东风", kind=CustomerKind.ORGANISATION, address="南山区")
    person(boss, "不要广告", "13700137000", marketing_ok=False)
    return boss


@pytest.mark.usefixtures("town")
def test_who_wants_no_advertising_is_never_asked() -> None:
    assert found(TargetRule()) == {"王女士", "李先生", "南山物流"}


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (TargetRule(car="大众"), {"王女士", "李先生"}),
        (TargetRule(car="朗逸 大众"), {"王女士"}),
        (TargetRule(area="南山"), {"李先生", "南山物流"}),
        (TargetRule(area="南山 科技路"), {"李先生"}),
        (TargetRule(levels=("金卡", "银卡")), {"李先生"}),
        (TargetRule(kind=CustomerKind.ORGANISATION), {"南山物流"}),
        (TargetRule(with_phone=True), {"王女士", "李先生"}),
        (TargetRule(age_from=10), {"李先生"}),
        (TargetRule(age_to=2), {"王女士"}),
        (TargetRule(age_from=3, age_to=12), {"李先生"}),
        (TargetRule(car="大众", area="南山"), {"李先生"}),
        (TargetRule(car="100%"), set()),
    ],
)
@pytest.mark.usefixtures("town")
def test_each_word_of_a_rule_asks_something(rule: TargetRule, names: set[str]) -> None:
    assert found(rule) == names


def test_a_car_that_was_sold_counts_for_nobody(town: By) -> None:
    from garage.models.vehicles import Ownership

    Ownership.update(until=TODAY).execute()
    assert found(TargetRule(car="大众")) == set()
    assert town.today == TODAY


def test_visits_and_money_count_in_their_time(road: Road) -> None:
    Comeback(road)
    assert found(TargetRule(visited_within=30)) == {"王女士"}
    assert found(TargetRule(visited_before=30)) == set()
    later = date(2027, 3, 1)
    assert found(TargetRule(visited_within=30), later) == set()
    assert found(TargetRule(visited_before=30), later) == {"王女士"}
    assert found(TargetRule(min_visits=1)) == {"王女士"}
    assert found(TargetRule(min_visits=2)) == set()
    assert found(TargetRule(min_spend_fen=12_000)) == {"王女士"}
    assert found(TargetRule(min_spend_fen=12_001)) == set()
    assert found(TargetRule(min_spend_fen=12_000, months=3), later) == set()
    [match] = target_choice.chosen(TargetRule(min_spend_fen=100, min_visits=1), TODAY)
    assert "¥120.00" in match.why
    assert "2026-11-21" in match.why
    assert (match.plate, match.callable) == ("粤B·12345", True)


def test_who_never_was_here_was_not_here_long_ago(road: Road) -> None:
    person(road.boss, "新客", "13600136000")
    Comeback(road)
    assert found(TargetRule(visited_before=30), date(2027, 3, 1)) == {"王女士"}


def test_advice_that_is_open_finds_its_owner_and_says_so(road: Road) -> None:
    road.order = orders.open_order(road.boss, road.vehicle)
    assert found(TargetRule(advised=True)) == set()
    ref = advice.recommend(road.boss, road.order, advice.AdviceData("更换轮胎"), declined=True)
    [match] = target_choice.chosen(TargetRule(advised=True), TODAY)
    assert match.customer == "王女士"
    assert "更换轮胎" in match.why
    advice.close(road.boss, ref, "已换")
    assert found(TargetRule(advised=True)) == set()


def test_an_open_complaint_keeps_somebody_out_or_brings_him_in(road: Road) -> None:
    person(road.boss, "李先生", "13900139000")
    wishes = {wish: TargetRule(complaint=wish) for wish in ComplaintWish}
    assert found(wishes[ComplaintWish.COMPLAINED]) == set()
    ref = complaints.register(road.boss, ComplaintData("异响", customer_id=road.customer))
    assert found(wishes[ComplaintWish.ANY]) == {"王女士", "李先生"}
    assert found(wishes[ComplaintWish.NONE_OPEN]) == {"李先生"}
    assert found(wishes[ComplaintWish.COMPLAINED]) == {"王女士"}
    complaints.withdraw(road.boss, ref, None, "误会")
    assert found(wishes[ComplaintWish.NONE_OPEN]) == {"王女士", "李先生"}
    assert found(wishes[ComplaintWish.COMPLAINED]) == set()


def test_a_file_that_was_merged_into_another_is_never_asked(road: Road) -> None:
    other = person(road.boss, "王小姐", "13600136000")
    Customer.update(merged_into=road.customer).where(Customer.id == other).execute()
    assert found(TargetRule()) == {"王女士"}


def test_who_wants_no_calls_or_has_no_number_is_found_but_not_called(road: Road) -> None:
    person(road.boss, "无电话", "")
    contacts.refuse_calls(road.boss, road.customer, "不要打电话")
    assert {one.customer: one.callable for one in target_choice.chosen(TargetRule(), TODAY)} == {
        "王女士": False,
        "无电话": False,
    }


def test_the_preview_shows_the_first_and_counts_all(boss: By) -> None:
    for n in range(60):
        person(boss, f"客户{n}", f"138001380{n:02}")
    seen = target_choice.preview(TargetRule(with_phone=True), TODAY)
    assert (seen.count, len(seen.rows)) == (60, target_choice.SHOWN)
    assert target_choice.preview(TargetRule(area="火星"), TODAY) == target_choice.Preview(0, ())
    assert boss.at == datetime(2026, 11, 21, 9, 0)
    assert replace(TargetRule(), months=3).about_past is False
