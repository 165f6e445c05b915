"""The counter's page: sold, taken back, paid, voided and printed by keyboard; found by number, scan or customer."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from garage.domain.counter_sales import SaleLine
from garage.domain.settlements import PayMethod, Tender
from garage.services import counter_returns, counter_sales, customers, parts, sale_list, staff
from garage.services.counter_sales import Buyer, SaleTerms, Sold
from garage.ui.desk import Desk
from garage.ui.forms import print_sales, printing
from garage.ui.forms.counter_return import CounterReturnForm
from garage.ui.forms.counter_sale import CounterSaleForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.sale_money import SaleMethodForm, SalePaymentForm
from garage.ui.kit import messages
from garage.ui.pages.counter_sales import CounterPage
from garage.ui.pages.stock import StockPage
from tests.services.stockroom import Stockroom
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings

__all__ = ["own_settings"]

Open = Callable[[], CounterPage]
Sell = Callable[..., Sold]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    shown: list[list[str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    for module in (print_sales, printing):
        monkeypatch.setattr(
            module, "show_all", lambda _parent, _desk, made: shown.append([one.number for one in made])
        )
    return shown


@pytest.fixture
def oil(desk: Desk) -> int:
    return Stockroom(desk.by(), 2).part(9, 90_000, code="JY-5W30", name="机油", price_fen=10_000)


@pytest.fixture
def customer(desk: Desk) -> int:
    data = customers.CustomerData(name="顺达物流", phones=("13800138000",), credit_limit_fen=50_000)
    return customers.add(desk.by(), data)


@pytest.fixture
def sell(desk: Desk, oil: int) -> Sell:
    def sell(qty: int = 1, buyer: str = "", customer: int | None = None) -> Sold:
        """Sold for cash; to a customer on account."""
        terms = SaleTerms(on_account=customer is not None, approved_by=1)
        money = () if customer else [Tender(PayMethod.CASH, qty * 10_000)]
        goods = [SaleLine(oil, qty * 1000, 10_000)]
        return counter_sales.sell(desk.by(), Buyer(customer, buyer), goods, money, terms)

    return sell


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> CounterPage:
        page = CounterPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 588)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


def form_on(page: CounterPage, kind: type[QDialog]) -> QDialog:
    """The form of that kind that is open over the page."""
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form


def said(page: CounterPage) -> str:
    """What the page said last."""
    return page.window().findChildren(object, "toast")[-1].text()


@pytest.mark.usefixtures("language")
def test_the_empty_page_offers_the_first_sale(qtbot: QtBot, opened: Open) -> None:
    page = opened()
    QAbstractItemModelTester(page.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.detail.nothing.isVisible()
    qtbot.mouseClick(page.list.findChild(object, "empty_action"), Qt.MouseButton.LeftButton)
    assert isinstance(form_on(page, CounterSaleForm), CounterSaleForm)


@pytest.mark.usefixtures("language")
def test_a_sale_by_keyboard_stands_on_top_tells_the_change_and_prints_both_papers(
    qtbot: QtBot, opened: Open, oil: int, quiet: list[list[str]]
) -> None:
    page = opened()
    qtbot.keyClick(page.list, Qt.Key.Key_N, CONTROL)
    form = form_on(page, CounterSaleForm)
    form.add_part(oil)
    form.tenders.set_value([Tender(PayMethod.CASH, 12_000)])
    assert form.submit()
    assert page.list.current_row().no == "CS-2026-00001"
    assert "¥20.00" in said(page)
    assert quiet == [["CS-2026-00001", "RC-2026-00001"]]
    assert "¥100.00" in page.today.text()


def test_without_the_tick_nothing_is_printed_and_the_seat_remembers(
    opened: Open, oil: int, quiet: list[list[str]]
) -> None:
    page = opened()
    for _time in range(2):
        page.new_action.trigger()
        form = form_on(page, CounterSaleForm)
        form.add_part(oil)
        form.widget("print").setChecked(False)
        assert form.submit()
    assert quiet == []


@pytest.mark.usefixtures("language")
def test_goods_come_back_and_the_sale_says_so(qtbot: QtBot, opened: Open, sell: Sell) -> None:
    sold = sell(2, "chen")
    page = opened()
    qtbot.keyClick(page.list, Qt.Key.Key_B, CONTROL)
    form = form_on(page, CounterReturnForm)
    form.grid.lines.setData(form.grid.lines.index(0, form.grid.lines.place_of("qty")), "1")
    form.widget("reason").setText("too many")
    assert form.submit()
    assert [row.no for row in page.detail.page.returns] == ["CS-2026-00002"]
    assert page.detail.page.row.id == sold.id
    assert not page.acts.voiding.isEnabled()
    page.detail.returns.opened.emit(page.detail.page.returns[0])
    assert page.detail.page.row.no == "CS-2026-00002"
    assert not page.acts.goods_back.isEnabled()


@pytest.mark.usefixtures("language")
def test_a_sale_on_account_is_listed_as_owed_until_it_is_paid(
    qtbot: QtBot, opened: Open, sell: Sell, customer: int, clock: Clock
) -> None:
    sell(1, customer=customer)
    sell()
    page = opened()
    page.chips.chip("owing").click()
    assert page.list.rows().rowCount() == 1
    clock.forward(days=40)
    page.refresh()
    assert "¥100.00" in page.list.rows().index(0, 4).data()
    assert not page.acts.voiding.isEnabled()
    qtbot.keyClick(page.list, Qt.Key.Key_M, CONTROL)
    assert form_on(page, SalePaymentForm).submit()
    assert page.list.rows().rowCount() == 0
    assert "RC-2026-00002" in said(page)


def test_money_booked_on_an_account_by_mistake_is_taken_off_again(
    qtbot: QtBot, opened: Open, sell: Sell, customer: int, desk: Desk
) -> None:
    sold = sell(2, customer=customer)
    page = opened()
    assert not page.acts.voiding_receipt.isEnabled()
    counter_sales.take_payment(desk.by(), sold.id, [Tender(PayMethod.CASH, 20_000)])
    qtbot.keyClick(page.list, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    form = form_on(page, ReasonForm)
    form.widget("reason").setPlainText("one nought too many")
    assert form.submit()
    assert page.detail.page.balance.owed_fen == 20_000
    assert not page.acts.voiding_receipt.isEnabled()


def test_a_sale_of_today_is_voided_with_a_reason(qtbot: QtBot, opened: Open, sell: Sell, oil: int) -> None:
    sold = sell()
    page = opened()
    qtbot.keyClick(page.list, Qt.Key.Key_Z, CONTROL)
    form = form_on(page, ReasonForm)
    assert not form.submit()
    form.widget("reason").setPlainText("wrong key")
    assert form.submit()
    assert sale_list.one(sold.id).row.voided_at is not None
    assert parts.open_part(oil).stock.on_hand_milli == 9000
    for act in (page.acts.voiding, page.acts.goods_back, page.acts.method, page.acts.payment):
        assert not act.isEnabled()


def test_the_method_of_today_is_put_right_and_receipts_print(
    qtbot: QtBot, opened: Open, sell: Sell, quiet: list[list[str]], clock: Clock
) -> None:
    sell()
    page = opened()
    page.acts.method.trigger()
    assert form_on(page, SaleMethodForm).submit()
    qtbot.keyClick(page.list, Qt.Key.Key_P, CONTROL)
    page.detail.receipts.opened.emit(page.detail.page.receipts[0])
    assert quiet == [["CS-2026-00001"], ["RC-2026-00001"]]
    clock.forward(days=1)
    page.refresh()
    assert not page.acts.method.isEnabled()


def test_a_sale_is_found_by_its_number_by_its_receipt_and_by_its_customer(
    qtbot: QtBot, opened: Open, sell: Sell, customer: int, oil: int
) -> None:
    first = sell(buyer="chen")
    sell(customer=customer)
    page = opened()
    assert page.show_document("cs-2026-00001")
    assert page.detail.page.row.id == first.id
    assert not page.show_document("CS-2026-00009")
    assert not page.show_document("WO-2026-00001")
    page.list.selectRow(0)
    assert page.show_document("RC-2026-00001")
    assert page.detail.page.row.id == first.id
    qtbot.keyClicks(page.find, "2")
    qtbot.keyClick(page.find, Qt.Key.Key_Return)
    assert page.detail.page.row.no == "CS-2026-00002"
    qtbot.keyClicks(page.find, "sdwl")
    qtbot.keyClick(page.find, Qt.Key.Key_Return)
    assert [page.list.rows().rowCount(), page.everybody.text()] == [1, "顺达物流"]
    with qtbot.waitSignal(page.part_opened) as told:
        page.detail.lines.opened.emit(page.detail.page.lines[0])
    assert told.args == [oil]
    page.everybody.click()
    assert page.list.rows().rowCount() == 2


def test_what_another_seat_sells_comes_by_itself_and_the_bar_stays(
    opened: Open, sell: Sell, desk: Desk
) -> None:
    first = sell()
    page = opened()
    sell()
    assert page.list.rows().rowCount() == 2
    assert page.detail.page.row.id == first.id
    [line] = page.detail.page.lines
    counter_returns.take_back(desk.by(), first.id, {line.id: 1000}, "退", [Tender(PayMethod.CASH, 10_000)])
    assert page.detail.page.returns


def test_the_ledger_of_a_part_leads_to_the_sale(qtbot: QtBot, desk: Desk, sell: Sell, oil: int) -> None:
    sold = sell()
    stock = StockPage(desk)
    qtbot.addWidget(stock)
    stock.show()
    stock.show_part(oil)
    ledger = stock.page("parts").detail.ledger
    ledger.opened.emit(ledger.rows().row_at(0))
    assert stock.page("counter").detail.page.row.id == sold.id
    assert stock.tabs.currentIndex() == 3


def test_a_mechanic_looks_but_does_not_sell(opened: Open, sell: Sell, desk: Desk) -> None:
    sell()
    page = opened()
    desk.act_as(next(one.id for one in staff.people() if one.name == "李师傅"))
    for act in (page.new_action, page.acts.goods_back, page.acts.voiding, page.acts.method):
        assert not act.isEnabled()
    assert page.acts.printing.isEnabled()
