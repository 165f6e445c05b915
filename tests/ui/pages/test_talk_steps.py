"""What a talk leads to: a complaint, an appointment, a repair that did not hold; from a call of ours or one that came in."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.followups import Purpose
from garage.domain.verdicts import Same, Verdict
from garage.services import appointment_rows, complaint_rows, contacts, follow_up_rows, orders, verdicts
from garage.ui.desk import Desk
from garage.ui.forms.appointment import AppointmentForm
from garage.ui.forms.call import CallForm
from garage.ui.forms.complaint import ComplaintForm
from garage.ui.forms.log_contact import LogContactForm
from garage.ui.forms.talk_fields import next_steps
from garage.ui.forms.verdict import VerdictForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.main_window.telephone import log_contact
from garage.ui.main_window.window import MainWindow
from garage.ui.pages.calls import CallsPage
from garage.ui.pages.talk_steps import TalkSteps
from tests.services.calling import calls, come_again
from tests.services.comeback import Comeback
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings, road
from tests.ui.looks import nameless

__all__ = ["own_settings", "road"]

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def car(road: Road, clock: Clock) -> Comeback:
    """A car that left three days ago."""
    made = Comeback(road)
    clock.now = road.boss.at.replace(hour=10, minute=0) + timedelta(days=3)
    return made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, car: Comeback) -> CallsPage:
    page = CallsPage(desk)
    qtbot.addWidget(page)
    page.resize(1280, 602)
    page.show()
    page.refresh()
    return page


def soon(qtbot: QtBot, page: QWidget, kind: type[QDialog]) -> FormDialog:
    """The form of this kind that stands over the page, as soon as it does."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    assert isinstance(form, FormDialog)
    return form


def tick(form: FormDialog, *names: str) -> None:
    for name in names:
        form.widget(name).setChecked(True)  # type: ignore[attr-defined]


def test_a_call_leads_to_a_complaint_and_then_to_an_appointment(
    qtbot: QtBot, page: CallsPage, car: Comeback
) -> None:
    shown: list[int] = []
    page.calendar_wanted.connect(shown.append)
    page.acts.next.trigger()
    form = soon(qtbot, page, CallForm)
    tick(form, "complaint", "appointment")
    form.widget("opinion").setPlainText("刹车还响")  # type: ignore[attr-defined]
    assert form.submit()
    complaint = soon(qtbot, page, ComplaintForm)
    assert not [one for one in page.findChildren(AppointmentForm) if one.isVisible()], "one after another"
    assert complaint.submit()
    booking = soon(qtbot, page, AppointmentForm)
    assert booking.submit()
    [talk] = contacts.of_follow_up(calls(car.first)[0].id)
    [case] = complaint_rows.of_customer(car.road.customer)
    assert (talk.complaint_id, case.content, case.order_id) == (case.id, "刹车还响", car.first)
    [ref] = shown
    assert appointment_rows.one(ref).vehicle_id == car.road.vehicle


@pytest.mark.usefixtures("language")
def test_a_repair_that_did_not_hold_is_booked_in_with_its_order_named(
    qtbot: QtBot, desk: Desk, page: CallsPage, car: Comeback, clock: Clock
) -> None:
    page.acts.next.trigger()
    form = soon(qtbot, page, CallForm)
    assert nameless(form) == []
    tick(form, "rework", "appointment")
    form.widget("opinion").setPlainText("又异响了")  # type: ignore[attr-defined]
    assert form.submit()
    assert soon(qtbot, page, AppointmentForm).submit()
    [row] = appointment_rows.days(desk.today(), desk.today() + timedelta(days=7))
    assert "WO-2026-00001" in row.request
    assert "又异响了" in row.request
    clock.now = row.planned_at
    order_id = orders.open_order(desk.by(), car.road.vehicle)  # received by its plate, not from the calendar
    page_of = orders.open_page(order_id)
    assert page_of.reception.complaint == row.request
    [line] = [one for one in verdicts.of_order(order_id, desk.today()) if one.order_id == car.first]
    assert Same.COMPLAINT in line.same, "the counter is asked about the work that did not hold"
    assert appointment_rows.one(row.id).order_id == order_id


