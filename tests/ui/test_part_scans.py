"""A part scanned where a form takes parts is taken, whatever cell has the keyboard."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.models.parts import Part
from garage.ui.desk import Desk
from garage.ui.kit import messages
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import PARTS
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
