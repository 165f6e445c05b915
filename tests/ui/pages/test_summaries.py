"""The page of summaries: drafted, written on, filed and printed by keys; nothing typed is lost; figures lead to orders."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.month_of_year import Month
from garage.domain.summaries import LENGTH, MeasureState, SummaryState, period_of, year_of
from garage.domain.today import Card, TodayKind
from garage.services import complaints, measures, summaries, summary_rows, today
from garage.services.complaints import ComplaintData
from garage.services.measures import MeasureData
from garage.services.summary_rows import SummaryRow
from garage.ui.desk import Desk
from garage.ui.forms import print_summaries
from garage.ui.forms.figure_rows import FigureRows, number_of
from garage.ui.forms.measure import MeasureDoneForm, MeasureForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import FOLLOW_UP, ORDERS, REPORTS
from garage.ui.main_window.todays_work import go_for
from garage.ui.pages.summaries import SummariesPage
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.form_hands import activate, form_on, save_by_key, write
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless

__all__ = ["own_settings", "road"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOVEMBER = period_of(Month(2026, 11))
Open = Callable[[], SummariesPage]


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; whatever is asked is answered with yes."""
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        print_summaries, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    return papers


@pytest.fixture
def visited(road: Road, clock: Clock) -> Road:
    """One car in November, and it is December now."""
    road.to_ready()
    road.settle()
    road.leave()
    clock.now = datetime(2026, 12, 3, 9)
    return road


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, visited: Road) -> Open:
    def make() -> SummariesPage:
        page = SummariesPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 590)
        page.show()
        activate(qtbot, page)
        page.list.setFocus()
        return page

    return make


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, visited: Road) -> Iterator[MainWindow]:
    made = MainWindow(desk, "garage.db", remembers=False)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.retire()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def of_november() -> SummaryRow:
    row = summary_rows.of_period(NOVEMBER)
    assert row is not None
    return row


# By keys


@pytest.mark.usefixtures("language")
def test_a_summary_is_drafted_written_on_and_filed_by_keys_alone(qtbot: QtBot, opened: Open) -> None:
    page = opened()
    assert page.period == NOVEMBER, "what is wanted in the first days of a month"
    assert page.begin.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_D, CONTROL)
    assert page.sheet.boxes["review"].field.toPlainText() == of_november().texts.review != ""
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    plan = page.sheet.boxes["plan"].field
    plan.setFocus()
    write(plan, "十二月备好防冻液")
    qtbot.keyClick(plan, Qt.Key.Key_Return, CONTROL)
    assert of_november().texts.plan.endswith("十二月备好防冻液")
    qtbot.keyClick(plan, Qt.Key.Key_F, CONTROL | SHIFT)
    assert of_november().state is SummaryState.FILED
    assert plan.isReadOnly()
    assert not page.acts.draft.isEnabled()
    assert page.acts.reopen.isEnabled()
    assert page.list.current_row().state is SummaryState.FILED


def test_a_filed_summary_is_opened_again_with_a_reason(qtbot: QtBot, desk: Desk, opened: Open) -> None:
    row = summary_rows.one(summaries.draft(desk.by(), NOVEMBER, "zh_CN"))
    summaries.file(desk.by(), row.id, row.version)
    page = opened()
    page.show_period(NOVEMBER)
    page.acts.reopen.trigger()
    form = form_on(page, ReasonForm)
    save_by_key(qtbot, form)
    assert form.isVisible()
    write(form.widget("reason"), "漏了一起投诉")
    save_by_key(qtbot, form)
    assert of_november().state is SummaryState.DRAFT
    assert not page.sheet.boxes["review"].field.isReadOnly()


def test_measures_are_added_done_and_dropped_by_keys(qtbot: QtBot, desk: Desk, opened: Open) -> None:
    summaries.draft(desk.by(), NOVEMBER, "zh_CN")
    page = opened()
    page.show_period(NOVEMBER)
    for text in ("备足刹车片", "添一张休息椅"):
        activate(qtbot, page)
        qtbot.keyClick(page.list, Qt.Key.Key_N, CONTROL)
        form = form_on(page, MeasureForm)
        save_by_key(qtbot, form)
        assert form.body.boxes["text"].error.text()
        write(form.widget("text"), text)
        save_by_key(qtbot, form)
        assert not form.isVisible()
    assert [row.text for row in measures.open_ones()] == ["备足刹车片", "添一张休息椅"]
    page.sheet.measures.selectRow(0)
    page.acts.done.trigger()
    form = form_on(page, MeasureDoneForm)
    write(form.widget("result"), "已备 40 套")
    save_by_key(qtbot, form)
    page.sheet.measures.select_key(measures.open_ones()[0].id)
    page.acts.drop.trigger()
    form = form_on(page, ReasonForm)
    write(form.widget("reason"), "没有地方")
    save_by_key(qtbot, form)
    rows = measures.of_period(NOVEMBER, of_november().id)
    assert {row.state for row in rows} == {MeasureState.DONE, MeasureState.DROPPED}
    assert not page.acts.done.isEnabled()


