"""What things cost is an owner's word: whoever else changes a price names the owner who agreed (A9)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from garage.domain.lines import LineKind, WorkType
from garage.domain.price_lists import Priced, PriceTerms
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError
from garage.models.audit import AuditEntry
from garage.models.customers import Customer
from garage.models.parts import Part
from garage.services import (
    customers,
    operations,
    packages,
    parts,
    price_changes,
    price_lists,
    price_page,
    shop,
)
from garage.services.command import By
from garage.services.customers import CustomerData
from garage.services.operations import OperationData
from garage.services.packages import PackageData, PackageLineData
from garage.services.parts import PartData
from garage.services.price_changes import Change

OIL = PartData(code="JY-5W30", name="机油", price_fen=4_500)
PADS = OperationData("ZD-01", "更换前刹车片", WorkType.MECHANICAL, RepairCategory.MINOR_REPAIR, 100)

Act = Callable[..., Any]


@pytest.fixture
def keeper(boss: By, mechanic: int) -> By:
    """Somebody who is no owner."""
    return replace(boss, staff_id=mechanic)


@pytest.fixture
def oil(boss: By) -> int:
    return parts.add(boss, OIL)


@pytest.fixture
def pads(boss: By) -> int:
    return operations.add(boss, PADS)


def acts(boss: By, keeper: By, oil: int, pads: int) -> dict[str, Act]:
    """Every way to another price, each to be done by the keeper."""
    coming = price_lists.set_price(boss, Priced.PART, oil, PriceTerms(price_fen=9_900), later(boss))
    service = packages.add(boss, PackageData(code="BY", name="保养", lines=(labour(pads),)))
    proposal = price_changes.propose(boss.today, Change(Priced.PART, 500), boss.today)
    return {
        "price": lambda **who: price_lists.set_price(
            keeper, Priced.PART, oil, PriceTerms(price_fen=1), boss.today, **who
        ),
        "change": lambda **who: price_lists.change_price(
            keeper, Priced.PART, coming, 1, PriceTerms(price_fen=1), later(boss), **who
        ),
        "withdraw": lambda **who: price_lists.withdraw(keeper, Priced.PART, coming, 1, **who),
        "many": lambda **who: price_changes.change_many(
            keeper, Change(Priced.PART, 500), proposal.lines, boss.today, **who
        ),
        "part": lambda **who: parts.change(keeper, oil, 1, replace(OIL, price_fen=1), **who),
        "members": lambda **who: parts.change(keeper, oil, 1, replace(OIL, member_price_fen=1), **who),
        "hours": lambda **who: operations.change(keeper, pads, 1, replace(PADS, hours_centi=1), **who),
        "package": lambda **who: packages.change(
            keeper,
            service,
            1,
            PackageData(code="BY", name="保养", price_fen=1, lines=(labour(pads),)),
            **who,
        ),
        "cheap line": lambda **who: packages.change(
            keeper, service, 1, PackageData(code="BY", name="保养", lines=(labour(pads, 1),)), **who
        ),
        "new package": lambda **who: packages.add(
            keeper, PackageData(code="X", name="保养二", price_fen=1, lines=(labour(pads),)), **who
        ),
        "labour": lambda **who: shop.set_labour_rate(keeper, rate_fen=100, valid_from=boss.today, **who),
    }


def later(by: By) -> date:
    return by.today + timedelta(days=3)


def labour(operation: int, fen: int | None = None) -> PackageLineData:
    return PackageLineData(LineKind.LABOUR, operation_id=operation, unit_price_fen=fen)


NAMES = (
    "price",
    "change",
    "withdraw",
    "many",
    "part",
    "members",
    "hours",
    "package",
    "cheap line",
    "new package",
    "labour",
)


@pytest.mark.parametrize("name", NAMES)
def test_no_price_changes_without_an_owner_and_each_with_ones_word_which_the_log_keeps(
    boss: By, keeper: By, oil: int, pads: int, name: str
) -> None:
    act = acts(boss, keeper, oil, pads)[name]
    before = AuditEntry.select().count()
    for who in ({}, {"approved_by": keeper.staff_id}):
        with pytest.raises(FieldError) as refused:
            act(**who)
        assert refused.value.field == "approved_by"
    assert AuditEntry.select().count() == before
    act(approved_by=boss.staff_id)
    said = [entry.after for entry in AuditEntry.select().where(AuditEntry.act == "approve")]
    assert said == [f'{{"approved_by":{boss.staff_id}}}']


def test_an_owner_changes_prices_without_another_word(boss: By, oil: int) -> None:
    parts.change(boss, oil, 1, replace(OIL, price_fen=4_800))
    assert not AuditEntry.select().where(AuditEntry.act == "approve").count()


def test_whoever_books_a_part_in_gives_it_its_first_price_and_changes_all_else(
    boss: By, keeper: By, pads: int
) -> None:
    ref = parts.add(keeper, replace(OIL, price_fen=0))
    parts.change(keeper, ref, 1, replace(OIL, bin="A-01"))
    parts.change(keeper, ref, 2, replace(OIL, bin="B-01"))
    assert Part.get_by_id(ref).price_fen == 4_500
    operations.change(keeper, pads, 1, replace(PADS, name="更换前制动片"))
    service = packages.add(keeper, PackageData(code="BY", name="保养", lines=(labour(pads),)))
    packages.change(
        keeper, service, 1, PackageData(code="BY", name="大保养", lines=(labour(pads), labour(pads)))
    )


def test_a_price_that_comes_by_its_day_needs_nobody(boss: By, keeper: By, oil: int) -> None:
    price_lists.set_price(boss, Priced.PART, oil, PriceTerms(price_fen=9_900), later(boss))
    assert price_lists.apply_due(replace(keeper, at=keeper.at + timedelta(days=3))) == 1
    [row] = price_page.read(Priced.PART, [oil], later(boss))
    assert row.terms.price_fen == 9_900


def test_only_an_owner_makes_somebody_a_member(boss: By, keeper: By) -> None:
    with pytest.raises(FieldError) as refused:
        customers.add(keeper, CustomerData(name="王伟", member_level="金卡"))
    assert refused.value.field == "member_level"
    ref = customers.add(keeper, CustomerData(name="王伟"))
    with pytest.raises(FieldError):
        customers.change(keeper, ref, 1, CustomerData(name="王伟", member_level="金卡"))
    customers.change(boss, ref, 1, CustomerData(name="王伟", member_level="金卡"))
    customers.change(keeper, ref, 2, CustomerData(name="王伟", member_level="金卡", note="老客户"))
    assert Customer.get_by_id(ref).member_level == "金卡"
