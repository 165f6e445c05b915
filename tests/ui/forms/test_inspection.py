"""One form for every stage: passed by keys, failed with words and the lines to redo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
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
