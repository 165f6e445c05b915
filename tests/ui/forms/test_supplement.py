"""Work found after the authorisation is typed like the estimate, and its answer leads on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.order_steps import OrderAct
from garage.domain.orders import ConsentChannel, OrderState, SupplementState
from garage.services import delays, supplements
from garage.services.orders import OrderPage
from garage.services.supplements import SupplementRow
from garage.ui.desk import Desk
from garage.ui.forms import order_steps, printing, ways_consent
from garage.ui.forms.supplement import SupplementForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services import consent
from tests.services.consent import DISCS, FLUID, row, to_shop
from tests.services.road import Road
from tests.ui.forms.conftest import Hand

CTRL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def shop(road: Road) -> Road:
    """The order is dispatched and its parts are drawn."""
    return to_shop(road)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def propose(road: Road, *, safety: bool = False, hold: bool = False) -> SupplementRow:
    """Discs and fluid."""
    consent.propose(road, DISCS, FLUID, safety=safety, hold=hold)
    return row(road)


def type_line(form: SupplementForm) -> None:
    """Discs, two hours at the shop's rate, typed into the first row."""
    form.grid.set_values(0, {"name": "Discs", "qty": 2_000, "price": 12_000})


def test_a_supplement_is_typed_like_the_estimate_and_saved_with_one_key(
    language: str, shop: Road, desk: Desk, page: Page, opened: Open, qtbot: QtBot
) -> None:
    form = SupplementForm(None, desk, page())
    opened(form)
    assert form.widget("reason").hasFocus()
    QTest.keyClicks(form.widget("reason"), "worn below the limit")
    type_line(form)
    assert "240.00" in form.findChild(QWidget, "delta").text()
    assert "1,920.32" in form.findChild(QWidget, "new_total").text()
    QTest.keyClick(form.widget("reason"), RETURN, CTRL)
    made = row(shop)
    assert (made.reason, made.delta_fen, made.state) == (
        "worn below the limit",
        24_000,
        SupplementState.PROPOSED,
    )
    assert page().state is OrderState.DISPATCHED


def test_the_job_waits_with_it_when_that_is_ticked(shop: Road, desk: Desk, page: Page, opened: Open) -> None:
    form = SupplementForm(None, desk, page())
    opened(form)
    QTest.keyClicks(form.widget("reason"), "worn")
    type_line(form)
    form.widget("hold").set_value(True)
    assert form.submit()
    assert page().state is OrderState.ON_HOLD


def test_without_reason_or_line_nothing_is_proposed_and_all_that_was_typed_stays(
    shop: Road, desk: Desk, page: Page, opened: Open
) -> None:
    form = SupplementForm(None, desk, page())
    opened(form)
    type_line(form)
    assert not form.submit()
    assert form.body.boxes["reason"].error.text()
    QTest.keyClicks(form.widget("reason"), "worn")
    form.grid.set_values(0, {"price": 0})
    assert not form.submit()
    assert form.grid.lines.first_error()[:2] == (0, "price")
    assert form.widget("reason").value() == "worn"
    assert supplements.of_order(shop.order) == []


def test_an_empty_supplement_says_so_at_its_lines(shop: Road, desk: Desk, page: Page, opened: Open) -> None:
    form = SupplementForm(None, desk, page())
    opened(form)
    QTest.keyClicks(form.widget("reason"), "worn")
    assert not form.submit()
    assert form.body.boxes["lines"].error.text()


def test_a_new_time_in_the_past_is_marked(shop: Road, desk: Desk, page: Page, opened: Open) -> None:
    form = SupplementForm(None, desk, page())
    opened(form)
    QTest.keyClicks(form.widget("reason"), "worn")
    type_line(form)
    form.widget("promised_at").set_moment(desk.now() - timedelta(hours=1))
    assert not form.submit()
    assert form.body.boxes["promised_at"].error.text()


def test_what_waits_is_changed_in_the_same_form(shop: Road, desk: Desk, page: Page, opened: Open) -> None:
    form = SupplementForm(None, desk, page(), propose(shop))
    opened(form)
    assert [line.name for line in form.grid.lines_typed()] == ["更换前制动盘", "制动液"]
    assert form.widget("hold").isHidden()
    form.grid.lines.remove(1)
    assert form.submit()
    assert row(shop).delta_fen == 18_000


