"""Each piece of a tracked part goes out under its own number, and only once."""

import pytest

from garage.domain.orders import OrderState
from garage.errors import FieldError
from garage.models.orders import OrderLine
from garage.models.parts import Part
from garage.models.stock import LineSerial
from garage.services import serial_books, serials
from garage.services.command import By
from garage.services.goods_issues import IssueLine, issue_parts, return_parts
from garage.services.serials import Fitted
from tests.services.stockroom import Stockroom, issued, on_hand


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def issue(room: Stockroom, order: int, line: int, qty_milli: int, *pieces: Fitted) -> None:
    issue_parts(room.by, order, lines=[IssueLine(line, qty_milli, pieces)], received_by=room.mechanic)


def back(room: Stockroom, order: int, line: int, qty_milli: int, *numbers: str) -> None:
    pieces = tuple(Fitted(number) for number in numbers)
    return_parts(room.by, order, lines=[IssueLine(line, qty_milli, pieces)], received_by=room.mechanic)


def test_new_and_old_numbers_are_kept_and_found(room: Stockroom) -> None:
    part = room.part(2, 100, serial_tracked=True, name="蓄电池")
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 2)
    issue(room, order, line, 2000, Fitted(" sn-001 ", "ＯＬＤ-9"), Fitted("SN-002"))
    assert serials.out_on(line) == ["SN-001", "SN-002"]
    [found] = serials.find("old-9")
    assert (found.new, found.old, found.order_id, found.part) == ("SN-001", "OLD-9", order, "蓄电池")
    assert [row.new for row in serials.of_order(order)] == ["SN-002", "SN-001"]
    assert serials.find(" ") == []


@pytest.mark.parametrize(
    ("qty_milli", "pieces"),
    [
        (2000, ["A"]),
        (2000, ["A", "A"]),
        (2000, ["A", " "]),
        (1000, []),
        (1500, ["A"]),
    ],
)
def test_each_whole_piece_needs_a_number_of_its_own(
    room: Stockroom, qty_milli: int, pieces: list[str]
) -> None:
    part = room.part(2, 100, serial_tracked=True)
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 2)
    with pytest.raises(FieldError) as error:
        issue(room, order, line, qty_milli, *map(Fitted, pieces))
    assert error.value.field == f"serials.{line}"
    assert (issued(line), on_hand(part).qty_milli) == (0, 2000)


def test_a_number_goes_out_once_until_it_comes_back(room: Stockroom) -> None:
    part = room.part(3, 300, serial_tracked=True)
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 3)
    issue(room, order, line, 2000, Fitted("A"), Fitted("B"))
    with pytest.raises(FieldError):
        issue(room, order, line, 1000, Fitted("a"))
    with pytest.raises(FieldError):
        back(room, order, line, 1000)
    with pytest.raises(FieldError):
        back(room, order, line, 1000, "C")
    back(room, order, line, 1000, "a")
    assert serials.out_on(line) == ["B"]
    issue(room, order, line, 1000, Fitted("A"))
    back(room, order, line, 2000)
    assert serials.out_on(line) == []


def test_a_part_that_is_not_tracked_takes_no_numbers(room: Stockroom) -> None:
    part = room.part(1, 100)
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part)
    issue(room, order, line, 1000, Fitted("A"))
    assert serials.of_order(order) == []


def test_whoever_gives_a_number_twice_is_told_where_it_is(room: Stockroom) -> None:
    part = room.part(2, 200, serial_tracked=True)
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 2)
    issue(room, order, line, 1000, Fitted("SN-1"))
    with pytest.raises(FieldError) as error:
        issue(room, order, line, 1000, Fitted("sn-1"))
    assert "SN-1" in error.value.text
    assert "WO-2026-" in error.value.text
    assert "京A·12345" in error.value.text


def test_pieces_from_before_the_part_was_tracked_come_back_without_a_number(room: Stockroom) -> None:
    part = room.part(3, 300)
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 3)
    issue(room, order, line, 2000)
    Part.update(serial_tracked=True).where(Part.id == part).execute()
    issue(room, order, line, 1000, Fitted("SN-1"))
    back(room, order, line, 1000)
    assert serials.out_on(line) == ["SN-1"]
    with pytest.raises(FieldError):
        back(room, order, line, 1000, "SN-9")
    back(room, order, line, 2000)
    assert (serials.out_on(line), issued(line)) == ([], 0)


def test_numbers_come_back_although_the_part_is_tracked_no_more(room: Stockroom) -> None:
    part = room.part(1, 100, serial_tracked=True)
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part)
    issue(room, order, line, 1000, Fitted("SN-1"))
    Part.update(serial_tracked=False).where(Part.id == part).execute()
    back(room, order, line, 1000)
    assert serials.out_on(line) == []
    assert list(serial_books.check_books()) == []


def test_the_books_tell_a_number_without_a_piece_and_a_piece_without_a_number(room: Stockroom) -> None:
    part = room.part(2, 200, serial_tracked=True)
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 2)
    issue(room, order, line, 2000, Fitted("SN-1"), Fitted("SN-2"))
    assert list(serial_books.check_books()) == []
    LineSerial.delete().where(LineSerial.new_serial == "SN-2").execute()
    assert len(list(serial_books.check_books())) == 1
    OrderLine.update(issued_milli=0).where(OrderLine.id == line).execute()
    assert len(list(serial_books.check_books())) == 2


@pytest.mark.parametrize("typed", ["", "\x00", "x" * 500, "'; --", "蓄电池"])
def test_what_is_no_number_is_found_nowhere(room: Stockroom, typed: str) -> None:
    assert serials.find(typed) == []