def test_papers_are_printed_by_keys_after_what_was_typed_is_saved(
    qtbot: QtBot, desk: Desk, opened: Open, printed: list[tuple[str, str]]
) -> None:
    summaries.draft(desk.by(), NOVEMBER, "zh_CN")
    page = opened()
    page.show_period(NOVEMBER)
    write(page.sheet.boxes["opinion"].field, "同意")
    qtbot.keyClick(page.list, Qt.Key.Key_P, CONTROL)
    qtbot.keyClick(page.list, Qt.Key.Key_P, CONTROL | SHIFT)
    assert printed == [("summary", "SM-2026-00001"), ("satisfaction", "2026-11")]
    assert of_november().texts.opinion == "同意"


# Nothing typed is lost


def test_leaving_a_month_or_the_page_saves_what_was_typed(desk: Desk, opened: Open) -> None:
    summaries.draft(desk.by(), NOVEMBER, "zh_CN")
    page = opened()
    page.show_period(NOVEMBER)
    write(page.sheet.boxes["opinion"].field, "同意")
    page.list.select_key(year_of(2026))
    assert page.period == page.list.current_key() == year_of(2026)
    assert of_november().texts.opinion == "同意"
    page.list.select_key(NOVEMBER)
    write(page.sheet.boxes["opinion"].field, "不")
    page.hide()
    assert "不" in of_november().texts.opinion


def test_what_is_too_long_stays_with_a_word_at_its_field(desk: Desk, opened: Open) -> None:
    summaries.draft(desk.by(), NOVEMBER, "zh_CN")
    page = opened()
    page.show_period(NOVEMBER)
    field = page.sheet.boxes["plan"].field
    field.setPlainText("长" * (LENGTH + 1))
    page.list.select_key(year_of(2026))
    assert page.period == NOVEMBER
    assert page.list.current_row().period == NOVEMBER
    assert page.sheet.boxes["plan"].error.text()
    assert not page.may_leave()
    field.setPlainText("短")
    assert page.may_leave()


def test_an_act_elsewhere_leaves_what_is_being_typed(desk: Desk, opened: Open) -> None:
    row = summary_rows.one(summaries.draft(desk.by(), NOVEMBER, "zh_CN"))
    page = opened()
    page.show_period(NOVEMBER)
    write(page.sheet.boxes["opinion"].field, "同意")
    measures.add(desk.by(), MeasureData("备足刹车片"), summary_id=row.id)
    assert page.sheet.boxes["opinion"].field.toPlainText() == "同意"
    assert page.sheet.measures.rows().rowCount() == 1


@pytest.mark.parametrize(("answer", "stays"), [("keep", "我的"), ("reload", "别人的")])
def test_of_two_who_write_one_is_asked_whose_words_go_on(
    desk: Desk, opened: Open, monkeypatch: pytest.MonkeyPatch, answer: str, stays: str
) -> None:
    monkeypatch.setattr(messages.Box, "ask", lambda _box: answer)
    summaries.draft(desk.by(), NOVEMBER, "zh_CN")
    page = opened()
    page.show_period(NOVEMBER)
    write(page.sheet.boxes["opinion"].field, "我的")
    row = of_november()
    summaries.change(desk.by(), row.id, row.version, replace(row.texts, opinion="别人的"))
    page.save()
    assert of_november().texts.opinion == stays
    assert page.sheet.boxes["opinion"].field.toPlainText() == stays
    assert not page.sheet.is_dirty()


def test_drafting_again_leaves_what_was_written_by_hand(desk: Desk, opened: Open) -> None:
    summaries.draft(desk.by(), NOVEMBER, "zh_CN")
    page = opened()
    page.show_period(NOVEMBER)
    page.sheet.boxes["problems"].field.setPlainText("手写")
    page.acts.draft.trigger()
    assert page.sheet.boxes["problems"].field.toPlainText() == "手写"
    page.acts.over.trigger()
    assert page.sheet.boxes["problems"].field.toPlainText() == of_november().kept.drafted.problems


def test_a_year_is_read_month_by_month_and_can_be_waited_for(qtbot: QtBot, opened: Open) -> None:
    page = opened()
    page.show_period(year_of(2026))
    page.acts.draft.trigger()
    qtbot.waitUntil(lambda: summary_rows.of_period(year_of(2026)) is not None, timeout=30_000)
    assert page.sheet.row is not None
    assert page.sheet.figures.isColumnHidden(4)


# Figures and what is behind them


