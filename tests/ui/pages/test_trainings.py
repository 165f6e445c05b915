"""The page of training records and the list of one person: by keys alone, whoever acts, whatever is typed."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.staff import Role
from garage.domain.today import Card, TodayKind
from garage.domain.trainings import TrainingResult
from garage.services import staff, today, training_rows, trainings
from garage.services.training_rows import TrainingFilter, TrainingRow
from garage.services.trainings import TrainingData
from garage.ui.desk import Desk
from garage.ui.forms import print_trainings, to_excel
from garage.ui.forms.document_history import DocumentHistory
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.settings import SettingsDialog
from garage.ui.forms.training import TrainingForm
from garage.ui.forms.training_list import RUNS_OUT, PersonTrainings, TrainingList
from garage.ui.kit.table_view import ListView
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import REPORTS
from garage.ui.main_window.todays_work import go_for
from garage.ui.pages.trainings import TrainingsPage
from tests.reports.samples import IMPRINT
from tests.ui.catalogue_trainings import a_training
from tests.ui.form_hands import activate, write
from tests.ui.forms.conftest import own_settings
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless
from tests.ui.test_hostile_words import MARKUP, markup_in

__all__ = ["own_settings"]

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Open = Callable[[], TrainingsPage]


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> Open:
    def show() -> TrainingsPage:
        page = TrainingsPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 590)
        page.show()
        activate(qtbot, page)
        page.setFocus()
        QAbstractItemModelTester(page.list.list.model(), page)
        return page

    return show


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(desk, "garage.db", remembers=False)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.retire()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def on_top(qtbot: QtBot, kind: type[QWidget]) -> Any:
    """The window of that kind that has just opened."""

    def found() -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets() if type(one) is kind and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    activate(qtbot, found()[0])
    return found()[0]


def press(
    qtbot: QtBot, page: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    activate(qtbot, page.window())
    qtbot.keyClick(page.window().focusWidget() or page, key, modifier)


def stored(desk: Desk) -> list[TrainingRow]:
    return list(training_rows.page(desk.by(), TrainingFilter()).rows)


def shown(view: ListView) -> list[TrainingRow]:
    """The rows in the list."""
    model = view.rows()
    return [model.index(at, 0).data(Qt.ItemDataRole.UserRole) for at in range(model.rowCount())]


def test_the_page_opens_empty_and_full_in_both_languages(
    language: str, desk: Desk, opened: Open, qtbot: QtBot
) -> None:
    page = opened()
    for filled in (False, True):
        if filled:
            a_training(desk)
        qtbot.wait(20)
        assert not cut(page)
        assert not nameless(page)
        assert not ambiguous(page)
    assert page.list.list.current_row() is not None


@pytest.mark.usefixtures("language")
def test_one_course_of_two_people_is_recorded_by_keys(desk: Desk, opened: Open, qtbot: QtBot) -> None:
    page = opened()
    press(qtbot, page, Qt.Key.Key_N, CTRL)
    form = on_top(qtbot, TrainingForm)
    assert form.widget("staff_ids").hasFocus()
    qtbot.keyClick(form.widget("staff_ids"), Qt.Key.Key_Space)
    qtbot.keyClick(form.widget("staff_ids"), Qt.Key.Key_Down)
    qtbot.keyClick(form.widget("staff_ids"), Qt.Key.Key_Space)
    write(form.widget("subject"), "消防")
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    rows = stored(desk)
    assert [(row.staff_id, row.subject, row.held_on) for row in rows] == [
        (2, "消防", desk.today()),
        (1, "消防", desk.today()),
    ]
    assert page.list.list.current_row() is not None


@pytest.mark.usefixtures("language")
def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(
    desk: Desk, opened: Open, qtbot: QtBot
) -> None:
    page = opened()
    page.list.record()
    form = on_top(qtbot, TrainingForm)
    write(form.widget("subject"), "焊接")
    assert not form.submit()
    assert form.body.boxes["staff_ids"].error.text()
    form.widget("staff_ids").set_value([1])
    form.widget("valid_until").set_date(desk.today() - timedelta(days=1))
    assert not form.submit()
    assert form.body.boxes["valid_until"].error.text()
    assert form.widget("subject").text() == "焊接"
    assert stored(desk) == []
    form.done(0)


def test_enter_opens_the_record_and_a_correction_is_kept(desk: Desk, opened: Open, qtbot: QtBot) -> None:
    row = a_training(desk)
    page = opened()
    press(qtbot, page, Qt.Key.Key_Return)
    form = on_top(qtbot, TrainingForm)
    assert form.widget("certificate_no").text() == row.certificate_no
    form.widget("result").set_value(TrainingResult.TOOK_PART)
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    assert training_rows.one(row.id).result is TrainingResult.TOOK_PART
    press(qtbot, page, Qt.Key.Key_F4, SHIFT)
    history = on_top(qtbot, DocumentHistory)
    assert len(history._rows) == 2
    history.close()


def test_what_another_seat_changed_meanwhile_is_shown(desk: Desk, opened: Open, qtbot: QtBot) -> None:
    row = a_training(desk)
    page = opened()
    page.list.open_current()
    form = on_top(qtbot, TrainingForm)
    data = TrainingData(row.subject, row.held_on, hours_centi=800)
    trainings.change(desk.by(), row.id, row.version, data)
    form.keep_mine(None)
    assert form.widget("hours_centi").centi() == 800
    form.done(0)


def test_the_next_course_is_filled_in_and_its_end_follows_the_day(
    desk: Desk, opened: Open, qtbot: QtBot
) -> None:
    old = TrainingData(
        "焊接", date(2023, 12, 1), 2400, "培训中心", certificate_no="W-1", valid_until=date(2026, 12, 1)
    )
    ref = trainings.record(desk.by(), [2], old)[0]
    page = opened()
    press(qtbot, page, Qt.Key.Key_R, CTRL)
    form = on_top(qtbot, TrainingForm)
    assert form.widget("staff_ids").value() == [2]
    assert form.widget("certificate_no").text() == ""
    assert form.widget("valid_until").date() == date(2029, 11, 21)
    form.widget("held_on").set_date(date(2026, 11, 20))
    assert form.widget("valid_until").date() == date(2029, 11, 20)
    form.widget("valid_until").set_date(date(2028, 1, 1))
    form.widget("held_on").set_date(date(2026, 11, 19))
    assert form.widget("valid_until").date() == date(2028, 1, 1)
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    newest = stored(desk)[0]
    assert (newest.held_on, newest.trainer, newest.hours_centi) == (date(2026, 11, 19), "培训中心", 2400)
    assert training_rows.one(ref).renewed


def test_a_wrong_record_is_voided_with_a_reason_and_can_only_be_looked_at(
    desk: Desk, opened: Open, qtbot: QtBot
) -> None:
    row = a_training(desk)
    page = opened()
    press(qtbot, page, Qt.Key.Key_Z, CTRL | SHIFT)
    form = on_top(qtbot, ReasonForm)
    write(form.widget("reason"), "记错人了")
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    assert training_rows.one(row.id).void_reason == "记错人了"
    assert "记错人了" in page.list.told.text()
    assert not page.list.renew_action.isEnabled()
    page.list.open_current()
    assert not [
        one for one in QApplication.topLevelWidgets() if type(one) is TrainingForm and one.isVisible()
    ]


def test_chips_and_choices_narrow_the_list(desk: Desk, opened: Open) -> None:
    a_training(desk)
    trainings.record(desk.by(), [2], TrainingData("消防", date(2025, 5, 1)))
    page = opened()
    view = page.list
    view.chips.choose(RUNS_OUT)
    assert [row.staff_id for row in shown(view.list)] == [1]
    view.show_training(stored(desk)[0].id)
    view.person.set_value(2)
    view.refresh()
    assert [row.subject for row in shown(view.list)] == ["消防"]
    assert view._people_meant() == (2,)
    view.person.set_value(None)
    view.year.set_value(2025)
    view.refresh()
    assert [row.held_on.year for row in shown(view.list)] == [2025]
    view.show_due()
    assert [row.staff_id for row in shown(view.list)] == [1]


def test_who_does_not_keep_the_records_reads_their_own_and_changes_nothing(desk: Desk, opened: Open) -> None:
    a_training(desk)
    mine = trainings.record(desk.by(), [2], TrainingData("消防", date(2025, 5, 1)))[0]
    page = opened()
    desk.act_as(2)
    view = page.list
    assert [row.id for row in shown(view.list)] == [mine]
    assert not view.person.isVisible()
    for pair in (view._add, view._renew, view._change, view._void, view._print_year):
        assert not any(part.isEnabled() for part in pair)
    assert not view.photos.strip.actions_["add_photos"].isEnabled()
    assert view._print[0].isEnabled()
    desk.act_as(1)
    assert len(shown(view.list)) == 2
    assert view.photos.strip.actions_["add_photos"].isEnabled()


def test_the_card_of_the_day_opens_the_next_course(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    row = a_training(desk)
    cards = [card for column in today.read(desk.by()).columns.values() for card in column]
    [card] = [one for one in cards if one.kind is TodayKind.TRAINING]
    go_for(window, card)
    form = on_top(qtbot, TrainingForm)
    assert form.widget("subject").text() == row.subject
    form.done(0)
    go_for(window, Card(TodayKind.TRAINING, 0, "", "", desk.today(), count=3))
    records: TrainingList = window.page(REPORTS).page("trainings").list
    assert records.chips.current() == RUNS_OUT


@pytest.mark.usefixtures("language")
def test_the_staff_list_leads_to_what_a_person_learned(desk: Desk, qtbot: QtBot) -> None:
    row = a_training(desk)
    dialog = SettingsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    section: Any = dialog.show_section("staff")
    section.list.select_key(row.staff_id)
    activate(qtbot, dialog)
    section.list.setFocus()
    qtbot.keyClick(section.list, Qt.Key.Key_T, CTRL)
    person = on_top(qtbot, PersonTrainings)
    assert [one.id for one in shown(person.list.list)] == [row.id]
    assert not cut(person)
    person.list.record()
    form = on_top(qtbot, TrainingForm)
    assert form.widget("staff_ids").value() == [row.staff_id]
    form.done(0)
    person.close()


@pytest.mark.usefixtures("language")
def test_both_papers_are_printed_by_key(
    desk: Desk, opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = a_training(desk)
    printed: list[tuple[str, str, str]] = []

    def show(_parent: object, _desk: Desk, kind: str, number: str, build: Any) -> None:
        [line] = build(IMPRINT).lines
        printed.append((kind, number, line.subject))

    monkeypatch.setattr(print_trainings, "show", show)
    page = opened()
    page.list.year.set_value(row.held_on.year)
    page.list.refresh()
    for modifier in (CTRL, CTRL | SHIFT):
        press(qtbot, page, Qt.Key.Key_P, modifier)
    assert printed == [
        ("training_card", "001-20261121", row.subject),
        ("training_year", str(row.held_on.year), row.subject),
    ]


def test_the_workbook_has_every_row_and_no_formula(
    desk: Desk, opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    a_training(desk, subject="=cmd|'/C calc'!A0")
    page = opened()
    path = tmp_path / "training.xlsx"
    under_way = to_excel.write(page.list.list, path, desk.now())
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not under_way.isRunning() if hasattr(under_way, "isRunning") else True)
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    [subject] = [cell for cell in cells if cell.value == "=cmd|'/C calc'!A0"]
    assert subject.data_type == "s"
    assert "T440301198601010011" in [cell.value for cell in cells]


def test_nothing_typed_is_markup_and_nothing_long_breaks_the_page(desk: Desk, opened: Open) -> None:
    staff.add(desk.by(), name=f"{MARKUP}王", roles={Role.MECHANIC})
    for words in (f"{MARKUP}🚗", "高" * 100):
        data = TrainingData(words, date(2026, 11, 1), trainer=words, certificate_no=words[:60], note=words)
        trainings.record(desk.by(), [staff.people()[-1].id], data)
    page = opened()
    for row in stored(desk):
        page.list.show_training(row.id)
        page.list.subject.set_value(row.subject)
        page.list.refresh()
        assert markup_in(page) == []
        assert not cut(page)
