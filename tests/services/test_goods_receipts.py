"""Goods come in, and a wrong receipt goes out again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.stock import Balance, MovementKind
from garage.errors import FieldError, RuleError
from garage.models.audit import AuditEntry
from garage.models.parts import Part
from garage.models.stock import GoodsReceipt
from garage.services import goods_receipts, suppliers
from garage.services.command import By
from garage.services.goods_receipts import AgainstOrder, GoodsLine, lines_of, receive_goods, reverse_receipt
from garage.services.stock import check_books, ledger
from tests.services.buying import Buyer
from tests.services.stockroom import Stockroom, deliverer, on_hand


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def receipt_id(number: str) -> int:
    return int(GoodsReceipt.get(GoodsReceipt.no == number).id)


def test_goods_come_in_at_their_cost_and_the_average_moves(room: Stockroom) -> None:
    part = room.part()
    first = room.receive((part, 3, 10_000))
    second = room.receive((part, 2, 7_001))
    assert (first, second) == ("GR-2026-00001", "GR-2026-00002")
    assert on_hand(part) == Balance(5000, 17_001)
    newest, oldest = ledger(part).rows
    assert (newest.document, newest.qty_milli, newest.value_fen) == (second, 2000, 7_001)
    assert newest.balance == Balance(5000, 17_001)
    assert oldest.balance == Balance(3000, 10_000)
    assert check_books() == []


def test_opening_stock_comes_on_no_purchase_order(room: Stockroom) -> None:
    shop = Buyer(room)
    part = room.part()
    order = shop.order((part, 1, 100))
    with pytest.raises(ValueError, match="OPENING"):
        receive_goods(
            room.by,
            kind=MovementKind.OPENING,
            lines=[GoodsLine(part, 1000, 100)],
            against=AgainstOrder(order, shop.card(order).row.version),
        )


def test_what_was_reversed_never_came_in(room: Stockroom) -> None:
    part = room.part(2, 5_000)
    opened = room.by.at
    room.by = replace(room.by, at=opened + timedelta(days=1))
    number = room.receive((part, 1, 2_500))
    assert Part.get_by_id(part).last_in_at == room.by.at
    reverse_receipt(room.by, receipt_id(number), "录错")
    assert Part.get_by_id(part).last_in_at == opened


def test_opening_stock_and_a_delivery_are_told_apart(room: Stockroom) -> None:
    part = room.part(2, 5_000)
    room.receive((part, 1, 2_500))
    assert [row.kind for row in ledger(part).rows] == [MovementKind.RECEIPT, MovementKind.OPENING]


def test_the_lines_of_a_receipt_stay_as_they_were_written(room: Stockroom) -> None:
    first, second = room.part(code="B", unit="个"), room.part(code="A", unit="桶")
    number = room.receive((first, 3, 10_000), (second, 0.5, 7_001), (first, 1, 0))
    told = [
        (line.position, line.code, line.unit, line.qty_milli, line.cost_fen)
        for line in lines_of(receipt_id(number))
    ]
    assert told == [(1, "B", "个", 3000, 10_000), (2, "A", "桶", 500, 7_001), (3, "B", "个", 1000, 0)]
    assert lines_of(999_999) == []


def test_one_receipt_may_name_a_part_twice(room: Stockroom) -> None:
    part = room.part()
    room.receive((part, 1, 100), (part, 2, 500))
    assert on_hand(part) == Balance(3000, 600)
    assert check_books() == []


@pytest.mark.parametrize(
    ("qty", "cost", "field"),
    [(0, 1, "lines.1.qty"), (-1, 1, "lines.1.qty"), (10**9, 1, "lines.1.qty"), (1, -1, "lines.1.cost")],
)
def test_a_wrong_cell_is_named_and_nothing_is_booked(
    room: Stockroom, qty: int, cost: int, field: str
) -> None:
    part = room.part()
    lines = [GoodsLine(part, 1000, 1), GoodsLine(part, qty, cost)]
    with pytest.raises(FieldError) as refused:
        receive_goods(room.by, kind=MovementKind.RECEIPT, lines=lines, supplier_id=deliverer(room.by))
    assert refused.value.field == field
    assert on_hand(part) == Balance()


def test_a_receipt_needs_lines_known_parts_and_a_known_supplier(room: Stockroom) -> None:
    part = room.part()
    with pytest.raises(FieldError, match="nothing to book in"):
        receive_goods(room.by, kind=MovementKind.RECEIPT, lines=[], supplier_id=deliverer(room.by))
    with pytest.raises(FieldError, match="part does not exist"):
        receive_goods(
            room.by,
            kind=MovementKind.RECEIPT,
            lines=[GoodsLine(999_999, 1000, 1)],
            supplier_id=deliverer(room.by),
        )
    with pytest.raises(FieldError, match="supplier does not exist"):
        receive_goods(
            room.by, kind=MovementKind.RECEIPT, lines=[GoodsLine(part, 1000, 1)], supplier_id=999_999
        )


def test_a_delivery_names_its_supplier_and_opening_stock_needs_none(room: Stockroom) -> None:
    part = room.part()
    with pytest.raises(FieldError) as refused:
        receive_goods(room.by, kind=MovementKind.RECEIPT, lines=[GoodsLine(part, 1000, 1)])
    assert refused.value.field == "supplier_id"
    assert on_hand(part) == Balance()
    receive_goods(room.by, kind=MovementKind.OPENING, lines=[GoodsLine(part, 1000, 1)])
    assert on_hand(part) == Balance(1000, 1)


def test_only_goods_that_come_in_are_a_receipt(room: Stockroom) -> None:
    with pytest.raises(ValueError, match="ISSUE"):
        receive_goods(room.by, kind=MovementKind.ISSUE, lines=[GoodsLine(room.part(), 1000, 1)])


def test_a_refused_receipt_takes_no_number(room: Stockroom) -> None:
    part = room.part()
    with pytest.raises(FieldError):
        receive_goods(
            room.by,
            kind=MovementKind.RECEIPT,
            lines=[GoodsLine(part, 1000, 1)],
            delivery_no="9" * 61,
            supplier_id=deliverer(room.by),
        )
    assert room.receive((part, 1, 1)) == "GR-2026-00001"


def test_the_list_shows_newest_first_with_supplier_and_cost(room: Stockroom) -> None:
    supplier = suppliers.add(room.by, name="京城汽配")
    part = room.part(1, 100)
    receive_goods(
        room.by,
        kind=MovementKind.RECEIPT,
        lines=[GoodsLine(part, 1000, 300), GoodsLine(part, 2000, 400)],
        supplier_id=supplier,
        delivery_no="SH-88",
        note="急",
    )
    page = goods_receipts.page(limit=1)
    [row] = page.rows
    assert (row.no, row.kind, row.supplier, row.delivery_no) == (
        "GR-2026-00002",
        MovementKind.RECEIPT,
        "京城汽配",
        "SH-88",
    )
    assert (row.lines, row.cost_fen, row.who, row.note) == (2, 700, "张三", "急")
    [older] = goods_receipts.page(page.next_cursor, 1).rows
    assert (older.no, older.supplier, older.reversed_at) == ("GR-2026-00001", "", None)
    assert goods_receipts.page(limit=2).next_cursor is None


# Reversal


def test_a_reversed_receipt_leaves_the_stock_as_it_was(room: Stockroom) -> None:
    part, other = room.part(3, 10_000), room.part()
    wrong = room.receive((part, 2, 7_001), (other, 1, 50), (part, 1, 1))
    reverse_receipt(room.by, receipt_id(wrong), "数量录错")
    assert on_hand(part) == Balance(3000, 10_000)
    assert on_hand(other) == Balance()
    assert [(row.kind, row.document, row.reason) for row in ledger(other).rows] == [
        (MovementKind.REVERSAL, wrong, "数量录错"),
        (MovementKind.RECEIPT, wrong, ""),
    ]
    [row, _opening] = goods_receipts.page().rows
    assert (row.reversed_at, row.reverse_reason) == (room.by.at, "数量录错")
    assert AuditEntry.get(AuditEntry.act == "reverse").reason == "数量录错"
    assert check_books() == []


def test_a_receipt_is_reversed_once_and_with_a_reason(room: Stockroom) -> None:
    receipt = receipt_id(room.receive((room.part(), 1, 1)))
    with pytest.raises(FieldError, match="reason is needed"):
        reverse_receipt(room.by, receipt, " ")
    reverse_receipt(room.by, receipt, "错")
    with pytest.raises(RuleError, match="reversed already"):
        reverse_receipt(room.by, receipt, "错")
    with pytest.raises(KeyError):
        reverse_receipt(room.by, 999_999, "错")


def test_goods_that_are_gone_cannot_be_taken_out_again(room: Stockroom) -> None:
    part, other = room.part(code="LX-1"), room.part()
    receipt = receipt_id(room.receive((part, 2, 200), (other, 1, 10)))
    order = room.order()
    room.issue(order, (room.line(order, part), 1))
    with pytest.raises(RuleError, match=r"LX-1 机油滤清器: Only 1 on hand") as refused:
        reverse_receipt(room.by, receipt, "错")
    assert [reason.code for reason in refused.value.reasons] == ["short"]
    assert on_hand(other) == Balance(1000, 10)
    assert check_books() == []


def test_dear_goods_used_at_the_average_cannot_be_taken_out_again(room: Stockroom) -> None:
    part = room.part(1, 1_000)
    receipt = receipt_id(room.receive((part, 1, 2_000)))
    order = room.order()
    room.issue(order, (room.line(order, part), 1))
    assert on_hand(part) == Balance(1000, 1_500)
    with pytest.raises(RuleError) as refused:
        reverse_receipt(room.by, receipt, "错")
    assert [reason.code for reason in refused.value.reasons] == ["worth_less"]


def test_the_last_unit_reversed_takes_the_rest_of_the_value(room: Stockroom) -> None:
    part = room.part()
    cheap = receipt_id(room.receive((part, 1, 1_000)))
    room.receive((part, 1, 2_000))
    order = room.order()
    room.issue(order, (room.line(order, part), 1))
    reverse_receipt(room.by, cheap, "错")
    assert on_hand(part) == Balance()
    assert check_books() == []


def test_a_clock_set_back_does_not_backdate_the_ledger(room: Stockroom) -> None:
    part = room.part(1, 100)
    earlier = replace(room.by, at=room.by.at - timedelta(days=3))
    receive_goods(
        earlier, kind=MovementKind.RECEIPT, lines=[GoodsLine(part, 1000, 100)], supplier_id=deliverer(earlier)
    )
    assert [row.at for row in ledger(part).rows] == [room.by.at, room.by.at]
