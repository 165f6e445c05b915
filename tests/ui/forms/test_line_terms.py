"""A line costs the customer less: another payer, or a discount, with a reason."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from garage.domain.lines import LineKind, PayType
from garage.services import history
from garage.services.order_lines import LineData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.line_terms import LineDiscountForm, WhoPaysForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


def pick(form: WhoPaysForm, payer: PayType) -> None:
    """As a person does who picks it from the list."""
    form.widget("pay_type").set_value(payer)
    form.widget("pay_type").edited.emit()


def test_a_line_becomes_a_claim_with_a_reason(
    language: str, desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    road.to_ready()
    form = WhoPaysForm(None, desk, page())
    opened(form)
    assert form.money.total.text() == "¥480.00"
    pick(form, PayType.CLAIM)
    assert form.money.total.text() == "¥0.00"
    assert not form.body.boxes["original"].isVisible()
    qtbot.keyClick(form, ENTER, CTRL)
    assert form.body.boxes["reason"].error.text()
    QTest.keyClicks(form.widget("reason"), "maker pays")
    qtbot.keyClick(form, ENTER, CTRL)
    assert page().lines[0].pay_type is PayType.CLAIM


def test_more_than_a_clerk_may_give_away_asks_for_the_owner(
    language: str, desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    road.to_ready()
    desk.act_as(road.mechanic)
    form = WhoPaysForm(None, desk, page())
    opened(form)
    approver = form.widget("approved_by")
    assert not approver.isVisible()
    pick(form, PayType.INTERNAL)
    assert approver.isVisible()
    QTest.keyClicks(form.widget("reason"), "our fault")
    qtbot.keyClick(form, ENTER, CTRL)
    assert form.body.boxes["approved_by"].error.text()
    assert form.widget("reason").text() == "our fault"
    approver.setFocus()
    qtbot.keyClick(approver, Qt.Key.Key_Down)
    qtbot.keyClick(form, ENTER, CTRL)
    assert page().lines[0].pay_type is PayType.INTERNAL
    assert any("张三" in row.text for row in history.of_order(road.order) if "更换前刹车片" in row.text)


def test_up_to_the_limit_a_clerk_is_asked_for_the_reason_alone(
    desk: Desk, road: Road, page: Page, opened: Open
) -> None:
    road.to_ready(LineData(LineKind.OTHER, "废油处理", unit_price_fen=10_000), *road.lines())
    desk.act_as(road.mechanic)
    form = WhoPaysForm(None, desk, page())
    opened(form)
    pick(form, PayType.INTERNAL)
    assert not form.widget("approved_by").isVisible()
    QTest.keyClicks(form.widget("reason"), "our fault")
    assert form.submit()
    assert page().lines[0].pay_type is PayType.INTERNAL


def test_rework_asks_for_the_earlier_work(desk: Desk, road: Road, page: Page, opened: Open) -> None:
    road.to_ready()
    form = WhoPaysForm(None, desk, page())
    opened(form)
    pick(form, PayType.REWORK)
    assert form.body.boxes["original"].isVisible()
    form.widget("reason").setText("x")
    assert not form.submit()
    assert form.body.boxes["pay_type"].error.text()


def test_who_pays_already_is_no_change(desk: Desk, road: Road, page: Page, opened: Open) -> None:
    road.to_ready()
    form = WhoPaysForm(None, desk, page())
    opened(form)
    form.widget("reason").setText("x")
    assert not form.submit()
    assert form.body.boxes["pay_type"].error.text()


def test_a_discount_shows_what_the_customer_pays(
    language: str, desk: Desk, road: Road, page: Page, opened: Open, qtbot: QtBot
) -> None:
    road.to_ready()
    form = LineDiscountForm(None, desk, page())
    opened(form)
    discount = form.widget("discount")
    assert discount.hasFocus()
    QTest.keyClicks(discount, "500")
    form.widget("reason").setText("waited")
    assert not form.submit()
    assert form.body.boxes["discount"].error.text()
    discount.selectAll()
    QTest.keyClicks(discount, "80")
    assert form.money.total.text() == "¥400.00"
    qtbot.keyClick(discount, ENTER, CTRL)
    assert page().lines[0].discount_fen == 8_000
