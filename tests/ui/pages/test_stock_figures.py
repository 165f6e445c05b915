"""The figures of the stock on screen: any days, their movements, movers, groups, and closing the day by keyboard."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from garage.domain.roll_forward import Period, by_group
from garage.domain.stock import MovementKind
from garage.i18n import _
from garage.services import day_closes, papers
from garage.services.command import By
from garage.ui.desk import Desk
from garage.ui.forms import print_figures, to_excel
from garage.ui.pages import stock_figures
from garage.ui.pages.figures_period import ANY, LAST_MONTH, MONTH, TODAY
from garage.ui.pages.figures_roll import GROUPS as BY_GROUP
from garage.ui.pages.figures_roll import IN_GROUP, PARTS
from garage.ui.pages.stock_figures import DAYS, GROUPS, MOVERS, ROLL, FiguresPage
from tests.services.stockroom import Stockroom
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings

__all__ = ["own_settings"]

MECHANIC = 2


@pytest.fixture
def room(desk: Desk, clock: Clock) -> Stockroom:
    """Oil since October, used in November; pads that never moved."""
    room = Stockroom(By(1, datetime(2026, 10, 5, 9)), MECHANIC)
    oil = room.part(10, 10_000, code="OIL", name="机油", group="油品", unit="升")
    room.part(2, 40_000, code="PAD", name="制动片", group="制动", unit="套")
    order = room.order()
    line = room.line(order, oil, 8)
    room.by = By(1, datetime(2026, 11, 20, 9))
    room.issue(order, (line, 4))
    room.by = By(1, datetime(2026, 11, 21, 8))
    room.issue(order, (line, 2))
    return room


@pytest.fixture
def page(room: Stockroom, desk: Desk, qtbot: QtBot) -> Iterator[FiguresPage]:
    page = FiguresPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield page
    page.close()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def cells(view, *names: str) -> list[tuple[str, ...]]:
    model = view.rows()
    places = [[column.name for column in model.columns].index(name) for name in names]
    return [tuple(model.index(row, at).data() for at in places) for row in range(model.rowCount())]


@pytest.mark.usefixtures("language")
def test_every_view_opens_with_its_rows(page: FiguresPage) -> None:
    for key, view in (
        (ROLL, page.roll.by_part),
        (MOVERS, page.movers.list),
        (GROUPS, page.groups.list),
        (DAYS, page.days.list),
    ):
        page.show_panel(key)
        assert view.isVisible()
        assert view.rows().rowCount()
        QAbstractItemModelTester(view.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_this_month_adds_up_and_shows_what_stands_behind(page: FiguresPage) -> None:
    assert cells(page.roll.by_part, "code", "opening", "came", "went", "closing", "closing_fen") == [
        ("OIL", "10", "–", "6", "4", "40.00"),
        ("PAD", "2", "–", "–", "2", "400.00"),
    ]
    assert page.roll.sums.text().endswith("¥500.00  +  in ¥0.00  −  out ¥60.00  =  closing ¥440.00")
    assert cells(page.roll.kinds, "kind", "movements", "milli") == [("Issued to an order", "2", "6")]
    assert cells(page.roll.moves, "qty", "value_fen") == [("−2", "−20.00"), ("−4", "−40.00")]
    page.roll.by_part.selectRow(1)
    assert page.roll.moves.rows().rowCount() == 0


def test_days_are_picked_or_typed(page: FiguresPage) -> None:
    bar = page.roll.period
    bar.chips.choose(TODAY)
    assert bar.period == Period(date(2026, 11, 21), date(2026, 11, 21))
    assert cells(page.roll.by_part, "code", "went")[0] == ("OIL", "2")
    bar.chips.choose(LAST_MONTH)
    assert bar.period == Period(date(2026, 10, 1), date(2026, 10, 31))
    assert cells(page.roll.by_part, "code", "came", "closing")[0] == ("OIL", "10", "10")
    bar.last.setText("2026-11-20")
    assert bar.chips.current() == ANY
    assert bar.period == Period(date(2026, 10, 1), date(2026, 11, 20))
    assert cells(page.roll.by_part, "code", "went")[0] == ("OIL", "4")


def test_days_the_wrong_way_round_are_marked_and_what_was_shown_stays(page: FiguresPage) -> None:
    bar = page.roll.period
    before = bar.period
    bar.first.setText("2026-12-31")
    assert bar.first.property("wrong")
    assert bar.period == before
    bar.chips.choose(MONTH)
    assert not bar.first.property("wrong")


def test_groups_show_their_movements_and_lead_to_their_parts(page: FiguresPage) -> None:
    page.roll.chips.choose(BY_GROUP)
    assert cells(page.roll.by_group, "group", "parts", "closing_fen") == [
        ("制动", "1", "400.00"),
        ("油品", "1", "40.00"),
    ]
    page.roll.by_group.selectRow(1)
    assert page.roll.group == "油品"
    assert len(cells(page.roll.moves, "part")) == 2
    page.roll.by_group.opened.emit(page.roll.by_group.current_row())
    assert page.roll.view is page.roll.by_part
    assert cells(page.roll.by_part, "code") == [("OIL",)]
    assert (page.roll.group, page.roll.chips.chip(IN_GROUP).text()) == ("油品", "油品")
    assert "40.00" in page.roll.sums.text()
    page.roll.chips.choose(PARTS)
    assert cells(page.roll.by_part, "code") == [("OIL",), ("PAD",)]


@pytest.mark.parametrize(("group", "code"), [("制动", "PAD"), ("", "NUT")])
def test_a_group_that_is_opened_lists_its_own_parts_only(
    page: FiguresPage, room: Stockroom, group: str, code: str
) -> None:
    called = group or _("No group")
    room.part(5, 1_000, code="NUT", name="制动螺母", group="", unit="个")
    room.part(5, 1_000, code="PIN", name="制动销", group="制动附件", unit="个")
    page.roll.refresh()
    page.roll.chips.choose(BY_GROUP)
    row = next(row for row in by_group(page.roll._parts) if row.group == group)
    page.roll.by_group.opened.emit(row)
    assert cells(page.roll.by_part, "code") == [(code,)]
    assert page.roll.chips.chip(IN_GROUP).text() == called
    assert called in page.roll.by_part.describe()
    assert page.roll.by_part.hasFocus()


def test_a_part_is_found_by_its_initials_and_opened(page: FiguresPage, qtbot: QtBot) -> None:
    page.find()
    qtbot.keyClicks(page.roll.line, "zdp")
    assert cells(page.roll.by_part, "code") == [("PAD",)]
    with qtbot.waitSignal(page.part_opened):
        qtbot.keyClick(page.roll.line, Qt.Key.Key_Return)
        qtbot.keyClick(page.roll.by_part, Qt.Key.Key_Return)


def test_the_day_is_closed_by_keyboard(page: FiguresPage, qtbot: QtBot, clock: Clock) -> None:
    clock.forward(hours=9)
    form = page.close_day()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClicks(form.widget("note"), "counted")
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(form.widget("note"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    close = day_closes.days(date(2026, 11, 21))[0].close
    assert close is not None
    assert (close.note, close.movements, close.out_fen) == ("counted", 1, 2_000)
    assert page.chips.current() == DAYS
    assert cells(page.days.list, "day", "state")[0] == ("2026-11-21", "Day closed")


def test_a_day_to_come_is_marked_and_what_was_typed_stays(page: FiguresPage) -> None:
    form = page.close_day()
    form.widget("day").setText("2026-11-22")
    form.widget("note").setText("counted")
    assert not form.submit()
    assert form.widget("note").text() == "counted"
    form.done(0)


def test_what_moves_after_the_close_is_said(page: FiguresPage, room: Stockroom, desk: Desk) -> None:
    day_closes.close_day(By(1, datetime(2026, 11, 21, 9)))
    room.part(1, 100)
    page.show_panel(DAYS)
    assert cells(page.days.list, "day", "state")[0] == ("2026-11-21", "1 movement after the close")
    assert page.days.told.text() == "2 earlier days are not closed. The last 62 days."


def test_only_what_has_a_paper_is_printed(page: FiguresPage, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[object] = []
    monkeypatch.setattr(stock_figures, "print_roll", lambda *what: printed.append(what[2:]))
    monkeypatch.setattr(stock_figures, "print_close", lambda *what: printed.append(what[2]))
    page.print_action.trigger()
    page.show_panel(MOVERS)
    assert not page.print_action.isEnabled()
    close = day_closes.close_day(By(1, datetime(2026, 11, 21, 9)))
    page.show_panel(DAYS)
    page.print_action.trigger()
    assert printed == [(page.roll.period.period, None), close.id]


def test_what_is_in_sight_goes_to_excel(page: FiguresPage, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(to_excel, "export", lambda view, _now: written.append(view.objectName()))
    for key in (ROLL, MOVERS, GROUPS, DAYS):
        page.show_panel(key)
        page.sheet_action.trigger()
    assert written == ["roll_list", "movers_list", "group_values", "days_list"]


def test_papers_are_made_from_the_books(
    page: FiguresPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: dict[str, object] = {}

    def show(_parent: object, desk: Desk, kind: str, number: str, build) -> None:
        shown[kind] = (number, build(papers.blank_imprint(desk.by())))

    monkeypatch.setattr(print_figures, "show", show)
    close = day_closes.close_day(desk.by())
    print_figures.print_roll(page, desk, page.roll.period.period, "油品")
    print_figures.print_close(page, desk, close.id)
    number, sheet = shown["roll_forward"]
    assert number == "20261101-20261121"
    assert [part.code for part in sheet.parts] == ["OIL"]
    number, sheet = shown["day_close"]
    assert number == f"DC-20261121-{close.id}"
    assert (sheet.opening_fen, sheet.value_fen, len(sheet.movements)) == (46_000, 44_000, 1)
    assert [one.kind for one in sheet.kinds] == [MovementKind.ISSUE]


def test_whoever_must_not_know_costs_sees_pieces_alone(page: FiguresPage, desk: Desk) -> None:
    desk.act_as(MECHANIC)
    names = [column.name for column in page.roll.by_part.rows().columns]
    hidden = {name for at, name in enumerate(names) if page.roll.by_part.isColumnHidden(at)}
    assert hidden == {name for name in names if name.endswith("_fen")}
    assert not page.roll.sums.isVisible()
    assert not page.print_action.isEnabled()
    with pytest.raises(KeyError):
        page.chips.chip(GROUPS)


def test_movers_are_listed_by_their_pace(page: FiguresPage) -> None:
    page.show_panel(MOVERS)
    page.movers.chips.choose("FAST")
    assert cells(page.movers.list, "code", "uses", "used", "lasts") == [("OIL", "2", "6", "60")]


def test_an_empty_stockroom_says_what_belongs_here(desk: Desk, qtbot: QtBot) -> None:
    page = FiguresPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    for key, view in (
        (ROLL, page.roll.by_part),
        (MOVERS, page.movers.list),
        (GROUPS, page.groups.list),
        (DAYS, page.days.list),
    ):
        page.show_panel(key)
        assert view.findChild(QLabel, "empty_text").isVisible()
