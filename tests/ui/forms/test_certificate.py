"""The completion certificate at the page's button, on wish, and taken back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.inspections import InspectionStage
from garage.domain.order_steps import OrderAct
from garage.domain.warranty import RepairCategory
from garage.errors import Reason
from garage.services import certificates
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import order_steps
from tests.services.road import Road
from tests.ui.forms.conftest import Hand

ESC = Qt.Key.Key_Escape
Page = Callable[[], OrderPage]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def certifiable(road: Road) -> Road:
    """A level-2 service that has passed its final inspection."""
    labour, part = road.lines()
    road.receive(replace(labour, category=RepairCategory.SERVICE_LEVEL_2), part)
    road.authorise()
    road.dispatch()
    road.issue()
    road.check(InspectionStage.DIAGNOSIS, road.mechanic)
    road.work()
    road.check(InspectionStage.IN_PROCESS, road.leader)
    road.inspect()
    return road


def more(page: OrderPage, window: QWidget, desk: Desk) -> dict[str, Callable[[], None]]:
    return {a.objectName(): a.trigger for a in order_steps.more_actions(window, desk, page)}


@pytest.mark.usefixtures("language", "certifiable")
def test_the_button_issues_it_and_shows_its_paper(
    desk: Desk, page: Page, window: QWidget, hand: Hand
) -> None:
    coming = order_steps.next_of(page())
    assert coming is not None
    assert coming.act is OrderAct.CERTIFY
    hand.press("pdf_preview", ESC)
    assert order_steps.take(coming.act, window, desk, page())
    assert [row.no for row in certificates.of_order(page().id)] == ["QC-2026-00001"]
    following = order_steps.next_of(page())
    assert following is not None
    assert following.act is OrderAct.MAKE_READY


@pytest.mark.usefixtures("certifiable")
def test_a_step_that_misses_it_leads_to_it(desk: Desk, page: Page, window: QWidget, hand: Hand) -> None:
    hand.press("pdf_preview", ESC)
    assert order_steps.resolve(Reason("certificate", "", "certificate"), window, desk, page())
    assert page().facts.certified


def test_a_minor_repair_is_offered_one_only_where_none_is_needed(
    desk: Desk, road: Road, page: Page, window: QWidget, hand: Hand
) -> None:
    road.to_ready()
    offered = more(page(), window, desk)
    assert "void_certificate" not in offered
    hand.press("pdf_preview", ESC)
    offered["certify"]()
    offered = more(page(), window, desk)
    assert "certify" not in offered
    assert "void_certificate" in offered


@pytest.mark.usefixtures("language", "certifiable")
def test_voiding_asks_why_and_issues_the_next_at_once(
    desk: Desk, road: Road, page: Page, window: QWidget, hand: Hand
) -> None:
    certificates.issue(road.boss, road.order)

    def say_why(form: QWidget) -> None:
        form.widget("reason").setPlainText("车主姓名写错")
        QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    hand.will("void_certificate_form", say_why)
    hand.press("pdf_preview", ESC)
    more(page(), window, desk)["void_certificate"]()
    rows = certificates.of_order(page().id)
    assert [(row.no, row.voided_at is None) for row in rows] == [
        ("QC-2026-00001", False),
        ("QC-2026-00002", True),
    ]
