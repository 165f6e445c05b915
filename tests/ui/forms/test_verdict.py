"""The warranties of a car in green, amber and red, and the verdict on each with one key (A5)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.labels import label
from garage.domain.lines import PayType
from garage.domain.verdicts import Light, Source, Verdict
from garage.services import exit_passes, order_lines, orders, rework_cases, vehicles, verdicts
from garage.ui.desk import Desk
from garage.ui.forms import print_verdicts, verdict_opening
from garage.ui.forms.arrival import ArrivalForm
from garage.ui.forms.reception import ReceptionForm
from garage.ui.forms.verdict import VerdictForm
from garage.ui.forms.warranty_panel import WarrantyPanel, say_light
from garage.ui.kit import messages
from garage.ui.kit.elided import Elided
from garage.ui.kit.form_dialog import FormDialog
from tests.services.earlier import VISITS, add_visits
from tests.services.road import Road
from tests.ui.conftest import Clock


@pytest.fixture
def back(road: Road, clock: Clock) -> Road:
    """The car left four days ago and is here again, with 586 km more."""
    road.to_ready()
    road.settle()
    exit_passes.leave(road.boss, road.order, 86_414)
    road.forward(days=4)
    clock.now = road.boss.at
    road.order = orders.open_order(road.boss, road.vehicle)
    sheet = replace(road.reception(), complaint="刹车又响了", odometer_km=87_000)
    orders.save_reception(road.boss, road.order, 1, sheet)
    return road


@pytest.fixture
def form(desk: Desk, back: Road, qtbot: QtBot) -> VerdictForm:
    made = VerdictForm(None, desk, back.vehicle, "粤B·12345", back.order, 87_000)
    qtbot.addWidget(made, before_close_func=FormDialog.mark_clean)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def put_bar_on(form: VerdictForm, name: str) -> None:
    """On our own promise of that name."""
    rows = form.list.rows()
    found = [rows.row_at(n) for n in range(rows.rowCount())]
    form.show_row(
        next(row for row in found if row.subject.name == name and row.subject.source is Source.REPAIR)
    )


@pytest.mark.usefixtures("language")
def test_every_promise_stands_with_its_sum(form: VerdictForm) -> None:
    rows = form.list.rows()
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [rows.row_at(n).light for n in range(rows.rowCount())] == [Light.GREEN, Light.GREEN]
    said = form.findChild(QWidget, "verdict_sum").text()
    assert "2026-12-01" in said
    assert "586" in said


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    ("key", "verdict", "pays"),
    [
        (Qt.Key.Key_R, Verdict.REWORK, [PayType.REWORK]),
        (Qt.Key.Key_C, Verdict.CLAIM, [PayType.CLAIM]),
        (Qt.Key.Key_N, Verdict.NORMAL, []),
    ],
)
def test_one_key_decides(
    form: VerdictForm, back: Road, qtbot: QtBot, key: Qt.Key, verdict: Verdict, pays: list[PayType]
) -> None:
    put_bar_on(form, "更换前刹车片")
    with qtbot.waitSignal(form.decided):
        qtbot.keyClick(form.list, key)
    assert [line.pay_type for line in order_lines.lines_of(back.order)] == pays
    assert form.list.current_row().decided is verdict
    assert form.isVisible()


def test_a_verdict_moves_no_row_from_under_the_bar(
    form: VerdictForm, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = form.list.rows()
    before = [rows.row_at(n).subject for n in range(rows.rowCount())]
    judged = verdicts.of_vehicle
    monkeypatch.setattr(verdicts, "of_vehicle", lambda *about: judged(*about)[::-1])  # others come first now
    form.list.selectRow(len(before) - 1)
    qtbot.keyClick(form.list, Qt.Key.Key_R)
    after = [rows.row_at(n) for n in range(rows.rowCount())]
    assert [row.subject for row in after] == before
    assert [row.decided for row in after] == [None] * (len(before) - 1) + [Verdict.REWORK]


def test_unclear_opens_a_case_for_the_owner(form: VerdictForm, back: Road, qtbot: QtBot) -> None:
    put_bar_on(form, "更换前刹车片")
    qtbot.keyClick(form.list, Qt.Key.Key_U)
    assert len(rework_cases.open_cases(back.vehicle)) == 1


@pytest.mark.usefixtures("language")
def test_what_has_run_out_asks_why_and_keeps_the_line(desk: Desk, back: Road, qtbot: QtBot) -> None:
    form = VerdictForm(None, desk, back.vehicle, "粤B·12345", back.order, 88_415)
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    form.show()
    put_bar_on(form, "更换前刹车片")
    assert not form.decide(Verdict.REWORK)
    assert form.body.boxes["note"].error.text()
    assert order_lines.lines_of(back.order) == []
    form.note.set_value("老客户")
    assert form.decide(Verdict.REWORK)
    assert form.note.value() == ""


def test_letters_typed_into_the_reason_decide_nothing(form: VerdictForm, back: Road, qtbot: QtBot) -> None:
    form.note.setFocus()
    qtbot.keyClicks(form.note, "rcnu")
    assert form.note.value() == "rcnu"
    assert order_lines.lines_of(back.order) == []


@pytest.mark.usefixtures("language")
def test_a_line_of_the_order_can_be_chosen(form: VerdictForm, back: Road, desk: Desk, qtbot: QtBot) -> None:
    order_lines.save_lines(desk.by(), back.order, orders.open_page(back.order).version, back.lines())
    fresh = VerdictForm(None, desk, back.vehicle, "粤B·12345", back.order, 87_000)
    qtbot.addWidget(fresh, before_close_func=FormDialog.mark_clean)
    fresh.show()
    put_bar_on(fresh, "前刹车片")
    part = order_lines.lines_of(back.order)[1]
    fresh.line.set_value(part.id)
    assert fresh.decide(Verdict.CLAIM)
    assert order_lines.lines_of(back.order)[1].pay_type is PayType.CLAIM


def test_without_an_order_nothing_can_be_decided(desk: Desk, back: Road, qtbot: QtBot) -> None:
    form = VerdictForm(None, desk, back.vehicle, "粤B·12345")
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    form.show()
    assert form.list.rows().rowCount() == 2
    assert not form.decide(Verdict.NORMAL)
    assert not any(button.isVisible() for button in form.findChildren(QPushButton, "verdict_rework"))


def test_the_one_of_two_hundred_visits_is_found_by_its_order(
    desk: Desk, back: Road, qtbot: QtBot, clock: Clock
) -> None:
    add_visits(back)
    form = VerdictForm(None, desk, back.vehicle, "粤B·12345", back.order, 87_000)
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    form.show()
    rows = form.list.rows()
    assert rows.rowCount() == 2 + VISITS
    assert [rows.row_at(n).open for n in (0, 1, 2, VISITS + 1)] == [True, True, False, False]
    assert rows.row_at(VISITS + 1).order_no == "WO-2024-00001"
    form.note.set_value("老客户")
    assert form.find.isVisible()
    form.find.setFocus()
    qtbot.keyClicks(form.find, "wo-2024-00017")
    assert rows.rowCount() == 1
    assert form.list.current_row().order_no == "WO-2024-00017"
    assert form.is_dirty()  # what was typed is still there, and asked for before it is lost
    assert form.decide(Verdict.NORMAL)


def test_few_warranties_need_no_search(form: VerdictForm) -> None:
    assert not form.find.isVisible()


def test_the_slip_is_printed_for_this_order(
    form: VerdictForm, back: Road, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[int, int | None]] = []
    monkeypatch.setattr(
        print_verdicts, "print_slip", lambda _parent, _desk, order, km: printed.append((order, km))
    )
    qtbot.keyClick(form, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printed == [(back.order, 87_000)]


# Where a car is in sight


@pytest.mark.usefixtures("language")
def test_the_arrival_shows_what_is_covered_without_a_reading(desk: Desk, back: Road, qtbot: QtBot) -> None:
    form = ArrivalForm(None, desk, "粤B12345")
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    form.show()
    assert form.card.warranty.isVisible()
    assert "88,414" in form.card.warranty.findChild(QWidget, "covered_line").accessibleName()
    assert not form.card.warranty.findChildren(QPushButton, "verdict_rework")


def in_sight(form: ReceptionForm) -> list[QWidget]:
    """The lines of the panel; those of the verdict before are on their way out."""
    return [part for part in form.warranty.findChildren(QWidget, "covered_line") if part.isVisible()]


@pytest.mark.usefixtures("language")
def test_the_reception_judges_what_is_typed(desk: Desk, back: Road, qtbot: QtBot) -> None:
    form = ReceptionForm(None, desk, orders.open_page(back.order))
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    form.show()
    form.odo.set_km(88_415)
    form.odo.textEdited.emit("88,415")
    form.odo.editingFinished.emit()
    qtbot.waitUntil(lambda: len(in_sight(form)) == 2)
    shown = in_sight(form)
    assert all(label(Light.RED) in part.accessibleName() for part in shown)
    assert form.warranty.property("panel") == ""


def test_a_verdict_in_the_reception_is_no_clash_with_the_sheet(desk: Desk, back: Road, qtbot: QtBot) -> None:
    form = ReceptionForm(None, desk, orders.open_page(back.order))
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    form.show()
    row = verdicts.of_order(back.order, desk.today())[0]
    form.warranty.decided.emit(row, Verdict.REWORK)
    assert [line.pay_type for line in order_lines.lines_of(back.order)] == [PayType.REWORK]
    assert form.submit()


def test_a_key_on_a_line_of_the_panel_decides(
    desk: Desk, back: Road, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = ReceptionForm(None, desk, orders.open_page(back.order))
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    form.show()
    taken: list[Verdict] = []
    monkeypatch.setattr(verdict_opening, "judge", lambda *what, **_more: taken.append(what[4]))
    link = form.warranty.findChildren(QPushButton)[0]
    for key in (Qt.Key.Key_C, Qt.Key.Key_U, Qt.Key.Key_X):
        qtbot.keyClick(link, key)
    assert taken == [Verdict.CLAIM, Verdict.UNCLEAR]


@pytest.mark.usefixtures("language")
def test_the_panel_leaves_its_room_when_everything_is_decided(
    form: VerdictForm, back: Road, desk: Desk, qtbot: QtBot
) -> None:
    panel = WarrantyPanel()
    qtbot.addWidget(panel)
    panel.set_rows(verdicts.of_vehicle(back.vehicle, desk.today(), 87_000, back.order), may_decide=True)
    panel.show()
    before = panel.sizeHint().height()
    for row in range(form.list.rows().rowCount()):
        form.list.selectRow(row)
        qtbot.keyClick(form.list, Qt.Key.Key_N)
    panel.set_rows(verdicts.of_vehicle(back.vehicle, desk.today(), 87_000, back.order), may_decide=True)
    assert panel.sizeHint().height() < before / 2
    said = panel.findChild(Elided, "verdicts_said")
    assert said.accessibleName().count(f"→ {label(Verdict.NORMAL)}") == 2
    with qtbot.waitSignal(panel.all_asked):
        panel.findChildren(QPushButton, "all_warranties")[-1].click()


# At the counter, before anybody has received the car


def lights(form: VerdictForm) -> set[Light]:
    """Of all lines."""
    rows = form.list.rows()
    return {rows.row_at(n).light for n in range(rows.rowCount())}


@pytest.mark.usefixtures("language")
def test_without_an_order_the_verdict_follows_the_reading_that_is_told(
    desk: Desk, road: Road, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    road.to_ready()
    road.settle()
    exit_passes.leave(road.boss, road.order, 86_414)
    road.forward(days=4)
    clock.now = road.boss.at
    printed: list[tuple[int, int | None]] = []
    monkeypatch.setattr(
        print_verdicts, "print_car", lambda _parent, _desk, car, km: printed.append((car, km))
    )
    form = VerdictForm(None, desk, road.vehicle, "粤B·12345")
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    assert form.odo.hasFocus()
    assert form.odo.km() == 86_414
    assert lights(form) == {Light.GREEN}
    form.odo.selectAll()
    qtbot.keyClicks(form.odo, "88415")
    assert lights(form) == {Light.RED}
    qtbot.keyClick(form, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printed == [(road.vehicle, 88_415)]
    form.odo.selectAll()
    qtbot.keyClick(form.odo, Qt.Key.Key_Delete)
    assert lights(form) == {Light.AMBER}
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()  # nothing was typed that could be lost
    assert vehicles.last_reading(road.vehicle).km == 86_414


def test_the_form_says_at_which_day_it_judges(desk: Desk, back: Road, clock: Clock, qtbot: QtBot) -> None:
    arrived = desk.today()
    back.forward(days=3)
    clock.now = back.boss.at
    form = VerdictForm(None, desk, back.vehicle, "粤B·12345", back.order, 87_000)
    qtbot.addWidget(form, before_close_func=FormDialog.mark_clean)
    assert any(arrived.isoformat() in part.text() for part in form.findChildren(QLabel))


def test_a_verdict_that_somebody_else_changed_meanwhile_is_not_taken_for_said(
    form: VerdictForm, back: Road, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "warn", lambda _parent, _title, text: told.append(text))
    put_bar_on(form, "更换前刹车片")
    row = form.list.current_row()
    verdicts.decide(back.boss, back.order, row.subject, Verdict.NORMAL)
    with qtbot.assertNotEmitted(form.decided):
        assert not form.decide(Verdict.REWORK)
    assert len(told) == 1
    assert form.list.current_row().decided is Verdict.NORMAL
    assert form.decide(Verdict.REWORK)


def test_a_verdict_moves_no_line_of_the_panel(back: Road, desk: Desk, qtbot: QtBot) -> None:
    panel = WarrantyPanel()
    qtbot.addWidget(panel)

    def shown() -> list[str]:
        panel.set_rows(verdicts.of_order(back.order, desk.today()), may_decide=True, asks_case=True)
        lines = panel.findChildren(QWidget, "covered_line")
        return [part.accessibleName() for part in lines if not part.parentWidget().isHidden()]

    panel.show()
    before = shown()
    last = verdicts.of_order(back.order, desk.today())[1]
    verdicts.decide(back.boss, back.order, last.subject, Verdict.REWORK)
    after = shown()
    assert [words.split(" – ")[0] for words in after] == [words.split(" – ")[0] for words in before]
    [link] = [one for one in panel.findChildren(QPushButton, "open_case_link") if not one.isHidden()]
    with qtbot.waitSignal(panel.case_asked):
        link.click()


@pytest.mark.usefixtures("language")
def test_what_ends_soon_says_so(desk: Desk, back: Road) -> None:
    back.forward(days=4)
    found = verdicts.of_vehicle(back.vehicle, back.boss.today, 87_000)[0]
    assert found.light is Light.AMBER
    assert say_light(found) not in {label(light) for light in Light}
    unread = verdicts.of_vehicle(back.vehicle, back.boss.today, None)[0]
    assert say_light(unread) == label(Light.AMBER)
