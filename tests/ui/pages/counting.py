"""A count sheet on screen for tests: the shelf, the page, and fingers that type into its cells."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from garage.domain.stocktakes import CountScope
from garage.models.parts import Part
from garage.services import stocktake_list, stocktakes
from garage.services.count_scopes import Scope
from garage.ui.desk import Desk
from garage.ui.forms import print_counts
from garage.ui.kit import messages
from garage.ui.pages.stocktakes import StocktakesPage
from tests.services.stockroom import Stockroom
from tests.ui.conftest import Clock

Open = Callable[[], StocktakesPage]
CONTROL = Qt.KeyboardModifier.ControlModifier
FILTER, PADS = "6901234567892", "6901234567908"


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        print_counts, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    return papers


@pytest.fixture
def room(desk: Desk, clock: Clock) -> Stockroom:
    """Ten filters, four pads and six batteries, in this order on the shelf."""
    made = Stockroom(desk.by(), 2)
    made.part(10, 10_000, code="JL-01", bin="A-01", barcode=FILTER)
    made.part(4, 72_000, code="ZD-F01", bin="A-02", barcode=PADS)
    made.part(6, 252_000, code="DP-80", bin="B-01")
    clock.forward(minutes=10)
    return made


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> StocktakesPage:
        page = StocktakesPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 610)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


@pytest.fixture
def counting(opened: Open, room: Stockroom, desk: Desk) -> StocktakesPage:
    """The sheet of a count of everything."""
    begun = stocktakes.begin(desk.by(), Scope(CountScope.ALL))
    page = opened()
    page.show_stocktake(begun.id)
    page.sheet.grid.setFocus()
    return page


def form_on(page: StocktakesPage, kind: type[QDialog]) -> QDialog:
    """The form of that kind that is open over the page."""
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form


def part(code: str) -> int:
    return int(Part.get(Part.code == code).id)


def counts(page: StocktakesPage) -> list[int | None]:
    assert page.sheet.row is not None
    return [line.counted_milli for line in stocktake_list.lines_of(page.sheet.row.id)]


def editor_of(page: StocktakesPage) -> QLineEdit:
    """The editor that is open in the grid."""
    [editor] = [one for one in page.sheet.grid.findChildren(QLineEdit) if one.isVisible()]
    return editor


def enter(qtbot: QtBot, editor: QLineEdit) -> None:
    """Enter in a cell: the grid goes on when the event is done."""
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def type_in(qtbot: QtBot, page: StocktakesPage, text: str) -> None:
    """As a person types into a cell: the first key opens it."""
    grid = page.sheet.grid
    qtbot.keyClick(grid, text[0])
    editor = editor_of(page)
    qtbot.keyClicks(editor, text[1:])
    enter(qtbot, editor)


def words(text: str) -> QInputMethodEvent:
    """Words as an input method hands them over."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    return event
