"""More letters lie here than one form takes: it says so, and how many remain."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.letters import LetterChannel, LetterKind
from garage.services import letters
from garage.services.letters import LetterData
from garage.ui.desk import Desk
from garage.ui.forms import letter_acts, print_letters
from garage.ui.forms.letter_acts import SendLettersForm
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.pages import letter_acts as letter_page_acts
from garage.ui.pages.letters import LettersPage
from tests.services.road import Road
from tests.ui.form_hands import activate, save_by_key
from tests.ui.forms.conftest import own_settings, road

__all__ = ["own_settings", "road"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def form_on(page: QWidget, kind: type[FormDialog]) -> FormDialog:
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form


@pytest.mark.usefixtures("language")
def test_more_letters_than_one_form_takes_are_said_to_remain(
    qtbot: QtBot, desk: Desk, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (letter_acts, letter_page_acts):
        monkeypatch.setattr(module, "MOST", 2)
    monkeypatch.setattr(print_letters, "show_all", lambda *_about: None)
    data = LetterData(LetterKind.NOTICE, "提醒", "请来取备用钥匙。", customer_id=road.customer)
    refs = [letters.write(desk.by(), data) for _n in range(5)]
    page = LettersPage(desk)
    qtbot.addWidget(page)
    page.resize(1280, 602)
    page.show()
    activate(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_M, CONTROL | SHIFT)
    form = form_on(page, SendLettersForm)
    assert form.widget("letters").value() == refs[:2]
    assert form.rest.isVisible()
    assert {"2", "3"} <= set(form.rest.text())
    save_by_key(qtbot, form)
    activate(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL | SHIFT)
    told = [label.text() for label in page.window().findChildren(QLabel) if label.window() is page.window()]
    assert letter_acts.say_rest(2, desk) in told
    assert "1" in letter_acts.say_rest(2, desk)
    letters.send(desk.by(), {refs[2]: None}, LetterChannel.POST)
    page.acts.send_waiting()
    form = next(one for one in page.findChildren(SendLettersForm) if one.isVisible())
    assert not form.rest.isVisible()
