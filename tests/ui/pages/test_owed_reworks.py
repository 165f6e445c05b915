"""What a garage owes a car is in sight: on the next order, at the arrival, among the day's cards, beside the board."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.lines import PayType
from garage.domain.rework import ReworkCause
from garage.domain.today import TodayColumn, TodayKind
from garage.services import car_waits, orders, returns_due, rework_cases, rework_rows, today
from garage.ui.desk import Desk
from garage.ui.forms.arrival_waits import say_waits
from garage.ui.forms.order_steps import more_actions
from garage.ui.forms.rework_acts import KeepForm, OursForm
from garage.ui.forms.rework_words import say_attempt, say_owed, say_referral
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.pages.board_side import due_notes
from garage.ui.pages.order_view import OrderView
from garage.ui.pages.rework_page_acts import ReworkActs
from garage.ui.pages.today_list import about_of, title_of
from tests.services.comeback import Comeback, labour
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings, road
from tests.ui.looks import cut

__all__ = ["own_settings", "road"]


@pytest.fixture
def car(road: Road, clock: Clock) -> Comeback:
    """A car that left without the rework that was decided to be ours, and is here again."""
    made = Comeback(road)
    road.forward(days=1)
    made.come(labour("洗车"))
    rework_cases.decide_ours(road.boss, made.claim(), None, ReworkCause.WORKMANSHIP)
    made.leave()
    road.forward(days=1)
    clock.now = road.boss.at
    return made


def owed(car: Comeback) -> rework_rows.CaseRow:
    [row] = rework_rows.open_cases(car.road.vehicle)
    return row


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, car: Comeback) -> OrderView:
    """The order of the next visit."""
    car.come(labour("四轮定位"))
    made = OrderView(desk)
    qtbot.addWidget(made)
    made.resize(900, 640)
    made.set_order(car.road.order)
    made.show()
    return made


@pytest.mark.usefixtures("language")
def test_the_next_order_says_what_is_owed_and_takes_it_on(view: OrderView, car: Comeback) -> None:
    panel = view.notices.reworks
    assert panel.isVisible()
    [button] = panel.findChildren(QPushButton)
    assert cut(panel) == []
    button.click()
    line = orders.open_page(car.road.order).lines[-1]
    assert (line.pay_type, line.original_line_id) == (PayType.REWORK, car.line)
    view.set_order(car.road.order)
    QApplication.sendPostedEvents(None, 0)
    assert not [one for one in panel.findChildren(QPushButton) if one.isVisible()]
    assert panel.isVisible()


def offered(desk: Desk, parent: QWidget, car: Comeback) -> set[str]:
    """Names of what the menu of the order in sight offers."""
    page = orders.open_page(car.road.order)
    return {one.objectName() for one in more_actions(parent, desk, page) if one.isEnabled()}


def test_the_menu_offers_it_while_lines_can_be_typed(desk: Desk, view: OrderView, car: Comeback) -> None:
    assert "owed_rework" in offered(desk, view, car)
    orders.finish_estimate(car.road.boss, car.road.order)
    assert "owed_rework" not in offered(desk, view, car)


@pytest.mark.usefixtures("language")
def test_the_arrival_the_day_and_the_board_say_it(desk: Desk, car: Comeback) -> None:
    row, day = owed(car), car.road.boss.today
    assert say_owed(row) in say_waits(car_waits.of_vehicle(car.road.vehicle, day), desk.now())
    cards = today.read(desk.by()).columns[TodayColumn.TODAY]
    [card] = [one for one in cards if one.kind is TodayKind.REWORK_OWED]
    assert title_of(card) == row.plate
    assert row.customer in about_of(card)
    [note] = due_notes(returns_due.due(), day)
    assert (note.no, note.tone) == (row.no, "warn")
    assert row.plate in note.title


@pytest.fixture
def third(road: Road, clock: Clock) -> Comeback:
    """A car whose line was reworked twice, here for the third time: ours again."""
    made = Comeback(road)
    for _time in range(2):
        rework_cases.decide_ours(road.boss, made.again(), None, ReworkCause.WORKMANSHIP)
        made.leave()
    rework_cases.decide_ours(road.boss, made.again(), None, ReworkCause.WORKMANSHIP)
    clock.now = road.boss.at
    return made


@pytest.mark.usefixtures("language")
def test_an_owner_says_on_a_form_why_no_other_garage_tries(qtbot: QtBot, desk: Desk, third: Comeback) -> None:
    row = owed(third)
    form = KeepForm(None, desk, row)
    qtbot.addWidget(form)
    form.show()
    assert not form.submit()  # nobody said why
    form.widget("reason").set_value("客户要求再试一次")
    assert form.submit()
    kept = owed(third)
    assert kept.kept
    assert "客户要求再试一次" in say_referral(kept)
    assert (say_attempt(row)[1], say_attempt(kept)[1]) == ("bad", "warn")


def test_the_page_offers_it_only_where_another_garage_must_try(
    qtbot: QtBot, desk: Desk, third: Comeback
) -> None:
    page = FormDialog(None, "返修", default_text="好")
    qtbot.addWidget(page)
    acts = ReworkActs(page, desk)
    row = owed(third)
    acts.fit(row)
    [keep] = [one for one in acts.offered if one.objectName() == "rework_keep"]
    assert keep.isEnabled()
    assert "keep_rework" in offered(desk, page, third)
    rework_cases.keep(desk.by(), row.id, None, "客户要求再试一次")
    acts.fit(owed(third))
    assert not keep.isEnabled()
    assert acts.following() is None
    assert "keep_rework" not in offered(desk, page, third)


def test_the_form_of_what_was_unclear_asks_for_an_owner(
    qtbot: QtBot, desk: Desk, third: Comeback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("garage.services.rework_deciders.is_owners", lambda _order, _root: True)
    monkeypatch.setattr("garage.services.staff.owners", lambda: [(7, "周老板")])
    form = OursForm(None, desk, owed(third))
    qtbot.addWidget(form)
    assert form.widget("approved_by").value() is None
