"""The page of reminders: told by keys, an appointment made of it, dropped with a reason, parts added."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from garage.domain.appointments import AppointmentAnswer, AppointmentState
from garage.domain.contacts import Direction, Outcome, Talk
from garage.domain.reminders import Leads, ReminderResult, ReminderState
from garage.services import (
    appointment_rows,
    appointments,
    contacts,
    letters,
    reminder_leads,
    reminder_rows,
    reminders,
)
from garage.services.appointments import AppointmentData
from garage.services.contacts import About
from garage.services.reminder_rows import ReminderFilter
from garage.ui.desk import Desk
from garage.ui.forms.appointment import AppointmentForm
from garage.ui.forms.appointment_call import AppointmentCallForm
from garage.ui.forms.letter import WriteLetterForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.reminder import ReminderForm
from garage.ui.forms.reminder_call import ReminderCallForm
from garage.ui.forms.reminder_settings import RemindersSection
from garage.ui.kit import messages
from garage.ui.kit.search_field import Hit
from garage.ui.pages.followup import CarePage
from garage.ui.pages.reminders import APPOINTMENTS, RemindersPage
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.form_hands import form_on, save_by_key, write
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless

__all__ = ["own_settings", "road"]

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Open = Callable[[], RemindersPage]


@pytest.fixture(autouse=True)
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def due(road: Road, clock: Clock) -> int:
    """A battery that falls due in ten days."""
    clock.now = road.boss.at.replace(hour=10)
    return reminders.add(road.boss, road.vehicle, "蓄电池", road.boss.today + timedelta(days=10), None)


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> RemindersPage:
        page = RemindersPage(desk)
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
def test_an_owner_is_told_by_keys_alone(qtbot: QtBot, opened: Open, due: int) -> None:
    page = opened()
    QAbstractItemModelTester(page.list.rows())
    assert (ambiguous(page), nameless(page), cut(page)) == ({}, [], [])
    qtbot.keyClick(page.list, KEY.Key_Return)
    form = form_on(page, ReminderCallForm)
    save_by_key(qtbot, form)
    assert form.isVisible(), "somebody was reached and nothing was said"
    assert not form.body.boxes["result"].error.isHidden()
    form.widget("result").set_value(ReminderResult.TOLD)  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    assert reminder_rows.one(due).state is ReminderState.CONTACTED
    [talk] = contacts.page().rows
    assert (talk.reminder_id, talk.phone) == (due, "13800138000")
    assert page.list.rows().rowCount() == 0


@pytest.mark.usefixtures("language")
def test_who_wants_no_calls_is_written_to_by_the_same_key(
    qtbot: QtBot, opened: Open, road: Road, due: int
) -> None:
    contacts.refuse_calls(road.boss, road.customer, "不要打电话")
    page = opened()
    assert (ambiguous(page), nameless(page), cut(page)) == ({}, [], [])
    assert not page.next.isEnabled()
    qtbot.keyClick(page.list, KEY.Key_Return)
    form = form_on(page, WriteLetterForm)
    assert "蓄电池" in form.widget("subject").text()  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    [letter] = letters.of_customer(road.customer)
    assert (letter.vehicle_id, "蓄电池" in letter.body) == (road.vehicle, True)
    assert reminder_rows.one(due).state is ReminderState.CONTACTED
    assert page.list.rows().rowCount() == 0


@pytest.mark.usefixtures("language")
def test_a_call_becomes_an_appointment_and_then_it_is_booked(qtbot: QtBot, opened: Open, due: int) -> None:
    page = opened()
    qtbot.keyClick(page, KEY.Key_Return, CONTROL)
    form = form_on(page, ReminderCallForm)
    form.widget("result").set_value(ReminderResult.BOOKED)  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    assert reminder_rows.one(due).state is ReminderState.CONTACTED, "nothing is written down yet"
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(AppointmentForm)))
    booking = form_on(page, AppointmentForm)
    save_by_key(qtbot, booking)
    assert reminder_rows.one(due).state is ReminderState.BOOKED
    [row] = appointment_rows.days(datetime(2026, 11, 1).date(), datetime(2026, 12, 31).date())
    assert (row.reminder_id, row.request, row.plate) == (due, "蓄电池", "粤B·12345")


def test_who_is_not_reached_is_called_tomorrow(qtbot: QtBot, opened: Open, due: int) -> None:
    page = opened()
    qtbot.keyClick(page, KEY.Key_Return, CONTROL)
    form = form_on(page, ReminderCallForm)
    assert isinstance(form, ReminderCallForm)
    qtbot.keyClick(form.outcome, KEY.Key_2)
    save_by_key(qtbot, form)
    row = reminder_rows.one(due)
    assert (row.state, row.attempts, row.next_at is not None) == (ReminderState.SCHEDULED, 1, True)
    page.show_reminder(due)
    assert page.chips.current() == ReminderFilter.COMING
    assert page.list.current_key() == due


def test_nobody_needs_to_be_told_with_a_reason(qtbot: QtBot, opened: Open, due: int) -> None:
    page = opened()
    qtbot.keyClick(page, KEY.Key_C, CONTROL | SHIFT)
    form = form_on(page, ReasonForm)
    write(form.widget("reason"), "已在别处更换")
    save_by_key(qtbot, form)
    assert reminder_rows.one(due).state is ReminderState.DONE
    page.show_reminder(due)
    assert page.chips.current() == ReminderFilter.CLOSED


@pytest.mark.usefixtures("language")
def test_a_part_is_added_for_a_car(qtbot: QtBot, opened: Open, road: Road, clock: Clock) -> None:
    page = opened()
    page.new.trigger()
    form = form_on(page, ReminderForm)
    assert isinstance(form, ReminderForm)
    form._car.pick(Hit(road.vehicle, "粤B·12345", ""))
    write(form.widget("subject"), "正时皮带")
    save_by_key(qtbot, form)
    assert not form.body.boxes["due_on"].error.isHidden()
    form.widget("due_on").set_date(clock.now.date() + timedelta(days=9))  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    [row] = reminder_rows.page(ReminderFilter.DUE, clock.now.date()).rows
    assert (row.subject, page.list.current_key()) == ("正时皮带", row.id)


@pytest.mark.usefixtures("language")
def test_customers_of_appointments_are_called_from_the_list(
    qtbot: QtBot, opened: Open, road: Road, clock: Clock
) -> None:
    clock.now = road.boss.at + timedelta(days=4)
    ref = appointments.book(
        road.boss, AppointmentData(road.boss.at + timedelta(days=5), name="陈先生", phone="13912345678")
    )
    page = opened()
    page.show_chip(APPOINTMENTS)
    assert page.list.current_key() == ref
    assert cut(page) == []
    with qtbot.waitSignal(page.calendar_wanted) as wanted:
        qtbot.keyClick(page, KEY.Key_D, CONTROL)
    assert wanted.args == [ref]
    qtbot.keyClick(page, KEY.Key_Return, CONTROL)
    form = form_on(page, AppointmentCallForm)
    assert nameless(form) == []
    save_by_key(qtbot, form)
    assert form.isVisible(), "somebody was reached and nothing was said"
    assert not form.body.boxes["result"].error.isHidden()
    assert not form.body.boxes["planned_at"].isVisible()
    qtbot.keyClick(form.outcome, KEY.Key_2)
    assert not form.body.boxes["result"].isVisible()
    assert form.findChild(QLabel, "leads_to").text()
    save_by_key(qtbot, form)
    assert appointment_rows.one(ref).state is AppointmentState.BOOKED
    assert page.list.rows().rowCount() == 0, "he is called again tomorrow"
    clock.forward(days=1)
    page.refresh()
    qtbot.keyClick(page.list, KEY.Key_Return)
    form = form_on(page, AppointmentCallForm)
    form.widget("result").set_value(AppointmentAnswer.CONFIRMED)  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    assert appointment_rows.one(ref).state is AppointmentState.CONFIRMED
    assert page.list.rows().rowCount() == 0
    assert [talk.outcome for talk in contacts.page().rows] == [Outcome.REACHED, Outcome.NO_ANSWER]


def test_a_talk_that_wants_an_appointment_opens_its_form(qtbot: QtBot, desk: Desk, road: Road) -> None:
    page = CarePage(desk)
    qtbot.addWidget(page)
    page.resize(1280, 640)
    page.show()
    talk = contacts.log(
        desk.by(), Talk(Direction.IN, spoke_with="王女士", needs="大保养"), About(road.customer, road.vehicle)
    )
    page.page("calls").acts.steps.follow(["appointment"], talk)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(AppointmentForm)))
    form = form_on(page, AppointmentForm)
    save_by_key(qtbot, form)
    calendar = page.page("appointments")
    assert page.tabs.currentIndex() == 2
    assert (calendar.detail.row.request, calendar.detail.row.vehicle_id) == ("大保养", road.vehicle)


@pytest.mark.usefixtures("language")
def test_the_leads_are_set_in_the_settings(qtbot: QtBot, desk: Desk, due: int) -> None:
    section = RemindersSection(desk)
    qtbot.addWidget(section)
    section.resize(800, 600)
    section.show()
    assert (nameless(section), cut(section)) == ([], [])
    section.widget("part").set_value(999)  # type: ignore[attr-defined]
    assert not section.submit()
    section.widget("part").set_value(5)  # type: ignore[attr-defined]
    assert section.submit()
    assert reminder_leads.leads() == replace(Leads(), part=5)
    assert reminder_rows.one(due).remind_on == desk.today() + timedelta(days=5)
