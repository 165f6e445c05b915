"""Parts go to the lines of an order and come back from them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.orders import HoldReason, OrderState
from garage.errors import Reason
from garage.services import goods_issues, holds, parts
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import ways_shop
from garage.ui.forms.issue_parts import PartsForm
from garage.ui.forms.part_grid import find_parts
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road
from tests.ui.forms.conftest import Hand

CTRL = Qt.KeyboardModifier.ControlModifier
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]
Make = Callable[..., PartsForm]


@pytest.fixture
def made(desk: Desk, road: Road, page: Page, opened: Open) -> Make:
    def make(*, qty_milli: int = 2_000, free: bool = False, returning: bool = False) -> PartsForm:
        if not road.order:
            labour, pads = road.lines()
            road.receive(labour, replace(pads, qty_milli=qty_milli, part_id=None if free else road.part))
            road.authorise()
            road.dispatch()
        form = PartsForm(None, desk, page(), returning=returning)
        opened(form)
        return form

    return make


def scan(form: PartsForm, code: str) -> None:
    QTest.keyClicks(form.scan, code)
    QTest.keyClick(form.scan, Qt.Key.Key_Return)


def test_ctrl_enter_issues_everything_that_is_there(
    language: str, made: Make, page: Page, road: Road, qtbot: QtBot
) -> None:
    form = made()
    assert form.widget("received_by").value() == road.mechanic
    qtbot.keyClick(form.scan, Qt.Key.Key_Return, CTRL)
    assert page().facts.not_fully_issued == 0
    assert [row.is_return for row in goods_issues.issues_of(page().id)] == [False]


def test_each_scan_counts_one_up_to_what_was_authorised(made: Make) -> None:
    form = made()
    scan(form, "6901234567892")
    assert form.grid.rows()[0]["qty"] == 1_000
    assert form.grid.rows()[0]["scanned"]
    scan(form, "6901234567892")
    assert form.grid.rows()[0]["qty"] == 2_000
    scan(form, "6901234567892")
    assert form.body.boxes["scan"].error.text()
    assert form.grid.rows()[0]["qty"] == 2_000
    assert form.scan.text() == ""


def test_a_part_that_is_not_on_the_order_is_refused_by_name(made: Make) -> None:
    form = made()
    scan(form, "OTHER-1")
    assert "OTHER-1" in form.body.boxes["scan"].error.text()
    assert form.grid.rows()[0]["qty"] == 2_000


def test_a_shortage_is_told_in_its_row_and_what_is_there_may_go(made: Make, page: Page) -> None:
    form = made(qty_milli=12_000)
    assert form.grid.rows()[0]["qty"] == 10_000
    state = form.grid.lines.index(0, form.grid.lines.place_of("state")).data()
    assert "2" in state
    assert form.submit()
    assert page().facts.not_fully_issued == 1


@pytest.mark.parametrize("typed", ["3", "many"])
def test_too_many_is_marked_in_its_cell_and_stays(made: Make, page: Page, typed: str) -> None:
    form = made()
    cell = form.grid.lines.index(0, form.grid.lines.place_of("qty"))
    form.grid.lines.setData(cell, typed)
    assert not form.submit()
    assert form.body.boxes["lines"].error.text()
    assert cell.data() == typed
    assert goods_issues.issues_of(page().id) == []


def test_a_line_in_free_words_is_told_its_stock_part_first(made: Make, page: Page, road: Road) -> None:
    form = made(free=True)
    assert not form.submit()
    [hit] = find_parts("BP-001")
    form.grid.lines.pick(0, "part", hit)
    assert form.grid.rows()[0]["qty"] == 2_000
    assert form.submit()
    assert page().lines[1].part_id == road.part
    assert page().lines[1].name == "前刹车片"
    assert page().facts.not_fully_issued == 0


def test_what_was_drawn_comes_back(made: Make, page: Page, road: Road, language: str) -> None:
    assert made().submit()
    form = made(returning=True)
    form.grid.lines.setData(form.grid.lines.index(0, form.grid.lines.place_of("qty")), "3")
    assert not form.submit()
    form.grid.lines.setData(form.grid.lines.index(0, form.grid.lines.place_of("qty")), "2")
    assert form.submit()
    assert not page().facts.net_issued
    assert parts.open_part(road.part).stock.on_hand_milli == 10_000


def test_rows_are_those_of_the_order(made: Make, qtbot: QtBot) -> None:
    form = made()
    QAbstractItemModelTester(form.grid.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    form.grid.go_to(0, "qty")
    qtbot.keyClick(form.grid, Qt.Key.Key_Delete)
    assert form.grid.rows()[0]["qty"] is None
    form.grid.go_to(0, "qty")
    qtbot.keyClick(form.grid, Qt.Key.Key_Return)
    assert len(form.grid.rows()) == 1
    assert not form.grid.hasFocus()


def test_a_shortage_offers_to_wait_for_the_parts(language: str, made: Make, page: Page, qtbot: QtBot) -> None:
    form = made(qty_milli=12_000)
    asked: list[Reason] = []
    form.reason_clicked.connect(asked.append)
    assert form.shortage.hold_button.isVisible()
    qtbot.keyClick(form.scan, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    assert [reason.goto for reason in asked] == ["stock"]


def test_nothing_waits_when_the_shelf_has_enough_or_the_job_is_on_hold_already(
    made: Make, road: Road
) -> None:
    assert not made().shortage.isVisible()
    holds.hold(road.boss, road.order, HoldReason.PARTS)
    assert not made(qty_milli=12_000).shortage.hold_button.isVisible()


def test_the_job_is_put_on_hold_from_the_issue_form(
    made: Make, road: Road, desk: Desk, page: Page, hand: Hand, qtbot: QtBot
) -> None:
    labour, pads = road.lines()
    road.receive(labour, replace(pads, qty_milli=12_000))
    road.authorise()
    road.dispatch()
    window = QWidget()
    qtbot.addWidget(window)
    hand.will("issue_parts_form", lambda form: (form.mark_clean(), form.shortage.hold_button.click()))
    hand.save("hold_form")
    assert ways_shop.parts(returning=False)(window, desk, page())
    assert page().state is OrderState.ON_HOLD
