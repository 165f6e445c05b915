"""What the board and the figures read comes from indexes: no table of warranty returns is read from end to end."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from peewee import SqliteDatabase

from garage.domain.returns_board import Stage
from garage.models.database import database
from garage.services import returns_board, returns_due, returns_figures
from garage.services.command import By

TODAY = date(2026, 11, 21)
READS: dict[str, Callable[[], object]] = {
    "old parts": lambda: returns_board.cards(Stage.OLD_PARTS),
    "old parts of one": lambda: returns_board.cards(Stage.OLD_PARTS, 1),
    "claims": lambda: returns_board.cards(Stage.CLAIMED),
    "closed of one": lambda: returns_board.closed(supplier_id=1),
    "due": returns_due.due,
    "waiting": lambda: returns_due.waiting(TODAY),
    "suppliers": lambda: returns_figures.by_supplier("2026-10", "2026-11", TODAY),
    "months": lambda: returns_figures.by_month("2026-10", "2026-11"),
    "faults": lambda: returns_figures.frequent_faults(TODAY),
}
SMALL = ("calendar_day", "order_line_claimed")
"""A few days a year; lines that somebody claims, by the index of nothing else."""


@pytest.fixture
def statements(boss: By) -> Iterator[list[tuple[str, Any]]]:
    """What is sent to the engine."""
    assert boss
    engine: Any = type(database.obj)
    usual = engine.execute_sql
    seen: list[tuple[str, Any]] = []

    def note(self: Any, sql: str, params: Any = None) -> Any:
        seen.append((sql, params))
        return usual(self, sql, params)

    engine.execute_sql = note
    yield seen
    engine.execute_sql = usual


@pytest.mark.parametrize("read", READS)
def test_no_table_is_read_from_end_to_end(statements: list[tuple[str, Any]], read: str) -> None:
    assert READS[read]() is not None
    asked = list(statements)
    assert asked
    if not isinstance(database.obj, SqliteDatabase):
        return  # a server plans by its statistics, and there are none of an empty table
    for sql, params in asked:
        plan = database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
        scans = [words for *_place, words in plan if words.startswith("SCAN")]
        bad = [words for words in scans if not any(small in words + sql for small in SMALL)]
        assert bad == [], sql
