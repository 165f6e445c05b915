"""Parts go to the authorised lines of an order, and come back from them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.documents import Imprint, Letterhead
from garage.domain.lines import LineKind, PartGrade
from garage.domain.orders import DRAWING, OrderState
from garage.domain.stock import RETURNABLE, Balance, MovementKind
from garage.errors import FieldError, RuleError
from garage.models.orders import WorkOrder
from garage.services import staff
from garage.services.command import Area, By, subscribe
from garage.services.goods_issues import IssueLine, issue_parts, issues_of, return_parts
from garage.services.issue_slips import slip
from garage.services.stock import check_books, ledger
from tests.services.stockroom import Stockroom, issued, on_hand


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def codes(refused: pytest.ExceptionInfo[RuleError]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_parts_go_out_at_the_average_and_the_line_knows(room: Stockroom) -> None:
    part = room.part(5, 17_001)
    order = room.order()
    line = room.line(order, part, 2)
    slip = room.issue(order, (line, 2))
    assert slip.number == "GI-2026-00001"
    assert on_hand(part) == Balance(3000, 10_201)
    assert issued(line) == 2000
    row = ledger(part).rows[0]
    assert (row.kind, row.document, row.qty_milli, row.value_fen) == (
        MovementKind.ISSUE,
        slip.number,
        -2000,
        -6_800,
    )
    assert (row.who, row.order_id, row.plate) == ("张三", order, "京A·12345")
    assert row.order_no == WorkOrder.get_by_id(order).no
    assert check_books() == []


def test_the_last_unit_takes_the_rest_of_the_value(room: Stockroom) -> None:
    part = room.part(3, 10_000)
    order = room.order()
    room.issue(order, (room.line(order, part, 2), 2), (room.line(order, part, 1), 1))
    assert on_hand(part) == Balance()
    assert check_books() == []


def test_only_an_order_in_the_shop_draws_parts(room: Stockroom) -> None:
    part = room.part(len(DRAWING), 300)
    for state in OrderState:
        order = room.order(state)
        line = room.line(order, part)
        if state in DRAWING:
            room.issue(order, (line, 1))
            assert issued(line) == 1000
        else:
            with pytest.raises(RuleError) as refused:
                room.issue(order, (line, 1))
            assert codes(refused) == ["state"]
    assert on_hand(part) == Balance()


def test_only_stock_parts_of_the_order_are_issued(room: Stockroom) -> None:
    order = room.order()
    part = room.part(9, 900)
    labour = room.line(order, None, kind=LineKind.LABOUR.value, name="换机油")
    own = room.line(order, part, customer_supplied=True, name="自带机油")
    unnamed = room.line(order, None, name="垫片")
    with pytest.raises(RuleError) as refused:
        room.issue(order, (labour, 1), (own, 1), (unnamed, 1))
    assert sorted(codes(refused)) == ["customer_supplied", "no_part", "not_a_part"]
    assert "Line 2, 自带机油: the customer brings this part." in str(refused.value)
    with pytest.raises(FieldError, match="not on the order"):
        room.issue(order, (room.line(room.order(), part), 1))


def test_no_more_is_issued_than_was_authorised(room: Stockroom) -> None:
    part = room.part(9, 900)
    order = room.order()
    line = room.line(order, part, 3, name="机油")
    room.issue(order, (line, 1))
    with pytest.raises(RuleError, match="Line 1, 机油: only 2 more is authorised") as refused:
        room.issue(order, (line, 1), (line, 1.5))
    assert codes(refused) == ["over_issued"]
    room.issue(order, (line, 1), (line, 1))
    assert issued(line) == 3000


def test_every_short_part_is_named_and_nothing_moves(room: Stockroom) -> None:
    full, few, none = room.part(5, 500), room.part(1, 100, code="JY-5W30"), room.part(code="KL-2")
    order = room.order()
    wishes = [
        (room.line(order, full), 1.0),
        (room.line(order, few), 1.0),
        (room.line(order, few), 0.5),
        (room.line(order, none), 1.0),
    ]
    with pytest.raises(RuleError) as refused:
        room.issue(order, *wishes)
    assert [reason.text for reason in refused.value.reasons] == [
        "JY-5W30 机油滤清器: 1.5 asked for, only 1 on hand.",
        "KL-2 机油滤清器: 1 asked for, only 0 on hand.",
    ]
    assert on_hand(full) == Balance(5000, 500)
    assert issues_of(order) == []
    assert check_books() == []


def test_whoever_comes_second_is_told_who_took_the_last_one_today(room: Stockroom) -> None:
    part = room.part(1, 100, code="KL-2")
    order = room.order()
    first, second = room.line(order, part), room.line(order, part)
    slip = room.issue(order, (first, 1))
    with pytest.raises(RuleError) as refused:
        room.issue(order, (second, 1))
    assert str(refused.value) == (
        f"KL-2 机油滤清器: 1 asked for, only 0 on hand. 张三 took 1 at 09:00 ({slip.number} · 京A·12345)."
    )
    room.by = replace(room.by, at=room.by.at + timedelta(days=1))
    with pytest.raises(RuleError) as refused:
        room.issue(order, (second, 1))
    assert "took" not in str(refused.value)


def test_an_issue_needs_lines_a_quantity_and_someone_at_work(room: Stockroom) -> None:
    order = room.order()
    line = room.line(order, room.part(1, 100))
    with pytest.raises(FieldError, match="at least one part"):
        room.issue(order)
    with pytest.raises(FieldError, match="quantity"):
        room.issue(order, (line, 0))
    with pytest.raises(KeyError):
        room.issue(999_999, (line, 1))
    man = staff.person(room.mechanic)
    staff.change(room.by, man.id, man.version, name=man.name, roles=man.roles, active=False)
    with pytest.raises(FieldError) as refused:
        room.issue(order, (line, 1))
    assert refused.value.field == "received_by"


def test_pages_of_stock_and_of_orders_hear_of_an_issue(room: Stockroom) -> None:
    order = room.order()
    line = room.line(order, room.part(1, 100))
    heard: list[frozenset[Area]] = []
    stop = subscribe(heard.append)
    room.issue(order, (line, 1))
    stop()
    assert heard == [frozenset({Area.STOCK, Area.ORDERS})]


# Returns


def test_a_part_comes_back_at_the_cost_it_went_out(room: Stockroom) -> None:
    part = room.part(3, 10_000)
    order = room.order()
    line = room.line(order, part, 3)
    room.issue(order, (line, 3))
    room.receive((part, 1, 99_999))
    slip = room.give_back(order, (line, 1))
    assert slip.number == "GB-2026-00001"
    assert ledger(part).rows[0].value_fen == 3_333
    assert issued(line) == 2000
    room.give_back(order, (line, 2))
    assert on_hand(part) == Balance(4000, 109_999)
    assert check_books() == []


def test_a_returned_part_may_be_issued_again(room: Stockroom) -> None:
    part = room.part(1, 100)
    order = room.order()
    line = room.line(order, part)
    for _ in range(2):
        room.issue(order, (line, 1))
        room.give_back(order, (line, 1))
    assert on_hand(part) == Balance(1000, 100)
    assert issued(line) == 0


def test_no_more_comes_back_than_the_line_holds(room: Stockroom) -> None:
    order = room.order()
    line = room.line(order, room.part(2, 100), 2, name="机油")
    room.issue(order, (line, 1))
    with pytest.raises(RuleError, match="Line 1, 机油: only 1 can come back") as refused:
        room.give_back(order, (line, 2))
    assert codes(refused) == ["too_many"]


def test_parts_come_back_only_where_others_can_be_drawn_instead(room: Stockroom) -> None:
    order = room.order()
    part = room.part(20, 2_000)
    line = room.line(order, part, 20)
    room.issue(order, (line, 20))
    for state in OrderState:
        WorkOrder.update(state=state.value).where(WorkOrder.id == order).execute()
        if state in RETURNABLE:
            room.give_back(order, (line, 1))
        else:
            with pytest.raises(RuleError, match="only while") as refused:
                room.give_back(order, (line, 1))
            assert codes(refused) == ["state"]
    assert on_hand(part).qty_milli == len(RETURNABLE) * 1000


# Slips


def test_an_order_lists_its_slips(room: Stockroom) -> None:
    order = room.order()
    line = room.line(order, room.part(1, 100))
    out = room.issue(order, (line, 1))
    later = replace(room.by, at=room.by.at + timedelta(hours=1))
    back = return_parts(
        later, order, lines=[IssueLine(line, 1000)], received_by=room.by.staff_id, note="型号不对"
    )
    first, second = issues_of(order)
    assert (first.id, first.no, first.is_return) == (out.id, out.number, False)
    assert (first.at, first.issued_by, first.received_by) == (room.by.at, "张三", "李师傅")
    assert (second.no, second.is_return, second.at, second.note) == (back.number, True, later.at, "型号不对")


def test_a_note_that_is_too_long_is_refused_at_its_field(room: Stockroom) -> None:
    order = room.order()
    line = room.line(order, room.part(1, 100))
    with pytest.raises(FieldError) as refused:
        issue_parts(room.by, order, lines=[IssueLine(line, 1000)], received_by=room.mechanic, note="长" * 201)
    assert refused.value.field == "note"
    assert issued(line) == 0


def test_the_slip_prints_what_moved_and_its_cost_on_the_stock_copy_alone(room: Stockroom) -> None:
    part = room.part(5, 17_001, code="LX-1", unit="个", bin="A-01", old_part_back=True)
    order = room.order()
    line = room.line(order, part, 2)
    out = room.issue(order, (line, 2))
    imprint = Imprint("张三", room.by.at)
    paper = slip(out.id, Letterhead("诚信汽修"), imprint, with_cost=True)
    assert (paper.number, paper.is_return, paper.car.plate) == (out.number, False, "京A·12345")
    assert (paper.issued_by, paper.received_by, paper.at) == ("张三", "李师傅", room.by.at)
    [row] = paper.parts
    assert (row.code, row.grade, row.unit, row.bin) == ("LX-1", PartGrade.GENUINE, "个", "A-01")
    assert (row.qty_milli, row.cost_fen, row.old_part_back) == (2000, 6_800, True)
    back = room.give_back(order, (line, 1))
    paper = slip(back.id, Letterhead("诚信汽修"), imprint, with_cost=False)
    assert paper.is_return
    assert [(row.qty_milli, row.cost_fen) for row in paper.parts] == [(1000, None)]
    with pytest.raises(KeyError):
        slip(999_999, Letterhead("诚信汽修"), imprint, with_cost=False)