def test_after_an_answer_new_labour_is_given_to_mechanics(
    shop: Road, desk: Desk, page: Page, window: QWidget, hand: Hand
) -> None:
    propose(shop)
    hand.save("answer_form")
    hand.save("dispatch_form")
    hand.press("pdf_preview", Qt.Key.Key_Escape)
    assert ways_consent.answer(window, desk, page())
    assert page().facts.unassigned == 0


def test_the_self_check_leads_to_the_answer(
    shop: Road, desk: Desk, page: Page, window: QWidget, hand: Hand
) -> None:
    shop.work()
    propose(shop)
    coming = order_steps.next_of(page())
    assert coming is not None
    assert (coming.act, coming.reasons) == (OrderAct.ANSWER, ())
    hand.will("answer_form", lambda form: (form.lines.set_all(False), form.submit()))
    assert order_steps.take(coming.act, window, desk, page())
    following = order_steps.next_of(page())
    assert (following.act, following.reasons) == (OrderAct.SELF_PASS, ())


def test_on_hold_for_the_answer_the_next_step_is_the_answer_and_the_work_can_still_go_on(
    shop: Road, desk: Desk, page: Page, window: QWidget
) -> None:
    propose(shop, hold=True)
    assert order_steps.next_of(page()).act is OrderAct.ANSWER
    actions = {one.objectName(): one for one in order_steps.more_actions(window, desk, page())}
    actions["resume"].trigger()
    assert page().state is OrderState.DISPATCHED


def test_the_new_time_follows_the_hours_until_another_is_said(
    shop: Road, desk: Desk, page: Page, opened: Open, qtbot: QtBot
) -> None:
    form = SupplementForm(None, desk, page())
    opened(form)
    when, promised = form.widget("promised_at"), page().reception.promised_at
    assert when.text() == ""
    type_line(form)
    assert when.moment() == promised + timedelta(hours=2)
    form.grid.set_values(0, {"qty": 3_000})
    assert when.moment() == promised + timedelta(hours=3)
    when.setText("18:00")
    form.grid.set_values(0, {"qty": 1_000})
    assert when.text() == "18:00"
    qtbot.keyClick(when, Qt.Key.Key_T, CTRL)
    assert when.moment() == promised + timedelta(hours=1)


def test_ctrl_l_adds_a_line_as_in_the_estimate(
    shop: Road, desk: Desk, page: Page, opened: Open, qtbot: QtBot
) -> None:
    form = SupplementForm(None, desk, page())
    opened(form)
    type_line(form)
    before = form.grid.lines.rowCount()
    qtbot.keyClick(form.widget("reason"), Qt.Key.Key_L, CTRL)
    assert form.grid.lines.rowCount() == before + 1
    assert form.grid.currentIndex().row() == before


def test_the_paper_follows_where_it_is_wanted(
    shop: Road, desk: Desk, page: Page, window: QWidget, hand: Hand
) -> None:
    def save_with_paper(form: SupplementForm) -> None:
        QTest.keyClicks(form.widget("reason"), "worn")
        type_line(form)
        form.widget("print").set_value(True)
        form.submit()

    hand.will("supplement_form", save_with_paper)
    hand.press("pdf_preview", Qt.Key.Key_Escape)
    assert ways_consent.propose(window, desk, page())


def test_more_offers_what_is_legal(shop: Road, desk: Desk, page: Page, window: QWidget) -> None:
    def offered() -> set[str]:
        return {action.objectName() for action in order_steps.more_actions(window, desk, page())}

    consent = {known.name for known in ways_consent.MORE}
    assert offered() & consent == {"supplement", "hold", "tell_delay", "drop_line"}
    propose(shop, hold=True)
    assert offered() & consent == {"supplement", "answer_supplement", "resume", "tell_delay", "drop_line"}


def test_the_print_menu_offers_supplements_and_delays(
    language: str, shop: Road, desk: Desk, page: Page, window: QWidget, hand: Hand
) -> None:
    propose(shop)
    later = shop.boss.at + timedelta(hours=9)
    told = delays.DelayData("配件晚到", later, "王女士", shop.boss.at, ConsentChannel.SIGNED)
    delays.tell_delay(shop.boss, shop.order, told)
    actions = {action.objectName(): action for action in printing.print_menu(window, desk, page())}
    for name, keys in (("print_supplement", "Ctrl+Alt+Q"), ("print_delay", "Ctrl+Alt+Y")):
        assert actions[name].shortcut().toString() == keys
        hand.press("pdf_preview", Qt.Key.Key_Escape)
        actions[name].trigger()
