"""Before a car is ready: three keys when all is well, words when it is not, and where it stands."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.orders import OrderState
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.ready import ParkingForm, ReadyForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road

Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def form(desk: Desk, road: Road, page: Page, opened: Open) -> ReadyForm:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.inspect()
    made = ReadyForm(None, desk, page())
    opened(made)
    return made


@pytest.mark.usefixtures("language")
def test_enter_passes_the_list_and_enter_makes_the_car_ready(
    form: ReadyForm, page: Page, qtbot: QtBot
) -> None:
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    assert form.widget("parking_spot").hasFocus()
    qtbot.keyClicks(form.focusWidget(), "A3")
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    assert form.save_button.hasFocus()
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    assert (page().state, page().parking_spot) == (OrderState.READY, "A3")


def test_a_car_that_was_not_washed_is_asked_only_what_was_left_in_it(form: ReadyForm) -> None:
    assert [row.code for row in form.items.rows] == [
        code for code, _words in CHECK_ITEMS[InspectionStage.READY]
    ]


def test_something_left_behind_needs_words_and_the_car_is_not_ready(form: ReadyForm, page: Page) -> None:
    form.items.all_button.click()
    assert not form.body.boxes["remark"].isVisible()
    form.items.rows[0].set_answer(False)
    assert form.body.boxes["remark"].isVisible()
    form.widget("parking_spot").setText("B1")
    assert not form.submit()
    assert form.body.boxes["remark"].error.text()
    form.widget("remark").setPlainText("后座有抹布")
    assert form.submit()
    assert (page().state, page().parking_spot) == (OrderState.FINAL_PASSED, "B1")


def test_a_spot_that_is_too_long_is_marked_and_kept(form: ReadyForm) -> None:
    form.items.all_button.click()
    form.widget("parking_spot").setText("很" * 41)
    assert not form.submit()
    assert form.body.boxes["parking_spot"].error.text()
    assert form.widget("parking_spot").text() == "很" * 41


@pytest.mark.usefixtures("language", "form")
def test_the_spot_can_be_changed_alone(desk: Desk, page: Page, opened: Open, qtbot: QtBot) -> None:
    parking = ParkingForm(None, desk, page())
    opened(parking)
    qtbot.keyClicks(parking.focusWidget(), "C2")
    qtbot.keyClick(parking.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page().parking_spot == "C2"
