"""The Money tab tells what was billed, what came in and what is still open, and offers what can be done."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.settlements import Cover, PayMethod, RoundingOff, Tender
from garage.services import credit, exit_passes, payments, settlements
from garage.services.credit import OnAccount
from garage.services.settlements import Terms
from garage.ui.desk import Desk
from garage.ui.pages.order_money import MoneyTab
from garage.ui.pages.order_view import OrderView
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import Hand
from tests.ui.forms.conftest import hand as hand  # noqa: PLC0414 - answers the windows that open
from tests.ui.forms.conftest import road as road  # noqa: PLC0414 - the same car, its owner and its part

BILL = 168_032
Show = Callable[[], MoneyTab]


def cash(fen: int) -> list[Tender]:
    return [Tender(PayMethod.CASH, fen)]


@pytest.fixture
def shown(desk: Desk, road: Road, clock: Clock, qtbot: QtBot) -> Iterator[Show]:
    view = OrderView(desk)
    view.resize(960, 560)
    qtbot.addWidget(view)

    def show() -> MoneyTab:
        clock.now = max(clock.now, road.boss.at)
        view.set_order(road.order)
        view.tabs.setCurrentWidget(view.money)
        view.show()
        return view.money

    yield show
    view.deleteLater()
    QCoreApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)


def offered(tab: MoneyTab) -> set[str]:
    return {button.objectName() for button in tab.findChildren(QPushButton) if not button.isHidden()}


def test_money_before_the_bill_is_said_to_be_held(language: str, road: Road, shown: Show) -> None:
    road.receive()
    assert shown().standing.text() == ""
    payments.take_deposit(road.boss, road.order, cash(50_000))
    tab = shown()
    assert "¥500.00" in tab.standing.text()
    assert tab.list.rows().rowCount() == 1
    assert offered(tab) == {"money_take_deposit", "money_refund"}
    QAbstractItemModelTester(tab.list.rows())


def test_what_is_owed_follows_bill_payment_and_account(language: str, road: Road, shown: Show) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    tab = shown()
    assert "¥1,680.32" in tab.standing.text()
    assert offered(tab) == {"money_on_account"}
    payments.take_payment(road.boss, road.order, cash(80_000), Cover.PART)
    credit.put_on_account(road.boss, road.order, OnAccount(road.boss.staff_id, override="老客户"))
    tab = shown()
    assert "¥880.32" in tab.standing.text()
    assert tab.standing.property("tone") == "warn"
    for said in ("张三", "2026-12-21", "老客户"):
        assert said in tab.summary.text()
    assert offered(tab) == {"money_take_payment"}
    exit_passes.issue(road.boss, road.order)
    road.leave()
    road.forward(days=31)
    assert shown().standing.property("tone") == "bad"


def test_what_goes_back_and_what_was_allowed_stands_there(road: Road, shown: Show) -> None:
    road.to_ready()
    road.settle()
    assert shown().standing.property("tone") == "ok"
    credit.allow(road.boss, road.order, 8_032, "等了两天", approved_by=road.boss.staff_id)
    tab = shown()
    assert "¥80.32" in tab.standing.text()
    assert "等了两天" in tab.summary.text()
    assert "money_refund" in offered(tab)


def test_a_voided_bill_stays_below_the_one_that_counts(road: Road, shown: Show) -> None:
    road.to_ready()
    road.settle()
    settlements.void(road.boss, road.order, "优惠忘了")
    settlements.settle(road.boss, road.order, Terms(order_discount_fen=100, discount_reason="老客户"))
    first, second = shown().summary.text().splitlines()
    assert first.startswith("ST-2026-00002")
    assert second.endswith("优惠忘了")


def test_enter_on_a_receipt_shows_its_paper(road: Road, shown: Show, hand: Hand, qtbot: QtBot) -> None:
    road.to_ready()
    road.settle()
    tab = shown()
    tab.list.selectRow(0)
    hand.press("pdf_preview", Qt.Key.Key_Escape)
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)


def test_the_foot_says_the_bill_once_there_is_one(shown: Show, road: Road) -> None:
    road.to_ready()
    view = shown().window()
    assert isinstance(view, OrderView)
    foot = view.lines.totals
    assert foot.total.text() == "¥1,680.32"
    assert "1,680.32" in view.next.button.text()
    terms = Terms(order_discount_fen=8_000, discount_reason="熟客", rounding=RoundingOff.YUAN)
    settlements.settle(road.boss, road.order, terms)
    shown()
    assert foot.total.text() == "¥1,600.00"
    assert "-80.00" in foot.sums.text()
    assert "-0.32" in foot.sums.text()
    credit.allow(road.boss, road.order, 10_000, "等久了", approved_by=road.boss.staff_id)
    shown()
    assert foot.total.text() == "¥1,500.00"
    assert "-100.00" in foot.sums.text()
    credit.allow(road.boss, road.order, 0, "收回", approved_by=road.boss.staff_id)
    settlements.void(road.boss, road.order, "重开")
    shown()
    assert foot.total.text() == "¥1,680.32"
    assert "1,600.00" in view.next.button.text(), "the form will offer what the voided bill granted"
