"""The clock at the head of an order and in the list: words, ink and the exact time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.fault_clock import ClockState, FaultClass, Limits
from garage.domain.orders import HoldReason
from garage.models.orders import WorkOrder
from garage.services import customers, fault_clock, holds, order_list, orders, staff, vehicles
from garage.services.command import By
from garage.services.order_list import OrderFilter
from garage.ui.desk import Desk
from garage.ui.pages.order_clock import ClockWords
from garage.ui.pages.order_list import OrderList, clock_of
from tests.services.road import Road
from tests.ui.conftest import Clock


@pytest.fixture
def road(desk: Desk) -> Road:
    by, people = desk.by(), {one.name: one.id for one in staff.people()}
    customer = customers.add(by, customers.CustomerData(name="王女士", phones=("13800138000",)))
    car = vehicles.VehicleData(plate="粤B12345", vin="LSVAB4186E2184847")
    vehicle = vehicles.add(by, car, owner_id=customer)
    made = Road(by, people["李师傅"], people["王班长"], people["赵质检"], vehicle, customer, part=0)
    made.receive(made.lines()[0])
    made.authorise()
    made.dispatch()
    fault_clock.set_class(made.boss, made.order, FaultClass.SIMPLE)
    return made


@pytest.fixture
def words(qtbot: QtBot, desk: Desk, road: Road) -> ClockWords:
    head = QWidget()
    qtbot.addWidget(head)
    made = ClockWords(desk, head)
    made.set_page(orders.open_page(road.order))
    return made


def shown(words: ClockWords, road: Road) -> tuple[str, str]:
    words.set_page(orders.open_page(road.order))
    return words.words.text(), str(words.words.property("tone"))


@pytest.mark.usefixtures("language")
def test_time_that_passes_is_said_without_reading_anew(words: ClockWords, clock: Clock) -> None:
    tones = []
    said = []
    for _quarter in range(10):
        words.say()
        tones.append(words.words.property("tone"))
        said.append(words.words.text())
        clock.forward(minutes=15)
    assert list(dict.fromkeys(tones)) == ["text", "warn", "bad"]
    assert len(set(said)) == len(said)


def test_the_exact_time_is_in_the_tip(words: ClockWords) -> None:
    assert "2026-11-21 11:00" in words.words.toolTip()


def test_a_clock_that_stands_says_so_and_what_does_not_count(
    words: ClockWords, road: Road, clock: Clock
) -> None:
    holds.hold(road.boss, road.order, HoldReason.PARTS)
    clock.forward(hours=3)
    text, tone = shown(words, road)
    assert (text, tone) == ("Simple fault: clock stopped, 2 h left", "text")
    assert words.more.text() == "waited 3 h, not counted"


def test_an_unsolved_job_asks_to_be_told_and_then_says_to_whom(
    words: ClockWords, road: Road, clock: Clock
) -> None:
    clock.forward(hours=5)
    shown(words, road)
    assert "Ctrl+Alt+E" in words.more.text()
    fault_clock.escalate(road.boss, road.order, road.boss.staff_id, "等件")
    shown(words, road)
    assert words.more.text() == "张三 told today 09:00"


def test_a_solved_job_says_how_long_it_took(words: ClockWords, road: Road) -> None:
    road.work()
    road.inspect()
    assert shown(words, road) == ("Simple fault: solved in 30 min", "muted")


@pytest.mark.usefixtures("language")
def test_the_list_says_which_order_is_over_its_time(
    qtbot: QtBot, desk: Desk, road: Road, clock: Clock
) -> None:
    listed = OrderList(desk)
    qtbot.addWidget(listed)
    listed.resize(320, 300)
    listed.show()
    listed.show_filter(OrderFilter.OPEN)
    cell = listed.model().index(0, 0)
    before = cell.data(Qt.ItemDataRole.DisplayRole)
    clock.forward(hours=3)
    assert cell.data(Qt.ItemDataRole.DisplayRole) != before
    assert "2026-11-21 11:00" in cell.data(Qt.ItemDataRole.ToolTipRole)
    [row] = order_list.page(desk.by(), OrderFilter.OPEN, None).rows
    found = clock_of(row, Limits(), desk.now())
    assert found is not None
    assert found.state is ClockState.RED
    assert not listed.grab().isNull()


@pytest.mark.usefixtures("language")
def test_an_order_of_the_first_schema_shows_no_red_clock_but_asks_for_the_class(
    words: ClockWords, road: Road, clock: Clock
) -> None:
    WorkOrder.update(state="AUTHORISED", fault_class="", estimated_at=None, authorised_at=None).execute()
    clock.forward(hours=9)
    assert shown(words, road)[0] == ""
    assert "Ctrl+Alt+F" in words.more.text()
    assert fault_clock.to_escalate(By(road.boss.staff_id, clock.now)) == []
    fault_clock.set_class(road.boss, road.order, FaultClass.MAJOR)
    assert shown(words, road)[0] != ""
