"""Last part of the tour: what is on record afterwards, the car comes back, a scan, and the dark."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from garage.ui.forms.arrival import ArrivalForm
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import CUSTOMERS, ORDERS, PARTS
from garage.ui.tour.cast import Cast
from garage.ui.tour.hand import Hand, Story


def records(hand: Hand, cast: Cast) -> Story[None]:
    """The car with its warranties and next service, the customer, and the ledger of the part."""
    window = yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+K")
    yield from hand.until(lambda: window.tabs.currentIndex() == CUSTOMERS, "the customer's page")
    page = window.page(CUSTOMERS)
    yield from hand.picture("customer-and-car")
    yield lambda: QTest.mouseClick(
        page.detail.car.tabs.tabBar(),
        Qt.MouseButton.LeftButton,
        pos=page.detail.car.tabs.tabBar().tabRect(1).center(),
    )
    yield from hand.picture("car-under-warranty")
    yield hand.keys("F2")
    yield hand.write(cast.parts[0])
    yield from hand.until(lambda: bool(window.search.popup.hits()), "the part")
    yield hand.keys("Down", "Return")
    yield from hand.until(lambda: window.tabs.currentIndex() == PARTS, "the part's page")
    yield from hand.picture("parts-stock-and-ledger")


def comes_back(hand: Hand, cast: Cast) -> Story[None]:
    """The same plate a few days later: still under warranty."""
    window = yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+3")
    yield hand.keys("Ctrl+N")
    yield from hand.at(ArrivalForm)
    yield hand.write(cast.plate)
    yield from hand.picture("same-plate-again")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    view = window.page(ORDERS).view
    yield from hand.until(view.warranty.isVisible, "the warranty")
    yield from hand.picture("under-warranty")


def scan(hand: Hand, number: str) -> Story[None]:
    """The barcode of a paper opens its order, wherever one is."""
    window = yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+4")
    yield from hand.until(lambda: window.tabs.currentIndex() == PARTS, "another page")
    yield window.tabs.setFocus
    yield hand.scan(number)
    yield from hand.until(lambda: window.tabs.currentIndex() == ORDERS, "the order scanned")
    yield hand.keys("Alt+2")
    yield from hand.picture("scanned-order")


def in_the_dark(hand: Hand) -> Story[None]:
    """The same in dark colours."""
    window = yield from hand.at(MainWindow)
    yield lambda: window.menuBar().findChild(QAction, "scheme_dark").trigger()
    yield hand.keys("Alt+1")
    yield from hand.picture("order-dark")
    yield hand.keys("Ctrl+2")
    yield from hand.until(lambda: window.tabs.currentIndex() == CUSTOMERS, "the customers")
    yield from hand.picture("customer-dark")
    yield hand.keys("Ctrl+3")
    yield lambda: window.menuBar().findChild(QAction, "scheme_light").trigger()
