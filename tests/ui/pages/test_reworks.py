"""The page of rework: chips, the clock in sight, each act by keyboard, the rates; and the order's line about it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.lines import PayType
from garage.domain.rework import ReworkCause, ReworkState
from garage.domain.verdicts import Verdict
from garage.services import order_list, orders, photos, rework_cases, rework_policy, rework_rows, verdicts
from garage.services.order_list import OrderFilter
from garage.services.rework_rows import ReworkFilter
from garage.ui.desk import Desk
from garage.ui.forms import print_reworks
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.rework_acts import BackForm, EvidenceForm, NotOursForm, OpenCaseForm, OursForm, ReferForm
from garage.ui.forms.rework_setting import ReworkSection
from garage.ui.forms.rework_words import say_clock
from garage.ui.kit import messages
from garage.ui.kit.toast import Toast
from garage.ui.pages.order_view import OrderView
from garage.ui.pages.reworks import RATES, ReworksPage
from tests.services.comeback import Comeback, labour
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.form_hands import form_on, save_by_key, write
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless
from tests.ui.pages.claim_shop import small_jpeg

__all__ = ["own_settings", "road"]

CONTROL = Qt.KeyboardModifier.ControlModifier
Open = Callable[[], ReworksPage]


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        print_reworks, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    return papers


@pytest.fixture
def car(road: Road, clock: Clock) -> Comeback:
    """A car that was repaired and is back, with a case; the desk's clock goes with it."""
    made = Comeback(road)
    made.again()
    clock.now = road.boss.at
    return made


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> ReworksPage:
        page = ReworksPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 602)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.refresh()
        page.list.setFocus()
        return page

    return make


def only(car: Comeback) -> rework_rows.CaseRow:
    [row] = rework_rows.of_order(car.road.order)
    return row


@pytest.mark.usefixtures("language")
def test_a_case_goes_from_claim_to_quote_by_keyboard(qtbot: QtBot, opened: Open, car: Comeback) -> None:
    page = opened()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert only(car).state is ReworkState.DIAGNOSING
    page.refresh()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    form = form_on(page, EvidenceForm)
    save_by_key(qtbot, form)
    assert form.isVisible()  # nothing was chosen
    form.widget("cause").set_value(ReworkCause.MISUSE)
    write(form.widget("evidence"), "刹车盘进泥沙")
    save_by_key(qtbot, form)
    assert only(car).evidence == "刹车盘进泥沙"
    page.refresh()
    page.acts.next.trigger()
    save_by_key(qtbot, form_on(page, NotOursForm))
    assert only(car).state is ReworkState.NOT_OURS


@pytest.mark.usefixtures("language")
def test_ours_then_another_garage_and_back(qtbot: QtBot, opened: Open, car: Comeback) -> None:
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_O, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    form = form_on(page, OursForm)
    form.widget("cause").set_value(ReworkCause.PART)
    save_by_key(qtbot, form)
    assert only(car).state is ReworkState.OUR_FAULT
    page.show_chip(ReworkFilter.OURS)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_T, CONTROL)
    form = form_on(page, ReferForm)
    write(form.widget("garage"), "顺达汽修")
    form.widget("cost").setText("800")
    save_by_key(qtbot, form)
    assert (only(car).state, only(car).referral_cost_fen) == (ReworkState.REFERRED, 80_000)
    page.show_chip(ReworkFilter.REFERRED)
    page.acts.next.trigger()
    form = form_on(page, BackForm)
    write(form.widget("result"), "更换刹车盘")
    save_by_key(qtbot, form)
    assert only(car).referral_result == "更换刹车盘"


def test_a_case_is_withdrawn_with_a_reason(qtbot: QtBot, opened: Open, car: Comeback) -> None:
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_Z, CONTROL)
    form = form_on(page, ReasonForm)
    write(form.widget("reason"), "客户撤回")
    save_by_key(qtbot, form)
    assert (only(car).state, only(car).note) == (ReworkState.CLOSED, "客户撤回")
    page.refresh()
    assert page.list.rows().rowCount() == 0
    assert page.detail.row is None  # a photo pasted now goes into no case that is over


def test_the_record_is_printed_from_the_page(
    qtbot: QtBot, opened: Open, car: Comeback, printed: list[tuple[str, str]]
) -> None:
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL)
    assert printed == [("rework_record", only(car).no)]
    assert page.show_document(only(car).no)
    assert not page.show_document("WO-2026-00001")


@pytest.mark.usefixtures("language")
def test_what_the_clock_decided_asks_an_owner_for_evidence_and_a_reason(
    qtbot: QtBot, opened: Open, car: Comeback, clock: Clock
) -> None:
    clock.forward(days=4)
    rework_cases.lapse_due(opened()._desk.by())
    page = opened()
    page.show_chip(ReworkFilter.OURS)
    page.acts._acts["NOT_OURS"].trigger()
    form = form_on(page, NotOursForm)
    save_by_key(qtbot, form)
    assert form.isVisible()
    form.widget("cause").set_value(ReworkCause.OTHER_WORK)
    write(form.widget("evidence"), "他厂拆过")
    write(form.widget("reason"), "客户承认")
    save_by_key(qtbot, form)
    assert only(car).state is ReworkState.NOT_OURS


