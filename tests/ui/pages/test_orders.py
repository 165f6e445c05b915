"""Work orders in a real window: the list, the grid that saves itself, the one next step."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from garage.domain.lines import LineKind, PartGrade, PayType, WorkType
from garage.domain.orders import OrderState
from garage.domain.stock import MovementKind
from garage.domain.warranty import RepairCategory
from garage.errors import Reason
from garage.services import customers, goods_receipts, operations, order_lines, orders, parts, vehicles
from garage.services.order_list import OrderFilter
from garage.services.orders import Reception
from garage.ui.desk import Desk
from garage.ui.forms.estimate_lines import blank_row, line_of
from garage.ui.kit import messages
from garage.ui.kit.search_field import SearchField
from garage.ui.pages.order_list import promise_words
from garage.ui.pages.orders import OrdersPage

CONTROL = Qt.KeyboardModifier.ControlModifier


class Yard:
    """Two cars, one operation, one part with three on the shelf."""

    def __init__(self, desk: Desk) -> None:
        by = desk.by()
        owner = customers.add(
            by, customers.CustomerData(name="王女士", phones=("13800138000",), address="创业路 88 号")
        )
        data = vehicles.VehicleData(plate="粤B12345", brand="大众", model="朗逸")
        self.lavida = vehicles.add(by, data, owner_id=owner)
        self.tesla = vehicles.add(
            by, vehicles.VehicleData(plate="沪AD12345", model="Model 3"), owner_id=owner
        )
        self.operation = operations.add(
            by,
            operations.OperationData(
                "BRK-01", "更换前刹车片", WorkType.MECHANICAL, RepairCategory.MINOR_REPAIR, 150
            ),
        )
        self.part = parts.add(
            by,
            parts.PartData(
                code="BP-001",
                name="前刹车片",
                unit="套",
                grade=PartGrade.GENUINE,
                price_fen=60_016,
                barcode="6901234567892",
            ),
        )
        goods_receipts.receive_goods(
            by, kind=MovementKind.OPENING, lines=[goods_receipts.GoodsLine(self.part, 3000, 105_000)]
        )
        self.order = orders.open_order(by, self.lavida, complaint="刹车异响")


@pytest.fixture
def yard(desk: Desk) -> Yard:
    return Yard(desk)


@pytest.fixture
def page(desk: Desk, yard: Yard, qtbot: QtBot) -> Iterator[OrdersPage]:
    shown = OrdersPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1280, 640)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.show_order(yard.order)
    yield shown
    shown.view.lines.grid.set_rows([])


def type_words(page: OrdersPage, column: str, words: str) -> QLineEdit:
    """Open the editor of a cell in the bar's row and type into it as an input method does."""
    grid = page.view.lines.grid
    at = grid.lines.index(grid.currentIndex().row(), grid.lines.place_of(column))
    grid.setFocus()
    grid.setCurrentIndex(at)
    grid.edit(at)
    editor = grid.findChildren(QLineEdit, f"edit_{column}")[-1]  # former ones are still being deleted
    editor.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(editor, event)
    return editor


def pick(page: OrdersPage, words: str) -> None:
    editor = type_words(page, "name", words)
    assert isinstance(editor, SearchField)
    editor.look()
    QTest.keyClick(editor, Qt.Key.Key_Down)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def put(page: OrdersPage, column: str, words: str) -> None:
    QTest.keyClick(type_words(page, column, words), Qt.Key.Key_Return)
    QApplication.processEvents()


def stored(order_id: int) -> list[tuple[LineKind, str, int]]:
    return [(line.kind, line.name, line.gross_fen) for line in orders.open_page(order_id).lines]


