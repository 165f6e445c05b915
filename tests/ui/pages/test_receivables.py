"""Who owes for how long; one payment for several bills by keyboard, its void, the statement, deposits."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from garage.domain.counter_sales import SaleLine
from garage.domain.receivables import ReceivableFilter
from garage.domain.settlements import Cover, PayMethod, Tender
from garage.services import account_payments, counter_sales, credit, customers, payments
from garage.services.counter_sales import Buyer, SaleTerms
from garage.ui.desk import Desk
from garage.ui.forms import printing
from garage.ui.forms.account_payment import AccountPaymentForm
from garage.ui.forms.customer_statement import CustomerStatementDialog
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages
from garage.ui.pages import receivables
from garage.ui.pages.receivables import ReceivablesPage
from tests.services.owing import INSURED, insured_on_account
from tests.services.road import Road
from tests.services.stockroom import Stockroom
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings, road

__all__ = ["own_settings", "road"]

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    shown: list[list[str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    for module in (receivables, printing):
        monkeypatch.setattr(
            module, "show_all", lambda _parent, _desk, made: shown.append([one.number for one in made])
        )
    return shown


@pytest.fixture
def customer(desk: Desk) -> int:
    """Owes two counter sales of 100.00 and 200.00."""
    part = Stockroom(desk.by(), 2).part(9, 90_000, code="JY-5W30", name="机油", price_fen=10_000)
    data = customers.CustomerData(
        name="顺达物流", phones=("13800138000",), credit_limit_fen=500_000, credit_days=10
    )
    ref = customers.add(desk.by(), data)
    for qty in (1, 2):
        terms = SaleTerms(on_account=True, approved_by=1)
        counter_sales.sell(desk.by(), Buyer(ref), [SaleLine(part, qty * 1000, 10_000)], terms=terms)
    return ref


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Callable[[], ReceivablesPage]:
    def make() -> ReceivablesPage:
        page = ReceivablesPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 588)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


def form_on(page: ReceivablesPage, kind: type[QDialog]) -> Any:
    """The form of that kind that is open over the page."""
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form


@pytest.mark.usefixtures("language")
def test_the_empty_page_says_what_belongs_there(opened: Callable[[], ReceivablesPage]) -> None:
    page = opened()
    QAbstractItemModelTester(page.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.list.rows().rowCount() == 0
    assert not page.pay_action.isEnabled()
    assert not page.statement_action.isEnabled()


@pytest.mark.usefixtures("language")
def test_part_of_what_is_owed_pays_the_oldest_bill_first(
    qtbot: QtBot, opened: Callable[[], ReceivablesPage], customer: int, quiet: list[list[str]]
) -> None:
    page = opened()
    assert page.list.current_row().ageing.balance_fen == 30_000
    qtbot.keyClick(page.list, Qt.Key.Key_M, CONTROL)
    form = form_on(page, AccountPaymentForm)
    assert form.amount.fen() == 30_000
    form.amount.setText("150")
    form.tenders.set_value([Tender(PayMethod.CASH, 20_000)])
    assert form.submit()
    assert "¥50.00" in page.window().findChildren(object, "toast")[-1].text()
    assert [bill.owed_fen for bill in page.detail.bills.rows()._rows] == [15_000]
    assert credit.receivables(customer) == 15_000
    page.print_action.trigger()
    assert quiet == [["RC-2026-00001", "RC-2026-00002"]]


@pytest.mark.usefixtures("language")
def test_too_much_or_nothing_ticked_is_said_at_its_field(
    opened: Callable[[], ReceivablesPage], customer: int
) -> None:
    page = opened()
    page.pay_action.trigger()
    form = form_on(page, AccountPaymentForm)
    form.amount.setText("300.01")
    assert not form.submit()
    assert form.body.boxes["amount"].error.text()
    assert form.amount.text() == "300.01"
    form.bills.set_value([])
    form.amount.setText("1")
    assert not form.submit()
    assert form.body.boxes["shares"].error.text()
    assert credit.receivables(customer) == 30_000


def test_another_till_was_first_and_the_figures_follow(
    opened: Callable[[], ReceivablesPage], desk: Desk, customer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, title, _text: told.append(title))
    page = opened()
    page.pay_action.trigger()
    form = form_on(page, AccountPaymentForm)
    bill = page.detail.bills.rows().row_at(0)
    counter_sales.take_payment(desk.by(), bill.ref, [Tender(PayMethod.CASH, 100)], Cover.PART)
    assert not form.submit()
    assert len(told) == 1
    assert form.amount.fen() == 29_900
    assert form.submit()
    assert credit.receivables(customer) == 0


@pytest.mark.usefixtures("language")
def test_a_payment_is_voided_as_a_whole(
    qtbot: QtBot, opened: Callable[[], ReceivablesPage], desk: Desk, customer: int
) -> None:
    shares = [
        account_payments.Share(bill.kind, bill.ref, bill.owed_fen)
        for bill in account_payments.receivables.open_bills(customer)
    ]
    taken = account_payments.pay(desk.by(), customer, shares, [Tender(PayMethod.CARD, 30_000)])
    page = opened()
    assert page.show_document(taken.no)
    assert not page.show_document("AR-2026-00099")
    page.detail.payments.setFocus()
    page.void_action.trigger()
    form = form_on(page, ReasonForm)
    form.widget("reason").setPlainText("refund")
    assert form.submit()
    assert credit.receivables(customer) == 30_000
    assert not page.void_action.isEnabled()


@pytest.mark.usefixtures("language")
def test_late_debts_are_counted_and_the_statement_opens(
    opened: Callable[[], ReceivablesPage], clock: Clock, customer: int
) -> None:
    clock.forward(days=40)
    page = opened()
    page.chips.choose(ReceivableFilter.OVERDUE)
    assert page.list.current_row().ageing.by_age == (0, 30_000, 0, 0, 0)
    page.statement_action.trigger()
    window = form_on(page, CustomerStatementDialog)
    assert window.list.rows().rowCount() == 2
    window.until.setText("2026-11-01")
    assert window.list.rows().rowCount() == 0
    window.until.setText("?")
    assert not window.print_action.isEnabled()


@pytest.mark.usefixtures("language")
def test_a_deposit_without_a_bill_has_its_chip(opened: Callable[[], ReceivablesPage], road: Road) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 5_000)])
    page = opened()
    page.chips.choose(ReceivableFilter.DEPOSITS)
    asked: list[int] = []
    page.order_opened.connect(asked.append)
    page.deposits.opened.emit(page.deposits.current_row())
    assert asked == [road.order]
    assert page.statement_action.isEnabled()


@pytest.mark.usefixtures("language")
def test_an_insurer_pays_several_orders_at_once(
    qtbot: QtBot, opened: Callable[[], ReceivablesPage], road: Road
) -> None:
    for case in ("PA-1", "PA-2"):
        insured_on_account(road, case=case)
    page = opened()
    page.chips.choose(ReceivableFilter.INSURERS)
    assert page.detail.insurer == "平安财险"
    qtbot.keyClick(page.list, Qt.Key.Key_M, CONTROL)
    form = form_on(page, AccountPaymentForm)
    assert form.amount.fen() == 2 * INSURED
    form.tenders.set_value([Tender(PayMethod.TRANSFER, 2 * INSURED)])
    assert form.submit()
    assert page.list.rows().rowCount() == 0
    [payment] = account_payments.of_insurer("平安财险")
    assert page.show_document(payment.no)
    assert page.detail.payments.current_row().no == payment.no
    assert page.void_action.isEnabled()
