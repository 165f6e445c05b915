"""A menu's text ends with "…" when it asks for more before anything happens, and only then."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.orders import OrderState
from garage.domain.rework import ReworkCause, ReworkState
from garage.models import database
from garage.models.audit import AuditEntry
from garage.models.orders import OrderLine, WorkOrder
from garage.models.rework import ReworkCase
from garage.services import credit, orders
from garage.ui.desk import Desk
from garage.ui.forms import order_steps, printing
from garage.ui.kit import messages
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import ORDERS
from tests.services.road import Road
from tests.ui import catalogue
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import own_settings, road

__all__ = ["own_settings", "road"]

TELLING = {"show_shortcuts", "show_about"}
"""They open a window that asks nothing."""


def put_on_account(road: Road) -> None:
    terms = credit.OnAccount(approved_by=road.boss.staff_id, override="x")
    credit.put_on_account(road.boss, road.order, terms)


def come_back(road: Road, order_id: int | None = None, **more: object) -> None:
    """Earlier work did not hold: its case waits for evidence, or for what `more` says."""
    order = WorkOrder.get_by_id(order_id or road.order)
    line = OrderLine.get(OrderLine.order == order.id)
    case = dict[str, object](
        no="RW-2026-00001",
        order=order.id,
        vehicle=order.vehicle_id,
        customer=order.customer_id,
        original_line=line.id,
        state=ReworkState.DIAGNOSING.value,
        fault="异响",
        attempt=1,
        opened_at=road.boss.at,
        evidence_due_on=road.boss.today,
        **road.boss.stamp(),
    )
    ReworkCase.create(**case | more)


def owe(road: Road) -> None:
    """An earlier order left without the rework that was decided to be ours."""
    copies = {}
    for model, row in ((WorkOrder, WorkOrder.get_by_id(road.order)), (OrderLine, line_of(road))):
        copies[model] = {name: value for name, value in row.__data__.items() if name != "id"}
    gone = {"no": "WO-2025-00001", "state": OrderState.EXITED.value, "exited_at": road.boss.at}
    earlier = WorkOrder.create(**copies[WorkOrder] | gone)
    OrderLine.create(**copies[OrderLine] | {"order": earlier.id})
    orders.reopen_estimate(road.boss, road.order)
    come_back(road, earlier.id, state=ReworkState.OUR_FAULT.value, cause=ReworkCause.WORKMANSHIP.value)


def line_of(road: Road) -> OrderLine:
    return OrderLine.get(OrderLine.order == road.order)


def come_back_again(road: Road) -> None:
    """It did not hold for the third time: another garage would have to try."""
    come_back(road, state=ReworkState.OUR_FAULT.value, cause=ReworkCause.WORKMANSHIP.value, attempt=3)


TURNS: tuple[tuple[str, Callable[[Road], object]], ...] = (
    *catalogue.TURNS.values(),
    ("receive", lambda road: orders.cancel(road.boss, road.order, "x")),
    ("dispatch", lambda _road: WorkOrder.update(category="ASSEMBLY_REPAIR").execute()),
    ("work", lambda _road: WorkOrder.update(category="ASSEMBLY_REPAIR").execute()),
    ("inspect", lambda _road: WorkOrder.update(wash=True).execute()),
    ("bill", put_on_account),
    ("work", come_back),
    ("work", come_back_again),
    ("receive", owe),
)
"""Where each leaves the straight road, and how."""


class Asked:
    """Dialogs that opened, each with how much had been done before; all are left at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.log: list[int] = []

        def leave(*_about: object, **_how: object) -> int:
            self.log.append(AuditEntry.select().count())
            return 0

        for way in ("exec", "open"):
            monkeypatch.setattr(QDialog, way, leave)
        monkeypatch.setattr(QMessageBox, "exec", leave)
        monkeypatch.setattr(messages.Box, "ask", lambda *_about: leave() and "")
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_about, **_how: ((leave() and "") or "", ""))

    def before_anything(self, action: QAction) -> bool:
        """Whether it asks before it does anything."""
        self.log, done = [], AuditEntry.select().count()
        action.trigger()
        return bool(self.log) and self.log[0] == done


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


def turns(road: Road) -> Iterator[None]:
    """After each step and each turn of the road; what a menu's act does is undone."""
    for stage, step in catalogue.STAGES.items():
        step(road)
        yield
        here = road.boss
        for turn in [turn for goal, turn in TURNS if goal == stage]:
            with database.database.atomic() as undone:
                turn(road)
                yield
                undone.rollback()
            road.boss = here


def test_what_an_order_offers_says_whether_it_asks_for_more(
    desk: Desk, road: Road, clock: Clock, asked: Asked, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    seen, wrong = set(), set()
    for _turn in turns(road):
        clock.now = road.boss.at
        page = orders.open_page(road.order)
        for name in [one.objectName() for one in order_steps.more_actions(window, desk, page)]:
            if name in seen:
                continue
            with database.database.atomic() as undone:
                [action] = [
                    one
                    for one in order_steps.more_actions(window, desk, orders.open_page(road.order))
                    if one.objectName() == name
                ]
                text = action.text()
                if asked.before_anything(action) != text.endswith("…"):
                    wrong.add(text)
                undone.rollback()
            seen.add(name)
    assert wrong == set()
    assert {known.name for known in order_steps.SECONDARY} - seen == set()


def test_papers_are_shown_before_they_are_printed(
    desk: Desk, road: Road, clock: Clock, asked: Asked, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    road.to_ready()
    road.settle()
    clock.now = road.boss.at
    for action in printing.print_menu(window, desk, orders.open_page(road.order)):
        assert action.text().endswith("…")
        assert asked.before_anything(action)


@pytest.fixture
def window(desk: Desk, road: Road) -> Iterator[MainWindow]:
    road.receive()
    made = MainWindow(desk, "garage.db", remembers=False)
    made.show()
    made.show_tab(ORDERS)
    yield made
    made.retire()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_windows_menus_say_whether_they_ask_for_more(
    window: MainWindow, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.safety, "open_folder", lambda: None)
    wrong = []
    for action in window.menus.actions:
        if action.objectName() in {*TELLING, "quit", "back_up_now", "backup_folder"}:
            assert not action.text().endswith("…")
        elif asked.before_anything(action) != action.text().endswith("…"):
            wrong.append(action.text())
    assert wrong == []
