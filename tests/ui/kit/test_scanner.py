import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from garage.ui.kit.grid import GridColumn, LineGrid
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.scanner import Scanner

Show = Callable[[QWidget], None]
CODE = "WO-2026-00123"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Hand:
    """Types into whatever has the keyboard, at a given pace."""

    def __init__(self, qtbot: QtBot, clock: Clock) -> None:
        self.qtbot = qtbot
        self.clock = clock

    def types(self, text: str, gap: float, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        for char in text:
            self.clock.now += gap
            self.qtbot.keyClicks(QApplication.focusWidget(), char)
        if end is not None:
            self.clock.now += gap
            self.qtbot.keyClick(QApplication.focusWidget(), end)
        QApplication.processEvents()

    def scans(self, text: str) -> None:
        self.types(text, 0.008)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def scanner(qapp: QApplication, clock: Clock) -> Iterator[Scanner]:
    scanner = Scanner(qapp, r"[A-Z]{2}-\d{4}-\d{5}", clock)
    scanner.listen()
    yield scanner
    qapp.removeEventFilter(scanner)
    scanner.deleteLater()


@pytest.fixture
def heard(scanner: Scanner) -> list[str]:
    codes: list[str] = []
    scanner.scanned.connect(codes.append)
    return codes


@pytest.fixture
def hand(qtbot: QtBot, clock: Clock) -> Hand:
    return Hand(qtbot, clock)


@pytest.fixture
def field(show: Show) -> LineField:
    field = LineField()
    show(field)
    field.setFocus()
    return field


def test_scan_is_heard_and_leaves_the_field_as_it_was(heard: list[str], hand: Hand, field: LineField) -> None:
    field.setText("half typed")
    field.setSelection(0, 4)
    entered: list[bool] = []
    field.returnPressed.connect(lambda: entered.append(True))
    hand.scans(CODE)
    assert heard == [CODE]
    assert (field.text(), field.selectedText(), entered) == ("half typed", "half", [])


def test_typing_at_human_speed_is_only_typing(heard: list[str], hand: Hand, field: LineField) -> None:
    entered: list[bool] = []
    field.returnPressed.connect(lambda: entered.append(True))
    hand.types(CODE, 0.12)
    assert (heard, field.text(), entered) == ([], CODE, [True])


def test_fast_typist_at_sixty_milliseconds_is_no_scanner(
    heard: list[str], hand: Hand, field: LineField
) -> None:
    hand.types(CODE, 0.06)
    assert (heard, field.text()) == ([], CODE)


def test_keys_arrive_while_they_are_typed(scanner: Scanner, hand: Hand, field: LineField) -> None:
    hand.types(CODE, 0.008, end=None)
    assert field.text() == CODE


def test_barcode_that_is_not_ours_stays_in_the_field(heard: list[str], hand: Hand, field: LineField) -> None:
    entered: list[bool] = []
    field.returnPressed.connect(lambda: entered.append(True))
    hand.scans("6901234567892")
    assert (heard, field.text(), entered) == ([], "6901234567892", [True])


def test_scan_right_after_typing_removes_only_the_scan(
    heard: list[str], hand: Hand, field: LineField
) -> None:
    hand.types("Golf", 0.12, end=None)
    hand.clock.now += 0.5
    hand.scans(CODE)
    assert (heard, field.text()) == ([CODE], "Golf")


def test_enter_long_after_the_burst_is_an_ordinary_enter(
    heard: list[str], hand: Hand, field: LineField
) -> None:
    hand.types(CODE, 0.008, end=None)
    hand.clock.now += 2
    hand.types("", 0)
    assert (heard, field.text()) == ([], CODE)


def test_two_scans_in_a_row_are_two(heard: list[str], hand: Hand, field: LineField) -> None:
    hand.scans(CODE)
    hand.scans("EP-2026-00007")
    assert heard == [CODE, "EP-2026-00007"]
    assert field.text() == ""


def test_scan_into_a_text_leaves_it_and_its_cursor(heard: list[str], hand: Hand, show: Show) -> None:
    text = QPlainTextEdit("brakes squeal\nat speed")
    show(text)
    text.setFocus()
    cursor = text.textCursor()
    cursor.setPosition(6)
    text.setTextCursor(cursor)
    hand.scans(CODE)
    assert heard == [CODE]
    assert (text.toPlainText(), text.textCursor().position()) == ("brakes squeal\nat speed", 6)


def test_scan_over_a_grid_leaves_its_cell(heard: list[str], hand: Hand, show: Show) -> None:
    grid = LineGrid([GridColumn("name", "Name", 0), GridColumn("qty", "Quantity", 90, "quantity")])
    grid.set_rows([{"name": "Oil", "qty": 1000}])
    show(grid)
    grid.setFocus()
    hand.scans(CODE)
    assert heard == [CODE]
    assert grid.rows() == [{"name": "Oil", "qty": 1000}]
    assert grid.currentIndex().column() == 0


def test_scan_over_a_list_is_heard_and_leaves_its_bar(heard: list[str], hand: Hand, show: Show) -> None:
    names = QListWidget()
    names.addItems(["1 Lavida", "Wolf", "Ohm"])
    names.setCurrentRow(2)
    show(names)
    names.setFocus()
    hand.scans(CODE)
    assert (heard, names.currentRow()) == ([CODE], 2)


def test_scan_without_any_field_is_heard(heard: list[str], hand: Hand, show: Show) -> None:
    page = QWidget()
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    show(page)
    page.setFocus()
    hand.scans(CODE)
    assert heard == [CODE]


def test_field_that_limits_its_length_is_put_back_too(heard: list[str], hand: Hand, show: Show) -> None:
    field = LineField(limit=5)
    show(field)
    field.setFocus()
    field.setText("abc")
    hand.scans(CODE)
    assert (heard, field.text()) == ([CODE], "abc")


def test_a_field_that_wants_the_code_gets_it(
    scanner: Scanner, heard: list[str], hand: Hand, field: LineField
) -> None:
    scanner._wants = lambda widget, code: widget is field and code == CODE
    hand.scans(CODE)
    hand.scans("EP-2026-00007")
    assert (heard, field.text()) == (["EP-2026-00007"], CODE)


@pytest.fixture
def any_code(scanner: Scanner) -> Scanner:
    scanner._pattern = re.compile(r"[!-~][ -~]*")
    return scanner


def test_a_short_code_counts_when_no_fingers_are_that_fast(
    any_code: Scanner, heard: list[str], hand: Hand, field: LineField
) -> None:
    hand.types("A12", 0.005)
    hand.types("B34", 0.025)
    hand.types("P0001", 0.03)
    assert (heard, field.text()) == (["A12", "P0001"], "B34")


def test_a_code_with_spaces_is_one(any_code: Scanner, heard: list[str], hand: Hand, show: Show) -> None:
    box = QCheckBox("Fault is gone")
    show(box)
    box.setFocus()
    hand.scans("06A 115 561 B")
    assert (heard, box.isChecked(), box.isDown()) == (["06A 115 561 B"], False, False)
    hand.types(" ", 0.2, end=None)
    assert box.isChecked()


class Keys(QWidget):
    """Acts on single keys, as stars and check rows do."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pressed: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it so
        self.pressed.append(event.text())


@pytest.fixture
def keys(show: Show) -> Keys:
    keys = Keys()
    show(keys)
    keys.setFocus()
    return keys


def test_a_scan_presses_no_single_key(heard: list[str], hand: Hand, keys: Keys) -> None:
    hand.scans(CODE)
    assert (heard, keys.pressed) == ([CODE], [])


def test_keys_of_the_system_are_held_and_heard_as_well(
    qtbot: QtBot, heard: list[str], hand: Hand, keys: Keys
) -> None:
    system = keys.window().windowHandle()
    for letter in CODE:
        hand.clock.now += 0.008
        QTest.keyClick(system, letter)
    QTest.keyClick(system, Qt.Key.Key_Return)
    assert (heard, keys.pressed) == ([CODE], [])
    hand.clock.now += 1
    QTest.keyClick(system, Qt.Key.Key_P)
    assert keys.pressed == []
    qtbot.waitUntil(lambda: keys.pressed != [], timeout=1000)
    assert keys.pressed == ["p"]


def test_a_single_key_arrives_before_anybody_sees_it_wait(
    qtbot: QtBot, scanner: Scanner, hand: Hand, keys: Keys
) -> None:
    hand.types("P", 0.2, end=None)
    qtbot.waitUntil(lambda: keys.pressed == ["P"], timeout=1000)


def test_keys_arrive_in_their_order_at_the_next_one_that_is_of_no_code(
    heard: list[str], hand: Hand, keys: Keys
) -> None:
    hand.types("PPF", 0.01, end=Qt.Key.Key_Down)
    hand.types("P1", 0.2)
    assert (heard, keys.pressed) == ([], ["P", "P", "F", "", "P", "1", "\r"])


def test_a_shortcut_of_one_key_runs_for_a_person_and_not_for_a_scanner(
    qtbot: QtBot, heard: list[str], hand: Hand, keys: Keys
) -> None:
    ran: list[str] = []
    shortcut = QShortcut(QKeySequence("O"), keys)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(lambda: ran.append("O"))
    hand.scans(CODE)
    assert (heard, ran) == ([CODE], [])
    hand.types("o", 0.2, end=None)
    qtbot.waitUntil(lambda: ran == ["O"], timeout=1000)
    assert keys.pressed == []


def test_a_cell_gets_what_a_person_types_fast(heard: list[str], hand: Hand, show: Show) -> None:
    grid = LineGrid([GridColumn("name", "Name", 0), GridColumn("qty", "Quantity", 90, "quantity")])
    grid.set_rows([{"name": "Oil", "qty": 1000}])
    show(grid)
    grid.setFocus()
    hand.types("wiper", 0.05)
    assert heard == []
    assert grid.rows() == [{"name": "wiper", "qty": 1000}]


def test_a_column_of_codes_takes_the_scan(scanner: Scanner, heard: list[str], hand: Hand, show: Show) -> None:
    grid = LineGrid([GridColumn("serial", "Serial no.", 0, codes=True), GridColumn("note", "Note", 90)])
    grid.set_rows([{"serial": "", "note": ""}])
    show(grid)
    grid.setFocus()
    scanner._wants = lambda widget, _code: bool(getattr(widget, "takes_scans", False))
    hand.scans(CODE)
    assert (heard, grid.rows()) == ([], [{"serial": CODE, "note": ""}])
    assert grid.currentIndex().column() == 1
    hand.scans(CODE)
    assert (heard, grid.rows()) == ([CODE], [{"serial": CODE, "note": ""}])


def test_a_list_that_dropped_down_closes_and_chooses_nothing(
    heard: list[str], qtbot: QtBot, hand: Hand, show: Show
) -> None:
    box = QComboBox()
    box.addItems(["Oil", "Wiper"])
    show(box)
    box.setFocus()
    box.showPopup()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    for letter in CODE:
        hand.clock.now += 0.008
        qtbot.keyClicks(popup.focusWidget() or popup, letter)
    qtbot.keyClick(popup.focusWidget() or popup, Qt.Key.Key_Return)
    assert (heard, box.currentIndex()) == ([CODE], 0)
    assert QApplication.activePopupWidget() is None


def test_shortcuts_between_the_keys_break_the_burst(heard: list[str], hand: Hand, show: Show) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    field = LineField()
    layout.addWidget(field)
    show(page)
    field.setFocus()
    hand.types(CODE[:6], 0.008, end=None)
    hand.qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hand.types(CODE[6:], 0.008)
    assert heard == []
