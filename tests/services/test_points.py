"""Points: earned by bills that are paid in money, taken back with them, redeemed, corrected, moved."""

from dataclasses import replace

import pytest

from garage.domain.lines import PayType
from garage.domain.members import MemberRules, PointKind
from garage.domain.settlements import Cover, PayMethod, SettlementState, Tender
from garage.domain.staff import Role
from garage.errors import FieldError
from garage.models.database import database
from garage.models.members import PointEntry
from garage.models.settlements import Settlement
from garage.services import (
    books,
    credit,
    customers,
    member_levels,
    member_settings,
    members,
    payments,
    points,
    receipts,
    settlements,
    staff,
)
from garage.services.command import By
from garage.services.credit import OnAccount
from tests.services import owing
from tests.services.membership import BILL, EXACT, Membership
from tests.services.road import Road


@pytest.fixture
def club(road: Road) -> Membership:
    return Membership(road)


def earns(club: Membership, level: int, rate: int) -> None:
    """From now on gold earns so many points for a hundred yuan."""
    data = member_levels.LevelData("金卡", 1, points_per_100_yuan=rate)
    member_levels.change(club.boss, level, member_levels.row(level).version, data)


def kinds(club: Membership) -> list[tuple[PointKind, int]]:
    return [(row.kind, row.points) for row in points.of_customer(club.customer)][::-1]


def test_a_bill_earns_when_it_is_paid_in_full_and_not_before(club: Membership) -> None:
    club.gold()
    club.road.to_ready()
    settlements.settle(club.boss, club.road.order, EXACT)
    assert club.points() == 0
    payments.take_payment(club.boss, club.road.order, [Tender(PayMethod.CASH, 100_000)], Cover.PART)
    assert club.points() == 0
    payments.take_payment(club.boss, club.road.order, [Tender(PayMethod.CASH, 68_032)])
    assert club.points() == 1_680
    assert books.check() == []


def test_a_deposit_that_covers_the_bill_earns_with_the_bill(club: Membership) -> None:
    club.gold()
    club.road.receive()
    payments.take_deposit(club.boss, club.road.order, [Tender(PayMethod.WECHAT, BILL)])
    for step in ("authorise", "dispatch", "issue", "work", "inspect", "make_ready"):
        getattr(club.road, step)()
    settlements.settle(club.boss, club.road.order, EXACT)
    assert club.points() == 1_680


def test_whoever_is_no_member_or_whose_level_gives_none_earns_nothing(club: Membership) -> None:
    club.road.to_ready()
    club.pay()
    assert club.points() == 0
    assert PointEntry.select().count() == 0


def test_a_voided_receipt_takes_back_what_its_bill_earned_and_paying_again_earns_again(
    club: Membership,
) -> None:
    club.gold()
    club.road.to_ready()
    settlements.settle_in_part(club.boss, club.road.order, EXACT, [Tender(PayMethod.CASH, BILL)])
    [row] = receipts.of_order(club.road.order)
    payments.void_receipt(club.boss, row.no, "收错")
    assert club.points() == 0
    payments.take_payment(club.boss, club.road.order, [Tender(PayMethod.CARD, BILL)])
    earned = PointKind.EARNED
    assert kinds(club) == [(earned, 1_680), (earned, -1_680), (earned, 1_680)]
    assert [row.balance for row in points.of_customer(club.customer)] == [1_680, 0, 1_680]
    assert books.check() == []


def test_an_allowance_on_a_paid_bill_leaves_points_for_what_was_paid_at_the_rate_of_then(
    club: Membership,
) -> None:
    level = club.gold()
    club.road.to_ready()
    club.pay()
    earns(club, level, 300)
    credit.allow(club.boss, club.road.order, 68_032, "补偿", approved_by=club.boss.staff_id)
    assert club.points() == 1_000
    payments.refund(club.boss, club.road.order, [Tender(PayMethod.CASH, 68_032)], "补偿")
    assert club.points() == 1_000
    assert books.check() == []


