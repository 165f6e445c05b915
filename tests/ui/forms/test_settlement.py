"""The bill is settled once, by amounts that make it, with the slip beside it."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from garage.domain.orders import OrderState
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.services import payments, settlements
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.settlement import PaymentForm, SettlementForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road

CTRL = Qt.KeyboardModifier.ControlModifier
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def form(desk: Desk, road: Road, page: Page, opened: Open) -> SettlementForm:
    road.to_ready()
    made = SettlementForm(None, desk, page())
    opened(made)
    return made


def test_enter_settles_pays_and_issues_the_pass(
    language: str, form: SettlementForm, page: Page, qtbot: QtBot
) -> None:
    amount = form.tenders.rows()[0].amount
    assert amount.hasFocus()
    qtbot.keyClick(amount, Qt.Key.Key_Return)
    now = page()
    assert now.state is OrderState.SETTLED
    assert now.facts.pass_issued
    assert form.settled is not None
    [receipt] = payments.of_order(now.id)
    assert receipt.tenders == (Tender(PayMethod.WECHAT, 168_032),)


def test_the_slip_is_drawn_and_follows_what_is_typed(form: SettlementForm, qtbot: QtBot) -> None:
    assert form.slip.page_count() >= 1
    before = form.slip._pdf
    form.widget("rounding").set_value(RoundingOff.YUAN)
    form.widget("rounding").edited.emit()
    assert form.money.total.text() == "¥1,680.00"
    assert form.tenders.rows()[0].amount.text() == "1,680.00"
    qtbot.waitUntil(lambda: form.slip._pdf is not before, timeout=2000)


def test_a_double_click_settles_once(form: SettlementForm, page: Page, qtbot: QtBot) -> None:
    qtbot.mouseDClick(form.save_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    form.submit()
    assert len(settlements.of_order(page().id)) == 1
    assert len(payments.of_order(page().id)) == 1


def test_two_methods_add_up(form: SettlementForm, page: Page, qtbot: QtBot) -> None:
    first = form.tenders.rows()[0].amount
    first.selectAll()
    QTest.keyClicks(first, "1000")
    assert form.tenders.change_fen() is None
    form.tenders.add_button.click()
    second = form.tenders.rows()[1]
    assert second.amount.text() == "680.32"
    assert second.amount.hasFocus()
    qtbot.keyClick(second.amount, Qt.Key.Key_Return)
    [receipt] = payments.of_order(page().id)
    assert [tender.amount_fen for tender in receipt.tenders] == [100_000, 68_032]


def test_cash_gives_change(form: SettlementForm, qtbot: QtBot) -> None:
    form.tenders.set_method(PayMethod.CASH)
    form.tenders.setFocus()
    QTest.keyClicks(form.tenders.rows()[0].amount, "1700")
    assert "19.68" in form.tenders.outcome.text()
    assert form.submit()
    assert form.settled is not None
    assert form.settled.change_fen == 1_968


def test_too_little_is_said_and_stays(form: SettlementForm, page: Page, qtbot: QtBot) -> None:
    amount = form.tenders.rows()[0].amount
    QTest.keyClicks(amount, "16")
    qtbot.keyClick(amount, Qt.Key.Key_Return)
    assert page().state is OrderState.READY  # Enter only goes on to the next field
    assert not form.submit()
    assert form.body.boxes["tenders"].error.text()
    assert amount.text() == "16.00"


@pytest.mark.parametrize("typed", ["9999", "much"])
def test_a_discount_that_cannot_be_is_marked(form: SettlementForm, page: Page, typed: str) -> None:
    discount = form.widget("order_discount")
    discount.setFocus()
    QTest.keyClicks(discount, typed)
    assert not form.submit()
    assert form.body.boxes["order_discount"].error.text()
    assert page().state is OrderState.READY


def test_a_discount_says_why(form: SettlementForm, page: Page) -> None:
    discount = form.widget("order_discount")
    discount.setFocus()
    QTest.keyClicks(discount, "80.32")
    assert not form.submit()
    assert form.body.boxes["discount_reason"].error.text()
    form.widget("discount_reason").setText("old customer")
    assert form.submit()
    assert page().facts.payable_fen == 160_000


def test_the_next_service_is_the_cars_own(form: SettlementForm, desk: Desk, page: Page) -> None:
    assert form.widget("next_service_on").date() == date(2027, 5, 20)
    assert form.widget("next_service_km").km() == 96_412
    form.widget("next_service_on").setText("2026-11-01")
    assert not form.submit()
    assert form.body.boxes["next_service_on"].error.text()


def test_money_may_come_later(
    form: SettlementForm, desk: Desk, page: Page, opened: Open, qtbot: QtBot
) -> None:
    form.pay_later()
    assert page().state is OrderState.SETTLED
    assert payments.of_order(page().id) == []
    later = PaymentForm(None, desk, page())
    opened(later)
    assert later.money.total.text() == "¥1,680.32"
    qtbot.keyClick(later.tenders.rows()[0].amount, Qt.Key.Key_Return)
    assert page().facts.paid_fen == 168_032


def test_a_method_by_one_key(form: SettlementForm, qtbot: QtBot) -> None:
    qtbot.keyClick(form, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: form.tenders.value() == [Tender(PayMethod.ALIPAY, 168_032)])
