"""The calendar of working days in the settings: the notice is pasted, a day is added, wrong text stays with its words."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.working_days import DayKind
from garage.services import working_days
from garage.ui.desk import Desk
from garage.ui.forms.working_days import CalendarDayForm, NoticeForm, WorkingDaysSection

CONTROL = Qt.KeyboardModifier.ControlModifier
NOTICE = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：2月6日至12日放假调休，共7天。2月14日（周日）上班。"


def press_save(qtbot: QtBot, form: QWidget) -> None:
    """Ctrl+Enter in an open form."""
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)


@pytest.fixture
def section(qtbot: QtBot, desk: Desk, language: str) -> WorkingDaysSection:
    page = WorkingDaysSection(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_the_next_year_is_asked_for_when_its_notice_is_out(section: WorkingDaysSection) -> None:
    assert section.year == 2027
    assert "2027" in section.hint.text()
    assert section.list.rows().rowCount() == 0
    section.years.choose("2026")
    section.refresh()
    assert section.list.rows().rowCount() == len(working_days.days_of(2026))


def test_a_pasted_notice_is_shown_before_it_is_kept(section: WorkingDaysSection, qtbot: QtBot) -> None:
    section.take_notice()
    (form,) = section.findChildren(NoticeForm)
    form.widget("text").set_value("hello")
    press_save(qtbot, form)
    assert form.isVisible()
    assert form.found.text()
    assert form.widget("text").value() == "hello"
    form.widget("text").set_value(NOTICE)
    form.widget("year").set_value(None)
    assert "2027" in form.found.text()
    press_save(qtbot, form)
    assert form.isVisible()
    form.widget("year").set_value(2027)
    assert "2-14" in form.found.text()
    press_save(qtbot, form)
    assert [row.kind for row in working_days.days_of(2027)].count(DayKind.WORK) == 1
    assert section.list.rows().rowCount() == 7
    assert not section.hint.text()


def test_a_file_of_an_older_program_is_read(
    section: WorkingDaysSection, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "2027.csv"
    path.write_bytes("日期,类型,名称\n2027-01-01,休,元旦\n2027-02-06,班,春节\n".encode("gbk"))
    section.take_notice()
    (form,) = section.findChildren(NoticeForm)
    form.take_file(tmp_path / "gone.csv")
    assert not form.widget("text").value()
    form.take_file(path)
    press_save(qtbot, form)
    assert [row.name for row in working_days.days_of(2027)] == ["NEW_YEAR", "SPRING_FESTIVAL"]
    assert working_days.days_of(2027)[0].source == "2027.csv"


def test_a_day_by_hand_can_be_changed_and_removed(section: WorkingDaysSection, qtbot: QtBot) -> None:
    section.add_day()
    (form,) = section.findChildren(CalendarDayForm)
    form.widget("day").set_date(date(2027, 3, 6))
    press_save(qtbot, form)
    assert form.isVisible()  # a Saturday is free anyway
    form.widget("kind").set_value(DayKind.WORK)
    press_save(qtbot, form)
    assert working_days.calendar().is_working(date(2027, 3, 6))
    assert "2027" in section.hint.text()  # a day of our own is not the year's notice
    section.list.selectRow(0)
    section.remove()
    assert not working_days.days_of(2027)
