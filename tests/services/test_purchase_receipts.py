"""Goods come in against a purchase order: part deliveries, inspection, prices, freight, and the way back."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from garage.domain.money import MAX_FEN
from garage.domain.purchasing import COMING, PurchaseState
from garage.domain.stock import Balance, MovementKind
from garage.errors import FieldError, RuleError, StaleError
from garage.models.parts import Part
from garage.models.stock import GoodsReceiptLine
from garage.services import goods_receipts, receipt_list, supply
from garage.services.command import By
from garage.services.goods_receipts import AgainstOrder, GoodsLine, receive_goods, reverse_receipt
from garage.services.stock import check_books, ledger
from tests.seat import seat
from tests.services.buying import Buyer, payable, receipt_id
from tests.services.stockroom import Stockroom, deliverer, on_hand


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@pytest.fixture
def buyer(room: Stockroom) -> Buyer:
    return Buyer(room)


def test_a_part_delivery_leaves_the_rest_on_order(buyer: Buyer, room: Stockroom) -> None:
    oil, filter_ = room.part(), room.part()
    order = buyer.order((oil, 10, 100), (filter_, 4, 50))
    first = buyer.deliver(order, (6, 600))
    card = buyer.card(order)
    assert card.row.state is PurchaseState.PARTLY
    assert [line.open_milli for line in card.lines] == [4000, 4000]
    assert supply.on_order([oil])[oil].qty_milli == 4000
    second = buyer.deliver(order, (4, 400), (4, 200))
    card = buyer.card(order)
    assert (card.row.state, card.row.open_lines) == (PurchaseState.RECEIVED, 0)
    rows = goods_receipts.page().rows
    assert [(row.no, row.purchase_no) for row in rows] == [
        (second, "PO-2026-00001"),
        (first, "PO-2026-00001"),
    ]
    assert on_hand(oil) == Balance(10_000, 1000)
    assert check_books() == []


def test_what_came_in_is_owed_to_the_supplier(buyer: Buyer, room: Stockroom) -> None:
    order = buyer.order((room.part(), 10, 100))
    number = buyer.deliver(order, (6, 600), freight_fen=50)
    assert payable(buyer.supplier) == 650
    reverse_receipt(room.by, receipt_id(number), "数量录错")
    assert payable(buyer.supplier) == 0


def test_opening_stock_and_goods_of_nobody_are_owed_to_nobody(buyer: Buyer, room: Stockroom) -> None:
    room.part(3, 900)
    room.receive((room.part(), 1, 100))
    assert payable(buyer.supplier) == 0


def test_more_than_ordered_is_asked_about_and_then_kept(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    order = buyer.order((part, 2, 100))
    with pytest.raises(RuleError) as asked:
        buyer.deliver(order, (3, 300))
    assert [reason.code for reason in asked.value.reasons] == ["over_delivery"]
    assert "3 came, 2 are open" in str(asked.value)
    buyer.deliver(order, (3, 300), over=True)
    card = buyer.card(order)
    assert (card.row.state, card.lines[0].received_milli) == (PurchaseState.RECEIVED, 3000)


def test_what_will_not_come_any_more_closes_the_order(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    order = buyer.order((part, 5, 100))
    buyer.deliver(order, (3, 300), rest_gone="停产")
    row = buyer.card(order).row
    assert (row.state, row.close_reason) == (PurchaseState.CLOSED, "停产")
    assert supply.on_order([part]) == {}


def test_what_was_rejected_stays_outside_and_is_still_awaited(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    order = buyer.order((part, 5, 100))
    card = buyer.card(order)
    line = GoodsLine(part, 3000, 300, card.lines[0].id, rejected_milli=2000, finding="包装破损")
    number = receive_goods(
        room.by,
        kind=MovementKind.RECEIPT,
        lines=[line],
        against=AgainstOrder(order, card.row.version),
        inspected_by=room.by.staff_id,
    )
    assert on_hand(part) == Balance(3000, 300)
    assert buyer.card(order).lines[0].open_milli == 2000
    [told] = receipt_list.lines_of(receipt_id(number))
    assert (told.rejected_milli, told.finding) == (2000, "包装破损")
    assert goods_receipts.page().rows[0].rejected_lines == 1


def test_a_delivery_of_which_all_was_rejected_is_on_paper_and_nowhere_else(
    buyer: Buyer, room: Stockroom
) -> None:
    part = room.part()
    order = buyer.order((part, 2, 100))
    card = buyer.card(order)
    line = GoodsLine(part, 0, 0, card.lines[0].id, rejected_milli=2000, finding="型号不对")
    number = receive_goods(
        room.by,
        kind=MovementKind.RECEIPT,
        lines=[line],
        against=AgainstOrder(order, card.row.version),
    )
    assert on_hand(part) == Balance()
    assert buyer.card(order).row.state is PurchaseState.ORDERED
    assert payable(buyer.supplier) == 0
    reverse_receipt(room.by, receipt_id(number), "重录")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"rejected_milli": 1000}, "lines.0.finding"),
        ({"rejected_milli": -1}, "lines.0.rejected"),
        ({"qty_milli": 0, "rejected_milli": 1000, "finding": "坏"}, "lines.0.cost"),
        ({"qty_milli": 999, "cost_fen": MAX_FEN}, "lines.0.cost"),
        ({"rejected_milli": 1000, "finding": "坏" * 121}, "lines.0.finding"),
    ],
)
def test_the_inspection_is_complete_or_its_cell_is_named(
    room: Stockroom, line: dict[str, object], field: str
) -> None:
    values = {"part_id": room.part(), "qty_milli": 1000, "cost_fen": 100} | line
    with pytest.raises(FieldError) as refused:
        receive_goods(
            room.by, kind=MovementKind.RECEIPT, lines=[GoodsLine(**values)], supplier_id=deliverer(room.by)
        )  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_line_of_another_order_is_refused(buyer: Buyer, room: Stockroom) -> None:
    part, other = room.part(), room.part()
    theirs = buyer.card(buyer.order((part, 1, 100))).lines[0].id
    order = buyer.order((other, 1, 100))
    version = buyer.card(order).row.version
    for line in (GoodsLine(part, 1000, 100, theirs), GoodsLine(part, 1000, 100, theirs + 1)):
        with pytest.raises(FieldError) as refused:
            receive_goods(
                room.by, kind=MovementKind.RECEIPT, lines=[line], against=AgainstOrder(order, version)
            )
        assert refused.value.field == "lines.0.part"


# Freight, prices, shelf life


def test_freight_is_spread_by_value_to_the_fen(room: Stockroom) -> None:
    parts = [room.part() for _place in range(3)]
    costs = (10_000, 10_000, 10_000)
    lines = [GoodsLine(part, 1000, cost) for part, cost in zip(parts, costs, strict=True)]
    number = receive_goods(
        room.by, kind=MovementKind.RECEIPT, lines=lines, freight_fen=1000, supplier_id=deliverer(room.by)
    )
    told = receipt_list.lines_of(receipt_id(number))
    assert [line.freight_fen for line in told] == [334, 333, 333]
    assert [line.cost_fen for line in told] == [10_334, 10_333, 10_333]
    assert [line.price_fen for line in told] == [10_000] * 3
    assert [on_hand(part).value_fen for part in parts] == [10_334, 10_333, 10_333]


def test_the_freight_of_free_goods_goes_by_quantity_and_nothing_bears_none(room: Stockroom) -> None:
    one, two = room.part(), room.part()
    lines = [GoodsLine(one, 1000, 0), GoodsLine(two, 3000, 0)]
    receive_goods(
        room.by, kind=MovementKind.RECEIPT, lines=lines, freight_fen=400, supplier_id=deliverer(room.by)
    )
    assert (on_hand(one).value_fen, on_hand(two).value_fen) == (100, 300)
    rejected = GoodsLine(one, 0, 0, rejected_milli=1000, finding="坏")
    for freight, goods in ((400, rejected), (-1, lines[0])):
        with pytest.raises(FieldError) as refused:
            receive_goods(
                room.by,
                kind=MovementKind.RECEIPT,
                lines=[goods],
                freight_fen=freight,
                supplier_id=deliverer(room.by),
            )
        assert refused.value.field == "freight_fen"


def test_a_part_remembers_what_one_cost_last_and_forgets_a_reversed_receipt(room: Stockroom) -> None:
    part = room.part()
    room.receive((part, 2, 200))
    number = receive_goods(
        room.by,
        kind=MovementKind.RECEIPT,
        lines=[GoodsLine(part, 2000, 300)],
        freight_fen=10,
        supplier_id=deliverer(room.by),
    )
    assert Part.get_by_id(part).last_cost_fen == 155
    reverse_receipt(room.by, receipt_id(number), "录错")
    assert Part.get_by_id(part).last_cost_fen == 100


def test_the_ordered_price_stands_beside_the_delivered(buyer: Buyer, room: Stockroom) -> None:
    order = buyer.order((room.part(), 4, 100))
    [line] = receipt_list.lines_of(receipt_id(buyer.deliver(order, (4, 440))))
    assert (line.ordered_fen, line.price_fen) == (100, 110)


def test_a_part_with_a_shelf_life_expires_unless_the_line_says_when(room: Stockroom) -> None:
    part = room.part(shelf_life_days=30)
    lines = [GoodsLine(part, 1000, 1), GoodsLine(part, 1000, 1, expires_on=date(2027, 6, 30))]
    receive_goods(room.by, kind=MovementKind.RECEIPT, lines=lines, supplier_id=deliverer(room.by))
    days = [row.expires_on for row in GoodsReceiptLine.select().order_by(GoodsReceiptLine.id)]
    assert days == [date(2026, 12, 21), date(2027, 6, 30)]


# The way back


def test_a_reversed_receipt_is_awaited_again(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    order = buyer.order((part, 5, 100))
    first, second = buyer.deliver(order, (2, 200)), buyer.deliver(order, (3, 300))
    reverse_receipt(room.by, receipt_id(second), "送错")
    card = buyer.card(order)
    assert (card.row.state, card.lines[0].open_milli) == (PurchaseState.PARTLY, 3000)
    reverse_receipt(room.by, receipt_id(first), "送错")
    card = buyer.card(order)
    assert (card.row.state, card.lines[0].open_milli) == (PurchaseState.ORDERED, 5000)
    assert on_hand(part) == Balance()
    assert check_books() == []


def test_a_receipt_of_which_part_was_issued_says_who_has_to_give_it_back(
    buyer: Buyer, room: Stockroom
) -> None:
    part = room.part()
    order = buyer.order((part, 5, 100))
    number = buyer.deliver(order, (5, 500))
    job = room.order()
    line = room.line(job, part, 2)
    room.issue(job, (line, 2))
    with pytest.raises(RuleError) as refused:
        reverse_receipt(room.by, receipt_id(number), "送错")
    assert "Only 3 on hand" in str(refused.value)
    assert "京A·12345" in str(refused.value)
    assert buyer.card(order).row.state is PurchaseState.RECEIVED
    room.give_back(job, (line, 2))
    reverse_receipt(room.by, receipt_id(number), "送错")
    assert buyer.card(order).row.state is PurchaseState.ORDERED


def test_a_receipt_with_a_return_on_it_is_not_reversed(buyer: Buyer, room: Stockroom) -> None:
    number = room.receive((room.part(), 5, 500))
    GoodsReceiptLine.update(returned_milli=1000).execute()
    with pytest.raises(RuleError) as refused:
        reverse_receipt(room.by, receipt_id(number), "送错")
    assert refused.value.reasons[0].code == "returned"


def test_the_ledger_names_the_line_of_the_receipt(room: Stockroom) -> None:
    part = room.part()
    number = room.receive((part, 5, 500))
    [line] = GoodsReceiptLine.select().where(GoodsReceiptLine.receipt == receipt_id(number))
    from garage.models.stock import StockMovement

    assert StockMovement.get(StockMovement.document == number).line_id == line.id
    assert ledger(part).rows[0].document == number


@pytest.mark.parametrize("seed", range(3))
def test_whatever_comes_and_goes_an_order_counts_its_standing_receipts(
    buyer: Buyer, room: Stockroom, seed: int
) -> None:
    dice, parts = Random(seed), [room.part(), room.part()]
    order = buyer.order((parts[0], 9, 100), (parts[1], 5, 70))
    standing: dict[str, tuple[int, int]] = {}
    for _step in range(14):
        state = buyer.card(order).row.state
        if state in COMING and dice.random() < 0.7:
            came = dice.randint(0, 4), dice.randint(0, 3)
            if any(came):
                freight = dice.randint(0, 99)
                cost = [(qty, qty * dice.randint(50, 150)) for qty in came]
                standing[buyer.deliver(order, *cost, over=True, freight_fen=freight)] = came
        elif standing:
            number = dice.choice(sorted(standing))
            reverse_receipt(room.by, receipt_id(number), "录错")
            del standing[number]
        lines = buyer.card(order).lines
        came_in = [sum(came[at] for came in standing.values()) * 1000 for at in range(2)]
        assert [line.received_milli for line in lines] == came_in
        assert [on_hand(part).qty_milli for part in parts] == came_in
        assert payable(buyer.supplier) == sum(on_hand(part).value_fen for part in parts)
        assert check_books() == []


# Two seats


def test_whoever_receives_second_is_told_who_was_first(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    order = buyer.order((part, 2, 100))
    seen = buyer.card(order).row.version
    buyer.deliver(order, (2, 200), version=seen)
    with pytest.raises(StaleError, match="张三"):
        buyer.deliver(order, (2, 200), version=seen)
    assert on_hand(part) == Balance(2000, 200)


def test_a_second_part_delivery_that_was_typed_before_is_told_too(buyer: Buyer, room: Stockroom) -> None:
    order = buyer.order((room.part(), 9, 100))
    buyer.deliver(order, (2, 200))
    seen = buyer.card(order).row.version
    buyer.deliver(order, (2, 200))
    with pytest.raises(StaleError):
        buyer.deliver(order, (2, 200), version=seen)


def test_of_two_seats_that_receive_at_once_one_wins(
    db: str, buyer: Buyer, room: Stockroom, tmp_path: Path
) -> None:
    part = room.part()
    order = buyer.order((part, 2, 100))
    version, start = buyer.card(order).row.version, tmp_path / "start"
    with seat(db, start, "receive", order, version) as one, seat(db, start, "receive", order, version) as two:
        start.touch()
        told = sorted(process.communicate(timeout=60)[0].strip() for process in (one, two))
    assert told == ["done", "stale 张三"]
    assert on_hand(part) == Balance(2000, 200)
    assert payable(buyer.supplier) == 200
    assert check_books() == []
