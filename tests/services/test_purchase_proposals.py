"""What is worth ordering: parts below their least stock and what jobs lack, by supplier."""

from datetime import date

import pytest

from garage.errors import FieldError
from garage.services import purchase_proposals, purchasing, supply
from garage.services.command import By
from garage.services.goods_receipts import reverse_receipt
from garage.services.purchase_proposals import Chosen, Proposal, propose
from tests.services.buying import Buyer, receipt_id
from tests.services.buying_from import BuyingFrom
from tests.services.stockroom import Stockroom

TODAY = date(2026, 11, 21)


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@pytest.fixture
def buyer(room: Stockroom) -> Buyer:
    return Buyer(room)


def lines() -> list[Proposal]:
    return [line for group in propose(TODAY) for line in group.lines]


def test_a_part_below_its_least_stock_is_filled_up_to_its_most(room: Stockroom) -> None:
    part = room.part(1, 100, min_qty_milli=2000, max_qty_milli=8000)
    room.part(2, 100, min_qty_milli=2000, max_qty_milli=8000)
    [line] = lines()
    assert (line.part_id, line.available_milli, line.qty_milli) == (part, 1000, 7000)


def test_what_is_on_its_way_or_drafted_is_not_proposed_again(buyer: Buyer, room: Stockroom) -> None:
    part = room.part(min_qty_milli=5000)
    buyer.order((part, 2, 100))
    buyer.draft((part, 2, 100))
    [line] = lines()
    assert (line.coming_milli, line.qty_milli) == (4000, 1000)
    buyer.draft((part, 1, 100))
    assert lines() == []


def test_what_a_job_lacks_is_proposed_for_it(room: Stockroom) -> None:
    part = room.part(1, 100, min_qty_milli=2000)
    first, second = room.order(), room.order()
    room.line(first, part, 1)
    line_id = room.line(second, part, 3)
    [line] = lines()
    assert (line.available_milli, line.qty_milli) == (-3000, 5000)
    assert [(job.order_line_id, job.qty_milli) for job in line.jobs] == [(line_id, 3000)]


def test_a_part_out_of_use_is_proposed_for_jobs_alone(room: Stockroom) -> None:
    part = room.part(min_qty_milli=4000, active=False)
    assert lines() == []
    room.line(room.order(), part, 1)
    assert [line.qty_milli for line in lines()] == [1000]


def test_proposals_stand_by_supplier_and_those_of_nobody_come_last(buyer: Buyer, room: Stockroom) -> None:
    other = buyer.add_supplier("安达配件")
    closed = buyer.add_supplier("关门", active=False)
    room.part(code="A1", min_qty_milli=1000)
    room.part(code="B1", min_qty_milli=1000, supplier=buyer.supplier)
    room.part(code="B2", min_qty_milli=1000, supplier=buyer.supplier)
    room.part(code="C1", min_qty_milli=1000, supplier=other)
    room.part(code="D1", min_qty_milli=1000, supplier=closed)
    found = propose(TODAY)
    assert {group.supplier: [line.code for line in group.lines] for group in found} == {
        "京城汽配": ["B1", "B2"],
        "安达配件": ["C1"],
        "": ["A1", "D1"],
    }
    assert found[-1].supplier_id is None
    days = {group.supplier: group.expected_on for group in found}
    assert days == {"京城汽配": date(2026, 11, 25), "安达配件": None, "": None}


def test_the_price_is_that_of_the_last_delivery_without_its_freight(buyer: Buyer, room: Stockroom) -> None:
    part = room.part(min_qty_milli=9000)
    buyer.deliver(buyer.order((part, 2, 100)), (2, 240), freight_fen=50)
    [line] = lines()
    assert (line.price_fen, line.amount_fen) == (120, 840)
    assert purchasing.last_prices([part, room.part()]) == {part: 120}


def test_the_price_is_that_of_the_invoice_once_it_has_come(room: Stockroom) -> None:
    """Ten are booked in at 10.00, and others at nothing because their price is not known; the invoice asks 12.00."""
    shop = BuyingFrom(room)
    part, unpriced = room.part(), room.part()
    receipt = shop.deliver((part, 10, 10_000), (unpriced, 5, 0))
    assert purchasing.last_prices([part, unpriced]) == {part: 1_000}
    said = {shop.line(receipt).id: 12_000, shop.line(receipt, 2).id: 2_500}
    shop.invoice(14_500, receipt, lines=said)
    assert purchasing.last_prices([part, unpriced]) == {part: 1_200, unpriced: 500}


def test_the_price_of_a_reversed_receipt_is_forgotten(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    room.receive((part, 2, 200))
    reverse_receipt(room.by, receipt_id(room.receive((part, 2, 900))), "录错")
    assert purchasing.last_prices([part]) == {part: 100}


def test_one_click_drafts_the_order_with_a_line_for_each_job(buyer: Buyer, room: Stockroom) -> None:
    part = room.part(min_qty_milli=2000, supplier=buyer.supplier)
    job = room.order()
    needed = room.line(job, part, 3)
    [group] = propose(TODAY)
    chosen = [Chosen(line, line.qty_milli, 150) for line in group.lines]
    order = purchase_proposals.order_proposals(room.by, group.supplier_id, chosen)
    assert [(line.qty_milli, line.order_line_id) for line in buyer.card(order).lines] == [
        (3000, needed),
        (2000, None),
    ]
    assert propose(TODAY) == []
    purchasing.place(room.by, order, 1)
    assert supply.of_order(job)[needed].expected_on == date(2026, 11, 25)


def test_less_than_proposed_goes_to_the_job_first(buyer: Buyer, room: Stockroom) -> None:
    part = room.part(min_qty_milli=2000, supplier=buyer.supplier)
    needed = room.line(room.order(), part, 3)
    [line] = lines()
    order = purchase_proposals.order_proposals(room.by, buyer.supplier, [Chosen(line, 2000, 150)])
    assert [(one.qty_milli, one.order_line_id) for one in buyer.card(order).lines] == [(2000, needed)]


def test_nothing_chosen_or_no_supplier_orders_nothing(buyer: Buyer, room: Stockroom) -> None:
    room.part(min_qty_milli=2000)
    [line] = lines()
    for supplier, chosen in ((buyer.supplier, []), (None, [Chosen(line, 1000, 1)])):
        with pytest.raises(FieldError):
            purchase_proposals.order_proposals(room.by, supplier, chosen)
