"""Counts as they come: typed, scanned, from another seat, from a paper sheet."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from garage.domain.orders import OrderState
from garage.services import stocktakes
from garage.services.command import By
from garage.ui.pages.count_grid import COUNTED
from garage.ui.pages.stocktakes import StocktakesPage
from tests.services.stockroom import Stockroom, milli
from tests.ui.conftest import Clock
from tests.ui.pages.counting import counting, counts, editor_of, enter, opened, part, printed, room, type_in

__all__ = ["counting", "opened", "printed", "room"]

pytestmark = pytest.mark.usefixtures("printed")
CONTROL = Qt.KeyboardModifier.ControlModifier
FILTER, PADS = "6901234567892", "6901234567908"


@pytest.mark.usefixtures("language")
def test_what_cannot_be_read_stays_in_its_cell_and_is_said(qtbot: QtBot, counting: StocktakesPage) -> None:
    sheet = counting.sheet
    type_in(qtbot, counting, "nine")
    at = sheet.model.index(0, sheet.model.place_of(COUNTED))
    assert (sheet.grid.currentIndex(), at.data()) == (at, "nine")
    assert "nine" in sheet.status.text()
    assert counts(counting)[0] is None
    type_in(qtbot, counting, "9")
    assert counts(counting)[0] == 9000
    assert not sheet.status.text()
    assert sheet.grid.currentIndex().row() == 1


def test_a_count_is_taken_back_with_delete(qtbot: QtBot, counting: StocktakesPage) -> None:
    type_in(qtbot, counting, "9")
    counting.sheet.grid.selectRow(0)
    qtbot.keyClick(counting.sheet.grid, Qt.Key.Key_Delete)
    assert counts(counting)[0] is None


def test_the_scanner_counts_one_by_one_and_a_number_says_how_many(
    qtbot: QtBot, counting: StocktakesPage
) -> None:
    scan = counting.sheet.entry.scan
    qtbot.keyClick(counting, Qt.Key.Key_F, CONTROL)
    assert scan.hasFocus()
    for typed in (FILTER, FILTER, PADS, "3", FILTER, "8"):
        qtbot.keyClicks(scan, typed)
        qtbot.keyClick(scan, Qt.Key.Key_Return)
    assert counts(counting) == [10_000, 3_000, None]
    assert scan.hasFocus()
    assert counting.sheet.grid.current_key() == part("JL-01")


def test_a_scan_may_say_how_many_and_which_kind_of_code_it_was(
    qtbot: QtBot, counting: StocktakesPage
) -> None:
    scan = counting.sheet.entry.scan
    for typed in ("]C0JL-01", "2*jl-01", f"3*{PADS}", "4"):
        qtbot.keyClicks(scan, typed)
        qtbot.keyClick(scan, Qt.Key.Key_Return)
    assert counts(counting) == [3_000, 4_000, None]
    assert not counting.sheet.entry.unknown.isVisible()


@pytest.mark.usefixtures("language")
def test_an_unknown_code_is_said_and_kept_until_somebody_looked_after_it(
    qtbot: QtBot, counting: StocktakesPage, room: Stockroom
) -> None:
    entry = counting.sheet.entry
    room.part(code="NEW-1", barcode="4006381333931")
    for code in ("4006381333931", "77", "XX-9", "XX-9"):
        entry.take(code)
    assert "XX-9" in counting.sheet.status.text()
    assert "NEW-1" in entry.unknown.words.text()
    assert "XX-9 × 2" in entry.unknown.words.text()
    assert "77" not in entry.unknown.words.text()
    counting.sheet.show_sheet(counting.sheet.row.id)
    assert "XX-9 × 2" in entry.unknown.words.text()
    entry.forget_unknown()
    assert not entry.unknown.isVisible()


def test_a_scan_heard_outside_its_line_counts_and_is_no_quantity(counting: StocktakesPage) -> None:
    for code in ("JL-01", "12345", "JL-01"):
        counting.sheet.take_part(code)
    assert counts(counting) == [2_000, None, None]
    assert "12345" in counting.sheet.entry.unknown.words.text()


def test_a_barcode_scanned_into_a_cell_counts_its_part_and_no_quantity(
    qtbot: QtBot, counting: StocktakesPage
) -> None:
    type_in(qtbot, counting, PADS)
    assert counts(counting) == [None, 1_000, None]


def test_what_another_seat_counts_appears_and_what_is_being_typed_stays(
    qtbot: QtBot, counting: StocktakesPage
) -> None:
    sheet, grid = counting.sheet, counting.sheet.grid
    assert sheet.row is not None
    other = By(5, counting._desk.now())
    qtbot.keyClick(grid, "1")
    editor = editor_of(counting)
    stocktakes.count(other, sheet.row.id, {part("ZD-F01"): milli(4)})
    assert sheet.model.index(1, sheet.model.place_of(COUNTED)).data() == "4"
    assert "孙仓管" in sheet.model.index(1, sheet.model.place_of("who")).data()
    assert grid.is_typing()
    qtbot.keyClicks(editor, "0")
    enter(qtbot, editor)
    assert counts(counting) == [10_000, 4_000, None]


def test_two_seats_on_one_line_neither_writes_over_the_other_unseen(
    qtbot: QtBot, counting: StocktakesPage
) -> None:
    sheet, grid = counting.sheet, counting.sheet.grid
    assert sheet.row is not None
    qtbot.keyClick(grid, "8")
    editor = editor_of(counting)
    stocktakes.count(By(5, counting._desk.now()), sheet.row.id, {part("JL-01"): milli(9)})
    assert editor.text() == "8"
    enter(qtbot, editor)
    at = sheet.model.index(0, sheet.model.place_of(COUNTED))
    assert at.data() == "8"
    assert "孙仓管" in sheet.status.text()
    assert counts(counting)[0] == 9_000
    type_in(qtbot, counting, "8")
    assert counts(counting)[0] == 8_000


def test_a_paper_sheet_is_held_against_the_books_of_when_it_was_counted(
    counting: StocktakesPage, clock: Clock, room: Stockroom
) -> None:
    sheet = counting.sheet
    clock.forward(minutes=30)
    counted_at = clock.now - timedelta(minutes=20)
    room.by = counting._desk.by()
    order = room.order(OrderState.IN_WORK)
    room.issue(order, (room.line(order, part("JL-01"), 2), 2))
    sheet.entry.at.set_moment(counted_at)
    sheet.model.setData(sheet.model.index(0, sheet.model.place_of(COUNTED)), "10")
    assert sheet.model.row_at(0).difference_milli == 0
    sheet.entry.at.setText("2020-01-01 9:00")
    at = sheet.model.index(1, sheet.model.place_of(COUNTED))
    sheet.model.setData(at, "4")
    assert sheet.model.problem(at)


def test_what_is_scanned_off_a_paper_sheet_is_held_against_that_moment_too(
    counting: StocktakesPage, clock: Clock, room: Stockroom
) -> None:
    """Ten filters were counted, then two were issued: the paper is typed in by scanning its codes."""
    sheet = counting.sheet
    clock.forward(minutes=30)
    counted_at = clock.now - timedelta(minutes=20)
    room.by = counting._desk.by()
    order = room.order(OrderState.IN_WORK)
    room.issue(order, (room.line(order, part("JL-01"), 2), 2))
    sheet.entry.at.set_moment(counted_at)
    for typed in ("JL-01", "10"):
        sheet.entry.take(typed)
    assert (sheet.model.row_at(0).counted_milli, sheet.model.row_at(0).difference_milli) == (10_000, 0)
    sheet.entry.take("2*ZD-F01")
    assert sheet.model.row_at(1).counted_at == counted_at
    sheet.entry.at.setText("2020-01-01 9:00")
    sheet.entry.take("DP-80")
    assert sheet.status.text()
    assert counts(counting) == [10_000, 2_000, None]
