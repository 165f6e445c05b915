"""The grid of times: what overlaps stands side by side, arrows walk over blocks and free time."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from garage.ui.kit.time_blocks import Block, Head, lanes
from garage.ui.kit.time_grid import TimeGrid

KEY = Qt.Key


def block(key: int, column: int, start: int, end: int, *, movable: bool = True) -> Block:
    return Block(key, column, start * 60, end * 60, f"{key}", said=f"nr {key}", movable=movable)


def test_what_overlaps_stands_side_by_side_and_what_follows_has_all_the_room() -> None:
    blocks = [
        block(1, 0, 8, 10),
        block(2, 0, 9, 11),
        block(3, 0, 10, 12),
        block(4, 0, 12, 13),
        block(5, 1, 8, 9),
    ]
    assert lanes(blocks) == {0: (0, 2), 1: (1, 2), 2: (0, 2), 3: (0, 1), 4: (0, 1)}


def a_grid(qtbot: QtBot, *blocks: Block) -> TimeGrid:
    grid = TimeGrid("grid", "Times")
    qtbot.addWidget(grid)
    grid.resize(800, 500)
    grid.show_grid([Head("A"), Head("B", percent=50)], blocks, 8 * 60, 18 * 60, (-1, 9 * 60))
    grid.show()
    return grid


def test_arrows_walk_over_blocks_and_free_time(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, block(1, 0, 9, 11), block(2, 0, 10, 12), block(3, 1, 9, 10))
    grid.choose_spot(0, 8 * 60 + 30)
    assert (grid.key(), grid.accessibleDescription()) == (None, "A 08:30")
    seen = []
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Down, KEY.Key_Up, KEY.Key_Up, KEY.Key_Right, KEY.Key_Up):
        qtbot.keyClick(grid, key)
        seen.append((grid.key(), grid.spot()))
    assert seen == [
        (1, (0, 540)),
        (2, (0, 600)),
        (None, (0, 720)),
        (2, (0, 600)),
        (1, (0, 540)),
        (3, (1, 540)),
        (None, (1, 510)),
    ]
    grid.choose(3)
    assert grid.accessibleDescription() == "nr 3"


def test_what_may_not_be_moved_stays(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, block(1, 0, 9, 11, movable=False), block(2, 1, 9, 10))
    moved: list[tuple[object, int, int]] = []
    grid.moved.connect(lambda *told: moved.append(told))
    for key in (1, 2):
        grid.choose(key)
        for arrow in (KEY.Key_Down, KEY.Key_Right, KEY.Key_Left):
            qtbot.keyClick(grid, arrow, Qt.KeyboardModifier.AltModifier)
    assert moved == [(2, 1, 15), (2, 0, 0)], "there is no column at the right of the last"


def test_a_click_on_free_time_chooses_it_and_two_ask_for_something_new(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, block(1, 0, 9, 11))
    where = grid.column_rect(1).center().toPoint()
    with qtbot.waitSignal(grid.spot_opened):
        qtbot.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=where)
    assert (grid.key(), grid.spot()) == (None, (1, 13 * 60))
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=grid.rect_of(0).center().toPoint())
    assert opened.args == [1]
