"""The page of complaints: the loop by keys alone, clocks in words, papers, from a call, from an order, from Today."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.complaints import (
    ComplaintAct,
    ComplaintCategory,
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
)
from garage.domain.contacts import ContactChannel, Direction, Talk
from garage.domain.today import Card, TodayKind
from garage.services import complaint_rounds, complaint_rows, complaints, contacts, orders
from garage.services.complaint_rows import ComplaintFilter
from garage.services.complaints import ComplaintData
from garage.services.contacts import About
from garage.ui.desk import Desk
from garage.ui.forms import order_steps, print_complaints, ways_complaints
from garage.ui.forms.complaint import ComplaintForm
from garage.ui.forms.complaint_acts import (
    AssignForm,
    ClassifyForm,
    EscalateForm,
    ImplementForm,
    InformForm,
    PlanForm,
    RevisitForm,
    VerifyForm,
)
from garage.ui.forms.complaint_words import say_clock
from garage.ui.forms.document_history import DocumentHistory
from garage.ui.forms.log_contact import find_people
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import FOLLOW_UP
from garage.ui.main_window.todays_work import go_for
from garage.ui.pages.complaints import ComplaintsPage
from tests.services.complaining import REPAIR, to_told
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.form_hands import activate, form_on, save_by_key, write
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless

__all__ = ["own_settings", "road"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Open = Callable[[], ComplaintsPage]


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        print_complaints, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    return papers


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> ComplaintsPage:
        page = ComplaintsPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 602)
        page.show()
        activate(qtbot, page)
        page.list.setFocus()
        return page

    return make


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


@pytest.mark.usefixtures("language")
def test_a_complaint_goes_round_the_loop_by_keys_alone(qtbot: QtBot, opened: Open, road: Road) -> None:
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    form = form_on(page, ComplaintForm)
    save_by_key(qtbot, form)
    assert form.isVisible()
    assert form.body.boxes["content"].error.text()
    write(form.widget("content"), "洗车有水痕")
    save_by_key(qtbot, form)
    assert form.isVisible()
    assert form.body.boxes["customer"].error.text()
    write(form.widget("customer"), "李先生")
    save_by_key(qtbot, form)
    [row] = complaint_rows.page(ComplaintFilter.OPEN, road.boss.at).rows
    assert (row.customer, row.content, row.state) == ("李先生", "洗车有水痕", ComplaintState.REGISTERED)
    assert page.detail.row == row

    def step(kind: type[QDialog], said: dict[str, object]) -> None:
        activate(qtbot, page)
        page.list.setFocus()
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
        form = form_on(page, kind)
        for name, value in said.items():
            if (
                isinstance(value, str)
                and hasattr(form.widget(name), "inputMethodEvent")
                and name != "our_fault"
            ):
                form.widget(name).set_value(value)
            else:
                form.widget(name).set_value(value)
                form.widget(name).edited.emit()
        save_by_key(qtbot, form)
        assert not form.isVisible()

    step(ClassifyForm, {"category": ComplaintCategory.SERVICE})
    step(AssignForm, {"assigned_to": road.leader})
    step(VerifyForm, {"findings": "擦车布未换", "our_fault": "yes"})
    step(PlanForm, {"cause": "无规定", "measures": "每车一换"})
    step(ImplementForm, {})
    step(InformForm, {"who": "李先生"})
    step(RevisitForm, {"satisfied": "yes"})
    assert complaint_rows.one(row.id).state is ComplaintState.CLOSED
    [turn] = complaint_rounds.of_complaint(row.id)
    assert (turn.findings, turn.informed_who, turn.satisfied) == ("擦车布未换", "李先生", True)
    assert page.list.rows().rowCount() == 0


@pytest.mark.usefixtures("language")
def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(
    qtbot: QtBot, desk: Desk, opened: Open, road: Road
) -> None:
    ref = complaints.register(desk.by(), REPAIR)
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    form = form_on(page, VerifyForm)
    write(form.widget("findings"), "属实")
    save_by_key(qtbot, form)
    assert form.isVisible()
    assert form.body.boxes["our_fault"].error.text()
    assert form.widget("findings").toPlainText() == "属实"
    form.reject()
    to_told(desk.by(), ref, road.leader)
    page.show_case(ref)
    page.acts.next.trigger()
    form = form_on(page, RevisitForm)
    form.widget("satisfied").set_value("no")
    save_by_key(qtbot, form)
    assert form.body.boxes["note"].error.text()
    write(form.widget("note"), "还是响")
    save_by_key(qtbot, form)
    row = complaint_rows.one(ref)
    assert (row.state, row.round) == (ComplaintState.REOPENED, 2)
    assert page.detail.row == row, "it stays in sight until it is over"


def test_another_seat_was_first_and_the_act_goes_on_with_the_newer_row(
    qtbot: QtBot, desk: Desk, opened: Open, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = complaints.register(desk.by(), REPAIR)
    page = opened()
    page.acts.next.trigger()
    form = form_on(page, VerifyForm)
    write(form.widget("findings"), "属实")
    form.widget("our_fault").set_value("no")
    complaints.assign(desk.by(), ref, None, road.leader)
    monkeypatch.setattr(messages, "stale", lambda _form, _error: "keep")
    save_by_key(qtbot, form)
    save_by_key(qtbot, form)
    assert complaint_rows.one(ref).state is ComplaintState.VERIFIED


def test_acts_beside_the_loop_have_their_keys(qtbot: QtBot, desk: Desk, opened: Open, road: Road) -> None:
    ref = complaints.register(desk.by(), REPAIR)
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_H, CONTROL)
    form = form_on(page, EscalateForm)
    write(form.widget("reason"), "要找媒体")
    save_by_key(qtbot, form)
    assert complaint_rows.one(ref).escalated_to == "张三"
    activate(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_W, CONTROL | SHIFT)
    form = form_on(page, ReasonForm)
    write(form.widget("reason"), "误会")
    save_by_key(qtbot, form)
    assert complaint_rows.one(ref).closed_reason == "误会"
    page.show_case(ref)
    assert page.chips.chip(ComplaintFilter.ALL).isChecked()
    assert not page.acts.next.isEnabled()
    activate(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_F4, SHIFT)
    history = form_on(page, DocumentHistory)
    assert history.list.rows().rowCount() > 4
    history.reject()


@pytest.mark.usefixtures("language")
def test_every_list_fits_names_itself_and_has_no_doubtful_key(
    desk: Desk, opened: Open, road: Road, clock: Clock
) -> None:
    by = desk.by()
    road.receive()
    complaints.register(
        by, ComplaintData("制动失灵，差点追尾" * 9, order_id=road.order, level=ComplaintLevel.SERIOUS)
    )
    told = complaints.register(by, REPAIR)
    to_told(by, told, road.leader)
    complaints.revisit(by, told, None, "还是响", satisfied=False, go_on=True)
    gone = complaints.register(by, ComplaintData("有点贵", complainant="过路司机", potential=True))
    complaints.withdraw(by, gone, None, "解释后满意")
    clock.forward(hours=30)
    page = opened()
    QAbstractItemModelTester(page.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    for chip in ComplaintFilter:
        page.show_chip(chip)
        QApplication.processEvents()
        assert ambiguous(page) == {}, chip
        assert nameless(page) == [], chip
        assert cut(page) == [], chip


def test_the_clock_is_said_in_words_with_its_tone(desk: Desk, road: Road) -> None:
    by = desk.by()
    ref = complaints.register(by, REPAIR)
    row = complaint_rows.one(ref)
    assert say_clock(row, by.at) == ("verify by tomorrow 09:00", "")
    assert say_clock(row, by.at + timedelta(hours=21)) == ("verify by today 09:00", "warn")
    assert say_clock(row, by.at + timedelta(hours=26)) == ("verify: 2 h late", "bad")
    complaints.verify(by, ref, None, "属实", our_fault=True)
    row = complaint_rows.one(ref)
    said = [say_clock(row, by.at + timedelta(days=days)) for days in (6, 9, 10, 12)]
    assert said == [
        ("2 working days left", ""),
        ("1 working day left", "warn"),
        ("tell the result today", "warn"),
        ("result: 2 days late", "bad"),
    ]
    complaints.plan(by, ref, None, "来料未检", "换片")
    complaints.implement(by, ref, None)
    complaints.inform(by, ref, None, "李先生", ComplaintChannel.PHONE)
    row = complaint_rows.one(ref)
    assert say_clock(row, by.at) == ("ask again by 11-24", "")
    assert say_clock(row, by.at + timedelta(days=4)) == ("ask again: 1 day late", "bad")
    complaints.revisit(by, ref, None, "还是响", satisfied=False)
    assert say_clock(complaint_rows.one(ref), by.at) == ("Begin anew", "warn")


def test_form_and_daily_sheet_are_printed_from_the_page(
    qtbot: QtBot, desk: Desk, opened: Open, printed: list[tuple[str, str]]
) -> None:
    complaints.register(desk.by(), REPAIR)
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL)
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL | SHIFT)
    [form] = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    form.widget("day").setText("2027-01-01")
    save_by_key(qtbot, form)
    assert form.isVisible()
    form.widget("day").set_date(desk.today())
    save_by_key(qtbot, form)
    assert printed == [("complaint", "CP-2026-00001"), ("complaint_day", "2026-11-21")]


@pytest.mark.usefixtures("language")
def test_a_customer_is_found_by_plate_and_the_job_is_named(
    qtbot: QtBot, desk: Desk, opened: Open, road: Road
) -> None:
    road.receive()
    page = opened()
    page.acts.new.trigger()
    form = form_on(page, ComplaintForm)
    [hit] = [one for one in find_people("12345") if one.ref[0] == "vehicle"]
    form.widget("customer").pick(hit)
    assert form.widget("order").value() == road.order
    write(form.widget("content"), "又响了")
    form.widget("category").set_value(ComplaintCategory.REPAIR)
    form.widget("category").edited.emit()
    assert form.widget("assigned_to").isVisible()
    form.widget("assigned_to").set_value(road.leader)
    save_by_key(qtbot, form)
    [row] = complaint_rows.of_order(road.order)
    assert (row.state, row.assigned_to, row.vehicle_id) == (ComplaintState.ASSIGNED, "王班长", road.vehicle)


def test_a_job_is_complained_of_from_its_own_menu(
    qtbot: QtBot, desk: Desk, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    road.receive()
    parent = QWidget()
    qtbot.addWidget(parent)
    known = [one for one in order_steps.SECONDARY if one.name == "complain"]
    assert [one.shortcut for one in known] == ["Ctrl+Alt+9"]

    def fill(form: FormDialog, _parent: QWidget, _desk: Desk, _page: object) -> bool:
        form.show()
        write(form.widget("content"), "交车晚了两小时")
        return form.submit()

    monkeypatch.setattr(ways_complaints, "run", fill)
    assert ways_complaints.complain(parent, desk, orders.open_page(road.order))
    [row] = complaint_rows.of_order(road.order)
    assert (row.customer, row.channel) == ("王女士", ComplaintChannel.VISIT)


def test_a_talk_that_was_a_complaint_is_registered_with_what_was_said(
    qtbot: QtBot, desk: Desk, road: Road, window: MainWindow
) -> None:
    said = Talk(
        Direction.IN,
        ContactChannel.WECHAT,
        spoke_with="王先生",
        phone="13800138000",
        opinion="等太久",
        needs="打折",
    )
    heard = contacts.log(desk.by(), said, About(road.customer, road.vehicle))
    care = window.show_tab(FOLLOW_UP)
    care.page("calls").acts.steps.follow(["complaint"], heard)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in care.findChildren(ComplaintForm)))
    form = form_on(care, ComplaintForm)
    assert form.widget("content").toPlainText() == "等太久"
    save_by_key(qtbot, form)
    [row] = complaint_rows.of_customer(road.customer)
    assert (row.channel, row.demand, row.complainant) == (ComplaintChannel.MESSAGE, "打折", "王先生")
    assert contacts.one(heard).complaint_id == row.id


@pytest.mark.usefixtures("language")
def test_the_window_finds_a_complaint_by_its_paper_and_by_its_card(
    desk: Desk, road: Road, window: MainWindow
) -> None:
    ref = complaints.register(desk.by(), REPAIR)
    row = complaint_rows.one(ref)
    assert window.show_document(row.no)
    page = window.page(FOLLOW_UP).page("complaints")
    assert page.detail.row == row
    assert not window.show_document("CP-2026-00009")
    page.detail.show_nothing()
    go_for(window, Card(TodayKind.COMPLAINT_VERIFY, ref, "", "", desk.today()))
    assert page.detail.row == row
    assert page.detail.findChild(QLabel, "complaint_clock").text() == say_clock(row, desk.now())[0]
    go_for(window, Card(TodayKind.COMPLAINT_TELL, 0, "", "", desk.today(), count=7))
    assert page.chips.chip(ComplaintFilter.DUE).isChecked()
    assert ambiguous(window) == {}


def test_every_act_of_the_loop_has_a_key_of_its_own(opened: Open) -> None:
    page = opened()
    keys = [page.findChild(object, f"complaint_{act.lower()}") for act in ComplaintAct]
    assert None not in keys
