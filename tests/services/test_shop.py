"""The garage itself: first start, profile, dated rate, promises of warranty."""

from datetime import date, datetime, timedelta

import pytest

from garage.domain.staff import Role
from garage.domain.vehicles import VehicleClass
from garage.domain.warranty import Period, RepairCategory
from garage.errors import FieldError, RuleError
from garage.services import shop, staff
from garage.services.command import By

LEVEL_2 = {"vehicle_class": VehicleClass.CAR, "category": RepairCategory.SERVICE_LEVEL_2}


def test_a_first_start_needs_two_names_and_is_ready(boss: By) -> None:
    assert shop.is_set_up()
    assert shop.profile().name == "诚信汽修"
    assert staff.person(boss.staff_id).name == "张三"
    assert shop.labour_rate_fen(boss.today) == 10_000
    assert len(shop.bays()) == 1


def test_a_second_first_start_is_refused(boss: By) -> None:
    with pytest.raises(FieldError):
        shop.set_up(boss.at, shop_name="另一家", owner_name="李四")


@pytest.mark.parametrize(
    ("shop_name", "owner", "field"),
    [(" ", "张三", "shop_name"), ("店", " ", "owner_name"), ("店" * 81, "张三", "shop_name")],
)
def test_a_first_start_without_a_name_makes_nothing(db: str, shop_name: str, owner: str, field: str) -> None:
    with pytest.raises(FieldError) as error:
        shop.set_up(datetime(2026, 11, 21, 9, 0), shop_name=shop_name, owner_name=owner)
    assert error.value.field == field
    assert not shop.is_set_up()
    assert db


def test_a_first_start_with_an_impossible_rate_makes_nothing(db: str) -> None:
    with pytest.raises(FieldError) as error:
        shop.set_up(
            datetime(2026, 11, 21, 9, 0), shop_name="店", owner_name="张三", labour_rate_fen=1_000_001
        )
    assert error.value.field == "labour_rate"
    assert not shop.is_set_up()
    assert db


def test_a_rate_starts_on_its_day_and_never_in_the_past(boss: By) -> None:
    tomorrow = boss.today + timedelta(days=1)
    shop.set_labour_rate(boss, rate_fen=12_000, valid_from=tomorrow)
    assert shop.labour_rate_fen(boss.today) == 10_000
    assert shop.labour_rate_fen(tomorrow) == 12_000
    for rate, day, field in (
        (12_000, boss.today - timedelta(days=1), "valid_from"),
        (0, tomorrow, "rate"),
        (-1, tomorrow, "rate"),
    ):
        with pytest.raises(FieldError) as error:
            shop.set_labour_rate(boss, rate_fen=rate, valid_from=day)
        assert error.value.field == field


def test_a_promise_below_the_law_is_refused_and_a_longer_one_holds(boss: By) -> None:
    for km, days, field in ((4_999, 30, "km"), (5_000, 29, "days")):
        with pytest.raises(FieldError) as error:
            shop.set_promise(boss, **LEVEL_2, km=km, days=days, valid_from=boss.today)
        assert error.value.field == field
    shop.set_promise(boss, **LEVEL_2, km=10_000, days=90, valid_from=boss.today)
    assert shop.promise(*LEVEL_2.values(), boss.today) == Period(10_000, 90)
    assert shop.promise(*LEVEL_2.values(), boss.today - timedelta(days=1)) == Period(5_000, 30)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "店" * 81}, "name"),
        ({"phone": "12345"}, "phone"),
        ({"hotline": "abc"}, "hotline"),
        ({"uscc": "91350100M000100Y44"}, "uscc"),
        ({"logo": b"GIF89a"}, "logo"),
        ({"logo": b"\x89PNG" + b"0" * 600_000}, "logo"),
        ({"overrun_percent": 101}, "overrun_percent"),
    ],
)
def test_a_wrong_field_of_the_profile_is_named(boss: By, values: dict[str, object], field: str) -> None:
    before = shop.profile()
    with pytest.raises(FieldError) as error:
        shop.change_profile(boss, before.version, **values)
    assert error.value.field == field
    assert shop.profile() == before


def test_the_profile_stands_on_the_letterhead(boss: By) -> None:
    shop.change_profile(boss, 1, hotline="400-800-1234", uscc="91350100M000100Y43", address=" 创业路\n88 号 ")
    head = shop.letterhead()
    assert (head.hotline, head.uscc, head.address) == ("4008001234", "91350100M000100Y43", "创业路 88 号")


def test_the_last_owner_stays(boss: By) -> None:
    with pytest.raises(RuleError):
        staff.change(boss, boss.staff_id, 1, name="张三", roles={Role.ADVISOR})
    with pytest.raises(RuleError):
        staff.change(boss, boss.staff_id, 1, name="张三", roles={Role.OWNER}, active=False)
    staff.add(boss, name="李四", roles={Role.OWNER})
    staff.change(boss, boss.staff_id, 1, name="张三", roles={Role.ADVISOR})
    assert staff.person(boss.staff_id).roles == {Role.ADVISOR}


def test_people_are_told_apart_by_name(boss: By, mechanic: int) -> None:
    for name, roles, field in (
        ("李师傅", {Role.MECHANIC}, "name"),
        (" ", {Role.MECHANIC}, "name"),
        ("新人", set(), "roles"),
    ):
        with pytest.raises(FieldError) as error:
            staff.add(boss, name=name, roles=roles)
        assert error.value.field == field
    staff.change(boss, mechanic, 1, name="李师傅", roles={Role.MECHANIC}, active=False)
    assert [person.name for person in staff.people(Role.MECHANIC)] == []
    assert len(staff.people(everyone=True)) == 2


def test_dates_in_the_rate_list_read_newest_first(boss: By) -> None:
    shop.set_labour_rate(boss, rate_fen=15_000, valid_from=date(2027, 1, 1))
    assert shop.labour_rates() == [(date(2027, 1, 1), 15_000, "张三"), (date(2000, 1, 1), 10_000, "张三")]


@pytest.mark.parametrize(("km", "days", "field"), [(10**12, 30, "km"), (5_000, 10**9, "days")])
def test_a_promise_that_no_calendar_holds_is_refused(boss: By, km: int, days: int, field: str) -> None:
    with pytest.raises(FieldError) as error:
        shop.set_promise(boss, **LEVEL_2, km=km, days=days, valid_from=boss.today)
    assert error.value.field == field


def test_what_anybody_may_give_away_only_an_owner_changes(boss: By, mechanic: int) -> None:
    before = shop.profile()
    other = By(mechanic, boss.at)
    with pytest.raises(FieldError) as refused:
        shop.change_profile(other, before.version, discount_limit_bp=10_000)
    assert refused.value.field == "discount_limit_bp"
    shop.change_profile(
        other, before.version, discount_limit_bp=before.discount_limit_bp, hotline="4008001234"
    )
    shop.change_profile(boss, shop.profile().version, discount_limit_bp=2_000)
    assert shop.profile().discount_limit_bp == 2_000
