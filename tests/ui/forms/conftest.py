"""An order on its road, with the desk's clock keeping up, for the forms that move it on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.lines import PartGrade
from garage.domain.stock import MovementKind
from garage.services import customers, goods_receipts, orders, parts, staff, vehicles
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road
from tests.ui.conftest import Clock

Page = Callable[[], OrderPage]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    """What forms remember (a tick, a printer) stays inside the test."""
    QCoreApplication.setOrganizationName("garage-tests")
    QCoreApplication.setApplicationName("garage-tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def road(desk: Desk) -> Road:
    """A customer with a car, ten sets of pads, and the people of the shop."""
    by = desk.by()
    people = {one.name: one.id for one in staff.people()}
    customer = customers.add(
        by, customers.CustomerData(name="王女士", phones=("13800138000",), address="创业路 88 号")
    )
    car = vehicles.VehicleData(
        plate="粤B12345",
        vin="LSVAB4186E2184847",
        brand="大众",
        model="朗逸",
        service_days=180,
        service_km=10_000,
    )
    vehicle = vehicles.add(by, car, owner_id=customer)
    part = parts.add(
        by,
        parts.PartData(
            code="BP-001",
            name="前刹车片",
            unit="套",
            barcode="6901234567892",
            grade=PartGrade.GENUINE,
            price_fen=60_016,
            bin="A-01",
        ),
    )
    goods = [goods_receipts.GoodsLine(part, 10_000, 350_000)]
    goods_receipts.receive_goods(by, kind=MovementKind.OPENING, lines=goods)
    return Road(by, people["李师傅"], people["王班长"], people["赵质检"], vehicle, customer, part)


@pytest.fixture
def page(road: Road, clock: Clock) -> Page:
    """The order's page as it stands; the desk's clock is put on from where the road has come to."""

    def read() -> OrderPage:
        clock.now = max(clock.now, road.boss.at)
        return orders.open_page(road.order)

    return read


@pytest.fixture
def opened(qtbot: QtBot) -> Callable[[FormDialog], None]:
    """Show a form; at the end it is closed without asking for what was typed."""

    def show(form: FormDialog) -> None:
        qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
        form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)

    return show


class Hand(QObject):
    """Answers modal windows as they open, in the order that was said; one that was not is closed and told."""

    def __init__(self) -> None:
        super().__init__()
        self.plan: list[tuple[str, Callable[[QWidget], object]]] = []
        self.unexpected: list[str] = []
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def will(self, name: str, act: Callable[[QWidget], object]) -> None:
        """When a window of this name opens, do this."""
        self.plan.append((name, act))

    def press(
        self, name: str, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """When a window of this name opens, press this key where its focus is."""
        self.will(name, lambda window: QTest.keyClick(window.focusWidget() or window, key, modifier))

    def save(self, name: str) -> None:
        """When a window of this name opens, press Ctrl+Enter."""
        self.press(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def _look(self) -> None:
        window = QApplication.activeModalWidget()
        if not isinstance(window, QDialog) or window.property("handled"):
            return
        if not window.isActiveWindow():
            window.activateWindow()
            return
        window.setProperty("handled", True)
        if self.plan and self.plan[0][0] == window.objectName():
            self.plan.pop(0)[1](window)
        else:
            self.unexpected.append(window.objectName())
            window.done(0)


@pytest.fixture
def hand(qapp: QApplication) -> Iterator[Hand]:
    one = Hand()
    yield one
    one._timer.stop()
    assert not one.unexpected
    assert not [name for name, _act in one.plan], "these windows never opened"
