"""What was agreed after the authorisation, on the order's page: the tab, the line above the tabs, the list."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.exit_passes import PassKind
from garage.domain.lines import LineKind, PartGrade, PayType
from garage.domain.orders import HoldReason, OrderState, SupplementState
from garage.domain.stock import MovementKind
from garage.errors import Reason
from garage.services import (
    customers,
    delays,
    goods_receipts,
    holds,
    parts,
    staff,
    supplement_answers,
    supplements,
    trips,
    vehicles,
)
from garage.services.delays import DelayData
from garage.services.order_lines import LineData
from garage.services.supplement_answers import Consent
from garage.services.supplements import SupplementData
from garage.ui.desk import Desk
from garage.ui.kit import theme
from garage.ui.pages.orders import OrdersPage
from tests.services.road import Road
from tests.ui.conftest import Clock

FLUID = LineData(LineKind.OTHER, "制动液", unit_price_fen=8_000)
CAP = LineData(LineKind.OTHER, "气门嘴帽", unit_price_fen=500, pay_type=PayType.INTERNAL)


@pytest.fixture
def road(desk: Desk) -> Road:
    """A customer with a car, ten sets of pads, and an order in the shop."""
    by = desk.by()
    people = {one.name: one.id for one in staff.people()}
    customer = customers.add(by, customers.CustomerData(name="王女士", phones=("13800138000",)))
    car = vehicles.VehicleData(plate="粤B12345", brand="大众", model="朗逸")
    vehicle = vehicles.add(by, car, owner_id=customer)
    part = parts.add(
        by, parts.PartData(code="BP-001", name="前刹车片", grade=PartGrade.GENUINE, price_fen=60_016)
    )
    goods = [goods_receipts.GoodsLine(part, 10_000, 350_000)]
    goods_receipts.receive_goods(by, kind=MovementKind.OPENING, lines=goods)
    made = Road(by, people["李师傅"], people["王班长"], people["赵质检"], vehicle, customer, part)
    made.receive()
    made.authorise()
    made.dispatch()
    return made


@pytest.fixture
def page(desk: Desk, road: Road, qtbot: QtBot) -> Iterator[OrdersPage]:
    shown = OrdersPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1280, 640)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.show_order(road.order)
    yield shown
    shown.view.lines.grid.set_rows([])


def propose(road: Road, *, hold: bool = False, safety: bool = False) -> int:
    data = SupplementData("制动液含水量 4%", (FLUID, CAP), safety=safety)
    return supplements.propose(road.boss, road.order, data, hold=hold)


def decline(road: Road, ref: int) -> None:
    version = supplements.of_order(road.order)[-1].version
    told = Consent("王女士", road.boss.at)
    supplement_answers.answer(road.boss, ref, version, told, [], keep_advice=False)


def said(page: OrdersPage) -> list[str]:
    """The words above the tabs."""
    waits = page.view.notices.waits
    return [line.words.text() for line in (waits.delay, waits.hold, waits.supplement) if not line.isHidden()]


@pytest.mark.usefixtures("language")
def test_the_tab_lists_supplements_with_their_state_and_answer(page: OrdersPage, road: Road) -> None:
    tab = page.view.supplements
    QAbstractItemModelTester(tab.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tab.list.rows().rowCount() == 0
    assert tab.add.isEnabled()
    ref = propose(road, safety=True)
    page.view.reload()
    assert tab.list.rows().rowCount() == 1
    at = page.view.tabs.indexOf(tab)
    assert page.view.tabs.tabText(at).endswith("1")
    tab.list.selectRow(0)
    assert all(button.isEnabled() for button in (tab.answer, tab.change, tab.withdraw, tab.print))
    supplement_answers.answer(
        road.boss, ref, 1, Consent("王女士", road.boss.at), [], consequence="制动可能失灵"
    )
    page.view.reload()
    tab.list.selectRow(0)
    assert not tab.answer.isEnabled()
    assert tab.print.isEnabled()
    words = [tab.list.rows().index(0, column).data() for column in range(5)]
    assert words[0] == "S1"
    assert "王女士" in words[4]


def test_alt_5_goes_to_the_tab_and_enter_on_a_waiting_supplement_asks_for_the_answer(
    page: OrdersPage, road: Road, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(road)
    page.view.reload()
    asked: list[str] = []
    tab = page.view.supplements
    monkeypatch.setattr(tab, "_answer", lambda: asked.append("answer"))
    qtbot.keyClick(page, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.view.tabs.currentWidget() is tab)
    tab.list.selectRow(0)
    QTest.keyClick(tab.list, Qt.Key.Key_Return)
    assert asked == ["answer"]


def test_what_is_waited_for_stands_above_the_tabs_with_the_act_that_ends_it(
    page: OrdersPage, road: Road, clock: Clock
) -> None:
    assert said(page) == []
    assert page.view.notices.waits.isHidden()
    propose(road)
    page.view.reload()
    [words] = said(page)
    assert "S1" in words
    assert "80.00" in words
    holds.hold(road.boss, road.order, HoldReason.PARTS, "前刹车片")
    page.view.reload()
    held, _asked = said(page)
    assert "前刹车片" in held
    button = page.view.notices.findChild(QPushButton, "waits_hold_act")
    assert button.accessibleName()
    button.click()
    assert page.view.page.state is OrderState.DISPATCHED


def test_a_job_on_hold_for_an_answer_says_both_in_one_line(page: OrdersPage, road: Road) -> None:
    propose(road, hold=True)
    page.view.reload()
    [words] = said(page)
    assert "S1" in words
    assert not page.view.notices.waits.supplement.isHidden()
    assert "On hold" in page.view.head.steps.accessibleName()


def test_a_broken_promise_says_that_nobody_has_told_the_customer_until_somebody_has(
    page: OrdersPage, road: Road, clock: Clock
) -> None:
    clock.forward(hours=5, minutes=40)
    road.forward(hours=5, minutes=40)
    page.view.reload()
    [words] = said(page)
    assert "40 min" in words
    later = DelayData("配件晚到", road.boss.at + timedelta(hours=6), "王女士", road.boss.at, note="1380013")
    delays.tell_delay(road.boss, road.order, later)
    page.view.reload()
    assert said(page) == []
    assert "told today 14:40" in page.view.head.findChild(type(page.view.head.promise), "order_when").text()
    events = page.view.supplements.events
    assert events.rows().rowCount() == 1
    assert not events.isHidden()


def test_a_promise_in_danger_is_said_before_it_breaks(page: OrdersPage, clock: Clock) -> None:
    clock.forward(hours=2)
    page.view.reload()
    [words] = said(page)
    assert "will not be done" in words


def test_waits_and_delays_are_listed_the_latest_first(page: OrdersPage, road: Road, clock: Clock) -> None:
    holds.hold(road.boss, road.order, HoldReason.PARTS, "前刹车片")
    road.forward(minutes=30)
    clock.forward(minutes=30)
    holds.resume(road.boss, road.order)
    holds.hold(road.boss, road.order, HoldReason.CUSTOMER, "送行驶证来")
    page.view.reload()
    rows = page.view.supplements.events.rows()
    told = [[rows.index(row, column).data() for column in (1, 3)] for row in range(2)]
    assert told == [["送行驶证来", "still waiting"], ["前刹车片", "today 09:30 (30 min)"]]


def test_lines_that_do_not_count_are_greyed_with_their_status_and_not_summed(
    page: OrdersPage, road: Road
) -> None:
    lines = page.view.lines
    state = lines.grid.lines.place_of("state")
    assert lines.grid.isColumnHidden(state)
    before = page.view.lines.totals.total.text()
    decline(road, propose(road))
    propose(road)
    page.view.reload()
    assert not lines.grid.isColumnHidden(state)
    words = [lines.grid.lines.index(row, state).data() for row in range(lines.grid.lines.rowCount())]
    assert words == ["", "", "Declined", "Declined", "Waits for consent", "Waits for consent"]
    inks = {row: lines.grid.lines.index(row, 1).data(Qt.ItemDataRole.ForegroundRole) for row in range(6)}
    assert inks[0] is None
    assert inks[5] == theme.colour("muted")
    assert lines.totals.total.text() == before
    assert page.view.tabs.tabText(0).endswith("2")


def test_the_list_says_why_and_since_when_a_job_waits(page: OrdersPage, road: Road) -> None:
    holds.hold(road.boss, road.order, HoldReason.CUSTOMER, "等回电")
    page.list.show_filter(page.list.which)
    words = page.list.rows().index(0, 0).data()
    assert "Waiting for customer or car since 09:00" in words


def test_the_list_says_that_the_parts_a_job_waits_for_are_here(page: OrdersPage, road: Road) -> None:
    holds.hold(road.boss, road.order, HoldReason.PARTS)
    page.list.show_filter(page.list.which)
    assert "Parts are here" in page.list.rows().index(0, 0).data()


def test_a_reason_about_supplements_leads_to_the_tab_when_nothing_waits(page: OrdersPage, road: Road) -> None:
    page.view.go_to(Reason("unauthorised", "", "supplements"))
    assert page.view.tabs.currentWidget() is page.view.supplements


def test_a_supplement_is_taken_back_with_a_reason(
    page: OrdersPage, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(road)
    page.view.reload()
    tab = page.view.supplements

    def fill_in(form) -> None:
        form.start()
        form.widget("reason").set_value("量错了")
        assert form.submit()

    monkeypatch.setattr(tab, "open_form", fill_in)
    tab.list.selectRow(0)
    tab.withdraw.click()
    assert supplements.of_order(road.order)[0].state is SupplementState.WITHDRAWN


def test_the_key_of_going_on_is_told_as_it_is_now(page: OrdersPage, road: Road, clock: Clock) -> None:
    holds.hold(road.boss, road.order, HoldReason.PARTS)
    page.show_order(road.order)
    assert "(Ctrl+Enter)" in page.view.notices.waits.hold.button.toolTip()
    no = trips.issue(
        road.boss,
        road.order,
        PassKind.ROAD_TEST,
        return_at=road.boss.at + timedelta(hours=1),
        driver_id=road.mechanic,
    )
    trips.out(road.boss, no, 86_412)
    page.show_order(road.order)
    assert page.view.next.button.text().startswith("Car is back")
    assert "(Ctrl+Alt+W)" in page.view.notices.waits.hold.button.toolTip()
