from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.errors import FieldError, GarageError, MachineError, Reason, RuleError, StaleError
from garage.ui.kit import fields, messages, second_press
from garage.ui.kit.form_dialog import FormDialog

Show = Callable[[QWidget], None]


@pytest.fixture(autouse=True)
def discard(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that a test leaves dirty closes without a box that nobody answers."""
    monkeypatch.setattr(messages, "confirm", lambda *_words: True)


class CarForm(FormDialog):
    """Enough of a form to fail in every way."""

    def __init__(self, error: GarageError | None = None) -> None:
        super().__init__(None, "Car", default_text="Save car")
        self.error = error
        self.rows: list[dict[str, Any]] = []
        self.loads = 0
        self.kept: list[StaleError] = []
        self.name = self.add_field("name", "Name", fields.LineField(), required=True)
        self.price = self.add_field("price", "Price", fields.MoneyField())
        self.note = self.add_field("note", "Note", fields.TextField())

    def load(self) -> None:
        self.loads += 1
        self.name.set_value("Golf")

    def check(self) -> None:
        if self.name.value() == "Wartburg":
            raise FieldError("name", "We do not repair these.")

    def save(self) -> dict[str, Any]:
        if self.error is not None:
            raise self.error
        self.rows.append({"name": self.name.value(), "price": self.price.value()})
        return self.rows[-1]

    def keep_mine(self, error: StaleError) -> None:
        self.kept.append(error)


def error_at(form: FormDialog, name: str) -> str:
    return form.body.boxes[name].error.text()


def test_control_enter_saves_from_any_field_and_tells_the_result(qtbot: QtBot, show: Show) -> None:
    form = CarForm()
    show(form)
    form.price.setText("20")
    form.note.setFocus()
    with qtbot.waitSignal(form.saved, check_params_cb=lambda row: row == {"name": "Golf", "price": 2000}):
        qtbot.keyClick(form.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not form.isVisible()


def test_enter_goes_to_the_next_field_and_from_the_last_to_save(qtbot: QtBot, show: Show) -> None:
    form = CarForm()
    show(form)
    assert form.focusWidget() is form.name
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    assert form.focusWidget() is form.price
    qtbot.keyClick(form.price, Qt.Key.Key_Enter)
    assert form.focusWidget() is form.note
    qtbot.keyClick(form.note, Qt.Key.Key_Return)
    assert form.note.toPlainText() == "\n"
    qtbot.keyClick(form.note, Qt.Key.Key_Tab)
    assert form.focusWidget() is form.save_button
    qtbot.keyClick(form.save_button, Qt.Key.Key_Return)
    assert len(form.rows) == 1


def test_every_wrong_field_is_marked_and_the_first_has_the_focus(qtbot: QtBot, show: Show) -> None:
    form = CarForm()
    show(form)
    form.name.clear()
    form.price.setText("dear")
    form.note.setFocus()
    assert not form.submit()
    assert error_at(form, "name") == "Please fill this in."
    assert "dear" in error_at(form, "price")
    assert form.focusWidget() is form.name
    assert (form.rows, form.price.text()) == ([], "dear")


def test_mark_goes_when_the_field_is_typed_in(qtbot: QtBot, show: Show) -> None:
    form = CarForm()
    show(form)
    form.show_error("price", "Too dear.")
    assert form.focusWidget() is form.price
    qtbot.keyClicks(form.price, "1")
    assert error_at(form, "price") == ""


def test_unreadable_field_is_marked_on_leaving_but_an_empty_one_is_not(qtbot: QtBot, show: Show) -> None:
    form = CarForm()
    show(form)
    form.name.clear()
    form.price.setFocus()
    form.price.setText("dear")
    form.note.setFocus()
    assert "dear" in error_at(form, "price")
    assert error_at(form, "name") == ""


def test_check_of_the_form_marks_its_field(show: Show) -> None:
    form = CarForm()
    show(form)
    form.name.setText("Wartburg")
    assert not form.submit()
    assert error_at(form, "name") == "We do not repair these."


def test_field_error_from_saving_marks_the_field(show: Show) -> None:
    form = CarForm(FieldError("price", "Below cost."))
    show(form)
    assert not form.submit()
    assert error_at(form, "price") == "Below cost."
    assert form.isVisible()


def test_error_of_a_field_the_form_lacks_is_still_said(qtbot: QtBot, show: Show) -> None:
    form = CarForm(FieldError("vin", "The VIN is wrong."))
    show(form)
    assert not form.submit()
    assert form.findChild(QPushButton, "reason_vin").text() == "The VIN is wrong."


def test_reasons_are_listed_and_lead_to_their_field(qtbot: QtBot, show: Show) -> None:
    reasons = [Reason("dear", "The price is missing", "price"), Reason("money", "Pay first", "till")]
    form = CarForm(RuleError(reasons))
    show(form)
    assert not form.submit()
    form.findChild(QPushButton, "reason_dear").click()
    assert form.focusWidget() is form.price
    with qtbot.waitSignal(form.reason_clicked, check_params_cb=lambda reason: reason is reasons[1]):
        form.findChild(QPushButton, "reason_money").click()
    form.error = None
    assert form.submit()


@pytest.mark.parametrize(("answer", "name"), [("reload", "Golf"), ("keep", "Passat")])
def test_stale_row_reloads_or_keeps_what_was_typed(
    show: Show, monkeypatch: pytest.MonkeyPatch, answer: str, name: str
) -> None:
    monkeypatch.setattr(messages, "stale", lambda _parent, _error: answer)
    error = StaleError("Saved by somebody else.")
    form = CarForm(error)
    show(form)
    form.name.setText("Passat")
    assert not form.submit()
    assert form.name.text() == name
    assert form.kept == ([error] if answer == "keep" else [])
    assert form.isVisible()


def test_machine_error_is_said_and_everything_typed_stays(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[MachineError] = []
    monkeypatch.setattr(messages, "failed", lambda _parent, error: said.append(error))
    form = CarForm(MachineError("The disk is full."))
    show(form)
    form.price.setText("12.50")
    assert not form.submit()
    assert [error.text for error in said] == ["The disk is full."]
    assert form.price.fen() == 1250
    assert form.save_button.isEnabled()


def test_escape_asks_only_when_something_would_be_lost(
    qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(_parent: QWidget, title: str, _text: str, _yes: str) -> bool:
        asked.append(title)
        return len(asked) > 1

    monkeypatch.setattr(messages, "confirm", confirm)
    form = CarForm()
    show(form)
    qtbot.keyClick(form.name, Qt.Key.Key_Escape)
    assert (asked, form.isVisible()) == ([], False)
    form = CarForm()
    show(form)
    form.name.setText("Passat")
    qtbot.keyClick(form.name, Qt.Key.Key_Escape)
    assert (len(asked), form.isVisible()) == (1, True)
    form.close()
    assert (len(asked), form.isVisible()) == (2, False)


def test_typing_back_what_was_there_is_no_change(show: Show) -> None:
    form = CarForm()
    show(form)
    form.name.setText("Passat")
    assert form.is_dirty()
    form.name.setText("Golf")
    assert not form.is_dirty()


def test_saving_twice_at_once_saves_once(show: Show) -> None:
    form = CarForm()
    show(form)
    again: list[bool] = []
    form.check = lambda: again.append(form.submit())  # type: ignore[method-assign]
    assert form.submit()
    assert (again, len(form.rows)) == ([False], 1)


def test_a_key_that_is_still_down_saves_nothing(show: Show) -> None:
    form = CarForm()
    show(form)
    form.save_button.setFocus()
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    QApplication.sendEvent(form.save_button, held)
    assert not any(shortcut.autoRepeat() for shortcut in form.findChildren(QShortcut))
    assert not form.rows


def test_form_loads_once_however_often_it_is_shown(show: Show) -> None:
    form = CarForm()
    show(form)
    form.hide()
    form.show()
    assert form.loads == 1


def test_disabled_required_field_is_not_asked_for(show: Show) -> None:
    form = CarForm()
    show(form)
    form.name.clear()
    form.name.setEnabled(False)
    assert form.submit()


def test_long_form_stays_on_the_screen_and_scrolls_to_the_wrong_field(show: Show) -> None:
    form = CarForm()
    for number in range(40):
        form.add_field(f"field_{number}", f"Field {number}", fields.LineField())
    show(form)
    assert form.height() <= QApplication.primaryScreen().availableSize().height()
    form.show_error("field_39", "Wrong.")
    last = form.widget("field_39")
    assert last.visibleRegion().boundingRect().height() == last.height()


def test_what_is_wrong_is_read_under_the_field_where_the_form_scrolls(qtbot: QtBot, show: Show) -> None:
    """The words make the form longer than it was when the keyboard went there."""
    form = CarForm()
    for number in range(40):
        form.add_field(f"field_{number}", f"Field {number}", fields.LineField())
    show(form)
    for name in ("field_39", "field_20"):
        form.show_error(name, "Wrong.")
        qtbot.wait(50)
        words = form.body.boxes[name].error
        assert words.visibleRegion().boundingRect().height() == words.height()


def test_every_field_says_its_name_to_a_screen_reader(show: Show) -> None:
    form = CarForm()
    phones = form.add_field("phones", "Phones", fields.ListField())
    show(form)
    assert phones.lines()[0].accessibleName() == "Phones 1"
    assert [form.widget(name).accessibleName() for name in ("name", "price", "note")] == [
        "Name",
        "Price",
        "Note",
    ]
    assert form.save_button.accessibleName() == "Save car"


class Under(QWidget):
    """What lies under a form: Ctrl+Enter is its next step, a letter is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0
        self.line = fields.LineField()
        self.line.setParent(self)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self._step)

    def _step(self) -> None:
        self.steps += 1


def under(qtbot: QtBot, show: Show) -> Under:
    """A form over a page was saved with Ctrl+Enter just now, and the page has the keyboard."""
    page = Under()
    show(page)
    form = CarForm()
    show(form)
    qtbot.keyClick(form.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not form.isVisible()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.line.setFocus()
    return page


def press(qtbot: QtBot, page: Under) -> None:
    qtbot.keyClick(page.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_control_enter_pressed_twice_reaches_nothing_under_the_form(
    qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_press, "DEAF_MS", 5_000)
    page = under(qtbot, show)
    press(qtbot, page)
    qtbot.keyPress(page.line, Qt.Key.Key_Control)
    press(qtbot, page)
    assert page.steps == 0
    qtbot.keyClicks(page.line, "a")
    press(qtbot, page)
    assert (page.line.text(), page.steps) == ("a", 1)
    second_press.count_every_press()


def test_a_moment_after_the_form_control_enter_counts_again(
    qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_press, "DEAF_MS", 50)
    page = under(qtbot, show)
    qtbot.wait(80)
    press(qtbot, page)
    assert page.steps == 1
