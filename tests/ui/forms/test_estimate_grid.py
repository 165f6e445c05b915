"""The grid of an estimate: its columns have the room that typing needs, and Enter goes on where a line is complete."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from garage.ui.desk import Desk
from garage.ui.forms.estimate_grid import EstimateGrid


def test_columns_that_a_locked_order_made_narrow_are_wide_again_for_the_next_one(
    desk: Desk, qtbot: QtBot
) -> None:
    grid = EstimateGrid(desk.today)
    qtbot.addWidget(grid)
    grid.show()
    place = grid.lines.place_of("price")
    wide = grid.columnWidth(place)
    grid.freeze(True)
    assert grid.columnWidth(place) != wide
    grid.freeze(False)
    assert grid.columnWidth(place) == wide


@pytest.fixture
def grid(desk: Desk, qtbot: QtBot) -> EstimateGrid:
    made = EstimateGrid(desk.today)
    qtbot.addWidget(made)
    made.show()
    return made


def behind_the_price(grid: EstimateGrid) -> tuple[int, str]:
    """Where Enter in the price of the last line leads."""
    grid.go_to(grid.lines.rowCount() - 1, "price")
    QTest.keyClick(grid, Qt.Key.Key_Return)
    at = grid.currentIndex()
    return at.row(), grid.lines.columns[at.column()].name


def test_enter_behind_the_price_of_a_named_line_opens_the_next_one(grid: EstimateGrid) -> None:
    grid.set_values(0, {"name": "检查底盘", "qty": 500, "price": 10_000})
    assert behind_the_price(grid) == (1, "name")
    assert grid.lines.rowCount() == 2


def test_enter_behind_the_price_of_a_line_without_a_name_asks_for_the_name(grid: EstimateGrid) -> None:
    grid.set_values(0, {"price": 10_000})
    assert behind_the_price(grid) == (0, "name")
    assert grid.lines.rowCount() == 1


def test_enter_behind_the_price_of_a_blank_line_stays(grid: EstimateGrid) -> None:
    assert behind_the_price(grid) == (0, "price")
    assert grid.lines.rowCount() == 1


@pytest.mark.usefixtures("language")
def test_a_blank_line_says_what_may_be_typed_and_a_begun_or_frozen_one_does_not(grid: EstimateGrid) -> None:
    cell = grid.lines.index(0, grid.lines.place_of("name"))
    assert cell.data()
    assert cell.data(Qt.ItemDataRole.EditRole) == ""
    grid.set_values(0, {"price": 10_000})
    assert cell.data() == ""
    grid.set_rows([])
    grid.freeze(True)
    assert grid.lines.index(0, cell.column()).data() == ""