@pytest.mark.usefixtures("language")
def test_enter_on_a_figure_opens_its_orders_and_enter_there_the_order(
    qtbot: QtBot, desk: Desk, opened: Open, visited: Road
) -> None:
    summaries.draft(desk.by(), NOVEMBER, "zh_CN")
    page = opened()
    page.show_period(NOVEMBER)
    asked: list[int] = []
    page.order_opened.connect(asked.append)
    page.sheet.figures.setFocus()
    qtbot.keyClick(page.sheet.figures, Qt.Key.Key_Return)
    rows = form_on(page, FigureRows)
    assert isinstance(rows, FigureRows)
    assert [number_of(one.row) for one in rows.rows] == ["WO-2026-00001"]
    QAbstractItemModelTester(rows.list.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    activate(qtbot, rows)
    qtbot.keyClick(rows.list, Qt.Key.Key_Return)
    assert asked == [visited.order]
    assert not rows.isVisible()


@pytest.mark.parametrize("key", ["on_time", "received", "satisfaction", "turns", "owed"])
def test_every_kind_of_figure_shows_its_rows(qtbot: QtBot, desk: Desk, visited: Road, key: str) -> None:
    for period in (NOVEMBER, year_of(2026)):
        form = FigureRows(desk, None, key, period)
        qtbot.addWidget(form)
        form.show()
        assert form.list.rows().rowCount() == len(form.rows)


def test_the_figures_of_the_month_lead_to_their_rows_and_to_the_summary(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = window.show_tab(REPORTS).show_page("month")
    page.show_month(Month(2026, 11))
    link = page.findChild(QPushButton, "month_open_came")
    assert link is not None
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    rows = form_on(page, FigureRows)
    rows.list.opened.emit(rows.list.current_row())  # type: ignore[attr-defined]
    assert window.stack.currentWidget() is window.page(ORDERS)
    page = window.show_tab(REPORTS).show_page("month")
    page.summary_action.trigger()
    assert window.page(REPORTS).page("summaries").period == NOVEMBER


# From elsewhere


def test_a_complaint_gives_a_measure_to_the_summaries(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    ref = complaints.register(desk.by(), ComplaintData("等太久", complainant="王女士"))
    page = window.show_tab(FOLLOW_UP).show_page("complaints")
    page.show_case(ref)
    page.acts.measure.trigger()
    form = form_on(page, MeasureForm)
    write(form.widget("text"), "添一张休息椅")
    save_by_key(qtbot, form)
    assert [row.origin for row in measures.open_ones()] == ["CP-2026-00001"]


def test_the_day_and_a_scanned_number_lead_to_the_summary_and_to_the_measure(
    desk: Desk, window: MainWindow
) -> None:
    cards = [card for column in today.read(desk.by()).columns.values() for card in column]
    [card] = [one for one in cards if one.kind is TodayKind.SUMMARY]
    go_for(window, card)
    page = window.page(REPORTS).page("summaries")
    assert page.period == NOVEMBER
    ref = summaries.draft(desk.by(), NOVEMBER, "zh_CN")
    page.show_period(year_of(2026))
    assert window.show_document("SM-2026-00001")
    assert page.period == NOVEMBER
    measure = measures.add(desk.by(), MeasureData("备足刹车片", due_on=desk.today()), summary_id=ref)
    go_for(window, Card(TodayKind.MEASURE, measure, "备足刹车片", "", desk.today()))
    assert page.sheet.measures.current_key() == measure
    go_for(window, Card(TodayKind.MEASURE, 0, "", "", desk.today(), count=3))


def test_the_window_stays_open_while_something_cannot_be_saved(desk: Desk, window: MainWindow) -> None:
    summaries.draft(desk.by(), NOVEMBER, "zh_CN")
    page = window.show_tab(REPORTS).show_page("summaries")
    page.show_period(NOVEMBER)
    field = page.sheet.boxes["plan"].field
    for text, may in (("长" * (LENGTH + 1), False), ("", True)):
        field.setPlainText(text)
        assert window.may_close() is may


def test_those_who_do_not_see_costs_see_no_figures(desk: Desk, opened: Open) -> None:
    page = opened()
    desk.act_as(2)
    assert [page.closed.isVisible(), page.list.isVisible(), page.acts.draft.isEnabled()] == [
        True,
        False,
        False,
    ]


# Looks


@pytest.mark.usefixtures("language")
def test_nothing_is_cut_or_nameless_and_no_key_means_two_things(
    desk: Desk, opened: Open, window: MainWindow
) -> None:
    page = window.show_tab(REPORTS).show_page("summaries")
    window.resize(1280, 720)
    page.show_period(NOVEMBER)
    QApplication.processEvents()
    assert (list(cut(page)), list(nameless(page)), ambiguous(window)) == ([], [], {})
    ref = summaries.draft(desk.by(), NOVEMBER, desk.paper_language)
    measures.add(desk.by(), MeasureData("备足刹车片", 1, desk.today()), summary_id=ref)
    page.show_period(NOVEMBER)
    QApplication.processEvents()
    assert (list(cut(page)), list(nameless(page)), ambiguous(window)) == ([], [], {})
