"""Appointments are moved by arrows and mouse, in columns of bays, mechanics and days; a clash leaves them."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from garage.domain.staff import Role
from garage.i18n import _
from garage.services import appointment_rows, appointments, callers, staff
from garage.services.appointments import AppointmentData
from garage.ui.kit.toast import Toast
from garage.ui.pages.appointments import BY_MECHANIC
from tests.services.road import Road
from tests.ui.forms.conftest import own_settings, road
from tests.ui.pages.calendar_page import ALT, CONTROL, KEY, Open, at, bays, drag, opened, small_screen, told

__all__ = ["bays", "opened", "own_settings", "road", "small_screen", "told"]


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
