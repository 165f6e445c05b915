"""Whoever takes a part whose old one must come back owes it until it is there, is paid for, or was not fitted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.old_parts import DutyState
from garage.domain.orders import OrderState
from garage.domain.staff import Role
from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.orders import OrderLine
from garage.models.parts import Part
from garage.models.stock import OldPartDuty
from garage.services import old_part_books, old_part_duties, old_part_list, old_part_tags, old_parts, staff
from garage.services.command import By
from tests.services.stockroom import Stockroom


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def taken(room: Stockroom, qty: float = 3, cost_fen: int = 10_000) -> tuple[int, int]:
    """An order that drew so much of a part whose old one must come back; (order, line)."""
    part = room.part(qty, cost_fen, old_part_back=True, name="发电机")
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, qty)
    room.issue(order, (line, qty))
    return order, line


def states() -> list[tuple[str, int, int]]:
    return [
        (one.state, one.qty_milli, one.value_fen) for one in OldPartDuty.select().order_by(OldPartDuty.id)
    ]


def test_an_issue_charges_the_receiver_with_what_the_new_part_cost(room: Stockroom) -> None:
    order, _line = taken(room)
    [duty] = old_part_duties.open_duties(order_id=order)
    assert (duty.staff_id, duty.qty_milli, duty.value_fen) == (room.mechanic, 3000, 10_000)
    assert old_part_duties.balances() == {room.mechanic: 10_000}
    assert old_part_duties.open_duties(staff_id=room.by.staff_id) == []


def test_a_part_without_the_duty_charges_nobody(room: Stockroom) -> None:
    part = room.part(1, 100)
    order = room.order(OrderState.IN_WORK)
    room.issue(order, (room.line(order, part), 1))
    assert old_part_duties.balances() == {}


def test_old_parts_are_booked_in_piece_by_piece_and_the_last_takes_the_rest(room: Stockroom) -> None:
    taken(room)
    [duty] = old_part_duties.open_duties()
    old_part_duties.clear(room.by, duty.id, duty.version, 1000, "已回库")
    [duty] = old_part_duties.open_duties()
    assert (duty.qty_milli, duty.value_fen) == (2000, 6_667)
    old_part_duties.clear(room.by, duty.id, duty.version)
    assert old_part_duties.balances() == {}
    assert states() == [("CLEARED", 2000, 6_667), ("CLEARED", 1000, 3_333)]


def test_a_lost_old_part_is_charged_with_a_reason(room: Stockroom) -> None:
    taken(room)
    [duty] = old_part_duties.open_duties()
    with pytest.raises(FieldError) as error:
        old_part_duties.charge(room.by, duty.id, duty.version, 5_000, " ")
    assert error.value.field == "reason"
    with pytest.raises(FieldError) as error:
        old_part_duties.charge(room.by, duty.id, duty.version, -1, "丢失")
    assert error.value.field == "charge"
    old_part_duties.charge(room.by, duty.id, duty.version, 5_000, "丢失", 1000)
    assert states() == [("OPEN", 2000, 6_667), ("CHARGED", 1000, 3_333)]
    assert OldPartDuty.get(OldPartDuty.state == "CHARGED").charge_fen == 5_000


def test_what_is_closed_is_not_closed_again_and_a_second_seat_is_told(room: Stockroom) -> None:
    taken(room, 1)
    [duty] = old_part_duties.open_duties()
    old_part_duties.clear(room.by, duty.id, duty.version)
    with pytest.raises(StaleError):
        old_part_duties.charge(room.by, duty.id, duty.version, 100, "丢失")
    with pytest.raises(StaleError):
        old_part_duties.clear(room.by, duty.id, duty.version)
    with pytest.raises(RuleError):
        old_part_duties.clear(room.by, duty.id, duty.version + 1)
    with pytest.raises(KeyError):
        old_part_duties.clear(room.by, 999, 1)


@pytest.mark.parametrize("qty_milli", [0, -1, 3001])
def test_no_more_than_is_owed_is_booked_in(room: Stockroom, qty_milli: int) -> None:
    taken(room)
    [duty] = old_part_duties.open_duties()
    with pytest.raises(FieldError):
        old_part_duties.clear(room.by, duty.id, duty.version, qty_milli)


def test_a_new_part_that_comes_back_unused_relieves_the_newest_issue_first(room: Stockroom) -> None:
    part = room.part(3, 9_000, old_part_back=True)
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 3)
    room.issue(order, (line, 1))
    room.by = replace(room.by, at=room.by.at + timedelta(minutes=5))
    room.issue(order, (line, 2))
    room.give_back(order, (line, 1))
    assert [one.qty_milli for one in old_part_duties.open_duties()] == [1000, 1000]
    room.give_back(order, (line, 2))
    assert old_part_duties.balances() == {}
    assert {state for state, _qty, _fen in states()} == {"RETURNED"}


def test_whoever_owes_longest_is_named_first_with_what_it_stands_for(room: Stockroom) -> None:
    taken(room, 1, 5_000)
    earlier = room.mechanic
    room.mechanic = staff.add(room.by, name="陈师傅", roles={Role.MECHANIC})
    room.by = replace(room.by, at=room.by.at + timedelta(hours=1))
    taken(room, 1, 20_000)
    people = old_part_list.people()
    assert [(one.id, one.name, one.pieces, one.value_fen) for one in people] == [
        (earlier, "李师傅", 1, 5_000),
        (room.mechanic, "陈师傅", 1, 20_000),
    ]


def test_what_was_cleared_is_listed_with_how_and_by_whom(room: Stockroom) -> None:
    taken(room)
    [duty] = old_part_duties.open_duties()
    old_part_duties.clear(room.by, duty.id, duty.version, 1000, "已回库")
    [duty] = old_part_duties.open_duties()
    old_part_duties.charge(room.by, duty.id, duty.version, 8_000, "丢失")
    first = old_part_list.closed(limit=1)
    assert [(one.state, one.note) for one in first.rows] == [(DutyState.CLEARED, "已回库")]
    [last] = old_part_list.closed(first.next_cursor, 1).rows
    assert (last.state, last.charge_fen, last.qty_milli) == (DutyState.CHARGED, 8_000, 2000)
    assert (last.who, last.closed_by, last.plate) == ("李师傅", "张三", "京A·12345")


def test_a_duty_is_relieved_although_the_part_no_longer_asks_for_it(room: Stockroom) -> None:
    order, line = taken(room)
    Part.update(old_part_back=False).execute()
    room.give_back(order, (line, 3))
    assert old_part_duties.balances() == {}
    assert list(old_part_duties.check_books()) == []


def test_the_books_tell_who_owes_more_than_a_line_holds(room: Stockroom) -> None:
    _order, line = taken(room)
    assert list(old_part_duties.check_books()) == []
    OrderLine.update(issued_milli=2000).where(OrderLine.id == line).execute()
    assert len(list(old_part_duties.check_books())) == 1
    OldPartDuty.update(charge_fen=1).execute()
    assert len(list(old_part_duties.check_books())) == 2


def charged(room: Stockroom, qty_milli: int | None = None) -> int:
    """The id of a duty of which so much was charged, 60.00 for all of it."""
    [duty] = old_part_duties.open_duties()
    old_part_duties.charge(room.by, duty.id, duty.version, 6_000, "丢失", qty_milli)
    return OldPartDuty.get(OldPartDuty.state == "CHARGED").id


def sound() -> bool:
    return not [*old_part_duties.check_books(), *old_part_books.check_books()]


def charges() -> list[tuple[str, int, int, int]]:
    rows = OldPartDuty.select().order_by(OldPartDuty.id)
    return [(one.state, one.qty_milli, one.value_fen, one.charge_fen) for one in rows]


def test_a_charge_is_taken_back_with_a_reason_and_the_part_is_owed_again(room: Stockroom) -> None:
    taken(room)
    duty = charged(room)
    with pytest.raises(FieldError) as error:
        old_part_duties.take_back_charge(room.by, duty, " ")
    assert error.value.field == "reason"
    old_part_duties.take_back_charge(room.by, duty, "扣错人了")
    assert charges() == [("OPEN", 3000, 10_000, 0)]
    assert old_part_duties.balances() == {room.mechanic: 10_000}
    log = AuditEntry.get((AuditEntry.noun == "old_part_duty") & (AuditEntry.act == "take back charge"))
    assert (log.reason, log.staff_id) == ("扣错人了", room.by.staff_id)
    assert sound()


def test_some_of_a_charge_is_taken_back_and_the_rest_is_still_paid(room: Stockroom) -> None:
    taken(room)
    old_part_duties.take_back_charge(room.by, charged(room), "找到一件", qty_milli=1000)
    assert sorted(charges()) == [("CHARGED", 2000, 6_666, 4_000), ("OPEN", 1000, 3_334, 0)]
    assert sound()


@pytest.mark.parametrize("qty_milli", [0, -1, 3001])
def test_no_more_of_a_charge_is_taken_back_than_was_charged(room: Stockroom, qty_milli: int) -> None:
    taken(room)
    with pytest.raises(FieldError):
        old_part_duties.take_back_charge(room.by, charged(room), "找到", qty_milli=qty_milli)


def test_only_what_is_charged_is_taken_back_and_a_second_seat_is_told(room: Stockroom) -> None:
    taken(room)
    duty = charged(room)
    version = OldPartDuty.get_by_id(duty).version
    old_part_duties.take_back_charge(room.by, duty, "找到", version=version)
    with pytest.raises(StaleError):
        old_part_duties.take_back_charge(room.by, duty, "找到", version=version)
    with pytest.raises(RuleError):
        old_part_duties.take_back_charge(room.by, duty, "找到")
    with pytest.raises(KeyError):
        old_part_duties.take_back_charge(room.by, 999, "找到")


def test_a_lost_part_that_is_found_and_counted_in_is_paid_by_nobody(room: Stockroom) -> None:
    order, line = taken(room, 2)
    charged(room)
    found = old_parts.tag(room.by, order, line, replace(old_part_tags.prefill(order, line), qty_milli=1000))
    old_parts.count_in(room.by, found, shelf="旧件架 A-1", charge_back=True)
    assert sorted(charges()) == [("CHARGED", 1000, 5_000, 3_000), ("CLEARED", 1000, 5_000, 0)]
    assert OldPartDuty.get(OldPartDuty.state == "CLEARED").old_part_id == found
    assert sound()


def test_a_charge_stays_until_somebody_takes_it_back_and_the_counted_part_clears_it_then(
    room: Stockroom,
) -> None:
    order, line = taken(room, 1)
    duty = charged(room)
    found = old_parts.tag(room.by, order, line)
    old_parts.count_in(room.by, found, shelf="旧件架 A-1")
    assert charges() == [("CHARGED", 1000, 10_000, 6_000)]
    old_part_duties.take_back_charge(room.by, duty, "旧件已找到")
    assert charges() == [("CLEARED", 1000, 10_000, 0)]
    assert sound()
    old_parts.void(room.by, found, None, "挂错")
    assert charges() == [("OPEN", 1000, 10_000, 0)]
    assert sound()


def test_a_charge_taken_back_after_the_new_part_came_back_leaves_nothing_owed(room: Stockroom) -> None:
    order, line = taken(room, 2)
    duty = charged(room, 1000)
    room.give_back(order, (line, 2))
    old_part_duties.take_back_charge(room.by, duty, "新件已退库")
    assert old_part_duties.balances() == {}
    assert {state for state, *_rest in charges()} == {"RETURNED"}
    assert sound()
