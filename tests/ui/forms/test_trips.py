"""Road test, sublet, unrepaired: how a car goes, and how it comes back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.exit_passes import PassKind, PassState
from garage.domain.lines import LineKind
from garage.domain.order_steps import OrderAct
from garage.domain.orders import OrderState
from garage.domain.settlements import PayMethod, Tender
from garage.services import exit_passes, goods_issues, payments, vehicles
from garage.services.order_lines import LineData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import order_steps, ways_gate
from garage.ui.forms.gate import GateForm
from garage.ui.forms.trips import BackForm, OutForm, TripForm
from garage.ui.kit.errors_bar import ReasonList
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import Hand

CTRL = Qt.KeyboardModifier.ControlModifier
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def in_shop(road: Road) -> Road:
    sublet = LineData(LineKind.SUBLET, "轮毂修复", vendor="永固轮毂", unit_price_fen=30_000)
    road.receive(*road.lines(), sublet)
    road.authorise()
    road.dispatch()
    return road


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def only_pass(road: Road) -> exit_passes.PassRow:
    [row] = exit_passes.of_order(road.order)
    return row


def first_reason(box: QWidget) -> None:
    """Follow the first thing that is missing."""
    box.findChild(ReasonList).links()[0].click()


def names(page: OrderPage) -> set[str]:
    return {known.name for known in ways_gate.MORE if known.legal(page)}


def test_a_road_test_takes_two_keys(
    language: str, desk: Desk, in_shop: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    assert {"road_test", "sublet", "leave_unrepaired", "cancel_order"} <= names(page())
    form = TripForm(None, desk, page(), PassKind.ROAD_TEST)
    opened(form)
    assert form.widget("odo").hasFocus()
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, CTRL)
    row = only_pass(in_shop)
    assert (row.kind, row.state, row.driver) == (PassKind.ROAD_TEST, PassState.OUT, "李师傅")
    assert (row.odo_out, row.return_at) == (86_412, desk.now() + timedelta(minutes=30))
    assert names(page()) == {"trip_back", "cancel_order"}
    assert not form.prints_pass


def test_a_car_comes_back_with_the_kilometres_it_was_driven(
    language: str, desk: Desk, in_shop: Road, page: Page, opened: Open, qtbot: QtBot, clock: Clock
) -> None:
    form = TripForm(None, desk, page(), PassKind.ROAD_TEST)
    opened(form)
    assert form.submit()
    clock.forward(minutes=45)
    back = BackForm(None, desk, page(), only_pass(in_shop))
    opened(back)
    assert back.widget("odo").hasFocus()
    qtbot.keyClicks(back.widget("odo"), "86000")
    assert not back.submit()
    assert back.body.boxes["odo"].error.text()
    assert back.widget("odo").km() == 86_000
    back.widget("odo").clear()
    qtbot.keyClicks(back.widget("odo"), "86420")
    assert "8" in back._driven.text()
    qtbot.keyClick(back.widget("odo"), Qt.Key.Key_Return, CTRL)
    assert (only_pass(in_shop).state, only_pass(in_shop).driven_km) == (PassState.BACK, 8)
    assert {"road_test", "sublet"} <= names(page())


def test_a_sublet_brings_its_vendor_and_lines_along(
    language: str, desk: Desk, in_shop: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    form = TripForm(None, desk, page(), PassKind.SUBLET)
    opened(form)
    assert form.widget("vendor").text() == "永固轮毂"
    form.widget("now").set_value(False)
    assert not form.widget("odo").isEnabled()
    assert form.submit()
    row = only_pass(in_shop)
    assert (row.kind, row.state, row.vendor, row.purpose) == (
        PassKind.SUBLET,
        PassState.ISSUED,
        "永固轮毂",
        "轮毂修复",
    )
    assert form.prints_pass
    assert names(page()) == {"trip_out", "void_pass", "cancel_order"}


def test_an_issued_trip_goes_out_at_the_gate_a_day_later_with_a_new_pass(
    desk: Desk, in_shop: Road, page: Page, opened: Open, clock: Clock
) -> None:
    form = TripForm(None, desk, page(), PassKind.SUBLET)
    opened(form)
    form.widget("now").set_value(False)
    assert form.submit()
    clock.forward(days=1)
    out = OutForm(None, desk, page(), only_pass(in_shop))
    opened(out)
    assert out.body.boxes["renew"].isVisible()
    assert not out.submit()
    out.widget("renew").set_value(True)
    assert out.submit()
    states = [row.state for row in exit_passes.of_order(in_shop.order)]
    assert states == [PassState.VOIDED, PassState.OUT]


def test_a_trip_without_its_answers_is_marked_at_the_fields(
    desk: Desk, in_shop: Road, page: Page, opened: Open
) -> None:
    form = TripForm(None, desk, page(), PassKind.SUBLET)
    opened(form)
    form.widget("vendor").clear()
    assert not form.submit()
    assert form.body.boxes["vendor"].error.text()
    form.widget("vendor").setText("永固轮毂")
    for line, _tick in form._lines:
        form.widget(f"line_{line.id}").set_value(False)
    assert not form.submit()
    assert form.body.boxes["purpose"].error.text()
    form.widget("purpose").setText("喷漆")
    form.widget("return_at").setText("08:00")
    assert not form.submit()
    assert form.body.boxes["return_at"].error.text()
    assert exit_passes.of_order(in_shop.order) == []


def test_a_pass_is_voided_before_the_car_goes_out(
    desk: Desk, in_shop: Road, page: Page, opened: Open, hand: Hand, window: QWidget
) -> None:
    form = TripForm(None, desk, page(), PassKind.SUBLET)
    opened(form)
    form.widget("now").set_value(False)
    assert form.submit()

    def why(shown: QWidget) -> None:
        shown.widget("reason").setPlainText("对方没空")
        shown.submit()

    hand.will("reason_form", why)
    assert ways_gate.void_pass(window, desk, page())
    assert only_pass(in_shop).state is PassState.VOIDED


def test_a_car_that_is_away_leads_from_cancelling_to_its_return(
    desk: Desk, in_shop: Road, page: Page, opened: Open, hand: Hand, window: QWidget
) -> None:
    form = TripForm(None, desk, page(), PassKind.ROAD_TEST)
    opened(form)
    assert form.submit()

    def back(shown: QWidget) -> None:
        shown.widget("odo").setText("86415")
        shown.submit()

    def why(shown: QWidget) -> None:
        shown.widget("reason").setPlainText("客户不修了")
        shown.submit()

    hand.will("message", first_reason)
    hand.will("trip_back_form", back)
    hand.will("reason_form", why)
    act = next(known for known in ways_gate.MORE if known.name == "cancel_order")
    assert act.way(window, desk, page())
    assert only_pass(in_shop).state is PassState.BACK
    assert page().state is OrderState.CANCELLED


def test_leaving_a_form_on_the_way_out_of_an_order_stops_the_way(
    desk: Desk, road: Road, page: Page, hand: Hand, window: QWidget
) -> None:
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 20_000)])
    hand.will("message", first_reason)
    hand.press("refund_form", Qt.Key.Key_Escape)
    assert not ways_gate.leave_unrepaired(window, desk, page())
    assert page().facts.paid_fen == 20_000


def test_drawn_parts_and_a_deposit_go_back_one_after_another_and_then_the_car_leaves(
    desk: Desk, road: Road, page: Page, hand: Hand, window: QWidget
) -> None:
    """One chain: the refusal, parts, money, the reason; each is one key, and its paper follows."""
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 20_000)])
    road.authorise()
    road.dispatch()
    road.issue()

    def why(shown: QWidget) -> None:
        shown.widget("reason").setPlainText("客户不修了")
        shown.submit()

    hand.press("message", Qt.Key.Key_Return)
    hand.save("return_parts_form")
    hand.press("pdf_preview", Qt.Key.Key_Escape)
    hand.will("refund_form", lambda shown: (shown.widget("reason").setText("不修了"), shown.submit()))
    hand.press("pdf_preview", Qt.Key.Key_Escape)
    hand.will("reason_form", why)
    hand.press("pdf_preview", Qt.Key.Key_Escape)
    assert ways_gate.leave_unrepaired(window, desk, page())
    assert not page().facts.net_issued
    assert page().facts.paid_fen == 0
    assert page().state is OrderState.CANCELLED
    assert only_pass(road).kind is PassKind.UNREPAIRED


def test_while_the_car_is_out_its_return_is_the_next_step(
    desk: Desk, in_shop: Road, page: Page, opened: Open, hand: Hand, window: QWidget
) -> None:
    form = TripForm(None, desk, page(), PassKind.ROAD_TEST)
    opened(form)
    assert form.submit()
    following = order_steps.next_of(page())
    assert following is not None
    assert (following.act, following.reasons) == (OrderAct.CAR_BACK, ())
    hand.will("trip_back_form", lambda shown: (shown.widget("odo").setText("86415"), shown.submit()))
    assert order_steps.take(following.act, window, desk, page())
    assert order_steps.next_of(page()).act is OrderAct.START


def test_a_car_leaves_unrepaired_through_the_window(
    language: str, desk: Desk, in_shop: Road, page: Page, hand: Hand, window: QWidget, qtbot: QtBot
) -> None:
    def why(shown: QWidget) -> None:
        shown.widget("reason").setPlainText("客户不修了")
        qtbot.keyClick(shown.widget("reason"), Qt.Key.Key_Return, CTRL)

    hand.will("reason_form", why)
    hand.press("pdf_preview", Qt.Key.Key_Escape)
    assert ways_gate.leave_unrepaired(window, desk, page())
    assert page().state is OrderState.CANCELLED
    hand.save("gate_form")
    assert ways_gate.go_on(window, desk, page())
    assert (page().odo_out, only_pass(in_shop).state) == (86_412, PassState.USED)
    assert order_steps.next_of(page()) is None


@pytest.mark.parametrize("finished", [False, True])
def test_drawn_parts_lead_to_their_return_and_then_the_car_may_go(
    finished: bool, desk: Desk, road: Road, page: Page, hand: Hand, window: QWidget
) -> None:
    """Also after the self-check: the job goes back to work first."""
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()

    def why(shown: QWidget) -> None:
        shown.widget("reason").setPlainText("客户不修了")
        shown.submit()

    if finished:
        road.work()
        road.inspect()
    hand.will("message", first_reason)
    if finished:
        hand.will("reason_form", why)
    hand.save("return_parts_form")
    hand.press("pdf_preview", Qt.Key.Key_Escape)
    hand.will("reason_form", why)
    hand.press("pdf_preview", Qt.Key.Key_Escape)
    assert ways_gate.leave_unrepaired(window, desk, page())
    assert goods_issues.issues_of(road.order)[-1].is_return
    assert not page().facts.net_issued
    assert page().state is OrderState.CANCELLED


def test_the_gate_asks_why_when_the_meter_was_replaced(
    desk: Desk, in_shop: Road, page: Page, opened: Open
) -> None:
    exit_passes.leave_unrepaired(desk.by(), in_shop.order, "换表后不修了")
    form = GateForm(None, desk, page())
    opened(form)
    form.widget("odo").setText("12")
    assert not form.body.boxes["reset_reason"].isVisible()
    assert not form.submit()
    assert form.body.boxes["reset_reason"].isVisible()
    form.widget("reset_reason").setText("更换组合仪表")
    assert form.submit()
    assert vehicles.readings(in_shop.vehicle)[0].km == 12
