"""The page of campaigns: planned, chosen, worded, approved and called by keys alone; figures, papers, Today."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.campaigns import Answer, CampaignAct, CampaignState, TargetState
from garage.domain.contacts import Outcome
from garage.domain.target_rules import TargetRule
from garage.domain.today import Card, TodayKind
from garage.services import campaign_rows, campaigns, target_choice
from garage.services.campaign_rows import CampaignFilter, TargetFilter
from garage.ui.desk import Desk
from garage.ui.forms import print_campaigns
from garage.ui.forms.campaign import CampaignForm
from garage.ui.forms.campaign_acts import AddTargetForm, AnswerForm, ApproveForm, CloseCampaignForm
from garage.ui.forms.campaign_call import CampaignCallForm
from garage.ui.forms.campaign_letter import CampaignLetterForm
from garage.ui.forms.campaign_targets import TargetRuleForm
from garage.ui.forms.campaign_words import say_clock
from garage.ui.forms.document_history import DocumentHistory
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.search_field import Hit
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import FOLLOW_UP
from garage.ui.main_window.todays_work import go_for
from garage.ui.pages.campaigns import CampaignsPage
from tests.services.campaigning import DATA, TEXT, approved, attempt, draft, listed, person
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.form_hands import activate, form_on, save_by_key, write
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless

__all__ = ["own_settings", "road"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Open = Callable[[], CampaignsPage]


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        print_campaigns, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    return papers


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> CampaignsPage:
        page = CampaignsPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 602)
        page.show()
        activate(qtbot, page)
        page.list.setFocus()
        return page

    return make


def enter(qtbot: QtBot, page: CampaignsPage, kind: type[QDialog], on: QWidget | None = None) -> FormDialog:
    view = on or page.list
    activate(qtbot, page)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    return form_on(page, kind)


@pytest.mark.usefixtures("language", "road")
def test_a_campaign_is_planned_approved_and_called_by_keys_alone(
    qtbot: QtBot, opened: Open, desk: Desk
) -> None:
    page = opened()
    assert page.list.rows().rowCount() == 0
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    form = form_on(page, CampaignForm)
    save_by_key(qtbot, form)
    assert form.body.boxes["title"].error.text()
    write(form.widget("title"), "冬季检测")
    qtbot.keyClicks(form.widget("starts_on"), "2026-12-12")
    save_by_key(qtbot, form)
    assert not form.isVisible()
    [row] = campaign_rows.page(CampaignFilter.OPEN, desk.now()).rows
    assert (row.data.title, row.data.ends_on) == ("冬季检测", row.data.starts_on)
    assert page.detail.row == row

    form = enter(qtbot, page, TargetRuleForm)
    assert isinstance(form, TargetRuleForm)
    assert form.list.rows().rowCount() == 1
    write(form.widget("car"), "宝马")
    qtbot.waitUntil(lambda: form.list.rows().rowCount() == 0)
    form.widget("car").clear()  # type: ignore[attr-defined]
    write(form.widget("car"), "朗逸")
    qtbot.waitUntil(lambda: form.list.rows().rowCount() == 1)
    save_by_key(qtbot, form)

    form = enter(qtbot, page, CampaignLetterForm)
    assert form.widget("text").value()  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    form = enter(qtbot, page, ApproveForm)
    save_by_key(qtbot, form)
    assert campaign_rows.one(row.id, desk.now()).state is CampaignState.APPROVED
    assert page.detail.list.rows().rowCount() == 1

    form = enter(qtbot, page, CampaignCallForm)
    save_by_key(qtbot, form)
    assert form.body.boxes["answer"].error.text()
    form.widget("answer").set_value(Answer.COMING)  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    assert not form.isVisible()
    [told] = listed(row.id).values()
    assert (told.state, told.answer) == (TargetState.CALLED, Answer.COMING)
    assert page.acts.next.text().startswith(("Write the letters", "生成"))
    activate(qtbot, page)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert listed(row.id)[told.customer].letter_no
    assert not page.acts.next.isEnabled()


@pytest.mark.usefixtures("language")
def test_enter_on_the_list_calls_that_customer_and_the_bar_goes_on(
    qtbot: QtBot, opened: Open, desk: Desk, road: Road
) -> None:
    for n in range(3):
        person(road.boss, f"客户{n}", f"1390013900{n}")
    ref = approved(road.boss)
    page = opened()
    assert page.detail.chips.current() == TargetFilter.TO_CALL
    page.detail.list.selectRow(1)
    name = page.detail.list.current_row().customer
    form = enter(qtbot, page, CampaignCallForm, page.detail.list)
    activate(qtbot, form)
    qtbot.keyClick(form.widget("outcome"), Qt.Key.Key_2)
    save_by_key(qtbot, form)
    assert listed(ref)[name].attempts == 1
    assert page.window().focusWidget() is page.detail.list
    form = enter(qtbot, page, CampaignCallForm, page.detail.list)
    form.widget("answer").set_value(Answer.NOT_COMING)  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    assert page.detail.list.rows().rowCount() == 3
    page.detail.chips.choose(TargetFilter.ANSWERED)
    form = enter(qtbot, page, AnswerForm, page.detail.list)
    form.widget("answer").set_value(Answer.COMING)  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    assert campaign_rows.figures(ref).coming == 1
    assert page.detail.facts["coming"].value.text() == "1"


@pytest.mark.usefixtures("language")
def test_a_rule_that_cannot_be_is_said_at_its_field_and_what_was_typed_stays(
    qtbot: QtBot, opened: Open, road: Road
) -> None:
    draft(road.boss)
    page = opened()
    activate(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_T, CONTROL)
    form = form_on(page, TargetRuleForm)
    qtbot.keyClicks(form.widget("visited_within"), "30")
    qtbot.keyClicks(form.widget("visited_before"), "60")
    save_by_key(qtbot, form)
    assert form.isVisible()
    assert form.body.boxes["visited_before"].error.text()
    assert form.widget("visited_within").text() == "30"  # type: ignore[attr-defined]
    form.widget("visited_within").clear()  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    assert page.detail.row is not None
    assert page.detail.row.rule == TargetRule(visited_before=60)


@pytest.mark.usefixtures("language")
def test_a_button_puts_a_blank_where_the_text_is_typed(qtbot: QtBot, opened: Open, road: Road) -> None:
    draft(road.boss)
    page = opened()
    activate(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_L, CONTROL)
    form = form_on(page, CampaignLetterForm)
    field = form.widget("text")
    field.clear()  # type: ignore[attr-defined]
    qtbot.mouseClick(form.findChild(QPushButton, "insert_plate"), Qt.MouseButton.LeftButton)
    activate(qtbot, form)
    qtbot.keyClick(form, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert field.value() == "{车牌}{车型}"  # type: ignore[attr-defined]
    field.set_value("{颜色}")  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    assert form.body.boxes["text"].error.text()
    field.set_value("")  # type: ignore[attr-defined]
    save_by_key(qtbot, form)
    assert page.detail.row is not None
    assert not page.detail.row.letter_text


@pytest.mark.usefixtures("language")
def test_it_is_closed_with_its_result_or_called_off(
    qtbot: QtBot, opened: Open, road: Road, clock: Clock
) -> None:
    ref = approved(road.boss)
    attempt(road.boss, listed(ref)["王女士"])
    other = approved(road.boss)
    clock.now = datetime(2026, 12, 14, 18)
    page = opened()
    page.show_case(ref)
    form = enter(qtbot, page, CloseCampaignForm)
    write(form.widget("note"), "名单要更准")
    save_by_key(qtbot, form)
    row = campaign_rows.one(ref, clock.now)
    assert (row.state, "名单要更准" in row.closed_reason) == (CampaignState.CLOSED, True)
    page.show_case(other)
    activate(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_W, CONTROL | SHIFT)
    form = form_on(page, ReasonForm)
    write(form.widget("reason"), "下雨")
    save_by_key(qtbot, form)
    assert campaign_rows.one(other, clock.now).state is CampaignState.CANCELLED


@pytest.mark.usefixtures("language")
def test_customers_are_added_and_taken_off_on_the_page(
    qtbot: QtBot, opened: Open, road: Road, printed: list[tuple[str, str]]
) -> None:
    other = person(road.boss, "李先生", "13900139000")
    ref = approved(road.boss, TargetRule(car="朗逸"))
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL | SHIFT)
    form = form_on(page, AddTargetForm)
    form.widget("customer").set_value(Hit(("customer", other), "李先生", ""))  # type: ignore[attr-defined]
    write(form.widget("reason"), "老客户")
    save_by_key(qtbot, form)
    assert set(listed(ref)) == {"王女士", "李先生"}
    page.detail.list.select_key(listed(ref)["李先生"].id)
    activate(qtbot, page)
    page.detail.list.setFocus()
    qtbot.keyClick(page.detail.list, Qt.Key.Key_R, CONTROL | SHIFT)
    form = form_on(page, ReasonForm)
    write(form.widget("reason"), "出国")
    save_by_key(qtbot, form)
    assert listed(ref)["李先生"].state is TargetState.REMOVED
    activate(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL)
    assert printed == [("campaign_calls", "CM-2026-00001")]
    qtbot.keyClick(page, Qt.Key.Key_F4, SHIFT)
    shown = form_on(page, DocumentHistory)
    assert isinstance(shown, DocumentHistory)
    assert shown.list.rows().rowCount() >= 4
    shown.reject()


@pytest.mark.usefixtures("language")
def test_lists_say_what_is_due_until_when(desk: Desk, opened: Open, road: Road, clock: Clock) -> None:
    ref = approved(road.boss)
    page = opened()
    assert page.list.rows().rowCount() == 1
    QAbstractItemModelTester(page.list.rows())
    QAbstractItemModelTester(page.detail.list.rows())
    assert not ambiguous(page)
    assert not nameless(page)
    assert cut(page) == []
    text, tone = say_clock(campaign_rows.one(ref, desk.now()), desk.today())
    assert ("1" in text, tone) == (True, "")
    clock.forward(days=8)
    assert say_clock(campaign_rows.one(ref, desk.now()), desk.today())[1] == "bad"
    attempt(desk.by(), listed(ref)["王女士"], Outcome.REACHED)
    assert say_clock(campaign_rows.one(ref, desk.now()), desk.today())[0].count("12-01") == 1
    campaigns.write_letters(desk.by(), ref)
    assert say_clock(campaign_rows.one(ref, desk.now()), desk.today())[1] == "ok"


def test_a_thousand_customers_are_read_page_by_page(road: Road, opened: Open) -> None:
    for n in range(70):
        person(road.boss, f"客户{n:03}", f"139001{n:05}")
    approved(road.boss)
    page = opened()
    model = page.detail.list.rows()
    assert model.rowCount() == 60
    model.fetchMore(model.index(-1, -1))
    assert model.rowCount() == 71


@pytest.mark.usefixtures("language")
def test_the_days_cards_and_a_scanned_number_lead_to_the_campaign(
    qtbot: QtBot, desk: Desk, road: Road
) -> None:
    ref = approved(road.boss)
    start = desk.today() + timedelta(days=30)
    campaigns.add(road.boss, replace(DATA, starts_on=start, ends_on=start))
    window = MainWindow(desk, "garage.db", remembers=False)
    window.show()
    qtbot.waitExposed(window)
    go_for(window, Card(TodayKind.CAMPAIGN_CALLS, ref, "", "", desk.today()))
    page = window.page(FOLLOW_UP).page("campaigns")
    assert page.isVisible()
    assert page.detail.row.id == ref
    page.show_case(ref + 1)
    assert window.show_document("CM-2026-00001")
    assert page.detail.row.id == ref
    window.retire()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_next_acts_have_words_and_a_form(opened: Open, road: Road) -> None:
    ref = draft(road.boss)
    page = opened()
    assert page.detail.row is not None
    assert {act.objectName() for act in page.acts.beside()} == {
        f"campaign_{act.lower()}"
        for act in (CampaignAct.CHOOSE, CampaignAct.WORD, CampaignAct.CHANGE, CampaignAct.CANCEL)
    }
    assert (page.detail.row.id, TEXT in page.detail.row.letter_text) == (ref, True)
    assert target_choice.preview(TargetRule(), road.boss.today).count == 1


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
