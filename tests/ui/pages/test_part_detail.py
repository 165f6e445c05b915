"""What belongs to the chosen part: its ledger, its substitutes, its purchases and prices."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from garage.models.part_file import PartPrice
from garage.services import write_offs
from garage.services.write_offs import WrittenLine
from garage.ui.desk import Desk
from garage.ui.forms.substitute import SubstituteForm
from garage.ui.kit.toast import Toast
from garage.ui.pages.part_detail import PRICES, SERIALS
from tests.services.stockroom import Stockroom
from tests.ui.pages.shelves import Open, leave_open_forms, opened, room, shelf, window

__all__ = ["leave_open_forms", "opened", "room", "shelf"]


def test_the_ledger_shows_every_movement_and_enter_opens_its_order(
    qtbot: QtBot, language: str, shelf: list[int], room: Stockroom, opened: Open
) -> None:
    order = room.order()
    room.issue(order, (room.line(order, shelf[0], 4), 3))
    page = opened()
    page.show_part(shelf[0])
    rows = page.detail.ledger.rows()
    told = [[rows.index(line, at).data() for at in range(rows.columnCount())] for line in range(2)]
    assert [line[3:7] for line in told] == [
        ["−3", "−1,050.00", "7", "2,450.00"],
        ["+10", "+3,500.00", "10", "3,500.00"],
    ]
    assert "京A·12345" in told[0][8]
    page.detail.ledger.selectRow(1)
    with qtbot.assertNotEmitted(page.order_opened):
        qtbot.keyClick(page.detail.ledger, Qt.Key.Key_Return)
    page.detail.ledger.selectRow(0)
    with qtbot.waitSignal(page.order_opened) as opened_order:
        qtbot.keyClick(page.detail.ledger, Qt.Key.Key_Return)
    assert opened_order.args == [order]


def test_the_tabs_of_a_part_are_reached_by_their_keys(
    qtbot: QtBot, language: str, shelf: list[int], opened: Open
) -> None:
    page = opened()
    page.show_part(shelf[1])
    tabs = page.detail.tabs
    keys = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    for place, view in enumerate(
        (page.detail.ledger, page.detail.numbers.list, page.detail.photos.strip.list)
    ):
        qtbot.keyClick(page, Qt.Key(Qt.Key.Key_1 + place), keys)
        assert tabs.currentIndex() == place
        assert view.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_4, keys)
    assert page.detail.purchases.rows().row_at(0).receipt_no == "GR-2026-00001"


def test_the_pieces_of_a_tracked_part_get_a_tab_and_lead_to_their_papers(
    qtbot: QtBot, language: str, shelf: list[int], room: Stockroom, opened: Open
) -> None:
    battery = room.part(2, 60_000, serial_tracked=True)
    page = opened()
    page.show_part(shelf[0])
    assert not page.detail.tabs.isTabVisible(SERIALS)
    number = write_offs.write_off(room.by, [WrittenLine(battery, 1_000, ("SN-1",))], "x")
    page.show_part(battery)
    assert page.detail.tabs.isTabVisible(SERIALS)
    pieces = page.detail.serials
    assert pieces.rows().row_at(0).new == "SN-1"
    assert number in pieces.rows().index(0, 3).data()
    with qtbot.waitSignal(page.document_opened) as asked:
        pieces.opened.emit(pieces.rows().row_at(0))
    assert asked.args == [number]


def test_dated_prices_get_a_tab_of_their_own(desk: Desk, shelf: list[int], opened: Open) -> None:
    PartPrice.create(
        part=shelf[1],
        starts_on=date(2027, 1, 1),
        price_fen=5_000,
        basis="COST_PLUS",
        markup_bp=3_000,
        **desk.by().stamp(),
    )
    PartPrice.delete().where(PartPrice.part == shelf[0]).execute()
    page = opened()
    page.show_part(shelf[0])
    assert not page.detail.tabs.isTabVisible(PRICES)
    page.show_part(shelf[1])
    assert page.detail.tabs.isTabVisible(PRICES)
    prices = page.detail.prices.rows()
    assert [prices.index(0, at).data() for at in (0, 1)] == ["2027-01-01", "¥50.00"]


def test_a_substitute_is_named_opened_and_taken_away_by_keyboard(
    qtbot: QtBot, language: str, shelf: list[int], opened: Open
) -> None:
    page = opened()
    page.show_part(shelf[2])
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_A, keys)
    form = window(SubstituteForm)
    qtbot.waitUntil(form.isActiveWindow)
    assert not form.submit()
    assert form.body.boxes["substitute_id"].error.text()
    qtbot.keyClicks(form.part, "JL-001")
    qtbot.keyClick(form.part, Qt.Key.Key_Return)
    assert form.submit()
    tab = page.detail.numbers
    assert tab.list.rows().row_at(0).part.code == "JL-001"
    assert "JL-001" in page.detail.card.about.text(), "offered where the part is out"
    tab.list.setFocus()
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    assert page.detail.part_id == shelf[1]
    assert tab.list.rows().row_at(0).part.code == "ZZ-009"
    tab.list.selectRow(0)
    tab.remove_action.trigger()
    assert tab.list.rows().rowCount() == 0
    page.findChild(Toast).findChild(QPushButton).click()
    assert tab.list.rows().rowCount() == 1
