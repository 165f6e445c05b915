"""The window of a seat: where search and keys lead, who acts, and what other seats do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import peewee
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.counter_sales import SaleLine
from garage.domain.settlements import PayMethod, Tender
from garage.models.audit import AreaVersion
from garage.services import (
    counter_sales,
    customers,
    fault_clock,
    orders,
    seats,
    shop,
    staff,
    vehicles,
)
from garage.services.command import Area, By
from garage.services.counter_sales import Buyer, SaleTerms
from garage.services.customers import CustomerData
from garage.services.orders import Reception
from garage.services.vehicles import VehicleData
from garage.ui.desk import Desk
from garage.ui.kit.toast import Toast
from garage.ui.main_window import MainWindow, last_person
from garage.ui.main_window.places import CUSTOMERS, ORDERS, PARTS, TABS, tab_titles
from tests.services.stockroom import Stockroom

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Car:
    """A car of Mrs Wang's, known since this morning."""

    vehicle: int
    customer: int


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    QCoreApplication.setOrganizationName("garage-tests")
    QCoreApplication.setApplicationName("garage-tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def car(desk: Desk) -> Car:
    owner = customers.add(
        desk.by(), CustomerData(name="王女士", phones=("13800138000",), address="创业路 88 号")
    )
    data = VehicleData(plate="粤B12345", brand="大众", model="朗逸")
    return Car(vehicles.add(desk.by(), data, owner_id=owner), owner)


@pytest.fixture
def open_window(qtbot: QtBot, desk: Desk) -> Iterator[Callable[..., MainWindow]]:
    made: list[MainWindow] = []

    def show(*, remembers: bool = False) -> MainWindow:
        window = MainWindow(desk, "garage.db", remembers=remembers)
        made.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        return window

    yield show
    for window in made:
        window.retire()
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    return open_window()


def type_into(widget: QWidget, text: str) -> None:
    """As an input method does: keyClicks with Chinese characters aborts the process."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def said(window: QWidget) -> str:
    """What the last toast says."""
    return [toast.text() for toast in window.findChildren(Toast)][-1]


def find(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """F2, type, Enter."""
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.search.hasFocus()
    type_into(window.search, text)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)


def test_the_window_opens_in_both_languages(
    language: str, open_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    window = open_window()
    assert window.windowTitle() == "诚信汽修 · Garage"
    assert [window.tabs.tabText(tab) for tab in TABS] == [title.replace("&", "&&") for title in tab_titles()]
    assert window.grab().save(str(tmp_path / f"window-{language}.png"))


def test_ctrl_and_a_figure_go_through_the_tabs(qtbot: QtBot, window: MainWindow) -> None:
    for tab in (*reversed(TABS), *TABS):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + tab), CONTROL)
        assert window.tabs.currentIndex() == tab
        assert window.stack.currentWidget() is window.page(tab)


def test_an_unknown_plate_starts_an_order_with_it(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(window.page(ORDERS), "new_order", asked.append)
    find(qtbot, window, "粤b·d12345")
    assert asked == ["粤BD12345"]
    assert window.search.text() == ""


def test_a_known_car_that_is_not_here_opens_with_its_owner(
    qtbot: QtBot, window: MainWindow, car: Car
) -> None:
    find(qtbot, window, "粤B12345")
    assert window.tabs.currentIndex() == CUSTOMERS
    assert window.page(CUSTOMERS).detail.vehicle_id == car.vehicle


def test_a_car_that_is_in_the_shop_opens_its_order(
    qtbot: QtBot, window: MainWindow, car: Car, desk: Desk
) -> None:
    order = orders.open_order(desk.by(), car.vehicle)
    window.show_tab(CUSTOMERS)
    with qtbot.waitSignal(window.page(ORDERS).opened) as shown:
        find(qtbot, window, "粤B12345")
    assert shown.args == [order]
    assert window.tabs.currentIndex() == ORDERS


def test_a_fragment_of_a_phone_finds_its_owner(qtbot: QtBot, window: MainWindow, car: Car) -> None:
    find(qtbot, window, "0138")
    assert window.tabs.currentIndex() == CUSTOMERS


def test_words_that_name_nothing_are_said_to_and_stay(qtbot: QtBot, window: MainWindow) -> None:
    find(qtbot, window, "zzzz")
    assert "zzzz" in said(window)
    assert window.search.text() == "zzzz"


def test_the_number_of_a_document_that_is_typed_leads_where_a_scan_does(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    part = Stockroom(desk.by(), 2).part(2, 2_000, price_fen=5_000)
    sold = counter_sales.sell(
        desk.by(), Buyer(), [SaleLine(part, 1000, 5_000)], [Tender(PayMethod.CASH, 5_000)]
    )
    for number in (sold.no, sold.receipt_no.lower()):
        window.show_tab(CUSTOMERS)
        find(qtbot, window, number)
        assert window.tabs.currentIndex() == PARTS
        assert window.page(PARTS).page("counter").detail.page.row.no == sold.no
        assert not window.search.text()
        assert not window.search.hasFocus()
    find(qtbot, window, "CP-2026-09999")
    assert "CP-2026-09999" in said(window)
    assert window.search.text() == "CP-2026-09999"


def test_a_customer_leads_to_what_was_bought_over_the_counter(window: MainWindow, desk: Desk) -> None:
    customer = customers.add(desk.by(), CustomerData(name="顺达物流", credit_limit_fen=50_000))
    page = window.show_tab(CUSTOMERS)
    page.show_customer(customer)
    assert page.detail.head.sales.isHidden()
    part = Stockroom(desk.by(), 2).part(2, 2_000, price_fen=5_000)
    terms = SaleTerms(on_account=True, approved_by=desk.by().staff_id)
    sold = counter_sales.sell(desk.by(), Buyer(customer), [SaleLine(part, 1000, 5_000)], (), terms)
    assert sold.no in page.detail.head.account.text()
    page.detail.head.sales.click()
    counter = window.page(PARTS).page("counter")
    assert (counter.detail.page.row.no, counter.everybody.text()) == (sold.no, "顺达物流")


def test_what_another_seat_changes_comes_in_with_the_pulse(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    AreaVersion.insert(area=Area.ORDERS, version=1).execute()
    with qtbot.waitSignal(desk.changed) as changed:
        window._pulse.look()
    assert changed.args == [frozenset({Area.ORDERS})]


def test_a_database_that_stops_answering_is_said_once_and_taken_back(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> dict[str, int]:
        raise peewee.OperationalError("the connection is closed")

    with monkeypatch.context() as patch:
        patch.setattr(seats, "area_versions", gone)
        window._pulse.look()
    assert "server" in window.status.database.text()
    window._pulse.look()
    assert window.status.database.text() == "garage.db"


def test_another_person_takes_the_seat_and_acts_carry_the_name(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_U, CONTROL)
    dialog = window.findChild(QWidget, "acting_person")
    assert dialog is not None
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert desk.by().staff_id == 2
    assert window.status.person.text().startswith("李师傅")


def test_a_person_who_leaves_the_garage_leaves_the_seat(window: MainWindow, desk: Desk) -> None:
    desk.act_as(2)
    person = staff.person(2)
    staff.change(By(1, desk.now()), 2, person.version, name=person.name, roles=person.roles, active=False)
    assert desk.by().staff_id == 1


def test_the_seat_remembers_who_sat_there_for_this_database(
    open_window: Callable[..., MainWindow], desk: Desk
) -> None:
    open_window(remembers=True)
    desk.act_as(3)
    assert last_person("garage.db") == 3
    assert last_person("demo.db") is None


def test_the_window_comes_back_on_the_tab_where_it_was_left(open_window: Callable[..., MainWindow]) -> None:
    former = open_window(remembers=True)
    former.show_tab(CUSTOMERS)
    former.close()
    assert open_window(remembers=True).tabs.currentIndex() == CUSTOMERS
    assert open_window(remembers=False).tabs.currentIndex() == ORDERS


def test_a_job_past_its_promised_time_is_counted_at_the_bottom(
    window: MainWindow, car: Car, desk: Desk
) -> None:
    before = window.status.late.text()
    promised = desk.now() + timedelta(hours=1)
    orders.open_order(desk.by(), car.vehicle, reception=Reception(promised_at=promised))
    assert window.status.late.text() == before
    desk._clock.forward(hours=2)  # type: ignore[attr-defined]
    window._pulse.minute.emit()
    assert window.status.late.text() == "1 job late"


def test_another_language_asks_for_another_window_and_is_the_shops_from_now_on(
    qtbot: QtBot, window: MainWindow
) -> None:
    with qtbot.waitSignal(window.rebuild_wanted) as asked:
        window.choose_language("zh_CN")
    assert asked.args == ["zh_CN"]
    assert shop.profile().screen_language == "zh_CN"


def test_the_colours_are_the_shops_choice(window: MainWindow) -> None:
    window.choose_scheme("dark")
    assert shop.profile().scheme == "dark"
    window.choose_scheme("light")


def test_the_list_of_shortcuts_names_those_of_the_page_in_sight(qtbot: QtBot, window: MainWindow) -> None:
    dialog = window.show_shortcuts()
    words = [label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text")]
    assert {"F2", "F10", "Ctrl+U", "Ctrl+N"} <= set(words)
    dialog.done(0)


def test_a_new_shop_name_is_in_the_title_at_once(window: MainWindow, desk: Desk) -> None:
    shop.change_profile(desk.by(), shop.profile().version, name="诚信汽车维修中心")
    assert window.windowTitle() == "诚信汽车维修中心 · Garage"


def test_everything_a_person_can_act_on_has_a_name(window: MainWindow) -> None:
    mine = [window.tabs, window.search, window.status.person, window.status.late]
    assert all(widget.objectName() and widget.accessibleName() for widget in mine)


def test_cars_that_somebody_above_has_to_hear_of_are_counted_and_a_click_goes_to_the_first(
    window: MainWindow, car: Car, desk: Desk
) -> None:
    order = orders.open_order(desk.by(), car.vehicle)
    assert window.status.unsolved.isHidden()
    desk._clock.forward(hours=5)  # type: ignore[attr-defined]
    window._pulse.minute.emit()
    assert window.status.unsolved.text() == "1 car to escalate"
    window.show_tab(CUSTOMERS)
    window.status.unsolved.click()
    assert window.tabs.currentIndex() == ORDERS
    assert window.page(ORDERS).view.page.id == order
    fault_clock.escalate(desk.by(), order, desk.person.id, "等件")
    assert window.status.unsolved.isHidden()
