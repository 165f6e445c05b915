"""What the filters above the stock list show: what is on its way, to be counted, slow; by group."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from garage.domain.part_file import StockLimits
from garage.models.parts import Part
from garage.models.purchasing import PurchaseOrder, PurchaseOrderLine
from garage.services import parts, stock_limits, suppliers
from garage.services.command import By
from garage.services.parts import PartData, PartFilter
from tests.services.stockroom import Stockroom

NOW = datetime(2026, 11, 21, 9, 0)
TODAY = NOW.date()


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def shown(which: PartFilter, group: str = "") -> list[str]:
    return [row.code for row in parts.page(which=which, today=TODAY, group=group).rows]


def touched(part: int, **days_ago: int) -> None:
    """Set moments of a part so many days back."""
    Part.update({name: NOW - timedelta(days=days) for name, days in days_ago.items()}).where(
        Part.id == part
    ).execute()


def order(room: Stockroom, state: str, *lines: tuple[int, int, int, int]) -> None:
    """A purchase order with lines of part, ordered, received and dropped milli."""
    supplier = (
        suppliers.suppliers()[0].id if suppliers.suppliers() else suppliers.add(room.by, name="京城汽配")
    )
    count = PurchaseOrder.select().count() + 1
    row = PurchaseOrder.create(no=f"PO-{count}", supplier=supplier, state=state, **room.by.stamp())
    for place, (part, qty, received, dropped) in enumerate(lines, 1):
        PurchaseOrderLine.create(
            purchase_order=row.id,
            position=place,
            part=part,
            qty_milli=qty,
            received_milli=received,
            dropped_milli=dropped,
            price_fen=100,
        )


def test_what_is_still_to_come_of_open_orders_is_on_order(room: Stockroom) -> None:
    some, none = room.part(code="A"), room.part(code="B")
    order(room, "ORDERED", (some, 5_000, 0, 0), (none, 3_000, 3_000, 0))
    order(room, "PARTLY", (some, 4_000, 1_000, 1_000))
    order(room, "DRAFT", (none, 4_000, 0, 0))
    order(room, "CANCELLED", (none, 4_000, 0, 0))
    assert parts.open_part(some).stock.on_order_milli == 7_000
    assert parts.open_part(none).stock.on_order_milli == 0
    assert shown(PartFilter.ON_ORDER) == ["A"]


@pytest.mark.parametrize(("days", "due"), [(90, False), (91, True)])
def test_a_part_is_to_be_counted_when_it_was_not_for_more_than_ninety_days(
    room: Stockroom, days: int, *, due: bool
) -> None:
    part = room.part(1, 100, code="A")
    empty = room.part(code="EMPTY")
    touched(part, created_at=400, counted_at=days)
    touched(empty, created_at=400)
    assert shown(PartFilter.TO_COUNT) == (["A"] if due else [])


def test_a_part_never_counted_waits_since_it_was_entered(room: Stockroom) -> None:
    part = room.part(1, 100, code="A")
    assert shown(PartFilter.TO_COUNT) == []
    touched(part, created_at=91)
    assert shown(PartFilter.TO_COUNT) == ["A"]


def test_a_part_on_the_shelf_that_nobody_uses_is_slow(room: Stockroom) -> None:
    for code, moments in {
        "USED": {"last_in_at": 300, "last_out_at": 90},
        "SLOW": {"last_in_at": 10, "last_out_at": 91},
        "NEVER": {"last_in_at": 91},
        "NEW": {"last_in_at": 90},
    }.items():
        touched(room.part(1, 100, code=code), **moments)
    touched(room.part(code="GONE"), last_in_at=400, last_out_at=300)
    assert shown(PartFilter.SLOW) == ["NEVER", "SLOW"]


def test_the_days_are_the_garages_own(room: Stockroom) -> None:
    part = room.part(1, 100, code="A")
    touched(part, counted_at=40, last_out_at=40)
    stock_limits.set_limits(room.by, StockLimits(count=30, slow=39, dead=39))
    assert shown(PartFilter.TO_COUNT) == shown(PartFilter.SLOW) == ["A"]


def test_a_group_is_listed_counted_and_valued_alone(room: Stockroom) -> None:
    room.part(2, 500, code="A", group="滤清器")
    room.part(code="B", group="滤清器")
    room.part(3, 700, code="C", group="油液")
    room.part(1, 11, code="D")
    assert parts.groups() == sorted(["滤清器", "油液"])
    assert shown(PartFilter.ALL, "滤清器") == ["A", "B"]
    assert shown(PartFilter.OUT, "滤清器") == ["B"]
    told = parts.summary(TODAY, "滤清器")
    assert (told.counts[PartFilter.ALL], told.counts[PartFilter.OUT], told.value_fen) == (2, 1, 500)
    assert parts.summary(TODAY).value_fen == 1_211


def test_the_summary_counts_what_each_filter_shows_in_a_group_too(room: Stockroom) -> None:
    for code, group in (("A", "x"), ("B", "x"), ("C", "y")):
        part = room.part(1, 100, code=code, group=group, min_qty_milli=2_000)
        touched(part, created_at=200, last_in_at=200)
        order(room, "ORDERED", (part, 1_000, 0, 0))
    for group in ("", "x", "y"):
        told = parts.summary(TODAY, group).counts
        assert told == {which: len(shown(which, group)) for which in PartFilter}
        assert told[PartFilter.SLOW] == told[PartFilter.TO_COUNT] == told[PartFilter.ON_ORDER] > 0


def test_what_is_looked_for_is_narrowed_by_filter_and_group(room: Stockroom) -> None:
    def add(code: str, **columns: object) -> int:
        return parts.add(room.by, parts.PartData(code=code, name="机滤", **columns))

    low = add("F-1", group="x", min_qty_milli=1_000)
    add("F-2", group="y", min_qty_milli=1_000)
    add("F-3", group="x")
    room.receive((low, 0.5, 100))

    def found(which: PartFilter, group: str = "") -> list[str]:
        return [row.code for row in parts.find("jl", 10, which, today=TODAY, group=group)]

    assert found(PartFilter.LOW) == ["F-1", "F-2"]
    assert found(PartFilter.LOW, "x") == ["F-1"]
    assert found(PartFilter.ALL, "x") == ["F-1", "F-3"]
    assert found(PartFilter.OUT) == ["F-2", "F-3"]
    assert [row.code for row in parts.find("jl", 1, PartFilter.OUT)] == ["F-2"]


def test_a_part_out_of_use_is_found_among_those_out_of_use(boss: By) -> None:
    for code in ("F-1", "F-2"):
        parts.add(boss, parts.PartData(code=code, name="机滤", active=code == "F-1", group="x"))
    assert [row.code for row in parts.find("jl", 10, PartFilter.RETIRED, group="x")] == ["F-2"]
    assert parts.find("zz", 10, PartFilter.RETIRED) == []


@pytest.mark.parametrize("typed", ["04152-yzza6", "6901234567908", "机油格", "jyg"])
def test_a_part_out_of_use_is_found_by_every_number_and_name_of_it(boss: By, typed: str) -> None:
    data = parts.PartData(
        code="F-1",
        name="机滤",
        oe_no="04152-YZZA1",
        more_oe_nos=("04152-YZZA6",),
        barcode="6901234567892",
        more_barcodes=("6901234567908",),
        aliases=("机油格",),
        active=False,
    )
    ref = parts.add(boss, data)
    assert [row.id for row in parts.find(typed, 10, PartFilter.RETIRED)] == [ref]


def test_a_scan_finds_its_part_in_small_letters_and_capitals(boss: By) -> None:
    first = parts.add(boss, parts.PartData(code="F-1", name="机滤", barcode="abc-9"))
    second = parts.add(boss, parts.PartData(code="F-2", name="机滤", barcode="X", more_barcodes=("DEF-9",)))
    assert [row.id for row in parts.by_barcode("ABC-9")] == [first]
    assert [row.id for row in parts.by_barcode("def-9")] == [second]
    assert [row.id for row in parts.by_barcode("f-1")] == [first]


def test_a_part_out_of_use_that_a_job_gave_back_is_found_where_it_is_listed(room: Stockroom) -> None:
    part = parts.add(room.by, PartData(code="JL-9", name="旧款机滤", group="滤清器"))
    room.receive((part, 1, 100))
    order = room.order()
    line = room.line(order, part)
    room.issue(order, (line, 1))
    card = parts.open_part(part)
    parts.change(room.by, part, card.version, replace(card.data, active=False))
    assert parts.find("jl-9") == parts.find("jkjl") == []
    room.give_back(order, (line, 1))
    assert shown(PartFilter.ALL) == ["JL-9"]
    for typed in ("jl-9", "旧款", "jkjl"):
        assert [row.id for row in parts.find(typed)] == [part]
        assert [row.id for row in parts.find(typed, group="滤清器")] == [part]
    assert parts.find("jl-9", group="制动") == parts.find("-") == parts.find("jl-8") == []
