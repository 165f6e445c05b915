"""Damage marks on the car: by mouse, by keyboard, and back again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from garage.domain.documents import Mark
from garage.domain.orders import Damage, Side
from garage.ui.forms.car_outline import CarOutline
from garage.ui.forms.walk_around import WalkAround

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def car(qtbot: QtBot) -> CarOutline:
    outline = CarOutline()
    qtbot.addWidget(outline)
    outline.resize(620, 460)
    with qtbot.waitActive(outline):
        outline.show()
        outline.activateWindow()
    outline.setFocus()
    return outline


@pytest.fixture
def spot(car: CarOutline) -> Callable[..., QPoint]:
    def at(side: Side, x: int = 500, y: int = 500) -> QPoint:
        return car.point_of(Mark(side, x, y, Damage.DENT)).toPoint()

    return at


@pytest.mark.parametrize("side", list(Side))
def test_a_click_marks_the_view_under_it(car: CarOutline, spot: Callable[..., QPoint], side: Side) -> None:
    car.damage = Damage.CRACK
    QTest.mouseClick(car, LEFT, pos=spot(side, 300, 600))
    [mark] = car.marks()
    assert (mark.side, mark.damage) == (side, Damage.CRACK)
    assert abs(mark.x_permille - 300) < 8
    assert abs(mark.y_permille - 600) < 12


def test_a_click_beside_the_car_marks_nothing(car: CarOutline) -> None:
    QTest.mouseClick(car, LEFT, pos=QPoint(car.width() - 2, 2))
    assert car.marks() == ()


def test_dragging_moves_a_mark_to_another_view_and_undo_brings_it_back(
    car: CarOutline, spot: Callable[..., QPoint]
) -> None:
    QTest.mouseClick(car, LEFT, pos=spot(Side.LEFT))
    [before] = car.marks()
    QTest.mousePress(car, LEFT, pos=spot(Side.LEFT))
    QTest.mouseMove(car, spot(Side.TOP, 200, 200))
    QTest.mouseRelease(car, LEFT, pos=spot(Side.TOP, 200, 200))
    assert car.marks()[0].side is Side.TOP
    QTest.keyClick(car, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert car.marks() == (before,)
    QTest.keyClick(car, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert car.marks() == ()


def test_a_click_on_a_mark_chooses_it_and_leaves_nothing_to_undo(
    car: CarOutline, spot: Callable[..., QPoint]
) -> None:
    car.set_marks([Mark(Side.LEFT, 500, 500, Damage.DENT)])
    QTest.mouseClick(car, LEFT, pos=spot(Side.LEFT))
    assert car.selected() == 0
    assert len(car.marks()) == 1
    car.undo()
    assert len(car.marks()) == 1


def test_the_keyboard_adds_walks_moves_and_removes(car: CarOutline) -> None:
    QTest.keyClick(car, Qt.Key.Key_Insert)
    QTest.keyClick(car, Qt.Key.Key_Insert)
    assert len(car.marks()) == 2
    QTest.keyClick(car, Qt.Key.Key_Backtab)
    assert car.selected() == 0
    QTest.keyClick(car, Qt.Key.Key_Tab)
    assert car.selected() == 1
    before = car.marks()[1]
    QTest.keyClick(car, Qt.Key.Key_Right)
    QTest.keyClick(car, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    after = car.marks()[1]
    assert after.x_permille == before.x_permille + 5
    assert after.y_permille == before.y_permille + 25
    QTest.keyClick(car, Qt.Key.Key_PageDown)
    assert car.marks()[1].side is Side.RIGHT
    QTest.keyClick(car, Qt.Key.Key_Delete)
    assert len(car.marks()) == 1


def test_marks_never_leave_the_car(car: CarOutline) -> None:
    car.set_marks([Mark(Side.FRONT, 2, 998, Damage.CHIP)])
    car.select(0)
    QTest.keyClick(car, Qt.Key.Key_Left)
    QTest.keyClick(car, Qt.Key.Key_Down)
    assert (car.marks()[0].x_permille, car.marks()[0].y_permille) == (0, 1000)


def test_views_do_not_overlap_at_any_size(car: CarOutline) -> None:
    for size in ((620, 460), (300, 500), (900, 200)):
        car.resize(*size)
        corners = {
            side: (
                car.point_of(Mark(side, 0, 0, Damage.DENT)),
                car.point_of(Mark(side, 1000, 1000, Damage.DENT)),
            )
            for side in Side
        }
        for one, (start, end) in corners.items():
            assert QPointF(0, 0).x() - 1 <= start.x() <= end.x() <= car.width() + 1
            assert -1 <= start.y() <= end.y() <= car.height() + 1
            for other, (low, high) in corners.items():
                apart = (
                    high.x() <= start.x() or low.x() >= end.x() or high.y() <= start.y() or low.y() >= end.y()
                )
                assert one is other or apart


def test_digits_choose_the_kind_and_the_first_mark_means_somebody_walked_around(qtbot: QtBot) -> None:
    walk = WalkAround()
    qtbot.addWidget(walk)
    walk.resize(560, 480)
    walk.show()
    qtbot.waitExposed(walk)
    assert not walk.is_done()
    QTest.keyClick(walk.outline, Qt.Key.Key_3)
    QTest.keyClick(walk.outline, Qt.Key.Key_Insert)
    assert walk.marks()[0].damage is Damage.CHIP
    assert walk.is_done()
    walk._notes[0].setText("旧伤")
    walk._notes[0].textEdited.emit("旧伤")
    walk._choices[0].set_value(Damage.DENT)
    walk._choices[0].edited.emit()
    assert walk.value() == (Mark(Side.LEFT, 500, 500, Damage.DENT, "旧伤"),)
