"""While an estimate is typed each part says where it comes from, and what may be fitted instead (A6)."""

import re
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.lines import LineKind
from garage.domain.stock import MovementKind
from garage.services import goods_receipts, parts, purchasing, substitutes, suppliers
from garage.services.purchasing import OrderedPart
from garage.ui.desk import Desk
from garage.ui.forms.estimate_grid import EstimateGrid
from garage.ui.forms.supply_line import SupplyLine
from garage.ui.kit.search_field import Hit
from tests.services.road import Road


@pytest.fixture
def grid(desk: Desk, qtbot: QtBot) -> EstimateGrid:
    window = QWidget()
    made = EstimateGrid(desk.today, window)
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addWidget(SupplyLine(made, desk))
    qtbot.addWidget(window)
    window.show()
    return made


@pytest.fixture
def said(grid: EstimateGrid) -> SupplyLine:
    line = grid.window().findChild(SupplyLine)
    assert line is not None
    return line


def pick(grid: EstimateGrid, part: int, qty_milli: int, row: int = 0) -> None:
    while grid.lines.rowCount() <= row:
        grid.append_row()
    stock = parts.stock_of([part])[part]
    grid.lines.pick(row, "name", Hit(stock, stock.name, "", code=stock.code))
    grid.set_values(row, {"qty": qty_milli})
    grid.go_to(row, "qty")


@pytest.mark.usefixtures("language")
def test_a_part_says_what_is_there_what_is_kept_and_when_more_comes(
    grid: EstimateGrid, said: SupplyLine, road: Road
) -> None:
    road.receive()
    road.authorise()
    supplier = suppliers.add(road.boss, name="众诚")
    due = road.boss.today + timedelta(days=3)
    ordered = purchasing.create_order(
        road.boss, supplier, [OrderedPart(road.part, 5_000, 30_000)], expected_on=due
    )
    purchasing.place(road.boss, ordered, 1)
    pick(grid, road.part, 9_000)
    assert said.isVisible()
    assert re.findall(r"\d+", said.words.text())[:4] == ["10", "2", "1", "5"]
    assert f"{date(2026, 11, 24):%m-%d}" in said.words.text()
    assert said.words.property("tone") == "warn"


def test_two_rows_of_one_part_share_the_shelf(grid: EstimateGrid, said: SupplyLine, road: Road) -> None:
    pick(grid, road.part, 6_000)
    assert said.words.property("tone") == "muted"
    pick(grid, road.part, 6_000, row=1)
    assert said.words.property("tone") == "warn"


def shelf(grid: EstimateGrid, row: int = 0) -> str:
    return str(grid.lines.index(row, grid.lines.place_of("stock")).data())


def test_the_column_says_short_where_the_rows_together_are_more_than_there_is(
    grid: EstimateGrid, road: Road
) -> None:
    pick(grid, road.part, 6_000)
    pick(grid, road.part, 3_000, row=1)
    assert (shelf(grid), shelf(grid, 1)) == ("10", "10")
    grid.set_values(1, {"qty": 6_000})
    assert shelf(grid) == shelf(grid, 1) == "short 2"
    grid.set_values(1, {"own": True})
    assert (shelf(grid), shelf(grid, 1)) == ("10", "")


def test_the_column_follows_what_another_seat_takes_and_nothing_counts_as_typed(
    grid: EstimateGrid, road: Road
) -> None:
    pick(grid, road.part, 9_000)
    before = grid.raw()
    assert shelf(grid) == "10"
    road.receive()
    road.authorise()
    assert shelf(grid) == "short 1"
    assert grid.raw() == before


def test_a_line_in_free_words_is_in_no_file(grid: EstimateGrid) -> None:
    grid.set_values(0, {"kind": LineKind.PART, "name": "Bulb"})
    assert shelf(grid) == "not in file"


def test_what_the_order_itself_has_spoken_for_is_not_kept_for_others(
    grid: EstimateGrid, desk: Desk, road: Road
) -> None:
    road.receive()
    road.authorise()
    here = SupplyLine(grid, desk, road.order)
    pick(grid, road.part, 1_000)
    assert here.words.text() == "On the shelf 10 · kept for this job 2"
    other = SupplyLine(grid, desk)
    assert other.words.text() == "On the shelf 10 · kept for other jobs 2"


def test_labour_and_what_the_customer_brings_come_from_nowhere(
    grid: EstimateGrid, said: SupplyLine, road: Road
) -> None:
    pick(grid, road.part, 1_000)
    grid.set_values(0, {"own": True})
    grid.changed.emit()
    assert not said.isVisible()
    grid.append_row()
    assert not said.isVisible()


def test_a_substitute_is_one_key_away_when_the_part_is_short(
    grid: EstimateGrid, said: SupplyLine, road: Road
) -> None:
    other = parts.add(road.boss, parts.PartData(code="BOSCH-1", name="前刹车片 博世", price_fen=48_000))
    goods = [goods_receipts.GoodsLine(other, 4_000, 100_000)]
    goods_receipts.receive_goods(road.boss, kind=MovementKind.OPENING, lines=goods)
    substitutes.set_substitute(road.boss, road.part, other)
    pick(grid, road.part, 2_000)
    assert not said.buttons[0].isVisible()
    grid.set_values(0, {"qty": 11_000})
    grid.changed.emit()
    assert "BOSCH-1" in said.buttons[0].text()
    said.buttons[0].click()
    row = grid.rows()[0]
    assert (row["part_id"], row["price"], row["qty"]) == (other, 48_000, 11_000)


def test_what_another_seat_takes_shows_at_once(grid: EstimateGrid, said: SupplyLine, road: Road) -> None:
    pick(grid, road.part, 9_000)
    assert said.words.property("tone") == "muted"
    road.receive()
    road.authorise()
    assert said.words.property("tone") == "warn"
