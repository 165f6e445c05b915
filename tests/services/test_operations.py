"""Labour operations."""

from dataclasses import replace

import pytest

from garage.domain.lines import WorkType
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError, StaleError
from garage.services import operations
from garage.services.command import By
from garage.services.operations import STARTER, OperationData

PADS = OperationData("dp01", "更换前制动片", WorkType.MECHANICAL, RepairCategory.MINOR_REPAIR, 150)


def names(rows: list[operations.OperationRow]) -> list[str]:
    return [row.name for row in rows]


def test_an_operation_costs_its_hours_or_its_fixed_price() -> None:
    assert operations.price_fen(PADS, 12_000) == 18_000
    assert operations.price_fen(replace(PADS, fixed_price_fen=9_900), 12_000) == 9_900
    assert operations.price_fen(replace(PADS, fixed_price_fen=0), 12_000) == 0


def test_an_operation_is_kept_and_changed(boss: By) -> None:
    ref = operations.add(boss, PADS)
    row = operations.operation(ref)
    assert (row.code, row.name, row.trade, row.category, row.hours_centi) == (
        "DP01",
        "更换前制动片",
        WorkType.MECHANICAL,
        RepairCategory.MINOR_REPAIR,
        150,
    )
    operations.change(boss, ref, 1, replace(PADS, hours_centi=120, fixed_price_fen=16_000))
    row = operations.operation(ref)
    assert (row.version, row.hours_centi, row.fixed_price_fen) == (2, 120, 16_000)
    with pytest.raises(StaleError):
        operations.change(boss, ref, 1, PADS)
    with pytest.raises(KeyError):
        operations.operation(999_999)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("code", {"code": ""}),
        ("code", {"code": "ＢＹ01"}),
        ("name", {"name": " "}),
        ("hours", {"hours_centi": 0}),
        ("hours", {"hours_centi": 1_000_000}),
        ("fixed_price", {"fixed_price_fen": -1}),
    ],
)
def test_a_wrong_field_is_named(boss: By, field: str, wrong: dict[str, object]) -> None:
    operations.add(boss, replace(PADS, code="BY01"))
    with pytest.raises(FieldError) as refused:
        operations.add(boss, replace(PADS, **wrong))
    assert refused.value.field == field


@pytest.mark.parametrize("fragment", ["p01", "制动", "zhidongpian", "qzdp"])
def test_an_operation_is_found_by_code_name_pinyin_and_initials(boss: By, fragment: str) -> None:
    operations.add(boss, PADS)
    operations.add(boss, replace(PADS, code="BY01", name="补胎"))
    assert names(operations.find(fragment)) == ["更换前制动片"]


def test_a_retired_operation_is_neither_listed_nor_found_until_it_is_restored(boss: By) -> None:
    ref = operations.add(boss, PADS)
    operations.retire(boss, ref, 1)
    operations.change(boss, ref, 2, replace(PADS, name="更换制动片"))
    assert operations.page().rows == ()
    assert operations.find("制动") == []
    [row] = operations.page(everyone=True).rows
    assert not row.active
    operations.retire(boss, ref, row.version, active=True)
    assert names(operations.find("制动")) == ["更换制动片"]


def test_the_starter_set_is_added_once(boss: By) -> None:
    operations.add(boss, replace(PADS, name="我的制动片"))
    assert operations.add_starter(boss) == len(STARTER) - 1
    assert operations.add_starter(boss) == 0
    first = operations.page(limit=len(STARTER) - 1)
    last = operations.page(first.next_cursor)
    rows = [*first.rows, *last.rows]
    assert [row.code for row in rows] == sorted(data.code for data in STARTER)
    assert last.next_cursor is None
    assert "我的制动片" in names(rows)
    assert names(operations.find("slhw")) == ["四轮换位"]


def test_the_starter_set_has_every_trade_and_no_code_twice() -> None:
    assert len({data.code for data in STARTER}) == len({data.name for data in STARTER}) == len(STARTER) >= 40
    assert {data.trade for data in STARTER} == set(WorkType) - {WorkType.OTHER}
