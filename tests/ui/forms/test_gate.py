"""The car leaves with its pass."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from garage.domain.exit_passes import PassState
from garage.domain.orders import OrderState
from garage.services import exit_passes
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.gate import GateForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road

CTRL = Qt.KeyboardModifier.ControlModifier
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def form(desk: Desk, road: Road, page: Page, opened: Open) -> GateForm:
    road.to_ready()
    road.settle()
    made = GateForm(None, desk, page())
    opened(made)
    return made


def test_ctrl_enter_uses_the_pass_up(language: str, form: GateForm, page: Page, qtbot: QtBot) -> None:
    odo = form.widget("odo")
    assert odo.hasFocus()
    assert odo.text() == "86,412"
    qtbot.keyClicks(odo, "86414")
    qtbot.keyClick(odo, Qt.Key.Key_Return, CTRL)
    assert page().state is OrderState.EXITED
    assert page().odo_out == 86_414
    assert [row.state for row in exit_passes.of_order(page().id)] == [PassState.USED]


def test_a_jump_has_to_be_confirmed(form: GateForm, page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.widget("odo"), "99000")
    assert not form.body.boxes["odo_confirmed"].isVisible()
    assert not form.submit()
    assert form.body.boxes["odo_confirmed"].isVisible()
    form.widget("odo_confirmed").set_value(True)
    assert form.submit()
    assert page().odo_out == 99_000


def test_fewer_kilometres_than_at_reception_are_refused_at_the_field(
    form: GateForm, page: Page, qtbot: QtBot
) -> None:
    qtbot.keyClicks(form.widget("odo"), "80000")
    assert not form.submit()
    assert form.body.boxes["odo"].error.text()
    assert form.widget("odo").km() == 80_000
    assert page().state is OrderState.SETTLED
