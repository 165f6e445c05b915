"""Spoilt goods leave the books at what they are worth, and come back at the same when they are found."""

import pytest

from garage.domain.stock import Balance
from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.stocktakes import WriteOff
from garage.services import write_off_list, write_offs
from garage.services.command import By
from garage.services.stock import check_books
from garage.services.write_offs import WrittenLine
from tests.services.stockroom import Stockroom, milli, on_hand


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def test_goods_go_at_the_average_and_come_back_at_the_same(room: Stockroom) -> None:
    part, whole = room.part(3, 1_000), room.part(2, 501)
    no = write_offs.write_off(room.by, [WrittenLine(part, 1000), WrittenLine(whole, 2000)], "过期")
    assert no == "WF-2026-00001"
    assert (on_hand(part), on_hand(whole)) == (Balance(2000, 667), Balance(0, 0))
    room.receive((part, 1, 10_000))
    row = WriteOff.get(WriteOff.no == no)
    write_offs.reverse(room.by, row.id, row.version, "没有过期")
    assert (on_hand(part), on_hand(whole)) == (Balance(4000, 11_000), Balance(2000, 501))
    assert check_books() == []
    with pytest.raises(StaleError):
        write_offs.reverse(room.by, row.id, row.version, "再来一次")
    with pytest.raises(RuleError):
        write_offs.reverse(room.by, row.id, row.version + 1, "再来一次")
    acts = [entry.act for entry in AuditEntry.select().where(AuditEntry.noun == "write_off")]
    assert acts == ["create", "reverse"]


def test_more_than_there_is_cannot_be_written_off_and_nothing_is(room: Stockroom) -> None:
    part, other = room.part(3, 1_000, code="A"), room.part(1, 10, code="B")
    with pytest.raises(RuleError) as error:
        write_offs.write_off(room.by, [WrittenLine(part, milli(1)), WrittenLine(other, milli(2))], "破损")
    assert ["B" in reason.text for reason in error.value.reasons] == [True]
    assert on_hand(part) == Balance(3000, 1_000)
    assert not WriteOff.select().count()


def test_it_needs_a_part_a_quantity_a_reason_and_an_owner(room: Stockroom) -> None:
    part = room.part(3, 1_000)
    keeper = By(room.mechanic, room.by.at)
    wrong = [
        (room.by, [], "破损", "lines"),
        (room.by, [WrittenLine(part, 0)], "破损", "lines.0.qty"),
        (room.by, [WrittenLine(part, 1000)], "  ", "reason"),
        (keeper, [WrittenLine(part, 1000)], "破损", "approved_by"),
    ]
    for by, lines, reason, field in wrong:
        with pytest.raises(FieldError) as error:
            write_offs.write_off(by, lines, reason)
        assert error.value.field == field
    write_offs.write_off(keeper, [WrittenLine(part, 1000)], "破损", approved_by=room.by.staff_id)
    assert on_hand(part).qty_milli == 2000


def test_the_list_tells_what_went_and_what_came_back(room: Stockroom) -> None:
    part, other = room.part(3, 1_000, code="A", bin="B-1"), room.part(2, 500, code="B")
    first = write_offs.write_off(room.by, [WrittenLine(part, 1000), WrittenLine(other, 2000)], "过期")
    second = write_offs.write_off(room.by, [WrittenLine(part, 1000)], "破损", note="摔了")
    newest, oldest = write_off_list.page().rows
    assert (newest.no, newest.note, newest.lines, newest.value_fen) == (second, "摔了", 1, 334)
    assert (oldest.no, oldest.lines, oldest.value_fen, oldest.reversed_at) == (first, 2, 833, None)
    one_page = write_off_list.page(None, 1)
    assert [row.no for row in write_off_list.page(one_page.next_cursor, 1).rows] == [first]
    line, _other = write_off_list.lines_of(oldest.id)
    assert (line.part_id, line.code, line.bin, line.qty_milli, line.value_fen) == (
        part,
        "A",
        "B-1",
        1000,
        333,
    )
    write_offs.reverse(room.by, newest.id, newest.version, "还在")
    row = write_off_list.one(newest.id)
    assert (row.reversed_at, row.reverse_reason) == (room.by.at, "还在")
    assert (write_off_list.by_number(first), write_off_list.by_number("WF-2026-99999")) == (oldest.id, None)
    with pytest.raises(KeyError):
        write_off_list.one(999)
