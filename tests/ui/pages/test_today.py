"""The first page of the day: its columns by keyboard, its empty words, and where each card leads."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from garage.domain.appointments import AppointmentState
from garage.domain.today import TodayColumn, TodayKind
from garage.services import appointment_rows, appointments, orders, today, vehicles
from garage.services.appointments import AppointmentData
from garage.services.orders import Reception
from garage.services.vehicles import VehicleData
from garage.ui.desk import Desk
from garage.ui.forms.appointment_call import AppointmentCallForm
from garage.ui.forms.call import CallForm
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.main_window import MainWindow
from garage.ui.main_window.due import DueCounts
from garage.ui.main_window.places import CUSTOMERS, FOLLOW_UP, ORDERS, PARTS, REPORTS, TODAY, tab_titles
from garage.ui.main_window.todays_work import WAYS
from garage.ui.pages.today import TodayPage
from garage.ui.pages.today_list import SIGNS
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings, road
from tests.ui.looks import cut, nameless

__all__ = ["own_settings", "road"]

LATE, NOW, WEEK = TodayColumn


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, road: Road, clock: Clock) -> Iterator[MainWindow]:
    """A car that was promised for two o'clock, at three; a call, a file and a few parts beside it."""
    road.to_ready()
    road.settle()
    road.leave()
    car = vehicles.add(
        road.boss, VehicleData(plate="粤B54321", brand="丰田", model="卡罗拉"), owner_id=road.customer
    )
    promised = Reception(complaint="保养", promised_at=road.boss.at + timedelta(hours=5))
    road.order = orders.open_order(road.boss, car, reception=promised)
    road.forward(hours=6)
    clock.now = road.boss.at
    made = MainWindow(desk, "garage.db", remembers=False)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.retire()
    made.close()


@pytest.fixture
def page(window: MainWindow) -> TodayPage:
    window.go_to_tab(TODAY)
    shown: TodayPage = window.page(TODAY)
    return shown


def keys_of(page: TodayPage, column: TodayColumn) -> list[TodayKind]:
    rows = page.lists[column].rows()
    return [rows.row_at(n).kind for n in range(rows.rowCount())]


@pytest.mark.usefixtures("language")
def test_the_day_stands_in_three_columns_with_the_shop_beside_it(page: TodayPage, road: Road) -> None:
    assert keys_of(page, LATE) == [TodayKind.LATE_JOB]
    assert TodayKind.CALL in keys_of(page, WEEK)
    assert page.current() is not None
    assert page.current().ref == road.order
    for view in page.lists.values():
        QAbstractItemModelTester(view.rows())
    assert page.findChild(QLabel, "today_came_value").text() == "2"
    assert nameless(page) == []
    assert cut(page) == []


def test_the_arrows_go_through_the_columns_and_enter_does_the_card(
    qtbot: QtBot, window: MainWindow, page: TodayPage, road: Road
) -> None:
    first = page.lists[LATE]
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    qtbot.keyClick(page.lists[NOW], Qt.Key.Key_Right)
    assert page.lists[WEEK].hasFocus()
    qtbot.keyClick(page.lists[WEEK], Qt.Key.Key_Left)
    qtbot.keyClick(page.lists[NOW], Qt.Key.Key_Left)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert window.tabs.currentIndex() == ORDERS
    assert window.page(ORDERS).view.page.id == road.order


def test_home_and_end_go_to_the_ends_of_a_column(
    qtbot: QtBot, window: MainWindow, page: TodayPage, clock: Clock
) -> None:
    clock.now += timedelta(days=8)
    window.minute.emit()
    view = page.lists[LATE]
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert page.current() is view.rows().row_at(view.rows().rowCount() - 1)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert page.current() is view.rows().row_at(0)


def test_a_card_leaves_when_it_is_done_and_the_bar_goes_on(
    window: MainWindow, page: TodayPage, road: Road
) -> None:
    orders.cancel(road.boss, road.order, "客户改天再来")
    window.desk.changed.emit(page.areas)
    assert keys_of(page, LATE) == []
    assert page.current() is not None


def test_what_becomes_late_moves_by_itself(window: MainWindow, page: TodayPage, clock: Clock) -> None:
    clock.now += timedelta(days=8)
    window.minute.emit()
    assert keys_of(page, LATE) == [TodayKind.LATE_JOB, TodayKind.CALL]


def test_the_tabs_count_what_is_due(window: MainWindow, clock: Clock) -> None:
    clock.now += timedelta(days=3)
    window.findChild(DueCounts).count()
    day = today.read(window.desk.by())
    assert window.tabs.tabText(TODAY) == f"{tab_titles()[TODAY]} {day.count(LATE, NOW)}"
    assert window.tabs.tabText(FOLLOW_UP) == f"{tab_titles()[FOLLOW_UP]} 1"


@pytest.mark.usefixtures("language")
def test_enter_on_a_card_with_one_next_step_opens_its_form(
    qtbot: QtBot, window: MainWindow, page: TodayPage, clock: Clock, road: Road
) -> None:
    start = road.boss.at + timedelta(days=4)
    ref = appointments.book(road.boss, AppointmentData(start, name="陈先生", phone="13912345678"))
    clock.now += timedelta(days=3)
    window.minute.emit()
    cards = {card.kind: card for card in page.lists[NOW]._cards}
    assert {TodayKind.CALL, TodayKind.APPOINTMENT} <= set(cards)
    for kind, form in ((TodayKind.CALL, CallForm), (TodayKind.APPOINTMENT, AppointmentCallForm)):
        window.go_to_tab(TODAY)
        qtbot.waitUntil(page.isVisible)
        page.wanted.emit(cards[kind])
        assert window.tabs.currentIndex() == FOLLOW_UP
        [shown] = [one for one in window.findChildren(form) if one.isVisible()]
        shown.reject()
    assert appointment_rows.one(ref).state is AppointmentState.BOOKED


def test_a_car_that_is_expected_is_shown_and_nothing_is_done_unasked(
    window: MainWindow, page: TodayPage, clock: Clock, road: Road
) -> None:
    ref = appointments.book(road.boss, AppointmentData(clock.now + timedelta(hours=1), name="陈先生"))
    window.minute.emit()
    [card] = [one for one in page.lists[NOW]._cards if one.kind is TodayKind.APPOINTMENT]
    page.wanted.emit(card)
    assert appointment_rows.one(ref).state is AppointmentState.BOOKED
    assert window.findChildren(FormDialog) == []


@pytest.mark.usefixtures("language")
def test_an_empty_day_says_so(qtbot: QtBot, desk: Desk) -> None:
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.resize(1240, 560)
    page.show()
    qtbot.waitExposed(page)
    assert all(view.rows().rowCount() == 0 for view in page.lists.values())
    assert page.said.text()
    assert not page.do_action.isEnabled()
    assert cut(page) == []


def test_every_kind_of_card_has_its_sign_and_its_way() -> None:
    assert set(SIGNS) == set(WAYS) == set(TodayKind)


@pytest.mark.parametrize(
    ("kind", "tab"),
    [
        (TodayKind.LATE_JOB, ORDERS),
        (TodayKind.FILE, CUSTOMERS),
        (TodayKind.LOW_STOCK, PARTS),
        (TodayKind.CALL, FOLLOW_UP),
        (TodayKind.RECEIVABLE, REPORTS),
    ],
)
def test_a_card_that_counts_others_leads_to_their_list(
    window: MainWindow, page: TodayPage, kind: TodayKind, tab: int
) -> None:
    page.wanted.emit(today.Card(kind, 0, "", "", window.desk.today(), count=7))
    assert window.tabs.currentIndex() == tab
