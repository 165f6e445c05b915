from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.errors import Reason
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.next_step import NextStepButton
from garage.ui.kit.steps_bar import StepsBar

Show = Callable[[QWidget], None]
REASONS = [Reason(str(number), f"Reason {number}") for number in range(5)]


def test_ready_step_is_told_when_clicked(qtbot: QtBot, show: Show) -> None:
    step = NextStepButton()
    step.set_step("Settle", shortcut="Ctrl+J")
    show(step)
    with qtbot.waitSignal(step.chosen):
        step.button.click()
    assert "Ctrl+J" in step.button.toolTip()


def test_waiting_step_explains_itself_instead(qtbot: QtBot, show: Show) -> None:
    step = NextStepButton()
    step.set_step("Settle", REASONS)
    show(step)
    assert len(step.links()) == 3
    with qtbot.assertNotEmitted(step.chosen), qtbot.waitSignal(step.blocked):
        step.button.click()
    assert [link.text() for link in step.links()] == [reason.text for reason in REASONS]


def test_rest_of_the_reasons_unfolds(show: Show) -> None:
    step = NextStepButton()
    step.set_step("Settle", REASONS)
    show(step)
    step.findChild(QPushButton, "more_reasons").click()
    assert len(step.links()) == 5
    step.set_step("Settle", REASONS[:2])
    assert len(step.links()) == 2


def test_clicked_reason_is_told(qtbot: QtBot, show: Show) -> None:
    step = NextStepButton()
    step.set_step("Settle", REASONS)
    show(step)
    with qtbot.waitSignal(step.reason_clicked, check_params_cb=lambda reason: reason is REASONS[1]):
        step.links()[1].click()


def test_nothing_next_shows_nothing(show: Show) -> None:
    page = QWidget()
    step = NextStepButton(page)
    show(page)
    step.set_step("")
    assert not step.isVisible()
    step.set_step("Settle")
    assert step.isVisible()


def test_step_without_a_place_opens_no_window(qtbot: QtBot) -> None:
    step = NextStepButton()
    qtbot.addWidget(step)
    step.set_step("Settle")
    assert not step.isVisible()


def test_steps_bar_says_where_it_stands(qtbot: QtBot) -> None:
    bar = StepsBar()
    qtbot.addWidget(bar)
    bar.set_steps([("in", "Received", "done"), ("work", "In work", "now"), ("out", "Left", "next")])
    assert bar.accessibleName() == "In work"


def test_one_chip_is_chosen_at_a_time(qtbot: QtBot, show: Show) -> None:
    bar = ChipBar()
    bar.set_chips([("all", "All", 14), ("late", "Late", 3)])
    show(bar)
    assert bar.current() == "all"
    with qtbot.waitSignal(bar.chosen, check_params_cb=lambda key: key == "late"):
        bar.choose("late")
    assert [bar.chip(key).isChecked() for key in ("all", "late")] == [False, True]


def test_new_counts_keep_the_chosen_chip_without_telling(qtbot: QtBot, show: Show) -> None:
    bar = ChipBar()
    bar.set_chips([("all", "All", 14), ("late", "Late", 3)])
    show(bar)
    bar.choose("late")
    with qtbot.assertNotEmitted(bar.chosen):
        bar.set_chips([("all", "All", 1500), ("late", "Late", 4)])
        bar.set_chips([("late", "Late", 4), ("hold", "On hold", None)])
    assert bar.current() == "late"
    assert [bar.chip(key).text() for key in ("late", "hold")] == ["Late 4", "On hold"]
    bar.set_chips([("hold", "On hold", 1)])
    assert bar.current() == "hold"
