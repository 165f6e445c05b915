"""Where a scan leads from the window, wherever the keyboard is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.domain.counter_sales import SaleLine
from garage.domain.settlements import PayMethod, Tender
from garage.services import (
    counter_sales,
    exit_passes,
    orders,
    parts,
)
from garage.services.counter_sales import Buyer
from garage.ui.desk import Desk
from garage.ui.forms.gate import GateForm
from garage.ui.kit.toast import Toast
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import CUSTOMERS, ORDERS, PARTS
from tests.services.stockroom import Stockroom
from tests.ui.test_main_window import Car, car, open_window, own_settings, said, window

__all__ = ["car", "open_window", "own_settings", "window"]


def scan(qtbot: QtBot, window: MainWindow, code: str) -> None:
    widget = QApplication.focusWidget() or window
    qtbot.keyClicks(widget, code)
    qtbot.keyClick(widget, Qt.Key.Key_Return)


def test_a_scanned_document_opens_its_order_wherever_the_keyboard_is(
    qtbot: QtBot, window: MainWindow, car: Car, desk: Desk
) -> None:
    order = orders.open_order(desk.by(), car.vehicle)
    window.show_tab(CUSTOMERS)
    window.search.setFocus()
    with qtbot.waitSignal(window.page(ORDERS).opened) as shown:
        scan(qtbot, window, orders.open_page(order).no)
    assert shown.args == [order]
    assert window.search.text() == ""
    following = window.page(ORDERS).view.next
    assert following.button.hasFocus()
    with qtbot.waitSignal(following.blocked):
        qtbot.keyClick(following.button, Qt.Key.Key_Return)


def test_a_scanned_pass_offers_the_gate_and_a_used_one_says_so(
    qtbot: QtBot, window: MainWindow, car: Car, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = orders.open_order(desk.by(), car.vehicle)
    number = exit_passes.leave_unrepaired(desk.by(), order, "客户不修了")
    shown: list[str] = []
    monkeypatch.setattr(GateForm, "exec", lambda form: shown.append(form.objectName()))
    window.tabs.setFocus()
    scan(qtbot, window, number)
    qtbot.waitUntil(lambda: shown == ["gate_form"])
    assert window.page(ORDERS).view.page.id == order
    exit_passes.leave(desk.by(), order, 100)
    window._ear.hear(number)
    assert number in said(window)
    assert shown == ["gate_form"]


def test_a_scanned_number_that_nobody_has_is_said_to(qtbot: QtBot, window: MainWindow) -> None:
    window.tabs.setFocus()
    scan(qtbot, window, "WO-2026-09999")
    assert "WO-2026-09999" in said(window)


def test_a_scanned_sale_and_its_receipt_open_the_counter(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    part = Stockroom(desk.by(), 2).part(2, 2_000, price_fen=5_000)
    paid = [Tender(PayMethod.CASH, 5_000)]
    sold = counter_sales.sell(desk.by(), Buyer(), [SaleLine(part, 1000, 5_000)], paid)
    for number in (sold.no, sold.receipt_no):
        window.show_tab(CUSTOMERS)
        window.tabs.setFocus()
        scan(qtbot, window, number)
        assert window.tabs.currentIndex() == PARTS
        assert window.page(PARTS).page("counter").detail.page.row.no == sold.no
    scan(qtbot, window, "RC-2026-09999")
    assert "RC-2026-09999" in said(window)


def test_a_scanned_part_is_typing_inside_a_field_and_opens_the_part_elsewhere(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = parts.add(desk.by(), parts.PartData(code="D1060", name="前刹车片", barcode="6901234567892"))
    shown: list[int] = []
    monkeypatch.setattr(window.page(PARTS), "show_part", shown.append)
    window.tabs.setFocus()
    scan(qtbot, window, "6901234567892")
    assert shown == [part]
    window.search.setFocus()
    qtbot.keyClicks(window.search, "6901234567892")
    assert window.search.text() == "6901234567892"


def test_a_scan_waits_while_a_form_is_open(qtbot: QtBot, window: MainWindow, car: Car, desk: Desk) -> None:
    order = orders.open_order(desk.by(), car.vehicle)
    window.show_tab(CUSTOMERS)
    dialog = window.open_settings()
    window._ear.hear(orders.open_page(order).no)
    assert window.tabs.currentIndex() == CUSTOMERS
    assert said(dialog)
    dialog.done(0)


def test_a_form_takes_the_scan_that_it_asks_for(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    dialog = window.open_settings()
    monkeypatch.setattr(dialog, "take_document", lambda no: not taken.append(no), raising=False)
    window._ear.hear("gr-2026-00001")
    assert taken == ["GR-2026-00001"]
    assert dialog.findChildren(Toast) == []
    dialog.done(0)
