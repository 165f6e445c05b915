"""Where is the piece with this number: the search at the top knows (F1)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from garage.domain.counter_sales import SaleLine
from garage.domain.settlements import PayMethod, Tender
from garage.models.parts import Part
from garage.services import counter_sales, goods_issues, orders
from garage.services.counter_sales import Buyer
from garage.services.serials import Fitted
from garage.ui.desk import Desk
from garage.ui.main_window import MainWindow
from garage.ui.main_window.finding import look_up
from garage.ui.main_window.places import ORDERS, PARTS
from tests.services.road import Road
from tests.services.stockroom import Stockroom
from tests.ui.forms.conftest import own_settings, road

__all__ = ["own_settings", "road"]


@pytest.fixture
def fitted(road: Road) -> Road:
    """Two tracked pieces on the order: SN-1 took the place of OLD-1."""
    Part.update(serial_tracked=True).execute()
    road.receive()
    road.authorise()
    road.dispatch()
    line = next(line for line in orders.open_page(road.order).lines if line.draws_stock)
    pieces = (Fitted("SN-0001", "OLD-0001"), Fitted("SN-0002"))
    wanted = [goods_issues.IssueLine(line.id, 2_000, pieces)]
    goods_issues.issue_parts(road.boss, road.order, lines=wanted, received_by=road.mechanic)
    return road


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("typed", ["SN-0001", "sn-0001", "OLD-0001", "ＳＮ－0001"])
def test_a_number_leads_to_the_car_it_is_in_or_came_off(fitted: Road, typed: str) -> None:
    hit = look_up(typed)[0]
    assert (hit.ref.kind, hit.ref.ref) == ("order", fitted.order)
    assert "粤B·12345" in hit.subtitle
    assert "WO-2026-00001" in hit.subtitle


def test_part_of_a_number_or_none_finds_no_piece(fitted: Road) -> None:
    assert [hit for hit in look_up("SN-000") if hit.ref.kind == "order"] == []
    assert look_up("x" * 300) == []


def test_scanned_into_the_search_it_opens_the_order(desk: Desk, fitted: Road, qtbot: QtBot) -> None:
    window = MainWindow(desk, "garage.db", remembers=False)
    window.show()
    qtbot.waitExposed(window)
    window.search.setFocus()
    QTest.keyClicks(window.search, "SN-0002")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page(ORDERS).isVisible())
    assert window.page(ORDERS).view.page.id == fitted.order
    window.retire()
    window.close()


def test_a_sold_piece_leads_to_its_sale(desk: Desk, qtbot: QtBot) -> None:
    room = Stockroom(desk.by(), 2)
    part = room.part(1, 100, serial_tracked=True)
    cash = [Tender(PayMethod.CASH, 100)]
    line = SaleLine(part, 1000, 100, serials=("SN-77",))
    sold = counter_sales.sell(desk.by(), Buyer(name="顺达物流"), [line], cash)
    hit = look_up("sn-77")[0]
    assert sold.no in hit.subtitle
    assert "顺达物流" in hit.subtitle
    window = MainWindow(desk, "garage.db", remembers=False)
    window.show()
    qtbot.waitExposed(window)
    window.go_to(hit.ref)
    assert window.page(PARTS).show_page("counter").detail.page.row.id == sold.id
    window.retire()
    window.close()
