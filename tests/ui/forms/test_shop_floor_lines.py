"""Clocks of the labour lines."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.lines import LineStatus
from garage.domain.orders import OrderState
from garage.services import workshop
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.shop_floor_lines import WorkDialog
from tests.services.road import Road

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
Page = Callable[[], OrderPage]


@pytest.fixture
def dialog(desk: Desk, road: Road, page: Page, qtbot: QtBot) -> WorkDialog:
    road.receive()
    road.authorise()
    road.dispatch()
    made = WorkDialog(None, desk, page().id)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def button(dialog: WorkDialog, name: str, qtbot: QtBot) -> QPushButton:
    def seen() -> list[QPushButton]:
        return [one for one in dialog.findChildren(QPushButton, name) if one.isVisible()]

    qtbot.waitUntil(lambda: len(seen()) == 1)
    return seen()[0]


def test_start_pause_go_on_finish(
    language: str, dialog: WorkDialog, road: Road, page: Page, qtbot: QtBot
) -> None:
    line = road.labour()[0].id
    for name in (f"start_{line}", f"pause_{line}", f"start_{line}", f"finish_{line}"):
        qtbot.mouseClick(button(dialog, name, qtbot), Qt.MouseButton.LeftButton)
    assert page().state is OrderState.IN_WORK
    assert road.labour()[0].status is LineStatus.DONE
    assert workshop.running_lines(page().id) == {}


def test_all_lines_start_and_finish_by_two_keys(dialog: WorkDialog, road: Road, qtbot: QtBot) -> None:
    assert not dialog.lines.finish_all.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_W, CTRL_SHIFT)
    qtbot.waitUntil(lambda: not dialog.lines.start_all.isEnabled())
    qtbot.keyClick(dialog, Qt.Key.Key_F, CTRL_SHIFT)
    qtbot.waitUntil(lambda: {line.status for line in road.labour()} == {LineStatus.DONE})


def test_of_two_mechanics_a_menu_asks_who_begins(
    dialog: WorkDialog, desk: Desk, road: Road, page: Page, qtbot: QtBot
) -> None:
    line = road.labour()[0].id
    workshop.assign(desk.by(), page().id, {line: {road.mechanic: 5_000, road.leader: 5_000}})
    menu = button(dialog, f"start_{line}", qtbot).menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()][1:] == ["李师傅", "王班长"]
    menu.actions()[2].trigger()
    assert workshop.running_lines(page().id) == {line: [road.leader]}


def test_parts_that_are_not_issued_are_a_link(dialog: WorkDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.reason_clicked) as told:
        qtbot.mouseClick(button(dialog, "parts_left", qtbot), Qt.MouseButton.LeftButton)
    assert told.args[0].goto == "parts"
    assert not dialog.isVisible()
