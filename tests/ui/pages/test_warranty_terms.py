"""The terms of makers and suppliers: the usual ones in one click, one car's own, wrong input at its field (E9)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.factory_terms import Term
from garage.domain.vehicles import Fuel
from garage.services import factory_terms
from garage.ui.desk import Desk
from garage.ui.forms.factory_term import FactoryTermForm
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.search_field import Hit
from garage.ui.pages.warranty_terms import TermsPage
from tests.services.road import Road
from tests.ui.forms.conftest import own_settings, road

__all__ = ["own_settings", "road"]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> TermsPage:
    made = TermsPage(desk)
    qtbot.addWidget(made)
    made.resize(1240, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.usefixtures("language")
def test_the_first_step_brings_the_usual_terms(page: TermsPage, qtbot: QtBot) -> None:
    panel = page.panels["factory"]
    QAbstractItemModelTester(panel.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    button = panel.list.findChild(QPushButton, "empty_action")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.list.rows().rowCount() == 6
    assert {(row.term.months, row.term.km) for row in factory_terms.rows()} == {
        (60, 200_000),
        (36, None),
        (24, None),
        (12, None),
    }
    assert "6" in page.chips.chip("factory").text()


@pytest.mark.usefixtures("language")
def test_a_term_is_entered_by_keyboard(page: TermsPage, road: Road, qtbot: QtBot) -> None:
    page.panels["factory"].list.setFocus()
    qtbot.keyClick(page.panels["factory"], Qt.Key.Key_N, CTRL)
    form = page.findChild(FactoryTermForm)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.widget("name").set_value("比亚迪电池")
    form.widget("part_group").set_value("动力电池")
    form.widget("months").setText("96")
    form.widget("km").setText("300000")
    form.widget("fuels").set_value(frozenset({Fuel.ELECTRIC}))
    form.widget("vehicle_id").set_value(Hit(road.vehicle, "粤B·12345"))
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    [row] = factory_terms.rows()
    assert row.term == Term(
        "比亚迪电池",
        96,
        300_000,
        "动力电池",
        fuels=frozenset({Fuel.ELECTRIC}),
        vehicle_id=road.vehicle,
    )
    again = FactoryTermForm(None, page.panels["factory"].desk, row.id)
    qtbot.addWidget(again, before_close_func=FormDialog.mark_clean)
    again.show()
    assert again.widget("vehicle_id").value() == road.vehicle
    assert again.widget("fuels").value() == frozenset({Fuel.ELECTRIC})
    assert not again.is_dirty()


@pytest.mark.usefixtures("language")
def test_a_wrong_term_is_marked_and_stays(page: TermsPage, desk: Desk, qtbot: QtBot) -> None:
    factory_terms.add(desk.by(), Term("Whole vehicle", 12))
    form = FactoryTermForm(None, desk)
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    form.show()
    form.widget("name").set_value("整车二")
    form.widget("months").setText("24")
    assert not form.submit()
    assert form.body.boxes["part_group"].error.text()
    assert form.widget("name").value() == "整车二"
    form.widget("months").setText("999")
    assert not form.submit()
    assert form.body.boxes["months"].error.text()


def test_a_term_out_of_use_can_be_taken_back(page: TermsPage, desk: Desk, qtbot: QtBot) -> None:
    panel = page.panels["factory"]
    factory_terms.add(desk.by(), Term("Whole vehicle", 12))
    panel.list.selectRow(0)
    panel.retire()
    assert panel.list.rows().rowCount() == 0
    panel.chips.choose("all")
    panel.list.selectRow(0)
    panel.retire()
    assert [row.active for row in factory_terms.rows()] == [True]


def test_the_other_chip_shows_the_suppliers_terms(page: TermsPage) -> None:
    page.chips.choose("suppliers")
    assert page.panels["suppliers"].isVisible()
    assert not page.panels["factory"].isVisible()
