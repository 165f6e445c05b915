"""Claims: drafted in two clicks, filled in along the check list, submitted, decided, printed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.claims import QUESTIONS, ClaimState, Remedy
from garage.errors import Reason
from garage.services import photos
from garage.services.claim_pages import ClaimFilter
from garage.ui.forms.claim_acts import ReinspectionForm, WhyForm, WriteOffClaimForm
from garage.ui.forms.claim_draft import ClaimDraftForm
from garage.ui.forms.claim_lines import ClaimDecisionForm, ClaimLinesForm
from garage.ui.forms.claim_new import NewClaimForm
from garage.ui.forms.claim_notice import NoticeForm, NoticeInvoiceForm, SettleNoticeForm
from garage.ui.forms.claim_report import ClaimQuestionsForm, ClaimReportForm
from garage.ui.pages.claim_words import standing
from garage.ui.pages.claims import ClaimsPage
from tests.services.claiming import Claiming
from tests.ui.conftest import Clock
from tests.ui.keys import ambiguous
from tests.ui.pages.claim_shop import Open, form_on, garage, opened, printed, small_jpeg

__all__ = ["garage", "opened", "printed"]

pytestmark = pytest.mark.usefixtures("printed")
CONTROL = Qt.KeyboardModifier.ControlModifier


def pump(shop: Claiming) -> int:
    return shop.room.part(5, 90_000, name="水泵")


def shown(page: ClaimsPage) -> ClaimState:
    assert page.detail.page is not None
    return page.detail.page.row.state


@pytest.mark.usefixtures("language")
def test_a_claim_goes_from_the_job_to_the_supplier_by_keyboard(
    qtbot: QtBot, opened: Open, garage: Claiming
) -> None:
    garage.job(pump(garage), labour_fen=24_000)
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    chosen = form_on(page, NewClaimForm)
    assert isinstance(chosen, NewClaimForm)
    assert chosen.submit()
    drafting = form_on(page, ClaimDraftForm)
    assert isinstance(drafting, ClaimDraftForm)
    drafting.widget("supplier").set_value(None)
    assert not drafting.submit()
    drafting.widget("supplier").set_value(garage.supplier)
    assert drafting.submit()
    assert (shown(page), page.detail.page.row.claimed_fen) == (ClaimState.DRAFT, 42_000)  # type: ignore[union-attr]
    _fill(qtbot, page)
    for box in _open_ticks(page):
        box.click()
    assert page.detail.next.reasons() == ()
    qtbot.keyClick(page.detail.next.button, Qt.Key.Key_Return, CONTROL)
    assert shown(page) is ClaimState.SUBMITTED


def _fill(qtbot: QtBot, page: ClaimsPage) -> None:
    """The report, a photo and the questions."""
    assert page.detail.page is not None
    qtbot.keyClick(page, Qt.Key.Key_E, CONTROL)
    report = form_on(page, ClaimReportForm)
    assert isinstance(report, ClaimReportForm)
    for name, text in (
        ("place", "深圳南山"),
        ("symptoms", "漏水"),
        ("cause", "水封失效"),
        ("tried", "紧固无效"),
    ):
        report.widget(name).set_value(text)
    report.widget("remedy").set_value(Remedy.REPLACE_PART)
    report.widget("fault_on").set_date(None)
    assert not report.submit()
    report.widget("fault_on").setText("11-21")
    assert report.submit()
    small = small_jpeg()
    photos.add(page._desk.by(), "claim", page.detail.page.row.id, small, small)
    qtbot.keyClick(page, Qt.Key.Key_Q, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    questions = form_on(page, ClaimQuestionsForm)
    assert isinstance(questions, ClaimQuestionsForm)
    assert not questions.submit()
    questions.activateWindow()
    qtbot.waitUntil(questions.isActiveWindow)
    qtbot.keyClick(questions, Qt.Key.Key_0, CONTROL)
    assert {questions.widget(question.code).value() for question in QUESTIONS} == {False}
    assert questions.submit()


def _open_ticks(page: ClaimsPage) -> list[QCheckBox]:
    while True:
        boxes = [box for box in page.detail.checks.findChildren(QCheckBox) if not box.isChecked()]
        if not boxes:
            return []
        boxes[0].click()


@pytest.mark.usefixtures("language")
def test_a_claim_period_that_is_over_stands_on_the_page_before_anybody_submits(
    opened: Open, garage: Claiming, clock: Clock
) -> None:
    garage.terms(months=24, km=120_000, claim_days=7)
    claim = garage.draft(garage.job(pump(garage)))
    garage.fill_in(claim)
    page = opened()
    page.show_claim(claim)
    assert page.detail.next.reasons() == ()
    assert "11-28" in standing(page.detail.page, clock.now.date())[0][0]  # type: ignore[arg-type]
    clock.forward(days=9)
    page.refresh()
    [reason] = page.detail.next.reasons()
    assert reason.code == "checks"
    [late] = [item for item in page.detail.checks.items if not item.check.ok]
    assert (late.check.code, late.check.goto) == ("late", "report")
    assert late.settles() is not None
    assert page.acts.dropping.isEnabled()


@pytest.mark.usefixtures("language")
def test_the_button_says_what_is_open_and_a_click_goes_there(opened: Open, garage: Claiming) -> None:
    claim = garage.draft(garage.job(pump(garage)))
    page = opened()
    page.show_claim(claim)
    [reason] = page.detail.next.reasons()
    assert reason.code == "checks"
    page.detail.next.links()[0].click()
    assert page.detail.checks.isAncestorOf(QApplication.focusWidget())
    for goto, kind in (
        ("report", ClaimReportForm),
        ("lines", ClaimLinesForm),
        ("questions", ClaimQuestionsForm),
    ):
        page._go_to(Reason("x", "x", goto))
        form_on(page, kind).reject()


def test_tab_goes_through_the_check_list_and_the_keyboard_stays_on_the_page(
    qtbot: QtBot, opened: Open, garage: Claiming
) -> None:
    claim = garage.draft(garage.job(pump(garage)))
    page = opened()
    page.show_claim(claim)
    checks = page.detail.checks
    checks.setFocus()
    settling = [part for item in checks.items if (part := item.settles()) is not None]
    for part in settling:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is part
    way = checks.findChild(QPushButton, "right_report")
    way.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_E, CONTROL)
    report = form_on(page, ClaimReportForm)
    for name, text in (("place", "深圳南山"), ("symptoms", "漏水"), ("cause", "水封失效")):
        report.widget(name).set_value(text)  # type: ignore[attr-defined]
    assert report.submit()  # type: ignore[attr-defined]
    assert page.isAncestorOf(page.window().focusWidget())


def test_a_line_is_changed_and_one_is_left_out(opened: Open, garage: Claiming) -> None:
    claim = garage.draft(garage.job(pump(garage), labour_fen=24_000))
    page = opened()
    page.show_claim(claim)
    page.acts.change_lines()
    form = form_on(page, ClaimLinesForm)
    assert isinstance(form, ClaimLinesForm)
    place = form.grid.lines.place_of("claimed")
    form.grid.lines.setData(form.grid.lines.index(0, place), "abc")
    assert not form.submit()
    form.grid.lines.setData(form.grid.lines.index(0, place), "150")
    form.grid.go_to(1, "claimed")
    form.grid.remove_row()
    assert form.submit()
    assert page.detail.page is not None
    assert page.detail.page.row.claimed_fen == 15_000
    assert page.detail.lines.rows().rowCount() == 1


@pytest.mark.usefixtures("language")
def test_the_supplier_gives_less_with_a_reason(
    qtbot: QtBot, opened: Open, garage: Claiming, printed: list[tuple[str, str]]
) -> None:
    claim = garage.submitted(pump(garage), labour_fen=24_000)
    page = opened()
    page.show_claim(claim)
    page.detail.next.button.click()
    form = form_on(page, ClaimDecisionForm)
    assert isinstance(form, ClaimDecisionForm)
    lines = form.grid.lines
    lines.setData(lines.index(1, lines.place_of("approved")), "180")
    assert not form.submit()
    assert form.grid.status.text()
    lines.setData(lines.index(1, lines.place_of("reason")), "按厂家工时")
    assert form.submit()
    assert shown(page) is ClaimState.PARTLY_ACCEPTED
    page.print_claim()
    assert printed == [("claim_application", "WC-2026-00001")]
    page.acts.note_inspection()
    seen = form_on(page, ReinspectionForm)
    assert isinstance(seen, ReinspectionForm)
    seen.widget("note").set_value("水封老化")
    assert seen.submit()
    assert "水封老化" in [words for words, _tone in _standing(page)][-1]


def _standing(page: ClaimsPage) -> list[tuple[str, str]]:
    assert page.detail.page is not None
    return standing(page.detail.page, page._desk.today())


def test_what_is_given_goes_on_a_notice_that_is_invoiced_and_settled(opened: Open, garage: Claiming) -> None:
    claim = garage.submitted(pump(garage))
    garage.decide(claim, 18_000)
    page = opened()
    steps = [
        (NoticeForm, ClaimState.NOTICE_ISSUED),
        (NoticeInvoiceForm, ClaimState.INVOICED),
        (SettleNoticeForm, ClaimState.SETTLED),
    ]
    for kind, state in steps:
        page.show_claim(claim)
        page.detail.next.button.click()
        form = form_on(page, kind)
        assert isinstance(form, kind)
        if kind is NoticeInvoiceForm:
            form.widget("invoice_no").set_value("FP-118")
        assert form.submit()
        assert garage.state(claim) is state
    page.show_claim(claim)
    assert page.detail.next.button.text() == ""


def test_rejected_then_asked_again_then_given_up(opened: Open, garage: Claiming) -> None:
    claim = garage.submitted(pump(garage))
    page = opened()
    page.show_claim(claim)
    for way in (page.detail.next.button.click, page.detail.next.button.click):
        garage.decide(claim, 0)
        page.show_claim(claim)
        way()
        form = form_on(page, WhyForm)
        assert isinstance(form, WhyForm)
        assert not form.submit()
        form.widget("reason").set_value("补充照片")
        assert form.submit()
        assert shown(page) is ClaimState.SUBMITTED
    garage.decide(claim, 0)
    page.show_claim(claim)
    page.acts.give_up()
    last = form_on(page, WriteOffClaimForm)
    assert isinstance(last, WriteOffClaimForm)
    last.widget("reason").set_value("不值得再追")
    assert last.submit()
    assert shown(page) is ClaimState.WRITTEN_OFF


def test_what_was_granted_in_part_goes_on_a_notice_and_is_not_given_up(
    opened: Open, garage: Claiming
) -> None:
    claim = garage.submitted(pump(garage))
    garage.decide(claim, 10_000)
    page = opened()
    page.show_claim(claim)
    assert not page.acts.giving_up.isEnabled()
    assert page.acts.again.isEnabled()


def test_more_offers_what_may_be_done_with_this_claim_and_nothing_else(
    opened: Open, garage: Claiming
) -> None:
    claim = garage.draft(garage.job(pump(garage)))
    page = opened()
    page.show_claim(claim)
    acts = page.acts
    assert [action for action in acts.more if action.isVisible()] == [
        *(acts.asking, acts.approval, acts.major, acts.dropping)
    ]
    assert all(action.isEnabled() for action in acts.more if action.isVisible())
    garage.fill_in(claim)
    garage.submit(claim)
    garage.decide(claim, 0)
    page.show_claim(claim)
    assert [action for action in acts.more if action.isVisible()] == [
        *(acts.inspection, acts.undecide, acts.giving_up)
    ]


def test_chips_count_and_the_supplier_narrows(opened: Open, garage: Claiming) -> None:
    part = pump(garage)
    garage.submitted(part)
    garage.draft(garage.job(part))
    other = Claiming(garage.room, "广州汽配")
    other.draft(other.job(part))
    page = opened()
    QAbstractItemModelTester(page.list.rows())
    assert page.list.rows().rowCount() == 3
    page.chips.choose(ClaimFilter.DRAFT)
    assert page.list.rows().rowCount() == 2
    page.show_supplier(other.supplier)
    assert [page.list.rows().rowCount(), page.chips.chip(ClaimFilter.ALL).text()[-1]] == [1, "1"]
    assert page.show_document("WC-2026-00001")
    assert not page.show_document("WC-2026-00099")
    assert shown(page) is ClaimState.SUBMITTED


@pytest.mark.usefixtures("language")
def test_no_key_means_two_things_on_any_claim(opened: Open, garage: Claiming) -> None:
    page = opened()
    assert ambiguous(page) == {}
    claim = garage.draft(garage.job(pump(garage)))
    page.show_claim(claim)
    assert ambiguous(page) == {}
    garage.fill_in(claim)
    garage.submit(claim)
    for tab in range(page.detail.tabs.count()):
        page.show_claim(claim)
        page.detail.show_tab(tab)
        assert ambiguous(page) == {}
    garage.decide(claim, 1, reason="x")
    page.show_claim(claim)
    assert ambiguous(page) == {}


def test_no_to_all_leaves_what_was_answered(qtbot: QtBot, opened: Open, garage: Claiming) -> None:
    claim = garage.draft(garage.job(pump(garage)))
    form = ClaimQuestionsForm(None, opened()._desk, claim)
    qtbot.addWidget(form, before_close_func=ClaimQuestionsForm.mark_clean)
    form.show()
    first, *others = [question.code for question in QUESTIONS]
    form.widget(first).set_value(True)
    form.say_no()
    assert form.widget(first).value() is True
    assert {form.widget(code).value() for code in others} == {False}
