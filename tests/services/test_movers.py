"""Fast, slow and dead: what was used in ninety days, how long the rest lasts, and where the money lies."""

from datetime import date, datetime

import pytest

from garage.domain.part_file import StockLimits
from garage.services import stock_limits
from garage.services.command import By
from garage.services.movers import GroupValue, Mover, Pace, movers, value_by_group
from tests.services.stockroom import Stockroom

TODAY = date(2026, 11, 21)


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def at(room: Stockroom, month: int, day: int) -> None:
    room.by = By(room.by.staff_id, datetime(2026, month, day, 9))


@pytest.fixture
def shelf(room: Stockroom) -> Stockroom:
    """A filter asked for every week, a belt used once, a lamp from spring, a mirror that never moved."""
    at(room, 1, 10)
    filters = room.part(30, 30_000, code="FILTER", group="滤清器")
    belt = room.part(3, 9_000, code="BELT", group="发动机")
    lamp = room.part(2, 20_000, code="LAMP", group="车身")
    room.part(1, 50_000, code="MIRROR", group="车身")
    order = room.order()
    lines = {part: room.line(order, part, 20) for part in (filters, belt, lamp)}
    at(room, 8, 1)
    room.issue(order, (lines[lamp], 1))
    at(room, 9, 1)
    room.issue(order, (lines[filters], 4))
    at(room, 10, 1)
    room.issue(order, (lines[filters], 4), (lines[belt], 1))
    room.give_back(order, (lines[filters], 2))
    at(room, 11, 1)
    room.issue(order, (lines[filters], 4))
    return room


def found(code: str) -> Mover:
    return next(row for row in movers(TODAY) if row.code == code)


def test_pace_follows_use_and_the_days_of_the_settings(shelf: Stockroom, boss: By) -> None:
    assert [(row.code, row.pace, row.idle_days) for row in movers(TODAY)] == [
        ("FILTER", Pace.FAST, 20),
        ("BELT", Pace.USED, 51),
        ("LAMP", Pace.SLOW, 112),
        ("MIRROR", Pace.DEAD, 315),
    ]
    stock_limits.set_limits(boss, StockLimits(slow=30, dead=100))
    assert (found("BELT").pace, found("LAMP").pace) == (Pace.SLOW, Pace.DEAD)


def test_use_is_what_went_less_what_came_back(shelf: Stockroom) -> None:
    row = found("FILTER")
    assert (row.uses, row.used_milli, row.used_fen, row.on_hand_milli) == (3, 10_000, 10_000, 20_000)


def test_turnover_and_how_long_the_rest_lasts(shelf: Stockroom) -> None:
    row = found("FILTER")
    assert row.lasts_days == 180
    assert row.turns_bp == 203  # 100.00 used in 90 days, 200.00 on the shelf: 2.03 times a year
    assert (found("MIRROR").lasts_days, found("MIRROR").turns_bp) == (None, 0)


def test_use_before_the_window_does_not_count(shelf: Stockroom) -> None:
    assert found("LAMP").uses == 0


def test_a_part_that_is_used_up_still_shows_its_use(room: Stockroom) -> None:
    part = room.part(2, 200, code="GONE")
    order = room.order()
    room.issue(order, (room.line(order, part, 2), 2))
    row = found("GONE")
    assert (row.on_hand_milli, row.pace, row.idle_days, row.turns_bp) == (0, Pace.USED, None, None)


def test_money_by_group_the_dearest_first(shelf: Stockroom) -> None:
    assert value_by_group(movers(TODAY)) == [
        GroupValue("车身", 2, 60_000, 50_000),
        GroupValue("滤清器", 1, 20_000, 0),
        GroupValue("发动机", 1, 6_000, 0),
    ]


def test_an_empty_stockroom_has_no_movers(room: Stockroom) -> None:
    assert (movers(TODAY), value_by_group([])) == ([], [])
