"""One form for every stage: passed by keys, failed with words and the lines to redo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from garage.domain.inspections import InspectionResult, InspectionStage
from garage.domain.lines import LineStatus
from garage.domain.orders import OrderState
from garage.services import inspections, papers
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.inspection import InspectionForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road

CTRL = Qt.KeyboardModifier.ControlModifier
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]
Make = Callable[[InspectionStage], InspectionForm]


@pytest.fixture
def made(desk: Desk, road: Road, page: Page, opened: Open) -> Make:
    """The form of a stage, everything before it passed."""

    def make(stage: InspectionStage) -> InspectionForm:
        road.receive()
        road.authorise()
        road.dispatch()
        road.issue()
        road.work()
        if stage in {InspectionStage.LEADER, InspectionStage.FINAL}:
            road.check(InspectionStage.SELF, road.mechanic)
        if stage is InspectionStage.FINAL:
            road.check(InspectionStage.LEADER, road.leader)
        form = InspectionForm(None, desk, page(), stage)
        opened(form)
        return form

    return make


def test_p_for_every_item_and_ctrl_enter_passes(language: str, made: Make, page: Page, qtbot: QtBot) -> None:
    form = made(InspectionStage.SELF)
    for row in form.items.rows:
        qtbot.keyClick(row, Qt.Key.Key_P)
    assert form.widget("inspector").hasFocus()
    qtbot.keyClick(form.widget("inspector"), Qt.Key.Key_Return, CTRL)
    assert page().state is OrderState.SELF_CHECKED


def test_the_self_check_is_signed_by_who_worked(made: Make, road: Road) -> None:
    assert made(InspectionStage.SELF).widget("inspector").value() == road.mechanic


def test_the_final_inspection_offers_nobody_who_worked(made: Make, road: Road) -> None:
    choices = made(InspectionStage.FINAL).widget("inspector")
    choices.set_value(road.mechanic)
    assert choices.value() is None


def test_an_item_left_open_is_marked(made: Make, page: Page) -> None:
    form = made(InspectionStage.FINAL)
    form.items.rows[0].set_answer(True)
    assert not form.submit()
    assert form.body.boxes["items"].error.text()
    assert form.items.rows[1].hasFocus()
    assert page().state is OrderState.TEAM_CHECKED


def test_failing_asks_what_is_wrong_and_reopens_the_lines(made: Make, page: Page, road: Road) -> None:
    form = made(InspectionStage.FINAL)
    passed_words = form.save_button.text()
    assert not form.body.boxes[f"redo_{road.labour()[0].id}"].isVisible()
    for row in form.items.rows:
        row.set_answer(row is not form.items.rows[0])
    assert form.save_button.text() != passed_words
    assert form.body.boxes[f"redo_{road.labour()[0].id}"].isVisible()
    assert not form.submit()
    assert form.body.boxes["remark"].error.text()
    form.widget("remark").setPlainText("异响仍在")
    assert form.submit()
    assert page().state is OrderState.IN_WORK
    assert road.labour()[0].status is LineStatus.STARTED
    assert inspections.of_order(page().id)[-1].result is InspectionResult.FAIL


def test_at_least_one_line_goes_back(made: Make, road: Road) -> None:
    form = made(InspectionStage.LEADER)
    form.items.rows[0].set_answer(False)
    form.items.rows[1].set_answer(True)
    form.widget("remark").setPlainText("螺栓未紧")
    name = f"redo_{road.labour()[0].id}"
    form.widget(name).set_value(False)
    assert not form.submit()
    assert form.body.boxes[name].error.text()


def test_advice_goes_on_the_record_of_the_car(made: Make, page: Page) -> None:
    form = made(InspectionStage.LEADER)
    form.items.all_button.click()
    form._advice.set_rows([{"text": "后刹车片 3 mm", "safety": True}])
    assert form.submit()
    [advice] = papers.open_advice(page().vehicle_id)
    assert (advice.text, advice.safety) == ("后刹车片 3 mm", True)


def test_values_and_the_road_test_are_kept(made: Make, page: Page, road: Road, qtbot: QtBot) -> None:
    form = made(InspectionStage.FINAL)
    qtbot.keyClicks(form.items.rows[0], "5")
    form.items.all_button.click()
    form.widget("road_test_km").setText("86415")
    assert form.submit()
    final = inspections.of_order(page().id)[-1]
    assert (final.items[0].note, final.road_test_km) == ("5", 86_415)


def test_a_road_test_backwards_is_marked_and_kept(made: Make) -> None:
    form = made(InspectionStage.FINAL)
    form.items.all_button.click()
    form.widget("road_test_km").setText("86411")
    assert not form.submit()
    assert form.body.boxes["road_test_km"].error.text()
    assert form.widget("road_test_km").text() == "86411"


def test_only_stages_that_may_be_driven_ask_for_the_odometer(made: Make) -> None:
    assert "road_test_km" not in made(InspectionStage.LEADER).body.boxes


def test_the_second_round_says_what_was_wrong_in_the_first(
    language: str, desk: Desk, road: Road, page: Page, opened: Open
) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.check(InspectionStage.SELF, road.mechanic, passed=False)
    form = InspectionForm(None, desk, page(), InspectionStage.SELF)
    opened(form)
    said = " ".join(label.text() for label in form.findChildren(QLabel))
    assert "还有异响" in said
    assert "2" in said


def test_a_failed_self_check_offers_the_lines_without_choosing_any(made: Make, road: Road) -> None:
    form = made(InspectionStage.SELF)
    for row in form.items.rows:
        row.set_answer(row is not form.items.rows[0])
    name = f"redo_{road.labour()[0].id}"
    assert form.body.boxes[name].isVisible()
    assert not form.widget(name).value()
    form.items.rows[0].note.setText("漏装卡簧")
    assert form.submit()
    assert road.labour()[0].status is LineStatus.DONE
