"""Bought outside straight for a job: both movements in one act, and the weekly expense list."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from garage.domain.dates import monday
from garage.domain.documents import Imprint
from garage.domain.orders import OrderState
from garage.domain.settlements import PayMethod
from garage.domain.staff import Role
from garage.domain.stock import Balance, MovementKind
from garage.errors import FieldError, RuleError
from garage.models.orders import OrderLine
from garage.models.parts import Part
from garage.services import goods_receipts, papers_purchasing, serials, spot_purchases, staff
from garage.services.command import By
from garage.services.goods_issues import IssueLine, issue_parts
from garage.services.parts import PartData
from garage.services.serials import Fitted
from garage.services.spot_purchases import Bought
from garage.services.stock import check_books, ledger
from tests.services.buying import Buyer, payable, receipt_id
from tests.services.stockroom import Stockroom, issued, on_hand

MONDAY = date(2026, 11, 16)


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def buy(room: Stockroom, line: int, **how: Any) -> Bought:
    terms: dict[str, Any] = {
        "qty_milli": 1000,
        "cost_fen": 38_000,
        "vendor": "路口汽配店",
        "method": PayMethod.CASH,
        "bought_by": room.mechanic,
        "received_by": room.mechanic,
    }
    return spot_purchases.buy(room.by, line, **terms | how)


def test_receipt_and_issue_are_one_act_and_the_shelf_stays_as_it_was(room: Stockroom) -> None:
    part = room.part()
    job = room.order()
    line = room.line(job, part, 1)
    bought = buy(room, line)
    assert (bought.receipt_no, bought.issue_no) == ("GR-2026-00001", "GI-2026-00001")
    assert on_hand(part) == Balance()
    assert issued(line) == 1000
    assert [(row.kind, row.value_fen, row.order_id) for row in ledger(part).rows] == [
        (MovementKind.ISSUE, -38_000, job),
        (MovementKind.RECEIPT, 38_000, None),
    ]
    assert check_books() == []


def test_a_part_that_is_on_file_nowhere_is_put_there(room: Stockroom) -> None:
    line = room.line(room.order(), None, 2)
    buy(room, line, qty_milli=2000, new_part=PartData(code="wp-77", name="水泵"))
    part = Part.get(Part.code == "WP-77")
    assert OrderLine.get_by_id(line).part_id == part.id
    assert (issued(line), part.last_cost_fen) == (2000, 19_000)


def test_a_line_in_free_words_may_be_a_part_that_is_there(room: Stockroom) -> None:
    part, line = room.part(), room.line(room.order(), None, 1)
    with pytest.raises(FieldError) as refused:
        buy(room, line)
    assert refused.value.field == "part_id"
    buy(room, line, part_id=part)
    assert issued(line) == 1000


def test_nothing_is_left_behind_when_the_job_may_not_draw_it(room: Stockroom) -> None:
    line = room.line(room.order(OrderState.AUTHORISED), None, 1)
    with pytest.raises(RuleError):
        buy(room, line, new_part=PartData(code="X", name="水泵"))
    assert not Part.select().where(Part.code == "X").exists()
    assert goods_receipts.page().rows == ()
    more = room.line(room.order(), room.part(), 1)
    with pytest.raises(RuleError, match="only 1 more"):
        buy(room, more, qty_milli=2000)


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"qty_milli": 0}, "qty"),
        ({"cost_fen": -1}, "cost"),
        ({"vendor": " "}, "vendor"),
        ({"method": None}, "method"),
        ({"supplier_id": 999_999}, "supplier_id"),
        ({"bought_by": None}, "bought_by"),
        ({"received_by": None}, "received_by"),
    ],
)
def test_a_wrong_field_is_named(room: Stockroom, how: dict[str, Any], field: str) -> None:
    line = room.line(room.order(), room.part(), 1)
    with pytest.raises(FieldError) as refused:
        buy(room, line, **how)
    assert refused.value.field == field


def test_a_suppliers_account_bears_it_only_when_it_was_not_paid(room: Stockroom) -> None:
    supplier = Buyer(room).supplier
    part, job = room.part(), room.order()
    buy(room, room.line(job, part, 1), vendor="", supplier_id=supplier)
    assert payable(supplier) == 0
    bought = buy(room, room.line(job, part, 1), vendor="", supplier_id=supplier, method=None)
    assert payable(supplier) == 38_000
    spot_purchases.take_back(room.by, receipt_id(bought.receipt_no), "买错")
    assert payable(supplier) == 0


def test_a_wrong_purchase_is_taken_back_from_the_job_too(room: Stockroom) -> None:
    part = room.part(2, 40_000)
    line = room.line(room.order(), part, 1)
    ref = receipt_id(buy(room, line).receipt_no)
    with pytest.raises(RuleError) as refused:
        goods_receipts.reverse_receipt(room.by, ref, "买错")
    assert refused.value.reasons[0].code == "spot"
    with pytest.raises(FieldError):
        spot_purchases.take_back(room.by, ref, " ")
    spot_purchases.take_back(room.by, ref, "买错")
    assert (on_hand(part), issued(line)) == (Balance(2000, 40_000), 0)
    with pytest.raises(RuleError):
        spot_purchases.take_back(room.by, ref, "买错")
    assert check_books() == []


def test_only_a_spot_purchase_is_taken_back_here(room: Stockroom) -> None:
    number = room.receive((room.part(), 1, 100))
    with pytest.raises(KeyError):
        spot_purchases.take_back(room.by, receipt_id(number), "买错")


def test_the_week_lists_what_each_buyer_laid_out(room: Stockroom) -> None:
    other = staff.add(room.by, name="孙仓管", roles={Role.STOREKEEPER})
    part, job = room.part(code="WP-77", name="水泵", unit="个"), room.order()
    buy(room, room.line(job, part, 1))
    buy(room, room.line(job, part, 1), bought_by=other, method=PayMethod.WECHAT, cost_fen=100)
    wrong = buy(room, room.line(job, part, 1), bought_by=other)
    spot_purchases.take_back(room.by, receipt_id(wrong.receipt_no), "买错")
    room.receive((part, 1, 100))
    later = replace(room, by=By(room.by.staff_id, room.by.at + timedelta(days=2)))
    buy(later, room.line(job, part, 1), cost_fen=7)
    rows = spot_purchases.week(MONDAY)
    assert [(row.buyer, row.method, row.amount_fen, row.reverse_reason) for row in rows] == [
        ("李师傅", PayMethod.CASH, 38_000, ""),
        ("孙仓管", PayMethod.WECHAT, 100, ""),
        ("孙仓管", PayMethod.CASH, 38_000, "买错"),
    ]
    assert [row.amount_fen for row in spot_purchases.standing(spot_purchases.week(MONDAY, other))] == [100]
    assert (rows[0].plate, rows[0].vendor, rows[0].code, rows[0].unit) == (
        "京A·12345",
        "路口汽配店",
        "WP-77",
        "个",
    )
    assert [row.amount_fen for row in spot_purchases.week(MONDAY + timedelta(days=7))] == [7]


def test_what_is_taken_back_in_a_later_week_counts_against_that_week(room: Stockroom) -> None:
    part, job = room.part(code="WP-77", name="水泵", unit="个"), room.order()
    ref = receipt_id(buy(room, room.line(job, part, 1)).receipt_no)
    paid_out = papers_purchasing.expense_list(MONDAY, None, Imprint("李师傅", room.by.at))
    next_week = By(room.by.staff_id, room.by.at + timedelta(days=7))
    spot_purchases.take_back(next_week, ref, "装不上")
    again = papers_purchasing.expense_list(MONDAY, None, Imprint("李师傅", room.by.at))
    assert again.lines == paid_out.lines
    later = MONDAY + timedelta(days=7)
    [row] = spot_purchases.week(later)
    assert (row.at, row.qty_milli, row.amount_fen, row.reverse_reason) == (
        next_week.at,
        -1000,
        -38_000,
        "装不上",
    )
    paper = papers_purchasing.expense_list(later, None, Imprint("李师傅", next_week.at))
    assert [(line.qty_milli, line.amount_fen) for line in paper.lines] == [(-1000, -38_000)]
    assert (again.total_fen, paper.total_fen) == (38_000, -38_000)


def test_a_week_begins_on_its_monday() -> None:
    assert monday(date(2026, 11, 22)) == MONDAY
    assert monday(MONDAY) == MONDAY


def test_a_tracked_part_takes_its_serial_numbers_along(room: Stockroom) -> None:
    part = room.part(serial_tracked=True)
    line = room.line(room.order(), part, 2)
    with pytest.raises(FieldError) as refused:
        buy(room, line, qty_milli=2000)
    assert refused.value.field == "serials"
    bought = buy(room, line, qty_milli=2000, serials=[Fitted("A1"), Fitted("A2")])
    assert serials.out_on(line) == ["A1", "A2"]
    spot_purchases.take_back(room.by, receipt_id(bought.receipt_no), "买错")
    assert serials.out_on(line) == []


def test_what_the_job_gave_back_before_is_taken_off_the_shelf(room: Stockroom) -> None:
    part = room.part()
    job = room.order()
    line = room.line(job, part, 1)
    receipt = receipt_id(buy(room, line).receipt_no)
    room.give_back(job, (line, 1))
    spot_purchases.take_back(room.by, receipt, "买错了")
    assert (on_hand(part), issued(line)) == (Balance(), 0)
    assert check_books() == []


@pytest.mark.parametrize("cost_fen", [5_000, 90_000])
def test_only_the_piece_that_was_bought_comes_back_and_at_what_it_cost(
    room: Stockroom, cost_fen: int
) -> None:
    part = room.part(1, 10_000, serial_tracked=True)
    job = room.order()
    line = room.line(job, part, 2)
    drawn = IssueLine(line, 1000, (Fitted("OWN-1"),))
    issue_parts(room.by, job, lines=[drawn], received_by=room.mechanic)
    receipt = receipt_id(buy(room, line, cost_fen=cost_fen, serials=(Fitted("SPOT-1"),)).receipt_no)
    spot_purchases.take_back(room.by, receipt, "买错了")
    assert (on_hand(part), issued(line), serials.out_on(line)) == (Balance(), 1000, ["OWN-1"])
    room.give_back(job, (line, 1))
    assert on_hand(part) == Balance(1000, 10_000)
    assert check_books() == []
