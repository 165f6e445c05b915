"""Who did what with a document of the stockroom is a key away on each of its pages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from garage.domain.counter_sales import SaleLine
from garage.domain.stocktakes import CountScope
from garage.services import counter_sales, goods_receipts, purchasing, stocktakes, suppliers, write_offs
from garage.services.count_scopes import Scope
from garage.services.counter_sales import Buyer, SaleTerms
from garage.services.document_history import Kind
from garage.services.goods_receipts import GoodsLine
from garage.services.purchasing import OrderedPart
from garage.services.write_offs import WrittenLine
from garage.ui.desk import Desk
from garage.ui.forms.document_history import DocumentHistory
from garage.ui.pages.stock import StockPage
from tests.services.buying_from import BuyingFrom
from tests.services.stockroom import Stockroom


@pytest.fixture
def room(desk: Desk) -> Stockroom:
    return Stockroom(desk.by(), 2)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> StockPage:
    made = StockPage(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def told(qtbot: QtBot, page: StockPage) -> list[str]:
    """What the history says was done, opened by its key; the newest first."""
    qtbot.keyClick(page, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    form = next(one for one in page.findChildren(DocumentHistory) if one.isVisible())
    model = form.list.rows()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    acts = [model.row_at(at).act for at in range(model.rowCount())]
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    return acts


@pytest.mark.usefixtures("language")
def test_the_history_of_a_sale_is_on_its_page(qtbot: QtBot, page: StockPage, room: Stockroom) -> None:
    terms = SaleTerms(discount_reason="x")
    sold = counter_sales.sell(room.by, Buyer(), [SaleLine(room.part(1, 100), 1000, 0)], (), terms)
    page.show_page("counter").show_sale(sold.id)
    assert len(told(qtbot, page)) == 2


def test_receipts_purchase_orders_and_write_offs_tell_theirs(
    qtbot: QtBot, page: StockPage, room: Stockroom
) -> None:
    part = room.part()
    supplier = suppliers.add(room.by, name="众诚")
    order = purchasing.create_order(room.by, supplier_id=supplier, lines=[OrderedPart(part, 1_000, 100)])
    receipt = goods_receipts.receive_goods(
        room.by,
        kind=goods_receipts.MovementKind.RECEIPT,
        lines=[GoodsLine(part, 1_000, 100)],
        supplier_id=supplier,
    )
    slip = write_offs.write_off(room.by, [WrittenLine(part, 1_000)], "x")
    buying = page.show_page("buying")
    buying.show_chip("DRAFT")
    buying.orders.show_order(order)
    assert told(qtbot, page) == ["Purchase order begun"]
    assert page.show_document(receipt)
    assert told(qtbot, page) == ["Goods booked in"]
    assert page.show_document(slip)
    assert told(qtbot, page) == ["Goods written off"]


def test_a_return_and_a_payment_tell_theirs_on_the_suppliers_page(
    qtbot: QtBot, page: StockPage, room: Stockroom
) -> None:
    shop = BuyingFrom(room)
    part = room.part()
    shop.deliver((part, 2, 2_000))
    assert page.show_document(shop.give_back((part, 1, 1_000)))
    assert told(qtbot, page) == ["Goods given back to the supplier"]
    assert page.show_document(shop.pay(500))
    assert told(qtbot, page) == ["Supplier paid"]


def test_a_stocktake_tells_its_own(qtbot: QtBot, page: StockPage, room: Stockroom) -> None:
    room.part(1, 100)
    begun = stocktakes.begin(room.by, Scope(CountScope.ALL))
    assert page.show_document(begun.no)
    assert told(qtbot, page) == ["Stocktake begun"]


def test_a_document_that_is_not_there_has_an_empty_history_and_nothing_to_save(
    desk: Desk, qtbot: QtBot, room: Stockroom
) -> None:
    form = DocumentHistory(desk, None, Kind.SALE, 99, "CS")
    qtbot.addWidget(form)
    form.show()
    assert form.list.rows().rowCount() == 0
    assert form.save_button.isHidden()
