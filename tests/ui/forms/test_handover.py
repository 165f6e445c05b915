"""The last check before the bill."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from garage.domain.inspections import InspectionStage, all_passed
from garage.domain.orders import OldPartChoice
from garage.services import inspections, readiness
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.handover import HandoverForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road

Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def form(desk: Desk, road: Road, page: Page, opened: Open) -> HandoverForm:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.inspect()
    readiness.make_ready(road.boss, road.order, all_passed(InspectionStage.READY))
    made = HandoverForm(None, desk, page())
    opened(made)
    return made


def test_all_passed_customer_told_now(
    language: str, form: HandoverForm, page: Page, desk: Desk, qtbot: QtBot
) -> None:
    for row in form.items.rows:
        qtbot.keyClick(row, Qt.Key.Key_P)
    form._told.now_button.click()
    assert form.submit()
    now = page()
    assert now.facts.handover_passed
    assert now.reception.old_parts is OldPartChoice.TAKE
    assert now.customer_told_at == desk.now().replace(second=0)


def test_one_item_failed_needs_words_and_the_bill_waits(form: HandoverForm, page: Page) -> None:
    for row in form.items.rows:
        row.set_answer(row is not form.items.rows[-1])
    assert not form.submit()
    assert form.body.boxes["remark"].error.text()
    form.widget("remark").setPlainText("千斤顶未归位")
    assert form.submit()
    assert not page().facts.handover_passed


def test_old_parts_must_be_decided(form: HandoverForm) -> None:
    form.items.all_button.click()
    form.widget("old_parts").setCurrentIndex(-1)
    assert not form.submit()
    assert form.body.boxes["old_parts"].error.text()


def test_a_time_before_the_car_came_is_marked(form: HandoverForm, page: Page) -> None:
    form.items.all_button.click()
    form.widget("agreed_at").setText("2026-11-20 17:00")
    assert not form.submit()
    assert form.body.boxes["agreed_at"].error.text()
    assert form.widget("agreed_at").text() == "2026-11-20 17:00"
    assert InspectionStage.HANDOVER not in {row.stage for row in inspections.of_order(page().id)}
