"""The proof of buying finds what is wrong, and nothing where all is right."""

import pytest

from garage.models.purchasing import PurchaseOrder, PurchaseOrderLine
from garage.models.stock import GoodsReceipt
from garage.services import purchase_books, purchasing
from garage.services.books import check
from garage.services.command import By
from garage.services.goods_receipts import reverse_receipt
from tests.services.buying import Buyer, receipt_id
from tests.services.stockroom import Stockroom


@pytest.fixture
def buyer(boss: By, mechanic: int) -> Buyer:
    return Buyer(Stockroom(boss, mechanic))


@pytest.fixture
def order(buyer: Buyer) -> int:
    """One order of which a part came, a part was taken back, and the rest was closed; and one that was withdrawn."""
    part = buyer.room.part()
    order = buyer.order((part, 9, 100))
    buyer.deliver(order, (2, 200), freight_fen=7)
    reverse_receipt(buyer.by, receipt_id(buyer.deliver(order, (3, 300))), "录错")
    purchasing.close_rest(buyer.by, order, buyer.card(order).row.version, "停产")
    withdrawn = buyer.order((part, 1, 100))
    purchasing.cancel(buyer.by, withdrawn, 2, "不要了")
    buyer.draft((part, 1, 100))
    return order


@pytest.mark.usefixtures("order")
def test_books_in_order_say_nothing(buyer: Buyer) -> None:
    assert purchase_books.check_books() == []
    assert check() == []


def test_a_quantity_that_no_receipt_brought_is_named(order: int) -> None:
    PurchaseOrderLine.update(received_milli=1000).where(PurchaseOrderLine.purchase_order == order).execute()
    assert any("PO-2026-00001, line 1" in fault for fault in purchase_books.check_books())


def test_a_state_that_does_not_follow_from_the_lines_is_named(order: int) -> None:
    PurchaseOrder.update(state="RECEIVED").where(PurchaseOrder.id == order).execute()
    [fault] = purchase_books.check_books()
    assert "PO-2026-00001" in fault
    PurchaseOrder.update(state="DRAFT").where(PurchaseOrder.id == order).execute()
    assert len(purchase_books.check_books()) == 1


@pytest.mark.usefixtures("order")
def test_freight_that_got_lost_is_named() -> None:
    GoodsReceipt.update(freight_fen=8).where(GoodsReceipt.freight_fen == 7).execute()
    [fault] = purchase_books.check_books()
    assert "freight" in fault


def test_an_order_closed_short_may_be_withdrawn_once_its_receipt_is_reversed(buyer: Buyer) -> None:
    order = buyer.order((buyer.room.part(), 10, 100))
    receipt = buyer.deliver(order, (4, 400))
    purchasing.close_rest(buyer.by, order, buyer.card(order).row.version, "停产")
    reverse_receipt(buyer.by, receipt_id(receipt), "录错")
    purchasing.cancel(buyer.by, order, buyer.card(order).row.version, "不要了")
    assert check() == []
