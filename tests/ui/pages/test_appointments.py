"""The calendar of appointments: arrows and mouse move them, clashes leave them, the car that comes opens its order."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from garage.services import appointment_rows, appointments, callers, orders
from garage.services.appointments import AppointmentData
from garage.ui.forms import print_appointments
from garage.ui.forms.appointment import AppointmentForm
from garage.ui.forms.appointment_arrival import ExpectedArrivalForm
from garage.ui.forms.document_history import DocumentHistory
from garage.ui.forms.reasons import ReasonForm
from garage.ui.pages.appointments import BY_BAY, BY_DAY, BY_MECHANIC
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.form_hands import form_on, save_by_key, write
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless
from tests.ui.pages.calendar_page import (
    ALT,
    CONTROL,
    KEY,
    SHIFT,
    Open,
    S,
    at,
    bays,
    opened,
    small_screen,
    told,
)

__all__ = ["bays", "opened", "own_settings", "road", "small_screen", "told"]


@pytest.mark.usefixtures("language")
def test_an_appointment_is_made_by_keys_at_the_time_chosen(
    qtbot: QtBot, opened: Open, road: Road, bays: list[int]
) -> None:
    page = opened()
    assert (ambiguous(page), nameless(page), cut(page)) == ({}, [], [])
    page.grid.choose_spot(0, 10 * 60)
    for key in (KEY.Key_Right, KEY.Key_Down):
        qtbot.keyClick(page.grid, key)
    assert page.spot() == AppointmentData(at(10, 30), bay_id=bays[1])
    qtbot.keyClick(page.grid, KEY.Key_Return)
    qtbot.waitUntil(lambda: bool(page.findChildren(AppointmentForm)[0].isVisible()))
    form = form_on(page, AppointmentForm)
    QApplication.processEvents()  # the notice about the day makes room for itself
    assert cut(form) == []
    write(form.widget("who"), "苏B88888")
    write(form.widget("phone"), "13912345678")
    write(form.widget("request"), "更换机油")
    save_by_key(qtbot, form)
    [row] = appointment_rows.days(at(9).date(), at(9).date())
    assert (row.plate, row.phone, row.planned_at, row.bay_id) == (
        "苏B·88888",
        "13912345678",
        at(10, 30),
        bays[1],
    )
    assert page.grid.key() == row.id
    assert page.detail.row == row
    assert cut(page) == []


def test_a_new_one_in_the_column_of_a_mechanic_is_his(qtbot: QtBot, opened: Open, road: Road) -> None:
    page = opened()
    page.chips.choose(BY_MECHANIC)
    page.grid.choose_spot(0, 10 * 60)
    assert page.spot() == AppointmentData(at(10), mechanic_id=road.mechanic)
    page.grid.choose_spot(len(page.grid.heads) - 1, 10 * 60)
    assert page.spot() == AppointmentData(at(10))


@pytest.mark.usefixtures("language")
def test_who_is_away_is_said_beside_the_appointment_and_when_it_is_typed(
    qtbot: QtBot, opened: Open, road: Road
) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10), name="陈", mechanic_id=road.mechanic))
    callers.be_away(road.boss, road.mechanic, at(9).date(), at(9).date())
    page = opened()
    page.grid.choose(ref)
    assert not page.detail.away.isHidden()
    assert "李师傅" in page.detail.away.text()
    for view in (BY_BAY, BY_MECHANIC, BY_DAY):
        page.chips.choose(view)
        QApplication.processEvents()
        assert (ambiguous(page), nameless(page), cut(page)) == ({}, [], [])
    page.acts.change()
    qtbot.waitUntil(lambda: bool(page.findChildren(AppointmentForm)[0].isVisible()))
    form = form_on(page, AppointmentForm)
    assert isinstance(form, AppointmentForm)
    [remark] = [one for one in form._notice.remarks() if "李师傅" in one.text]
    form._take_free(remark.ref)
    save_by_key(qtbot, form)
    assert appointment_rows.one(ref).planned_at == at(8) + timedelta(days=1)


def test_the_load_says_what_it_consists_of(opened: Open, road: Road) -> None:
    appointments.book(road.boss, AppointmentData(at(15), name="陈", hours_centi=250))
    road.receive()
    page = opened()
    lines = page.load.toolTip().splitlines()
    assert [number in line for number, line in zip(("2.5", "4"), lines, strict=False)] == [True, True]
    assert "6.5" in page.load.text()
    page.turn_round()
    assert page.grid.heads[0].said.splitlines() == lines


def test_the_list_of_the_day_in_sight_is_printed(
    qtbot: QtBot, opened: Open, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[str, str]] = []
    monkeypatch.setattr(
        print_appointments, "show", lambda _parent, _desk, kind, number, _make: printed.append((kind, number))
    )
    page = opened()
    qtbot.keyClick(page, KEY.Key_P, CONTROL)
    page.go_on()
    qtbot.keyClick(page, KEY.Key_P, CONTROL)
    days = [road.boss.today, road.boss.today + timedelta(days=1)]
    assert printed == [("appointment_day", day.isoformat()) for day in days]


def test_the_car_is_here_and_its_order_opens(qtbot: QtBot, opened: Open, road: Road) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10), request="更换机油", vehicle_id=road.vehicle))
    page = opened()
    page.grid.choose(ref)
    qtbot.keyClick(page, KEY.Key_K, CONTROL)
    assert appointment_rows.one(ref).state is S.CONFIRMED
    with qtbot.waitSignal(page.order_opened) as opening:
        qtbot.keyClick(page, KEY.Key_Return, CONTROL)
    assert orders.open_page(opening.args[0]).reception.complaint == "更换机油"
    assert appointment_rows.one(ref).state is S.ARRIVED


@pytest.mark.usefixtures("language")
def test_a_stranger_gets_a_file_with_what_was_noted(qtbot: QtBot, opened: Open, road: Road) -> None:
    data = AppointmentData(at(10), request="异响", plate="苏B88888", name="陈先生", phone="13912345678")
    ref = appointments.book(road.boss, data)
    page = opened()
    page.grid.choose(ref)
    qtbot.keyClick(page, KEY.Key_Return, CONTROL)
    form = form_on(page, ExpectedArrivalForm)
    assert isinstance(form, ExpectedArrivalForm)
    assert (form.name.text(), form.phone.text()) == ("陈先生", "139 1234 5678")
    with qtbot.waitSignal(page.order_opened) as opening:
        save_by_key(qtbot, form)
    assert orders.open_page(opening.args[0]).reception.complaint == "异响"
    assert appointment_rows.one(ref).order_id == opening.args[0]


def test_it_is_called_off_with_a_reason_and_stands_after_all(qtbot: QtBot, opened: Open, road: Road) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10), name="陈"))
    page = opened()
    page.grid.choose(ref)
    qtbot.keyClick(page, KEY.Key_C, CONTROL | SHIFT)
    form = form_on(page, ReasonForm)
    write(form.widget("reason"), "改天再来")
    save_by_key(qtbot, form)
    assert appointment_rows.one(ref).state is S.CANCELLED
    assert page.grid.blocks == (), "what is called off is out of the way"
    page.show_appointment(ref)
    assert page.grid.key() == ref
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, KEY.Key_R, CONTROL | SHIFT)
    assert appointment_rows.one(ref).state is S.BOOKED


def test_who_did_not_come_is_said_after_the_time(
    qtbot: QtBot, opened: Open, road: Road, clock: Clock
) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10), name="陈"))
    page = opened()
    page.grid.choose(ref)
    assert not page.acts._acts[next(a for a in page.acts._acts if a.value == "NO_SHOW")].isEnabled()
    clock.now = at(11)
    page.refresh()
    assert page.grid.blocks[0].sign == "warning"
    qtbot.keyClick(page, KEY.Key_M, CONTROL | SHIFT)
    assert appointment_rows.one(ref).state is S.NO_SHOW


def test_what_did_not_come_is_not_brought_back_onto_another_car(
    qtbot: QtBot, opened: Open, road: Road, clock: Clock, bays: list[int], told: list[str]
) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10), name="陈", bay_id=bays[0]))
    page = opened()
    clock.now = at(10, 15)
    page.refresh()
    page.grid.choose(ref)
    qtbot.keyClick(page, KEY.Key_M, CONTROL | SHIFT)
    appointments.book(road.boss, AppointmentData(at(10, 30), name="林", bay_id=bays[0]))
    undo = page.findChild(QPushButton, "toast_action")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert told == ["bay"]
    assert appointment_rows.one(ref).state is S.NO_SHOW


def test_a_car_that_is_expected_that_day_already_stays_on_its_own_day(
    qtbot: QtBot, opened: Open, road: Road, told: list[str]
) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10), vehicle_id=road.vehicle))
    appointments.book(road.boss, AppointmentData(at(10) + timedelta(days=1), vehicle_id=road.vehicle))
    page = opened()
    page.grid.choose(ref)
    qtbot.keyClick(page, KEY.Key_W, CONTROL)
    qtbot.keyClick(page.grid, KEY.Key_Right, ALT)
    assert told == ["twice"]
    assert appointment_rows.one(ref).planned_at == at(10)


@pytest.mark.usefixtures("language")
def test_what_is_wrong_is_said_at_its_field_and_stays_typed(
    qtbot: QtBot, opened: Open, road: Road, bays: list[int]
) -> None:
    appointments.book(road.boss, AppointmentData(at(10), name="陈", bay_id=bays[0]))
    ref = appointments.book(road.boss, AppointmentData(at(15), name="林", bay_id=bays[0], request="保养"))
    page = opened()
    page.grid.choose(ref)
    qtbot.keyClick(page.grid, KEY.Key_Return)
    form = form_on(page, AppointmentForm)
    assert isinstance(form, AppointmentForm)
    form.widget("planned_at").set_value(at(10, 30))  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    assert form.isVisible()
    assert not form.body.boxes["bay"].error.isHidden()
    form._look()
    [remark] = [one for one in form._notice.remarks() if one.ref]
    form._take_free(remark.ref)
    save_by_key(qtbot, form)
    row = appointment_rows.one(ref)
    assert (row.planned_at, row.request) == (at(11), "保养")


def test_the_history_tells_who_moved_it(qtbot: QtBot, opened: Open, road: Road) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10), name="陈", request="保养"))
    appointments.move(road.boss, ref, None, at(14), bay_id=None, mechanic_id=None)
    page = opened()
    page.grid.choose(ref)
    qtbot.keyClick(page, KEY.Key_F4, SHIFT)
    form = form_on(page, DocumentHistory)
    assert isinstance(form, DocumentHistory)
    assert [row.text for row in form._rows] == ["2026-11-23 14:00", "2026-11-23 10:00 · 保养"]
