"""A key means one thing at a time: on every page, in every state of an order, in every form."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.orders import HoldReason
from garage.domain.price_lists import Priced
from garage.services import holds
from garage.ui.desk import Desk
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import CUSTOMERS, ORDERS, PARTS, RETURNS, TABS
from garage.ui.pages.returns import SECTIONS
from tests.services.road import Road
from tests.ui import catalogue, catalogue_counts, catalogue_suppliers
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous, shortcuts

__all__ = ["own_settings", "road"]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(desk, "garage.db", remembers=False)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.retire()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.usefixtures("language")
def test_no_key_has_two_meanings_on_any_page(window: MainWindow, road: Road) -> None:
    for tab in TABS:
        window.show_tab(tab)
        assert ambiguous(window) == {}
    window.show_tab(CUSTOMERS).show_vehicle(road.vehicle)
    assert ambiguous(window) == {}
    window.show_tab(PARTS).show_part(road.part)
    tabs = window.page(PARTS).page("parts").detail.tabs
    for at in range(tabs.count()):
        tabs.setTabVisible(at, True)
        tabs.setCurrentIndex(at)
        assert ambiguous(window) == {}, tabs.tabText(at)
    buying = window.page(PARTS).show_page("buying")
    for chip in ("proposals", "DRAFT", "COMING", "LATE", "ALL", "receipts", "spot"):
        buying.show_chip(chip)
        assert ambiguous(window) == {}, chip
    supplier = catalogue_suppliers.a_supplier(window.page(PARTS)._desk)
    window.page(PARTS).show_page("counter")
    assert ambiguous(window) == {}
    page = window.page(PARTS).show_page("suppliers")
    page.show_supplier(supplier)
    for at in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(at)
        assert ambiguous(window) == {}, page.detail.tabs.tabText(at)
    prices = window.page(PARTS).show_page("prices")
    for kind in Priced:
        prices.list.show_kind(kind)
        assert ambiguous(window) == {}, kind
    counting = window.page(PARTS).show_page("stocktakes")
    for chip in ("open", "all", "write_offs"):
        counting.show_chip(chip)
        assert ambiguous(window) == {}, chip
    counting.show_stocktake(catalogue_counts.a_count(window.page(PARTS)._desk).id)
    assert ambiguous(window) == {}
    counting.sheet.next_action.trigger()
    assert ambiguous(window) == {}
    figures = window.page(PARTS).show_page("figures")
    for key in figures.panels:
        figures.show_panel(key)
        assert ambiguous(window) == {}, key


@pytest.mark.usefixtures("language")
def test_no_key_has_two_meanings_on_any_page_of_warranty_returns(window: MainWindow, road: Road) -> None:
    road.to_ready()
    returns = window.show_tab(RETURNS)
    for section in SECTIONS:
        page = returns.show_page(section.name)
        assert ambiguous(window) == {}, section.name
        for chip in page.findChildren(QPushButton):
            if chip.property("chip") and chip.isVisible():
                chip.click()
                assert ambiguous(window) == {}, (section.name, chip.text())


@pytest.mark.usefixtures("language")
def test_no_key_has_two_meanings_on_any_tab_of_an_order_on_its_way(
    window: MainWindow, road: Road, clock: Clock
) -> None:
    tabs = window.show_tab(ORDERS).view.tabs
    steps: list[Callable[[], object]] = [
        road.receive,
        road.authorise,
        road.dispatch,
        lambda: holds.hold(road.boss, road.order, HoldReason.PARTS),
        lambda: holds.resume(road.boss, road.order),
        road.issue,
        road.work,
        road.inspect,
        road.make_ready,
        road.settle,
        lambda: catalogue.send_back(road),
    ]
    for step in steps:
        step()
        clock.now = road.boss.at
        window.show_order(road.order)
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            assert ambiguous(window) == {}, (step, tabs.tabText(at))


def test_a_key_with_two_meanings_would_be_found(window: MainWindow) -> None:
    """Also a disabled button against an action of another widget."""
    page = window.show_tab(ORDERS)
    button = QPushButton("Start", page)
    button.setShortcut("Ctrl+N")
    button.setEnabled(False)
    button.show()
    assert [sorted(names) for names in ambiguous(window).values()] == [["", "new_order_action"]]


@pytest.mark.usefixtures("language")
def test_no_key_has_two_meanings_in_a_form(desk: Desk, road: Road, clock: Clock) -> None:
    found = {}
    for name, form in catalogue.walk(desk, road, clock):
        form.show()
        found[name] = ambiguous(form)
    assert {name: keys for name, keys in found.items() if keys} == {}


def test_the_list_of_shortcuts_tells_what_works_now(window: MainWindow, road: Road) -> None:
    road.receive()
    window.show_order(road.order)
    for at, told, untold in ((0, "Ctrl+L", "Del"), (6, "Del", "Ctrl+L")):
        window.page(ORDERS).view.tabs.setCurrentIndex(at)
        dialog = window.show_shortcuts()
        listed = {label.text() for label in dialog.findChildren(QLabel)}
        dialog.done(0)
        assert told in listed
        assert untold not in listed
        menus = window.menuBar().findChildren(QAction)
        mnemonics = {QKeySequence.mnemonic(menu.text()).toString() for menu in menus}
        keys = {keys for keys in shortcuts(window) if keys not in mnemonics}
        assert {key for key in keys if not any(key in words for words in listed)} == set()