@pytest.mark.parametrize("allowed", [BILL, BILL - 99])
def test_points_come_back_at_their_rate_when_an_allowance_that_left_none_is_taken_back(
    club: Membership, allowed: int
) -> None:
    level = club.gold()
    club.road.to_ready()
    settlements.settle_in_part(club.boss, club.road.order, EXACT, [Tender(PayMethod.CASH, BILL)])
    credit.allow(club.boss, club.road.order, allowed, "补偿", approved_by=club.boss.staff_id)
    assert club.points() == 0
    earns(club, level, 300)
    credit.allow(club.boss, club.road.order, 0, "不补偿了", approved_by=club.boss.staff_id)
    assert club.points() == 1_680
    assert books.check() == []


def test_money_that_an_allowance_had_left_to_pay_back_earns_once_it_stays(club: Membership) -> None:
    club.gold()
    club.road.to_ready()
    settlements.settle_in_part(club.boss, club.road.order, EXACT, [Tender(PayMethod.CASH, 30_000)])
    for allowed, earned in ((BILL, 0), (BILL - 50, 0), (BILL - 30_000, 300)):
        credit.allow(club.boss, club.road.order, allowed, "补偿", approved_by=club.boss.staff_id)
        assert club.points() == earned
    assert books.check() == []


def test_an_allowance_that_is_taken_back_gives_no_points_to_whoever_had_earned_none(club: Membership) -> None:
    club.road.to_ready()
    settlements.settle_in_part(club.boss, club.road.order, EXACT, [Tender(PayMethod.CASH, BILL)])
    club.gold()
    for amount in (10_000, 0):
        credit.allow(club.boss, club.road.order, amount, "补偿", approved_by=club.boss.staff_id)
    assert kinds(club) == []


def test_money_that_came_another_way_earns_nothing_for_whoever_became_a_member_since(
    club: Membership,
) -> None:
    club.road.to_ready()
    club.pay()
    club.gold()
    [row] = receipts.of_order(club.road.order)
    payments.change_method(club.boss, row.no, [Tender(PayMethod.WECHAT, BILL)], "其实是微信")
    assert kinds(club) == []
    assert books.check() == []


def test_money_that_came_another_way_leaves_what_was_earned_alone(club: Membership) -> None:
    level = club.gold()
    club.road.to_ready()
    club.pay()
    earns(club, level, 1_000)
    [row] = receipts.of_order(club.road.order)
    payments.change_method(club.boss, row.no, [Tender(PayMethod.WECHAT, BILL)], "其实是微信")
    assert kinds(club) == [(PointKind.EARNED, 1_680)]
    assert Settlement.get().state == SettlementState.PAID
    assert books.check() == []


@pytest.mark.parametrize(("allowed", "earned"), [(10_000, 480), (owing.INSURED + 10_000, 380)])
def test_what_an_insurer_is_let_off_is_not_taken_from_the_customers_points(
    club: Membership, allowed: int, earned: int
) -> None:
    club.gold()
    order = owing.insured_on_account(club.road)
    credit.allow(club.boss, order, allowed, "核减", approved_by=club.boss.staff_id)
    if allowed < owing.INSURED:
        payments.take_payment(club.boss, order, owing.cash(owing.INSURED - allowed))
    assert club.points() == earned
    assert books.check() == []


def test_a_bill_on_account_earns_when_it_is_paid_later(club: Membership) -> None:
    club.gold()
    club.road.to_ready()
    terms = OnAccount(approved_by=club.boss.staff_id, override="熟客")
    settlements.settle_and_pay(club.boss, club.road.order, EXACT, [], terms)
    assert club.points() == 0
    payments.take_payment(club.boss, club.road.order, [Tender(PayMethod.TRANSFER, BILL)])
    assert club.points() == 1_680


