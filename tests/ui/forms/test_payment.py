"""Deposits, payments in part or too much, refunds and wrong methods, by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.orders import OrderState
from garage.domain.settlements import Cover, PayMethod, ReceiptKind, Tender
from garage.errors import Reason
from garage.services import credit, payments, receipts, settlements
from garage.services.credit import OnAccount
from garage.services.orders import OrderPage
from garage.services.settlements import Terms
from garage.ui.desk import Desk
from garage.ui.forms import order_ways, ways_money
from garage.ui.forms.payment import ChangeMethodForm, DepositForm, PaymentForm, RefundForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road
from tests.ui.forms.conftest import Hand

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
BILL = 168_032
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


def settle(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())


def choose(form: PaymentForm, cover: Cover) -> None:
    """As a person does who picks it from the list."""
    field = form.widget("cover")
    field.set_value(cover)
    field.edited.emit()


def test_a_deposit_is_typed_and_entered(
    language: str, desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    road.receive()
    form = DepositForm(None, desk, page())
    opened(form)
    amount = form.tenders.rows()[0].amount
    assert amount.hasFocus()
    qtbot.keyClick(amount, ENTER)
    assert form.isVisible()
    QTest.keyClicks(amount, "500")
    qtbot.keyClick(amount, ENTER)
    [row] = receipts.of_order(road.order)
    assert (row.no, row.kind, row.total_fen) == (form.receipt_no, ReceiptKind.DEPOSIT, 50_000)


def test_a_deposit_without_an_amount_is_marked(
    desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    road.receive()
    form = DepositForm(None, desk, page())
    opened(form)
    qtbot.keyClick(form, ENTER, CTRL)
    assert form.body.boxes["tenders"].error.text()
    assert receipts.of_order(road.order) == []


def test_less_is_taken_only_when_a_part_is_chosen(
    language: str, desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    settle(road)
    form = PaymentForm(None, desk, page())
    opened(form)
    amount = form.tenders.rows()[0].amount
    QTest.keyClicks(amount, "1000")
    qtbot.keyClick(form, ENTER, CTRL)
    assert form.body.boxes["tenders"].error.text()
    assert amount.text() == "1000"
    choose(form, Cover.PART)
    assert amount.text() == "1000"
    assert "680.32" in form.tenders.outcome.text()
    qtbot.keyClick(form, ENTER, CTRL)
    assert page().facts.paid_fen == 100_000


def test_a_part_that_covers_all_gives_change_in_cash(
    desk: Desk, road: Road, page: Page, opened: Open
) -> None:
    settle(road)
    form = PaymentForm(None, desk, page())
    opened(form)
    choose(form, Cover.PART)
    form.tenders.set_method(PayMethod.CASH)
    assert form.tenders.rows()[0].amount.text() == ""
    QTest.keyClicks(form.tenders.rows()[0].amount, "1700")
    assert form.submit()
    assert form.paid is not None
    assert form.paid[1] == 1_968


def test_too_much_is_taken_only_when_it_is_meant(
    desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    settle(road)
    form = PaymentForm(None, desk, page())
    opened(form)
    form.tenders.set_method(PayMethod.TRANSFER)
    form.tenders.setFocus()
    QTest.keyClicks(form.tenders.rows()[0].amount, "2000")
    assert not form.submit()
    choose(form, Cover.OVER)
    assert "319.68" in form.tenders.outcome.text()
    qtbot.keyClick(form.tenders.rows()[0].amount, ENTER)
    assert receipts.balance(road.order).refundable_fen == 31_968


def test_money_goes_back_as_it_came_with_a_reason(
    language: str, desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.ALIPAY, 50_000)])
    form = RefundForm(None, desk, page())
    opened(form)
    assert form.tenders.value() == [Tender(PayMethod.ALIPAY, 50_000)]
    reason = form.widget("reason")
    assert reason.hasFocus()
    assert not form.submit()
    assert form.body.boxes["reason"].error.text()
    QTest.keyClicks(reason, "not repaired")
    qtbot.keyClick(reason, ENTER, CTRL)
    assert page().facts.paid_fen == 0
    assert receipts.of_order(road.order)[-1].reason == "not repaired"


def test_more_than_there_is_does_not_go_back(desk: Desk, road: Road, page: Page, opened: Open) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.ALIPAY, 50_000)])
    form = RefundForm(None, desk, page())
    opened(form)
    QTest.keyClicks(form.widget("reason"), "x")
    form.tenders.rows()[0].amount.setText("500.01")
    assert not form.submit()
    assert "500.00" in form.body.boxes["tenders"].error.text()


def test_a_wrong_method_is_changed_and_the_sum_stays(
    language: str, desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    road.to_ready()
    road.settle(Tender(PayMethod.CASH, BILL))
    form = ChangeMethodForm(None, desk, page())
    opened(form)
    amount = form.tenders.rows()[0].amount
    assert amount.hasFocus()
    qtbot.keyClick(amount, ENTER)
    rows = receipts.of_order(road.order)
    assert [row.total_fen for row in rows] == [BILL, -BILL, BILL]
    assert rows[-1].tenders == (Tender(PayMethod.WECHAT, BILL),)


def test_an_order_with_a_deposit_is_cancelled_after_the_money_went_back(
    desk: Desk, road: Road, page: Page, hand: Hand, qtbot: QtBot
) -> None:
    """The reason that keeps the order from being cancelled opens the refund, and its receipt follows."""
    window = QWidget()
    qtbot.addWidget(window)
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 50_000)])

    def fill(form: QWidget) -> None:
        form.widget("reason").setText("no repair")
        QTest.keyClick(form, ENTER, CTRL)

    hand.will("refund_form", fill)
    hand.press("pdf_preview", Qt.Key.Key_Escape)
    assert order_ways.resolve(Reason("money_in", "", "money"), window, desk, page())
    hand.will("reason_form", lambda form: form.widget("reason").setPlainText("no repair") or form.submit())
    assert order_ways.cancel(window, desk, page())
    assert page().state is OrderState.CANCELLED


@pytest.mark.parametrize(
    ("stage", "offered"),
    [
        ("received", {"take_deposit"}),
        ("deposit", {"take_deposit", "refund", "change_method", "void_receipt"}),
        ("billed", {"on_account", "allowance", "invoice"}),
        ("account", {"take_payment", "off_account", "allowance", "invoice"}),
    ],
)
def test_only_what_is_possible_with_the_money_is_offered(
    desk: Desk, road: Road, page: Page, stage: str, offered: set[str]
) -> None:
    if stage in {"received", "deposit"}:
        road.receive()
    else:
        settle(road)
    if stage == "deposit":
        payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 50_000)])
    if stage == "account":
        credit.put_on_account(road.boss, road.order, OnAccount(road.boss.staff_id, override="x"))
    now = page()
    legal = {known.name for known in ways_money.MORE if known.legal(now)}
    money = {"take_deposit", "take_payment", "refund", "on_account", "off_account", "allowance", "invoice"}
    money |= {"change_method", "void_receipt"}
    assert legal & money == offered
