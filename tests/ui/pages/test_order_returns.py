"""The tab of an order that shows its rework cases, tags and claims: one key tags, opens or decides."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from garage.models.parts import Part
from garage.services import old_part_rows, old_parts, orders
from garage.ui.desk import Desk
from garage.ui.forms.old_part_tag import TagLinesForm
from garage.ui.forms.verdict import VerdictForm
from garage.ui.kit import theme
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import ORDERS, RETURNS
from garage.ui.pages.order_returns import ReturnsTab
from tests.services.comeback import Comeback
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import SMALL_SCREEN, cut, nameless

__all__ = ["own_settings", "road"]


@pytest.fixture
def window(desk: Desk, road: Road, clock: Clock, qapp: QApplication, language: str) -> Iterator[MainWindow]:
    """A job whose pads were drawn, their old ones without a tag yet."""
    Part.update(old_part_back=True).where(Part.id == road.part).execute()
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    clock.now = road.boss.at
    theme.apply(qapp, "light")
    made = MainWindow(desk, "garage.db", remembers=False)
    made.resize(SMALL_SCREEN)
    made.show()
    made.show_order(road.order)
    made.page(ORDERS).view.tabs.setCurrentWidget(made.page(ORDERS).view.returns)
    QApplication.processEvents()
    yield made
    made.retire()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def tab(window: MainWindow) -> ReturnsTab:
    shown = window.page(ORDERS).view.returns
    assert isinstance(shown, ReturnsTab)
    return shown


def numbers(window: MainWindow) -> list[str]:
    return [row.no for row in tab(window).list.all_rows()]


def test_enter_tags_what_has_no_tag_and_then_leads_to_it(
    window: MainWindow, road: Road, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[type] = []
    monkeypatch.setattr(TagLinesForm, "exec", lambda form: asked.append(type(form)))
    QAbstractItemModelTester(tab(window).list.rows())
    assert numbers(window) == [""]
    tab(window).list.selectRow(0)
    qtbot.keyClick(tab(window).list, Qt.Key.Key_Return)
    assert asked == [TagLinesForm]
    [line] = [one for one in orders.open_page(road.order).lines if one.draws_stock]
    old_parts.tag_lines(road.boss, road.order, [line.id], shelf="A-1")
    window.page(ORDERS).view.reload()
    assert numbers(window) == ["OP-2026-00001"]
    tab(window).list.selectRow(0)
    qtbot.keyClick(tab(window).list, Qt.Key.Key_Return)
    detail = window.page(RETURNS).page("old_parts").detail
    assert detail.row is not None
    assert detail.row.no == "OP-2026-00001"


def test_everything_is_one_button_away(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {one.objectName() for one in tab(window).findChildren(QPushButton) if not one.isHidden()}
    assert {"returns_tag_lines", "returns_open_rework", "order_warranties"} <= names
    opened: list[type] = []
    monkeypatch.setattr(VerdictForm, "exec", lambda form: opened.append(type(form)))
    tab(window).findChild(QPushButton, "order_warranties").click()
    assert opened == [VerdictForm]
    assert ambiguous(window) == {}
    assert nameless(window) == []
    assert cut(window) == []


def test_a_part_that_is_moved_says_where_it_lies_now(window: MainWindow, road: Road, desk: Desk) -> None:
    [line] = [one for one in orders.open_page(road.order).lines if one.draws_stock]
    [ref] = old_parts.tag_lines(road.boss, road.order, [line.id], shelf="A-1")
    old_parts.shelve(desk.by(), {ref: None}, "B-2")
    QApplication.processEvents()
    [row] = tab(window).list.all_rows()
    assert (row.no, "B-2" in row.more) == (old_part_rows.one(ref).no, True)


def test_a_case_of_the_car_stands_first(road: Road, desk: Desk, clock: Clock, qtbot: QtBot) -> None:
    car = Comeback(road)
    car.again()
    clock.now = road.boss.at
    shown = ReturnsTab(desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.set_page(orders.open_page(road.order))
    [row] = shown.list.all_rows()
    assert (row.no, row.state, row.tone) == ("RW-2026-00001", "Not looked into", "warn")
    assert "3 days left" in row.more
