"""Questions answered by key."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.errors import FieldError
from garage.ui.forms.check_list import CheckList


@pytest.fixture
def items(qtbot: QtBot) -> CheckList:
    made = CheckList(CHECK_ITEMS[InspectionStage.SELF])
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def test_p_and_f_answer_and_go_on_to_the_next_question(items: CheckList, qtbot: QtBot) -> None:
    qtbot.keyClick(items.rows[0], Qt.Key.Key_P)
    assert items.rows[1].hasFocus()
    qtbot.keyClick(items.rows[1], Qt.Key.Key_F)
    assert items.rows[2].hasFocus()
    assert items.failed()
    assert list(items.raw().values()) == [True, False, None]


def test_space_turns_an_answer_round_and_stays(items: CheckList, qtbot: QtBot) -> None:
    for expected in (True, False, True):
        qtbot.keyClick(items.rows[0], Qt.Key.Key_Space)
        assert items.rows[0].answer is expected
    assert items.rows[0].hasFocus()
    assert items.rows[0].passed.isChecked()


def test_an_unanswered_question_is_refused_and_gets_the_focus(items: CheckList, qtbot: QtBot) -> None:
    qtbot.keyClick(items.rows[0], Qt.Key.Key_P)
    with pytest.raises(FieldError):
        items.value()
    items.rows[2].setFocus()
    items.setFocus()
    assert items.rows[1].hasFocus()


def test_one_click_passes_all(items: CheckList, qtbot: QtBot) -> None:
    items.rows[1].set_answer(False)
    qtbot.mouseClick(items.all_button, Qt.MouseButton.LeftButton)
    assert set(items.value().values()) == {True}


def test_the_answer_is_told_to_screen_readers(items: CheckList) -> None:
    before = items.rows[0].accessibleName()
    items.rows[0].set_answer(True)
    assert items.rows[0].accessibleName() != before


@pytest.fixture
def noted(qtbot: QtBot) -> CheckList:
    made = CheckList(CHECK_ITEMS[InspectionStage.FINAL], noted=True)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def test_a_figure_begins_the_value_of_its_question(noted: CheckList, qtbot: QtBot) -> None:
    for key in "29":
        qtbot.keyClicks(noted.window().focusWidget(), key)
    assert noted.notes()["fault_gone"] == "29"
    assert noted.rows[0].answer is None


def test_n_goes_to_the_note_and_tab_from_it_to_the_next_question(noted: CheckList, qtbot: QtBot) -> None:
    qtbot.keyClick(noted.rows[0], Qt.Key.Key_N)
    assert noted.rows[0].note.hasFocus()
    qtbot.keyClicks(noted.rows[0].note, "fine")
    qtbot.keyClick(noted.rows[0].note, Qt.Key.Key_Tab)
    assert noted.rows[1].hasFocus()
    qtbot.keyClick(noted.rows[1], Qt.Key.Key_P)
    assert noted.rows[2].hasFocus()
    assert noted.notes()["fault_gone"] == "fine"


def test_a_failed_question_is_explained_by_its_note(noted: CheckList) -> None:
    noted.rows[1].set_answer(False)
    assert not noted.explained()
    noted.rows[1].note.setText("抖动")
    assert noted.explained()


def test_a_note_that_is_too_long_is_refused_at_the_list(noted: CheckList) -> None:
    noted.all_button.click()
    noted.rows[0].note.setText("长" * 81)
    with pytest.raises(FieldError) as error:
        noted.value()
    assert error.value.field == noted.field_name
