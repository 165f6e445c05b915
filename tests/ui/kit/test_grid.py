from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from garage.errors import FieldError
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.grid import GridColumn, LineGrid
from garage.ui.kit.search_field import Hit, SearchField

Show = Callable[[QWidget], None]
HITS = [Hit(1, "Oil filter", code="04152"), Hit(2, "Air filter", code="17801")]


def search(text: str) -> list[Hit]:
    return [hit for hit in HITS if text.casefold() in f"{hit.title} {hit.code}".casefold()]


COLUMNS = [
    GridColumn("part", "Part", 0, "search", search=search),
    GridColumn("pay", "Pays", 90, "choice", choices=[("C", "Customer"), ("W", "Warranty")]),
    GridColumn("qty", "Quantity", 90, "quantity"),
    GridColumn("price", "Price", 90, "money", editable=lambda row: row.get("pay") == "C"),
    GridColumn("sum", "Sum", 90, "money", text=lambda row: str(row.get("sum", ""))),
    GridColumn("own", "Own", 60, "tick"),
]


def line(part: str = "Oil", **values: object) -> dict[str, object]:
    return {"part": part, "part_ref": None, "pay": "C", "qty": 1000, "price": 500, "own": False} | values


@pytest.fixture
def grid(show: Show) -> LineGrid:
    grid = LineGrid(COLUMNS, new_row=lambda: {"pay": "C"})
    grid.resize(700, 300)
    show(grid)
    grid.setFocus()
    return grid


def at(grid: LineGrid) -> tuple[int, str]:
    index = grid.currentIndex()
    return index.row(), COLUMNS[index.column()].name