def test_what_an_insurer_pays_earns_nothing(club: Membership) -> None:
    club.gold()
    labour, part = club.road.lines()
    club.road.to_ready(labour, replace(part, pay_type=PayType.INSURANCE))
    club.pay(replace(EXACT, insurer="人保财险", insurer_case="RB-1"))
    assert club.points() == 480


def test_points_spent_before_their_bill_is_voided_are_owed_and_nothing_more_is_redeemed(
    club: Membership,
) -> None:
    club.gold()
    club.road.to_ready()
    settlements.settle_in_part(club.boss, club.road.order, EXACT, [Tender(PayMethod.CASH, BILL)])
    points.correct(club.boss, club.customer, -1_500, "换购机油一桶")
    settlements.void(club.boss, club.road.order, "开错")
    assert club.points() == -1_500
    with pytest.raises(FieldError) as error:
        settlements.settle(club.boss, club.road.order, replace(EXACT, points=1))
    assert error.value.field == "points"
    assert members.of_customer(club.customer, club.boss.today).worth_fen == 0
    assert books.check() == []


def test_a_correction_is_an_owners_with_a_reason_and_never_below_zero(club: Membership) -> None:
    points.correct(club.boss, club.customer, 300, "开业活动")
    clerk = By(staff.add(club.boss, name="收银", roles={Role.CASHIER}), club.boss.at)
    for by, count, why, field in (
        (clerk, 5, "好意", "points"),
        (club.boss, -301, "扣", "points"),
        (club.boss, 0, "零", "points"),
        (club.boss, 5, " ", "reason"),
    ):
        with pytest.raises(FieldError) as error:
            points.correct(by, club.customer, count, why)
        assert error.value.field == field
    points.correct(club.boss, club.customer, -300, "清零")
    assert club.points() == 0
    assert [row.reason for row in points.of_customer(club.customer)] == ["清零", "开业活动"]


def test_points_go_with_a_file_that_becomes_another_and_come_back_with_it(club: Membership) -> None:
    other = customers.add(club.boss, customers.CustomerData(name="王小姐", phones=("13900139000",)))
    points.correct(club.boss, club.customer, 300, "开业活动")
    assert points.move(club.boss, club.customer, other, "同一个人") == 300
    assert (club.points(), points.balance(other)) == (0, 300)
    points.move(club.boss, other, club.customer, "其实不是", 300)
    assert (club.points(), points.balance(other)) == (300, 0)
    assert books.check() == []


def test_entries_of_points_are_never_changed(club: Membership) -> None:
    points.correct(club.boss, club.customer, 300, "开业活动")
    with pytest.raises(Exception, match="append-only"):
        database.execute_sql("UPDATE point_entry SET points = 3000")


def test_the_rules_are_an_owners_and_stand_in_the_log(club: Membership) -> None:
    member_settings.set_rules(club.boss, MemberRules(worth_100_fen=200))
    assert member_settings.rules() == MemberRules(worth_100_fen=200)
    clerk = By(staff.add(club.boss, name="收银", roles={Role.CASHIER}), club.boss.at)
    with pytest.raises(FieldError) as error:
        member_settings.set_rules(clerk, MemberRules(most_bp=10_000, worth_100_fen=200))
    assert error.value.field == "most_bp"


def test_books_say_it_when_a_balance_is_not_its_entries(club: Membership) -> None:
    points.correct(club.boss, club.customer, 300, "开业活动")
    database.execute_sql("UPDATE customer SET points = 400 WHERE points = 300")
    assert books.check() == ["王女士 has 400 points, the entries make 300."]


def test_books_say_it_when_a_bill_that_is_not_paid_has_earned(club: Membership) -> None:
    club.gold()
    club.road.to_ready()
    number = club.pay()
    database.execute_sql("UPDATE settlement SET allowance_fen = 10000")
    assert f"{number} has not earned or taken the points that it says." in books.check()
