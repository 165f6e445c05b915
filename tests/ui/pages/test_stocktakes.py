"""The stocktakes page: begun, counted by keyboard, reviewed with reasons, posted, given up."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.orders import OrderState
from garage.domain.staff import Role
from garage.domain.stocktakes import CountScope, reasons_for
from garage.services import staff, stocktake_list, stocktakes
from garage.services.count_scopes import Scope
from garage.services.parts import PartFilter
from garage.services.stocktake_list import SheetFilter
from garage.ui.desk import Desk
from garage.ui.forms import to_excel
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.stocktake import BeginStocktakeForm, PostForm
from garage.ui.forms.write_off import WriteOffForm
from garage.ui.kit import messages
from garage.ui.pages.count_grid import COUNTED, REASON
from garage.ui.pages.stock import StockPage
from garage.ui.pages.stocktakes import ALL, OPENED, WRITE_OFFS, StocktakesPage
from tests.services.stockroom import Stockroom, milli, on_hand
from tests.ui.conftest import Clock
from tests.ui.pages.counting import (
    Open,
    counting,
    counts,
    editor_of,
    enter,
    form_on,
    opened,
    part,
    printed,
    room,
    type_in,
)

NOW = datetime(2026, 11, 21, 9, 0)

__all__ = ["counting", "opened", "printed", "room"]

pytestmark = pytest.mark.usefixtures("printed")
CONTROL = Qt.KeyboardModifier.ControlModifier
FILTER, PADS = "6901234567892", "6901234567908"


@pytest.mark.usefixtures("language")
def test_the_page_opens_and_says_what_belongs_there(opened: Open) -> None:
    page = opened()
    for chip in (OPENED, ALL, WRITE_OFFS):
        page.chips.choose(chip)
        panel = page.stack.currentWidget()
        QAbstractItemModelTester(panel.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert panel.list.findChild(object, "empty_text").text()
        assert panel.list.findChild(object, "empty_action").isVisible()


@pytest.mark.usefixtures("language")
def test_a_shelf_is_counted_reviewed_and_posted_by_keyboard(
    qtbot: QtBot, opened: Open, room: Stockroom, printed: list[tuple[str, str]]
) -> None:
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    form = form_on(page, BeginStocktakeForm)
    assert isinstance(form, BeginStocktakeForm)
    form.widget("scope").set_value(CountScope.ALL)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    grid = page.sheet.grid
    QAbstractItemModelTester(page.sheet.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.stack.currentWidget() is page.sheet
    for typed in ("9", "4", "7"):
        type_in(qtbot, page, typed)
    assert counts(page) == [9000, 4000, 7000]
    qtbot.keyClick(grid, Qt.Key.Key_O, CONTROL)
    assert page.chips.isVisible() is False
    assert page.sheet.chips.current() == SheetFilter.DIFFERENCES
    for reason in ("issued", "found"):
        at = grid.currentIndex()
        assert page.sheet.model.columns[at.column()].name == REASON
        type_in(qtbot, page, reason)
    qtbot.keyClick(grid, Qt.Key.Key_O, CONTROL)
    post = form_on(page, PostForm)
    assert isinstance(post, PostForm)
    assert post.submit()
    assert [on_hand(part(code)).qty_milli for code in ("JL-01", "ZD-F01", "DP-80")] == [9000, 4000, 7000]
    assert not page.sheet.next_action.isEnabled()
    page.sheet.print_action.trigger()
    assert printed == [("difference_list", "TK-2026-00001")]
    qtbot.keyClick(grid, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.chips.current() == ALL
    assert page.list.list.current_key() == 1


@pytest.mark.usefixtures("language")
def test_a_blind_count_hides_the_books_until_the_review(opened: Open, room: Stockroom, desk: Desk) -> None:
    begun = stocktakes.begin(desk.by(), Scope(CountScope.ALL), blind=True)
    page = opened()
    page.show_stocktake(begun.id)
    grid, model = page.sheet.grid, page.sheet.model
    hidden = ("books", "difference", "worth", REASON)
    assert all(grid.isColumnHidden(model.place_of(name)) for name in hidden)
    stocktakes.count(desk.by(), begun.id, {part("JL-01"): milli(9)})
    with pytest.raises(KeyError):
        page.sheet.chips.chip(SheetFilter.DIFFERENCES)
    page.sheet.next_action.trigger()
    assert not any(grid.isColumnHidden(model.place_of(name)) for name in hidden)
    assert page.sheet.chips.current() == SheetFilter.DIFFERENCES


def test_nobody_posts_without_reasons_and_a_keeper_not_without_the_owner(
    counting: StocktakesPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = counting.sheet
    assert sheet.row is not None
    stocktakes.count(desk.by(), sheet.row.id, {part("DP-80"): milli(5)})
    sheet.next_action.trigger()
    asked: list[str] = []
    monkeypatch.setattr(messages, "reasons", lambda _parent, _title, why: asked.append(why[0].text) or why[0])
    sheet.next_action.trigger()
    assert "DP-80" in asked[0]
    assert sheet.model.columns[sheet.grid.currentIndex().column()].name == REASON
    sheet.model.setData(sheet.grid.currentIndex(), "丢失")
    desk.act_as(5)
    assert sheet.grid.isColumnHidden(sheet.model.place_of("worth")) is (
        not staff.person(5).roles & {Role.OWNER, Role.STOREKEEPER}
    )
    sheet.next_action.trigger()
    form = form_on(counting, PostForm)
    assert isinstance(form, PostForm)
    assert not form.submit()
    assert form.body.boxes["approved_by"].error.text()
    form.widget("approved_by").set_value(1)
    assert form.submit()
    assert on_hand(part("DP-80")).qty_milli == 5_000


@pytest.mark.usefixtures("language")
def test_reasons_are_suggested_where_a_difference_is_explained(
    qtbot: QtBot, counting: StocktakesPage, desk: Desk
) -> None:
    sheet = counting.sheet
    assert sheet.row is not None
    stocktakes.count(desk.by(), sheet.row.id, {part("JL-01"): milli(9)})
    qtbot.keyClick(sheet.grid, Qt.Key.Key_Tab)
    assert sheet.model.columns[sheet.grid.currentIndex().column()].name == REASON
    sheet.grid.edit(sheet.grid.currentIndex())
    editor = editor_of(counting)
    qtbot.waitUntil(editor.lists)
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    enter(qtbot, editor)
    assert stocktake_list.lines_of(sheet.row.id)[0].reason == reasons_for(-1000)[0]


def test_goods_that_moved_since_the_snapshot_are_marked(counting: StocktakesPage, room: Stockroom) -> None:
    model = counting.sheet.model
    at = model.index(0, model.place_of("books"))
    assert not at.data(Qt.ItemDataRole.DecorationRole)
    room.by = counting._desk.by()
    order = room.order(OrderState.IN_WORK)
    room.issue(order, (room.line(order, part("JL-01"), 2), 2))
    assert (at.data(), bool(at.data(Qt.ItemDataRole.DecorationRole))) == ("8", True)
    assert "−2" in at.data(Qt.ItemDataRole.ToolTipRole)


def test_a_sheet_that_is_posted_by_another_seat_is_told_and_can_no_longer_be_typed(
    counting: StocktakesPage, desk: Desk
) -> None:
    sheet = counting.sheet
    assert sheet.row is not None
    stocktakes.count(desk.by(), sheet.row.id, {part("JL-01"): milli(10)})
    stocktakes.review(desk.by(), sheet.row.id, sheet.row.version)
    stocktakes.post(desk.by(), sheet.row.id, stocktake_list.one(sheet.row.id).version)
    assert not sheet.entry.isVisible()
    assert not sheet.model.may_edit(sheet.model.index(0, sheet.model.place_of(COUNTED)))


@pytest.mark.usefixtures("language")
def test_a_count_is_given_up_with_a_reason_and_nothing_is_booked(counting: StocktakesPage) -> None:
    counting.sheet.cancel_action.trigger()
    form = form_on(counting, ReasonForm)
    assert isinstance(form, ReasonForm)
    assert not form.submit()
    form.widget("reason").setPlainText("改日再盘")
    assert form.submit()
    assert "改日再盘" in counting.sheet.about.accessibleName()
    assert stocktake_list.open_count() == 0


def test_the_form_tells_how_many_parts_and_which_stocktake_has_some_in_hand(
    opened: Open, room: Stockroom, desk: Desk
) -> None:
    begun = stocktakes.begin(desk.by(), Scope(CountScope.BIN, "B"))
    page = opened()
    form = page.begin()
    form.widget("scope").set_value(CountScope.ALL)
    form._fit()
    told = form.findChild(object, "told").text()
    assert "2" in told
    assert begun.no in told
    form.widget("scope").set_value(CountScope.BIN)
    form._fit()
    assert not form.submit()
    assert form.body.boxes["bin"].error.text()
    form.widget("bin").setText("A")
    assert form.submit()
    assert page.sheet.row is not None
    assert page.sheet.row.lines == 2


def test_a_scanned_number_opens_its_sheet_or_its_write_off(opened: Open, room: Stockroom, desk: Desk) -> None:
    begun = stocktakes.begin(desk.by(), Scope(CountScope.ALL))
    page = opened()
    assert page.show_document(begun.no)
    assert page.sheet.row is not None
    assert page.sheet.row.id == begun.id
    assert not page.show_document("TK-2026-99999")


@pytest.mark.usefixtures("language")
def test_what_is_due_is_counted_from_the_list_of_parts_and_so_is_what_was_chosen(
    qtbot: QtBot, room: Stockroom, desk: Desk, clock: Clock
) -> None:
    clock.forward(days=91)
    stock = StockPage(desk)
    qtbot.addWidget(stock)
    stock.resize(1280, 610)
    stock.show()
    page = stock.page("parts")
    assert not page.findChild(QPushButton, "count_parts_button").isVisible()
    page.list.chips.choose(PartFilter.TO_COUNT)
    page.findChild(QPushButton, "count_parts_button").click()
    form = form_on(stock.page("stocktakes"), BeginStocktakeForm)
    assert isinstance(form, BeginStocktakeForm)
    assert form.widget("scope").value() is CountScope.ROLLING
    assert form.submit()
    sheet = stock.page("stocktakes").sheet
    assert (stock.tabs.currentWidget().isAncestorOf(sheet), sheet.row.lines) == (True, 3)
    stocktakes.cancel(desk.by(), sheet.row.id, sheet.row.version, "试一下")
    stock.show_part(part("DP-80"))
    page.count_action.trigger()
    [form] = [one for one in stock.findChildren(BeginStocktakeForm) if one.isVisible()]
    assert form.widget("scope").value() is CountScope.PARTS
    assert form.submit()
    assert [line.code for line in stocktake_list.lines_of(sheet.row.id)] == ["DP-80"]


def test_a_sheet_goes_to_excel_with_figures_that_can_be_counted_with(
    qtbot: QtBot, counting: StocktakesPage, desk: Desk, tmp_path: Path
) -> None:
    sheet = counting.sheet
    assert sheet.row is not None
    stocktakes.count(desk.by(), sheet.row.id, {part("DP-80"): milli(5), part("JL-01"): milli(12)})
    with qtbot.waitSignal(to_excel.write(sheet.grid, tmp_path / "a.xlsx", NOW).ended):
        pass
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True))
    assert any(sheet.row.no in str(row[0]) for row in rows)
    [battery] = [row for row in rows if "DP-80" in row]
    assert battery[4:8] == (6, 5, -1, -420)
    [filters] = [row for row in rows if "JL-01" in row]
    assert filters[4:8] == (10, 12, 2, 20)


@pytest.mark.usefixtures("language")
def test_buttons_of_a_sheet_tell_what_they_do_now(counting: StocktakesPage, desk: Desk) -> None:
    sheet = counting.sheet
    assert sheet.row is not None
    for row, next_, paper in ((sheet.row, sheet._next, sheet._print),):
        assert next_.text() in next_.toolTip()
        assert paper.text().rstrip("…") in paper.toolTip()
        stocktakes.count(desk.by(), row.id, {part("JL-01"): milli(9)})
        stocktakes.review(desk.by(), row.id, row.version)
        assert next_.text().rstrip("…") in next_.toolTip() == sheet.next_action.toolTip()
        assert paper.text().rstrip("…") in paper.toolTip() == sheet.print_action.toolTip()


def test_escape_leaves_the_sheet_but_in_a_cell_ends_the_typing_first(
    qtbot: QtBot, counting: StocktakesPage
) -> None:
    grid = counting.sheet.grid
    qtbot.keyClick(grid, "9")
    qtbot.keyClick(editor_of(counting), Qt.Key.Key_Escape)
    assert counting.stack.currentWidget() is counting.sheet
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert counting.stack.currentWidget() is counting.list
    assert counts(counting)[0] is None


def test_what_is_found_broken_is_written_off_from_the_sheet(qtbot: QtBot, counting: StocktakesPage) -> None:
    grid = counting.sheet.grid
    grid.selectRow(1)
    qtbot.keyClick(grid, Qt.Key.Key_W, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    form = form_on(counting, WriteOffForm)
    assert isinstance(form, WriteOffForm)
    assert [row["part_id"] for row in form.grid.rows()] == [part("ZD-F01")]
    form.widget("reason").setText("摔坏")
    assert form.submit()
    assert on_hand(part("ZD-F01")).qty_milli == 3_000
    assert counting.stack.currentWidget() is counting.sheet
