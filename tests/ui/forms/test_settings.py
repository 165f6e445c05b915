"""The settings: each section opens in both languages, saves by keyboard, and says at the field what is wrong."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.staff import Role
from garage.domain.vehicles import VehicleClass
from garage.domain.warranty import STATUTORY, Period, RepairCategory
from garage.errors import MachineError
from garage.services import operations, shop, staff
from garage.ui.desk import Desk
from garage.ui.forms.bay import BayForm
from garage.ui.forms.labour_rate import LabourRateForm
from garage.ui.forms.operation import OperationForm
from garage.ui.forms.profile import LogoField
from garage.ui.forms.settings import SECTIONS, SettingsDialog
from garage.ui.forms.staff import StaffForm
from garage.ui.forms.warranty_policy import WarrantyPolicyForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def settings(qtbot: QtBot, desk: Desk) -> Iterator[SettingsDialog]:
    dialog = SettingsDialog(desk)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    yield dialog
    dialog.done(0)
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def fill(form: QWidget, name: str, text: str) -> None:
    """Put words into a field as an input method does."""
    field = form.widget(name)
    field.setFocus()
    field.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def form_over(section: QWidget, kind: type[FormDialog]) -> FormDialog:
    """The form that a section opened."""
    (form,) = section.findChildren(kind)
    return form


FORMS = {"shop", "rework", "fault_times", "care", "deadlines", "reminders", "stock"}
"""Sections without a list."""


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_opens_in_both_languages(
    section: str, language: str, settings: SettingsDialog, tmp_path: Path
) -> None:
    page = settings.show_section(section)
    assert page.isVisible()
    assert settings.names.currentItem().data(Qt.ItemDataRole.UserRole) == section
    assert settings.grab().save(str(tmp_path / f"{section}-{language}.png"))


@pytest.mark.parametrize(
    "section",
    [one for one in SECTIONS if one not in FORMS],
)
def test_every_list_is_a_sound_model(section: str, settings: SettingsDialog) -> None:
    page = settings.show_section(section)
    page.list.model().setParent(None)
    tester = QAbstractItemModelTester(
        page.list.model(), QAbstractItemModelTester.FailureReportingMode.Warning, settings
    )
    page.refresh()
    assert tester.model().rowCount() == page.list.rows().rowCount()


def test_the_arrows_go_through_the_sections(qtbot: QtBot, settings: SettingsDialog) -> None:
    settings.names.setFocus()
    qtbot.keyClick(settings.names, Qt.Key.Key_Down)
    assert settings.pages.currentWidget().objectName() == "staff"


def test_ctrl_and_the_arrows_go_through_the_sections_from_any_field(
    qtbot: QtBot, settings: SettingsDialog
) -> None:
    qtbot.keyClick(settings, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert settings.pages.currentWidget().objectName() == "staff"
    qtbot.keyClick(settings, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert settings.names.currentRow() == 0


# Shop


def test_the_profile_is_saved_by_ctrl_enter_and_stays_open(qtbot: QtBot, settings: SettingsDialog) -> None:
    form = settings.show_section("shop")
    fill(form, "address", "深圳市宝安区创业二路 118 号")
    fill(form, "overrun_percent", "10")
    qtbot.keyClick(form.widget("address"), Qt.Key.Key_Return, CONTROL)
    assert shop.profile().address == "深圳市宝安区创业二路 118 号"
    assert shop.profile().overrun_percent == 10
    assert form.isVisible()
    assert not form.is_dirty()
    fill(form, "contact", "李四")
    assert form.submit(), "a second save takes the version of the first"


def test_the_save_button_stays_in_the_window_when_the_profile_is_saved(
    qtbot: QtBot, settings: SettingsDialog
) -> None:
    section = settings.show_section("shop")
    settings.resize(settings.width(), 500)
    before = section.height()
    fill(section, "address", "创业路 88 号")
    assert section.submit()
    qtbot.wait(1)
    assert section.height() == before


@pytest.mark.parametrize(
    ("field", "text"),
    [("uscc", "91440300MA5DQ1XXXX"), ("phone", "12"), ("plate_prefix", "B粤"), ("name", "")],
)
def test_a_wrong_field_of_the_profile_is_marked_and_keeps_what_was_typed(
    field: str, text: str, settings: SettingsDialog
) -> None:
    form = settings.show_section("shop")
    fill(form, "address", "创业二路")
    fill(form, field, text)
    if not text:
        form.widget(field).clear()
    assert not form.submit()
    assert form.body.boxes[field].error.text()
    assert form.widget(field).text() == text
    assert form.widget("address").text() == "创业二路"
    assert shop.profile().address == ""
    form.mark_clean()


def test_leaving_with_something_unsaved_asks(
    settings: SettingsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = settings.show_section("shop")
    fill(form, "address", "创业二路")
    answers = [False, True]
    monkeypatch.setattr(messages, "confirm", lambda *_words: answers.pop(0))
    settings.reject()
    assert settings.isVisible()
    settings.reject()
    assert not settings.isVisible()


def test_a_large_picture_becomes_a_logo_that_fits(qtbot: QtBot, tmp_path: Path) -> None:
    photo = QImage(4000, 3000, QImage.Format.Format_RGB32)
    photo.fill(Qt.GlobalColor.darkGreen)
    photo.save(str(tmp_path / "photo.bmp"))
    field = LogoField()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.edited):
        field.take_file(str(tmp_path / "photo.bmp"))
    assert field.value().startswith(b"\x89PNG")
    assert len(field.value()) < shop.LOGO_BYTES
    field.remove()
    assert field.value() == b""


def test_what_is_no_picture_leaves_the_logo_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "letter.png").write_text("Dear customer")
    field = LogoField()
    qtbot.addWidget(field)
    field.take_file(str(tmp_path / "letter.png"))
    assert field.value() == b""


# Staff


def test_a_person_is_added_by_keyboard(qtbot: QtBot, settings: SettingsDialog) -> None:
    section = settings.show_section("staff")
    section.list.setFocus()
    qtbot.keyClick(section.list, Qt.Key.Key_N, CONTROL)
    form = form_over(section, StaffForm)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    fill(form, "name", "周师傅")
    form.widget("roles").set_value({Role.MECHANIC})
    qtbot.keyClick(form.widget("name"), Qt.Key.Key_Return, CONTROL)
    assert [person.name for person in staff.people()][-1] == "周师傅"
    assert section.list.current_row().name == "周师傅"


def test_a_person_without_a_role_is_refused_at_the_roles(settings: SettingsDialog) -> None:
    section = settings.show_section("staff")
    section.add_person()
    form = form_over(section, StaffForm)
    fill(form, "name", "周师傅")
    assert not form.submit()
    assert form.body.boxes["roles"].error.text()
    assert form.widget("name").text() == "周师傅"
    form.done(0)


def test_who_has_left_is_hidden_behind_a_chip_and_can_come_back(settings: SettingsDialog) -> None:
    section = settings.show_section("staff")
    section.list.select_key(2)
    section.retire()
    assert section.list.rows().rowCount() == 4
    section.chips.choose("all")
    assert section.list.rows().rowCount() == 5
    section.list.select_key(2)
    section.retire()
    assert staff.person(2).active


def test_the_last_owner_cannot_leave(
    settings: SettingsDialog, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "reasons", lambda _over, _title, reasons: said.append(reasons[0].code))
    section = settings.show_section("staff")
    section.list.setFocus()
    section.list.select_key(1)
    qtbot.keyClick(section.list, Qt.Key.Key_Delete)
    assert said == ["last_owner"]
    assert staff.person(1).active


# Bays, labour rate, warranty


def test_a_bay_is_added_and_taken_out_of_use(settings: SettingsDialog) -> None:
    section = settings.show_section("bays")
    section.add_bay()
    form = form_over(section, BayForm)
    fill(form, "name", "举升机 2")
    assert form.submit()
    assert section.list.current_row().name == "举升机 2"
    section.retire()
    assert "举升机 2" not in [name for _id, _version, name, _active in shop.bays()]


def test_a_new_rate_counts_from_its_day_on(settings: SettingsDialog, desk: Desk) -> None:
    section = settings.show_section("labour_rate")
    section.add_rate()
    form = form_over(section, LabourRateForm)
    fill(form, "rate", "120")
    fill(form, "valid_from", "2027-01-01")
    assert form.submit()
    assert shop.labour_rate_fen(date(2026, 12, 31)) == 10_000
    assert shop.labour_rate_fen(date(2027, 1, 1)) == 12_000
    assert [row.now for row in section.rows()] == [False, True]


def test_a_rate_of_yesterday_is_refused_at_the_day(settings: SettingsDialog) -> None:
    section = settings.show_section("labour_rate")
    section.add_rate()
    form = form_over(section, LabourRateForm)
    fill(form, "valid_from", "2026-11-20")
    assert not form.submit()
    assert form.body.boxes["valid_from"].error.text()
    form.done(0)


@pytest.mark.parametrize(("field", "text"), [("km", "1999"), ("days", "9")])
def test_a_promise_below_the_statutory_one_is_refused_at_the_field(
    field: str, text: str, settings: SettingsDialog
) -> None:
    section = settings.show_section("warranty")
    section.list.select_key(RepairCategory.MINOR_REPAIR)
    section.open_current()
    form = form_over(section, WarrantyPolicyForm)
    fill(form, field, text)
    assert not form.submit()
    assert form.body.boxes[field].error.text()
    form.done(0)


def test_a_better_promise_is_listed_and_counts(settings: SettingsDialog, desk: Desk) -> None:
    section = settings.show_section("warranty")
    section.chips.choose(VehicleClass.MOTORCYCLE.value)
    section.list.select_key(RepairCategory.MINOR_REPAIR)
    section.open_current()
    form = form_over(section, WarrantyPolicyForm)
    fill(form, "km", "3000")
    fill(form, "days", "60")
    assert form.submit()
    today = desk.today()
    better, least = Period(3_000, 60), STATUTORY[VehicleClass.CAR][RepairCategory.MINOR_REPAIR]
    assert shop.promise(VehicleClass.MOTORCYCLE, RepairCategory.MINOR_REPAIR, today) == better
    assert shop.promise(VehicleClass.CAR, RepairCategory.MINOR_REPAIR, today) == least
    assert section.list.current_row().today == better


# Operations


def test_an_empty_list_of_operations_offers_the_starter_set(qtbot: QtBot, settings: SettingsDialog) -> None:
    section = settings.show_section("operations")
    qtbot.mouseClick(section.list.findChild(QWidget, "empty_action"), Qt.MouseButton.LeftButton)
    assert section.list.rows().rowCount() == len(operations.STARTER)


def test_operations_are_found_by_their_initials(settings: SettingsDialog, desk: Desk) -> None:
    operations.add_starter(desk.by())
    section = settings.show_section("operations")
    section.chips.choose("all")
    section.search.setText("slDW".lower())
    section.search.textEdited.emit("sldw")
    assert [row.name for row in section.list.rows()._rows] == ["四轮定位"]
    assert section.chips.current() == "in_use"


def test_an_operation_shows_its_price_while_it_is_typed(settings: SettingsDialog) -> None:
    section = settings.show_section("operations")
    section.add_operation()
    form = form_over(section, OperationForm)
    fill(form, "code", "dp20")
    fill(form, "name", "更换刹车总泵")
    fill(form, "hours", "1.5")
    assert "¥150.00" in form._price.text()
    fill(form, "fixed_price", "99")
    assert "¥99.00" in form._price.text()
    assert form.submit()
    assert section.list.current_row().code == "DP20"


def test_work_that_would_cost_nothing_is_asked_about(
    settings: SettingsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(messages, "confirm", lambda *words: asked.append(words[2]) or len(asked) > 1)
    section = settings.show_section("operations")
    section.add_operation()
    form = form_over(section, OperationForm)
    for name, text in (("code", "DP21"), ("name", "更换刹车总泵"), ("hours", "1.5"), ("fixed_price", "0")):
        fill(form, name, text)
    assert not form.submit()
    assert "1.5" in form.body.boxes["fixed_price"].error.text()
    assert form.submit()
    assert (operations.find("DP21", 1)[0].fixed_price_fen, len(asked)) == (0, 2)


def test_a_code_that_is_taken_is_refused_at_the_code(settings: SettingsDialog, desk: Desk) -> None:
    operations.add_starter(desk.by())
    section = settings.show_section("operations")
    section.add_operation()
    form = form_over(section, OperationForm)
    for name, text in (("code", "BY01"), ("name", "换机油"), ("hours", "0.5")):
        fill(form, name, text)
    assert not form.submit()
    assert "更换机油和机油滤清器" in form.body.boxes["code"].error.text()
    assert form.widget("name").text() == "换机油"
    form.done(0)


def test_an_operation_out_of_use_comes_back_by_undo(settings: SettingsDialog, desk: Desk) -> None:
    operations.add_starter(desk.by())
    section = settings.show_section("operations")
    row = section.list.current_row()
    section.retire()
    assert not operations.operation(row.id).active
    settings.findChild(messages.Toast).findChild(QPushButton).click()
    assert operations.operation(row.id).active


@pytest.mark.parametrize("name", ["operations", "bays", "staff"])
def test_an_undo_that_cannot_be_saved_now_is_told(
    settings: SettingsDialog, desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    operations.add_starter(desk.by())
    shop.save_bay(desk.by(), name="1 号工位")
    section = settings.show_section(name)
    section.list.selectRow(section.list.rows().rowCount() - 1)
    section.retire()
    told: list[str] = []
    monkeypatch.setattr(messages, "failed", lambda _parent, error: told.append(error.text))

    def locked(*_any: object, **_more: object) -> None:
        raise MachineError("The records are locked.")

    for service, act in ((operations, "retire"), (shop, "save_bay"), (staff, "change")):
        monkeypatch.setattr(service, act, locked)
    settings.findChild(messages.Toast).findChild(QPushButton).click()
    assert told == ["The records are locked."]
