"""Recommended work is given, worded anew, declined with a name and closed."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.advice import AdviceState, suggested_consequence
from garage.services import advice, vehicle_history
from garage.services.advice import AdviceData
from garage.services.orders import OrderPage
from garage.services.vehicle_history import AdviceRow
from garage.ui.desk import Desk
from garage.ui.forms.advice import AdviceForm, DeclineForm, close_advice
from garage.ui.forms.advice_panel import AdvicePanel
from garage.ui.forms.shop_floor_lines import WorkDialog
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road
from tests.ui.forms.conftest import Hand

CTRL = Qt.KeyboardModifier.ControlModifier
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def given(desk: Desk, road: Road) -> AdviceRow:
    road.receive()
    advice.recommend(desk.by(), road.order, AdviceData("后制动片剩 3 mm", safety=True))
    [row] = vehicle_history.advice(road.vehicle)
    return row


def test_safety_work_declined_at_once_names_the_danger_and_who_declined(
    language: str, desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    road.receive()
    form = AdviceForm(None, desk, page())
    opened(form)
    assert form.widget("advice").hasFocus()
    assert not form.body.boxes["consequence"].isVisible()
    form.widget("advice").setPlainText("右前轮胎鼓包")
    form.widget("safety").setChecked(True)
    assert form.widget("consequence").toPlainText() == suggested_consequence("右前轮胎鼓包")
    form.widget("declined").setChecked(True)
    assert form.widget("signed_by").text() == "王女士"
    form.widget("due_km").setText("90000")
    qtbot.keyClick(form.widget("due_km"), Qt.Key.Key_Return, CTRL)
    [row] = vehicle_history.advice(road.vehicle)
    assert (row.state, row.signed_by, row.due_km) == (AdviceState.DECLINED, "王女士", 90_000)


def test_words_that_a_person_wrote_are_not_replaced(desk: Desk, road: Road, page: Page, opened: Open) -> None:
    road.receive()
    form = AdviceForm(None, desk, page())
    opened(form)
    form.widget("safety").setChecked(True)
    form.widget("consequence").setPlainText("会爆胎")
    form.widget("advice").setPlainText("前制动盘")
    assert form.widget("consequence").toPlainText() == "会爆胎"
    form.widget("declined").setChecked(True)
    form.widget("signed_by").clear()
    assert not form.submit()
    assert form.body.boxes["signed_by"].error.text()
    assert form.widget("consequence").toPlainText() == "会爆胎"
    assert vehicle_history.advice(road.vehicle) == ()


def test_advice_is_worded_anew(desk: Desk, given: AdviceRow, page: Page, opened: Open) -> None:
    form = AdviceForm(None, desk, page(), given)
    opened(form)
    form.widget("advice").setPlainText("更换后制动片和制动盘")
    form.widget("due_on").setText("2027-03-01")
    assert form.submit()
    [row] = vehicle_history.advice(page().vehicle_id)
    assert (row.text, row.due_on) == ("更换后制动片和制动盘", date(2027, 3, 1))


def test_a_refusal_is_recorded_by_keyboard(
    language: str, desk: Desk, given: AdviceRow, page: Page, opened: Open, qtbot: QtBot
) -> None:
    form = DeclineForm(None, desk, page(), given)
    opened(form)
    assert form.widget("signed_by").hasFocus()
    assert form.widget("consequence").toPlainText() == given.consequence
    qtbot.keyClicks(form.widget("signed_by"), "Wang")
    qtbot.keyClick(form.widget("signed_by"), Qt.Key.Key_Return, CTRL)
    [row] = vehicle_history.advice(page().vehicle_id)
    assert (row.signed_by, row.declined_at) == ("Wang", desk.now())


def test_safety_work_is_not_declined_by_nobody(
    desk: Desk, given: AdviceRow, page: Page, opened: Open
) -> None:
    form = DeclineForm(None, desk, page(), given)
    opened(form)
    form.widget("signed_by").clear()
    assert not form.submit()
    assert form.body.boxes["signed_by"].error.text()


def test_advice_is_closed_with_a_reason(desk: Desk, given: AdviceRow, page: Page, opened: Open) -> None:
    form = close_advice(None, desk, given)
    opened(form)
    assert not form.submit()
    form.widget("reason").setPlainText("在别处做了")
    assert form.submit()
    assert vehicle_history.advice(page().vehicle_id) == ()


def test_a_mechanic_recommends_from_the_work(
    desk: Desk, road: Road, page: Page, hand: Hand, qtbot: QtBot
) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    page()
    dialog = WorkDialog(None, desk, road.order)
    qtbot.addWidget(dialog)
    dialog.show()

    def write(form: FormDialog) -> None:
        form.widget("advice").setPlainText("转向拉杆球头松旷")
        form.submit()

    hand.will("advice_form", write)
    dialog.findChild(QPushButton, "recommend").click()
    assert [row.text for row in vehicle_history.advice(road.vehicle)] == ["转向拉杆球头松旷"]


def test_the_panel_shows_what_presses_most_and_the_way_to_the_rest(
    language: str, desk: Desk, given: AdviceRow, page: Page, road: Road, qtbot: QtBot
) -> None:
    advice.recommend(desk.by(), road.order, AdviceData("四轮定位", due_on=desk.today()))
    rows = vehicle_history.advice(road.vehicle)
    panel = AdvicePanel()
    qtbot.addWidget(panel)
    panel.set_rows([], may_add=True, today=desk.today(), odometer_km=None)
    assert panel.isHidden()
    panel.set_rows(rows[::-1], may_add=True, today=desk.today(), odometer_km=None)
    panel.show()
    asked: list[object] = []
    panel.wanted.connect(asked.append)
    panel.findChild(QPushButton, f"take_advice_{given.id}").click()
    assert asked == [given]
    with qtbot.waitSignal(panel.all_asked):
        panel.findChild(QPushButton, "more_advice").click()
    panel.set_rows(rows, may_add=False, today=desk.today(), odometer_km=None)
    assert [one.objectName() for one in panel._inside if isinstance(one, QPushButton)] == [
        f"decline_advice_{given.id}",
        f"close_advice_{given.id}",
        "more_advice",
    ]
