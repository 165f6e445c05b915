"""The till: counted by notes, a difference asks why, only the last is voided; the cash book beside it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from garage.domain.cash_ups import CashKind
from garage.domain.settlements import PayMethod
from garage.services import cash_book, cash_limits, cash_ups
from garage.ui.desk import Desk
from garage.ui.forms.cash_entry import CashEntryForm
from garage.ui.forms.cash_limit import CashLimitForm
from garage.ui.forms.cash_up import CashUpForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages, theme
from garage.ui.pages import cash_ups as page_module
from garage.ui.pages.cash_ups import CashUpPage
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings
from tests.ui.looks import cut

__all__ = ["own_settings"]

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Slips are noted, not shown; a form left with something typed in it is closed without a question."""
    shown: list[str] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(page_module, "print_cash_up", lambda _parent, _desk, row: shown.append(row.no))
    return shown


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Callable[[], CashUpPage]:
    def make() -> CashUpPage:
        page = CashUpPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 588)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


@pytest.fixture
def floated(desk: Desk, clock: Clock) -> None:
    """200.50 were put into the till."""
    cash_book.enter(desk.by(), CashKind.FLOAT, 20_050, "float")
    clock.forward(hours=9)


def form_on(page: CashUpPage, kind: type[QDialog]) -> Any:
    """The form of that kind that is open over the page."""
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form


