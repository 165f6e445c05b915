"""A day is closed by somebody at some moment; nothing is locked, but what came after is said."""

from datetime import date, datetime

import pytest

from garage.errors import FieldError
from garage.models.audit import AuditEntry
from garage.services import day_closes
from garage.services.command import By
from garage.services.day_closes import close_day, days, find, movements_after, open_days
from tests.services.stockroom import Stockroom

TODAY = date(2026, 11, 21)


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def at(room: Stockroom, day: int, hour: int) -> By:
    room.by = By(room.by.staff_id, datetime(2026, 11, day, hour))
    return room.by


def test_a_close_says_who_when_and_what_moved(room: Stockroom) -> None:
    at(room, 20, 9)
    part = room.part(4, 4_000)
    order = room.order()
    line = room.line(order, part, 3)
    at(room, 21, 10)
    room.issue(order, (line, 3))
    room.give_back(order, (line, 1))
    close = close_day(at(room, 21, 18), note="  盘过机油 ")
    assert (close.day, close.closed_at, close.who, close.note) == (
        TODAY,
        datetime(2026, 11, 21, 18),
        "张三",
        "盘过机油",
    )
    assert (close.movements, close.in_fen, close.out_fen, close.value_fen) == (2, 1_000, 3_000, 2_000)
    assert AuditEntry.select().where(AuditEntry.noun == "day_close").count() == 1


def test_what_moves_after_the_close_is_told_and_a_later_close_takes_its_place(room: Stockroom) -> None:
    part = room.part(1, 100)
    first = close_day(at(room, 21, 18))
    assert (movements_after(first.id), days(TODAY)[0].open) == (0, False)
    at(room, 21, 19)
    room.receive((part, 1, 120), (part, 1, 130))
    assert movements_after(first.id) == 2
    [day] = days(TODAY)
    assert (day.close, day.later, day.open) == (first, 2, True)
    second = close_day(at(room, 21, 20))
    assert (second.movements, second.in_fen, second.value_fen) == (3, 350, 350)
    assert [find(close.id) for close in (first, second)] == [first, second]
    [day] = days(TODAY)
    assert (day.close, day.later, day.open, day.movements) == (second, 0, False, 3)


def test_days_not_closed_are_listed_without_today(room: Stockroom) -> None:
    at(room, 18, 9)
    part = room.part(1, 100)
    at(room, 19, 9)
    room.receive((part, 1, 100))
    close_day(at(room, 19, 18))
    at(room, 20, 9)
    room.receive((part, 1, 100))
    at(room, 21, 9)
    room.receive((part, 1, 100))
    assert [day.day.day for day in days(TODAY)] == [21, 20, 19, 18]
    assert [day.day.day for day in open_days(TODAY)] == [20, 18]


def test_a_day_is_closed_afterwards_as_it_was_then(room: Stockroom) -> None:
    at(room, 20, 9)
    part = room.part(1, 100)
    at(room, 21, 9)
    room.receive((part, 2, 240))
    close = close_day(room.by, date(2026, 11, 20))
    assert (close.movements, close.in_fen, close.value_fen) == (1, 100, 100)
    assert open_days(TODAY) == []


def test_a_day_without_movements_can_be_closed(room: Stockroom) -> None:
    close = close_day(room.by)
    assert (close.movements, close.in_fen, close.out_fen, close.value_fen, close.last_movement_id) == (
        0,
        0,
        0,
        0,
        0,
    )
    assert days(TODAY)[0].open is False


def test_a_day_to_come_is_not_closed(room: Stockroom) -> None:
    with pytest.raises(FieldError) as refused:
        close_day(room.by, date(2026, 11, 22))
    assert refused.value.field == "day"
    with pytest.raises(KeyError):
        day_closes.find(1)
