"""The month on the screen: its figures, the way through the months, and its workbook written while the window lives."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.month_of_year import Month
from garage.domain.month_tables import FIGURES, Compared
from garage.domain.staff import Role
from garage.errors import MachineError
from garage.models import database
from garage.services import orders, staff
from garage.ui.desk import Desk
from garage.ui.forms import month_export
from garage.ui.kit import messages
from garage.ui.kit.bar_chart import BarChart
from garage.ui.kit.toast import Toast
from garage.ui.pages.month import MonthPage
from garage.ui.pages.month_cards import FigureCard, change, told
from garage.ui.pages.reports import ReportsPage
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings, road

__all__ = ["own_settings", "road"]

NOVEMBER = Month(2026, 11)


@pytest.fixture
def left(road: Road) -> Road:
    """One car that was here, paid and left in November."""
    road.to_ready()
    road.settle()
    road.leave()
    return road


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, left: Road, clock: Clock, own_settings: None) -> MonthPage:
    clock.forward(days=20)
    tab = ReportsPage(desk)
    qtbot.addWidget(tab)
    tab.resize(1280, 650)
    tab.show()
    qtbot.waitExposed(tab)
    month: MonthPage = tab.page("month")
    month.setFocus()
    QApplication.processEvents()
    return month


def shown(page: MonthPage, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert label is not None, name
    return label.text()


@pytest.mark.usefixtures("language")
def test_the_page_stands_in_both_languages_and_begins_with_this_month(page: MonthPage) -> None:
    assert page.month == Month(2026, 12)
    assert shown(page, "month_value_revenue") == "¥0.00"
    assert shown(page, "month_last_revenue").startswith("▼") or "▼" in shown(page, "month_last_revenue")
    assert len(page.revenue.names) == 31
    assert [len(one.values) for one in page.split.series] == [3, 3, 3]
    assert all(button.accessibleName() for button in page.findChildren(QPushButton))


def test_the_arrows_go_from_month_to_month_and_stop_at_the_ends(page: MonthPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Left)
    assert page.month == NOVEMBER
    assert shown(page, "month_value_revenue") == "¥1,680.32"
    assert shown(page, "month_value_came") == "1"
    assert page.choice.value() == NOVEMBER
    assert not page.back_action.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Left)
    assert page.month == NOVEMBER
    QTest.keyClick(page, Qt.Key.Key_Right)
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert page.month == Month(2026, 12)
    assert not page.forward_action.isEnabled()


def test_the_month_chosen_in_the_list_is_shown(page: MonthPage) -> None:
    page.choice.set_value(NOVEMBER)
    page.choice.edited.emit()
    assert page.month == NOVEMBER
    assert max(page.revenue.series[0].values) == 1680.32
    page.show_month(Month(2020, 1))
    assert page.month == NOVEMBER


def test_the_keys_scroll_to_what_is_below(page: MonthPage) -> None:
    bar = page.scroll.verticalScrollBar()
    assert bar.maximum() > 0
    QTest.keyClick(page, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(page, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()


def test_cars_mechanics_claims_and_satisfaction_stand_as_bars_below(page: MonthPage) -> None:
    page.show_month(NOVEMBER)
    charts = page.charts
    assert [sum(one.values) for one in charts.cars.series] == [1, 1]
    assert len(charts.cars.names) == 30
    assert charts.mechanics.names
    assert sum(charts.mechanics.series[0].values) > 0
    assert list(charts.claims.names) == ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
    assert charts.topics.names == []
    assert all(chart.accessibleName() for chart in page.findChildren(BarChart))


def test_an_act_is_seen_at_once(page: MonthPage, road: Road) -> None:
    orders.open_order(page._desk.by(), road.vehicle)
    QApplication.processEvents()
    assert shown(page, "month_value_came") == "1"


def test_who_sees_no_costs_sees_no_earnings(page: MonthPage, desk: Desk) -> None:
    mechanic = next(one.id for one in staff.people(Role.MECHANIC) if one.roles == {Role.MECHANIC})
    desk.act_as(mechanic)
    QApplication.processEvents()
    assert not page.scroll.isVisible()
    assert page.closed.isVisible()
    assert not page.sheet_action.isEnabled()


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What was proposed as the name; the person takes `made.xlsx`."""
    proposed: list[str] = []

    def ask(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / "made"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return proposed


def test_the_workbook_is_written_by_its_key_in_the_language_of_the_papers(
    page: MonthPage, answer: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    page.show_month(NOVEMBER)
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    path = tmp_path / "made.xlsx"
    qtbot.waitUntil(lambda: path.exists() and bool(page.window().findChildren(Toast)), timeout=30_000)
    assert "2026-11" in answer[0]
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) == 20
    assert [cell.value for cell in book.worksheets[1][5]][1] == "WO-2026-00001"
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("stopped", [False, True])
def test_a_workbook_that_ended_reads_the_books_no_more(
    page: MonthPage, road: Road, tmp_path: Path, qtbot: QtBot, stopped: bool
) -> None:
    task = month_export.write(page, page._desk, NOVEMBER, tmp_path / "made.xlsx")
    orders.open_order(page._desk.by(), road.vehicle)
    if stopped:
        task.progress.cancel()
    with qtbot.waitSignal(task.ended, timeout=30_000):
        pass
    assert database.checkpoint(everything=True)  # a reader that stays would keep the log from being emptied


def test_nothing_chosen_writes_nothing(page: MonthPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    assert month_export.export(page, page._desk, NOVEMBER) is None


def test_a_workbook_that_is_stopped_leaves_nothing_behind(
    page: MonthPage, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "stopped"
    folder.mkdir()
    task = month_export.write(page, page._desk, NOVEMBER, folder / "made.xlsx")
    with qtbot.waitSignal(task.ended, timeout=30_000):
        task.progress.cancel()
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_gone_is_said_in_a_clear_sentence(
    page: MonthPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[MachineError] = []
    monkeypatch.setattr(messages, "failed", lambda _parent, error: said.append(error))
    task = month_export.write(page, page._desk, NOVEMBER, tmp_path / "gone" / "made.xlsx")
    with qtbot.waitSignal(task.ended, timeout=30_000):
        pass
    [error] = said
    assert "made.xlsx" in error.text
    assert "Excel" in error.advice


def test_figures_are_told_as_people_read_them() -> None:
    assert [told("money", 168_032), told("percent", 7_895), told("score", 433), told("hours", None)] == [
        "¥1,680.32",
        "78.95%",
        "4.33",
        "–",
    ]
    assert change(FIGURES["revenue"], 150, 100) == ("+50.0%", "ok")
    assert change(FIGURES["complaints"], 2, 1) == ("+100.0%", "bad")
    assert change(FIGURES["tax"], 2, 1) == ("+100.0%", "muted")
    assert change(FIGURES["on_time"], 9_000, 9_500)[1] == "bad"
    assert change(FIGURES["revenue"], 100, 0) == ("", "muted")


@pytest.mark.parametrize("last", [20_000, -20_000, 0])
def test_a_loss_of_last_month_is_told_as_it_was(last: int, qtbot: QtBot, language: str) -> None:
    profit = FIGURES["margin"]
    card = FigureCard(profit)
    qtbot.addWidget(card)
    this, before = (dict.fromkeys(profit.over, fen) for fen in (30_000, last))
    card.show_figure(Compared(NOVEMBER, this, before, before))
    said = {
        "en": {20_000: "▲ +50.0% to last month", -20_000: "Last month -¥200.00", 0: "Nothing last month"},
        "zh_CN": {20_000: "环比 ▲ +50.0%", -20_000: "上月 -¥200.00", 0: "上月没有数据"},
    }
    assert card.last.text() == said[language][last]
