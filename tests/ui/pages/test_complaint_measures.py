"""The measures of a complaint, listed with it, opened and reported done from there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.summaries import MeasureState
from garage.services import complaints, measures
from garage.services.measures import MeasureData
from garage.ui.desk import Desk
from garage.ui.forms.measure import MeasureDoneForm, MeasureForm
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.pages.complaints import ComplaintsPage
from tests.services.complaining import REPAIR
from tests.ui.form_hands import activate, save_by_key
from tests.ui.looks import cut, nameless

CONTROL = Qt.KeyboardModifier.ControlModifier


def form_on(page: QWidget, kind: type[FormDialog]) -> FormDialog:
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form


@pytest.mark.usefixtures("language")
def test_a_complaint_lists_its_measures_and_opens_them(qtbot: QtBot, desk: Desk) -> None:
    ref = complaints.register(desk.by(), REPAIR)
    first = measures.add(desk.by(), MeasureData("班前会讲卡扣", due_on=desk.today()), complaint_id=ref)
    other = measures.add(desk.by(), MeasureData("更换洗车水枪"), complaint_id=ref)
    measures.add(desk.by(), MeasureData("与投诉无关"))
    page = ComplaintsPage(desk)
    qtbot.addWidget(page)
    page.resize(1280, 602)
    page.show()
    activate(qtbot, page)
    page.show_case(ref)
    qtbot.wait(20)
    said = "".join(label.text() for label in page.detail.findChildren(QLabel) if label.isVisible())
    assert "班前会讲卡扣" in said
    assert "更换洗车水枪" in said
    assert "与投诉无关" not in said
    assert not cut(page)
    assert not nameless(page)
    link = page.findChild(QPushButton, f"measure_{first}")
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    form = form_on(page, MeasureForm)
    form.widget("text").set_value("班前会讲两次卡扣")
    save_by_key(qtbot, form)
    assert measures.one(first).text == "班前会讲两次卡扣"
    page.findChild(QPushButton, f"measure_{other}_done").click()
    form = form_on(page, MeasureDoneForm)
    save_by_key(qtbot, form)
    assert form.body.boxes["result"].error.text()
    form.widget("result").set_value("已换新")
    save_by_key(qtbot, form)
    assert measures.one(other).state is MeasureState.DONE
    qtbot.wait(20)
    assert page.findChild(QPushButton, f"measure_{other}_done") is None
    assert any("已换新" in label.text() for label in page.detail.findChildren(QLabel))
