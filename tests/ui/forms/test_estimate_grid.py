"""The grid of an estimate gives its columns the room that typing into them needs."""

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
