"""Two seats at the same coupon or the same points at once: exactly one wins, the other is told, the books agree."""

from dataclasses import replace
from pathlib import Path

import pytest

from garage.models.members import Coupon, PointEntry
from garage.models.settlements import Settlement
from garage.services import books, points, settlements, vehicles
from garage.services.settlements import Terms
from garage.services.vehicles import VehicleData
from tests.seat import seat
from tests.services.membership import Membership
from tests.services.road import Road


@pytest.fixture
def two(road: Road) -> tuple[Membership, Road]:
    """A member with 2,000 points and two cars that are both ready."""
    club = Membership(road)
    road.to_ready()
    car = vehicles.add(
        road.boss, VehicleData(plate="粤B54321", brand="丰田", model="卡罗拉"), owner_id=road.customer
    )
    other = replace(road, vehicle=car, order=0)
    other.to_ready()
    points.correct(road.boss, road.customer, 2_000, "开业活动")
    return club, other


def race(db: str, folder: Path, one: tuple[str, int, int], two: tuple[str, int, int]) -> tuple[str, str]:
    """What the two were told."""
    start = folder / "start"
    with seat(db, start, *one) as first, seat(db, start, *two) as second:
        start.touch()
        said = [process.communicate(timeout=60)[0].strip() for process in (first, second)]
    assert books.check() == []
    return said[0], said[1]


def test_a_coupon_goes_to_one_of_two_bills(db: str, two: tuple[Membership, Road], tmp_path: Path) -> None:
    club, other = two
    ref = club.coupon(mine=False)
    said = race(db, tmp_path, ("settle_coupon", club.road.order, ref), ("settle_coupon", other.order, ref))
    assert sorted(said) == ["done", "field coupons"]
    [bill] = Settlement.select()
    assert Coupon.get_by_id(ref).settlement_id == bill.id


def test_the_same_points_pay_one_of_two_bills(db: str, two: tuple[Membership, Road], tmp_path: Path) -> None:
    club, other = two
    said = race(
        db, tmp_path, ("settle_points", club.road.order, 1_500), ("settle_points", other.order, 1_500)
    )
    assert sorted(said) == ["done", "field points"]
    assert club.points() == 500
    assert Settlement.select().count() == 1


def test_points_are_taken_by_an_owner_or_by_a_bill(
    db: str, two: tuple[Membership, Road], tmp_path: Path
) -> None:
    club, other = two
    said = race(db, tmp_path, ("take_points", club.customer, 1_500), ("settle_points", other.order, 1_500))
    assert sorted(said) == ["done", "field points"]
    assert club.points() == 500


def test_a_coupon_is_used_or_voided_and_never_both(
    db: str, two: tuple[Membership, Road], tmp_path: Path
) -> None:
    club, _other = two
    ref = club.coupon()
    said = race(db, tmp_path, ("settle_coupon", club.road.order, ref), ("void_coupon", ref, 1))
    assert said.count("done") == 1
    assert said[1] in {"done", "refused coupon"}
    assert said[0] in {"done", "field coupons"}


def test_a_bill_with_points_is_voided_once(db: str, two: tuple[Membership, Road], tmp_path: Path) -> None:
    club, _other = two
    settlements.settle(club.boss, club.road.order, Terms(points=1_000))
    act = ("void_bill", club.road.order, 0)
    said = race(db, tmp_path, act, act)
    assert said.count("done") == 1
    assert club.points() == 2_000
    assert PointEntry.select().where(PointEntry.reversal_of.is_null(False)).count() == 1
