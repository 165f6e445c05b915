"""The rows behind a figure: those of a month at once, those of a year month by month, with a way to stop."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.month_of_year import Month
from garage.domain.month_tables import FIGURES
from garage.domain.summaries import period_of, year_of
from garage.services import figure_rows, month_figures
from garage.ui.desk import Desk
from garage.ui.forms.figure_rows import FigureRows, number_of, open_rows
from garage.ui.forms.figure_traces import FigureTraces
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings, road

__all__ = ["own_settings", "road"]

NOVEMBER = Month(2026, 11)
YEAR = year_of(2026)


class Over(QWidget):
    """A page over which the list is shown."""

    order_opened = Signal(int)
    document_asked = Signal(str)
    file_asked = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.read: list[Month] = []

    @property
    def lists(self) -> list[FigureRows]:
        return self.findChildren(FigureRows)


@pytest.fixture
def page(qtbot: QtBot, road: Road, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Over:
    """One car in November, and it is December now."""
    road.to_ready()
    road.settle()
    road.leave()
    clock.now = datetime(2026, 12, 3, 9)
    made = Over()
    qtbot.addWidget(made)
    made.show()
    rows = month_figures.rows

    def watched(table: object, month: Month, now: datetime) -> object:
        made.read.append(month)
        return rows(table, month, now)  # type: ignore[arg-type]

    monkeypatch.setattr(month_figures, "rows", watched)
    return made


def test_a_year_is_read_month_by_month_beside_the_screen(qtbot: QtBot, desk: Desk, page: Over) -> None:
    task = open_rows(desk, page, "came", YEAR)
    assert task is not None
    assert (page.read, page.lists) == ([], []), "the screen waits for nothing"
    qtbot.waitUntil(lambda: bool(page.lists), timeout=20_000)
    assert page.read == [Month(2026, month) for month in range(1, 13)]
    [shown] = page.lists
    assert [number_of(one.row) for one in shown.rows] == ["WO-2026-00001"]
    assert shown.rows == figure_rows.behind("came", YEAR, desk.now())
    shown.close()


def test_who_stops_it_gets_no_list_and_no_month_is_read_after(qtbot: QtBot, desk: Desk, page: Over) -> None:
    task = open_rows(desk, page, "came", YEAR)
    assert task is not None
    qtbot.waitUntil(lambda: len(page.read) >= 2, timeout=20_000)
    with qtbot.waitSignal(task.ended, timeout=20_000):
        task.progress.cancel()
    assert page.lists == []
    assert len(page.read) < 12


def test_a_month_is_there_at_once(desk: Desk, page: Over) -> None:
    assert open_rows(desk, page, "came", period_of(NOVEMBER)) is None
    assert page.read == [NOVEMBER]
    assert [number_of(one.row) for one in page.lists[0].rows] == ["WO-2026-00001"]
    page.lists[0].close()


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(("key", "row"), [("hours", 0), ("clocked", 0), ("stock", 0), ("turns", 0)])
def test_enter_on_a_sum_opens_what_it_is_made_of_and_there_its_document(
    qtbot: QtBot, desk: Desk, page: Over, key: str, row: int
) -> None:
    open_rows(desk, page, key, period_of(NOVEMBER))
    [shown] = page.lists
    opened: list[int] = []
    page.order_opened.connect(opened.append)
    shown.list.selectRow(row)
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    [traces] = shown.findChildren(FigureTraces)
    figure = FIGURES[key]
    assert sum(one.amount for one in traces.traces) == getattr(shown.rows[row].row, figure.over[0][1])
    QAbstractItemModelTester(traces.list.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    traces.list.selectRow(len(traces.traces) - 1)
    qtbot.keyClick(traces.list, Qt.Key.Key_Return)
    assert opened == [1]
    assert not traces.isVisible()
    assert not shown.isVisible()


def test_enter_on_a_new_customer_opens_the_file(qtbot: QtBot, desk: Desk, road: Road, page: Over) -> None:
    files: list[tuple[str, int]] = []
    page.file_asked.connect(lambda kind, ref: files.append((kind, ref)))
    for key in ("new_customers", "new_vehicles"):
        open_rows(desk, page, key, period_of(NOVEMBER))
        shown = next(one for one in page.lists if one.isVisible())
        qtbot.keyClick(shown.list, Qt.Key.Key_Return)
        assert not shown.isVisible()
    assert files == [("customer", road.customer), ("vehicle", road.vehicle)]
