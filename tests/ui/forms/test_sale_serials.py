"""Tracked parts at the counter: each piece is scanned when it is sold and when it comes back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from garage.domain.counter_sales import SaleLine
from garage.services import counter_sales, sale_list, serials
from garage.services.counter_sales import Buyer
from garage.ui.desk import Desk
from garage.ui.forms.counter_return import CounterReturnForm
from garage.ui.forms.counter_sale import CounterSaleForm
from tests.services.stockroom import Stockroom
from tests.ui.forms.test_counter_sale import (
    CONTROL,
    OIL,
    cash,
    form,
    leave_open_forms,
    oil,
    pads,
    put,
    room,
    scan,
    shown,
)

__all__ = ["form", "leave_open_forms", "oil", "pads", "room"]

BATTERY = "6901234567000"


@pytest.fixture
def battery(room: Stockroom) -> int:
    """Three tracked batteries."""
    return room.part(
        3, 30_000, code="DC-60", name="蓄电池", barcode=BATTERY, price_fen=20_000, serial_tracked=True
    )


def type_number(qtbot: QtBot, form: CounterSaleForm, number: str) -> None:
    qtbot.keyClicks(form.serial.scan, number)
    qtbot.keyClick(form.serial.scan, Qt.Key.Key_Return)


@pytest.mark.usefixtures("language", "battery")
def test_a_tracked_part_asks_for_the_number_of_each_piece_at_once(
    qtbot: QtBot, form: CounterSaleForm
) -> None:
    assert form.grid.isColumnHidden(form.grid.lines.place_of("serials"))
    scan(qtbot, form, OIL)
    assert form.serial.isHidden()
    scan(qtbot, form, BATTERY)
    assert form.focusWidget() is form.serial.scan
    type_number(qtbot, form, BATTERY)
    assert form.serial.error.text()
    type_number(qtbot, form, "sn-1")
    assert form.focusWidget() is form.search
    assert form.serial.isHidden()
    scan(qtbot, form, BATTERY)
    type_number(qtbot, form, "SN-1")
    assert form.serial.error.text()
    type_number(qtbot, form, "SN-2")
    assert form.grid.rows()[1]["serials"] == ("SN-1", "SN-2")
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert [row.sale_no for row in serials.find("SN-2")] == ["CS-2026-00001"]


@pytest.mark.usefixtures("battery")
def test_without_its_numbers_a_tracked_part_is_not_sold_and_fewer_pieces_drop_theirs(
    qtbot: QtBot, form: CounterSaleForm
) -> None:
    scan(qtbot, form, BATTERY)
    qtbot.keyClick(form.serial.scan, Qt.Key.Key_Escape)
    assert form.focusWidget() is form.search
    assert form.isVisible()
    put(form, 0, "qty", "2")
    assert not form.submit()
    assert form.serial.error.text()
    assert form.focusWidget() is form.serial.scan
    type_number(qtbot, form, "SN-1")
    type_number(qtbot, form, "SN-2")
    put(form, 0, "qty", "1")
    assert form.grid.rows()[0]["serials"] == ("SN-1",)
    assert form.submit()


def test_a_number_that_another_seat_sold_meanwhile_is_asked_for_again(
    qtbot: QtBot, desk: Desk, form: CounterSaleForm, battery: int
) -> None:
    scan(qtbot, form, BATTERY)
    type_number(qtbot, form, "SN-1")
    goods = [SaleLine(battery, 1000, 20_000, serials=("SN-1",))]
    other = counter_sales.sell(desk.by(), Buyer(), goods, cash(20_000))
    assert not form.submit()
    assert other.no in form.serial.error.text()
    assert form.grid.rows()[0]["serials"] == ()
    type_number(qtbot, form, "SN-2")
    assert form.submit()


def test_the_number_of_a_piece_that_comes_back_counts_it(qtbot: QtBot, desk: Desk, battery: int) -> None:
    goods = [SaleLine(battery, 2000, 20_000, serials=("SN-1", "SN-2"))]
    sold = counter_sales.sell(desk.by(), Buyer(), goods, cash(40_000))
    form = shown(qtbot, CounterReturnForm(desk, None, sold.id))
    form.widget("reason").setText("x")
    put(form, 0, "qty", "1")
    assert not form.submit()
    assert "SN-1" in form.body.boxes["scan"].error.text()
    qtbot.keyClicks(form.scan, "sn-2")
    qtbot.keyClick(form.scan, Qt.Key.Key_Return)
    assert form.grid.rows()[0]["qty"] == 1000
    assert form.submit()
    assert sale_list.one(sold.id).lines[0].out == ("SN-1",)