@pytest.mark.usefixtures("language")
def test_every_list_fits_names_itself_and_has_no_doubtful_key(opened: Open, car: Comeback) -> None:
    page = opened()
    QAbstractItemModelTester(page.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    for chip in (*ReworkFilter, RATES):
        page.show_chip(chip)
        QApplication.processEvents()
        assert ambiguous(page) == {}, chip
        assert nameless(page) == [], chip
        assert cut(page) == [], chip
    assert page.rates.list.rows().rowCount() == 1


def test_the_clock_says_how_much_is_left(car: Comeback) -> None:
    row, day = only(car), car.road.boss.today
    assert say_clock(row, day) == (f"evidence by {row.due_on:%m-%d}, 3 days left", "warn")
    assert say_clock(row, row.due_on) == ("evidence by tonight: last day", "bad")


@pytest.mark.usefixtures("language")
def test_the_order_shows_its_case_and_does_the_next_step(qtbot: QtBot, desk: Desk, car: Comeback) -> None:
    view = OrderView(desk)
    qtbot.addWidget(view)
    view.resize(900, 640)
    view.set_order(car.road.order)
    view.show()
    panel = view.notices.reworks
    assert panel.isVisible()
    [button] = panel.findChildren(QPushButton)
    button.click()
    assert only(car).state is ReworkState.DIAGNOSING


def test_the_order_list_knows_until_when_evidence_is_due(desk: Desk, car: Comeback) -> None:
    [row] = order_list.page(desk.by(), OrderFilter.OPEN, None).rows
    assert row.evidence_due == only(car).due_on


@pytest.mark.usefixtures("language")
def test_a_case_is_opened_from_the_order(qtbot: QtBot, desk: Desk, road: Road, clock: Clock) -> None:
    car = Comeback(road)
    road.forward(days=2)
    car.come(labour("前刹车检查"))
    clock.now = road.boss.at
    form = OpenCaseForm(None, desk, orders.open_page(road.order))
    qtbot.addWidget(form)
    form.show()
    write(form.widget("fault"), "又响")
    form.widget("line").set_value(orders.open_page(road.order).lines[0].id)
    assert form.submit()
    row = only(car)
    assert row.original_line_id == car.line
    assert row.line_id == orders.open_page(road.order).lines[0].id


def test_the_form_offers_what_the_order_does_again(
    qtbot: QtBot, desk: Desk, road: Road, clock: Clock
) -> None:
    car = Comeback(road)
    road.forward(days=2)
    car.come(labour("四轮定位"), labour(pay=PayType.REWORK, original_line_id=car.line))
    clock.now = road.boss.at
    form = OpenCaseForm(None, desk, orders.open_page(road.order))
    qtbot.addWidget(form)
    form.show()
    again = orders.open_page(road.order).lines[1].id
    assert (form.widget("original").value(), form.widget("line").value()) == (car.line, again)


@pytest.mark.usefixtures("language")
def test_whether_a_rework_restarts_is_a_setting(qtbot: QtBot, desk: Desk) -> None:
    section = ReworkSection(desk)
    qtbot.addWidget(section)
    section.show()
    section.widget("restarts").setChecked(False)
    assert section.submit()
    assert not rework_policy.restarts()


@pytest.mark.usefixtures("language")
def test_photos_are_put_in_while_the_evidence_is_written(qtbot: QtBot, opened: Open, car: Comeback) -> None:
    page = opened()
    rework_cases.start_diagnosis(car.road.boss, only(car).id)
    page.refresh()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    form = form_on(page, EvidenceForm)
    photos.add(page._desk.by(), "rework_case", only(car).id, small_jpeg(), small_jpeg())
    form.photos.show_of(only(car).id)
    form.widget("cause").set_value(ReworkCause.MISUSE)
    write(form.widget("evidence"), "刹车盘进泥沙")
    save_by_key(qtbot, form)
    assert only(car).evidence == "刹车盘进泥沙"
    assert len(photos.of("rework_case", only(car).id)) == 1


@pytest.mark.usefixtures("language")
def test_what_is_done_again_leads_to_its_case(
    qtbot: QtBot, desk: Desk, road: Road, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    car = Comeback(road)
    road.forward(days=2)
    car.come()
    clock.now = road.boss.at
    view = OrderView(desk)
    qtbot.addWidget(view)
    view.resize(900, 640)
    view.set_order(road.order)
    view.show()
    found = verdicts.of_order(road.order, desk.today())[0]
    view.judge(found, Verdict.REWORK)
    offered = [one for one in view.findChildren(Toast) if one.isVisible()]
    assert len(offered) == 1
    asked: list[type] = []
    monkeypatch.setattr(OpenCaseForm, "exec", lambda form: asked.append(type(form)))
    links = [one for one in view.findChildren(QPushButton, "open_case_link") if not one.isHidden()]
    links[-1].click()
    assert asked == [OpenCaseForm]
    car.claim()
    view.reload()
    QApplication.processEvents()
    links = [one for one in view.findChildren(QPushButton, "open_case_link") if one.isVisible()]
    assert links == []


@pytest.mark.usefixtures("language")
def test_many_notices_scroll_and_none_is_squashed(qtbot: QtBot, desk: Desk, car: Comeback) -> None:
    view = OrderView(desk)
    qtbot.addWidget(view)
    view.resize(900, 560)
    view.set_order(car.road.order)
    view.show()
    QApplication.processEvents()
    notices = view.notices
    assert notices.height() <= 144
    for part in notices.findChildren(QPushButton):
        if part.isVisible():
            assert part.height() >= part.sizeHint().height(), part.objectName()
    assert view.tabs.height() > notices.height()
