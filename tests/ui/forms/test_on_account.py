"""What the owner answers for: credit above a limit, an allowance; and the invoice's number."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from garage.domain.lines import PayType
from garage.domain.settlements import Debtor, PayMethod, Tender
from garage.services import credit, customers, payments, settlements, staff
from garage.services.orders import OrderPage
from garage.services.settlements import Terms
from garage.ui.desk import Desk
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.on_account import AllowanceForm, InvoiceForm, OnAccountForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
BILL = 168_032
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def billed(road: Road) -> Road:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    return road


def limit(desk: Desk, road: Road, fen: int) -> None:
    page = customers.open_customer(road.customer)
    data = customers.CustomerData(
        **{name: getattr(page, name) for name in customers.CustomerData.__dataclass_fields__}
    )
    customers.change(desk.by(), road.customer, page.version, replace(data, credit_limit_fen=fen))


def test_within_the_limit_the_owner_only_approves(
    language: str, desk: Desk, billed: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    limit(desk, billed, BILL)
    form = OnAccountForm(None, desk, page())
    opened(form)
    assert form.account.approver.value() == 1
    assert form.account.approver.hasFocus()
    assert not form.body.boxes["override"].isVisible()
    assert not form.body.boxes["debtor"].isVisible()
    qtbot.keyClick(form, ENTER, CTRL)
    assert page().facts.on_account


def test_above_the_limit_the_form_asks_why(
    language: str, desk: Desk, billed: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    form = OnAccountForm(None, desk, page())
    opened(form)
    assert form.body.boxes["override"].isVisible()
    qtbot.keyClick(form, ENTER, CTRL)
    assert form.body.boxes["override"].error.text()
    QTest.keyClicks(form.account.override, "knows us for years")
    qtbot.keyClick(form, ENTER, CTRL)
    assert credit.claims(billed.customer)[0].override == "knows us for years"


def test_someone_else_at_the_desk_names_the_owner(desk: Desk, billed: Road, page: Page, opened: Open) -> None:
    limit(desk, billed, BILL)
    desk.act_as(billed.mechanic)
    form = OnAccountForm(None, desk, page())
    opened(form)
    assert not form.submit()
    assert form.body.boxes["approved_by"].error.text()
    form.account.approver.set_value(1)
    assert form.submit()
    assert credit.claims(billed.customer)[0].approved_by == staff.person(1).name


def test_an_insured_bill_offers_the_insurer_as_debtor(
    desk: Desk, road: Road, page: Page, opened: Open
) -> None:
    labour, part = road.lines()
    road.to_ready(labour, replace(part, pay_type=PayType.INSURANCE))
    settlements.settle(road.boss, road.order, Terms(insurer="平安", insurer_case="77"))
    form = OnAccountForm(None, desk, page())
    opened(form)
    assert form.account.debtor.value() is Debtor.INSURER
    assert not form.submit()
    assert "480.00" in form.body.boxes["debtor"].error.text()
    form.account.debtor.set_value(Debtor.CUSTOMER)
    form.account.debtor.edited.emit()
    assert form.body.boxes["override"].isVisible()


def test_an_allowance_shows_what_is_left(
    language: str, desk: Desk, billed: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    payments.take_payment(billed.boss, billed.order, [Tender(PayMethod.CASH, BILL)])
    form = AllowanceForm(None, desk, page())
    opened(form)
    amount = form.widget("amount")
    assert amount.hasFocus()
    QTest.keyClicks(amount, "80.32")
    assert form.money.total.text() == "¥0.00"
    form.widget("reason").setText("waited two days")
    qtbot.keyClick(amount, ENTER, CTRL)
    [bill] = settlements.of_order(billed.order)
    assert (bill.allowance_fen, bill.balance.refundable_fen) == (8_032, 8_032)


@pytest.mark.parametrize("typed", ["2000", "much", "-1"])
def test_an_allowance_that_cannot_be_is_marked_and_stays(
    desk: Desk, billed: Road, page: Page, opened: Open, typed: str
) -> None:
    form = AllowanceForm(None, desk, page())
    opened(form)
    form.widget("amount").setText(typed)
    form.widget("reason").setText("x")
    assert not form.submit()
    assert form.body.boxes["amount"].error.text()
    assert form.widget("amount").text().replace(",", "").startswith(typed)


def test_an_invoice_number_is_noted(
    language: str, desk: Desk, billed: Road, page: Page, opened: Open
) -> None:
    form = InvoiceForm(None, desk, page())
    opened(form)
    QTest.keyClicks(form.widget("invoice_no"), "24442000000012345678")
    assert form.submit()
    assert settlements.of_order(billed.order)[0].invoice_no == "24442000000012345678"


def test_a_credit_limit_is_typed_by_an_owner_alone(desk: Desk, road: Road, page: Page, opened: Open) -> None:
    form = CustomerForm(desk, None, road.customer)
    opened(form)
    form.widget("credit_limit_fen").setText("5000")
    form.widget("credit_days").setText("45")
    assert form.submit()
    stored = customers.open_customer(road.customer)
    assert (stored.credit_limit_fen, stored.credit_days) == (500_000, 45)
    desk.act_as(road.mechanic)
    later = CustomerForm(desk, None, road.customer)
    opened(later)
    assert not later.widget("credit_limit_fen").isEnabled()
    later.widget("address").setText("创业路 99 号")
    assert later.submit()
    assert customers.open_customer(road.customer).credit_limit_fen == 500_000


def test_above_the_limit_the_keyboard_waits_where_the_owner_says_why(
    desk: Desk, billed: Road, page: Page, opened: Open
) -> None:
    form = OnAccountForm(None, desk, page())
    opened(form)
    assert form.account.override.hasFocus()
    form.close()
    limit(desk, billed, BILL)
    within = OnAccountForm(None, desk, page())
    opened(within)
    assert within.account.approver.hasFocus()
