"""The page of calls: lists by day, a call by keys alone, questions, the log, what a call leads to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.contacts import Outcome
from garage.domain.followups import CallRules, FollowUpState
from garage.domain.questions import QuestionState
from garage.i18n import _
from garage.services import callers, care_settings, contacts, customers, follow_up_rows, questions, staff
from garage.services.follow_up_rows import CallFilter
from garage.ui.desk import Desk
from garage.ui.forms import print_calls
from garage.ui.forms.call import CallForm
from garage.ui.forms.care_settings import AbsenceForm, AbsenceSection, CareSection
from garage.ui.forms.log_contact import LogContactForm, find_people
from garage.ui.forms.question import AnswerForm, HandUpForm, TellForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.pages.calls import LOG, QUESTIONS, CallsPage
from tests.services.calling import attempt, calls
from tests.services.comeback import Comeback
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.form_hands import form_on, save_by_key, write
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless

__all__ = ["own_settings", "road"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Open = Callable[[], CallsPage]


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        print_calls, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    return papers


@pytest.fixture
def car(road: Road, clock: Clock) -> Comeback:
    """A car that left three days ago."""
    made = Comeback(road)
    clock.now = road.boss.at.replace(hour=10, minute=0) + timedelta(days=3)
    return made


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> CallsPage:
        page = CallsPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 602)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.refresh()
        page.list.setFocus()
        return page

    return make


@pytest.mark.usefixtures("language")
def test_an_empty_list_of_the_day_leads_to_what_is_late(
    qtbot: QtBot, opened: Open, car: Comeback, clock: Clock
) -> None:
    clock.forward(days=10)
    page = opened()
    [shown] = [one for one in page.list.findChildren(QPushButton, "empty_action") if one.isVisible()]
    assert "1" in page.list.findChild(QLabel, "empty_text").text()
    assert cut(page) == []
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert page.chips.current() == CallFilter.LATE
    assert page.list.current_row().order_id == car.first


@pytest.mark.usefixtures("language")
def test_a_call_says_who_stands_in_or_that_nobody_does(opened: Open, car: Comeback, desk: Desk) -> None:
    road, today = car.road, desk.today()
    names = {ref: staff.person(ref).name for ref in (road.leader, road.inspector)}
    callers.name_callers(desk.by(), road.leader, road.inspector)
    callers.be_away(desk.by(), road.leader, today, today)
    page = opened()
    said = [one.text() for one in page.detail.findChildren(QLabel)]
    assert any(names[road.leader] in one and names[road.inspector] in one for one in said)
    callers.be_away(desk.by(), road.inspector, today, today)
    page.refresh()
    said = [one.text() for one in page.detail.findChildren(QLabel) if names[road.leader] in one.text()]
    words = _("{name} is away, and nobody stands in")
    assert said[-1:] == [words.format(name=names[road.leader])], "no name is left blank"


@pytest.mark.usefixtures("language")
def test_a_call_is_made_by_keys_alone_and_its_second_gets_its_day(
    qtbot: QtBot, opened: Open, car: Comeback
) -> None:
    page = opened()
    assert page.chips.chip(CallFilter.TODAY).isChecked()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    form = form_on(page, CallForm)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    assert form.outcome.hasFocus()
    qtbot.keyClick(form.outcome, Qt.Key.Key_1)
    qtbot.keyClick(form.outcome, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_5, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_3, Qt.Key.Key_5):
        qtbot.keyClick(form.focusWidget(), key)
    write(form.focusWidget(), "刹车很好")
    write(form.widget("next_topic"), "冬季检测")
    write(form.widget("question"), "发票能改抬头吗？")
    save_by_key(qtbot, form)
    first, second = calls(car.first)
    assert (first.state, second.topic) == (FollowUpState.DONE, "冬季检测")
    [talk] = contacts.of_follow_up(first.id)
    assert [score for _topic, score in talk.scores] == [5, 4, 5, 3, 5]
    assert (talk.car_use, talk.phone) == ("刹车很好", "13800138000")
    assert questions.count_open() == 1
    page.refresh()
    assert page.list.rows().rowCount() == 0


@pytest.mark.usefixtures("language")
def test_nobody_answers_and_the_form_says_when_it_is_tried_again(
    qtbot: QtBot, opened: Open, car: Comeback
) -> None:
    page = opened()
    page.acts.next.trigger()
    form = form_on(page, CallForm)
    write(form.widget("opinion"), "不算数")
    qtbot.keyClick(form.outcome, Qt.Key.Key_2)
    assert form.outcome.value() is Outcome.NO_ANSWER
    assert not form.widget("opinion").isVisible()
    assert "11-2" in form._leads_to.text() or "10:00" in form._leads_to.text()
    save_by_key(qtbot, form)
    row = calls(car.first)[0]
    assert (row.state, row.attempts) == (FollowUpState.PENDING, 1)
    assert contacts.of_follow_up(row.id)[0].opinion == ""


@pytest.mark.usefixtures("language")
def test_a_call_back_without_a_time_stays_open_and_keeps_what_was_typed(
    qtbot: QtBot, opened: Open, car: Comeback
) -> None:
    page = opened()
    page.acts.next.trigger()
    form = form_on(page, CallForm)
    write(form.widget("needs"), "想换轮胎")
    qtbot.keyClick(form.outcome, Qt.Key.Key_6)
    save_by_key(qtbot, form)
    assert form.isVisible()
    assert form.body.boxes["call_back_at"].error.text()
    assert form.widget("needs").toPlainText() == "想换轮胎"
    form.widget("call_back_at").setText("11-30 15:00")
    save_by_key(qtbot, form)
    assert calls(car.first)[0].next_at is not None


@pytest.mark.usefixtures("language")
def test_a_question_goes_to_the_manager_is_answered_and_told(
    qtbot: QtBot, desk: Desk, opened: Open, car: Comeback
) -> None:
    ref = questions.ask(desk.by(), attempt(desk.by(), calls(car.first)[0]), "能上门取车吗？")
    page = opened()
    page.show_chip(QUESTIONS)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_H, CONTROL)
    save_by_key(qtbot, form_on(page, HandUpForm))
    assert questions.one(ref).state is QuestionState.ESCALATED
    page.acts.next.trigger()
    form = form_on(page, AnswerForm)
    save_by_key(qtbot, form)
    assert form.isVisible()
    write(form.widget("answer"), "周末可以")
    save_by_key(qtbot, form)
    page.acts.next.trigger()
    save_by_key(qtbot, form_on(page, TellForm))
    assert questions.one(ref).state is QuestionState.TOLD
    assert page.list.rows().rowCount() == 0


def test_a_call_is_cancelled_and_taken_over_by_key(
    qtbot: QtBot, desk: Desk, opened: Open, car: Comeback
) -> None:
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_T, CONTROL)
    assert calls(car.first)[0].caller_id == desk.by().staff_id
    assert not page.acts.over.isEnabled()
    qtbot.keyClick(page, Qt.Key.Key_C, CONTROL | SHIFT)
    form = form_on(page, ReasonForm)
    write(form.widget("reason"), "当面问过了")
    save_by_key(qtbot, form)
    assert calls(car.first)[0].closed_reason == "当面问过了"


@pytest.mark.usefixtures("language")
def test_a_stranger_who_calls_is_logged_and_a_customer_is_found_by_plate(
    qtbot: QtBot, desk: Desk, opened: Open, car: Comeback
) -> None:
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_L, CONTROL)
    form = form_on(page, LogContactForm)
    save_by_key(qtbot, form)
    assert form.isVisible()
    write(form.widget("customer"), "过路司机")
    save_by_key(qtbot, form)
    [row] = contacts.page().rows
    assert (row.spoke_with, row.customer_id) == ("过路司机", None)
    [hit, *_more] = [one for one in find_people("12345") if one.ref[0] == "vehicle"]
    form = LogContactForm(desk)
    qtbot.addWidget(form)
    form.show()
    form.widget("customer").pick(hit)
    assert form.widget("vehicle").value() == car.road.vehicle
    form.widget("follow").setChecked(True)
    assert form.submit()
    assert [one.purpose for one in follow_up_rows.of_customer(car.road.customer)].count("CONSULTATION") == 1


def test_record_and_register_are_printed_from_the_page(
    qtbot: QtBot, desk: Desk, opened: Open, car: Comeback, printed: list[tuple[str, str]]
) -> None:
    attempt(desk.by(), calls(car.first)[0])
    page = opened()
    page.show_chip(LOG)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL)
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL | SHIFT)
    [form] = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    save_by_key(qtbot, form)
    assert printed == [
        ("call_record", "WO-2026-00001-1"),
        ("call_register", "2026-11-01 – 2026-11-24"),
    ]


@pytest.mark.usefixtures("language")
def test_every_list_fits_names_itself_and_has_no_doubtful_key(
    desk: Desk, opened: Open, car: Comeback, clock: Clock
) -> None:
    talk = attempt(desk.by(), calls(car.first)[0])
    questions.ask(desk.by(), talk, "能上门取车吗？")
    contacts.mark_number(desk.by(), car.road.customer, "13800138000", dead=True)
    clock.forward(days=8)
    page = opened()
    QAbstractItemModelTester(page.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    for chip in (*CallFilter, QUESTIONS, LOG):
        page.show_chip(chip)
        QApplication.processEvents()
        assert ambiguous(page) == {}, chip
        assert nameless(page) == [], chip
        assert cut(page) == [], chip


def test_a_call_is_shown_wherever_it_stands(opened: Open, desk: Desk, car: Comeback) -> None:
    first, second = calls(car.first)
    page = opened()
    page.show_call(second.id)
    assert page.chips.chip(CallFilter.COMING).isChecked()
    assert not page.acts.next.isEnabled()  # the first call comes first
    attempt(desk.by(), first)
    page.show_call(first.id)
    assert page.chips.chip(CallFilter.DONE).isChecked()
    assert page.detail.page is not None
    assert page.detail.page.row.id == first.id


@pytest.mark.usefixtures("language")
def test_customer_care_is_set_in_the_settings(qtbot: QtBot, desk: Desk) -> None:
    section = CareSection(desk)
    qtbot.addWidget(section)
    section.show()
    section.widget("caller").set_value(1)
    section.widget("first_to").set_value(2)
    assert not section.submit()
    section.widget("first_to").set_value(9)
    section.widget("topics").add_line("环境")
    assert section.submit()
    assert care_settings.rules() == replace(CallRules(), first_to=9)
    assert care_settings.topics()[-1] == "环境"
    assert care_settings.topics()[0] == "QUALITY"
    assert callers.named().caller_id == 1


def test_who_wanted_no_calls_may_be_called_again(
    qtbot: QtBot, desk: Desk, opened: Open, car: Comeback
) -> None:
    attempt(desk.by(), calls(car.first)[0], Outcome.REFUSED, note="别再打了")
    page = opened()
    page.show_chip(CallFilter.DONE)
    page.acts.again.trigger()
    form = form_on(page, ReasonForm)
    write(form.widget("reason"), "客户自己要求")
    save_by_key(qtbot, form)
    assert not follow_up_rows.one(calls(car.first)[0].id).no_calls


def test_an_absence_is_entered_and_ended(qtbot: QtBot, desk: Desk) -> None:
    section = AbsenceSection(desk)
    qtbot.addWidget(section)
    section.show()
    section.add()
    form = form_on(section, AbsenceForm)
    form.widget("staff").set_value(2)
    form.widget("last_on").set_date(desk.today() + timedelta(days=2))
    save_by_key(qtbot, form)
    assert section.list.rows().rowCount() == 1
    section.list.selectRow(0)
    section.end()
    reason = form_on(section, ReasonForm)
    write(reason.widget("reason"), "提前回来")
    save_by_key(qtbot, reason)
    assert callers.absences(desk.today()) == []
    assert customers.count() == 0
