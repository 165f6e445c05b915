"""A part scanned where a form takes parts is taken, whatever cell has the keyboard."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from garage.models.parts import Part
from garage.services import customers, search, vehicles
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData
from garage.ui.desk import Desk
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.vehicle import VehicleForm
from garage.ui.kit import messages
from garage.ui.kit.toast import Toast
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import ORDERS, PARTS, REPORTS, TODAY
from tests.services.stockroom import Stockroom


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    QCoreApplication.setOrganizationName("garage-tests")
    QCoreApplication.setApplicationName("garage-tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(desk, "garage.db", remembers=False)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.retire()
    made.deleteLater()


def test_a_part_scanned_into_a_price_is_sold_and_the_price_stays(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Stockroom(desk.by(), 2)
    first, second = room.part(2, 2_000, price_fen=5_000), room.part(2, 2_000, price_fen=700)
    Part.update(barcode="6901234567892").where(Part.id == second).execute()
    form = window.show_tab(PARTS).page("counter").new_sale()
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    qtbot.waitUntil(form.isActiveWindow)
    form.add_part(first)
    grid = form.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.lines.index(0, grid.lines.place_of("price")))
    ticks = itertools.count()
    monkeypatch.setattr(window._ear.scanner, "_clock", lambda: next(ticks) * 0.004)
    for letter in "6901234567892":
        qtbot.keyClicks(QApplication.focusWidget(), letter)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [(row["part_id"], row["price"]) for row in grid.rows()] == [(first, 5_000), (second, 700)]
    assert form.focusWidget() is form.search
    assert grid.readable()
    form.done(0)


@pytest.fixture
def scan(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A scanner's keys, wherever the keyboard is."""
    ticks = itertools.count()
    monkeypatch.setattr(window._ear.scanner, "_clock", lambda: next(ticks) * 0.004)

    def type_it(code: str) -> None:
        for letter in code:
            qtbot.keyClicks(QApplication.focusWidget() or window, letter)
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)

    return type_it


def said(window: QWidget) -> str:
    return [toast.text() for toast in window.findChildren(Toast)][-1]


@pytest.mark.parametrize("tab", [TODAY, ORDERS, PARTS, REPORTS])
def test_a_label_of_the_garage_opens_its_part_from_every_page(
    window: MainWindow, desk: Desk, scan: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tab: int
) -> None:
    part = Stockroom(desk.by(), 2).part(2, 2_000, price_fen=5_000)
    Part.update(code="P0001", barcode="6901234567892").where(Part.id == part).execute()
    search.index("part", part, ["P0001", "6901234567892"])
    shown: list[int] = []
    monkeypatch.setattr(window.page(PARTS), "show_part", shown.append)
    for code in ("P0001", "6901234567892"):
        window.show_tab(tab)
        window.tabs.setFocus()
        scan(code)
    assert shown == [part, part]


def test_of_several_parts_with_a_code_the_person_chooses(
    window: MainWindow, desk: Desk, scan: Callable[[str], None]
) -> None:
    room = Stockroom(desk.by(), 2)
    for part in (room.part(2, 2_000), room.part(2, 2_000)):
        search.index("part", part, ["6901234567892"])
    window.tabs.setFocus()
    scan("6901234567892")
    assert window.search.hasFocus()
    assert len(window.search.popup.hits()) == 2


def test_what_nobody_knows_is_said_and_leaves_nothing(
    qtbot: QtBot, window: MainWindow, desk: Desk, scan: Callable[[str], None]
) -> None:
    window.tabs.setFocus()
    scan("6909999999999")
    assert "6909999999999" in said(window)
    form = CustomerForm(desk, window)
    form.open()
    qtbot.waitUntil(form.isActiveWindow)
    name = form.widget("name")
    name.setFocus()
    name.setText("Wang")
    scan("6909999999999")
    assert (name.text(), form.isVisible()) == ("Wang", True)
    assert "6909999999999" in said(form)
    form.mark_clean()
    form.done(0)


def test_a_vin_scanned_without_a_field_opens_its_car_and_stays_in_the_field_for_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, scan: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    vin = "LSVAB4186E2184847"
    owner = customers.add(desk.by(), CustomerData(name="王女士", phones=("13800138000",)))
    car = vehicles.add(desk.by(), VehicleData(plate="粤B12345", vin=vin), owner_id=owner)
    shown: list[int] = []
    monkeypatch.setattr(window, "show_vehicle", shown.append)
    window.tabs.setFocus()
    scan(vin)
    assert shown == [car]
    form = VehicleForm(desk, window)
    form.open()
    qtbot.waitUntil(form.isActiveWindow)
    form.widget("vin").setFocus()
    scan(vin)
    assert form.widget("vin").text() == vin
    form.mark_clean()
    form.done(0)
