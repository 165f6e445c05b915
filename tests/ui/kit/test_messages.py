from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.errors import Change, MachineError, Reason, StaleError
from garage.ui.kit import messages
from garage.ui.kit.toast import Toast


def next_box(act: Callable[[messages.Box], None]) -> None:
    """Do `act` to the box that opens next."""

    def find() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, messages.Box)
        act(box)

    QTimer.singleShot(50, find)


def press(name: str) -> Callable[[messages.Box], None]:
    return lambda box: box.findChild(QPushButton, name).click()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 500)
    window.show()
    return window


def test_confirm_is_true_only_for_its_button(qtbot: QtBot, window: QWidget) -> None:
    next_box(press("message_yes"))
    assert messages.confirm(window, "Use the exit pass?", "It works once.", "Use it")
    next_box(press("message_no"))
    assert not messages.confirm(window, "Use the exit pass?", "It works once.", "Use it")
    next_box(lambda box: qtbot.keyClick(box, Qt.Key.Key_Escape))
    assert not messages.confirm(window, "Use the exit pass?", "It works once.", "Use it")


def test_enter_presses_the_primary_button(qtbot: QtBot, window: QWidget) -> None:
    next_box(lambda box: qtbot.keyClick(box, Qt.Key.Key_Return))
    assert messages.confirm(window, "Post?", "", "Post")


def test_clicked_reason_is_given_back(window: QWidget) -> None:
    wanted = Reason("money", "¥20.00 is still to be paid", "money")
    next_box(press("reason_money"))
    assert messages.reasons(window, "Not yet", [Reason("lines", "No lines"), wanted]) is wanted
    next_box(press("message_ok"))
    assert messages.reasons(window, "Not yet", [wanted]) is None


def test_stale_shows_what_changed_and_keeps_by_default(qtbot: QtBot, window: QWidget) -> None:
    error = StaleError("Saved by 李四.", by="李四", changes=[Change("phone", "1", "2")])
    next_box(press("message_reload"))
    assert messages.stale(window, error) == "reload"
    next_box(lambda box: qtbot.keyClick(box, Qt.Key.Key_Escape))
    assert messages.stale(window, error) == "keep"


def test_failure_says_what_to_do_now(window: QWidget) -> None:
    said: list[str] = []

    def read(box: messages.Box) -> None:
        said.extend((box.windowTitle(), box.accessibleDescription()))
        box.accept()

    next_box(read)
    messages.failed(window, MachineError("The disk is full.", "Free some room."))
    assert said == ["The disk is full.", "Free some room."]


def test_toast_stays_at_the_bottom_and_is_replaced_by_the_next(qtbot: QtBot, window: QWidget) -> None:
    first = messages.toast(window, "Saved")
    second = messages.toast(window, "Sent to the printer, and a long sentence follows it " * 3, "warn")
    assert not first.isVisible()
    window.resize(500, 400)
    qtbot.waitUntil(lambda: second.geometry().bottom() < 400)
    assert window.rect().contains(second.geometry())
    assert second.geometry().bottom() > 360


def test_toast_action_runs_and_takes_the_toast_away(window: QWidget) -> None:
    undone: list[bool] = []
    shown = messages.toast(window, "Line removed", action=("Undo", lambda: undone.append(True)))
    shown.findChild(QPushButton, "toast_action").click()
    assert undone == [True]
    assert not shown.isVisible()


def test_click_takes_the_toast_away(qtbot: QtBot, window: QWidget) -> None:
    shown = messages.toast(window, "Saved")
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.findChildren(Toast))
