"""The bill is settled once, by amounts that make it, with the slip beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.lines import PayType
from garage.domain.orders import OrderState
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.services import concessions, payments, receipts, settlements
from garage.services.command import By
from garage.services.order_lines import LineData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.payment import PaymentForm
from garage.ui.forms.settlement import Rest, SettlementForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road
from tests.ui.forms.conftest import Hand

ALT = Qt.KeyboardModifier.AltModifier
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
    [receipt] = receipts.of_order(now.id)
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
    assert len(receipts.of_order(page().id)) == 1


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
    [receipt] = receipts.of_order(page().id)
    assert [tender.amount_fen for tender in receipt.tenders] == [100_000, 68_032]


def test_a_method_by_one_key_leaves_the_other_rows_as_they_are(form: SettlementForm, qtbot: QtBot) -> None:
    """Part by WeChat, the rest in cash, without the mouse."""
    tenders = form.tenders
    qtbot.keyClick(form, Qt.Key.Key_1, ALT)
    tenders.rows()[0].amount.setText("20")
    rest = tenders._payable_fen - 2_000
    qtbot.keyClick(form, Qt.Key.Key_A, ALT)
    qtbot.waitUntil(tenders.rows()[1].amount.hasFocus)
    qtbot.keyClick(form, Qt.Key.Key_3, ALT)
    assert tenders.value() == [Tender(PayMethod.WECHAT, 2_000), Tender(PayMethod.CASH, rest)]
    assert tenders.rows()[1].amount.hasFocus()


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


def test_the_foot_says_the_bill_while_it_is_typed(form: SettlementForm) -> None:
    foot = form.findChild(QLabel, "foot_words")
    assert "¥1,680.32" in foot.text()
    form.widget("order_discount").setFocus()
    QTest.keyClicks(form.widget("order_discount"), "80")
    rounding = form.widget("rounding")
    rounding.set_value(RoundingOff.YUAN)
    rounding.edited.emit()
    bill, discount, rounded = foot.text().split(" · ")
    assert bill.endswith("¥1,600.00")
    assert discount.endswith("-¥80.00")
    assert rounded.endswith("-¥0.32")
    assert "¥1,600.00" in form.save_button.text()


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
    assert receipts.of_order(page().id) == []
    later = PaymentForm(None, desk, page())
    opened(later)
    assert later.money.total.text() == "¥1,680.32"
    qtbot.keyClick(later.tenders.rows()[0].amount, Qt.Key.Key_Return)
    assert page().facts.paid_fen == 168_032


def test_a_method_by_one_key(form: SettlementForm, qtbot: QtBot) -> None:
    qtbot.keyClick(form, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: form.tenders.value() == [Tender(PayMethod.ALIPAY, 168_032)])


def choose_rest(form: SettlementForm, rest: Rest) -> None:
    """As a person does who picks it from the list."""
    form.widget("rest").set_value(rest)
    form.widget("rest").edited.emit()


@pytest.fixture
def opened_on(desk: Desk, road: Road, page: Page, opened: Open) -> Callable[..., SettlementForm]:
    """The form over an order with these lines."""

    def show(*lines: LineData, deposit_fen: int = 0) -> SettlementForm:
        road.to_ready(*lines)
        if deposit_fen:
            payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, deposit_fen)])
        made = SettlementForm(None, desk, page())
        opened(made)
        return made

    return show


def test_a_deposit_is_counted_on_screen_and_in_the_books(
    language: str, opened_on: Callable[..., SettlementForm], page: Page, qtbot: QtBot
) -> None:
    form = opened_on(deposit_fen=50_000)
    assert form.money.total.text() == "¥1,180.32"
    assert form.tenders.rows()[0].amount.text() == "1,180.32"
    qtbot.keyClick(form.tenders.rows()[0].amount, Qt.Key.Key_Return)
    now = page()
    assert (now.facts.paid_fen, now.facts.pass_issued) == (168_032, True)


def test_a_deposit_above_the_bill_needs_no_payment(
    opened_on: Callable[..., SettlementForm], page: Page, qtbot: QtBot
) -> None:
    form = opened_on(deposit_fen=200_000)
    assert not form.body.boxes["tenders"].isVisible()
    assert not form.body.boxes["rest"].isVisible()
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    assert page().facts.pass_issued
    assert receipts.balance(page().id).refundable_fen == 31_968


def test_a_part_now_and_the_rest_on_account_in_one_go(
    language: str, form: SettlementForm, page: Page, qtbot: QtBot
) -> None:
    choose_rest(form, Rest.ON_ACCOUNT)
    assert form.body.boxes["approved_by"].isVisible()
    assert form.body.boxes["override"].isVisible()
    assert form.tenders.rows()[0].amount.text() == ""
    QTest.keyClicks(form.tenders.rows()[0].amount, "680.32")
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    assert form.body.boxes["override"].error.text()
    assert form.tenders.rows()[0].amount.text() == "680.32"
    assert settlements.of_order(page().id) == []
    form.widget("override").setText("old customer")
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    now = page()
    assert (now.facts.paid_fen, now.facts.on_account, now.facts.pass_issued) == (68_032, True, True)


def test_a_part_now_and_the_rest_before_the_car_leaves(
    form: SettlementForm, page: Page, qtbot: QtBot
) -> None:
    choose_rest(form, Rest.LATER)
    QTest.keyClicks(form.tenders.rows()[0].amount, "1000")
    assert "680.32" in form.tenders.outcome.text()
    qtbot.keyClick(form.tenders.rows()[0].amount, Qt.Key.Key_Return)
    now = page()
    assert (now.facts.paid_fen, now.facts.pass_issued) == (100_000, False)


def test_a_discount_above_a_tenth_names_an_owner(form: SettlementForm, desk: Desk, page: Page) -> None:
    box = form.body.boxes["discount_by"]
    assert not box.isVisible()
    discount = form.widget("discount_reason"), form.widget("order_discount")
    discount[0].setText("friend")
    discount[1].setFocus()
    QTest.keyClicks(discount[1], "168.03")
    assert not box.isVisible()
    discount[1].selectAll()
    QTest.keyClicks(discount[1], "168.04")
    assert box.isVisible()
    desk.act_as(2)
    form.widget("discount_by").set_value(None)
    assert not form.submit()
    assert box.error.text()
    form.widget("discount_by").set_value(1)
    assert form.submit()
    assert page().state is OrderState.SETTLED


def test_insurance_and_the_first_service_ask_for_their_papers(
    language: str, opened_on: Callable[..., SettlementForm], road: Road, page: Page
) -> None:
    labour, part = road.lines()
    form = opened_on(
        replace(labour, pay_type=PayType.FREE_SERVICE), replace(part, pay_type=PayType.INSURANCE)
    )
    assert not form.submit()
    assert form.body.boxes["insurer"].error.text()
    form.widget("insurer").setText("平安财险")
    form.widget("insurer_case").setText("PA-77")
    assert not form.submit()
    assert form.body.boxes["service_book"].error.text()
    form.widget("service_book").set_value(True)
    assert form.submit()
    [bill] = settlements.of_order(page().id)
    assert (bill.payable_fen, bill.insurance_fen) == (120_032, 120_032)


def test_nothing_is_asked_of_a_bill_that_the_customer_pays_alone(form: SettlementForm) -> None:
    for name in ("insurer", "insurer_case", "service_book", "discount_by", "approved_by"):
        assert not form.body.boxes[name].isVisible(), name


def test_a_line_gets_its_discount_from_here(form: SettlementForm, hand: Hand, qtbot: QtBot) -> None:
    def fill(window: QWidget) -> None:
        window.widget("discount").setText("80")
        window.widget("reason").setText("waited")
        QTest.keyClick(window, Qt.Key.Key_Return, CTRL)

    hand.will("line_discount_form", fill)
    qtbot.keyClick(form, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: form.money.total.text() == "¥1,600.32")
    assert form.submit()


def test_a_bill_that_changed_meanwhile_is_shown_before_it_is_made(
    form: SettlementForm, road: Road, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("garage.ui.kit.messages.stale", lambda _form, error: told.append(error.by) or "keep")
    form.widget("call_time").setText("18:00")
    concessions.discount_line(road.boss, page().lines[0].id, 8_000, "熟客")
    assert not form.submit()
    assert told == ["张三"]
    assert (form.widget("call_time").text(), form.money.total.text()) == ("18:00", "¥1,600.32")
    assert form.submit()
    assert receipts.balance(road.order).due_fen == 160_032


@pytest.mark.parametrize("rest", [Rest.NOTHING, Rest.LATER, Rest.ON_ACCOUNT])
def test_money_that_another_till_took_meanwhile_is_told_before_the_bill_is_made(
    language: str, form: SettlementForm, road: Road, page: Page, monkeypatch: pytest.MonkeyPatch, rest: Rest
) -> None:
    told: list[str] = []
    monkeypatch.setattr("garage.ui.kit.messages.tell", lambda _form, _title, text: told.append(text))
    leader = By(road.leader, road.boss.at)
    form.tenders.set_method(PayMethod.CASH)
    form._choose_rest(rest)
    form.widget("call_time").setText("18:00")
    payments.take_deposit(leader, road.order, [Tender(PayMethod.CASH, 50_000)])
    assert not form.submit()
    assert "王班长" in told[0]
    assert "¥500.00" in told[0]
    assert (form.widget("call_time").text(), form.money.total.text()) == ("18:00", "¥1,180.32")
    payments.refund(leader, road.order, [Tender(PayMethod.CASH, 50_000)], "不修了")
    assert not form.submit()
    assert len(told) == 2
    assert form.money.total.text() == "¥1,680.32"
    assert page().state is OrderState.READY
    form.widget("approved_by").set_value(road.boss.staff_id)
    form.widget("override").setText("老客户")
    assert form.submit()
    assert form.settled is not None
    assert not form.settled.change_fen
