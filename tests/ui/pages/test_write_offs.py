"""Goods are written off on the stocktakes page, and come back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.domain.staff import Role
from garage.services import staff, write_offs
from garage.services.write_offs import WrittenLine
from garage.ui.desk import Desk
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.write_off import WriteOffForm
from tests.services.stockroom import Stockroom, on_hand
from tests.ui.pages.counting import Open, counting, form_on, opened, part, printed, room, words

__all__ = ["counting", "opened", "printed", "room"]

pytestmark = pytest.mark.usefixtures("printed")
CONTROL = Qt.KeyboardModifier.ControlModifier
FILTER, PADS = "6901234567892", "6901234567908"


@pytest.mark.usefixtures("language")
def test_goods_are_written_off_by_keyboard_and_come_back(
    qtbot: QtBot, opened: Open, room: Stockroom, printed: list[tuple[str, str]]
) -> None:
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_W, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    form = page.window().findChild(WriteOffForm)
    assert isinstance(form, WriteOffForm)
    qtbot.keyClicks(form.search, FILTER)
    qtbot.keyClick(form.search, Qt.Key.Key_Return)
    at = form.grid.lines.index(0, form.grid.lines.place_of("qty"))
    form.grid.lines.setData(at, "11")
    reason = form.widget("reason")
    QApplication.sendEvent(reason, words("过期变质"))
    assert not form.submit()
    assert form.grid.status.text()
    form.grid.lines.setData(at, "3")
    assert form.submit()
    assert on_hand(part("JL-01")).qty_milli == 7_000
    panel = page.write_offs
    assert panel.list.current_row().reason == "过期变质"
    assert panel.lines.rows().rowCount() == 1
    panel.print_slip()
    assert printed == [("write_off", "WF-2026-00001")]
    panel.reverse()
    back = form_on(page, ReasonForm)
    assert isinstance(back, ReasonForm)
    back.widget("reason").setPlainText("没有过期")
    assert back.submit()
    assert on_hand(part("JL-01")).qty_milli == 10_000
    assert panel.list.current_row().reversed_at is not None


def test_a_tracked_piece_is_named_or_lost_and_its_number_stands_in_the_list(
    qtbot: QtBot, opened: Open, room: Stockroom
) -> None:
    room.part(3, 90_000, code="DC-60", barcode="6901234567000", serial_tracked=True)
    page = opened()
    form = page.write_offs.add_write_off()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    for _piece in range(2):
        qtbot.keyClicks(form.search, "6901234567000")
        qtbot.keyClick(form.search, Qt.Key.Key_Return)
        assert form.serial.scan.hasFocus()
        if not form.grid.rows()[0]["serials"]:
            qtbot.keyClicks(form.serial.scan, "SN-1")
            qtbot.keyClick(form.serial.scan, Qt.Key.Key_Return)
    qtbot.keyClick(form.serial.scan, Qt.Key.Key_Escape)
    assert form.search.hasFocus()
    QApplication.sendEvent(form.widget("reason"), words("丢失"))
    assert form.submit()
    assert "SN-1" in page.write_offs.lines.rows().index(0, 1).data()


def test_whoever_is_no_owner_names_one_to_reverse_a_write_off(
    opened: Open, room: Stockroom, desk: Desk
) -> None:
    write_offs.write_off(room.by, [WrittenLine(part("JL-01"), 1_000)], "x")
    desk.act_as(next(one.id for one in staff.people() if Role.OWNER not in one.roles))
    page = opened()
    panel = page.write_offs
    panel.show_write_off(1)
    panel.reverse()
    back = form_on(page, ReasonForm)
    assert isinstance(back, ReasonForm)
    back.widget("reason").setPlainText("没有过期")
    assert not back.submit()
    assert back.body.boxes["approved_by"].error.text()
    back.widget("approved_by").set_value(room.by.staff_id)
    assert back.submit()
    assert on_hand(part("JL-01")).qty_milli == 10_000
