"""A job waits, is late, or loses a line: each through its own form, by keys alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.order_steps import OrderAct
from garage.domain.orders import HoldReason, OrderState
from garage.errors import Reason
from garage.services import delays, holds, order_lines, waits, workshop
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import order_steps
from garage.ui.forms.delay import DelayForm
from garage.ui.forms.drop_line import DropLineForm
from garage.ui.forms.hold import HoldForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.consent import to_shop
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import Hand

CTRL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def shop(road: Road) -> Road:
    """The order is dispatched and its parts are drawn."""
    return to_shop(road)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_job_is_put_on_hold_and_the_next_step_takes_it_up_again(
    language: str, shop: Road, desk: Desk, page: Page, window: QWidget, hand: Hand
) -> None:
    workshop.start_line(shop.boss, shop.labour()[0].id, shop.mechanic)
    hand.will("hold_form", lambda form: (form.widget("reason").set_value(HoldReason.PARTS), form.submit()))
    assert order_steps.take(OrderAct.HOLD, window, desk, page())
    assert page().state is OrderState.ON_HOLD
    coming = order_steps.next_of(page())
    assert coming is not None
    assert coming.act is OrderAct.RESUME
    assert order_steps.take(coming.act, window, desk, page())
    assert page().state is OrderState.IN_WORK


def test_missing_parts_suggest_the_reason_and_name_themselves(
    road: Road, desk: Desk, page: Page, opened: Open
) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    form = HoldForm(None, desk, page())
    opened(form)
    assert (form.widget("reason").value(), form.widget("note").value()) == (HoldReason.PARTS, "前刹车片")
    form.widget("reason").set_value(HoldReason.CUSTOMER)
    form.widget("reason").edited.emit()
    assert not form.submit()
    assert form.body.boxes["note"].error.text()
    QTest.keyClicks(form.widget("note"), "brings the key")
    assert form.submit()
    assert holds.of_order(road.order)[0].note == "brings the key"


def test_a_line_of_a_held_job_leads_to_going_on(shop: Road, desk: Desk, page: Page, window: QWidget) -> None:
    holds.hold(shop.boss, shop.order, HoldReason.PARTS)
    assert order_steps.resolve(Reason("on_hold", "", "hold"), window, desk, page())
    assert page().state is OrderState.DISPATCHED


def test_a_part_that_is_short_leads_to_the_hold(
    shop: Road, desk: Desk, page: Page, window: QWidget, hand: Hand
) -> None:
    hand.save("hold_form")
    assert order_steps.resolve(Reason("short", "", "stock"), window, desk, page())
    assert waits.spans(shop.order)[0][0] is HoldReason.PARTS


def test_a_delay_is_told_with_a_new_time(
    language: str, shop: Road, desk: Desk, page: Page, clock: Clock, opened: Open
) -> None:
    shop.forward(hours=6)
    form = DelayForm(None, desk, page())
    opened(form)
    assert form.widget("reason").hasFocus()
    assert form.widget("promised_at").moment() > desk.now()
    assert form.widget("note").text() == "138 0013 8000"
    QTest.keyClicks(form.widget("reason"), "the part comes later")
    QTest.keyClick(form.focusWidget(), RETURN, CTRL)
    [told] = delays.of_order(shop.order)
    assert page().reception.promised_at == told.promised_at


def test_a_delay_without_reason_or_to_an_earlier_time_is_marked(
    shop: Road, desk: Desk, page: Page, opened: Open
) -> None:
    form = DelayForm(None, desk, page())
    opened(form)
    assert not form.submit()
    assert form.body.boxes["reason"].error.text()
    QTest.keyClicks(form.widget("reason"), "late")
    form.widget("promised_at").set_moment(desk.now() + timedelta(minutes=5))
    assert not form.submit()
    assert form.body.boxes["promised_at"].error.text()
    assert delays.of_order(shop.order) == []


def test_a_line_is_taken_off_with_a_reason(
    language: str, shop: Road, desk: Desk, page: Page, opened: Open
) -> None:
    form = DropLineForm(None, desk, page())
    opened(form)
    assert form.widget("line").value() == shop.labour()[0].id  # parts are drawn on the other one
    assert not form.submit()
    assert form.body.boxes["reason"].error.text()
    QTest.keyClicks(form.widget("reason"), "not wanted")
    assert form.submit()
    assert order_lines.order_totals(page().lines).net_fen == 120_032
