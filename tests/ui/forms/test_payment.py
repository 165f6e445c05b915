"""Deposits, payments in part or too much, refunds and wrong methods, by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.orders import OrderState
from garage.domain.settlements import Cover, PayMethod, ReceiptKind, Tender
from garage.errors import Reason
from garage.services import credit, payments, receipts, settlements
from garage.services.command import By
from garage.services.credit import OnAccount
from garage.services.orders import OrderPage
from garage.services.settlements import Terms
from garage.ui.desk import Desk
from garage.ui.forms import order_ways, ways_money
from garage.ui.forms.payment import ChangeMethodForm, DepositForm, PaymentForm, RefundForm
from garage.ui.kit import messages, second_press
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


def test_enter_pressed_twice_in_an_amount_pays_once_and_does_nothing_under_the_form(
    desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_press, "DEAF_MS", 5_000)
    under = QPushButton("under")
    qtbot.addWidget(under)
    reached: list[bool] = []
    under.setShortcut(QKeySequence("Return"))
    under.clicked.connect(reached.append)
    under.show()
    road.receive()
    form = DepositForm(None, desk, page())
    opened(form)
    amount = form.tenders.rows()[0].amount
    QTest.keyClicks(amount, "500")
    qtbot.keyClick(amount, ENTER)
    for widget in (amount, under):
        qtbot.keyClick(widget, ENTER)
    assert len(receipts.of_order(road.order)) == 1
    assert not reached
    second_press.count_every_press()


def test_a_deposit_without_an_amount_is_marked(
    desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    road.receive()
    form = DepositForm(None, desk, page())
    opened(form)
    qtbot.keyClick(form, ENTER, CTRL)
    assert form.body.boxes["tenders"].error.text()
    assert receipts.of_order(road.order) == []


def test_a_deposit_far_above_the_estimate_is_asked_about_and_taken_when_it_is_meant(
    language: str, desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    road.receive()
    form = DepositForm(None, desk, page())
    opened(form)
    amount, sure = form.tenders.rows()[0].amount, form.widget("sure")
    assert not sure.isVisible()
    QTest.keyClicks(amount, "5000")
    qtbot.keyClick(amount, ENTER)
    assert sure.hasFocus()
    asked = form.body.boxes["sure"].error.text()
    assert "¥5,000.00" in asked
    assert "¥1,680.32" in asked
    assert receipts.of_order(road.order) == []
    amount.selectAll()
    QTest.keyClicks(amount, "50000")
    assert not sure.isVisible(), "another amount is another question"
    qtbot.keyClick(amount, ENTER)
    qtbot.keyClick(sure, Qt.Key.Key_Space)
    qtbot.keyClick(form, ENTER, CTRL)
    assert receipts.balance(road.order).paid_fen == 5_000_000


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


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _over, title, text: said.append(f"{title} {text}"))
    return said


def test_after_another_tills_refund_the_figures_follow_and_what_was_typed_stays(
    language: str, desk: Desk, road: Road, page: Page, opened: Open, told: list[str]
) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 50_000)])
    form = RefundForm(None, desk, page())
    opened(form)
    QTest.keyClicks(form.widget("reason"), "not repaired")
    form.tenders.rows()[0].amount.setText("450")
    form.tenders.rows()[0].amount.textEdited.emit("450")
    other = By(road.mechanic, road.boss.at)
    number = payments.refund(other, road.order, [Tender(PayMethod.CASH, 20_000)], "x")
    assert not form.submit()
    assert "李师傅" in told[0]
    assert number in told[0]
    assert "¥500.00 → ¥300.00" in told[0]
    assert form.money.total.text() == "¥300.00"
    assert form.tenders.rows()[0].amount.text() == "450"
    assert form.widget("reason").text() == "not repaired"
    assert not form.submit(), "450 is more than there is now"
    form.tenders.rows()[0].amount.setText("300")
    assert form.submit()
    assert receipts.balance(road.order).paid_fen == 0


def test_an_amount_that_nobody_typed_follows_the_other_till(
    desk: Desk, road: Road, page: Page, opened: Open, told: list[str]
) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 50_000)])
    form = RefundForm(None, desk, page())
    opened(form)
    QTest.keyClicks(form.widget("reason"), "not repaired")
    payments.refund(road.boss, road.order, [Tender(PayMethod.CASH, 20_000)], "x")
    assert not form.submit()
    assert form.tenders.value() == [Tender(PayMethod.CASH, 30_000)]
    assert form.submit()
    assert len(told) == 1


def test_a_payment_taken_at_another_till_is_said_and_the_rest_is_asked_for(
    desk: Desk, road: Road, page: Page, opened: Open, told: list[str]
) -> None:
    settle(road)
    form = PaymentForm(None, desk, page())
    opened(form)
    payments.take_payment(road.boss, road.order, [Tender(PayMethod.CASH, 100_000)], Cover.PART)
    assert not form.submit()
    assert len(told) == 1
    assert form.money.total.text() == "¥680.32"
    assert form.submit()
    assert receipts.balance(road.order).owed_fen == 0


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
