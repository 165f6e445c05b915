"""The customer's answer to a supplement, by keys alone, with what may follow from a refusal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from garage.domain.lines import LineStatus
from garage.domain.orders import ConsentChannel, OrderState, SupplementState
from garage.services import delays, order_lines, supplements, vehicle_history
from garage.services.orders import OrderPage
from garage.services.supplements import SupplementData, SupplementRow
from garage.ui.desk import Desk
from garage.ui.forms.supplement_answer import AnswerForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services import consent
from tests.services.consent import DISCS, FLUID, row, to_shop
from tests.services.road import Road
from tests.ui.conftest import Clock

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
RETURN = Qt.Key.Key_Return
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def shop(road: Road) -> Road:
    """The order is dispatched and its parts are drawn."""
    return to_shop(road)


def propose(road: Road, *, safety: bool = False, hold: bool = False) -> SupplementRow:
    """Discs and fluid."""
    consent.propose(road, DISCS, FLUID, safety=safety, hold=hold)
    return row(road)


def answer_form(road: Road, desk: Desk, page: Page, opened: Open) -> AnswerForm:
    form = AnswerForm(None, desk, page(), row(road))
    opened(form)
    return form


def test_the_customer_agrees_with_one_key(
    language: str, shop: Road, desk: Desk, page: Page, opened: Open
) -> None:
    propose(shop)
    form = answer_form(shop, desk, page, opened)
    assert next(iter(form.lines.ticks.values())).hasFocus()
    assert "1,940.32" in form.sums.text()
    QTest.keyClick(form.focusWidget(), RETURN, CTRL)
    assert row(shop).state is SupplementState.AUTHORISED
    assert len(page().lines) == 4


def test_a_line_is_declined_with_space_and_all_with_alt_n(
    shop: Road, desk: Desk, page: Page, opened: Open, qtbot: QtBot
) -> None:
    propose(shop)
    form = answer_form(shop, desk, page, opened)
    first, second = form.lines.ticks.values()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert form.lines.value() == [row(shop).lines[1].id]
    assert not form.widget("keep_advice").isHidden()
    QTest.keyClick(form, Qt.Key.Key_N, ALT)
    qtbot.waitUntil(lambda: form.lines.value() == [])
    QTest.keyClick(form, Qt.Key.Key_A, ALT)
    qtbot.waitUntil(lambda: form.lines.value() == [line.id for line in row(shop).lines])
    second.set_value(False)
    assert form.submit()
    assert [line.status for line in row(shop).lines] == [LineStatus.OPEN, LineStatus.DECLINED]


def test_declined_safety_work_asks_for_what_may_happen_and_becomes_advice(
    shop: Road, desk: Desk, page: Page, opened: Open
) -> None:
    propose(shop, safety=True)
    form = answer_form(shop, desk, page, opened)
    assert form.widget("consequence").isHidden()
    form.lines.set_all(False)
    consequence = form.widget("consequence")
    assert not consequence.isHidden()
    assert consequence.value()  # suggested by the kind of work
    consequence.setText("")
    assert not form.submit()
    assert form.body.boxes["consequence"].error.text()
    consequence.setText("The brakes may fail.")
    assert form.submit()
    [advice] = vehicle_history.advice(shop.vehicle)
    assert (advice.safety, advice.declined) == (True, True)


def test_a_proposed_time_that_has_passed_is_marked_and_agreed_on_anew(
    shop: Road, desk: Desk, page: Page, clock: Clock, opened: Open
) -> None:
    data = SupplementData("制动液含水量 4%", (FLUID,), promised_at=shop.boss.at + timedelta(hours=1))
    supplements.propose(shop.boss, shop.order, data)
    shop.forward(hours=2)
    form = answer_form(shop, desk, page, opened)
    assert not form.submit()
    assert form.body.boxes["promised_at"].error.text()
    form.widget("promised_at").set_moment(desk.now() + timedelta(hours=2))
    assert form.submit()
    assert page().reception.promised_at == desk.now() + timedelta(hours=2)


def test_a_delay_told_since_the_proposal_is_kept(shop: Road, desk: Desk, page: Page, opened: Open) -> None:
    consent.propose(shop, DISCS, promised_at=shop.boss.at + timedelta(hours=8))
    later = shop.boss.at + timedelta(hours=30)
    told = delays.DelayData("缺件", later, "王女士", shop.boss.at, note="138")
    delays.tell_delay(shop.boss, shop.order, told)
    assert answer_form(shop, desk, page, opened).widget("promised_at").moment() == later


def test_a_call_leaves_its_number_and_an_empty_note_is_marked(
    shop: Road, desk: Desk, page: Page, opened: Open
) -> None:
    propose(shop)
    form = answer_form(shop, desk, page, opened)
    channel, note = form.widget("channel"), form.widget("note")
    channel.set_value(ConsentChannel.PHONE)
    channel.edited.emit()
    assert note.text() == "138 0013 8000"
    note.setText("")
    assert not form.submit()
    assert form.body.boxes["note"].error.text()
    assert row(shop).waits


def test_the_customer_was_reached_and_answers_later(shop: Road, desk: Desk, page: Page, opened: Open) -> None:
    propose(shop, safety=True)
    form = answer_form(shop, desk, page, opened)
    form.lines.set_all(False)
    form.widget("consequence").setText("")
    form.answer_later()
    assert row(shop).state is SupplementState.CONTACTED
    assert not form.isVisible()


def test_an_answer_takes_a_job_up_again_that_waited_for_it(
    shop: Road, desk: Desk, page: Page, opened: Open
) -> None:
    propose(shop, hold=True)
    form = answer_form(shop, desk, page, opened)
    assert form.widget("go_on").value()
    assert form.submit()
    assert page().state is OrderState.DISPATCHED


def test_an_answer_to_what_was_changed_meanwhile_loads_the_new_lines(
    shop: Road, desk: Desk, page: Page, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = propose(shop)
    form = answer_form(shop, desk, page, opened)
    data = SupplementData("前制动盘磨损超限", (replace(FLUID, unit_price_fen=9_000),))
    supplements.change(shop.boss, made.id, made.version, data)
    monkeypatch.setattr("garage.ui.kit.messages.stale", lambda _parent, _error: "reload")
    assert not form.submit()
    assert form.lines.value() == [row(shop).lines[0].id]
    assert form.submit()
    assert order_lines.order_totals(page().lines).net_fen == 168_032 + 9_000
