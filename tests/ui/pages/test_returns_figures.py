"""Figures of warranty returns: four lists, their months, what is flagged, and the paper of a supplier."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.services import staff
from garage.ui.desk import Desk
from garage.ui.forms import printing
from garage.ui.kit.table_view import ListView
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import RETURNS
from garage.ui.pages.figures_months import ANY, LAST, THIS, YEAR
from garage.ui.pages.returns_figures import FAULTS, MONTHS, PROBLEMS, SUPPLIERS, ReturnsFiguresPage
from tests.services.claiming import Claiming
from tests.services.stockroom import Stockroom
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings

__all__ = ["own_settings"]


@pytest.fixture
def shop(desk: Desk) -> Claiming:
    """Two jobs with the same fault, one of them paid in part."""
    mechanic = next(one.id for one in staff.people() if one.name == "李师傅")
    made = Claiming(Stockroom(desk.by(), mechanic))
    part = made.room.part(10, 200_000, name="水泵")
    made.submitted(part)
    claim = made.submitted(part)
    made.decide(claim, made.row(claim).claimed_fen // 2)
    return made


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


@pytest.fixture
def figures(window: MainWindow) -> Callable[[str], ReturnsFiguresPage]:
    """The page at one of its lists."""

    def show(key: str) -> ReturnsFiguresPage:
        page: ReturnsFiguresPage = window.show_tab(RETURNS).show_page("figures")
        page.show_panel(key)
        QApplication.processEvents()
        return page

    return show


def cells(view: ListView, row: int = 0) -> dict[str, str]:
    model = view.rows()
    return {column.name: str(model.index(row, at).data()) for at, column in enumerate(model.columns)}


@pytest.mark.usefixtures("language")
def test_every_list_stands_in_both_languages(
    figures: Callable[[str], ReturnsFiguresPage], shop: Claiming
) -> None:
    assert shop.supplier
    for key in (SUPPLIERS, MONTHS, FAULTS, PROBLEMS):
        page = figures(key)
        view = page.lists[key]
        assert view.isVisible()
        QAbstractItemModelTester(view.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert page.about.text()


def test_a_supplier_stands_with_its_waiting_money_and_its_rates(
    figures: Callable[[str], ReturnsFiguresPage], shop: Claiming
) -> None:
    assert shop.supplier
    found = cells(figures(SUPPLIERS).lists[SUPPLIERS])
    assert found["supplier"] == "深圳众诚汽配"
    assert (found["waiting_fen"], found["age_1"], found["age_4"]) == ("300.00", "300.00", "–")
    assert (found["claims"], found["claimed_fen"], found["approved_fen"]) == ("2", "400.00", "100.00")
    assert (found["pass"], found["pass_fen"], found["return"]) == ("100.0%", "50.0%", "–")


def test_other_months_change_the_sums_but_not_the_waiting_money(
    figures: Callable[[str], ReturnsFiguresPage], shop: Claiming
) -> None:
    assert shop.supplier
    page = figures(SUPPLIERS)
    page.months.choose(LAST)
    found = cells(page.lists[SUPPLIERS])
    assert (found["claims"], found["waiting_fen"]) == ("–", "300.00")
    page.months.choose(THIS)
    assert cells(page.lists[SUPPLIERS])["claims"] == "2"


def test_two_months_the_wrong_way_round_are_read_the_right_way(
    figures: Callable[[str], ReturnsFiguresPage], shop: Claiming
) -> None:
    assert shop.supplier
    page = figures(MONTHS)
    page.months.choose(YEAR)
    assert (page.months.first, page.months.last) == ("2026-01", "2026-11")
    page.months.from_.set_value("2026-11")
    page.months.until.set_value("2026-10")
    page.months.until.edited.emit()
    assert page.months.chips.current() == ANY
    assert page.months.words() == "2026-10 – 2026-11"
    assert cells(page.lists[MONTHS])["period"] == "2026-11"


def test_what_came_more_often_than_the_limit_is_flagged_and_the_limit_is_remembered(
    figures: Callable[[str], ReturnsFiguresPage], shop: Claiming, window: MainWindow, desk: Desk
) -> None:
    assert shop.supplier
    page = figures(FAULTS)
    rows = [cells(page.lists[FAULTS], at) for at in range(page.lists[FAULTS].rows().rowCount())]
    assert {row["jobs"] for row in rows} == {"2"}
    assert {row["flag"] for row in rows} == {""}
    page.most.set_value(1)
    page.most.edited.emit()
    assert cells(page.lists[FAULTS])["flag"] == "frequent"
    again = ReturnsFiguresPage(desk, window)
    assert again.limit == 1


def test_the_problem_list_of_a_supplier_is_shown_and_printed(
    figures: Callable[[str], ReturnsFiguresPage], shop: Claiming, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[str, str]] = []
    monkeypatch.setattr(
        printing, "show", lambda _page, _desk, kind, number, _build: printed.append((kind, number))
    )
    page = figures(PROBLEMS)
    assert not page.print_action.isEnabled()
    assert page.lists[PROBLEMS].rows().rowCount() == 0
    page.supplier.set_value(shop.supplier)
    page.supplier.edited.emit()
    assert cells(page.lists[PROBLEMS])["faults"] == "2"
    page.print_action.trigger()
    assert printed == [("problem_list", f"{shop.supplier:04d}-2026-11")]


def test_a_new_month_is_offered_when_it_has_come(
    figures: Callable[[str], ReturnsFiguresPage], shop: Claiming, clock: Clock
) -> None:
    assert shop.supplier
    page = figures(MONTHS)
    clock.forward(days=14)
    page.refresh()
    assert page.months.until.itemText(0) == "2026-12"
    page.months.choose(THIS)
    assert page.months.last == "2026-12"
