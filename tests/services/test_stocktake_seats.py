"""Two people at one count: nothing they count is lost, and what they post is posted once."""

from pathlib import Path

from garage.domain.stock import Balance
from garage.domain.stocktakes import CountScope
from garage.services import stocktake_list, stocktakes
from garage.services.command import By
from garage.services.count_scopes import Scope
from garage.services.stock import check_books
from garage.services.stocktakes import Begun
from tests.seat import seat
from tests.services.stockroom import Stockroom, milli, on_hand


def begun(boss: By, mechanic: int) -> tuple[Begun, int]:
    """A count of one part of which the books have five."""
    part = Stockroom(boss, mechanic).part(5, 5_000)
    return stocktakes.begin(boss, Scope(CountScope.ALL)), part


def both(db: str, start: Path, act: str, count: int, other: int) -> list[str]:
    """What two seats are told that do the same at once."""
    with seat(db, start, act, count, other) as one, seat(db, start, act, count, other) as two:
        start.touch()
        return sorted(process.communicate(timeout=60)[0].strip() for process in (one, two))


def test_a_count_that_two_seats_post_is_posted_once(db: str, boss: By, mechanic: int, tmp_path: Path) -> None:
    count, part = begun(boss, mechanic)
    stocktakes.count(boss, count.id, {part: milli(4)})
    stocktakes.explain(boss, count.id, part, "丢失")
    stocktakes.review(boss, count.id, 1)
    version = stocktake_list.one(count.id).version
    first, second = both(db, tmp_path / "start", "post_count", count.id, version)
    assert first == "done"
    assert second.startswith("stale")
    assert on_hand(part) == Balance(4_000, 4_000)
    assert check_books() == []


def test_what_two_scanners_count_of_one_part_adds_up(
    db: str, boss: By, mechanic: int, tmp_path: Path
) -> None:
    count, part = begun(boss, mechanic)
    assert both(db, tmp_path / "start", "scan", count.id, part) == ["done", "done"]
    [line] = stocktake_list.lines_of(count.id)
    assert line.counted_milli == 10_000


def test_of_two_seats_that_type_into_one_line_one_is_told(
    db: str, boss: By, mechanic: int, tmp_path: Path
) -> None:
    count, part = begun(boss, mechanic)
    first, second = both(db, tmp_path / "start", "count", count.id, part)
    assert first == "done"
    assert second.startswith("stale")
