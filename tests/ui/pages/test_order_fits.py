"""What an order says fits the smallest screen, in English too."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel

from garage.services import orders
from garage.ui.desk import Desk
from garage.ui.kit import theme
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import ORDERS
from garage.ui.pages.order_view import OrderView
from tests.services.road import Road
from tests.ui import rich_orders
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings, road
from tests.ui.looks import SMALL_SCREEN

__all__ = ["own_settings", "road"]


@pytest.fixture
def view(desk: Desk, road: Road, clock: Clock, qapp: QApplication, language: str) -> Iterator[OrderView]:
    """An order that waits, with a clock, a delay, declined and proposed lines, and a check that failed."""
    rich_orders.waiting(road)
    clock.now = road.boss.at
    theme.apply(qapp, "light")
    window = MainWindow(desk, "garage.db", remembers=False)
    window.resize(SMALL_SCREEN)
    window.show()
    window.show_order(road.order)
    QApplication.processEvents()
    yield window.page(ORDERS).view
    window.retire()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_frozen_lines_do_not_scroll_sideways(view: OrderView) -> None:
    view.tabs.setCurrentWidget(view.lines)
    QApplication.processEvents()
    grid = view.lines.grid
    assert not grid.isColumnHidden(grid.lines.place_of("state"))
    assert grid.horizontalScrollBar().maximum() == 0


def test_what_is_the_same_in_every_frozen_line_is_left_out(view: OrderView) -> None:
    grid = view.lines.grid
    hidden = {one.name for at, one in enumerate(grid.lines.columns) if grid.isColumnHidden(at)}
    assert {"own", "pay_type", "discount", "stock"} <= hidden
    assert {"name", "qty", "price", "amount", "state", "grade"}.isdisjoint(hidden)


def test_the_head_names_the_car_beside_its_clock(view: OrderView, road: Road) -> None:
    car = view.findChild(QLabel, "order_car")
    assert orders.open_page(road.order).model in car.text()
    assert "86,412 km" in car.text()
    assert view.findChild(QLabel, "order_clock").text()


def test_rounds_and_inspectors_are_read_whole(view: OrderView) -> None:
    view.tabs.setCurrentWidget(view.inspections)
    QApplication.processEvents()
    table = view.inspections.list
    model = table.model()
    for row in range(model.rowCount()):
        for name in ("stage", "round", "result", "by", "at"):
            at = [column.name for column in table.rows().columns].index(name)
            words = str(model.index(row, at).data())
            assert table.sizeHintForIndex(model.index(row, at)).width() <= table.columnWidth(at), words
