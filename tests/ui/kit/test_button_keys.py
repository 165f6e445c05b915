"""The key of a button acts at once, and only while the button could be clicked."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from garage.ui.kit.button_keys import key_of, set_key
from garage.ui.kit.next_step import NextStepButton

Show = Callable[[QWidget], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_key_clicks_before_the_next_event(qtbot: QtBot, show: Show) -> None:
    button, clicks = QPushButton("Pay"), []
    button.clicked.connect(lambda: clicks.append(1))
    set_key(button, "Ctrl+J")
    show(button)
    qtbot.keyClick(button, Qt.Key.Key_J, CTRL)
    assert clicks == [1]
    assert key_of(button).toString() == "Ctrl+J"


def test_a_button_that_is_hidden_or_disabled_has_no_key(qtbot: QtBot, show: Show) -> None:
    window, first, second = QWidget(), QPushButton("One"), QPushButton("Two")
    column, clicks = QVBoxLayout(window), []
    for button in (first, second):
        column.addWidget(button)
        set_key(button, "Ctrl+J")
        button.clicked.connect(lambda _on, button=button: clicks.append(button.text()))
    first.hide()
    show(window)
    qtbot.keyClick(window, Qt.Key.Key_J, CTRL)
    assert clicks == ["Two"]
    second.setEnabled(False)
    qtbot.keyClick(window, Qt.Key.Key_J, CTRL)
    assert clicks == ["Two"]


def test_another_key_replaces_the_first_and_none_takes_it_away(qtbot: QtBot, show: Show) -> None:
    button, clicks = QPushButton("Pay"), []
    button.clicked.connect(lambda: clicks.append(1))
    set_key(button, "Ctrl+J")
    set_key(button, "Ctrl+K")
    show(button)
    qtbot.keyClick(button, Qt.Key.Key_J, CTRL)
    qtbot.keyClick(button, Qt.Key.Key_K, CTRL)
    assert clicks == [1]
    set_key(button, "")
    qtbot.keyClick(button, Qt.Key.Key_K, CTRL)
    assert clicks == [1]
    assert key_of(button).isEmpty()


def test_the_next_step_is_taken_by_its_key_at_once(qtbot: QtBot, show: Show) -> None:
    step, taken = NextStepButton(), []
    step.set_step("Settle", shortcut="Ctrl+J")
    step.chosen.connect(lambda: taken.append(1))
    show(step)
    qtbot.keyClick(step, Qt.Key.Key_J, CTRL)
    assert taken == [1]
