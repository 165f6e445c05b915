"""Tab and Shift+Tab come to everything on a page that takes the keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.stocktakes import CountScope
from garage.services import stocktakes
from garage.services.count_scopes import Scope
from garage.ui.desk import Desk
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import PARTS
from tests.services.road import Road
from tests.ui import tabs
from tests.ui.conftest import Clock
from tests.ui.fingers import focus
from tests.ui.forms.conftest import own_settings, road

__all__ = ["own_settings", "road"]

TAB, BACKTAB = Qt.Key.Key_Tab, Qt.Key.Key_Backtab
MOST = 200


@pytest.fixture
def window(desk: Desk, road: Road, clock: Clock, qtbot: QtBot) -> Iterator[MainWindow]:
    road.to_ready()
    clock.now = road.boss.at
    made = MainWindow(desk, "garage.db", remembers=False)
    made.show()
    yield made
    made.retire()
    made.close()
    made.deleteLater()


def stops(page: QWidget) -> list[QWidget]:
    """What of a page should take Tab; of chips that exclude each other one does, whichever."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not (isinstance(widget, QAbstractButton) and widget.group() is not None)
    ]


def met(window: MainWindow, start: QWidget, key: Qt.Key) -> set[QWidget]:
    """Where the keyboard comes with one key from `start` until it is there again."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    start.setFocus()
    found: set[QWidget] = set()
    for _press in range(MOST):
        here = focus()
        if here is None or (here is start and len(found) > 1):
            break
        found.add(here)
        QTest.keyClick(here, key)
    return found


def missed(window: MainWindow, name: str, page: QWidget) -> list[str]:
    """What one of both keys never comes to."""
    wanted = stops(page)
    return [
        f"{name}: {key.name} misses {widget.objectName()}"
        for key in (TAB, BACKTAB)
        for widget in sorted(set(wanted) - met(window, wanted[0], key), key=QWidget.objectName)
        if widget.isEnabled()  # what goes with the row of a list that the keyboard left
    ]


def test_tab_comes_to_everything_on_every_page(window: MainWindow) -> None:
    assert [fault for name, page in tabs.pages(window) for fault in missed(window, name, page)] == []


def test_tab_comes_from_a_count_sheet_to_when_it_was_counted(window: MainWindow, desk: Desk) -> None:
    begun = stocktakes.begin(desk.by(), Scope(CountScope.ALL))
    page = window.show_tab(PARTS).show_page("stocktakes")
    page.show_stocktake(begun.id)
    grid, entry = page.sheet.grid, page.sheet.entry
    assert {entry.at, entry.scan} <= met(window, grid, TAB) & met(window, grid, BACKTAB)
