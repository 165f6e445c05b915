"""A cell that is still open holds words that stand nowhere else: nobody takes them away."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.services import order_lines, orders
from garage.services.orders import Reception
from garage.ui.desk import Desk
from garage.ui.forms.estimate_lines import blank_row, line_of
from garage.ui.pages.orders import OrdersPage
from tests.ui.pages.test_orders import Yard, stored, type_words


@pytest.fixture
def yard(desk: Desk) -> Yard:
    return Yard(desk)


@pytest.fixture
def page(desk: Desk, yard: Yard, qtbot: QtBot) -> Iterator[OrdersPage]:
    shown = OrdersPage(desk)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.show_order(yard.order)
    yield shown
    shown.view.lines.grid.set_rows([])


def test_a_word_half_typed_stays_when_another_desk_changes_the_lines(
    page: OrdersPage, yard: Yard, desk: Desk
) -> None:
    editor = type_words(page, "name", "brake")
    theirs = line_of(blank_row() | {"name": "他人项目", "qty": 1000, "price": 5_000})
    order_lines.save_lines(desk.by(), yard.order, orders.open_page(yard.order).version, [theirs])
    QApplication.processEvents()
    assert QApplication.focusWidget() is editor
    assert editor.text() == "brake"
    assert not page.view.lines._banner.isHidden()
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert page.view.lines.grid.rows()[0]["name"] == "brake"
    assert page.view.lines.is_dirty()
    assert [name for _kind, name, _fen in stored(yard.order)] == ["他人项目"]


def test_and_when_something_beside_the_lines_is_changed(page: OrdersPage, yard: Yard, desk: Desk) -> None:
    editor = type_words(page, "name", "brake")
    sheet = Reception(odometer_km=86_412, walk_around_done=True)
    orders.save_reception(desk.by(), yard.order, orders.open_page(yard.order).version, sheet)
    QApplication.processEvents()
    assert QApplication.focusWidget() is editor
    assert editor.text() == "brake"
    assert page.view.lines._banner.isHidden()
