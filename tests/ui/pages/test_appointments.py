"""The calendar of appointments: arrows and mouse move them, clashes leave them, the car that comes opens its order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.appointments import AppointmentState
from garage.domain.staff import Role
from garage.i18n import _
from garage.services import appointment_rows, appointments, callers, orders, shop, staff
from garage.services.appointments import AppointmentData
from garage.ui.desk import Desk
from garage.ui.forms import print_appointments
from garage.ui.forms.appointment import AppointmentForm
from garage.ui.forms.appointment_arrival import ExpectedArrivalForm
from garage.ui.forms.document_history import DocumentHistory
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages, theme
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.toast import Toast
from garage.ui.pages.appointments import BY_BAY, BY_DAY, BY_MECHANIC, AppointmentsPage
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import SMALL_SCREEN, cut, nameless

__all__ = ["own_settings", "road"]

KEY, ALT, CONTROL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
S = AppointmentState
Open = Callable[[], AppointmentsPage]


@pytest.fixture(autouse=True)
def small_screen(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The least that a garage has, in the program's own font: without a screen Qt has a square one."""
    theme.apply(qapp, "light")
    monkeypatch.setattr(
        QWidget, "screen", lambda _widget: SimpleNamespace(availableSize=lambda: SMALL_SCREEN)
    )


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Refusals are noted, not shown."""
    said: list[str] = []
    monkeypatch.setattr(
        messages, "reasons", lambda _parent, _title, reasons: said.extend(one.code for one in reasons)
    )
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    return said


@pytest.fixture
def bays(road: Road) -> list[int]:
    shop.save_bay(road.boss, name="2号工位")
    return [ref for ref, _version, _name, _active in shop.bays()]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, clock: Clock) -> Open:
    clock.now = datetime(2026, 11, 23, 9, 0)

    def make() -> AppointmentsPage:
        page = AppointmentsPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 602)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.refresh()
        page.grid.setFocus()
        return page

    return make


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute)


def form_on(page: QWidget, kind: type[QDialog]) -> FormDialog:
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    assert isinstance(form, FormDialog)
    return form


def write(field: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def save_by_key(qtbot: QtBot, form: FormDialog) -> None:
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, KEY.Key_Return, CONTROL)


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


def test_arrows_move_it_and_a_clash_leaves_it_where_it_is(
    qtbot: QtBot, opened: Open, road: Road, bays: list[int], told: list[str]
) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10), name="陈", bay_id=bays[0]))
    appointments.book(road.boss, AppointmentData(at(10), name="林", bay_id=bays[1]))
    page = opened()
    page.grid.choose(ref)
    qtbot.keyClick(page.grid, KEY.Key_Right, ALT)
    assert told == ["bay"]
    assert appointment_rows.one(ref).bay_id == bays[0]
    for _nth in range(4):
        qtbot.keyClick(page.grid, KEY.Key_Down, ALT)
    assert appointment_rows.one(ref).planned_at == at(11)
    qtbot.keyClick(page.grid, KEY.Key_Right, ALT)
    moved = appointment_rows.one(ref)
    assert (moved.planned_at, moved.bay_id) == (at(11), bays[1])
    assert page.grid.key() == ref, "it stays chosen while it moves"


def drag(qtbot: QtBot, page: AppointmentsPage, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(page.grid, Qt.MouseButton.LeftButton, pos=start)
    for part in (0.3, 0.7, 1.0):
        qtbot.mouseMove(page.grid, start + (end - start) * part)
        QApplication.processEvents()
    qtbot.mouseRelease(page.grid, Qt.MouseButton.LeftButton, pos=end)


def test_the_mouse_moves_it_to_another_bay_and_hour(
    qtbot: QtBot, opened: Open, road: Road, bays: list[int]
) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10), 90, name="陈", bay_id=bays[0]))
    page = opened()
    here = page.grid.rect_of(0).center().toPoint()
    right = int(page.grid.column_rect(1).center().x())
    down = int(page.grid.y_of(13 * 60) - page.grid.y_of(10 * 60))
    drag(qtbot, page, here, QPoint(right, here.y() + down))
    moved = appointment_rows.one(ref)
    assert (moved.planned_at, moved.bay_id) == (at(13), bays[1])


def test_in_the_week_it_goes_to_another_day_and_keeps_its_bay(
    qtbot: QtBot, opened: Open, road: Road, bays: list[int]
) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10), name="陈", bay_id=bays[0]))
    page = opened()
    page.grid.choose(ref)
    qtbot.keyClick(page, KEY.Key_W, CONTROL)
    assert page.by_week
    assert page.grid.key() == ref
    assert [head.percent is not None for head in page.grid.heads] == [True] * 7
    here = page.grid.rect_of(0).center().toPoint()
    over = int(page.grid.column_rect(2).left() - page.grid.column_rect(0).left())
    drag(qtbot, page, here, here + QPoint(over, 0))
    moved = appointment_rows.one(ref)
    assert (moved.planned_at, moved.bay_id) == (at(10) + timedelta(days=2), bays[0])
    qtbot.keyClick(page, KEY.Key_W, CONTROL)
    assert (page.day, page.grid.key()) == (moved.planned_at.date(), ref)


@pytest.mark.usefixtures("language")
def test_what_is_moved_to_a_day_off_or_out_of_hours_says_so(
    qtbot: QtBot, opened: Open, road: Road, bays: list[int]
) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10) + timedelta(days=4), name="陈", bay_id=bays[0]))
    page = opened()
    page.show_day(at(10).date() + timedelta(days=4))
    page.grid.choose(ref)
    qtbot.keyClick(page, KEY.Key_W, CONTROL)
    qtbot.keyClick(page.grid, KEY.Key_Right, ALT)
    assert appointment_rows.one(ref).planned_at == at(10) + timedelta(days=5), "a Saturday"
    assert _("This is no working day.") in page.findChildren(Toast)[-1].text()
    page.acts.move(appointment_rows.one(ref), at(17, 30), bays[0], None)
    assert _("This is outside the hours {first}–{last}.").format(first=8, last=18) in (
        page.findChildren(Toast)[-1].text()
    )


def test_in_columns_of_mechanics_it_goes_to_another_one_and_keeps_its_bay(
    qtbot: QtBot, opened: Open, road: Road, bays: list[int]
) -> None:
    ref = appointments.book(road.boss, AppointmentData(at(10), name="陈", bay_id=bays[0]))
    other = staff.add(road.boss, name="陈师傅", roles={Role.MECHANIC})
    callers.be_away(road.boss, road.mechanic, at(9).date(), at(9).date())
    page = opened()
    page.grid.choose(ref)
    qtbot.keyClick(page, KEY.Key_T, CONTROL)
    assert page.chips.current() == BY_MECHANIC
    assert page.grid.key() == ref
    who = [one.id for one in staff.people(Role.MECHANIC)]
    assert [head.dim for head in page.grid.heads] == [one == road.mechanic for one in (*who, None)]
    assert page.grid.blocks[0].column == len(who), "nobody yet"
    here, column = page.grid.rect_of(0).center().toPoint(), who.index(other)
    drag(qtbot, page, here, QPoint(int(page.grid.column_rect(column).center().x()), here.y()))
    moved = appointment_rows.one(ref)
    assert (moved.planned_at, moved.bay_id, moved.mechanic_id) == (at(10), bays[0], other)
    assert moved.bay in page.grid.blocks[0].lines[-1]
    qtbot.keyClick(page, KEY.Key_W, CONTROL)
    assert page.grid.blocks[0].lines[0] == f"{moved.bay} · 陈师傅"
    qtbot.keyClick(page, KEY.Key_W, CONTROL)
    assert page.chips.current() == BY_MECHANIC, "the week gives back the day as it was"


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
