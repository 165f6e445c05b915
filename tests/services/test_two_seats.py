"""Two people at once: of two that do the same, exactly one wins and the other is told; the books still balance."""

from collections.abc import Callable
from pathlib import Path

import pytest

from garage.models.exit_passes import ExitPass
from garage.models.numbers import NumberSeries
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.services import books, orders, settlements
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
