"""Printing in the settings: each kind of document gets its printer, paper and copies before it is printed."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from garage.ui.desk import Desk
from garage.ui.forms import print_habits
from garage.ui.forms.print_section import PrintHabitForm, PrintSection
from garage.ui.kit import print_system
from garage.ui.kit.remembered import PrintHabit, remember_print

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def printers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The printers of this computer; a test may take one away."""
    names = ["Office", "Counter"]
    monkeypatch.setattr(print_system, "printer_names", lambda: list(names))
    return names


@pytest.fixture
def section(printers: list[str], qtbot: QtBot, desk: Desk) -> PrintSection:
    made = PrintSection(desk)
    qtbot.addWidget(made)
    made.show()
    made.refresh("receipt")
    return made


def form_of(section: PrintSection, qtbot: QtBot) -> PrintHabitForm:
    form = section.findChildren(PrintHabitForm)[-1]
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def test_how_a_kind_is_printed_is_set_beforehand(section: PrintSection, qtbot: QtBot) -> None:
    assert section.list.current_row().printer == "Default printer"
    qtbot.keyClick(section.list, Qt.Key.Key_Return)
    form = form_of(section, qtbot)
    form.widget("printer").set_value("Counter")
    form.widget("paper").set_value("80mm")
    form.widget("copies").setText("2")
    qtbot.keyClick(form.widget("copies"), Qt.Key.Key_Return, CONTROL)
    assert print_habits.habit("receipt") == PrintHabit("Counter", "80mm", 2)
    assert section.list.current_row().printer == "Counter"
    assert print_habits.habit("exit_pass") == print_habits.usual("exit_pass")


def test_no_copies_are_refused_at_the_field(section: PrintSection, qtbot: QtBot) -> None:
    section.open_current()
    form = form_of(section, qtbot)
    form.widget("copies").setText("0")
    qtbot.keyClick(form.widget("copies"), Qt.Key.Key_Return, CONTROL)
    assert form.body.boxes["copies"].error.text() == "At least one."
    assert form.widget("copies").text() == "0"
    assert print_habits.habit("receipt") == print_habits.usual("receipt")
    form.mark_clean()


def test_a_printer_that_is_gone_is_shown_as_gone_and_kept_until_another_is_chosen(
    section: PrintSection, printers: list[str], qtbot: QtBot
) -> None:
    remember_print("receipt", PrintHabit("Counter", "80mm", 2))
    printers.remove("Counter")
    section.refresh("receipt")
    assert section.list.current_row().printer == "Counter (gone)"
    section.open_current()
    assert form_of(section, qtbot).submit()
    assert print_habits.habit("receipt") == PrintHabit("Counter", "80mm", 2)


def test_every_line_says_how_its_kind_is_printed(language: str, section: PrintSection) -> None:
    rows = section.list.rows()
    for row in range(rows.rowCount()):
        assert all(rows.index(row, column).data() for column in range(rows.columnCount()))