def type_in(qtbot: QtBot, text: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
    """Type into whatever has the keyboard, as a person does, and let the grid take it."""
    for char in text:
        qtbot.keyClicks(QApplication.focusWidget(), char)
    if end is not None:
        qtbot.keyClick(QApplication.focusWidget(), end)
    QApplication.processEvents()


def test_model_keeps_the_rules_of_qt(grid: LineGrid) -> None:
    tester = QAbstractItemModelTester(grid.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    grid.set_rows([line(), line("Air")])
    grid.append_row()
    grid.move_row(-1)
    grid.remove_row()
    grid.undo()
    assert tester.model() is grid.lines


def test_a_line_is_typed_with_the_keyboard_alone(grid: LineGrid, qtbot: QtBot) -> None:
    assert (grid.rows(), at(grid)) == ([], (0, "part"))
    type_in(qtbot, "Wash")
    assert at(grid) == (0, "pay")
    type_in(qtbot, "")
    type_in(qtbot, "1.5")
    assert at(grid) == (0, "price")
    type_in(qtbot, "20")
    assert at(grid) == (0, "own")
    type_in(qtbot, " ", None)
    type_in(qtbot, "")
    assert at(grid) == (1, "part")
    assert grid.rows() == [
        {"part": "Wash", "part_ref": None, "pay": "C", "qty": 1500, "price": 2000, "own": True}
    ]


def test_enter_in_a_blank_last_row_adds_no_other(grid: LineGrid, qtbot: QtBot) -> None:
    for _cell in range(12):
        type_in(qtbot, "")
    assert grid.lines.rowCount() == 1


def test_blank_rows_at_the_end_are_trimmed_but_for_the_first_of_all(grid: LineGrid) -> None:
    grid.lines.trim()
    assert grid.lines.rowCount() == 1
    grid.set_rows([line(), {"pay": "C"}, line("Air"), {"pay": "C"}, {"pay": "C"}])
    grid.lines.trim()
    assert [row["part"] for row in grid.rows() if "part" in row] == ["Oil", "Air"]
    assert grid.lines.rowCount() == 3


def test_cells_that_may_not_be_typed_in_are_passed_over(grid: LineGrid, qtbot: QtBot) -> None:
    grid.set_rows([line(pay="W")])
    grid.go_to(0, "qty")
    type_in(qtbot, "")
    assert at(grid) == (0, "own")


def test_unreadable_words_stay_in_the_cell_marked(grid: LineGrid, qtbot: QtBot) -> None:
    grid.set_rows([line()])
    grid.go_to(0, "qty")
    type_in(qtbot, "two")
    cell = grid.lines.index(0, 2)
    assert cell.data() == "two"
    assert "two" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert grid.status.text().startswith("Line 1:")
    assert grid.rows()[0]["qty"] == 1000
    with pytest.raises(FieldError) as caught:
        grid.value()
    assert caught.value.field == "lines"
    assert at(grid) == (0, "qty")
    type_in(qtbot, "2")
    assert (grid.value()[0]["qty"], grid.status.text()) == (2000, "")


def test_mark_of_the_program_is_shown_and_goes_with_the_next_edit(grid: LineGrid, qtbot: QtBot) -> None:
    grid.set_rows([line(), line("Air")])
    grid.mark(1, "price", "Below cost.")
    assert grid.status.text() == "Line 2: Below cost."
    grid.go_to(1, "price")
    type_in(qtbot, "9")
    assert grid.status.text() == ""


def test_emptied_number_is_none(grid: LineGrid, qtbot: QtBot) -> None:
    grid.set_rows([line()])
    grid.go_to(0, "price")
    qtbot.keyClick(grid, Qt.Key.Key_Backspace)
    assert grid.rows()[0]["price"] is None


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_removed_row_comes_back_by_undo(
    grid: LineGrid, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    grid.set_rows([line("Oil"), line("Air")])
    qtbot.keyClick(grid, key, modifier)
    assert [row["part"] for row in grid.rows()] == ["Air"]
    qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [row["part"] for row in grid.rows()] == ["Oil", "Air"]
    grid.redo()
    assert [row["part"] for row in grid.rows()] == ["Air"]


def test_undo_takes_back_an_edit_with_what_was_worked_out_from_it(grid: LineGrid, qtbot: QtBot) -> None:
    grid.edited.connect(lambda row: grid.set_values(row, {"sum": grid.lines.lines[row].values["price"]}))
    grid.set_rows([line(sum=500)])
    grid.go_to(0, "price")
    type_in(qtbot, "7")
    assert (grid.rows()[0]["price"], grid.rows()[0]["sum"]) == (700, 700)
    grid.undo()
    assert (grid.rows()[0]["price"], grid.rows()[0]["sum"]) == (500, 500)


def test_rows_move_with_control_and_the_arrows(grid: LineGrid, qtbot: QtBot) -> None:
    grid.set_rows([line("Oil"), line("Air")])
    qtbot.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert [row["part"] for row in grid.rows()] == ["Air", "Oil"]
    assert at(grid)[0] == 1
    qtbot.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert at(grid)[0] == 1


def test_scanned_code_picks_its_part_and_goes_on(grid: LineGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignals([grid.picked, grid.edited]):
        type_in(qtbot, "17801")
    assert (grid.rows()[0]["part"], grid.rows()[0]["part_ref"]) == ("Air filter", 2)
    assert at(grid) == (0, "pay")
    assert grid.findChild(SearchField) is None or not grid.findChild(SearchField).isVisible()


def test_arrow_and_enter_pick_from_the_list(grid: LineGrid, qtbot: QtBot) -> None:
    type_in(qtbot, "filter", None)
    editor = grid.findChild(SearchField)
    qtbot.waitUntil(editor.popup.isVisible)
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    type_in(qtbot, "")
    assert grid.rows()[0]["part_ref"] == 1


def test_words_typed_over_a_picked_part_forget_it(grid: LineGrid, qtbot: QtBot) -> None:
    grid.set_rows([line("Oil filter", part_ref=1)])
    type_in(qtbot, "Wash")
    assert (grid.rows()[0]["part"], grid.rows()[0]["part_ref"]) == ("Wash", None)


def test_opening_a_picked_part_and_leaving_changes_nothing(grid: LineGrid, qtbot: QtBot) -> None:
    grid.set_rows([line("Oil filter", part_ref=1)])
    grid.edit(grid.currentIndex())
    type_in(qtbot, "")
    assert grid.rows()[0]["part_ref"] == 1
    assert not grid.lines.undo()


def test_must_pick_marks_words_that_name_nothing(show: Show, qtbot: QtBot) -> None:
    grid = LineGrid([GridColumn("part", "Part", 0, "search", search=search, must_pick=True)])
    show(grid)
    grid.setFocus()
    type_in(qtbot, "unicorn")
    with pytest.raises(FieldError):
        grid.value()


def test_escape_leaves_a_cell_as_it_was(grid: LineGrid, qtbot: QtBot) -> None:
    grid.set_rows([line()])
    grid.go_to(0, "price")
    type_in(qtbot, "99", Qt.Key.Key_Escape)
    assert grid.rows()[0]["price"] == 500


def test_choice_is_taken_as_its_value(grid: LineGrid, qtbot: QtBot) -> None:
    grid.set_rows([line()])
    grid.go_to(0, "pay")
    grid.edit(grid.currentIndex())
    editor = grid.findChild(ChoiceField)
    editor.setCurrentIndex(1)
    editor.activated.emit(1)
    QApplication.processEvents()
    assert grid.rows()[0]["pay"] == "W"
    assert grid.lines.index(0, 1).data() == "Warranty"


def test_chinese_goes_in_through_the_input_method(
    grid: LineGrid, qtbot: QtBot, commit: Callable[[QWidget, str], None]
) -> None:
    commit(grid, "机油")
    QApplication.processEvents()
    commit(QApplication.focusWidget(), "滤芯")
    type_in(qtbot, "")
    assert grid.rows()[0]["part"] == "机油滤芯"


def test_tab_leaves_the_grid_at_its_end(show: Show, qtbot: QtBot) -> None:
    page = QWidget()
    grid, after = LineGrid(COLUMNS), QPushButton()
    layout = QVBoxLayout(page)
    layout.addWidget(grid)
    layout.addWidget(after)
    show(page)
    grid.setFocus()
    grid.go_to(0, "qty")
    qtbot.keyClick(grid, Qt.Key.Key_Tab)
    assert at(grid) == (0, "own")
    qtbot.keyClick(grid, Qt.Key.Key_Tab)
    assert page.focusWidget() is after


def test_read_only_grid_cannot_be_typed_in(grid: LineGrid, qtbot: QtBot) -> None:
    grid.lines.read_only = True
    grid.set_rows([line()])
    type_in(qtbot, "Wash")
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert grid.rows() == [line()]
    grid.set_rows([])
    assert grid.lines.rowCount() == 0
    grid.lines.read_only = False
    grid.set_rows([])
    assert grid.lines.rowCount() == 1
