"""The car's trips and the advice of earlier visits on the page of an order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.advice import AdviceState
from garage.domain.exit_passes import PassKind, PassState
from garage.domain.lines import LineKind
from garage.services import (
    advice,
    customers,
    exit_passes,
    orders,
    staff,
    supplements,
    trips,
    vehicle_history,
    vehicles,
)
from garage.services.advice import AdviceData
from garage.services.order_lines import LineData, save_lines
from garage.ui.desk import Desk
from garage.ui.forms.supplement import SupplementForm
from garage.ui.forms.trips import BackForm
from garage.ui.pages.orders import OrdersPage
from tests.services.road import Road
from tests.ui.conftest import Clock

LABOUR = LineData(LineKind.LABOUR, "检查底盘", hours_centi=100, rate_fen=12_000)


@pytest.fixture
def road(desk: Desk) -> Road:
    by = desk.by()
    people = {one.name: one.id for one in staff.people()}
    customer = customers.add(by, customers.CustomerData(name="王女士", phones=("13800138000",)))
    car = vehicles.VehicleData(plate="粤B12345", brand="大众", model="朗逸")
    vehicle = vehicles.add(by, car, owner_id=customer)
    return Road(by, people["李师傅"], people["王班长"], people["赵质检"], vehicle, customer, 0)


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
def again(page: OrdersPage, road: Road, clock: Clock) -> int:
    """Brakes and wheels were advised; the car left unrepaired and is here again."""
    road.receive(LABOUR)
    advice.recommend(road.boss, road.order, AdviceData("四轮定位"))
    advice.recommend(road.boss, road.order, AdviceData("后制动片剩 3 mm", safety=True))
    exit_passes.leave_unrepaired(road.boss, road.order, "下次再修")
    exit_passes.leave(road.boss, road.order, 86_412)
    road.forward(hours=1)
    clock.now = road.boss.at
    road.order = orders.open_order(road.boss, road.vehicle)
    page.show_order(road.order)
    return road.order


def test_a_car_that_is_away_is_said_above_the_tabs_and_comes_back_with_one_click(
    language: str,
    page: OrdersPage,
    road: Road,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    road.receive(LABOUR)
    road.authorise()
    road.dispatch()
    page.show_order(road.order)
    trip = page.view.notices.trip
    assert trip.isHidden()
    back_at = road.boss.at + timedelta(minutes=30)
    trips.issue(
        road.boss, road.order, PassKind.ROAD_TEST, driver_id=road.mechanic, return_at=back_at, odo_out=86_412
    )
    assert trip.isVisible()
    assert trip.words.property("tone") == ""
    clock.now = back_at + timedelta(minutes=25)
    trip._say()
    assert trip.words.property("tone") == "bad"
    assert "25" in trip.words.accessibleName()
    assert "李师傅" in trip.words.accessibleName()

    def come_back(form: BackForm) -> None:
        form.start()
        form.widget("odo").setText("86420")
        assert form.submit()

    monkeypatch.setattr(BackForm, "exec", come_back)
    trip.button.click()
    assert trip.isHidden()
    [row] = exit_passes.of_order(road.order)
    assert (row.state, row.driven_km) == (PassState.BACK, 8)
    passes = page.view.passes
    QAbstractItemModelTester(passes.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert passes.list.rows().rowCount() == 1


def test_advice_of_an_earlier_visit_goes_on_the_lines_and_is_planned(
    language: str, page: OrdersPage, again: int, road: Road
) -> None:
    panel = page.view.notices.advice
    rows = vehicle_history.advice(road.vehicle)
    brakes = next(row for row in rows if row.safety)
    assert panel.isVisible()
    panel.findChild(QPushButton, f"take_advice_{brakes.id}").click()
    grid = page.view.lines.grid
    assert grid.rows()[0]["recommendation_id"] == brakes.id
    grid.lines.set_values(0, {"qty": 1000, "price": 12_000})
    page.view.notices.advice.wanted.emit(brakes)
    assert len(grid.rows()) == 1
    assert page.view.save()
    [line] = orders.open_page(again).lines
    assert (line.name, line.recommendation_id) == (brakes.text, brakes.id)
    states = {row.id: row.state for row in vehicle_history.advice(road.vehicle)}
    assert states[brakes.id] is AdviceState.PLANNED


def test_after_the_consent_advice_becomes_a_supplement(
    language: str, page: OrdersPage, again: int, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = orders.save_reception(road.boss, again, 1, replace(road.reception(), odometer_km=86_420))
    save_lines(road.boss, again, version, [LABOUR])
    orders.finish_estimate(road.boss, again)
    assert not page.view.advice.take.isEnabled()
    road.authorise()
    brakes = vehicle_history.advice(road.vehicle)[0]

    def propose(form: SupplementForm) -> None:
        form.start()
        form.grid.set_values(0, {"qty": 1000, "price": 12_000})
        assert form.submit()

    monkeypatch.setattr(SupplementForm, "exec", propose)
    page.view.notices.advice.findChild(QPushButton, f"take_advice_{brakes.id}").click()
    [row] = supplements.of_order(again)
    assert (row.reason, row.safety) == (brakes.text, True)
    assert [line.recommendation_id for line in row.lines] == [brakes.id]
    assert vehicle_history.advice(road.vehicle)[0].state is AdviceState.OPEN


def test_the_advice_tab_shows_all_of_it_and_its_keys_work(
    language: str, page: OrdersPage, again: int, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    from garage.ui.forms.advice import DeclineForm

    view = page.view
    view.notices.advice.all_asked.emit()
    tab = view.advice
    assert view.tabs.currentWidget() is tab
    QAbstractItemModelTester(tab.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert (tab.list.rows().rowCount(), tab.open_count()) == (2, 2)
    assert tab.list.hasFocus()
    assert tab.detail.text() == vehicle_history.advice(road.vehicle)[0].consequence
    assert tab.take.isEnabled()
    monkeypatch.setattr(DeclineForm, "exec", lambda form: (form.start(), form.submit()))
    QTest.keyClick(
        tab.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    [brakes, _wheels] = vehicle_history.advice(road.vehicle)
    assert (brakes.state, brakes.signed_by) == (AdviceState.DECLINED, "王女士")
    assert "王女士" in tab.detail.text()
    advice.close(road.boss, brakes.id, "在别处做了")
    assert (tab.list.rows().rowCount(), tab.open_count()) == (2, 1)


def test_a_cancelled_order_has_no_advice_above_its_tabs(page: OrdersPage, again: int, road: Road) -> None:
    exit_passes.leave_unrepaired(road.boss, again, "没时间")
    assert page.view.notices.advice.isHidden()
    assert page.view.next.isVisible()
    exit_passes.leave(road.boss, again, 86_413)
    assert page.view.next.isHidden()
