"""The page of letters: written, sent and answered by keys alone, many at once, from complaints, questions and Today."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from garage.domain.contacts import ContactChannel, Direction, Talk
from garage.domain.letters import LetterChannel, LetterKind, LetterState
from garage.domain.today import TodayKind
from garage.services import complaints, contacts, customers, letter_rows, letters, questions, today
from garage.services.contacts import About
from garage.services.letter_rows import LetterFilter
from garage.services.letters import LetterData
from garage.ui.desk import Desk
from garage.ui.forms import print_letters
from garage.ui.forms.document_history import DocumentHistory
from garage.ui.forms.letter import ChangeLetterForm, WriteLetterForm
from garage.ui.forms.letter_acts import LetterRegisterForm, ReplyForm, ReturnedForm, SendLettersForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.search_field import Hit
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import FOLLOW_UP
from garage.ui.main_window.todays_work import go_for
from garage.ui.pages.letters import LettersPage
from tests.services.complaining import REPAIR
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.form_hands import activate, form_on, save_by_key, write
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless

__all__ = ["own_settings", "road"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
INVITATION = LetterData(LetterKind.INVITATION, "冬季关怀活动邀请", "{客户}，诚邀您携{车牌}免费检查。")
Open = Callable[[], LettersPage]


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        print_letters, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    monkeypatch.setattr(
        print_letters,
        "show_all",
        lambda _parent, _desk, wanted: papers.extend((paper.kind, paper.number) for paper in wanted),
    )
    return papers


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> LettersPage:
        page = LettersPage(desk)
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


def some(desk: Desk, road: Road, count: int = 1) -> list[int]:
    data = replace(INVITATION, customer_id=road.customer)
    return [letters.write(desk.by(), data) for _n in range(count)]


def sent(desk: Desk, road: Road) -> int:
    [ref] = some(desk, road)
    letters.send(desk.by(), {ref: None}, LetterChannel.POST)
    return ref


@pytest.mark.usefixtures("language")
def test_a_letter_is_written_by_keys_alone(qtbot: QtBot, desk: Desk, opened: Open, road: Road) -> None:
    page = opened()
    assert page.detail.nothing.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    form = form_on(page, WriteLetterForm)
    form.widget("customer").picked.emit(Hit(("vehicle", road.vehicle), "粤B·12345", ""))
    assert form.widget("addressee").text() == "王女士"
    assert form.widget("address").text() == "创业路 88 号"
    write(form.widget("subject"), "通知")
    write(form.widget("body"), "{车牌}的{颜色}")
    save_by_key(qtbot, form)
    assert form.isVisible()
    assert "{颜色}" in form.body.boxes["body"].problem() or form.widget("body").value() == "{车牌}的{颜色}"
    form.widget("body").set_value("{车牌}请来店。")
    save_by_key(qtbot, form)
    assert page.detail.row is not None
    assert page.detail.row.body.endswith("\n粤B·12345请来店。")
    assert page.list.current_key() == page.detail.row.id


def test_a_wrong_blank_is_marked_at_the_text(qtbot: QtBot, desk: Desk, opened: Open, road: Road) -> None:
    page = opened()
    page.acts.write()
    form = form_on(page, WriteLetterForm)
    form.widget("customer").picked.emit(Hit(("customer", road.customer), "王女士", ""))
    form.widget("subject").set_value("通知")
    form.widget("body").set_value("a { b")
    save_by_key(qtbot, form)
    shown = [one.text() for one in form.body.boxes["body"].findChildren(QLabel) if one.isVisible()]
    assert any("brace" in text for text in shown)
    assert form.widget("body").value() == "a { b"


@pytest.mark.usefixtures("language")
def test_letters_go_out_together_and_print_as_one_file(
    qtbot: QtBot, desk: Desk, opened: Open, road: Road, printed: list[tuple[str, str]]
) -> None:
    refs = some(desk, road, 3)
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_M, CONTROL | SHIFT)
    form = form_on(page, SendLettersForm)
    assert form.widget("letters").value() == refs
    qtbot.keyClick(form.widget("letters"), Qt.Key.Key_Space)
    form.widget("labels").set_value(True)
    save_by_key(qtbot, form)
    assert printed == [("letter", "LT-2026-00002+1"), ("address_labels", "LT-2026-00002+1")]
    assert [letter_rows.one(ref).state for ref in refs] == [LetterState.WRITTEN] + [LetterState.SENT] * 2
    assert page.list.rows().rowCount() == 1


def test_one_letter_is_sent_as_the_next_step_and_nothing_is_printed_unasked(
    qtbot: QtBot, desk: Desk, opened: Open, road: Road, printed: list[tuple[str, str]]
) -> None:
    refs = some(desk, road, 2)
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    form = form_on(page, SendLettersForm)
    assert form.widget("letters").value() == [refs[0]]
    form.widget("print").set_value(False)
    form.widget("on").setText("2026-11-22")
    save_by_key(qtbot, form)
    assert form.isVisible()
    form.widget("on").set_date(desk.today())
    form.widget("letters").set_value([])
    save_by_key(qtbot, form)
    assert form.isVisible()
    form.widget("letters").set_value(refs)
    save_by_key(qtbot, form)
    assert printed == []
    assert page.detail.nothing.isVisible()


@pytest.mark.usefixtures("language")
def test_a_reply_is_noted(qtbot: QtBot, desk: Desk, opened: Open, road: Road) -> None:
    ref = sent(desk, road)
    page = opened()
    page.show_chip(LetterFilter.WAITING)
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    form = form_on(page, ReplyForm)
    save_by_key(qtbot, form)
    assert form.isVisible(), "an answer says something"
    write(form.widget("reply"), "两人参加")
    save_by_key(qtbot, form)
    assert letter_rows.one(ref).state is LetterState.ANSWERED
    assert page.list.rows().rowCount() == 0


def test_what_came_back_makes_the_address_doubtful(
    qtbot: QtBot, desk: Desk, opened: Open, road: Road
) -> None:
    ref = sent(desk, road)
    page = opened()
    page.show_case(ref)
    qtbot.keyClick(page, Qt.Key.Key_B, CONTROL)
    save_by_key(qtbot, form_on(page, ReturnedForm))
    assert letter_rows.one(ref).state is LetterState.RETURNED
    page.acts.write()
    form = form_on(page, WriteLetterForm)
    form.widget("customer").picked.emit(Hit(("customer", road.customer), "王女士", ""))
    doubt = form.findChild(QLabel, "letter_doubt")
    assert doubt.isVisible()
    form.widget("address").set_value("新路 1 号")
    assert not doubt.isVisible()


def test_a_letter_that_lies_here_is_changed_or_voided(
    qtbot: QtBot, desk: Desk, opened: Open, road: Road
) -> None:
    [ref] = some(desk, road)
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_E, CONTROL)
    form = form_on(page, ChangeLetterForm)
    form.widget("body").set_value("王女士：改期。")
    save_by_key(qtbot, form)
    assert letter_rows.one(ref).body == "王女士：改期。"
    activate(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_Z, CONTROL)
    reason = form_on(page, ReasonForm)
    write(reason.widget("reason"), "写错")
    save_by_key(qtbot, reason)
    assert letter_rows.one(ref).state is LetterState.VOID
    page.show_chip(LetterFilter.ALL)
    assert page.detail.row is not None
    assert not page.acts.next.isEnabled()
    activate(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_F4, SHIFT)
    form_on(page, DocumentHistory).reject()


def test_papers_are_printed_from_the_page(
    qtbot: QtBot, desk: Desk, opened: Open, road: Road, printed: list[tuple[str, str]]
) -> None:
    some(desk, road, 2)
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL)
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL | SHIFT)
    qtbot.keyClick(page, Qt.Key.Key_G, CONTROL)
    form = form_on(page, LetterRegisterForm)
    form.widget("last").setText("2026-10-01")
    save_by_key(qtbot, form)
    assert form.isVisible()
    form.widget("last").set_date(desk.today())
    save_by_key(qtbot, form)
    assert printed == [
        ("letter", "LT-2026-00001"),
        ("letter", "LT-2026-00001+1"),
        ("letter_register", "2026-11-01 – 2026-11-21"),
    ]


def test_many_letters_are_drawn_in_the_background_and_labels_come_after(
    qtbot: QtBot,
    desk: Desk,
    opened: Open,
    road: Road,
    printed: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(print_letters, "AT_ONCE", 1)
    drawn: list[tuple[str, int]] = []
    monkeypatch.setattr(
        print_letters,
        "show_drawn",
        lambda _parent, _desk, paper, pdf: drawn.append((paper.number, len(PdfReader(BytesIO(pdf)).pages))),
    )
    refs = some(desk, road, 3)
    print_letters.print_letters(opened(), desk, refs, labels=True)
    qtbot.waitUntil(lambda: bool(printed), timeout=20_000)
    assert drawn == [("LT-2026-00001+2", 3)]
    assert printed == [("address_labels", "LT-2026-00001+2")]


@pytest.mark.usefixtures("language")
def test_a_complaint_is_answered_by_letter(qtbot: QtBot, desk: Desk, window: MainWindow, road: Road) -> None:
    ref = complaints.register(
        desk.by(), replace(REPAIR, content="发票 {重开}", customer_id=road.customer, complainant="")
    )
    page = window.show_tab(FOLLOW_UP).show_page("complaints")
    page.show_case(ref)
    activate(qtbot, window)
    qtbot.keyClick(page, Qt.Key.Key_L, CONTROL | SHIFT)
    form = form_on(page, WriteLetterForm)
    assert form.widget("kind").value() is LetterKind.ANSWER
    save_by_key(qtbot, form)
    [row] = letter_rows.of_complaint(ref)
    assert "发票 (重开)" in row.body
    assert row.customer_id == road.customer
    assert window.show_document(row.no)
    shown = window.page(FOLLOW_UP).page("letters")
    assert shown.isVisible()
    shown.detail.document_opened.emit(row.complaint_no)
    assert page.isVisible()


def test_a_question_is_answered_by_letter(qtbot: QtBot, desk: Desk, window: MainWindow, road: Road) -> None:
    talk = contacts.log(
        desk.by(),
        Talk(direction=Direction.IN, channel=ContactChannel.PHONE),
        About(road.customer, None, None),
    )
    asked = questions.ask(desk.by(), talk, "发票能改抬头吗？")
    page = window.show_tab(FOLLOW_UP).show_page("calls")
    page.show_question(asked)
    activate(qtbot, window)
    qtbot.keyClick(page, Qt.Key.Key_L, CONTROL | SHIFT)
    form = form_on(page, WriteLetterForm)
    save_by_key(qtbot, form)
    [row] = letter_rows.of_question(asked)
    assert "发票能改抬头吗？" in row.body


def test_today_leads_to_a_letter_that_has_to_go_out(
    desk: Desk, window: MainWindow, road: Road, clock: Clock
) -> None:
    [ref] = some(desk, road)
    clock.forward(days=2)
    found = [one for cards in today.read(desk.by()).columns.values() for one in cards]
    [card] = [one for one in found if one.kind is TodayKind.LETTER]
    go_for(window, card)
    page = window.page(FOLLOW_UP).page("letters")
    assert page.isVisible()
    assert page.detail.row.id == ref


@pytest.mark.usefixtures("language")
def test_everything_on_the_page_is_named_and_nothing_is_cut(
    qtbot: QtBot, desk: Desk, opened: Open, road: Road
) -> None:
    some(desk, road, 2)
    page = opened()
    assert nameless(page) == []
    assert cut(page) == []
    assert ambiguous(page) == {}


def test_what_somebody_typed_is_never_markup(desk: Desk, opened: Open, road: Road) -> None:
    data = customers.CustomerData(name="<b>&王</b>", phones=("13900139000",), address="<i>路</i>")
    person = customers.add(desk.by(), data)
    ref = letters.write(desk.by(), replace(INVITATION, customer_id=person, subject="<u>x</u>"))
    page = opened()
    page.show_case(ref)
    assert "&lt;b&gt;&amp;王&lt;/b&gt;" in page.detail.about.text()
    shown = [one for one in page.detail.findChildren(QLabel) if not one.isHidden() and "<" in one.text()]
    assert {one.textFormat() for one in shown if one is not page.detail.about} == {Qt.TextFormat.PlainText}
    assert any("<u>x</u>" in one.text() for one in shown)


def test_the_list_keeps_the_rules_of_models(qtbot: QtBot, desk: Desk, opened: Open, road: Road) -> None:
    some(desk, road, 3)
    page = opened()
    tester = QAbstractItemModelTester(page.list.rows())
    for which in LetterFilter:
        page.show_chip(which)
    assert tester.model() is page.list.rows()


def test_an_untouched_answer_follows_the_language(qtbot: QtBot, desk: Desk, opened: Open, road: Road) -> None:
    ref = complaints.register(desk.by(), replace(REPAIR, customer_id=road.customer))
    form = WriteLetterForm(desk, None, complaint_id=ref)
    qtbot.addWidget(form)
    form.show()
    assert "关于您的投诉" in form.widget("subject").text()
    choose(form, "en")
    assert "complaint" in form.widget("subject").text()
    assert form.widget("body").value().startswith("On 2026-11-21 you told us")
    form.widget("body").set_value("My own words.")
    choose(form, "zh_CN")
    assert form.widget("body").value() == "My own words."


def choose(form: FormDialog, language: str) -> None:
    """As a hand would do it."""
    field = form.widget("language")
    field.set_value(language)
    field.activated.emit(field.currentIndex())
