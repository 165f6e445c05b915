"""Any list goes to Excel: all rows of its filter, the columns in sight, without stopping the window."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMainWindow, QProgressDialog
from pytestqt.qtbot import QtBot

from garage.errors import RuleError
from garage.ui.forms import to_excel
from garage.ui.kit import messages, remembered, table_view
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

NOW = datetime(2026, 11, 21, 9, 0)

COUNT = 1_234


class Shelf:
    """Many rows, page by page."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.refuses = False

    def fetch(self, cursor: Any, limit: int) -> Page:
        self.asked.append(cursor)
        if self.refuses and cursor is not None:
            raise RuleError([])
        first = cursor or 0
        rows = list(range(first, min(first + limit, COUNT)))
        return Page(rows, first + limit if first + limit < COUNT else None)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def view(shelf: Shelf, qtbot: QtBot, own_settings: None) -> Iterator[ListView]:
    table_view.offer_export(lambda view: to_excel.export(view, NOW))
    window = QMainWindow()
    view = ListView(name="shelf", title="A/B parts")
    columns = [
        Column("code", "Code", 80, "left", lambda row: f"{row:05}"),
        Column("sign", "", 20, "left", lambda _row: "!"),
        Column("price", "Price", 80, "right", lambda row: f"¥{row}.50", total=True),
        Column("cost", "Cost", 80, "right", lambda row: f"¥{row}.00"),
    ]
    view.set_model(KeysetModel(columns, shelf.fetch, lambda row: row, lambda: COUNT))
    view.setColumnHidden(3, True)
    view.describe = lambda: "Low · 滤"
    view.rows().reload()
    window.setCentralWidget(view)
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    view.setFocus()
    yield view
    table_view.offer_export(None)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What was proposed as the name; the person takes `made.xlsx` without writing its ending."""
    proposed: list[str] = []

    def ask(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / "made"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return proposed


def wait(qtbot: QtBot, path: Path) -> Any:
    qtbot.waitUntil(path.exists, timeout=20_000)
    return openpyxl.load_workbook(path).worksheets[0]


def test_f12_writes_every_row_of_the_filter(
    view: ListView, shelf: Shelf, qtbot: QtBot, answer: list[str], tmp_path: Path
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_F12)
    made = wait(qtbot, tmp_path / "made.xlsx")
    rows = list(made.iter_rows(values_only=True))
    assert rows[0][0] == "A/B parts"
    assert rows[1][0] == "Low · 滤"
    assert rows[3] == ("Code", "Price")
    assert rows[4] == ("00000", 0.5)
    assert rows[-2] == ("01233", 1233.5)
    assert rows[-1] == ("Total", f"=SUBTOTAL(109,B5:B{COUNT + 4})")
    assert len(rows) == COUNT + 5
    assert Path(answer[0]).name.startswith("A-B parts 2026-11-21")


def test_the_folder_is_remembered_and_the_file_opens_on_a_click(
    view: ListView, qtbot: QtBot, answer: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    to_excel.export(view, NOW)
    wait(qtbot, tmp_path / "made.xlsx")
    qtbot.waitUntil(lambda: bool(view.window().findChildren(messages.Toast)))
    [toast] = view.window().findChildren(messages.Toast)
    assert toast.text() == "1,234 rows in made.xlsx"
    [button] = [child for child in toast.children() if child.metaObject().className() == "QPushButton"]
    button.click()
    assert opened == [str(tmp_path / "made.xlsx")]
    assert remembered.recall(to_excel.FOLDER) == str(tmp_path)
    to_excel.export(view, NOW)
    assert Path(answer[1]).parent == tmp_path


def test_it_can_be_stopped(view: ListView, qtbot: QtBot, tmp_path: Path) -> None:
    running = to_excel.write(view, tmp_path / "made.xlsx", NOW)
    with qtbot.waitSignal(running.ended):
        view.findChild(QProgressDialog, "task_progress").canceled.emit()
    assert list(tmp_path.glob("*.xlsx")) == []


def test_what_the_reading_refuses_is_said(
    view: ListView, shelf: Shelf, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[object] = []
    monkeypatch.setattr(messages, "reasons", lambda *words: said.append(words))
    shelf.refuses = True
    with qtbot.waitSignal(to_excel.write(view, tmp_path / "made.xlsx", NOW).ended):
        pass
    assert len(said) == 1
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_file_open_in_excel_is_said_in_words(
    view: ListView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "failed", lambda _parent, error: said.append(str(error)))
    with qtbot.waitSignal(to_excel.write(view, tmp_path / "gone" / "made.xlsx", NOW).ended):
        pass
    [words] = said
    assert "If it is open in Excel, close it there" in words


def test_of_a_window_it_is_the_list_in_sight(
    view: ListView, qtbot: QtBot, answer: list[str], tmp_path: Path
) -> None:
    view.clearFocus()
    assert to_excel.export(view.window(), NOW) is not None
    wait(qtbot, tmp_path / "made.xlsx")


def test_without_a_list_in_sight_it_says_so(view: ListView) -> None:
    view.hide()
    assert to_excel.export(view.window(), NOW) is None
    [toast] = view.window().findChildren(messages.Toast)
    assert toast.text() == "There is no list here."


def test_it_stands_last_in_the_menu_of_every_list(view: ListView) -> None:
    names = [action.objectName() for action in view.actions()]
    assert names == ["to_excel"]
    view.addActions(view.window().actions())
    assert view.actions()[-1].text() == "To Excel…\tF12"
