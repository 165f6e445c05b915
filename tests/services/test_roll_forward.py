"""收发存 of any days is what the ledger says: per part, per group, per kind, and down to the movements."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.roll_forward import Flow, Period, by_group, month_of, total
from garage.domain.stock import MovementKind
from garage.errors import FieldError
from garage.models.stock import GoodsReceipt, StockMovement
from garage.services.command import By
from garage.services.goods_receipts import reverse_receipt
from garage.services.roll_forward import by_kind, movements, roll
from garage.services.write_offs import WrittenLine, write_off
from tests.services.stockroom import Stockroom

FIRST = date(2026, 9, 1)


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@pytest.fixture
def autumn(room: Stockroom) -> tuple[int, int]:
    """Oil and pads from September to November, the pads delivered wrongly once."""
    go_to(room, date(2026, 9, 10))
    oil = room.part(10, 10_000, code="OIL", group="油品", unit="升")
    pads = room.part(2, 40_000, code="PAD", group="制动", unit="套")
    order = room.order()
    line = room.line(order, oil, 8)
    go_to(room, date(2026, 10, 5))
    room.receive((oil, 10, 12_000), (pads, 2, 44_000))
    go_to(room, date(2026, 10, 20))
    room.issue(order, (line, 5))
    go_to(room, date(2026, 10, 31), hour=23)
    room.give_back(order, (line, 1))
    go_to(room, date(2026, 11, 1), hour=0)
    write_off(room.by, [WrittenLine(pads, 1_000)], "摔坏")
    go_to(room, date(2026, 11, 10))
    reverse_receipt(room.by, GoodsReceipt.get(GoodsReceipt.kind == "RECEIPT").id, "送错")
    return oil, pads


def go_to(room: Stockroom, day: date, hour: int = 9) -> None:
    room.by = By(room.by.staff_id, datetime(day.year, day.month, day.day, hour))


def test_a_month_per_part(autumn: tuple[int, int]) -> None:
    rows = roll(month_of(date(2026, 10, 3)))
    assert [(row.code, row.unit, row.flow) for row in rows] == [
        ("OIL", "升", Flow(10_000, 10_000, 11_000, 13_100, 5_000, 5_500, 16_000, 17_600)),
        ("PAD", "套", Flow(2_000, 40_000, 2_000, 44_000, 0, 0, 4_000, 84_000)),
    ]


def test_what_is_taken_back_counts_against_the_side_it_came_on(autumn: tuple[int, int]) -> None:
    oil, pads = roll(month_of(date(2026, 11, 1)))
    assert oil.flow == Flow(16_000, 17_600, -10_000, -12_000, 0, 0, 6_000, 5_600)
    assert pads.flow == Flow(4_000, 84_000, -2_000, -44_000, 1_000, 21_000, 1_000, 19_000)


def test_a_part_without_stock_or_movement_is_left_out(room: Stockroom, autumn: tuple[int, int]) -> None:
    room.part(code="NEW")
    assert [row.code for row in roll(month_of(date(2026, 11, 1)))] == ["OIL", "PAD"]
    assert roll(month_of(date(2026, 8, 1))) == []


def test_groups_add_up_to_the_whole(room: Stockroom, autumn: tuple[int, int]) -> None:
    room.part(1, 5, code="X")
    rows = roll(month_of(date(2026, 11, 1)))
    groups = by_group(rows)
    assert [(one.group, one.parts) for one in groups] == [("制动", 1), ("油品", 1), ("", 1)]
    assert total(one.flow for one in groups) == total(row.flow for row in rows)
    assert [row.code for row in roll(month_of(date(2026, 11, 1)), "油品")] == ["OIL"]


def test_a_group_says_its_unit_where_all_its_parts_have_one(room: Stockroom, autumn: tuple[int, int]) -> None:
    room.part(1, 100, code="OIL-2", group="油品", unit="升")
    room.part(1, 100, code="PAD-2", group="制动", unit="片")
    room.part(1, 100, code="X-1")
    groups = {one.group: one for one in by_group(roll(month_of(date(2026, 11, 3))))}
    assert {name: one.unit for name, one in groups.items()} == {"制动": "", "油品": "升", "": ""}
    assert groups["油品"].flow.closing_milli == sum(
        row.flow.closing_milli for row in roll(month_of(date(2026, 11, 3)), "油品")
    )


def test_kinds_add_up_to_what_came_and_went(autumn: tuple[int, int]) -> None:
    october = month_of(date(2026, 10, 1))
    kinds = by_kind(october)
    assert [(one.kind, one.came, one.movements, one.milli, one.fen) for one in kinds] == [
        (MovementKind.RECEIPT, True, 2, 12_000, 56_000),
        (MovementKind.RETURN, True, 1, 1_000, 1_100),
        (MovementKind.ISSUE, False, 1, 5_000, 5_500),
    ]
    november = by_kind(month_of(date(2026, 11, 1)))
    assert [(one.kind, one.came, one.movements, one.milli, one.fen) for one in november] == [
        (MovementKind.RECEIPT, True, 2, -12_000, -56_000),
        (MovementKind.WRITE_OFF, False, 1, 1_000, 21_000),
    ]
    assert [one.fen for one in by_kind(october, part_id=autumn[0])] == [12_000, 1_100, 5_500]
    assert [one.fen for one in by_kind(october, group="制动")] == [44_000]


def test_behind_a_figure_stand_its_movements(autumn: tuple[int, int]) -> None:
    oil, pads = autumn
    whole = Period(FIRST, date(2026, 11, 30))
    first = movements(whole, limit=3)
    rest = movements(whole, first.next_cursor, 50)
    assert [row.id for row in (*first.rows, *rest.rows)] == list(range(9, 0, -1))
    november = month_of(date(2026, 11, 1))
    assert {row.side for row in movements(november, came=True).rows} == {MovementKind.RECEIPT}
    assert [row.kind for row in movements(november, came=False).rows] == [MovementKind.WRITE_OFF]
    assert [row.qty_milli for row in movements(whole, part_id=oil, side=MovementKind.RECEIPT).rows] == [
        -10_000,
        10_000,
    ]
    assert {row.code for row in movements(whole, group="制动").rows} == {"PAD"}
    assert sum(row.value_fen for row in movements(whole, part_id=pads).rows) == 19_000


def test_days_are_whole_and_the_right_way_round() -> None:
    assert month_of(date(2026, 2, 14)) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert Period(FIRST, FIRST).until == datetime(2026, 9, 2)
    with pytest.raises(FieldError) as refused:
        Period(FIRST, FIRST - timedelta(days=1))
    assert refused.value.field == "last"


@given(first=st.integers(0, 100), length=st.integers(0, 100))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_days_say_what_the_ledger_says(autumn: tuple[int, int], first: int, length: int) -> None:
    day = FIRST + timedelta(days=first)
    period = Period(day, day + timedelta(days=length))
    rows = {row.part_id: row.flow for row in roll(period)}
    for part in autumn:
        card = list(StockMovement.select().where(StockMovement.part == part))
        before = [row for row in card if row.moved_at < period.since]
        inside = [row for row in card if period.since <= row.moved_at < period.until]
        flow = rows.get(part, Flow(0, 0, 0, 0, 0, 0, 0, 0))
        assert flow.opening_milli == sum(row.qty_milli for row in before)
        assert flow.opening_fen == sum(row.value_fen for row in before)
        assert flow.came_milli - flow.went_milli == sum(row.qty_milli for row in inside)
        assert flow.came_fen - flow.went_fen == sum(row.value_fen for row in inside)
        assert flow.closing_milli == sum(row.qty_milli for row in (*before, *inside))
        assert flow.closing_fen == sum(row.value_fen for row in (*before, *inside))
    kinds = by_kind(period)
    whole = total(rows.values())
    assert sum(one.fen for one in kinds if one.came) == whole.came_fen
    assert sum(one.fen for one in kinds if not one.came) == whole.went_fen
