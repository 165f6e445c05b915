"""Two people at once: of two that do the same, exactly one wins and the other is told; the books still balance."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from garage.models.exit_passes import ExitPass
from garage.models.numbers import NumberSeries
from garage.models.parts import Part
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.services import books, orders, parts, settlements, vehicles
from tests.seat import seat
from tests.services.road import Road

Prepare = Callable[[Road], object]


def _to_work(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()


def _billed(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, settlements.Terms())


def _paid(road: Road) -> None:
    _billed(road)
    from tests.seat import ACTS

    ACTS["pay"](road.boss, road.order, 0)


def _passed(road: Road) -> None:
    road.to_ready()
    road.settle()


RACES: dict[str, Prepare] = {
    "authorise": Road.receive,
    "draw": _to_work,
    "settle": Road.to_ready,
    "pay": _billed,
    "pass": _paid,
    "leave": _passed,
    "cancel": Road.receive,
}


def race(db: str, road: Road, act: str, start: Path, other: int = 0) -> list[str]:
    """What two seats that do the same at the same moment are told."""
    with seat(db, start, act, road.order, other) as one, seat(db, start, act, road.order, other) as two:
        start.touch()
        return sorted(process.communicate(timeout=60)[0].strip() for process in (one, two))


@pytest.mark.parametrize("act", RACES)
def test_what_two_seats_do_at_once_happens_once(act: str, db: str, road: Road, tmp_path: Path) -> None:
    RACES[act](road)
    won, told = race(db, road, act, tmp_path / "start", road.mechanic)
    assert won == "done"
    assert told.startswith("refused ")
    assert books.check() == []
    for series, model in (("ST", Settlement), ("RC", Receipt), ("EP", ExitPass)):
        taken = NumberSeries.select(NumberSeries.last).where(NumberSeries.series == series).scalar() or 0
        assert taken == model.select().count()


def test_lines_typed_at_two_seats_are_kept_once_and_the_other_is_told_who(
    db: str, road: Road, tmp_path: Path
) -> None:
    road.receive()
    orders.reopen_estimate(road.boss, road.order)
    version = orders.open_page(road.order).version
    assert race(db, road, "lines", tmp_path / "start", version) == ["done", "stale 张三"]
    assert len(orders.open_page(road.order).lines) == 4


def test_of_two_that_answer_the_same_dialog_the_second_is_told_who_was_first(
    db: str, road: Road, tmp_path: Path
) -> None:
    _to_work(road)
    version = orders.open_page(road.order).version
    assert race(db, road, "park", tmp_path / "start", version) == ["done", "stale 张三"]
    assert orders.open_page(road.order).parking_spot == "A1"


def test_of_two_that_draw_the_last_filter_one_gets_it_and_the_other_is_told_who_took_it(
    db: str, road: Road, tmp_path: Path
) -> None:
    wanted = dataclasses.replace(road.lines()[1], qty_milli=10_000)
    other = dataclasses.replace(road, order=0, vehicle=another_car(road))
    for one in (road, other):
        one.receive(road.lines()[0], wanted)
        one.authorise()
        one.dispatch()
    start = tmp_path / "start"
    with (
        seat(db, start, "last", road.order, road.mechanic) as one,
        seat(db, start, "last", other.order, road.mechanic) as two,
    ):
        start.touch()
        told = [process.communicate(timeout=60)[0].strip() for process in (one, two)]
    won = told.index("done")
    plate = ("粤B·12345", "粤B·54321")[won]
    words, refused = told[1 - won].splitlines()
    assert refused == "refused short"
    assert "10 asked for, only 0 on hand. 张三 took 10 at 16:00 (GI-2026-00001" in words
    assert plate in words
    assert parts.stock_of([road.part])[road.part].on_hand_milli == 0
    assert books.check() == []


def test_a_till_and_the_workshop_do_not_share_the_last_ten(db: str, road: Road, tmp_path: Path) -> None:
    Part.update(price_fen=5_000).where(Part.id == road.part).execute()
    road.receive(road.lines()[0], dataclasses.replace(road.lines()[1], qty_milli=10_000))
    road.authorise()
    road.dispatch()
    start = tmp_path / "start"
    with (
        seat(db, start, "draw", road.order, road.mechanic) as one,
        seat(db, start, "sell", road.order, road.part) as two,
    ):
        start.touch()
        told = [process.communicate(timeout=60)[0].strip() for process in (one, two)]
    assert sorted(told) == ["done", "refused short"]
    assert parts.stock_of([road.part])[road.part].on_hand_milli == 0
    assert Receipt.select().count() == told.index("done")
    assert books.check() == []


def another_car(road: Road) -> int:
    """A second car of the same customer."""
    car = vehicles.VehicleData(plate="粤B54321", brand="大众", model="宝来")
    return vehicles.add(road.boss, car, owner_id=road.customer)