@pytest.mark.usefixtures("language")
def test_the_page_opens_and_walks_through_its_tabs_by_keyboard(page: OrdersPage, yard: Yard) -> None:
    QAbstractItemModelTester(page.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(page.view.lines.grid.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.list.current_key() == yard.order
    for number in range(1, page.view.tabs.count() + 1):
        QTest.keyClick(page, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
        assert page.view.tabs.currentIndex() == number - 1
    assert not page.grab().isNull()


def test_it_fits_a_small_screen_with_warranty_and_reasons(page: OrdersPage) -> None:
    assert page.minimumSizeHint().width() <= 1280
    assert page.minimumSizeHint().height() <= 640


def test_picking_an_operation_fills_hours_and_rate(page: OrdersPage, yard: Yard) -> None:
    pick(page, "brk")
    row = page.view.lines.grid.rows()[0]
    assert (row["kind"], row["qty"], row["price"], row["category"]) == (
        LineKind.LABOUR,
        1500,
        10_000,
        RepairCategory.MINOR_REPAIR,
    )
    assert page.view.lines.totals.total.text() == "¥150.00"


@pytest.mark.parametrize("typed", ["bp-001", "前刹车", "qscp", "6901234567892"])
def test_a_part_is_found_by_code_name_initials_or_scan(page: OrdersPage, yard: Yard, typed: str) -> None:
    editor = type_words(page, "name", typed)
    assert isinstance(editor, SearchField)
    editor.look()
    hits = [hit for hit in editor.popup.hits() if isinstance(hit.ref, parts.PartHit)]
    assert [hit.ref.id for hit in hits] == [yard.part]
    editor.pick(hits[0])
    row = page.view.lines.grid.rows()[0]
    assert (row["kind"], row["part_id"], row["qty"], row["price"], row["unit"], row["grade"]) == (
        LineKind.PART,
        yard.part,
        1000,
        60_016,
        "套",
        PartGrade.GENUINE,
    )


def test_a_part_says_what_is_short(page: OrdersPage) -> None:
    pick(page, "bp-001")
    grid = page.view.lines.grid
    stock = grid.lines.index(0, grid.lines.place_of("stock"))
    assert stock.data() == "3"
    grid.setCurrentIndex(grid.lines.index(0, 0))
    put(page, "qty", "5")
    assert stock.data() == "short 2"


def test_enter_goes_from_name_to_hours_to_rate_to_the_next_row(page: OrdersPage) -> None:
    grid = page.view.lines.grid
    grid.go_to(0, "kind")
    names = [column.name for column in grid.lines.columns]
    seen = []
    QTest.keyClick(grid, Qt.Key.Key_Return)
    put(page, "name", "检查底盘")
    for _step in range(3):
        seen.append((grid.currentIndex().row(), names[grid.currentIndex().column()]))
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert seen == [(0, "qty"), (0, "price"), (1, "name")]


def test_free_words_make_a_line_of_their_own(page: OrdersPage, yard: Yard) -> None:
    put(page, "name", "检查底盘异响")
    page.view.lines.grid.setCurrentIndex(page.view.lines.grid.lines.index(0, 0))
    put(page, "qty", "0.5")
    QTest.keyClick(page.view.lines.grid, Qt.Key.Key_S, CONTROL)
    assert stored(yard.order) == [(LineKind.LABOUR, "检查底盘异响", 5_000)]
    assert not page.view.lines.is_dirty()


def test_lines_are_saved_when_the_keyboard_leaves_the_grid(page: OrdersPage, yard: Yard) -> None:
    pick(page, "bp-001")
    assert stored(yard.order) == []
    page.list.setFocus()
    assert stored(yard.order) == [(LineKind.PART, "前刹车片", 60_016)]
    assert page.view.tabs.tabText(0).endswith("1")


def test_blank_rows_go_when_the_keyboard_leaves_the_grid(page: OrdersPage) -> None:
    pick(page, "bp-001")
    page.view.lines.grid.append_row()
    page.list.setFocus()
    assert page.view.lines.grid.lines.rowCount() == 1


def test_what_stands_in_the_open_editor_is_saved_too(page: OrdersPage, yard: Yard) -> None:
    pick(page, "brk")
    page.view.lines.grid.setCurrentIndex(page.view.lines.grid.lines.index(0, 0))
    type_words(page, "qty", "2")
    QTest.keyClick(page, Qt.Key.Key_S, CONTROL)
    assert stored(yard.order) == [(LineKind.LABOUR, "更换前刹车片", 20_000)]


def test_saving_keeps_the_bar_and_what_can_be_undone(page: OrdersPage) -> None:
    pick(page, "brk")
    grid = page.view.lines.grid
    at = (grid.currentIndex().row(), grid.currentIndex().column())
    assert page.view.save()
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == at
    grid.undo()
    assert page.view.lines.is_dirty()


def test_a_line_without_hours_is_marked_in_its_cell_and_keeps_its_words(page: OrdersPage, yard: Yard) -> None:
    put(page, "name", "检查底盘")
    assert not page.view.save()
    row, column, text = page.view.lines.grid.lines.first_error()
    assert (row, column, bool(text)) == (0, "qty", True)
    assert page.view.lines.grid.rows()[0]["name"] == "检查底盘"
    assert stored(yard.order) == []


def test_a_wrong_cell_that_keeps_the_order_comes_into_sight_from_another_tab(
    page: OrdersPage, yard: Yard, desk: Desk
) -> None:
    other = orders.open_order(desk.by(), yard.tesla)
    put(page, "name", "检查底盘")
    view = page.view
    for leave in (lambda: page.show_order(other), page.new_order):
        view.tabs.setCurrentWidget(view.reception)
        leave()
        assert (view.page.id, view.tabs.currentWidget()) == (yard.order, view.lines)
        assert view.window().focusWidget() is view.lines.grid


def test_the_marked_cell_is_the_right_one_behind_a_blank_row(page: OrdersPage) -> None:
    grid = page.view.lines.grid
    rows = [{"name": "甲", "qty": 1000, "price": 100}, {}, {"name": "乙", "price": 100}]
    grid.set_rows([blank_row() | row for row in rows])
    assert not page.view.save()
    assert grid.lines.first_error()[:2] == (2, "qty")


def test_words_that_are_no_number_stay_and_keep_the_order_on_screen(
    page: OrdersPage, yard: Yard, desk: Desk
) -> None:
    other = orders.open_order(desk.by(), yard.tesla)
    pick(page, "brk")
    page.view.lines.grid.setCurrentIndex(page.view.lines.grid.lines.index(0, 0))
    put(page, "qty", "zwei")
    page.show_order(other)
    assert page.view.page.id == yard.order
    assert page.view.lines.grid.lines.lines[0].typed == {"qty": "zwei"}


def test_another_desk_changes_the_lines_and_mine_stay_until_i_decide(
    page: OrdersPage, yard: Yard, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pick(page, "brk")
    theirs = line_of(blank_row() | {"name": "他人项目", "qty": 1000, "price": 5_000})
    order_lines.save_lines(desk.by(), yard.order, orders.open_page(yard.order).version, [theirs])
    assert page.view.lines.grid.rows()[0]["name"] == "更换前刹车片"
    assert not page.view.lines._banner.isHidden()
    monkeypatch.setattr(messages, "stale", lambda *_args: "keep")
    assert page.view.save()
    assert [name for _kind, name, _fen in stored(yard.order)] == ["更换前刹车片"]
    assert page.view.lines._banner.isHidden()


def test_another_desk_changes_the_lines_and_i_load_theirs(page: OrdersPage, yard: Yard, desk: Desk) -> None:
    pick(page, "brk")
    theirs = line_of(blank_row() | {"name": "他人项目", "qty": 1000, "price": 5_000})
    order_lines.save_lines(desk.by(), yard.order, orders.open_page(yard.order).version, [theirs])
    page.findChild(object, "load_theirs").click()
    assert [row["name"] for row in page.view.lines.grid.rows()] == ["他人项目"]
    assert not page.view.lines.is_dirty()


def test_a_change_beside_the_lines_does_not_disturb_typing(page: OrdersPage, yard: Yard, desk: Desk) -> None:
    pick(page, "brk")
    sheet = Reception(odometer_km=86_412, walk_around_done=True)
    orders.save_reception(desk.by(), yard.order, orders.open_page(yard.order).version, sheet)
    assert page.view.lines.is_dirty()
    assert page.view.lines._banner.isHidden()
    assert page.view.save()


def test_the_step_says_what_is_missing_and_a_reason_leads_to_the_grid(page: OrdersPage) -> None:
    codes = [reason.code for reason in page.view.next.reasons()]
    assert codes == ["odometer", "walk_around", "warranty_seen", "lines", "promised"]
    page.view.tabs.setCurrentIndex(3)
    page.view.go_to(Reason("lines", "", "lines"))
    assert page.view.tabs.currentWidget() is page.view.lines


def test_ctrl_enter_saves_what_is_typed_and_finishes_the_estimate(
    page: OrdersPage, yard: Yard, desk: Desk, qtbot: QtBot
) -> None:
    sheet = Reception(
        odometer_km=86_412,
        walk_around_done=True,
        warranty_seen=True,
        promised_at=desk.now() + timedelta(hours=4),
    )
    orders.save_reception(desk.by(), yard.order, orders.open_page(yard.order).version, sheet)
    pick(page, "brk")
    QTest.keyClick(page, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: orders.open_page(yard.order).state is OrderState.ESTIMATED)
    assert len(orders.open_page(yard.order).lines) == 1
    assert page.view.lines.grid.lines.read_only


def test_rework_without_earlier_work_goes_back_to_the_customer(page: OrdersPage, qtbot: QtBot) -> None:
    pick(page, "brk")
    grid = page.view.lines.grid
    grid.lines.setData(grid.lines.index(0, grid.lines.place_of("pay_type")), PayType.REWORK)
    qtbot.waitUntil(lambda: grid.rows()[0]["pay_type"] is PayType.CUSTOMER)


def test_other_words_unlink_the_part_further_words_do_not(page: OrdersPage, yard: Yard) -> None:
    pick(page, "bp-001")
    grid = page.view.lines.grid
    grid.setCurrentIndex(grid.lines.index(0, 0))
    put(page, "name", "前刹车片 (陶瓷)")
    assert grid.rows()[0]["part_id"] == yard.part
    grid.setCurrentIndex(grid.lines.index(0, 0))
    put(page, "name", "后刹车片")
    assert grid.rows()[0]["part_id"] is None


def test_the_customers_own_part_costs_nothing(page: OrdersPage) -> None:
    pick(page, "bp-001")
    grid = page.view.lines.grid
    own = grid.lines.index(0, grid.lines.place_of("own"))
    grid.lines.setData(own, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert page.view.lines.totals.total.text() == "¥0.00"
    assert page.view.save()


def test_columns_of_sublet_work_come_with_the_first_sublet_line(page: OrdersPage) -> None:
    grid = page.view.lines.grid
    vendor = grid.lines.place_of("vendor")
    assert grid.isColumnHidden(vendor)
    grid.set_rows(
        [blank_row() | {"kind": LineKind.SUBLET, "name": "喷漆", "vendor": "彩虹喷漆", "qty": 1000}]
    )
    assert not grid.isColumnHidden(vendor)


def test_two_hundred_lines_are_shown_and_saved(page: OrdersPage, yard: Yard) -> None:
    grid = page.view.lines.grid
    grid.set_rows([blank_row() | {"name": f"项目 {n}", "qty": 1000, "price": 100} for n in range(200)])
    assert page.view.save()
    assert len(stored(yard.order)) == 200
    assert page.view.lines.totals.total.text() == "¥200.00"


def test_chips_count_and_filter(page: OrdersPage, yard: Yard, desk: Desk) -> None:
    orders.open_order(desk.by(), yard.tesla)
    assert page.chips.chip(OrderFilter.OPEN.value).text().endswith("2")
    page.chips.choose(OrderFilter.READY.value)
    assert page.list.rows().rowCount() == 0
    page.show_order(yard.order)
    assert page.list.current_key() == yard.order


def test_a_broken_promise_is_red_and_says_by_how_much(
    page: OrdersPage, yard: Yard, desk: Desk, clock
) -> None:
    sheet = Reception(promised_at=desk.now() + timedelta(minutes=40))
    orders.save_reception(desk.by(), yard.order, orders.open_page(yard.order).version, sheet)
    row = page.list.rows().row_at(0)
    assert promise_words(row, desk) == ("due in 40 min", "text")
    clock.forward(minutes=65)
    assert promise_words(row, desk) == ("25 min late", "bad")


def test_the_stepping_bar_opens_other_orders_and_tells(
    page: OrdersPage, yard: Yard, desk: Desk, qtbot: QtBot
) -> None:
    other = orders.open_order(desk.by(), yard.tesla)
    with qtbot.waitSignal(page.opened) as heard:
        page.list.select_key(other)
    assert heard.args == [other]
    assert page.view.page.id == other
