"""What a part was bought and sold for."""

from datetime import date

import pytest

from garage.domain.part_file import PriceBasis
from garage.models.part_file import PartPrice
from garage.services import goods_receipts, part_history, suppliers
from garage.services.command import By
from tests.services.buying_from import BuyingFrom
from tests.services.stockroom import Stockroom


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def test_purchases_are_listed_newest_first_with_where_they_came_from(room: Stockroom) -> None:
    part = room.part(2, 500)
    supplier = suppliers.add(room.by, name="京城汽配")
    line = goods_receipts.GoodsLine(part, 3_000, 900)
    kind = goods_receipts.MovementKind.RECEIPT
    number = goods_receipts.receive_goods(room.by, kind=kind, lines=[line], supplier_id=supplier)
    room.receive((room.part(), 1, 100))
    page = part_history.purchases(part)
    assert [(one.receipt_no, one.supplier, one.qty_milli, one.cost_fen) for one in page.rows] == [
        (number, "京城汽配", 3_000, 900),
        ("GR-2026-00001", "", 2_000, 500),
    ]
    first = part_history.purchases(part, limit=1)
    assert part_history.purchases(part, first.next_cursor, 1).rows == page.rows[1:]
    assert not any(one.reversed for one in page.rows)


def test_a_purchase_costs_what_its_invoice_asked(room: Stockroom) -> None:
    """Three for 9.00, of which one went back; the invoice asks 7.00 for the two that stayed. A fourth was refused."""
    part, shop = room.part(), BuyingFrom(room)
    receipt = shop.deliver((part, 3, 900))
    shop.give_back((part, 1, 300), receipt=receipt)
    shop.invoice(700, receipt, net_of_returns=True)
    refused = goods_receipts.GoodsLine(part, 0, 0, rejected_milli=1_000, finding="破损")
    kind = goods_receipts.MovementKind.RECEIPT
    goods_receipts.receive_goods(room.by, kind=kind, lines=[refused], supplier_id=shop.id)
    bought = part_history.purchases(part).rows
    assert [(one.price_fen, one.cost_fen) for one in bought] == [(0, 0), (350, 1_000)]


def test_a_reversed_delivery_is_marked(room: Stockroom) -> None:
    part = room.part()
    room.receive((part, 1, 100))
    goods_receipts.reverse_receipt(room.by, 1, "数错了")
    assert [one.reversed for one in part_history.purchases(part).rows] == [True]


def test_dated_prices_come_latest_first(room: Stockroom) -> None:
    part = room.part()
    for day, fen, basis in ((1, 100, "FIXED"), (9, 300, "COST_PLUS"), (5, 200, "FIXED")):
        PartPrice.create(
            part=part, starts_on=date(2026, 11, day), price_fen=fen, basis=basis, **room.by.stamp()
        )
    told = [(one.starts_on.day, one.price_fen, one.basis, one.who) for one in part_history.prices(part)]
    assert told == [
        (9, 300, PriceBasis.COST_PLUS, "张三"),
        (5, 200, PriceBasis.FIXED, "张三"),
        (1, 100, PriceBasis.FIXED, "张三"),
    ]