def test_what_nobody_booked_is_called_about_the_next_day(
    qtbot: QtBot, desk: Desk, page: CallsPage, car: Comeback
) -> None:
    page.acts.next.trigger()
    form = soon(qtbot, page, CallForm)
    tick(form, "rework")
    assert form.submit()
    soon(qtbot, page, AppointmentForm).reject()
    [recall] = [row for row in follow_up_rows.of_customer(car.road.customer) if row.purpose is Purpose.RECALL]
    assert "WO-2026-00001" in recall.topic
    assert recall.next_at is not None
    assert recall.next_at.date() == desk.today() + timedelta(days=1)


def test_a_car_that_is_here_is_judged_at_once(
    qtbot: QtBot, page: CallsPage, desk: Desk, car: Comeback
) -> None:
    here = come_again(car)
    form = TalkSteps(page, desk).log(car.road.customer, car.road.vehicle)
    tick(form, "rework")
    assert form.submit()
    judged = soon(qtbot, page, VerdictForm)
    assert isinstance(judged, VerdictForm)
    assert judged.decide(Verdict.REWORK)
    judged.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert any(one.decided is Verdict.REWORK for one in verdicts.of_order(here, desk.today()))
    recalls = [row for row in follow_up_rows.of_customer(car.road.customer) if row.purpose is Purpose.RECALL]
    assert recalls == []


def test_a_complaint_told_on_the_telephone_is_not_typed_twice(
    qtbot: QtBot, desk: Desk, car: Comeback
) -> None:
    window = MainWindow(desk, "garage.db", remembers=False)
    qtbot.addWidget(window)
    window.show()
    form = log_contact(window)
    form._take_customer(car.road.customer, car.road.vehicle)
    form.fit()
    tick(form, "complaint")
    form.widget("opinion").setPlainText("空调不冷")  # type: ignore[attr-defined]
    assert form.submit()
    assert soon(qtbot, window, ComplaintForm).submit()
    [talk] = contacts.page().rows
    [case] = complaint_rows.of_customer(car.road.customer)
    assert (talk.complaint_id, case.content, case.order_id) == (case.id, "空调不冷", car.first)
    window.retire()


def test_the_telephone_is_answered_while_a_form_is_open_which_keeps_what_was_typed(
    qtbot: QtBot, desk: Desk, car: Comeback
) -> None:
    window = MainWindow(desk, "garage.db", remembers=False)
    qtbot.addWidget(window)
    window.show()
    typed = ComplaintForm(desk, window)
    typed.open()
    typed.activateWindow()
    qtbot.waitUntil(typed.isActiveWindow)
    typed.widget("content").setPlainText("刹车")  # type: ignore[attr-defined]
    qtbot.keyClick(typed, Qt.Key.Key_F4)
    form = soon(qtbot, window, LogContactForm)
    form._take_customer(car.road.customer, car.road.vehicle)  # type: ignore[attr-defined]
    form.fit()  # type: ignore[attr-defined]
    tick(form, "appointment")
    form.widget("opinion").setPlainText("想保养")  # type: ignore[attr-defined]
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, Qt.Key.Key_F4)
    assert [one for one in window.findChildren(LogContactForm) if one.isVisible()] == [form]
    assert form.submit()
    soon(qtbot, window, AppointmentForm).reject()
    assert len(contacts.page().rows) == 1
    assert typed.isVisible()
    assert typed.widget("content").toPlainText() == "刹车"  # type: ignore[attr-defined]
    typed.reject()
    window.retire()


def test_only_who_was_reached_about_a_car_that_left_us_can_say_that_it_did_not_hold(
    qtbot: QtBot, desk: Desk, road: Road
) -> None:
    form = LogContactForm(desk, road.customer, road.vehicle, None, next_steps())
    qtbot.addWidget(form)
    form.show()
    assert not form.widget("rework").isVisible(), "it was never here before"
    assert form.widget("complaint").isVisible()
    form.outcome.choose(list(type(form.outcome.value()))[6])
    assert not form.widget("complaint").isVisible()
