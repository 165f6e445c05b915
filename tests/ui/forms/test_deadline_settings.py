"""The deadlines in the settings: every figure is read, kept, and refused at its field."""

from dataclasses import asdict

import pytest
from pytestqt.qtbot import QtBot

from garage.domain.deadlines import Deadlines
from garage.services import deadlines
from garage.ui.desk import Desk
from garage.ui.forms.deadline_settings import DeadlinesSection

OURS = Deadlines(8, 3, 1, 0, 7, 5, 4, 10)


@pytest.mark.usefixtures("language")
def test_every_deadline_is_set_and_read_again(qtbot: QtBot, desk: Desk) -> None:
    section = DeadlinesSection(desk)
    qtbot.addWidget(section)
    section.show()
    for name, value in asdict(OURS).items():
        assert section.widget(name).value() == getattr(Deadlines(), name)
        section.widget(name).set_value(value)
    assert section.submit()
    assert deadlines.chosen() == OURS
    section.widget("verify_hours").setText("0")
    assert not section.submit()
    assert section.body.boxes["verify_hours"].error.text()
    assert section.widget("verify_hours").text() == "0"
    assert deadlines.chosen() == OURS
