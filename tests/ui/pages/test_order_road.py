"""The page of an order on its way: workshop, inspections, money, advice, and the comeback under warranty."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.lines import PartGrade, PayType
from garage.domain.order_steps import OrderAct
from garage.domain.orders import OrderState
from garage.domain.stock import MovementKind
from garage.errors import Reason
from garage.services import customers, goods_receipts, orders, parts, staff, vehicles
from garage.services.advice import AdviceData, recommend
from garage.ui.desk import Desk
from garage.ui.forms import order_ways
from garage.ui.forms.estimate_rework import ReworkForm, earlier_lines
from garage.ui.forms.reception import ReceptionForm
from garage.ui.kit.steps_bar import StepsBar
from garage.ui.pages.orders import OrdersPage
from tests.services.road import Road


@pytest.fixture
def road(desk: Desk) -> Road:
    """A customer with a car, ten sets of pads, and the people of the shop."""
    by = desk.by()
    people = {one.name: one.id for one in staff.people()}
    customer = customers.add(
        by, customers.CustomerData(name="王女士", phones=("13800138000",), address="创业路 88 号")
    )
    car = vehicles.VehicleData(plate="粤B12345", brand="大众", model="朗逸")
    vehicle = vehicles.add(by, car, owner_id=customer)
    part = parts.add(
        by, parts.PartData(code="BP-001", name="前刹车片", grade=PartGrade.GENUINE, price_fen=60_016)
    )
    goods = [goods_receipts.GoodsLine(part, 10_000, 350_000)]
    goods_receipts.receive_goods(by, kind=MovementKind.OPENING, lines=goods)
    return Road(by, people["李师傅"], people["王班长"], people["赵质检"], vehicle, customer, part)


@pytest.fixture
def page(desk: Desk, road: Road, qtbot: QtBot) -> Iterator[OrdersPage]:
    shown = OrdersPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1280, 640)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    yield shown
    shown.view.lines.grid.set_rows([])


@pytest.fixture
def comeback(page: OrdersPage, road: Road, clock) -> int:
    """The car left an hour ago and is here again."""
    road.to_ready()
    road.settle()
    road.leave()
    road.forward(hours=1)
    clock.now = road.boss.at
    again = orders.open_order(road.boss, road.vehicle, complaint="又响了")
    page.show_order(again)
    return again


def station(bar: StepsBar) -> str:
    return bar.accessibleName()


@pytest.mark.usefixtures("language")
def test_the_page_follows_the_order_to_the_gate(page: OrdersPage, road: Road, clock) -> None:
    road.receive()
    page.show_order(road.order)
    stations = []
    for act in (
        road.authorise,
        road.dispatch,
        road.issue,
        road.work,
        road.inspect,
        road.make_ready,
        road.settle,
    ):
        act()
        clock.now = road.boss.at
        stations.append(station(page.view.head.steps))
    road.leave()
    view = page.view
    assert len(dict.fromkeys(stations)) == 6
    assert view.page.state is OrderState.EXITED
    assert view.next.isHidden()
    assert view.lines.grid.lines.read_only
    assert view.inspections.list.rows().rowCount() == 5
    assert view.money.list.rows().rowCount() == 1
    assert "¥1,680.32" in view.money.summary.text()
    assert view.workshop.parts.rows().rowCount() == 1


def test_an_order_in_the_shop_opens_at_the_workshop(page: OrdersPage, road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    page.show_order(road.order)
    assert page.view.tabs.currentWidget() is page.view.workshop
    [line] = road.labour()
    page.view.workshop.findChild(QPushButton, f"start_{line.id}").click()
    assert orders.open_page(road.order).state is OrderState.IN_WORK
    assert [reason.code for reason in page.view.next.reasons()] == ["undone", "not_issued"]


def test_dispatch_is_not_locked_by_what_its_own_form_settles(page: OrdersPage, road: Road) -> None:
    road.receive()
    road.authorise()
    page.show_order(road.order)
    assert page.view.next.reasons() == ()


def test_the_button_names_the_money(page: OrdersPage, road: Road) -> None:
    road.to_ready()
    page.show_order(road.order)
    assert page.view.next.button.accessibleName() == "Settle ¥1,680.32"


@pytest.mark.parametrize("goto", ["reception", "warranty", "promise"])
def test_reasons_of_the_reception_open_its_sheet(
    page: OrdersPage, comeback: int, goto: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr(ReceptionForm, "exec", lambda form: opened.append(form._first))
    page.view.go_to(Reason("walk_around", "", goto))
    assert opened == [{"reception": "walk_around", "warranty": "odo", "promise": "promised_at"}[goto]]


def test_other_reasons_go_to_the_form_that_settles_them_or_to_their_tab(
    page: OrdersPage, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    page.show_order(road.order)
    asked = []
    monkeypatch.setattr(order_ways, "resolve", lambda reason, *_rest: asked.append(reason.code))
    page.view.go_to(Reason("diagnosis", "", "inspections"))
    assert asked == ["diagnosis"]
    assert page.view.tabs.currentWidget() is page.view.inspections


def test_the_menus_offer_what_is_legal_now(page: OrdersPage, road: Road) -> None:
    road.receive()
    page.show_order(road.order)
    names = {action.objectName() for action in page.view._more_menu.actions()}
    assert {"reopen_estimate", "cancel_order", "open_vehicle"} <= names
    assert "issue_parts" not in names
    assert "print_estimate" in {action.objectName() for action in page.view._print_menu.actions()}


def test_reopening_the_estimate_unlocks_the_grid(page: OrdersPage, road: Road) -> None:
    road.receive()
    page.show_order(road.order)
    assert page.view.lines.grid.lines.read_only
    assert page.view.take(OrderAct.REOPEN_ESTIMATE)
    assert not page.view.lines.grid.lines.read_only
    assert len(page.view.lines.grid.rows()) == 2


def test_a_comeback_shows_what_is_under_warranty_and_repeats_it_for_free(
    page: OrdersPage, comeback: int, road: Road
) -> None:
    assert page.view.warranty.isVisible()
    covered = vehicles.open_warranties(road.vehicle, road.boss.today, 86_414)
    page.view.warranty.findChild(QPushButton, f"rework_{covered[0].line_id}").click()
    page.view.lines.grid.lines.setData(page.view.lines.grid.lines.index(0, 3), "4")
    assert page.view.save()
    [line] = orders.open_page(comeback).lines
    assert (line.pay_type, line.original_line_id) == (PayType.REWORK, covered[0].line_id)
    assert page.view.lines.totals.total.text() == "¥0.00"
    page.view.reload()
    assert covered[0].line in page.view.lines.grid.rows()[0]["original"]


def test_rework_asks_for_the_earlier_line_and_enter_takes_it(
    page: OrdersPage, comeback: int, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = earlier_lines(orders.open_page(comeback))
    assert [one.name for one in found] == ["更换前刹车片", "前刹车片"]
    monkeypatch.setattr(ReworkForm, "exec", lambda form: form.start() or form.submit())
    grid = page.view.lines.grid
    grid.lines.setData(grid.lines.index(0, grid.lines.place_of("pay_type")), PayType.REWORK)
    qtbot.waitUntil(lambda: grid.rows()[0]["original_line_id"] == found[0].line_id)
    assert grid.rows()[0]["name"] == "更换前刹车片"


def test_advice_of_the_last_visit_stands_on_its_tab(page: OrdersPage, comeback: int, road: Road) -> None:
    recommend(road.boss, comeback, AdviceData("后刹车片 3 mm", safety=True))
    assert page.view.advice.list.rows().rowCount() == 1
    assert page.view.tabs.tabText(page.view.tabs.indexOf(page.view.advice)).endswith("1")


def test_leaving_the_grid_with_a_wrong_cell_lets_the_keyboard_go(
    page: OrdersPage, comeback: int, qtbot: QtBot
) -> None:
    grid = page.view.lines.grid
    grid.setFocus()
    grid.lines.setData(grid.lines.index(0, grid.lines.place_of("name")), "检查")
    page.list.setFocus()
    assert page.list.hasFocus()
    assert grid.lines.first_error()[1] == "qty"
    assert page.view.lines.is_dirty()


def test_an_order_that_leaves_the_list_stays_in_sight(page: OrdersPage, road: Road, desk: Desk) -> None:
    road.to_ready()
    other = vehicles.add(desk.by(), vehicles.VehicleData(plate="沪AD12345"), owner_id=road.customer)
    neighbour = orders.open_order(desk.by(), other)
    page.show_order(road.order)
    road.settle()
    road.leave()
    assert page.list.rows().row_of(neighbour) is not None
    assert page.list.current_key() is None
    assert page.view.page is not None
    assert page.view.page.id == road.order


def test_the_page_goes_on_with_the_order_unless_another_tab_was_chosen(page: OrdersPage, road: Road) -> None:
    road.receive()
    road.authorise()
    page.show_order(road.order)
    view = page.view
    road.dispatch()
    view.reload()
    assert view.tabs.currentWidget() is view.workshop
    view.tabs.setCurrentWidget(view.history)
    road.work()
    road.issue()
    road.inspect()
    view.reload()
    assert view.tabs.currentWidget() is view.history


def test_ctrl_enter_on_a_locked_step_and_enter_go_to_the_first_missing_thing(
    qtbot: QtBot, page: OrdersPage, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ReceptionForm, "exec", lambda form: asked.append(form._first))
    page.show_order(orders.open_order(road.boss, road.vehicle))
    view = page.view
    QTest.keyClick(view.lines.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.window().focusWidget() is view.next.links()[0])
    QTest.keyClick(view.next.links()[0], Qt.Key.Key_Return)
    assert asked == ["odo"]


def test_the_keyboard_stays_on_the_page_when_its_link_goes_away(page: OrdersPage, road: Road) -> None:
    page.show_order(orders.open_order(road.boss, road.vehicle))
    page.view.next.focus_reason()
    page.view.reload()
    assert page.window().focusWidget() is page.view.lines.grid


def test_the_parts_of_an_order_are_read_in_one_query(
    page: OrdersPage, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    labour, pads = road.lines()
    other = parts.add(road.boss, parts.PartData(code="BP-002", name="后刹车片"))
    road.receive(labour, pads, replace(pads, name="后刹车片", part_id=other))
    road.authorise()
    road.dispatch()
    asked: list[set[int]] = []
    read = parts.stock_of
    monkeypatch.setattr(parts, "stock_of", lambda refs: asked.append(set(refs := list(refs))) or read(refs))
    page.show_order(road.order)
    shown = page.view.workshop.parts.rows()
    place = [one.name for one in shown.columns].index("stock")
    column = [shown.index(row, place).data() for row in range(shown.rowCount())]
    assert asked == [{road.part, other}]
    assert column == ["10", "0"]
