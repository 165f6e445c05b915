"""Nothing is cancelled, voided or closed without a sentence."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from garage.domain.orders import OrderState
from garage.domain.settlements import PayMethod, SettlementState, Tender
from garage.services import exit_passes, payments, receipts, settlements
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import reasons
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road

CTRL = Qt.KeyboardModifier.ControlModifier
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


def test_an_order_is_cancelled_with_a_reason(
    language: str, desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    road.receive()
    form = reasons.cancel_order(None, desk, page())
    opened(form)
    assert not form.submit()
    assert form.body.boxes["reason"].error.text()
    qtbot.keyClicks(form.widget("reason"), "changed his mind")
    qtbot.keyClick(form.widget("reason"), Qt.Key.Key_Return, CTRL)
    assert page().state is OrderState.CANCELLED
    assert page().cancel_reason == "changed his mind"


def test_parts_in_it_keep_an_order_from_being_cancelled(
    desk: Desk, road: Road, page: Page, opened: Open
) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    form = reasons.cancel_order(None, desk, page())
    opened(form)
    form.widget("reason").setPlainText("x")
    assert not form.submit()
    assert page().state is OrderState.DISPATCHED
    assert form.widget("reason").toPlainText() == "x"


def test_voiding_the_bill_says_that_its_money_stays_on_the_order(
    desk: Desk, road: Road, page: Page, opened: Open
) -> None:
    road.to_ready()
    road.settle()
    form = reasons.void_settlement(None, desk, page())
    opened(form)
    assert any("1,680.32" in label.text() for label in form.findChildren(QLabel))
    form.widget("reason").setPlainText("wrong customer")
    assert form.submit()
    assert page().state is OrderState.READY
    assert [row.state for row in settlements.of_order(page().id)] == [SettlementState.VOIDED]
    assert page().facts.paid_fen == 168_032
    assert not page().facts.pass_issued


def test_a_receipt_is_voided_while_no_pass_is_out(desk: Desk, road: Road, page: Page, opened: Open) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, settlements.Terms())
    payments.take_payment(desk.by(), road.order, [Tender(PayMethod.CARD, page().facts.payable_fen)])
    form = reasons.VoidReceiptForm(None, desk, page())
    opened(form)
    assert form.widget("reason").hasFocus()
    form.widget("reason").setPlainText("wrong card")
    assert form.submit()
    assert page().facts.paid_fen == 0
    assert [row for row in receipts.of_order(page().id) if row.stands] == []
    assert exit_passes.of_order(page().id) == []
