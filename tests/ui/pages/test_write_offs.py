"""Goods are written off on the stocktakes page, and come back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

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
