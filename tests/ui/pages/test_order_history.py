"""What an order keeps about itself and its car: the history, the open advice, the last price paid."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.domain.contacts import Outcome, Talk
from garage.domain.lines import LineKind, PartGrade
from garage.domain.stock import MovementKind
from garage.services import (
    customers,
    follow_up_rows,
    follow_ups,
    goods_receipts,
    history,
    orders,
    parts,
    staff,
    vehicle_history,
    vehicles,
)
from garage.services.advice import AdviceData, recommend
from garage.services.command import By
from garage.ui.desk import Desk
from garage.ui.forms import reasons, ways_quality
from garage.ui.pages.orders import OrdersPage
from tests.services.road import Road
from tests.ui.conftest import Clock

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def road(desk: Desk) -> Road:
    by = desk.by()
    people = {one.name: one.id for one in staff.people()}
    owner = customers.CustomerData(name="王女士", phones=("13800138000",), address="深圳市宝安区创业二路")
    customer = customers.add(by, owner)
    car = vehicles.VehicleData(plate="粤B12345", vin="LSVAB4186E2184847", brand="大众", model="朗逸")
    vehicle = vehicles.add(by, car, owner_id=customer)
    part = parts.add(
        by, parts.PartData(code="BP-001", name="前刹车片", grade=PartGrade.GENUINE, price_fen=65_000)
    )
    goods = [goods_receipts.GoodsLine(part, 10_000, 350_000)]
    goods_receipts.receive_goods(by, kind=MovementKind.OPENING, lines=goods)
    return Road(by, people["李师傅"], people["王班长"], people["赵质检"], vehicle, customer, part)


@pytest.fixture
def page(desk: Desk, road: Road, qtbot: QtBot) -> Iterator[OrdersPage]:
    shown = OrdersPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1280, 640)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    yield shown
    shown.view.lines.grid.set_rows([])


@pytest.fixture
def comeback(page: OrdersPage, road: Road, clock: Clock) -> int:
    """The car left two days ago with one piece of advice, and is here again."""
    road.to_ready()
    road.settle()
    recommend(road.boss, road.order, AdviceData("后刹车片剩 3 mm", safety=True))
    road.leave()
    road.forward(days=2)
    clock.now = road.boss.at
    again = orders.open_order(road.boss, road.vehicle, complaint="又响了")
    page.show_order(again)
    return again


@pytest.mark.usefixtures("language")
def test_alt_8_tells_what_was_done_and_the_keyboard_goes_along(
    page: OrdersPage, comeback: int, road: Road
) -> None:
    page.show_order(road.order)
    tab = page.view.history
    QAbstractItemModelTester(tab.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tab.list.rows().rowCount() == 0
    QTest.keyClick(page, Qt.Key.Key_8, ALT)
    assert tab.list.hasFocus()
    told = [tab.list.rows().row_at(at) for at in range(tab.list.rows().rowCount())]
    assert told == history.of_order(road.order)[::-1]
    assert tab.list.current_row() == told[0]


@pytest.mark.usefixtures("language")
def test_the_calls_of_a_job_stand_above_its_history(page: OrdersPage, comeback: int, road: Road) -> None:
    page.show_order(road.order)
    QTest.keyClick(page, Qt.Key.Key_8, ALT)
    calls = page.view.history.calls
    QAbstractItemModelTester(calls.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert calls.isVisible()
    assert calls.list.rows().rowCount() == 2, "both rounds, not made yet"
    first = follow_up_rows.of_order(road.order)[0]
    talk = Talk(outcome=Outcome.REACHED, car_use="好用", scores={"QUALITY": 4})
    follow_ups.call(By(road.boss.staff_id, road.boss.at), first.id, first.version, talk)
    page.view.reload()
    [said, waiting] = [calls.list.rows().row_at(at) for at in range(2)]
    assert "好用" in said.text
    assert "4" in said.text
    assert waiting.text == ""
    page.show_order(comeback)
    assert not calls.isVisible(), "nobody was called about this visit yet"


def test_the_history_in_sight_grows_with_every_act(page: OrdersPage, comeback: int, desk: Desk) -> None:
    QTest.keyClick(page, Qt.Key.Key_8, ALT)
    recommend(desk.by(), comeback, AdviceData("四轮定位"))
    assert page.view.history.list.rows().row_at(0).text == "四轮定位"


@pytest.mark.usefixtures("language")
def test_advice_names_the_visit_it_comes_from(page: OrdersPage, comeback: int, road: Road) -> None:
    recommend(road.boss, comeback, AdviceData("四轮定位"))
    QTest.keyClick(page, Qt.Key.Key_7, ALT)
    rows = page.view.advice.list.rows()
    place = [column.name for column in rows.columns].index("visit")
    before, now = (rows.index(row, place).data() for row in range(2))
    assert "2026-11-21" in before
    assert before != now
    assert "2026" not in now


def test_open_advice_is_closed_by_keyboard_with_a_reason(
    page: OrdersPage, comeback: int, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(form: reasons.ReasonForm) -> None:
        form.widget("reason").setPlainText("已在别处更换")
        assert form.submit()

    monkeypatch.setattr(reasons.ReasonForm, "exec", answer)
    QTest.keyClick(page, Qt.Key.Key_7, ALT)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert vehicle_history.advice(road.vehicle) == ()
    assert page.view.advice.open_count() == 0
    assert not page.view.advice.close_one.isEnabled()


def test_new_work_is_recommended_from_the_tab_by_the_order_s_own_action(
    page: OrdersPage, comeback: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(ways_quality.AdviceForm, "exec", lambda form: asked.append(form.objectName()))
    QTest.keyClick(page, Qt.Key.Key_7, ALT)
    tab = page.view.advice
    assert "Ctrl+Shift+M" in tab.add.toolTip()
    tab.add.click()
    assert asked == ["advice_form"]
    orders.cancel(page.view._desk.by(), comeback, "客户不修了")
    assert not tab.add.isEnabled()


def test_the_bar_on_a_picked_part_says_what_this_customer_paid_last(
    page: OrdersPage, comeback: int, road: Road
) -> None:
    grid, words = page.view.lines.grid, page.view.lines.last_price
    assert words.text() == ""
    grid.set_values(0, {"kind": LineKind.PART, "name": "前刹车片", "part_id": road.part})
    assert words.text() == "Last time, 2026-11-21: ¥600.16"
    grid.add_line({"kind": LineKind.LABOUR, "name": "检查"})
    assert words.text() == ""
    grid.go_to(0, "qty")
    assert words.text() != ""


def test_frozen_lines_need_no_last_price(page: OrdersPage, comeback: int, road: Road) -> None:
    page.show_order(road.order)
    page.view.tabs.setCurrentIndex(0)
    page.view.lines.grid.go_to(1, "name")
    assert page.view.lines.last_price.text() == ""
