"""One order from its estimate to the gate by keys alone, each step through its own window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.lines import LineKind
from garage.domain.order_steps import OrderAct
from garage.domain.orders import OrderState
from garage.domain.warranty import RepairCategory
from garage.errors import Reason
from garage.services import orders, stock, workshop
from garage.services.order_lines import LineData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import order_steps
from garage.ui.kit import messages
from tests.services.road import Road
from tests.ui.forms.conftest import Hand

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
ESC = Qt.Key.Key_Escape
Page = Callable[[], OrderPage]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def step(desk: Desk, page: Page, window: QWidget) -> Callable[[], bool]:
    """Do whatever comes next, as the page's button would."""

    def take() -> bool:
        coming = order_steps.next_of(page())
        assert coming is not None
        return order_steps.take(coming.act, window, desk, page())

    return take


def pass_all(form: QWidget) -> None:
    for row in form.items.rows:
        QTest.keyClick(row, Qt.Key.Key_P)
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return, CTRL)


def work_through(dialog: QWidget) -> None:
    dialog.lines.start_all.click()
    dialog.lines.finish_all.click()
    QTest.keyClick(dialog, ESC)


def leave(form: QWidget) -> None:
    QTest.keyClicks(form.focusWidget(), "86414")
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return, CTRL)


def test_the_whole_road_by_keys(
    language: str, road: Road, page: Page, desk: Desk, hand: Hand, step: Callable[[], bool], window: QWidget
) -> None:
    road.receive()
    hand.save("authorisation_form")
    assert step()
    hand.save("dispatch_form")
    hand.press("pdf_preview", ESC)
    assert step()
    hand.will("work_dialog", work_through)
    assert step()
    hand.save("issue_parts_form")
    hand.press("pdf_preview", ESC)
    assert order_steps.resolve(Reason("not_issued", "", "parts"), window, desk, page())
    for _stage in range(3):
        hand.will("inspection_form", pass_all)
        assert step()
    hand.will("ready_form", pass_all)  # without a wash
    assert step()
    hand.will("handover_form", pass_all)
    assert step()
    hand.press("settlement_form", Qt.Key.Key_Return)
    hand.press("papers_window", ESC)
    assert step()
    hand.will("gate_form", leave)
    assert step()
    assert page().state is OrderState.EXITED
    assert order_steps.next_of(page()) is None
    assert stock.check_books() == []


def test_the_button_says_the_sum(road: Road, page: Page) -> None:
    road.to_ready()
    coming = order_steps.next_of(page())
    assert coming is not None
    assert coming.act is OrderAct.SETTLE
    assert "¥1,680.32" in coming.text


def test_dispatch_is_not_blocked_by_what_its_own_form_asks(road: Road, page: Page) -> None:
    road.receive()
    road.authorise()
    coming = order_steps.next_of(page())
    assert coming is not None
    assert (coming.act, coming.reasons) == (OrderAct.DISPATCH, ())


def test_a_missing_thing_is_said_and_leads_to_its_form(
    road: Road, page: Page, desk: Desk, window: QWidget, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.work()
    said: list[str] = []

    def click_first(_parent: QWidget, _title: str, reasons: list[Reason]) -> Reason:
        said.extend(reason.code for reason in reasons)
        return reasons[0]

    monkeypatch.setattr(messages, "reasons", click_first)
    hand.save("issue_parts_form")
    hand.press("pdf_preview", ESC)
    assert order_steps.take(OrderAct.SELF_PASS, window, desk, page())
    assert said == ["not_issued"]
    assert page().facts.not_fully_issued == 0


def test_an_order_without_labour_begins_at_once(
    road: Road, page: Page, desk: Desk, hand: Hand, step: Callable[[], bool]
) -> None:
    road.receive(LineData(LineKind.OTHER, "拖车", unit_price_fen=30_000))
    road.authorise()
    workshop.dispatch(road.boss, road.order, {})
    assert step()
    assert page().state is OrderState.IN_WORK
    hand.will("inspection_form", lambda form: (form.widget("inspector").set_value(1), pass_all(form)))
    assert step()
    assert page().state is OrderState.SELF_CHECKED


def names(actions: list) -> list[str]:
    return [action.objectName() for action in actions]


def test_more_actions_are_the_legal_ones(road: Road, page: Page, desk: Desk, window: QWidget) -> None:
    in_shop = {"work", "issue_parts", "bill_issued", "reassign"}
    road.receive()
    offered = set(names(order_steps.more_actions(window, desk, page())))
    assert {"recommend", "reopen_estimate", "cancel_order"} <= offered
    assert not offered & {*in_shop, "void_settlement"}
    road.authorise()
    road.dispatch()
    offered = set(names(order_steps.more_actions(window, desk, page())))
    assert {*in_shop, "recommend", "cancel_order"} <= offered
    assert not offered & {"reopen_estimate", "return_parts", "void_settlement"}
    made = order_steps.more_actions(window, desk, page())
    assert window.actions() == made
    assert all(action.shortcut().toString() for action in made)


def test_level_2_service_reaches_its_two_stages_from_the_reasons_of_the_self_check(
    road: Road, page: Page, desk: Desk, window: QWidget, hand: Hand
) -> None:
    labour, pads = road.lines()
    road.receive(LineData(**{**vars(labour), "category": RepairCategory.SERVICE_LEVEL_2}), pads)
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    coming = order_steps.next_of(page())
    assert coming is not None
    assert [reason.code for reason in coming.reasons] == ["diagnosis", "in_process"]
    for reason in coming.reasons:
        hand.will("inspection_form", pass_all)
        assert order_steps.resolve(reason, window, desk, page())
    assert order_steps.next_of(page()).reasons == ()


def test_what_was_changed_is_told(road: Road, page: Page, desk: Desk, window: QWidget) -> None:
    road.receive()
    told: list[bool] = []
    actions = order_steps.more_actions(window, desk, page(), lambda: told.append(True))
    next(action for action in actions if action.objectName() == "reopen_estimate").trigger()
    assert told == [True]
    assert page().state is OrderState.RECEIVED
    assert orders.open_page(road.order).state is OrderState.RECEIVED