@pytest.mark.usefixtures("language", "floated")
def test_notes_add_up_and_what_differs_asks_why(
    qtbot: QtBot, opened: Callable[[], CashUpPage], quiet: list[str]
) -> None:
    page = opened()
    QAbstractItemModelTester(page.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(page.entries.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtbot.keyClick(page.list, Qt.Key.Key_N, CONTROL)
    form = form_on(page, CashUpForm)
    form.notes.pieces[10_000].setText("2")
    assert form.counted[PayMethod.CASH].fen() == 20_000
    assert form.body.boxes["reason.CASH"].isVisible()
    form.left.setText("100")
    assert not form.submit()
    assert form.body.boxes["reason.CASH"].error.text()
    form.notes.pieces[50].setText("1")
    assert not form.body.boxes["reason.CASH"].isVisible()
    assert form.submit()
    row = page.list.current_row()
    assert (row.left_fen, row.taken_fen, row.notes) == (10_000, 10_050, ((10_000, 2), (50, 1)))
    page.print_action.trigger()
    assert quiet == [row.no]


@pytest.mark.usefixtures("language", "floated")
def test_a_large_difference_asks_for_an_owner(opened: Callable[[], CashUpPage], desk: Desk) -> None:
    page = opened()
    page.count_action.trigger()
    form = form_on(page, CashUpForm)
    form.counted[PayMethod.CASH].setText("150.50")
    assert not form.body.boxes["approved_by"].isVisible(), "50 yuan are the limit"
    form.counted[PayMethod.CASH].setText("150")
    assert form.body.boxes["approved_by"].isVisible()
    form.reasons[PayMethod.CASH].setText("miscounted")
    form.left.setText("0")
    form.approver.set_value(None)
    assert form.submit(), "the owner at the desk stands for it"
    assert page.list.current_row().approved_by == desk.person.name


@pytest.fixture
def themed(qapp: QApplication) -> None:
    """Fonts and paddings as the program has them."""
    theme.apply(qapp, "light")


@pytest.mark.usefixtures("language", "floated", "themed")
def test_a_difference_in_thousands_is_read_whole(
    opened: Callable[[], CashUpPage], desk: Desk, clock: Clock
) -> None:
    cash_book.enter(desk.by(), CashKind.FLOAT, 1_234_567, "float")
    clock.forward(minutes=1)
    page = opened()
    page.count_action.trigger()
    form = form_on(page, CashUpForm)
    form.counted[PayMethod.CASH].setText("0")
    form.reasons[PayMethod.CASH].setText("stolen")
    form.left.setText("0")
    assert form.submit()
    assert page.list.current_row().difference_fen == -1_254_617
    assert [words for words in cut(page) if words.startswith("cash_up_list")] == []


@pytest.mark.usefixtures("floated")
def test_the_limit_of_a_difference_is_changed_here(opened: Callable[[], CashUpPage]) -> None:
    page = opened()
    page.limit_action.trigger()
    form = form_on(page, CashLimitForm)
    form.body.boxes["limit"].field.setText("20")
    assert form.submit()
    assert cash_limits.limit_fen() == 2_000


@pytest.mark.usefixtures("floated")
def test_wrong_counts_stay_at_their_fields(opened: Callable[[], CashUpPage]) -> None:
    page = opened()
    page.count_action.trigger()
    form = form_on(page, CashUpForm)
    form.notes.pieces[10_000].setText("two")
    form.left.setText("0")
    assert not form.submit()
    assert form.body.boxes["notes"].error.text()
    form.notes.pieces[10_000].setText("2")
    form.counted[PayMethod.CASH].setText("200.50")
    form.left.setText("200.51")
    assert not form.submit()
    assert cash_ups.last() is None


@pytest.mark.usefixtures("language", "floated")
@pytest.mark.parametrize("typed", ["1.5", "-3", "10000"])
def test_a_note_that_cannot_be_so_many_is_told_at_once_and_gets_the_keyboard(
    qtbot: QtBot, opened: Callable[[], CashUpPage], typed: str
) -> None:
    page = opened()
    page.count_action.trigger()
    form = form_on(page, CashUpForm)
    qtbot.waitUntil(form.isActiveWindow)
    wrong, box = form.notes.pieces[2_000], form.body.boxes["notes"]
    wrong.setFocus()
    qtbot.keyClicks(wrong, typed)
    assert not box.error.text(), "it is still being typed"
    qtbot.keyClick(wrong, Qt.Key.Key_Tab)
    assert form.notes.pieces[1_000].hasFocus()
    assert "¥20" in box.error.text()
    assert [note for note, field in form.notes.pieces.items() if field.property("wrong")] == [2_000]
    form.left.setText("0")
    form.counted[PayMethod.CASH].setText("200.50")
    assert not form.submit()
    assert wrong.hasFocus()
    qtbot.keyClick(wrong, Qt.Key.Key_A, CONTROL)
    wrong.insert("３")  # as a Chinese keyboard may have it
    qtbot.keyClick(wrong, Qt.Key.Key_Tab)
    assert not box.error.text()
    assert not wrong.property("wrong")
    assert form.notes.value() == {2_000: 3}


@pytest.mark.usefixtures("floated")
def test_money_that_moved_while_it_was_counted_is_told(
    opened: Callable[[], CashUpPage], desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, title, _text: told.append(title))
    page = opened()
    page.count_action.trigger()
    form = form_on(page, CashUpForm)
    form.counted[PayMethod.CASH].setText("200.50")
    form.left.setText("0")
    cash_book.enter(desk.by(), CashKind.EXPENSE, 50, "tape")
    clock.forward(minutes=1)
    assert not form.submit()
    assert len(told) == 1
    form.counted[PayMethod.CASH].setText("200")
    assert form.submit()


@pytest.mark.usefixtures("language", "floated")
def test_a_cash_up_and_an_entry_are_voided_with_a_reason(
    opened: Callable[[], CashUpPage], desk: Desk
) -> None:
    sums = {one.method: one.booked_fen for one in cash_ups.booked(*cash_ups.period(desk.by()))}
    cash_ups.close(desk.by(), page_module.cash_ups.Count(sums, {}, 0))
    page = opened()
    for action, word in ((page.void_action, "again"), (page.undo_action, "mistyped")):
        action.trigger()
        form = form_on(page, ReasonForm)
        form.widget("reason").setPlainText(word)
        assert form.submit()
        assert not action.isEnabled() or action is page.undo_action
    assert cash_ups.last() is None
    assert [row.stands for row in cash_book.page().rows] == [False, False]
    assert page.show_document("CU-2026-00001")
    assert page.show_document("CE-2026-00002")
    assert not page.show_document("CE-2026-00009")


@pytest.mark.usefixtures("language")
def test_an_entry_by_keyboard_knows_its_direction(qtbot: QtBot, opened: Callable[[], CashUpPage]) -> None:
    page = opened()
    qtbot.keyClick(page.entries, Qt.Key.Key_E, CONTROL)
    form = form_on(page, CashEntryForm)
    assert not form.widget("out").isEnabled()
    form.widget("amount").setText("12.50")
    assert not form.submit()
    assert form.body.boxes["text"].error.text()
    form.widget("text").setText("tea")
    assert form.submit()
    assert page.entries.current_row().amount_fen == -1_250
