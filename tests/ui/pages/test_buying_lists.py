"""The lists of the buying page: sound models, nothing cut off, and the ways that lead to and from them."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.models.parts import Part
from garage.services import purchase_orders, purchasing
from garage.services.purchase_orders import PurchaseFilter
from garage.ui.desk import Desk
from garage.ui.forms import to_excel
from garage.ui.kit import theme
from garage.ui.pages import part_receipts
from garage.ui.pages.purchasing import RECEIPTS, SPOT, BuyingPage
from garage.ui.pages.stock import StockPage
from tests.services.buying import Buyer
from tests.ui.looks import cut, nameless
from tests.ui.pages.test_buying import buyer, page

__all__ = ["buyer", "page"]


def test_the_models_keep_the_rules_of_models(page: BuyingPage, buyer: Buyer) -> None:
    Part.update(min_qty_milli=0).execute()
    for view in (page.orders.list, page.orders.lines, page.receipts.list, page.spot.list):
        QAbstractItemModelTester(view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    order = buyer.order((buyer.room.part(min_qty_milli=9000, supplier=buyer.supplier), 5, 100))
    QAbstractItemModelTester(page.proposals.grid.lines)
    page.proposals.refresh()
    page.show_order(order)
    page.show_chip(RECEIPTS)


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("full", [False, True])
def test_every_list_can_be_read_on_a_small_screen(
    qapp: QApplication, page: BuyingPage, buyer: Buyer, full: bool
) -> None:
    theme.apply(qapp, "light")
    if full:
        part = buyer.room.part(min_qty_milli=9000, supplier=buyer.supplier, last_cost_fen=100)
        order = buyer.order((part, 5, 100))
        buyer.deliver(order, (1, 100), freight_fen=10)
        buyer.draft((part, 1, 100))
        purchasing.expect(buyer.by, buyer.order((part, 1, 100)), 2, date(2026, 11, 21))
    for chip in ("proposals", *PurchaseFilter, RECEIPTS, SPOT):
        page.show_chip(chip)
        QApplication.processEvents()
        assert cut(page) == [], chip
        assert nameless(page) == [], chip


def test_the_parts_page_leads_to_the_receipts(qtbot: QtBot, desk: Desk, buyer: Buyer) -> None:
    number = buyer.room.receive((buyer.room.part(), 1, 100))
    stock = StockPage(desk)
    qtbot.addWidget(stock)
    stock.show()
    stock.page("parts").show_receipts()
    buying = stock.page("buying")
    assert buying.isVisible()
    assert buying.chips.current() == RECEIPTS
    buying.show_chip(SPOT)
    stock.page("parts").receipts_asked.emit(number)
    assert buying.receipts.list.current_row().no == number
    assert stock.show_document(number)


def test_labels_are_offered_for_what_came_in(
    monkeypatch: pytest.MonkeyPatch, page: BuyingPage, buyer: Buyer
) -> None:
    wanted: list[int] = []
    monkeypatch.setattr(
        part_receipts, "ask_for_labels", lambda _parent, _desk, wishes: wanted.append(len(wishes))
    )
    buyer.room.receive((buyer.room.part(), 1, 100), (buyer.room.part(), 3, 100))
    page.show_chip(RECEIPTS)
    page.receipts.print_labels()
    assert wanted == [2]


def test_a_mechanic_sees_no_price_among_the_proposals_and_drafts_without_one(
    desk: Desk, page: BuyingPage, buyer: Buyer
) -> None:
    buyer.room.part(min_qty_milli=2000, supplier=buyer.supplier)
    page.proposals.refresh()
    shown = page.proposals
    assert shown.total.isVisible()
    desk.act_as(2)
    assert [column.title for column in shown.suppliers.sheet_columns()] == ["Supplier", "Parts"]
    hidden = [shown.grid.isColumnHidden(shown.grid.lines.place_of(name)) for name in ("price", "amount")]
    assert hidden == [True, True]
    assert not shown.total.isVisible()
    [order] = shown.order_this()
    assert purchase_orders.lines_of(order)[0].price_fen == 0
    desk.act_as(1)
    assert not shown.grid.isColumnHidden(shown.grid.lines.place_of("price"))


def test_the_parts_to_order_go_to_excel(
    page: BuyingPage, buyer: Buyer, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = {"min_qty_milli": 2000, "supplier": buyer.supplier, "last_cost_fen": 150}
    buyer.room.part(code="A", **part)
    page.proposals.refresh()
    page.proposals.grid.setFocus()
    asked: list[str] = []
    path = tmp_path / "made.xlsx"
    monkeypatch.setattr(to_excel, "ask_path", lambda _view, title, _day: asked.append(title) or path)
    made = to_excel.export(page.window(), datetime(2026, 11, 21, 9))
    assert made is not None
    with qtbot.waitSignal(made.ended):
        pass
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert asked == [page.proposals.grid.accessibleName()]
    assert rows[2][0] == "Code"
    assert (rows[3][0], rows[3][5], rows[3][7], rows[3][8]) == ("A", 2, 1.5, 3)


def test_all_orders_at_once_take_the_supplier_and_the_day_that_stand_there(
    page: BuyingPage, buyer: Buyer
) -> None:
    """The parts of one supplier are ordered elsewhere this time, those that name none from whoever was chosen."""
    other, proposals = buyer.add_supplier("安达配件"), page.proposals
    own = buyer.room.part(min_qty_milli=2000, supplier=buyer.supplier, last_cost_fen=150)
    proposals.refresh()
    proposals.supplier.set_value(other)
    proposals.expected.set_date(date(2026, 12, 24))
    [order] = proposals.order_all()
    card = purchase_orders.open_order(order)
    assert (card.row.supplier_id, card.row.expected_on) == (other, date(2026, 12, 24))
    assert [line.part_id for line in card.lines] == [own]
    buyer.room.part(min_qty_milli=2000, last_cost_fen=150)
    proposals.refresh()
    proposals.supplier.set_value(other)
    [order] = proposals.order_all()
    assert purchase_orders.open_order(order).row.supplier_id == other
    assert proposals.suppliers.rows().rowCount() == 0
