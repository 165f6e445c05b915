from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.ui.kit import theme
from garage.ui.kit.table_model import PAGE_ROWS, Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

Show = Callable[[QWidget], None]
Row = tuple[int, str]


class Shelf:
    """Rows in a drawer, handed out page by page; counts how often it was asked."""

    def __init__(self, count: int) -> None:
        self.rows: list[Row] = [(key, f"row {key}") for key in range(count)]
        self.asked: list[object] = []

    def fetch(self, cursor: object | None, limit: int) -> Page:
        self.asked.append(cursor)
        after = -1 if cursor is None else cursor
        page = [row for row in self.rows if row[0] > after][:limit]
        more = bool(page) and page[-1] != self.rows[-1]
        return Page(page, page[-1][0] if more else None)

    def count(self) -> int:
        return len(self.rows)


def model_of(shelf: Shelf, *, counted: bool = True) -> KeysetModel:
    columns = [
        Column(
            "key",
            "Key",
            80,
            "right",
            lambda row: str(row[0]),
            colour=lambda row: "bad" if row[0] == 1 else None,
        ),
        Column("text", "Text", 0, "left", lambda row: row[1], tooltip=lambda row: row[1].upper(), bold=True),
    ]
    return KeysetModel(columns, shelf.fetch, lambda row: row[0], shelf.count if counted else None)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(200)


@pytest.fixture
def view(shelf: Shelf, show: Show) -> ListView:
    view = ListView()
    view.set_model(model_of(shelf))
    view.resize(400, 300)
    show(view)
    view.rows().reload()
    return view


def test_model_keeps_the_rules_of_qt(shelf: Shelf) -> None:
    model = model_of(shelf)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setUseFetchMore(False)  # it would fetch in the middle of its own reset
    model.reload()
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    model.reload(keep=3)
    assert tester.model() is model
    assert model.rowCount() == 200


def test_a_column_is_never_narrower_than_its_heading(show: Show) -> None:
    view = ListView()
    narrow = Column("n", "Times used in the last ninety days", 20, "left", lambda row: row[1])
    view.set_model(KeysetModel([narrow, narrow], Shelf(1).fetch, lambda row: row[0]))
    show(view)
    assert view.columnWidth(0) > view.fontMetrics().horizontalAdvance(narrow.title)


def test_only_the_first_page_is_read_until_somebody_scrolls(view: ListView, shelf: Shelf) -> None:
    assert view.rows().rowCount() == PAGE_ROWS
    assert shelf.asked == [None]
    view.scrollToBottom()
    QApplication.processEvents()
    assert view.rows().rowCount() > PAGE_ROWS


def test_footer_says_how_many_of_how_many(view: ListView, shelf: Shelf, qtbot: QtBot) -> None:
    assert view.footer.text() == "60 of 200 shown"
    uncounted = ListView()
    qtbot.addWidget(uncounted)
    uncounted.set_model(model_of(shelf, counted=False))
    uncounted.rows().reload()
    assert uncounted.footer.text() == "60 shown, more below"
    shelf.rows = shelf.rows[:5]
    uncounted.rows().reload()
    assert uncounted.footer.text() == "5 of 5 shown"


def test_cells_carry_words_alignment_colour_and_tip() -> None:
    model = model_of(Shelf(2))
    model.reload()
    key, text = model.index(1, 0), model.index(1, 1)
    assert model.data(key) == "1"
    assert model.data(key, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.data(key, Qt.ItemDataRole.ForegroundRole) == theme.colour("bad")
    assert model.data(model.index(0, 0), Qt.ItemDataRole.ForegroundRole) is None
    assert model.data(text, Qt.ItemDataRole.ToolTipRole) == "ROW 1"
    assert model.data(text, Qt.ItemDataRole.FontRole).bold()
    assert model.data(text, Qt.ItemDataRole.UserRole) == (1, "row 1")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Text"


def test_reload_keeps_the_row_under_the_bar(view: ListView, shelf: Shelf) -> None:
    view.select_key(7)
    shelf.rows.insert(0, (-1, "new at the top"))
    view.rows().fetch = lambda _cursor, limit: Page(shelf.rows[:limit], 1)
    view.rows().reload()
    assert view.current_row() == (7, "row 7")
    assert view.selectionModel().selectedRows()[0].row() == 8


def test_reload_reads_on_to_the_row_that_is_to_be_kept(view: ListView) -> None:
    view.rows().reload(keep=100)
    assert view.current_key() == 100


def test_reload_reads_at_least_as_many_rows_as_before(view: ListView) -> None:
    view.rows().fetchMore(QModelIndex())
    view.rows().reload()
    assert view.rows().rowCount() == 2 * PAGE_ROWS


def test_bar_stays_near_when_its_row_is_gone(view: ListView, shelf: Shelf) -> None:
    view.select_key(7)
    shelf.rows = [row for row in shelf.rows if row[0] != 7]
    view.rows().reload()
    assert view.current_key() == 8


def test_losing_the_last_row_tells_that_nothing_is_selected(
    view: ListView, shelf: Shelf, qtbot: QtBot
) -> None:
    view.select_key(7)
    shelf.rows = []
    with qtbot.waitSignal(view.selected, check_params_cb=lambda row: row is None):
        view.rows().reload()


def test_enter_and_double_click_open_the_row(view: ListView, qtbot: QtBot) -> None:
    view.select_key(3)
    with qtbot.waitSignal(view.opened, check_params_cb=lambda row: row[0] == 3):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    spot = view.visualRect(view.model().index(2, 0)).center()
    with qtbot.waitSignal(view.opened, check_params_cb=lambda row: row[0] == 2):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_moving_the_bar_tells_the_row(view: ListView, qtbot: QtBot) -> None:
    view.select_key(3)
    with qtbot.waitSignal(view.selected, check_params_cb=lambda row: row[0] == 4):
        qtbot.keyClick(view, Qt.Key.Key_Down)


def test_home_and_end_go_to_the_first_and_the_last_row(view: ListView, qtbot: QtBot) -> None:
    view.select_key(7)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_key() == PAGE_ROWS - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_key() == 0
    view.rows().fetch = lambda _cursor, _limit: Page([], None)
    view.rows().reload()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_key() is None


def test_empty_list_offers_the_first_one(view: ListView, shelf: Shelf) -> None:
    made: list[bool] = []
    view.set_empty("Cars stand here.", "New car", lambda: made.append(True))
    button = view.findChild(QPushButton, "empty_action")
    assert not button.isVisible()
    shelf.rows = []
    view.rows().reload()
    assert button.isVisible()
    button.click()
    assert made == [True]


def test_tab_leaves_the_list(show: Show, qtbot: QtBot, shelf: Shelf) -> None:
    page = QWidget()
    view, after = ListView(page), QPushButton(page)
    view.set_model(model_of(shelf))
    view.rows().reload()
    show(page)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert page.focusWidget() is after


def test_a_figure_is_never_cut_off_also_when_it_comes_later(shelf: Shelf, view: ListView) -> None:
    narrow = view.columnWidth(0)
    shelf.rows.append((12_345_678_901_234_567, "far down"))
    view.rows().reload()
    assert view.columnWidth(0) == narrow  # it is not among the rows read
    while view.rows().canFetchMore(QModelIndex()):
        view.rows().fetchMore(QModelIndex())
    assert view.columnWidth(0) >= view.fontMetrics().horizontalAdvance("12345678901234567") > narrow
