import pytest

from garage.domain.orders import Side
from garage.domain.outlines import VIEWS, Outline


def points(outline: Outline) -> list[tuple[float, float]]:
    numbers = [command[1] for shape in outline.shapes for command in shape.commands]
    return [(run[i], run[i + 1]) for run in numbers for i in range(0, len(run), 2)]


def test_every_side_of_the_car_is_drawn() -> None:
    assert set(VIEWS) == set(Side)


@pytest.mark.parametrize("side", list(Side))
def test_a_view_stays_inside_its_box(side: Side) -> None:
    view = VIEWS[side]
    assert all(0 <= x <= view.width and 0 <= y <= view.height for x, y in points(view))


@pytest.mark.parametrize("side", list(Side))
def test_a_view_fills_nine_tenths_of_its_width(side: Side) -> None:
    across = [x for x, _y in points(VIEWS[side])]
    assert max(across) - min(across) > 0.85 * VIEWS[side].width


@pytest.mark.parametrize("side", [Side.FRONT, Side.REAR])
def test_front_and_rear_are_symmetric(side: Side) -> None:
    drawn = {(round(x), round(y)) for x, y in points(VIEWS[side])}
    assert {(1000 - x, y) for x, y in drawn} == drawn


def test_the_right_side_is_the_left_one_in_a_mirror() -> None:
    assert points(VIEWS[Side.RIGHT]) == [(1000 - x, y) for x, y in points(VIEWS[Side.LEFT])]


@pytest.mark.parametrize("side", list(Side))
def test_paths_begin_with_a_move_and_know_four_commands(side: Side) -> None:
    for shape in VIEWS[side].shapes:
        assert shape.commands[0][0] == "M"
        assert all(
            len(numbers) == {"M": 2, "L": 2, "C": 6, "Z": 0}[letter] for letter, numbers in shape.commands
        )
