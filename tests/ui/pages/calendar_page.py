"""The page of appointments on a small screen, as its tests open it."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.appointments import AppointmentState
from garage.services import shop
from garage.ui.desk import Desk
from garage.ui.kit import messages, theme
from garage.ui.pages.appointments import AppointmentsPage
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.looks import SMALL_SCREEN

KEY, ALT, CONTROL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
S = AppointmentState
Open = Callable[[], AppointmentsPage]


@pytest.fixture(autouse=True)
def small_screen(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The least that a garage has, in the program's own font: without a screen Qt has a square one."""
    theme.apply(qapp, "light")
    monkeypatch.setattr(
        QWidget, "screen", lambda _widget: SimpleNamespace(availableSize=lambda: SMALL_SCREEN)
    )


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Refusals are noted, not shown."""
    said: list[str] = []
    monkeypatch.setattr(
        messages, "reasons", lambda _parent, _title, reasons: said.extend(one.code for one in reasons)
    )
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    return said


@pytest.fixture
def bays(road: Road) -> list[int]:
    shop.save_bay(road.boss, name="2号工位")
    return [ref for ref, _version, _name, _active in shop.bays()]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, clock: Clock) -> Open:
    clock.now = datetime(2026, 11, 23, 9, 0)

    def make() -> AppointmentsPage:
        page = AppointmentsPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 602)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.refresh()
        page.grid.setFocus()
        return page

    return make


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute)


def drag(qtbot: QtBot, page: AppointmentsPage, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(page.grid, Qt.MouseButton.LeftButton, pos=start)
    for part in (0.3, 0.7, 1.0):
        qtbot.mouseMove(page.grid, start + (end - start) * part)
        QApplication.processEvents()
    qtbot.mouseRelease(page.grid, Qt.MouseButton.LeftButton, pos=end)
