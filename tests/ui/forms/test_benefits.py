"""Points, coupons and offers in the bill's form: chosen by keys and scanner, totals follow at once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from garage.domain.settlements import PayMethod, Tender
from garage.models.settlements import Settlement
from garage.services import books, coupons, offers, points, receipts, settlements
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.benefits import BenefitsForm
from garage.ui.forms.settlement import SettlementForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road
from tests.ui.catalogue_members import a_coupon, an_offer
from tests.ui.forms.conftest import Hand

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def ready(desk: Desk, road: Road) -> Road:
    road.to_ready()
    points.correct(road.boss, road.customer, 2_400, "开业活动")
    return road


@pytest.fixture
def make(desk: Desk, ready: Road, page: Page, opened: Open) -> Callable[[], SettlementForm]:
    def open_form() -> SettlementForm:
        form = SettlementForm(None, desk, page())
        opened(form)
        return form

    return open_form


def choose(hand: Hand, form: SettlementForm, act: Callable[[BenefitsForm], object]) -> None:
    """Alt+P, act in the form that opens, Ctrl+Enter."""

    def do(window: BenefitsForm) -> None:
        act(window)
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Return, CTRL)

    hand.will("benefits_form", do)  # type: ignore[arg-type]
    QTest.keyClick(form.focusWidget() or form, Qt.Key.Key_P, ALT)


def typed_points(count: str) -> Callable[[BenefitsForm], None]:
    def act(window: BenefitsForm) -> None:
        window._points.setFocus()
        window._points.selectAll()
        QTest.keyClicks(window._points, count)

    return act


def test_an_offer_that_fits_is_taken_off_from_the_start(
    language: str, desk: Desk, make: Callable[[], SettlementForm], page: Page, qtbot: QtBot
) -> None:
    an_offer(desk)
    form = make()
    assert form.money.total.text() == "¥1,632.32"
    qtbot.keyClick(form.tenders.rows()[0].amount, Qt.Key.Key_Return)
    [receipt] = receipts.of_order(page().id)
    assert receipt.tenders == (Tender(PayMethod.WECHAT, 163_232),)
    assert Settlement.get().benefits_fen == 4_800
    assert books.check() == []


def test_points_and_a_scanned_coupon_lower_the_bill_at_once(
    desk: Desk, make: Callable[[], SettlementForm], ready: Road, hand: Hand, qtbot: QtBot
) -> None:
    ref = a_coupon(desk)
    form = make()

    def act(window: BenefitsForm) -> None:
        assert window._scan.hasFocus()
        QTest.keyClicks(window._scan, coupons.row(ref).no)
        QTest.keyClick(window._scan, Qt.Key.Key_Return)
        assert window._ticks.value()
        assert window._scan.text() == ""
        typed_points("2000")(window)

    choose(hand, form, act)
    qtbot.waitUntil(lambda: form.money.total.text() == "¥1,610.32")
    assert form.tenders.rows()[0].amount.text() == "1,610.32"
    assert form.submit()
    assert points.balance(ready.customer) == 400
    assert coupons.row(ref).settlement_no == Settlement.get().no


def test_more_points_than_the_bill_takes_are_refused_at_the_field_and_stay(
    desk: Desk, make: Callable[[], SettlementForm], hand: Hand, qtbot: QtBot
) -> None:
    form = make()
    seen: list[str] = []

    def act(window: BenefitsForm) -> None:
        typed_points("9999")(window)
        assert not window.submit()
        box = window.body.boxes["points"]
        seen.extend((box.error.text(), window._points.text()))
        window.mark_clean()
        window.reject()

    hand.will("benefits_form", act)  # type: ignore[arg-type]
    QTest.keyClick(form.focusWidget() or form, Qt.Key.Key_P, ALT)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0]
    assert seen[1].replace(",", "") == "9999"
    assert form.money.total.text() == "¥1,680.32"


def test_a_coupon_that_cannot_be_used_is_said_at_the_scanner_line(
    desk: Desk, make: Callable[[], SettlementForm], hand: Hand, qtbot: QtBot
) -> None:
    ref = a_coupon(desk)
    coupons.void(desk.by(), ref, 1, "印错")
    form = make()
    said: list[str] = []

    def act(window: BenefitsForm) -> None:
        window._bring(coupons.row(ref).no)
        said.append(window.body.boxes["scan"].error.text())
        window.mark_clean()
        window.reject()

    hand.will("benefits_form", act)  # type: ignore[arg-type]
    QTest.keyClick(form.focusWidget() or form, Qt.Key.Key_P, ALT)
    qtbot.waitUntil(lambda: bool(said))
    assert coupons.row(ref).no in said[0]


def test_a_larger_discount_takes_the_points_back_to_what_the_bill_holds(
    desk: Desk, make: Callable[[], SettlementForm], hand: Hand, qtbot: QtBot
) -> None:
    form = make()
    choose(hand, form, typed_points("2400"))
    qtbot.waitUntil(lambda: form.benefits.choice.points == 2_400)
    form.widget("order_discount").set_fen(166_032)  # type: ignore[attr-defined]
    form._refresh()
    assert form.benefits.choice.points == 1_000
    assert form.money.total.text() == "¥10.00"


def test_a_coupon_that_another_seat_used_meanwhile_is_said_and_nothing_is_settled(
    desk: Desk, make: Callable[[], SettlementForm], ready: Road, hand: Hand, qtbot: QtBot
) -> None:
    ref = a_coupon(desk)
    form = make()
    choose(hand, form, lambda window: window._bring(coupons.row(ref).no))
    qtbot.waitUntil(lambda: form.benefits.choice.coupons == (ref,))
    coupons.void(desk.by(), ref, 1, "作废")
    assert not form.submit()
    assert settlements.of_order(ready.order) == []
    assert form.money.total.text() == "¥1,680.32", "the bill is shown without it"
    assert form.submit()
    assert books.check() == []


def test_an_offer_that_was_withdrawn_meanwhile_is_said_and_the_bill_is_shown_without_it(
    desk: Desk, make: Callable[[], SettlementForm]
) -> None:
    ref = an_offer(desk)
    form = make()
    assert form.money.total.text() == "¥1,632.32"
    offers.withdraw(desk.by(), ref, 1, "取消")
    assert not form.submit()
    assert form.money.total.text() == "¥1,680.32"
    assert form.submit()
