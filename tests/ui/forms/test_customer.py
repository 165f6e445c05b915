"""The customer form with a real database behind it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.customers import CustomerKind
from garage.services import customers, member_levels, sale_prices
from garage.services.command import By
from garage.services.customers import CustomerData
from garage.ui.desk import Desk
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.unprintable import unprintable
from garage.ui.kit import messages, remarks

Open = Callable[..., CustomerForm]

WANG = CustomerData(name="王建国", phones=("13800138000", "075586512345"), address="深圳市南山区")


def commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


@pytest.fixture(autouse=True)
def leave_open_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that a test leaves with something typed in it is closed without a question."""
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def wang(desk: Desk) -> int:
    return customers.add(desk.by(), WANG)


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> Open:
    def make(customer_id: int | None = None, **typed: str) -> CustomerForm:
        form = CustomerForm(desk, None, customer_id, **typed)
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return make


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, leave_open_forms: None) -> list[str]:
    """Boxes that open are answered "keep"; what they said is listed."""
    said: list[str] = []

    def answer(box: messages.Box) -> str:
        labels = box.findChildren(messages.QLabel)
        said.append("|".join(label.text() for label in labels))
        return "keep"

    monkeypatch.setattr(messages.Box, "ask", answer)
    return said


@pytest.mark.usefixtures("language")
def test_a_new_customer_is_saved_by_keyboard(opened: Open, qtbot: QtBot) -> None:
    form = opened()
    commit(form.widget("name"), "李雷")
    qtbot.keyClicks(form.widget("phones").lines()[0], "139 0013-9000")
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page = customers.open_customer(saved.args[0])
    assert (page.name, page.phones, page.kind) == ("李雷", ("13900139000",), CustomerKind.PERSON)
    assert not form.isVisible()


def test_stored_phones_are_shown_in_groups(opened: Open, wang: int) -> None:
    assert opened(wang).widget("phones").raw() == ["138 0013 8000", "0755-86512345"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("phones", "12345"), ("uscc", "9135O100M000100Y43"), ("first_contact_on", "2027-01-01")],
)
def test_wrong_input_marks_the_field_and_stays(opened: Open, field: str, typed: str) -> None:
    form = opened(name="李雷")
    widget = form.widget(field)
    line = widget.lines()[0] if field == "phones" else widget
    line.setText(typed)
    assert not form.submit()
    assert form.body.boxes[field].error.text()
    assert (line.text(), form.isVisible(), customers.count()) == (typed, True, 0)


def test_a_customer_needs_a_name(opened: Open) -> None:
    form = opened(phone="13900139000")
    assert not form.submit()
    assert form.body.boxes["name"].error.text()


def test_the_same_phone_is_noticed_while_typing_and_the_known_one_can_be_opened(
    opened: Open, qtbot: QtBot, wang: int
) -> None:
    form = opened()
    qtbot.keyClicks(form.widget("phones").lines()[0], "13800138000")
    qtbot.waitUntil(form.notice.isVisible)
    assert "王建国" in form.notice.remarks()[0].text
    with qtbot.waitSignal(form.existing_chosen) as chosen:
        qtbot.mouseClick(form.notice.links()[0], Qt.MouseButton.LeftButton)
    assert chosen.args == [wang]
    assert not form.isVisible()
    assert customers.count() == 1


def test_ctrl_o_opens_the_known_one(opened: Open, qtbot: QtBot, wang: int) -> None:
    form = opened(name="王建国")
    with qtbot.waitSignal(form.existing_chosen) as chosen:
        qtbot.keyClick(form, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert chosen.args == [wang]


def test_a_duplicate_never_blocks(opened: Open, wang: int) -> None:
    assert opened(name="王建国", phone="13800138000").submit()
    assert customers.count() == 2


def test_editing_does_not_call_a_customer_his_own_duplicate(opened: Open, wang: int) -> None:
    assert opened(wang).notice.remarks() == ()


def test_a_clash_says_who_changed_what_and_keeps_what_both_typed(
    opened: Open, desk: Desk, wang: int, asked: list[str]
) -> None:
    form = opened(wang)
    form.widget("name").setText("王建国 (老板)")
    other = CustomerData(name="王建国", phones=("13900139000",), address="深圳市福田区", marketing_ok=False)
    customers.change(By(2, desk.now()), wang, 1, other)
    assert not form.submit()
    for word in ("李师傅", "深圳市南山区", "深圳市福田区", "139 0013 9000"):
        assert word in asked[0]
    assert form.widget("name").text() == "王建国 (老板)"
    assert form.widget("address").text() == "深圳市福田区"
    assert form.submit()
    page = customers.open_customer(wang)
    assert (page.name, page.phones, page.address, page.marketing_ok) == (
        "王建国 (老板)",
        ("13900139000",),
        "深圳市福田区",
        False,
    )


def test_a_file_that_owes_something_opens_where_it_is_owed(desk: Desk, opened: Open) -> None:
    owes = customers.add(desk.by(), CustomerData(name="李雷", phones=("13900139000",)))
    form = opened(owes)
    commit(form.focusWidget(), "南海大道 1 号")
    assert form.widget("address").text() == "南海大道 1 号"
    assert form.widget("name").text() == "李雷"


def test_a_complete_file_opens_at_its_name(opened: Open, wang: int) -> None:
    form = opened(wang)
    assert form.focusWidget() is form.widget("name")


@pytest.mark.usefixtures("language")
def test_a_character_that_no_paper_shows_is_said_at_its_field_and_still_saved(
    desk: Desk, opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remarks, "on_text", unprintable)
    form = opened()
    commit(form.widget("name"), "𠮷田")
    form.widget("address").setFocus()
    box = form.body.boxes["name"]
    assert "𠮷" in box.remark()
    form.widget("name").setFocus()
    qtbot.keyClick(form.widget("name"), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    commit(form.widget("name"), "吉田")
    form.widget("address").setFocus()
    assert box.remark() == ""
    commit(form.widget("name"), "𠮷")
    assert form.submit()
    assert customers.page().rows[0].name == "吉田𠮷"


def test_a_known_member_level_is_offered_and_a_new_one_is_simply_written(opened: Open, desk: Desk) -> None:
    for name, level in (("王伟", "至尊"), ("李娜", "")):
        customers.add(desk.by(), CustomerData(name=name, member_level=level))
    form = opened(2)
    field = form.widget("member_level")
    assert field.value() == ""
    assert [hit.title for hit in field._find("zz")] == ["至尊"]
    field.setText("Gold")
    assert form.submit()
    assert customers.open_customer(2).member_level == "Gold"
    assert member_levels.names() == ["Gold", "至尊"]
    assert sale_prices.is_member(2)
