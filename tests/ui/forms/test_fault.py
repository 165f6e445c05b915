"""The class of a fault, its times, and telling somebody above."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.fault_clock import FaultClass
from garage.services import fault_clock, fault_limits
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.fault import EscalateForm, FaultClassForm
from garage.ui.forms.fault_times import FaultTimesSection
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road

CTRL = Qt.KeyboardModifier.ControlModifier
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


def type_words(widget: QWidget, words: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def dispatched(road: Road) -> Road:
    road.receive()
    road.authorise()
    road.dispatch()
    return road


@pytest.mark.usefixtures("language", "dispatched")
def test_the_class_is_chosen_by_keys(desk: Desk, page: Page, opened: Open, qtbot: QtBot) -> None:
    form = FaultClassForm(None, desk, page())
    opened(form)
    assert form.widget("fault_class").value() is FaultClass.ORDINARY
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert fault_clock.of_order(page().id).fault_class is FaultClass.MAJOR


def test_dispatch_suggests_the_class_and_takes_another(
    desk: Desk, road: Road, page: Page, opened: Open
) -> None:
    road.receive()
    road.authorise()
    form = DispatchForm(None, desk, page())
    opened(form)
    assert form.widget("fault_class").value() is FaultClass.ORDINARY
    form.widget("fault_class").set_value(FaultClass.DIFFICULT)
    assert form.submit()
    assert fault_clock.of_order(page().id).fault_class is FaultClass.DIFFICULT


@pytest.mark.usefixtures("language", "dispatched")
def test_somebody_above_is_told_with_what_holds_it_up(
    desk: Desk, page: Page, opened: Open, qtbot: QtBot
) -> None:
    form = EscalateForm(None, desk, page())
    opened(form)
    assert not form.submit()
    assert form.body.boxes["note"].error.text()
    type_words(form.widget("note"), "等制动盘")
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert fault_clock.of_order(page().id).escalated_to == "张三"


@pytest.mark.usefixtures("language")
def test_times_are_typed_in_hours_and_kept_in_minutes(desk: Desk, qtbot: QtBot) -> None:
    section = FaultTimesSection(desk)
    qtbot.addWidget(section, before_close_func=FormDialog.mark_clean)
    section.show()
    section.widget("SIMPLE").setText("1.5")
    section.widget("wait").setText("20")
    assert section.submit()
    limits = fault_limits.limits()
    assert (limits.wait, limits.of(FaultClass.SIMPLE)) == (20, 90)
    assert section.widget("SIMPLE").text() == "1.5"


def test_a_harder_fault_with_less_time_is_marked_and_kept(desk: Desk, qtbot: QtBot) -> None:
    section = FaultTimesSection(desk)
    qtbot.addWidget(section, before_close_func=FormDialog.mark_clean)
    section.show()
    section.widget("MAJOR").setText("3")
    assert not section.submit()
    assert section.body.boxes["MAJOR"].error.text()
    assert section.widget("MAJOR").text() == "3"
    assert fault_limits.limits().of(FaultClass.MAJOR) == 24 * 60
